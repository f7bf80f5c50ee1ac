"""The commands of a session that mlpy's integration toolkit has: what they print."""

import asyncio
import contextlib
import io
import unittest
from typing import Any, Callable
from unittest import mock

from mlpy_testkit import MLREPLSession
from mlpy_testkit.commands import integration
from mlpy_testkit.integration import callbacks, executor
from tests.performance.traced import traced


def printed(command: Callable[..., Any], *arguments: Any) -> str:
    """Return what a command prints."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        command(*arguments)
    return output.getvalue()


@traced
class Commands(unittest.TestCase):
    def setUp(self) -> None:
        self.session = MLREPLSession()
        self.addCleanup(self.session.close)
        self.session.run("function double(x) { return x * 2; }")

    def test_benchmark(self) -> None:
        text = printed(integration.handle_benchmark_command, self.session, "double(21)", "5")
        self.assertRegex(
            text, r"^Running benchmark \(5 iterations\)\.\.\.\nBenchmark Results:\n  Mean:     \d+\.\d{3} ms"
        )
        self.assertRegex(text, r"  CV:       \d+\.\d%\n  Total iterations: 5 iterations\n  Successful: 5\n$")
        self.assertEqual(list(self.session.get_variables()), ["double"])

    def test_benchmark_without_a_session_of_the_kit(self) -> None:
        text = printed(integration.handle_benchmark_command, object(), "result = 1;", "3")
        self.assertIn("Successful: 3", text)

    def test_benchmark_of_code_that_fails(self) -> None:
        text = printed(integration.handle_benchmark_command, self.session, "1 / 0", "3")
        self.assertRegex(text, r"\nError: .*division by zero")
        self.assertNotIn("Results", text)

    def test_benchmark_that_takes_too_long(self) -> None:
        late = mock.patch.object(integration, "finish", side_effect=asyncio.TimeoutError)
        with late, mock.patch("mlpy_testkit.performance.tester.PerformanceTester"):
            text = printed(integration.handle_benchmark_command, object(), "x = 1;", "3")
        self.assertIn("Error: Execution timed out", text)

    def test_code_without_a_value(self) -> None:
        text = printed(integration.handle_async_command, self.session, "x = null;")
        self.assertNotIn("=>", text)
        self.assertIn("Execution time: ", text)

    def test_whatever_goes_wrong_is_told(self) -> None:
        broken = mock.patch.object(executor, "async_ml_execute", side_effect=OSError("no threads"))
        with broken:
            text = printed(integration.handle_async_command, object(), "x = 1;")
        self.assertEqual(text, "Executing async...\nError: no threads\n")
        with mock.patch.object(callbacks, "ml_callback", side_effect=OSError("no memory")):
            text = printed(integration.handle_callback_command, self.session, "double")
        self.assertEqual(text, "Error creating callback: no memory\n")


if __name__ == "__main__":
    unittest.main()
