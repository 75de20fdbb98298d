"""Making copies, tried on a small site of our own with everything that goes wrong on the web."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from site_builder.model.site import Snapshot, SnapshotState
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.snapshots.capture import Capture, Tools, capture_copies, find_tools
from site_builder.shell.snapshots.lock import read_lock
from site_builder.shell.snapshots.network import Limits, RefusedError, Web, connect, resolve
from site_builder.shell.snapshots.online import Original, look_up
from site_builder.shell.snapshots.proxy import run_guard
from site_builder.shell.snapshots.shelf import Wanted

PDF = b"%PDF-1.4\n" + b"0" * 500
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


PAGES = {
    "/robots.txt": ("text/plain", b"User-agent: site-builder\nDisallow: /private/\n"),
    "/private/paper.pdf": ("application/pdf", PDF),
    "/page": ("text/html; charset=utf-8", "<title>面包</title>水和面粉<img src=/a.png>".encode()),
    "/gbk": ("text/html", "<meta charset=gbk><title>发酵</title><p>酵母".encode("gbk")),
    "/script": ("text/html", b"<title>s</title><script>document.write('<p>draw'+'n')</script>"),
    "/paper.pdf": ("application/pdf", PDF),
    "/a.png": ("image/png", PNG),
    "/film": ("video/mp4", b"\x00" * 80),
}
REDIRECTS = {
    "/moved": "/page",
    "/inside": "http://192.0.2.1/",
    "/circle": "/circle",
    "/sly": "/private/paper.pdf",
}


class _Site(BaseHTTPRequestHandler):
    """The web in small."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class's name)
        """Keeps quiet."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in PAGES:
            kind, body = PAGES[path]
            self._send(body, kind)
        elif path in REDIRECTS:
            self._redirect(REDIRECTS[path])
        elif path == "/slow":
            time.sleep(3)
            with contextlib.suppress(OSError):
                self._send(b"late", "text/html")
        elif path == "/endless":
            self._endless()
        else:
            self.send_error(403 if path == "/forbidden" else 404)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"<p>more" * 1000)
        except OSError:
            return


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Address of the site, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def bad_certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a site that signed its certificate itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subject = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *subject], check=True, capture_output=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def local(**changes: float) -> Web:
    """Asks this machine, without pauses, and not for long."""
    size = int(changes.pop("size", 300_000))
    return Web(
        Limits(seconds=changes.pop("seconds", 20.0), size=size, delay=0.0, allow_private=True)
    )


def wanted(*addresses: str) -> tuple[Wanted, ...]:
    """Addresses without copies, each at a path of its own."""
    return tuple(
        Wanted(
            a,
            f"n.md/h/{number}.html",
            Snapshot(f"/backup/n.md/h/{number}.html", SnapshotState.MISSING),
        )
        for number, a in enumerate(addresses)
    )


def copies(folder: Path) -> list[str]:
    """Everything in the folder of copies."""
    return sorted(p.name for p in folder.joinpath("backup").rglob("*") if p.is_file())


NO_BROWSER = Tools(("false",), "no-browser")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/",
        "http://169.254.1.1/", "http://192.168.1.1/", "http://0.0.0.0/", "http://2130706433/",
        "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/", "http://100.64.0.1/", "http://224.0.0.1/", "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_private_places_are_refused(address: str) -> None:
    """However it is spelled, an address of this machine or its network is not asked."""
    with pytest.raises((RefusedError, OSError), match=r"no public address|Name|name|address"):
        Web(Limits(delay=0.0)).fetch(address, BytesIO())


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.example/", "http:///x", "a", "http://[::1", "http://a:x/",
        "http://a:99999/",
    ],
)  # fmt: skip
def test_only_the_web_is_asked(address: str) -> None:
    """Only http and https with a host."""
    with pytest.raises(RefusedError, match="no address of the web"):
        Web(Limits(delay=0.0)).fetch(address, BytesIO())


def test_a_public_name_for_a_private_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is where a name leads, all its addresses, at the moment of the connection."""
    places = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: places)

    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        resolve("public.example", 80, allow_private=False)


