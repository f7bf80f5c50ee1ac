"""What the commands share."""

import argparse
import io
import os
import unittest
from unittest import mock

from mlpy_testkit.commands.terminal import coloured, count, has_colour, seconds


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Colours(unittest.TestCase):
    def test_a_terminal_shows_them(self) -> None:
        with mock.patch.dict(os.environ, {"TERM": "xterm"}, clear=True):
            self.assertEqual(coloured("error", "31", Terminal()), "\x1b[31merror\x1b[0m")

    def test_nothing_else_does(self) -> None:
        with mock.patch.dict(os.environ, {"TERM": "xterm"}, clear=True):
            self.assertEqual(coloured("error", "31", io.StringIO()), "error")
            self.assertFalse(has_colour(None))

    def test_a_terminal_can_be_told_not_to(self) -> None:
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            with self.subTest(environment), mock.patch.dict(os.environ, environment, clear=True):
                self.assertEqual(coloured("error", "31", Terminal()), "error")


class Numbers(unittest.TestCase):
    def test_a_time_is_positive_and_finite(self) -> None:
        self.assertEqual(seconds("0.5"), 0.5)
        for text in ("0", "-1", "inf", "nan", "x", ""):
            with self.subTest(text), self.assertRaises(argparse.ArgumentTypeError):
                seconds(text)

    def test_a_count_is_positive_and_whole(self) -> None:
        self.assertEqual(count("3"), 3)
        for text in ("0", "-1", "1.5", "x", ""):
            with self.subTest(text), self.assertRaises(argparse.ArgumentTypeError):
                count(text)
