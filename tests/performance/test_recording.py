"""Samples for baselines; the clock is a made-up one where figures are compared."""

import gc
import os
import unittest
from typing import Any, List
from unittest import mock

from mlpy_testkit import MLDeniedError, MLError, MLREPLSession, MLRuntimeError, MLUsageError
from mlpy_testkit.performance import record, record_program
from mlpy_testkit.performance.recording import canary
from tests.frozen import setUpModule as setUpModule
from tests.performance.traced import traced


class Clock:
    """Time that passes only when something says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@traced
class Records(unittest.TestCase):
    def test_seconds_of_a_call_with_the_canary_beside_it(self) -> None:
        clock = Clock()

        def call() -> None:
            clock.now += 0.0003

        def bird() -> None:
            clock.now += 0.00002

        with mock.patch("mlpy_testkit.performance.recording.canary", bird):
            samples = record(call, pairs=6, clock=clock)
        self.assertEqual([round(value, 9) for value in samples.values], [0.0003] * 6)
        self.assertEqual([round(value, 9) for value in samples.canary], [0.00002] * 6)

    def test_both_sides_take_turns_in_being_first(self) -> None:
        clock, order = Clock(), []

        def call() -> None:
            clock.now += 1
            order.append("c")

        def bird() -> None:
            clock.now += 1
            order.append("b")

        with mock.patch("mlpy_testkit.performance.recording.canary", bird):
            record(call, pairs=4, clock=clock)
        self.assertEqual("".join(order), "cb" + "cbbccbbc")

    def test_the_canary_is_always_the_same(self) -> None:
        self.assertEqual(canary(), canary())

    def test_the_collector_is_as_it_was(self) -> None:
        def interrupt() -> None:
            raise KeyboardInterrupt

        def fail() -> None:
            raise ValueError

        for call, error in ((None, None), (interrupt, KeyboardInterrupt), (fail, ValueError)):
            for before in (True, False):
                self.addCleanup(gc.enable)
                (gc.enable if before else gc.disable)()
                if error is None:
                    seen: List[bool] = []
                    record(lambda seen=seen: seen.append(gc.isenabled()), pairs=1)
                    self.assertFalse(any(seen))
                else:
                    self.assertRaises(error, record, call, pairs=1)
                self.assertEqual(gc.isenabled(), before)

    def test_a_failing_call_fails(self) -> None:
        with MLREPLSession() as session, self.assertRaises(MLRuntimeError):
            record(lambda: session.execute("1 / 0"), pairs=1)
        self.assertRaises(MLUsageError, record, canary, pairs=0)


class Programs(unittest.TestCase):
    def test_what_cannot_be_sent_is_refused(self) -> None:
        for options in ({"context": {"x": object()}}, {"capabilities": [b"math"]}, {"processes": 0}, {"pairs": "3"}):
            with self.subTest(options), self.assertRaises(MLUsageError):
                record_program("result = 1;", **options)

    def test_a_program_in_processes(self) -> None:
        before = dict(os.environ)
        samples = record_program(
            "import math; result = math.sqrt(n);",
            processes=2,
            pairs=3,
            context={"n": 16},
            capabilities=["math.compute"],
        )
        self.assertEqual([(len(each.values), len(each.canary)) for each in samples], [(3, 3), (3, 3)])
        self.assertEqual(dict(os.environ), before)

    def test_a_program_that_fails_has_its_error(self) -> None:
        self.assertRaises(MLRuntimeError, record_program, "result = 1 / 0;", processes=1)
        self.assertRaises(MLDeniedError, record_program, "import math; math.sqrt(4);", processes=1)
        self.assertRaises(MLError, record_program, "x = ;", processes=1)
        self.assertRaises(MLUsageError, record_program, "x = 1;", processes=0)

    def test_a_process_that_dies_says_why(self) -> None:
        done: Any = mock.Mock(returncode=3, stderr="no room\n")
        expected = "ended with 3:\nno room$"
        with mock.patch("subprocess.run", return_value=done), self.assertRaisesRegex(MLUsageError, expected):
            record_program("x = 1;", processes=1)


if __name__ == "__main__":
    unittest.main()
