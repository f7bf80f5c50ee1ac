"""The built-in functions."""

import random
import unittest

from mlpy_testkit.engine.builtins import BUILTIN, BUILTINS, arity_message
from mlpy_testkit.engine.library import Library
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.values import HostFunction, Method, Module

from .running import RunCase, nested, shared

call = BUILTINS["call"]


def f(a, b):
    """Stand for a function compiled from ML."""
    return [a, b]


class Vectors(RunCase):
    """Calls with their results, checked for value and type."""

    def check(self, cases):
        for name, arguments, expected in cases:
            with self.subTest(name=name, arguments=arguments):
                result = BUILTINS[name](*arguments)
                self.assertEqual(result, expected)
                self.assertIs(type(result), type(expected))

    def test_conversions(self):
        self.check(
            [
                ("int", (3.9,), 3),
                ("int", (-3.9,), -3),
                ("int", ("3.9",), 3),
                ("int", (" 42 ",), 42),
                ("int", ("+5",), 5),
                ("int", ("1e3",), 1000),
                ("int", (True,), 1),
                ("int", ("12345678901234567890",), 12345678901234567890),
                ("float", ("3.5",), 3.5),
                ("float", (True,), 1.0),
                ("float", (" 5 ",), 5.0),
                ("float", ("infinity",), float("inf")),
                ("bool", ("false",), True),
                ("bool", ([],), False),
                ("str", (1.0,), "1.0"),
                ("str", (True,), "true"),
                ("str", (None,), "null"),
                ("str", ([True, None],), "[true, null]"),
                ("repr", ("a",), "'a'"),
                ("format", (3.14159, ".2f"), "3.14"),
                ("format", (5,), "5"),
                ("chr", (8364,), "€"),
                ("chr", (True,), "\x01"),
                ("ord", ("A",), 65),
                ("hex", (-255,), "-0xff"),
                ("bin", (10,), "0b1010"),
                ("oct", (8,), "0o10"),
                ("hex", (True,), "0x1"),
            ]
        )

    def test_numbers(self):
        self.check(
            [
                ("abs", (-5.5,), 5.5),
                ("abs", (True,), 1),
                ("round", (2.5,), 2.0),
                ("round", (3.5,), 4.0),
                ("round", (2.675, 2), 2.67),
                ("round", (5,), 5),
                ("round", (5, 2), 5),
                ("round", (True,), 1),
                ("round", (15, -1), 20),
                ("round", (1234.5, -2), 1200.0),
                ("round", (2.5, None), 2.0),
                ("round", (123, -1_000_000), 0),
                ("round", (1.5, 10**30), 1.5),
                ("round", (5, 10**30), 5),
                ("min", (3, 1, 2), 1),
                ("max", ([3, 1],), 3),
                ("min", ([],), None),
                ("max", (), None),
                ("min", (5,), 5),
                ("min", ("ba",), "ba"),
                ("max", ("b", "a"), "b"),
                ("min", ({"b": 1},), {"b": 1}),
                ("max", (1, 1.0), 1),
                ("max", ([1, 5], [2]), [2]),
                ("min", ([[2, []], [1, []]],), [1, []]),
                ("sum", ([1, 2, 3],), 6),
                ("sum", ([1.5, 2],), 3.5),
                ("sum", ([],), 0),
                ("sum", ([1], 10), 11),
                ("sum", ([True, True],), 2),
                ("sum", ([[1], [2]], []), [1, 2]),
                ("sum", ([0.1, 0.1, 0.1],), 0.30000000000000004),
                ("sum", ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],), 2.8),
                ("sum", ([1e100, 1.0, -1e100],), 1.0),
                ("sum", ([1, 1e100, 1, -1e100],), 0.0),
                ("sum", ([1e308, 1e308],), float("inf")),
                ("sum", ([10**30, 0.5],), 1e30),
            ]
        )

    def test_arrays_and_objects(self):
        self.check(
            [
                ("len", ("é😀",), 2),
                ("len", ({"a": 1},), 1),
                ("len", (5,), 0),
                ("len", (None,), 0),
                ("range", (5,), [0, 1, 2, 3, 4]),
                ("range", (1, 5), [1, 2, 3, 4]),
                ("range", (5, 1, -2), [5, 3]),
                ("range", (3, 1), []),
                ("range", (True,), [0]),
                ("range", (10**30, 10**30 + 2), [10**30, 10**30 + 1]),
                ("enumerate", (["a", "b"],), [[0, "a"], [1, "b"]]),
                ("enumerate", ("ab", 1), [[1, "a"], [2, "b"]]),
                ("zip", ([1, 2, 3], ["a", "b"]), [[1, "a"], [2, "b"]]),
                ("zip", ([1],), [[1]]),
                ("zip", (), []),
                ("sorted", ([3, 1, 2],), [1, 2, 3]),
                ("sorted", ([3, 1, 2], True), [3, 2, 1]),
                ("sorted", ("cab",), ["a", "b", "c"]),
                ("sorted", ({"b": 1, "a": 2},), ["a", "b"]),
                ("reversed", ("abc",), ["c", "b", "a"]),
                ("reversed", ([1, 2],), [2, 1]),
                ("reversed", ({"a": 1, "b": 2},), ["b", "a"]),
                ("all", ([1, 0],), False),
                ("all", ([],), True),
                ("any", ([],), False),
                ("any", ("a",), True),
                ("keys", ({"a": 1, "b": 2},), ["a", "b"]),
                ("values", ({"a": 1},), [1]),
            ]
        )

    def test_values(self):
        self.check(
            [
                ("typeof", (1.5,), "number"),
                ("typeof", (None,), "unknown"),
                ("typeof", (BUILTINS["len"],), "function"),
                ("typeof", (BUILTINS["zip"]([1], [2])[0],), "array"),
                ("isinstance", (1, "number"), True),
                ("isinstance", (True, "number"), False),
                ("isinstance", (1, 5), False),
                ("callable", (BUILTINS["len"],), True),
                ("callable", ({},), False),
                ("call", (BUILTINS["abs"], -5), 5),
                ("call", (f, 1, 2), [1, 2]),
                ("hasattr", ("a", "upper"), True),
                ("hasattr", ("a", "format"), False),
                ("hasattr", ("a", "__class__"), False),
                ("hasattr", ({"a": None}, "a"), True),
                ("hasattr", ({"a": 1}, "b"), False),
                ("hasattr", ([1], "length"), True),
                ("hasattr", (None, "x"), False),
                ("getattr", ({"a": 1}, "a", 9), 1),
                ("getattr", ({"a": 1}, "b", 9), 9),
                ("getattr", ("a", "nope"), None),
                ("getattr", ([1, 2], "length"), 2),
                ("methods", (5,), []),
                ("methods", (None,), []),
                ("help", (BUILTINS["abs"],), "Get absolute value\nCapabilities: None required"),
                ("help", (5,), "No help available for 5"),
                ("help", (None,), "No help available for null"),
                (
                    "help",
                    (Module("m", {}, "About m", "M", ("x.read", "x.write")),),
                    "About m\nRequires: x.read, x.write",
                ),
                ("requiredCapabilities", (BUILTINS["print"],), []),
                ("requiredCapabilities", (5,), []),
            ]
        )


