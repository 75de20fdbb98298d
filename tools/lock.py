"""Writes requirements.lock: every version that pip resolves in an empty environment.

The environment holds what the project needs to run, to be tested and to be built. The
file is a list of constraints and names no index, so that each machine asks its own.
"""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / "build" / "lock"

OLDEST_PYTHON = (3, 11)
"""The lock is made with the oldest Python that is supported: what has a release for it
has one for those after it, the other way round does not hold."""

HEADER = """\
# The exact versions that were tested; pip reads them as constraints (`pip install -c`).
# Made by `make lock` with Python {version}; do not edit.
"""

# hypothesis==6.130.0
_PINNED = re.compile(r"[A-Za-z0-9._-]+==[^\s@;]+")


def collect_requirements() -> list[str]:
    """Returns every requirement that pyproject.toml states, in its order."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        pyproject = tomllib.load(file)
    groups = [
        pyproject["build-system"]["requires"],
        pyproject["project"]["dependencies"],
        *pyproject["project"]["optional-dependencies"].values(),
        *pyproject["dependency-groups"].values(),
    ]
    return [str(requirement) for group in groups for requirement in group]


def resolve(requirements: list[str]) -> list[str]:
    """Returns `name==version` for all that pip installs for `requirements`, sorted."""
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *requirements], check=True)
    frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
    pins = frozen.stdout.split("\n")
    return sorted((pin for pin in pins if _PINNED.fullmatch(pin)), key=str.lower)


def main() -> int:
    """Returns 0, or 2 under another Python than the oldest that is supported."""
    version = ".".join(map(str, sys.version_info[:2]))
    if sys.version_info[:2] != OLDEST_PYTHON:
        print(f"lock: needs Python 3.11, this is {version}", file=sys.stderr)
        return 2
    pins = resolve(collect_requirements())
    text = HEADER.format(version=version) + "\n".join(pins) + "\n"
    LOCK.write_text(text, encoding="utf-8", newline="\n")
    print(f"lock: {len(pins)} versions in {LOCK.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
