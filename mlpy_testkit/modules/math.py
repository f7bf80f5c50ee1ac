"""The module ``math``.

Arguments out of a function's domain give 0 or -999 where the reference implementation does so. Big
whole numbers are measured before they are computed, and ``random`` draws from the generator of
the run's world.
"""

from __future__ import annotations

import math
from typing import Any, Callable

from ..engine.compare import greater, less, less_equal
from ..engine.limits import check_bits
from ..engine.values import Module, host_kind
from ..world import world
from .callbacks import as_index
from .declarations import Members

_members = Members("math", pi=math.pi, e=math.e)

_OUTSIDE = -999  # the logarithm of a number that has none
_LARGE = 1_000_000  # from here it needs no exact measure to see that a power or a factorial is long


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _function(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "math.compute")


def _real(value: Any) -> float:
    """Return *value* if it is a number."""
    if type(value) not in (int, float, bool):
        raise TypeError(f"must be real number, not {host_kind(value)}")
    number: float = value
    return number


def _within_domain(function: Callable[..., float], *arguments: Any) -> float:
    """Return ``function(*arguments)``; outside its domain there is one message for all Pythons."""
    try:
        return function(*map(_real, arguments))
    except ValueError:
        raise ValueError("math domain error") from None


# -- roots, powers, logarithms -----------------------------------------------------------------------


@_function("sqrt", "Square root")
def _sqrt(x: Any) -> Any:
    return 0 if less(x, 0) else math.sqrt(x)


@_function("ln", "Natural logarithm")
def _ln(x: Any) -> Any:
    return _OUTSIDE if less_equal(x, 0) else math.log(x)


@_function("log", "Logarithm with base")
def _log(x: Any, base: Any = 10) -> Any:
    if less_equal(x, 0) or less_equal(base, 0) or base == 1:
        return _OUTSIDE
    if base == 10:
        return math.log10(x)
    if base == 2:
        return math.log2(x)
    return math.log(x, base)


@_function("exp", "Exponential (e^x)")
def _exp(x: Any) -> float:
    try:
        return math.exp(_real(x))
    except OverflowError:
        return math.inf if x > 0 else 0.0


@_function("pow", "Power (x^y)")
def _pow(x: Any, y: Any) -> Any:
    numbers = (int, float, bool)
    if type(x) not in numbers or type(y) not in numbers:
        raise TypeError(f"unsupported operand type(s) for ** or pow(): '{host_kind(x)}' and '{host_kind(y)}'")
    if type(x) is not float and type(y) is not float and y > 0 and abs(x) > 1:
        check_bits((x.bit_length() - 1) * y if y > _LARGE else int(math.log2(abs(x)) * y))
    try:
        result = x**y
    except (OverflowError, ZeroDivisionError):
        return math.inf if x > 0 else 0
    if type(result) is complex:
        raise ValueError("math domain error")
    return result


# -- angles ------------------------------------------------------------------------------------------


@_function("sin", "Sine function")
def _sin(x: Any) -> float:
    return _within_domain(math.sin, x)


@_function("cos", "Cosine function")
def _cos(x: Any) -> float:
    return _within_domain(math.cos, x)


@_function("tan", "Tangent function")
def _tan(x: Any) -> float:
    return _within_domain(math.tan, x)


@_function("asin", "Arcsine function")
def _asin(x: Any) -> float:
    return _within_domain(math.asin, x)


@_function("acos", "Arccosine function")
def _acos(x: Any) -> float:
    return _within_domain(math.acos, x)


@_function("atan", "Arctangent function")
def _atan(x: Any) -> float:
    return math.atan(_real(x))


@_function("atan2", "Two-argument arctangent")
def _atan2(y: Any, x: Any) -> float:
    return math.atan2(_real(y), _real(x))


@_function("degToRad", "Convert degrees to radians")
def _deg_to_rad(degrees: Any) -> float:
    return math.radians(_real(degrees))


@_function("radians", "Convert degrees to radians")
def _radians(degrees: Any) -> float:
    return math.radians(_real(degrees))


@_function("radToDeg", "Convert radians to degrees")
def _rad_to_deg(radians: Any) -> float:
    return math.degrees(_real(radians))


@_function("degrees", "Convert radians to degrees")
def _degrees(radians: Any) -> float:
    return math.degrees(_real(radians))


# -- rounding and comparing --------------------------------------------------------------------------


@_function("abs", "Absolute value")
def _abs(x: Any) -> Any:
    if type(x) not in (int, float, bool):
        raise TypeError(f"bad operand type for abs(): '{host_kind(x)}'")
    return abs(x)


@_function("floor", "Floor function")
def _floor(x: Any) -> int:
    return math.floor(_real(x))


@_function("ceil", "Ceiling function")
def _ceil(x: Any) -> int:
    return math.ceil(_real(x))


@_function("round", "Round to nearest integer")
def _round(x: Any) -> int:
    if type(x) not in (int, float, bool):
        raise TypeError(f"type {host_kind(x)} doesn't define __round__ method")
    nearest: int = round(x)
    return nearest


@_function("min", "Minimum of two values")
def _min(a: Any, b: Any) -> Any:
    return b if less(b, a) else a


@_function("max", "Maximum of two values")
def _max(a: Any, b: Any) -> Any:
    return b if greater(b, a) else a


@_function("sign", "Sign function")
def _sign(x: Any) -> int:
    return 1 if greater(x, 0) else -1 if less(x, 0) else 0


# -- whole numbers, chance ---------------------------------------------------------------------------


@_function("factorial", "Factorial")
def _factorial(n: Any) -> int:
    if less(n, 0):
        return 0
    number = as_index(n)
    check_bits(number if number > _LARGE else int(math.lgamma(number + 1) / math.log(2)))
    return math.factorial(number)


@_function("gcd", "Greatest common divisor")
def _gcd(a: Any, b: Any) -> int:
    return math.gcd(as_index(a), as_index(b))


@_function("lcm", "Least common multiple")
def _lcm(a: Any, b: Any) -> int:
    check_bits(as_index(a).bit_length() + as_index(b).bit_length())
    return math.lcm(as_index(a), as_index(b))


@_members.function("random", "Random number [0,1)", "math.compute", "random.generate")
def _random() -> float:
    number: float = world().random.random()
    return number


_module = Module("math", _members, "Mathematical operations and constants", "Math", ("math.compute",))
