"""Taking samples: how many calls between two looks at the clock, warm-up, what measuring itself costs.

A sample is the mean of ``loops`` calls, made by ``timeit``. Failures are raised: a benchmark of code that
fails says nothing.
"""

from __future__ import annotations

import inspect
import time
import timeit
from functools import partial
from typing import Any, Awaitable, Callable, List, Optional, Tuple

from ..engine.arguments import checked_count, checked_positive
from ..engine.errors import MLUsageError, MLUsageTypeError
from .quiet import clock_info, quiet
from .results import Benchmark

Work = Callable[[], Any]
Seconds = Callable[[], float]

BATCH = 2e-4  # seconds that one sample lasts at least
_STEPS = 1000  # of the clock that one sample lasts at least
_MOST_LOOPS = 1 << 24  # calls of one sample
_MOST = 10_000  # samples of one benchmark
_STILL = 1.0  # seconds that a clock may stand still
_WARM = 0.2  # the part of the budget that warming up may take


def nothing() -> None:
    """Do nothing: what calling costs."""


def checked_work(work: Any) -> Work:
    """Return a function to be called, or raise ``MLUsageError``: what it does must be done when it returns."""
    if not callable(work):
        raise MLUsageTypeError(f"ML code or a function is wanted, not {type(work).__name__}")
    if is_coroutine_function(work):
        raise MLUsageError("a coroutine function is measured by closed_loop, which awaits it")
    if inspect.isgeneratorfunction(work) or inspect.isasyncgenfunction(work):
        raise MLUsageError("a generator function does nothing when it is called; measure what goes through it")
    function: Work = work
    return function


def is_coroutine_function(call: Any) -> bool:
    """Tell whether calling gives a coroutine, also for partial objects and objects with ``async __call__``."""
    while isinstance(call, partial):
        call = call.func
    return inspect.iscoroutinefunction(call) or inspect.iscoroutinefunction(call.__call__)


def calibrate(work: Work, clock: Seconds = time.perf_counter, batch: Optional[float] = None) -> int:
    """Return how many calls make a sample that the clock can tell apart, doubling as ``timeit`` does.

    Raises ``MLUsageError`` for a clock that does not go forward.
    """
    least = batch or max(BATCH, clock_info().step * 1e-9 * _STEPS)
    timer = timeit.Timer(work, timer=clock)
    loops = 1
    begun = time.perf_counter()
    while True:
        taken = timer.timeit(loops)
        if taken <= 0 and (loops >= _MOST_LOOPS or time.perf_counter() - begun > _STILL):
            raise MLUsageError(f"the clock does not go forward: {loops} calls took {taken} seconds by it")
        if taken >= least or loops >= _MOST_LOOPS:
            return loops
        loops = loops * 2 if taken <= 0 else min(loops * 10, max(loops * 2, int(loops * least / taken) + 1))


def check_forward(passed: float, begun: float) -> None:
    """Raise ``MLUsageError`` if no time has passed by a clock since *begun*, which is long ago by Python's own."""
    if passed <= 0 and time.perf_counter() - begun > _STILL:
        raise MLUsageError("the clock does not go forward")


def call_cost(loops: int = 2000, clock: Seconds = time.perf_counter) -> float:
    """Return what one call costs in the loop of ``timeit``: the time of an empty function."""
    timer = timeit.Timer(nothing, timer=clock)
    return min(timer.timeit(loops) for _ in range(9)) / loops


def warm_up(sample: Seconds, limit: float, clock: Seconds) -> Tuple[List[float], bool]:
    """Take samples until they are steady; return them, and whether that was reached within *limit* seconds.

    Steady are five samples whose median is within 2 % of that of the five before, after the direction has
    changed four times.
    """
    found: List[float] = []
    started = clock()
    turns = 0
    while True:
        found.append(sample())
        if len(found) > 2 and (found[-1] > found[-2]) != (found[-2] > found[-3]):
            turns += 1
        if len(found) >= 10 and turns >= 4:
            last, before = sorted(found[-5:])[2], sorted(found[-10:-5])[2]
            if abs(last - before) <= 0.02 * before:
                return found, True
        if len(found) >= 3 and clock() - started >= limit:
            return found, False


def measure(
    work: Work,
    *,
    iterations: Optional[int] = None,
    warmup: Optional[int] = None,
    budget: float = 1.0,
    clock: Seconds = time.perf_counter,
    collector: bool = False,
    name: str = "",
    begin: Callable[[], Any] = nothing,
) -> Benchmark:
    """Measure a function; with *iterations* exactly that many calls are timed, one a sample.

    Otherwise samples of many calls are taken for *budget* seconds, after warming up until they are steady.
    *warmup* calls are made first, if it is given, and *begin* is called before the samples. *budget* is in
    seconds, and so is what *clock* returns. Raises what the function raises, and ``MLUsageError`` for numbers that
    are none and for coroutine functions.

    >>> found = measure(lambda: sum(range(100)), iterations=5)
    >>> found["iterations"], len(found.samples)
    (5, 5)
    """
    checked_work(work)
    if iterations is not None:
        checked_count(iterations, "iterations")
    if warmup is not None:
        checked_count(warmup, "warmup", 0)
    checked_positive(budget, "budget", "number of seconds")
    with quiet(collector):
        started = clock()
        work()
        cold = clock() - started
        for _ in range(warmup or 0):
            work()
        overhead = call_cost(clock=clock) if clock is time.perf_counter else 0.0
        loops = 1 if iterations is not None else calibrate(work, clock)
        timer = timeit.Timer(work, timer=clock)

        def sample() -> float:
            return max(timer.timeit(loops) / loops - overhead, 0.0)

        if iterations is not None:
            begin()
            samples = [sample() for _ in range(iterations)]
            return Benchmark(samples, name=name, cold=cold, overhead=overhead)
        _, steady = warm_up(sample, budget * _WARM, clock) if warmup is None else ([], True)
        begin()
        samples = [sample()]
        while clock() - started < budget and len(samples) < _MOST:
            samples.append(sample())
    return Benchmark(samples, loops=loops, name=name, cold=cold, overhead=overhead, steady=steady)


async def measure_async(
    work: Callable[[], Awaitable[Any]],
    *,
    iterations: int = 100,
    warmup: int = 0,
    clock: Seconds = time.perf_counter,
    collector: bool = False,
    name: str = "",
    begin: Callable[[], Any] = nothing,
) -> Benchmark:
    """Measure an awaitable's maker in the running loop, one await a sample; *begin* is called before the samples."""
    checked_count(iterations, "iterations")
    checked_count(warmup, "warmup", 0)
    with quiet(collector):
        started = clock()
        await work()
        cold = clock() - started
        for _ in range(warmup):
            await work()
        samples: List[float] = []
        begin()
        for _ in range(iterations):
            started = clock()
            await work()
            samples.append(max(clock() - started, 0.0))
    return Benchmark(samples, name=name, cold=cold)


def peak_memory(work: Work) -> int:
    """Return the most memory in bytes that a call has allocated at one time, by ``tracemalloc``."""
    import tracemalloc

    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    try:
        found = []
        for _ in range(3):
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            work()
            found.append(max(0, tracemalloc.get_traced_memory()[1] - before))
        return min(found)
    finally:
        if not was_tracing:
            tracemalloc.stop()
