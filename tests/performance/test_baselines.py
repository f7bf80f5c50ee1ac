"""Baselines: the file, the modes, the verdicts; with samples that are made up, so that no figure depends on time."""

import contextlib
import io
import json
import math
import multiprocessing
import os
import random
import re
import sys
import tempfile
import threading
import unittest
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Iterator, List, Tuple
from unittest import mock

from mlpy_testkit import MLUsageError
from mlpy_testkit.performance import Baseline, BaselineError, Baselines, OtherMachineError, Samples
from mlpy_testkit.performance.baseline_file import alone, as_text, read, thinned, write
from mlpy_testkit.performance.baselines import VARIABLE, compare_with
from mlpy_testkit.performance.fingerprint import fingerprint
from mlpy_testkit.performance.statistics import shift_interval
from tests.frozen import setUpModule as setUpModule

Recording = Tuple[Samples, ...]


def recording(seconds: float = 0.001, *, processes: int = 5, spread: float = 0.005, seed: int = 0) -> Recording:
    """Return samples of processes that differ by *spread*, on a machine whose speed wanders."""
    noise = random.Random(seed)
    found = []
    for _ in range(processes):
        layout = math.exp(noise.gauss(0, spread))
        weather = noise.uniform(1.0, 1.02)
        values = [seconds * layout * weather * (1 + noise.expovariate(20)) for _ in range(60)]
        canaries = [2e-5 * weather * (1 + noise.expovariate(20)) for _ in range(60)]
        found.append(Samples(tuple(values), tuple(canaries)))
    return tuple(found)


def elsewhere(baseline: Baseline, speed: float = 1.0) -> Baseline:
    """Return a baseline as of another machine, so many times as fast."""
    machine = {**baseline.machine, "class": "cpython-3.9-arm64-darwin-8cpu-m9", "cpu": "M9"}
    processes = tuple(
        Samples(tuple(value / speed for value in each.values), tuple(value / speed for value in each.canary))
        for each in baseline.processes
    )
    return baseline._replace(machine=machine, processes=processes)


def stored(*args: Any, **options: Any) -> Baseline:
    return Baseline(recording(*args, **options), fingerprint(), 1)


class BaselineTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / "perf.json"
        patch = mock.patch.dict(os.environ)
        patch.start()
        self.addCleanup(patch.stop)
        os.environ.pop(VARIABLE, None)

    @contextlib.contextmanager
    def told(self, expected: str) -> Iterator[None]:
        """Expect what is told on the standard error stream."""
        with contextlib.redirect_stderr(io.StringIO()) as told:
            yield
        self.assertEqual(told.getvalue().replace(str(self.path), "FILE"), expected)

    def put(self, name: str = "total", *args: Any, **options: Any) -> None:
        """Store a baseline."""
        write(self.path, {**read(self.path), name: stored(*args, **options)})


class Modes(BaselineTest):
    def test_nothing_is_written_unless_asked_for(self) -> None:
        with self.told(""):
            found = Baselines(self.path).check("total", recording())
        self.assertEqual((found.verdict, found.fails, found.ratio), ("new", False, None))
        self.assertEqual(
            found.message.replace(str(self.path), "FILE"),
            "total: there is no baseline in FILE; record it with MLPY_TESTKIT_BASELINES=create",
        )
        self.assertEqual(os.listdir(self.folder), [])

    def test_comparing_leaves_the_file_alone(self) -> None:
        self.put()
        before = self.path.read_bytes(), self.path.stat().st_mtime_ns
        with self.told(""):
            self.assertEqual(Baselines(self.path).check("total", recording(seed=1)).verdict, "same")
        self.assertEqual((self.path.read_bytes(), self.path.stat().st_mtime_ns), before)

    def test_the_variable_creates_what_is_not_there(self) -> None:
        self.put("old")
        before = read(self.path)["old"]
        os.environ[VARIABLE] = "create"
        with self.told("mlpy_testkit: created the baseline 'total' in FILE\n"):
            self.assertEqual(Baselines(self.path).check("total", recording()).verdict, "created")
            self.assertEqual(Baselines(self.path).check("old", recording(0.002)).verdict, "slower")
        self.assertEqual(Baselines(self.path).names(), ["old", "total"])
        self.assertEqual(read(self.path)["old"], before)

    def test_the_option_updates_and_says_so(self) -> None:
        self.put()
        with self.told("mlpy_testkit: updated the baseline 'total' in FILE\n"):
            self.assertEqual(Baselines(self.path, "update").check("total", recording(0.002)).verdict, "updated")
        self.assertEqual(Baselines(self.path).check("total", recording(0.002, seed=2)).verdict, "same")

    def test_the_option_goes_before_the_variable(self) -> None:
        os.environ[VARIABLE] = "update"
        self.assertEqual(Baselines(self.path, "compare").mode, "compare")

    def test_an_unknown_mode_is_refused(self) -> None:
        os.environ[VARIABLE] = "yes"
        expected = "^MLPY_TESTKIT_BASELINES must be one of compare, create, update, not 'yes'$"
        with self.assertRaisesRegex(BaselineError, expected):
            Baselines(self.path)
        with self.assertRaisesRegex(BaselineError, "^mode must be one of"):
            Baselines(self.path, "")
        self.assertTrue(issubclass(BaselineError, MLUsageError))


