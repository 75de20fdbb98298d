from site_builder.search.sounds import sound_table


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
    assert sound_table("梯度下降") == sound_table("降下度梯")
