"""How often a stored baseline is wrong: false alarms and power, with real processes on this machine.

    python3 benchmarks/baselines.py [--trials N] [--processes N] [--busy]

Records a program in many fresh processes, and the same one with a tenth and with a fifth more work (rounds of a loop,
so many that little else counts). Then groups of them, as many as asked for, are compared as baseline and new
measurement, in the order in which they were recorded: a baseline is always older. ``--busy`` keeps all cores busy
meanwhile. Beside it, the verdicts that a gate on means and one on raw minima would have given. The exit status is
always 0.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Callable, Dict, List, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import busy_cores
from mlpy_testkit.performance import Baseline, Samples, record_program
from mlpy_testkit.performance.baselines import compare_with
from mlpy_testkit.performance.fingerprint import fingerprint
from mlpy_testkit.performance.recording import CANARY

PROGRAM = "i = 0; total = 0; while (i < {}) {{ total = total + i * 2; i = i + 1; }} result = total;"
GATE = 1.10


def mean_gate(old: Sequence[Samples], new: Sequence[Samples]) -> bool:
    """Say "slower" as a gate on means would."""
    means = [statistics.median([sum(each.values) / len(each.values) for each in side]) for side in (old, new)]
    return means[1] > GATE * means[0]


def minimum_gate(old: Sequence[Samples], new: Sequence[Samples]) -> bool:
    """Say "slower" as a gate on minima would."""
    return min(min(each.values) for each in new) > GATE * min(min(each.values) for each in old)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--processes", type=int, default=10)
    parser.add_argument("--recordings", type=int, default=60, help="processes to record of each program")
    parser.add_argument("--busy", action="store_true")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    recordings: Dict[str, List[Samples]] = {"same": [], "+10 %": [], "+20 %": []}
    with busy_cores(options.busy):
        for _ in range(options.recordings):  # in turns, so that the weather is the same for all
            for found, size in zip(recordings.values(), (20_000, 22_000, 24_000)):
                found += record_program(PROGRAM.format(size), processes=1, pairs=100)
    seconds = time.perf_counter() - begun
    print(f"{3 * options.recordings} processes in {seconds:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    where = fingerprint()
    choose = random.Random(1)
    half = options.recordings // 2
    gates: Tuple[Tuple[str, Callable[..., bool]], ...] = (("mean", mean_gate), ("minimum", minimum_gate))
    print(f"{'':<8}{'slower':>9}{'faster':>9}{'same':>9}{'undecided':>11}   gates: mean  minimum")
    for name, later in recordings.items():
        verdicts: Dict[str, int] = {}
        alarms = {gate: 0 for gate, _ in gates}
        for _ in range(options.trials):
            old = choose.sample(recordings["same"][:half], options.processes)
            new = choose.sample(later[half:], options.processes)
            found = compare_with("x", Baseline(tuple(old), where, CANARY), Baseline(tuple(new), where, CANARY))
            verdicts[found.verdict] = verdicts.get(found.verdict, 0) + 1
            for gate, ask in gates:
                alarms[gate] += ask(old, new)
        shares = [verdicts.get(word, 0) / options.trials for word in ("slower", "faster", "same", "undecided")]
        print(
            f"{name:<8}{shares[0]:>9.1%}{shares[1]:>9.1%}{shares[2]:>9.1%}{shares[3]:>11.1%}"
            f"{alarms['mean'] / options.trials:>14.1%}{alarms['minimum'] / options.trials:>9.1%}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
