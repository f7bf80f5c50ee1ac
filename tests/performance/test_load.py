"""Closed and open loops, mostly in virtual time: the figures are exact."""

import asyncio
import contextlib
import gc
import json
import multiprocessing
import signal
import sys
import threading
import time
import unittest
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, List
from unittest import mock

from mlpy_testkit import AsyncMLExecutor, MLError, MLREPLSession, MLRuntimeError, MLUsageError
from mlpy_testkit.performance import LoadResult, closed_loop, open_loop, sampling
from mlpy_testkit.performance.load import LoadClock
from mlpy_testkit.performance.load_places import is_coroutine_function
from mlpy_testkit.performance.load_result import Execution
from tests.frozen import setUpModule as setUpModule
from tests.performance.virtual import Service, VirtualLoadClock, run


def open_in_virtual_time(service: Any, rate: float, **options: Any) -> LoadResult:
    async def main() -> LoadResult:
        return await open_loop(service(), rate, warm_up=0, clock=VirtualLoadClock(), **options)

    return run(main())


def closed_in_virtual_time(service: Any, **options: Any) -> LoadResult:
    options = {"warm_up": 0, **options}

    async def main() -> LoadResult:
        return await closed_loop(service(), clock=VirtualLoadClock(), **options)

    return run(main())


def latencies_of_a_queue(count: int, gap: float, work: float, stalled: int, stall: float) -> List[float]:
    """The answer by arithmetic: one server, arrivals at equal gaps, one execution that takes longer (Lindley)."""
    free, found = 0.0, []
    for index in range(count):
        free = max(free, index * gap) + work + (stall if index == stalled else 0.0)
        found.append(free - index * gap)
    return found


def nothing() -> None:
    """Do nothing, in any process."""


def fail() -> None:
    raise ValueError("no")


class CoordinatedOmission(unittest.TestCase):
    """A service with 1 ms of work stalls once for 500 ms, during 2 s."""

    def test_an_open_loop_sees_the_whole_stall(self) -> None:
        result = open_in_virtual_time(lambda: Service(0.001, 0.5, 0.5), 200, duration=2.0)
        expected = sorted(latencies_of_a_queue(400, 0.005, 0.001, 100, 0.5))
        self.assertEqual(len(result.latencies), 400)
        for found, wanted in zip(result.latencies, expected):
            self.assertAlmostEqual(found, wanted, places=6)
        self.assertGreater(result.percentile(99), 0.3)
        self.assertAlmostEqual(result.percentile(100), 0.501, places=6)
        self.assertEqual(sum(latency > 0.002 for latency in result.latencies), 125)

    def test_a_closed_loop_does_not(self) -> None:
        result = closed_in_virtual_time(lambda: Service(0.001, 0.5, 0.5), concurrency=1, duration=2.0)
        self.assertLess(result.percentile(99), 0.005)
        self.assertEqual(sum(latency > 0.002 for latency in result.latencies), 1)

    def test_a_generator_that_is_held_up_does_not_hide_it(self) -> None:
        class HeldUp(VirtualLoadClock):
            async def wait_until(self, moment: float) -> None:
                await super().wait_until(moment)
                if 0.5 <= moment < 0.505:
                    await asyncio.sleep(0.5)

        async def main() -> LoadResult:
            return await open_loop(Service(0.001), 200, duration=2.0, warm_up=0, clock=HeldUp())

        result = run(main())
        self.assertGreater(result.percentile(99), 0.3)
        self.assertFalse(result.valid)
        self.assertIn("the generator was late", result.doubts[0])

    def test_the_uncorrected_figure_stands_beside_it(self) -> None:
        executions = [Execution(0.0, 0.0, 0.001, 0.001), Execution(0.1, 0.5, 0.501, 0.001)]
        result = LoadResult("open loop", executions, 1.0, concurrency=1, rate=10)
        self.assertAlmostEqual(result.percentile(100), 0.401)
        self.assertAlmostEqual(result.uncorrected(100), 0.001)


