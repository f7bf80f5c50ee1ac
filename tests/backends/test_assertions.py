"""The assertions on the real mlpy: they pass and fail as on the embedded engine, and mostly with the same message."""

import unittest
from typing import Any, Dict

from mlpy_testkit import MLThrownError, MockREPLSession, backends, ml_callback
from tests.assertions.running import AssertingTest, Body, failure_of

ABSENT = backends.get("mlpy").missing()
SOURCE = """import math;
import file;
stock = {tea: 3, cup: 1};
function total(price, rate) { return price + price * rate; }
function half(n) { return n / 0; }
function reserve(name, count) {
    if (stock[name] < count) {
        throw {message: "out of stock", name: name, left: stock[name]};
    }
    stock[name] = stock[name] - count;
    note("reserved", count);
    return stock[name];
}
function note(text, count) { return text; }
function say(text, count) { print(text, count); }
function root(n) { return math.sqrt(n); }
function look(path) { try { return file.read(path); } except (e) { return "denied"; } }
"""


@unittest.skipIf(ABSENT is not None, ABSENT or "")
class OnMlpy(AssertingTest):
    """Runs each small test on mlpy."""

    given: Dict[str, Any] = {"ml_source": SOURCE, "ml_engine": "mlpy", "ml_capabilities": ["math.compute"]}

    def assertHolds(self, body: Body, **attributes: Any) -> None:
        """Fail unless a test passes on mlpy."""
        self.assertPasses(body, **{**self.given, **attributes})

    def assertFailsAlike(self, body: Body, *parts: str, **attributes: Any) -> None:
        """Fail unless a test fails on mlpy, with these parts in the message, which the embedded engine gives too."""
        given = {**self.given, **attributes}
        found = failure_of(body, **given)
        for part in parts:
            self.assertIn(part, found)
        self.assertEqual(found, failure_of(body, **{**given, "ml_engine": "embedded"}))

    def assertFailsOnMlpy(self, body: Body, *parts: str, **attributes: Any) -> None:
        """Fail unless a test fails on mlpy, with these parts in the message."""
        found = failure_of(body, **{**self.given, **attributes})
        for part in parts:
            self.assertIn(part, found)


