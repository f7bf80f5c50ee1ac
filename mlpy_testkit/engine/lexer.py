"""Text to tokens, with the help of the parser.

A token is its text, and stands in two lists of the same length: ``tokens`` and ``starts``. Only a
name is an identifier in Python's sense, strings start with a quote, numbers with a digit or with a
dot and a digit; everything else is an operator. The list ends with END; before it may stand BAD, for
an illegal character or an unterminated string, behind which nothing is read.

``//`` is a comment or floor division depending on what the parser expects, so the lexer stops
after every ``//`` that follows something that may be an operand. The parser then calls either
``divide`` or ``comment`` and the lexer goes on. Every other ``//`` is a comment at once.

Tokens are found by a handful of calls that work on whole stretches of the text. Such a stretch ends
before the next ``//``; should that stand in a string, the string is read again as a whole.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Callable, List, Match, cast

END, BAD = "", "illegal character"
QUOTES = frozenset("\"'")

_BLANKS = r"[ \t\r\f\n]*"
_TOKEN = r"""
      [A-Za-z_][A-Za-z0-9_]*
    | [(),;{}\[\]:+\-*%?]
    | =>|[=!<>]=?
    | (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?
    | "[^"\\]*(?:\\[^\n][^"\\]*)*"|'[^'\\]*(?:\\[^\n][^'\\]*)*'
    | &&|\|\||[./]
"""
_ANYTHING = r"[^ \t\r\f\n][\s\S]*"
_find_blanks = cast(Callable[[str, int], Match[str]], re.compile(_BLANKS).match)  # no blanks match too
_find_pieces = re.compile(f"(?:{_TOKEN} | {_ANYTHING}){_BLANKS}", re.VERBOSE).findall
_DIGITS = frozenset("0123456789")
_PUNCTUATION = frozenset("(),;{}[]:+-*%?")  # tokens of one character that no longer one starts with
_BEFORE_OPERANDS = frozenset(["//", "&&", "||", "=>", "==", "!=", "<=", ">=", *"([{,;:?.+-*/%!=<>"])


def is_number(token: str) -> bool:
    """Say whether a token is a number."""
    return token[:1] in _DIGITS or (token[:1] == "." and token != ".")


class Lexer:
    """The tokens of one text, as far as they are known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: List[str] = []
        self.starts: List[int] = []
        self._scan(0)

    def divide(self, index: int) -> None:
        """Take the ``//`` at *index* as floor division and go on behind it."""
        self._cut(index + 1)
        self._scan(self.starts[index] + 2)

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
        del self.tokens[index:], self.starts[index:]

    def _scan(self, start: int) -> None:
        text = self.text
        tokens, starts = self.tokens, self.starts
        while start >= 0:
            slashes = text.find("//", start)
            start = _find_blanks(text, start).end()
            pieces = _find_pieces(text, start, len(text) if slashes < 0 else slashes)
            tokens.extend(map(str.rstrip, pieces))
            starts.extend(accumulate(map(len, pieces), initial=start))
            end = starts.pop()
            if pieces and tokens[-1] not in _PUNCTUATION:
                last = re.compile(_TOKEN, re.VERBOSE).match(text, starts[-1])
                if last is None:
                    tokens[-1] = BAD
                    break
                if last.end() > end:  # the slashes stand in a string
                    tokens[-1] = last.group()
                    start = last.end()
                    continue
            if slashes < 0:
                break
            if tokens and tokens[-1] not in _BEFORE_OPERANDS:
                tokens.append("//")
                starts.append(slashes)
                break
            start = text.find("\n", slashes)
        tokens.append(END)
        starts.append(len(text))
