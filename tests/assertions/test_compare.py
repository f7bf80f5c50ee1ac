"""When two values count as the same, and where they differ."""

import unittest
from collections import OrderedDict, defaultdict
from decimal import Decimal
from typing import Any, List
from unittest.mock import ANY

from mlpy_testkit.assertions.compare import NOTHING, compare, is_same
from mlpy_testkit.assertions.describe import path_text


def deep(depth: int, value: Any) -> Any:
    """Return arrays in arrays."""
    for _ in range(depth):
        value = [value]
    return value


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

    def test_with_a_matcher_true_is_what_the_matcher_says(self) -> None:
        self.check(True, ANY, True)
        self.check([False], [ANY], True)
        self.check(True, Decimal(1), False)

    def test_strict(self) -> None:
        self.assertTrue(is_same([1, {"a": 2.0}], [1, {"a": 2.0}], strict=True))
        self.assertFalse(is_same([1, {"a": 2.0}], [1, {"a": 2}], strict=True))
        self.assertFalse(is_same(1, True, strict=True))
        self.assertTrue(is_same([1], (1,), strict=True))
        self.assertFalse(is_same({1: "a"}, {1.0: "a"}, strict=True))

    def test_keys_are_compared_as_values_are(self) -> None:
        self.check({1: "a"}, {1.0: "a"}, True)
        self.check({1: "a"}, {True: "a"}, False)
        self.check({True: "a", "b": 1}, {True: "a", "b": 1}, True)

    def test_what_a_subclass_says_counts_if_it_compares_itself(self) -> None:
        class Partial(dict):
            def __eq__(self, other: object) -> bool:
                return isinstance(other, dict) and self.items() <= other.items()

        self.check({"a": 1, "b": 2}, Partial(a=1), True)
        self.check({"a": 1, "b": 2}, Partial(a=2), False)
        self.check({"a": 1, "b": 2}, OrderedDict(b=2, a=1), True)
        self.check({"a": [1]}, defaultdict(list, {"a": [1]}), True)
        self.check({"a": True}, OrderedDict(a=1), False)

    def test_a_subclass_cannot_hide_what_it_holds(self) -> None:
        class Empty(dict):
            def items(self) -> Any:
                return []

            def __contains__(self, key: object) -> bool:
                return False

        class Endless(list):
            def __iter__(self) -> Any:
                while True:
                    yield 1

        self.check({"a": 1}, Empty(a=1), True)
        self.check({"a": 1}, Empty(a=2), False)
        self.check([1, 2], Endless([1, 2]), True)

    def test_values_that_contain_themselves(self) -> None:
        left: List[Any] = [1]
        left.append(left)
        right: List[Any] = [1]
        right.append(right)
        self.assertTrue(is_same(left, right))
        right.append(2)
        self.assertFalse(is_same(left, right))

    def test_deep_values(self) -> None:
        left, right, other = deep(20_000, 1), deep(20_000, 1), deep(20_000, 2)
        self.assertTrue(is_same(left, right))
        self.assertFalse(is_same(left, other))

    def test_shared_parts_are_compared_once(self) -> None:
        left: Any = 1
        right: Any = 1
        for _ in range(100):  # 2 ** 100 ways through it
            left, right = [left, left], [right, right]
        self.assertTrue(is_same(left, right))


class Places(unittest.TestCase):
    """``compare(...).differences``"""

    def check(self, found: Any, expected: Any, *differences: Any) -> None:
        comparison = compare(found, expected)
        self.assertTrue(comparison.complete)
        self.assertEqual([(path_text(path), *values) for path, *values in comparison.differences], [*differences])

    def test_in_the_order_of_what_was_found(self) -> None:
        self.check(
            {"b": 1, "a": [1, {"c": 2}], "d": 4},
            {"d": 5, "a": [2, {"c": 3}], "b": 0},
            ("$.b", 1, 0),
            ("$.a[0]", 1, 2),
            ("$.a[1].c", 2, 3),
            ("$.d", 4, 5),
        )

    def test_the_root(self) -> None:
        self.check(1, 2, ("$", 1, 2))
        self.check([1], {"a": 1}, ("$", [1], {"a": 1}))

    def test_members_that_one_side_has(self) -> None:
        self.check({"a": 1, "b": 2}, {"b": 2, "c": 3}, ("$.a", 1, NOTHING), ("$.c", NOTHING, 3))
        self.check({1: "x"}, {True: "x"}, ("$[1]", "x", NOTHING), ("$[True]", NOTHING, "x"))

    def test_elements_that_one_side_has(self) -> None:
        self.check([1, 2, 3, 4], [2, 3, 4], ("$[0]", 1, NOTHING))
        self.check([2, 3, 4], [1, 2, 3, 4], ("$[0]", NOTHING, 1))
        self.check([1, 2, 4], [1, 2, 3, 4], ("$[2]", NOTHING, 3))
        self.check([1, 2, 3], [1, 2], ("$[2]", 3, NOTHING))
        self.check([], [1, 2], ("$[0]", NOTHING, 1), ("$[1]", NOTHING, 2))
        self.check([1, 9, 8, 4], [1, 7, 4], ("$[1]", 9, 7), ("$[2]", 8, NOTHING))
        self.check([1, 1, 1], [1, 1], ("$[2]", 1, NOTHING))

    def test_of_many_enough(self) -> None:
        comparison = compare([*range(5000)], [*range(1, 5001)])
        self.assertEqual((len(comparison.differences), comparison.complete), (1000, False))

    def test_the_rest_of_large_values_is_not_looked_at_for_ever(self) -> None:
        comparison = compare([1] + [0] * 200_000, [2] + [0] * 200_000)
        self.assertEqual((len(comparison.differences), comparison.complete), (1, False))

    def test_a_difference_at_the_end_is_found(self) -> None:
        comparison = compare([0] * 200_000 + [1], [0] * 200_000 + [2])
        self.assertEqual((len(comparison.differences), comparison.complete), (1, True))

    def test_alignment_of_deep_arrays_comes_to_an_end(self) -> None:
        left: Any = [1]
        right: Any = [2]
        for _ in range(5_000):
            left, right = [left, 1, 2], [right, 2]
        self.assertFalse(compare(left, right).same)


if __name__ == "__main__":
    unittest.main()
