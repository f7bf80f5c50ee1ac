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
    "closed_loop": "load",
    "open_loop": "load",
    "record": "recording",
    "record_program": "recording",
    "scaling_sweep": "scaling",
}

__all__ = [
    "Baseline",
    "BaselineComparison",
    "BaselineError",
    "Baselines",
    "LoadResult",
    "Samples",
    "ScalingResult",
    "closed_loop",
    "open_loop",
    "record",
    "record_program",
    "scaling_sweep",
]

if TYPE_CHECKING:
    from .baseline_file import Baseline, BaselineError
    from .baselines import BaselineComparison, Baselines
    from .load import closed_loop, open_loop
    from .load_result import LoadResult
    from .recording import Samples, record, record_program
    from .scaling import ScalingResult, scaling_sweep


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
