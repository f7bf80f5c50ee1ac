"""Engines to choose from: the embedded one, and the adapter for an installed mlpy.

A backend makes engines that all follow one protocol, see :mod:`.protocol`. Nothing of mlpy is imported
before its backend is asked for an engine.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Dict, Tuple, Union

from ..engine.errors import MLUsageError
from .protocol import Backend, NotSupportedError

__all__ = ["DEFAULT", "VARIABLE", "Backend", "NotSupportedError", "get", "names"]

#: The engine of those who do not choose one.
DEFAULT = "embedded"
#: The environment variable that chooses one.
VARIABLE = "MLPY_TESTKIT_ENGINE"
_HOMES = {"embedded": "embedded", "mlpy": "mlpy"}
_loaded: Dict[str, Backend] = {}


def names() -> Tuple[str, ...]:
    """Return the names of all backends, the default first.

    >>> names()
    ('embedded', 'mlpy')
    """
    return tuple(_HOMES)


def get(name: Union[str, Backend, None] = None) -> Backend:
    """Return the backend of a name; without one, that of the environment variable, or else the embedded one.

    A backend is returned as it is. Whether it can be used on this machine says its ``missing()``.

    >>> get("embedded").engine().run("result = 6 * 7;").value
    42
    """
    if name is not None and not isinstance(name, str):
        if isinstance(name, Backend):
            return name
        raise MLUsageError(f"an engine is chosen by its name, not by {name!r}")
    asked_by = "" if name else f" in the environment variable {VARIABLE}"
    chosen = name or os.environ.get(VARIABLE) or DEFAULT
    if chosen not in _HOMES:
        raise MLUsageError(f"there is no engine {chosen!r}{asked_by}; there are {' and '.join(names())}")
    if chosen not in _loaded:
        _loaded[chosen] = import_module(f"{__name__}.{_HOMES[chosen]}").BACKEND
    return _loaded[chosen]
