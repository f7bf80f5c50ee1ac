"""``MLREPLSession``: the surface of mlpy's session, with its defects repaired."""

import contextlib
import gc
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
import unittest
from pathlib import Path
from typing import Any, ClassVar, Deque, Dict, List
from unittest import mock

from mlpy_testkit import (
    Engine,
    Limits,
    MLDeniedError,
    MLLimitError,
    MLREPLSession,
    MLSyntaxError,
    MLUsageError,
    REPLResult,
    World,
)
from mlpy_testkit.capabilities import CapabilityContext, Grants, capability_context, grant

ROOT = Path(__file__).resolve().parent.parent.parent


class Inputs(unittest.TestCase):
    def setUp(self) -> None:
        self.session = MLREPLSession()

    def value(self, code: str) -> Any:
        result = self.session.execute_ml_line(code)
        self.assertTrue(result.success, result.error)
        return result.value

    def test_values_of_expressions(self) -> None:
        self.value("x = 5")
        for code, value in (
            ("x == 5", True),
            ('"a=b"', "a=b"),
            ('len("=")', 1),
            ("x >= 5", True),
            ("x + 1;", 6),
            ("{a: [x]}", {"a": [5]}),
            ("null", None),
        ):
            with self.subTest(code):
                self.assertEqual(self.value(code), value)

    def test_no_value_is_not_null(self) -> None:
        self.assertFalse(self.session.execute_ml_line("x = 1").has_value)
        self.assertTrue(self.session.execute_ml_line("null").has_value)

    def test_blank_inputs_are_not_recorded(self) -> None:
        for code in ("", "  \n", None):
            self.assertEqual(self.session.execute_ml_line(code), REPLResult(True))
        self.assertEqual(len(self.session.history), 0)

    def test_what_is_no_text(self) -> None:
        for code in (5, b"x", ["x"]):
            with self.subTest(code), self.assertRaises(MLUsageError):
                self.session.execute_ml_line(code)
        for lines in (None, 5, "x = 1", b"x", [None], ["x", 5]):
            with self.subTest(lines), self.assertRaisesRegex(MLUsageError, "^ml_lines must"):
                self.session.execute_ml_block(lines)

    def test_sources_of_several_lines(self) -> None:
        self.value("\nfunction h(z) {\n  return z;\n}")
        self.value("import math; function area(r) { return r * r; }")
        self.assertEqual(self.value("h(area(3))"), 9)
        self.assertEqual(self.session.execute_ml_block(["y = 1;", "y + 1"]).value, 2)

    def test_what_ran_before_a_failure_stays(self) -> None:
        self.assertFalse(self.session.execute_ml_line("p = 1; q = 1 / 0;").success)
        self.assertEqual(self.value("p"), 1)

    def test_names_of_the_toolkit(self) -> None:
        self.assertEqual(self.session.execute("1 + 1").value, 2)
        self.value("function add(a, b) { return a + b; } o = {twice: fn(x) => x * 2};")
        self.assertEqual(self.session.call_function("add", (1, 2), {}), 3)
        self.assertEqual(self.session.call("o.twice", 4), 8)
        self.assertEqual(self.session.run("add(2, 3)"), 5)

    def test_transpiled_python_is_shown_of_what_succeeded(self) -> None:
        self.assertIn("x = 5", self.session.execute_ml_line("x = 5").transpiled_python)
        self.assertEqual(self.session.execute_ml_line("1 / 0").transpiled_python, "")

    def test_prints_are_printed_and_kept(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = self.session.execute_ml_line('print("hi"); 5')
        self.assertEqual((printed.getvalue(), result.output, result.value), ("hi\n", "hi\n", 5))


class Errors(unittest.TestCase):
    def test_texts_are_those_of_mlpy(self) -> None:
        session = MLREPLSession()
        for code, first in (
            ("@@", "Error: illegal character '@'"),
            ('eval("1")', "Error: Dangerous code injection operation 'eval' is not allowed"),
            ("zz", "Runtime Error: Variable 'zz' is not defined"),
            ("1 / 0", "Runtime Error: Division by zero"),
            ("[1][5]", "Runtime Error: Array index out of bounds - list index out of range"),
            ('{a: 1}["b"]', "Runtime Error: Key 'b' not found in object"),
            ('int("x")', "Runtime Error: Invalid value - invalid literal for int() with base 10: 'x'"),
            ('throw {message: "m"};', "Runtime Error (MLUserException): m"),
            ("import nomodule", "Runtime Error (ImportError): no module named 'nomodule'"),
        ):
            with self.subTest(code):
                result = session.execute_ml_line(code)
                self.assertEqual((result.success, (result.error or "").partition("\n")[0]), (False, first))
                self.assertIsNotNone(result.exception)

    def test_a_tip_stands_on_a_line_of_its_own(self) -> None:
        self.assertIn("\nTip: ", MLREPLSession().execute_ml_line("1 / 0").error or "")

    def test_the_last_failure(self) -> None:
        session = MLREPLSession()
        session.execute_ml_line("zz")
        self.assertEqual(session.last_failed_code, "zz")
        self.assertIn("'zz'", session.last_error or "")
        session.execute_ml_line("1")
        self.assertEqual((session.last_failed_code, session.last_error), (None, None))


class Bookkeeping(unittest.TestCase):
    def test_history_has_failures_statements_have_not(self) -> None:
        session = MLREPLSession(max_history=2)
        for code in ("x = 1", "zz", "y = 2"):
            session.execute_ml_line(code)
        self.assertEqual(list(session.history), ["zz", "y = 2"])
        self.assertEqual([statement.ml_source for statement in session.statements], ["x = 1", "y = 2"])
        self.assertIn("y = 2", session.statements[-1].python_code)
        self.assertEqual(session.variables["x"], 1)

    def test_wrong_bounds(self) -> None:
        for bound, kind in ((-1, ValueError), (True, TypeError), ("3", TypeError), (None, TypeError)):
            with self.subTest(bound), self.assertRaisesRegex(kind, "max_history must be a whole number of at least 0"):
                MLREPLSession(max_history=bound)

    def test_no_bound_is_too_high(self) -> None:
        self.assertEqual(MLREPLSession(max_history=10**400).history.maxlen, sys.maxsize)

    def test_one_path_is_no_list(self) -> None:
        for name in ("extension_paths", "ml_module_paths"):
            with self.subTest(name), self.assertRaisesRegex(MLUsageError, f"{name} must be a list of paths, not 'abc'"):
                MLREPLSession(**{name: "abc"})

    def test_symbols_and_modules(self) -> None:
        session = MLREPLSession()
        session.execute_ml_line("import math; x = 1; function f(a) { local = a; return local; }")
        self.assertEqual(session.symbol_tracker.get_symbols(), ["f", "x"])
        self.assertEqual(session.symbol_tracker.get_symbol_type("f"), "function")
        self.assertEqual(session.imported_modules, {"math"})

    def test_variables(self) -> None:
        session = MLREPLSession()
        session.execute_ml_line("json = 5; import math; list = [1];")
        self.assertEqual(session.get_variables(), {"json": 5, "list": [1]})
        session.get_variables()["list"].append(2)
        self.assertEqual(session.run("list"), [1])

    def test_names_that_are_none(self) -> None:
        session = MLREPLSession()
        for name in (None, 5, b"x"):
            with self.subTest(name):
                self.assertIsNone(session.find_function(name))
                with self.assertRaisesRegex(MLUsageError, "the session has no function"):
                    session.call(name)
                with self.assertRaises(KeyError):
                    session.python_namespace[name]
                self.assertFalse(session.module_info(name)[0])
                self.assertFalse(session.reload_module(name)[0])
        for path in (None, 5):
            with self.subTest(path), self.assertRaises(TypeError):
                session.add_extension_path(path)
            with self.subTest(path), self.assertRaises(TypeError):
                session.execute_file(path)

    def test_arguments_that_are_no_list(self) -> None:
        session = MLREPLSession()
        session.run("function f(a) { return a; }")
        for arguments in ("abc", None, {"a": 1}):
            with self.subTest(arguments), self.assertRaisesRegex(TypeError, "args must be a list of arguments"):
                session.call_function("f", arguments)

    def test_what_a_session_is_made_of(self) -> None:
        for options in ({"engine": "x"}, {"world": "x"}):
            with self.subTest(options), self.assertRaisesRegex(MLUsageError, f"{next(iter(options))} must be "):
                MLREPLSession(**options)

    def test_the_namespace_of_python(self) -> None:
        session = MLREPLSession()
        session.python_namespace["n"] = 20
        session.python_namespace["f"] = lambda x: x + 1
        self.assertEqual(session.run("f(n)"), 21)
        session.run("function g(x) { return x * 2; }")
        self.assertEqual(session.python_namespace["g"](4), 8)
        self.assertIn("g", session.python_namespace)
        del session.python_namespace["n"]
        self.assertNotIn("n", session.python_namespace)
        with self.assertRaises(KeyError):
            session.python_namespace["n"]
        with self.assertRaises(MLUsageError):
            session.python_namespace["x"] = object()

    def test_reset_forgets_all_but_the_audit_log(self) -> None:
        session = MLREPLSession()
        session.grant_capability("math.compute")
        session.execute_ml_line("import math; x = 1")
        session.reset_session()
        self.assertEqual((session.get_variables(), list(session.history)), ({}, []))
        self.assertEqual((session.get_capabilities(), session.imported_modules), ([], set()))
        self.assertEqual(session.capability_audit_log[0][:2], ("GRANT", "math.compute"))
        self.assertFalse(session.execute_ml_line("math.sqrt(4)").success)

    def test_cleanup_and_blocks(self) -> None:
        with MLREPLSession() as session:
            session.run("x = 1")
        self.assertEqual(session.get_variables(), {})


class Capabilities(unittest.TestCase):
    CODE = "import math; math.sqrt(16)"

    def test_grants_take_effect_and_can_be_taken_back(self) -> None:
        session = MLREPLSession()
        self.assertIsInstance(session.execute_ml_line(self.CODE).exception, MLDeniedError)
        self.assertTrue(session.grant_capability("math.compute"))
        self.assertEqual(session.execute_ml_line(self.CODE).value, 4.0)
        self.assertEqual(session.get_capabilities(), ["math.compute"])
        self.assertTrue(session.revoke_capability("math.compute"))
        self.assertFalse(session.revoke_capability("math.compute"))
        self.assertFalse(session.execute_ml_line("math.sqrt(16)").success)

    def test_what_is_no_capability(self) -> None:
        session = MLREPLSession()
        for name in ("file", "FILE_READ", "", ".", "a.b:", 5):
            with self.subTest(name):
                self.assertFalse(session.grant_capability(name))

    def test_patterns(self) -> None:
        world = World.fake(files={"/data/a": "one", "/etc/b": "two"})
        session = MLREPLSession(world=world)
        session.grant_capability("file.read:/data/*")
        self.assertEqual(session.execute_ml_line('import file; file.read("/data/a")').value, "one")
        self.assertFalse(session.execute_ml_line('file.read("/etc/b")').success)
        session.grant_capability("file.read:/etc/*")
        session.revoke_capability("file.read:/data/*")
        self.assertEqual(session.execute_ml_line('file.read("/etc/b")').value, "two")
        self.assertFalse(session.execute_ml_line('file.read("/data/a")').success)

    def test_those_of_the_construction(self) -> None:
        self.assertEqual(MLREPLSession(capabilities=["math.compute"]).execute_ml_line(self.CODE).value, 4.0)
        with capability_context(Grants(["math.compute"])):
            session = MLREPLSession()
        self.assertEqual(session.execute_ml_line(self.CODE).value, 4.0)

    FILES: ClassVar[Dict[str, str]] = {"/a/x": "A", "/b/x": "B", "/c/x": "C"}

    def readable(self, session: MLREPLSession) -> str:
        """Return which of the files a session can read."""
        session.execute("import file;")
        return "".join(name for name in "abc" if session.execute(f'file.read("/{name}/x")').success)

    def test_patterns_of_one_type_stand_side_by_side(self) -> None:
        grants = ["file.read:/a/*", "file.read:/b/*"]
        self.assertEqual(self.readable(MLREPLSession(capabilities=grants, world=World.fake(files=self.FILES))), "ab")

    def test_taking_one_pattern_back_widens_no_other(self) -> None:
        tokens: List[Any] = [["file.read:/a/*"], [grant("file.read", "/a/*")]]
        for capabilities in tokens:
            session = MLREPLSession(capabilities=capabilities, world=World.fake(files=self.FILES))
            session.grant_capability("file.read:/b/*")
            self.assertEqual(self.readable(session), "ab")
            session.revoke_capability("file.read:/b/*")
            self.assertEqual(self.readable(session), "a")

    def test_what_is_granted_stays_while_more_is_granted(self) -> None:
        session = MLREPLSession(capabilities=["math.compute:a"])
        context = session.context
        gaps: List[Any] = []

        def look(_: Any) -> None:
            gaps.append(context.has_capability("math.compute"))

        with mock.patch("mlpy_testkit.capabilities.changes.Changes.happened", look):
            session.grant_capability("math.compute:b")
            session.revoke_capability("math.compute:b")
        self.assertEqual(set(gaps), {True})
        self.assertEqual(session.get_capabilities(), ["math.compute:a"])

    def test_a_whole_type_can_be_granted_beside_a_pattern(self) -> None:
        session = MLREPLSession(capabilities=["file.read:/a/*"], world=World.fake(files=self.FILES))
        session.grant_capability("file.read")
        self.assertEqual(self.readable(session), "abc")

    def test_the_grants_of_a_session_are_its_own(self) -> None:
        shared = Grants([])
        for given in ({"capabilities": shared}, {"engine": Engine(capabilities=shared)}, {"engine": Engine()}):
            one, other = MLREPLSession(**given), MLREPLSession(**given)
            one.grant_capability("math.compute")
            self.assertEqual((one.execute(self.CODE).success, other.execute(self.CODE).success), (True, False))
        shared.add_capability("math.compute")
        self.assertEqual(MLREPLSession(capabilities=shared).run(self.CODE), 4.0)

    def test_the_context_around_a_use_counts_for_that_use(self) -> None:
        session = MLREPLSession()
        context = Grants(["math.compute"])
        for _ in range(3):  # a check that was remembered must not outlive its context
            with capability_context(context):
                self.assertTrue(session.execute(self.CODE).success)
            self.assertFalse(session.execute(self.CODE).success)
        self.assertEqual((context.audit.count(granted=True), session.audit.count(granted=True)), (3, 3))
        with capability_context(context):
            self.assertFalse(MLREPLSession(capabilities=[]).execute(self.CODE).success)
        with capability_context(Grants([])):
            self.assertIsInstance(session.execute(self.CODE).exception, MLDeniedError)
            session.grant_capability("math.compute")
            self.assertTrue(session.execute(self.CODE).success)

    def test_the_context_around_a_use_sees_every_check(self) -> None:
        session = MLREPLSession()
        session.grant_capability("math.compute")
        code = "import math; for (i in range(10)) { math.sqrt(4); }"
        session.run(code)
        one, other = Grants([]), Grants([])
        for context in (one, other, one):
            with capability_context(context):
                session.run(code)
        counts = [trail.count("math.compute", granted=True) for trail in (session.audit, one.audit, other.audit)]
        self.assertEqual(counts, [40, 20, 10])

    def test_a_trail_that_is_shared_is_written_once(self) -> None:
        session = MLREPLSession()
        context = CapabilityContext(parent_context=session._grants.context)
        with capability_context(context):
            session.grant_capability("math.compute")
            session.run(self.CODE)
        self.assertEqual(session.audit.count(), 1)

    def test_a_new_beginning_has_the_first_grants(self) -> None:
        session = MLREPLSession(capabilities=["math.compute"])
        session.revoke_capability("math.compute")
        session.grant_capability("file.read")
        session.reset_session()
        self.assertEqual(session.get_capabilities(), ["math.compute"])
        self.assertTrue(session.execute(self.CODE).success)

    def test_the_audit_trail(self) -> None:
        session = MLREPLSession()
        session.execute_ml_line('import file; try { file.read("/x"); } except (e) { }')
        self.assertEqual([check.resource for check in session.audit.denied], ["/x"])

    def test_security_can_be_switched_off(self) -> None:
        self.assertIn("Dangerous", MLREPLSession().execute_ml_line('eval("1")').error or "")
        self.assertIn("not defined", MLREPLSession(security_enabled=False).execute_ml_line('eval("1")').error or "")


class Modules(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("one")

    def write(self, text: str) -> None:
        Path(self.folder, "helper.ml").write_text(f'function say() {{ return "{text}"; }}', encoding="utf-8")

    def test_paths_belong_to_one_session_and_nothing_is_written(self) -> None:
        session = MLREPLSession(ml_module_paths=[self.folder])
        self.assertEqual(session.run("import helper; helper.say()"), "one")
        self.assertFalse(MLREPLSession().execute_ml_line("import helper").success)
        self.assertEqual(os.listdir(self.folder), ["helper.ml"])

    def test_reloading(self) -> None:
        session = MLREPLSession(ml_module_paths=[self.folder])
        self.assertEqual(session.reload_module("helper"), (False, "Module 'helper' not found"))
        self.assertEqual(session.reload_all_modules(), (False, "No modules currently loaded"))
        session.run("import helper")
        self.write("two")
        self.assertEqual(session.reload_module("helper"), (True, "✓ Reloaded module: helper"))
        self.assertEqual(session.run("helper.say()"), "two")
        self.write("three")
        self.assertEqual(session.reload_all_modules()[1], "Reloaded 1/1 modules\n  ✓ helper")
        self.assertEqual(session.run("helper.say()"), "three")
        Path(self.folder, "helper.ml").write_text("broken(", encoding="utf-8")
        self.assertTrue(session.reload_module("helper")[1].startswith("✗ Failed to reload: helper"))

    def test_more_paths(self) -> None:
        session = MLREPLSession()
        self.assertEqual(session.add_extension_path(self.folder + "x")[0], False)
        self.assertEqual(session.add_extension_path(__file__)[0], False)
        self.assertTrue(session.add_extension_path(self.folder)[0])
        self.assertEqual(session.run("import helper; helper.say()"), "one")

    def test_changed_modules_in_development(self) -> None:
        session = MLREPLSession(ml_module_paths=[self.folder])
        path = os.path.join(self.folder, "helper.ml")

        def say(text: str) -> Any:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            return session.run("import helper; helper.say()")

        self.assertEqual(session.run("import helper; helper.say()"), "one")
        self.assertEqual(say('function say() { return "another"; }'), "one")
        session.dev_mode = True
        self.assertEqual(session.run("import helper; helper.say()"), "another")
        self.assertEqual(say('function say() { return "the third"; }'), "the third")
        with self.assertRaises(MLSyntaxError):
            say("function say( {")
        with self.assertRaises(MLSyntaxError):
            session.run("import helper;")
        session.reset_session()
        self.assertTrue(session.dev_mode)
        self.assertEqual(say('function say() { return "4"; }'), "4")
        self.assertEqual(say('function say() { return "5 at last"; }'), "5 at last")
        session.toggle_dev_mode()
        self.assertEqual(say('function say() { return "number 6"; }'), "5 at last")

    def test_information(self) -> None:
        session = MLREPLSession(profile=True)
        self.assertEqual(session.module_info("nothing"), (False, "Module 'nothing' not found"))
        self.assertIn("  sqrt  (math.compute)", session.module_info("math")[1])
        self.assertEqual(session.toggle_dev_mode(), (True, "Development mode: ENABLED"))
        self.assertEqual(session.toggle_dev_mode(), (False, "Development mode: DISABLED"))
        self.assertIn("Total modules: 16", session.refresh_modules()[1])
        session.run("import math")
        session.execute("1")
        self.assertIn("Inputs: 2", session.get_performance_summary()[1])
        self.assertFalse(MLREPLSession().get_performance_summary()[0])
        self.assertEqual(MLREPLSession().get_memory_report(), (False, "No modules currently loaded"))


class Stopping(unittest.TestCase):
    def test_limits_of_inputs_and_calls(self) -> None:
        session = MLREPLSession(limits=Limits(seconds=0.05))
        session.run("function spin(x) { while (true) { } }")
        for code in ("while (true) { }", "spin(1)", "try { spin(1); } finally { spin(2); }", "[2, 1].sort(); spin(1)"):
            with self.subTest(code):
                started = time.monotonic()
                self.assertIsInstance(session.execute_ml_line(code).exception, MLLimitError)
                self.assertLess(time.monotonic() - started, 5)
        with self.assertRaises(MLLimitError):
            session.call("spin", 1)
        self.assertEqual(session.run("1 + 1"), 2)

    def test_interrupting(self) -> None:
        session = MLREPLSession(limits=Limits(seconds=30))
        running = threading.Event()
        session.set("running", running.set)
        results: List[REPLResult] = []
        thread = threading.Thread(target=lambda: results.append(session.execute_ml_line("running(); while (true) { }")))
        thread.start()
        running.wait(10)
        session.interrupt()
        thread.join(10)
        self.assertEqual(getattr(results[0].exception, "limit", None), "cancelled")

    def test_the_process_exits_at_once(self) -> None:
        code = (
            f"import sys, threading; sys.path.insert(0, {str(ROOT)!r})\n"
            "from mlpy_testkit import Limits, MLREPLSession\n"
            "session = MLREPLSession(limits=Limits(seconds=None))\n"
            "threading.Thread(target=session.execute, args=('while (true) { }',), daemon=True).start()\n"
            "late = MLREPLSession(limits=Limits(seconds=0.1)).execute('while (true) { }')\n"
            "print(late.exception.limit)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30)
        self.assertEqual((done.returncode, done.stdout), (0, "seconds\n"), done.stderr)


class Many(unittest.TestCase):
    def test_several_threads_share_a_session(self) -> None:
        session = MLREPLSession()
        session.run("function id(x) { return x; } count = 0; function next() { nonlocal count; count = count + 1; }")
        wrong: List[Any] = []

        def work(offset: int) -> None:
            for number in range(offset, offset + 200):
                text = f'"{number}=\n'
                if session.call("id", text) != text or session.execute(f"id({number})").value != number:
                    wrong.append(number)
                session.call("next")

        threads = [threading.Thread(target=work, args=(offset * 1000,)) for offset in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((wrong, session.run("count")), ([], 800))

    def test_what_is_remembered_of_an_input_is_of_one_input(self) -> None:
        session = MLREPLSession(profile=True)
        mixed: List[Any] = []

        class Watched(Deque[Any]):
            """A history that lets other threads go on in the midst of what is noted."""

            def append(self, item: Any) -> None:
                before = session._inputs
                time.sleep(0)
                super().append(item)
                if session._inputs != before:
                    mixed.append(item)

        session.history = Watched()

        def work() -> None:
            for _ in range(100):
                session.execute("1")

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((mixed, session._inputs), ([], 400))

    def test_sessions_are_small(self) -> None:
        MLREPLSession().run("x = 1")
        gc.collect()
        tracemalloc.start()
        try:
            sessions = [MLREPLSession() for _ in range(200)]
            size = tracemalloc.get_traced_memory()[0] / len(sessions)
        finally:
            tracemalloc.stop()
        self.assertLess(size, 10_000)

    def test_a_long_session_does_not_grow(self) -> None:
        session = MLREPLSession(max_history=10)
        session.run("function half(x) {\n  return x / 0;\n}")
        sizes = []
        tracemalloc.start()
        try:
            for part in range(3):
                for number in range(200):
                    session.execute_ml_line(f"x = {part * 200 + number} + 1;")
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
        self.assertLess(sizes[2] - sizes[1], 200 * 1000)
        error = session.execute_ml_line("half(1)").exception
        self.assertEqual((error.line, error.stack[-1].function), (2, "half"))
