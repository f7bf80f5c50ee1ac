"""Numbers that can be trusted: loads, baselines, exports and reports.

Each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

_HOMES = {
    "Baseline": "baseline_file",
    "BaselineComparison": "baselines",
    "BaselineError": "baseline_file",
    "Baselines": "baselines",
    "LoadResult": "load_result",
    "Samples": "recording",
    "ScalingResult": "scaling",
    "as_benchstat": "export",
    "as_csv": "export",
    "as_dashboard": "export",
    "as_pyperf": "export",
    "as_pytest_benchmark": "export",
    "closed_loop": "load",
    "comparison_table": "text",
    "histogram": "text",
    "html_report": "html",
    "latency_table": "text",
    "open_loop": "load",
    "record": "recording",
    "record_program": "recording",
    "scaling_sweep": "scaling",
    "scaling_table": "text",
    "summary_table": "text",
    "write_text": "atomic",
}

__all__ = [
    "Baseline",
    "BaselineComparison",
    "BaselineError",
    "Baselines",
    "LoadResult",
    "Samples",
    "ScalingResult",
    "as_benchstat",
    "as_csv",
    "as_dashboard",
    "as_pyperf",
    "as_pytest_benchmark",
    "closed_loop",
    "comparison_table",
    "histogram",
    "html_report",
    "latency_table",
    "open_loop",
    "record",
    "record_program",
    "scaling_sweep",
    "scaling_table",
    "summary_table",
    "write_text",
]

if TYPE_CHECKING:
    from .atomic import write_text
    from .baseline_file import Baseline, BaselineError
    from .baselines import BaselineComparison, Baselines
    from .export import as_benchstat, as_csv, as_dashboard, as_pyperf, as_pytest_benchmark
    from .html import html_report
    from .load import closed_loop, open_loop
    from .load_result import LoadResult
    from .recording import Samples, record, record_program
    from .scaling import ScalingResult, scaling_sweep
    from .text import comparison_table, histogram, latency_table, scaling_table, summary_table


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
