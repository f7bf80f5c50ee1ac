"""When two values count as the same, and how a difference is described."""

import unittest
from typing import Any

from mlpy_testkit import Engine
from mlpy_testkit.assertions.compare import describe_code, describe_difference, is_same


def difference(found: object, expected: object) -> str:
    """Return the whole text of a difference."""
    return "".join(describe_difference(found, expected))


class IsSame(unittest.TestCase):
    def check(self, found: Any, expected: Any, same: bool) -> None:
        with self.subTest(found=found, expected=expected):
            self.assertIs(is_same(found, expected), same)

    def test_numbers_are_compared_by_value(self) -> None:
        self.check(1, 1, True)
        self.check(1, 1.0, True)
        self.check(1.0, 1, True)
        self.check(1, 2, False)
        self.check(10**400, 10**400, True)
        self.check(float("inf"), float("inf"), True)

    def test_true_is_not_one(self) -> None:
        self.check(True, True, True)
        self.check(True, 1, False)
        self.check(1, True, False)
        self.check(False, 0, False)
        self.check(0.0, False, False)
        self.check(True, 1.0, False)

    def test_true_is_not_one_inside_either(self) -> None:
        self.check([True], [1], False)
        self.check([[1]], [[True]], False)
        self.check({"a": [True]}, {"a": [1]}, False)
        self.check({"a": [True]}, {"a": [True]}, True)

    def test_null_is_nothing_else(self) -> None:
        self.check(None, None, True)
        self.check(None, 0, False)
        self.check(None, False, False)
        self.check("", None, False)

    def test_texts(self) -> None:
        self.check("a", "a", True)
        self.check("a", "A", False)
        self.check("1", 1, False)

    def test_arrays(self) -> None:
        self.check([], [], True)
        self.check([1, 2], [1, 2], True)
        self.check([1, 2], [2, 1], False)
        self.check([1], [1, 2], False)
        self.check([1, 2], [1], False)

    def test_a_tuple_may_stand_for_an_array(self) -> None:
        self.check([1, [2]], (1, (2,)), True)
        self.check([1], (2,), False)

    def test_objects(self) -> None:
        self.check({"a": 1, "b": 2}, {"b": 2, "a": 1}, True)
        self.check({"a": 1}, {"a": 2}, False)
        self.check({"a": 1}, {"b": 1}, False)
        self.check({"a": 1}, {}, False)
        self.check({}, [], False)

    def test_what_is_not_a_number_equals_nothing(self) -> None:
        self.check(float("nan"), float("nan"), False)

    def test_the_expected_value_may_decide(self) -> None:
        class Anything:
            def __eq__(self, other: object) -> bool:
                return True

        self.check(5, Anything(), True)
        self.check([5, {"a": 6}], [Anything(), {"a": Anything()}], True)


class DescribeDifference(unittest.TestCase):
    def test_short_values_stand_in_one_line(self) -> None:
        self.assertEqual(difference(2, 3), "2 != 3")
        self.assertEqual(difference("a", None), "'a' != None")
        self.assertEqual(difference([True], [1]), "[True] != [1]")

    def test_what_was_found_comes_first(self) -> None:
        self.assertEqual(difference("found", "expected"), "'found' != 'expected'")

    def test_long_values_are_a_diff_by_lines(self) -> None:
        found = {f"a long name number {number}": number for number in range(6)}
        text = difference(found, {**found, "a long name number 3": 33})
        self.assertTrue(text.startswith("values differ (- found, + expected)\n"))
        self.assertIn("\n-  'a long name number 3': 3,\n", text)
        self.assertIn("\n+  'a long name number 3': 33,\n", text)
        self.assertIn("\n   'a long name number 4': 4,\n", text)

    def test_texts_are_compared_by_their_own_lines(self) -> None:
        text = difference("one\n" * 30 + "two", "one\n" * 30 + "three")
        self.assertIn("\n  one\n", text)
        self.assertTrue(text.endswith("\n- two\n+ three"), text)

    def test_no_line_ends_in_blanks(self) -> None:
        text = difference("a \n" * 60, "b \n" * 60)
        self.assertEqual([line for line in text.split("\n") if line != line.rstrip()], [])

    def test_much_that_differs_is_cut(self) -> None:
        text = difference(list(range(1000)), list(range(1000, 2000)))
        self.assertTrue(text.startswith("[0, 1, 2, "))
        self.assertTrue(text.endswith(" ..."))
        self.assertLess(len(text), 500)


class DescribeCode(unittest.TestCase):
    def of(self, text: str) -> Any:
        return describe_code(Engine().session().execute(text, "rules"))

    def test_points_at_the_value_of_result(self) -> None:
        self.assertEqual(
            self.of("x = 1;\nresult = x + 1;\ny = 2;"), "rules:2:10\n    result = x + 1;\n             ^^^^^"
        )

    def test_points_at_the_last_of_several(self) -> None:
        self.assertEqual(self.of("result = 1;\nresult = 22;"), "rules:2:10\n    result = 22;\n             ^^")

    def test_points_at_the_last_expression(self) -> None:
        self.assertEqual(self.of("x = 1;\nx + 1"), "rules:2:1\n    x + 1\n    ^^^^^")

    def test_a_program_without_an_answer(self) -> None:
        self.assertIsNone(self.of("x = 1;"))
        self.assertIsNone(self.of(""))

    def test_a_text_that_is_no_program(self) -> None:
        self.assertIsNone(self.of("x = ;"))


if __name__ == "__main__":
    unittest.main()
