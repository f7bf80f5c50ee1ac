"""Many executions at once: a closed loop of callers, or an open loop of arrivals.

A *closed loop* is N callers; each calls again when it has its answer. When the service stalls, the callers
wait with it and send nothing, so the stall is in one sample for each of them: that is coordinated omission,
and the reason not to read latencies under load off a closed loop. It measures throughput.

An *open loop* sends at times that are fixed beforehand, as users do who do not know of each other. Latency
counts from the intended beginning, so whoever had to wait for others, or for a generator that was itself
late, is seen to have waited.

What is called runs as tasks of the event loop, in threads, in processes, or on any executor (``places`` of
the load, in :mod:`.load_places`).
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from itertools import accumulate, islice, repeat
from itertools import count as counting
from typing import Any, Awaitable, Callable, Iterator, List, Optional, Set, Union

from ..engine.arguments import checked_count, checked_positive
from ..engine.errors import MLUsageError
from .load_places import Place, place_for
from .load_result import Execution, LoadResult
from .progress import Progress
from .sampling import check_forward

Call = Union[str, Callable[[], Any], Callable[[], Awaitable[Any]]]
_COARSE = 0.0015  # seconds: how late the timers of an event loop may be


class LoadClock:
    """The time of a load: Python's performance counter, and waiting for a moment on the event loop."""

    def now(self) -> float:
        """Return seconds since some fixed moment; not read across processes, only subtracted."""
        return time.perf_counter()

    async def wait_until(self, moment: float) -> None:
        """Return at *moment*, or after one turn of the event loop if that has passed."""
        now = self.now()
        if moment - now > _COARSE:
            await asyncio.sleep(moment - now - _COARSE)
        await asyncio.sleep(0)
        begun = time.perf_counter()
        while self.now() < moment:
            check_forward(self.now() - now, begun)
            await asyncio.sleep(0)


async def closed_loop(
    call: Call,
    *,
    concurrency: int = 10,
    duration: float = 1.0,
    count: Optional[int] = None,
    executor: Any = None,
    timeout: Optional[float] = 30.0,
    warm_up: int = 1,
    allow_failures: bool = False,
    clock: Optional[LoadClock] = None,
) -> LoadResult:
    """Let *concurrency* callers call, each as soon as it has its answer, and return what came of it.

    *call* is ML code, a coroutine function or a function, without arguments. It is called for *duration*
    seconds, or *count* times altogether. *executor* says where: None for the place that suits (ML code on an
    ``AsyncMLExecutor``, coroutines in this event loop, functions in threads), ``"thread"``, ``"process"``, any
    ``concurrent.futures.Executor``, or an ``AsyncMLExecutor`` for ML code. *timeout* bounds each execution of ML
    code. Each caller calls *warm_up* times before that counts.

    The first failure is raised, unless with *allow_failures*; then failures are counted. A call fails if it
    raises, or returns a result whose ``success`` is false.

    >>> asyncio.run(closed_loop("result = 2 + 2;", concurrency=2, count=20))["executions"]
    20
    """
    _check(concurrency, duration, count, warm_up)
    clock = clock or LoadClock()
    executions: List[Execution] = []
    left = iter(range(count)) if count is not None else counting()

    async def caller(place: Place) -> None:
        for _ in left:
            sent = clock.now()
            if count is None:
                if sent - start >= duration:
                    return
                check_forward(sent - start, begun)
            answer = await place.execute()
            executions.append(_kept(answer, sent - start, sent - start, start, allow_failures))
            progress.update(len(executions) / count if count else (answer.ended - start) / duration)
            await asyncio.sleep(0)  # a call that never waits must not keep the others from calling

    async with place_for(call, executor, concurrency, timeout, clock) as place:
        for _ in range(warm_up):
            await _together([_warm(place, allow_failures) for _ in range(concurrency)])
        start, begun = clock.now(), time.perf_counter()
        with Progress("closed loop") as progress:
            await _together([caller(place) for _ in range(concurrency)])
        total = clock.now() - start
    return LoadResult("closed loop", executions, total, concurrency=concurrency)


