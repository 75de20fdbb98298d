"""Tests for site_builder.scan.simplified."""

from site_builder.scan.simplified import simplified_characters, simplify, simplify_characters
from tools.simplified import simplified_by_traditional


def test_table_that_ships_is_that_of_opencc() -> None:
    """The characters that are read from a file are those that OpenCC knows."""
    shipped = {chr(source): chr(target) for source, target in simplified_characters().items()}

    assert shipped == simplified_by_traditional()


def test_traditional_text_is_written_in_the_words_of_the_mainland() -> None:
    """Words go with the script, and a text that is simple already keeps its own."""
    assert simplify("神經網路的資料") == "神经网络的数据"
    assert simplify("神经网路的资料") == "神经网路的资料"


def test_characters_alone_keep_their_words() -> None:
    """Each character is exchanged for its own, which leaves offsets as they are."""
    assert simplify_characters("資料與程式 data") == "资料与程式 data"
