"""What time it is for grants that expire.

It is the real time, not that of a test's world: a frozen clock must not keep a grant alive. A test
that wants to see a grant expire replaces the clock with :func:`using_clock`.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Callable, Iterator

Clock = Callable[[], datetime]

_clock: ContextVar[Clock] = ContextVar("mlpy_testkit_capability_clock", default=datetime.now)


def now() -> datetime:
    """Return the local time, without a zone."""
    return local(_clock.get()())


def local(moment: datetime) -> datetime:
    """Return a moment as local time, without a zone."""
    return moment if moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)


@contextmanager
def using_clock(clock: Clock) -> Iterator[None]:
    """Take the time from *clock*, a function that returns a ``datetime``, inside a ``with`` block.

    >>> with using_clock(lambda: datetime(2030, 1, 2)):
    ...     now()
    datetime.datetime(2030, 1, 2, 0, 0)
    """
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
