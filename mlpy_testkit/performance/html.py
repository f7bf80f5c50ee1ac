"""A report as one HTML file: tables and plots, readable offline, in the dark and without any script.

The page is well-formed XML, too, and the same data gives the same bytes.
"""

from __future__ import annotations

import statistics
from typing import Any, Dict, List, Mapping, Optional, Sequence

from ..engine.arguments import check_type, checked_positive, shown
from ..engine.errors import MLUsageTypeError
from .baselines import BaselineComparison
from .fingerprint import fingerprint
from .load_result import LoadResult
from .scaling import ScalingResult
from .series import Runs, all_runs, together
from .statistics import nearest_rank
from .svg import Axis, Plot, clean, spread_evenly, time_axis
from .text import Comparisons, as_rows, bins_of, comparison_table, latency_table, scaling_table, summary_table, times

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #8884;
  --a: #2166ac; --b: #b2541a; --c: #4a7d2c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ddd; --paper: #161616; --a: #74add1; --b: #f0a068; --c: #9ccc78; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2 { font-weight: 600; line-height: 1.2; } h2 { margin-top: 2.5rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; font-size: 13px; line-height: 1.4; }
figure { margin: 1rem 0; } figcaption { font-size: 13px; }
svg { width: 100%; height: auto; font-size: 11px; } svg text { fill: var(--ink); }
.tick, .name { text-anchor: middle; } .side { text-anchor: end; }
.axis { stroke: var(--ink); } .grid { stroke: var(--faint); } .band { fill: var(--faint); }
.line { fill: none; stroke-width: 1.5; } .rule { stroke: var(--ink); stroke-dasharray: 4 3; }
.a { stroke: var(--a); } .b { stroke: var(--b); stroke-dasharray: 5 3; } .c { stroke: var(--c); stroke-dasharray: 1 3; }
.dots { stroke-width: 4; stroke-linecap: round; }
.bar.a, .dot.a { fill: var(--a); stroke: none; } .dot.b { fill: var(--b); stroke: none; }
"""


def html_report(
    title: str = "Performance",
    *,
    samples: Optional[Mapping[str, Any]] = None,
    comparisons: Comparisons = (),
    loads: Optional[Mapping[str, LoadResult]] = None,
    sweeps: Optional[Mapping[str, ScalingResult]] = None,
    margin: float = 0.10,
) -> str:
    """Return a page about samples by name, comparisons (see ``comparison_table``), loads and sweeps.

    *margin* is what the comparisons count as the same. Write the page with ``write_text``.

    >>> html_report(samples={"total": [0.001, 0.002]}).startswith("<!DOCTYPE html>")
    True
    """
    if not isinstance(title, str):
        raise MLUsageTypeError(f"title must be a text, not {shown(title)}")
    loads, sweeps = _checked(loads, "loads", LoadResult), _checked(sweeps, "sweeps", ScalingResult)
    checked_positive(margin, "margin")
    series = all_runs(samples or {})
    machine = fingerprint()
    about = (
        f"{machine['implementation']} {machine['python']}, {machine['cpus']} × {machine['cpu']}, {machine['system']}"
        f" {machine['architecture']}, mlpy_testkit {machine['kit']}"
    )
    parts = [f"<h1>{clean(title)}</h1>", f"<p>{clean(about)}</p>"]
    compared = as_rows(comparisons)
    if compared:
        parts += ["<h2>Comparisons</h2>", _preformatted(comparison_table(compared))]
        parts.append(f"<ul>{''.join(f'<li>{clean(each.message)}</li>' for each in compared)}</ul>")
        measured = [each for each in compared if each.ratio is not None]
        if measured:
            parts.append(_figure(_forest(measured, margin), "Intervals of the change; the band is the margin."))
    if series:
        parts += ["<h2>Times</h2>", _preformatted(summary_table(samples or {}))]
    for index, (name, runs) in enumerate(series.items()):
        parts.append(f"<h2>{clean(name)}</h2>")
        parts.append(_figure(_distribution(name, runs, f"d{index}"), "Distribution; the dashed line is the median."))
        parts.append(_figure(_time_series(name, runs, f"s{index}"), "Samples in the order in which they were taken."))
        stability = getattr((samples or {})[name], "stability", None)
        if stability is not None:
            parts.append(f"<p>{clean('stable' if stability.stable else '; '.join(stability.reasons))}</p>")
    for index, (name, load) in enumerate(loads.items()):
        parts += [f"<h2>{clean(name)}</h2>", _preformatted(latency_table(load))]
        if load.succeeded:
            caption = "Latency that a share of the executions does not exceed; each step to the right is a nine more."
            parts.append(_figure(_percentiles(name, load, f"p{index}"), caption))
    for index, (name, sweep) in enumerate(sweeps.items()):
        parts += [f"<h2>{clean(name)}</h2>", _preformatted(scaling_table(sweep))]
        parts.append(_figure(_scaling(name, sweep, f"c{index}"), "Throughput over the number of callers."))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{clean(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _checked(results: Any, name: str, kind: type) -> Dict[str, Any]:
    """Return results by name; none for None."""
    check_type(results, name, Mapping, "a mapping of names to results")
    for title, result in (results or {}).items():
        if not isinstance(title, str) or not isinstance(result, kind):
            raise MLUsageTypeError(f"{name} must hold a {kind.__name__} by its name, not {shown(result)}")
    return dict(results or {})


def _preformatted(text: str) -> str:
    return f"<pre>{clean(text)}</pre>"


def _figure(picture: str, caption: str) -> str:
    return f"<figure>\n{picture}\n<figcaption>{clean(caption)}</figcaption>\n</figure>"


def _distribution(name: str, runs: Runs, identity: str) -> str:
    samples = together(runs)
    bins, beyond = bins_of(samples, 24)
    low, high = bins[0][0], bins[-1][1]
    if low == high:  # all alike: a bar has to have a width
        low, high = low * 0.95, high * 1.05 or 1e-9
        bins = [(low, high, bins[0][2])]
    middle = statistics.median(samples)
    shown_middle, shown_low, shown_high = times([middle, low, high])
    text = f"{len(samples)} samples from {shown_low} to {shown_high}, median {shown_middle}"
    if beyond:
        text += f"; {beyond} more up to {times([max(samples)])[0]}"
    logarithmic = len(bins) > 1 and bins[-1][1] - bins[-1][0] > 1.5 * (bins[0][1] - bins[0][0])
    plot = Plot(
        f"Distribution of {name}",
        text,
        time_axis([low, high], "time of a call", logarithmic=logarithmic),
        Axis(0.0, float(max(count for *_, count in bins)), "samples", lambda value: f"{value:g}"),
    )
    for begin, end, count in bins:
        first, last = times([begin, end])
        plot.bar(begin, end, count, f"{first} to {last}: {count}")
    plot.upright(min(high, max(low, middle)), f"median {shown_middle}")
    return plot.text(identity)


def _time_series(name: str, runs: Runs, identity: str) -> str:
    samples = together(runs)
    ceiling = max(nearest_rank(sorted(samples), 0.99) * 1.1, 1e-12)
    points = [(float(number), min(sample, ceiling)) for number, sample in enumerate(samples, 1)]
    above = sum(sample > ceiling for sample in samples)
    tenth = max(1, len(samples) // 10)
    first, last = statistics.median(samples[:tenth]), statistics.median(samples[-tenth:])
    text = "median of the first tenth {}, of the last tenth {}".format(*times([first, last]))
    if above:
        text += f"; {above} samples above the picture are drawn at its upper edge"
    plot = Plot(
        f"{name} over time",
        text,
        Axis(1.0, float(len(samples)), "sample", lambda value: f"{value:g}"),
        time_axis([ceiling], "time of a call", from_zero=True),
    )
    plot.dots(spread_evenly(points, 240))
    at = 0
    for run in runs[:-1]:
        at += len(run)
        plot.upright(at + 0.5, "another process from here on")
    return plot.text(identity)


def _forest(comparisons: Sequence[BaselineComparison], margin: float) -> str:
    bounds = [1 / (1 + margin), 1 + margin]
    for each in comparisons:
        bounds += [bound for bound in (each.low, each.ratio, each.high) if bound is not None]
    low, high = min(bounds) * 0.98, max(bounds) * 1.02
    count = len(comparisons)
    text = "; ".join(f"{each.name} {each.verdict}, {(each.ratio or 1) - 1:+.1%}" for each in comparisons)
    plot = Plot(
        "Change from old to new",
        text,
        Axis(low, high, "new / old", lambda value: f"{value - 1:+.0%}"),
        Axis(-0.5, count + 0.0, ""),
        70 + 34 * count,
    )
    plot.band(1 / (1 + margin), 1 + margin)
    plot.upright(1.0, "no change")
    for index, each in enumerate(comparisons):
        middle = each.ratio or 1.0
        kind = "b" if each.verdict == "slower" else "a"
        label = f"{each.name}: {each.verdict}, {middle - 1:+.1%}"
        plot.interval(each.low or middle, middle, each.high or middle, float(count - 1 - index), label, kind)
    return plot.text("forest", vertical=False)


def _percentiles(name: str, load: LoadResult, identity: str) -> str:
    count = len(load.latencies)
    sent = sorted(each.ended - each.sent for each in load.succeeded)
    # On an axis of 1 / (1 - share) each nine has the same width; the last sample stands at 1 / its own weight.
    places = [count / (count - rank) for rank in range(count)]
    corrected = list(zip(places, load.latencies))
    uncorrected = list(zip(places, sent))
    figures = times([load.percentile(50), load.latencies[-1], sent[-1]])
    ends = [*load.latencies, *sent]
    plot = Plot(
        f"Latencies of {name}",
        "latency: median {}, maximum {}; uncorrected maximum {}".format(*figures),
        Axis(1.0, max(2.0, places[-1]), "percentile", lambda value: f"{100 - 100 / value:.5g} %", True),
        time_axis(ends, "latency", from_zero=True),
    )
    plot.line(spread_evenly(corrected), "a")
    plot.line(spread_evenly(uncorrected), "b")
    return plot.text(identity, [("from the intended beginning", "a"), ("uncorrected: from the sending", "b")])


def _scaling(name: str, sweep: ScalingResult, identity: str) -> str:
    levels = [(float(level.concurrency), level.result.throughput) for level in sweep.levels]
    first, last = levels[0][0], levels[-1][0]
    ideal = [(first, levels[0][1]), (last, levels[0][1] * last / first)]
    legend = [("measured", "a"), ("in proportion", "c")]
    law: List[Any] = []
    if sweep.law is not None:
        steps = [first + (last - first) * index / 60 for index in range(61)]
        law = [(n, sweep.law.throughput(n)) for n in steps]
        legend.append(("law", "b"))
    best = max(y for _, y in [*levels, *law])
    ceiling = 1.3 * best or 1.0
    if ideal[1][1] > ceiling and levels[0][1] > 0:  # the picture ends above what was reached
        ideal[1] = (first * ceiling / levels[0][1], ceiling)
    plot = Plot(
        f"Scaling of {name}",
        ", ".join(f"{level:g} callers {rate:.4g}/s" for level, rate in levels),
        Axis(first, last, "callers", lambda value: f"{value:g}"),
        Axis(0.0, ceiling, "executions a second", lambda value: f"{value:g}"),
    )
    plot.line(ideal, "c")
    if law:
        plot.line(law, "b")
    plot.line(levels, "a")
    plot.dots(levels, "a")
    return plot.text(identity, legend)