class OpenLoop(unittest.TestCase):
    def test_arrivals_come_at_their_time(self) -> None:
        result = open_in_virtual_time(Service, 100, count=5)
        self.assertEqual([round(each.intended, 6) for each in result.executions], [0.0, 0.01, 0.02, 0.03, 0.04])
        self.assertEqual([round(each.sent, 6) for each in result.executions], [0.0, 0.01, 0.02, 0.03, 0.04])
        self.assertTrue(result.valid, result.doubts)

    def test_random_arrivals_have_a_seed_and_the_rate(self) -> None:
        def moments(seed: int) -> List[float]:
            result = open_in_virtual_time(Service, 100, count=500, arrivals="poisson", seed=seed)
            return [each.intended for each in result.executions]

        first, again, other = moments(1), moments(1), moments(2)
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        self.assertAlmostEqual(500 / first[-1], 100, delta=20)
        gaps = [later - earlier for earlier, later in zip(first, first[1:])]
        self.assertGreater(max(gaps), 5 * sorted(gaps)[len(gaps) // 2])

    def test_time_in_the_queue_is_apart(self) -> None:
        async def main() -> LoadResult:
            executor = OneAtATime(0.01)
            return await open_loop(nothing, 1000, count=3, warm_up=0, clock=VirtualLoadClock(), executor=executor)

        result = run(main())
        self.assertEqual([round(each.latency, 6) for each in result.executions], [0.01, 0.019, 0.028])
        self.assertEqual(result.queue_times[0], result.executions[0].latency - result.executions[0].service)

    def test_arrivals_beyond_the_bound_are_refused_not_delayed(self) -> None:
        result = open_in_virtual_time(lambda: Service(1.0), 10, count=10, max_in_flight=3)
        self.assertEqual((len(result.executions), result.refused, result["refused"]), (3, 7, 7))

    def test_wrong_arguments_are_refused(self) -> None:
        for options in (
            {"rate": 0},
            {"rate": -1},
            {"rate": float("inf")},
            {"rate": "10"},
            {"rate": 10, "arrivals": "sometimes"},
            {"rate": 10, "count": 0},
            {"rate": 10, "duration": 0},
            {"rate": 10, "max_in_flight": 0},
            {"rate": 10, "concurrency": 0},
            {"rate": 10, "warm_up": -1},
            {"rate": 10, "warm_up": 1.5},
            {"rate": float("nan")},
            {"rate": True},
            {"rate": 10**400},
            {"rate": 1e308, "duration": 1e308},
            {"rate": 1e300},
            {"rate": 10, "count": 10**30},
            {"rate": 10, "concurrency": None},
        ):
            with self.subTest(options), self.assertRaises(MLUsageError):
                asyncio.run(open_loop("", **options))

    def test_a_clock_that_stands_still_is_told(self) -> None:
        class Still(LoadClock):
            def now(self) -> float:
                return 5.0

        async def nothing_happens() -> None:
            await asyncio.sleep(0)

        with mock.patch.object(sampling, "_STILL", 0.01):
            for work in (
                closed_loop(nothing_happens, clock=Still()),
                open_loop(nothing_happens, 1000, count=2, clock=Still()),
            ):
                with self.assertRaisesRegex(MLUsageError, "the clock does not go forward"):
                    asyncio.run(work)


class OneAtATime:
    """An executor in virtual time: a queue before one worker."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.free = 0.0

    def submit(self, *_: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        loop = asyncio.get_running_loop()
        self.free = max(self.free, loop.time()) + self.seconds
        loop.call_at(self.free, future.set_result, (self.seconds, None))
        return future


class ClosedLoop(unittest.TestCase):
    def test_callers_call_again_when_they_have_their_answer(self) -> None:
        result = closed_in_virtual_time(lambda: partial(asyncio.sleep, 0.01), concurrency=4, duration=1.0)
        self.assertEqual(result["executions"], 400)
        self.assertAlmostEqual(result.throughput, 400, places=3)
        self.assertAlmostEqual(result.occupancy, 4, places=3)
        self.assertTrue(result.valid, result.doubts)

    def test_a_count_is_kept_exactly(self) -> None:
        for count in (1, 3, 10, 17):
            self.assertEqual(closed_in_virtual_time(Service, concurrency=4, count=count)["executions"], count)

    def test_warming_up_does_not_count(self) -> None:
        services: List[Service] = []

        def service() -> Service:
            services.append(Service())
            return services[0]

        result = closed_in_virtual_time(service, concurrency=2, count=5, warm_up=3)
        self.assertEqual((result["executions"], services[0].served), (5, 11))
        self.assertAlmostEqual(result.total_time, 0.005)

    def test_a_service_for_one_at_a_time_makes_the_others_wait(self) -> None:
        result = closed_in_virtual_time(Service, concurrency=4, duration=1.0)
        self.assertAlmostEqual(result.percentile(50), 0.004)
        self.assertAlmostEqual(result.throughput, 1000, delta=5)

    def test_a_call_that_never_waits_lets_the_others_call(self) -> None:
        seen = set()

        async def call() -> None:
            seen.add(asyncio.current_task())

        asyncio.run(closed_loop(call, concurrency=3, count=9))
        self.assertGreaterEqual(len(seen), 3)

    def test_callers_that_are_held_up_are_told(self) -> None:
        executions = [Execution(n / 10, n / 10, n / 10 + 0.01, 0.01) for n in range(20)]
        self.assertIn("held up", LoadResult("closed loop", executions, 2.0, concurrency=1).doubts[0])


class Failures(unittest.TestCase):
    def test_the_first_failure_is_the_ml_error(self) -> None:
        for load in (closed_loop, partial(open_loop, rate=100)):
            for executor in (None, "process"):
                with self.subTest(load=load, executor=executor), self.assertRaises(MLRuntimeError) as caught:
                    asyncio.run(load("x = 1;\nresult = x / 0;", count=4, concurrency=1, executor=executor))
                self.assertEqual((caught.exception.message, caught.exception.line), ("division by zero", 2))

    def test_failures_that_are_allowed_are_counted_and_nothing_else(self) -> None:
        calls: List[int] = []

        async def sometimes() -> None:
            calls.append(0)
            await asyncio.sleep(0.01)
            if len(calls) % 4 == 0:
                raise ValueError("fourth")
            if len(calls) % 5 == 0:
                raise KeyError("fifth")

        result = closed_in_virtual_time(lambda: sometimes, concurrency=1, count=20, allow_failures=True)
        self.assertEqual(result.failures, {"ValueError": 5, "KeyError": 3})
        self.assertEqual((result["executions"], result["failures"], len(result.latencies)), (20, 8, 12))
        self.assertAlmostEqual(result.throughput, 12 / 0.2, places=3)
        self.assertEqual(str(result.errors[0]), "fourth")

    def test_a_load_of_failures_alone_has_no_figures(self) -> None:
        result = asyncio.run(closed_loop("result = nowhere;", count=3, concurrency=1, allow_failures=True))
        self.assertEqual((result["mean"], result["avg_per_execution"], result.throughput), (None, None, 0.0))
        self.assertEqual(result.doubts, ["no execution succeeded"])
        self.assertEqual(result["failures"], 3)

    def test_a_failure_after_the_warming_up_is_raised_too(self) -> None:
        for load in (closed_loop, partial(open_loop, rate=1000)):
            calls: List[int] = []

            async def third(calls: List[int] = calls) -> None:
                calls.append(0)
                if len(calls) == 3:
                    raise ValueError("third")

            with self.assertRaisesRegex(ValueError, "third"):
                asyncio.run(load(third, count=10, concurrency=1))
            self.assertLess(len(calls), 10)

    def test_a_result_that_says_so_is_a_failure(self) -> None:
        with MLREPLSession() as session, self.assertRaises(MLError):
            asyncio.run(closed_loop(lambda: session.execute("1 / 0"), count=1, concurrency=1))

    def test_a_coroutine_that_nobody_would_await_is_refused(self) -> None:
        for allow in (True, False):
            with self.assertRaisesRegex(MLUsageError, "returned a coroutine"):
                asyncio.run(closed_loop(lambda: asyncio.sleep(0), count=1, concurrency=1, allow_failures=allow))

    def test_functions_fail_with_their_own_error(self) -> None:
        for executor in ("thread", "process"):
            with self.subTest(executor), self.assertRaisesRegex(ValueError, "^no$"):
                asyncio.run(closed_loop(fail, count=1, concurrency=1, executor=executor))


class Places(unittest.TestCase):
    def test_ml_code_runs_everywhere(self) -> None:
        async def main() -> None:
            with ThreadPoolExecutor(2) as pool:
                async with AsyncMLExecutor(2) as executor:
                    for place in (None, "thread", "process", pool, executor):
                        with self.subTest(place):
                            result = await closed_loop("result = 6 * 7;", concurrency=2, count=4, executor=place)
                            self.assertEqual((result["executions"], result["failures"]), (4, 0))
                            self.assertGreater(result.service_times[0], 0)
                    self.assertTrue((await executor.execute("result = 1;")).success)
                self.assertEqual(pool.submit(int, "7").result(), 7)

        asyncio.run(main())

    def test_functions_run_everywhere(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            for place in (None, "thread", "process", pool):
                with self.subTest(place):
                    result = asyncio.run(closed_loop(nothing, concurrency=2, count=6, executor=place))
                    self.assertEqual(result["executions"], 6)

    def test_functions_run_side_by_side_in_threads(self) -> None:
        together = threading.Barrier(3)
        result = asyncio.run(closed_loop(lambda: together.wait(30), concurrency=3, count=6))
        self.assertEqual(result["executions"], 6)

    def test_what_cannot_be_is_refused(self) -> None:
        async def call() -> None:
            pass

        with AsyncMLExecutor(1) as executor:
            for what, place, text in (
                (7, None, "must be ML code or callable"),
                (nothing, "moon", "executor must be"),
                ("", "moon", "executor must be"),
                (nothing, executor, "not functions of Python"),
                (call, "thread", "takes no executor"),
                (lambda: None, "process", "must be a function of a module"),
            ):
                with self.subTest(text), self.assertRaisesRegex(MLUsageError, text):
                    asyncio.run(closed_loop(what, count=1, executor=place))

    def test_coroutine_functions_are_known(self) -> None:
        class Asynchronous:
            async def __call__(self) -> None:
                pass

        self.assertTrue(is_coroutine_function(partial(asyncio.sleep, 0)))
        self.assertTrue(is_coroutine_function(Asynchronous()))
        self.assertFalse(is_coroutine_function(nothing))
        self.assertFalse(is_coroutine_function(partial(nothing)))


class Figures(unittest.TestCase):
    @staticmethod
    def result(count: int, **options: Any) -> LoadResult:
        """A load with latencies of 1 to *count* milliseconds."""
        executions = [Execution(0.0, 0.0, n / 1000, n / 2000) for n in range(1, count + 1)]
        return LoadResult("open loop", executions, 1.0, concurrency=1, rate=count, **options)

    def test_the_keys_of_mlpy_and_more(self) -> None:
        result = self.result(100)
        self.assertEqual(
            [result[key] for key in ("total_time", "avg_per_execution", "throughput", "concurrency")],
            [1.0, 0.01, 100.0, 1],
        )
        self.assertAlmostEqual(result["mean"], 0.0505)
        self.assertAlmostEqual(result["queue_time"], 0.02525)
        self.assertEqual(json.loads(json.dumps(result)), result)

    def test_a_percentile_without_support_is_none(self) -> None:
        few, many = self.result(100), self.result(10_000)
        self.assertEqual((few["p50"], few["p90"], few["p99"], few["p99.9"]), (0.05, 0.09, None, None))
        self.assertEqual((many["p99"], many["p99.9"], many["max"]), (9.9, 9.99, 10.0))
        self.assertEqual(few.percentile(99.9), 0.1)

    def test_throughput_has_an_interval(self) -> None:
        executions = [Execution(n / 100, n / 100, n / 100 + 0.005, 0.005) for n in range(100)]
        result = LoadResult("open loop", executions, 1.0, concurrency=1, rate=100)
        self.assertEqual([round(bound) for bound in result.throughput_interval], [100, 100])


class LeftBehind(unittest.TestCase):
    """What a load takes with it when it ends, in whichever way."""

    def setUp(self) -> None:
        self.threads = set(threading.enumerate())
        self.handler = signal.default_int_handler  # a shell lets what it runs in the background ignore the signal
        self.addCleanup(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, self.handler))
        self.state = (gc.isenabled(), sys.getswitchinterval(), sys.gettrace())

    def tearDown(self) -> None:
        for thread in set(threading.enumerate()) - self.threads:
            thread.join(10)
        self.assertEqual(set(threading.enumerate()) - self.threads, set())
        self.assertEqual(multiprocessing.active_children(), [])
        self.assertEqual(signal.getsignal(signal.SIGINT), self.handler)
        self.assertEqual((gc.isenabled(), sys.getswitchinterval(), sys.gettrace()), self.state)

    def test_after_success_and_failure(self) -> None:
        for call in (nothing, fail, "result = 1;", "result = 1 / 0;"):
            for executor in ("thread", "process"):
                with self.subTest(call=call, executor=executor), contextlib.suppress(ValueError, MLError):
                    asyncio.run(closed_loop(call, concurrency=2, count=2, executor=executor))

    def test_after_cancellation(self) -> None:
        async def main(load: Any, in_thread: bool) -> None:
            loop = asyncio.get_running_loop()
            started = loop.create_future()

            def start() -> None:
                if not started.done():
                    started.set_result(None)

            async def wait() -> None:
                start()
                await loop.create_future()

            def tell() -> None:
                loop.call_soon_threadsafe(start)

            task = asyncio.ensure_future(load(tell if in_thread else wait, count=1_000_000_000, warm_up=0))
            await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            self.assertEqual(asyncio.all_tasks(), {asyncio.current_task()})

        for load in (closed_loop, partial(open_loop, rate=1000)):
            for in_thread in (False, True):
                with self.subTest(load=load, in_thread=in_thread):
                    asyncio.run(main(load, in_thread))

    def test_after_cancellation_of_ml_code_without_end(self) -> None:
        async def main() -> None:
            async with AsyncMLExecutor(1) as executor:
                task = asyncio.ensure_future(closed_loop("while (true) { }", concurrency=3, executor=executor))
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
                self.assertEqual((await executor.execute("result = 1;")).value, 1)

        asyncio.run(main())

    def test_after_an_interrupt(self) -> None:
        async def call() -> None:
            asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGINT)
            await asyncio.get_running_loop().create_future()

        for load in (closed_loop, partial(open_loop, rate=1000)):
            with self.subTest(load=load), self.assertRaises(KeyboardInterrupt):
                asyncio.run(load(call, count=2, concurrency=1))

    def test_the_real_clock_waits(self) -> None:
        begun = time.perf_counter()
        result = asyncio.run(open_loop(nothing, 100, count=3, warm_up=0))
        self.assertGreaterEqual(time.perf_counter() - begun, 0.02)
        self.assertGreaterEqual(result.executions[2].sent, 0.02)


if __name__ == "__main__":
    unittest.main()