class Messages(RunCase):
    def test_messages(self):
        cases = [
            ("int", ("",), ValueError, "invalid literal for int() with base 10: ''"),
            ("int", ("abc",), ValueError, "invalid literal for int() with base 10: 'abc'"),
            ("int", ("0x10",), ValueError, "invalid literal for int() with base 10: '0x10'"),
            ("int", ("1_000",), ValueError, "invalid literal for int() with base 10: '1_000'"),
            ("int", ("nan",), ValueError, "invalid literal for int() with base 10: 'nan'"),
            ("int", ("inf",), OverflowError, "cannot convert float infinity to integer"),
            (
                "int",
                (None,),
                TypeError,
                "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
            ),
            (
                "int",
                ("9" * 5000,),
                ValueError,
                "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
                "use sys.set_int_max_str_digits() to increase the limit",
            ),
            ("float", ("abc",), ValueError, "could not convert string to float: 'abc'"),
            (
                "float",
                (None,),
                TypeError,
                "float() argument must be a string or a real number, not 'NoneType'",
            ),
            ("range", (), TypeError, "range expected at least 1 argument, got 0"),
            ("range", ("1", 2, 3, 4), TypeError, "range expected at most 3 arguments, got 4"),
            ("range", (1.5,), TypeError, "'float' object cannot be interpreted as an integer"),
            ("range", (0, 5, 0), ValueError, "range() arg 3 must not be zero"),
            ("enumerate", ([], "a"), TypeError, "'str' object cannot be interpreted as an integer"),
            ("enumerate", (5,), TypeError, "'int' object is not iterable"),
            ("zip", ([1], 5), TypeError, "'int' object is not iterable"),
            ("sorted", (5,), TypeError, "'int' object is not iterable"),
            ("sorted", ([1, "a"],), TypeError, "'<' not supported between instances of 'str' and 'int'"),
            (
                "sorted",
                ([3, 1], f),
                TypeError,
                "sorted() takes no key function: its second argument only turns the order round",
            ),
            ("reversed", (5,), TypeError, "'int' object is not reversible"),
            ("min", (1, "a"), TypeError, "'<' not supported between instances of 'str' and 'int'"),
            ("max", ([1, "a"],), TypeError, "'>' not supported between instances of 'str' and 'int'"),
            ("max", ({}, {}), TypeError, "'>' not supported between instances of 'dict' and 'dict'"),
            ("sum", (["a"],), TypeError, "unsupported operand type(s) for +: 'int' and 'str'"),
            ("sum", ([1.5, "a"],), TypeError, "unsupported operand type(s) for +: 'float' and 'str'"),
            ("sum", ([0.5, None],), TypeError, "unsupported operand type(s) for +: 'float' and 'NoneType'"),
            ("sum", (["a"], "b"), TypeError, "sum() can't sum strings [use ''.join(seq) instead]"),
            ("sum", ([{}], []), TypeError, 'can only concatenate list (not "dict") to list'),
            ("sum", ([f],), TypeError, "unsupported operand type(s) for +: 'int' and 'function'"),
            ("abs", ("a",), TypeError, "bad operand type for abs(): 'str'"),
            ("round", ("a",), TypeError, "type str doesn't define __round__ method"),
            ("round", (1.5, "a"), TypeError, "'str' object cannot be interpreted as an integer"),
            ("all", (5,), TypeError, "'int' object is not iterable"),
            ("keys", ([1],), AttributeError, "'list' object has no attribute 'keys'"),
            ("values", (None,), AttributeError, "'NoneType' object has no attribute 'values'"),
            ("chr", (-1,), ValueError, "chr() arg not in range(0x110000)"),
            ("chr", (10**30,), OverflowError, "Python int too large to convert to C int"),
            ("chr", ("a",), TypeError, "'str' object cannot be interpreted as an integer"),
            ("ord", ("ab",), TypeError, "ord() expected a character, but string of length 2 found"),
            ("ord", (5,), TypeError, "ord() expected string of length 1, but int found"),
            ("hex", (1.5,), TypeError, "'float' object cannot be interpreted as an integer"),
            ("iter", (5,), TypeError, "'int' object is not iterable"),
            ("next", ([1],), TypeError, "'list' object is not an iterator"),
            (
                "next",
                (BUILTINS["iter"]([]),),
                RuntimeError,
                "Iterator exhausted - use default parameter to avoid error",
            ),
            (
                "call",
                (5,),
                TypeError,
                "Cannot call object of type 'int': not callable\nExpected a function, got int",
            ),
            ("getattr", ("a", 5), TypeError, "attribute name must be string, not 'int'"),
            ("has_module", ([],), TypeError, "unhashable type: 'list'"),
            (
                "available_modules",
                ("x",),
                ValueError,
                "unknown kind of module: x; there are python_bridge, ml_source, builtin",
            ),
        ]
        for name, arguments, kind, message in cases:
            with self.subTest(name=name, message=message):
                self.assertFails(kind, message, BUILTINS[name], *arguments)


