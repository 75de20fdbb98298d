"""Requests to the web that never reach the machine's own network.

Every host is resolved once, all its addresses are checked, and the connection goes to a checked
address: neither a redirect nor a name server that answers differently the second time leads to a
private place. Only http and https.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from msgspec import Struct

AGENT = "site-builder"
"""Name under which we ask, as robots.txt knows it."""

AGENT_HEADER = "Mozilla/5.0 (compatible; site-builder; archived copies of cited pages)"

_SCHEMES = ("http", "https")
_CLOSED = (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN)
"""Answers for a robots.txt that close the site, as those of a broken server do."""

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 10
_CHUNK = 64 * 1024
_ROBOTS_BYTES = 512 * 1024
_LONGEST_PAUSE = 30.0
"""Seconds between two requests that a robots.txt may ask for; more would never end."""


class RefusedError(Exception):
    """A request that we do not make, or an answer that we do not take; the message says why."""


class UnwelcomeError(RefusedError):
    """A request that the site's robots.txt forbids."""


class Limits(Struct, frozen=True):
    """How far a request may go."""

    seconds: float = 60.0
    """For all of it."""
    size: int = 50 * 1024 * 1024
    """Bytes."""
    delay: float = 1.0
    """Seconds between two requests to a host."""
    allow_private: bool = False
    """Whether private, loopback and link-local addresses may be asked."""


class Answer(Struct, frozen=True):
    """What a server said at the end of all redirects."""

    address: str
    """Where the redirects ended."""
    status: int
    """HTTP status."""
    content_type: str
    """Media type in lower case, without parameters; empty where none was given."""
    size: int
    """Bytes written."""


@dataclass
class Web:
    """Asks politely: what robots.txt allows, one request at a time, with pauses for each host."""

    limits: Limits = field(default_factory=Limits)
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)

    def fetch(self, address: str, target: BinaryIO | None) -> Answer:
        """Asks for ``address`` and what it redirects to; writes the body of a good answer.

        Args:
            address: The address.
            target: Where the body goes; None: it is not read.

        Raises:
            UnwelcomeError: where robots.txt forbids it, or where it leads.
            RefusedError: where a rule of ours forbids it.
            OSError: where a server cannot be reached, TLS errors included.
            http.client.HTTPException: where it does not speak HTTP.
        """
        try:
            return self._follow(address, target, is_robots=False)
        except OSError:  # errors of certificates are ValueErrors too
            raise
        except ValueError as error:
            raise RefusedError(f"{address!r} is no address of the web: {error}") from error

    def _follow(self, address: str, target: BinaryIO | None, *, is_robots: bool) -> Answer:
        deadline = time.monotonic() + self.limits.seconds
        for _ in range(_MOST_REDIRECTS):
            if not is_robots:
                self._check_welcome(address)
            answer, location = self._ask(address, target, deadline)
            if location is None:
                return answer
            address = urljoin(address, location)
        raise RefusedError(f"more than {_MOST_REDIRECTS} redirects")

    def _ask(
        self, address: str, target: BinaryIO | None, deadline: float
    ) -> tuple[Answer, str | None]:
        """One request: its answer, and where it redirects to."""
        parts = urlsplit(address)
        host = parts.hostname
        if parts.scheme not in _SCHEMES or not host:
            raise RefusedError(f"{address!r} is no address of the web (http, https)")
        self._wait(host)
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        with _connection(parts.scheme, host, parts.port, self.limits) as connection:
            connection.request("GET", _ascii(path), headers=_headers())
            response = connection.getresponse()
            location = response.getheader("Location")
            kind = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
            if response.status in _REDIRECTS and location:
                return Answer(address, response.status, kind, 0), location
            size = 0
            if target is not None and response.status == http.HTTPStatus.OK:
                size = self._copy(response, target, deadline)
            return Answer(address, response.status, kind, size), None

    def _copy(self, response: http.client.HTTPResponse, target: BinaryIO, deadline: float) -> int:
        size = 0
        while chunk := response.read1(_CHUNK):
            size += len(chunk)
            if size > self.limits.size:
                raise RefusedError(f"larger than {self.limits.size} bytes")
            if time.monotonic() > deadline:
                raise RefusedError(f"took longer than {self.limits.seconds:g} s")
            target.write(chunk)
        return size

    def _wait(self, host: str) -> None:
        now = time.monotonic()
        pause = max(self.limits.delay, self._pauses.get(host, 0.0))
        ready = self._asked.get(host, now - pause) + pause
        if ready > now:
            time.sleep(ready - now)
        self._asked[host] = time.monotonic()

    def _check_welcome(self, address: str) -> None:
        """Makes sure that the site's robots.txt lets us ask for ``address`` (RFC 9309)."""
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            return  # it is not asked for at all
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            rules = self._robots[origin] = self._read_robots(f"{origin}/robots.txt")
            pause = float(rules.crawl_delay(AGENT) or 0)
            self._pauses[parts.hostname] = min(pause, _LONGEST_PAUSE)
        if not self._robots[origin].can_fetch(AGENT, address):
            raise UnwelcomeError("robots.txt forbids it")

    def _read_robots(self, address: str) -> RobotFileParser:
        rules = RobotFileParser()
        text = io.BytesIO()
        status = self._follow(address, text, is_robots=True).status
        if status in _CLOSED or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            given = text.getvalue()[:_ROBOTS_BYTES] if status == http.HTTPStatus.OK else b""
            rules.parse(given.decode("utf-8", "replace").splitlines())
        return rules


def resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[int, str]]:
    """Family and address of every place that ``host`` stands for.

    Raises:
        RefusedError: where one of them is not of the public internet.
        OSError: where there is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise RefusedError(f"{host!r} is no name of a host") from error
    places = [(int(family), str(place[0])) for family, _, _, _, place in found]
    for _, address in places:
        if not allow_private and not _is_public(address):
            raise RefusedError(f"{host} is {address}, which is no public address")
    return places


def connect(host: str, port: int, *, seconds: float, allow_private: bool) -> socket.socket:
    """A connection to ``host``, at an address that was checked.

    Raises:
        RefusedError: where the host is not of the public internet.
        OSError: where it cannot be reached.
    """
    problem = OSError(f"{host} has no address")
    for family, address in resolve(host, port, allow_private=allow_private):
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        try:
            connection.connect((address, port))
        except OSError as error:
            connection.close()
            problem = error
        else:
            return connection
    raise problem


def _is_public(address: str) -> bool:
    place = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(place, ipaddress.IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour or (place.teredo or (None, None))[1]
        # 64:ff9b::/96 carries an IPv4 address too (RFC 6052)
        if inner is None and place in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
        if inner is not None and not inner.is_global:
            return False
    return place.is_global and not place.is_multicast


@contextmanager
def _connection(
    scheme: str, host: str, port: int | None, limits: Limits
) -> Iterator[http.client.HTTPConnection]:
    number = port or (443 if scheme == "https" else 80)
    plain = connect(
        host, number, seconds=min(limits.seconds, 30.0), allow_private=limits.allow_private
    )
    connection = http.client.HTTPConnection(host, number)
    try:
        if scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection.sock = plain
        yield connection
    finally:
        connection.close()
        plain.close()


def _headers() -> dict[str, str]:
    return {"User-Agent": AGENT_HEADER, "Accept": "*/*", "Connection": "close"}


def _ascii(path: str) -> str:
    return quote(path, safe="/:?#@!$&'()*+,;=%~[]")
