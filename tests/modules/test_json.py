"""The module ``json``."""

import json
import math
import tracemalloc
import unittest

from mlpy_testkit.engine.builtins import BUILTINS, arity_message
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.members import invoke, member
from mlpy_testkit.modules import Library
from tests.engine.running import nested, shared

from .granted import GrantedCase

JSON = Library().load("json")
TOO_LONG = (
    "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
    "use sys.set_int_max_str_digits() to increase the limit"
)


def parse(source):
    return invoke(JSON, "parse", source)


def stringify(value):
    return invoke(JSON, "stringify", value)


class Parsing(GrantedCase):
    def test_values(self):
        cases = [
            ("[1, 2.0, true, null]", [1, 2.0, True, None]),
            ("1e3", 1000.0),
            (" {} ", {}),
            ('{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
            ('"\\ud83d\\ude00"', "😀"),
            ("123456789012345678901234567890", 123456789012345678901234567890),
            ("-Infinity", -math.inf),
        ]
        for source, expected in cases:
            with self.subTest(source=source):
                value = parse(source)
                self.assertEqual(value, expected)
                self.assertIs(type(value), type(expected))
        self.assertTrue(math.isnan(parse("NaN")))

    def test_messages(self):
        name = "Expecting property name enclosed in double quotes"
        cases = [
            ("{bad}", f"{name}: line 1 column 2 (char 1)"),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
            ("[1, ]", "Expecting value: line 1 column 5 (char 4)"),
            ("[1,\n ]", "Expecting value: line 2 column 2 (char 5)"),
            ('{"a":1,}', f"{name}: line 1 column 8 (char 7)"),
            ('{"a":1, }', f"{name}: line 1 column 9 (char 8)"),
            ("[1,", "Expecting value: line 1 column 4 (char 3)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ('{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"),
            ('"abc', "Unterminated string starting at: line 1 column 1 (char 0)"),
            ('"a\\qb"', "Invalid \\escape: line 1 column 3 (char 2)"),
            ('"a\\u12"', "Invalid \\uXXXX escape: line 1 column 4 (char 3)"),
            ("1 2", "Extra data: line 1 column 3 (char 2)"),
            (None, "the JSON object must be str, bytes or bytearray, not NoneType"),
            ([], "the JSON object must be str, bytes or bytearray, not list"),
        ]
        for source, message in cases:
            with self.subTest(source=source):
                self.assertFails(ValueError, f"JSON parsing failed: {message}", parse, source)
                self.assertIs(invoke(JSON, "validate", source), False)

    def test_depth_counts_every_nested_value(self):
        safe_parse = member(JSON, "safeParse")
        self.assertEqual(safe_parse("[]", 0), [])
        self.assertEqual(safe_parse("[[]]", 1), [[]])
        self.assertEqual(safe_parse("1", 0), 1)
        for source, most in (("[[1]]", 1), ('{"a": 1}', 0), ("[1]", -1), ("1", -1), ("[1]", 0.5)):
            message = f"JSON object depth exceeds maximum allowed ({most})"
            self.assertFails(ValueError, message, safe_parse, source, most)
        self.assertEqual(safe_parse("[" * 101 + "]" * 101), parse("[" * 101 + "]" * 101))
        message = "JSON object depth exceeds maximum allowed (100)"
        self.assertFails(ValueError, message, safe_parse, "[" * 102 + "]" * 102, 500)
        message = "'>' not supported between instances of 'str' and 'int'"
        self.assertFails(TypeError, message, safe_parse, "[]", "a")

    def test_depth_of_any_text_is_bounded(self):
        message = "JSON object depth exceeds maximum allowed (500)"
        self.assertFails(ValueError, message, parse, "[" * 100_000 + "]" * 100_000)
        self.assertFails(ValueError, message, parse, '{"a":' * 100_000)
        self.assertIs(invoke(JSON, "validate", "[" * 100_000), False)
        self.assertEqual(len(parse("[" * 400 + "]" * 400)), 1)

    def test_brackets_in_strings_do_not_count(self):
        self.assertEqual(parse(json.dumps(["[" * 1000, '"[' * 1000])), ["[" * 1000, '"[' * 1000])
        self.assertFails(
            ValueError,
            "JSON parsing failed: Unterminated string starting at: line 1 column 1 (char 0)",
            parse,
            '"' + '\\"[' * 100_000,
        )

    def test_numbers_of_too_many_digits(self):
        for source in ("1" * 5000, "[-" + "1" * 5000 + "]"):
            self.assertFails(ValueError, TOO_LONG, parse, source)
        self.assertIs(invoke(JSON, "validate", "1" * 5000), False)
        self.assertEqual(parse('["' + "1" * 5000 + '", 1]'), ["1" * 5000, 1])
        self.assertEqual(parse("1" * 5000 + ".0"), math.inf)

    def test_numbers_of_a_long_text(self):
        values = parse("[" + "1, -20, 0.5, 1e2," * 100_000 + "7]")
        self.assertEqual(values, [1, -20, 0.5, 100.0] * 100_000 + [7])
        self.assertEqual([type(value) for value in values[:4]], [int, int, float, float])
        with self.assertRaisesRegex(ValueError, "value has 4301 digits"):
            parse("[" + "1," * 600_000 + "9" * 4301 + "]")

    def test_validate(self):
        self.assertIs(invoke(JSON, "validate", "[1]"), True)
        self.assertIs(invoke(JSON, "validate", "{a: 1}"), False)
        self.assertIs(invoke(JSON, "validate", 5), False)


class Writing(GrantedCase):
    VALUES = [
        None,
        True,
        1.5,
        -0.0,
        1e100,
        10**30,
        'é\n\t\x7f\u2028/<😀\\"',
        [],
        {},
        [[], {}, [[]]],
        {"name": "Al", "n": [1, 2.0, True, None]},
        {1: 2, False: 3, 1.5: 4, None: 5},
        [math.nan, math.inf, -math.inf],
        {math.inf: {"a": {"b": [1, {"c": []}]}}},
    ]

    def test_stringify_gives_what_python_gives(self):
        for value in self.VALUES:
            with self.subTest(value=value):
                self.assertEqual(stringify(value), json.dumps(value))

    def test_pretty_print_gives_what_python_gives(self):
        for indent in (4, 2, 0, -1, None, "--", True):
            for value in self.VALUES:
                with self.subTest(value=value, indent=indent):
                    self.assertEqual(invoke(JSON, "prettyPrint", value, indent), json.dumps(value, indent=indent))
        self.assertEqual(invoke(JSON, "prettyPrint", [1]), "[\n    1\n]")

    def test_shared_parts_are_written_each_time(self):
        part = [1, {"a": 2}]
        value = {"x": part, "y": [part, part]}
        self.assertEqual(stringify(value), json.dumps(value))
        self.assertEqual(invoke(JSON, "prettyPrint", value, 2), json.dumps(value, indent=2))

    def test_messages(self):
        failed = "JSON serialization failed: "
        cycle = []
        cycle.append({"a": cycle})
        cases = [
            (lambda: 1, "Object of type function is not JSON serializable"),
            ([BUILTINS["len"]], "Object of type method is not JSON serializable"),
            (JSON, "Object of type JSON is not JSON serializable"),
            (BUILTINS["iter"]([1]), "Object of type list_iterator is not JSON serializable"),
            (cycle, "Circular reference detected"),
            ({len: 1}, "keys must be str, int, float, bool or None, not builtin_function_or_method"),
        ]
        for value, message in cases:
            with self.subTest(message=message):
                self.assertFails(ValueError, failed + message, stringify, value)
        for indent, kind in ((1.5, "float"), ([], "list")):
            message = f"{failed}can't multiply sequence by non-int of type '{kind}'"
            self.assertFails(ValueError, message, invoke, JSON, "prettyPrint", [1], indent)

    def test_depth(self):
        self.assertEqual(stringify(nested(50_000)), "[" * 50_001 + "1" + "]" * 50_001)

    def test_sizes_are_checked(self):
        self.assertStops("text", stringify, shared(40))
        self.assertStops("text", invoke, JSON, "prettyPrint", [[[1]]], 10**9)
        self.assertStops("text", invoke, JSON, "prettyPrint", nested(3), " " * 10_000_000)
        self.assertStops("steps", stringify, list(range(5000)), limits=Limits(steps=1000))

    def test_long_indents_are_measured_one_by_one(self):
        value = nested(900)
        tracemalloc.start()
        try:
            self.assertStops("text", invoke, JSON, "prettyPrint", value, 100, limits=Limits(text=100_000))
            self.assertLess(tracemalloc.get_traced_memory()[1], 1_000_000)
        finally:
            tracemalloc.stop()


class Questions(GrantedCase):
    def test_kinds(self):
        kinds = {
            "isObject": {},
            "isArray": [],
            "isString": "",
            "isNumber": 1.5,
            "isBoolean": True,
            "isNull": None,
        }
        for name in kinds:
            for kind, value in kinds.items():
                with self.subTest(name=name, value=value):
                    self.assertIs(invoke(JSON, name, value), name == kind)

    def test_objects(self):
        cases = [
            ("keys", ({"a": 1, "b": 2},), ["a", "b"]),
            ("keys", ([1],), []),
            ("values", ({"a": 1},), [1]),
            ("values", (5,), []),
            ("hasKey", ({"a": None}, "a"), True),
            ("hasKey", ({}, "a"), False),
            ("hasKey", ([1], "a"), False),
            ("get", ({"a": None}, "a", 9), None),
            ("get", ({}, "a", 9), 9),
            ("get", ({}, "a"), None),
            ("get", ([1], "a", 9), 9),
            ("merge", ({"a": {"b": 1}}, {"a": {"c": 2}}), {"a": {"c": 2}}),
            ("merge", (5, {"a": 1}), {"a": 1}),
            ("merge", (None, None), {}),
        ]
        for name, arguments, expected in cases:
            with self.subTest(name=name, arguments=arguments):
                self.assertEqual(invoke(JSON, name, *arguments), expected)
        self.assertFails(TypeError, "unhashable type: 'list'", invoke, JSON, "hasKey", {}, [1])

    def test_merge_makes_a_new_object(self):
        a = {"a": 1}
        self.assertIsNot(invoke(JSON, "merge", a, {}), a)

    def test_merge_of_many_keys(self):
        a, b = ({number: count for number in range(count)} for count in (9000, 5000))
        self.assertEqual(list(invoke(JSON, "merge", a, b).items()), list({**a, **b}.items()))


class Declarations(GrantedCase):
    def test_what_functions_need(self):
        needed = {name: BUILTINS["requiredCapabilities"](member(JSON, name)) for name in BUILTINS["methods"](JSON)}
        self.assertEqual(len(needed), 16)
        self.assertEqual(
            {name for name, types in needed.items() if types == ["json.parse"]}, {"parse", "safeParse", "validate"}
        )
        self.assertEqual(
            {name for name, types in needed.items() if types == ["json.serialize"]}, {"stringify", "prettyPrint"}
        )

    def test_numbers_of_arguments(self):
        with self.assertRaises(TypeError) as caught:
            invoke(JSON, "parse")
        self.assertEqual(arity_message(str(caught.exception)), "json.parse() expects 1 argument, got 0")


if __name__ == "__main__":
    unittest.main()
