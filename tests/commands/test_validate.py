"""``python -m mlpy_testkit validate``: what it finds wrong with an installation."""

import errno
import itertools
import json
import os
import tempfile
import threading
import time
from typing import Any, Dict
from unittest import mock

from mlpy_testkit.capabilities import CapabilityContext, NoContext
from mlpy_testkit.capabilities.context import Decision
from mlpy_testkit.capabilities.grants import as_token
from mlpy_testkit.commands import validate
from mlpy_testkit.engine.runtime import NAMES
from mlpy_testkit.engine.watchdog import watchdog
from mlpy_testkit.modules import STANDARD

from .running import CommandTest


class Sound(CommandTest):
    def test_a_table_and_a_verdict(self) -> None:
        done = self.command("validate")
        self.assertEqual(done.status, 0, done.output)
        self.assertIn("Module Registry", done.output)
        self.assertIn("16 modules", done.output)
        self.assertIn("[OK] Integration Toolkit is properly configured!", done.output)

    def test_json(self) -> None:
        report = json.loads(self.command("validate", "--json").output)
        self.assertTrue(report["works"])
        self.assertEqual({part["component"] for part in report["components"]}, set(validate.CHECKS))
        self.assertLessEqual({part["status"] for part in report["components"]}, {"OK", "WARN"})

    def test_nothing_is_left_in_the_working_directory(self) -> None:
        with mock.patch("os.getcwd", return_value=self.folder):
            self.command("validate")
        self.assertEqual(os.listdir(self.folder), [])


    def test_under_the_name_of_mlpy(self) -> None:
        self.assertIn("Async Executor", self.command("integration", "validate").output)
        self.assertEqual(self.command("integration", "nothing").status, 2)


