"""The assertions on what ML code answers: what passes, what fails, and with which text."""

import asyncio
import unittest
import warnings
from typing import Any, List, Tuple

from mlpy_testkit import AsyncMLResult, Engine, Limits, MLREPLSession

from .running import AssertingTest, case_of, failure_of, report_of


class Result(AssertingTest):
    def test_the_variable_result(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("result = 6 * 7; x = 1;", 42))

    def test_the_last_expression(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("x = 6; x * 7", 42))
        self.assertPasses(lambda test: test.assertMLResult("x = 6; x * 7;", 42))

    def test_result_goes_before_the_last_expression(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("result = 1; 2;", 1))

    def test_all_kinds_of_values(self) -> None:
        cases: List[Tuple[str, Any]] = [
            ("null", None),
            ("true", True),
            ("0.5", 0.5),
            ('"a"', "a"),
            ("[1, [2]]", [1, [2]]),
            ("[1, [2]]", (1, (2,))),
            ("{a: {b: null}}", {"a": {"b": None}}),
        ]
        for code, expected in cases:
            with self.subTest(code=code):
                self.assertPasses(lambda test, code=code, expected=expected: test.assertMLResult(code, expected))

    def test_another_value(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("x = 1;\nresult = x + 1;", 3),
            "2 != 3 : result of ML code\n<input 1>:2:10\n    result = x + 1;\n             ^^^^^",
        )

    def test_true_is_not_one(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("1 == 1", 1),
            "True != 1 : result of ML code\n<input 1>:1:1\n    1 == 1\n    ^^^^^^",
        )

    def test_a_tab_in_the_line(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("\tresult\t= 2;", 3),
            "2 != 3 : result of ML code\n<input 1>:1:11\n     result = 2;\n              ^",
        )

    def test_nothing_at_all(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("x = 1;", None),
            "ML code has no result, expected None\n<input 1>:1:1\n    x = 1;\n    ^^^^^^",
        )
        self.assertFails(lambda test: test.assertMLResult("", 1), "ML code has no result, expected 1")

    def test_the_result_of_earlier_code_does_not_count(self) -> None:
        def body(test: Any) -> None:
            test.session.run("result = 5;")
            test.assertMLResult("x = 1;", 5)

        self.assertFails(body, "ML code has no result, expected 5\n<input 2>:1:1\n    x = 1;\n    ^^^^^^")

    def test_result_set_inside_a_function_does_not_count(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("function f() { result = 5; }\nf();", 5),
            "None != 5 : result of ML code\n<input 1>:2:1\n    f();\n    ^^^\nf is defined at <input 1>:1:10",
        )

    def test_the_statement_of_a_function_is_told_with_and_without_a_semicolon(self) -> None:
        for code in ("half(3)", "half(3);"):
            self.assertFails(
                lambda test, code=code: test.assertMLResult(code, 1),
                f"1.5 != 1 : result of ML code\n<input 1>:1:1\n    {code}\n    ^^^^^^^\n"
                "<ml_source>:2:1, in half\n    return n / 2; }\n    ^^^^^^^^^^^^^",
                ml_source="function half(n) {\nreturn n / 2; }",
            )

    def test_a_failure_of_the_code(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("x = 0;\nresult = 1 / x;", 3),
            "ML code failed, expected 3\n<input 1>:2:10: division by zero\n    result = 1 / x;\n             ^^^^^",
        )

    def test_a_failure_below_shows_the_calls(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("result = half(1);", 3),
            "ML code failed, expected 3\n"
            "<ml_source>:2:8: division by zero\n"
            "    return n / 0; }\n"
            "           ^^^^^\n"
            "  called from <input 1>:1:10, in <module>",
            ml_source="function half(n) {\nreturn n / 0; }",
        )

    def test_a_text_that_is_no_program(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("result = ;", 3),
            "ML code failed, expected 3\n<input 1>:1:10: expected a value, found ';'\n    result = ;\n             ^",
        )

    def test_of_long_values_the_differences_are_shown(self) -> None:
        words = [f"word number {number}" for number in range(10)]
        text = failure_of(
            lambda test: test.assertMLResult("words", [*words[:-1], "other"]), ml_source=f"words = {words};"
        )
        self.assertEqual(
            text,
            "1 difference (found != expected) : result of ML code\n"
            "  $[9]: 'word number 9' != 'other'\n"
            "<input 1>:1:1\n"
            "    words\n"
            "    ^^^^^",
        )

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("1", 2, "of the day"),
            "1 != 2 : result of ML code\n<input 1>:1:1\n    1\n    ^ : of the day",
        )
        self.assertFails(
            lambda test: test.assertMLResult("x = 1;", 2, msg="why"),
            "ML code has no result, expected 2\n<input 1>:1:1\n    x = 1;\n    ^^^^^^ : why",
        )

    def test_message_alone(self) -> None:
        self.assertFails(lambda test: test.assertMLResult("1", 2, "of the day"), "of the day", longMessage=False)

    def test_an_exception_of_ones_own(self) -> None:
        class Odd(AssertionError):
            pass

        def body(test: Any) -> None:
            with self.assertRaises(Odd):
                test.assertMLResult("1", 2)

        self.assertPasses(body, failureException=Odd)

    def test_code_must_be_text(self) -> None:
        for code in (None, 5, b"1"):
            with self.subTest(code=code):
                case = case_of(lambda test, code=code: test.assertMLResult(code, 1))
                self.assertIn("MLUsageError: ML code must be a str, not ", report_of(case))

    def test_strict(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("[1, 2.0]", [1.0, 2]))
        self.assertPasses(lambda test: test.assertMLResult("[1, 2.0]", [1, 2.0], strict=True))
        self.assertFails(
            lambda test: test.assertMLResult("[1, 2.0]", [1, 2], strict=True),
            "[1, 2.0] != [1, 2] : result of ML code\n  $[1]: 2.0 != 2\n<input 1>:1:1\n    [1, 2.0]\n    ^^^^^^^^",
        )

    def test_context_gives_variables_their_values(self) -> None:
        def body(test: Any) -> None:
            test.assertMLResult("result = a + len(b);", 4, context={"a": 1, "b": [1, 2, 3]})
            test.assertMLVariable("a", 1)

        self.assertPasses(body)

    def test_another_session(self) -> None:
        def body(test: Any) -> None:
            with MLREPLSession() as session:
                session.run("x = 5;")
                test.assertMLResult("x", 5, session=session)
                test.assertMLResult("x", 1)

        self.assertPasses(body, ml_source="x = 1;")

    def test_result_set_on_some_ways_only(self) -> None:
        def body(test: Any) -> None:
            test.session.run("result = 5;")
            test.assertMLResult("if (false) { result = 1; } 7;", 7)
            test.assertNoMLResult("if (false) { result = 1; }")
            test.assertMLVariable("result", 5)
            test.assertMLResult("if (true) { result = 1; } 7;", 1)
            test.assertMLResult("if (true) { result = result + 1; }", 2)

        self.assertPasses(body)

    def test_what_an_execution_came_to(self) -> None:
        def body(test: Any) -> None:
            test.assertMLResult(Engine().run("result = 2;"), 2)
            test.assertMLResult(test.session.execute("1 + 1"), 2)
            test.assertMLResult(AsyncMLResult(True, [2]), [2])

        self.assertPasses(body)
        self.assertFails(
            lambda test: test.assertMLResult(AsyncMLResult(False, error="no more orders"), 2),
            "ML code failed, expected 2\nno more orders",
        )
        self.assertFails(
            lambda test: test.assertMLResult(AsyncMLResult(False, exception=OSError("disk")), 2),
            "ML code failed, expected 2\nOSError: disk",
        )
        self.assertFails(
            lambda test: test.assertMLResult(Engine().run("result = 2;", "a.ml"), 3),
            "2 != 3 : result of ML code\na.ml:1:10\n    result = 2;\n             ^",
        )

    def test_wrong_use(self) -> None:
        async def execution() -> None:
            """Is never awaited."""

        self.assertRefused(lambda test: test.assertMLResult(None, 1), "ML code must be a str, not NoneType")
        self.assertRefused(lambda test: test.assertMLResult(execution(), 1), ".*not a coroutine: await it first")
        self.assertRefused(
            lambda test: test.assertMLResult(AsyncMLResult(True, 1), 1, context={"a": 1}), "context is for code"
        )
        self.assertRefused(lambda test: test.assertMLResult("1", 1, context=[1]), "context must be a mapping")
        self.assertRefused(lambda test: test.assertMLResult("1", 1, context={"a": object()}), ".*a Python object")
        self.assertRefused(lambda test: test.assertMLResult("1"), r".*missing 1 required .*'expected'", "TypeError")

    def test_what_the_class_of_the_expected_value_raises_is_an_error(self) -> None:
        class Broken:
            def __eq__(self, other: object) -> bool:
                raise ValueError("broken")

        self.assertRefused(lambda test: test.assertMLResult("1", Broken()), "broken", "ValueError")
        self.assertRefused(lambda test: test.assertNotMLResult("[1]", [Broken()]), "broken", "ValueError")


