"""What a load came to: every execution with its times, and what follows from them."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..engine.arguments import checked_share
from ..records import NamedTuple
from .statistics import is_supported, median_interval, nearest_rank

PERCENTILES = (50, 90, 99, 99.9)
_SLICES = 10  # of the time, for the interval of the throughput
_LATE = 0.001  # seconds that the generator may be late
_LATE_SHARE = 0.01  # of the executions that may be later


class Execution(NamedTuple):
    """One execution under load; times are seconds, the first three from the start of the load.

    ``intended`` is when it should have begun, ``sent`` when it was handed over, ``ended`` when its answer
    was there; ``service`` is how long it was at work.
    """

    intended: float
    sent: float
    ended: float
    service: float
    error: Optional[BaseException] = None

    @property
    def latency(self) -> float:
        """Seconds from the intended beginning to the answer: what the one who asks has to wait."""
        return self.ended - self.intended

    @property
    def queue_time(self) -> float:
        """Seconds of the latency in which nothing was done for this execution."""
        return max(0.0, self.latency - self.service)


class LoadResult(Dict[str, Any]):
    """The result of a load: a dictionary of the figures, and attributes with everything behind them.

    The keys are those of ``benchmark_concurrent_executions`` (``total_time``, ``avg_per_execution``,
    ``throughput``, ``concurrency``) and ``kind``, ``executions``, ``failures``, ``refused``, ``rate``,
    ``mean``, ``p50``, ``p90``, ``p99``, ``p99.9``, ``max``, ``queue_time``, ``valid``. Times are seconds; latencies
    count from the intended beginning. Executions that failed count in ``failures`` and nowhere else. A
    percentile is None if fewer than ten samples lie beyond it; ``percentile`` tells it all the same.

    >>> import asyncio
    >>> from mlpy_testkit.performance import closed_loop
    >>> result = asyncio.run(closed_loop("result = 2 + 2;", concurrency=2, count=10))
    >>> result["executions"], result["failures"], len(result.latencies)
    (10, 0, 10)
    """

    def __init__(
        self,
        kind: str,
        executions: Sequence[Execution],
        total_time: float,
        *,
        concurrency: int,
        rate: Optional[float] = None,
        refused: int = 0,
    ) -> None:
        self.kind = kind
        self.executions: Tuple[Execution, ...] = tuple(executions)
        self.succeeded: Tuple[Execution, ...] = tuple(each for each in self.executions if each.error is None)
        self.total_time = total_time
        self.concurrency = concurrency
        self.rate = rate
        self.refused = refused
        self.latencies: Tuple[float, ...] = tuple(sorted(each.latency for each in self.succeeded))
        self.service_times: Tuple[float, ...] = tuple(sorted(each.service for each in self.succeeded))
        self.queue_times: Tuple[float, ...] = tuple(sorted(each.queue_time for each in self.succeeded))
        self.throughput = len(self.succeeded) / total_time if total_time > 0 else 0.0
        count = len(self.succeeded)
        super().__init__(
            kind=kind,
            total_time=total_time,
            avg_per_execution=total_time / count if count else None,
            throughput=self.throughput,
            concurrency=concurrency,
            rate=rate,
            executions=len(self.executions),
            failures=len(self.executions) - count,
            refused=refused,
            mean=math.fsum(self.latencies) / count if count else None,
            max=self.latencies[-1] if count else None,
            queue_time=math.fsum(self.queue_times) / count if count else None,
        )
        for percent in PERCENTILES:
            supported = is_supported(count, percent / 100)
            self[f"p{percent}"] = self.percentile(percent) if supported else None
        self["valid"] = self.valid

    def percentile(self, percent: float) -> float:
        """Return the latency that *percent* (0 to 100) of the executions do not exceed (nearest rank).

        Raises ``MLUsageError`` if none succeeded.
        """
        return nearest_rank(self.latencies, checked_share(percent, "percent", 100))

    def uncorrected(self, percent: float) -> float:
        """Return that percentile of the time from the sending on.

        That is what a generator reports which forgets that it should have sent earlier.
        """
        times = sorted(each.ended - each.sent for each in self.succeeded)
        return nearest_rank(times, checked_share(percent, "percent", 100))

    @cached_property
    def failures(self) -> Dict[str, int]:
        """How many executions failed, by the class of the error."""
        counts: Dict[str, int] = {}
        for each in self.executions:
            if each.error is not None:
                name = type(each.error).__name__
                counts[name] = counts.get(name, 0) + 1
        return counts

    @cached_property
    def errors(self) -> Tuple[BaseException, ...]:
        """The errors, in the order in which they came."""
        return tuple(each.error for each in self.executions if each.error is not None)

    @cached_property
    def throughput_interval(self) -> Tuple[float, float]:
        """The exact 95 % interval of the median throughput of ten slices of the time, per second."""
        if self.total_time <= 0:
            return 0.0, math.inf
        width = self.total_time / _SLICES
        counts = [0] * _SLICES
        for each in self.succeeded:
            counts[min(_SLICES - 1, int(each.ended / width))] += 1
        interval = median_interval([count / width for count in counts], 0.95)
        assert interval is not None  # so many slices are enough for one
        return interval

    @cached_property
    def occupancy(self) -> float:
        """How many executions were on their way on average: Little's law, throughput times latency."""
        return self.throughput * (self["mean"] or 0.0)

    @cached_property
    def lateness(self) -> Tuple[float, ...]:
        """Seconds between the intended beginning and the sending, in order of size."""
        return tuple(sorted(each.sent - each.intended for each in self.executions))

    @cached_property
    def doubts(self) -> List[str]:
        """Why the figures do not say what they should, one sentence each."""
        found = []
        if not self.succeeded:
            found.append("no execution succeeded")
        elif self.kind == "open loop":
            late = sum(each > _LATE for each in self.lateness)
            # One of a few executions is no more than bad luck.
            if late > max(1.0, _LATE_SHARE * len(self.executions)):
                worst = self.lateness[-1] * 1000
                found.append(
                    f"the generator was late: {late} of {len(self.executions)} executions were sent more than"
                    f" 1 ms after their time, at worst {worst:.1f} ms"
                )
        elif len(self.executions) >= 10 * self.concurrency and not self.failures:
            if self.occupancy < 0.95 * self.concurrency:
                found.append(
                    f"the callers were held up: {self.occupancy:.1f} of {self.concurrency} executions were on"
                    " their way on average"
                )
        return found

    @property
    def valid(self) -> bool:
        """Whether the load was what it should be; ``doubts`` says what was not."""
        return not self.doubts

    def __repr__(self) -> str:
        figures = ", ".join(f"{name}={value!r}" for name, value in self.items() if value is not None)
        return f"LoadResult({figures})"
