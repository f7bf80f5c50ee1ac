"""What a capability check costs, measured against Python in the same run.

    python3 benchmarks/capabilities.py [--rounds N] [--with-mlpy]

A program calls a function of a module in a loop; Python calls the very same function through a
dictionary in the same loop; from both the time of the empty loop is taken. All four are measured in
turns, as in ``common.py``. With ``--with-mlpy`` the same is done by mlpy with its own function and
the capability granted (interpreter and source folder in MLPY_PYTHON and MLPY_SRC).

The second table holds one line a bar: the ratio, and what the audit trail of a long loop costs in
memory. The exit status is always 0.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any, Dict, List, Optional

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, show_bars
from mlpy_testkit import Engine
from mlpy_testkit.modules import Library

CALLS = 20_000
MANY = 100_000
FUNCTIONS = {  # what is called, and what it requires
    "math.sqrt": ("math.sqrt(i)", "math.compute"),
    "json.isNumber": ("json.isNumber(i)", None),
    "collections.length": ("collections.length(a)", "collections.read"),
}
PYTHON = """
def loop(table, a):
    i = 0
    while i < {calls}:
        {call}
        i = i + 1
loop(table, [1, 2, 3])
"""
MLPY = """
import json, logging, os, statistics, sys, time
sys.path.insert(0, os.environ["MLPY_SRC"])
logging.disable(logging.CRITICAL)
from importlib import import_module
from mlpy.ml.transpiler import MLTranspiler
from mlpy.runtime.capabilities.context import CapabilityContext, capability_context
from mlpy.runtime.capabilities.tokens import create_capability_token
from mlpy.stdlib.module_registry import get_registry
call, kind, ml, empty, python, nothing, rounds = json.loads(sys.argv[1])
context = CapabilityContext(name="benchmark")
if kind:
    context.add_capability(create_capability_token(kind))
def code(text):
    return compile(MLTranspiler(repl_mode=True).transpile_to_python(text, strict_security=False)[0], "x", "exec")
module = get_registry().get_module(call.split(".")[0])
table = {call: getattr(module, call.split(".")[1])}
programs = [code(ml), code(empty), compile(python, "x", "exec"), compile(nothing, "x", "exec")]
times = [[], [], [], []]
with capability_context(context):
    for _ in range(rounds):
        for index, program in enumerate(programs):
            start = time.process_time()
            exec(program, {"table": table})
            times[index].append(time.process_time() - start)
print(json.dumps([min(found) for found in times]))
"""


def programs(call: str) -> List[str]:
    """Return the texts of a loop with a call: ML, ML without the call, Python, Python without the call."""
    module = call.split(".")[0]
    loop = f"import {module}; a = [1, 2, 3]; i = 0; while (i < {CALLS}) {{ %s i = i + 1; }}"
    name, _, rest = call.partition("(")
    return [
        loop % f"{call};",
        loop % "",
        PYTHON.format(calls=CALLS, call=f'table["{name}"]({rest}'),
        PYTHON.format(calls=CALLS, call="pass"),
    ]


def plain(name: str) -> Any:
    """Return a library function as Python calls it: without its check."""
    module, _, member = name.partition(".")
    function: Any = Library()._build(module).members[member]
    return getattr(function, "__wrapped__", function)


def of_mlpy(name: str, rounds: int) -> Optional[float]:
    """Return how many times longer a call takes in mlpy than its own function called from Python."""
    import json

    call, kind = FUNCTIONS[name]
    request = json.dumps([name, kind, *programs(call), rounds])
    done = subprocess.run([os.environ["MLPY_PYTHON"], "-c", MLPY, request], capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr.strip().splitlines()[-1])
        return None
    ml, empty, python, nothing = json.loads(done.stdout)
    return float((ml - empty) / (python - nothing))


def measure_calls(rounds: int, with_mlpy: bool) -> List[Bar]:
    """Measure the calls and return the bar of each."""
    bars = []
    print(f"{'call':20} {'Python ns':>10} {'ML ns':>8} {'ML/Python':>10}" + (f" {'mlpy':>6}" if with_mlpy else ""))
    for name, (call, kind) in FUNCTIONS.items():
        engine = Engine(capabilities=[kind] if kind else [])
        ml, empty, python, nothing = programs(call)
        space: Dict[str, Any] = {"table": {name: plain(name)}}
        found = Rounds(
            {
                "ml": partial(engine.run, engine.load(ml)),
                "empty": partial(engine.run, engine.load(empty)),
                "python": partial(exec, compile(python, "x", "exec"), space),
                "nothing": partial(exec, compile(nothing, "x", "exec"), space),
            },
            rounds,
        )
        ours, theirs = found.best("ml") - found.best("empty"), found.best("python") - found.best("nothing")
        row = f"{name:20} {theirs / CALLS * 1e9:10.0f} {ours / CALLS * 1e9:8.0f} {ours / theirs:10.2f}"
        if with_mlpy:
            other = of_mlpy(name, rounds)
            row += "" if other is None else f" {other:6.1f}"
        print(row)
        bars.append(Bar(f"call: {name}, ML/Python", ours / theirs, 6.0))
    return bars


def measure_trail() -> Bar:
    """Measure by how much the memory grows from the first to the last of many calls."""
    engine = Engine(capabilities=["math.compute"])
    program = engine.load("import math; i = 0; while (i < n) { math.sqrt(i); i = i + 1; }")
    sizes = []
    for calls in (MANY // 100, MANY):
        engine.run(program, context={"n": 1})
        tracemalloc.start()
        outcome = engine.run(program, context={"n": calls})
        sizes.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert outcome.audit.count("math.compute", granted=True) == calls
    return Bar(f"trail: growth over {MANY:,} calls", (sizes[1] - sizes[0]) / 1024, 64, "KiB")


def measure(options: Any) -> List[Bar]:
    """Measure everything and return the bars."""
    return [*measure_calls(options.rounds, options.with_mlpy), measure_trail()]


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure))
