"""The border between Python and hostile programs: what comes in, what goes out, how deep the stack is."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from mlpy_testkit.capabilities import pure
from mlpy_testkit.engine import Engine, Limits, MLError, MLUsageError, values
from mlpy_testkit.modules import Library
from tests.frozen import setUpModule as setUpModule

from . import judge, programs
from .programs import Case

PATIENCE = 200.0  # seconds after which a test run that hangs is ended with all stacks
SPIN = "while (true) { x = 1; }"
SWALLOW = "while (true) { try { while (true) { x = 1; } } finally { continue; } }"
REENTER = "function f() { try { f(); } except (e) { f(); } }\nf();"


def linger(seconds: float) -> None:
    """Stay in Python code for a while: an exception that was sent too late would show here."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(1000):
            pass
        time.sleep(0.001)


def own_function() -> None:
    """Stand for any function of the host."""


class WatchedTestCase(unittest.TestCase):
    """Ends the whole test run, with the stacks of all threads, rather than to hang."""

    @classmethod
    def setUpClass(cls) -> None:
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        cls.addClassCleanup(faulthandler.cancel_dump_traceback_later)


class Judge(unittest.TestCase):
    """The judge itself must not be blind."""

    def case(self, text: str, *stages: str, values: Tuple[Any, ...] = ()) -> Case:
        return Case("here:1", "a case", (text,), frozenset(stages), values, False, {}, False)

    def test_a_wrong_value_is_seen(self) -> None:
        self.assertEqual(judge.complaints(self.case("result = 1;", values=(2,))), ["ended well with 1"])

    def test_kinds_of_values_are_told_apart(self) -> None:
        self.assertEqual(judge.complaints(self.case("result = 1;", values=(True,))), ["ended well with 1"])

    def test_a_wrong_stage_is_seen(self) -> None:
        found = judge.complaints(self.case("x = 1 / 0;", "syntax"))
        self.assertEqual(found, ["run time ZeroDivisionError: division by zero"])

    def test_a_host_object_is_seen(self) -> None:
        self.assertEqual(judge.leaks([{"a": [object()]}]), ["a host object of type object came out"])
        self.assertEqual(judge.leaks(len), ["a host object of type builtin_function_or_method came out"])
        self.assertEqual(judge.leaks({"f": own_function}), ["a host object of type function came out"])

    def test_a_host_address_is_seen(self) -> None:
        found = judge.complaints(self.case('print("<function f at 0x" + "7f1234567890>");', values=(None,)))
        self.assertEqual(len(found), 1)
        self.assertIn("0x7f1234567890", found[0])

    def test_only_functions_of_ml_count_as_such(self) -> None:
        outcome = Engine().run("function f(x) { return x; } result = [f, fn(x) => x, len];")
        for function in outcome.value:
            self.assertTrue(values.is_ml_function(function))
        for function in (own_function, lambda: 1, print, len):
            self.assertFalse(values.is_ml_function(function))

    def test_programs_without_expectation_are_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "some.ml")
            file.write_text("// name: one\nx = 1;\n", encoding="utf-8")
            with self.assertRaisesRegex(ValueError, "nothing is expected"):
                programs.read(file)

    def test_each_program_has_a_name_of_its_own(self) -> None:
        names = [(case.place.partition(":")[0], case.name) for case in programs.read_all()]
        self.assertEqual(sorted(names), sorted(set(names)))


