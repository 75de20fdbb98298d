"""A proxy on this machine through which the capturing browser asks: it refuses private places.

A browser follows redirects and resolves names by itself; only whoever opens its connections can
say where they may lead. https goes through as it is (CONNECT), so that the browser checks
certificates; http is asked one request a connection.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit, urlunsplit

from site_builder.shell.snapshots.network import Limits, RefusedError, connect

_CHUNK = 64 * 1024
_OWN_HEADERS = ("proxy-connection", "proxy-authorization", "connection", "keep-alive", "te")


class Guard(ThreadingHTTPServer):
    """The proxy; counts what passes in one capture and stops it at the limit."""

    daemon_threads = True
    request_queue_size = 128  # a browser opens dozens at once

    def __init__(self, limits: Limits) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.limits = limits
        self.passed = 0
        self.refused: list[str] = []
        self.unreached: set[str] = set()
        self.deadline = 0.0

    def start_capture(self) -> None:
        """Counts anew."""
        self.passed = 0
        self.refused = []
        self.unreached = set()
        self.deadline = time.monotonic() + self.limits.seconds

    def count(self, size: int) -> None:
        """Adds ``size`` bytes.

        Raises:
            RefusedError: where that is more than a capture may take.
        """
        self.passed += size
        if self.passed > self.limits.size or time.monotonic() > self.deadline:
            raise RefusedError("the page takes too much time or space")

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news."""


@contextlib.contextmanager
def run_guard(limits: Limits) -> Iterator[Guard]:
    """A running proxy."""
    with Guard(limits) as guard:
        thread = threading.Thread(target=guard.serve_forever, daemon=True)
        thread.start()
        try:
            yield guard
        finally:
            guard.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One connection of the browser."""

    server: Guard
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class's)
        """Keeps quiet."""

    def do_CONNECT(self) -> None:
        host, _, port = self.path.rpartition(":")
        far = self._open(host.strip("[]"), port)
        if far is None:
            return
        with far:
            self.send_response(200)
            self.end_headers()
            self._relay(far)
        self.close_connection = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.scheme != "http" or not parts.hostname:
            self.send_error(400)
            return
        far = self._open(parts.hostname, str(parts.port or 80))
        if far is None:
            return
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        lines = [f"{self.command} {path} HTTP/1.1"]
        lines += [f"{k}: {v}" for k, v in self.headers.items() if k.lower() not in _OWN_HEADERS]
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        with far:
            far.sendall(head.encode("latin-1", "replace"))
            self._relay(far)
        self.close_connection = True

    do_HEAD = do_POST = do_OPTIONS = do_PUT = do_GET  # noqa: N815

    def _open(self, host: str, port: str) -> socket.socket | None:
        limits = self.server.limits
        try:
            self.server.count(0)
            number = int(port)
            return connect(host, number, seconds=20.0, allow_private=limits.allow_private)
        except RefusedError as error:
            self.server.refused.append(str(error))
            self.send_error(403)
        except (OSError, ValueError):
            self.send_error(502)
        self.server.unreached.add(host)
        self.close_connection = True
        return None

    def _relay(self, far: socket.socket) -> None:
        """Passes bytes both ways until one side ends, or a limit is reached."""
        near = self.connection
        with contextlib.suppress(OSError, RefusedError):
            while True:
                ready, _, _ = select.select([near, far], [], [], 30.0)
                if not ready:
                    return
                for side in ready:
                    data = side.recv(_CHUNK)
                    if not data:
                        return
                    self.server.count(len(data))
                    (far if side is near else near).sendall(data)
