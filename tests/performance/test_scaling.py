"""Sweeps over concurrency, and the law that is fitted."""

import asyncio
import random
import unittest
from functools import partial
from typing import Any, List

from mlpy_testkit import MLUsageError
from mlpy_testkit.performance import ScalingResult, scaling_sweep
from mlpy_testkit.performance.load_result import Execution, LoadResult
from mlpy_testkit.performance.scaling import ScalabilityLaw, fit_law
from tests.performance.virtual import Service, VirtualLoadClock, run

LEVELS = (1, 2, 4, 8, 16)


def load(concurrency: int, throughput: int) -> LoadResult:
    """A load of one second."""
    return LoadResult("closed loop", [Execution(0, 0, 0.5, 0.5)] * throughput, 1.0, concurrency=concurrency)


class Laws(unittest.TestCase):
    def test_a_law_is_found_again(self) -> None:
        for numbers in ((50.0, 0.0, 0.0), (1000.0, 0.2, 0.0), (10.0, 0.05, 0.003), (7.0, 0.0, 0.01)):
            law = ScalabilityLaw(*numbers)
            with self.subTest(law):
                found = fit_law(LEVELS, [law.throughput(level) for level in LEVELS])
                for one, other in zip(found or (), law):
                    self.assertAlmostEqual(one, other, places=6)

    def test_noise_moves_it_little(self) -> None:
        noise = random.Random(1)
        law = ScalabilityLaw(1000.0, 0.1, 0.002)
        found = fit_law(LEVELS, [law.throughput(level) * noise.uniform(0.99, 1.01) for level in LEVELS])
        assert found is not None
        self.assertAlmostEqual(found.single, 1000, delta=30)
        self.assertAlmostEqual(found.contention, 0.1, delta=0.02)

    def test_better_than_linear_has_no_contention_below_zero(self) -> None:
        found = fit_law([1, 2, 4], [10.0, 25.0, 60.0])
        assert found is not None
        self.assertEqual((found.contention, found.coherency), (0.0, 0.0))

    def test_two_levels_have_no_law(self) -> None:
        self.assertIsNone(fit_law([1, 2], [10.0, 20.0]))
        self.assertIsNone(fit_law([1, 2, 4], [10.0, 0.0, 0.0]))


class Sweeps(unittest.TestCase):
    def test_speed_up_efficiency_and_knee(self) -> None:
        result = ScalingResult([load(4, 240), load(1, 100), load(2, 180), load(8, 245)])
        self.assertEqual([level.concurrency for level in result.levels], [1, 2, 4, 8])
        self.assertEqual([level.speed_up for level in result.levels], [1.0, 1.8, 2.4, 2.45])
        self.assertEqual([level.efficiency for level in result.levels], [1.0, 0.9, 0.6, 0.30625])
        self.assertEqual(result.knee, 4)
        self.assertEqual(result["8"]["throughput"], 245.0)

    def test_what_waits_scales_and_what_takes_turns_does_not(self) -> None:
        async def sweep(call: Any) -> ScalingResult:
            return await scaling_sweep(call, LEVELS, duration=1.0, warm_up=0, clock=VirtualLoadClock())

        async def take_turns() -> ScalingResult:
            return await sweep(Service(0.01))

        waiting = run(sweep(partial(asyncio.sleep, 0.01)))
        turns = run(take_turns())
        assert waiting.law is not None and turns.law is not None
        self.assertAlmostEqual(waiting.levels[-1].speed_up, 16, places=6)
        self.assertAlmostEqual(waiting.law.contention, 0, places=6)
        self.assertEqual((waiting.knee, turns.knee), (16, 1))
        self.assertAlmostEqual(turns.law.contention, 1, delta=0.05)

    def test_wrong_levels_are_refused(self) -> None:
        for levels in ((), (1, 1), (0, 1), 5, "12"):
            with self.subTest(levels), self.assertRaises(MLUsageError):
                asyncio.run(scaling_sweep("", levels, count=1))
        self.assertRaises(MLUsageError, ScalingResult, [])
        ran: List[int] = []
        with self.assertRaises(MLUsageError):  # before anything is run
            asyncio.run(scaling_sweep(lambda: ran.append(1), (1, 0), count=1))
        self.assertEqual(ran, [])


if __name__ == "__main__":
    unittest.main()
