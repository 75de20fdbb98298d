"""How characters sound, for queries typed as pinyin, as initials, or with a wrong character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

_FIRST, _LAST = "\u3400", "\u9fff"
"""Han characters that have a sound here."""

_FIRST_COMMON, _LAST_COMMON = 0xB0A1, 0xD7F9
"""Code range of the 3,755 characters of level 1 of GB 2312, which people use."""

_MOST_READINGS = 2
"""Of a character; further ones are archaic."""


def rare_characters(used: Iterable[str]) -> str:
    """Those Han characters of ``used`` that are not common, ascending."""
    rare = {char for char in used if _FIRST <= char <= _LAST}
    return "".join(sorted(rare.difference(_common_characters())))


def sound_table(rare: Iterable[str]) -> str:
    """Syllables with the characters that may sound so, as ``di地的 du度读``, ascending.

    Args:
        rare: The folded characters of names that are not common. Common ones are added, because
            a reader may type any of them by mistake.
    """
    wanted = {*rare, *_common_characters()}
    groups = (
        (sound, "".join(filter(wanted.__contains__, chars)))
        for sound, chars in all_sounds().items()
    )
    return " ".join(sound + chars for sound, chars in groups if chars)


_GIVEN: list[Mapping[str, str]] = []


def give_sounds(sounds: Mapping[str, str]) -> None:
    """Has ``all_sounds`` give ``sounds``, as it was read before, if asked later."""
    _GIVEN[:] = [sounds]


@cache
def all_sounds() -> Mapping[str, str]:
    """All Han characters that may sound so by syllable, both ascending; read once unless given."""
    if _GIVEN:
        return _GIVEN[0]
    by_sound: dict[str, list[str]] = {}
    for code in sorted(_dictionary()):
        if _FIRST <= chr(code) <= _LAST:
            for sound in _readings(chr(code)):
                by_sound.setdefault(sound, []).append(chr(code))
    return {sound: "".join(chars) for sound, chars in sorted(by_sound.items())}


def _readings(char: str) -> tuple[str, ...]:
    """Syllables without tones, the commonest first; ``v`` stands for ``ü``."""
    sounds = map(_toneless, _dictionary().get(ord(char), "").split(","))
    return tuple(dict.fromkeys(sound for sound in sounds if sound))[:_MOST_READINGS]


@cache
def _dictionary() -> Mapping[int, str]:
    """Readings with tones by code point, joined by commas.

    The package around it reads phrases as well, which takes five times as long (measured), so
    this module of it is loaded alone.
    """
    package = find_spec("pypinyin")
    places = package.submodule_search_locations if package else None
    found = PathFinder.find_spec("pypinyin.pinyin_dict", places)
    if found is None or found.loader is None:
        raise ModuleNotFoundError("pypinyin.pinyin_dict")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    readings: Mapping[int, str] = module.pinyin_dict
    return readings


@cache
def _toneless(sound: str) -> str:
    plain = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return "".join(char for char in plain if "a" <= char <= "z")


@cache
def _common_characters() -> str:
    codes = (
        bytes((row, cell))
        for row in range(_FIRST_COMMON >> 8, (_LAST_COMMON >> 8) + 1)
        for cell in range(0xA1, 0xFF)
    )
    text = b"".join(code for code in codes if int.from_bytes(code) <= _LAST_COMMON)
    return text.decode("gb2312")
