"""The thread behind the limits of time and memory: it stops the right run and leaves nothing behind."""

import os
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
from importlib import import_module
from pathlib import Path
from types import BuiltinMethodType
from typing import Dict, List, Optional
from unittest import mock

from mlpy_testkit.engine import Engine, Limits, MLLimitError, Outcome
from mlpy_testkit.engine import watchdog as module
from mlpy_testkit.engine.limits import Interrupt, PatientLock, Run, enter, leave
from mlpy_testkit.engine.values import HostFunction
from mlpy_testkit.engine.watchdog import Watchdog, watchdog

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "while (true) { }"
# No loop and no call of its own: all the time goes into the library.
COPYING = "a = range(1000000);\n" + "b = a[1:];\n" * 30
SHORT = "sum = 0; for (i in range(50)) { sum = sum + i; } result = sum;"


def limit_of(outcome: Outcome) -> Optional[str]:
    """Return the limit that ended a run, or None if it came to its end."""
    if outcome.error is None:
        return None
    assert isinstance(outcome.error, MLLimitError), outcome.error
    return outcome.error.limit


def python(script: str, *options: str) -> str:
    """Run a script in a fresh Python and return what it prints; fail if it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, "-c", textwrap.dedent(script)],
        cwd=str(ROOT),
        capture_output=True,
        text=True,
        timeout=20,
    )
    if done.returncode != 0:
        raise AssertionError(f"exit status {done.returncode}\n{done.stderr}")
    return done.stdout


class NothingStray(unittest.TestCase):
    """After a run that hit its time limit the thread belongs to its owner again."""

    def check_short_runs(self, engine: Engine) -> None:
        values = [engine.run(SHORT).value for _ in range(100)]
        self.assertEqual(values, [1225] * 100)

    def test_after_loops(self):
        engine = Engine()
        for text in (ENDLESS, "try { while (true) { } } finally { x = 1; }", "function f() { } while (true) { f(); }"):
            with self.subTest(text=text):
                outcome = engine.run(text, limits=Limits(seconds=0.02))
                self.assertEqual(limit_of(outcome), "seconds")
                self.check_short_runs(engine)

    def test_after_straight_line_copying(self):
        engine = Engine()
        for _ in range(3):
            # A fast machine may come to the end; it must not matter which it is.
            self.assertIn(limit_of(engine.run(COPYING, limits=Limits(seconds=0.01))), ("seconds", None))
            self.check_short_runs(engine)

    def test_at_the_edge_of_the_limit(self):
        engine = Engine()
        text = "i = 0; while (i < 100000) { i = i + 1; } result = i;"
        engine.run(text)
        for tick in range(20):
            with self.subTest(tick=tick):
                outcome = engine.run(text, limits=Limits(seconds=tick / 1000))
                self.assertIn((limit_of(outcome), outcome.value), [("seconds", None), (None, 100000)])
                self.assertEqual(engine.run(SHORT).value, 1225)

    def test_python_code_afterwards(self):
        Engine().run(ENDLESS, limits=Limits(seconds=0.02))
        total = 0
        for number in range(300_000):  # many moments at which an exception could arrive
            total += number
        self.assertEqual(total, 44_999_850_000)

    def test_no_run_stays_watched(self):
        engine = Engine()
        for text in (SHORT, "1 / 0;", "x = ;", ENDLESS):
            engine.run(text, limits=Limits(seconds=0.05))
        self.assertEqual(watchdog._runs, [])

    def test_the_exception_on_its_way_is_awaited(self):
        dog = Watchdog()
        self.assertTrue(dog.can_interrupt())
        run = Run(Limits(seconds=None))
        enter(run)
        dog.begin(run)
        run.fired = True
        dog.end(run)
        leave(run)
        self.assertEqual(dog._runs, [])
        self.assertEqual(sum(range(100_000)), 4_999_950_000)

    def test_traced_code_after_a_stopped_run(self):
        # CPython 3.11 looped for ever here when a pending exception had been withdrawn.
        Engine().run(ENDLESS, limits=Limits(seconds=0.02))
        lines = []
        outer = sys.gettrace()
        sys.settrace(lambda frame, event, argument: lines.append(event))
        try:
            value = Engine().run("result = 1;").value
        finally:
            sys.settrace(outer)
        self.assertEqual(value, 1)
        self.assertIn("call", lines)

    def test_traced_code_beside_a_run_that_cannot_be_stopped(self):
        # CPython 3.11 lets no traced thread enter a function while another has an exception to meet.
        begun, done = threading.Event(), threading.Event()
        self.addCleanup(done.set)

        def block() -> bool:
            begun.set()
            return done.wait(10)

        outcomes: List[Outcome] = []
        engine, interrupt = Engine(), Interrupt()

        def work() -> None:
            outcomes.append(engine.run("block();", context={"block": block}, interrupt=interrupt))

        blocked = threading.Thread(target=work)
        blocked.start()
        self.assertTrue(begun.wait(10))
        interrupt.stop()  # a limit of time might end the run before it has begun to block
        outer = sys.gettrace()
        sys.settrace(lambda frame, event, argument: None)
        try:
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                engine.grants()
        finally:
            sys.settrace(outer)
        self.assertTrue(blocked.is_alive())
        done.set()
        blocked.join()
        self.assertEqual(limit_of(outcomes[0]), "cancelled")


class ManyRuns(unittest.TestCase):
    def test_each_thread_has_its_own_limit(self):
        outcomes: Dict[float, Outcome] = {}
        engine = Engine()

        def work(seconds: float) -> None:
            outcomes[seconds] = engine.run(ENDLESS, limits=Limits(seconds=seconds))

        threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0.03, 0.15)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        for seconds in (0.03, 0.15):
            with self.subTest(seconds=seconds):
                error = outcomes[seconds].error
                assert error is not None
                self.assertEqual(error.message, f"time limit of {seconds} seconds reached")
                self.assertGreaterEqual(outcomes[seconds].seconds, seconds)

    def test_a_run_without_limit_beside_one_that_is_stopped(self):
        engine = Engine()
        stopped: List[Optional[str]] = []
        other = threading.Thread(
            target=lambda: stopped.append(limit_of(engine.run(ENDLESS, limits=Limits(seconds=0.03))))
        )
        other.start()
        limits = Limits(seconds=None, memory=None)
        while other.is_alive():
            self.assertEqual(engine.run(SHORT, limits=limits).value, 1225)
        other.join()
        self.assertEqual(stopped, ["seconds"])


class Nested(unittest.TestCase):
    """A host function may run ML inside a run."""

    def setUp(self) -> None:
        self.engine = Engine()
        self.inner: List[Outcome] = []

    def run_inside(self, outer: str, inner: str, outer_limits: Limits, inner_limits: Limits) -> Outcome:
        def function() -> int:
            self.inner.append(self.engine.run(inner, limits=inner_limits))
            return 7

        return self.engine.run(outer, context={"inner": function}, limits=outer_limits)

    def test_the_limit_of_the_inner_run_ends_it_alone(self):
        outcome = self.run_inside("result = inner();", ENDLESS, Limits(), Limits(seconds=0.02))
        self.assertEqual((limit_of(self.inner[0]), outcome.value), ("seconds", 7))

    def test_the_limit_of_the_outer_run_ends_both(self):
        text = "try { inner(); } except (e) { } result = 1;"
        outcome = self.run_inside(text, ENDLESS, Limits(seconds=0.03), Limits())
        self.assertEqual((limit_of(outcome), self.inner), ("seconds", []))

    def test_both_reach_theirs(self):
        outcome = self.run_inside("inner(); while (true) { }", ENDLESS, Limits(seconds=0.08), Limits(seconds=0.02))
        self.assertEqual((limit_of(outcome), limit_of(self.inner[0])), ("seconds", "seconds"))

    def test_the_outer_run_keeps_its_own_account(self):
        text = "inner(); print(1); i = 0; while (i < 3) { i = i + 1; } result = i;"
        outcome = self.run_inside(text, "print(2); while (true) { }", Limits(steps=10), Limits(steps=50))
        self.assertEqual((outcome.value, outcome.steps, outcome.output), (3, 3, "1\n"))
        self.assertEqual((self.inner[0].steps, self.inner[0].output), (50, "2\n"))

    def test_nobody_interrupts_a_host_function_that_calls_only_c(self):
        # Such a call is over before anything can be raised; the run ends then.
        sleep = threading.Event().wait
        outcome = self.engine.run(
            "try { f(0.06); } except (e) { } result = 1;", context={"f": sleep}, limits=Limits(seconds=0.02)
        )
        self.assertEqual((limit_of(outcome), outcome.has_value), ("seconds", False))


class Imports(unittest.TestCase):
    """What is interrupted while it imports leaves the lock of all imports behind."""

    NAME = "imported_by_a_program_for_a_test"

    def test_an_import_of_python_comes_to_its_end(self):
        self.addCleanup(sys.modules.pop, self.NAME, None)
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(sys, "path", [folder, *sys.path]):
            text = "import time\nend = time.monotonic() + 0.06\nwhile time.monotonic() < end: pass\ndone = True\n"
            Path(folder, f"{self.NAME}.py").write_text(text, encoding="utf-8")
            load = HostFunction(lambda: import_module(self.NAME).done)
            outcome = Engine().run("load(); " + ENDLESS, variables={"load": load}, limits=Limits(seconds=0.01))
        self.assertEqual(limit_of(outcome), "seconds")
        self.assertTrue(sys.modules[self.NAME].done)

    def test_a_run_inside_an_import_is_stopped(self):
        self.addCleanup(sys.modules.pop, self.NAME, None)
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(sys, "path", [folder, *sys.path]):
            text = (
                "from mlpy_testkit.engine import Engine, Limits\n"
                f"error = Engine().run({ENDLESS!r}, limits=Limits(seconds=0.01)).error\n"
            )
            Path(folder, f"{self.NAME}.py").write_text(text, encoding="utf-8")
            self.assertEqual(import_module(self.NAME).error.limit, "seconds")

    def test_a_lock_is_left_by_a_function_of_c(self):
        lock = threading.RLock()
        with PatientLock(lock) as taken:
            self.assertIsNone(taken)
            self.assertTrue(lock._is_owned())
            self.assertIsInstance(PatientLock(lock).__exit__, BuiltinMethodType)
        self.assertFalse(lock._is_owned())


class Readers(unittest.TestCase):
    """How much memory the process has, as systems tell it."""

    @unittest.skipUnless(os.name == "posix", "needs resource")
    def test_the_most_there_was_where_nothing_else_is_told(self):
        with mock.patch("builtins.open", side_effect=OSError):
            read = module._memory_reader()
        assert read is not None
        self.assertGreater(read(), 4_000_000)

    def test_a_system_that_tells_nothing(self):
        with mock.patch.dict(sys.modules, resource=None):
            self.assertIsNone(module._peak_reader())


class Memory(unittest.TestCase):
    GROWING = 'a = []; while (true) { a.append("x" * 100000 + str(len(a))); }'

    @unittest.skipUnless(os.path.exists("/proc/self/statm"), "only the largest size so far is known here")
    def test_without_a_time_limit(self):
        # In a process of its own: what was freed before would be used again without any growth.
        script = f"""
            from mlpy_testkit.engine import Engine, Limits
            engine = Engine(limits=Limits(seconds=None, memory=30_000_000))
            error = engine.run({self.GROWING!r}).error
            print(error.limit, error.message)
            print(engine.run({SHORT!r}).value)
        """
        self.assertEqual(python(script), "memory memory limit of 30000000 bytes reached\n1225\n")

    def test_a_small_run_does_not_pay_for_the_memory_of_the_host(self):
        ballast = bytearray(50_000_000)
        outcome = Engine().run("i = 0; while (i < 200000) { i = i + 1; }", limits=Limits(memory=20_000_000))
        self.assertIsNone(limit_of(outcome))
        self.assertEqual(len(ballast), 50_000_000)


class OtherProcesses(unittest.TestCase):
    def test_without_ctypes_the_steps_look_at_the_clock(self):
        script = f"""
            import sys
            sys.modules["ctypes"] = None
            from mlpy_testkit.engine import Engine, Limits
            from mlpy_testkit.engine.watchdog import watchdog
            print(watchdog.can_interrupt())
            engine = Engine(limits=Limits(seconds=0.05))
            for text in (
                "while (true) {{ }}",
                "function f() {{ try {{ while (true) {{ }} }} finally {{ return 1; }} }} result = f();",
                "function f(n) {{ return n < 1 ? 0 : f(n - 1) + f(n - 1); }} f(500);",
                "try {{ while (true) {{ }} }} except {{ result = 1; }}",
            ):
                outcome = engine.run(text)
                print(outcome.error.limit, outcome.has_value, outcome.seconds < 5)
            print(engine.run({SHORT!r}).value)
            session = engine.session()
            print(session.execute("while (true) {{ }}").error.message)
            print(session.run("6 * 7"))
        """
        expected = ["False", *["seconds False True"] * 4, "1225", "time limit of 0.05 seconds reached", "42"]
        self.assertEqual(python(script).splitlines(), expected)

    @unittest.skipUnless(hasattr(os, "fork"), "this system cannot fork")
    def test_a_forked_child_has_its_own_watchdog(self):
        script = f"""
            import os, sys
            from mlpy_testkit.engine import Engine, Limits
            engine = Engine(limits=Limits(seconds=0.03))
            def check(who):
                good = engine.run("while (true) {{ }}").error.limit == "seconds" and engine.run({SHORT!r}).value == 1225
                print(who, good)
                sys.stdout.flush()
            check("before")
            child = os.fork()
            if child == 0:
                check("child")
                os._exit(0)
            print(os.waitpid(child, 0)[1])
            check("parent")
        """
        # Since 3.12 Python warns of every fork while there are threads.
        output = python(script, "-W", "ignore::DeprecationWarning")
        self.assertEqual(output.splitlines(), ["before True", "child True", "0", "parent True"])

    def test_the_watchdog_does_not_keep_a_process_alive(self):
        self.assertEqual(
            python("from mlpy_testkit.engine import Engine\nEngine().run('x = 1;')\nprint('done')"), "done\n"
        )


if __name__ == "__main__":
    unittest.main()
