"""Samples in the formats of other tools. Each function returns a text; none of the tools is needed for it.

*results* is a mapping of names to samples, see :func:`.series.runs_of`. ``write_text`` writes a text to a file in
one step.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import statistics
from typing import Any, Dict, List, Mapping, Optional, Sequence

from .fingerprint import fingerprint
from .series import Runs, all_runs, together
from .statistics import median_absolute_deviation, nearest_rank
from .text import Comparisons, as_rows, one_line, times, verdict_cells
from .units import digits, unit_for

_SMALLEST = 1e-12  # seconds: pyperf has no samples of zero
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~&$])")  # what means something in a cell of Markdown


def as_pyperf(results: Mapping[str, Any]) -> str:
    """Return a benchmark suite of pyperf (its format 1.0): for ``pyperf stats``, ``hist`` and ``compare_to``.

    All runs of a benchmark have as many values as the shortest one, since ``pyperf`` takes the first run for
    all.

    >>> json.loads(as_pyperf({"total": [0.5, 0.25]}))["benchmarks"][0]["runs"][0]["values"]
    [0.5, 0.25]
    """
    machine = fingerprint()
    metadata = {
        "cpu_count": machine["cpus"],
        "cpu_model_name": machine["cpu"],
        "mlpy_testkit_version": machine["kit"],
        "platform": f"{machine['system']}-{machine['architecture']}",
        "python_implementation": machine["implementation"],
        "python_version": machine["python"],
        "unit": "second",
    }
    benchmarks = []
    for name, runs in all_runs(results).items():
        count = min(map(len, runs))
        listed = [{"values": [max(_SMALLEST, float(value)) for value in run[:count]]} for run in runs]
        benchmarks.append({"metadata": {"loops": 1, "name": name}, "runs": listed})
    return _json({"benchmarks": benchmarks, "metadata": metadata, "version": "1.0"})


def as_csv(results: Mapping[str, Any]) -> str:
    """Return a table with one sample a row: ``benchmark,process,sample,seconds``.

    >>> print(as_csv({"total": [0.5]}), end="")
    benchmark,process,sample,seconds
    total,1,1,0.5
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(["benchmark", "process", "sample", "seconds"])
    for name, runs in all_runs(results).items():
        for process, run in enumerate(runs, 1):
            table.writerows([name, process, index, repr(float(value))] for index, value in enumerate(run, 1))
    return written.getvalue()


def as_dashboard(results: Mapping[str, Any]) -> str:
    """Return what github-action-benchmark reads as "customSmallerIsBetter": medians with their spread.

    >>> json.loads(as_dashboard({"total": [0.001, 0.003, 0.002]}))[0]["value"]
    2000000.0
    """
    entries = []
    for name, runs in all_runs(results).items():
        samples = together(runs)
        middle, spread = statistics.median(samples), median_absolute_deviation(samples)
        size, unit = unit_for(middle)
        extra = f"median of {len(samples)} samples in {len(runs)} {'process' if len(runs) == 1 else 'processes'}"
        entries.append(
            {
                "name": name,
                "unit": "ns",  # always the same, so that the points of a chart can be compared
                "value": _rounded(middle * 1e9),
                "range": f"± {digits(spread / size)} {unit}",
                "extra": extra,
            }
        )
    return _json(entries)


def as_pytest_benchmark(results: Mapping[str, Any], *, moment: Optional[str] = None) -> str:
    """Return what pytest-benchmark writes: for its ``compare``, and for dashboards that read it.

    *moment* is the date and time to put in, in ISO format; None is now.

    >>> found = json.loads(as_pytest_benchmark({"total": [0.001, 0.0011]}, moment="2026-01-31T12:00:00+00:00"))
    >>> found["benchmarks"][0]["name"], found["benchmarks"][0]["stats"]["rounds"]
    ('total', 2)
    """
    from datetime import datetime, timezone

    machine = fingerprint()
    benchmarks = []
    for name, runs in all_runs(results).items():
        benchmarks.append(
            {
                "extra_info": {"processes": len(runs)},
                "fullname": name,
                "group": None,
                "name": name,
                "options": {"disable_gc": True, "timer": "perf_counter", "warmup": False},
                "param": None,
                "params": None,
                "stats": _statistics(together(runs)),
            }
        )
    content = {
        "benchmarks": benchmarks,
        "commit_info": {},
        "datetime": moment or datetime.now(timezone.utc).isoformat(),
        "machine_info": {
            "cpu": {"brand_raw": machine["cpu"], "count": machine["cpus"]},
            "machine": machine["architecture"],
            "node": "",
            "python_implementation": machine["implementation"],
            "python_version": machine["python"],
            "system": machine["system"],
        },
        "version": "4.0.0",
    }
    return _json(content)


