"""The tree of a regular expression."""

from __future__ import annotations

from typing import Any, Optional, Tuple, Union

from ...records import NamedTuple

IGNORECASE, MULTILINE, DOTALL, UNICODE, VERBOSE, ASCII = 2, 8, 16, 32, 64, 256

Member = Union[Tuple[int, int], str]  # a range of characters, or the letter of a category


class Chars(NamedTuple):
    """One character out of a set: a literal, ``.``, ``\\d`` or ``[...]``."""

    members: Tuple[Member, ...]
    negated: bool
    flags: int


class Sequence(NamedTuple):
    """Parts one after the other; an anchor is a sequence of none."""

    parts: Tuple[Any, ...]


class Choice(NamedTuple):
    """``one|other``, and both branches of a conditional group."""

    options: Tuple[Any, ...]


class Repeat(NamedTuple):
    """``body*`` and its kin; ``most`` is None if there is no end."""

    body: Any
    least: int
    most: Optional[int]


class Group(NamedTuple):
    """``(body)``"""

    number: int
    body: Any


class Look(NamedTuple):
    """``(?=body)`` and its kin."""

    body: Any


class Reference(NamedTuple):
    """``\\1`` and ``(?P=name)``"""

    number: int


EMPTY = Sequence(())
START = Sequence(())  # the anchors that only match at the start; told apart by identity


class Parsed(NamedTuple):
    """What the parser found: the tree, the spelling for ``re``, whether it matches at the start alone."""

    tree: Any
    spelling: str
    is_anchored: bool


def member_text(member: Member) -> str:
    """Return a member of a set in a spelling that means the same to every Python."""
    if isinstance(member, str):
        return "\\" + member
    low, high = member
    return f"\\U{low:08x}" if low == high else f"\\U{low:08x}-\\U{high:08x}"