class Arity(unittest.TestCase):
    """Python's complaints in the words of the language, on every version of Python."""

    def message(self, name, *arguments):
        with self.assertRaises(TypeError) as caught:
            BUILTINS[name](*arguments)
        return arity_message(str(caught.exception))

    def test_built_in_functions_count_a_receiver(self):
        cases = [
            ("len", (), "Builtin.len() missing 1 required positional argument: 'collection'"),
            ("len", (1, 2), "Builtin.len() takes 2 positional arguments but 3 were given"),
            ("modules", (1,), "Builtin.modules() takes 1 positional argument but 2 were given"),
            ("sum", ([], 1, 2), "Builtin.sum() takes from 2 to 3 positional arguments but 4 were given"),
            ("input", (1, 2), "Builtin.input() takes from 1 to 2 positional arguments but 3 were given"),
            ("hasattr", (), "Builtin.hasattr() missing 2 required positional arguments: 'obj' and 'name'"),
            ("isinstance", (1,), "Builtin.isinstance() missing 1 required positional argument: 'type_name'"),
            ("call", (), "Builtin.call() missing 1 required positional argument: 'func'"),
            ("next", (), "Builtin.next() missing 1 required positional argument: 'iterator'"),
            ("has_module", (), "Builtin.has_module() missing 1 required positional argument: 'module_name'"),
        ]
        for name, arguments, message in cases:
            with self.subTest(message=message):
                self.assertEqual(self.message(name, *arguments), message)

    def test_other_texts_are_left_alone(self):
        for message in (
            "f() takes 2 positional arguments but 3 were given",
            "o.<locals>.i() missing 1 required positional argument: 'a'",
            "bad operand type for abs(): 'str'",
        ):
            self.assertEqual(arity_message(message), message)


