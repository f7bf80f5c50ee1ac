"""The module ``functional``."""

import unittest

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from tests.modules.vectors import VectorCase

COMPOSING = {
    *("compose", "composeAll", "pipe", "pipeAll", "curry", "curry2", "partial", "partial_apply"),
    *("constant", "memoize", "ifElse", "cond", "juxt"),
}


class Vectors(VectorCase):
    def test_vectors(self):
        self.check("functional")

    def test_null_is_an_initial_value(self):
        self.assertEqual(self.answer("functional.reduce(fn(a, x) => [a, x], [1], null)"), "[null, 1]")
        self.assertEqual(self.answer("functional.reduce(fn(a, x) => [a, x], [], null)"), "null")

    def test_curry_goes_by_the_declaration(self):
        cases = [
            ("f = functional.curry(math.pow); g = f(2) || g(10)", "1024"),
            ("f = functional.curry(math.log) || f(100)", "2.0"),
            ("f = functional.curry(collections.append); g = f([1]) || g(2)", "[1, 2]"),
            ("f = functional.curry(fn(a, b) => a - b); g = f(9); h = g(1) || [h, g(2)]", "[8, 7]"),
        ]
        for vector, expected in cases:
            self.assertEqual(self.answer(vector), expected)
        answer = self.answer("functional.curry(print)")
        self.assertEqual(
            answer, "!ValueError: curry cannot know how many arguments this function takes; give their number"
        )

    def test_memoize_remembers_by_content(self):
        program = "calls = []; f = functional.memoize(fn(a) => [calls.append(a), a]);"
        self.assertEqual(
            self.answer(f"{program} f([1]); f([1]); f([2]); f({{a: 1}}); f({{a: 1}}) || calls.length"), "3"
        )
        self.assertEqual(self.answer(f"{program} f(1); f(1.0); f(true); f(null); f(null) || calls.length"), "2")

    def test_memoize_is_not_misled_by_later_changes(self):
        program = "f = functional.memoize(fn(a) => a.length); a = [1]; f(a); a.append(2)"
        self.assertEqual(self.answer(f"{program} || [f(a), f([1])]"), "[2, 1]")

    def test_made_functions_are_functions(self):
        made = ["compose(abs)", "curry2(fn(a, b) => a)", "partial(abs)", "constant(1)", "memoize(abs)", "juxt([abs])"]
        for call in made:
            vector = f"f = functional.{call} || [typeof(f), callable(f), requiredCapabilities(f)]"
            self.assertEqual(self.answer(vector), '["function", true, []]')
        self.assertEqual(self.answer("f = functional.compose(abs) || str(f)"), '"<built-in composed>"')
        self.assertEqual(self.answer("o = {f: functional.constant(7)} || o.f()"), "7")

    def test_callbacks_bring_their_own_capabilities(self):
        grants = ["functional.compose", "functional.transform"]
        for vector in (
            "functional.map(math.sqrt, [4])",
            "functional.times(1, math.sqrt)",
            "f = functional.compose(math.sqrt) || f(4)",
            "f = functional.memoize(math.sqrt) || f(4)",
            "f = functional.partial(math.pow, 2) || f(4)",
            "f = functional.curry(math.pow) || f(4, 2)",
            "f = functional.juxt([math.sqrt]) || f(4)",
            "f = functional.cond([[math.sqrt, math.sqrt]]) || f(4)",
        ):
            answer = self.answer(vector, grants=grants)
            self.assertTrue(
                answer.startswith("!CapabilityError: Missing required capabilities: ['math.compute']"), answer
            )

    def test_loops_may_end_early(self):
        self.assertEqual(self.answer("i = iter([1, 2, 3, 4]); functional.takeWhile(fn(x) => x < 2, i) || next(i)"), "3")
        self.assertEqual(self.answer("i = iter([1, 2, 3]); functional.some(fn(x) => true, i) || next(i)"), "2")

    def test_a_callback_may_change_the_array(self):
        self.assertEqual(self.answer("a = [1, 2]; functional.forEach(fn(x) => a.append(x), a) || a"), "[1, 2, 1, 2]")

    def test_sizes_are_checked(self):
        cases = [
            ("functional.range(1000000000000000000000)", Limits(), "items"),
            ("functional.repeat(0, 100000000000000000000)", Limits(), "items"),
            ("functional.times(100000000000000000000, fn(x) => x)", Limits(), "items"),
            ("functional.range(100000)", Limits(steps=1000), "steps"),
            ("functional.map(abs, functional.range(5000))", Limits(steps=9000), "steps"),
        ]
        for call, limits, name in cases:
            with self.subTest(call=call):
                self.assertEqual(self.run_ml(f"{call};", limits=limits).error.limit, name)

    def test_many_steps_need_no_stack(self):
        program = "fs = functional.repeat(fn(x) => x + 1, 5000); f = functional.pipeAll(fs) || f(0)"
        self.assertEqual(self.answer(program), "5000")

    def test_what_functions_need(self):
        members = Library().load("functional").members
        self.assertEqual(len(members), 37)
        for name, function in members.items():
            if name in ("identity", "range", "repeat"):
                self.assertEqual(function.capabilities, ())
            else:
                needed = "functional.compose" if name in COMPOSING else "functional.transform"
                self.assertEqual(function.capabilities, (needed,))


if __name__ == "__main__":
    unittest.main()
