"""The assertions on ML functions that Python calls: what passes, what fails, and with which text."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, List, Tuple

from mlpy_testkit import MLError, MLREPLSession, MLThrownError, MockREPLSession, ml_callback

from .running import AssertingTest, Body, case_of, failure_of, result_of

SOURCE = """function double(x) { return x * 2; }
function half(n) { return n / 0; }
function refuse(n) { throw {message: "no", code: n}; }
function note(text, n) { return text; }
function sell(n) { note("sold", n); return n; }
shop = {total: fn(n) => n + 1};
"""
GIVEN: Dict[str, Any] = {"ml_source": SOURCE}
DOUBLE = "<ml_source>:1:22, in double\n    function double(x) { return x * 2; }\n                         ^^^^^^^^^^^^^"
NOTE = "defined at <ml_source>:4:10\n    function note(text, n) { return text; }\n             ^^^^"


class Works(AssertingTest):
    def test_it_does(self) -> None:
        def body(test: Any) -> None:
            test.assertCallbackWorks("double", (21,), 42)
            test.assertCallbackWorks("double", [1.5], 3)
            test.assertCallbackWorks("shop.total", (1,), 2)
            test.assertCallbackWorks(ml_callback(test.session, "double"), (2,), 4)
            test.assertCallbackWorks(test.session.run("double"), (2,), 4)
            test.assertCallbackWorks("double", (2,), 4.0)
            test.assertNotCallbackWorks("double", (2,), 4.0, strict=True)

        self.assertPasses(body, **GIVEN)

    def test_another_value(self) -> None:
        self.assertFails(
            lambda test: test.assertCallbackWorks("double", (21,), 43, msg="why"),
            f"42 != 43 : result of double(21)\n{DOUBLE} : why",
            **GIVEN,
        )
        self.assertFails(
            lambda test: test.assertCallbackWorks(ml_callback(test.session, "double"), (21,), 43),
            f"42 != 43 : result of double(21)\n{DOUBLE}",
            **GIVEN,
        )
        self.assertPasses(lambda test: test.assertNotCallbackWorks("double", (21,), 43), **GIVEN)

    def test_the_same_value(self) -> None:
        self.assertFails(
            lambda test: test.assertNotCallbackWorks("double", (21,), 42, msg="why"),
            f"42 == 42 : result of double(21)\n{DOUBLE} : why",
            **GIVEN,
        )

    def test_a_failure(self) -> None:
        error = (
            "\n<ml_source>:2:27: division by zero\n"
            "    function half(n) { return n / 0; }\n"
            "                              ^^^^^"
        )
        self.assertFails(
            lambda test: test.assertCallbackWorks("half", (1,), None),
            f"half(1) failed with run time, ZeroDivisionError, expected None{error}",
            **GIVEN,
        )
        self.assertFails(
            lambda test: test.assertNotCallbackWorks(ml_callback(test.session, "half"), (1,), 1),
            f"half(1) failed with run time, ZeroDivisionError, expected a result other than 1{error}",
            **GIVEN,
        )

    def test_capabilities_are_those_of_the_call(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityUsed("math.compute"):
                test.assertCallbackWorks("root", (16,), 4, capabilities=["math.compute"])
            test.assertCallbackRaises("root", (16,), "denied")

        self.assertPasses(body, ml_source="import math; function root(n) { return math.sqrt(n); }")

    def test_another_session(self) -> None:
        def body(test: Any) -> None:
            with MLREPLSession() as session:
                session.run("function double(x) { return x * 3; }")
                test.assertCallbackWorks("double", (1,), 3, session=session)

        self.assertPasses(body, **GIVEN)

    def test_a_session_that_only_answers(self) -> None:
        class Answers:
            def call_function(self, name: str, args: Any, kwargs: Any) -> Any:
                return [name, *args]

        self.assertPasses(lambda test: test.assertCallbackWorks("f", (1,), ["f", 1], session=Answers()))
        self.assertRefused(
            lambda test: test.assertCallbackWorks("f", (1,), 1, ["a.b"], session=Answers()), ".*take no capabilities"
        )

    def test_wrong_use(self) -> None:
        async def coroutine(x: int) -> int:
            return x

        cases: List[Tuple[Body, str]] = [
            (lambda test: test.assertCallbackWorks("none", (1,), 1), "the session has no function 'none'"),
            (lambda test: test.assertNotCallbackWorks("none", (1,), 1), "the session has no function 'none'"),
            (lambda test: test.assertCallbackWorks(5, (1,), 1), "the name of an ML function, or a callable, is wanted"),
            (lambda test: test.assertCallbackWorks("double", "21", 42), "args must be a list of arguments, not '21'"),
            (lambda test: test.assertCallbackWorks("double", 21, 42), "args must be a list of arguments, not 21"),
            (lambda test: test.assertCallbackWorks("double", {"x": 1}, 2), "args must be a list of arguments"),
            (lambda test: test.assertCallbackWorks("double", (object(),), 2), "argument 1 of double"),
            (lambda test: test.assertCallbackWorks(coroutine, (1,), 1), ".*await it first"),
            (
                lambda test: test.assertCallbackWorks(abs, (1,), 1, ["a.b"]),
                "capabilities and session are for functions",
            ),
        ]
        for number, (body, text) in enumerate(cases):
            with self.subTest(number=number):
                self.assertRefused(body, text, **GIVEN)

    def test_a_session_that_does_not_open_is_an_error(self) -> None:
        result = result_of(case_of(lambda test: test.assertCallbackWorks("f", (1,), 1), ml_source="x = ;"))
        self.assertEqual((len(result.failures), len(result.errors)), (0, 1))

    def test_what_python_raises_is_an_error(self) -> None:
        self.assertRefused(lambda test: test.assertCallbackWorks(int, ("x",), 1), "invalid literal", "ValueError")


class AsyncWorks(AssertingTest):
    def test_it_does(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncCallbackWorks("double", (21,), 42)

        self.assertPasses(body, **GIVEN)

    def test_it_does_not(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncCallbackWorks("double", (21,), 43, msg="why")

        self.assertFails(body, f"42 != 43 : result of double(21)\n{DOUBLE} : why", **GIVEN)

    def test_wrong_use(self) -> None:
        async def wrong(test: Any) -> None:
            await test.assertAsyncCallbackWorks("none", (21,), 42)

        async def forgets(test: Any) -> None:
            test.assertAsyncCallbackWorks("double", (21,), 43)

        self.assertRefused(wrong, "the session has no function 'none'", **GIVEN)
        self.assertIn("assertAsyncCallbackWorks() at ", failure_of(forgets, **GIVEN))


class Raises(AssertingTest):
    def test_it_does(self) -> None:
        def body(test: Any) -> None:
            error = test.assertCallbackRaises("half", (1,), "ZeroDivisionError", line=2, column=27, file="ml_source")
            test.assertIsInstance(error, MLError)
            error = test.assertCallbackRaises(
                "refuse", (7,), MLThrownError, regex="n.", value={"message": "no", "code": 7}
            )
            test.assertEqual(error.value["code"], 7)
            test.assertCallbackRaises(ml_callback(test.session, "refuse"), (7,), "thrown")

        self.assertPasses(body, **GIVEN)

    def test_it_does_not(self) -> None:
        self.assertFails(
            lambda test: test.assertCallbackRaises("double", (21,), "thrown", msg="why"),
            f"double(21) returned 42, expected thrown\n{DOUBLE} : why",
            **GIVEN,
        )

    def test_another_error(self) -> None:
        self.assertFails(
            lambda test: test.assertCallbackRaises(
                "refuse", (7,), "thrown", msg="why", value={"message": "no", "code": 8}
            ),
            "{'message': 'no', 'code': 7} != {'message': 'no', 'code': 8} : object thrown by ML code\n"
            "  $.code: 7 != 8 : refuse(7)\n"
            "<ml_source>:3:22: no\n"
            '    function refuse(n) { throw {message: "no", code: n}; }\n'
            "                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ : why",
            **GIVEN,
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(
            lambda test: test.assertCallbackRaises("half", (1,), ValueError),
            r"assertCallbackRaises\(\) needs an MLError class",
            "TypeError",
            **GIVEN,
        )
        self.assertRefused(
            lambda test: test.assertCallbackRaises("none", (1,), "thrown"), "the session has no function", **GIVEN
        )


class IsCalled(AssertingTest):
    def test_by_python_and_by_ml(self) -> None:
        def body(test: Any) -> None:
            callback = ml_callback(test.session, "note")
            with test.assertCallbackCalled("note") as seen:
                test.session.call("sell", 3)
                test.assertEqual(callback("again", [4]), "again")
                test.session.run('note("x", {a: 1});')
            test.assertEqual(seen.calls, [("sold", 3), ("again", [4]), ("x", {"a": 1})])
            test.session.call("sell", 5)
            test.assertEqual(len(seen.calls), 3)

        self.assertPasses(body, **GIVEN)

    def test_with_arguments(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("note", ("sold", 3)):
                test.session.call("sell", 2)
                test.session.call("sell", 3)
            with test.assertNotCallbackCalled("note", ("sold", True)):
                test.session.call("sell", 1)

        self.assertPasses(body, **GIVEN)

    def test_a_member_of_an_object(self) -> None:
        def body(test: Any) -> None:
            test.session.run("alias = shop; nested = {inner: {f: fn(x) => x}};")
            with test.assertCallbackCalled("shop.total", (2,)) as seen:
                test.assertMLResult("shop.total(1)", 2)
                test.assertMLResult("alias.total(2)", 3)
                test.assertEqual(test.session.call("shop.total", 3), 4)
            test.assertEqual(seen.calls, [(1,), (2,), (3,)])
            with test.assertCallbackCalled("nested.inner.f"):
                test.session.run("nested.inner.f(1);")
            test.session.run("shop.total(1); nested.inner.f(1);")
            test.assertEqual(len(seen.calls), 3)
            test.assertMLResult("keys(shop)", ["total"])

        self.assertPasses(body, **GIVEN)

    def test_a_member_that_the_block_replaces_stays(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("shop.total"):
                test.session.run("old = shop; shop.total(1); shop = {total: fn(n) => 0};")
            test.assertMLResult("shop.total(1)", 0)
            with test.assertNotCallbackCalled("shop.total"):
                test.session.run("old.total(1);")
            with test.assertNotCallbackCalled("shop.total"):
                test.session.run("shop.total = fn(n) => 5;")
            test.assertMLResult("shop.total(1)", 5)

        self.assertPasses(body, **GIVEN)

    def test_a_member_of_a_module_of_ml(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("prices.net", (5,)) as seen:
                test.assertMLResult("import prices; prices.gross(5)", 6)
                test.assertMLResult("prices.net(1)", 1)
            test.assertEqual(seen.calls, [(5,), (1,)])
            test.session.run("prices.net(1);")
            test.assertEqual(len(seen.calls), 2)

        with TemporaryDirectory() as folder:
            text = "function net(x) { return x; }\nfunction gross(x) { return net(x) + 1; }"
            Path(folder, "prices.ml").write_text(text, encoding="utf-8")
            self.assertPasses(body, ml_source="import prices;", ml_import_paths=[folder])

    def test_of_a_mock(self) -> None:
        def body(test: Any) -> None:
            mock = MockREPLSession()
            mock.execute("function double(x) { return x * 2; } shop = {total: fn(n) => double(n)};")
            called = test.assertCallbackCalled
            with called("double", (2,), session=mock), called("shop.total", session=mock):
                test.assertEqual(mock.execute("shop.total(2)").value, 4)

        self.assertPasses(body, **GIVEN)

    def test_a_built_in_function(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("len", ([1],)):
                test.assertMLResult("len([1])", 1)
            test.assertNotIn("len", test.session.variables)

        self.assertPasses(body, **GIVEN)

    def test_not_the_member(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("shop.total", (2,)):
                test.session.run("shop.total(1);")

        self.assertFails(
            body,
            "shop.total(2) was not called; calls were:\n"
            "  shop.total(1)\n"
            "[1] != [2] : arguments\n"
            "  $[0]: 1 != 2\n"
            "defined at <ml_source>:6:1\n"
            "    shop = {total: fn(n) => n + 1};\n"
            "    ^",
            **GIVEN,
        )

    def test_the_function_works_as_before(self) -> None:
        def body(test: Any) -> None:
            test.session.run("function change(a) { a[0] = 9; return a; }")
            with test.assertCallbackCalled("change"):
                test.assertMLResult("a = [1]; change(a); result = a;", [9])
            with test.assertCallbackCalled("half"), test.assertMLRaises("ZeroDivisionError", line=2):
                test.session.call("half", 1)

        self.assertPasses(body, **GIVEN)

    def test_what_the_block_defines_stays(self) -> None:
        def body(test: Any) -> None:
            with test.assertNotCallbackCalled("double"):
                test.session.run("function double(x) { return 1; }")
            test.assertCallbackWorks("double", (5,), 1)

        self.assertPasses(body, **GIVEN)

    def test_not_with_these_arguments(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("note", ("sold", 4), "why"):
                test.session.call("sell", 3)

        self.assertFails(
            body,
            "note('sold', 4) was not called; calls were:\n"
            "  note('sold', 3)\n"
            "['sold', 3] != ['sold', 4] : arguments\n"
            "  $[1]: 3 != 4\n"
            f"{NOTE} : why",
            **GIVEN,
        )

    def test_not_at_all(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("note"):
                test.session.call("double", 3)

        self.assertFails(body, f"note() was not called; there were no calls\n{NOTE}", **GIVEN)

    def test_called_although_it_should_not(self) -> None:
        def body(test: Any) -> None:
            with test.assertNotCallbackCalled("note", msg="why"):
                for number in range(12):
                    test.session.call("sell", number)

        calls = "".join(f"  note('sold', {number})\n" for number in range(10))
        self.assertFails(
            body, f"note() was called, expected no such call; calls were:\n{calls}  ... 2 more\n{NOTE} : why", **GIVEN
        )

    def test_other_errors_go_on(self) -> None:
        def body(test: Any) -> None:
            with test.assertNotCallbackCalled("note"):
                raise KeyError("k")

        self.assertRefused(body, "'k'", "KeyError", **GIVEN)

    def test_wrong_use(self) -> None:
        def entered(name: Any, args: Any = None) -> Body:
            def body(test: Any) -> None:
                with test.assertNotCallbackCalled(name, args):
                    pass

            return body

        self.assertRefused(entered("none"), "the session has no function 'none'", **GIVEN)
        self.assertRefused(entered("shop.tax"), "the session has no function 'shop.tax'", **GIVEN)
        self.assertRefused(entered("shop.total.more"), "the session has no function 'shop.total.more'", **GIVEN)
        with_math = {"ml_source": "import math; values = [1];"}
        self.assertRefused(entered("math.sqrt"), "calls of 'math.sqrt' cannot be seen", **with_math)
        self.assertRefused(entered("values.append"), "calls of 'values.append' cannot be seen", **with_math)
        self.assertRefused(entered(5), "the name of an ML function is wanted, not 5", **GIVEN)
        self.assertRefused(entered("note", "sold"), "args must be a list of arguments", **GIVEN)
        self.assertIn("assertCallbackCalled() at ", failure_of(lambda test: test.assertCallbackCalled("note"), **GIVEN))


if __name__ == "__main__":
    unittest.main()
