"""What a preview tells browsers, and what becomes of it when something fails."""

import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from site_builder.shell.preview.serving import Follower
from site_builder.shell.preview.state import Preview


def told(preview: Preview) -> str | None:
    """Why there is no new site, as browsers are told at once."""
    return preview.after(-1, timeout=0).failure


def test_the_first_reason_of_a_build_is_told() -> None:
    """MkDocs wraps what it met into words that say less."""
    preview = Preview()
    preview.begin()
    preview.fail("course.yml:2:1: no YAML")

    preview.give_up("Aborted with a BuildError!")

    assert told(preview) == "course.yml:2:1: no YAML"


def test_the_reason_is_that_of_the_last_build() -> None:
    """A build that fails before it has said why replaces what an earlier one said."""
    preview = Preview()
    preview.begin()
    preview.fail("course.yml:2:1: no YAML")
    preview.begin()

    preview.give_up("mkdocs.yml cannot be used")

    assert told(preview) == "mkdocs.yml cannot be used"


class Breaking(Preview):
    """A preview with a bug that one note brings out."""

    def __init__(self) -> None:
        super().__init__()
        self.edits: list[str] = []

    def edit(self, path: str) -> bool:
        """Fails on the first note only."""
        self.edits.append(path)
        if path == "first.md":
            raise LookupError(path)
        return True


def test_a_note_that_cannot_be_drafted_leaves_the_others_their_drafts(tmp_path: Path) -> None:
    """Whole builds show the one note; what is saved next is drafted as before."""
    preview = Breaking()
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    follower = Follower(server, preview, tmp_path)
    follower.start()
    try:
        for name in ("first.md", "second.md"):
            tmp_path.joinpath(name).write_text("改过\n", encoding="utf-8")
        for _ in range(100):
            if "second.md" in preview.edits:
                break
            time.sleep(0.05)
    finally:
        follower.stop()
        server.server_close()

    assert preview.edits[0] == "first.md"
    assert "second.md" in preview.edits
