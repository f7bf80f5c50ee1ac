"""Whether an ML value is the expected one, and a text that shows the difference."""

from __future__ import annotations

import pprint
from typing import Any, Optional, Tuple

from ..engine import Outcome


def is_same(found: Any, expected: Any) -> bool:
    """Tell whether two values are equal for a test: as ``==``, but true is not 1.

    >>> is_same([1, 2.0], [1, 2]), is_same({"a": True}, {"a": 1})
    (True, False)
    """
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, list) and isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(map(is_same, found, expected))
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(is_same(found[key], expected[key]) for key in found)
    return bool(found == expected)


def describe_difference(found: Any, expected: Any) -> Tuple[str, str]:
    """Return ``found != expected`` and, for long or nested values, a diff by lines."""
    short = f"{found!r} != {expected!r}"
    if len(short) <= 100 and "\n" not in short:
        return short, ""
    from difflib import ndiff

    if isinstance(found, str) and isinstance(expected, str):
        ours, theirs = found.splitlines(), expected.splitlines()
    else:
        ours, theirs = pprint.pformat(found).splitlines(), pprint.pformat(expected).splitlines()
    if len(ours) + len(theirs) > 400:  # ndiff takes the cube of the length
        return short[:400] + " ...", ""
    diff = "\n".join(line.rstrip() for line in ndiff(ours, theirs))
    return "values differ (- found, + expected)", f"\n{diff}"


def describe_code(outcome: Outcome) -> Optional[str]:
    """Return where a program says its value, with the line and a caret, or None."""
    program = outcome.program
    span = None if program is None else program.answer
    if program is None or span is None:
        return None
    line, column = program.source.position(span.start)
    return f"{program.name}:{line}:{column}\n{program.source.excerpt(span)}"
