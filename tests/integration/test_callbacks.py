"""ML functions as callbacks: values in and out, errors, threads, limits and grants."""

import asyncio
import copy
import enum
import math
import pickle
import random
import sys
import threading
import time
import unittest
from datetime import date
from decimal import Decimal
from typing import Any, Dict, List
from unittest import mock

from mlpy_testkit import (
    CallbackError,
    Limits,
    MLCallbackRegistry,
    MLCallbackWrapper,
    MLDeniedError,
    MLLimitError,
    MLREPLSession,
    MLRuntimeError,
    MLUsageError,
    ml_callback,
)

SOURCE = """
function id(x) { return x; }
function double(x) { return x * 2; }
function two(a, b) { return [a, b]; }
function bad(x) { return x / 0; }
function nothing() { return null; }
function throws() { throw {message: "boom", code: 7}; }
function spin(x) { while (true) { } }
function apply(f, x) { return f(x); }
function adder(n) { return fn(x) => x + n; }
shop = {total: fn(items) => sum(items)};
"""


class Color(enum.IntEnum):
    RED = 1


class CallbackTest(unittest.TestCase):
    def setUp(self) -> None:
        self.session = MLREPLSession()
        self.session.run(SOURCE)

    def callback(self, name: str, *arguments: Any, **options: Any) -> MLCallbackWrapper:
        return ml_callback(self.session, name, *arguments, **options)


