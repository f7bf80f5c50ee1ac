"""The child process alone: what it reads, answers and leaves, with a parent that speaks its messages."""

import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any, Optional

from mlpy_testkit import Limits, MLUsageError
from mlpy_testkit.engine import MLLimitError
from mlpy_testkit.integration.child import REQUEST, receive, send
from mlpy_testkit.integration.jobs import Report, Task, answer, read, written

ROOT = Path(__file__).resolve().parent.parent.parent
ENDLESS = "while (true) { }"


def task(code: str, limits: Optional[Limits] = None) -> Task:
    """Return what is to be executed."""
    return Task(code, None, limits or Limits(), ())


class Served(unittest.TestCase):
    def setUp(self) -> None:
        code = "from mlpy_testkit.integration.child import main; main()"
        self.process: Any = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", code],
            cwd=ROOT,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.addCleanup(self.end)
        self.assertEqual(receive(self.process.stdout), b"")

    def end(self) -> None:
        """End the process if it goes on, and let go of its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def send(self, code: str, limits: Optional[Limits] = None, memory: int = 1 << 40) -> None:
        """Send a program."""
        send(self.process.stdin, REQUEST.pack(60.0, memory) + written(task(code, limits)))

    def report(self) -> Report:
        """Return the next answer."""
        message = receive(self.process.stdout)
        assert message is not None, self.process.stderr.read()
        return read(message)

    def test_one_message_after_another(self) -> None:
        self.send("result = 6 * 7;")
        self.send("x = 1;\nresult = y;")
        self.assertEqual(self.report().value, 42)
        error = self.report().error
        self.assertEqual((error.message, error.line), ("name 'y' is not defined", 2))

    def test_what_is_printed_is_no_answer(self) -> None:
        self.send('print("out"); result = input("who? ");')
        report = self.report()
        self.assertEqual(report.output, "out\nwho? ")
        self.assertEqual(report.error.kind, "EOFError")
        self.send("result = 1;")
        self.assertEqual(self.report().value, 1)

    def test_it_ends_with_its_input(self) -> None:
        self.process.stdin.close()
        self.assertEqual(self.process.wait(30), 0)
        self.assertEqual((self.process.stdout.read(), self.process.stderr.read()), (b"", b""))

    def test_it_ends_in_the_middle_of_a_program(self) -> None:
        self.send(ENDLESS, Limits(seconds=None))
        self.process.stdin.close()
        self.assertEqual(self.process.wait(30), 0)
        self.assertEqual(self.process.stdout.read(), b"")

    def test_half_a_message_is_none(self) -> None:
        self.process.stdin.write(b"\0\0\0\0\0\0\1\0half")
        self.process.stdin.close()
        self.assertEqual(self.process.wait(30), 0)

    @unittest.skipUnless(os.name == "posix", "needs signals")
    def test_an_interrupt_is_for_the_parent(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.send("result = 1;")
        self.assertEqual(self.report().value, 1)

    @unittest.skipUnless(sys.platform == "linux", "RLIMIT_AS holds on Linux")
    def test_memory_is_that_of_one_message(self) -> None:
        code = 'x = "x" * 300000000; result = len(x);'
        limits = Limits(memory=None, items=None, text=None)
        self.send(code, limits, memory=100_000_000)
        error = self.report().error
        self.assertIsInstance(error, MLLimitError)
        self.assertEqual(error.limit, "memory")
        self.send(code, limits)
        self.assertEqual(self.report().value, 300_000_000)


class Answers(unittest.TestCase):
    """The function that makes the answer; executors of the host call it too."""

    def test_wrong_use_is_told(self) -> None:
        wrong = task("x = 1;")._replace(limits=3)
        report = read(answer(written(wrong)))
        self.assertIsInstance(report.error, MLUsageError)


if __name__ == "__main__":
    unittest.main()
