"""Seconds as people read them: with a unit, and no more digits than mean something."""

from __future__ import annotations

from typing import List, Sequence, Tuple

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def unit_for(seconds: float) -> Tuple[float, str]:
    """Return the unit in which a time is best told, as seconds and as a name.

    >>> unit_for(0.0123)
    (0.001, 'ms')
    """
    for size, name in _UNITS:
        if abs(seconds) >= size * 0.9995:  # 0.9996 ms is shown as 1.00 ms
            return size, name
    return _UNITS[-1]


def digits(number: float, significant: int = 3) -> str:
    """Return a number with so many significant digits, without an exponent.

    >>> digits(4.9123), digits(49.123), digits(1234.5)
    ('4.91', '49.1', '1234')
    """
    size = len(str(int(abs(number)))) if abs(number) >= 1 else 1
    return f"{number:.{max(0, significant - size)}f}"


def show_seconds(seconds: float) -> str:
    """Return a time with its unit and at most three digits.

    >>> show_seconds(0.00123), show_seconds(2.5e-7)
    ('1.23 ms', '250 ns')
    """
    size, name = unit_for(seconds)
    return f"{seconds / size:.3g} {name}"


def in_unit(values: Sequence[float]) -> List[str]:
    """Return times in one unit: that of the smallest.

    >>> in_unit([0.00491, 0.01])
    ['4.91 ms', '10.0 ms']
    """
    if not values:
        return []
    size, name = unit_for(min(values, key=abs))
    return [f"{digits(value / size)} {name}" for value in values]
