"""Addresses of videos."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.video import Platform, Video, VideoPlace
from site_builder.scan.video_urls import (
    TimeRange,
    UrlTimes,
    canonical_url,
    find_times,
    parse_video_url,
    repair_url,
    strip_site_suffix,
)

ID = "BV1xx411c7XZ"
PAGE = f"https://www.bilibili.com/video/{ID}"


@pytest.mark.parametrize(
    ("url", "part", "seconds"),
    [
        (PAGE, None, None),
        (f"{PAGE}/", None, None),
        (f"{PAGE}?p=7", 7, None),
        (f"{PAGE}?p=7&vd_source=0123abc#t=59.99", 7, 59.99),
        (f"{PAGE}?p=7&t=125", 7, 125),
        (f"{PAGE}?t=125", None, 125),
        (f"{PAGE}?p=2#t=06:02.09", 2, 362.09),
        (f"{PAGE}?p=2#t=00:12:33", 2, 753),
        (f"{PAGE}?t=1h3m4s&p=2", 2, 3784),
        (f"{PAGE}?t=0h2m10s&p=2", 2, 130),
        (f"{PAGE}?t=28s", None, 28),
        (f"{PAGE}?p=2&t=10#t=59", 2, 59),
        (f"{PAGE}?page=3&t=1", 3, 1),
        (f"{PAGE}?p=2&amp;t=59", 2, 59),
        (f"{PAGE}?p=2&t=59\\", 2, 59),
        (f"{PAGE}?p=0&t=x", None, None),
        (f"http://bilibili.com/video/{ID}?p=2", 2, None),
        (f"HTTPS://WWW.BiliBili.COM/video/{ID}?P=2&T=5", 2, 5),
        (f"https://m.bilibili.com/video/{ID}?p=2", 2, None),
        (f"https://player.bilibili.com/player.html?bvid={ID}&page=4&t=5&autoplay=0", 4, 5),
        (f"//player.bilibili.com/player.html?bvid={ID}&p=4", 4, None),
        (f"player.bilibili.com/player.html?bvid={ID}&p=4", 4, None),
        (
            f"obsidian://mx-open?url=https%3A%2F%2Fwww.bilibili.com%2Fvideo%2F{ID}%3Fp%3D2&t=59",
            2,
            59,
        ),
        (f"obsidian://mx-open?url={PAGE}?p=2&t=00:59", 2, 59),
    ],
)
def test_bilibili_addresses(url: str, part: int | None, seconds: float | None) -> None:
    """Every form gives the video, the part it names and the time it names."""
    place = parse_video_url(url)

    assert place == VideoPlace(Video(Platform.BILIBILI, ID), part, seconds)


@pytest.mark.parametrize(
    ("url", "seconds"),
    [
        ("https://youtu.be/a-b_c4e6g8i?t=28s", 28),
        ("https://www.youtube.com/watch?v=a-b_c4e6g8i&t=1m2s", 62),
        ("https://www.youtube.com/watch?list=PL1&v=a-b_c4e6g8i", None),
        ("https://www.youtube-nocookie.com/embed/a-b_c4e6g8i?start=9", 9),
        ("https://m.youtube.com/shorts/a-b_c4e6g8i", None),
    ],
)
def test_youtube_addresses(url: str, seconds: float | None) -> None:
    """Long, short and embedded addresses give the same video; it has no parts."""
    place = parse_video_url(url)

    assert place == VideoPlace(Video(Platform.YOUTUBE, "a-b_c4e6g8i"), None, seconds)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bilibili.com/video/av170001?p=2", "BV17x411w7KC"),
        ("https://player.bilibili.com/player.html?aid=170001", "BV17x411w7KC"),
        ("https://www.bilibili.com/video/bv1xx411c7XZ", ID),
    ],
)
def test_old_numbers_become_names(url: str, name: str) -> None:
    """The same video is the same value, whichever of its names an address uses."""
    place = parse_video_url(url)

    assert place is not None
    assert place.video.id == name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://b23.tv/abc",
        "https://.bilibili.com/video/BV1xx411c7XZ",
        "https://www.bilibili.com/",
        "https://www.bilibili.com/read/cv123?from=BV1xx411c7XZ",
        "https://www.bilibili.com/video/BV1xx",
        "https://www.bilibili.com/video/BV1xx411c7XZZZ",
        "https://bilibili.com.example.org/video/BV1xx411c7XZ",
        "https://notbilibili.com/video/BV1xx411c7XZ",
        "javascript://www.bilibili.com/video/BV1xx411c7XZ",
        "obsidian://mx-open?url=obsidian://mx-open",
        "https://[",
        "video/BV1xx411c7XZ",
    ],
)
def test_other_addresses_are_no_videos(url: str) -> None:
    """Other pages, other hosts and broken addresses give nothing."""
    place = parse_video_url(url)

    assert place is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{PAGE}?p=2&t=5#t=9", UrlTimes(TimeRange(5), TimeRange(9))),
        (f"{PAGE}#t=5,9.5", UrlTimes(None, TimeRange(5, 9.5))),
        ("https://youtu.be/a-b_c4e6g8i?start=5&end=9", UrlTimes(TimeRange(5, 9), None)),
        (f"obsidian://mx-open?url={PAGE}?t=5%23t=7&t=9", UrlTimes(TimeRange(5), TimeRange(9))),
        (PAGE, UrlTimes(None, None)),
    ],
)
def test_both_times_are_found(url: str, expected: UrlTimes) -> None:
    """Query and fragment are told apart, and ranges have an end."""
    times = find_times(url)

    assert times == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://.bilibili.com/video/{ID}?p=12&vd_source=x#t=226.5", f"{PAGE}?p=12&t=226"),
        (f"https://www..bilibili.com/video/{ID}?p=2", f"{PAGE}?p=2"),
        (f"https:///www.bilibili.com/video/{ID}", PAGE),
        (f"https://https://www.bilibili.com/video/{ID}?t=5", f"{PAGE}?p=1&t=5"),
        (f"{PAGE}?p=2", None),
        ("https://.example.org/video/BV1xx411c7XZ", None),
        ("https://", None),
    ],
)
def test_broken_hosts_are_repaired(url: str, expected: str | None) -> None:
    """Only an address that opens nothing, and can only mean one video, is repaired."""
    repaired = repair_url(url)

    assert repaired == expected


@pytest.mark.parametrize(
    ("place", "url"),
    [
        (VideoPlace(Video(Platform.BILIBILI, ID), None, 59.9), f"{PAGE}?p=1&t=59"),
        (
            VideoPlace(Video(Platform.YOUTUBE, "a-b_c4e6g8i"), None, 5),
            "https://www.youtube.com/watch?v=a-b_c4e6g8i&t=5",
        ),
        (
            VideoPlace(Video(Platform.FILE, "影片/a b.mp4"), None, 5),
            "%E5%BD%B1%E7%89%87/a%20b.mp4#t=5",
        ),
    ],
)
def test_canonical_addresses(place: VideoPlace, url: str) -> None:
    """A place is written in one way only."""
    written = canonical_url(place)

    assert written == url


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("揉面的原理_哔哩哔哩_bilibili", "揉面的原理"),
        ("揉面的原理 - 哔哩哔哩", "揉面的原理"),
        ("揉面_哔哩哔哩 (゜-゜)つロ 干杯~-bilibili", "揉面"),
        ("Kneading - YouTube", "Kneading"),
        ("bilibili 使用指南", "bilibili 使用指南"),
        ("", ""),
    ],
)
def test_site_suffix_goes(title: str, expected: str) -> None:
    """The name of the site behind a title goes, the rest stays."""
    stripped = strip_site_suffix(title)

    assert stripped == expected


@given(
    st.text() | st.text(alphabet="htps:/.wbiléVa1?&#=t%[]\\").map(lambda text: f"https://{text}")
)
def test_any_text_is_read(text: str) -> None:
    """No text raises, and what is read is written as an address that reads the same."""
    place = parse_video_url(text)

    repair_url(text)
    find_times(text)
    if place is not None:
        again = parse_video_url(canonical_url(place))
        assert again is not None
        assert again.video == place.video
