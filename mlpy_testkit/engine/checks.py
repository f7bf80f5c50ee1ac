"""What a program must not contain: names, imports and permissions out of ML's world.

They are looked for everywhere, wherever a name stands.
"""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, Set

from .errors import MLSecurityError
from .nodes import (
    Assign,
    Call,
    Capability,
    Function,
    Identifier,
    Import,
    Member,
    Module,
    Name,
    Permission,
    walk,
)
from .scopes import Scope
from .source import Source, Span

DANGEROUS_NAMES = frozenset(
    [
        "eval",
        "exec",
        "compile",
        "execfile",
        "globals",
        "locals",
        "vars",
        "dir",
        "open",
        "exit",
        "quit",
        "copyright",
        "credits",
        "license",
        "setattr",
        "delattr",
        "file",
        "raw_input",
    ]
)
_INJECTIONS = frozenset(["eval", "exec", "compile", "delattr", "globals", "locals", "vars", "dir", "file", "raw_input"])
BLOCKED_MODULES = frozenset(
    [
        "os",
        "sys",
        "subprocess",
        "shutil",
        "pickle",
        "marshal",
        "imp",
        "importlib",
        "types",
        "inspect",
        "gc",
        "ctypes",
        "__builtin__",
        "builtins",
    ]
)
REFLECTION = frozenset(
    [
        "__class__",
        "__bases__",
        "__subclasses__",
        "__mro__",
        "__globals__",
        "__dict__",
        "__code__",
        "__closure__",
        "__defaults__",
        "__kwdefaults__",
    ]
)


def check(
    module: Module,
    scopes: Dict[int, Scope],
    source: Source,
    security: bool = True,
    known: FrozenSet[str] = frozenset(),
) -> None:
    """Raise ``MLSecurityError`` at the first thing that no ML program may contain.

    *known* are names that are bound already, before the program runs. Without ``security`` only names
    that start with ``__`` are refused.
    """
    if "__" not in source.text and not any([_uses_dangerous_name(scope) for scope in scopes.values()]):
        # Only these can be refused; they stand at the top level.
        suspects = [part for part in module.body if type(part) in (Import, Capability)]
        if not suspects:
            return
        module = Module(module.start, module.end, tuple(suspects))
    bound = {*known, *(node.name for node in walk(module) if type(node) is Identifier)}
    bound |= {node.target.name for node in walk(module) if type(node) is Assign and type(node.target) is Name}
    bound |= {node.path[0] for node in walk(module) if type(node) is Import}
    called = {node.function.start for node in walk(module) if type(node) is Call and type(node.function) is Name}
    for node in walk(module):
        message = _objection(node, source, bound, called)
        if message and (security or "__" in message):
            raise MLSecurityError(message, source, Span(node.start, node.end))


def _uses_dangerous_name(scope: Scope) -> bool:
    return not (DANGEROUS_NAMES.isdisjoint(scope.read) and DANGEROUS_NAMES.isdisjoint(scope.called))


def _objection(node: Any, source: Source, bound: Set[str], called: Set[int]) -> str:
    """Return what is wrong with a node by itself, or an empty text."""
    kind = type(node)
    if kind is Name:
        name: str = node.name
        if name.startswith("__"):
            what = "function call" if node.start in called else "identifier"
            return f"Dunder {what} '{name}' is forbidden in ML code"
        if name in DANGEROUS_NAMES and name not in bound:
            if name in _INJECTIONS and node.start in called:
                return f"Dangerous code injection operation '{name}' is not allowed"
            return f"Dangerous Python builtin '{name}' cannot be used in ML code"
    elif kind is Member:
        if node.name in REFLECTION:
            return f"Access to reflection attribute '{node.name}' is prohibited for security"
        if node.name.startswith("__"):
            return f"Dunder member access '{node.name}' is forbidden in ML code"
    elif kind is Identifier:
        if node.name.startswith("__") and source.text[node.start] not in "\"'":
            return f"Dunder identifier '{node.name}' is forbidden in ML code"
    elif kind is Function:
        if node.name.name.startswith("__"):
            return f"Dunder function name '{node.name.name}' is forbidden in ML code"
    elif kind is Import:
        if node.path[0] in BLOCKED_MODULES:
            return f"Import of potentially dangerous module '{'.'.join(node.path)}' requires explicit capability"
        if any(part.startswith("__") for part in node.path):
            return f"Dunder identifier '{'.'.join(node.path)}' is forbidden in ML code"
    elif kind is Permission and node.kind in ("system", "execute") and node.target in (None, "", "*"):
        return f"Dangerous permission '{node.kind}' requires careful review"
    return ""
