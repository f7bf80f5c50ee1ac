"""Many executions at a time: a closed loop of workers, and an open loop at a fixed rate.

In a closed loop each worker waits for its answer before it asks again: when the service stalls, nobody
asks, and the stall is seen once. Users do not wait for each other; an open loop asks at the intended
moments whatever happens, and counts latency from those (no coordinated omission: Tene, How NOT to Measure
Latency, 2013).
"""

from __future__ import annotations

import time
from typing import Any, Awaitable, Callable, Dict, List, Optional

from ..engine.errors import MLUsageError
from .sampling import checked_count
from .statistics import checked, quantile

Service = Callable[[], Awaitable[Any]]


class LoadResult(Dict[str, Any]):
    """What a load test came to: ``total_time``, ``throughput``, ``requests``, ``failures``.

    ``latencies`` are seconds of the requests that succeeded, from the moment they were meant to start;
    ``service_times`` from the moment they did; ``queue_times`` is the wait between; ``errors`` counts
    failures by their text; ``late`` is how late the generator itself was at worst.
    """

    def __init__(
        self,
        total: float,
        latencies: List[float],
        service_times: List[float],
        errors: Dict[str, int],
        late: float = 0.0,
    ) -> None:
        self.latencies = latencies
        self.service_times = service_times
        self.errors = errors
        self.late = late
        failures = sum(errors.values())
        super().__init__(
            total_time=total,
            throughput=len(latencies) / total if total > 0 else 0.0,
            requests=len(latencies) + failures,
            failures=failures,
        )

    @property
    def queue_times(self) -> List[float]:
        """The waits before the service was asked."""
        return [max(0.0, whole - part) for whole, part in zip(self.latencies, self.service_times)]

    def percentile(self, percent: float) -> Optional[float]:
        """Return a percentile of the latencies, or None if fewer than ten lie beyond it."""
        if len(self.latencies) * (1 - percent / 100) < 10 and percent > 50:
            return None
        return quantile(checked(self.latencies), percent / 100)

    def percentiles(self) -> Dict[str, Optional[float]]:
        """Return the customary percentiles."""
        return {f"p{percent:g}": self.percentile(percent) for percent in (50, 90, 95, 99, 99.9)}


def _count(error: Exception, errors: Dict[str, int], allow_failures: bool) -> None:
    if not allow_failures:
        raise error
    text = f"{type(error).__name__}: {error}".partition("\n")[0]
    errors[text] = errors.get(text, 0) + 1


async def closed_loop(
    service: Service,
    *,
    workers: int = 10,
    requests: int = 1000,
    allow_failures: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> LoadResult:
    """Let *workers* ask the service, each again when it has its answer, *requests* times in all."""
    import asyncio

    checked_count(workers, "workers")
    left = checked_count(requests, "requests")
    latencies: List[float] = []
    errors: Dict[str, int] = {}

    async def worker() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            started = clock()
            try:
                await service()
            except Exception as error:
                _count(error, errors, allow_failures)
            else:
                latencies.append(clock() - started)

    started = clock()
    await _all([asyncio.ensure_future(worker()) for _ in range(workers)])
    return LoadResult(clock() - started, latencies, latencies, errors)


async def open_loop(
    service: Service,
    *,
    rate: float,
    requests: int = 1000,
    seed: Optional[int] = None,
    allow_failures: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    sleep: Optional[Callable[[float], Awaitable[Any]]] = None,
) -> LoadResult:
    """Ask the service *rate* times a second, whether it has answered or not.

    With *seed* the moments are those of a Poisson process, otherwise evenly spaced.
    """
    import asyncio
    import random

    if type(rate) not in (int, float) or not 0 < rate < float("inf"):
        raise MLUsageError(f"rate must be a positive number of requests a second, not {rate!r}")
    checked_count(requests, "requests")
    wait = sleep or asyncio.sleep
    dice = None if seed is None else random.Random(seed)
    latencies: List[float] = []
    service_times: List[float] = []
    errors: Dict[str, int] = {}
    tasks: List[Any] = []
    late = 0.0

    async def ask(intended: float) -> None:
        began = clock()
        try:
            await service()
        except Exception as error:
            _count(error, errors, allow_failures)
            return
        ended = clock()
        latencies.append(ended - intended)
        service_times.append(ended - began)

    started = intended = clock()
    try:
        for number in range(requests):
            intended = started + number / rate if dice is None else intended + dice.expovariate(rate)
            pause = intended - clock()
            if pause > 0:
                await wait(pause)
            late = max(late, clock() - intended)
            tasks.append(asyncio.ensure_future(ask(intended)))
    except BaseException:
        for task in tasks:
            task.cancel()
        raise
    await _all(tasks)
    return LoadResult(clock() - started, latencies, service_times, errors, late)


async def scaling(
    service: Service, levels: List[int], *, requests: int = 1000, allow_failures: bool = False
) -> Dict[int, LoadResult]:
    """Run a closed loop at each level of concurrency."""
    return {
        level: await closed_loop(service, workers=level, requests=requests, allow_failures=allow_failures)
        for level in levels
    }


async def _all(tasks: List[Any]) -> None:
    """Await tasks; if one fails, or the caller is cancelled, the others are called off."""
    import asyncio

    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
