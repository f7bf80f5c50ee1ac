"""The module ``math``."""

import math
import random
import unittest

from mlpy_testkit.engine.builtins import BUILTINS, arity_message
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.engine.members import invoke, member
from mlpy_testkit.engine.text import text
from mlpy_testkit.modules import Library
from mlpy_testkit.world import world

from .granted import GrantedCase

MATH = Library().load("math")


class Vectors(GrantedCase):
    def test_results_and_their_types(self):
        cases = [
            ("sqrt", (16,), 4.0),
            ("sqrt", (-1,), 0),
            ("sqrt", (True,), 1.0),
            ("abs", (-5,), 5),
            ("abs", (-5.5,), 5.5),
            ("ln", (0,), -999),
            ("ln", (math.e,), 1.0),
            ("log", (100,), 2.0),
            ("log", (1000,), 3.0),
            ("log", (10**400,), 400.0),
            ("log", (8, 2), 3.0),
            ("log", (8, 3), 1.892789260714372),
            ("log", (5, 1), -999),
            ("log", (-5,), -999),
            ("log", (8, -1), -999),
            ("exp", (0,), 1.0),
            ("exp", (1000,), math.inf),
            ("exp", (-1000,), 0.0),
            ("exp", (10**400,), math.inf),
            ("exp", (-(10**400),), 0.0),
            ("pow", (2, 10), 1024),
            ("pow", (2, -1), 0.5),
            ("pow", (0, 0), 1),
            ("pow", (0, -1), 0),
            ("pow", (10.0, 400), math.inf),
            ("pow", (-10.0, 401), 0),
            ("pow", (True, 2), 1),
            ("pow", (-1, 1000), 1),
            ("pow", (1, 10**30), 1),
            ("floor", (-3.2,), -4),
            ("ceil", (3.2,), 4),
            ("floor", (True,), 1),
            ("round", (2.5,), 2),
            ("round", (3.5,), 4),
            ("round", (-2.5,), -2),
            ("min", (1, 1.0), 1),
            ("max", (1, 1.0), 1),
            ("min", ("b", "a"), "a"),
            ("max", ([1], [2]), [2]),
            ("sign", (-3.5,), -1),
            ("sign", (0.0,), 0),
            ("sign", (True,), 1),
            ("degToRad", (180,), math.pi),
            ("radians", (180,), math.pi),
            ("radToDeg", (1,), 57.29577951308232),
            ("degrees", (1,), 57.29577951308232),
            ("sin", (0,), 0.0),
            ("cos", (0,), 1.0),
            ("tan", (0,), 0.0),
            ("asin", (0,), 0.0),
            ("acos", (1,), 0.0),
            ("atan", (0,), 0.0),
            ("atan2", (0, -1), math.pi),
            ("factorial", (25,), 15511210043330985984000000),
            ("factorial", (-1,), 0),
            ("factorial", (-1.5,), 0),
            ("gcd", (-12, 18), 6),
            ("gcd", (0, 0), 0),
            ("lcm", (0, 5), 0),
            ("lcm", (-4, 6), 12),
        ]
        for name, arguments, expected in cases:
            with self.subTest(name=name, arguments=arguments):
                result = invoke(MATH, name, *arguments)
                self.assertEqual(result, expected)
                self.assertIs(type(result), type(expected))

    def test_messages(self):
        cases = [
            ("sqrt", ("a",), TypeError, "'<' not supported between instances of 'str' and 'int'"),
            ("ln", ("a",), TypeError, "'<=' not supported between instances of 'str' and 'int'"),
            ("log", (8, None), TypeError, "'<=' not supported between instances of 'NoneType' and 'int'"),
            ("sin", ("a",), TypeError, "must be real number, not str"),
            ("sin", (math.inf,), ValueError, "math domain error"),
            ("asin", (2,), ValueError, "math domain error"),
            ("floor", (None,), TypeError, "must be real number, not NoneType"),
            ("floor", (math.inf,), OverflowError, "cannot convert float infinity to integer"),
            ("ceil", (math.nan,), ValueError, "cannot convert float NaN to integer"),
            ("round", ("a",), TypeError, "type str doesn't define __round__ method"),
            ("abs", ("a",), TypeError, "bad operand type for abs(): 'str'"),
            ("pow", ("a", 2), TypeError, "unsupported operand type(s) for ** or pow(): 'str' and 'int'"),
            ("pow", (-8, 0.5), ValueError, "math domain error"),
            ("min", (1, "a"), TypeError, "'<' not supported between instances of 'str' and 'int'"),
            ("max", (1, "a"), TypeError, "'>' not supported between instances of 'str' and 'int'"),
            ("sign", (None,), TypeError, "'>' not supported between instances of 'NoneType' and 'int'"),
            ("factorial", (5.0,), TypeError, "'float' object cannot be interpreted as an integer"),
            ("gcd", (1.0, 2), TypeError, "'float' object cannot be interpreted as an integer"),
            ("lcm", ("a", 0), TypeError, "'str' object cannot be interpreted as an integer"),
            ("sqrt", (10**400,), OverflowError, "int too large to convert to float"),
        ]
        for name, arguments, kind, message in cases:
            with self.subTest(name=name, message=message):
                self.assertFails(kind, message, invoke, MATH, name, *arguments)

    def test_numbers_of_arguments(self):
        cases = [
            ("sqrt", (1, 2), "math.sqrt() expects 1 argument, got 2"),
            ("sqrt", (), "math.sqrt() expects 1 argument, got 0"),
            ("gcd", (1,), "math.gcd() expects 2 arguments, got 1"),
            ("log", (), "math.log() expects 1 to 2 arguments, got 0"),
            ("log", (1, 2, 3), "math.log() expects 1 to 2 arguments, got 3"),
            ("random", (1,), "math.random() expects 0 arguments, got 1"),
        ]
        for name, arguments, message in cases:
            with self.subTest(message=message), self.assertRaises(TypeError) as caught:
                invoke(MATH, name, *arguments)
            self.assertEqual(arity_message(str(caught.exception)), message)


