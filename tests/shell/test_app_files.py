"""What a site keeps on a reader's machine beforehand."""

from __future__ import annotations

from pathlib import Path

from site_builder.shell.app_files import WORKER, write_worker
from tests.support.folders import write_folder


def test_archived_copies_are_not_fetched_beforehand(tmp_path: Path) -> None:
    """A course may have hundreds of megabytes of them; who reads one keeps that one."""
    site = write_folder(
        tmp_path,
        {
            "index.html": "<p>面包",
            "search/index.js": "a",
            "search/copies.js": "b",
            "search/copies-texts-0-ab.js": "c",
            "snapshots/a.html": "d",
            "snapshots/a.copy.html": "e",
        },
    )

    write_worker(site)

    worker = site.joinpath(WORKER).read_text(encoding="utf-8").partition("\n")[0]
    assert '"search/index.js"' in worker
    assert "copies" not in worker
    assert "snapshots/" not in worker
