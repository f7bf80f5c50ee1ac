"""The module ``random``: pseudo-random numbers out of the generator of the run.

The generator is the Mersenne Twister that Python has too; everything built on its draws is written out
here, because only the draws themselves are the same in every version of Python.
"""

from __future__ import annotations

import math
import sys
from random import Random
from typing import Any, Callable, List

from ..engine.compare import greater_equal, less
from ..engine.limits import SMALL, check_items, spend
from ..engine.values import Module, host_kind
from ..world import world
from .callbacks import as_index, with_aliases
from .declarations import Members

_members = Members("random")


def build() -> Module:
    """Return the module for one run: it remembers the seed."""
    members = Members("random")
    _declare_seed(members)
    members.update(_members)
    return Module(
        "random",
        members,
        "Random number generation and sampling utilities",
        "Random",
        ("random.generate", "random.sample"),
    )


def _generator() -> Random:
    """Return the generator of the run's world."""
    return world().random


def _real(value: Any) -> Any:
    if type(value) not in (int, float, bool):
        raise TypeError(f"must be real number, not {host_kind(value)}")
    return value


def _generating(names: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return with_aliases(_members, names, description, "random.generate")


def _sampling(names: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return with_aliases(_members, names, description, "random.sample")


# -- the seed ----------------------------------------------------------------------------------------


def _declare_seed(members: Members) -> None:
    """Declare the functions that set and tell the seed of one run."""
    last: List[Any] = []

    @with_aliases(members, "setSeed set_seed", "Set random seed", "random.generate")
    def set_seed(seed: Any) -> Any:
        if seed is None:
            _generator().seed(int.from_bytes(world().entropy(32), "big"))
        elif type(seed) in (bool, int, float, str):
            if type(seed) is str and len(seed) > SMALL:
                spend(len(seed) // 64)
            _generator().seed(seed)
        else:
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        last[:] = [seed]
        return seed

    @with_aliases(members, "getSeed get_seed", "Get current seed", "random.generate")
    def get_seed() -> Any:
        if last:
            return last[0]
        seed = world().seed
        return None if isinstance(seed, bytes) else seed


# -- numbers -----------------------------------------------------------------------------------------


def _below(generator: Random, count: int) -> int:
    """Return a whole number from 0 to *count* - 1."""
    bits = count.bit_length()
    number = generator.getrandbits(bits)
    while number >= count:
        number = generator.getrandbits(bits)
    return number


@_generating("nextInt next_int", "Generate random integer")
def _next_int() -> int:
    return _below(_generator(), 1 << 32)


@_members.function("random", "Generate random float 0-1", "random.generate")
def _random() -> float:
    return _generator().random()


@_generating("randomInt random_int", "Generate random integer in range")
def _random_int(min_val: Any = 0, max_val: Any = 100) -> int:
    low, high = as_index(min_val), as_index(max_val)
    if high <= low:
        raise ValueError(f"empty range in randrange({low}, {high})")
    return low + _below(_generator(), high - low)


def _between(low: Any, high: Any) -> float:
    number: float = _real(low) + (_real(high) - low) * _generator().random()
    return number


@_generating("randomFloat random_float", "Generate random float in range")
def _random_float(min_val: Any = 0.0, max_val: Any = 1.0) -> float:
    return _between(min_val, max_val)


@_generating("uniform", "Generate uniform value")
def _uniform(min_val: Any, max_val: Any) -> float:
    return _between(min_val, max_val)


@_generating("randomBool random_bool", "Generate random boolean")
def _random_bool() -> bool:
    return _generator().random() < 0.5


@_generating("randomBoolWeighted", "Generate weighted random boolean")
def _random_bool_weighted(probability: Any) -> bool:
    return less(_generator().random(), probability)


_NORMAL = 4 * math.exp(-0.5) / math.sqrt(2.0)


def _normal(mean: Any, deviation: Any) -> float:
    """Return a normally distributed number, found by the ratio of two uniform ones."""
    generator = _generator()
    middle, width = _real(mean), _real(deviation)
    while True:
        first = generator.random()
        second = 1.0 - generator.random()
        z = _NORMAL * (first - 0.5) / second
        if z * z / 4.0 <= -math.log(second):
            number: float = middle + z * width
            return number


@_generating("randomNormal random_normal", "Generate normal distribution value")
def _random_normal(mean: Any = 0.0, stddev: Any = 1.0) -> float:
    return _normal(mean, stddev)


@_generating("gaussian", "Generate Gaussian value")
def _gaussian(mean: Any = 0.0, stddev: Any = 1.0) -> float:
    return _normal(mean, stddev)


@_generating("triangular", "Generate triangular distribution value")
def _triangular(low: Any, high: Any, mode: Any = None) -> Any:
    start, end = _real(low), _real(high)
    peak = (start + end) / 2 if mode is None else _real(mode)
    draw = _generator().random()
    if start == end:
        return start
    middle = (peak - start) / (end - start)
    if draw > middle:
        draw, middle = 1.0 - draw, 1.0 - middle
        start, end = end, start
    return start + (end - start) * math.sqrt(draw * middle)


# -- elements ----------------------------------------------------------------------------------------


def _count(sequence: Any) -> int:
    """Return how many elements a sequence has."""
    if type(sequence) not in (list, str, dict):
        raise TypeError(f"object of type '{host_kind(sequence)}' has no len()")
    if len(sequence) > SMALL:
        spend(len(sequence))
    return len(sequence)


def _shuffled(values: List[Any]) -> List[Any]:
    generator = _generator()
    for place in range(len(values) - 1, 0, -1):
        other = _below(generator, place + 1)
        values[place], values[other] = values[other], values[place]
    return values


def _drawn(count: int, number: Any) -> List[int]:
    """Return that many different whole numbers below *count*; there are enough of them."""
    if less(number, 0):
        raise ValueError("Sample larger than population or is negative")
    wanted = as_index(number)
    check_items(wanted)
    if wanted > SMALL:
        spend(wanted)
    generator = _generator()
    few = 21
    if wanted > 5:
        few += 4 ** math.ceil(math.log(wanted * 3, 4))
    if count <= few:
        pool = list(range(count))
        drawn = []
        for taken in range(wanted):
            place = _below(generator, count - taken)
            drawn.append(pool[place])
            pool[place] = pool[count - taken - 1]
        return drawn
    met = set()
    drawn = []
    while len(drawn) < wanted:
        place = _below(generator, count)
        if place not in met:
            met.add(place)
            drawn.append(place)
    return drawn


@_sampling("choice", "Choose random element")
def _choice(sequence: Any) -> Any:
    if sequence is None or not sequence:
        return None
    if type(sequence) not in (list, str, dict):
        raise TypeError(f"object of type '{host_kind(sequence)}' has no len()")
    place = _below(_generator(), len(sequence))
    return sequence[place]


def _mixed(array: Any) -> List[Any]:
    """Return the elements of an array in any order."""
    if not array:
        return []
    if type(array) is not list:
        raise AttributeError(f"'{host_kind(array)}' object has no attribute 'copy'")
    _count(array)
    return _shuffled(list(array))


@_sampling("shuffle", "Shuffle list")
def _shuffle(array: Any) -> List[Any]:
    return _mixed(array)


@_sampling("sample", "Random sample from list")
def _sample(sequence: Any, n: Any) -> List[Any]:
    if not sequence:
        return []
    count = _count(sequence)
    if greater_equal(n, count):
        return _mixed(sequence)
    if type(sequence) is dict:
        raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
    return [sequence[place] for place in _drawn(count, n)]


@_sampling("randomIndices random_indices", "Pick random indices")
def _random_indices(length: Any, count: Any) -> List[int]:
    is_all = greater_equal(count, length)
    size = as_index(length)
    if not is_all:
        if size > sys.maxsize:  # the original draws from a range, which can be no longer
            raise OverflowError("Python int too large to convert to C ssize_t")
        return _drawn(size, count)
    check_items(size)
    if size > SMALL:
        spend(size)
    return list(range(size))