class Verdicts(BaselineTest):
    def check(self, new: float, **options: Any) -> Any:
        return compare_with("total", stored(0.001), stored(new, seed=9, **options))

    def test_same_slower_faster(self) -> None:
        self.assertEqual([self.check(s).verdict for s in (0.001, 0.00125, 0.0008)], ["same", "slower", "faster"])
        slower = self.check(0.00125)
        self.assertTrue(slower.fails)
        self.assertAlmostEqual(slower.ratio, 1.25, delta=0.02)
        self.assertLess(slower.low, slower.ratio)
        self.assertLess(slower.ratio, slower.high)
        self.assertRegex(
            slower.message,
            r"^total: slower than its baseline by \+2\d\.\d% \(between \+2\d\.\d% and \+2\d\.\d%, allowed 10%\); "
            r"1\.0\d ms -> 1\.\d\d ms in 5 and 5 processes$",
        )

    def test_what_is_neither_is_undecided(self) -> None:
        found = self.check(0.0011)
        self.assertEqual((found.verdict, found.fails), ("undecided", False))
        self.assertIn("cannot be told apart", found.message)

    def test_one_process_is_sure_of_nothing_small(self) -> None:
        for seconds, verdict in ((0.001, "undecided"), (0.0012, "undecided"), (0.0013, "slower")):
            self.assertEqual(self.check(seconds, processes=1).verdict, verdict)

    def test_a_slow_day_is_no_slow_program(self) -> None:
        old = stored(0.001)
        slow_day = elsewhere(stored(0.001, seed=5), 0.6)._replace(machine=old.machine)
        self.assertEqual(compare_with("total", old, slow_day).verdict, "same")
        # And a program that is slower in canary units alone was not slower in seconds.
        fast_day = elsewhere(stored(0.0013, seed=5), 1.3)._replace(machine=old.machine)
        self.assertEqual(compare_with("total", old, fast_day).verdict, "undecided")

    def test_false_alarms_and_power_by_simulation(self) -> None:
        verdicts: List[str] = []
        for seed in range(300):
            old, new = (stored(0.001, spread=0.037, seed=2 * seed + side) for side in (0, 1))
            verdicts.append(compare_with("x", old, new).verdict)
        self.assertEqual(verdicts.count("slower") + verdicts.count("faster"), 0)
        found = 0
        for seed in range(200):
            old, new = stored(0.001, spread=0.011, seed=seed), stored(0.0012, spread=0.011, seed=1000 + seed)
            found += compare_with("x", old, new).verdict == "slower"
        self.assertGreaterEqual(found / 200, 0.9)

    def test_a_changed_program_is_not_compared(self) -> None:
        with self.told("mlpy_testkit: created the baseline 'total' in FILE\n"):
            Baselines(self.path, "create").check("total", recording(), program="x = 1;")
        found = Baselines(self.path).check("total", recording(0.002), program="x = 2;")
        self.assertEqual((found.verdict, found.fails), ("changed", False))
        self.assertEqual(Baselines(self.path).check("total", recording(seed=3), program="x = 1;").verdict, "same")

    def test_a_renamed_benchmark_is_recognised(self) -> None:
        with self.told("mlpy_testkit: created the baseline 'old' in FILE\n"):
            Baselines(self.path, "create").check("old", recording(), program="x = 1;")
        found = Baselines(self.path).check("new", recording(), program="x = 1;")
        self.assertEqual(found.verdict, "renamed")
        self.assertIn("'old' is of the same program", found.message)

    def test_what_was_not_measured_is_told(self) -> None:
        self.put("one")
        self.put("two")
        found = Baselines(self.path).check_all({"two": recording(seed=4), "three": recording()})
        self.assertEqual(
            [(each.name, each.verdict) for each in found], [("two", "same"), ("three", "new"), ("one", "missing")]
        )
        self.assertFalse(any(each.fails for each in found))

    def test_another_kit_is_told(self) -> None:
        old = stored(0.001)
        old = old._replace(machine={**old.machine, "kit": "0.0.1"})
        self.assertIn("recorded with mlpy_testkit 0.0.1", compare_with("total", old, stored(seed=2)).message)


