"""Members of values: reading them and calling them."""

import unittest

from mlpy_testkit.engine.builtins import BUILTIN, BUILTINS
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.members import (
    MISSING,
    SecurityError,
    invoke,
    lookup,
    member,
    method_names,
)
from mlpy_testkit.engine.text import text
from mlpy_testkit.engine.values import ErrorValue, LibraryObject, Module

from .running import RunCase, shared


def f(x):
    """Stand for a function compiled from ML."""
    return x + 1


class Shape(LibraryObject):
    """A library object with a method and an attribute."""

    __slots__ = ("secret", "sides")
    type_name = "Shape"
    attributes = ("sides",)
    methods = {"grow": lambda self, by, twice=False: self.sides + by * (2 if twice else 1)}

    def __init__(self):
        self.sides = 3
        self.secret = 1


class Objects(RunCase):
    def test_reading_a_key(self):
        self.assertEqual(member({"a": 1}, "a"), 1)
        self.assertIsNone(member({"a": 1}, "b"))
        self.assertIsNone(member({}, "length"))
        self.assertIsNone(member({1: 2}, "keys"))

    def test_calling_a_key(self):
        self.assertEqual(invoke({"f": f}, "f", 1), 2)
        self.assertEqual(invoke({"get": f}, "get", 1), 2)

    def test_calling_what_is_no_function(self):
        cases = [
            ({}, "nope", AttributeError, "ML object has no property 'nope'"),
            ({}, "keys", AttributeError, "ML object has no property 'keys'"),
            ({"a": 1}, "a", TypeError, "Property 'a' is not callable (got int)"),
            ({"a": None}, "a", TypeError, "Property 'a' is not callable (got NoneType)"),
            ({1: 2, "get": 3}, "get", TypeError, "Property 'get' is not callable (got int)"),
        ]
        for value, name, kind, message in cases:
            with self.subTest(message=message):
                self.assertFails(kind, message, invoke, value, name)

    def test_a_key_that_is_no_string_brings_the_dictionary_methods(self):
        mapping = {1: "one", "a": 2}
        self.assertEqual(member(mapping, "a"), 2)
        self.assertIsNone(member(mapping, "length"))
        self.assertEqual(invoke(mapping, "keys"), [1, "a"])
        self.assertEqual(invoke(mapping, "values"), ["one", 2])
        self.assertEqual(invoke(mapping, "items"), [[1, "one"], ["a", 2]])
        self.assertEqual(invoke(mapping, "get", 5, 0), 0)
        self.assertEqual(invoke(mapping, "setdefault", 5, []), [])
        self.assertEqual(invoke(mapping, "pop", 5), [])
        self.assertEqual(invoke(mapping, "pop", 5, "none"), "none")
        self.assertIsNone(invoke(mapping, "update", {"b": 3}))
        self.assertIsNone(invoke(mapping, "update", [["c", 4]]))
        self.assertEqual(invoke(mapping, "popitem"), ["c", 4])
        self.assertEqual(mapping, {1: "one", "a": 2, "b": 3})
        self.assertIsNone(invoke(mapping, "clear"))
        self.assertEqual(mapping, {})

    def test_messages_of_the_dictionary_methods(self):
        cases = [
            ("get", (), TypeError, "get expected at least 1 argument, got 0"),
            ("get", (1, 2, 3), TypeError, "get expected at most 2 arguments, got 3"),
            ("get", ([1],), TypeError, "unhashable type: 'list'"),
            ("pop", (5,), KeyError, "5"),
            ("pop", ("x",), KeyError, "'x'"),
            ("keys", (1,), TypeError, "dict.keys() takes no arguments (1 given)"),
            ("update", (5,), TypeError, "'int' object is not iterable"),
            ("update", (None,), TypeError, "'NoneType' object is not iterable"),
            (
                "update",
                ("ab",),
                ValueError,
                "dictionary update sequence element #0 has length 1; 2 is required",
            ),
            ("copy", (), AttributeError, "ML object has no property 'copy'"),
        ]
        for name, arguments, kind, message in cases:
            with self.subTest(message=message):
                self.assertFails(kind, message, invoke, {1: 2}, name, *arguments)


