"""A test case whose tests run inside an execution, as functions of the library do."""

import time
import unittest
from typing import Any, Callable

from mlpy_testkit.engine.limits import LimitReached, Limits, Run, enter, leave

DEFAULT = Limits()


class RunCase(unittest.TestCase):
    """Enters a run with the default limits; ``self.run_of_test`` is that run."""

    def setUp(self) -> None:
        self.run_of_test = self.enter(DEFAULT)

    def enter(self, limits: Limits, **options: Any) -> Run:
        """Make a new run the current one until the test ends."""
        run = Run(limits, **options)
        enter(run)
        self.addCleanup(leave, run)
        return run

    def assertFails(self, kind: type, message: str, function: Callable[..., Any], *arguments: Any) -> None:
        """Fail unless the call raises exactly this kind of error with exactly this text."""
        with self.assertRaises(kind) as caught:
            function(*arguments)
        self.assertIs(type(caught.exception), kind)
        self.assertEqual(str(caught.exception), message)

    def assertStops(self, limit: str, function: Callable[..., Any], *arguments: Any, limits: Limits = DEFAULT) -> None:
        """Fail unless the call ends the run at the named limit, and does so at once."""
        run = self.enter(limits)
        next(run.budget)  # from now on the steps are counted
        started = time.perf_counter()
        with self.assertRaises(LimitReached):
            function(*arguments)
        self.assertEqual(run.stopped, limit)
        self.assertLess(time.perf_counter() - started, 1.0)


def shared(levels: int, leaf: Any = 1) -> Any:
    """Return an array of two references to an array of two references ... *levels* deep."""
    value = [leaf]
    for _ in range(levels):
        value = [value, value]
    return value


def nested(levels: int, leaf: Any = 1) -> Any:
    """Return an array in an array ... *levels* deep."""
    value = [leaf]
    for _ in range(levels):
        value = [value]
    return value
