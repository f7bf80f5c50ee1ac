"""What the benchmarks share: measuring in turns, bars, their command line, and cores that are busy."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import random
import statistics
import subprocess
import sys
import time
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional


class Bar(NamedTuple):
    """One number that must not be larger than its bar (or smaller, if *least*)."""

    name: str
    measured: float
    bar: float
    unit: str = "x"
    least: bool = False

    def line(self) -> str:
        """Return the line of the table."""
        reached = self.measured >= self.bar if self.least else self.measured <= self.bar
        sign = ">=" if self.least else "<="
        return (
            f"{self.name:44} {self.measured:9.2f} {self.unit:3} {sign} {self.bar:7.2f} {self.unit:3} "
            f"{'ok' if reached else 'short'}"
        )


def seconds(action: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    start = time.process_time()
    action()
    return time.process_time() - start


class Rounds:
    """Measures named actions in turns."""

    def __init__(self, actions: Dict[str, Callable[[], object]], rounds: int) -> None:
        self.times: Dict[str, List[float]] = {name: [] for name in actions}
        order = list(actions)
        shuffler = random.Random(len(actions))
        collecting = gc.isenabled()
        try:
            for _ in range(rounds):
                shuffler.shuffle(order)
                gc.collect()
                gc.disable()
                for name in order:
                    self.times[name].append(seconds(actions[name]))
                gc.enable()
        finally:
            gc.enable() if collecting else gc.disable()

    def best(self, name: str) -> float:
        """Return the smallest time of an action."""
        return min(self.times[name])

    def ratio(self, name: str, base: str) -> float:
        """Return how many times longer *name* takes than *base*: the median over the rounds."""
        return statistics.median(ours / max(other, 1e-9) for ours, other in zip(self.times[name], self.times[base]))


def show_bars(
    description: Optional[str], measure: Callable[[Any], List[Bar]], *, mlpy: bool = True, **numbers: int
) -> int:
    """Read the options ``--rounds``, ``--with-mlpy`` and whatever *numbers* there are, measure, and print the bars."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"rounds": 25, **numbers}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    if mlpy:
        parser.add_argument("--with-mlpy", action="store_true", help="compare with mlpy (MLPY_PYTHON, MLPY_SRC)")
    options = parser.parse_args()
    if mlpy and options.with_mlpy and not os.environ.get("MLPY_PYTHON"):
        options.with_mlpy = False
        print("MLPY_PYTHON is not set: no comparison with mlpy")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {sys.version.split()[0]}, {options.rounds} rounds{load}\n")
    bars = measure(options)
    print("\n" + "\n".join(bar.line() for bar in bars))
    return 0


@contextlib.contextmanager
def busy_cores(wanted: bool) -> Iterator[None]:
    """Keep all cores busy with other processes meanwhile, if that is wanted."""
    count = (os.cpu_count() or 1) if wanted else 0
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()
