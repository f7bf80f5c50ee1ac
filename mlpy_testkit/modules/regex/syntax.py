"""The syntax of regular expressions: what is written, and how Python's ``re`` is told.

The dialect is that of CPython 3.12, with its messages, whatever Python runs. The parser returns a tree,
which ``safety.py`` judges, and the pattern in a spelling that has one meaning for every Python.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import Any, Dict, List, NoReturn, Optional, Set, Tuple, Union

from .reader import CONTROLS, FIGURES, LARGEST_COUNT, OCTAL, Reader
from .tree import (
    ASCII,
    DOTALL,
    EMPTY,
    IGNORECASE,
    MULTILINE,
    START,
    UNICODE,
    VERBOSE,
    Chars,
    Choice,
    Group,
    Look,
    Member,
    Parsed,
    Reference,
    Repeat,
    Sequence,
    member_text,
)

DEPTH = 50  # how deep groups may nest

_LETTERS = {"i": IGNORECASE, "m": MULTILINE, "s": DOTALL, "x": VERBOSE, "a": ASCII, "u": UNICODE}
_HEXADECIMAL = {"x": 2, "u": 4, "U": 8}
_HAS_ATOMIC = sys.version_info >= (3, 11)


def parse(pattern: str, flags: int) -> Parsed:
    """Return the tree of a pattern, or raise ``PatternError``.

    >>> parse("a+", 0).tree.least
    1
    """
    return _Parser(pattern, flags).parse()


class _Parser(Reader):
    """Reads a pattern and says it again in the spelling for ``re``."""

    def __init__(self, pattern: str, flags: int) -> None:
        super().__init__(pattern)
        self.flags = flags
        self.depth = 0
        self.groups = 0
        self.names: Dict[str, int] = {}
        self.open: Set[int] = set()
        self.behind: Optional[int] = None  # the number of groups before a look-behind that is open
        self.conditions: List[Tuple[int, int]] = []  # groups that conditions ask for, and where
        self.pieces: List[str] = []
        self.copied = 0  # up to here the pattern is in pieces

    def parse(self) -> Parsed:
        tree = self._choice(self.flags)
        if (self.flags & ASCII) and (self.flags & UNICODE):
            raise ValueError("ASCII and UNICODE flags are incompatible")
        if self.at < len(self.text):
            self.fail("unbalanced parenthesis", self.at)
        for number, position in self.conditions:
            if number > self.groups:
                self.fail(f"invalid group reference {number}", position)
        self.pieces.append(self.text[self.copied :])
        anchored = type(tree) is Sequence and bool(tree.parts) and tree.parts[0] is START
        return Parsed(tree, "".join(self.pieces), anchored)

    def _spell(self, start: int, text: str) -> None:
        """Say *text* to ``re`` for what was read since *start*."""
        self.pieces += (self.text[self.copied : start], text)
        self.copied = self.at

    # -- structure --------------------------------------------------------------------------

    def _choice(self, flags: int) -> Any:
        options = [self._sequence(flags, is_first=self.depth == 0)]
        while self.skip("|"):
            options.append(self._sequence(self.flags if self.depth == 0 else flags))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self, flags: int, is_first: bool = False) -> Any:
        parts: List[Any] = []
        repeatable = False  # whether what was read last can be repeated
        repeated = False
        while self.next and self.next not in "|)":
            start = self.at
            character = self.take()
            if flags & VERBOSE and (character in " \t\n\r\v\f" or character == "#"):
                if character == "#":
                    end = self.text.find("\n", self.at)
                    self.at = len(self.text) if end < 0 else end + 1
                continue
            bounds = self._bounds(character, start)
            if bounds is not None:
                if not repeatable:
                    self.fail("multiple repeat" if repeated else "nothing to repeat", start)
                parts[-1] = self._repeat(parts[-1], bounds)
                repeatable, repeated = False, True
                continue
            if character == "(":
                part = self._parenthesis(start, flags, is_first and not parts)
                if part is None:  # a comment, or flags for the whole pattern
                    flags = self.flags if self.depth == 0 else flags
                    continue
                is_anchor = False
            else:
                part = self._character(character, start, flags)
                is_anchor = type(part) is Sequence
            parts.append(part)
            repeatable, repeated = not is_anchor, False
        return parts[0] if len(parts) == 1 and parts[0] is not START else Sequence(tuple(parts))

    def _bounds(self, character: str, start: int) -> Optional[Tuple[int, Optional[int]]]:
        """Return how often a repeat sign repeats; None if *character* begins no such sign."""
        if character in "?*+":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[character]
        if character != "{" or self.next == "}":
            return None
        low = high = self.take_while(FIGURES, len(self.text))
        if self.skip(","):
            high = self.take_while(FIGURES, len(self.text))
        if not self.skip("}"):
            self.at = start + 1
            return None
        if max(len(low), len(high)) > 10 or int(low or 0) >= LARGEST_COUNT or int(high or 0) >= LARGEST_COUNT:
            self.fail("the repetition number is too large", start)
        if low and high and int(high) < int(low):
            self.fail("min repeat greater than max repeat", start + 1)
        return int(low or 0), int(high) if high else None

    def _repeat(self, body: Any, bounds: Tuple[int, Optional[int]]) -> Repeat:
        if not self.skip("?") and self.next == "+":
            self._need_atomic()
            self.at += 1
        return Repeat(body, *bounds)

    def _need_atomic(self) -> None:
        if not _HAS_ATOMIC:  # CPython 3.10
            self.fail("possessive repeats and atomic groups need Python 3.11 or later", self.at)

    def _inside(self, start: int, flags: int) -> Any:
        """Return what stands between a parenthesis and its end."""
        self.depth += 1
        if self.depth > DEPTH:
            self.fail(f"groups nested more than {DEPTH} deep", start)
        body = self._choice(flags)
        self.depth -= 1
        self._close(start)
        return body

    def _close(self, start: int) -> None:
        if not self.skip(")"):
            self.fail("missing ), unterminated subpattern", start)

    def _parenthesis(self, start: int, flags: int, is_start: bool) -> Any:
        """Return the group that begins at *start*, or None for what is nothing in the tree."""
        if not self.skip("?"):
            return self._capture(start, flags)
        kind = self.take()
        if kind == "P":
            return self._python_extension(start, flags)
        if kind == "#":
            end = self.text.find(")", self.at)
            if end < 0:
                self.fail("missing ), unterminated comment", start)
            self.at = end + 1
            return None
        if kind in "=!<":
            return self._look(start, kind, flags)
        if kind == "(":
            return self._conditional(start, flags)
        if kind == ">":
            self._need_atomic()
            return self._inside(start, flags)
        if kind == ":":
            return self._inside(start, flags)
        if kind in _LETTERS or kind in "L-":
            added, removed, is_global = self._flags(kind)
            if not is_global:
                if added & (ASCII | UNICODE):
                    flags &= ~(ASCII | UNICODE)
                return self._inside(start, (flags | added) & ~removed)
            if not is_start:
                self.fail("global flags not at the start of the expression", start)
            self.flags |= added
            return None
        self._unknown_extension(kind)

    def _unknown_extension(self, extension: str) -> NoReturn:
        if extension.endswith("\\") and self.next:
            extension += self.take()  # an escape counts as one character
        self.fail(f"unknown extension ?{extension}", self.at - len(extension) - 1)

    def _capture(self, start: int, flags: int, name: Optional[str] = None) -> Group:
        self.groups += 1
        number = self.groups
        if name is not None:
            if name in self.names:
                message = f"redefinition of group name {name!r} as group {number}; was group {self.names[name]}"
                self.fail(message, self.at - len(name) - 1)
            self.names[name] = number
        self.open.add(number)
        body = self._inside(start, flags)
        self.open.remove(number)
        return Group(number, body)

    def _python_extension(self, start: int, flags: int) -> Any:
        if self.skip("<"):
            name = self.take_until(">", "group name")
            self.check_name(name)
            return self._capture(start, flags, name)
        if self.skip("="):
            name = self.take_until(")", "group name")
            self.check_name(name)
            return self._reference(self._named(name), self.at - len(name) - 1)
        self._unknown_extension("P" + self.take())

    def _named(self, name: str) -> int:
        if name not in self.names:
            self.fail(f"unknown group name {name!r}", self.at - len(name) - 1)
        return self.names[name]

    def _reference(self, number: int, position: int) -> Reference:
        if number in self.open:
            self.fail("cannot refer to an open group", position)
        self._check_behind(number)
        return Reference(number)

    def _check_behind(self, number: int) -> None:
        if self.behind is None:
            return
        if number > self.groups or number in self.open:
            self.fail("cannot refer to an open group", self.at)
        if number > self.behind:
            self.fail("cannot refer to group defined in the same lookbehind subpattern", self.at)

    def _look(self, start: int, kind: str, flags: int) -> Look:
        before = self.behind
        if kind == "<":
            kind = self.take()
            if kind not in "=!":
                self._unknown_extension("<" + kind)
            if before is None:
                self.behind = self.groups
        body = self._inside(start, flags)
        self.behind = before
        return Look(body)

    def _conditional(self, start: int, flags: int) -> Choice:
        name = self.take_until(")", "group name")
        position = self.at - len(name) - 1
        if name.isdecimal() and name.isascii():
            number = int(name) if len(name) < 10 else LARGEST_COUNT
            if not number:
                self.fail("bad group number", position)
            self.conditions.append((number, position))
        else:
            self.check_name(name)
            number = self._named(name)
        self._check_behind(number)
        self.depth += 1
        if self.depth > DEPTH:
            self.fail(f"groups nested more than {DEPTH} deep", start)
        options = [self._sequence(flags)]
        options.append(self._sequence(flags) if self.skip("|") else EMPTY)
        if self.next == "|":
            self.fail("conditional backref with more than two branches", self.at)
        self.depth -= 1
        self._close(start)
        return Choice(tuple(options))

    def _flags(self, letter: str) -> Tuple[int, int, bool]:
        """Return the flags that are turned on and off, and whether it is for the whole pattern."""
        added = removed = 0
        if letter != "-":
            while True:
                if letter == "L":
                    self.fail("bad inline flags: cannot use 'L' flag with a str pattern", self.at)
                added |= _LETTERS[letter]
                if added & ASCII and added & UNICODE:
                    self.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", self.at)
                letter = self._flag(")-:", "missing -, : or )")
                if letter in ")-:":
                    break
        if letter == ")":
            return added, 0, True
        if letter == "-":
            letter = self._flag("", "missing flag")
            while True:
                if letter in "auL":
                    self.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", self.at)
                removed |= _LETTERS[letter]
                letter = self._flag(":", "missing :")
                if letter == ":":
                    break
        if added & removed:
            self.fail("bad inline flags: flag turned on and off", self.at - 1)
        return added, removed, False

    def _flag(self, ends: str, missing: str) -> str:
        """Return the next letter of a list of flags, or the character that ends it."""
        letter = self.next
        if not letter:
            self.fail(missing, self.at)
        if letter not in ends and letter not in _LETTERS and letter != "L":
            self.fail("unknown flag" if letter.isalpha() else missing, self.at)
        self.at += 1
        return letter

    # -- characters -------------------------------------------------------------------------

    def _character(self, character: str, start: int, flags: int) -> Any:
        if character == "[":
            return self._set(start, flags)
        if character == ".":
            return Chars(() if flags & DOTALL else ((10, 10),), True, flags)
        if character == "^":
            return EMPTY if flags & MULTILINE else START
        if character == "$":
            return EMPTY
        if character != "\\":
            return _literal(ord(character), flags)
        letter = self.next
        if letter and letter in "AbBZ":
            self.at += 1
            return START if letter == "A" else EMPTY
        if letter and letter in FIGURES and letter != "0":
            return self._number(start, flags)
        found = self._escape(start)
        return Chars((found,), False, flags) if isinstance(found, str) else _literal(found, flags)

    def _number(self, start: int, flags: int) -> Any:
        """Return the group that ``\\12`` refers to, or the character ``\\123``."""
        figures = self.take_while(FIGURES, 2)
        if len(figures) == 2 and figures[0] in OCTAL and figures[1] in OCTAL and self.next and self.next in OCTAL:
            return _literal(self.octal(start, figures + self.take()), flags)
        number = int(figures)
        if number > self.groups:
            self.fail(f"invalid group reference {number}", start + 1)
        return self._reference(number, start)

    def _escape(self, start: int, in_set: bool = False) -> Union[int, str]:
        """Return the character or the category for the escape whose backslash is at *start*."""
        if not self.next:
            self.fail("bad escape (end of pattern)", start)
        letter = self.take()
        if letter in "dDsSwW":
            return letter
        if letter in CONTROLS and (in_set or letter != "b"):
            return CONTROLS[letter]
        if letter in _HEXADECIMAL:
            return self._hexadecimal(start, _HEXADECIMAL[letter])
        if letter == "N":
            return self._character_name(start)
        if letter in OCTAL:
            most = 2 if in_set or letter == "0" else 0
            return self.octal(start, letter + self.take_while(OCTAL, most))
        if letter in FIGURES or (letter.isascii() and letter.isalpha()):
            self.fail(f"bad escape \\{letter}", start)
        return ord(letter)

    def _hexadecimal(self, start: int, count: int) -> int:
        figures = self.take_while("0123456789abcdefABCDEF", count)
        written = self.text[start : self.at]
        if len(figures) != count:
            self.fail(f"incomplete escape {written}", start)
        code = int(figures, 16)
        if code > sys.maxunicode:
            self.fail(f"bad escape {written}", start)
        return code

    def _character_name(self, start: int) -> int:
        if not self.skip("{"):
            self.fail("missing {", self.at)
        name = self.take_until("}", "character name")
        try:
            code = ord(unicodedata.lookup(name))
        except (KeyError, TypeError):
            self.fail(f"undefined character name {name!r}", start)
        self._spell(start, member_text((code, code)))
        return code

    def _set(self, start: int, flags: int) -> Chars:
        copied, pieces = self.copied, len(self.pieces)
        negated = self.skip("^")
        members: List[Member] = []
        while True:
            first = self._set_member(start, bool(members))
            if first is None:
                break
            if not self.skip("-"):
                members.append(_as_member(first[0]))
                continue
            if self.next == "]":
                self.at += 1
                members += (_as_member(first[0]), (45, 45))
                break
            last = self._set_member(start, False)
            assert last is not None
            low, high = first[0], last[0]
            if isinstance(low, str) or isinstance(high, str) or high < low:
                position = self.at - len(first[1]) - 1 - len(last[1])
                self.fail(f"bad character range {first[1]}-{last[1]}", position)
            members.append((low, high))
        self.copied = copied  # the spelling of the set stands for that of its parts
        del self.pieces[pieces:]
        self._spell(start, f"[{'^' if negated else ''}{''.join(map(member_text, members))}]")
        return Chars(tuple(members), negated, flags)

    def _set_member(self, start: int, may_end: bool) -> Optional[Tuple[Union[int, str], str]]:
        """Return a character or category of a set and how it is written, or None at the end."""
        if not self.next:
            self.fail("unterminated character set", start)
        here = self.at
        character = self.take()
        if character == "]" and may_end:
            return None
        if character != "\\":
            return ord(character), character
        code = self._escape(here, in_set=True)
        # A message shows no more of an escape than its letter.
        return code, self.text[here : here + 2]


def _literal(code: int, flags: int) -> Chars:
    return Chars(((code, code),), False, flags)


def _as_member(found: Union[int, str]) -> Member:
    return found if isinstance(found, str) else (found, found)
