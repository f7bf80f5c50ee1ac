"""Numbers that can be trusted: sampling, comparison, loads, baselines, exports and reports.

Each name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from ..lazy import lazy_names

_HOMES = {
    "Baseline": "baseline_file",
    "BaselineComparison": "baselines",
    "BaselineError": "baseline_file",
    "Baselines": "baselines",
    "Benchmark": "results",
    "Comparison": "results",
    "LoadResult": "load_result",
    "OtherMachineError": "baseline_file",
    "PerformanceTester": "tester",
    "Samples": "recording",
    "ScalingResult": "scaling",
    "as_benchstat": "export",
    "as_csv": "export",
    "as_dashboard": "export",
    "as_markdown": "export",
    "as_pyperf": "export",
    "as_pytest_benchmark": "export",
    "closed_loop": "load",
    "compare": "comparison",
    "compare_samples": "comparison",
    "comparison_table": "text",
    "histogram": "text",
    "html_report": "html",
    "latency_table": "text",
    "measure": "sampling",
    "open_loop": "load",
    "quick_benchmark": "tester",
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
    "Benchmark",
    "Comparison",
    "LoadResult",
    "OtherMachineError",
    "PerformanceTester",
    "Samples",
    "ScalingResult",
    "as_benchstat",
    "as_csv",
    "as_dashboard",
    "as_markdown",
    "as_pyperf",
    "as_pytest_benchmark",
    "closed_loop",
    "compare",
    "compare_samples",
    "comparison_table",
    "histogram",
    "html_report",
    "latency_table",
    "measure",
    "open_loop",
    "quick_benchmark",
    "record",
    "record_program",
    "scaling_sweep",
    "scaling_table",
    "summary_table",
    "write_text",
]

if TYPE_CHECKING:
    from .atomic import write_text
    from .baseline_file import Baseline, BaselineError, OtherMachineError
    from .baselines import BaselineComparison, Baselines
    from .comparison import compare, compare_samples
    from .export import as_benchstat, as_csv, as_dashboard, as_markdown, as_pyperf, as_pytest_benchmark
    from .html import html_report
    from .load import closed_loop, open_loop
    from .load_result import LoadResult
    from .recording import Samples, record, record_program
    from .results import Benchmark, Comparison
    from .sampling import measure
    from .scaling import ScalingResult, scaling_sweep
    from .tester import PerformanceTester, quick_benchmark
    from .text import comparison_table, histogram, latency_table, scaling_table, summary_table

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
