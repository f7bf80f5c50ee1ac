"""Baselines: the samples of benchmarks in a JSON file, to compare later ones with.

The samples are the truth, statistics are made from them. A file says on what class of machine it was made;
on another one times mean nothing, and benchmarks are compared in units of a calibration workload that
was timed along with them. Files are written whole or not at all, and only when that was asked for.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from typing import Any, Dict, List, Optional

from ..engine.errors import MLUsageError
from .comparison import MARGIN, compare_samples
from .results import Benchmark, Comparison
from .sampling import measure
from .tester import spin

SCHEMA = "mlpy-testkit-perf/1"
VARIABLE = "MLPY_TESTKIT_BASELINES"  # "create" writes what is missing, "update" writes everything
_KEPT = 60  # samples that a file keeps of a benchmark


def machine() -> Dict[str, Any]:
    """Return what decides whether times can be compared: nothing that tells who or where."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "processor": platform.machine(),
        "processors": os.cpu_count() or 1,
        "model": _model(),
    }


def _model() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        return platform.processor()
    return platform.processor()


def calibration() -> float:
    """Return the seconds that a fixed piece of interpreter work takes here and now."""
    return min(measure(spin(1000), budget=0.05).samples)


class Baselines:
    """The baselines in one file, by name.

    ``mode`` is "compare", "create" or "update"; by default the environment variable
    ``MLPY_TESTKIT_BASELINES`` says it. Raises ``MLUsageError`` for a file that is none.
    """

    def __init__(self, path: Any, mode: Optional[str] = None) -> None:
        self.path = os.fspath(path)
        self.mode = mode or os.environ.get(VARIABLE) or "compare"
        if self.mode not in ("compare", "create", "update"):
            raise MLUsageError(f"{VARIABLE} must be 'compare', 'create' or 'update', not {self.mode!r}")
        self._benchmarks: Dict[str, Dict[str, Any]] = {}
        self.machine: Dict[str, Any] = machine()
        self._calibration: Optional[float] = None
        if os.path.exists(self.path):
            self._read()

    def __contains__(self, name: object) -> bool:
        return name in self._benchmarks

    def names(self) -> List[str]:
        """Return the sorted names of the benchmarks in the file."""
        return sorted(self._benchmarks)

    def get(self, name: str) -> Benchmark:
        """Return the benchmark of a name."""
        if name not in self._benchmarks:
            known = ", ".join(self.names()) or "none"
            raise MLUsageError(
                f"{self.path} has no baseline {name!r}; there are: {known}; {VARIABLE}=create writes it"
            )
        entry = self._benchmarks[name]
        return Benchmark(entry["samples"], loops=entry["loops"], name=name)

    def put(self, name: str, benchmark: Benchmark) -> None:
        """Keep a benchmark under a name, and write the file."""
        ordered = sorted(benchmark.samples)
        step = max(1, len(ordered) // _KEPT)
        samples = [float(f"{value:.5g}") for value in ordered[::step]]
        self._benchmarks[name] = {"calibration": self._here(), "loops": benchmark.loops, "samples": samples}
        self.machine = machine()
        self._write()

    def check(self, name: str, benchmark: Benchmark, *, margin: float = MARGIN) -> Optional[Comparison]:
        """Compare a benchmark with its baseline, or write it if the mode says so; then there is no comparison."""
        if self.mode == "update" or (self.mode == "create" and name not in self):
            self.put(name, benchmark)
            return None
        baseline = self.get(name)
        if self.machine == machine():
            return compare_samples(baseline, benchmark, margin=margin)
        then, now = self._benchmarks[name].get("calibration"), self._here()
        if not then:
            raise MLUsageError(f"{self.path} was made on another machine and has no calibration to compare by")
        here = Benchmark([value / then * now for value in baseline.samples], loops=baseline.loops, name=name)
        return compare_samples(here, benchmark, margin=2 * margin)

    def _here(self) -> float:
        if self._calibration is None:
            self._calibration = calibration()
        return self._calibration

    def _read(self) -> None:
        with open(self.path, "rb") as file:
            data = file.read()
        try:
            content = json.loads(data.decode("utf-8"))
            schema = content.get("schema")
        except (ValueError, AttributeError, RecursionError) as error:
            raise MLUsageError(f"{self.path} is no file of baselines: {error}") from None
        if schema != SCHEMA:
            raise MLUsageError(f"{self.path} has the schema {schema!r}; this version reads {SCHEMA!r}")
        try:
            self.machine = dict(content["machine"])
            for name, entry in content["benchmarks"].items():
                Benchmark(entry["samples"], loops=entry["loops"])
                self._benchmarks[name] = dict(entry)
        except (KeyError, TypeError, AttributeError, MLUsageError) as error:
            raise MLUsageError(f"{self.path} is no file of baselines: {error!r}") from None

    def _write(self) -> None:
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        head = {"schema": SCHEMA, "created": created, "machine": self.machine}
        lines = [f" {json.dumps(key)}: {json.dumps(value, sort_keys=True)}," for key, value in head.items()]
        entries = [
            f"  {json.dumps(name)}: {json.dumps(entry, sort_keys=True, allow_nan=False)}"
            for name, entry in sorted(self._benchmarks.items())
        ]
        text = "{\n" + "\n".join(lines) + '\n "benchmarks": {\n' + ",\n".join(entries) + "\n }\n}\n"
        write_whole(self.path, text)


def write_whole(path: str, text: str) -> None:
    """Write a file whole or not at all: into a new one beside it, which then takes its place."""
    folder = os.path.dirname(os.path.abspath(path))
    handle, partial = tempfile.mkstemp(prefix=os.path.basename(path), suffix=".partial", dir=folder)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise


def to_pyperf(benchmarks: Dict[str, Benchmark]) -> str:
    """Return benchmarks as JSON that ``pyperf`` loads."""
    suite = []
    for name, found in benchmarks.items():
        values = [value for value in found.samples if value > 0]
        half = max(1, len(values) // 2)
        runs = [{"values": values[:half], "metadata": {"date": "2000-01-01 00:00:00.000000"}}]
        if len(values) >= 2 * half > half:
            runs.append({"values": values[half : 2 * half], "metadata": {"date": "2000-01-01 00:00:01.000000"}})
        suite.append({"metadata": {"name": name, "unit": "second", "loops": found.loops}, "runs": runs})
    metadata = {"python_version": platform.python_version(), "python_implementation": sys.implementation.name}
    return json.dumps({"version": "1.0", "metadata": metadata, "benchmarks": suite}, indent=1)


def to_csv(benchmarks: Dict[str, Benchmark]) -> str:
    """Return benchmarks as CSV, one sample a row."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["benchmark", "sample", "loops", "seconds"])
    for name, found in benchmarks.items():
        writer.writerows([name, index, found.loops, repr(value)] for index, value in enumerate(found.samples))
    return file.getvalue()


def to_dashboard(benchmarks: Dict[str, Benchmark]) -> str:
    """Return benchmarks as the JSON that dashboards of CI services take: name, unit, value, range."""
    entries = [
        {"name": name, "unit": "s", "value": found["median"], "range": f"± {found.mad:.3g}"}
        for name, found in benchmarks.items()
    ]
    return json.dumps(entries, indent=1, allow_nan=False)
