"""Prints the path of a Chromium that starts here, after installing one if need be.

In order: the path in SITE_BUILDER_CHROMIUM, a browser on PATH, Debian's package (as
root), Playwright's own download. Only the path goes to stdout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "SITE_BUILDER_CHROMIUM"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

FLAGS = (
    "--headless",
    # Containers run as root, where Chromium's sandbox cannot start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Without these it looks up its maker's hosts at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE = 60
"""Seconds that a browser may take to draw one line; a cold disk is slow."""


def starts(browser: str) -> bool:
    """Returns whether `browser` renders a page.

    A file of the right name proves nothing: on Ubuntu the package is a stub for a snap.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        page = "data:text/html,<title>it</title><p>draws"
        command = [browser, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page]
        try:
            outcome = subprocess.run(
                command,
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=PATIENCE,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return outcome.returncode == 0 and b"draws" in outcome.stdout


def find_installed() -> str | None:
    """Returns the first browser of this machine that starts."""
    found = [shutil.which(name) for name in NAMES]
    found += [path for path in ELSEWHERE if Path(path).exists()]
    return next((path for path in found if path and starts(path)), None)


def install_by_apt() -> str | None:
    """Returns Debian's Chromium, or None where apt or the right to use it is absent."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    # One mirror that fails to refresh need not be the one that has the package.
    _run([apt, "update", "-qq"])
    _run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return find_installed()


def install_by_playwright() -> str | None:
    """Returns Playwright's own Chromium, or None where its download fails."""
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.executable_path
    return browser if starts(browser) else None


def _run(command: Sequence[str]) -> None:
    """Runs `command` with its output on stderr; what it achieved is checked afterwards."""
    print(f"ensure_browser: {' '.join(command)}", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command, check=False, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr
    )


def main() -> int:
    """Returns 0 with the path printed, or 2 where no browser can be had."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if not starts(chosen):
            print(f"ensure_browser: {VARIABLE}={chosen} does not start", file=sys.stderr)
            return 2
        print(chosen)
        return 0
    browser = find_installed() or install_by_apt() or install_by_playwright()
    if browser is None:
        print(
            f"ensure_browser: no Chromium starts here; install one or set {VARIABLE}",
            file=sys.stderr,
        )
        return 2
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
