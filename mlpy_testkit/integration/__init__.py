"""How applications meet ML: the engine with everything, executors, sessions and callbacks.

Each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

_HOMES = {
    "AsyncMLExecutor": "executor",
    "AsyncMLResult": "results",
    "Engine": "engine",
    "async_ml_execute": "executor",
}

__all__ = ["AsyncMLExecutor", "AsyncMLResult", "Engine", "async_ml_execute"]

if TYPE_CHECKING:
    from .engine import Engine
    from .executor import AsyncMLExecutor, async_ml_execute
    from .results import AsyncMLResult


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