def test_a_name_is_resolved_once(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was checked is the one that is asked: a second answer changes nothing."""
    port = int(origin.rpartition(":")[2])
    answers = iter(("127.0.0.1", "192.0.2.1"))
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", (next(answers), port))]
    )

    with connect("rebinding.example", port, seconds=5.0, allow_private=True) as connection:
        reached = connection.getpeername()

    assert reached == ("127.0.0.1", port)
    assert next(answers) == "192.0.2.1"


def test_the_proxy_refuses_private_places(origin: str) -> None:
    """The browser's own requests pass the same check, plain and through a tunnel."""
    with run_guard(Limits()) as guard:
        guard.start_capture()
        statuses = []
        for method, target in (("GET", f"{origin}/page"), ("CONNECT", origin.partition("//")[2])):
            connection = http.client.HTTPConnection("127.0.0.1", guard.server_port, timeout=10)
            connection.request(method, target)
            statuses.append(connection.getresponse().status)
            connection.close()

    assert statuses == [403, 403]
    assert len(guard.refused) == 2


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/gone", "HTTP 404"),
        ("/forbidden", "HTTP 403"),
        ("/private/a", "robots.txt"),
        ("/sly", "robots.txt"),
        ("/circle", "redirects"),
        ("/endless", "larger than 300000 bytes"),
        ("/film", "neither a page nor a PDF nor a picture"),
        ("/slow", "timed out"),
    ],
)
def test_what_cannot_be_kept(origin: str, tmp_path: Path, path: str, problem: str) -> None:
    """Each failure says why, leaves nothing half-written, and does not stop the others."""
    web = local(seconds=2.0)
    items = wanted(origin + path, f"{origin}/paper.pdf")

    done = capture_copies(items, tmp_path, "backup", web, NO_BROWSER, lambda _: None)

    assert problem in (done[0].problem or "")
    assert done[1] == Capture(f"{origin}/paper.pdf", None, len(PDF))
    assert copies(tmp_path) == ["1.html"]
    assert [record.address for record in read_lock(tmp_path).records] == [f"{origin}/paper.pdf"]