class OtherMachines(BaselineTest):
    def test_only_canary_units_count_and_twice_the_time_is_slower(self) -> None:
        old = elsewhere(stored(0.001), 3.0)
        for milliseconds, verdict in (
            (1, "same"), (1.5, "same"), (1.9, "same"), (2, "undecided"), (2.2, "slower"), (0.4, "faster")
        ):
            found = compare_with("total", old, stored(milliseconds / 1000, seed=7))
            self.assertEqual((found.verdict, found.fails, found.unit), (verdict, verdict == "slower", "canary"))
            self.assertIn("allowed 100%", found.message)
            self.assertTrue(found.message.endswith(f"; the baseline is of another machine ({old.machine['class']})"))
        self.assertIn("allowed 300%", compare_with("total", old, stored(), margin=3.0).message)

    def test_where_nothing_can_be_compared_it_is_refused(self) -> None:
        bare = tuple(Samples(each.values) for each in recording())
        old = elsewhere(stored(0.001))
        pypy = old._replace(machine={**old.machine, "implementation": "pypy"})
        for one, other, reason in (
            (old._replace(processes=bare, canary=None), stored(), "has no calibration workload beside it"),
            (old, stored()._replace(processes=bare, canary=None), "has no calibration workload beside it"),
            (old._replace(canary=2), stored(), "was calibrated with workload 2, and this kit has 1"),
            (pypy, stored(), "with another implementation of Python"),
        ):
            with self.assertRaisesRegex(OtherMachineError, f"another machine .*{reason}: .*; record it here with"):
                compare_with("total", one, other)

    def test_here_seconds_do_if_there_is_no_calibration(self) -> None:
        bare = tuple(Samples(each.values) for each in recording())
        slow = tuple(Samples(each.values) for each in recording(0.0015, seed=1))
        old = stored()._replace(processes=bare, canary=None)
        found = compare_with("total", old, old._replace(processes=slow))
        self.assertEqual((found.verdict, found.unit, found.fails), ("slower", "s", True))

    def test_a_recording_without_a_canary_is_stored_as_such(self) -> None:
        with self.told("mlpy_testkit: created the baseline 'bare' in FILE\n"):
            Baselines(self.path).record("bare", Samples((0.1, 0.2)))
        self.assertIsNone(read(self.path)["bare"].canary)

    def test_the_fingerprint_names_nobody(self) -> None:
        import platform

        text = json.dumps(fingerprint())
        self.assertEqual(fingerprint()["class"].split("-")[0], fingerprint()["implementation"])
        self.assertNotIn(os.path.expanduser("~"), text)
        if len(platform.node()) > 5:
            self.assertNotIn(platform.node(), text)