class Strings(RunCase):
    def test_methods(self):
        s = "Hello World"
        cases = [
            (s, "split", ("o",), ["Hell", " W", "rld"]),
            ("a b  c", "split", (), ["a", "b", "c"]),
            ("a b  c", "split", (" ",), ["a", "b", "", "c"]),
            ("a,b,c", "split", (",", 1), ["a", "b,c"]),
            ("a,b,c", "rsplit", (",", 1), ["a,b", "c"]),
            ("abc", "rsplit", (None, 1), ["abc"]),
            ("-", "join", (["x", "y"],), "x-y"),
            ("-", "join", ("xy",), "x-y"),
            ("-", "join", ({"a": 1, "b": 2},), "a-b"),
            ("-", "join", ([],), ""),
            (s, "replace", ("o", "0", 1), "Hell0 World"),
            (s, "replace", ("o", "0"), "Hell0 W0rld"),
            ("ab", "replace", ("", "-"), "-a-b-"),
            (s, "find", ("zz",), -1),
            (s, "find", ("o", 5), 7),
            (s, "find", ("o", None, None), 4),
            (s, "rfind", ("o",), 7),
            (s, "index", ("W",), 6),
            (s, "count", ("",), 12),
            (s, "count", ("o", 5, 100), 1),
            ("xxaxx", "strip", ("x",), "a"),
            (" a ", "strip", (), "a"),
            (" a ", "lstrip", (None,), "a "),
            (" a ", "rstrip", (), " a"),
            ("a", "center", (5, "*"), "**a**"),
            ("a", "ljust", (3,), "a  "),
            ("a", "rjust", (3, "0"), "00a"),
            (s, "startswith", ("Wo", 6), True),
            (s, "endswith", ("ld",), True),
            ("", "isdigit", (), False),
            ("12", "isdigit", (), True),
            ("aB", "swapcase", (), "Ab"),
            ("hello big world", "title", (), "Hello Big World"),
            ("hello", "capitalize", (), "Hello"),
            ("ab", "upper", (), "AB"),
        ]
        for value, name, arguments, expected in cases:
            with self.subTest(value=value, name=name, arguments=arguments):
                self.assertEqual(invoke(value, name, *arguments), expected)

    def test_messages(self):
        cases = [
            ("upper", (1,), "str.upper() takes no arguments (1 given)"),
            ("replace", ("a",), "replace expected at least 2 arguments, got 1"),
            ("replace", ("a", "b", 1, 2), "replace expected at most 3 arguments, got 4"),
            ("replace", (1, 2), "replace() argument 1 must be str, not int"),
            ("replace", ("a", 2), "replace() argument 2 must be str, not int"),
            ("replace", ("a", "b", "c"), "'str' object cannot be interpreted as an integer"),
            ("split", (1,), "must be str or None, not int"),
            ("split", (",", "x"), "'str' object cannot be interpreted as an integer"),
            ("split", (",", 1, 2), "split() takes at most 2 arguments (3 given)"),
            ("join", (5,), "can only join an iterable"),
            ("join", (), "str.join() takes exactly one argument (0 given)"),
            ("join", ([1],), "sequence item 0: expected str instance, int found"),
            ("join", (["a", None],), "sequence item 1: expected str instance, NoneType found"),
            ("startswith", (1,), "startswith first arg must be str or a tuple of str, not int"),
            ("startswith", (), "startswith() takes at least 1 argument (0 given)"),
            ("startswith", ("a", 1, 2, 3), "startswith() takes at most 3 arguments (4 given)"),
            (
                "endswith",
                ("a", "b"),
                "slice indices must be integers or None or have an __index__ method",
            ),
            ("find", (1,), "must be str, not int"),
            ("find", (), "find() takes at least 1 argument (0 given)"),
            ("find", (1, 1.5), "slice indices must be integers or None or have an __index__ method"),
            ("endswith", (1, 1.5), "slice indices must be integers or None or have an __index__ method"),
            ("split", (1, 1.5), "'float' object cannot be interpreted as an integer"),
            ("find", ("a", 1.5), "slice indices must be integers or None or have an __index__ method"),
            ("center", (), "center expected at least 1 argument, got 0"),
            ("center", ("x",), "'str' object cannot be interpreted as an integer"),
            ("center", (5, "xx"), "The fill character must be exactly one character long"),
            ("center", (5, 1), "The fill character must be a unicode character, not int"),
            ("strip", (1,), "strip arg must be None or str"),
            ("strip", ("a", "b"), "strip expected at most 1 argument, got 2"),
        ]
        for name, arguments, message in cases:
            with self.subTest(message=message):
                self.assertFails(TypeError, message, invoke, "abc", name, *arguments)
        self.assertFails(ValueError, "empty separator", invoke, "abc", "split", "")
        self.assertFails(ValueError, "substring not found", invoke, "abc", "index", "z")
        self.assertFails(ValueError, "substring not found", invoke, "abc", "rindex", "z")

    def test_length_is_a_property(self):
        self.assertEqual(member("abc", "length"), 3)
        message = "'str' object has no accessible method 'length'"
        self.assertFails(AttributeError, message, invoke, "abc", "length")

    def test_nothing_else_of_the_host_s_strings(self):
        for name in ("format", "format_map", "encode", "translate", "maketrans", "casefold", "zfill"):
            self.assertIs(lookup("abc", name), MISSING)
            message = f"'str' object has no accessible method '{name}'"
            self.assertFails(AttributeError, message, invoke, "abc", name)

    def test_sizes_are_checked_before_the_work(self):
        self.assertStops("text", invoke, "a", "center", 10**30)
        self.assertStops("text", invoke, "a", "ljust", 10**9)
        self.assertStops("text", invoke, "a" * 10_000, "replace", "", "b" * 10_000)
        self.assertStops("text", invoke, "a" * 10_000, "replace", "a", "b" * 10_000)
        self.assertStops("text", invoke, "a" * 10_000, "join", ["b"] * 10_000)
        self.assertStops("items", invoke, "," * 6_000_000, "split", ",")
        self.assertStops("items", invoke, "a " * 5_000_000, "split")
        self.assertStops("items", invoke, "a " * 5_000_000, "rsplit")

    def test_small_results_of_large_arguments_are_allowed(self):
        self.assertEqual(invoke("abc", "replace", "z", "y" * 20_000_000), "abc")
        self.assertEqual(len(invoke("a" * 20_000, "replace", "a", "b" * 20_000, 1)), 39_999)


