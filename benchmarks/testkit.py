"""What the test kit costs, measured against Python's own in the same run.

    python3 benchmarks/testkit.py [--rounds N] [--tests N] [--with-mlpy]

1. ``case``: a test with one assertion in ``MLIntegrationTestCase``, all checks on, against the same test in the
   classes of unittest; measured in turns, as in ``common.py``.
2. ``ML``: many asynchronous tests, each of which executes a program of its own: ours under
   ``python -m unittest``; with ``--with-mlpy`` also the same under pytest and anyio over mlpy (interpreter and
   source folder in MLPY_PYTHON and MLPY_SRC; the interpreter needs pytest and anyio). Each in one process, whose
   whole CPU time counts. Both find their bytecode ready, as installed packages do: a first run of one test, which
   does not count, has written it.
3. ``leaks``: what is left after 500 test classes that use a session, an executor and threads of the loop.

The last table holds one line a bar. The exit status is always 0.
"""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import subprocess
import sys
import tempfile
import threading
import tracemalloc
import unittest
from functools import partial
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple, Type

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, show_bars
from mlpy_testkit import MLIntegrationTestCase, MLTestCase, World
from mlpy_testkit.case.leaks import KINDS

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 100  # tests a measurement
CLASSES = 500

OURS = """
import asyncio
from mlpy_testkit import MLIntegrationTestCase

class Many(MLIntegrationTestCase):
{tests}
"""
OUR_TEST = """
    async def test_{number}(self):
        result = await self.executor.execute("x = {number};\\nresult = x * 2;")
        self.assertEqual(result.value, {twice})
"""
THEIRS = """
import logging, os, sys
sys.path.insert(0, os.environ["MLPY_SRC"])
logging.disable(logging.CRITICAL)
import pytest
from mlpy.integration.async_executor import AsyncMLExecutor

pytestmark = pytest.mark.anyio

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
def executor():
    executor = AsyncMLExecutor()
    yield executor
    executor.shutdown()
{tests}
"""
THEIR_TEST = """
async def test_{number}(executor):
    result = await executor.execute("x = {number};\\nresult = x * 2;")
    assert result.value == {twice}
"""


# 1. The cost of a test


class Stock(unittest.IsolatedAsyncioTestCase):
    """A test of unittest's own class."""

    async def test_async(self) -> None:
        """Await nothing and compare."""
        self.assertEqual(1, 1)

    def test_sync(self) -> None:
        """Compare."""
        self.assertEqual(1, 1)


class Plain(unittest.TestCase):
    """A test that knows of no loop."""

    def test_sync(self) -> None:
        """Compare."""
        self.assertEqual(1, 1)


class Ours(MLIntegrationTestCase):
    """The same tests in the class of the kit."""

    async def test_async(self) -> None:
        """Await nothing and compare."""
        self.assertEqual(1, 1)

    def test_sync(self) -> None:
        """Compare."""
        self.assertEqual(1, 1)


class Strict(Ours):
    """With every kind of leak looked for."""

    ml_leaks = KINDS


class OursPlain(MLTestCase):
    """The same test in the class of the kit without a loop."""

    def test_sync(self) -> None:
        """Compare."""
        self.assertEqual(1, 1)


def run_tests(kind: Type[unittest.TestCase], name: str) -> None:
    """Run a test many times; it must pass."""
    result = unittest.TestResult()
    unittest.TestSuite([kind(name) for _ in range(REPEATS)]).run(result)
    if not result.wasSuccessful() or result.testsRun != REPEATS:
        raise SystemExit((result.failures + result.errors)[0][1])


def measure_cases(rounds: int) -> List[Bar]:
    """Measure a test in each class and return the bars."""
    kinds = {
        "stock async": (Stock, "test_async"),
        "stock sync": (Stock, "test_sync"),
        "plain": (Plain, "test_sync"),
        "ours async": (Ours, "test_async"),
        "ours sync": (Ours, "test_sync"),
        "ours plain": (OursPlain, "test_sync"),
        "every leak": (Strict, "test_async"),
    }
    found = Rounds({name: partial(run_tests, kind, test) for name, (kind, test) in kinds.items()}, rounds)
    for name in kinds:
        base = "stock async" if "async" in name or name == "every leak" else "plain"
        per_test = found.best(name) / REPEATS * 1e6
        print(f"case: {name:16} {per_test:8.1f} us a test   {found.ratio(name, base):6.2f} x {base}")
    return [
        Bar("case: async test, of IsolatedAsyncioTestCase", found.ratio("ours async", "stock async"), 0.35),
        Bar("case: sync test, of TestCase", found.ratio("ours sync", "plain"), 3.0),
        Bar("case: test in MLTestCase, of TestCase", found.ratio("ours plain", "plain"), 3.0),
    ]


