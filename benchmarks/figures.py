"""Write the page of measured figures, ``docs/figures.rst``.

    python3 benchmarks/figures.py [--short]

Runs the other benchmarks one after another and shows what they print: each ends with one line a bar. ``--short``
takes few rounds, to see that it works. Take the figures on a machine that has nothing else to do; it takes some
minutes. The exit status is 1, and the page stays as it is, if a benchmark fails.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Dict, List, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import mlpy_testkit

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures.rst"
HEAD = """\
Measured figures
================

What ``python3 benchmarks/figures.py`` measured last, with mlpy-testkit {kit} on {implementation} {python}{how}. Run it
again, and it writes this page anew. Ratios are to Python, or to its standard library, doing the same in the same run;
so they are comparable from machine to machine, the absolute times are not. Each table ends with one line a bar.
"""


class Part(NamedTuple):
    """A benchmark: its title and file, and its options for few rounds."""

    title: str
    name: str
    short: str


PARTS = (
    Part("The engine", "engine", "--rounds 3"),
    Part("The test case", "testkit", "--rounds 3 --tests 100"),
    Part("Mocks", "mocks", "--rounds 3"),
    Part("Messages", "messages", "--rounds 1"),
    Part("Executors", "integration", "--rounds 3"),
    Part("Callbacks", "callbacks", "--rounds 3"),
    Part("Capabilities", "capabilities", "--rounds 3"),
    Part("Loads", "load", "--seconds 1"),
    Part("Comparisons", "accuracy", "--trials 4 --turns 50"),
)


def section(part: Part, short: bool) -> str:
    """Run a benchmark and return its section of the page."""
    options: List[str] = part.short.split() if short else []
    print(f"benchmarks/{part.name}.py", *options, file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, f"benchmarks/{part.name}.py", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    written = "\n".join(line.rstrip() for line in done.stdout.replace(str(ROOT), "").strip("\n").splitlines())
    command = f"``python3 benchmarks/{part.name}.py``"
    return f"{part.title}\n{'-' * len(part.title)}\n\n{command}\n\n::\n\n{textwrap.indent(written, '   ')}\n"


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="few rounds: a try, no figures to rely on")
    options = parser.parse_args()
    facts: Dict[str, str] = {
        "kit": mlpy_testkit.__version__,
        "implementation": platform.python_implementation(),
        "python": platform.python_version(),
        "how": ", with few rounds on a busy machine" if options.short else "",
    }
    sections = [section(part, options.short) for part in PARTS]
    PAGE.write_text("\n".join([HEAD.format(**facts), *sections]), encoding="utf-8")


if __name__ == "__main__":
    main()
