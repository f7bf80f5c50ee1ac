"""Calls of ML functions as text: those of Python, for the rules, and those that ML code writes, for the records."""

from __future__ import annotations

from typing import Any, Mapping, Sequence, Tuple

from ..engine.nodes import Array, Assign, Call, Constant, Evaluate, Name, Object, String, Unary
from .records import snapshot
from .texts import Reading


def call_text(name: str, args: Sequence[Any]) -> str:
    """Return a call as ML code would write it.

    >>> call_text("total", (1, "x", None))
    'total(1, "x", null)'
    """
    return f"{name}({', '.join([_ml_text(argument) for argument in args])})"


def _ml_text(value: Any) -> str:
    if type(value) in (int, float):
        return repr(value)
    import json

    return json.dumps(value, ensure_ascii=False, default=repr)


def only_call(reading: Reading) -> Any:
    """Return the call that is all of an input, as ``double(5);`` or ``x = double(5);``, or None."""
    if reading.program is None or len(reading.program.module.body) != 1:
        return None
    statement = reading.program.module.body[0]
    value = statement.expression if isinstance(statement, Evaluate) else None
    if isinstance(statement, Assign):
        value = statement.value
    return value if isinstance(value, Call) and isinstance(value.function, Name) else None


def written_arguments(call: Any, code: str, variables: Mapping[str, Any]) -> Tuple[Any, ...]:
    """Return the arguments that are written in a call; of one that is computed, its text."""
    values = []
    for argument in call.arguments:
        try:
            values.append(snapshot(_literal(argument, variables)))
        except LookupError:
            values.append(code[argument.start : argument.end])
    return tuple(values)


def _literal(node: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(node, (Constant, String)):
        return node.value
    if isinstance(node, Name):
        return variables[node.name]
    if isinstance(node, Array):
        return [_literal(item, variables) for item in node.items]
    if isinstance(node, Object):
        return {key.name: _literal(value, variables) for key, value in zip(node.keys, node.values)}
    if isinstance(node, Unary) and node.operator == "-" and isinstance(node.operand, Constant):
        value: Any = node.operand.value
        return -value
    raise LookupError("computed")
