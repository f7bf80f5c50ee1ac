"""``benchmark FILE``: how long a program takes, alone or many at a time."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import contextmanager, redirect_stdout
from typing import Any, Callable, Dict, Iterable, Iterator, Mapping

from ..capabilities import Grants
from ..engine.errors import MLError, MLUsageError
from ..engine.importer import read_source
from ..engine.limits import Limits
from ..engine.source import Source
from ..performance import BaselineComparison, Baselines, Benchmark, PerformanceTester
from ..performance.atomic import write_text
from ..performance.export import as_csv, as_dashboard, as_markdown, as_pyperf, as_pytest_benchmark
from ..performance.html import html_report
from ..performance.tester import ConcurrentBenchmark
from ..performance.text import as_rows, histogram
from .terminal import complain, count, excluded, print_json, seconds, show_everything, whole

_ITERATIONS, _WARMUP = 100, 10

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
    parser.add_argument("--iterations", metavar="N", type=count, help=f"timed runs (default {_ITERATIONS})")
    parser.add_argument("--concurrency", metavar="N", type=count, help="so many runs, side by side")
    parser.add_argument("--warmup", metavar="N", type=whole, help=f"runs before (default {_WARMUP})")
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
    wrong = _combined_wrongly(options)
    if wrong:
        return complain(f"benchmark: {wrong}", 2)
    if options.json and options.format is not None and options.output is None:
        return complain("benchmark: --json and --format cannot both be printed; --output FILE takes one of them", 2)
    show_everything()
    programs: Dict[str, str] = {}  # the names of the programs by their texts
    try:
        limits = Limits(seconds=options.timeout)
        tester = PerformanceTester(capabilities=Grants(options.grant), limits=limits)
        code = options.code if options.file is None else _read(options.file)
        name = "-c" if options.file is None else options.file
        if options.file is not None:
            programs[code] = options.file
        if options.compare is not None:
            other = _read(options.compare)
            programs.setdefault(other, options.compare)
            return _compare(tester, code, other, name, options)
        return _measure(tester, code, name, options)
    except (MLUsageError, _NoFile) as error:
        return complain(str(error), 2 if isinstance(error, MLUsageError) else 1)
    except MLError as error:
        return complain(f"Benchmark failed: {_named(error, programs)}")
    except RuntimeError as error:
        return complain(f"Benchmark failed: {_named(error.__cause__ or error, programs)}")


def _named(error: BaseException, programs: Mapping[str, str]) -> str:
    """Return the text of an error, in which a program has the name of its file: to the tester it is a mere text."""
    source = error.source if isinstance(error, MLError) else None
    if not isinstance(error, MLError) or source is None or source.text not in programs:
        return str(error)
    error.source = Source(programs[source.text], source.text)
    error.stack = tuple(
        frame._replace(file=error.source.name) if frame.file == source.name else frame for frame in error.stack
    )
    return str(error)


def _combined_wrongly(options: argparse.Namespace) -> str:
    """Say which options have no meaning beside others; "" if all have."""
    if options.save_baseline and options.baseline is None:
        return "--save-baseline needs --baseline FILE"
    if options.concurrency == 1:
        options.concurrency = None  # as without
    alone = ("iterations", "warmup", "baseline")
    return excluded(options, "compare", "concurrency", *alone) or excluded(options, "concurrency", *alone)


def _compare(tester: PerformanceTester, code: str, new: str, name: str, options: argparse.Namespace) -> int:
    found = tester.compare(code, new)
    other = options.compare if options.compare != name else f"{name} (again)"
    if options.json:
        print_json({**found, "ratio": found.ratio, "interval": found.interval, "verdict": found.verdict})
    elif _is_for_people(options):
        print(f"{options.compare} is {found.describe()}")
    _write(options, {name: found.old, other: found.new}, as_rows({other: found}))
    return 1 if found.verdict == "slower" else 0


def _measure(tester: PerformanceTester, code: str, name: str, options: argparse.Namespace) -> int:
    if options.concurrency is not None:
        with _silence():
            many = asyncio.run(tester.benchmark_concurrent_executions(code, options.concurrency))
        _print(options, _concurrent_rows(many), many)
        if _is_for_people(options):
            print("[OK] Benchmark completed successfully")
        _write(options, {name: many.latencies})
        return 0
    iterations = _ITERATIONS if options.iterations is None else options.iterations
    warmup = _WARMUP if options.warmup is None else options.warmup
    _progress(f"running {iterations} iterations after a warmup of {warmup}")
    with _silence():
        found = asyncio.run(tester.benchmark_with_warmup(code, warmup, iterations))
    rows = {"Warmup": str(warmup), **_rows(found)}
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
    recording = tester.record(code)
    with _writing(options.baseline):
        compared = stored.check(name, recording, program=code)
    _write(options, {name: found}, [compared])
    if sys.stdout is not None:
        sys.stdout.flush()  # the figures come first, also where both streams go to one file
    complain(compared.message)
    return 1 if compared.fails else 2 if compared.verdict in ("new", "renamed", "changed") else 0


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what programs print out of the figures."""
    with open(os.devnull, "w", encoding="utf-8") as nothing, redirect_stdout(nothing):
        yield


class _NoFile(Exception):
    """A file cannot be read or written; the text says which, and why."""


def _read(path: str) -> str:
    """Return the program in a file."""
    try:
        return read_source(path)[0]
    except OSError as error:
        raise _NoFile(f"Error reading file: {path}: {error.strerror}") from None


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """Name the file that is to be written in the error, whatever file beside it could not be made."""
    try:
        yield
    except OSError as error:
        raise _NoFile(f"cannot write {path}: {error.strerror}") from None


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
        with _writing(options.output):
            write_text(options.output, _FORMATS[options.format or "pyperf"](results, compared))
    elif options.format is not None:
        print(_FORMATS[options.format](results, compared), end="")


def _progress(text: str) -> None:
    """Tell what goes on, where somebody is looking."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(text, file=sys.stderr)
