"""Equality, order and sorting."""

import random
import sys
import unittest
from unittest import mock

from mlpy_testkit.engine import compare
from mlpy_testkit.engine.builtins import BUILTINS
from mlpy_testkit.engine.compare import (
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    occurrences,
    position,
    sort_values,
)
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.values import ErrorValue

from .running import RunCase, nested, shared

NAN = float("nan")

SAMPLES = [
    None,
    True,
    0,
    1,
    1.0,
    -2,
    NAN,
    10**30,
    "",
    "a",
    "b",
    [],
    [1],
    [1.0],
    [True],
    [1, 2],
    [[1], [2]],
    [[1], [3]],
    [NAN],
    ["a"],
    [{"a": 1}],
    {},
    {"a": 1},
    {"a": 1.0},
    {"a": [1, {"b": None}]},
    {"a": [1, {"b": 0}]},
    {1: 2},
    {True: 2},
]


class SameAsPython(RunCase):
    def test_equality(self):
        for a in SAMPLES:
            for b in SAMPLES:
                with self.subTest(a=a, b=b):
                    self.assertIs(equal(a, b), a == b)

    def test_order(self):
        tests = [
            (less, lambda a, b: a < b),
            (less_equal, lambda a, b: a <= b),
            (greater, lambda a, b: a > b),
            (greater_equal, lambda a, b: a >= b),
        ]
        for a in SAMPLES:
            for b in SAMPLES:
                for ours, theirs in tests:
                    with self.subTest(a=a, b=b):
                        self.assertEqual(self.outcome(ours, a, b), self.outcome(theirs, a, b))

    @staticmethod
    def outcome(function, a, b):
        try:
            return function(a, b)
        except TypeError as error:
            return str(error)

    def test_random_structures(self):
        chance = random.Random(7)

        def value(depth):
            kind = chance.randrange(5 if depth else 2)
            if kind < 2:
                return chance.choice([1, 2, 1.0, "a", None])
            if kind < 4:
                return [value(depth - 1) for _ in range(chance.randrange(3))]
            return {chance.choice("ab"): value(depth - 1) for _ in range(chance.randrange(3))}

        for _ in range(2000):
            a, b = value(3), value(3)
            self.assertIs(equal(a, b), a == b)
            self.assertEqual(self.outcome(less, a, b), self.outcome(lambda x, y: x < y, a, b))


class Others(RunCase):
    def test_functions_and_errors_are_equal_to_themselves_only(self):
        error = ErrorValue("m", "E")
        self.assertTrue(equal(error, error))
        self.assertFalse(equal(error, ErrorValue("m", "E")))
        self.assertTrue(equal([BUILTINS["len"]], [BUILTINS["len"]]))
        self.assertFalse(equal(BUILTINS["len"], BUILTINS["abs"]))

    def test_messages_name_the_types_of_the_language(self):
        message = "'<' not supported between instances of 'method' and 'int'"
        self.assertFails(TypeError, message, less, BUILTINS["len"], 1)
        message = "'<' not supported between instances of 'ValueError' and 'dict'"
        self.assertFails(TypeError, message, less, [ErrorValue("m", "ValueError")], [{}])


class Dangers(RunCase):
    def test_shared_structures_are_compared_once(self):
        self.assertTrue(equal(shared(200), shared(200)))
        self.assertFalse(equal(shared(200), shared(200, 2)))
        self.assertTrue(less(shared(200), shared(200, 2)))
        self.assertEqual(position([shared(200)], shared(200)), 0)

    def test_depth(self):
        self.assertTrue(equal(nested(20_000), nested(20_000)))
        self.assertFalse(equal(nested(20_000), nested(20_000, 2)))
        self.assertTrue(less(nested(20_000), nested(20_000, 2)))
        self.assertFalse(greater_equal(nested(20_000), nested(20_000, 2)))

    def test_cycles_of_different_length(self):
        a, b = [], []
        a.extend([a, 1])
        b.append(b)
        self.assertFails(RecursionError, "maximum recursion depth exceeded in comparison", less, a, b)

    def test_two_equal_cycles(self):
        a, b = [], []
        a.append(a)
        b.append(b)
        message = "maximum recursion depth exceeded in comparison"
        self.assertFails(RecursionError, message, equal, a, b)
        self.assertFails(RecursionError, message, less, a, b)
        self.assertTrue(equal(a, a))

    def test_cycles_that_differ_are_unequal(self):
        a, b = [1], [1]
        a.extend([a, 2])
        b.extend([b, 3])
        with self.assertRaises(RecursionError):
            equal(a, b)
        a.insert(0, "first")
        b.insert(0, "other")
        self.assertFalse(equal(a, b))

    def test_keys_that_share_a_hash_are_compared_one_by_one(self):
        crowd = {number * sys.hash_info.modulus: number for number in range(200)}
        with mock.patch.object(compare, "SMALL", 100):
            self.assertTrue(compare._is_crowded(crowd))
            for mapping in ({}, dict.fromkeys(range(300)), dict.fromkeys(map(str, range(300))), {1: 2, "a": 3}):
                self.assertFalse(compare._is_crowded(mapping))
            self.assertTrue(equal(crowd, {**crowd}))
            self.assertFalse(equal(crowd, {**crowd, 0: 1}))
            self.assertFalse(equal(crowd, {**{key + 1: value for key, value in crowd.items()}}))
            self.assertTrue(equal({**crowd, 1: []}, {**crowd, 1: []}))