class Inwards(WatchedTestCase):
    """What Python hands in, by mistake or on purpose, opens no door."""

    def test_names_of_the_engine_cannot_be_given(self) -> None:
        for name in ("__builtins__", "rt type", "rt tick", "ml len", "rt units", "", "1x", "a b", "é", "__name__"):
            with self.subTest(name), self.assertRaises(MLUsageError):
                Engine().run("result = 1;", context={name: 5})
            with self.subTest(name, way="session"), self.assertRaises(MLUsageError):
                Engine().session().set(name, 5)

    def test_objects_of_the_host_do_not_come_in(self) -> None:
        class Thing:
            pass

        for thing in (Thing(), object(), {1, 2}, b"bytes", 1j, sys, open, Thing, iter([]), range(3), memoryview(b"")):
            with self.subTest(repr(thing)[:30]):
                try:
                    outcome = Engine().run("result = x;", context={"x": thing})
                except MLUsageError:
                    continue
                self.assertIn(type(outcome.value), judge.ENGINE_TYPES | judge.PLAIN)

    def test_a_function_of_the_host_shows_nothing_of_itself(self) -> None:
        text = """
        found = [];
        for (name in ["function", "name", "__globals__", "__code__", "__closure__", "__wrapped__", "func_globals"]) {
            if (hasattr(tool, name) || getattr(tool, name) != null) { found.append(name); }
        }
        result = [found, methods(tool), str(tool).find("0x"), typeof(tool), tool([1, {a: 2}])];
        """
        outcome = Engine().run(text, context={"tool": lambda value: value})
        self.assertIsNone(outcome.error)
        self.assertEqual(outcome.value, [[], [], -1, "function", [1, {"a": 2}]])

    def test_values_are_copied_both_ways(self) -> None:
        kept: List[Any] = []

        def keep(value: Any) -> Any:
            kept.append(value)
            return kept

        given: Dict[str, Any] = {"list": [1]}
        text = "o.list.append(2); k = keep(o); k.append(3); o.list.append(4);"
        self.assertIsNone(Engine().run(text, context={"o": given, "keep": keep}).error)
        self.assertEqual(given, {"list": [1]})
        self.assertEqual(kept, [{"list": [1, 2]}])

    def test_subclasses_lose_their_tricks(self) -> None:
        class Text(str):
            def __add__(self, other: Any) -> Any:
                return os

        class Number(int):
            def __mul__(self, other: Any) -> Any:
                return os

        class Mapping(Dict[str, Any]):
            def get(self, name: Any, default: Any = None) -> Any:
                return os

        class Array(List[Any]):
            def append(self, item: Any) -> None:
                raise SystemExit

        context = {"t": Text("a"), "n": Number(2), "m": Mapping(a=1), "l": Array([1])}
        outcome = Engine().run('l.append(2); result = [t + "b", n * 3, m.a, m.b, l];', context=context)
        self.assertEqual(outcome.value, ["ab", 6, 1, None, [1, 2]])

    def test_the_name_of_a_program_can_be_strange(self) -> None:
        for name in ("", "a\nb", "%s{0}", "../../x.ml", "<string>", "x" * 5000, "é"):
            with self.subTest(name[:20]):
                outcome = Engine().run("x = 1 / 0;", name)
                self.assertEqual(getattr(outcome.error, "kind", None), "ZeroDivisionError")
                outcome = Engine().run("x = ;", name)
                self.assertEqual(getattr(outcome.error, "stage", None), "syntax")

    def test_with_security_off_nothing_gets_out_either(self) -> None:
        engine = Engine(library=Library, security=False)
        texts = [
            "__builtins__ = {}; function f(x) { return x.a; } result = f({a: 1});",
            '__builtins__ = {"rt type": fn(x) => 1, "rt dict": 1}; function f(x) { return x.a; } result = f([1]);',
            "function f() { nonlocal __builtins__; __builtins__ = 5; } f(); function g() { return len([1]); } g();",
            "result = __builtins__;",
            "__name__ = 5; result = __name__;",
            'x = "a"; result = x.__class__;',
            "result = eval;",
            "import os; result = os;",
            '__builtins__ = {"rt guard": fn() => 1}; ' + SWALLOW,
            '__builtins__ = {"rt tick": fn() => 1}; function f() { while (true) { x = 1; } } f();',
        ]
        for limits in (judge.BRIEF, judge.COUNTED):
            for text in texts:
                with self.subTest(text):
                    outcome = engine.run(text, limits=limits)
                    self.assertEqual(judge.leaks(outcome.value), [])
                    self.assertNotRegex(getattr(outcome.error, "message", ""), judge.HOST)


