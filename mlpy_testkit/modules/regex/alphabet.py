"""Which sets of characters of a pattern can have a character in common."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, Tuple

from .tree import ASCII, IGNORECASE, Chars, Choice, Member, Reference, Sequence, member_text


class Alphabet:
    """Sets of characters as numbers, a bit for each character or kind of character.

    ASCII characters have a bit each, so have the first characters of the pattern beyond ASCII; all
    others share four: digits, spaces, other characters of words, the rest.
    """

    def __init__(self, tree: Any) -> None:
        codes = sorted(set(_beyond_ascii(tree)))[:100]
        self._bits: Dict[int, int] = {code: 1 << (132 + number) for number, code in enumerate(codes)}
        self._bits.update((code, 1 << code) for code in range(128))
        self._digits, self._spaces, self._letters, rest = (1 << (128 + kind) for kind in range(4))
        self._others = self._digits | self._spaces | self._letters | rest
        self._all = (1 << (132 + len(codes))) - 1
        self._masks: Dict[Chars, int] = {}

    def mask(self, chars: Chars) -> int:
        """Return the bits of a set; for a set beyond our knowledge, of one that contains it."""
        mask = self._masks.get(chars)
        if mask is None:
            possible = certain = 0
            for member in chars.members:
                may, must = self._member(member, chars.flags)
                possible |= may
                certain |= must
            mask = self._masks[chars] = self._all & ~certain if chars.negated else possible
        return mask

    def _member(self, member: Member, flags: int) -> Tuple[int, int]:
        """Return the bits that a member of a set may have, and those that it has for certain."""
        if isinstance(member, str):
            category = self._category(member.lower(), flags)
            mask = category if member.islower() else self._all & ~category
            return mask, mask
        low, high = member
        certain = sum(bit for code, bit in self._bits.items() if low <= code <= high)
        known = low == high and low in self._bits
        possible = certain if high < 128 or known else certain | self._others
        if flags & IGNORECASE:
            certain = self._both_cases(certain)
            possible = self._both_cases(possible)
            if high > 127 or possible & self._odd:
                possible |= self._others | self._odd
        return possible, certain

    @property
    def _odd(self) -> int:
        """The letters that are a case of something beyond ASCII."""
        return sum(self._bits[ord(letter)] for letter in "iIkKsS")

    def _both_cases(self, mask: int) -> int:
        for code, bit in self._bits.items():
            if mask & bit:
                for other in (chr(code).lower(), chr(code).upper()):
                    if len(other) == 1:
                        mask |= self._bits.get(ord(other), 0)
        return mask

    def _category(self, letter: str, flags: int) -> int:
        in_ascii = bool(flags & ASCII)
        test: Callable[[str], bool] = {"d": str.isdecimal, "s": str.isspace, "w": _is_word}[letter]
        mask = 0
        for code, bit in self._bits.items():
            character = chr(code)
            if in_ascii and (code > 127 or (letter == "s" and 28 <= code <= 31)):
                continue
            if test(character):
                mask |= bit
        if not in_ascii:
            mask |= {"d": self._digits, "s": self._spaces, "w": self._digits | self._letters}[letter]
        return mask


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _beyond_ascii(tree: Any) -> Iterable[int]:
    """Yield the single characters of a pattern that are not ASCII."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if type(node) is Chars:
            for member in node.members:
                if not isinstance(member, str) and member[0] == member[1] > 127:
                    yield member[0]
        elif type(node) is Sequence or type(node) is Choice:
            waiting.extend(node[0])
        elif type(node) is not Reference:
            waiting.append(node.body)


def set_text(chars: Chars) -> str:
    """Return a set as a pattern that needs no flags from outside."""
    flags = ("a" if chars.flags & ASCII else "u") + ("i" if chars.flags & IGNORECASE else "")
    members = "".join(map(member_text, chars.members))
    if not members:
        return "[\\s\\S]"
    return f"(?{flags}:[{'^' if chars.negated else ''}{members}])"
