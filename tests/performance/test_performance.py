"""Benchmarks: the contract of mlpy, statistics with known answers, verdicts on scripted clocks."""

import asyncio
import contextlib
import cProfile
import gc
import hashlib
import io
import math
import os
import random
import statistics
import sys
import tempfile
import unittest
from types import SimpleNamespace
from typing import Any, Callable, Iterator, List
from unittest import mock

from mlpy_testkit import (
    MLError,
    MLIntegrationTestCase,
    MLREPLSession,
    MLRuntimeError,
    MLUsageError,
    PerformanceTester,
    quick_benchmark,
)
from mlpy_testkit.performance import (
    Baseline,
    Benchmark,
    Comparison,
    Samples,
    compare,
    compare_samples,
    sampling,
)
from mlpy_testkit.performance import statistics as kit
from mlpy_testkit.performance.baseline_file import write
from mlpy_testkit.performance.comparison import decide
from mlpy_testkit.performance.fingerprint import fingerprint
from mlpy_testkit.performance.quiet import quiet
from mlpy_testkit.performance.statistics import Interval
from tests.frozen import setUpModule as setUpModule
from tests.performance.traced import traced


class Clock:
    """Time that passes only when work says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def work(self, seconds: Callable[[], float]) -> Callable[[], None]:
        def work() -> None:
            self.now += seconds()

        return work


@traced
class Contract(unittest.TestCase):
    """The names, keys and metric records of mlpy."""

    def setUp(self) -> None:
        self.tester = PerformanceTester()

    def test_async_execution(self) -> None:
        found = asyncio.run(self.tester.benchmark_async_execution("result = 2 + 2;", iterations=10))
        self.assertEqual(set(found), {"mean", "median", "std_dev", "min", "max", "iterations"})
        self.assertEqual(found["iterations"], 10)
        self.assertTrue(0 < found["min"] <= found["median"] <= found["max"])
        self.assertGreater(found.compile_time, 0)
        (entry,) = self.tester.metrics
        self.assertEqual((entry["type"], entry["code"]), ("async_execution", "result = 2 + 2;"))
        self.assertIs(entry["results"], found)
        self.assertGreater(entry["timestamp"], 0)

    def test_warmup_is_not_recorded(self) -> None:
        found = asyncio.run(self.tester.benchmark_with_warmup("x = 1;", warmup_iterations=3, test_iterations=5))
        self.assertEqual((found["iterations"], len(self.tester.metrics)), (5, 1))
        with self.assertRaisesRegex(RuntimeError, "Warmup execution failed: name 'zz' is not defined"):
            asyncio.run(self.tester.benchmark_with_warmup("result = zz;"))

    def test_concurrent_executions(self) -> None:
        found = asyncio.run(self.tester.benchmark_concurrent_executions("x = 1;", concurrency=5))
        self.assertEqual(set(found), {"total_time", "avg_per_execution", "throughput", "concurrency"})
        self.assertEqual((found["concurrency"], len(found.latencies)), (5, 5))

    def test_callback_overhead(self) -> None:
        session = MLREPLSession()
        session.run("function double(x) { return x * 2; }")
        before = list(session.history)
        found = self.tester.benchmark_callback_overhead(session, "double", (5,), iterations=10)
        self.assertLessEqual({"mean", "median", "overhead_ms", "iterations"}, set(found))
        self.assertEqual(found["overhead_ms"], found["median"] * 1000)
        self.assertEqual(list(session.history), before)

        async def awaited() -> Any:
            return await self.tester.benchmark_callback_overhead(session, "double", args=(5,), kwargs={}, iterations=3)

        self.assertEqual(asyncio.run(awaited())["iterations"], 3)

    def test_summary_and_reset(self) -> None:
        asyncio.run(self.tester.benchmark_async_execution("x = 1;", 2))
        self.tester.metrics.append({"anything": 1})
        summary = self.tester.get_metrics_summary()
        self.assertEqual([len(summary[key]) for key in ("async_execution", "concurrent_execution")], [1, 0])
        self.tester.reset_metrics()
        self.assertEqual(self.tester.metrics, [])

    def test_quick_benchmark(self) -> None:
        self.assertEqual(asyncio.run(quick_benchmark("x = 1;", iterations=3))["iterations"], 3)

    def test_failing_code_fails_the_benchmark(self) -> None:
        for call in (
            self.tester.benchmark_async_execution("result = zz;", 3),
            self.tester.benchmark_concurrent_executions("result = zz;", 3),
        ):
            with self.assertRaisesRegex(Exception, "'zz' is not defined"):
                asyncio.run(call)
        with self.assertRaises(MLRuntimeError):
            self.tester.benchmark("x = 1 / 0;")
        self.assertEqual(self.tester.metrics, [])

    def test_failures_are_counted_if_allowed(self) -> None:
        tester = PerformanceTester(allow_failures=True)
        found = asyncio.run(tester.benchmark_async_execution("x = 1 / 0;", 4))
        self.assertEqual((found.failures, found.errors), (4, {"division by zero": 4}))
        many = asyncio.run(tester.benchmark_concurrent_executions("x = 1 / 0;", 3))
        self.assertEqual((many.failures, many["throughput"]), (3, 0.0))
        session = MLREPLSession()
        session.execute("function fails() { return 1 / 0; }")
        for found in (
            tester.benchmark("x = 1 / 0;", iterations=4, memory=True),
            tester.benchmark_session(session, "1 / 0;", 4),
            tester.benchmark_callback_overhead(session, "fails", (), 4),
        ):
            self.assertEqual((found.failures, list(found.errors.values())), (4, [4]))
            self.assertIn("division by zero", next(iter(found.errors)).lower())
        calls = iter([ZeroDivisionError("now and then")] * 3 + [None] * 3)

        def work() -> None:
            error = next(calls)
            if error is not None:
                raise error

        found = tester.benchmark(work, iterations=4, warmup=1)
        self.assertEqual((found["iterations"], found.errors), (4, {"now and then": 1}))
        budgeted = tester.benchmark("x = 1 / 0;", budget=0.02)
        self.assertEqual(budgeted.failures, budgeted["iterations"])
        for code in ("x = ;", "x = (1;"):
            with self.assertRaises(MLError):
                tester.benchmark(code, iterations=1)

    def test_wrong_numbers(self) -> None:
        for count in (0, -5, 1.5, "x", True):
            with self.subTest(count), self.assertRaises(MLUsageError):
                asyncio.run(self.tester.benchmark_async_execution("x = 1;", count))
            with self.subTest(count), self.assertRaises(MLUsageError):
                asyncio.run(self.tester.benchmark_concurrent_executions("x = 1;", count))

    def test_compare_performance_of_plain_dictionaries(self) -> None:
        slower = self.tester.compare_performance({"mean": 1.0, "median": 1.0}, {"mean": 1.1, "median": 1.1})
        self.assertEqual(set(slower), {"mean_diff", "mean_pct_change", "median_diff", "regression"})
        self.assertAlmostEqual(slower["mean_pct_change"], 10)
        self.assertIs(slower["regression"], True)
        faster = self.tester.compare_performance({"mean": 1.0, "median": 1.0}, {"mean": 0.9, "median": 0.9})
        self.assertAlmostEqual(faster["mean_pct_change"], -10)
        self.assertIs(faster["regression"], False)
        zero = self.tester.compare_performance({"mean": 0.0, "median": 0.0}, {"mean": 1.0, "median": 1.0})
        self.assertEqual(zero["mean_pct_change"], math.inf)
        with self.assertRaises(MLUsageError):
            self.tester.compare_performance({}, {})

    def test_samples_are_used_when_they_are_there(self) -> None:
        old, new = Benchmark([1.0, 1.01, 0.99] * 10), Benchmark([1.5, 1.49, 1.51] * 10)
        found = self.tester.compare_performance(old, new)
        assert isinstance(found, Comparison)
        self.assertEqual((found.verdict, found["regression"]), ("slower", True))
        noisy = Benchmark([0.5, 1.6, 1.1] * 10)
        self.assertFalse(self.tester.compare_performance(old, noisy)["regression"])


class Statistics(unittest.TestCase):
    def test_quantiles_are_those_of_type_7(self) -> None:
        values = [15.0, 20.0, 35.0, 40.0, 50.0]
        self.assertEqual([kit.quantile(values, part) for part in (0, 0.25, 0.4, 1)], [15.0, 20.0, 29.0, 50.0])
        self.assertEqual(kit.quantile(values, 0.5), statistics.median(values))

    def test_bounds_of_the_median_are_those_of_the_tables(self) -> None:
        for count, rank in ((8, 1), (20, 4), (50, 16), (100, 37)):  # 99 %, from the binomial distribution
            found = kit.median_interval([float(number) for number in range(1, count + 1)], 0.99)
            self.assertEqual(found, Interval(rank, count + 1 - rank))
        self.assertIsNone(kit.median_interval([1.0] * 7, 0.99))

    def test_the_interval_covers(self) -> None:
        dice = random.Random(3)
        inside = 0
        for _ in range(500):
            found = kit.median_interval([dice.expovariate(1) for _ in range(40)], 0.99)
            assert found is not None
            inside += found.low <= math.log(2) <= found.high
        self.assertGreaterEqual(inside, 485)

    def test_mann_whitney_with_ties(self) -> None:
        superiority, p = kit.mann_whitney([1.0, 1.0, 2.0, 3.0], [1.0, 4.0, 5.0, 6.0])
        self.assertAlmostEqual(superiority, 13 / 16)
        self.assertLess(p, 0.2)
        self.assertEqual(kit.mann_whitney([1.0, 1.0], [1.0, 1.0]), (0.5, 1.0))

    def test_modes_and_drift(self) -> None:
        dice = random.Random(1)
        one = [dice.gauss(10, 1) for _ in range(300)]
        two = [dice.gauss(10 if number % 2 else 20, 1) for number in range(300)]
        self.assertLess(kit.modes(one), 2.8)
        self.assertGreater(kit.modes(two), 2.8)
        self.assertAlmostEqual(kit.drift([1.0] * 10 + [1.5] * 10 + [2.0] * 10), 1.0)
        self.assertEqual(kit.modes([1.0] * 50), 2.0)

    def test_outliers(self) -> None:
        found = kit.outliers([*[1.0, 1.1, 1.2, 1.3] * 5, 9.0, 1.7, 0.5])
        self.assertEqual((found["high severe"], found["high mild"], found["low severe"]), (1, 1, 0))

    def test_bootstrap_is_repeatable_and_covers(self) -> None:
        dice = random.Random(2)
        values = [dice.gauss(10, 1) for _ in range(60)]
        first, second = kit.bootstrap_interval(values), kit.bootstrap_interval(values)
        self.assertEqual(first, second)
        self.assertTrue(first.low < statistics.fmean(values) < first.high)

    def test_laws(self) -> None:
        sizes = [10, 100, 1000, 10_000]
        for name, law in kit.LAWS.items():
            times = [0.5 + 2 * law(size) for size in sizes]
            self.assertLess(kit.fit(sizes, times, name).error, 1e-9)
        self.assertGreater(kit.fit(sizes, [size**2 for size in sizes], "n").error, 0.3)

    def test_no_law_for_what_takes_no_time(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "takes no time that can be measured"):
            kit.fit([1, 2, 3], [0.0, 1.0, 2.0], "n")

    def test_growth_is_told_by_powers(self) -> None:
        sizes = [100, 1000, 10000]
        powers = {"1": 0, "log n": 0, "n": 1, "n log n": 1, "n^2": 2, "n^3": 3}
        for true in powers:
            times = [1e-6 * (50 + kit.LAWS[true](size)) for size in sizes]
            for claimed in powers:
                with self.subTest(true=true, claimed=claimed):
                    power, _ = kit.steepest(sizes, times, claimed)
                    self.assertEqual(power > 0.4, powers[true] > powers[claimed])
        caches = [44e-6, 372e-6, 4970e-6]  # sum(range(n)), measured
        self.assertLess(kit.steepest([1000, 10000, 100000], caches, "n")[0], 0.2)
        self.assertGreater(kit.steepest([5, 10, 20], [2.0**size for size in (5, 10, 20)], "n^3")[0], 1)

    def test_only_finite_figures_are_compared(self) -> None:
        good, tester = {"mean": 1.0, "median": 1.0}, PerformanceTester()
        for wrong in ({"mean": math.nan, "median": 1.0}, {"mean": 1.0, "median": None}, {"mean": 1.0}, {}, None):
            for pair in ((good, wrong), (wrong, good)):
                with self.subTest(pair), self.assertRaises(MLUsageError):
                    tester.compare_performance(*pair)

    def test_what_is_no_timing(self) -> None:
        for values in ([], [math.nan], [math.inf], [10**400], ["1"], [True], [None]):
            with self.subTest(values), self.assertRaises(MLUsageError):
                Benchmark(values)


class Surroundings(unittest.TestCase):
    def test_state_is_put_back_however_it_ends(self) -> None:
        def tracer(*_: Any) -> None:
            return None

        def fail() -> None:
            raise ZeroDivisionError

        def interrupt() -> None:
            raise KeyboardInterrupt

        for work in (lambda: None, fail, interrupt):
            for enabled in (True, False):
                (gc.enable if enabled else gc.disable)()
                trace = sys.gettrace()
                sys.setprofile(tracer)
                try:
                    with self.subTest(enabled=enabled):
                        try:
                            sampling.measure(work, iterations=2)
                        except (ZeroDivisionError, KeyboardInterrupt):
                            self.assertIsNot(work, None)
                        self.assertEqual((gc.isenabled(), sys.gettrace()), (enabled, trace))
                        self.assertIs(sys.getprofile(), tracer)
                finally:
                    sys.setprofile(None)
                    gc.enable()

    def test_a_profiler_goes_on_afterwards(self) -> None:
        def afterwards() -> None:
            return None

        profiler = cProfile.Profile()
        outer = sys.getprofile()
        profiler.enable()
        try:
            sampling.measure(lambda: None, iterations=2)
            afterwards()
        finally:
            profiler.disable()
            sys.setprofile(outer)
        names = [getattr(entry.code, "co_name", "") for entry in profiler.getstats()]
        self.assertIn("afterwards", names)

    def test_the_collector_may_stay(self) -> None:
        with quiet(collector=True):
            self.assertTrue(gc.isenabled())


@traced
class Sampling(unittest.TestCase):
    def test_iterations_are_honoured_exactly(self) -> None:
        calls: List[int] = []
        found = sampling.measure(lambda: calls.append(1), iterations=7)
        self.assertEqual((found["iterations"], len(found.samples), len(calls)), (7, 7, 8))

    def test_scripted_durations_give_exact_figures(self) -> None:
        clock = Clock()
        durations = iter([0.5, 0.1, 0.2, 0.3])
        found = sampling.measure(clock.work(lambda: next(durations)), iterations=3, clock=clock)
        self.assertAlmostEqual(found["mean"], 0.2)
        self.assertAlmostEqual(found["max"], 0.3)
        self.assertEqual(found.cold, 0.5)

    def test_loops_are_calibrated(self) -> None:
        clock = Clock()
        self.assertGreaterEqual(sampling.calibrate(clock.work(lambda: 1e-6), clock) * 1e-6, sampling.BATCH)
        self.assertEqual(sampling.calibrate(clock.work(lambda: 1.0), clock), 1)

    def test_numbers_that_are_none_are_refused(self) -> None:
        tester = PerformanceTester()
        for budget in (0, -1, math.nan, math.inf, "1", True):
            with self.subTest(budget=budget):
                with self.assertRaisesRegex(MLUsageError, "budget must be a number of seconds"):
                    tester.benchmark(lambda: None, budget=budget)
                with self.assertRaisesRegex(MLUsageError, "budget must be a number of seconds"):
                    tester.compare(lambda: None, lambda: None, budget=budget)
        for warmup in (-1, 1.5, "3", True):
            with self.subTest(warmup=warmup):
                with self.assertRaisesRegex(MLUsageError, "warmup must be a whole number of at least 0"):
                    tester.benchmark(lambda: None, warmup=warmup)
                with self.assertRaisesRegex(MLUsageError, "warmup_iterations must be a whole number of at least 0"):
                    asyncio.run(tester.benchmark_with_warmup("result = 1;", warmup))

        for margin in (0, 1, math.nan, "1", True):
            with self.subTest(margin=margin), self.assertRaisesRegex(MLUsageError, "margin must "):
                tester.compare(lambda: None, lambda: None, margin=margin)

    def test_a_coroutine_function_is_not_measured_by_making_coroutines(self) -> None:
        async def work() -> None:
            self.fail("nobody awaits this")

        tester = PerformanceTester()
        for measuring in (tester.benchmark, tester.record, lambda work: compare(work, work), sampling.measure):
            with self.assertRaisesRegex(MLUsageError, "a coroutine function is measured by closed_loop"):
                measuring(work)

    def test_a_generator_function_is_not_measured_by_making_generators(self) -> None:
        def work() -> Iterator[int]:
            yield 1

        with self.assertRaisesRegex(MLUsageError, "does nothing when it is called"):
            PerformanceTester().benchmark(work)

    def test_a_clock_that_does_not_go_forward_is_told(self) -> None:
        moments = iter(range(0, -1000, -1))
        for clock in (lambda: 5.0, lambda: float(next(moments))):
            still = self.assertRaisesRegex(MLUsageError, "the clock does not go forward: 64 calls")
            with mock.patch.object(sampling, "_MOST_LOOPS", 64), still:
                sampling.measure(lambda: None, clock=clock)

    def test_the_budget_ends_it(self) -> None:
        clock = Clock()
        found = sampling.measure(clock.work(lambda: 0.01), budget=1.0, clock=clock)
        self.assertLess(clock.now, 1.2)
        self.assertGreater(len(found.samples), 10)

    def test_warming_up(self) -> None:
        values: Iterator[float] = iter([9.0, 5.0, 3.0, 1.0, 1.01] + [1.0, 1.01] * 100)
        found, steady = sampling.warm_up(lambda: next(values), 1e9, Clock())
        self.assertTrue(steady)
        self.assertLess(len(found), 20)
        clock = Clock()
        growing = iter(range(1, 1000))

        def sample() -> float:
            clock.now += 1
            return float(next(growing))

        self.assertEqual(sampling.warm_up(sample, 20.0, clock)[1], False)

    def test_stability_says_what_is_wrong(self) -> None:
        self.assertIn("too few samples: 3, 20 are needed", Benchmark([1.0] * 3).stability.reasons)
        self.assertTrue(Benchmark([1.0, 1.01, 0.99] * 10).stability.stable)
        drifting = Benchmark([1.0 + number / 10 for number in range(30)]).stability
        self.assertIn("drift", drifting.reasons[0])
        self.assertIn("busy machine", " ".join(Benchmark([1.0, 2.0] * 20).stability.reasons))

    def test_memory(self) -> None:
        found = PerformanceTester().benchmark(lambda: bytes(300_000), iterations=2, memory=True)
        self.assertAlmostEqual(found.memory or 0, 300_000, delta=5_000)


@traced
class Verdicts(unittest.TestCase):
    def side(self, clock: Clock, seconds: float, dice: random.Random) -> Callable[[], None]:
        return clock.work(lambda: seconds * (1 + dice.random() / 20) * clock_weather(clock))

    def test_four_words(self) -> None:
        for ratio, verdict in ((1.0, "same"), (1.1, "slower"), (0.9, "faster")):
            clock, dice = Clock(), random.Random(4)
            found = compare(
                self.side(clock, 1e-3, dice), self.side(clock, ratio * 1e-3, dice), seed=1, clock=clock, budget=2.0
            )
            with self.subTest(ratio):
                self.assertEqual(found.verdict, verdict)
                self.assertAlmostEqual(found.ratio, ratio, delta=0.02)
                self.assertEqual(found["regression"], verdict == "slower")
                self.assertIn("margin 2%", found.describe())

    def test_what_cannot_be_decided_says_how_much_would(self) -> None:
        clock, dice = Clock(), random.Random(4)

        def wild() -> float:
            return 1e-3 * dice.choice([1, 3])

        found = compare(clock.work(wild), clock.work(wild), seed=1, clock=clock, budget=0.05)
        self.assertEqual(found.verdict, "undecided")
        self.assertGreater(found.needed or 0, found.pairs)
        self.assertIn("pairs would decide", found.describe())

    def noisy(self, clock: Clock, noise: float, seed: int = 4) -> Callable[[], None]:
        dice = random.Random(seed)
        return clock.work(lambda: 1e-3 * (1 + noise * dice.expovariate(1)))

    def test_it_takes_as_long_as_the_neighbours_differ(self) -> None:
        for noise, budgets in ((0.01, 0.25), (3.0, 4.0)):
            clock = Clock()
            work = self.noisy(clock, noise)
            found = compare(work, work, seed=1, clock=clock, budget=2.0)
            with self.subTest(noise):
                self.assertAlmostEqual(found.seconds / 2.0, budgets, delta=0.01)

    def test_several_looks_raise_no_false_alarms(self) -> None:
        for seed in range(40):
            clock = Clock()
            work = self.noisy(clock, 10 ** -(seed % 4), seed)
            found = compare(work, work, seed=seed, clock=clock, budget=0.2)
            with self.subTest(seed):
                self.assertIn(found.verdict, ("same", "undecided"))

    def test_intervals_and_margins(self) -> None:
        self.assertEqual(decide(None, 0.02), "undecided")
        self.assertEqual(decide(Interval(1.1, 1.2), 0.02, False), "same")
        self.assertEqual(decide(Interval(0.8, 0.9), 0.02), "faster")

    def test_stored_samples_need_all_three_signs(self) -> None:
        base = [1.0 + number / 1000 for number in range(30)]
        self.assertEqual(compare_samples(Benchmark(base), Benchmark(base)).verdict, "same")
        twice = Benchmark([2 * value for value in base])
        self.assertEqual(compare_samples(Benchmark(base), twice).verdict, "slower")
        self.assertEqual(compare_samples(twice, Benchmark(base)).verdict, "faster")
        self.assertEqual(compare_samples(Benchmark(base), Benchmark([9.0] * 3)).verdict, "undecided")

    def test_the_tester_measures_itself(self) -> None:
        verdicts = iter(["faster", "same", "undecided", "undecided", "same", "slower"])
        sizes: List[int] = []

        def scripted(old: Callable[[], int], new: Callable[[], int]) -> Any:
            sizes.extend([old(), new()])
            now.append(now[-1] + 1)
            return SimpleNamespace(verdict=next(verdicts))

        now = [0.0]
        time = SimpleNamespace(perf_counter=lambda: now[-1])
        with mock.patch.multiple("mlpy_testkit.performance.tester", compare=scripted, time=time):
            found = PerformanceTester().self_check(6)
        self.assertEqual(found, {"trials": 3, "false_alarms": 1, "slower_trials": 3, "missed": 1, "undecided": 2})
        self.assertEqual(
            sizes, [sum(range(1000))] * 3 + [sum(range(1100))] + ([sum(range(1000))] * 3 + [sum(range(1100))]) * 2
        )

    def test_errors_of_a_side_are_raised(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            compare(lambda: None, lambda: 1 // 0)
        with self.assertRaises(MLUsageError):
            compare(lambda: None, lambda: None, margin=0)


def clock_weather(clock: Clock) -> float:
    """Slow down and speed up, as a machine that others use does."""
    return 1 + (int(clock.now * 50) % 7) / 3


@traced
class Assertions(unittest.TestCase):
    """Assertions on scripted times."""

    def case(self) -> Any:
        class Case(MLIntegrationTestCase):
            ml_leaks = ()

            def test(self) -> None:
                return None

        case = Case("test")
        self.addCleanup(case.doCleanups)
        self.clock = Clock()
        case.__dict__["_ml_performance"] = PerformanceTester(clock=self.clock)
        return case

    def work(self, seconds: float) -> Callable[[], None]:
        return self.clock.work(lambda: seconds)

    def test_faster_than(self) -> None:
        case = self.case()
        case.assertFasterThan(self.work(1e-3), self.work(2e-3))
        case.assertFasterThan(self.work(1e-3), self.work(2e-3), by=0.4)
        with self.assertRaisesRegex(AssertionError, "it is not surely faster: .*slower"):
            case.assertFasterThan(self.work(2e-3), self.work(1e-3))
        with self.assertRaisesRegex(AssertionError, "at least 60% faster.*: mine"):
            case.assertFasterThan(self.work(1e-3), self.work(2e-3), by=0.6, msg="mine")
        with self.assertRaises(MLUsageError):
            case.assertFasterThan(self.work(1), self.work(1), by=2)

    def test_no_regression(self) -> None:
        case = self.case()
        case.assertNoRegression(self.work(1e-3), baseline=self.work(1e-3))
        with self.assertRaisesRegex(AssertionError, "it has become slower than its baseline: 100.0% slower"):
            case.assertNoRegression(self.work(2e-3), baseline=self.work(1e-3))

    def test_no_regression_against_a_file(self) -> None:
        case = self.case()
        with tempfile.TemporaryDirectory() as folder:
            case.ml_baselines = os.path.join(folder, "baselines.json")
            with self.assertRaisesRegex(MLUsageError, "there is no baseline"):
                case.assertNoRegression("x = 1;", baseline="one")
            self.assertEqual(os.listdir(folder), [])
            create = mock.patch.dict(os.environ, {"MLPY_TESTKIT_BASELINES": "create"})
            with create, contextlib.redirect_stderr(io.StringIO()):
                case.assertNoRegression("x = sum(range(10));", baseline="one")
            with self.assertRaisesRegex(MLUsageError, "one: the program has changed since the baseline was recorded"):
                case.assertNoRegression("x = 1;", baseline="one")
            with self.assertRaisesRegex(MLUsageError, "the baseline of a function needs a name"):
                case.assertNoRegression(lambda: 1)

    def test_no_regression_against_a_file_of_another_machine(self) -> None:
        case = self.case()
        code = "x = sum(range(5000));"
        found = PerformanceTester().record(code)

        def elsewhere(factor: float, **changes: Any) -> Baseline:
            """Return what was found as it is on a machine ten times as slow, for a program that took *factor* of it."""
            machine = {**fingerprint(), "class": "cpython-3.9-arm64-darwin-8cpu-m9", "python": "3.9.1"}
            values, canaries = ([10 * value for value in side] for side in found)
            samples = Samples(tuple(factor * value for value in values), tuple(canaries))
            program = hashlib.sha256(code.encode()).hexdigest()[:16]
            return Baseline((samples,), machine, 1, program)._replace(**changes)

        with tempfile.TemporaryDirectory() as folder:
            case.ml_baselines = os.path.join(folder, "baselines.json")

            def assert_no_regression(baseline: Baseline) -> None:
                write(case.ml_baselines, {code: baseline})
                case.assertNoRegression(code)

            assert_no_regression(elsewhere(1.0))
            assert_no_regression(elsewhere(0.7))
            with self.assertRaisesRegex(AssertionError, "slower than its baseline.*allowed 100%.*another machine"):
                assert_no_regression(elsewhere(0.1))
            with self.assertRaisesRegex(unittest.SkipTest, "another machine .* workload 2, and this kit has 1"):
                assert_no_regression(elsewhere(1.0, canary=2))
            bare = (Samples((1e-9,)),)
            with self.assertRaisesRegex(unittest.SkipTest, "another machine .* has no calibration workload beside it"):
                assert_no_regression(elsewhere(1.0, canary=None, processes=bare))
            with self.assertRaisesRegex(MLUsageError, "the program has changed"):
                assert_no_regression(elsewhere(1.0, canary=2, program="0" * 16))

    def test_code_runs_in_the_session_of_the_test(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_source = """
            calls = 0;
            function count(n) { nonlocal calls; calls = calls + n; print(calls); return calls; }
            """

            def test(self) -> None:
                self.assertMeanBelow("result = count(1);", 60.0, budget=0.01)
                self.assertThroughputAtLeast("count(1);", 0.1, budget=0.01)
                self.assertPercentileBelow("count(1);", 50, 60.0, iterations=2)
                self.assertFasterThan("count(1);", "for (i in range(500)) { count(1); }", budget=0.01)
                loop = "for (i in range({})) {{ count(1); }}"
                self.assertScalesLike("n^3", loop.format, sizes=[1, 8, 64], budget=0.01)
                assert self.session.variables["calls"] > 500
                assert len(self.session.history) == 1, "only what was loaded"
                try:
                    self.assertMeanBelow("count(zz);", 60.0)
                except MLError as error:
                    assert "'zz' is not defined" in str(error)
                else:
                    raise AssertionError("no error")

        result = unittest.TestResult()
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            Case("test").run(result)
        self.assertTrue(result.wasSuccessful(), result.errors + result.failures)
        self.assertEqual(printed.getvalue(), "")

    def test_bounds(self) -> None:
        case = self.case()
        case.assertMeanBelow(self.work(1e-3), 2e-3)
        with self.assertRaisesRegex(AssertionError, "the mean is 1 ms.*expected below 500 µs"):
            case.assertMeanBelow(self.work(1e-3), 5e-4)
        case.assertPercentileBelow(self.work(1e-3), 99, 2e-3, iterations=20)
        with self.assertRaisesRegex(AssertionError, "99 % of 20 runs took up to 1 ms; expected below 900 µs"):
            case.assertPercentileBelow(self.work(1e-3), 99, 9e-4, iterations=20)
        with self.assertRaises(MLUsageError):
            case.assertPercentileBelow(self.work(1e-3), 101, 1)
        case.assertThroughputAtLeast(self.work(1e-3), 900)
        with self.assertRaisesRegex(AssertionError, "it runs 1000 times a second.*expected at least 2000"):
            case.assertThroughputAtLeast(self.work(1e-3), 2000)

    def test_a_bound_that_is_none_cannot_be_kept(self) -> None:
        case = self.case()
        for bound in (math.nan, 0, -1, "1", True):
            for judge in (case.assertMeanBelow, case.assertThroughputAtLeast):
                with self.subTest(bound, judge=judge), self.assertRaisesRegex(MLUsageError, "must be a number"):
                    judge(self.work(1e-3), bound)
            with self.subTest(bound), self.assertRaisesRegex(MLUsageError, "must be a number"):
                case.assertPercentileBelow(self.work(1e-3), 99, bound)

    def test_scaling(self) -> None:
        case = self.case()
        sizes = [10, 100, 1000]
        case.assertScalesLike("n", lambda n: self.work(n * 1e-4), sizes=sizes)
        case.assertScalesLike("n^2", lambda n: self.work(n * 1e-4), sizes=sizes)
        with self.assertRaisesRegex(AssertionError, r"from 10+ to 1000 it grows by n\^1\.0 more than like n\n"):
            case.assertScalesLike("n", lambda n: self.work(n * n * 1e-6), sizes=sizes)
        with self.assertRaises(MLUsageError):
            case.assertScalesLike("2^n", self.work, sizes=sizes)
        with self.assertRaises(MLUsageError):
            case.assertScalesLike("n", self.work, sizes=[1, 2])
        with self.assertRaisesRegex(MLUsageError, "the greatest size must be at least 8 times the smallest"):
            case.assertScalesLike("n", self.work, sizes=[10, 20, 40])
        for sizes in ([1, 1, 1], [1, 2, 2], [0, 1, 2], [-1, 1, 2], [1, 2, math.nan], [1, 2, True]):
            with self.subTest(sizes), self.assertRaises(MLUsageError):
                case.assertScalesLike("n", self.work, sizes=sizes)
        for by in (-1, 1, math.nan, "1", True):
            with self.subTest(by), self.assertRaisesRegex(MLUsageError, "by must lie between"):
                case.assertFasterThan(self.work(1), self.work(1), by=by)
        for percent in (0, 100, math.nan, "50"):
            with self.subTest(percent), self.assertRaisesRegex(MLUsageError, "a percentile lies between"):
                case.assertPercentileBelow(self.work(1), percent, 1)

    def test_a_busy_machine_is_no_growth(self) -> None:
        case = self.case()
        tester = PerformanceTester(clock=self.clock)
        self.assertEqual(tester.slow_down(1.0, 0.01), 1.0)
        case.__dict__["_ml_performance"] = tester
        times = {10: 1e-4, 100: 1e-3, 1000: 5e-2}

        def make(size: int) -> Callable[[], None]:
            return self.work(times[size])

        with self.assertRaisesRegex(AssertionError, "it grows by"):
            case.assertScalesLike("n", make, sizes=list(times))
        with mock.patch.object(tester, "slow_down", lambda seconds, budget: 5.0 if seconds > 1e-2 else 1.0):
            case.assertScalesLike("n", make, sizes=list(times))

    def test_scaling_looks_again_before_it_fails(self) -> None:
        case = self.case()
        calls = {10: 0, 100: 0, 1000: 0}

        def make(size: int) -> Callable[[], None]:
            """Return work that grows like n, but for its first calls: the machine is busy."""

            def seconds() -> float:
                calls[size] += 1
                return size * 1e-5 * (size if calls[size] < 8 else 1)

            return self.clock.work(seconds)

        found = case.assertScalesLike("n", make, sizes=[10, 100, 1000])
        self.assertLess(found.error, 0.01)

    def test_the_tester_of_a_test_has_its_grants(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_capabilities = ["math.compute"]

            def test(self) -> None:
                self.performance.benchmark("import math; x = math.sqrt(4);", iterations=2)

        result = unittest.TestResult()
        Case("test").run(result)
        self.assertTrue(result.wasSuccessful(), result.errors + result.failures)
