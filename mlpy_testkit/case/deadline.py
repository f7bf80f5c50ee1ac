"""The time that an awaited phase of a test may take."""

from __future__ import annotations

import asyncio
from typing import Any

_GRACE = 1.0  # seconds in which a task that is cancelled may clean up


class Deadline:
    """Ends a task when its time is over: cancels it, and stops the loop if the task goes on nevertheless."""

    def __init__(self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any], seconds: float) -> None:
        self._loop = loop
        self._task = task
        self._timer = loop.call_later(seconds, self._expire)
        self.is_over = False

    def _expire(self) -> None:
        self.is_over = True
        self._task.cancel()
        self._timer = self._loop.call_later(_GRACE, self._loop.stop)

    def leave(self) -> None:
        """The task has ended."""
        self._timer.cancel()
