"""Numbers that can be trusted: loads, baselines, exports and reports.

Each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

_HOMES = {
    "LoadResult": "load_result",
    "ScalingResult": "scaling",
    "closed_loop": "load",
    "open_loop": "load",
    "scaling_sweep": "scaling",
}

__all__ = [
    "LoadResult",
    "ScalingResult",
    "closed_loop",
    "open_loop",
    "scaling_sweep",
]

if TYPE_CHECKING:
    from .load import closed_loop, open_loop
    from .load_result import LoadResult
    from .scaling import ScalingResult, scaling_sweep


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
