"""``isolation="process"``: child processes that execute programs, and die when they have to."""

import asyncio
import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path
from typing import Any, List

from mlpy_testkit import Limits, MLDeniedError, MLThrownError, MLUsageError, World, capability_context, grant
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.integration.executor import AsyncMLExecutor
from mlpy_testkit.integration.jobs import read
from mlpy_testkit.integration.processes import Child
from mlpy_testkit.integration.results import AsyncMLResult

ROOT = Path(__file__).resolve().parent.parent.parent


def execute(*codes: str, options: Any = None, **call: Any) -> List[AsyncMLResult]:
    """Return what some programs come to, one after another on one executor."""

    async def main() -> List[AsyncMLResult]:
        async with AsyncMLExecutor(1, isolation="process", **(options or {})) as executor:
            return [await executor.execute(code, **call) for code in codes]

    return asyncio.run(main())


class TheSame(unittest.TestCase):
    def test_values_errors_output_and_checks_come_back(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            value, thrown, denied, printed = execute(
                "result = [n, {a: null}, 1 / 4, 10 + 0];",
                'x = 1;\nthrow {message: "no", code: 3};',
                'import file;\ntry { file.read("/x"); } except (e) { }\nfile.read("/y");',
                'print("out"); result = 1;',
                context={"n": float("inf")},
            )
        self.assertEqual(value.value, [float("inf"), {"a": None}, 0.25, 10])
        self.assertIsInstance(thrown.exception, MLThrownError)
        self.assertEqual((thrown.exception.value, thrown.exception.line), ({"message": "no", "code": 3}, 2))  # type: ignore[union-attr]
        self.assertIsInstance(denied.exception, MLDeniedError)
        checks = [(check.type, check.resource, check.granted, check.line) for check in denied.audit.checks]
        self.assertEqual(checks, [("file.read", "/x", False, 2), ("file.read", "/y", False, 3)])
        self.assertEqual(printed.output, "out\n")

    def test_nothing_is_left_for_the_next_program(self) -> None:
        _, second = execute("x = 1;", "result = x;")
        self.assertEqual(second.error, "name 'x' is not defined")

    def test_grants_of_the_caller(self) -> None:
        with capability_context(Grants([grant("math.compute", max_usage_count=1)])) as context:
            first, second = execute(*["import math; result = math.sqrt(16);"] * 2)
        self.assertEqual((first.value, second.success), (4.0, False))
        assert context is not None
        self.assertEqual([check.granted for check in context.audit.checks], [True, False])

    def test_a_world_in_memory(self) -> None:
        world = World.fake(files={"/a.txt": "one"})
        options = {"world": world, "capabilities": ["file.read"]}
        (result,) = execute('import file; result = file.read("/a.txt");', options=options)
        self.assertEqual(result.value, "one")

    def test_the_same_process_serves_again(self) -> None:
        async def main() -> List[Any]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                pids = []
                for _ in range(3):
                    await executor.execute("result = 1;")
                    pids.append(executor._place.pids())
                return pids

        pids = asyncio.run(main())
        self.assertEqual(len({str(pid) for pid in pids}), 1)

    def test_what_cannot_travel_is_refused(self) -> None:
        (result,) = execute("f();", context={"f": os.getpid})
        self.assertIsInstance(result.exception, MLUsageError)
        (result,) = execute("result = fn(x) => x;")
        self.assertIn("the result cannot leave the process", result.error or "")


class Killed(unittest.TestCase):
    def test_a_program_that_does_not_stop(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                late = await executor.execute("while (true) { }", timeout=0.3)
                return [late, await executor.execute("result = 1;")]

        late, after = asyncio.run(main())
        self.assertEqual((late.error, after.value), ("Execution timeout after 0.3 seconds", 1))

    def test_a_process_that_was_killed_is_told_and_replaced(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                running = asyncio.ensure_future(executor.execute("while (true) { }"))
                while not running.done():  # one that had nothing to do yet is replaced in silence
                    for pid in executor._place.pids():
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, signal.SIGTERM)
                    await asyncio.sleep(0)
                return [await running, await executor.execute("result = 1;")]

        killed, after = asyncio.run(main())
        self.assertEqual(killed.error, "the process was killed by SIGTERM")
        self.assertEqual(after.value, 1)

    def test_cancelling_kills(self) -> None:
        async def main() -> AsyncMLResult:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                await executor.execute("x = 1;")
                running = asyncio.ensure_future(executor.execute("while (true) { }"))
                await asyncio.sleep(0)
                running.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await running
                return await executor.execute("result = 1;")

        self.assertEqual(asyncio.run(main()).value, 1)

    @unittest.skipUnless(sys.platform == "linux", "RLIMIT_AS holds on Linux")
    def test_memory(self) -> None:
        limits = Limits(memory=200_000_000, items=None, text=None)
        (result,) = execute('x = "x" * 300000000; result = len(x);', options={"limits": limits})
        self.assertEqual(getattr(result.exception, "limit", None), "memory", result)

    def test_no_process_is_left(self) -> None:
        code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit.integration.executor import AsyncMLExecutor
async def main():
    executor = AsyncMLExecutor(1, isolation="process")
    await executor.execute("x = 1;")
    print(*executor._place.pids(), flush=True)
    asyncio.ensure_future(executor.execute("while (true) {{ }}"))
    await asyncio.sleep(0.05)
asyncio.run(main())
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        pid = int(done.stdout)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
        self.fail(f"process {pid} is still there")


class Reader(unittest.TestCase):
    def test_an_answer_cannot_run_code(self) -> None:
        for value in (print, os.system, Child, subprocess.Popen):
            with self.subTest(value), self.assertRaises(pickle.UnpicklingError):
                read(pickle.dumps(value))
