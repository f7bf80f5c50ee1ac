"""How often the tester itself is wrong: false alarms, power, error, coverage and bias of ``compare`` and ``measure``.

    python3 benchmarks/accuracy.py [--trials N] [--busy]

Every trial compares two functions whose true ratio is known, because both are the same loop with other
numbers of rounds: 1.00, 1.05, 1.10 or 1.20. ``--busy`` keeps both cores busy with other processes meanwhile.
The second table holds one line a bar. The exit status is always 0.
"""

from __future__ import annotations

import argparse
import collections
import os
import statistics
import subprocess
import sys
import timeit
from pathlib import Path
from typing import Counter, Dict, List, Optional, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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


def bias(rounds: int, turns: int = 60) -> Tuple[float, float]:
    """Return how far ``measure`` is from timeit (median of turns, batches of one length), and the weather.

    The weather is the standard error of timeit against itself: no bias that is smaller can be seen.
    """
    work = spin(rounds)
    loops = measure(work, budget=0.05).loops
    ours, theirs = [], []
    for _ in range(turns):
        before = timeit.repeat(work, number=loops, repeat=80)
        found = measure(work, budget=0.05)["median"]
        after = timeit.repeat(work, number=loops, repeat=80)
        ours.append(found * loops / statistics.median(before + after))
        theirs.append(statistics.median(before) / statistics.median(after))
    return statistics.median(ours) - 1, statistics.pstdev(theirs) / turns**0.5


def line(label: str, value: str, bar: str) -> None:
    """Print a line of a table."""
    print(f"{label:52} {value:>16}   {bar}")


def main(arguments: Optional[List[str]] = None) -> None:
    """Run the trials and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=100, help="comparisons of each true ratio (default 100)")
    parser.add_argument("--busy", action="store_true", help="keep all cores busy meanwhile")
    options = parser.parse_args(arguments)
    busy: List[subprocess.Popen[bytes]] = []
    if options.busy:
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        state = "busy" if busy else "as it is"
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
        for rounds, bar in ((500, "1 %"), (5000, "0.3 %")):
            off, weather = bias(rounds)
            line(f"bias: {rounds} rounds against timeit", f"{off:+.2%} ±{weather:.2%}", f"<= {bar}")
    finally:
        for process in busy:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
