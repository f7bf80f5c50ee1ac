"""The syntax of replacements: ``\\1``, ``\\g<name>`` and the escapes of control characters."""

from __future__ import annotations

from typing import List, Mapping, Union

from .reader import CONTROLS, FIGURES, LARGEST_COUNT, OCTAL, PatternError, Reader


def parse_template(template: str, groups: int, names: Mapping[str, int]) -> List[Union[str, int]]:
    """Return the texts and the numbers of groups of which a replacement consists.

    >>> parse_template("<\\\\g<word>>", 1, {"word": 1})
    ['<', 1, '>']
    """
    parts: List[Union[str, int]] = []
    literal = ""
    reader = Reader(template)
    while True:
        start = template.find("\\", reader.at)
        literal += template[reader.at : start if start >= 0 else None]
        if start < 0:
            break
        reader.at = start + 1
        found = _escape(reader, start, groups, names)
        if isinstance(found, str):
            literal += found
        else:
            parts += (literal, found)
            literal = ""
    return [part for part in (*parts, literal) if part != ""]


def _escape(reader: Reader, start: int, groups: int, names: Mapping[str, int]) -> Union[str, int]:
    """Return the text or the number of the group for the backslash at *start*."""
    letter = reader.next
    if not letter:
        raise PatternError("bad escape (end of pattern)", start)
    reader.at += 1
    if letter == "g":
        return _group(reader, groups, names)
    if letter == "0":
        return chr(int("0" + reader.take_while(OCTAL, 2), 8) & 0xFF)
    if letter in FIGURES:
        figures = letter + reader.take_while(FIGURES, 1)
        if len(figures) == 2 and reader.next and all(figure in OCTAL for figure in figures + reader.next):
            return chr(reader.octal(start, figures + reader.take()))
        number = int(figures)
        if number > groups:
            raise PatternError(f"invalid group reference {number}", start + 1)
        return number
    if letter in CONTROLS:
        return chr(CONTROLS[letter])
    if letter.isascii() and letter.isalpha():
        raise PatternError(f"bad escape \\{letter}", start)
    return "\\" + letter


def _group(reader: Reader, groups: int, names: Mapping[str, int]) -> int:
    if not reader.skip("<"):
        raise PatternError("missing <", reader.at)
    start = reader.at
    name = reader.take_until(">", "group name")
    if name.isdecimal() and name.isascii():
        number = int(name) if len(name) < 10 else LARGEST_COUNT
        if number > groups:
            raise PatternError(f"invalid group reference {name}", start)
        return number
    reader.check_name(name)
    if name not in names:
        raise PatternError(f"unknown group name {name!r}", start)
    return names[name]
