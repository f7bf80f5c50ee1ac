"""What a callback costs over calling the same function in Python, and whether many threads get their own answers.

    python3 benchmarks/callbacks.py [--rounds N] [--with-mlpy]

An ML function is called through ``ml_callback``, the same function in Python is called by itself; both in
turns, as in ``common.py``. With ``--with-mlpy`` mlpy's callback is measured beside its own Python call
(interpreter and source folder in MLPY_PYTHON and MLPY_SRC).

The second table holds one line a bar. ``load`` makes 40,000 calls from 8 threads that switch every
microsecond, each with a value of its own, and counts the wrong answers. The exit status is always 0.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, show_bars
from mlpy_testkit import MLREPLSession, ml_callback

CALLS = 2_000
THREADS = 8
CALLS_OF_A_THREAD = 5_000
SESSIONS = 10_000
SOURCE = """
function increment(x) { return x + 1; }
function keep(x) { return x; }
"""
VALUES: Dict[str, Any] = {
    "a number": 41,
    "a text": 'quotes " and = and \n',
    "ten numbers": list(range(10)),
    "an order": {"id": 7, "lines": [{"price": 9.5, "count": 2}, {"price": 1.0, "count": 3}]},
}
MLPY = """
import json, logging, os, sys, time
sys.path.insert(0, os.environ["MLPY_SRC"])
logging.disable(logging.CRITICAL)
from mlpy.cli.repl import MLREPLSession
from mlpy.integration import ml_callback
source, values, calls, rounds = json.loads(sys.argv[1])
session = MLREPLSession()
for line in source.strip().splitlines():
    session.execute_ml_line(line)
keep = ml_callback(session, "keep")
def plain(x):
    return x
found = []
for value in values:
    times = {}
    for _ in range(rounds):
        for function in (keep, plain):
            start = time.process_time()
            for _ in range(calls):
                function(value)
            times.setdefault(function, []).append(time.process_time() - start)
    found.append((min(times[keep]) - min(times[plain])) / calls)
print(json.dumps(found))
"""


def plain(x: Any) -> Any:
    """Return the argument: what the callback is compared with."""
    return x


def repeated(function: Callable[[Any], Any], value: Any) -> Callable[[], None]:
    """Return a function that makes many calls."""

    def run() -> None:
        for _ in range(CALLS):
            function(value)

    return run


def of_mlpy(rounds: int) -> List[Optional[float]]:
    """Return what a callback costs in mlpy, in seconds, for each of the values."""
    request = json.dumps([SOURCE, list(VALUES.values()), CALLS // 20, max(1, rounds // 5)])
    done = subprocess.run([os.environ["MLPY_PYTHON"], "-c", MLPY, request], capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr.strip().splitlines()[-1])
        return [None] * len(VALUES)
    found: List[Optional[float]] = json.loads(done.stdout)
    return found


def measure_calls(rounds: int, with_mlpy: bool) -> List[Bar]:
    """Measure a call with each of the values and return the bar for a number."""
    session = MLREPLSession()
    session.run(SOURCE)
    keep = ml_callback(session, "keep")
    others = of_mlpy(rounds) if with_mlpy else [None] * len(VALUES)
    bars = []
    print(f"{'value':14} {'over Python us':>15}" + (f" {'mlpy us':>10}" if with_mlpy else ""))
    for (name, value), other in zip(VALUES.items(), others):
        found = Rounds({"callback": repeated(keep, value), "python": repeated(plain, value)}, rounds)
        cost = (found.best("callback") - found.best("python")) / CALLS * 1e6
        print(f"{name:14} {cost:15.2f}" + ("" if other is None else f" {other * 1e6:10.1f}"))
        if name in ("a number", "a text"):
            bars.append(Bar(f"callback: {name}, over Python", cost, 5.0, "us"))
    return bars


def measure_load() -> Bar:
    """Count the wrong answers of many calls from several threads."""
    session = MLREPLSession()
    session.run(SOURCE)
    increment, keep = ml_callback(session, "increment"), ml_callback(session, "keep")
    wrong: List[Tuple[Any, Any]] = []

    def work(thread: int) -> None:
        for number in range(CALLS_OF_A_THREAD):
            value = thread * CALLS_OF_A_THREAD + number
            text = f"{value} = '\n"
            for answer, expected in ((increment(value), value + 1), (keep(text), text)):
                if answer != expected:
                    wrong.append((expected, answer))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    return Bar(f"load: wrong of {2 * THREADS * CALLS_OF_A_THREAD:,} calls", len(wrong), 0)


def measure_sessions() -> List[Bar]:
    """Measure the memory of many sessions and the time that one takes to make."""
    MLREPLSession().run("x = 1")
    gc.collect()
    tracemalloc.start()
    sessions = [MLREPLSession() for _ in range(SESSIONS // 10)]
    size = tracemalloc.get_traced_memory()[0] / len(sessions) / 1024
    tracemalloc.stop()
    started = time.process_time()
    sessions = [MLREPLSession() for _ in range(SESSIONS)]
    made = (time.process_time() - started) / len(sessions) * 1e6
    return [Bar("session: memory", size, 10, "KiB"), Bar(f"session: made, of {SESSIONS:,}", made, 100, "us")]


def measure(options: Any) -> List[Bar]:
    """Measure everything and return the bars."""
    return [*measure_calls(options.rounds, options.with_mlpy), measure_load(), *measure_sessions()]


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure))
