"""Times in notes and as seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.timecode import format_timecode, parse_timecode


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("05:33", 333),
        ("1:02:03", 3723),
        ("00:59.999113", 59.999113),
        ("75:00", 4500),
        ("05：33", 333),
        (" 05:33 ", 333),
        ("03:75", None),
        ("1:75:00", None),
        ("5:3", None),
        ("第5:33", None),
        ("", None),
    ],
)
def test_parse_timecode(text: str, seconds: float | None) -> None:
    """Times are read, what is no time gives None."""
    result = parse_timecode(text)

    assert result == seconds


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (59.9, "00:59"), (684, "11:24"), (99847, "27:44:07")]
)
def test_format_timecode(seconds: float, text: str) -> None:
    """Seconds are rounded down; hours appear from one hour on."""
    result = format_timecode(seconds)

    assert result == text


@given(st.integers(min_value=0, max_value=10**6))
def test_format_and_parse_agree(seconds: int) -> None:
    """What is written is read back."""
    result = parse_timecode(format_timecode(seconds))

    assert result == seconds
