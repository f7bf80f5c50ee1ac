"""ML text with a name: turns offsets into lines and columns, and shows a place with a caret.

Knows nothing of the language. Offsets count characters from 0; lines and columns are shown to
people and count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import List, Optional, Tuple

from ..records import NamedTuple

_EXCERPT_WIDTH = 100


class Span(NamedTuple):
    """A stretch of a source: ``start`` and ``end`` are offsets, the end is outside."""

    start: int
    end: int


class Source:
    """The text of one program and the name that errors show for it.

    >>> source = Source("cart.ml", "x = 1;\\ny = lenght(x);")
    >>> source.position(11)
    (2, 5)
    >>> print(source.excerpt(Span(11, 17)))
        y = lenght(x);
            ^^^^^^
    """

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._starts: Optional[List[int]] = None

    @property
    def line_starts(self) -> List[int]:
        """The offset of the first character of every line."""
        starts = self._starts
        if starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return starts

    def position(self, offset: int) -> Tuple[int, int]:
        """Return the line and the column of *offset*."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column; both are cut to what exists."""
        starts = self.line_starts
        start = starts[min(max(line, 1), len(starts)) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def line(self, number: int) -> str:
        """Return the text of a line without its end."""
        starts = self.line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r")

    def excerpt(self, span: Span) -> str:
        """Return the first line of *span*, indented, with carets below the span."""
        line, column = self.position(span.start)
        text = self.line(line)
        width = max(1, min(span.end - span.start, len(text) - column + 1))
        first = max(0, column - 1 - _EXCERPT_WIDTH // 2)
        shown = printable(text[first : first + _EXCERPT_WIDTH])
        before = printable(text[first : column - 1])
        width = max(1, min(width, len(shown) - len(before)))
        return f"    {shown.rstrip()}\n    {' ' * len(before)}{'^' * width}"


def printable(text: str) -> str:
    """Return *text* with tabs as blanks and other control characters made visible."""
    if text.isprintable():
        return text
    return "".join(" " if character == "\t" else character if character.isprintable() else "?" for character in text)
