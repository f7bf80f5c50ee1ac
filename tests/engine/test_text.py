"""The text form of values."""

import unittest

from mlpy_testkit.engine.builtins import BUILTIN, BUILTINS
from mlpy_testkit.engine.formatting import format_value
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.members import member
from mlpy_testkit.engine.text import operand_text, representation, text
from mlpy_testkit.engine.values import ErrorValue, HostFunction, LibraryObject, Module

from .running import RunCase, nested, shared

TOO_LONG = (
    "Exceeds the limit (4300 digits) for integer string conversion; "
    "use sys.set_int_max_str_digits() to increase the limit"
)


def f():
    """Stand for a function compiled from ML."""


class Pattern(LibraryObject):
    type_name = "Pattern"


class Texts(RunCase):
    def test_single_values(self):
        cases = [
            (None, "null"),
            (True, "true"),
            (False, "false"),
            (12, "12"),
            (-(10**30), "-1000000000000000000000000000000"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (-0.0, "-0.0"),
            (float("inf"), "inf"),
            ("it's", "it's"),
            ([], "[]"),
            ({}, "{}"),
        ]
        for value, expected in cases:
            with self.subTest(expected=expected):
                self.assertEqual(text(value), expected)

    def test_words_are_ml_at_every_depth(self):
        self.assertEqual(text([True, {"a": [None, False]}]), "[true, {'a': [null, false]}]")

    def test_strings_inside_containers_are_quoted_as_python_does(self):
        self.assertEqual(text(["it's", 'q"q', "a\\n", "\n"]), """["it's", 'q"q', 'a\\\\n', '\\n']""")
        self.assertEqual(text({1: [[1], []], None: 2, False: "a"}), "{1: [[1], []], null: 2, false: 'a'}")

    def test_functions_and_modules_have_stable_texts(self):
        cases = [
            (f, "<function f>"),
            (lambda: 1, "<function>"),
            (BUILTINS["len"], "<built-in len>"),
            (BUILTIN, "<module builtin>"),
            (Module("math", {}), "<module math>"),
            (member([1], "append"), "<method append>"),
            (HostFunction(lambda: 1, "hook"), "<function hook>"),
            (BUILTINS["iter"]([1]), "<iterator>"),
            (Pattern(), "<Pattern>"),
        ]
        for value, expected in cases:
            with self.subTest(expected=expected):
                self.assertEqual(text(value), expected)
                self.assertEqual(text([value]), f"[{expected}]")

    def test_errors_show_their_message_alone_and_their_kind_inside(self):
        error = ErrorValue("division by zero", "ZeroDivisionError")
        self.assertEqual(text(error), "division by zero")
        self.assertEqual(representation(error), "ZeroDivisionError('division by zero')")
        self.assertEqual(text([ErrorValue("'z'", "KeyError")]), "[KeyError('z')]")
        error = ErrorValue("[Errno 2] No such file or directory: '/a'", "FileNotFoundError")
        self.assertEqual(text([error]), "[FileNotFoundError(2, 'No such file or directory')]")

    def test_repr_quotes_strings(self):
        self.assertEqual(representation("it's"), '"it\'s"')
        self.assertEqual(representation(True), "true")
        self.assertEqual(representation([True, "x"]), "[true, 'x']")


class HostSpelling(RunCase):
    def test_the_host_spelling_is_python_s(self):
        self.enter(Limits(), host_spelling=True)
        self.assertEqual(text([True, {"a": None}, "x"]), "[True, {'a': None}, 'x']")
        self.assertEqual(text([None, True]), "[None, True]")
        self.assertEqual(text(None), "None")
        self.assertEqual(format_value(True, ""), "True")

    def test_a_boolean_alone_is_ml_even_there(self):
        self.enter(Limits(), host_spelling=True)
        self.assertEqual(text(True), "true")
        self.assertEqual(representation(True), "true")

    def test_a_boolean_in_a_joined_text_is_not(self):
        self.assertEqual(operand_text(True), "true")
        self.enter(Limits(), host_spelling=True)
        self.assertEqual(operand_text(True), "True")
        self.assertEqual(operand_text("x"), "x")


class Dangers(RunCase):
    def test_depth(self):
        self.assertEqual(text(nested(100_000)), "[" * 100_001 + "1" + "]" * 100_001)

    def test_cycles(self):
        array = [1]
        array.append(array)
        mapping = {"a": array}
        mapping["self"] = mapping
        self.assertEqual(text(array), "[1, [...]]")
        self.assertEqual(text(mapping), "{'a': [1, [...]], 'self': {...}}")

    def test_the_same_container_twice_is_no_cycle(self):
        part = [1, []]
        self.assertEqual(text([part, part, {"k": part}]), "[[1, []], [1, []], {'k': [1, []]}]")

    def test_a_part_seen_inside_a_cycle_is_written_again_outside(self):
        a, b = [], []
        a.append(b)
        b.append(a)
        self.assertEqual(text([a, b]), repr([a, b]))

    def test_shared_structures_reach_the_limit_at_once(self):
        self.assertStops("text", text, shared(40))
        self.assertEqual(text(shared(3)), repr(shared(3)))

    def test_many_references_to_one_long_string(self):
        self.assertStops("text", text, ["a" * 1_000_000] * 900)
        self.assertStops("text", text, [["a" * 1_000_000]] * 900)

    def test_numbers_beyond_the_limit_of_digits(self):
        self.assertEqual(len(text(10**4299)), 4300)
        self.assertEqual(len(text(-(10**4299))), 4301)
        for function, value in ((text, 10**4300), (text, -(10**4300)), (representation, [10**4300])):
            self.assertFails(ValueError, TOO_LONG, function, value)
        self.assertFails(ValueError, TOO_LONG, format_value, 10**4300, "d")

    def test_long_texts_are_charged(self):
        self.assertStops("steps", text, list(range(5000)), limits=Limits(steps=1000))


class Formats(RunCase):
    def test_format(self):
        cases = [
            (3.14159, ".2f", "3.14"),
            (42, "05d", "00042"),
            (255, "#x", "0xff"),
            (255, "#X", "0XFF"),
            (1234567.891, ",.2f", "1,234,567.89"),
            (0.1234, ".1%", "12.3%"),
            ("a", ">5", "    a"),
            ("a", "*^7", "***a***"),
            ("a", "*^6", "**a***"),
            ("a", "05", "a0000"),
            ("abc", "5.2s", "ab   "),
            ("abc", ".2", "ab"),
            (5, "+d", "+5"),
            (5, "<<10", "5<<<<<<<<<"),
            (True, "5", "    1"),
            (True, "", "true"),
            (1, "c", "\x01"),
            (12345678, "020,", "0,000,000,012,345,678"),
            (12345678, "#_x", "0xbc_614e"),
            (1.5, "<010", "1.50000000"),
            (-0.0, "z.1f", "0.0"),
            (-0.04, "z.1f", "0.0"),
            (-0.06, "z.1f", "-0.1"),
            (1.5, "#.0f", "2."),
            (1234.5, "n", "1234.5"),
            (7, "e", "7.000000e+00"),
            (None, "", "null"),
            ([1], "", "[1]"),
        ]
        for value, spec, expected in cases:
            with self.subTest(value=value, spec=spec):
                self.assertEqual(format_value(value, spec), expected)

    def test_messages(self):
        cases = [
            (1, 5, TypeError, "format() argument 2 must be str, not int"),
            (1, None, TypeError, "format() argument 2 must be str, not None"),
            ([1], "5", TypeError, "unsupported format string passed to list.__format__"),
            (None, "5", TypeError, "unsupported format string passed to NoneType.__format__"),
            (3.0, "d", ValueError, "Unknown format code 'd' for object of type 'float'"),
            ("a", "d", ValueError, "Unknown format code 'd' for object of type 'str'"),
            (True, "s", ValueError, "Unknown format code 's' for object of type 'bool'"),
            (1, "dd", ValueError, "Invalid format specifier 'dd' for object of type 'int'"),
            (1, "5 d", ValueError, "Invalid format specifier '5 d' for object of type 'int'"),
            (1, ",_d", ValueError, "Cannot specify both ',' and '_'."),
            (1, ",,d", ValueError, "Invalid format specifier ',,d' for object of type 'int'"),
            (1, ",x", ValueError, "Cannot specify ',' with 'x'."),
            ("a", ",", ValueError, "Cannot specify ',' with 's'."),
            (1, ".2d", ValueError, "Precision not allowed in integer format specifier"),
            (1, ".", ValueError, "Format specifier missing precision"),
            ("a", "=5", ValueError, "'=' alignment not allowed in string format specifier"),
            ("a", "+", ValueError, "Sign not allowed in string format specifier"),
            ("a", "#", ValueError, "Alternate form (#) not allowed in string format specifier"),
            ("a", "z", ValueError, "Negative zero coercion (z) not allowed in string format specifier"),
            (1, "zd", ValueError, "Negative zero coercion (z) not allowed in integer format specifier"),
            (1, ",é", ValueError, "Cannot specify ',' with '\\xe9'."),
            (1, "#c", ValueError, "Alternate form (#) not allowed with integer format specifier 'c'"),
            (1, "+c", ValueError, "Sign not allowed with integer format specifier 'c'"),
            (1114112, "c", OverflowError, "%c arg not in range(0x110000)"),
            (2**63, "c", OverflowError, "Python int too large to convert to C long"),
            (1, "99999999999999999999d", ValueError, "Too many decimal digits in format string"),
            (1.5, ".2147483648f", ValueError, "precision too big"),
        ]
        for value, spec, kind, message in cases:
            with self.subTest(value=value, spec=spec):
                self.assertFails(kind, message, format_value, value, spec)

    def test_no_attribute_of_a_value_can_be_asked_for(self):
        for spec in ("{0.__class__}", "!r", "0.__class__"):
            with self.subTest(spec=spec), self.assertRaises((ValueError, TypeError)):
                format_value(1, spec)

    def test_widths_and_precisions_are_measured(self):
        self.assertStops("text", format_value, 1, "999999999d")
        self.assertStops("text", format_value, "a", ">999999999")
        self.assertStops("text", format_value, 1.5, ".999999999f")
        self.assertStops("text", format_value, 1, "999999999.2f")


if __name__ == "__main__":
    unittest.main()
