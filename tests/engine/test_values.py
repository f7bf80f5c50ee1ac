"""The kinds of values and the border to Python."""

import enum
import unittest
from collections import OrderedDict, namedtuple

from mlpy_testkit.engine.builtins import BUILTIN, BUILTINS
from mlpy_testkit.engine.values import (
    ErrorValue,
    HostFunction,
    Iterator,
    LibraryObject,
    Method,
    Module,
    host_kind,
    is_function,
    iterate,
    to_ml,
    type_name,
)


class Shape(LibraryObject):
    type_name = "Shape"


class TypeNames(unittest.TestCase):
    def test_typeof_follows_the_language(self):
        cases = [
            (None, "unknown"),
            (True, "boolean"),
            (1, "number"),
            (1.5, "number"),
            ("a", "string"),
            ([], "array"),
            ({}, "object"),
            (BUILTINS["len"], "function"),
            (HostFunction(len), "function"),
            (BUILTIN, "module"),
            (ErrorValue("m", "ValueError"), "unknown"),
            (Shape(), "Shape"),
        ]
        for value, name in cases:
            with self.subTest(name=name):
                self.assertEqual(type_name(value), name)

    def test_messages_name_types_as_python_does(self):
        cases = [
            (None, "NoneType"),
            (True, "bool"),
            (1, "int"),
            ([], "list"),
            ({}, "dict"),
            (BUILTINS["len"], "method"),
            (lambda: 1, "function"),
            (HostFunction(len), "function"),
            (Method(print, [], "append"), "method"),
            (BUILTIN, "Builtin"),
            (Module("util", {}), "module"),
            (ErrorValue("m", "ValueError"), "ValueError"),
            (BUILTINS["iter"]([1]), "list_iterator"),
            (Shape(), "Shape"),
        ]
        for value, name in cases:
            with self.subTest(name=name):
                self.assertEqual(host_kind(value), name)

    def test_only_functions_are_functions(self):
        self.assertTrue(is_function(BUILTINS["len"]))
        self.assertTrue(is_function(HostFunction(len)))
        self.assertFalse(is_function(len))
        self.assertFalse(is_function({}))
        self.assertFalse(is_function(BUILTIN))

    def test_iterate_knows_what_has_elements(self):
        self.assertEqual(list(iterate({"a": 1})), ["a"])
        self.assertEqual(list(iterate(Iterator(iter([1]), "list_iterator"))), [1])
        with self.assertRaisesRegex(TypeError, "'NoneType' object is not iterable"):
            iterate(None)


class Border(unittest.TestCase):
    def test_containers_are_copied_at_every_depth(self):
        value = {"a": [1, {"b": []}]}
        copy = to_ml(value)
        self.assertEqual(copy, value)
        self.assertIsNot(copy["a"], value["a"])
        self.assertIsNot(copy["a"][1]["b"], value["a"][1]["b"])

    def test_tuples_become_arrays(self):
        point = namedtuple("point", "x y")
        self.assertEqual(to_ml(((1, 2), point(3, 4))), [[1, 2], [3, 4]])

    def test_subclasses_become_their_base(self):
        class Text(str):
            pass

        class Color(enum.IntEnum):
            RED = 3

        class Name(str, enum.Enum):
            ANN = "ann"

        class Half(float):
            pass

        copy = to_ml([Text("a"), Color.RED, Name.ANN, Half(0.5), OrderedDict(a=1), {Text("k"): 1}])
        self.assertEqual(copy, ["a", 3, "ann", 0.5, {"a": 1}, {"k": 1}])
        self.assertEqual([type(item) for item in copy], [str, int, str, float, dict, dict])
        self.assertIs(type(next(iter(copy[-1]))), str)

    def test_order_of_a_reordered_dictionary_is_kept(self):
        ordered = OrderedDict(a=1, b=2)
        ordered.move_to_end("a")
        self.assertEqual(list(to_ml(ordered)), ["b", "a"])

    def test_what_is_shared_stays_shared(self):
        part = [1]
        copy = to_ml({"a": part, "b": part})
        self.assertIs(copy["a"], copy["b"])

    def test_a_cycle_stays_a_cycle(self):
        value = []
        value.append({"self": value})
        copy = to_ml(value)
        self.assertIs(copy[0]["self"], copy)

    def test_depth_is_no_danger(self):
        value = []
        for _ in range(100_000):
            value = [value]
        copy = to_ml(value)
        self.assertEqual(len(copy), 1)

    def test_callables_are_wrapped_and_their_results_copied(self):
        seen = []
        function = to_ml(lambda *arguments: seen.extend(arguments) or (1, 2))
        argument = [1]
        self.assertIs(type(function), HostFunction)
        self.assertEqual(function(argument), [1, 2])
        self.assertEqual(seen, [[1]])
        self.assertIsNot(seen[0], argument)

    def test_functions_of_the_engine_pass_as_they_are(self):
        for value in (BUILTINS["len"], BUILTIN, ErrorValue("m", "E"), Shape(), HostFunction(len)):
            self.assertIs(to_ml(value), value)

    def test_anything_else_is_refused(self):
        for value in ({1, 2}, b"a", object(), 1j, range(3), {(1, 2): 3}, [[b"a"]]):
            with self.subTest(value=value), self.assertRaisesRegex(TypeError, "^a Python .* cannot become"):
                to_ml(value)

    def test_a_host_function_may_not_return_host_objects(self):
        with self.assertRaisesRegex(TypeError, "a Python set cannot become an ML value"):
            HostFunction(lambda: {1})()


class Finality(unittest.TestCase):
    def test_values_cannot_be_given_attributes(self):
        for value in (ErrorValue("m", "E"), BUILTIN, HostFunction(len), Iterator(iter([]), "list_iterator")):
            with self.assertRaises(AttributeError):
                value.anything = 1


if __name__ == "__main__":
    unittest.main()
