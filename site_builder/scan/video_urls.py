"""Addresses of videos: what they point at, how they are repaired and how they are written.

https://www.bilibili.com/video/BV…?p=2&t=59#t=59.99      player.bilibili.com/player.html?bvid=…
https://youtu.be/ID?t=1h3m4s    https://www.youtube.com/watch?v=ID    obsidian://mx-open?url=…&t=…
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote

from msgspec import Struct

from site_builder.model.timecode import parse_timecode
from site_builder.model.video import Platform, Video, VideoPlace
from site_builder.scan.patterns import lazy_pattern

_PARTS = lazy_pattern(
    r"""
    (?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?//
    (?P<host>[^/?\#\s]*)
    (?P<path>[^?\#]*)
    (?:\?(?P<query>[^\#]*))?
    (?:\#(?P<fragment>.*))?
    """,
    re.VERBOSE | re.DOTALL,
)

# player.bilibili.com/… · www.bilibili.com/… without a scheme
_NO_SCHEME = lazy_pattern(r"(?:[\w-]+\.)?(?:bilibili\.com|youtube\.com|youtu\.be)/", re.IGNORECASE)

_BILIBILI_HOST = lazy_pattern(r"(?:[\w-]+\.)*bilibili\.com")
_YOUTUBE_HOST = lazy_pattern(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com")

# BV1xx411c7XZ · av170001
_BILIBILI_ID = lazy_pattern(
    r"(?:(?i:bv)(?P<bv>[0-9A-Za-z]{10})|(?i:av)(?P<av>\d{1,16}))(?![0-9A-Za-z])"
)
_YOUTUBE_ID = lazy_pattern(r"[\w-]{11}", re.ASCII)
_YOUTUBE_PATH = lazy_pattern(r"/(?:embed|shorts|live|v)/(?P<id>[\w-]{11})(?![\w-])", re.ASCII)

# 1h3m4s · 0h2m10s · 28s · 125 · 59.99
_CLOCK = lazy_pattern(
    r"""
    (?:(?P<hours>\d{1,5})h)?
    (?:(?P<minutes>\d{1,7})m)?
    (?:(?P<seconds>\d{1,12}(?:\.\d{1,12})?)s?)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# https://https://www… · https:///www… · https:/www…
_SCHEME_NOISE = lazy_pattern(r"(?:https?:/+)+", re.IGNORECASE)

# the site's name behind the title of a page: 标题_哔哩哔哩_bilibili · Title - YouTube
_SITE_SUFFIX = lazy_pattern(
    r"""
    (?:
      [ ]?[-_|–—][ ]?
      (?:哔哩哔哩|bilibili|b站|youtube)
      (?:[ ]?[(（]゜-゜[)）][^-_|–—]*)?      # the site's own flourish
    )+
    $
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Numbers of videos and their newer names: bilibili-API-collect, docs/misc/bvid_desc.md
_BV_TABLE = "FcwAPNKTMug3GV5Lj7EJnHpWsx4tb8haYeviqBz6rkCy12mUSDQX9RdoZf"
_BV_XOR = 23442827791579
_BV_LIMIT = 1 << 51

_REMEMBERED = 4096
"""Addresses that are kept: each is looked at by several stages, a dozen times in all."""


class TimeRange(Struct, frozen=True):
    """A time that an address names, and its end where it names one."""

    start: float
    """Seconds from the beginning of the part."""
    end: float | None = None
    """Seconds; None for a point."""


class UrlTimes(Struct, frozen=True):
    """The times of one address, which may name two."""

    query: TimeRange | None
    """``?t=`` (or ``start=``)."""
    fragment: TimeRange | None
    """``#t=``."""


class _Address(Struct, frozen=True):
    scheme: str
    host: str
    path: str
    query: Mapping[str, str]
    fragment: Mapping[str, str]


def parse_video_url(url: str) -> VideoPlace | None:
    """What ``url`` points at, or None where it is no address of a known video host.

    A time of the fragment counts before one of the query. Short addresses that only the host can
    resolve (b23.tv) and broken ones (see ``repair_url``) give None.
    """
    address = _split(url)
    if address is None:
        return None
    target = address if address.scheme != "obsidian" else _split(_wrapped_url(address))
    video = _video(target) if target is not None else None
    if target is None or video is None:
        return None
    times = find_times(url)
    time = times.fragment or times.query
    return VideoPlace(
        video,
        _part(target) if video.platform is Platform.BILIBILI else None,
        time.start if time else None,
        time.end if time else None,
    )


def find_times(url: str) -> UrlTimes:
    """Both times that ``url`` may name; the wrapper's own time counts as the fragment."""
    address = _split(url)
    if address is None:
        return UrlTimes(None, None)
    times = _times(address)
    if address.scheme != "obsidian":
        return times
    inner = find_times(_wrapped_url(address))
    return UrlTimes(inner.query, times.query or times.fragment or inner.fragment)


@lru_cache(maxsize=_REMEMBERED)
def repair_url(url: str) -> str | None:
    """The canonical address where ``url`` is one of a video with a broken host, else None.

    Repaired are stray dots in the host (``https://.bilibili.com``) and a doubled or misspelt
    ``https://``.
    """
    text = _clean(url)
    noise = _SCHEME_NOISE.match(text)
    if noise is None or parse_video_url(url) is not None:
        return None
    host, slash, rest = text[noise.end() :].partition("/")
    labels = ".".join(label for label in host.split(".") if label)
    place = parse_video_url(f"https://{labels}{slash}{rest}")
    return canonical_url(place) if place is not None else None


def canonical_url(place: VideoPlace) -> str:
    """The address of ``place`` on its host's own page, whole seconds rounded down.

    On bilibili a time always comes with a part. A file's address is its path.
    """
    seconds = None if place.seconds is None else int(place.seconds)
    match place.video.platform:
        case Platform.BILIBILI:
            part = place.part or (1 if seconds is not None else None)
            query = "" if part is None else f"?p={part}"
            query += "" if seconds is None else f"&t={seconds}"
            return f"https://www.bilibili.com/video/{place.video.id}{query}"
        case Platform.YOUTUBE:
            time = "" if seconds is None else f"&t={seconds}"
            return f"https://www.youtube.com/watch?v={place.video.id}{time}"
        case Platform.FILE:
            time = "" if seconds is None else f"#t={seconds}"
            return quote(place.video.file_path(place.part)) + time


def strip_site_suffix(title: str) -> str:
    """``title`` of a page without the name of the video site behind it."""
    return _SITE_SUFFIX.sub("", " ".join(title.split())).strip()


@lru_cache(maxsize=_REMEMBERED)
def _split(url: str) -> _Address | None:
    text = _clean(url)
    if _NO_SCHEME.match(text):
        text = f"https://{text}"
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    host = match["host"].lower().partition(":")[0]
    return _Address(
        (match["scheme"] or "https").lower(),
        host,
        match["path"],
        _values(match["query"] or ""),
        _values(match["fragment"] or ""),
    )


def _clean(url: str) -> str:
    """``url`` without what slips in when it is copied: entities, blanks, a last backslash."""
    return html.unescape(url).strip().rstrip("\\")


def _values(query: str) -> dict[str, str]:
    """Values by name in lower case; of equal names the first counts."""
    values: dict[str, str] = {}
    if not query:
        return values
    for name, value in parse_qsl(query):
        values.setdefault(name.lower(), value.strip().rstrip("\\"))
    return values


def _wrapped_url(address: _Address) -> str:
    """The web address in ``obsidian://mx-open?url=<address>&t=<time>``; empty if there is none."""
    inner = address.query.get("url", "")
    if "%3a" in inner[:12].lower():
        inner = unquote(inner)
    return inner if inner.startswith(("http", "//")) else ""


def _video(address: _Address) -> Video | None:
    if address.scheme not in ("http", "https"):
        return None
    if _BILIBILI_HOST.fullmatch(address.host):
        name = _bilibili_id(address)
        return Video(Platform.BILIBILI, name) if name else None
    if address.host in ("youtu.be", "www.youtu.be"):
        short = _YOUTUBE_ID.fullmatch(address.path.strip("/"))
        return Video(Platform.YOUTUBE, short[0]) if short else None
    if _YOUTUBE_HOST.fullmatch(address.host):
        path = _YOUTUBE_PATH.match(address.path)
        name = path["id"] if path else address.query.get("v", "")
        return Video(Platform.YOUTUBE, name) if _YOUTUBE_ID.fullmatch(name) else None
    return None


def _bilibili_id(address: _Address) -> str | None:
    """``BV…`` of the path, else of the parameters ``bvid`` or ``aid``."""
    folder, _, rest = address.path.lstrip("/").partition("video/")
    candidates = [rest] if folder in ("", "s/") and rest else []
    candidates.append(address.query.get("bvid", ""))
    if aid := address.query.get("aid", ""):
        candidates.append(f"av{aid}")
    for candidate in candidates:
        if match := _BILIBILI_ID.match(candidate):
            return f"BV{match['bv']}" if match["bv"] else _bv_of_av(int(match["av"]))
    return None


def _bv_of_av(number: int) -> str:
    """The name of video ``number``; a number that no video can have keeps its old form."""
    if not 0 < number < _BV_LIMIT:
        return f"av{number}"
    value = (_BV_LIMIT | number) ^ _BV_XOR
    digits = ["0"] * 9
    for index in range(8, -1, -1):
        value, digit = divmod(value, 58)
        digits[index] = _BV_TABLE[digit]
    digits[0], digits[6] = digits[6], digits[0]
    digits[1], digits[4] = digits[4], digits[1]
    return "BV1" + "".join(digits)


def _part(address: _Address) -> int | None:
    for values in (address.query, address.fragment):
        for name in ("p", "page"):
            value = values.get(name, "")
            if value.isascii() and value.isdecimal() and len(value) <= 6 and int(value) > 0:
                return int(value)
    return None


def _times(address: _Address) -> UrlTimes:
    query = address.query.get("t") or address.query.get("start") or ""
    found = _time_range(query)
    if found is not None and found.end is None and (end := _seconds(address.query.get("end", ""))):
        found = TimeRange(found.start, end)
    return UrlTimes(found, _time_range(address.fragment.get("t", "")))


def _time_range(text: str) -> TimeRange | None:
    """``59.99`` or, as media fragments write ranges, ``59.99,80`` (W3C Media Fragments 1.0)."""
    first, _, last = text.removeprefix("npt:").partition(",")
    start = _seconds(first)
    return None if start is None else TimeRange(start, _seconds(last))


def _seconds(text: str) -> float | None:
    if not text:
        return None
    match = _CLOCK.fullmatch(text)
    if match is None:
        return parse_timecode(text)
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    return hours * 3600 + minutes * 60 + float(match["seconds"] or 0)