class Depth(WatchedTestCase):
    """Python code may already be deep in its stack when it runs ML; values may be deeper than any stack."""

    TEXTS = (
        REENTER,
        "function f() { return f(); }\ntry { f(); } except (e) { result = str(e) + repr([e]); }",
        "function f() { try { f(); } finally { f(); } }\nf();",
        "function f() { try { f(); } except { f(); } finally { x = 1 / 0; } }\nf();",
        "result = sorted([[2], [1]]) == [[1], [2]];",
        "x = ((((((((((1 + 2) * 3) + 4) * 5) + 6) * 7) + 8) * 9) + 10) * 11);\nresult = x / 0;",
        "import json; result = json.parse(json.stringify({a: [1, {b: 2}]}));",
        "import math; result = math.sqrt(4);",
        "result = nosuch;",
        "x = (((;",
    )

    def test_runs_from_deep_inside_python(self) -> None:
        engine = Engine(library=Library, capabilities=pure())

        def descend(levels: int, act: Callable[[], Any]) -> Any:
            return act() if levels == 0 else descend(levels - 1, act)

        room = sys.getrecursionlimit() - 60
        ran = 0
        for levels in [*range(0, room, 300), *range(room - 200, room, 17)]:
            for text in self.TEXTS:

                def act(text: str = text, name: str = f"deep {levels}") -> Any:
                    return engine.run(text, name, limits=Limits(seconds=0.005))

                try:
                    outcome = descend(levels, act)
                except RecursionError:  # there was no room even to begin
                    continue
                ran += 1
                self.assertTrue(outcome.error is None or isinstance(outcome.error, MLError))
        self.assertGreater(ran, 50)
        linger(0.05)

    def test_values_deeper_than_the_stack_die_quietly(self) -> None:
        engine = Engine()
        for text in (
            "a = []; for (i in range(300000)) { a = [a]; }",
            "a = {}; for (i in range(200000)) { a = {k: a}; }",
            "f = null; function wrap(g) { return fn() => g; } for (i in range(100000)) { f = wrap(f); }",
            "e = null; for (i in range(30000)) { try { throw {before: e}; } except (x) { e = x; } }",
            "m = null; for (i in range(100000)) { m = [getattr([m], 'pop')]; }",
        ):
            with self.subTest(text):
                outcome = engine.run(text, limits=Limits(seconds=10.0))
                self.assertIsNone(outcome.error)
                del outcome
                gc.collect()


class Threads(WatchedTestCase):
    """What one run does is no business of another."""

    def test_runs_with_and_without_an_end(self) -> None:
        engine = Engine()
        results: List[Any] = [None] * 6

        def work(number: int) -> None:
            try:
                if number % 2:
                    error = engine.run((SWALLOW, REENTER, SPIN)[number // 2], limits=Limits(seconds=0.05)).error
                    results[number] = getattr(error, "stage", error)
                else:
                    text = "n = 0; for (i in range(100)) { n = n + i; } result = n;"
                    found = {repr(engine.run(text)) for _ in range(50)}
                    linger(0.1)
                    results[number] = found
            except BaseException as error:
                results[number] = error

        threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        self.assertEqual(results, [{"<Outcome 4950>"}, "limit"] * 3)

    def test_limits_leave_the_interpreter_as_it_was(self) -> None:
        def state() -> Tuple[Any, ...]:
            return sys.getrecursionlimit(), sys.gettrace(), sys.getprofile(), sys.getswitchinterval(), gc.isenabled()

        engine = Engine()
        before = state()
        engine.run(REENTER, limits=Limits(seconds=0.02))
        engine.run(SPIN, limits=Limits(seconds=None, steps=1000))
        self.assertEqual(state(), before)

    def test_steps_are_the_same_every_time(self) -> None:
        engine = Engine()
        for text in (SPIN, SWALLOW, "function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\nresult = f(15);"):
            limits = Limits(seconds=20.0, steps=5000)
            first, second = (engine.run(text, limits=limits) for _ in range(2))
            self.assertEqual((first.steps, str(first.error)), (second.steps, str(second.error)))


if __name__ == "__main__":
    unittest.main()
