"""What a failing comparison costs: the explanation of two structures, against unittest's own in the same run.

    python3 benchmarks/messages.py [--rounds N]

Each case is compared by the kit and, where unittest comes to an end in reasonable time, by ``assertEqual``; times
are CPU time, the least of the rounds. The bar: 200 differing objects are explained in 100 ms. The exit status is
always 0.
"""

from __future__ import annotations

import argparse
import sys
import time
import unittest
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlpy_testkit.assertions.compare import compare
from mlpy_testkit.assertions.describe import describe_comparison

BAR = 0.1  # seconds


class Case(NamedTuple):
    """Two values; *stock* if unittest can be asked as well."""

    name: str
    found: Any
    expected: Any
    stock: bool = False


def objects(number: int, price: int) -> List[Dict[str, Any]]:
    """Return that many objects, each of them a little different for another price."""
    return [
        {"id": at, "name": f"item {at}", "price": at * price, "tags": ["a", "b", str(at)]}
        for at in range(1, number + 1)
    ]


def deep(depth: int, value: Any) -> Any:
    """Return arrays in arrays."""
    for _ in range(depth):
        value = [value]
    return value


def cases() -> List[Case]:
    """Return what is compared."""
    lines = [f"line {number}" for number in range(10_000)]
    return [
        Case("200 differing objects", objects(200, 1), objects(200, 2), stock=True),
        Case("200 objects, one more at the front", [{}, *objects(200, 1)], objects(200, 1), stock=True),
        Case("200 equal objects", objects(200, 1), objects(200, 1), stock=True),
        Case("2,000 differing objects", objects(2_000, 1), objects(2_000, 2)),
        Case("1,000,000 differing numbers", [*range(10**6)], [*range(1, 10**6 + 1)]),
        Case("arrays 20,000 deep", deep(20_000, 1), deep(20_000, 2)),
        Case("texts of 10,000,000 characters", "a" * 10**7 + "b", "a" * 10**7 + "c"),
        Case("texts of 10,000 lines", "\n".join(lines), "\n".join([*lines[:5000], "other", *lines[5001:]])),
    ]


def explain(case: Case) -> None:
    """Compare as the kit does."""
    comparison = compare(case.found, case.expected)
    if not comparison.same:
        describe_comparison(comparison, "result of ML code", 640)


def explain_stock(case: Case) -> None:
    """Compare as unittest does."""
    try:
        unittest.TestCase().assertEqual(case.found, case.expected)
    except AssertionError:
        return


def least(function: Callable[[Case], None], case: Case, rounds: int) -> float:
    """Return the least CPU time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        function(case)
        times.append(time.process_time() - started)
    return min(times)


def main(arguments: Optional[List[str]] = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="what a failing comparison costs")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default 3)")
    options = parser.parse_args(arguments)
    print(f"{'':40}{'the kit':>12}{'unittest':>12}")
    for case in cases():
        ours = least(explain, case, options.rounds)
        stock = f"{least(explain_stock, case, 1) * 1000:9.1f} ms" if case.stock else "-"
        print(f"{case.name:40}{ours * 1000:9.1f} ms{stock:>12}")
        if case.name == "200 differing objects":
            bar = ours
    print(f"\n200 differing objects: {bar * 1000:.1f} ms, at most {BAR * 1000:.0f} ms: {'yes' if bar <= BAR else 'NO'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
