"""The texts that a session shows for values and errors."""

import unittest
from typing import Any, List
from unittest import mock

from mlpy_testkit.integration import MLREPLSession, format_repl_value


class Errors(unittest.TestCase):
    def test_a_name_without_a_value_is_told_as_an_unknown_one(self) -> None:
        session = MLREPLSession()
        session.execute_ml_line("function f() { return later; later = 1; }")
        session.execute_ml_line("function g() { function h() { return late; } x = h(); late = 1; }")
        for text, name in (("f()", "later"), ("g()", "late"), ("nosuch", "nosuch")):
            line = (session.execute_ml_line(text).error or "").partition("\n")[0]
            self.assertEqual(line, f"Runtime Error: Variable '{name}' is not defined")

    def test_members_have_the_words_of_ml(self) -> None:
        result = MLREPLSession().execute_ml_line("null.x")
        self.assertEqual(result.error, "Runtime Error: 'NoneType' object has no accessible attribute 'x'")


class Display(unittest.TestCase):
    def test_values_have_the_spelling_of_ml(self) -> None:
        for value, text in (
            (None, ""),
            (True, "true"),
            ("a", '"a"'),
            ([1, "x", None, False], '[1, "x", null, false]'),
            ({}, "{}"),
            ({"a": {"b": None}}, '{\n  "a": {\n    "b": null\n  }\n}'),
            (1.5, "1.5"),
        ):
            with self.subTest(value):
                self.assertEqual(format_repl_value(value), text)

    def test_long_values_are_cut(self) -> None:
        text = format_repl_value(list(range(200)))
        self.assertTrue(text.endswith("more lines"))
        self.assertLess(len(text.splitlines()), 60)
        self.assertEqual(len(format_repl_value(list(range(100))).splitlines()), 1)

    def test_deep_and_round_values_end(self) -> None:
        deep: List[Any] = []
        for _ in range(1000):
            deep = [deep]
        self.assertIn("[...]", format_repl_value(deep))
        deep.append(deep)
        self.assertIn("[...]", format_repl_value(deep))

    def test_small_values_that_expand_without_end(self) -> None:
        shared: List[Any] = ["x" * 1000]
        for _ in range(15):
            shared = [shared] * 9
        with mock.patch("mlpy_testkit.integration.texts._ROOM", 20_000):
            self.assertLess(len(format_repl_value(shared)), 100_000)
            self.assertLess(len(format_repl_value(["x" * 5000] * 100_000)), 1_000_000)

    def test_a_number_too_long_to_be_written(self) -> None:
        self.assertEqual(format_repl_value([1 << 20_000]), "[<a number of 20001 bits>]")
        self.assertEqual(format_repl_value(10**4299), "1" + "0" * 4299)
