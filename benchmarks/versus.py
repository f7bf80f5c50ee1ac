"""The verdicts of ``compare`` beside those of pyperf, pytest-benchmark, asv and timeit, in one run.

    python3 benchmarks/versus.py [--trials N] [--busy] [--json]

Every trial compares two functions whose true ratio is known: the same loop, with as many rounds or with 5, 10
or 20 % more. All tools judge the same functions, one after the other in random order, so that the weather of
the machine is the same for all. Each is used as a gate, the way its users have one: does it say that the new
side is slower? That is a false alarm if both are the same. The others measure the old side, and then the new
one; users let hours pass between the two, so their own runs are worse than these.

* ``compare``, with its defaults. "undecided" counts as not found.
* timeit: the best of five repeats is more than 5 % above the best of five of the old side, as people write it.
  The calls of a repeat are chosen by ``Timer.autorange``, which is what ``python -m timeit`` does.
* pytest-benchmark: its fixture with the options of a session without any, and the checks of
  ``--benchmark-compare-fail=mean:5%`` and ``min:5%`` on the same samples. In this process, which
  spares it the start of a session.
* asv: its sampler with its defaults, two rounds a side, then what ``asv compare`` and ``asv continuous`` decide by: a U
  test and a factor. 1.1 is its default; 1.05 is the same samples with the threshold of the others. In this
  process, too: asv starts one for each round.
* pyperf: ``pyperf timeit --fast`` for each side, which starts ten processes, then the rule of ``pyperf compare_to``: a
  t test says that the means differ, and the new one is greater; with ``--min-speed=5``, by 5 % at least. Without
  ``--fast`` it takes twice as long.

"in our time" gives a tool as many seconds as ``compare`` has taken on average so far. asv has no such row: all of its
time is spent on a few samples and on warming up. Identical sides are compared in each trial, and slower ones
in every second; what takes seconds takes part in every tenth trial, so each figure says how many there were. What
is not installed is left out. The exit status is always 0.
"""

from __future__ import annotations

import argparse
import contextlib
import inspect
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import busy_cores
from mlpy_testkit.performance.comparison import compare
from mlpy_testkit.performance.tester import spin

ROUNDS = (100, 1000, 20_000)  # 2 microseconds to 0.5 milliseconds
RATIOS = (1.0, 1.05, 1.1, 1.2)
OURS = "mlpy_testkit compare"
IN_OUR_TIME = " in our time"
Says = Dict[str, bool]  # by the name of a gate: is the new side called slower?


def of_compare(old: int, new: int, seconds: float) -> Says:
    """Ask ours."""
    return {OURS: compare(spin(old), spin(new)).verdict == "slower"}


def best_of_five(rounds: int, batch: Optional[float]) -> float:
    """Return the least time of a call in five repeats, of *batch* seconds each or of what timeit thinks right."""
    timer = timeit.Timer(spin(rounds))
    number = timer.autorange()[0] if batch is None else max(1, round(batch / min(timer.repeat(3, 1))))
    return min(timer.repeat(5, number)) / number


def of_timeit(old: int, new: int, seconds: float) -> Says:
    """Ask timeit."""
    return {"timeit best of 5": best_of_five(new, None) / best_of_five(old, None) > 1.05}


def of_timeit_in_our_time(old: int, new: int, seconds: float) -> Says:
    """Ask timeit, in as many seconds."""
    before, after = (best_of_five(rounds, seconds / 10) for rounds in (old, new))
    return {f"timeit best of 5{IN_OUR_TIME}": after / before > 1.05}


def pytest_session() -> Any:
    """Return the session of pytest-benchmark in a run of pytest without options."""

    class Catch:
        def pytest_sessionstart(self, session: Any) -> None:
            self.session = session.config._benchmarksession

    import pytest

    catch = Catch()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-qq", "-p", "no:cacheprovider", "--rootdir", folder, folder], plugins=[catch])
    return catch.session


SESSIONS: List[Any] = []


