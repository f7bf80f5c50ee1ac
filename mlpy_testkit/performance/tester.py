"""``PerformanceTester``: benchmarks of ML code, sessions and callbacks, with the names of mlpy's."""

from __future__ import annotations

import math
import time
import timeit
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Union

from ..capabilities.presets import Capabilities
from ..engine.arguments import checked_count, checked_list, checked_positive, shown
from ..engine.errors import MLError, MLUsageError, MLUsageTypeError
from ..engine.limits import Limits
from ..integration.callbacks import ml_callback
from ..integration.engine import Engine
from ..integration.executor import AsyncMLExecutor
from ..integration.results import AsyncMLResult
from ..integration.session import MLREPLSession
from ..world import World
from .comparison import MARGIN, compare, compare_samples
from .recording import Samples, record
from .results import Benchmark, Comparison
from .sampling import Seconds, Work, checked_work, measure, measure_async, peak_memory
from .statistics import checked

TIMEOUT = 30.0  # seconds that one execution may take


class ConcurrentBenchmark(Dict[str, Any]):
    """Executions side by side: ``total_time``, ``avg_per_execution``, ``throughput``, ``concurrency``.

    ``latencies`` are the seconds of each execution that succeeded, ``errors`` counts the others by their text.
    """

    def __init__(self, total: float, latencies: List[float], errors: Dict[str, int], concurrency: int) -> None:
        self.latencies = latencies
        self.errors = errors
        count = len(latencies) + sum(errors.values())
        super().__init__(
            total_time=total,
            avg_per_execution=total / count,
            throughput=len(latencies) / total if total > 0 else 0.0,
            concurrency=concurrency,
        )

    @property
    def failures(self) -> int:
        """How many executions failed."""
        return sum(self.errors.values())


