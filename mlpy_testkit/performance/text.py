"""Results for a terminal: tables with aligned numbers and units, histograms."""

from __future__ import annotations

import math
import statistics
import sys
import unicodedata
from typing import Any, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from ..engine.arguments import checked_count, checked_list, shown
from ..engine.errors import MLUsageTypeError
from .baselines import BaselineComparison
from .load_result import PERCENTILES, LoadResult
from .results import Comparison
from .scaling import ScalingResult
from .series import all_runs, runs_of, together
from .statistics import is_supported, median_interval, nearest_rank
from .units import digits, unit_for

_BLOCKS = " ▏▎▍▌▋▊▉█"
_ROWS = 12
_SKEWED = 20  # times the median: a maximum beyond asks for a logarithmic scale


def render_table(rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Return rows as lines, the first one the heading: *left* columns to the left, the others to the right.

    >>> print(render_table([["name", "time"], ["one", "4.91 ms"], ["two", "12.3 ms"]]))
    name     time
    one   4.91 ms
    two   12.3 ms
    """
    widths = [max(map(_width, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell)) if index < left else " " * (width - _width(cell)) + cell
            for index, (cell, width) in enumerate(zip(row, widths))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def one_line(text: str) -> str:
    """Return a name without what would break a line or control a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def times(values: Sequence[Optional[float]]) -> List[str]:
    """Return the times of a row in one unit, with as many decimals each; a dash for None.

    >>> times([0.00491, None, 0.0123])
    ['4.91 ms', '-', '12.30 ms']
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return ["-"] * len(values)
    size, unit = unit_for(min(known, key=abs))
    decimals = len(digits(min(known, key=abs) / size).partition(".")[2])
    return [
        "-" if value is None or not math.isfinite(value) else f"{value / size:.{decimals}f} {unit}" for value in values
    ]


def summary_table(results: Mapping[str, Any]) -> str:
    """Return a table with a benchmark a row: median, its exact 95 % interval, minimum, 90th percentile, maximum.

    >>> print(summary_table({"total": [0.001 * n for n in range(1, 11)]}))
    benchmark   median  from 95 %       to      min      p90       max  samples
    total      5.50 ms    2.00 ms  9.00 ms  1.00 ms  9.00 ms  10.00 ms       10
    """
    rows = [["benchmark", "median", "from 95 %", "to", "min", "p90", "max", "samples"]]
    for name, runs in all_runs(results).items():
        ordered = sorted(together(runs))
        low, high = median_interval(ordered, 0.95) or (None, None)
        figures = [statistics.median(ordered), low, high, ordered[0], nearest_rank(ordered, 0.9), ordered[-1]]
        rows.append([one_line(name), *times(figures), str(len(ordered))])
    return render_table(rows)


Comparisons = Union[Iterable[BaselineComparison], Mapping[str, Comparison]]


def as_rows(comparisons: Comparisons) -> List[BaselineComparison]:
    """Return comparisons of either kind as those with a baseline: what tables and plots show."""
    if not isinstance(comparisons, Mapping):
        rows = checked_list(comparisons, "comparisons", "comparisons with a baseline")
        _check_each(rows, BaselineComparison)
        return rows
    rows = []
    _check_each(comparisons.values(), Comparison)
    for name, each in comparisons.items():
        low, high = each.interval or (None, None)
        rows.append(BaselineComparison(name, each.verdict, f"{name}: {each.describe()}", each.ratio, low, high, "s"))
    return rows


def _check_each(comparisons: Iterable[Any], kind: type) -> None:
    for each in comparisons:
        if not isinstance(each, kind):
            raise MLUsageTypeError(f"comparisons must hold a {kind.__name__} each, not {shown(each)}")


def comparison_table(comparisons: Comparisons) -> str:
    """Return a table with a comparison a row: the change, its interval, and the verdict.

    *comparisons* are those with baselines, or a mapping of names to what ``compare`` has returned.

    >>> print(comparison_table([BaselineComparison("total", "same", "", 1.01, 0.98, 1.04)]))
    benchmark  verdict  change   from     to
    total      same      +1.0%  -2.0%  +4.0%
    """
    rows = [["benchmark", "verdict", "change", "from", "to"]]
    rows += [[one_line(each.name), *verdict_cells(each)] for each in as_rows(comparisons)]
    return render_table(rows, left=2)


def verdict_cells(comparison: BaselineComparison) -> List[str]:
    """Return the verdict, the change and the ends of its interval; dashes for what is not known."""
    figures = [comparison.ratio, comparison.low, comparison.high]
    changes = ["-" if figure is None else f"{figure - 1:+.1%}" for figure in figures]
    return [comparison.verdict, *changes]


def latency_table(result: LoadResult) -> str:
    """Return the percentiles of a load: corrected, as a generator tells them that waits along, and in the queue.

    >>> import asyncio
    >>> from mlpy_testkit.performance import closed_loop
    >>> table = latency_table(asyncio.run(closed_loop("result = 2 + 2;", count=10)))
    >>> table.splitlines()[1].split()
    ['percentile', 'latency', 'uncorrected', 'service', 'queue']
    """
    count = len(result.succeeded)
    rate = "" if result.rate is None else f", {digits(result.rate)} arrivals/s"
    head = (
        f"{result.kind}, {result.concurrency} at once{rate}: {len(result.executions)} executions"
        f" in {digits(result.total_time)} s, {digits(result.throughput)}/s"
    )
    for number, word in ((sum(result.failures.values()), "failed"), (result.refused, "refused")):
        if number:
            head += f", {number} {word}"
    rows = [["percentile", "latency", "uncorrected", "service", "queue"]]
    for percent in (*PERCENTILES, 100):
        figures: List[Optional[float]] = [None] * 4
        if count and (percent == 100 or is_supported(count, percent / 100)):
            share = percent / 100
            figures = [
                result.percentile(percent),
                result.uncorrected(percent),
                nearest_rank(result.service_times, share),
                nearest_rank(result.queue_times, share),
            ]
        # Each in its own unit: a queue may take seconds where the service takes microseconds.
        rows.append(["max" if percent == 100 else f"p{percent}", *(times([figure])[0] for figure in figures)])
    return "\n".join([head, render_table(rows), *(f"doubtful: {doubt}" for doubt in result.doubts)])


def scaling_table(result: ScalingResult) -> str:
    """Return the levels of a sweep, and the law that is fitted.

    >>> import asyncio
    >>> from mlpy_testkit.performance import scaling_sweep
    >>> table = scaling_table(asyncio.run(scaling_sweep("result = 2 + 2;", (1, 2, 4), count=20)))
    >>> [line.split()[0] for line in table.splitlines()[1:4]]
    ['1', '2', '4']
    """
    rows = [["callers", "throughput", "speed-up", "efficiency", "p50", "p99"]]
    for level in result.levels:
        p50, p99 = level.result["p50"], level.result["p99"]
        rows.append(
            [
                str(level.concurrency),
                f"{digits(level.result.throughput)}/s",
                f"{level.speed_up:.2f}",
                f"{level.efficiency:.0%}",
                *times([p50, p99]),
            ]
        )
    lines = [render_table(rows, left=0), f"knee: {result.knee} callers"]
    if result.law is not None:
        law = result.law
        lines.append(
            f"law: {digits(law.single)}/s for one caller, contention {law.contention:.1%},"
            f" coherency {law.coherency:.2%}"
        )
    return "\n".join(lines)


def bins_of(samples: Sequence[float], most: int = _ROWS) -> Tuple[List[Tuple[float, float, int]], int]:
    """Return bins as (from, to, count) up to the 99th percentile, and how many samples lie beyond.

    Equal widths; equal ratios if the maximum is more than twenty times the median.
    """
    ordered = sorted(samples)
    low, high = ordered[0], nearest_rank(ordered, 0.99)
    inside = [sample for sample in ordered if sample <= high]
    if low == high:
        return [(low, high, len(inside))], len(ordered) - len(inside)
    count = max(1, min(most, math.ceil(math.sqrt(len(inside)))))
    logarithmic = low > 0 and ordered[-1] > _SKEWED * statistics.median(ordered)

    def edge(index: int) -> float:
        if index in (0, count):
            return low if index == 0 else high
        share = index / count
        return low * (high / low) ** share if logarithmic else low + (high - low) * share

    edges = [edge(index) for index in range(count + 1)]
    found, at = [], 0
    for index in range(count):
        begun = at
        last = index == count - 1
        while at < len(inside) and (last or inside[at] < edges[index + 1]):
            at += 1
        found.append((edges[index], edges[index + 1], at - begun))
    return found, len(ordered) - len(inside)


def histogram(samples: Sequence[float], *, width: int = 50, stream: Any = None) -> str:
    """Return a histogram in at most twelve rows, and one for what lies beyond the 99th percentile.

    Eighths of blocks if the *stream* (None is the standard output) can show them.

    >>> import io
    >>> print(histogram([0.001, 0.002, 0.002, 0.004], width=4, stream=io.StringIO()))
    1.00 ms  ████ 3
    2.50 ms  █▍   1
    """
    checked_count(width, "width")
    samples = together(runs_of("histogram", samples))
    bins, beyond = bins_of(samples)
    most = max(count for _, _, count in bins)
    fine = _can_show(_BLOCKS, sys.stdout if stream is None else stream)
    labels = times([low for low, _, _ in bins])
    wide = max(map(len, labels))
    lines = []
    for label, (_, _, count) in zip(labels, bins):
        eighths = round(count / most * width * 8)
        bar = "█" * (eighths // 8) + (_BLOCKS[eighths % 8].strip()) if fine else "#" * round(eighths / 8)
        lines.append(f"{label.rjust(wide)}  {bar.ljust(width)} {count}")
    if beyond:
        limit, worst = times([bins[-1][1], max(samples)])
        lines.append(f"{beyond} beyond {limit}, worst {worst}")
    return "\n".join(lines)


def _can_show(text: str, stream: Any) -> bool:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