async def open_loop(
    call: Call,
    rate: float,
    *,
    duration: float = 1.0,
    count: Optional[int] = None,
    arrivals: str = "constant",
    seed: int = 0,
    concurrency: int = 10,
    max_in_flight: int = 1000,
    executor: Any = None,
    timeout: Optional[float] = 30.0,
    warm_up: int = 1,
    allow_failures: bool = False,
    clock: Optional[LoadClock] = None,
) -> LoadResult:
    """Call *rate* times a second, whether or not the answers come, and return what came of it.

    *arrivals* are ``"constant"``, or ``"poisson"`` for random gaps from the *seed*. *concurrency* is how many
    executions the place can do at once, if this function makes the place; further ones wait there. Arrivals
    beyond *max_in_flight* executions under way are refused: counted, and not sent later. The other parameters
    are those of :func:`closed_loop`.

    >>> asyncio.run(open_loop("result = 2 + 2;", 500, count=20))["executions"]
    20
    """
    _check(concurrency, duration, count, warm_up)
    checked_positive(rate, "rate")
    checked_count(max_in_flight, "max_in_flight")
    if not rate * duration < sys.maxsize or (count or 0) > sys.maxsize:
        raise MLUsageError("nobody can count so many executions: choose a lower rate, duration or count")
    if arrivals not in ("constant", "poisson"):
        raise MLUsageError(f"arrivals must be 'constant' or 'poisson', not {arrivals!r}")
    clock = clock or LoadClock()
    executions: List[Execution] = []
    under_way: Set[asyncio.Task[None]] = set()
    broken: List[BaseException] = []
    refused = 0

    async def arrival(intended: float) -> None:
        sent = clock.now() - start
        try:
            executions.append(_kept(await place.execute(), intended, sent, start, allow_failures))
        except Exception as error:
            broken.append(error)
            return
        progress.update(len(executions) / total_count)

    moments = _moments(rate, arrivals, seed)
    total_count = count if count is not None else max(1, round(rate * duration))
    async with place_for(call, executor, concurrency, timeout, clock) as place:
        for _ in range(warm_up):
            await _together([_warm(place, allow_failures) for _ in range(concurrency)])
        start = clock.now()
        progress = Progress("open loop")
        try:
            for intended in islice(moments, total_count):
                await clock.wait_until(start + intended)
                if broken:
                    break
                if len(under_way) >= max_in_flight:
                    refused += 1
                    continue
                task = asyncio.ensure_future(arrival(intended))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            while under_way and not broken:
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        finally:
            progress.close()
            await _end(list(under_way))
        if broken:
            raise broken[0]
        total = clock.now() - start
    executions.sort(key=lambda each: each.intended)
    return LoadResult("open loop", executions, total, concurrency=concurrency, rate=rate, refused=refused)


def _check(concurrency: Any, duration: Any, count: Any, warm_up: Any) -> None:
    """Raise ``MLUsageError`` for a value that makes no load."""
    checked_count(concurrency, "concurrency")
    checked_positive(duration, "duration", "number of seconds")
    checked_count(warm_up, "warm_up", 0)
    if count is not None:
        checked_count(count, "count")


def _moments(rate: float, arrivals: str, seed: int) -> Iterator[float]:
    """Yield the intended beginnings, in seconds from the start."""
    if arrivals == "constant":
        return (index / rate for index in counting())
    gaps = random.Random(seed)
    return accumulate(gaps.expovariate(rate) for _ in repeat(None))


def _kept(answer: Any, intended: float, sent: float, start: float, allow_failures: bool) -> Execution:
    """Return an answer as an execution, or raise its error if failures are not allowed."""
    if answer.error is not None and not allow_failures:
        raise answer.error
    return Execution(intended, sent, answer.ended - start, answer.service, answer.error)


async def _warm(place: Place, allow_failures: bool) -> None:
    answer = await place.execute()
    if answer.error is not None and not allow_failures:
        raise answer.error


async def _together(coroutines: List[Any]) -> None:
    """Run coroutines side by side; if one fails, end the others and raise its error."""
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    try:
        await asyncio.gather(*tasks)
    finally:
        await _end(tasks)


async def _end(tasks: List[Any]) -> None:
    """Cancel tasks, and return when they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
