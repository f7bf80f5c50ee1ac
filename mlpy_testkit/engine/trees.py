"""Small pieces of Python trees with ML positions; the base of the compiler."""

from __future__ import annotations

import ast
from typing import Any, List, Optional, Tuple

from . import python
from .limits import SMALL
from .python import AND, GREATER, IS, LESS, OR, STORE, Place, Tree
from .source import Source

_DIGIT = (1 << 30) - 1  # the greatest number that CPython keeps in one piece
_HIGH = 1 << SMALL  # whole numbers up to here are never worth a look at the limits


class Trees:
    """Makes trees for one source.

    With ``spans`` places are numbers instead of lines, and the list gets the spans they stand for.
    """

    def __init__(self, source: Source, spans: Optional[List[Tuple[int, int]]]) -> None:
        text = source.text
        self._text = text
        self._source = source
        self._starts = [0, *source.line_starts]  # by the number of the line
        self._lines: List[int] = []  # the number of the line of every character
        ends = [*source.line_starts[1:], len(text) + 1]
        for line, (start, end) in enumerate(zip(source.line_starts, ends), 1):
            self._lines += [line] * (end - start)
        self._spans = spans
        self._simple = spans is None and text.isascii()  # offsets are columns
        self._temporaries = 0

    def _place(self, node: Any) -> Place:
        """Return the place of a node for a tree."""
        if not self._simple:
            return self._special_place(node)
        start, end = node[0], node[1]
        line, last = self._lines[start], self._lines[end - 1]
        return line, start - self._starts[line], last, end - self._starts[last]

    def _special_place(self, node: Any) -> Place:
        start, end = node[0], node[1]
        if self._spans is not None:
            self._spans.append((start, end))
            number = len(self._spans)
            return number, 0, number, 0
        line, last = self._lines[start], self._lines[end - 1]
        return line, self._column(line, start), last, self._column(last, end)

    def _column(self, line: int, offset: int) -> int:
        """Return a column as Python counts it: in bytes."""
        return len(self._text[self._starts[line] : offset].encode("utf-8", "surrogatepass"))

    def _helper(self, name: str, place: Place, *arguments: Tree) -> Tree:
        return python.Call(place, python.Name(place, name), list(arguments))

    def _twice(self, tree: Tree, place: Place) -> Tuple[Tree, Tree]:
        """Return a tree that evaluates and one that reads the same value again."""
        if isinstance(tree, (ast.Name, ast.Constant)):
            return tree, tree
        return self._temporary(tree, place)

    def _temporary(self, tree: Tree, place: Place) -> Tuple[Tree, Tree]:
        self._temporaries += 1
        name = f"rt {self._temporaries}"
        return python.NamedExpr(place, python.Name(place, name, STORE), tree), python.Name(place, name)

    def _keep(self, tree: Tree, place: Place, other: Tree) -> Tuple[Tree, Tree]:
        """Like ``_twice``, but safe if *other*, evaluated in between, binds the name anew."""
        if isinstance(tree, ast.Constant):
            return tree, tree
        if isinstance(tree, ast.Name) and isinstance(other, (ast.Name, ast.Constant)):
            return tree, tree
        return self._temporary(tree, place)

    def _type_is(self, tree: Tree, kind: str, place: Place, test: ast.cmpop = IS) -> Tree:
        """Return ``type(tree) is kind``."""
        return python.Compare(place, self._helper("rt type", place, tree), [test], [python.Name(place, kind)])

    def _same_type(self, one: Tree, other: Tree, place: Place) -> Tree:
        """Return ``type(one) is type(other)``."""
        types = self._helper("rt type", place, one), self._helper("rt type", place, other)
        return python.Compare(place, types[0], [IS], [types[1]])

    def _both(self, one: Tree, other: Tree, place: Place) -> Tree:
        return python.BoolOp(place, AND, [one, other])

    def _small_number(self, first: Tree, again: Tree, place: Place) -> Tree:
        """Return a test whether a number is small; before the right test, the one that CPython is quick at."""
        below = python.Compare(place, first, [LESS], [python.Constant(place, _DIGIT)])
        above = python.Compare(place, again, [GREATER], [python.Constant(place, -_DIGIT)])
        low, high = python.Constant(place, -_HIGH), python.Constant(place, _HIGH)
        between = python.Compare(place, low, [LESS, LESS], [again, high])
        return python.BoolOp(place, OR, [self._both(below, above, place), between])

    def _sized(self, tree: Tree, place: Place) -> Tree:
        """Return a tree for a text or array, checked if it is long."""
        first, again = self._twice(tree, place)
        return python.IfExp(place, self._is_short(first, place), again, self._helper("rt grown", place, again))

    def _is_short(self, tree: Tree, place: Place) -> Tree:
        return python.Compare(place, self._helper("rt len", place, tree), [LESS], [python.Constant(place, SMALL)])
