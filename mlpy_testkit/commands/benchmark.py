"""``benchmark FILE``: how long a program takes, alone or many at a time."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import contextmanager, redirect_stdout
from typing import Any, Callable, Dict, Iterable, Iterator, Mapping, Optional

from ..capabilities import Grants
from ..engine.errors import MLError, MLUsageError
from ..engine.importer import read_source
from ..engine.limits import Limits
from ..performance import BaselineComparison, Baselines, Benchmark, PerformanceTester
from ..performance.atomic import write_text
from ..performance.export import as_csv, as_dashboard, as_markdown, as_pyperf, as_pytest_benchmark
from ..performance.html import html_report
from ..performance.tester import ConcurrentBenchmark
from ..performance.text import as_rows, histogram
from .terminal import complain, count, print_json, seconds, show_everything

_Results = Mapping[str, Any]
_Compared = Iterable[BaselineComparison]
_FORMATS: Dict[str, Callable[[_Results, _Compared], str]] = {
    "csv": lambda results, _: as_csv(results),
    "dashboard": lambda results, _: as_dashboard(results),
    "html": lambda results, compared: html_report("Benchmark", samples=results, comparisons=compared),
    "markdown": as_markdown,
    "pyperf": lambda results, _: as_pyperf(results),
    "pytest-benchmark": lambda results, _: as_pytest_benchmark(results),
}


def _not_negative(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError("must be a whole number, 0 or more")
    return int(text)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Benchmark ML file execution: tell how long a program takes, alone, beside another one or against a baseline.\n"
        "The exit status is 1 if the program fails or a comparison says slower, 2 if there is nothing to compare with."
    )
    parser.epilog = """\
