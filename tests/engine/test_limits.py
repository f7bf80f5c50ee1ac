"""Every limit, exactly where it lies, and that nothing outlives it."""

import unittest
from typing import Any, Optional, Tuple

from mlpy_testkit.capabilities import ALL
from mlpy_testkit.engine import Engine, Limits, MLLimitError, MLUsageError, Outcome
from mlpy_testkit.integration import Engine as WholeEngine
from mlpy_testkit.world import World


def run(program: str, **limits: Any) -> Outcome:
    return Engine(limits=Limits(**limits)).run(program, "a.ml")


def stopped(program: str, **limits: Any) -> Optional[Tuple[str, str]]:
    """Return the limit that ended a program and its message, or None."""
    error = run(program, **limits).error
    if error is None:
        return None
    assert isinstance(error, MLLimitError), error
    return error.limit, error.message


ENDLESS = [
    "function f() { while (true) { try { while (true) { } } finally { continue; } } } f();",
    "function f() { while (true) { try { while (true) { } } finally { return 5; } } } result = f();",
    "function f() { try { while (true) { } } finally { x = 1; return x; } } result = f();",
    "try { while (true) { } } except (e) { result = 1; }",
    "try { while (true) { } } except { result = 1; } finally { result = 2; }",
    "for (i in [1, 2]) { try { while (true) { } } finally { break; } }",
]


class Exact(unittest.TestCase):
    def check(self, limit: str, most: int, fits: str, exceeds: str, message: str) -> None:
        self.assertIsNone(stopped(fits, **{limit: most}))
        self.assertEqual(stopped(exceeds, **{limit: most}), (limit, message.format(most)))

    def test_steps(self):
        text = "i = 0; while (i < 3) { i = i + 1; } function f() { } f();"
        self.assertIsNone(stopped(text, steps=4))
        for steps in range(4):
            self.assertEqual(stopped(text, steps=steps), ("steps", f"step limit of {steps} reached"))

    def test_depth(self):
        text = "function f(n) {{ return n == 0 ? 0 : 1 + f(n - 1); }} f({});"
        self.check("depth", 10, text.format(9), text.format(10), "call depth limit of {} reached")

    def test_output(self):
        self.check("output", 5, 'print("abcd");', 'print("abcde");', "output limit of {} characters reached")

    def test_text(self):
        self.check("text", 5000, '"ab" * 2500;', '"ab" * 2501;', "text limit of {} characters reached")

    def test_items(self):
        self.check("items", 5000, "[0] * 5000;", "[0] * 5001;", "size limit of {} elements reached")
        self.check("items", 5000, "x = range(5000);", "x = range(5001);", "size limit of {} elements reached")

    def test_bits(self):
        text = "x = 2; i = 0; while (i < {}) {{ x = x * x; i = i + 1; }}"
        self.check("bits", 4097, text.format(12), text.format(13), "number limit of {} bits reached")

    def test_seconds(self):
        self.assertEqual(stopped("while (true) { }", seconds=0.02), ("seconds", "time limit of 0.02 seconds reached"))


class Sticky(unittest.TestCase):
    def test_steps_cannot_be_survived(self):
        for text in ENDLESS:
            with self.subTest(text=text):
                self.assertEqual(stopped(text, steps=100), ("steps", "step limit of 100 reached"))

    def test_time_cannot_be_survived(self):
        for text in ENDLESS:
            with self.subTest(text=text):
                self.assertEqual(stopped(text, seconds=0.02), ("seconds", "time limit of 0.02 seconds reached"))


class Usage(unittest.TestCase):
    def test_no_limits(self):
        self.assertIsNone(stopped("x = 1;", **dict.fromkeys(Limits._fields)))

    def test_bad_limits(self):
        for limits in ({"seconds": -1}, {"steps": 1.5}, {"text": "5"}, {"items": True}, {"seconds": float("nan")}):
            with self.subTest(limits=limits), self.assertRaises(MLUsageError):
                Engine(limits=Limits(**limits))


class LargeValues(unittest.TestCase):
    """What takes as long as a value is large counts as more than one step."""

    MANY = 6_000

    def steps(self, code: str, size: int) -> int:
        """Return the steps of some code whose array, object and text have that size."""
        values = {
            "a": list(range(size)),
            "o": {f"k{number}": number for number in range(size)},
            "d": dict.fromkeys(range(size)),  # has methods
            "p": [[f"q{number}", number] for number in range(size)],
            "s": "x" * size,
        }
        modules = "import collections; import functional; import json; import file; "
        engine = WholeEngine(capabilities=ALL, world=World.fake(), limits=Limits(steps=10**9))
        outcome = engine.run(f"{modules} for (i in [1]) {{ {code} }}", context=values)
        self.assertIsNone(outcome.error)
        assert outcome.steps is not None
        return outcome.steps

    def test_each_is_charged(self) -> None:
        for code, share in (
            ("keys(o);", 1),
            ("values(o);", 1),
            ("d.values();", 1),
            ("d.items();", 1),
            ("d.update(p);", 1),
            ("f = a.reverse; f();", 64),
            ("f = a.pop; f(0);", 64),
            ("f = s.upper; f();", 64),
            ("a.sort();", 1),
            ("zip(a, a);", 1),
            ("collections.slice(a, 0);", 1),
            ("collections.slice(s, 0);", 64),
            ("functional.zip(a, a);", 1),
            ("json.merge(o, o);", 1),
            ('file.writeBytes("/a", [7] * len(a));', 1),
            ('file.writeLines("/a", ["x"] * len(a));', 1),
        ):
            with self.subTest(code):
                self.assertGreaterEqual(self.steps(code, self.MANY) - self.steps(code, 3), self.MANY // share - 64)


if __name__ == "__main__":
    unittest.main()
