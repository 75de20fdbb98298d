"""Whether the originals of copies are still where they were."""

from __future__ import annotations

import http.client
import socket
from enum import Enum
from http import HTTPStatus
from urllib.parse import urlsplit

from site_builder.shell.snapshots.network import RefusedError, UnwelcomeError, Web

_BLOCKED = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
)
"""A server that does not like the one who asks says nothing about the page (lychee #733)."""


class Original(Enum):
    """What became of an original."""

    ALIVE = "alive"
    MOVED = "moved"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNKNOWN = "unknown"


def look_up(web: Web, address: str) -> tuple[Original, str]:
    """What became of ``address``, and why in a few words."""
    try:
        answer = web.fetch(address, None)
    except UnwelcomeError:
        return Original.BLOCKED, "robots.txt"
    except RefusedError as error:
        return Original.UNKNOWN, str(error)
    except socket.gaierror:
        return Original.DEAD, "no such host"
    except TimeoutError:
        return Original.UNKNOWN, "no answer in time"
    except (OSError, http.client.HTTPException) as error:
        return Original.DEAD, " ".join(str(error).split()) or type(error).__name__
    if answer.status in _BLOCKED:
        return Original.BLOCKED, f"HTTP {answer.status}"
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Original.UNKNOWN, f"HTTP {answer.status}"
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return Original.DEAD, f"HTTP {answer.status}"
    if _place(answer.address) != _place(address):
        return Original.MOVED, answer.address
    return Original.ALIVE, f"HTTP {answer.status}"


def _place(address: str) -> tuple[str, str, str]:
    """What two spellings of an address share: http or https, www and a last slash are no move."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
