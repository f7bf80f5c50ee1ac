"""Show the exports to the tools that are to read them: pyperf, and pytest-benchmark where it is installed.

    python3 benchmarks/exports.py

Runs ``pyperf stats``, ``pyperf hist`` and ``pyperf compare_to`` on samples that were made up, so that the answer is
known, and ``pyperf stats`` on a program that is measured. The exit status is 1 if a tool refuses a file or answers
differently.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlpy_testkit.performance import Samples, as_pyperf, as_pytest_benchmark, record_program, write_text


def made_up(factor: float) -> Dict[str, Any]:
    """Return samples of three processes around 4 ms, times a factor, and two other benchmarks."""
    noise = random.Random(1)
    processes = [Samples(tuple(factor * noise.gauss(0.004, 0.00002) for _ in range(60 + n))) for n in range(3)]
    return {'cart "ü"': processes, "same": [0.25, 0.5, 0.75], "one": [0.1]}


def ask(*command: str, expected: str = "") -> None:
    """Run a tool and show what it says; leave if it fails or does not say what is expected."""
    print(f"$ {' '.join(command)}")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, encoding="utf-8", env=environment, check=False
    )
    print(done.stdout + done.stderr)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}")
    if expected not in done.stdout:
        raise SystemExit(f"{command[0]} does not say {expected!r}")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        old, new, real = (str(Path(folder, f"{name}.json")) for name in ("old", "new", "real"))
        write_text(old, as_pyperf(made_up(1.0)))
        write_text(new, as_pyperf(made_up(1.25)))
        recorded = record_program("i = 0; while (i < 100) { i = i + 1; }", processes=2, pairs=50)
        write_text(real, as_pyperf({"loop": recorded}))
        ask("pyperf", "stats", old, expected="Total number of values: 180")
        ask("pyperf", "hist", new)
        change = "[old] 4.00 ms +- 0.02 ms -> [new] 5.00 ms +- 0.02 ms: 1.25x slower"
        ask("pyperf", "compare_to", old, new, expected=change)
        ask("pyperf", "stats", real, expected="Total number of values: 100")
        if find_spec("pytest_benchmark") is not None:
            write_text(old, as_pytest_benchmark(made_up(1.0)))
            write_text(new, as_pytest_benchmark(made_up(1.25)))
            ask("pytest_benchmark", "compare", old, new, expected='cart "ü"')
    print("The tools read what was exported, and see what is slower.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
