"""How often the tester itself is wrong: false alarms, power, error, coverage and bias of ``compare`` and ``measure``.

    python3 benchmarks/accuracy.py [--trials N] [--busy]

Every trial compares two functions whose true ratio is known, because both are the same loop with other
numbers of rounds: 1.00, 1.05, 1.10 or 1.20. ``--busy`` keeps both cores busy with other processes meanwhile.
The second table holds one line a bar. The exit status is always 0.
"""

from __future__ import annotations

import argparse
import collections
import gc
import math
import os
import random
import statistics
import sys
import time
import zlib
from pathlib import Path
from typing import Any, Callable, Counter, Dict, List, Optional, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import busy_cores
from mlpy_testkit.performance.comparison import compare
from mlpy_testkit.performance.results import Comparison
from mlpy_testkit.performance.sampling import measure, nothing
from mlpy_testkit.performance.tester import spin

ROUNDS = (100, 1000, 20_000)  # 2 microseconds to 0.5 milliseconds


def trials(ratio: float, count: int) -> List[Comparison]:
    """Return comparisons of functions with this true ratio."""
    found = []
    for number in range(count):
        rounds = ROUNDS[number % len(ROUNDS)]
        found.append(compare(spin(rounds), spin(round(rounds * ratio))))
    return found


def without_harness(work: Callable[[], object], loops: int, seconds: float) -> float:
    """Return the seconds of a call as written out call after call, without a loop: the median of samples."""
    names: Dict[str, Any] = {}
    exec("def calls(work, clock):\n begin = clock()\n" + " work()\n" * loops + " return clock() - begin\n", names)
    calls = names["calls"]
    gc.collect()
    gc.disable()
    try:
        warm = [calls(work, time.perf_counter) for _ in range(10)]
        count = max(5, round(seconds / min(warm)))
        return statistics.median(calls(work, time.perf_counter) for _ in range(count)) / loops
    finally:
        gc.enable()


def checksum(size: int) -> Callable[[], int]:
    """Return work whose time depends on its size and little on where its objects lie in memory.

    A loop in Python does: places change it by up to 5 %, more than the bias that is looked for.
    """
    data = bytes(size)
    return lambda: zlib.crc32(data)


def bias(size: int, turns: int) -> Tuple[float, float]:
    """Return how far ``measure`` is from calls without a harness, and the standard error of that.

    The two take turns in random order. The error is that of a median, from the median absolute deviation.
    """
    work = checksum(size)
    loops = measure(work, budget=0.05).loops
    chance = random.Random(size)
    found = []
    for _ in range(turns):
        sides = [lambda: measure(work, budget=0.006)["median"], lambda: without_harness(work, loops, 0.005)]
        times = {side: sides[side]() for side in chance.sample((0, 1), 2)}
        found.append(math.log(times[0] / times[1]))
    middle = statistics.median(found)
    spread = 1.4826 * statistics.median(abs(each - middle) for each in found)
    return middle, 1.2533 * spread / turns**0.5


def line(label: str, value: str, bar: str) -> None:
    """Print a line of a table."""
    print(f"{label:52} {value:>16}   {bar}")


def main(arguments: Optional[List[str]] = None) -> None:
    """Run the trials and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=100, help="comparisons of each true ratio (default 100)")
    parser.add_argument("--turns", type=int, default=1500, help="turns of each bias (default 1500)")
    parser.add_argument("--busy", action="store_true", help="keep all cores busy meanwhile")
    options = parser.parse_args(arguments)
    with busy_cores(options.busy):
        state = "busy" if options.busy else "as it is"
        print(f"load average {os.getloadavg()[0]:.1f}, {state}, {options.trials} trials each\n")
        verdicts: Dict[float, Counter[str]] = {}
        seconds: List[float] = []
        same: List[Comparison] = []
        for ratio in (1.0, 1.05, 1.1, 1.2):
            found = trials(ratio, options.trials)
            verdicts[ratio] = collections.Counter(each.verdict for each in found)
            seconds += [each.seconds for each in found]
            same = same or found
            print(f"true ratio {ratio:.2f}: {dict(verdicts[ratio])}")
        count = options.trials
        print()
        alarms = verdicts[1.0]["slower"] + verdicts[1.0]["faster"]
        line("false alarms on identical code", f"{alarms} in {count}", "0 in 400")
        for ratio, bar in ((1.05, 0.98), (1.1, 0.995), (1.2, 0.995)):
            line(f"found {ratio - 1:+.0%}", f"{verdicts[ratio]['slower'] / count:.1%}", f">= {bar:.1%}")
        undecided = sum(counter["undecided"] for counter in verdicts.values()) / (4 * count)
        line("undecided", f"{undecided:.1%}", "<= 5 %")
        line("seconds a comparison, mean", f"{statistics.fmean(seconds):.2f} s", "<= 0.75 s")
        errors = sorted(abs(each.ratio - 1) for each in same)
        line("error of the ratio, 95 %", f"{errors[int(len(errors) * 0.95) - 1]:.2%}", "<= 1.5 %")
        inside = [each for each in same if each.interval is not None and each.interval.low <= 1 <= each.interval.high]
        line("the interval covers the truth", f"{len(inside) / count:.1%}", ">= 98 %")
        empty = measure(nothing, budget=0.5)["median"]
        line("bias: an empty function", f"{empty * 1e9:.1f} ns", "<= 5 ns")
        for wanted, bar in ((1e-5, "1 %"), (1e-4, "0.3 %")):
            size = round(wanted / measure(checksum(100_000), budget=0.2)["median"] * 100_000)
            off, error = bias(size, options.turns)
            line(f"bias: {wanted * 1e6:.0f} microseconds", f"{off:+.2%} ±{error:.2%}", f"<= {bar}")


if __name__ == "__main__":
    main()
