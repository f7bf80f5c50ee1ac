"""The nodes of Python's ``ast`` that compiled programs are made of, in a form that is quick to make.

``compile`` reads trees by attribute, so a subclass with slots serves as well as the original and costs
a third. Every constructor takes the place first: line, column, last line and last column.

``ast`` takes its nodes from ``_ast``, as the compiler does: the rest of ``ast`` takes longer to import than
a small program to run.
"""

from __future__ import annotations

import _ast as ast
import sys
from typing import Any, List, Optional, Tuple

Place = Tuple[int, int, int, int]
Tree = Any  # an ast expression or statement: the constructors take what Python's grammar says

LOAD, STORE = ast.Load(), ast.Store()
IS, IS_NOT, IN = ast.Is(), ast.IsNot(), ast.In()
AND, OR, NOT = ast.And(), ast.Or(), ast.Not()
ADD, SUBTRACT, MULTIPLY, DIVIDE = ast.Add(), ast.Sub(), ast.Mult(), ast.Div()
FLOOR_DIVIDE, MODULO, NEGATE = ast.FloorDiv(), ast.Mod(), ast.USub()
EQUAL, UNEQUAL = ast.Eq(), ast.NotEq()
LESS, LESS_EQUAL, GREATER, GREATER_EQUAL = ast.Lt(), ast.LtE(), ast.Gt(), ast.GtE()

_PLACE = ("col_offset", "end_col_offset", "end_lineno", "lineno")
_NOTHING: List[Any] = []

# -- expressions ------------------------------------------------------------------------------


class Constant(ast.Constant):
    """A literal."""

    __slots__ = ("value", *_PLACE)

    def __init__(self, place: Place, value: Any) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value


class Name(ast.Name):
    """A variable that is read; with ``STORE``, one that is assigned to."""

    __slots__ = ("ctx", "id", *_PLACE)

    def __init__(self, place: Place, name: str, context: ast.expr_context = LOAD) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.id = name
        self.ctx = context


class Attribute(ast.Attribute):
    """``value.name``"""

    __slots__ = ("attr", "value", *_PLACE)
    ctx = LOAD

    def __init__(self, place: Place, value: Tree, name: str) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value
        self.attr = name


class Subscript(ast.Subscript):
    """``value[key]``"""

    __slots__ = ("ctx", "slice", "value", *_PLACE)

    def __init__(self, place: Place, value: Tree, key: Tree, context: ast.expr_context = LOAD) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value
        self.slice = key
        self.ctx = context


