"""How applications meet ML: the engine with everything, executors, sessions and callbacks.

Each name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from ..lazy import lazy_names

__version__ = "1.0.0"  # of the names, as mlpy counts them

_HOMES = {
    "AsyncMLExecutor": "executor",
    "AsyncMLResult": "results",
    "CallbackError": "callbacks",
    "Engine": "engine",
    "MLCallbackRegistry": "callbacks",
    "MLCallbackWrapper": "callbacks",
    "MLREPLSession": "session",
    "REPLResult": "inputs",
    "REPLStatement": "inputs",
    "SymbolTracker": "inputs",
    "async_ml_execute": "executor",
    "format_repl_value": "texts",
    "ml_callback": "callbacks",
}

__all__ = [
    "AsyncMLExecutor",
    "AsyncMLResult",
    "CallbackError",
    "Engine",
    "MLCallbackRegistry",
    "MLCallbackWrapper",
    "MLREPLSession",
    "REPLResult",
    "REPLStatement",
    "SymbolTracker",
    "async_ml_execute",
    "format_repl_value",
    "ml_callback",
]

if TYPE_CHECKING:
    from .callbacks import CallbackError, MLCallbackRegistry, MLCallbackWrapper, ml_callback
    from .engine import Engine
    from .executor import AsyncMLExecutor, async_ml_execute
    from .inputs import REPLResult, REPLStatement, SymbolTracker
    from .results import AsyncMLResult
    from .session import MLREPLSession
    from .texts import format_repl_value

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
