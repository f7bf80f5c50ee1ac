"""Where programs run: in the thread that calls, in a child process, on any executor.

A place runs one program at a time for each thread that calls, until a *deadline* (a time of
``time.perf_counter``) if there is one, and says how a run is stopped from outside.
"""

from __future__ import annotations

import os
import threading
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple
from weakref import WeakSet

from ..engine.errors import MLLimitError
from ..engine.limits import Interrupt, Limits
from .echo import echo
from .jobs import Report, answer, as_task, keep_checks, options_of, read, written
from .processes import Child, Children, Died

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Values = Optional[Dict[str, Any]]


def _until(deadline: Optional[float], limits: Limits) -> Limits:
    """Return limits that end with a deadline at the latest."""
    if deadline is None:
        return limits
    left = max(0.0, deadline - time.perf_counter())
    return limits if limits.seconds is not None and limits.seconds <= left else limits._replace(seconds=left)


class InThread:
    """Runs programs in the thread that calls."""

    new_interrupt = Interrupt
    shares = True  # the values of the caller

    def run(
        self,
        engine: Any,
        code: str,
        values: Values,
        limits: Limits,
        interrupt: Interrupt,
        deadline: Optional[float],
    ) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        limits = _until(deadline, limits)
        outcome = engine.run(code, variables=values, limits=limits, output=echo, interrupt=interrupt)
        return outcome, outcome.audit

    def close(self) -> None:
        """Do nothing: nothing is left of a run in a thread."""


class _Stop(ABC):
    """Stops what a program runs in, whether it has begun or not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._target: Any = None
        self.asked = False

    def watch(self, target: Any) -> bool:
        """Mean *target* from now on; say False if it is not to begin."""
        with self._lock:
            self._target = target
            return not self.asked

    def stop(self) -> None:
        """Stop it."""
        with self._lock:
            self.asked = True
            if self._target is not None:
                self.end(self._target)

    @abstractmethod
    def end(self, target: Any) -> None:
        """End what the program runs in."""


class _KillChild(_Stop):
    def end(self, target: Child) -> None:
        target.kill()


class _CancelFuture(_Stop):
    def end(self, target: Future[bytes]) -> None:
        target.cancel()


def _cancelled() -> Report:
    return Report(error=MLLimitError("execution cancelled", limit="cancelled"))


class InProcess:
    """Runs programs in child processes."""

    new_interrupt = _KillChild
    shares = False

    def __init__(self, engine: Any) -> None:
        options_of(engine)
        self._children = Children()
        self.pids = self._children.pids
        _all.add(self)

    def run(
        self,
        engine: Any,
        code: str,
        values: Values,
        limits: Limits,
        interrupt: _Stop,
        deadline: Optional[float],
    ) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        task, granted = as_task(engine, code, values, limits)
        child = self._children.take()
        if isinstance(child, Report):
            return child, granted.audit
        try:
            limits = _until(deadline, limits)  # a new process has taken its time to start
            if limits.seconds == 0:
                report = Report(error=MLLimitError("the time was over before it began", limit="seconds"))
            elif interrupt.watch(child):
                report = child.execute(task._replace(limits=limits), limits)
            else:
                report = _cancelled()
        finally:
            interrupt.watch(None)
            self._children.give(child)
        echo(report.output)
        return report, keep_checks(report, granted)

    def close(self) -> None:
        """Kill the children."""
        self._children.close()

    def abandon(self) -> None:
        """In a forked process: let go of the children of the other one."""
        self._children.abandon()


class Elsewhere:
    """Runs programs on any executor of ``concurrent.futures``; what is submitted is a function and bytes."""

    new_interrupt = _CancelFuture
    shares = False

    def __init__(self, engine: Any, executor: Executor) -> None:
        options_of(engine)
        self._executor = executor

    def run(
        self,
        engine: Any,
        code: str,
        values: Values,
        limits: Limits,
        interrupt: _Stop,
        deadline: Optional[float],
    ) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        from uuid import uuid4

        task, granted = as_task(engine, code, values, _until(deadline, limits))
        message = written(task)
        try:
            future = self._executor.submit(answer, message, uuid4().hex)
            if not interrupt.watch(future):
                future.cancel()
            report = read(future.result())
        except BaseException as error:  # it may be broken in any way; the one who waits must hear of it
            report = _cancelled() if interrupt.asked else Report(error=_failed(self._executor, error))
        echo(report.output)
        return report, keep_checks(report, granted)

    def close(self) -> None:
        """Do nothing: the executor belongs to whoever made it."""


def _failed(executor: Any, error: BaseException) -> Died:
    text = f"{type(executor).__name__} did not execute the program: {type(error).__name__}"
    made = Died(f"{text}: {error}" if str(error) else text)
    made.__cause__ = error
    return made


_all: WeakSet[InProcess] = WeakSet()


def _abandon_all() -> None:
    for place in list(_all):
        place.abandon()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_abandon_all)