class Call(ast.Call):
    """``function(arguments)``"""

    __slots__ = ("args", "func", *_PLACE)
    keywords = _NOTHING

    def __init__(self, place: Place, function: Tree, arguments: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.func = function
        self.args = arguments


class NamedExpr(ast.NamedExpr):
    """``(target := value)``"""

    __slots__ = ("target", "value", *_PLACE)

    def __init__(self, place: Place, target: Tree, value: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.target = target
        self.value = value


class BinOp(ast.BinOp):
    """``left operator right``"""

    __slots__ = ("left", "op", "right", *_PLACE)

    def __init__(self, place: Place, left: Tree, operator: ast.operator, right: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.left = left
        self.op = operator
        self.right = right


class UnaryOp(ast.UnaryOp):
    """``operator operand``"""

    __slots__ = ("op", "operand", *_PLACE)

    def __init__(self, place: Place, operator: ast.unaryop, operand: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.op = operator
        self.operand = operand


class BoolOp(ast.BoolOp):
    """``value and value``"""

    __slots__ = ("op", "values", *_PLACE)

    def __init__(self, place: Place, operator: ast.boolop, values: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.op = operator
        self.values = values


class Compare(ast.Compare):
    """``left operator comparator``, with one operator or more"""

    __slots__ = ("comparators", "left", "ops", *_PLACE)

    def __init__(self, place: Place, left: Tree, operators: List[ast.cmpop], comparators: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.left = left
        self.ops = operators
        self.comparators = comparators


class IfExp(ast.IfExp):
    """``then if test else otherwise``"""

    __slots__ = ("body", "orelse", "test", *_PLACE)

    def __init__(self, place: Place, test: Tree, then: Tree, otherwise: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.test = test
        self.body = then
        self.orelse = otherwise


class ListDisplay(ast.List):
    """``[item, item]``"""

    __slots__ = ("elts", *_PLACE)
    ctx = LOAD

    def __init__(self, place: Place, items: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.elts = items


class TupleTarget(ast.Tuple):
    """``target, target`` on the left of an assignment"""

    __slots__ = ("elts", *_PLACE)
    ctx = STORE

    def __init__(self, place: Place, targets: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.elts = targets


class Dict(ast.Dict):
    """``{key: value}``"""

    __slots__ = ("keys", "values", *_PLACE)

    def __init__(self, place: Place, keys: List[Tree], values: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.keys = keys
        self.values = values


class JoinedStr(ast.JoinedStr):
    """``f"text"``"""

    __slots__ = ("values", *_PLACE)

    def __init__(self, place: Place, values: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.values = values


class FormattedValue(ast.FormattedValue):
    """``{value:specification}`` inside a ``JoinedStr``"""

    __slots__ = ("format_spec", "value", *_PLACE)
    conversion = -1

    def __init__(self, place: Place, value: Tree, specification: Optional[Tree] = None) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value
        self.format_spec = specification


class Lambda(ast.Lambda):
    """``lambda parameters: body``"""

    __slots__ = ("args", "body", *_PLACE)

    def __init__(self, place: Place, parameters: ast.arguments, body: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.args = parameters
        self.body = body


# -- statements -------------------------------------------------------------------------------


class Expr(ast.Expr):
    """An expression whose value nobody wants."""

    __slots__ = ("value", *_PLACE)

    def __init__(self, place: Place, value: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value


class Assign(ast.Assign):
    """``target = value``"""

    __slots__ = ("targets", "value", *_PLACE)

    def __init__(self, place: Place, target: Tree, value: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.targets = [target]
        self.value = value


class Return(ast.Return):
    """``return value``"""

    __slots__ = ("value", *_PLACE)

    def __init__(self, place: Place, value: Optional[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.value = value


class Raise(ast.Raise):
    """``raise exception``"""

    __slots__ = ("exc", *_PLACE)

    def __init__(self, place: Place, exception: Tree) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.exc = exception


class Pass(ast.Pass):
    """``pass``"""

    __slots__ = _PLACE

    def __init__(self, place: Place) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place


class Break(ast.Break):
    """``break``"""

    __slots__ = _PLACE

    def __init__(self, place: Place) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place


class Continue(ast.Continue):
    """``continue``"""

    __slots__ = _PLACE

    def __init__(self, place: Place) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place


class Global(ast.Global):
    """``global name, name``"""

    __slots__ = ("names", *_PLACE)

    def __init__(self, place: Place, names: List[str]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.names = names


class Nonlocal(ast.Nonlocal):
    """``nonlocal name, name``"""

    __slots__ = ("names", *_PLACE)

    def __init__(self, place: Place, names: List[str]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.names = names


class If(ast.If):
    """``if test: then else: otherwise``"""

    __slots__ = ("body", "orelse", "test", *_PLACE)

    def __init__(self, place: Place, test: Tree, then: List[Tree], otherwise: List[Tree] = _NOTHING) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.test = test
        self.body = then
        self.orelse = otherwise


class While(ast.While):
    """``while test: body``"""

    __slots__ = ("body", "test", *_PLACE)
    orelse = _NOTHING

    def __init__(self, place: Place, test: Tree, body: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.test = test
        self.body = body


class For(ast.For):
    """``for target in iterable: body``"""

    __slots__ = ("body", "iter", "target", *_PLACE)
    orelse = _NOTHING

    def __init__(self, place: Place, target: Tree, iterable: Tree, body: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.target = target
        self.iter = iterable
        self.body = body


class Try(ast.Try):
    """``try: body except ...: ... finally: ending``"""

    __slots__ = ("body", "finalbody", "handlers", *_PLACE)
    orelse = _NOTHING

    def __init__(self, place: Place, body: List[Tree], handlers: List[Tree], ending: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.body = body
        self.handlers = handlers
        self.finalbody = ending


class ExceptHandler(ast.ExceptHandler):
    """``except kinds as name: body``"""

    __slots__ = ("body", "name", "type", *_PLACE)

    def __init__(self, place: Place, kinds: Tree, name: Optional[str], body: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.type = kinds
        self.name = name
        self.body = body


class FunctionDef(ast.FunctionDef):
    """``def name(parameters): body``"""

    __slots__ = ("args", "body", "name", *_PLACE)
    decorator_list = _NOTHING
    if sys.version_info >= (3, 12):
        type_params = _NOTHING

    def __init__(self, place: Place, name: str, parameters: ast.arguments, body: List[Tree]) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.name = name
        self.args = parameters
        self.body = body


class Parameter(ast.arg):
    """A name between the parentheses of a function."""

    __slots__ = ("arg", *_PLACE)

    def __init__(self, place: Place, name: str) -> None:
        self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = place
        self.arg = name


class Parameters(ast.arguments):
    """All that stands between the parentheses of a function."""

    __slots__ = ("args",)
    posonlyargs = kwonlyargs = kw_defaults = defaults = _NOTHING

    def __init__(self, parameters: List[Tree]) -> None:
        self.args = parameters