class NotResult(AssertingTest):
    def test_another_value(self) -> None:
        self.assertPasses(lambda test: test.assertNotMLResult("1", 2))
        self.assertPasses(lambda test: test.assertNotMLResult("1", True))
        self.assertPasses(lambda test: test.assertNotMLResult("1", 1.0, strict=True))
        self.assertPasses(lambda test: test.assertNotMLResult("[1, {a: 2}]", [1, {"a": 3}]))

    def test_the_same_value(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLResult("[1, 2]", (1, 2.0)),
            "[1, 2] == (1, 2.0) : result of ML code\n<input 1>:1:1\n    [1, 2]\n    ^^^^^^",
        )

    def test_neither_a_failure_nor_nothing_is_another_value(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLResult("1 / 0;", 2),
            "ML code failed, expected a result other than 2\n<input 1>:1:1: division by zero\n    1 / 0;\n    ^^^^^",
        )
        self.assertFails(
            lambda test: test.assertNotMLResult("x = 1;", 2),
            "ML code has no result, expected a result other than 2\n<input 1>:1:1\n    x = 1;\n    ^^^^^^",
        )

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLResult("1", 1, "why"),
            "1 == 1 : result of ML code\n<input 1>:1:1\n    1\n    ^ : why",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertNotMLResult(5, 1), "ML code must be a str, not int")