examples:
  python -m mlpy_testkit benchmark rules.ml --iterations 1000
  python -m mlpy_testkit benchmark -c 'result = sum(range(100));' --concurrency 8
  python -m mlpy_testkit benchmark rules.ml --baseline baselines.json --save-baseline
  python -m mlpy_testkit benchmark old.ml --compare new.ml
  python -m mlpy_testkit benchmark old.ml --compare new.ml --format markdown >> "$GITHUB_STEP_SUMMARY\""""
    parser.add_argument("file", metavar="FILE", nargs="?", help="the program")
    parser.add_argument("-c", dest="code", metavar="CODE", help="the program itself, instead of a file")
    parser.add_argument("--iterations", metavar="N", type=count, default=100, help="timed runs (default 100)")
    parser.add_argument("--concurrency", metavar="N", type=count, default=1, help="runs side by side (default 1)")
    parser.add_argument("--warmup", metavar="N", type=_not_negative, default=10, help="runs before (default 10)")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, default=10.0, help="of one run (default 10)")
    parser.add_argument(
        "--grant", metavar="TYPE[:PATTERN]", action="append", default=[], help="grant a capability; can be repeated"
    )
    parser.add_argument("--compare", metavar="FILE", help="compare with another program, taking turns")
    parser.add_argument("--baseline", metavar="FILE", help="compare with the baseline of the program in this file")
    parser.add_argument("--save-baseline", action="store_true", help="write the baseline instead")
    parser.add_argument("--output", metavar="FILE", help="write the samples to a file")
    parser.add_argument(
        "--format", choices=sorted(_FORMATS), help="of that file (default pyperf); without --output it is printed"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Run the benchmark, print its figures and return the exit status."""
    if (options.file is None) == (options.code is None):
        return complain("benchmark: a FILE or -c CODE is wanted", 2)
    wrong = _wrong_together(options)
    if wrong is not None:
        return complain(f"benchmark: {wrong}", 2)
    show_everything()
    try:
        limits = Limits(seconds=options.timeout)
        tester = PerformanceTester(capabilities=Grants(options.grant), limits=limits)
        code = options.code if options.file is None else read_source(options.file)[0]
        name = "-c" if options.file is None else options.file
        if options.compare is not None:
            return _compare(tester, code, name, options)
        return _measure(tester, code, name, options)
    except MLUsageError as error:
        return complain(str(error), 2)
    except MLError as error:
        return complain(f"Benchmark failed: {error}")
    except RuntimeError as error:
        return complain(f"Benchmark failed: {error.__cause__ or error}")
    except OSError as error:
        if error.filename in (options.file, options.compare):
            return complain(f"Error reading file: {error.filename}: {error.strerror}")
        return complain(f"Error writing file: {options.output or options.baseline}: {error.strerror}")


def _wrong_together(options: argparse.Namespace) -> Optional[str]:
    """Return what is wrong with options that say nothing together, or None."""
    if options.json and options.format is not None and options.output is None:
        return "--json and --format cannot both be printed; --output FILE takes one of them"
    kinds = {"--compare": options.compare, "--baseline": options.baseline, "--concurrency": options.concurrency > 1}
    asked = [name for name, value in kinds.items() if value]
    if len(asked) > 1:
        return f"{' and '.join(asked)} are measured in different ways; ask for one of them"
    if options.save_baseline and options.baseline is None:
        return "--save-baseline is for --baseline FILE"
    return None


def _compare(tester: PerformanceTester, code: str, name: str, options: argparse.Namespace) -> int:
    found = tester.compare(code, read_source(options.compare)[0])
    other = options.compare if options.compare != name else f"{name} (again)"
    if options.json:
        print_json({**found, "ratio": found.ratio, "interval": found.interval, "verdict": found.verdict})
    elif _is_for_people(options):
        print(f"{options.compare} is {found.describe()}")
    _write(options, {name: found.old, other: found.new}, as_rows({other: found}))
    return 1 if found.verdict == "slower" else 0


def _measure(tester: PerformanceTester, code: str, name: str, options: argparse.Namespace) -> int:
    if options.concurrency > 1:
        with _silence():
            many = asyncio.run(tester.benchmark_concurrent_executions(code, options.concurrency))
        _print(options, _concurrent_rows(many), many)
        if _is_for_people(options):
            print("[OK] Benchmark completed successfully")
        _write(options, {name: many.latencies})
        return 0
    _progress(f"running {options.iterations} iterations after a warmup of {options.warmup}")
    with _silence():
        found = asyncio.run(tester.benchmark_with_warmup(code, options.warmup, options.iterations))
    rows = {"Warmup": str(options.warmup), **_rows(found)}
    _print(options, rows, {**found, "samples": found.samples, "stable": found.stability.stable})
    if _is_for_people(options):
        print(histogram(found.samples, stream=sys.stdout))
        for reason in found.stability.reasons:
            print(f"note: {reason}")
        print("[OK] Benchmark completed successfully")
    if options.baseline is None:
        _write(options, {name: found})
        return 0
    stored = Baselines(options.baseline, "update" if options.save_baseline else None)
    compared = stored.check(name, tester.record(code), program=code)
    _write(options, {name: found}, [compared])
    complain(compared.message)
    return 1 if compared.fails else 2 if compared.verdict in ("new", "renamed", "changed") else 0


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what programs print out of the figures."""
    with open(os.devnull, "w", encoding="utf-8") as nothing, redirect_stdout(nothing):
        yield


def _rows(found: Benchmark) -> Dict[str, str]:
    return {
        "Iterations": str(found["iterations"]),
        "Mean Time": f"{found['mean'] * 1000:.3f} ms",
        "Median Time": f"{found['median'] * 1000:.3f} ms",
        "Std Deviation": f"{found['std_dev'] * 1000:.3f} ms",
        "Min Time": f"{found['min'] * 1000:.3f} ms",
        "Max Time": f"{found['max'] * 1000:.3f} ms",
    }


def _concurrent_rows(found: ConcurrentBenchmark) -> Dict[str, str]:
    return {
        "Concurrent Executions": str(found["concurrency"]),
        "Total Time": f"{found['total_time'] * 1000:.3f} ms",
        "Throughput": f"{found['throughput']:.1f} exec/sec",
        "Avg Execution Time": f"{found['avg_per_execution'] * 1000:.3f} ms",
    }


def _is_for_people(options: argparse.Namespace) -> bool:
    """Tell whether standard output is to show figures, and neither JSON nor a format of other tools."""
    return not options.json and (options.format is None or options.output is not None)


def _print(options: argparse.Namespace, rows: Dict[str, str], values: Mapping[str, Any]) -> None:
    if options.json:
        print_json(dict(values))
    elif _is_for_people(options):
        for label, value in rows.items():
            print(f"{label:22} {value:>20}")


def _write(options: argparse.Namespace, results: _Results, compared: _Compared = ()) -> None:
    """Write the samples in the format that is asked for, to the file or to standard output."""
    if options.output is not None:
        write_text(options.output, _FORMATS[options.format or "pyperf"](results, compared))
    elif options.format is not None:
        print(_FORMATS[options.format](results, compared), end="")


def _progress(text: str) -> None:
    """Tell what goes on, where somebody is looking."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(text, file=sys.stderr)
