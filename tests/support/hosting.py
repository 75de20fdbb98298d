"""Folders that tests serve as a web host does."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class's name)
        return


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of requests that a browser gave up."""

    # With five, as the base class has it, a busy machine drops connections that a browser then
    # takes for open: their requests hang for up to a minute.
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        return


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serves ``folder``; the address ends with a slash."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
