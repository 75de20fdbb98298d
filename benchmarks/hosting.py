"""Folders that benchmarks and tests serve as a web host does."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class)
        """Writes nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of requests that a browser gave up."""

    # With five, as the base class has it, a busy machine drops connections that a browser then
    # takes for open: their requests hang for up to a minute.
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


def serve_folder(folder: Path) -> AbstractContextManager[str]:
    """Serves ``folder``; the address ends with a slash."""
    return serve(functools.partial(QuietHandler, directory=str(folder)))


@contextmanager
def serve(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answers requests by ``handler``; the address ends with a slash."""
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
