"""``benchmark FILE``: how long a program takes, alone or many at a time."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any, Callable, Dict, Mapping

from ..capabilities import Grants
from ..engine.errors import MLError, MLUsageError
from ..engine.importer import read_source
from ..engine.limits import Limits
from ..performance import Baselines, Benchmark, PerformanceTester
from ..performance.atomic import write_text
from ..performance.export import as_csv, as_dashboard, as_pyperf, as_pytest_benchmark
from ..performance.html import html_report
from ..performance.tester import ConcurrentBenchmark
from ..performance.text import histogram
from .terminal import complain, count, print_json, seconds, show_everything

_FORMATS: Dict[str, Callable[[Mapping[str, Any]], str]] = {
    "csv": as_csv,
    "dashboard": as_dashboard,
    "html": lambda results: html_report("Benchmark", samples=results),
    "pyperf": as_pyperf,
    "pytest-benchmark": as_pytest_benchmark,
}


def _not_negative(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError("must be a whole number, 0 or more")
    return int(text)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = "Benchmark ML file execution."
    parser.epilog = """\
examples:
  mlpy_testkit benchmark rules.ml --iterations 1000
  mlpy_testkit benchmark -c 'result = sum(range(100));' --concurrency 8
  mlpy_testkit benchmark rules.ml --baseline baselines.json --save-baseline
  mlpy_testkit benchmark old.ml --compare new.ml"""
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
    parser.add_argument("--baseline", metavar="FILE", help="compare with the baseline in this file")
    parser.add_argument("--save-baseline", action="store_true", help="write the baseline instead")
    parser.add_argument("--output", metavar="FILE", help="write the samples to a file")
    parser.add_argument("--format", choices=sorted(_FORMATS), default="pyperf", help="of that file (default pyperf)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Run the benchmark, print its figures and return the exit status."""
    if (options.file is None) == (options.code is None):
        return complain("benchmark: a FILE or -c CODE is wanted", 2)
    show_everything()
    try:
        limits = Limits(seconds=options.timeout)
        tester = PerformanceTester(capabilities=Grants(options.grant), limits=limits)
        code = options.code if options.file is None else read_source(options.file)[0]
        name = "-c" if options.file is None else options.file
        if options.compare is not None:
            return _compare(tester, code, read_source(options.compare)[0], options)
        return _measure(tester, code, name, options)
    except MLUsageError as error:
        return complain(str(error), 2)
    except MLError as error:
        return complain(f"Benchmark failed: {error}")
    except RuntimeError as error:
        return complain(f"Benchmark failed: {error.__cause__ or error}")
    except OSError as error:
        return complain(f"Error reading file: {error.filename}: {error.strerror}", 1)


def _compare(tester: PerformanceTester, old: str, new: str, options: argparse.Namespace) -> int:
    found = tester.compare(old, new)
    if options.json:
        print_json({**found, "ratio": found.ratio, "interval": found.interval, "verdict": found.verdict})
    else:
        print(f"{options.compare} is {found.describe()}")
    return 1 if found.verdict == "slower" else 0


def _measure(tester: PerformanceTester, code: str, name: str, options: argparse.Namespace) -> int:
    if options.concurrency > 1:
        many = asyncio.run(tester.benchmark_concurrent_executions(code, options.concurrency))
        _print(options, _concurrent_rows(many), many)
        if not options.json:
            print("[OK] Benchmark completed successfully")
        return 0
    _progress(f"running {options.iterations} iterations after a warmup of {options.warmup}")
    found = asyncio.run(tester.benchmark_with_warmup(code, options.warmup, options.iterations))
    rows = {"Warmup": str(options.warmup), **_rows(found)}
    _print(options, rows, {**found, "samples": found.samples, "stable": found.stability.stable})
    if not options.json:
        print(histogram(found.samples, stream=sys.stdout))
        for reason in found.stability.reasons:
            print(f"note: {reason}")
        print("[OK] Benchmark completed successfully")
    if options.output is not None:
        write_text(options.output, _FORMATS[options.format]({name: found.samples}))
    if options.baseline is not None:
        stored = Baselines(options.baseline, "update" if options.save_baseline else "compare")
        compared = stored.check(name, tester.record(code), program=code)
        complain(compared.message)
        return 1 if compared.verdict == "slower" else 2 if compared.verdict in ("new", "renamed") else 0
    return 0


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


def _print(options: argparse.Namespace, rows: Dict[str, str], values: Mapping[str, Any]) -> None:
    if options.json:
        print_json(dict(values))
        return
    for label, value in rows.items():
        print(f"{label:22} {value:>20}")


def _progress(text: str) -> None:
    """Tell what goes on, where somebody is looking."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(text, file=sys.stderr)
