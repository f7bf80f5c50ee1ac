"""The module ``env``.

The variables are those of the world: of the host's environment a program has a copy. Each function
asks for the variable that it touches; ``all`` asks for ``*``.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from ..capabilities.door import require
from ..engine.text import DIGITS, operand_text
from ..engine.values import Module, host_kind
from ..world import world
from .declarations import Members

_members = Members("env")
_YES = frozenset(["true", "1", "yes", "on"])


def build() -> Module:
    """Return the module; the variables are in the world, so every run may have the same one."""
    return _module


def _name(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"str expected, not {host_kind(key)}")
    return key


def _value(key: Any) -> Optional[str]:
    """Return the value of a variable that the program may read, or None."""
    name = _name(key)
    require("env.read", resource=name, operation="read")
    return world().environment.get(name)


@_members.function("get", "Get environment variable", "env.read", checks_itself=True)
def _get(key: Any, default: Any = None) -> Any:
    value = _value(key)
    return default if value is None else value


@_members.function("require", "Get required environment variable", "env.read", checks_itself=True)
def _require(key: Any) -> str:
    value = _value(key)
    if value is None:
        raise RuntimeError(f"Required environment variable not set: {key}")
    return value


@_members.function("has", "Check if variable exists", "env.read", checks_itself=True)
def _has(key: Any) -> bool:
    return _value(key) is not None


@_members.function("all", "Get all environment variables", "env.read", checks_itself=True)
def _all() -> Dict[str, str]:
    require("env.read", resource="*", operation="read")
    return dict(world().environment)


@_members.function("set", "Set environment variable", "env.write", checks_itself=True)
def _set(key: Any, value: Any) -> None:
    name, text = _name(key), operand_text(value)
    if "=" in name:
        raise ValueError("illegal environment variable name")
    if "\0" in name or "\0" in text:
        raise ValueError("embedded null byte")
    name.encode("utf-8", "surrogateescape")
    text.encode("utf-8", "surrogateescape")
    if not name:
        raise OSError(22, "Invalid argument")
    require("env.write", resource=name, operation="write")
    world().environment[name] = text


@_members.function("delete", "Delete environment variable", "env.write", checks_itself=True)
def _delete(key: Any) -> None:
    name = _name(key)
    require("env.write", resource=name, operation="delete")
    world().environment.pop(name, None)


# -- with a kind -------------------------------------------------------------------------------------


def _number(key: Any, default: Any, read: Callable[[str], Any]) -> Any:
    value = _value(key)
    if value is None or len(value) > DIGITS:
        return default
    try:
        return read(value)
    except ValueError:
        return default


@_members.function("get_int", "Get integer environment variable", "env.read", checks_itself=True)
def _get_int(key: Any, default: Any = 0) -> Any:
    return _number(key, default, int)


@_members.function("get_float", "Get float environment variable", "env.read", checks_itself=True)
def _get_float(key: Any, default: Any = 0.0) -> Any:
    return _number(key, default, float)


@_members.function("get_bool", "Get boolean environment variable", "env.read", checks_itself=True)
def _get_bool(key: Any, default: Any = False) -> Any:
    value = _value(key)
    return default if value is None else value.lower() in _YES


_module = Module("env", _members, "Environment variable access and management", "Env", ("env.read", "env.write"))
