"""The surroundings of a measurement: the clock, the garbage collector, hooks of debuggers."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from contextlib import contextmanager
from typing import Any, Callable, Iterator

from ..records import NamedTuple

Clock = Callable[[], int]  # nanoseconds


class ClockInfo(NamedTuple):
    """The smallest step of a clock, and what one reading costs: nanoseconds."""

    step: float
    cost: float


def clock_info(clock: Clock = time.perf_counter_ns, readings: int = 2000) -> ClockInfo:
    """Measure a clock."""
    found = [clock() for _ in range(readings)]
    steps = [later - earlier for earlier, later in zip(found, found[1:])]
    positive = [step for step in steps if step > 0]
    return ClockInfo(min(positive, default=1), statistics.median(steps) if steps else 0.0)


@contextmanager
def quiet(collector: bool = False) -> Iterator[None]:
    """Keep the garbage collector (unless *collector*) and trace and profile hooks away from a block.

    Everything is put back as it was, however the block ends.
    """
    enabled = gc.isenabled()
    trace = sys.gettrace()
    profile: Any = sys.getprofile()
    is_function = profile is None or callable(profile)  # that of cProfile is not, until Python 3.11
    try:
        sys.settrace(None)
        if is_function:
            sys.setprofile(None)
        else:
            profile.disable()
        if not collector:
            gc.collect()
            gc.disable()
        yield
    finally:
        if enabled:
            gc.enable()
        if is_function:
            sys.setprofile(profile)
        else:
            profile.enable()
        sys.settrace(trace)
