from site_builder.search.sounds import rare_characters, sound_table


def test_every_reading_of_a_character_counts() -> None:
    """A character that sounds in two ways stands under both; ü is typed v."""
    groups = sound_table("重率").split(" ")

    sounds = {sound for sound in groups if "重" in sound or "率" in sound}

    assert {"".join(c for c in group if c.isascii()) for group in sounds} == {
        "chong",
        "zhong",
        "lv",
        "shuai",
    }


def test_common_characters_are_there_and_rare_ones_only_where_used() -> None:
    """A reader may type a wrong character that no lesson has."""
    assert "侧" in sound_table("")
    assert "鱻" not in sound_table("")
    assert "鱻" in sound_table("鱻")


def test_the_table_is_in_order() -> None:
    """The same characters give the same table whatever their order."""
    assert sound_table("鱻龘") == sound_table("龘鱻")


def test_rare_characters_are_those_that_the_table_has_not_got_by_itself() -> None:
    """Each once and in order; a letter has no sound."""
    assert rare_characters("度龘a鱻龘，") == "鱻龘"
    assert all(char in sound_table("") for char in "度的")
