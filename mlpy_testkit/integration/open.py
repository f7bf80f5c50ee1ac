"""Which executors and sessions are open: noted, with the line that made them, while somebody asks.

``watch`` begins a list, and whoever makes something that wants closing calls ``opened``, and ``closed``
when that is done. While nobody watches, both cost one look at an empty list. Tests may run side by side in
threads: a watch that has an owner takes what is made in the context of its owner, and no other's.
"""

from __future__ import annotations

import sys
from contextvars import ContextVar
from typing import Any, Dict, List, Tuple

from ..origin import NAME

_watchers: List[Watch] = []
owner: ContextVar[Any] = ContextVar("mlpy_testkit_owner", default=None)  # the test whose code runs
_KIT = f"{NAME}."


class Watch:
    """What was opened since the watch began, and is not closed."""

    def __init__(self, owner: Any = None) -> None:
        self._owner = owner
        self._open: Dict[int, Tuple[Any, str]] = {}  # each of its methods is atomic
        _watchers.append(self)

    def wants(self, maker: Any) -> bool:
        """Tell whether a thing belongs here that *maker* made; if nobody knows who did, that takes a single watch."""
        return self._owner is None or self._owner is maker or (maker is None and len(_watchers) == 1)

    def note(self, thing: Any, place: str) -> None:
        """Take a thing that was opened."""
        self._open[id(thing)] = thing, place

    def forget(self, thing: Any) -> None:
        """Drop a thing that is closed."""
        self._open.pop(id(thing), None)

    def end(self) -> List[Tuple[Any, str]]:
        """End the watch and return what is still open, with the place where it was made."""
        _watchers.remove(self)
        return list(self._open.values())


def opened(thing: Any) -> None:
    """Note that a thing wants closing, for whoever watches."""
    if _watchers:
        place = place_outside()
        maker = owner.get()
        for watch in list(_watchers):
            if watch.wants(maker):
                watch.note(thing, place)


def place_outside() -> str:
    """Return the file and the line of the caller that does not belong to the kit."""
    frame: Any = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(_KIT):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def closed(thing: Any) -> None:
    """Note that a thing is closed."""
    for watch in list(_watchers):
        watch.forget(thing)
