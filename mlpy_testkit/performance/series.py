"""Samples in whatever form they come, as plain lists of seconds: what exports and reports work on."""

from __future__ import annotations

import sys
from typing import Any, Dict, List, Mapping, Tuple

from ..engine.errors import MLUsageError
from .baseline_file import Baseline
from .load_result import LoadResult
from .recording import Samples

Runs = List[Tuple[float, ...]]


def runs_of(name: str, value: Any) -> Runs:
    """Return the samples of each process.

    *value* is a sequence of seconds, ``Samples`` or a sequence of them, a ``Baseline``, a ``LoadResult`` (its
    latencies), a ``Benchmark``, or an object or a mapping with ``samples``.

    >>> runs_of("total", [0.1, 0.2])
    [(0.1, 0.2)]
    """
    if isinstance(value, Samples):
        runs: Runs = [value.values]
    elif isinstance(value, Baseline):
        runs = [samples.values for samples in value.processes]
    elif isinstance(value, LoadResult):
        runs = [tuple(execution.latency for execution in value.succeeded)]
    else:
        samples: Any = getattr(value, "samples", None)  # a Benchmark is a dictionary of figures, too
        if samples is None:
            samples = value.get("samples") if isinstance(value, Mapping) else value
        try:
            items = list(samples)
        except TypeError:
            raise MLUsageError(f"{name}: there are no samples in a {type(value).__name__}") from None
        if items and all(isinstance(item, Samples) for item in items):
            runs = [item.values for item in items]
        else:
            runs = [tuple(items)]
    runs = [run for run in runs if run]
    if not runs:
        raise MLUsageError(f"{name}: there are no samples")
    for run in runs:
        for sample in run:
            is_number = isinstance(sample, (int, float)) and not isinstance(sample, bool)
            if not is_number or not 0 <= sample <= sys.float_info.max:
                raise MLUsageError(f"{name}: samples are seconds, not {sample!r:.40}")
    return runs


def all_runs(results: Mapping[str, Any]) -> Dict[str, Runs]:
    """Return the samples of each benchmark by name."""
    if not isinstance(results, Mapping):
        raise MLUsageError(f"results must be a mapping of names to samples, not {type(results).__name__}")
    for name in results:
        if not isinstance(name, str):
            raise MLUsageError(f"the name of a benchmark must be a text, not {name!r}")
    return {name: runs_of(name, value) for name, value in results.items()}


def together(runs: Runs) -> List[float]:
    """Return all samples, in the order in which they were taken."""
    return [float(sample) for run in runs for sample in run]
