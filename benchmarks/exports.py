"""Show the exports to the tools that are to read them: pyperf, and pytest-benchmark where it is installed.

    python3 benchmarks/exports.py

Records two programs of which one does more, exports them, and runs ``pyperf stats``, ``pyperf hist`` and ``pyperf
compare_to``. The exit status is 1 if a tool refuses a file or sees another difference than we do.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlpy_testkit.performance import as_csv, as_pyperf, as_pytest_benchmark, record_program, write_text

PROGRAM = "function fib(n) {{ if (n < 2) {{ return n; }} return fib(n - 1) + fib(n - 2); }} result = fib({});"


def ask(*command: str) -> str:
    """Run a tool, show what it says, and return it."""
    print(f"$ {' '.join(command)}")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, encoding="utf-8", env=environment, check=False
    )
    print(done.stdout + done.stderr)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}")
    return done.stdout


def main() -> int:
    results = []
    for size in (8, 11):  # some four times the work
        results.append({'fib "ü"': record_program(PROGRAM.format(size), processes=3, pairs=60), "plain": [0.25, 0.5]})
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.json"), Path(folder, "new.json")
        for path, result in zip((old, new), results):
            write_text(path, as_pyperf(result))
        stats = ask("pyperf", "stats", str(old))
        assert "Total number of values: 180" in stats and "Number of run with values: 3" in stats, "pyperf stats"
        ask("pyperf", "hist", str(new))
        found = re.search(r'fib "ü": .*: ([\d.]+)x slower', ask("pyperf", "compare_to", str(old), str(new)))
        assert found is not None and 2 < float(found.group(1)) < 8, "pyperf compare_to"
        if find_spec("pytest_benchmark") is not None:
            for path, result in zip((old, new), results):
                write_text(path, as_pytest_benchmark(result))
            ask("pytest_benchmark", "compare", str(old), str(new))
    assert as_csv(results[0]).count("\n") == 1 + 180 + 2, "csv"
    print("pyperf reads what was exported, and sees what is slower.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
