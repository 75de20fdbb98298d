"""Times that point into a video."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.diagnostic import Outcome
from site_builder.model.reference import Moment
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video, VideoPlace
from site_builder.scan.regions import find_regions
from site_builder.scan.timecodes import find_moments

VIDEO = Video(Platform.BILIBILI, "BV1xx411c7XZ")
URL = "https://www.bilibili.com/video/BV1xx411c7XZ"
TUBE = VideoPlace(Video(Platform.YOUTUBE, "a-b_c4e6g8i"))


def moments_of(text: str, default: VideoPlace | None = None) -> Outcome[tuple[Moment, ...]]:
    """All moments of a text."""
    return find_moments(Source("a.md", text), find_regions(text), Span(0, len(text)), default)


@pytest.mark.parametrize(
    ("text", "part", "seconds", "end", "label"),
    [
        (f"[00:59]({URL}?p=2&vd_source=x#t=59.999)", 2, 59, None, "00:59"),
        (f"[[00:12:33]]({URL}?p=2#t=753)", 2, 753, None, "00:12:33"),
        (f"[[00:12:33]({URL}?p=2&t=753)]", 2, 753, None, "00:12:33"),
        (f"[00:12:33]({URL}#t=00:12:33)", 1, 753, None, "00:12:33"),
        (f"[00:59 → 01:20]({URL}?p=2#t=59)", 2, 59, 80, "00:59 → 01:20"),
        (f"[00:59-01:20]({URL}?p=2#t=59,80)", 2, 59, 80, "00:59-01:20"),
        (f"[00:59]({URL}?p=2)", 2, 59, None, "00:59"),
        (f"[00:59~01:20]({URL}?p=2)", 2, 59, 80, "00:59~01:20"),
        (f"[00:59 揉面]({URL}?p=2&t=59)", 2, 59, None, "00:59 揉面"),
        (f"[揉面]({URL}?p=2&t=59)", 2, 59, None, "揉面"),
        (f"<{URL}?p=2&t=59>", 2, 59, None, "00:59"),
        (f"看 {URL}?p=2&t=59 这里", 2, 59, None, "00:59"),
        (f"[5:00]({URL}?p=2&t=10#t=300.5)", 2, 300, None, "5:00"),
        (f"[5:00]({URL}?p=2&t=300#t=10)", 2, 300, None, "5:00"),
        (f"[▶ 00:59]({URL}?p=2&amp;t=59\\)", 2, 59, None, "▶ 00:59"),
        (f"[00:59](obsidian://mx-open?url={URL}?p=2&t=59)", 2, 59, None, "00:59"),
    ],
)
def test_linked_times(text: str, part: int, seconds: int, end: int | None, label: str) -> None:
    """Each form of a link gives part, second, end and label."""
    outcome = moments_of(text)

    (moment,) = outcome.value
    assert moment.video == VIDEO
    assert (moment.part, moment.seconds, moment.label) == (part, seconds, label)
    assert moment.end_seconds == end
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        f"[[00:12:33]]({URL}?t=753)",
        f"[[00:12:33]({URL}?t=753)]",
        f"[12:33]({URL}?t=753)",
        f"{URL}?t=753",
        "{{youtube-timestamp 753}}",
    ],
)
def test_span_is_the_whole_link(text: str) -> None:
    """All that the author wrote for the time is one span, outer brackets included."""
    outcome = moments_of(f"前 {text} 后", TUBE)

    (moment,) = outcome.value
    assert moment.span == Span(2, 2 + len(text))


@pytest.mark.parametrize(
    ("text", "default", "seconds"),
    [
        ("{{youtube-timestamp 125}}", TUBE, [125]),
        ("{{youtube-timestamp 1:02:05}}", VideoPlace(VIDEO), [3725]),
        ("[03:15] 揉面\n(04:00) 发酵\n- 【05:00】烘烤", VideoPlace(VIDEO, 3), [195, 240, 300]),
        ("[[03:15]] 揉面", VideoPlace(VIDEO, 3), [195]),
        ("在 [03:15] 揉面", VideoPlace(VIDEO, 3), []),
        ("[03:15] 揉面", VideoPlace(VIDEO), []),
        ("[03:15] 揉面", TUBE, [195]),
        ("[03:15] 揉面", None, []),
        ("[03:15]: https://example.org", VideoPlace(VIDEO, 3), []),
        ("- [ ] 03:15", VideoPlace(VIDEO, 3), []),
    ],
)
def test_times_of_the_known_video(
    text: str, default: VideoPlace | None, seconds: list[int]
) -> None:
    """A time without an address counts where only one video and part can be meant."""
    outcome = moments_of(text, default)

    assert [moment.seconds for moment in outcome.value] == seconds
    assert all(default and moment.video == default.video for moment in outcome.value)


def test_part_of_the_section_stands_in() -> None:
    """An address without a part means the section's part, if it is the same video."""
    other = "[00:05](https://www.bilibili.com/video/BV1aa411c7XY?t=5)"

    outcome = moments_of(f"[00:59]({URL}?t=59) {other}", VideoPlace(VIDEO, 4))

    assert [moment.part for moment in outcome.value] == [4, 1]


