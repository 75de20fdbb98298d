import pytest

from site_builder.model.codes import CODES
from site_builder.report.codes import format_code, nearest_codes


def test_a_code_is_explained_with_its_example() -> None:
    """Meaning, reason, remedy, and the files that raise it."""
    assert format_code(CODES["CFG102"]) == (
        "error[CFG102] unknown key in the manifest\n"
        "\n"
        "why: a misspelt key is silently without effect\n"
        "remedy: write one of the known keys: title, title_en, video, language, snapshots,"
        " sources, place\n"
        "\n"
        "example, a content folder with\n"
        "  outline.md\n"
        "    | # 课程\n"
        "    |\n"
        "    | ## 1 1.1.1 欢迎 05:33\n"
        "  course.yml\n"
        "    | titel: 课程\n"
    )


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.id)
def test_examples_never_harm_a_terminal(code: object) -> None:
    """Control characters, odd bytes and megabytes are shown as a short text."""
    text = format_code(CODES[getattr(code, "id", "")])

    assert all(character.isprintable() or character == "\n" for character in text)
    assert len(text) < 6000


def test_near_codes_are_found() -> None:
    """A code that does not exist leads to those of its family."""
    assert set(nearest_codes("CFG109")) <= {code for code in CODES if code.startswith("CFG")}
