"""The module ``collections``."""

import unittest

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from tests.modules.vectors import VectorCase

READING = {
    "length",
    "get",
    "first",
    "last",
    "contains",
    "indexOf",
    "index_of",
    "find",
    "isEmpty",
    "is_empty",
    "every",
    "some",
}


class Vectors(VectorCase):
    def test_vectors(self):
        self.check("collections")

    def test_what_is_no_function_cannot_be_called(self):
        for call in (
            "filter([1], 5)",
            "map([1], 5)",
            "find([1], 5)",
            "reduce([1], 5, 0)",
            "some([1], 5)",
            "sortBy([1], 5)",
        ):
            message = "!TypeError: Cannot call object of type 'int': not callable\\nExpected a function, got int"
            self.assertEqual(self.answer(f"collections.{call}"), message)

    def test_arguments_are_not_changed(self):
        for call in (
            "append(a, 1)",
            "prepend(a, 1)",
            "concat(a, a)",
            "reverse(a)",
            "sort(a)",
            "unique(a)",
            "drop(a, 1)",
        ):
            with self.subTest(call=call):
                self.assertEqual(
                    self.answer(f"a = [3, 1, 2]; b = collections.{call} || [a, b == a]")[:11], "[[3, 1, 2],"
                )

    def test_an_index_out_of_range_removes_nothing_from_a_copy(self):
        self.assertEqual(self.answer("a = [1]; b = collections.removeAt(a, 5); b.append(2) || a"), "[1]")

    def test_sorting_keeps_the_order_of_equals(self):
        data = '[["b", 1], ["a", 1], ["c", 0], ["d", 1]]'
        self.assertEqual(
            self.answer(f"collections.sortBy({data}, fn(p) => p[1])"), '[["c", 0], ["b", 1], ["a", 1], ["d", 1]]'
        )
        self.assertEqual(
            self.answer(f"collections.sortBy({data}, fn(p) => p[1], true)"), '[["b", 1], ["a", 1], ["d", 1], ["c", 0]]'
        )

    def test_callbacks_bring_their_own_capabilities(self):
        grants = ["collections.transform", "collections.read"]
        for call in ("map([4], math.sqrt)", "sortBy([4], math.abs)", "filter([4], math.sqrt)", "find([4], math.sqrt)"):
            answer = self.answer(f"collections.{call}", grants=grants)
            self.assertTrue(
                answer.startswith("!CapabilityError: Missing required capabilities: ['math.compute']"), answer
            )

    def test_searching_may_end_early(self):
        program = "seen = []; function odd(x) { seen.append(x); return x % 2 == 1; }"
        self.assertEqual(self.answer(f"{program} collections.find([2, 3, 4], odd) || seen"), "[2, 3]")
        self.assertEqual(self.answer(f"{program} collections.some([3, 4], odd) || seen"), "[3]")
        self.assertEqual(self.answer(f"{program} collections.every([2, 3], odd) || seen"), "[2]")
        self.assertEqual(self.answer("i = iter([1, 2, 3]); collections.find(i, fn(x) => x > 1) || next(i)"), "3")

    def test_sizes_are_checked(self):
        cases = [
            ("a = functional.range(5000); collections.concat(a, a)", Limits(items=8000), "items"),
            ("a = functional.range(5000); collections.flatten([a, a])", Limits(items=8000), "items"),
            ('a = "x" * 5000; collections.concat(a, a)', Limits(text=8000), "text"),
            ("a = functional.range(5000); collections.map(a, abs)", Limits(steps=9000), "steps"),
        ]
        for program, limits, name in cases:
            with self.subTest(program=program):
                self.assertEqual(self.run_ml(f"{program};", limits=limits).error.limit, name)

    def test_what_functions_need(self):
        members = Library().load("collections").members
        self.assertEqual(len(members), 30)
        for name, function in members.items():
            needed = "collections.read" if name in READING else "collections.transform"
            self.assertEqual(function.capabilities, (needed,))


if __name__ == "__main__":
    unittest.main()
