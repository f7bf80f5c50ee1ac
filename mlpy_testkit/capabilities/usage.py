"""Counting the uses of a token: exactly, also with many threads, and fast where there is no limit.

A limited token counts under a lock. An unlimited one is counted by meters: a meter is an iterator, and
each use takes one element out of it, in a single step of C. The audit trail reads the same meter, so
a use of an unlimited grant is one step for both.
"""

from __future__ import annotations

import sys
import threading
import weakref
from itertools import repeat
from typing import Any, List, Optional, Tuple, overload

from ..engine.arguments import checked_count


class Meter:
    """Counts uses: ``next(meter.uses)`` is one."""

    __slots__ = ("__weakref__", "uses")

    def __init__(self) -> None:
        self.uses = repeat(True, sys.maxsize)

    @property
    def count(self) -> int:
        """The uses so far."""
        return _taken(self.uses)


def _taken(uses: repeat[bool]) -> int:
    return sys.maxsize - uses.__length_hint__()


class Counted:
    """Base of tokens: the number of uses."""

    _base: int
    _meters: List[Tuple[weakref.ref[Meter], repeat[bool]]]
    _lock: threading.Lock

    def _start(self, count: int) -> None:
        self.__dict__.update(_base=count, _meters=[], _lock=threading.Lock())

    def open_meter(self) -> Meter:
        """Return a new meter whose uses count for this token, also when the meter is gone."""
        meter = Meter()
        with self._lock:
            for entry in list(self._meters):
                if entry[0]() is None:
                    self._meters.remove(entry)
                    self.__dict__["_base"] += _taken(entry[1])
            self._meters.append((weakref.ref(meter), meter.uses))
        return meter

    def _count(self) -> int:
        return self._base + sum([_taken(uses) for _, uses in self._meters])

    def _count_one(self, limit: Optional[int]) -> bool:
        """Count one use; return false, and count nothing, if that would be more than *limit*."""
        with self._lock:
            if limit is not None and self._count() >= limit:
                return False
            self.__dict__["_base"] += 1
            return True

    def give_back(self) -> None:
        """Undo one use that came to nothing."""
        with self._lock:
            self.__dict__["_base"] -= 1


class UsageCount:
    """The field ``usage_count`` of a token."""

    @overload
    def __get__(self, token: None, owner: Any = None) -> int: ...

    @overload
    def __get__(self, token: Counted, owner: Any = None) -> int: ...

    def __get__(self, token: Optional[Counted], owner: Any = None) -> int:
        return 0 if token is None else token._count()

    def __set__(self, token: Counted, value: int) -> None:
        checked_count(value, "usage_count", 0)
        if "_base" not in token.__dict__:
            token._start(value)
        else:
            with token._lock:
                token.__dict__["_base"] += value - token._count()