def benchmark_fixture(rounds: int, seconds: Optional[float]) -> Any:
    """Return the figures that pytest-benchmark has of a side."""
    from pytest_benchmark.fixture import BenchmarkFixture

    if not SESSIONS:
        SESSIONS.append(pytest_session())
    session, kept = SESSIONS[0], []
    options = dict(session.options, **({} if seconds is None else {"max_time": seconds}))
    node = SimpleNamespace(name="spin", nodeid="spin")
    fixture = BenchmarkFixture(
        node, add_stats=kept.append, logger=session.logger, warner=None, disabled=False, **options
    )
    fixture(spin(rounds))
    return kept[0]


def of_pytest_benchmark(old: int, new: int, seconds: float, note: str = "", limit: Optional[float] = None) -> Says:
    """Ask pytest-benchmark."""
    from pytest_benchmark.utils import parse_compare_fail

    before, after = (benchmark_fixture(rounds, limit) for rounds in (old, new))
    return {
        f"pytest-benchmark {check}{note}": parse_compare_fail(check).fails(after, before) is not None
        for check in ("mean:5%", "min:5%")
    }


def of_pytest_benchmark_in_our_time(old: int, new: int, seconds: float) -> Says:
    """Ask pytest-benchmark, in as many seconds."""
    return of_pytest_benchmark(old, new, seconds, IN_OUR_TIME, seconds / 2)


def asv_side(rounds: int) -> Tuple[float, Tuple[Dict[str, Any], List[float]]]:
    """Return what asv keeps of a side: its figure, its statistics and its samples."""
    from asv_runner.benchmarks.time import TimeBenchmark
    from asv_runner.statistics import compute_stats

    work = spin(rounds)
    benchmark = TimeBenchmark("time_spin", work, [work])
    samples: List[float] = []
    for _ in range(benchmark.rounds):
        found = benchmark.run()
        samples += found["samples"]
    figure, stats = compute_stats(samples, found["number"])
    return figure, (stats, samples)


def of_asv(old: int, new: int, seconds: float) -> Says:
    """Ask asv."""
    from asv.commands.compare import _is_result_better

    (before, before_samples), (after, after_samples) = asv_side(old), asv_side(new)
    return {
        f"asv factor {factor}": bool(_is_result_better(before, after, before_samples, after_samples, factor))
        for factor in (1.1, 1.05)
    }


