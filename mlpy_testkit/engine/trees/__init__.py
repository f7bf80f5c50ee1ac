"""Small pieces of Python trees with ML positions; the base of the compiler."""

from __future__ import annotations

import _ast as ast
from bisect import bisect_left, bisect_right
from functools import partial
from typing import Any, Callable, List, Optional, Tuple

from ..limits import SMALL
from ..source import Source
from . import python
from .python import AND, IS, LESS, OR, STORE, Place, Tree

_DIGIT = (1 << 30) - 1  # the greatest number that CPython keeps in one piece
_HIGH = 1 << SMALL  # whole numbers up to here are never worth a look at the limits


def placing(source: Source, spans: Optional[List[Tuple[int, int]]]) -> Callable[[Any], Place]:
    """Return a function that tells the place of a node.

    With *spans* places are numbers instead of lines, and the list gets the spans they stand for.
    """
    if spans is not None:
        return partial(_number, spans)
    text = source.text
    starts = source.line_starts
    line, first, after = 0, 0, 0  # the line that was asked for last: its number, its start, the next one's

    def place(node: Any) -> Place:
        nonlocal line, first, after
        start, end = node[0], node[1]
        if first <= start and end <= after:
            return line, start - first, line, end - first
        line = bisect_right(starts, start)
        first = starts[line - 1]
        after = starts[line] if line < len(starts) else len(text)
        last = line if end <= after else bisect_left(starts, end)
        return line, start - first, last, end - starts[last - 1]

    def place_in_bytes(node: Any) -> Place:
        line, start, last, end = place(node)
        return line, _bytes(text, starts[line - 1], start), last, _bytes(text, starts[last - 1], end)

    return place if text.isascii() else place_in_bytes


def _number(spans: List[Tuple[int, int]], node: Any) -> Place:
    spans.append((node[0], node[1]))
    return len(spans), 0, len(spans), 0


def _bytes(text: str, start: int, column: int) -> int:
    """Return a column of a line as Python counts it."""
    return len(text[start : start + column].encode("utf-8", "surrogatepass"))


def first_line(place: Place) -> Place:
    """Return a place without its further lines: CPython looks for an attribute in the line where it ends."""
    line, column, last_line, _ = place
    return place if line == last_line else (line, column, line, column)


def _class(tree: Tree, place: Place) -> Tree:
    return python.Attribute(first_line(place), tree, "__class__")


class Trees:
    """Makes trees for one source; ``spans`` as above."""

    def __init__(self, source: Source, spans: Optional[List[Tuple[int, int]]]) -> None:
        self._source = source
        self._place = placing(source, spans)
        self._temporaries = 0

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
        """Return ``tree.__class__ is kind``; no value of ML has another class than its type, and this is quicker."""
        return python.Compare(place, _class(tree, place), [test], [python.Name(place, kind)])

    def _same_type(self, one: Tree, other: Tree, place: Place) -> Tree:
        """Return ``one.__class__ is other.__class__``."""
        return python.Compare(place, _class(one, place), [IS], [_class(other, place)])

    def _both(self, one: Tree, other: Tree, place: Place) -> Tree:
        return python.BoolOp(place, AND, [one, other])

    def _small_number(self, first: Tree, again: Tree, place: Place) -> Tree:
        """Return a test whether a number is small; before the right test, the one that CPython is quick at."""
        near, far = python.Constant(place, -_DIGIT), python.Constant(place, _DIGIT)
        low, high = python.Constant(place, -_HIGH), python.Constant(place, _HIGH)
        quick = python.Compare(place, near, [LESS, LESS], [first, far])
        return python.BoolOp(place, OR, [quick, python.Compare(place, low, [LESS, LESS], [again, high])])

    def _sized(self, tree: Tree, place: Place) -> Tree:
        """Return a tree for a text or array, checked if it is long."""
        first, again = self._twice(tree, place)
        is_short = self._length_is(LESS, first, place)
        return python.IfExp(place, is_short, again, self._helper("rt grown", place, again))

    def _length_is(self, test: ast.cmpop, tree: Tree, place: Place) -> Tree:
        """Return the comparison of a length with the one from which on it is worth a look."""
        return python.Compare(place, self._helper("rt len", place, tree), [test], [python.Constant(place, SMALL)])