class Iteration(RunCase):
    def test_an_iterator_goes_on_where_it_stood(self):
        it = BUILTINS["iter"]([1, 2, 3])
        self.assertEqual(BUILTINS["next"](it), 1)
        self.assertIs(BUILTINS["iter"](it), it)
        self.assertEqual(BUILTINS["zip"](it, it), [[2, 3]])
        self.assertEqual(BUILTINS["next"](it, "end"), "end")

    def test_extracted_methods(self):
        pop = BUILTINS["getattr"]([3, 1], "pop")
        self.assertIs(type(pop), Method)
        self.assertEqual(call(pop), 1)

    def test_host_functions_can_be_called(self):
        self.assertEqual(call(HostFunction(lambda *a: a), 1, [2]), [1, [2]])


class InputAndOutput(RunCase):
    def test_print(self):
        BUILTINS["print"](1, 1.0, True, None, "x")
        BUILTINS["print"]()
        BUILTINS["print"]([1, "a", True])
        self.assertEqual("".join(self.run_of_test.output), "1 1.0 true null x\n\n[1, 'a', true]\n")

    def test_input(self):
        run = self.enter(Limits(), reader=lambda prompt: prompt + "!")
        self.assertEqual(BUILTINS["input"]("name? "), "name? !")
        self.assertEqual(BUILTINS["input"](), "!")
        self.assertEqual(run.output, ["name? "])

    def test_no_input(self):
        self.assertFails(EOFError, "EOF when reading a line", BUILTINS["input"])


