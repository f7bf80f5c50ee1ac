"""Ten thousand executions at once, many of which fail, are late, cancelled or killed: none may be lost.

    python3 benchmarks/storm.py [--calls N] [--seed N] [--isolation thread process]

Each call knows its number and what may come of it: its own value, its own error, its own timeout, its
own cancellation, or the word that its process was killed. In processes a second task kills some that
work, some five in a second. After a first storm to warm up, memory after one storm is compared with
memory after the next. The exit status is 1 if an outcome is lost, wrong or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any, List, Optional, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlpy_testkit import AsyncMLExecutor

KINDS = ["value"] * 6 + ["new program", "throw", "slow", "endless", "cancelled", "cancelled late"]
KILLED = ("the process was killed by SIGKILL", "the process was killed by SIGTERM")


class Storm:
    """One executor, many calls; ``outcomes`` counts what came of them."""

    def __init__(self, executor: AsyncMLExecutor, calls: int, seed: int) -> None:
        self.executor = executor
        self.calls = calls
        self.dice = random.Random(seed)
        self.outcomes: Counter[str] = Counter()
        self.mistakes: List[str] = []

    async def run(self) -> None:
        """Let it rage."""
        killer = asyncio.ensure_future(self.kill()) if self.executor.isolation == "process" else None
        answers = await asyncio.gather(*(self.call(number) for number in range(self.calls)))
        if killer is not None:
            killer.cancel()
        if sorted(answers) != list(range(self.calls)):
            self.mistakes.append("calls without an outcome")

    async def call(self, number: int) -> int:
        """Make one call and look at its outcome."""
        kind = self.dice.choice(KINDS)
        if kind.startswith("cancelled"):
            task = asyncio.ensure_future(self.executor.execute("while (true) { }", timeout=60))
            await asyncio.sleep(0 if kind == "cancelled" else self.dice.random() * self.calls / 5000)
            task.cancel()
            try:
                result = await task
            except asyncio.CancelledError:
                self.outcomes["cancelled"] += 1
                return number
            self.judge(number, result, "nothing", 60)  # killed before it was cancelled
            return number
        codes = {
            "value": "result = [number, [number]];",
            "new program": f"result = [number, [{number}]];",
            "throw": 'throw {message: "m" + number};',
            "slow": "i = 0; while (i < 20000) { i = i + 1; } result = [number, [number]];",
            "endless": "while (true) { try { while (true) { } } finally { x = 1; } }",
        }
        timeout = (
            self.dice.choice([0.001, 0.01, 0.05]) if kind == "endless" else self.dice.choice([None, None, 0.5, 30])
        )
        result = await self.executor.execute(codes[kind], timeout, {"number": number})
        self.judge(number, result, kind, timeout)
        return number

    def judge(self, number: int, result: Any, kind: str, timeout: Optional[float]) -> None:
        """Count an outcome, or keep it as a mistake."""
        if result.success and kind not in ("throw", "endless", "nothing") and result.value == [number, [number]]:
            self.outcomes["value"] += 1
        elif kind == "throw" and result.error == f"m{number}" and result.exception.line == 1:
            self.outcomes["error"] += 1
        elif timeout is not None and result.error == f"Execution timeout after {timeout} seconds":
            self.outcomes["timeout"] += 1
        elif self.executor.isolation == "process" and result.error in KILLED:
            self.outcomes["killed"] += 1
        else:
            self.mistakes.append(f"{kind} {number}: {result}")

    async def kill(self) -> None:
        """Kill processes now and then."""
        while True:
            await asyncio.sleep(self.dice.random() * 0.4)
            pids = self.executor._place.pids()
            if pids:
                try:
                    os.kill(self.dice.choice(pids), self.dice.choice([signal.SIGKILL, signal.SIGTERM]))
                except ProcessLookupError:  # it has just ended by itself
                    continue


def memory() -> int:
    """Return the blocks of memory that Python has in use."""
    gc.collect()
    return sys.getallocatedblocks()


def storms(isolation: str, calls: int, seed: int) -> bool:
    """Run three storms; say whether all was well."""
    for number in range(600):  # so many different programs that none is remembered longer for the storms
        AsyncMLExecutor(1)._execute_sync(f"x = {number};")
    sizes: List[int] = []
    well = True
    for number in range(3):
        started, used = time.perf_counter(), time.process_time()

        async def main(number: int = number) -> Storm:
            async with AsyncMLExecutor(4, isolation=isolation) as executor:
                storm = Storm(executor, calls, seed + number)
                await storm.run()
            return storm

        storm = asyncio.run(main())
        outcomes, mistakes = dict(sorted(storm.outcomes.items())), storm.mistakes
        del storm
        sizes.append(memory())
        threads = sum(thread.name.startswith("ml_executor") for thread in threading.enumerate())
        print(
            f"{isolation:8} {calls:,} calls in {time.perf_counter() - started:5.1f} s "
            f"({time.process_time() - used:.1f} s of CPU), threads left {threads}: {outcomes}"
        )
        for mistake in mistakes[:10]:
            print("    wrong:", mistake)
        well = well and not mistakes and not threads and sum(outcomes.values()) == calls
    growth = sizes[2] - sizes[1]
    print(f"{isolation:8} memory: {sizes[1]:,} blocks after the second storm, {growth:+,} after the third")
    return well and growth < calls // 10


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the storms; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--isolation", nargs="*", default=["thread", "process"])
    options = parser.parse_args(arguments)
    print(f"Python {sys.version.split()[0]}")
    found = [storms(isolation, options.calls, options.seed) for isolation in options.isolation]
    print("all right" if all(found) else "something is wrong")
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
