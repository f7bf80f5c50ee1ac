"""When two numbers are nearly equal: by places, by a difference, or by a part of them."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from ..engine import MLUsageError
from .compare import Close

PLACES = 7


def closeness(places: Optional[int], delta: Optional[float], rel: Optional[float]) -> Tuple[Close, str]:
    """Return the function that decides, and how it decides in words; raise ``MLUsageError`` for no clear choice.

    >>> close, how = closeness(None, 0.1, None)
    >>> close(1.0, 1.05), how
    (True, ' within 0.1')
    """
    given = [name for name, value in (("places", places), ("delta", delta), ("rel", rel)) if value is not None]
    if len(given) > 1:
        raise MLUsageError(f"{given[0]} and {given[1]} cannot be given together")
    if delta is not None:
        allowed = _number("delta", delta)
        return (lambda found, expected: bool(_distance(found, expected) <= allowed)), f" within {delta!r}"
    if rel is not None:
        part = _number("rel", rel)

        def by_part(found: Any, expected: Any) -> bool:
            distance, greater = _distance(found, expected), max(abs(found), abs(expected))
            if distance == float("inf"):
                return False
            try:
                return bool(distance <= part * greater)
            except OverflowError:  # a whole number too large for a float
                from fractions import Fraction

                return bool(distance <= Fraction(part) * greater)

        return by_part, f" within {rel!r} of it"
    if places is not None and type(places) is not int:
        raise MLUsageError(f"places must be a whole number, not {places!r}")
    to = PLACES if places is None else places

    def by_places(found: Any, expected: Any) -> bool:
        distance = _distance(found, expected)
        return bool(distance == 0 or (distance < float("inf") and round(distance, to) == 0))

    return by_places, f" to {to} places"


def _number(name: str, value: Any) -> Any:
    if isinstance(value, bool) or not hasattr(type(value), "__float__") or not 0 <= value < float("inf"):
        raise MLUsageError(f"{name} must be a finite number from 0 upward, not {value!r}")
    return value


def _distance(found: Any, expected: Any) -> Any:
    """Return how far apart two numbers are; infinitely far, unless they are equal, if there is no telling."""
    if found == expected:
        return 0
    try:
        distance = abs(found - expected)
    except (OverflowError, TypeError):  # a float and a whole number too large for it; a decimal and a float
        return float("inf")
    return distance if distance == distance else float("inf")