class Modules(RunCase):
    class Two(Library):
        def names(self, kind=None):
            return ["a", "b"]

        def info(self, name):
            return {"name": name} if self.has(name) else None

        def loaded(self):
            return ["b"]

    def test_without_a_library(self):
        self.assertEqual(BUILTINS["modules"](), ["builtin"])
        self.assertEqual(BUILTINS["available_modules"](), [])
        self.assertIs(BUILTINS["has_module"]("math"), False)
        self.assertIsNone(BUILTINS["module_info"]("math"))

    def test_with_a_library(self):
        self.enter(Limits(), library=self.Two())
        self.assertEqual(BUILTINS["modules"](), ["b", "builtin"])
        self.assertEqual(BUILTINS["available_modules"](), ["a", "b"])
        self.assertIs(BUILTINS["has_module"]("a"), True)
        self.assertIs(BUILTINS["has_module"]("builtin"), False)
        self.assertIs(BUILTINS["has_module"](5), False)
        self.assertEqual(BUILTINS["module_info"]("a"), {"name": "a"})
        self.assertIsNone(BUILTINS["module_info"]("c"))

    def test_all_built_ins_are_members_of_builtin(self):
        self.assertEqual(len(BUILTINS), 46)
        self.assertIs(BUILTIN.members["len"], BUILTINS["len"])
        self.assertEqual({function.ml_name for function in BUILTINS.values()}, set(BUILTINS))


class Capabilities(RunCase):
    class Context:
        def has(self, name):
            return name == "file.read"

        def types(self):
            return ["file.read"]

        def info(self, name):
            return {"type": name} if self.has(name) else None

    def test_without_a_context(self):
        self.assertIs(BUILTINS["hasCapability"]("file.read"), False)
        self.assertEqual(BUILTINS["getCapabilities"](), [])
        self.assertIsNone(BUILTINS["getCapabilityInfo"]("file.read"))

    def test_with_a_context(self):
        self.run_of_test.capabilities = self.Context()
        self.assertIs(BUILTINS["hasCapability"]("file.read"), True)
        self.assertIs(BUILTINS["hasCapability"](5), False)
        for name in ("hasCapability", "getCapabilityInfo"):
            with self.assertRaisesRegex(TypeError, r"unhashable type: 'list'\Z"):
                BUILTINS[name]([1])
        self.assertEqual(BUILTINS["getCapabilities"](), ["file.read"])
        self.assertEqual(BUILTINS["getCapabilityInfo"]("file.read"), {"type": "file.read"})


class Dangers(RunCase):
    def test_sizes_are_checked_before_the_work(self):
        self.assertStops("items", BUILTINS["range"], 10**12)
        self.assertStops("items", BUILTINS["range"], 10**30)
        self.assertStops("items", BUILTINS["range"], 0, -(10**30), -1)
        self.assertStops("items", BUILTINS["sum"], [[0] * 1_000_000] * 5, [])
        self.assertStops("text", BUILTINS["str"], shared(60))

    def test_large_inputs_are_charged(self):
        large = [1] * 5000
        for name in ("sum", "min", "max", "sorted", "all", "reversed", "enumerate", "zip", "any"):
            with self.subTest(name=name):
                values = [0] * 5000 if name == "any" else large
                self.assertStops("steps", BUILTINS[name], values, limits=Limits(steps=3000))

    def test_shared_structures(self):
        self.assertEqual(len(BUILTINS["min"](shared(100), shared(100, 2))), 2)
        self.assertEqual(len(BUILTINS["sorted"]([shared(100, 2), shared(100)])), 2)

    def test_depth(self):
        self.assertEqual(len(BUILTINS["str"](nested(50_000))), 100_003)


class Sums(RunCase):
    def test_floats_are_summed_as_on_python_3_12(self):
        chance = random.Random(3)
        for _ in range(200):
            values = [chance.uniform(-1, 1) * 10 ** chance.randrange(-20, 20) for _ in range(20)]
            total = lost = 0.0
            for value in values:
                result = total + value
                big, small = (total, value) if abs(total) >= abs(value) else (value, total)
                lost += (big - result) + small
                total = result
            self.assertEqual(BUILTINS["sum"](values), total + lost)


if __name__ == "__main__":
    unittest.main()
