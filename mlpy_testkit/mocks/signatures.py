"""The signatures of the real classes, to which every use of a mock is held.

They are read from the classes themselves when somebody first asks, so no mock has a list of its own.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional, Tuple

_known: Dict[Tuple[str, str], Any] = {}


def real(owner: str) -> type:
    """Return the real class behind "executor" or "session"."""
    if owner == "executor":
        from ..integration.executor import AsyncMLExecutor

        return AsyncMLExecutor
    from ..integration.session import MLREPLSession

    return MLREPLSession


def signature(owner: str, method: str) -> Any:
    """Return the signature of a method of a real class, without ``self``."""
    found = _known.get((owner, method))
    if found is None:
        import inspect

        function: Callable[..., Any] = getattr(real(owner), method)
        whole = inspect.signature(function)
        found = whole.replace(parameters=list(whole.parameters.values())[1:])
        _known[owner, method] = found
    return found


def bound(owner: str, method: str, arguments: Tuple[Any, ...], keywords: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """Return all arguments of a call by name, those that were not given too; None if the method takes no such call."""
    try:
        call = signature(owner, method).bind(*arguments, **keywords)
    except TypeError:
        return None
    call.apply_defaults()
    return dict(call.arguments)
