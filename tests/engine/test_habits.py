"""Advice for those who come from other languages."""

import unittest

from mlpy_testkit.engine import Engine, MLSyntaxError
from mlpy_testkit.engine.habits import advice


class Habits(unittest.TestCase):
    def hint(self, text: str) -> str:
        """Return the advice of the error for a text."""
        with self.assertRaises(MLSyntaxError) as caught:
            Engine().load(text)
        return caught.exception.hint

    def test_what_other_languages_have(self) -> None:
        for text, word in (
            ("let x = 5;", "name = value"),
            ("const x = 5;", "name = value"),
            ("for (let i of xs) { }", "name = value"),
            ("x++;", "'++'"),
            ("x--;", "'--'"),
            ("x += 1;", "'+='"),
            ("x %= 1;", "'%='"),
            ("if (a) { } else if (b) { }", "'elif'"),
            ("/* all */ x = 1;", "'//'"),
            ("x = 1 /* one */;", "'//'"),
            ("x = a === b;", "'=='"),
            ("x = a !== b;", "'!='"),
            ("try { } catch (e) { }", "'except'"),
            ("f = function(x, y) { return x; };", "fn(x)"),
            ("function (x) { }", "fn(x)"),
            ("f = (x) => x;", "fn(x)"),
            ("f = x => x;", "fn(x)"),
            ("for (i = 0; i < 3; i++) { }", "range(10)"),
            ("for (i of xs) { }", "'in'"),
            ("x = a and b;", "'&&'"),
            ("x = a or b;", "'||'"),
            ("x = not a;", "'!'"),
            ("x = typeof y;", "typeof(value)"),
            ("x = new Shop();", "{key: value}"),
            ("def f(x):", "'function'"),
            ("x = `a`;", "quotes"),
            ("x = 2 ** 3;", "math.pow"),
            ("x = a ?? b;", "== null"),
        ):
            with self.subTest(text):
                self.assertIn(word, self.hint(text))

    def test_other_mistakes_get_no_advice(self) -> None:
        for text in ("x = ;", "x = 5", "x = 5 y;", "x = (1;", "f(1) { }", "if (a) b;", "catch;)", "{"):
            with self.subTest(text):
                self.assertEqual(self.hint(text), "")

    def test_it_is_on_the_first_line_of_the_message(self) -> None:
        with self.assertRaisesRegex(MLSyntaxError, r"^<ml>:1:3: expected a value, found '\+'; ML has no '\+\+'"):
            Engine().load("x++;")

    def test_parentheses_that_were_never_opened(self) -> None:
        self.assertEqual(advice([")", ")", "{", ""], 2), "")


if __name__ == "__main__":
    unittest.main()