def as_benchstat(results: Mapping[str, Any]) -> str:
    """Return the text format of Go's benchmarks, a line for each sample: for ``benchstat old.txt new.txt``.

    >>> print(as_benchstat({"cart total": [0.001]}), end="")
    BenchmarkCart_total 1 1000000.0 ns/op
    """
    lines = []
    for name, runs in all_runs(results).items():
        word = "_".join(name.split())
        lines += [f"Benchmark{word[:1].upper()}{word[1:]} 1 {_rounded(s * 1e9)} ns/op" for s in together(runs)]
    return "".join(line + "\n" for line in lines)


def as_markdown(results: Mapping[str, Any], comparisons: Comparisons = ()) -> str:
    """Return a table in the Markdown of GitHub, a benchmark a row: for the summary of a job.

    The spread is the median absolute deviation. With *comparisons* (see ``comparison_table``) there are
    columns for the change, its interval and the verdict, bold where it fails.

    >>> print(as_markdown({"total": [0.001, 0.00102, 0.00104]}), end="")
    | Benchmark | Median | Spread | Samples |
    | :-- | --: | --: | --: |
    | total | 1.02 ms | ±2.0% | 3 |
    """
    compared = {each.name: each for each in as_rows(comparisons)}
    series = all_runs(results)
    rows = [["Benchmark", "Median", "Spread", "Samples"], [":--", "--:", "--:", "--:"]]
    if compared:
        rows[0] += ["Change", "99 % interval", "Verdict"]
        rows[1] += ["--:", "--:", ":--"]
    for name in {**series, **compared}:
        row = [_MARKUP.sub(r"\\\1", one_line(name)), *_median_cells(series.get(name, []))]
        if name in compared:
            verdict, change, low, high = verdict_cells(compared[name])
            interval = "-" if low == high == "-" else f"{low} to {high}"
            row += [change, interval, f"**{verdict}**" if compared[name].fails else verdict]
        elif compared:
            row += ["-", "-", ""]
        rows.append(row)
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _median_cells(runs: Runs) -> List[str]:
    """Return median, spread and number of samples; dashes without any."""
    samples = together(runs)
    if not samples:
        return ["-", "-", "-"]
    middle = statistics.median(samples)
    spread = f"±{median_absolute_deviation(samples) / middle:.1%}" if middle > 0 else "-"
    return [*times([middle]), spread, str(len(samples))]


def _statistics(samples: Sequence[float]) -> Dict[str, Any]:
    """Return the figures of pytest-benchmark."""
    ordered = sorted(samples)
    count, total = len(ordered), math.fsum(ordered)
    mean = total / count
    deviation = statistics.stdev(ordered) if count > 1 else 0.0
    low, high = nearest_rank(ordered, 0.25), nearest_rank(ordered, 0.75)
    fences = low - 1.5 * (high - low), high + 1.5 * (high - low)
    within = [sample for sample in ordered if fences[0] <= sample <= fences[1]]
    beyond, far = count - len(within), sum(abs(sample - mean) > deviation for sample in ordered)
    return {
        "data": list(samples),
        "hd15iqr": within[-1],
        "iqr": high - low,
        "iqr_outliers": beyond,
        "iterations": 1,
        "ld15iqr": within[0],
        "max": ordered[-1],
        "mean": mean,
        "median": statistics.median(ordered),
        "min": ordered[0],
        "ops": 1 / mean if mean else 0.0,
        "outliers": f"{far};{beyond}",
        "q1": low,
        "q3": high,
        "rounds": count,
        "stddev": deviation,
        "stddev_outliers": far,
        "total": total,
    }


def _rounded(nanoseconds: float) -> float:
    return float(f"{nanoseconds:.6g}")


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, sort_keys=True) + "\n"