@pytest.mark.parametrize(
    "text",
    [
        f"[揉面_哔哩哔哩_bilibili]({URL}?p=2&t=59)",
        f"[揉面]({URL}?p=2&t=0)",
        f"[揉面]({URL}?p=2)",
        f"`[00:59]({URL}?t=59)`",
        f"$[00:59]({URL}?t=59)$",
        f"<!-- [00:59]({URL}?t=59) -->",
        f"```\n[00:59]({URL}?t=59)\n```",
        "[00:59](https://example.org/?t=59)",
        f"[12:30 的回放]({URL})",
        f"![00:59]({URL}?t=59)",
    ],
)
def test_other_links_are_no_times(text: str) -> None:
    """Links to whole pages, to other sites and inside code or formulas are left alone."""
    outcome = moments_of(text)

    assert outcome == Outcome(())


@pytest.mark.parametrize(
    ("text", "code", "seconds"),
    [
        (f"[05:00]({URL}?p=2#t=276.01)", "VID101", [276]),
        (f"[03:75]({URL}?p=2#t=225)", "VID102", [225]),
        (f"[03:75]({URL}?p=2)", "VID102", []),
        (f"[1:75:00]({URL}?p=2)", "VID102", []),
        (f"[05:00]({URL}?p=2#t=99999999)", "VID102", [300]),
        (f"[揉面]({URL}?p=2#t=99999999)", "VID102", []),
        ("[00:59](https://.bilibili.com/video/BV1xx411c7XZ?p=2#t=59)", "VID103", [59]),
        ("{{youtube-timestamp 125}}", "VID106", []),
    ],
)
def test_odd_times_are_named(text: str, code: str, seconds: list[int]) -> None:
    """What contradicts itself or is no time is named at its place."""
    outcome = moments_of(text)

    assert [moment.seconds for moment in outcome.value] == seconds
    assert [diagnostic.code for diagnostic in outcome.diagnostics] == [code]
    assert outcome.diagnostics[0].span == Span(0, len(text))


def test_wrong_figures_are_told() -> None:
    """The message repeats the figures and says which are impossible."""
    outcome = moments_of(f"[03:75]({URL}?p=2)")

    assert outcome.diagnostics[0].message == (
        "timecode [03:75] has 75 seconds; at most 59 are possible"
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "[00:59]",
                f"({URL}?t=59)",
                "[",
                "]",
                "03:15",
                "（",
                "\n",
                "{{youtube-timestamp 9}}",
                "`",
                "$",
                "- ",
                " ",
            ]
        )
    ).map("".join)
)
def test_moments_are_ordered_and_disjoint(text: str) -> None:
    """Whatever the text, moments follow each other and lie within it."""
    outcome = moments_of(text, VideoPlace(VIDEO, 2))

    ends = [0]
    for moment in outcome.value:
        assert ends[-1] <= moment.span.start < moment.span.end <= len(text)
        ends.append(moment.span.end)