class Faults(CommandTest):
    """Each test breaks one thing; only that is told."""

    def found(self, status: int) -> Dict[str, Any]:
        """Return what is not OK, by component; the noise of this machine does not count."""
        with mock.patch.object(validate, "_noise", return_value=0.0):
            done = self.command("validate", "--json")
        parts = json.loads(done.output)["components"]
        verdicts = {part["component"]: validate.Verdict(part["status"], part["details"]) for part in parts}
        with mock.patch.object(validate, "CHECKS", {name: lambda v=v: v for name, v in verdicts.items()}):
            shown = self.command("validate")
        self.assertEqual((done.status, shown.status), (status, status), done.output)
        wrong = {part["component"]: part for part in parts if part["status"] != "OK"}
        for name, part in wrong.items():
            self.assertRegex(shown.output, rf"{name} +\[{part['status']}\]")
        if status:
            failed = [name for name, part in wrong.items() if part["status"] == "FAIL"]
            self.assertIn(f"[FAIL] does not work: {', '.join(failed)}", shown.output)
        return wrong

    def test_a_module_is_missing(self) -> None:
        with mock.patch.dict(STANDARD, csv="mlpy_testkit.modules.nowhere"):
            wrong = self.found(1)
        self.assertEqual(list(wrong), ["Module Registry"])
        self.assertIn("csv", wrong["Module Registry"]["details"])
        self.assertIn("ModuleNotFoundError", wrong["Module Registry"]["details"])

    def test_a_module_answers_wrongly(self) -> None:
        with mock.patch.dict(STANDARD, math="mlpy_testkit.modules.json"):
            self.assertIn("Module Registry", self.found(1))

    def test_the_engine_computes_wrongly(self) -> None:
        with mock.patch.dict(NAMES, sorted=lambda values: values):
            wrong = self.found(1)
        self.assertEqual(list(wrong), ["Engine"])
        self.assertIn("the answer of a program is", wrong["Engine"]["details"])

    def test_everything_is_granted(self) -> None:
        granted = Decision(as_token("math.compute"), "")
        for context in (NoContext, CapabilityContext):
            patched = mock.patch.object(context, "decide", lambda *_, **__: granted)
            patched.start()
            self.addCleanup(patched.stop)
        wrong = self.found(1)
        self.assertEqual(list(wrong), ["Capability Manager"])
        self.assertIn("was allowed with nothing granted", wrong["Capability Manager"]["details"])

    def test_nothing_is_granted(self) -> None:
        denied = Decision(None, "missing")
        with mock.patch.object(CapabilityContext, "decide", lambda *_, **__: denied):
            self.assertIn("was denied with", self.found(1)["Capability Manager"]["details"])

    def test_limits_do_not_hold(self) -> None:
        with mock.patch("mlpy_testkit.engine.limits.Run.describe", side_effect=ZeroDivisionError("broken")):
            self.assertIn("Limits", self.found(1))

    def test_no_way_to_interrupt(self) -> None:
        with mock.patch.object(watchdog, "can_interrupt", return_value=False):
            wrong = self.found(0)
        self.assertEqual({name: part["status"] for name, part in wrong.items()}, {"Limits": "WARN"})

    def test_no_threads(self) -> None:
        with mock.patch.object(threading.Thread, "start", side_effect=RuntimeError("can't start new thread")):
            wrong = self.found(0)
        self.assertIn("can't start new thread", wrong["Threads"]["details"])

    def test_an_executor_that_fails(self) -> None:
        with mock.patch("mlpy_testkit.integration.executor._Job._perform", side_effect=ZeroDivisionError("broken")):
            self.assertIn("Async Executor", self.found(1))

    def test_callbacks_that_lose_values(self) -> None:
        with mock.patch("mlpy_testkit.engine.session.from_ml", return_value=None):
            self.assertIn("what a callback returns is None", self.found(1)["Callback System"]["details"])

    def test_an_mlpy_without_what_it_needs(self) -> None:
        there = {"mlpy": True, "mlpy.ml": True, "yaml": None}
        with mock.patch("importlib.util.find_spec", side_effect=lambda name: there.get(name)):
            self.assertIn("PyYAML is missing", self.found(0)["mlpy"]["details"])

    def test_the_clock_stands_still(self) -> None:
        with mock.patch.object(time, "perf_counter", return_value=1.0):
            wrong = self.found(1)
        self.assertEqual(wrong["Clock"]["details"], "time.perf_counter() stands still")

    def test_the_clock_goes_back(self) -> None:
        with mock.patch.object(time, "perf_counter", side_effect=itertools.count(1e9, -1)):
            self.assertEqual(self.found(1)["Clock"]["details"], "time.perf_counter() goes back")

    def test_a_coarse_clock(self) -> None:
        ticks = itertools.count()
        with mock.patch.object(time, "perf_counter", side_effect=lambda: next(ticks) // 50 * 0.015625):
            wrong = self.found(0)
        self.assertEqual(wrong["Clock"]["details"], "resolution 15.6 ms: benchmarks take longer")

    def test_a_busy_machine(self) -> None:
        with mock.patch.object(validate, "_noise", return_value=0.8):
            self.assertIn("rounds differ by 80%", self.command("validate").output)

    def test_a_disk_that_cannot_be_written(self) -> None:
        full = OSError(errno.EROFS, "Read-only file system")
        with mock.patch.object(tempfile, "mkstemp", side_effect=full):
            wrong = self.found(0)
        self.assertEqual(wrong["Disk"]["details"], "no temporary files: Read-only file system")

    def test_a_working_directory_that_cannot_be_written(self) -> None:
        real = tempfile.mkstemp

        def only_temporary(*arguments: Any, dir: str, **options: Any) -> Any:
            if dir == self.folder:
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(*arguments, dir=dir, **options)

        here = mock.patch("os.getcwd", return_value=self.folder)
        with here, mock.patch.object(tempfile, "mkstemp", side_effect=only_temporary):
            self.assertIn("the working directory takes no", self.found(0)["Disk"]["details"])