class Members(GrantedCase):
    def test_constants(self):
        self.assertEqual(member(MATH, "pi"), math.pi)
        self.assertEqual(member(MATH, "e"), math.e)
        for name in ("tau", "inf", "nan", "hypot", "trunc"):
            message = f"'Math' object has no attribute '{name}'"
            self.assertFails(AttributeError, message, member, MATH, name)

    def test_functions_declare_what_they_need(self):
        self.assertEqual(len(BUILTINS["methods"](MATH)), 27)
        for name in BUILTINS["methods"](MATH):
            needed = ["math.compute", "random.generate"] if name == "random" else ["math.compute"]
            self.assertEqual(BUILTINS["requiredCapabilities"](member(MATH, name)), needed)

    def test_texts(self):
        self.assertEqual(text(member(MATH, "sqrt")), "<built-in math.sqrt>")
        self.assertEqual(BUILTINS["help"](member(MATH, "sqrt")), "Square root\nRequires: math.compute")
        self.assertEqual(BUILTINS["help"](MATH), "Mathematical operations and constants\nRequires: math.compute")

    def test_random_draws_from_the_world(self):
        world().random.seed(42)
        self.assertEqual(invoke(MATH, "random"), 0.6394267984578837)
        self.assertEqual(invoke(MATH, "random"), random.Random(42).random() and 0.025010755222666936)


class Dangers(GrantedCase):
    def test_numbers_are_measured_before_they_are_made(self):
        self.assertStops("bits", invoke, MATH, "pow", 10, 10**9)
        self.assertStops("bits", invoke, MATH, "pow", -3, 10**30)
        self.assertStops("bits", invoke, MATH, "pow", 2**60_000, 2)
        self.assertStops("bits", invoke, MATH, "factorial", 100_000)
        self.assertStops("bits", invoke, MATH, "factorial", 10**400)
        self.assertStops("bits", invoke, MATH, "lcm", 2**60_000, 3**30_000)

    def test_what_fits_is_made(self):
        self.assertEqual(invoke(MATH, "pow", 2, 60_000), 2**60_000)
        self.assertEqual(invoke(MATH, "factorial", 5000), math.factorial(5000))
        self.enter(Limits(bits=None))
        self.assertEqual(invoke(MATH, "pow", 2, 100_000), 2**100_000)


if __name__ == "__main__":
    unittest.main()
