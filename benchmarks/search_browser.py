"""Times the search box of a built site in a browser on a slow line with a slow processor.

    python benchmarks/search_browser.py SITE [--browser PATH] [--cpu 4] [--visits 5] [--rounds 1]

The line is Chromium's "Slow 4G" (1.6 Mbit/s down, 0.75 up, 150 ms for a request and its answer),
files come as gzip makes them. Chromium slows only the page: with a rate of four a loop takes four
times as long there and no longer in a worker (measured, Chromium 156). So a few lines before the
worker keep it busy for three times as long as it took for an answer.

- *First result*: with nothing in store, from opening the box with a query in it until results are
  drawn; where the reader opens it at once, and where the page has been read for three seconds.
- *Key*: from the ``input`` event of a key until the first results for it are in the page. That is
  what Material does with the event, the way to the worker and back, the search, and making the rows
  with all that the theme wants to know of their layout. Parts of the index that are missing are not
  waited for: names answer first.
- *Key, seen*: the same until the frame after that has been drawn, which waits for the screen, too
  (16.7 ms between two frames).

On a busy machine ``--rounds 5`` types every query five times and takes the best time of each key,
since others only add to it; by then the worker knows the words and has folded the texts.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.hosting import QuietHandler, serve  # noqa: E402
from tools.ensure_browser import FLAGS  # noqa: E402

INPUT = "[data-md-component=search-query]"
LIMITS = {"first": 700.0, "key": 30.0}
QUERIES = (
    "tidu xiajiang",
    "梯度消失怎么办",
    "残差网络为什么有用",
    "vanising gradient",
    "dJ/dw",
    "c4 卷积",
)
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}

# From now until results are drawn that were not there before; milliseconds.
_WATCH = """
window.watchResults = () => {
  const list = document.querySelector(".md-search-result__list")
  window.answered = new Promise((resolve) => {
    const start = performance.now()
    const watcher = new MutationObserver(() => {
      if (!list.querySelector("a")) return
      watcher.disconnect()
      requestAnimationFrame(() => resolve(performance.now() - start))
    })
    watcher.observe(list, {childList: true})
  })
}
"""

# Types each beginning of a query; by key how long until its first results are there and seen.
_TYPE = """async (query) => {
  const input = document.querySelector("[data-md-component=search-query]")
  const list = document.querySelector(".md-search-result__list")
  const times = []
  for (let end = 1; end <= query.length; end++) {
    input.value = query.slice(0, end)
    times.push(await new Promise((resolve) => {
      const start = performance.now()
      const watcher = new MutationObserver(() => {
        watcher.disconnect()
        const there = performance.now() - start
        requestAnimationFrame(() => {
          const drawn = new MessageChannel() // its message comes after the frame
          drawn.port1.onmessage = () => resolve([there, performance.now() - start])
          drawn.port2.postMessage(null)
        })
      })
      watcher.observe(list, {childList: true})
      setTimeout(() => { watcher.disconnect(); resolve(null) }, 1500)
      input.dispatchEvent(new InputEvent("input"))
    }))
    await new Promise((resolve) => setTimeout(resolve, 120)) // between two keys
  }
  return times
}"""

# Before the worker: what took it t milliseconds takes it RATE times t.
_SLOW_WORKER = """
{
  const send = self.postMessage.bind(self)
  let begin = null
  self.addEventListener("message", () => {
    begin = performance.now()
    setTimeout(() => { begin = null }) // what comes later has waited for parts of the index
  })
  self.postMessage = (message) => {
    const now = performance.now()
    const end = begin === null ? now : now + (RATE - 1) * (now - begin)
    while (performance.now() < end) {}
    begin = null
    send(message)
  }
}
"""


class _Packed(QuietHandler):
    """Serves files as hosts do: packed, and without a word; the search worker is made slow."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, rate: float, directory: str) -> None:
        self._rate = rate
        super().__init__(*arguments, directory=directory)

    def do_GET(self) -> None:  # noqa: N802 (the base class's name)
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        if path.parent.name == "workers" and path.suffix == ".js":
            content = _SLOW_WORKER.replace("RATE", str(self._rate)).encode() + content
        body = gzip.compress(content, 6)
        self.send_response(200)
        self.send_header("content-type", self.guess_type(str(path)))
        self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the times; 0 when all limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--browser", default=shutil.which("chromium"), help="path of Chromium")
    parser.add_argument("--cpu", type=float, default=4, help="how many times slower")
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=1, help="how often each query is typed")
    options = parser.parse_args(arguments)
    handler = partial(_Packed, rate=options.cpu, directory=str(options.site))
    with serve(handler) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=list(FLAGS))
        at_once = [first_result(browser, address, options.cpu, 0) for _ in range(options.visits)]
        read = [first_result(browser, address, options.cpu, 3000) for _ in range(options.visits)]
        keys = [time for query in QUERIES for time in key_times(browser, address, options, query)]
        browser.close()
    print(f"first result, box opened as the page is there: {_spread(at_once)}")
    print(f"first result, box opened three seconds later:  {_spread(read)}")
    there = [key for key, _ in keys]
    print(f"{len(keys)} keys:       {_spread(there)}")
    print(f"{len(keys)} keys, seen: {_spread([seen for _, seen in keys])}")
    print(f"keys above {LIMITS['key']:.0f} ms: {sum(key > LIMITS['key'] for key in there)}")
    return int(
        statistics.median(read) > LIMITS["first"] or statistics.median(there) > LIMITS["key"]
    )


def first_result(browser: Browser, address: str, cpu: float, wait: float) -> float:
    """Milliseconds from opening the box, with a query typed into it, to the first result."""
    with _slow_page(browser, cpu) as (page, _):
        page.goto(f"{address}lessons/010/", wait_until="load")
        page.wait_for_timeout(wait)
        return float(
            page.evaluate(
                "async () => {watchResults();"
                f"const input = document.querySelector('{INPUT}'); input.focus();"
                "input.value = '梯度'; input.dispatchEvent(new InputEvent('input'));"
                "return await answered}"
            )
        )


def key_times(
    browser: Browser, address: str, options: argparse.Namespace, query: str
) -> list[tuple[float, float]]:
    """Milliseconds from each key until its first results are there and until they are seen."""
    with _slow_page(browser, options.cpu) as (page, session):
        page.goto(f"{address}lessons/010/", wait_until="load")
        page.focus(INPUT)
        page.wait_for_timeout(3000)
        page.evaluate(_TYPE, "卷积")
        rounds = [page.evaluate(_TYPE, query) for _ in range(options.rounds)]
        session.detach()
        return [
            (min(there for there, _ in times), min(seen for _, seen in times))
            for times in zip(*rounds, strict=True)
            if None not in times  # nothing found, and nothing before
        ]


@contextmanager
def _slow_page(browser: Browser, cpu: float) -> Iterator[tuple[Page, CDPSession]]:
    """A page with nothing in store, on the slow line."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
        page.add_init_script(_WATCH)
        yield page, session


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    high = ordered[int(len(ordered) * 0.95) - 1] if len(ordered) > 1 else ordered[0]
    median = statistics.median(ordered)
    return f"{median:.1f} ms in the median, {high:.1f} at 95 %, {ordered[-1]:.1f} at most"


if __name__ == "__main__":
    sys.exit(main())