def test_a_redirect_into_the_network_is_refused(
    origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first address may be public: each redirect is checked anew."""
    monkeypatch.setattr(
        "site_builder.shell.snapshots.network._is_public", lambda address: address == "127.0.0.1"
    )
    web = Web(Limits(seconds=5, delay=0.0))

    (done,) = capture_copies(
        wanted(f"{origin}/inside"), tmp_path, "backup", web, NO_BROWSER, lambda _: None
    )

    assert "192.0.2.1, which is no public address" in (done.problem or "")


class _Reserved(_Site):
    """A site whose robots.txt is what the server was given."""

    def do_GET(self) -> None:
        if self.path != "/robots.txt":
            super().do_GET()
        elif isinstance(self.server, _ReservedServer) and self.server.rules:
            self._send(self.server.rules, "text/plain")
        else:
            self.send_error(503)


class _ReservedServer(ThreadingHTTPServer):
    rules = b""


@pytest.fixture
def reserved() -> Iterator[_ReservedServer]:
    """A site with rules of its own."""
    with _ReservedServer(("127.0.0.1", 0), _Reserved) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_rules_that_cannot_be_read_close_a_site(reserved: _ReservedServer) -> None:
    """A server that fails to say what is allowed is left alone (RFC 9309, 2.3.1.4)."""
    with pytest.raises(RefusedError, match=r"robots\.txt"):
        local().fetch(f"http://127.0.0.1:{reserved.server_port}/page", None)


def test_a_site_may_ask_for_longer_pauses(reserved: _ReservedServer) -> None:
    """Its crawl-delay counts where it is longer than ours."""
    reserved.rules = b"User-agent: *\nCrawl-delay: 1\n"
    web = local()
    start = time.monotonic()

    for _ in range(2):
        web.fetch(f"http://127.0.0.1:{reserved.server_port}/page", None)

    assert time.monotonic() - start >= 2


def test_a_bad_certificate_is_an_error(bad_certificate: str, tmp_path: Path) -> None:
    """What nobody vouches for is not kept."""
    (done,) = capture_copies(
        wanted(f"{bad_certificate}/page"), tmp_path, "backup", local(), NO_BROWSER, lambda _: None
    )

    assert "CERTIFICATE_VERIFY_FAILED" in (done.problem or "")
    assert copies(tmp_path) == []


def test_hosts_are_left_in_peace_between_requests(origin: str) -> None:
    """Two requests to a host are as far apart as was asked for."""
    web = Web(Limits(delay=0.4, allow_private=True))
    start = time.monotonic()

    for _ in range(3):
        web.fetch(f"{origin}/page", None)

    assert time.monotonic() - start >= 0.8


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("/page", Original.ALIVE),
        ("/moved", Original.MOVED),
        ("/forbidden", Original.BLOCKED),
        ("/private/a", Original.BLOCKED),
        ("/gone", Original.DEAD),
        ("/slow", Original.UNKNOWN),
    ],
)
def test_what_became_of_an_original(origin: str, path: str, original: Original) -> None:
    """A server that refuses us says nothing about the page; one that has lost it does."""
    result, _ = look_up(local(seconds=2.0), origin + path)

    assert result is original


@pytest.fixture(scope="module")
def tools() -> Tools:
    """SingleFile and a browser, where this machine has them."""
    try:
        return find_tools()
    except SiteBuilderError as error:
        pytest.skip(f"{error}")


def test_a_browser_that_hangs_is_ended(
    origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the program nor what it started holds the run up."""
    monkeypatch.setattr("site_builder.shell.snapshots.capture._GRACE", 0.0)
    hanging = Tools(("sh", "-c", "sleep 60 & sleep 60"), "no-browser")
    start = time.monotonic()

    (done,) = capture_copies(
        wanted(f"{origin}/page"), tmp_path, "backup", local(seconds=1.0), hanging, lambda _: None
    )

    assert done.problem == "the browser took longer than 1 s"
    assert time.monotonic() - start < 10
    assert copies(tmp_path) == []


def test_a_run_that_is_stopped_keeps_what_it_has(origin: str, tmp_path: Path) -> None:
    """Copies that are complete are recorded; of the others there is nothing."""

    def stop(_capture: Capture) -> None:
        raise KeyboardInterrupt

    items = wanted(f"{origin}/paper.pdf", f"{origin}/a.png")
    with pytest.raises(KeyboardInterrupt):
        capture_copies(items, tmp_path, "backup", local(), NO_BROWSER, stop)

    assert copies(tmp_path) == ["0.html"]
    assert [record.path for record in read_lock(tmp_path).records] == ["n.md/h/0.html"]


@pytest.mark.browser
def test_pages_are_drawn_by_a_browser(origin: str, tmp_path: Path, tools: Tools) -> None:
    """Redirects are followed, scripts have run, pictures are inside, encodings are one."""
    paths = ("/moved", "/script", "/gbk")
    items = wanted(*(origin + path for path in paths))

    done = capture_copies(items, tmp_path, "backup", local(size=5_000_000), tools, lambda _: None)

    assert [item.problem for item in done] == [None, None, None]
    moved, script, gbk = (
        tmp_path.joinpath("backup", item.path).read_text(encoding="utf-8") for item in items
    )
    assert "水和面粉" in moved
    assert "data:image/png;base64," in moved
    assert "drawn" in script
    assert "酵母" in gbk
    record = next(r for r in read_lock(tmp_path).records if r.address == f"{origin}/moved")
    assert (record.final_address, record.title) == (f"{origin}/page", "面包")
    assert (record.tool or "").startswith("SingleFile")


@pytest.mark.browser
def test_the_browser_reaches_no_private_place(
    origin: str, tmp_path: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that passes our own request and turns private for the browser is not kept."""
    web = local()
    strict = Limits(seconds=20.0, size=300_000, delay=0.0, allow_private=False)
    monkeypatch.setattr(
        "site_builder.shell.snapshots.capture.run_guard", lambda _limits: run_guard(strict)
    )

    (done,) = capture_copies(
        wanted(f"{origin}/page"), tmp_path, "backup", web, tools, lambda _: None
    )

    assert "127.0.0.1, which is no public address" in (done.problem or "")
    assert copies(tmp_path) == []


def test_tools_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser the command says what to install."""
    monkeypatch.delenv("SITE_BUILDER_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", os.devnull)

    with pytest.raises(SiteBuilderError, match="Chromium"):
        find_tools()
