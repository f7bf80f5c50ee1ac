"""Reading the text of a pattern or a replacement from left to right."""

from __future__ import annotations

from typing import NoReturn, Optional

FIGURES = "0123456789"
OCTAL = "01234567"
CONTROLS = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
LARGEST_COUNT = 4294967295


class PatternError(Exception):
    """A pattern that is none; ``position`` is None where CPython tells none."""

    def __init__(self, message: str, position: Optional[int]) -> None:
        super().__init__(message if position is None else f"{message} at position {position}")


class Reader:
    """A text and how far it was read: ``at`` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def next(self) -> str:
        """The next character, or an empty string at the end."""
        return self.text[self.at : self.at + 1]

    def fail(self, message: str, position: int) -> NoReturn:
        raise PatternError(message, position)

    def skip(self, wanted: str) -> bool:
        """Go over *wanted* if it is next."""
        found = bool(wanted) and self.text.startswith(wanted, self.at)
        if found:
            self.at += len(wanted)
        return found

    def take(self) -> str:
        """Return the next character, which must be there."""
        if self.at >= len(self.text):
            self.fail("unexpected end of pattern", self.at)
        self.at += 1
        return self.text[self.at - 1]

    def take_while(self, allowed: str, most: int) -> str:
        """Return at most *most* characters out of *allowed*."""
        start = self.at
        while self.at < start + most and self.next and self.next in allowed:
            self.at += 1
        return self.text[start : self.at]

    def take_until(self, end: str, what: str) -> str:
        """Return what stands before *end*."""
        start = self.at
        stop = self.text.find(end, start)
        if stop < 0:
            if start == len(self.text):
                self.fail(f"missing {what}", start)
            self.fail(f"missing {end}, unterminated name", start)
        if stop == start:
            self.fail(f"missing {what}", start)
        self.at = stop + 1
        return self.text[start:stop]

    def octal(self, start: int, figures: str) -> int:
        code = int(figures, 8)
        if code > 0o377:
            self.fail(f"octal escape value \\{figures} outside of range 0-0o377", start)
        return code

    def check_name(self, name: str) -> None:
        if not name.isidentifier():
            self.fail(f"bad character in group name {name!r}", self.at - len(name) - 1)