class Sorting(RunCase):
    def sorted(self, values, reverse=False):
        copy = list(values)
        sort_values(copy, reverse)
        return copy

    def test_sorting_is_python_s(self):
        for values in (
            [3, 1, 2.5, True],
            ["b", "a", ""],
            [[2, "b"], [1, "z"], [1, "a"]],
            [[[2]], [[1]], [[1], 0]],
            [],
        ):
            with self.subTest(values=values):
                self.assertEqual(self.sorted(values), sorted(values))
                self.assertEqual(self.sorted(values, True), sorted(values, reverse=True))

    def test_sorting_is_stable_both_ways(self):
        values = [1, True, 1.0]
        self.assertEqual([type(item) for item in self.sorted(values)], [int, bool, float])
        self.assertEqual([type(item) for item in self.sorted(values, True)], [int, bool, float])
        values = [[1, [0]], [True, [0]], [0, [0]]]
        self.assertEqual([type(item[0]) for item in self.sorted(values)], [int, int, bool])

    def test_many_long_texts(self):
        texts = [f"{number * 7919 % 61}" + "x" * 100_000 for number in range(61)]
        values = texts * 70
        for piece in (compare._PIECE, 1_000):
            with self.subTest(piece=piece), mock.patch.object(compare, "_PIECE", piece):
                self.assertEqual(self.sorted(values), sorted(values))
                self.assertEqual(self.sorted(values, True), sorted(values, reverse=True))
                rows = [[text, number] for number, text in enumerate(values)]
                self.assertEqual(self.sorted(rows), sorted(rows))

    def test_many_giants_are_weighed(self):
        self.assertTrue(compare.is_light([7] * 200_000))
        self.assertFalse(compare.is_light([1 << 1_000_000] * 200_000))
        self.assertFalse(compare.is_light([1 << 1_000_000, "a"] * 100_000))

    def test_mixed_values(self):
        message = "'<' not supported between instances of 'str' and 'int'"
        self.assertFails(TypeError, message, self.sorted, [1, "a"])
        self.assertFails(TypeError, message, self.sorted, [[1, []], ["a", []]])

    def test_shared_structures(self):
        self.assertTrue(equal(self.sorted([shared(100, 2), shared(100)]), [shared(100), shared(100, 2)]))

    def test_one_long_array_many_times(self):
        part = [[i] for i in range(5000)]
        self.assertEqual(len(self.sorted([part] * 500)), 500)

    def test_comparing_long_arrays_is_charged(self):
        parts = [[[i] for i in range(5000)] for _ in range(10)]
        self.assertStops("steps", self.sorted, parts, limits=Limits(steps=20_000))


class Searching(RunCase):
    def test_position(self):
        values = [1, [2], "a", {"k": [2]}, [2]]
        self.assertEqual(position(values, True), 0)
        self.assertEqual(position(values, [2]), 1)
        self.assertEqual(position(values, [2], 2), 4)
        self.assertEqual(position(values, {"k": [2.0]}), 3)
        self.assertEqual(position(values, "b"), -1)
        self.assertEqual(position(values, [3]), -1)

    def test_occurrences(self):
        self.assertEqual(occurrences([1, True, 1.0, "1", [1]], 1), 3)
        self.assertEqual(occurrences([[1], [1.0], 1], [1]), 2)
        self.assertEqual(occurrences([NAN], NAN), 1)


if __name__ == "__main__":
    unittest.main()
