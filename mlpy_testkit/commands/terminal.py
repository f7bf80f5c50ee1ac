"""What the commands share: how they print, complain and colour, and the types of their options."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Optional, TextIO

from ..engine.source import printable

_DIGITS = 18  # of a number of things: nobody means more


def seconds(text: str) -> float:
    """Return the value of an option that is a time."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("must be a positive number of seconds")
    return value


def count(text: str) -> int:
    """Return the value of an option that is a number of things."""
    value = _number(text)
    if value is None or value == 0:
        raise argparse.ArgumentTypeError("must be a positive whole number")
    return value


def whole(text: str) -> int:
    """Return the value of an option that is a number of things, or none of them."""
    value = _number(text)
    if value is None:
        raise argparse.ArgumentTypeError("must be a whole number, 0 or more")
    return value


def _number(text: str) -> Optional[int]:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def excluded(options: argparse.Namespace, first: str, *others: str) -> str:
    """Say that an option and one of some others cannot be combined, if both are given; "" if that is not so."""
    values = vars(options)
    given = [name for name in (first, *others) if values[name] is not None and values[name] is not False]
    if first not in given or len(given) < 2:
        return ""
    return f"{_option(first)} and {_option(given[1])} cannot be combined"


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def complain(message: str, status: int = 1) -> int:
    """Print what is wrong on standard error and return the exit status."""
    if sys.stderr is not None:
        print("\n".join(printable(line) for line in message.split("\n")), file=sys.stderr)
    return status


def show_everything() -> None:
    """Let standard output and error show what they have no character for as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_json(value: Any) -> None:
    """Print a value as JSON, in ASCII so that every console can show it."""
    import json  # here, for it would slow the start of every program

    print(json.dumps(value, indent=2, allow_nan=False))


def has_colour(stream: Optional[TextIO]) -> bool:
    """Tell whether a stream shows colours: a terminal does, unless ``NO_COLOR`` is set."""
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def coloured(text: str, code: str, stream: Optional[TextIO]) -> str:
    """Return a text in a colour of ANSI terminals (``"31"`` is red), if the stream shows it."""
    return f"\x1b[{code}m{text}\x1b[0m" if has_colour(stream) else text