class PerformanceTester:
    """Benchmarks; ``metrics`` keeps what was measured.

    A benchmark of code that fails raises the error of the code, unless ``allow_failures`` is set; then the
    failures are counted. Code that cannot be loaded, recordings and comparisons raise in any case.
    ``capabilities``, ``limits`` and ``world`` are those of the code.

    >>> import asyncio
    >>> tester = PerformanceTester()
    >>> found = asyncio.run(tester.benchmark_async_execution("result = 2 + 2;", iterations=10))
    >>> found["iterations"], tester.metrics[0]["type"]
    (10, 'async_execution')
    """

    def __init__(
        self,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
        world: Optional[World] = None,
        allow_failures: bool = False,
        clock: Seconds = time.perf_counter,
    ) -> None:
        self.metrics: List[Dict[str, Any]] = []
        self.allow_failures = allow_failures
        self._clock = clock
        self._engine = Engine((), limits=limits, capabilities=capabilities, world=world)

    # -- the benchmarks of mlpy -----------------------------------------------------------------

    async def benchmark_async_execution(
        self, ml_code: str, iterations: int = 100, *, context: Optional[Mapping[str, Any]] = None
    ) -> Benchmark:
        """Time executions on an executor, one after another; each one is a sample."""
        found = await self._time_executions(ml_code, iterations, 0, context)
        self._keep("async_execution", "code", ml_code, found)
        return found

    async def benchmark_with_warmup(
        self,
        ml_code: str,
        warmup_iterations: int = 10,
        test_iterations: int = 100,
        *,
        context: Optional[Mapping[str, Any]] = None,
    ) -> Benchmark:
        """Time executions after some that are not recorded; raise ``RuntimeError`` if one of those fails."""
        found = await self._time_executions(ml_code, test_iterations, warmup_iterations, context)
        self._keep("async_execution", "code", ml_code, found)
        return found

    async def _time_executions(
        self, ml_code: str, iterations: int, warmup: int, context: Optional[Mapping[str, Any]]
    ) -> Benchmark:
        checked_count(iterations, "iterations")
        checked_count(warmup, "warmup_iterations", 0)
        errors: Dict[str, int] = {}
        async with AsyncMLExecutor(1, engine=self._engine) as executor:
            for _ in range(warmup):
                result = await executor.execute(ml_code, TIMEOUT, context)
                if not result.success:
                    raise RuntimeError(f"Warmup execution failed: {result.error}") from result.exception
            first = await executor.execute(ml_code, TIMEOUT, context)
            self._count(first, errors)

            async def work() -> None:
                self._count(await executor.execute(ml_code, TIMEOUT, context), errors)

            found = await measure_async(work, iterations=iterations, clock=self._clock, begin=errors.clear)
        found.errors = errors
        found.compile_time = first.transpile_time
        return found

    async def benchmark_concurrent_executions(
        self, ml_code: str, concurrency: int = 10, *, context: Optional[Mapping[str, Any]] = None
    ) -> ConcurrentBenchmark:
        """Time that many executions side by side."""
        import asyncio

        checked_count(concurrency, "concurrency")
        errors: Dict[str, int] = {}
        latencies: List[float] = []
        async with AsyncMLExecutor(concurrency, engine=self._engine) as executor:
            await executor.execute(ml_code, TIMEOUT, context)

            async def one() -> None:
                started = self._clock()
                result = await executor.execute(ml_code, TIMEOUT, context)
                if self._count(result, errors):
                    latencies.append(self._clock() - started)

            started = self._clock()
            await asyncio.gather(*(one() for _ in range(concurrency)))
            total = self._clock() - started
        found = ConcurrentBenchmark(total, latencies, errors, concurrency)
        self._keep("concurrent_execution", "code", ml_code, found)
        return found

    def benchmark_callback_overhead(
        self,
        session: Any,
        function_name: str,
        args: Iterable[Any],
        iterations: int = 1000,
        *,
        kwargs: Optional[Mapping[str, Any]] = None,
    ) -> Benchmark:
        """Time calls of an ML function through a callback; ``overhead_ms`` is the median in milliseconds.

        The result can be awaited, too.
        """
        callback = ml_callback(session, function_name)
        arguments, keywords = checked_list(args, "args", "arguments"), dict(kwargs or {})
        checked_count(iterations, "iterations")
        found = self._measure(
            lambda: callback(*arguments, **keywords), iterations=iterations, warmup=min(iterations, 10)
        )
        found["overhead_ms"] = found["median"] * 1000
        self._keep("callback_overhead", "function", function_name, found)
        return found

    def get_metrics_summary(self) -> Dict[str, List[Dict[str, Any]]]:
        """Return what was measured, by type."""
        summary: Dict[str, List[Dict[str, Any]]] = {
            "async_execution": [],
            "concurrent_execution": [],
            "callback_overhead": [],
        }
        for entry in self.metrics:
            summary.setdefault(entry.get("type", "unknown"), []).append(entry)
        return summary

    def reset_metrics(self) -> None:
        """Forget what was measured."""
        self.metrics.clear()

    def compare_performance(self, baseline: Mapping[str, Any], current: Mapping[str, Any]) -> Mapping[str, Any]:
        """Compare two results: ``mean_diff``, ``mean_pct_change``, ``median_diff``, ``regression``.

        With samples on both sides ``regression`` is the verdict on them, see ``compare_samples``; without,
        it says that the mean is more than 5 % greater. Differences are in seconds.
        """
        if isinstance(baseline, Benchmark) and isinstance(current, Benchmark):
            return compare_samples(baseline, current)
        for side in (baseline, current):
            if not isinstance(side, Mapping) or "mean" not in side or "median" not in side:
                raise MLUsageError("a result to compare has 'mean' and 'median'")
            checked([side["mean"], side["median"]])
        before, after = baseline["mean"], current["mean"]
        change = (after / before - 1) * 100 if before > 0 else (0.0 if after == before else float("inf"))
        return {
            "mean_diff": after - before,
            "mean_pct_change": change,
            "median_diff": current["median"] - baseline["median"],
            "regression": change > 5,
        }

    # -- more -----------------------------------------------------------------------------------

    def benchmark(
        self,
        subject: Union[str, Work],
        *,
        iterations: Optional[int] = None,
        warmup: Optional[int] = None,
        budget: float = 1.0,
        context: Optional[Mapping[str, Any]] = None,
        memory: bool = False,
        name: str = "",
    ) -> Benchmark:
        """Time ML code, or a Python function; ML code is loaded once, which is ``compile_time``.

        >>> PerformanceTester().benchmark("result = 2 + 2;", iterations=3)["iterations"]
        3
        """
        started = time.perf_counter()
        work = self._work(subject, context)
        loading = time.perf_counter() - started if isinstance(subject, str) else 0.0
        found = self._measure(work, iterations=iterations, warmup=warmup, budget=budget, name=name)
        found.compile_time = loading
        if memory:
            found.memory = peak_memory(self._tolerant(work, {}))
        self._keep("execution", "code", subject if isinstance(subject, str) else repr(subject), found)
        return found

    def record(self, subject: Union[str, Work], *, context: Optional[Mapping[str, Any]] = None) -> Samples:
        """Time ML code, or a function, next to the canary: what a baseline keeps."""
        return record(self._work(subject, context))

    def benchmark_session(self, session: MLREPLSession, ml_code: str, iterations: int = 100) -> Benchmark:
        """Time inputs of a session; its history stays as it is."""
        if not hasattr(session, "probe"):
            raise MLUsageTypeError(f"a session is wanted, not {shown(session)}")

        def work() -> None:
            session.probe(ml_code)

        found = self._measure(work, iterations=checked_count(iterations, "iterations"))
        self._keep("session", "code", ml_code, found)
        return found

    def compare(
        self,
        old: Union[str, Work],
        new: Union[str, Work],
        *,
        context: Optional[Mapping[str, Any]] = None,
        margin: float = MARGIN,
        budget: float = 0.3,
        seed: Optional[int] = None,
    ) -> Comparison:
        """Compare ML code or functions, taking turns; see :func:`compare`."""
        work = self._work(old, context), self._work(new, context)
        return compare(*work, margin=margin, budget=budget, seed=seed, clock=self._clock)

    def slow_down(self, seconds: float, budget: float) -> float:
        """Return by which factor other processes lengthen work of so many seconds at the moment.

        The shorter the work, the more often it is over before the system lets somebody else run. *budget* is the
        seconds that this may take. By another clock than that of the machine nothing is lengthened.

        >>> PerformanceTester().slow_down(0.001, 0.01) >= 1.0
        True
        """
        if self._clock is not time.perf_counter:
            return 1.0
        short = min(timeit.repeat(spin(500), number=1, repeat=100)) / 500
        rounds = max(500, round(seconds / short))
        work, best = spin(rounds), math.inf
        end = time.perf_counter() + budget
        while best is math.inf or time.perf_counter() < end:
            best = min(best, timeit.timeit(work, number=1))
        return max(1.0, best / rounds / short)

    def self_check(self, seconds: float = 30.0) -> Dict[str, Any]:
        """Measure this tester on this machine: comparisons of code with itself, and with code 10 % slower.

        Returns the numbers of trials, of false alarms and of slower code that was missed or undecided.
        """
        checked_positive(seconds, "seconds", "number of seconds")
        found = {"trials": 0, "false_alarms": 0, "slower_trials": 0, "missed": 0, "undecided": 0}
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or not found["trials"]:
            verdict = compare(spin(1000), spin(1000)).verdict
            found["trials"] += 1
            found["false_alarms"] += verdict in ("slower", "faster")
            found["undecided"] += verdict == "undecided"
            verdict = compare(spin(1000), spin(1100)).verdict
            found["slower_trials"] += 1
            found["missed"] += verdict in ("same", "faster")
            found["undecided"] += verdict == "undecided"
        return found

    def _work(self, subject: Union[str, Work], context: Optional[Mapping[str, Any]]) -> Work:
        """Return what is to be timed; ML code that fails raises its error."""
        if not isinstance(subject, str):
            return checked_work(subject)
        program = self._engine.load(subject)
        run = self._engine.run

        def work() -> None:
            error = run(program, context=context).error
            if error is not None:
                raise error

        return work

    def _measure(self, work: Work, **options: Any) -> Benchmark:
        """Measure calls; count the failures among those that are timed, if they are allowed."""
        errors: Dict[str, int] = {}
        found = measure(self._tolerant(work, errors), clock=self._clock, begin=errors.clear, **options)
        found.errors = errors
        return found

    def _tolerant(self, work: Work, errors: Dict[str, int]) -> Work:
        """Return work whose failures are counted, if they are allowed."""
        if not self.allow_failures:
            return work

        def tolerant() -> None:
            try:
                work()
            except Exception as error:
                _count_one(error.message if isinstance(error, MLError) else str(error), errors)

        return tolerant

    def _count(self, result: AsyncMLResult, errors: Dict[str, int]) -> bool:
        """Say whether an execution went well; count a failure, or raise it."""
        if result.success:
            return True
        if not self.allow_failures:
            raise result.exception or RuntimeError(result.error)
        _count_one(result.error or "", errors)
        return False

    def _keep(self, kind: str, key: str, subject: str, results: Mapping[str, Any]) -> None:
        self.metrics.append({"type": kind, key: subject, "results": results, "timestamp": time.time()})


def _count_one(text: str, errors: Dict[str, int]) -> None:
    text = text or "failed"
    errors[text] = errors.get(text, 0) + 1


def spin(rounds: int) -> Callable[[], int]:
    """Return work of a known size: a loop."""

    def work() -> int:
        total = 0
        for number in range(rounds):
            total += number
        return total

    return work


async def quick_benchmark(ml_code: str, iterations: int = 100) -> Benchmark:
    """Time executions of ML code.

    >>> import asyncio
    >>> asyncio.run(quick_benchmark("result = 2 + 2;", 5))["iterations"]
    5
    """
    return await PerformanceTester().benchmark_async_execution(ml_code, iterations)