class NoResult(AssertingTest):
    def test_none(self) -> None:
        self.assertPasses(lambda test: test.assertNoMLResult("x = 1;"))
        self.assertPasses(lambda test: test.assertNoMLResult(AsyncMLResult(True)))

    def test_some(self) -> None:
        self.assertFails(
            lambda test: test.assertNoMLResult("result = null;"),
            "None is a result of ML code, expected none\n<input 1>:1:10\n    result = null;\n             ^^^^",
        )

    def test_a_failure(self) -> None:
        self.assertFails(
            lambda test: test.assertNoMLResult("1 / 0;", "why"),
            "ML code failed, expected no result\n<input 1>:1:1: division by zero\n    1 / 0;\n    ^^^^^ : why",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertNoMLResult(None), "ML code must be a str")


class AlmostResult(AssertingTest):
    def test_places(self) -> None:
        self.assertPasses(lambda test: test.assertMLAlmostResult("0.1 + 0.2", 0.3))
        self.assertPasses(lambda test: test.assertMLAlmostResult("1.23", 1.2, 1))
        self.assertFails(
            lambda test: test.assertMLAlmostResult("1.23", 1.2),
            "1.23 != 1.2 : result of ML code to 7 places\n<input 1>:1:1\n    1.23\n    ^^^^",
        )

    def test_delta(self) -> None:
        self.assertPasses(lambda test: test.assertMLAlmostResult("99", 100, delta=1))
        self.assertFails(
            lambda test: test.assertMLAlmostResult("98", 100, delta=1),
            "98 != 100 : result of ML code within 1\n<input 1>:1:1\n    98\n    ^^",
        )

    def test_a_part(self) -> None:
        self.assertPasses(lambda test: test.assertMLAlmostResult("99", 100, rel=0.01))
        self.assertFails(
            lambda test: test.assertMLAlmostResult("98", 100, rel=0.01),
            "98 != 100 : result of ML code within 0.01 of it\n<input 1>:1:1\n    98\n    ^^",
        )

    def test_numbers_in_a_structure(self) -> None:
        code = '{net: 0.1 + 0.2, name: "tea", paid: true}'
        self.assertPasses(
            lambda test: test.assertMLAlmostResult(code, {"net": 0.3, "name": "tea", "paid": True}, places=5)
        )
        self.assertFails(
            lambda test: test.assertMLAlmostResult(code, {"net": 0.4, "name": "Tea", "paid": 1}, delta=0.01),
            "{'net': 0.30000000000000004, 'name': 'tea', 'paid': True} != {'net': 0.4, 'name': 'Tea', 'paid': 1} : "
            "result of ML code within 0.01\n"
            "  $.net: 0.30000000000000004 != 0.4\n"
            "  $.name: 'tea' != 'Tea'\n"
            "  $.paid: True != 1\n"
            "<input 1>:1:1\n"
            f"    {code}\n"
            f"    {'^' * len(code)}",
        )

    def test_numbers_out_of_the_ordinary(self) -> None:
        self.assertPasses(lambda test: test.assertMLAlmostResult("1e999", float("inf")))
        self.assertPasses(lambda test: test.assertMLAlmostResult("x", 10**400 + 1, rel=0.1, context={"x": 10**400}))
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("1e999", 5, rel=0.5))
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("1e999", -float("inf"), delta=1e300))
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("x", 1.5, context={"x": 10**400}))
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("x", 1.5, rel=0.5, context={"x": 10**400}))
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("1e999 - 1e999", float("nan"), delta=1))

    def test_not(self) -> None:
        self.assertPasses(lambda test: test.assertNotMLAlmostResult("98", 100, delta=1))
        self.assertFails(
            lambda test: test.assertNotMLAlmostResult("99", 100, msg="why", delta=1),
            "99 == 100 : result of ML code within 1\n<input 1>:1:1\n    99\n    ^^ : why",
        )
        self.assertFails(
            lambda test: test.assertNotMLAlmostResult("x = 1;", 5),
            "ML code has no result, expected a result other than 5 to 7 places\n<input 1>:1:1\n    x = 1;\n    ^^^^^^",
        )

    def test_wrong_use(self) -> None:
        for options, text in [
            ({"places": 1, "delta": 2}, "places and delta cannot be given together"),
            ({"rel": 1, "delta": 2}, "delta and rel cannot be given together"),
            ({"delta": -1}, "delta must be a finite number from 0 upward, not -1"),
            ({"delta": "1"}, "delta must be a finite number from 0 upward, not '1'"),
            ({"rel": float("nan")}, "rel must be a finite number from 0 upward, not nan"),
            ({"rel": float("inf")}, "rel must be a finite number from 0 upward, not inf"),
            ({"rel": True}, "rel must be a finite number from 0 upward, not True"),
            ({"places": 1.5}, "places must be a whole number, not 1.5"),
        ]:
            with self.subTest(options=options):
                self.assertRefused(lambda test, options=options: test.assertMLAlmostResult("1", 1, **options), text)
                self.assertRefused(lambda test, options=options: test.assertNotMLAlmostResult("1", 9, **options), text)