def pyperf_side(rounds: int) -> Any:
    """Return the benchmark that ``pyperf timeit`` writes of a side."""
    import pyperf

    setup = f"from typing import Callable\n{inspect.getsource(spin)}\nwork = spin({rounds})"
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "side.json"))
        command = [sys.executable, "-m", "pyperf", "timeit", "--fast", "--quiet", "-o", path, "-s", setup, "work()"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return pyperf.Benchmark.load(path)


def of_pyperf(old: int, new: int, seconds: float) -> Says:
    """Ask pyperf."""
    from pyperf._compare import CompareData, CompareResult

    sides = [CompareData(name, pyperf_side(rounds)) for name, rounds in (("old", old), ("new", new))]
    says = {}
    for name, least in (("significant", None), ("--min-speed=5", 5)):
        found = CompareResult(*sides, least)
        says[f"pyperf --fast {name}"] = bool(found.significant) and found.norm_mean > 1
    return says


class Tool(NamedTuple):
    """What is asked in every so many trials, and the packages that this needs."""

    ask: Callable[[int, int, float], Says]
    every: int = 1
    needs: Tuple[str, ...] = ()


TOOLS = (
    Tool(of_compare),
    Tool(of_timeit, 10),
    Tool(of_timeit_in_our_time),
    Tool(of_pytest_benchmark, 10, ("pytest_benchmark",)),
    Tool(of_pytest_benchmark_in_our_time, 1, ("pytest_benchmark",)),
    Tool(of_asv, 1, ("asv", "asv_runner")),
    Tool(of_pyperf, 10, ("pyperf",)),
)


class Gate:
    """What a gate has said, by the true ratio, and the seconds of its comparisons."""

    def __init__(self) -> None:
        self.said: Dict[float, List[bool]] = {ratio: [] for ratio in RATIOS}
        self.seconds: List[float] = []

    def share(self, ratio: float) -> float:
        """Return how often it has said "slower"."""
        return statistics.fmean(self.said[ratio])

    def cells(self) -> List[str]:
        """Return the figures as texts."""
        counts = [f"{sum(said)}/{len(said)}" if said else "-" for said in self.said.values()]
        return [*counts, f"{statistics.fmean(self.seconds):.2f}"]


def run_trials(tools: List[Tool], count: int) -> Dict[str, Gate]:
    """Return what every gate says in that many trials."""
    gates: Dict[str, Gate] = {}
    chance = random.Random()
    for number in range(count):
        rounds = ROUNDS[number % len(ROUNDS)]
        for ratio in RATIOS:
            for tool in chance.sample(tools, len(tools)):
                if number % tool.every or (ratio > 1 and number // tool.every % 2 == 0):
                    continue
                known = gates[OURS].seconds if OURS in gates else [0.3]
                begun = time.perf_counter()
                says = tool.ask(rounds, round(rounds * ratio), statistics.fmean(known))
                taken = time.perf_counter() - begun
                for name, slower in says.items():
                    gate = gates.setdefault(name, Gate())
                    gate.said[ratio].append(slower)
                    gate.seconds.append(taken)
    return gates


def standing(gates: Dict[str, Gate], figure: Callable[[Gate], float]) -> str:
    """Say where ours stands in a column; less is better."""
    ours = figure(gates[OURS])
    others = {name: figure(gate) for name, gate in gates.items() if name != OURS}
    level = sorted(name for name, other in others.items() if other == ours)
    ahead = sorted(name for name, other in others.items() if other < ours)
    text = f"ahead of {len(others) - len(level) - len(ahead)} of {len(others)}"
    text += f", level with {', '.join(level)}" * bool(level)
    return text + f", BEHIND {', '.join(ahead)}" * bool(ahead)


def report(gates: Dict[str, Gate]) -> None:
    """Print the table, and where ours stands in each column."""
    heads = ["false alarms", "found +5 %", "+10 %", "+20 %", "seconds"]
    print(f"{'':42}" + "".join(f"{head:>13}" for head in heads))
    for name in sorted(gates, key=lambda name: (name != OURS, name)):
        print(f"{name:42}" + "".join(f"{cell:>13}" for cell in gates[name].cells()))
    print("\nours is")
    print(f"  {heads[0]}: {standing(gates, lambda gate: gate.share(1.0))}")
    for ratio, head in zip(RATIOS[1:], heads[1:]):
        asked = {name: gate for name, gate in gates.items() if gate.said[ratio]}
        if asked:
            print(f"  {head}: {standing(asked, lambda gate, ratio=ratio: -gate.share(ratio))}")
    free = {name: gate for name, gate in gates.items() if not name.endswith(IN_OUR_TIME)}
    print(f"  seconds a comparison: {standing(free, lambda gate: statistics.fmean(gate.seconds))}", flush=True)


def main(arguments: Optional[List[str]] = None) -> int:
    """Run the trials and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=10, help="comparisons of identical code (default 10)")
    parser.add_argument("--busy", action="store_true", help="keep all cores busy meanwhile")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    missing = sorted({name for tool in TOOLS for name in tool.needs if find_spec(name) is None})
    tools = [tool for tool in TOOLS if not set(tool.needs) & set(missing)]
    loads = [os.getloadavg()[0]]
    begun = time.perf_counter()
    with busy_cores(options.busy):
        gates = run_trials(tools, options.trials)
    loads.append(os.getloadavg()[0])
    state = "busy" if options.busy else "as it is"
    if options.json:
        rows = {name: {"said": gate.said, "seconds": gate.seconds} for name, gate in gates.items()}
        print(json.dumps({"state": state, "load": loads, "not installed": missing, "gates": rows}))
        return 0
    taken = time.perf_counter() - begun
    weather = f"{os.cpu_count()} cores, {state}, load {loads[0]:.1f} to {loads[1]:.1f}"
    print(f"Python {sys.version.split()[0]}, {weather}; {options.trials} trials in {taken:.0f} s\n")
    report(gates)
    for name in missing:
        print(f"{name}: not installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
