"""Samples for a baseline: each beside a sample of a fixed workload, the canary, in one or several processes.

A machine is slower today than yesterday, and the next process is laid out in memory in another way. So every batch of
calls is timed next to a batch of the canary, and a baseline is made of several processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from itertools import repeat
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ..engine.arguments import checked_count, checked_list, checked_paths
from ..engine.errors import MLUsageError
from ..integration.engine import Engine
from ..origin import HOME, NAME
from ..records import NamedTuple
from .load_places import failure_of
from .progress import Progress
from .quiet import quiet
from .sampling import BATCH, Seconds, checked_work

CANARY = 1  # the version of the workload: other versions take another time
_MOST_LOOPS = 2**14  # in a batch
_PROCESS_SECONDS = 120.0  # until a process that records is given up


class Samples(NamedTuple):
    """What one process measured: seconds of each call, and of the canary beside it (or nothing).

    >>> Samples((0.001, 0.0011), canary=(0.00002, 0.000021)).values
    (0.001, 0.0011)
    """

    values: Tuple[float, ...]
    canary: Tuple[float, ...] = ()


def canary() -> float:
    """Do a little of everything that an interpreter does; always the same, for some 20 microseconds."""
    total = 0.0
    table: Dict[str, int] = {}
    for index in range(40):
        word = f"key{index % 13}"
        table[word] = table.get(word, 0) + index
        total += _mix(index, [index, index + 1, word])
    return total + len("".join(sorted(table))) + sum(value for value in table.values() if value % 3)


def _mix(index: int, items: List[Any]) -> float:
    try:
        return items[index % 4] * 0.5 if type(items[index % 4]) is int else len(items[2])
    except IndexError:
        return index / 3


def record(call: Callable[[], Any], *, pairs: int = 200, clock: Seconds = time.perf_counter) -> Samples:
    """Return the samples of *pairs* batches of a call, each with a batch of the canary next to it.

    The call fails if it raises, or returns a result whose ``success`` is false. Garbage collector
    and hooks of debuggers are away meanwhile.

    >>> len(record(lambda: None, pairs=10).values)
    10
    """
    checked_count(pairs, "pairs")
    checked_work(call)
    with quiet():
        loops, canary_loops = _loops(call, clock), _loops(canary, clock)
        values, canaries = [], []
        for index in range(pairs):
            if index % 2:  # each side is first as often as the other
                canaries.append(_batch(canary, canary_loops, clock))
            values.append(_batch(call, loops, clock))
            if not index % 2:
                canaries.append(_batch(canary, canary_loops, clock))
    return Samples(tuple(values), tuple(canaries))


def _loops(call: Callable[[], Any], clock: Seconds) -> int:
    """Return how many calls make a batch."""
    loops = 1
    while _batch(call, loops, clock) * loops < BATCH and loops < _MOST_LOOPS:
        loops *= 2
    return loops


def _batch(call: Callable[[], Any], loops: int, clock: Seconds) -> float:
    """Return the seconds of a call: the mean of one batch."""
    calls = repeat(None, loops)
    begun = clock()
    for _ in calls:
        result = call()
    seconds = (clock() - begun) / loops
    error = failure_of(result)
    if error is not None:
        raise error
    return max(seconds, 1e-12)  # a clock that stood still


def record_program(
    code: str,
    *,
    processes: int = 10,
    pairs: int = 100,
    context: Optional[Mapping[str, Any]] = None,
    capabilities: Sequence[str] = (),
    import_paths: Sequence[str] = (),
) -> Tuple[Samples, ...]:
    """Record an ML program in fresh processes, one after the other, each with another hash seed.

    Memory is laid out differently in each process, which changes its time by 3 to 5 %: many short processes tell
    more than a few long ones.

    *context* and *capabilities* (texts such as ``"math.compute"``) travel as JSON. The program is compiled
    once in each process. A failure of the program is raised as an ``MLError``.

    >>> found = record_program("result = 2 + 2;", processes=2, pairs=5)
    >>> [len(samples.values) for samples in found]
    [5, 5]
    """
    checked_count(processes, "processes")
    checked_count(pairs, "pairs")
    described = {
        "code": code,
        "pairs": pairs,
        "context": dict(context or {}),
        "capabilities": checked_list(capabilities, "capabilities", "texts"),
        "import_paths": checked_paths(import_paths, "import_paths"),
    }
    try:
        job = json.dumps(described)
    except (TypeError, ValueError) as error:
        raise MLUsageError(f"what other processes record is described by plain data: {error}") from error
    _runner(json.loads(job))()  # a program that fails does so here, with its error
    found = []
    with Progress("recording") as progress:
        for index in range(processes):
            path = os.pathsep.join([HOME, *filter(None, [os.environ.get("PYTHONPATH")])])
            done = subprocess.run(
                [sys.executable, "-m", f"{NAME}.performance.recording"],
                env={**os.environ, "PYTHONHASHSEED": str(index + 1), "PYTHONPATH": path},
                input=job,
                capture_output=True,
                encoding="utf-8",
                timeout=_PROCESS_SECONDS,
                check=False,
            )
            if done.returncode:
                raise MLUsageError(f"the process that records ended with {done.returncode}:\n{done.stderr.strip()}")
            values, canaries = json.loads(done.stdout.splitlines()[-1])
            found.append(Samples(tuple(values), tuple(canaries)))
            progress.update((index + 1) / processes)
    return tuple(found)


def _runner(job: Mapping[str, Any]) -> Callable[[], None]:
    """Return a function that runs the program of a job, and raises its error."""
    engine = Engine(job["import_paths"], capabilities=job["capabilities"])
    program = engine.load(job["code"], "<recording>")
    context = job["context"]

    def run() -> None:
        error = engine.run(program, context=context).error
        if error is not None:
            raise error

    return run


def _main() -> None:
    job = json.loads(sys.stdin.read())
    samples = record(_runner(job), pairs=job["pairs"])
    print("\n" + json.dumps(samples))


if __name__ == "__main__":
    _main()