class ResultType(AssertingTest):
    def test_types(self) -> None:
        cases: List[Tuple[str, Any]] = [
            ("1", "number"),
            ("1.5", "number"),
            ("1", int),
            ("1.5", float),
            ("true", "boolean"),
            ("true", bool),
            ('"a"', str),
            ("[1]", list),
            ("[1]", "array"),
            ("{}", "object"),
            ("null", "unknown"),
            ("null", type(None)),
            ("fn(x) => x", "function"),
            ("len", "function"),
            ("1", ("string", int)),
        ]
        for code, kind in cases:
            with self.subTest(code=code, kind=kind):
                self.assertPasses(lambda test, code=code, kind=kind: test.assertMLResultType(code, kind))
                text = failure_of(lambda test, code=code, kind=kind: test.assertNotMLResultType(code, kind))
                self.assertIn("expected something else than ", text)

    def test_another_type(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResultType("true", (int, "string"), "why"),
            "True is boolean (bool), expected int or string : result of ML code\n"
            "<input 1>:1:1\n"
            "    true\n"
            "    ^^^^ : why",
        )
        self.assertPasses(lambda test: test.assertNotMLResultType("true", (int, float, "number")))

    def test_functions_that_python_got(self) -> None:
        def body(test: Any) -> None:
            test.assertMLResultType(test.session.execute("fn(x) => x"), "function")

        self.assertPasses(body)

    def test_no_value(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLResultType("x = 1;", "number"),
            "ML code has no result, expected something else than number\n<input 1>:1:1\n    x = 1;\n    ^^^^^^",
        )

    def test_wrong_use(self) -> None:
        for kind in ("numbr", 5, None, (), ("number", "list")):
            with self.subTest(kind=kind):
                self.assertRefused(lambda test, kind=kind: test.assertMLResultType("1", kind), ".*type")
                self.assertRefused(lambda test, kind=kind: test.assertNotMLResultType('"a"', kind), ".*type")


