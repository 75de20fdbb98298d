import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from site_builder.model.alignment import Evidence, Target
from site_builder.model.codes import CODES
from site_builder.model.diagnostic import Diagnostic
from site_builder.report.model import model_json
from site_builder.shell.compiling import Compilation, compile_content
from tests.support.folders import COURSE, write_folder

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SCHEMA = json.loads((ROOT / "site_builder/schemas/inspect.schema.json").read_text(encoding="utf-8"))

VIDEO_NOTES = """# P2

[[00:59]](https://www.bilibili.com/video/BV1bb411c7XY?p=2#t=59.2) 揉面的手势
"""
MANIFEST = "title_en: Baking\nplace:\n  notes.md:10: [3, 4]\n"


def model_of(compilation: Compilation) -> dict[str, object]:
    """The model as a program reads it."""
    made = model_json(compilation.site, compilation.diagnostics, compilation.sources)
    model: dict[str, object] = json.loads(json.dumps(made))
    return model


@pytest.fixture
def compilation(tmp_path: Path) -> Compilation:
    """A small course with everything that the model can hold."""
    extra: dict[str, str | bytes] = {
        "video.md": VIDEO_NOTES,
        "course.yml": MANIFEST,
        "gbk.md": "# 揉面\n\n揉到光滑\n".encode("gb18030"),
    }
    return compile_content(write_folder(tmp_path, {**COURSE, **extra}))


def records(model: dict[str, object], key: str) -> list[dict[str, object]]:
    """A list of the model."""
    found = model[key]
    assert isinstance(found, list)
    return found


def test_the_model_has_the_form_of_the_schema(compilation: Compilation) -> None:
    """What is printed is what the shipped schema promises."""
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(model_of(compilation)))

    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_lessons_carry_their_notes_and_addresses(compilation: Compilation) -> None:
    """Lines are 1-based and inclusive, without the blank lines around them."""
    lesson = records(model_of(compilation), "lessons")[0]

    assert (lesson["number"], lesson["title"], lesson["duration"]) == (1, "面粉的种类", 330)
    assert lesson["start"] == 0
    assert lesson["url"] == "lessons/001/"
    assert lesson["video_url"] == "https://www.bilibili.com/video/BV1aa411c7XY?p=1"
    notes = lesson["notes"]
    assert isinstance(notes, list)
    lines = {n for note in notes for n in range(note["start_line"], note["end_line"] + 1)}
    assert {3, 5} <= lines <= {3, 4, 5}
    assert all(note["source"] == "notes.md" for note in notes)


def test_a_piece_on_two_lessons_stands_under_both(compilation: Compilation) -> None:
    """Each has its own score, and one of them is the primary one."""
    site = compilation.site
    piece = next(piece for piece in site.alignment.pieces if piece.path == "notes.md")
    targets = (
        Target(2, 0.91234, (Evidence.TITLE, Evidence.ORDER), primary=True),
        Target(4, 0.5, (Evidence.BODY,), primary=False),
    )
    alignment = replace(site.alignment, pieces=(replace(piece, targets=targets),))

    model = model_json(replace(site, alignment=alignment), (), ())

    lessons = json.loads(json.dumps(model["lessons"]))
    found = {
        lesson["number"]: [(n["score"], n["evidence"], n["primary"]) for n in lesson["notes"]]
        for lesson in lessons
    }
    assert found == {
        1: [],
        2: [(0.912, ["title", "order"], True)],
        3: [],
        4: [(0.5, ["body"], False)],
    }


def test_moments_and_references_are_listed_wherever_they_stand(compilation: Compilation) -> None:
    """Notes on another video count as well."""
    model = model_of(compilation)

    assert [
        (m["video"], m["part"], m["seconds"], m["source"], m["line"])
        for m in records(model, "moments")
    ] == [("BV1bb411c7XY", 2, 59, "video.md", 3)]
    urls = [(r["url"], r["source"], r["line"]) for r in records(model, "references")]
    assert ("https://example.org/knead", "outline.md", 9) in urls


def test_every_line_has_one_home_in_the_model(compilation: Compilation) -> None:
    """Notes, related, structure, unplaced and removed lines make up the sources."""
    model = model_of(compilation)
    homes: dict[tuple[object, int], set[str]] = {}
    groups = {key: records(model, key) for key in ("related", "structure", "unplaced", "removed")}
    groups["notes"] = [n for lesson in records(model, "lessons") for n in records(lesson, "notes")]
    for home, items in groups.items():
        for item in items:
            first, last = item["start_line"], item["end_line"]
            assert isinstance(first, int)
            assert isinstance(last, int)
            for line in range(first, last + 1):
                homes.setdefault((item["source"], line), set()).add(home)

    for document in compilation.site.documents:
        source = document.source
        for line in range(1, source.line_count + 1):
            if source.line_text(line).strip():
                assert len(homes.get((source.path, line), set())) == 1, (source.path, line)


def test_diagnostics_have_lines_of_manifest_and_sources(compilation: Compilation) -> None:
    """Whatever a finding points to, it has its place, its severity and a remedy."""
    found = [*compilation.diagnostics, Diagnostic("CFG102", "x", "course.yml", None)]

    model = model_json(compilation.site, found, compilation.sources)

    entries = model["diagnostics"]
    assert isinstance(entries, list)
    assert {entry["code"] for entry in entries} >= {"SRC101", "CFG102"}
    assert all(entry["severity"] == CODES[entry["code"]].severity.value for entry in entries)
    assert all(entry["help"] for entry in entries)


def test_the_model_of_the_real_input_has_the_form_of_the_schema() -> None:
    """Nothing that real notes hold breaks the promise."""
    if not CORPUS.is_dir():
        pytest.skip("the real input is not here")

    model = model_of(compile_content(CORPUS))

    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(model))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    assert (len(records(model, "lessons")), model["duration"]) == (183, 99847)
