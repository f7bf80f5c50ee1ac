"""Where programs run: in the thread that calls, in a child process, on any executor.

A place runs one program at a time for each thread that calls, and says how a run is stopped from outside.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

from ..engine.errors import MLLimitError
from ..engine.limits import Interrupt, Limits
from .jobs import Report, as_task, execute_task, keep_checks
from .processes import Child

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Values = Optional[Dict[str, Any]]


def echo(text: str) -> None:
    """Print what a program prints."""
    if sys.stdout is not None:
        sys.stdout.write(text)


class InThread:
    """Runs programs in the thread that calls."""

    new_interrupt = Interrupt

    def run(self, engine: Any, code: str, values: Values, limits: Limits, interrupt: Interrupt) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        outcome = engine.run(code, variables=values, limits=limits, output=echo, interrupt=interrupt)
        return outcome, outcome.audit

    def close(self) -> None:
        """Do nothing: nothing is left of a run in a thread."""


class _Stop:
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

    def end(self, target: Any) -> None:
        raise NotImplementedError


class _KillChild(_Stop):
    def end(self, target: Child) -> None:
        target.kill("execution cancelled")


class _CancelFuture(_Stop):
    def end(self, target: Future[Report]) -> None:
        target.cancel()


def _cancelled() -> Report:
    error = MLLimitError("execution cancelled", limit="cancelled")
    return Report(None, False, error, "", (), 0.0, 0.0, None)


class InProcess:
    """Runs programs in child processes, one for each thread that calls."""

    new_interrupt = _KillChild

    def __init__(self) -> None:
        self._local = threading.local()
        self._children: List[Child] = []

    def run(self, engine: Any, code: str, values: Values, limits: Limits, interrupt: _Stop) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        child: Optional[Child] = getattr(self._local, "child", None)
        if child is None:
            child = self._local.child = Child(limits.memory)
            self._children.append(child)
        task, granted = as_task(engine, code, values, limits)
        try:
            report = child.execute(task) if interrupt.watch(child) else _cancelled()
        finally:
            interrupt.watch(None)
        echo(report.output)
        return report, keep_checks(report, granted)

    def pids(self) -> List[int]:
        """Return the numbers of the processes that there are."""
        return [child.pid for child in self._children if child.pid is not None]

    def close(self) -> None:
        """Kill the children."""
        for child in self._children:
            child.close()


class Elsewhere:
    """Runs programs on any executor of ``concurrent.futures``; what is submitted is plain data."""

    new_interrupt = _CancelFuture

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def run(self, engine: Any, code: str, values: Values, limits: Limits, interrupt: _Stop) -> Tuple[Any, Any]:
        """Run a program; return what it came to, and the trail of its checks."""
        from concurrent.futures import CancelledError

        task, granted = as_task(engine, code, values, limits)
        future = self._executor.submit(execute_task, task)
        if not interrupt.watch(future):
            future.cancel()
        try:
            report = future.result()
        except CancelledError:
            report = _cancelled()
        echo(report.output)
        return report, keep_checks(report, granted)

    def close(self) -> None:
        """Do nothing: the executor belongs to whoever made it."""