def is_even(value: int) -> bool:
    """Tell whether a number is even."""
    return value % 2 == 0


LINE = is_even.__code__.co_firstlineno


class ResultSatisfies(AssertingTest):
    def test_it_does(self) -> None:
        self.assertPasses(lambda test: test.assertMLResultSatisfies("4", is_even))
        self.assertPasses(lambda test: test.assertNotMLResultSatisfies("5", is_even))

    def test_it_does_not(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResultSatisfies("5", is_even, "why"),
            f"5 does not satisfy is_even at {__file__}:{LINE} : result of ML code\n<input 1>:1:1\n    5\n    ^ : why",
        )
        self.assertFails(
            lambda test: test.assertNotMLResultSatisfies("4", is_even),
            f"4 satisfies is_even at {__file__}:{LINE} : result of ML code\n<input 1>:1:1\n    4\n    ^",
        )

    def test_no_value(self) -> None:
        self.assertFails(
            lambda test: test.assertNotMLResultSatisfies("x = 5;", callable),
            "ML code has no result, expected none that satisfies callable\n<input 1>:1:1\n    x = 5;\n    ^^^^^^",
        )

    def test_what_the_predicate_raises_is_an_error(self) -> None:
        self.assertRefused(
            lambda test: test.assertNotMLResultSatisfies('"a"', lambda value: value / 2), "", "TypeError"
        )

    def test_wrong_use(self) -> None:
        async def predicate(value: Any) -> bool:
            return False

        self.assertRefused(lambda test: test.assertMLResultSatisfies("1", 1), "a predicate is a function of one value")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            self.assertRefused(lambda test: test.assertMLResultSatisfies("1", predicate), "a predicate answers at once")


class Variables(AssertingTest):
    SOURCE = {"ml_source": "stock = {tea: 3};"}

    def test_the_value(self) -> None:
        self.assertPasses(lambda test: test.assertMLVariable("stock", {"tea": 3.0}), **self.SOURCE)
        self.assertFails(
            lambda test: test.assertMLVariable("stock", {"tea": 4}, "why"),
            "{'tea': 3} != {'tea': 4} : ML variable 'stock'\n  $.tea: 3 != 4 : why",
            **self.SOURCE,
        )
        self.assertFails(
            lambda test: test.assertMLVariable("stock", {"tea": 3.0}, strict=True),
            "{'tea': 3} != {'tea': 3.0} : ML variable 'stock'\n  $.tea: 3 != 3.0",
            **self.SOURCE,
        )

    def test_another_value(self) -> None:
        self.assertPasses(lambda test: test.assertNotMLVariable("stock", {}), **self.SOURCE)
        self.assertFails(
            lambda test: test.assertNotMLVariable("stock", {"tea": 3}),
            "{'tea': 3} == {'tea': 3} : ML variable 'stock'",
            **self.SOURCE,
        )

    def test_no_variable(self) -> None:
        self.assertPasses(lambda test: test.assertNoMLVariable("shop"), **self.SOURCE)
        self.assertFails(
            lambda test: test.assertNoMLVariable("stock", "why"),
            "ML variable 'stock' has the value {'tea': 3}, expected no such variable : why",
            **self.SOURCE,
        )
        self.assertFails(
            lambda test: test.assertMLVariable("stok", None),
            "no ML variable 'stok', expected None; did you mean 'stock'?",
            **self.SOURCE,
        )
        self.assertFails(
            lambda test: test.assertNotMLVariable("zzz", 1), "no ML variable 'zzz', expected not 1", **self.SOURCE
        )

    def test_another_session(self) -> None:
        def body(test: Any) -> None:
            with MLREPLSession() as session:
                session.run("x = 5;")
                test.assertMLVariable("x", 5, session=session)
                test.assertNoMLVariable("x")

        self.assertPasses(body)

    def test_wrong_use(self) -> None:
        for name in (None, 5):
            with self.subTest(name=name):
                for method in ("assertMLVariable", "assertNotMLVariable"):
                    self.assertRefused(
                        lambda test, method=method, name=name: getattr(test, method)(name, 1), "the name of a variable"
                    )
                self.assertRefused(lambda test, name=name: test.assertNoMLVariable(name), "the name of a variable")


