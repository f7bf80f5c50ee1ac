"""Benchmarks to look at: a table, a histogram in text, a page of HTML with drawings."""

from __future__ import annotations

import html
from typing import Dict, List, Mapping, Optional, Sequence

from .results import Benchmark, Comparison, show_seconds
from .statistics import checked, quantile

_BAR = 40  # characters of the longest bar


def table(benchmarks: Mapping[str, Benchmark]) -> str:
    """Return benchmarks as aligned text.

    >>> print(table({"sum": Benchmark([0.001, 0.001, 0.003])}))
    benchmark     median       mean        min        max  samples
    sum             1 ms    1.67 ms       1 ms       3 ms        3
    """
    width = max([len("benchmark"), *map(len, benchmarks)])
    lines = [f"{'benchmark':{width}} {'median':>10} {'mean':>10} {'min':>10} {'max':>10} {'samples':>8}"]
    for name, found in benchmarks.items():
        figures = " ".join(f"{show_seconds(found[key]):>10}" for key in ("median", "mean", "min", "max"))
        lines.append(f"{name:{width}} {figures} {len(found.samples):>8}")
    return "\n".join(lines)


def comparison_table(comparisons: Mapping[str, Comparison]) -> str:
    """Return comparisons as aligned text."""
    width = max([len("benchmark"), *map(len, comparisons)])
    lines = [f"{'benchmark':{width}} {'old':>10} {'new':>10} {'new/old':>8}  {'interval':17} verdict"]
    for name, found in comparisons.items():
        where = "" if found.interval is None else f"[{found.interval.low:.3f}, {found.interval.high:.3f}]"
        times = f"{show_seconds(found.old['median']):>10} {show_seconds(found.new['median']):>10}"
        lines.append(f"{name:{width}} {times} {found.ratio:>8.3f}  {where:17} {found.verdict}")
    return "\n".join(lines)


def _bins(samples: Sequence[float], count: int) -> List[int]:
    low, high = min(samples), quantile(samples, 0.99)
    width = (high - low) / count or 1.0
    bins = [0] * count
    for value in samples:
        if value <= high:
            bins[min(count - 1, int((value - low) / width))] += 1
    return bins


def histogram(samples: Sequence[float], rows: int = 12) -> str:
    """Return the distribution of samples as bars of text; what is beyond the 99th percentile is one row.

    >>> print(histogram([0.001, 0.001, 0.002], rows=2))
       1 ms ######################################## 2
    1.49 ms #################### 1
    """
    values = checked(samples)
    bins = _bins(values, rows)
    low, high = min(values), quantile(values, 0.99)
    starts = [show_seconds(low + (high - low) * index / rows) for index in range(rows)]
    width = max(map(len, starts))
    most = max(bins)
    lines = [f"{start:>{width}} {'#' * round(count / most * _BAR)} {count}" for start, count in zip(starts, bins)]
    beyond = [value for value in values if value > high]
    if beyond and len(values) >= 100:
        lines.append(f"{len(beyond)} beyond {show_seconds(high)}, worst {show_seconds(max(beyond))}")
    elif beyond:
        last = bins[-1] + len(beyond)
        lines[-1] = f"{starts[-1]:>{width}} {'#' * round(last / max(most, last) * _BAR)} {last}"
    return "\n".join(lines)


_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem; text-align: right; } th:first-child,
td:first-child { text-align: left; } svg { width: 100%; height: auto; } rect, circle { fill: #4477aa; }
line { stroke: #888; } text { font: 11px sans-serif; fill: currentColor; }
"""


def page(
    benchmarks: Mapping[str, Benchmark],
    comparisons: Optional[Mapping[str, Comparison]] = None,
    title: str = "Benchmarks",
) -> str:
    """Return a page of HTML that stands alone: tables, and for each benchmark its distribution and its course."""
    parts = [f"<h1>{html.escape(title)}</h1>", f"<pre>{html.escape(table(benchmarks))}</pre>"]
    if comparisons:
        text = html.escape(comparison_table(comparisons))
        parts += ["<h2>Comparisons</h2>", f"<pre>{text}</pre>", _forest(comparisons)]
    for name, found in benchmarks.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        parts.append(_distribution(found))
        parts.append(_course(found))
        reasons = found.stability.reasons
        parts.append(f"<p>{html.escape('stable' if not reasons else '; '.join(reasons))}</p>")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"/>'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _svg(title: str, body: List[str], height: int) -> str:
    return (
        f'<svg viewBox="0 0 600 {height}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{html.escape(title)}</title>{''.join(body)}</svg>"
    )


def _distribution(found: Benchmark) -> str:
    bins = _bins(found.samples, 40)
    most = max(bins)
    bars = [
        f'<rect x="{index * 15}" y="{110 - count / most * 100:.1f}" width="14" height="{count / most * 100:.1f}"/>'
        for index, count in enumerate(bins)
    ]
    low, high = show_seconds(min(found.samples)), show_seconds(quantile(found.samples, 0.99))
    ends = [f'<text x="0" y="124">{low}</text>', f'<text x="600" y="124" text-anchor="end">{high}</text>']
    return _svg("Distribution of the samples", bars + ends, 130)


def _course(found: Benchmark) -> str:
    values = found.samples[:: max(1, len(found.samples) // 300)]
    low, high = min(values), quantile(values, 0.99)
    spread = (high - low) or 1.0
    dots = [
        f'<circle cx="{index / max(1, len(values) - 1) * 600:.1f}" '
        f'cy="{110 - min(1.0, (value - low) / spread) * 100:.1f}" r="2"/>'
        for index, value in enumerate(values)
    ]
    return _svg("The samples in their order", [*dots, '<text x="0" y="124">time</text>'], 130)


def _forest(comparisons: Mapping[str, Comparison]) -> str:
    body: List[str] = ['<line x1="300" y1="0" x2="300" y2="1000"/>']
    for row, (name, found) in enumerate(comparisons.items()):
        y = 20 + row * 24
        body.append(f'<text x="0" y="{y - 6}">{html.escape(name)}: {found.verdict}</text>')
        places = [_across(found.ratio)]
        if found.interval is not None:
            places = [_across(found.interval.low), _across(found.interval.high), *places]
            body.append(f'<line x1="{places[0]}" y1="{y}" x2="{places[1]}" y2="{y}"/>')
        body.append(f'<circle cx="{places[-1]}" cy="{y}" r="3"/>')
    return _svg("Ratios new to old with their intervals; the line is 1", body, 30 + 24 * len(comparisons))


def _across(ratio: float) -> float:
    """Return where a ratio stands between a fifth less and a fifth more."""
    return round(min(600.0, max(0.0, 300 + (ratio - 1) / 0.2 * 300)), 1)


def summary(benchmarks: Dict[str, Benchmark]) -> Dict[str, Dict[str, float]]:
    """Return the figures of benchmarks as plain data."""
    return {name: dict(found) for name, found in benchmarks.items()}
