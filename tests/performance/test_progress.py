"""The progress line: on terminals, after two seconds, and gone at the end."""

import asyncio
import contextlib
import io
import unittest
from typing import Any
from unittest import mock

from mlpy_testkit.performance import closed_loop, open_loop
from mlpy_testkit.performance.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Lines(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0

    def progress(self, stream: Any) -> Progress:
        return Progress("load", stream, lambda: self.now)

    def test_nothing_within_two_seconds(self) -> None:
        stream = Terminal()
        with self.progress(stream) as progress:
            for self.now in (0.5, 1.9):
                progress.update(0.5)
        self.assertEqual(stream.getvalue(), "")

    def test_a_line_that_is_written_over_and_wiped_off(self) -> None:
        stream = Terminal()
        with self.progress(stream) as progress:
            for self.now, share in ((2.0, 0.2), (2.05, 0.25), (2.2, 0.3), (3.0, 7.0)):
                progress.update(share)
        self.assertEqual(stream.getvalue(), "\rload  20%\rload  30%\rload 100%\r         \r")

    def test_nothing_where_there_is_no_terminal(self) -> None:
        self.now = 0.0
        for stream in (io.StringIO(), None):
            with mock.patch("sys.stderr", stream), self.progress(stream) as progress:
                self.now += 5
                progress.update(0.5)
            if stream is not None:
                self.assertEqual(stream.getvalue(), "")

    def test_the_line_goes_with_an_error(self) -> None:
        stream = Terminal()
        with contextlib.suppress(KeyboardInterrupt), self.progress(stream) as progress:
            self.now = 2.0
            progress.update(0.5)
            raise KeyboardInterrupt
        self.assertTrue(stream.getvalue().endswith("\r"))

    def test_a_load_shows_its_progress(self) -> None:
        for main in (closed_loop("x = 1;", count=3), open_loop("x = 1;", 1000, count=3)):
            with mock.patch("sys.stderr", Terminal()) as stream, mock.patch(
                "mlpy_testkit.performance.progress._PATIENCE", 0.0
            ):
                asyncio.run(main)
            self.assertRegex(stream.getvalue(), r"^\r(closed|open) loop  33%[\s\S]* +\r$")


if __name__ == "__main__":
    unittest.main()