class Results(OnMlpy):
    def test_pass(self) -> None:
        def body(test: Any) -> None:
            test.assertMLResult("result = total(100, 0.2);", 120)
            test.assertNotMLResult("result = total(100, 0.2);", 120, strict=True)
            test.assertNotMLResult("result = true;", 1)
            test.assertMLResult("result = price * 2;", 42, context={"price": 21})
            test.assertMLAlmostResult("result = 0.1 + 0.2;", 0.3)
            test.assertNotMLAlmostResult("result = 0.1 + 0.2;", 0.4)
            test.assertMLResultType("result = [1];", "array")
            test.assertNotMLResultType("result = [1];", "object")
            test.assertMLResultSatisfies("result = 5;", lambda value: value > 4)
            test.assertNotMLResultSatisfies("result = 5;", lambda value: value > 5)
            test.assertNoMLResult("x = 1;")
            test.assertMLVariable("stock", {"tea": 3, "cup": 1})
            test.assertNotMLVariable("x", 2)
            test.assertNoMLVariable("y")

        self.assertHolds(body)

    def test_pass_when_awaited(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("result = total(100, 0.2);", 120)
            await test.assertAsyncExecution("result = 6 * 7;", 42, timeout=5.0)
            test.assertMLResult(await test.executor.execute("result = 6 * 7;"), 42)

        self.assertHolds(body)

    def test_fail(self) -> None:
        place = "<input 1>:1:10\n    result = total(100, 0.2);"
        returned = ", in total\n    function total(price, rate) { return price + price * rate; }"
        self.assertFailsAlike(
            lambda test: test.assertMLResult("result = total(100, 0.2);", 125), "120.0 != 125", place, returned
        )
        self.assertFailsAlike(
            lambda test: test.assertMLResult("result = {a: [1, {b: 2}]};", {"a": [1, {"b": 3}]}), "$.a[1].b: 2 != 3"
        )
        self.assertFailsAlike(lambda test: test.assertNotMLResult("result = 1;", 1), "1 == 1")
        self.assertFailsAlike(lambda test: test.assertMLAlmostResult("result = 0.5;", 0.3), "0.5 != 0.3")
        self.assertFailsAlike(lambda test: test.assertMLResultType("result = [1];", "object"), "[1] is array (list)")
        self.assertFailsAlike(lambda test: test.assertMLResult("x = 1;", None), "no result, expected None")
        self.assertFailsAlike(lambda test: test.assertNoMLResult("result = 1;"), "expected none")
        self.assertFailsAlike(lambda test: test.assertMLVariable("stock", {"tea": 2, "cup": 1}), "$.tea: 3 != 2")

    def test_code_that_fails(self) -> None:
        self.assertFailsOnMlpy(
            lambda test: test.assertMLResult('result = reserve("tea", 5);', 1),
            "ML code failed, expected 1\n<ml_source>:8:9: out of stock\n",
            "called from <input 1>:1:",
        )

    def test_fail_when_awaited(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("result = total(100, 0.2);", 125)

        self.assertFailsAlike(body, "120.0 != 125")


class Output(OnMlpy):
    def test_pass(self) -> None:
        def body(test: Any) -> None:
            test.assertMLPrints('say("sold", 2);', "sold 2")
            test.assertNotMLPrints('say("sold", 2);', "sold 3")
            test.assertMLPrintsNothing("total(1, 2);")
            test.assertMLPrintsRegex('say("sold", 2);', r"sold \d")
            with test.assertMLPrints(expected="sold 1") as seen:
                test.session.call("say", "sold", 1)
            test.assertEqual(seen.output, "sold 1\n")

        self.assertHolds(body)

    def test_fail(self) -> None:
        self.assertFailsAlike(lambda test: test.assertMLPrints('say("sold", 2);', "sold 3"), "'sold 2\\n' != 'sold 3'")
        self.assertFailsAlike(lambda test: test.assertMLPrintsNothing('say("sold", 2);'), "sold 2")


class Errors(OnMlpy):
    def test_pass(self) -> None:
        def body(test: Any) -> None:
            caught = test.assertMLRaises("thrown", 'reserve("tea", 5);', regex="out of", line=8)
            test.assertEqual(caught.error.value["left"], 3)
            test.assertMLRaises(MLThrownError, 'reserve("cup", 5);')
            with test.assertMLRaises("ZeroDivisionError", line=5):
                test.session.call("half", 1)
            test.assertMLSyntaxError("result = ;", line=1)
            test.assertMLRuns("total(1, 2);")
            test.assertMLTimesOut("while (true) { x = 1; }", 0.05)

        self.assertHolds(body)

    def test_fail(self) -> None:
        self.assertFailsAlike(lambda test: test.assertMLRaises("thrown", "total(1, 2);"), "expected thrown")
        self.assertFailsOnMlpy(
            lambda test: test.assertMLRaises("thrown", "half(1);"), "ZeroDivisionError", "<ml_source>:5"
        )
        self.assertFailsOnMlpy(lambda test: test.assertMLRuns("half(1);"), "division by zero", "<ml_source>:5")
        self.assertFailsOnMlpy(lambda test: test.assertMLTimesOut("total(1, 2);", 5.0), "total(1, 2);")


class Callbacks(OnMlpy):
    def test_pass(self) -> None:
        def body(test: Any) -> None:
            test.assertCallbackWorks("total", (100, 0.2), 120)
            test.assertCallbackWorks(ml_callback(test.session, "total"), (100, 0.2), 120)
            test.assertNotCallbackWorks("total", (100, 0.2), 125)
            error = test.assertCallbackRaises("reserve", ("tea", 5), "thrown")
            test.assertEqual(error.value["name"], "tea")
            with test.assertCallbackCalled("note", ("reserved", 1)) as seen:
                test.session.run('reserve("tea", 1);')
            test.assertEqual(seen.calls, [("reserved", 1)])
            with test.assertNotCallbackCalled("note"):
                test.session.run("total(1, 2);")

        self.assertHolds(body)

    def test_members_of_objects(self) -> None:
        def body(test: Any) -> None:
            test.session.run("shop = {total: total};")
            test.assertCallbackWorks("shop.total", (100, 0.2), 120)
            with test.assertCallbackCalled("shop.total", (1, 2)) as seen:
                test.assertMLResult("result = shop.total(1, 2);", 3)
            test.assertMLResult("result = shop.total(1, 2);", 3)
            test.assertEqual(seen.calls, [(1, 2)])

        self.assertHolds(body)

    def test_members_of_standard_modules_cannot_be_seen(self) -> None:
        def body(test: Any) -> None:
            with test.assertCallbackCalled("math.sqrt"):
                pass

        self.assertRefused(body, "the session has no function 'math.sqrt'", **self.given)

    def test_fail(self) -> None:
        def not_called(test: Any) -> None:
            with test.assertCallbackCalled("note", ("reserved", 2)):
                test.session.run('reserve("tea", 1);')

        self.assertFailsAlike(lambda test: test.assertCallbackWorks("total", (100, 0.2), 125), "120.0 != 125")
        self.assertFailsAlike(not_called, "note('reserved', 2) was not called", "$[1]: 1 != 2")


class Capabilities(OnMlpy):
    def test_pass(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityUsed("math.compute"):
                test.session.call("root", 4)
            with test.assertNotCapabilityUsed("file.read"), test.assertNoCapabilityViolation():
                test.session.call("root", 4)
            with test.assertCapabilityViolation("file.read"):
                test.session.call("look", "/etc/passwd")  # it swallows the error

        self.assertHolds(body)

    def test_fail(self) -> None:
        def none(test: Any) -> None:
            with test.assertNoCapabilityViolation():
                test.session.call("look", "/etc/passwd")

        def one(test: Any) -> None:
            with test.assertCapabilityViolation("file.read"):
                test.session.call("root", 4)

        self.assertFailsOnMlpy(none, "file.read")
        self.assertFailsOnMlpy(one, "file.read")


class Mocks(OnMlpy):
    def test_a_mock_is_held_against_mlpy(self) -> None:
        def said(value: int) -> Body:
            def body(test: Any) -> None:
                mock = MockREPLSession()
                mock.when("6 * 7").returns(value)
                mock.execute("6 * 7;")
                test.assertMockFaithful(mock)

            return body

        self.assertHolds(said(42))
        self.assertFailsAlike(said(41), "mock: 41", "real: 42")