class Arrays(RunCase):
    def test_methods_that_change_the_array(self):
        values = [3, 1, 2]
        for name, arguments, result, after in [
            ("append", (4,), None, [3, 1, 2, 4]),
            ("extend", ("ab",), None, [3, 1, 2, 4, "a", "b"]),
            ("remove", ("a",), None, [3, 1, 2, 4, "b"]),
            ("pop", (), "b", [3, 1, 2, 4]),
            ("pop", (0,), 3, [1, 2, 4]),
            ("insert", (-1, 9), None, [1, 2, 9, 4]),
            ("insert", (100, [0]), None, [1, 2, 9, 4, [0]]),
            ("remove", ([0],), None, [1, 2, 9, 4]),
            ("sort", (), None, [1, 2, 4, 9]),
            ("reverse", (), None, [9, 4, 2, 1]),
            ("clear", (), None, []),
        ]:
            with self.subTest(name=name, arguments=arguments):
                self.assertEqual(invoke(values, name, *arguments), result)
                self.assertEqual(values, after)

    def test_methods_that_look(self):
        values = [1, [2], "a", [2]]
        self.assertEqual(invoke(values, "index", [2]), 1)
        self.assertEqual(invoke(values, "index", [2], 2), 3)
        self.assertEqual(invoke(values, "index", [2], -1), 3)
        self.assertEqual(invoke(values, "index", "a", 0, 3), 2)
        self.assertEqual(invoke(values, "count", [2]), 2)
        self.assertEqual(member(values, "length"), 4)
        copy = invoke(values, "copy")
        self.assertEqual(copy, values)
        self.assertIsNot(copy, values)

    def test_messages(self):
        cases = [
            ("append", (), TypeError, "list.append() takes exactly one argument (0 given)"),
            ("append", (1, 2), TypeError, "list.append() takes exactly one argument (2 given)"),
            ("pop", (1, 2), TypeError, "pop expected at most 1 argument, got 2"),
            ("pop", ("x",), TypeError, "'str' object cannot be interpreted as an integer"),
            ("pop", (9,), IndexError, "pop index out of range"),
            ("sort", (True,), TypeError, "sort() takes no positional arguments"),
            ("sort", (1, 2, 3), TypeError, "sort() takes at most 2 arguments (3 given)"),
            ("extend", (5,), TypeError, "'int' object is not iterable"),
            ("insert", (1,), TypeError, "insert expected 2 arguments, got 1"),
            ("insert", ("x", 1), TypeError, "'str' object cannot be interpreted as an integer"),
            ("index", (), TypeError, "index expected at least 1 argument, got 0"),
            ("index", (9,), ValueError, "9 is not in list"),
            ("index", ("q",), ValueError, "'q' is not in list"),
            ("index", ([None],), ValueError, "[null] is not in list"),
            ("index", (1, 0, 0), ValueError, "1 is not in list"),
            ("index", (1, 0, None), TypeError, "slice indices must be integers or have an __index__ method"),
            ("index", (1, "x"), TypeError, "slice indices must be integers or have an __index__ method"),
            ("remove", (5,), ValueError, "list.remove(x): x not in list"),
            ("clear", (1,), TypeError, "list.clear() takes no arguments (1 given)"),
            ("push", (1,), AttributeError, "'list' object has no accessible method 'push'"),
            ("length", (), AttributeError, "'list' object has no accessible method 'length'"),
        ]
        for name, arguments, kind, message in cases:
            with self.subTest(message=message):
                self.assertFails(kind, message, invoke, [1], name, *arguments)
        self.assertFails(IndexError, "pop from empty list", invoke, [], "pop")

    def test_extending_an_array_by_itself(self):
        values = [1, 2]
        invoke(values, "extend", values)
        invoke(values, "extend", BUILTINS["iter"](values))
        self.assertEqual(values, [1, 2] * 4)

    def test_searching_in_shared_structures(self):
        self.assertEqual(invoke([shared(40)], "index", shared(40)), 0)
        self.assertEqual(invoke([shared(40), shared(40, 2)], "count", shared(40)), 1)

    def test_sizes_are_checked(self):
        few = Limits(items=5000)
        self.assertStops("items", invoke, [0] * 5000, "append", 1, limits=few)
        self.assertStops("items", invoke, [0] * 5000, "insert", 0, 1, limits=few)
        self.assertStops("items", invoke, [0] * 3000, "extend", [0] * 3000, limits=few)
        self.assertStops("steps", invoke, [0] * 5000, "count", 1, limits=Limits(steps=1000))


