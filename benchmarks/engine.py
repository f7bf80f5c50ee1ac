"""How fast the engine is, measured against Python in the same run.

    python3 benchmarks/engine.py [--rounds N] [--with-mlpy]

Everything compared is measured in turns, in random order within each round, on the CPU clock of the
process and with the garbage collector at rest; a ratio is the median of the ratios of all rounds, so
a busy machine disturbs it little. Absolute times are the smallest seen.

1. ``run``: each program of ``workloads.py`` against the same algorithm in Python, with the default
   limits and with a step limit as well.
2. ``compile``: text to code object, without a cache, against ``compile()`` of the Python text; with
   ``--with-mlpy`` also against mlpy's translation with ``compile()`` of what it gives (interpreter and
   source folder in the environment variables MLPY_PYTHON and MLPY_SRC).
3. ``small``: the text ``result = 2 + 2;`` to its value, for the first time and again.
4. ``import``: what ``import mlpy_testkit`` costs after ``import unittest``, in fresh processes.

The last table holds one line a bar. The exit status is always 0.
"""

from __future__ import annotations

import gc
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, Callable, Dict, List, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, seconds, show_bars
from benchmarks.workloads import WORKLOADS, Workload
from mlpy_testkit import Engine, Limits

ROOT = Path(__file__).resolve().parent.parent
MANY_STEPS = 10**12
HEAVY = ("asyncio", "unittest.mock", "difflib", "ctypes", "argparse", "statistics")
IMPORTS = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import unittest
before = set(sys.modules)
start = time.process_time()
import mlpy_testkit
seconds = time.process_time() - start
print(json.dumps([seconds, sorted(set(sys.modules) - before), sorted(before)]))
"""
MLPY = """
import json, logging, os, sys, time
sys.path.insert(0, os.environ["MLPY_SRC"])
logging.disable(logging.CRITICAL)
from mlpy.ml.transpiler import MLTranspiler
transpiler = MLTranspiler(repl_mode=True)
for line in sys.stdin:
    start = time.process_time()
    code, issues, _ = transpiler.transpile_to_python(json.loads(line), strict_security=False)
    translated = time.process_time() - start
    compile(code or "", "x", "exec")
    print(json.dumps([translated, time.process_time() - start] if code else None), flush=True)
