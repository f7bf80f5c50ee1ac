"""Coroutines that are thrown away without having been awaited: an assertion among them has tested nothing.

Python only warns of them, and after the first one of a line not even that. It warns by calling a function of
``warnings``, in whose place another one stands while a test runs. It does so when a coroutine dies; one to which
something still refers is found by a look at all objects there are, which a class must ask for.
"""

from __future__ import annotations

import sys
import threading
import warnings
from types import CoroutineType
from typing import Any, List

_ORIGIN = 4  # frames that a coroutine remembers: its creator may be a mock
_module: Any = warnings
_python_warns: Any = getattr(warnings, "_warn_unawaited_coroutine", None)
_watching: List[Unawaited] = []
_changing = threading.Lock()


class Unawaited:
    """Notes, until its end, each coroutine that nobody awaited, with the line that made it."""

    def __init__(self) -> None:
        self.problems: List[str] = []
        self.thread = threading.get_ident()
        self._depth = sys.get_coroutine_origin_tracking_depth()
        sys.set_coroutine_origin_tracking_depth(max(self._depth, _ORIGIN))
        with _changing:
            _watching.append(self)
            _module._warn_unawaited_coroutine = _note

    def end(self) -> None:
        """Leave it to Python again."""
        with _changing:
            _watching.remove(self)
            if not _watching:
                _module._warn_unawaited_coroutine = _python_warns
        sys.set_coroutine_origin_tracking_depth(self._depth)


def not_begun() -> List[Any]:
    """Return all coroutines that have not begun and know their origin, as those do that were made during a test."""
    import gc
    from inspect import CORO_CREATED, getcoroutinestate

    coroutines = [thing for thing in gc.get_objects() if type(thing) is CoroutineType]
    return [thing for thing in coroutines if thing.cr_origin and getcoroutinestate(thing) == CORO_CREATED]


def _note(coroutine: Any) -> None:
    thread = threading.get_ident()  # tests may run side by side, and a coroutine mostly dies where it was made
    watching = [test for test in _watching if test.thread == thread] or _watching
    watching[-1].problems.append(described(coroutine))


def described(coroutine: Any) -> str:
    """Return the line that tells of a coroutine."""
    origin = getattr(coroutine, "cr_origin", None) or ()
    name = getattr(coroutine, "__qualname__", repr(coroutine))
    places = [(file, line) for file, line, _ in origin if not file.endswith(_MOCK)] or [
        (coroutine.cr_code.co_filename, coroutine.cr_code.co_firstlineno)
    ]
    return f"a coroutine was never awaited: {name}, made at {places[0][0]}:{places[0][1]}"


_MOCK = ("unittest/mock.py", "unittest\\mock.py")
