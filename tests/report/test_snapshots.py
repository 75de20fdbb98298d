"""Tables of copies."""

from __future__ import annotations

from site_builder.report.snapshots import CaptureRow, CopyStatus, format_captures, format_status


def test_a_run_ends_with_a_table() -> None:
    """Each address has a row with what became of it; the last line counts."""
    rows = [
        CaptureRow("https://a.example/", 1530, None),
        CaptureRow("https://b.example/", 0, "HTTP 404"),
    ]

    assert format_captures(rows) == (
        "saved      1.5 kB  https://a.example/\n"
        "failed             https://b.example/  (HTTP 404)\n"
        "1 saved, 1 failed\n"
    )


def test_a_status_is_a_table_with_a_count() -> None:
    """Columns stand below their names; that of originals is there when they were asked for."""
    rows = [
        CopyStatus("https://a.example/", "ok", "x/1.html", "2024-05-03T02:11:12Z", 15, "alive"),
        CopyStatus(
            "https://b.example/", "never captured", "x/2.html", None, None, "dead", "HTTP 404"
        ),
    ]

    assert format_status(rows, "2024-06-01") == (
        "copy            day         original  address\n"
        "ok              2024-05-03  alive     https://a.example/\n"
        "never captured              dead      https://b.example/  (HTTP 404)\n"
        "1 of 2 copied and recorded; 1 never captured, 1 ok; verified on 2024-06-01\n"
    )