"""


def geometric_mean(ratios: Sequence[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(math.log(ratio) for ratio in ratios) / len(ratios))


# 1. Running


def run_python(code: CodeType) -> Any:
    """Run the Python side of a workload and return its result."""
    namespace: Dict[str, Any] = {"__name__": "workload"}
    exec(code, namespace)
    return namespace["result"]


def text_to_value(text: str) -> Any:
    """Compile and run Python text and return its result."""
    return run_python(compile(text, "x", "exec"))


def check_equal(workload: Workload, engine: Engine) -> None:
    """Make sure that both sides of a workload compute the same."""
    outcome = engine.run(workload.ml, name=workload.name)
    if outcome.error is not None:
        raise SystemExit(f"{workload.name}: {outcome.error}")
    expected = run_python(compile(workload.python, workload.name, "exec"))
    if outcome.value != expected:
        raise SystemExit(f"{workload.name}: ML gives {outcome.value!r}, Python {expected!r}")


# What most programs are made of; the rest of the workloads are there to find the weak places.
COMMON = frozenset(["recursion", "nested loops", "strings", "objects", "sorting", "closures", "word count", "sieve"])


def measure_running(rounds: int) -> List[Bar]:
    """Measure all workloads and return the bars."""
    engine = Engine()
    stepping = Limits(steps=MANY_STEPS)
    plain: List[float] = []
    counted: List[float] = []
    print(f"{'run':16} {'Python ms':>10} {'ML ms':>8} {'ML/Python':>10} {'with steps':>11} {'steps':>10}")
    for workload in WORKLOADS:
        check_equal(workload, engine)
        program = engine.load(workload.ml, name=workload.name)
        code = compile(workload.python, workload.name, "exec")
        found = Rounds(
            {
                "python": partial(run_python, code),
                "ml": partial(engine.run, program),
                "steps": partial(engine.run, program, limits=stepping),
            },
            rounds,
        )
        plain.append(found.ratio("ml", "python"))
        counted.append(found.ratio("steps", "python"))
        steps = engine.run(program, limits=stepping).steps
        print(
            f"{workload.name:16} {found.best('python') * 1e3:10.2f} {found.best('ml') * 1e3:8.2f} "
            f"{plain[-1]:10.2f} {counted[-1]:11.2f} {steps!s:>10}"
        )
    print(f"{'geometric mean':35} {geometric_mean(plain):11.2f} {geometric_mean(counted):11.2f}")
    named = [ratio for ratio, workload in zip(plain, WORKLOADS) if workload.name in COMMON]
    return [
        Bar("run: ML/Python, mean of the common eight", geometric_mean(named), 1.25),
        Bar("run: ML/Python, geometric mean of all", geometric_mean(plain), 1.25),
        Bar("run: ML/Python, worst", max(plain), 2.0),
        Bar("run: ML/Python with steps, geometric mean", geometric_mean(counted), 1.6),
    ]


# 2. Compiling


class Mlpy:
    """A process that brings texts to code objects with mlpy and tells how long it took."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [os.environ["MLPY_PYTHON"], "-c", MLPY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def seconds(self, text: str) -> Tuple[float, float]:
        """Return the CPU time to Python text and to a code object."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        if found is None:
            raise SystemExit("mlpy refuses a workload")
        return float(found[0]), float(found[1])

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()


def compile_ml(engine: Engine, text: str) -> object:
    """Bring a text all the way to a code object."""
    return engine.load(text, name="x").compiled()


def measure_compiling(rounds: int, with_mlpy: bool) -> List[Bar]:
    """Measure text to code and return the bars; each text is new, so that no cache knows it."""
    engine = Engine()
    mlpy = Mlpy() if with_mlpy else None
    ratios: List[float] = []
    gains: List[float] = []
    translations: List[float] = []
    number = 0
    print(
        f"\n{'compile':16} {'lines':>6} {'Python us':>10} {'ML us':>8} {'ML/Python':>10} {'mlpy us':>9} {'mlpy/ML':>8}"
    )
    try:
        for workload in WORKLOADS:
            lines = workload.ml.count("\n") - 1
            times: Dict[str, List[float]] = {"python": [], "ml": [], "mlpy": [], "translation": []}
            gc.collect()
            gc.disable()
            for _ in range(rounds):
                number += 1
                ml, python = f"{workload.ml}unused_{number} = 1;\n", f"{workload.python}unused_{number} = 1\n"
                actions: Dict[str, Callable[[], object]] = {
                    "python": partial(compile, python, "x", "exec"),
                    "ml": partial(compile_ml, engine, ml),
                }
                for name in random.Random(number).sample(sorted(actions), 2):
                    times[name].append(seconds(actions[name]))
                if mlpy is not None:
                    translated, whole = mlpy.seconds(ml)
                    times["translation"].append(translated)
                    times["mlpy"].append(whole)
            gc.enable()
            ratios.append(statistics.median(ours / other for ours, other in zip(times["ml"], times["python"])))
            row = (
                f"{workload.name:16} {lines:6} {min(times['python']) * 1e6:10.0f} "
                f"{min(times['ml']) * 1e6:8.0f} {ratios[-1]:10.2f}"
            )
            if mlpy is not None:
                pairs = list(zip(times["ml"], times["mlpy"], times["translation"]))
                gains.append(statistics.median(whole / ours for ours, whole, _ in pairs))
                translations.append(statistics.median(translated / ours for ours, _, translated in pairs))
                row += f" {min(times['mlpy']) * 1e6:9.0f} {gains[-1]:8.2f}"
            print(row)
    finally:
        gc.enable()
        if mlpy is not None:
            mlpy.close()
    bars = [Bar("compile: ML/CPython, geometric mean", geometric_mean(ratios), 3.0)]
    if gains:
        print(f"mlpy's translation to Python text alone / ML to a code object: {geometric_mean(translations):.2f}")
        bars.append(Bar("compile: mlpy/ML, geometric mean", geometric_mean(gains), 4.0, least=True))
    return bars


# 3. The smallest program


def spaced(number: int, parts: Sequence[str]) -> str:
    """Return *parts* with white space between them that spells *number*."""
    bits = format(number, f"0{len(parts) * 2}b")
    gaps = [bits[place * 2 : place * 2 + 2].replace("0", " ").replace("1", "\t") for place in range(len(parts))]
    return "".join(part + gap for part, gap in zip(parts, gaps))


def measure_small(rounds: int) -> List[Bar]:
    """Measure ``result = 2 + 2;`` and return the bars."""
    engine = Engine()
    known = "result = 2 + 2;"
    engine.run(known)

    counted = min(max(rounds * 10, 200), 1000)
    times: Dict[str, List[float]] = {name: [] for name in ("first", "python", "cached", "engine")}
    gc.collect()
    gc.disable()
    for number in range(counted):
        words = ("result", "=", "2", "+", "2")
        ml, python = spaced(number, words) + ";", spaced(number, words)
        actions: Dict[str, Callable[[], object]] = {
            "first": partial(engine.run, ml),
            "python": partial(text_to_value, python),
            "cached": partial(engine.run, known),
            "engine": Engine,
        }
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    gc.enable()
    medians = {name: statistics.median(found) * 1e6 for name, found in times.items()}
    print(
        f"\nsmall            first {medians['first']:.1f} us, again {medians['cached']:.1f} us; "
        f"Python's compile and exec {medians['python']:.1f} us"
    )
    print(
        f"                 first/Python {medians['first'] / medians['python']:.2f}, "
        f"again/Python {medians['cached'] / medians['python']:.2f}; "
        f"a new Engine() {medians['engine']:.1f} us"
    )
    return [
        Bar("small: text to value, first time", medians["first"], 150, "us"),
        Bar("small: text to value, again", medians["cached"], 15, "us"),
    ]


# 4. Importing


def measure_import(rounds: int) -> List[Bar]:
    """Measure ``import mlpy_testkit`` in fresh processes and return the bar."""
    times: List[float] = []
    added: List[str] = []
    before: List[str] = []
    for _ in range(max(5, rounds // 2)):
        answer = subprocess.run([sys.executable, "-c", IMPORTS, str(ROOT)], stdout=subprocess.PIPE, check=True)
        found, added, before = json.loads(answer.stdout)
        times.append(found)
    ours = [name for name in added if name.split(".")[0] == "mlpy_testkit"]
    print(
        f"\nimport           {min(times) * 1e3:.1f} ms over unittest; {len(ours)} modules of the package, "
        f"{len(added) - len(ours)} others"
    )
    heavy = [name for name in HEAVY if name in added]
    print(
        f"                 heavy modules it loads: {', '.join(heavy) or 'none'}"
        f" (unittest itself loads {', '.join(name for name in HEAVY if name in before) or 'none'})"
    )
    return [Bar("import: over unittest", min(times) * 1e3, 20, "ms")]


def measure(options: Any) -> List[Bar]:
    """Measure everything and return the bars."""
    return [
        *measure_running(options.rounds),
        *measure_compiling(options.rounds, options.with_mlpy),
        *measure_small(options.rounds),
        *measure_import(options.rounds),
    ]


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure))
