"""Coordinated omission in real time: what an open and a closed loop tell of a service that stalls once.

    python3 benchmarks/load.py [--seconds N] [--rate N] [--stall SECONDS]

The service works for one at a time, 1 ms each, and once stalls for 500 ms. The analytic answer is computed
from the work that was measured. Then: how precise the arrivals are, how many a second can be generated, and what
a sweep of ML code comes to. The last table holds one line a bar; the exit status is always 0.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from pathlib import Path
from typing import List, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlpy_testkit.performance import LoadResult, closed_loop, latency_table, open_loop, scaling_sweep, scaling_table
from mlpy_testkit.performance.statistics import nearest_rank
from mlpy_testkit.performance.units import in_unit

WORK = 0.001  # seconds


class Service:
    """Works for 1 ms, and the first time after *moment* stalls for *stall* seconds before."""

    def __init__(self, moment: float, stall: float) -> None:
        self.moment = time.perf_counter() + moment
        self.stall = stall

    def __call__(self) -> None:
        if time.perf_counter() >= self.moment:
            self.moment = float("inf")
            time.sleep(self.stall)
        time.sleep(WORK)


def expected(count: int, rate: float, work: float, stalled: int, stall: float) -> List[float]:
    """Return the latencies by arithmetic: one server, arrivals at equal gaps (Lindley's recursion)."""
    free, found = 0.0, []
    for index in range(count):
        free = max(free, index / rate) + work + (stall if index == stalled else 0.0)
        found.append(free - index / rate)
    return sorted(found)


async def nothing() -> None:
    """Do nothing."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--stall", type=float, default=0.5)
    options = parser.parse_args(arguments)
    moment = options.seconds / 4

    # One worker: the service is for one at a time, and the others wait in the queue of the executor.
    service = Service(moment, options.stall)
    opened: LoadResult = asyncio.run(
        open_loop(service, options.rate, duration=options.seconds, concurrency=1, warm_up=0)
    )
    service = Service(moment, options.stall)
    closed: LoadResult = asyncio.run(closed_loop(service, duration=options.seconds, concurrency=1, warm_up=0))
    print(latency_table(opened), latency_table(closed), sep="\n\n")

    work = statistics.median(opened.service_times)
    analytic = expected(len(opened.latencies), options.rate, work, round(moment * options.rate), options.stall)
    print("\nlatency                  open loop   analytic  closed loop")
    for percent in (50, 75, 90, 95, 99, 100):
        figures = opened.percentile(percent), nearest_rank(analytic, percent / 100), closed.percentile(percent)
        print(f"p{percent:<19}" + "".join(f"{in_unit([figure])[0]:>13}" for figure in figures))
    late = [nearest_rank(opened.lateness, share) for share in (0.5, 0.99)]

    fast = asyncio.run(open_loop(nothing, 10_000, duration=1.0))
    sweep = asyncio.run(scaling_sweep("i = 0; while (i < 300) { i = i + 1; }", (1, 2, 4, 8), duration=0.5))
    print("\nML code on an AsyncMLExecutor:")
    print(scaling_table(sweep))

    print()
    p99, truth = opened.percentile(99), nearest_rank(analytic, 0.99)
    worst = max(abs(a - b) for a, b in zip(opened.latencies, analytic))
    bars = (
        ("open loop p99, analytic", f"{p99 * 1000:.0f} ms, {truth * 1000:.0f} ms", p99 >= 0.6 * options.stall),
        ("largest difference of any quantile", f"{worst * 1000:.1f} ms", worst < 0.1 * options.stall),
        ("closed loop p99 (blind)", in_unit([closed.percentile(99)])[0], closed.percentile(99) < 0.005),
        ("lateness p50, p99", ", ".join(in_unit(late)), late[1] <= 0.001),
        ("10 000 arrivals/s, empty coroutine: reached", f"{fast.throughput:.0f}/s", fast.throughput >= 5000),
    )
    for name, figure, held in bars:
        print(f"{name:<46}{figure:>24}  {'held' if held else 'missed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