class Files(BaselineTest):
    def test_what_is_written_is_read_again(self) -> None:
        one = stored(processes=2)
        other = elsewhere(stored(0.3))._replace(program="ab" * 8, recorded="2026-01-31")
        write(self.path, {"b": one, 'a/ü "x"': other})
        found = read(self.path)
        self.assertEqual(sorted(found), ['a/ü "x"', "b"])
        for name, wanted in (("b", one), ('a/ü "x"', other)):
            self.assertEqual(found[name][1:], wanted[1:])
            for back, given in zip(found[name].processes, wanted.processes):
                self.assertEqual(list(back.values), thinned(given.values))
                self.assertEqual(list(back.canary), thinned(given.canary))

    def test_a_benchmark_a_line_and_identical_bytes(self) -> None:
        self.put("one")
        self.put("two")
        text = self.path.read_text(encoding="utf-8")
        self.assertEqual([line[:8] for line in text.splitlines()[2:4]], ['  "one":', '  "two":'])
        self.assertEqual(as_text(read(self.path)), text)
        self.assertEqual(json.loads(text)["schema"], "mlpy-testkit-perf/1")
        self.assertEqual(len(json.loads(text)["machines"]), 1)

    def test_each_benchmark_keeps_the_version_that_recorded_it(self) -> None:
        one = stored()
        old = one._replace(machine={**one.machine, "kit": "0.0.1"})
        for order in (("a", "b"), ("b", "a")):
            entries = {"a": old, "b": one}
            text = as_text({name: entries[name] for name in order})
            self.path.write_text(text, encoding="utf-8")
            found = read(self.path)
            self.assertEqual([found[name].machine["kit"] for name in "ab"], ["0.0.1", one.machine["kit"]])
            self.assertEqual(as_text(found), text)
            self.assertEqual(as_text(dict(reversed(list(found.items())))), text)

    def test_an_empty_file_of_baselines(self) -> None:
        write(self.path, {})
        self.assertEqual(read(self.path), {})

    def test_thinning_keeps_the_ends(self) -> None:
        samples = [n / 1000 for n in range(1, 1001)]
        kept = thinned(samples)
        self.assertEqual((len(kept), kept[0], kept[-1]), (60, 0.001, 1.0))

    def test_wrong_files_have_clear_errors(self) -> None:
        good = as_text({"total": stored()})
        data = json.loads(good)

        def but(**changes: Any) -> str:
            changed = json.loads(good)
            changed["benchmarks"]["total"].update(changes)
            return json.dumps(changed)

        nan = re.sub(r"\[[\d.e-]+", "[NaN", good, count=1)
        cases = {
            "": "this is not JSON (line 1, column 1: expecting value)",
            good[: len(good) // 2]: "this is not JSON (line 3,",
            "<<<<<<< HEAD\n" + good: "this is not JSON (line 1",
            "[]": "this is no file of baselines: it has no 'schema'",
            "7": "it has no 'schema'",
            '{"schema": 1}': "it has no 'schema'",
            '{"version": "1.0", "benchmarks": []}': "(it looks like one of pyperf)",
            '{"machine_info": {}, "version": "4", "benchmarks": []}': "(it looks like one of pytest-benchmark)",
            '{"schema": "other/1"}': "this is no file of baselines of mlpy_testkit: its schema is 'other/1'",
            good.replace("perf/1", "perf/2"): "a newer mlpy_testkit wrote this: its schema is 'mlpy-testkit-perf/2'",
            good.replace("perf/1", "perf/0"): "there is no schema 'mlpy-testkit-perf/0'",
            json.dumps({**data, "benchmarks": []}): "'benchmarks' must be an object",
            json.dumps({**data, "machines": None}): "'machines' must be an object",
            json.dumps({**data, "machines": {}}): "benchmark 'total': its machine",
            json.dumps({**data, "benchmarks": {"total": 1}}): "benchmark 'total': must be an object",
            but(processes=[]): "benchmark 'total': 'processes' must be a list of at least one object",
            but(processes=[7]): "'processes' must hold objects",
            but(processes=[{}]): "'samples' must be a list of at least one number",
            but(processes=[{"samples": [1, "2"]}]): "'samples' must hold numbers above 0, not '2'",
            but(processes=[{"samples": [1, 0]}]): "'samples' must hold numbers above 0, not 0",
            but(processes=[{"samples": [True]}]): "'samples' must hold numbers above 0, not True",
            but(processes=[{"samples": [10**400]}]): "'samples' must hold numbers above 0, not 1000",
            but(processes=[{"samples": [1e300], "canary": [1e-300]}]): "'samples' must hold numbers",
            but(processes=[{"samples": [1], "canary": [1e-300]}]): "'canary' must hold numbers",
            good.replace("perf/1", "perf/" + "9" * 5000): "a newer mlpy_testkit wrote this",
            but(processes=[{"samples": [1], "canary": 3}]): "'canary' must be a list",
            but(unit="ms"): "'unit' must be 's', not 'ms'",
            but(machine=None): "its machine None is not described",
            but(canary="1"): "'canary' must be a whole number",
            but(program=7): "'program' must be a text",
            but(kit=None): "'kit' must be a text",
            nan: "NaN is no measurement",
            '{"a": ' + "1" * 10_000 + "}": "this is no file of baselines: ",
            '{"a":' * 100_000: "is nested too deeply",
        }
        for text, expected in cases.items():
            with self.subTest(text[:60]):
                self.path.write_text(text, encoding="utf-8")
                with self.assertRaises(BaselineError) as caught:
                    Baselines(self.path).check("total", recording())
                self.assertIn(expected, str(caught.exception))
                self.assertTrue(str(caught.exception).startswith(f"{self.path}: "))
                with self.assertRaises(BaselineError):
                    Baselines(self.path, "update").check("total", recording())
                self.assertEqual(self.path.read_text(encoding="utf-8"), text)
        self.path.write_bytes(b"\xff\xfe{}")
        with self.assertRaisesRegex(BaselineError, "no text in UTF-8"):
            read(self.path)
        with self.assertRaisesRegex(BaselineError, "this cannot be read"):
            read(self.folder)

    def test_wrong_recordings_are_refused(self) -> None:
        texts: Any = Samples(("1",))
        far = Samples((1e300,))
        for wrong in ((), Samples(()), Samples((0.0,)), Samples((1.0,), (math.nan,)), far, texts, [1.0], 5):
            with self.subTest(wrong), self.assertRaises(BaselineError):
                Baselines(self.path, "update").check("x", wrong)
        for name in ("", None):
            with self.assertRaises(BaselineError):
                Baselines(self.path, "update").check(name, recording())
        for margin in (0, "1", math.nan):
            with self.subTest(margin), self.assertRaisesRegex(MLUsageError, "margin must be a number above 0"):
                Baselines(self.path).check("x", recording(), margin=margin)
        self.assertFalse(self.path.exists())


class Writing(BaselineTest):
    def test_an_interrupt_at_any_point_leaves_the_old_file(self) -> None:
        self.put()
        before = self.path.read_bytes()
        for function in ("fsync", "chmod", "replace"):
            for error in (KeyboardInterrupt, OSError):
                with self.subTest(function=function, error=error):
                    with mock.patch(f"os.{function}", side_effect=error), self.assertRaises(error):
                        self.put("other")
                    self.assertEqual(self.path.read_bytes(), before)
                    self.assertEqual(os.listdir(self.folder), ["perf.json"])

    def test_the_lock_is_given_back_after_an_error(self) -> None:
        self.put()
        with mock.patch("os.replace", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
            Baselines(self.path).record("x", recording())
        with self.told("mlpy_testkit: created the baseline 'x' in FILE\n"):
            Baselines(self.path).record("x", recording())

    @unittest.skipUnless(os.name == "posix", "modes and links of POSIX")
    def test_mode_and_link_stay(self) -> None:
        self.put()
        os.chmod(self.path, 0o640)
        link = self.folder / "link.json"
        link.symlink_to(self.path)
        write(link, {"x": stored()})
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o640)
        self.assertEqual(sorted(read(self.path)), ["x"])

    def test_a_system_that_cannot_lock_folders(self) -> None:
        calls: List[Tuple[int, bool]] = []

        def locking(descriptor: int, mode: int, size: int) -> None:
            calls.append((mode, os.fstat(descriptor).st_size == 0 and size == 1))

        windows = SimpleNamespace(locking=locking, LK_LOCK=1, LK_UNLCK=0)
        with mock.patch.dict(sys.modules, fcntl=None, msvcrt=windows), alone(self.path):
            self.put()
        self.assertEqual(calls, [(1, True), (0, True)])
        self.assertEqual(sorted(os.listdir(self.folder)), ["perf.json", "perf.json.lock"])

    def test_a_system_without_locks(self) -> None:
        with mock.patch.dict(sys.modules, fcntl=None, msvcrt=None), alone(self.path):
            self.put()
        self.assertEqual(os.listdir(self.folder), ["perf.json"])

    def test_a_folder_that_is_not_there(self) -> None:
        with self.assertRaises(FileNotFoundError):
            Baselines(self.folder / "none" / "perf.json", "create").check("x", recording())

    def test_threads_do_not_lose_each_others_baselines(self) -> None:
        samples = recording(processes=1)
        gate = threading.Barrier(8)

        def store(index: int) -> None:
            gate.wait(30)
            for turn in range(3):
                Baselines(self.path).record(f"{index}/{turn}", samples)

        with contextlib.redirect_stderr(io.StringIO()):
            threads = [threading.Thread(target=store, args=(index,)) for index in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        self.assertEqual(len(Baselines(self.path).names()), 24)
        self.assertEqual(os.listdir(self.folder), ["perf.json"])

    def test_processes_do_not_lose_each_others_baselines(self) -> None:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(2, context) as pool:
            list(pool.map(store_some, [(str(self.path), index) for index in range(2)]))
        self.assertEqual(len(Baselines(self.path).names()), 20)

    def test_a_reader_sees_whole_files_only(self) -> None:
        self.put()
        done = threading.Event()
        wrong: List[Exception] = []

        def look() -> None:
            while not done.is_set():
                try:
                    assert "total" in read(self.path)
                except Exception as error:
                    wrong.append(error)
                    return

        thread = threading.Thread(target=look)
        thread.start()
        for index in range(30):
            self.put(f"x{index % 3}")
        done.set()
        thread.join(30)
        self.assertEqual(wrong, [])


def store_some(job: Tuple[str, int]) -> None:
    """Store ten baselines, in any process."""
    path, index = job
    with contextlib.redirect_stderr(io.StringIO()):
        for turn in range(10):
            Baselines(path).record(f"{index}/{turn}", recording(processes=1))


class Intervals(unittest.TestCase):
    def test_the_bounds_of_the_tables(self) -> None:
        # Conover, table of Mann-Whitney quantiles at 0.025: U of 5 and 5 is 3, of 10 and 10 is 24, of 8 and 6 is 9.
        for first, second, quantile in ((5, 5, 3), (10, 10, 24), (8, 6, 9), (4, 4, 1)):
            old, new = [float(n) for n in range(first)], [n * 1000.0 for n in range(second)]
            differences = sorted(b - a for a in old for b in new)
            found = shift_interval(old, new, 0.95)
            self.assertEqual(found, (differences[quantile - 1], differences[-quantile]))

    def test_many_processes(self) -> None:
        old, new = [float(n) for n in range(20)], [n * 1000.0 for n in range(20)]
        exact = shift_interval(old, new)
        with mock.patch("mlpy_testkit.performance.statistics._EXACT", 0):
            self.assertEqual(shift_interval(old, new), exact)
            self.assertIsNone(shift_interval([1.0], [1.0]))
        found = shift_interval([float(n) for n in range(700)], [n + 0.5 for n in range(700)])
        assert found is not None
        self.assertTrue(-40 < found.low < 0.5 < found.high < 40, found)

    def test_too_few(self) -> None:
        self.assertIsNone(shift_interval([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
        self.assertIsNone(shift_interval([1.0], [1.0]))
        self.assertEqual(shift_interval([1.0] * 4, [1.0] * 4), (0.0, 0.0))


if __name__ == "__main__":
    unittest.main()
