"""Benchmarks: sampling, statistics, comparison, baselines, load."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

_HOMES = {
    "Baselines": "baselines",
    "Benchmark": "results",
    "Comparison": "results",
    "PerformanceTester": "tester",
    "closed_loop": "load",
    "compare": "comparison",
    "compare_samples": "comparison",
    "measure": "sampling",
    "open_loop": "load",
    "quick_benchmark": "tester",
}

__all__ = [
    "Baselines",
    "Benchmark",
    "Comparison",
    "PerformanceTester",
    "closed_loop",
    "compare",
    "compare_samples",
    "measure",
    "open_loop",
    "quick_benchmark",
]

if TYPE_CHECKING:
    from .baselines import Baselines
    from .comparison import compare, compare_samples
    from .load import closed_loop, open_loop
    from .results import Benchmark, Comparison
    from .sampling import measure
    from .tester import PerformanceTester, quick_benchmark


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