class Asynchronous(AssertingTest):
    """``assertAsyncMLResult``, ``assertAsyncExecution``"""

    def test_the_value(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("result = f(a);", 6, context={"a": 3})
            await test.assertAsyncExecution("result = f(4);", 8)
            await test.assertAsyncExecution("f(4)", 8, timeout=None)

        self.assertPasses(body, ml_source="function f(x) { return x * 2; }")

    def test_another_value(self) -> None:
        async def wrong_result(test: Any) -> None:
            await test.assertAsyncMLResult("1", 2, "why")

        async def wrong_execution(test: Any) -> None:
            await test.assertAsyncExecution("1", 2, msg="why")

        for body in (wrong_result, wrong_execution):
            self.assertFails(body, "1 != 2 : result of ML code\n<input 1>:1:1\n    1\n    ^ : why")

    def test_several_at_once_have_their_own_results(self) -> None:
        async def body(test: Any) -> None:
            codes = [(f"n = 0; while (n < 50) {{ n = n + 1; }} result = {number};", number) for number in range(20)]
            await asyncio.gather(*[test.assertAsyncMLResult(code, expected) for code, expected in codes])

        self.assertPasses(body)

    def test_as_a_task(self) -> None:
        async def body(test: Any) -> None:
            task = asyncio.create_task(test.assertAsyncMLResult("1", 1))
            await asyncio.wait_for(task, 10)

        self.assertPasses(body)

    def test_time_is_up(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncExecution("while (true) { }", 1, timeout=0.02)

        self.assertIn("time limit of 0.02 seconds reached\n    while (true) { }\n", failure_of(body))

    def test_the_limit_of_the_session_is_the_shorter_one(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncExecution("while (true) { }", 1, timeout=60)

        self.assertIn("time limit of 0.02 seconds reached", failure_of(body, ml_limits=Limits(seconds=0.02)))

    def test_capabilities_are_those_of_the_code(self) -> None:
        async def body(test: Any) -> None:
            with test.assertCapabilitiesUsed(["math.compute"]):
                code = "import math; result = math.sqrt(16);"
                await test.assertAsyncExecution(code, 4, capabilities=["math.compute"])
            test.assertMLRaises("denied", "math.sqrt(16);")

        self.assertPasses(body)

    def test_never_awaited(self) -> None:
        async def forgets_result(test: Any) -> None:
            test.assertAsyncMLResult("1", 2)

        async def forgets_execution(test: Any) -> None:
            test.assertAsyncExecution("1", 2)

        def in_plain_code(test: Any) -> None:
            test.assertAsyncMLResult("1", 2)

        for body, name in (
            (forgets_result, "assertAsyncMLResult"),
            (forgets_execution, "assertAsyncExecution"),
            (in_plain_code, "assertAsyncMLResult"),
        ):
            line = body.__code__.co_firstlineno + 1
            self.assertFails(body, f"{name}() at {__file__}:{line} was never awaited: nothing was tested")

    def test_wrong_use(self) -> None:
        async def body(test: Any, **options: Any) -> None:
            await test.assertAsyncExecution("1", 1, **options)

        for options, text in [
            ({"timeout": 0}, "timeout must be a number of seconds above 0, not 0"),
            ({"timeout": "1"}, "timeout must be a number of seconds above 0, not '1'"),
            ({"capabilities": "math.compute"}, "grants must be a list of texts, not one text"),
        ]:
            with self.subTest(options=options):

                async def wrong(test: Any, options: Any = options) -> None:
                    await body(test, **options)

                self.assertRefused(wrong, text)


if __name__ == "__main__":
    unittest.main()
