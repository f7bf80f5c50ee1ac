"""Small pieces of Python trees with ML positions; the base of the compiler."""

from __future__ import annotations

import ast
import sys
from bisect import bisect_right
from typing import Any, Dict, List, Optional, Tuple

from .limits import SMALL
from .source import Source

LOAD, STORE = ast.Load(), ast.Store()
IS, IS_NOT, AND, OR, IN, LESS = ast.Is(), ast.IsNot(), ast.And(), ast.Or(), ast.In(), ast.Lt()
_HIGH = 1 << SMALL  # whole numbers up to here are never worth a look at the limits
_ENDS = sys.version_info >= (3, 11)  # before, nothing shows where a tree ends

Tree = Any  # an ast expression or statement: their constructors take what the grammar says
Place = Dict[str, int]


def make(kind: Any, place: Place, /, **fields: Any) -> Any:
    """Return a new tree: what ``kind(**fields, **place)`` gives, in half the time."""
    fields.update(place)
    made = kind.__new__(kind)
    made.__dict__ = fields
    return made


class Trees:
    """Makes trees for one source.

    With ``spans`` places are numbers instead of lines, and the list gets the spans they stand for.
    """

    def __init__(self, source: Source, spans: Optional[List[Tuple[int, int]]]) -> None:
        self._text = source.text
        self._ascii = source.text.isascii()
        self._source = source
        self._starts = source.line_starts
        self._spans = spans
        self._low = self._high = 0  # offsets of the line that was last looked up
        self._line = 0
        self._temporaries = 0

    def _place(self, node: Any) -> Place:
        """Return the position of a node as keyword arguments for a tree."""
        start: int = node[0]
        if self._spans is not None:
            self._spans.append((start, node[1]))
            return {"lineno": len(self._spans), "col_offset": 0}
        if not self._low <= start < self._high:
            self._seek(start)
        column = start - self._low
        if not self._ascii:
            column = len(self._text[self._low : start].encode("utf-8", "surrogatepass"))
        if not _ENDS:
            return {"lineno": self._line, "col_offset": column}
        end: int = node[1]
        if end <= self._high and self._ascii:
            return {
                "lineno": self._line,
                "col_offset": column,
                "end_lineno": self._line,
                "end_col_offset": end - self._low,
            }
        line = self._line
        if end > self._high:
            self._seek(end - 1)
        width = len(self._text[self._low : end].encode("utf-8", "surrogatepass"))
        return {"lineno": line, "col_offset": column, "end_lineno": self._line, "end_col_offset": width}

    def _seek(self, offset: int) -> None:
        starts = self._starts
        self._line = bisect_right(starts, offset)
        self._low = starts[self._line - 1]
        self._high = starts[self._line] if self._line < len(starts) else len(self._text) + 1

    def _helper(self, name: str, place: Place, *arguments: Tree) -> Tree:
        return make(ast.Call, place, func=make(ast.Name, place, id=name, ctx=LOAD), args=list(arguments), keywords=[])

    def _twice(self, tree: Tree, place: Place) -> Tuple[Tree, Tree]:
        """Return a tree that evaluates and one that reads the same value again."""
        if type(tree) is ast.Name or type(tree) is ast.Constant:
            return tree, tree
        return self._temporary(tree, place)

    def _temporary(self, tree: Tree, place: Place) -> Tuple[Tree, Tree]:
        self._temporaries += 1
        name = f"rt {self._temporaries}"
        kept = make(ast.NamedExpr, place, target=make(ast.Name, place, id=name, ctx=STORE), value=tree)
        return kept, make(ast.Name, place, id=name, ctx=LOAD)

    def _type_is(self, tree: Tree, kind: str, place: Place, test: ast.cmpop = IS) -> Tree:
        """Return ``type(tree) is kind``."""
        return make(
            ast.Compare,
            place,
            left=self._helper("rt type", place, tree),
            ops=[test],
            comparators=[make(ast.Name, place, id=kind, ctx=LOAD)],
        )

    def _choose(self, test: Tree, then: Tree, otherwise: Tree, place: Place) -> Tree:
        return make(ast.IfExp, place, test=test, body=then, orelse=otherwise)

    def _keep(self, tree: Tree, place: Place, other: Tree) -> Tuple[Tree, Tree]:
        """Like ``_twice``, but safe if *other*, evaluated in between, binds the name anew."""
        if type(tree) is ast.Name and type(other) in (ast.Name, ast.Constant):
            return tree, tree
        return self._temporary(tree, place)

    def _between(self, tree: Tree, place: Place) -> Tree:
        """Return ``-big < tree < big``, false for everything that is no small number."""
        low, high = (make(ast.Constant, place, value=bound, kind=None) for bound in (-_HIGH, _HIGH))
        return make(ast.Compare, place, left=low, ops=[LESS, LESS], comparators=[tree, high])

    def _sized(self, tree: Tree, place: Place) -> Tree:
        """Return a tree for a text or array, checked if it is long."""
        first, again = self._twice(tree, place)
        return self._choose(self._is_short(first, place), again, self._helper("rt grown", place, again), place)

    def _is_short(self, tree: Tree, place: Place) -> Tree:
        return make(
            ast.Compare,
            place,
            left=self._helper("rt len", place, tree),
            ops=[LESS],
            comparators=[make(ast.Constant, place, value=SMALL, kind=None)],
        )