class Values(CallbackTest):
    def test_texts_come_back_as_they_went(self) -> None:
        identity = self.callback("id")
        for text in ('a"b', "a\\b", "a\nb", "\t", "\x00", "é中😀", "a=b", "'", "\ud800", "${x}", "x" * 10_000):
            with self.subTest(text[:20]):
                self.assertEqual(identity(text), text)

    def test_numbers(self) -> None:
        identity = self.callback("id")
        for number in (0, -1, 10**100, 1.5, -0.0, math.inf, -math.inf, True, False, None):
            with self.subTest(number):
                found = identity(number)
                self.assertEqual((found, type(found)), (number, type(number)))
        self.assertTrue(math.isnan(identity(math.nan)))
        self.assertEqual(math.copysign(1, identity(-0.0)), -1)

    def test_nested_values_are_copies(self) -> None:
        given = {"list": [1, {"a": None}], 1: "whole keys stay", "nan": [math.inf]}
        found = self.callback("id")(given)
        self.assertEqual(found, given)
        found["list"].append(2)
        self.assertEqual(given["list"], [1, {"a": None}])

    def test_what_changes_its_type(self) -> None:
        identity = self.callback("id")
        self.assertEqual(identity((1, (2,))), [1, [2]])
        self.assertIs(type(identity(Color.RED)), int)

    def test_round_structures_stay_round(self) -> None:
        round_list: List[Any] = [1]
        round_list.append(round_list)
        found = self.callback("id")(round_list)
        self.assertIs(found[1], found)

    def test_what_ml_has_no_value_for_is_refused(self) -> None:
        things = (b"bytes", {1, 2}, frozenset(), range(3), Decimal(1), date.today(), 1j, object(), [b"x"], {"a": {1}})
        for value in things:
            with self.subTest(value), self.assertRaisesRegex(MLUsageError, "argument 1 of id: a Python "):
                self.callback("id")(value)

    def test_random_values_come_back(self) -> None:
        dice = random.Random(11)
        identity = self.callback("id")

        def value(depth: int) -> Any:
            kind = dice.randrange(8 if depth else 6)
            if kind < 6:
                text = "".join(chr(dice.choice([10, 34, 39, 61, 92, 233, 0x4E2D, 0x1F600, 97])) for _ in range(5))
                return [None, True, dice.randrange(-(10**30), 10**30), dice.random() * 1e300, text, -math.inf][kind]
            items = [value(depth - 1) for _ in range(dice.randrange(4))]
            return items if kind == 6 else {dice.choice(["a", "b=", '"', 5, None, 2.5]): item for item in items}

        for _ in range(500):
            given = value(4)
            before = copy.deepcopy(given)
            self.assertEqual(identity(given), before)
            self.assertEqual(repr(identity(given)), repr(before))

    def test_functions_go_both_ways(self) -> None:
        self.assertEqual(self.callback("apply")(lambda x: x * 3, 5), 15)
        add = self.callback("adder")(10)
        self.assertEqual((add(1), add.__name__, repr(add)), (11, "arrow function", "<ML arrow function>"))
        self.assertEqual(self.callback("apply")(add, 1), 11)
        self.assertEqual(self.callback("id")([add])[0], add)

    def test_an_error_of_a_python_function_keeps_its_cause(self) -> None:
        def fail(x: Any) -> None:
            raise ZeroDivisionError("in Python")

        with self.assertRaisesRegex(CallbackError, "Division by zero") as caught:
            self.callback("apply")(fail, 1)
        cause = caught.exception.original_error.__cause__
        assert cause is not None and cause.__traceback__ is not None
        self.assertEqual((type(cause), str(cause)), (ZeroDivisionError, "in Python"))
        self.assertEqual(cause.__traceback__.tb_frame.f_code.co_name, "fail")
        with self.assertRaises(CallbackError) as caught:
            self.callback("bad")(1)
        self.assertIsNone(caught.exception.original_error.__cause__)

    def test_leaving_python_is_not_stopped_by_ml(self) -> None:
        def leave() -> None:
            raise SystemExit(3)

        self.session.set("leave", leave)
        with self.assertRaises(SystemExit):
            self.session.execute("try { leave(); } except (e) { caught = true; }")
        self.assertEqual(self.callback("double")(2), 4)

    def test_a_function_keeps_to_its_session(self) -> None:
        granted = MLREPLSession(capabilities=["math.compute"])
        granted.run(SOURCE)
        self.session.run("import math; function root() { return math.sqrt(16); }")
        for function in (self.session.python_namespace["root"], self.callback("id")([lambda: 1])[0]):
            self.assertTrue(callable(function))
        with self.assertRaises(MLDeniedError):
            granted.call("apply", lambda _: self.session.python_namespace["root"](), 1)
        granted.run("function call(f) { return f(); }")
        with self.assertRaises(MLDeniedError):
            granted.call("call", self.session.python_namespace["root"])
        with self.assertRaises(MLDeniedError):
            granted.set("theirs", {"root": self.session.python_namespace["root"]})
            granted.run("theirs.root();")

    def test_a_function_that_python_keeps_has_the_limits_of_its_session(self) -> None:
        session = MLREPLSession(limits=Limits(seconds=0.05))
        session.run(SOURCE)
        kept: List[Any] = []
        session.set("keep", kept.append)
        session.run("keep(spin); keep([fn(x) => x + 1]);")
        self.assertEqual(kept[1][0](1), 2)
        with self.assertRaises(MLLimitError):
            kept[0](1)

    def test_two_sessions_that_wait_for_each_other_are_stopped(self) -> None:
        sessions = [MLREPLSession(limits=Limits(seconds=0.1)) for _ in range(2)]
        met = threading.Barrier(2)

        def ask(other: MLREPLSession) -> Any:
            met.wait(10)
            return other.call("double", 1)

        for session, other in zip(sessions, reversed(sessions)):
            session.run(SOURCE)
            session.set("ask", lambda other=other: ask(other))
        results: List[Any] = []
        threads = [
            threading.Thread(target=lambda session=session: results.append(session.execute("ask();")), daemon=True)
            for session in sessions
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        self.assertEqual([thread.is_alive() for thread in threads], [False, False])
        self.assertIn("limit", {result.exception.stage for result in results if not result.success})
        self.assertEqual([session.call("double", 2) for session in sessions], [4, 4])


class Calls(CallbackTest):
    def test_keywords_are_one_more_object(self) -> None:
        self.assertEqual(self.callback("two")(1, b=2, c=3), [1, {"b": 2, "c": 3}])

    def test_members(self) -> None:
        total = self.callback("shop.total")
        self.assertEqual((total([1, 2]), total.__name__), (3, "total"))

    def test_built_in_functions(self) -> None:
        self.assertEqual((self.callback("len")("abc"), self.session.call("len", "abc")), (3, 3))
        self.assertEqual(self.session.python_namespace["len"]([1]), 1)
        self.assertNotIn("len", list(self.session.python_namespace))

    def test_sessions_and_handlers_that_are_none(self) -> None:
        for session in (None, "x"):
            with self.subTest(session), self.assertRaisesRegex(MLUsageError, "a session is wanted, not "):
                ml_callback(session, "f")
        with self.assertRaisesRegex(MLUsageError, "error_handler must be a function, not int"):
            ml_callback(self.session, "f", error_handler=5)

    def test_names_are_names(self) -> None:
        for name in ("print('x'); id", "a b", "", "1a", "a.", 5, None):
            with self.subTest(name), self.assertRaisesRegex(MLUsageError, "is no name of an ML function"):
                self.callback(name)

    def test_a_missing_function_is_logged_and_fails_when_called(self) -> None:
        with self.assertLogs("mlpy.integration.ml_callback", "WARNING"):
            callback = self.callback("nosuch")
        with self.assertRaisesRegex(
            CallbackError, "ML function failed: Runtime Error: Variable 'nosuch' is not defined"
        ):
            callback(1)
        with self.assertLogs("mlpy.integration.ml_callback", "WARNING"):
            self.assertEqual(self.callback("nosuch", default_return=5)(1), 5)
            self.assertIn("nosuch", self.callback("nosuch", str)(1))
        self.session.run("nosuch = 5;")
        with self.assertRaisesRegex(CallbackError, "Type mismatch - nosuch is no function"):
            callback(1)
        self.session.run("function nosuch(x) { return x; }")
        self.assertEqual(callback(1), 1)

    def test_calls_leave_no_trace_in_the_session(self) -> None:
        history = list(self.session.history)
        self.callback("double")(2)
        self.assertEqual(list(self.session.history), history)
        self.assertIsNone(self.session.last_error)

    def test_attributes(self) -> None:
        callback = self.callback("double", None, 5)
        self.assertIs(callback.ml_session, self.session)
        self.assertEqual((callback.function_name, callback.error_handler, callback.default_return), ("double", None, 5))
        self.assertEqual(repr(callback), "<ML callback double>")


class Failures(CallbackTest):
    def test_the_error_and_its_cause(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "ML function failed: Runtime Error: Division by zero") as caught:
            self.callback("bad")(1)
        error = caught.exception
        assert isinstance(error, CallbackError)
        self.assertIsInstance(error.__cause__, MLRuntimeError)
        self.assertEqual((error.function_name, error.arguments), ("bad", (1,)))
        self.assertEqual(error.original_error.line, 5)

    def test_the_error_can_be_pickled(self) -> None:
        with self.assertLogs("mlpy.integration.ml_callback", "WARNING"):
            callback = ml_callback(self.session, "nope")
        with self.assertRaises(CallbackError) as caught:
            callback(1)
        error = caught.exception
        other = pickle.loads(pickle.dumps(error))
        self.assertEqual((str(other), other.function_name, other.arguments), (str(error), "nope", (1,)))
        self.assertEqual(str(other.__cause__), str(error.original_error))

    def test_thrown_objects(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "boom") as caught:
            self.callback("throws")()
        self.assertEqual(caught.exception.__cause__.value["code"], 7)

    def test_the_handler_goes_before_the_default(self) -> None:
        seen: List[str] = []

        def handler(error: Exception) -> str:
            seen.append(str(error))
            return "handled"

        self.assertEqual(self.callback("bad", handler, "default")(1), "handled")
        self.assertTrue(seen[0].startswith("ML function failed"))
        self.assertIsNone(self.callback("bad", lambda error: None, "default")(1))

    def test_defaults(self) -> None:
        self.assertEqual(self.callback("bad", default_return=5)(1), 5)
        self.assertIsNone(self.callback("bad", default_return=None)(1))
        self.assertIsNone(self.callback("nothing", default_return=5)())

    def test_errors_of_the_handler_are_its_own(self) -> None:
        def handler(error: Exception) -> None:
            raise KeyError("mine")

        with self.assertRaises(KeyError):
            self.callback("bad", handler)(1)


class Bounds(CallbackTest):
    def test_limits_of_the_session_and_of_the_callback(self) -> None:
        session = MLREPLSession(limits=Limits(seconds=0.05))
        session.run(SOURCE)
        for callback in (ml_callback(session, "spin"), self.callback("spin", limits=Limits(seconds=0.05))):
            started = time.monotonic()
            with self.assertRaises(CallbackError) as caught:
                callback(1)
            self.assertIsInstance(caught.exception.original_error, MLLimitError)
            self.assertLess(time.monotonic() - started, 5)
            self.assertEqual(callback.ml_session.call("double", 2), 4)

    def test_capabilities_of_the_session_and_of_the_callback(self) -> None:
        self.session.run("import math; function root(x) { return math.sqrt(x); }")
        with self.assertRaises(CallbackError) as caught:
            self.callback("root")(16)
        self.assertIsInstance(caught.exception.original_error, MLDeniedError)
        self.assertEqual(self.callback("root", capabilities=["math.compute"])(16), 4.0)
        self.session.grant_capability("math.compute")
        self.assertEqual(self.callback("root")(16), 4.0)
        with self.assertRaises(CallbackError):
            self.callback("root", capabilities=[])(16)

    def test_from_many_threads(self) -> None:
        identity = self.callback("id")
        wrong: List[Any] = []

        def work(offset: int) -> None:
            for number in range(offset, offset + 500):
                if identity(number) != number:
                    wrong.append(number)

        threads = [threading.Thread(target=work, args=(offset * 1000,)) for offset in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_in_an_event_loop(self) -> None:
        async def main() -> List[Any]:
            double = self.callback("double")
            return [double(1), await double.acall(2), await asyncio.gather(*(double.acall(n) for n in range(5)))]

        self.assertEqual(asyncio.run(main()), [2, 4, [0, 2, 4, 6, 8]])

    def test_cancelling_stops_the_code(self) -> None:
        running = threading.Event()
        self.session.set("running", running.set)
        self.session.run("function loop() { running(); while (true) { } }")

        async def main() -> None:
            task = asyncio.ensure_future(self.callback("loop").acall())
            while not running.is_set():
                await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task

        asyncio.run(main())
        self.assertEqual(self.callback("double")(2), 4)

    def test_cancelling_a_call_that_waits_stops_no_other(self) -> None:
        running, go_on = threading.Event(), threading.Event()
        calls: List[int] = []
        self.session.set("wait", lambda: running.set() or go_on.wait(10))
        self.session.set("note", lambda: calls.append(1))
        self.session.run("function first() { wait(); return 1; } function second() { note(); }")

        async def main() -> Any:
            first = asyncio.ensure_future(self.callback("first").acall())
            while not running.is_set():
                await asyncio.sleep(0)
            second = asyncio.ensure_future(self.callback("second").acall())
            await asyncio.sleep(0)
            second.cancel()
            found = await asyncio.gather(second, return_exceptions=True)
            go_on.set()
            return [type(found[0]), await first]

        self.assertEqual(asyncio.run(main()), [asyncio.CancelledError, 1])
        self.assertEqual(self.callback("double")(2), 4)
        self.assertEqual(calls, [])

    def test_values_are_read_while_others_change_them(self) -> None:
        self.session.run("d = {}; function put(i) { d['k' + str(i)] = i; } function get() { return d; }")
        self.session.run("for (i in range(3000)) { d[i] = i; }")
        put, get = self.callback("put"), self.callback("get")
        failures: List[BaseException] = []

        def guarded(work: Any, times: int) -> None:
            try:
                for number in range(times):
                    work(number)
            except BaseException as error:
                failures.append(error)

        works = [(put, 1500), (lambda _: get(), 15), (lambda _: self.session.get_variables(), 15)]
        threads = [threading.Thread(target=guarded, args=work) for work in works]
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            sys.setswitchinterval(interval)
        self.assertEqual(failures, [])


class Registry(CallbackTest):
    def test_names(self) -> None:
        registry = MLCallbackRegistry(self.session)
        double = registry.register("twice", "double")
        registry.register("bad", "bad", default_return=0)
        self.assertEqual((registry["twice"](2), registry["bad"](1)), (4, 0))
        self.assertIs(registry.get("twice"), double)
        self.assertIsNone(registry.get("none"))
        self.assertEqual((registry.list_callbacks(), list(registry), len(registry)), (["bad", "twice"],) * 2 + (2,))
        self.assertIn("twice", registry)
        with self.assertRaisesRegex(KeyError, "Callback 'nonexistent' not found in registry"):
            registry["nonexistent"]
        self.assertEqual((registry.remove("bad"), registry.remove("bad")), (True, False))
        registry.clear()
        self.assertEqual(registry.list_callbacks(), [])


class OtherSessions(unittest.TestCase):
    def test_a_mock_is_asked_by_name(self) -> None:
        calls: List[Any] = []

        def call_function(name: str, args: Any, kwargs: Dict[str, Any]) -> int:
            calls.append((name, args, kwargs))
            if name == "bad":
                raise ValueError("no")
            return 7

        session = mock.Mock(spec=["call_function"], call_function=call_function)
        self.assertEqual(ml_callback(session, "double")(5), 7)
        self.assertEqual(calls, [("double", (5,), {})])
        with self.assertRaisesRegex(RuntimeError, "ML function failed: no"):
            ml_callback(session, "bad")()
