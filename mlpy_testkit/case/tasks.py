"""The tasks that a test creates: where, and which of them are left, or failed without anybody noticing."""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Dict, List, Type
from weakref import WeakKeyDictionary

from .places import caller

_Task: Type[asyncio.Task[Any]] = asyncio.Task

if sys.version_info[:3] == (3, 13, 0):  # it names tasks "None" when there is a factory

    class _KeepsItsName(asyncio.Task[Any]):
        def set_name(self, name: Any) -> None:
            """Set the name, if there is one."""
            if name is not None:
                super().set_name(name)

    _Task = _KeepsItsName


_PASSES = 10  # of the loop, for tasks that only have to hear that they are cancelled


class Tasks:
    """Notes every task that is created in a loop, and what the loop reports as gone wrong."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.places: WeakKeyDictionary[asyncio.Task[Any], str] = WeakKeyDictionary()
        self.lost: List[str] = []
        self._loop = loop
        loop.set_task_factory(self._create)
        loop.set_exception_handler(self._report)

    def _create(self, loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = _Task(coroutine, loop=loop, **options)
        place = caller()
        if place is not None:
            self.places[task] = place
        return task

    def _report(self, loop: asyncio.AbstractEventLoop, report: Dict[str, Any]) -> None:
        error = report.get("exception")
        message = str(report.get("message", "something went wrong in the event loop"))
        if message.startswith("Task was destroyed") and "task" in report:
            return  # it was told as pending
        self.lost.append(message if error is None else f"{message}: {type(error).__name__}: {error}")

    def settle(self) -> None:
        """Let the loop run what is ready, as long as tasks are left."""
        for _ in range(_PASSES):
            if all(task.done() for task in list(self.places)):
                break
            self._loop.call_soon(self._loop.stop)
            self._loop.run_forever()

    def describe(self) -> List[str]:
        """Return a line for each task that is left, or has failed unnoticed."""
        problems: List[str] = []
        for task, place in list(self.places.items()):
            if not task.done():
                problems.append(f"a task was left running: {_name(task)}, created at {place}")
            elif not task.cancelled() and getattr(task, "_log_traceback", False):
                error = task.exception()  # it is told here, so asyncio need not tell it again
                if isinstance(error, (SystemExit, KeyboardInterrupt)):
                    continue  # that one has ended the loop
                problems.append(
                    f"a task failed and nobody noticed: {_name(task)}, created at {place}\n"
                    f"  {type(error).__name__}: {error}"
                )
        return problems + self.lost


def _name(task: asyncio.Task[Any]) -> str:
    return str(getattr(task.get_coro(), "__qualname__", task.get_name()))
