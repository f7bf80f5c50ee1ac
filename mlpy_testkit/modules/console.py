"""The module ``console``."""

from __future__ import annotations

from typing import Any

from ..engine.limits import check_text
from ..engine.text import operand_text
from ..engine.values import Module
from ..world import world
from .declarations import Members

_members = Members("console")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _print(stream: str, *values: Any) -> None:
    """Write the texts of values with a space between them, and the end of a line."""
    pieces = []
    size = 0
    for value in values:
        piece = operand_text(value)
        size += len(piece) + 1
        check_text(size)
        pieces.append(piece)
    world().write(stream, " ".join(pieces) + "\n")


@_members.function("log", "Log messages to stdout", "console.write")
def _log(*messages: Any) -> None:
    _print("stdout", *messages)


@_members.function("info", "Log info messages to stdout", "console.write")
def _info(*messages: Any) -> None:
    _print("stdout", "INFO:", *messages)


@_members.function("debug", "Log debug messages to stdout", "console.write")
def _debug(*messages: Any) -> None:
    _print("stdout", "DEBUG:", *messages)


@_members.function("warn", "Log warning messages to stderr", "console.error")
def _warn(*messages: Any) -> None:
    _print("stderr", "WARNING:", *messages)


@_members.function("error", "Log error messages to stderr", "console.error")
def _error(*messages: Any) -> None:
    _print("stderr", *messages)


_module = Module(
    "console",
    _members,
    "Console output and logging functionality",
    "Console",
    ("console.write", "console.error"),
)
