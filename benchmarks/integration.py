"""What an execution beside an event loop costs, and how soon one is stopped.

    python3 benchmarks/integration.py [--rounds N] [--with-mlpy]

1. Cost: ``result = 2 + 2;`` on a reused executor against the same Python function on a bare
   ``ThreadPoolExecutor`` through ``run_in_executor``, one after another and all at once; the one-shot
   ``async_ml_execute`` against mlpy's (with ``--with-mlpy``; interpreter and source folder in
   MLPY_PYTHON and MLPY_SRC). CPU time, measured in turns as in ``common.py``.
2. Stopping: how long after its time limit a program is answered for, in a thread and in a process.

The second table holds one line a bar: the ratio, or milliseconds. The exit status is always 0.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, List

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, show_bars
from mlpy_testkit import AsyncMLExecutor, Limits, async_ml_execute

CALLS = 300
WORKERS = 4
CODE = "result = 2 + 2;"
MLPY = """
import asyncio, json, logging, os, sys, time
sys.path.insert(0, os.environ["MLPY_SRC"])
logging.disable(logging.CRITICAL)
from mlpy.integration import async_ml_execute
async def measure(calls):
    start = time.process_time()
    for _ in range(calls):
        result = await async_ml_execute("result = 2 + 2;")
        assert result.value == 4, result
    return time.process_time() - start
for line in sys.stdin:
    print(json.dumps(asyncio.run(measure(int(line)))), flush=True)
"""
LIMIT = 0.25  # seconds
ENDLESS = {
    "a loop": "while (true) { x = 1; }",
    "a loop that catches": "while (true) { try { x = 1 / 0; } except (e) { x = e; } }",
    "a loop in finally": "try { while (true) { } } finally { while (true) { } }",
    "a loop in a callback": "function f(n) { while (true) { } } import functional; y = functional.map(f, [3, 1, 2]);",
}
IN_C = {"a product of giants": "x = 3; i = 0; while (i < 40) { x = x * x; i = i + 1; }"}


def add() -> int:
    """Return what the program comes to."""
    result = 2 + 2
    return result


async def in_turn(call: Callable[[], Awaitable[Any]]) -> None:
    """Await many calls, one after another."""
    for _ in range(CALLS):
        await call()


async def at_once(call: Callable[[], Awaitable[Any]]) -> None:
    """Await many calls, all at once."""
    await asyncio.gather(*(call() for _ in range(CALLS)))


class Mlpy:
    """A process that executes one-shots with mlpy and tells their CPU time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [os.environ["MLPY_PYTHON"], "-c", MLPY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, calls: int) -> float:
        """Return the CPU time of a call."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{calls}\n")
        self.process.stdin.flush()
        return float(json.loads(self.process.stdout.readline())) / calls

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()


def measure_cost(rounds: int, with_mlpy: bool) -> List[Bar]:
    """Measure executions and return the bars."""
    loop = asyncio.new_event_loop()
    pool = ThreadPoolExecutor(WORKERS)
    threads = AsyncMLExecutor(WORKERS)
    processes = AsyncMLExecutor(WORKERS, isolation="process")
    calls: Dict[str, Callable[[], Awaitable[Any]]] = {
        "bare": lambda: loop.run_in_executor(pool, add),
        "thread": lambda: threads.execute(CODE),
        "process": lambda: processes.execute(CODE),
        "one-shot": lambda: async_ml_execute(CODE),
    }
    actions: Dict[str, Callable[[], object]] = {}
    for name, call in calls.items():
        actions[f"{name}, in turn"] = lambda call=call: loop.run_until_complete(in_turn(call))
        actions[f"{name}, at once"] = lambda call=call: loop.run_until_complete(at_once(call))
    for action in actions.values():
        action()
    found = Rounds(actions, rounds)
    print(f"{'execution':20} {'us':>8} {'/bare':>8}")
    for name in actions:
        base = "bare" + name[name.index(",") :]
        print(f"{name:20} {found.best(name) / CALLS * 1e6:8.1f} {found.ratio(name, base):8.2f}")
    bars = [
        Bar("cost: reused executor/bare pool, in turn", found.ratio("thread, in turn", "bare, in turn"), 2.0),
        Bar("cost: reused executor/bare pool, at once", found.ratio("thread, at once", "bare, at once"), 2.0),
    ]
    if with_mlpy:
        mlpy = Mlpy()
        mlpy.seconds(5)
        ratios = []
        for _ in range(max(3, rounds // 3)):
            start = time.process_time()
            actions["one-shot, in turn"]()
            ours = (time.process_time() - start) / CALLS
            ratios.append(mlpy.seconds(20) / ours)
        mlpy.close()
        bars.append(Bar("cost: mlpy's one-shot/ours", statistics.median(ratios), 50.0, least=True))
    for executor in (threads, processes):
        executor.shutdown()
    pool.shutdown()
    loop.close()
    return bars


def measure_stopping(rounds: int) -> List[Bar]:
    """Measure how late programs are stopped and return the bars."""
    bars = []
    print(f"\n{'stopped after':24} {'median ms':>10} {'worst ms':>9}")
    for isolation, programs, bar in (("thread", ENDLESS, 100.0), ("process", {**ENDLESS, **IN_C}, 500.0)):
        worst = 0.0
        for name, code in programs.items():
            late = asyncio.run(lateness(isolation, code, max(3, rounds // 5)))
            worst = max(worst, *late)
            print(f"{name:24} {statistics.median(late) * 1e3:10.1f} {max(late) * 1e3:9.1f}  {isolation}")
        bars.append(Bar(f"stopping: worst in a {isolation}", worst * 1e3, bar, "ms"))
    return bars


async def lateness(isolation: str, code: str, rounds: int) -> List[float]:
    """Return the seconds by which a program overran its limit, and its worker was not free."""
    found = []
    limits = Limits(seconds=None, bits=None)
    async with AsyncMLExecutor(
        1, isolation=isolation, limits=limits, capabilities=["functional.transform"]
    ) as executor:
        for _ in range(rounds):
            await executor.execute(CODE)
            start = time.perf_counter()
            result = await executor.execute(code, timeout=LIMIT)
            assert result.error == f"Execution timeout after {LIMIT} seconds", result
            if isolation == "thread":  # a process that was killed is replaced, which is not part of stopping
                await executor.execute(CODE)
            found.append(time.perf_counter() - start - LIMIT)
    return found


def measure(options: Any) -> List[Bar]:
    """Measure everything and return the bars."""
    return [*measure_cost(options.rounds, options.with_mlpy), *measure_stopping(options.rounds)]


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure))