class OtherValues(RunCase):
    def test_simple_values_have_no_members(self):
        cases = [
            (5, "'int' object has no accessible {} 'foo'"),
            (None, "'NoneType' object has no accessible {} 'foo'"),
            (True, "'bool' object has no accessible {} 'foo'"),
            (BUILTINS["len"], "'method' object has no accessible {} 'foo'"),
            (f, "'function' object has no accessible {} 'foo'"),
            (BUILTINS["iter"]([1]), "'list_iterator' object has no accessible {} 'foo'"),
        ]
        for value, message in cases:
            with self.subTest(message=message):
                self.assertFails(AttributeError, message.format("attribute"), member, value, "foo")
                self.assertFails(AttributeError, message.format("method"), invoke, value, "foo", 1)

    def test_reflection_is_refused(self):
        for value in (5, "a", [1], f, BUILTINS["len"], member([], "append"), ErrorValue("m", "E")):
            for name in ("__class__", "__globals__", "__code__", "__self__", "__dict__"):
                with self.subTest(value=value, name=name):
                    message = f"Access to dangerous attribute '{name}' is forbidden"
                    self.assertFails(SecurityError, message, member, value, name)
                    self.assertFails(SecurityError, message, invoke, value, name)

    def test_any_key_of_an_object_is_just_data(self):
        self.assertEqual(member({"__class__": 1}, "__class__"), 1)
        self.assertIsNone(member({}, "__class__"))

    def test_extracted_methods_can_be_called(self):
        values = [1]
        append = member(values, "append")
        self.assertIsNone(append(2))
        self.assertEqual(values, [1, 2])
        self.assertEqual(text(append), "<method append>")
        message = "list.append() takes exactly one argument (0 given)"
        self.assertFails(TypeError, message, append)

    def test_caught_errors(self):
        error = ErrorValue("division by zero", "ZeroDivisionError")
        self.assertEqual(member(error, "message"), "division by zero")
        self.assertEqual(member(error, "type"), "ZeroDivisionError")
        message = "'ZeroDivisionError' object has no accessible attribute 'code'"
        self.assertFails(AttributeError, message, member, error, "code")

    def test_caught_thrown_objects(self):
        error = ErrorValue("boom", "MLUserException", {"message": 5, "code": 42, "f": f})
        self.assertEqual(member(error, "message"), "boom")
        self.assertEqual(member(error, "code"), 42)
        self.assertIsNone(member(error, "type"))
        self.assertEqual(invoke(error, "f", 1), 2)

    def test_modules(self):
        module = Module("math", {"f": f, "pi": 3.0}, "", "Math")
        self.assertEqual(member(module, "pi"), 3.0)
        self.assertEqual(invoke(module, "f", 1), 2)
        message = "'Math' object has no attribute 'nosuch'"
        self.assertFails(AttributeError, message, member, module, "nosuch")
        self.assertFails(AttributeError, message, invoke, module, "nosuch")
        message = "Cannot call object of type 'float': not callable\nExpected a function, got float"
        self.assertFails(TypeError, message, invoke, module, "pi")

    def test_modules_written_in_ml(self):
        module = Module("util", {"f": f})
        message = "module 'util' has no attribute 'nope'"
        self.assertFails(AttributeError, message, member, module, "nope")
        message = "'module' object has no method 'nope'"
        self.assertFails(AttributeError, message, invoke, module, "nope")

    def test_library_objects(self):
        shape = Shape()
        self.assertEqual(member(shape, "sides"), 3)
        self.assertEqual(invoke(shape, "grow", 2), 5)
        self.assertEqual(member(shape, "grow")(2, True), 7)
        message = "'Shape' object has no attribute 'secret'"
        self.assertFails(AttributeError, message, member, shape, "secret")
        self.assertFails(AttributeError, "'Shape' object has no method 'x'", invoke, shape, "x")
        message = "Shape.grow() expects 1 to 2 arguments, got 0"
        self.assertFails(TypeError, message, invoke, shape, "grow")

    def test_a_library_object_cannot_redefine_how_members_are_read(self):
        with self.assertRaisesRegex(TypeError, "must not define it"):
            type("Open", (LibraryObject,), {"get": lambda self, name: self})

    def test_names_by_which_values_can_be_called(self):
        self.assertEqual(method_names({"b": f, "a": f, "n": 1}), ["a", "b"])
        self.assertEqual(method_names(5), [])
        self.assertIn("append", method_names([]))
        self.assertIn("popitem", method_names({1: 2}))
        self.assertEqual(method_names(Shape()), ["grow"])
        self.assertEqual(len(method_names(BUILTIN)), 46)


if __name__ == "__main__":
    unittest.main()
