"""Sites, built by the real command and served here, and one real browser to look at them."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class's name)
        return


class _QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of requests that a browser gave up."""

    def handle_error(self, request: object, client_address: object) -> None:
        return


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the default course's site."""
    with _serve(_build(ROOT / "content", tmp_path_factory.mktemp("browser"))) as address:
        yield address


@pytest.fixture(scope="session")
def build_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Builds a course of the files given, by path, and returns the address of its site."""
    with ExitStack() as servers:

        def build(files: Mapping[str, str | bytes]) -> str:
            folder = tmp_path_factory.mktemp("course")
            for path, content in files.items():
                target = folder / "content" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.encode() if isinstance(content, str) else content)
            return servers.enter_context(_serve(_build(folder / "content", folder)))

        yield build


def _build(content: Path, folder: Path) -> Path:
    """The site of ``content``, below ``folder``, by the real command."""
    site = folder / "site"
    command = [str(Path(sys.executable).with_name("site-builder")), "build", str(content)]
    built = subprocess.run(
        [*command, "-d", str(site)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return site


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with _QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; tools/ensure_browser.py finds or installs one."""
    path = os.environ.get("SITE_BUILDER_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium: run tools/ensure_browser.py and set SITE_BUILDER_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()
