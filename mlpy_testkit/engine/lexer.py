"""Text to tokens, with the help of the parser.

``//`` is a comment or floor division depending on what the parser expects, so the lexer stops
after every ``//`` that follows something that may be an operand. The parser then calls either
``divide`` or ``comment`` and the lexer goes on. Every other ``//`` is a comment at once.

Tokens stand in three lists of the same length: ``kinds``, ``starts`` and ``ends``. The kind is
the token itself for operators, else one of NAME, NUMBER, STRING, BAD (an illegal character or
an unterminated string) and END.
"""

from __future__ import annotations

import re
from typing import List

NAME, NUMBER, STRING, BAD, END = "name", "number", "string", "illegal character", "end of text"

_TOKEN = re.compile(
    r"""[ \t\r\f\n]*(?:
      ([A-Za-z_][A-Za-z0-9_]*)
    | ((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | ("[^"\\]*(?:\\[^\n][^"\\]*)*"|'[^'\\]*(?:\\[^\n][^'\\]*)*')
    | (//)
    | ([=!<>]=|&&|\|\||=>|[()\[\]{},;:.?+\-*/%!<>=])
    | ([^ \t\r\f\n])
    )""",
    re.VERBOSE,
)
_BLANKS = " \t\r\f\n"
_KINDS = {1: NAME, 2: NUMBER, 3: STRING, 6: BAD}
_OPERAND_ENDS = frozenset([NAME, NUMBER, STRING, ")", "]", "}"])


class Lexer:
    """The tokens of one text, as far as they are known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: List[str] = []
        self.starts: List[int] = []
        self.ends: List[int] = []
        self._scan(0)

    def divide(self, index: int) -> None:
        """Take the ``//`` at *index* as floor division and go on behind it."""
        self._cut(index + 1)
        self._scan(self.ends[index])

    def comment(self, index: int) -> None:
        """Take the ``//`` at *index* as a comment and go on with the next line."""
        end = self.text.find("\n", self.starts[index])
        self._cut(index)
        self._scan(len(self.text) if end < 0 else end)

    def rewind(self, index: int) -> None:
        """Forget everything from the token *index* on and read it anew."""
        start = self.starts[index]
        self._cut(index)
        self._scan(start)

    def _cut(self, index: int) -> None:
        del self.kinds[index:], self.starts[index:], self.ends[index:]

    def _scan(self, start: int) -> None:
        text = self.text
        kinds, starts, ends = self.kinds, self.starts, self.ends
        add_kind, add_start, add_end = kinds.append, starts.append, ends.append
        end = len(text.rstrip(_BLANKS))  # or the pattern tries all blanks at the end again and again
        scanning = True
        while scanning:
            scanning = False
            for match in _TOKEN.finditer(text, start, end):
                group = match.lastindex
                if group is None:  # cannot be: every alternative is a group
                    break
                if group == 5:
                    add_kind(match.group(5))
                elif group == 4:
                    at = match.start(4)
                    if kinds and kinds[-1] in _OPERAND_ENDS:
                        add_kind("//")
                        add_start(at)
                        add_end(at + 2)
                        break
                    start = text.find("\n", at)
                    scanning = start >= 0
                    break
                else:
                    add_kind(_KINDS[group])
                add_start(match.start(group))
                add_end(match.end())
        add_kind(END)
        add_start(len(text))
        add_end(len(text))
