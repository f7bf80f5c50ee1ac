"""The threads of the loop of a test."""

import threading
import unittest
from concurrent import futures
from typing import List
from unittest import mock

from mlpy_testkit.case.daemons import Daemons


class Executor(unittest.TestCase):
    def setUp(self) -> None:
        self.daemons = Daemons()
        self.addCleanup(self.daemons.shutdown)

    def test_values_and_errors(self) -> None:
        self.assertEqual(self.daemons.submit(divmod, 7, 2).result(20), (3, 1))
        self.assertIsInstance(self.daemons.submit(divmod, 7, 0).exception(20), ZeroDivisionError)
        self.assertEqual(self.daemons.describe(0), [])

    def test_no_thread_can_be_started(self) -> None:
        refused = mock.patch.object(threading.Thread, "start", side_effect=RuntimeError("can't start new thread"))
        with refused, self.assertRaisesRegex(RuntimeError, "none can be started"):
            self.daemons.submit(print)
        self.assertEqual(self.daemons.describe(0), [])

    def test_what_waits_is_called_off(self) -> None:
        with mock.patch("os.cpu_count", return_value=-3):  # one thread
            begun, done = threading.Event(), threading.Event()
            self.addCleanup(done.set)
            ran: List[int] = []

            def first() -> None:
                begun.set()
                done.wait(20)

            running = self.daemons.submit(first)
        waiting = self.daemons.submit(ran.append, 1)
        begun.wait()
        self.daemons.shutdown(wait=False, cancel_futures=True)
        self.assertTrue(waiting.cancelled())
        done.set()
        futures.wait([running], 20)
        self.daemons.shutdown()
        self.assertEqual(ran, [])


if __name__ == "__main__":
    unittest.main()
