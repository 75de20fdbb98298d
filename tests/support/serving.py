"""Previews that tests start as people do."""

import signal
import socket
import time
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen


def free_address() -> str:
    """An address of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def wait_until_served(address: str) -> None:
    """Waits until a preview answers at ``address``."""
    for _ in range(300):
        with suppress(HTTPError, OSError), urlopen(f"http://{address}/", timeout=10):
            return
        time.sleep(0.1)


def heed_interrupts() -> None:
    """Lets a process end by Control-C, whatever its parent does: a shell's background job does not.

    For ``preexec_fn`` of ``subprocess.Popen``.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