# 2. Tests that execute ML


def process_seconds(command: Sequence[str], folder: str, **variables: str) -> Tuple[float, str]:
    """Return the CPU time of a process and its children, and the last line that it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": os.path.join(folder, "bytecode"), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(done.stdout[-2000:])
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.stdout.strip().splitlines()[-1]


def suite(frame: str, test: str, count: int) -> str:
    """Return the text of a module with that many tests."""
    return frame.format(tests="".join(test.format(number=number, twice=number * 2) for number in range(count)))


def measure_ml(tests: int, with_mlpy: bool) -> List[Bar]:
    """Run many tests that execute ML and return the bar."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_ours.py").write_text(suite(OURS, OUR_TEST, tests), encoding="utf-8")
        Path(folder, "test_theirs.py").write_text(suite(THEIRS, THEIR_TEST, tests), encoding="utf-8")
        command = [sys.executable, "-m", "unittest", "test_ours"]
        process_seconds([*command, "-k", "test_0"], folder, PYTHONPATH=str(ROOT))
        ours = min(process_seconds(command, folder, PYTHONPATH=str(ROOT))[0] for _ in range(5))
        print(f"\nML: {tests} tests on ours   {ours:8.2f} s   {ours / tests * 1e3:8.3f} ms a test")
        if not with_mlpy:
            return []
        command = [os.environ["MLPY_PYTHON"], "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_theirs.py"]
        process_seconds([*command, "-k", "test_0"], folder)
        theirs, last = process_seconds(command, folder)
    if f"{tests} passed" not in last:
        raise SystemExit(f"pytest says: {last}")
    print(f"ML: {tests} tests on mlpy   {theirs:8.2f} s   {theirs / tests * 1e3:8.3f} ms a test")
    return [Bar(f"ML: {tests} async tests, pytest with mlpy / ours", theirs / ours, 40.0, least=True)]


# 3. What is left


def a_class(number: int) -> Type[MLIntegrationTestCase]:
    """Return a test class that uses everything."""

    async def test_async(self: Any) -> None:
        result = await self.executor.execute("result = 2 + 2;")
        self.assertEqual(result.value, 4)
        self.assertEqual(await asyncio.get_running_loop().run_in_executor(None, len, "abc"), 3)
        self.assertEqual(self.session.run("1 + 1"), 2)

    def test_sync(self: Any) -> None:
        self.assertMLResult("result = double(21);", 42)

    body: Dict[str, Any] = {
        "ml_source": "function double(x) { return x * 2; }",
        "ml_world": World.fake,
        "ml_leaks": KINDS,
        "test_async": test_async,
        "test_sync": test_sync,
    }
    return type(f"Class{number}", (MLIntegrationTestCase,), body)


def run_classes(count: int) -> None:
    """Run the tests of that many classes."""
    for number in range(count):
        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(a_class(number)).run(result)
        if not result.wasSuccessful() or result.testsRun != 2:
            raise SystemExit((result.failures + result.errors)[0][1])


def descriptors() -> int:
    """Return how many descriptors are open, where that can be told."""
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def measure_leaks() -> List[Bar]:
    """Run 500 classes and return what they left, as bars."""
    run_classes(20)  # what is made once is there now
    gc.collect()
    threads, files = threading.active_count(), descriptors()
    tracemalloc.start()
    run_classes(CLASSES // 2)
    gc.collect()
    middle = tracemalloc.get_traced_memory()[0]
    run_classes(CLASSES - CLASSES // 2)
    gc.collect()
    memory = tracemalloc.get_traced_memory()[0] - middle
    tracemalloc.stop()
    tasks = sum(isinstance(thing, asyncio.Task) for thing in gc.get_objects())
    print(f"\nleaks: {CLASSES} classes; the second half of them left {memory / 1024:.1f} KiB")
    return [
        Bar(f"leaks: threads after {CLASSES} classes", threading.active_count() - threads, 0, ""),
        Bar(f"leaks: descriptors after {CLASSES} classes", descriptors() - files, 0, ""),
        Bar(f"leaks: tasks after {CLASSES} classes", tasks, 0, ""),
        Bar("leaks: bytes a class", max(0.0, memory / (CLASSES - CLASSES // 2)), 100, "B"),
    ]


def measure(options: Any) -> List[Bar]:
    """Measure everything and return the bars."""
    return [
        *measure_cases(options.rounds),
        *measure_ml(options.tests, options.with_mlpy),
        *measure_leaks(),
    ]


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure, tests=1000))
