"""One function on the account of one run: how it begins, how it is watched, and whatever ends it."""

from __future__ import annotations

import time
from typing import Any, Callable, Optional, Tuple, Type

from .errors import MLError, MLUsageError
from .failures import to_error
from .limits import HostFailure, LimitReached, Run, enter, leave
from .program import Program
from .watchdog import watchdog


def perform(
    run: Run, function: Callable[..., Any], *arguments: Any, failures: Type[Exception] = Exception
) -> Tuple[Any, Optional[MLError]]:
    """Call a function under the limits of *run*; return its value, or the error that ended it.

    Only *failures* count as errors of the program; any other exception is a mistake of the engine.
    """
    value: Any = None
    error: Optional[BaseException] = None
    enter(run)
    try:
        try:
            watchdog.begin(run)
            if run.stopped is not None:  # before it began
                raise LimitReached
            value = function(*arguments)
        finally:
            _close(run)
    except LimitReached as reached:
        _close(run)  # once more: it may have been interrupted itself
        if run.stopped is None and run.outer is not None:  # meant for a run around this one
            raise
        run.stopped = run.stopped or "steps"  # of a function that was made in a run that is over
        error = reached
    except HostFailure:
        _close(run)
    except MLUsageError:
        raise
    except failures as failure:
        error = failure
    if run.failure is not None:
        raise run.failure
    if run.deadline is not None and run.stopped is None and time.monotonic() >= run.deadline:
        run.stopped = "seconds"  # over the time, in something that nobody can interrupt
    if error is None and run.stopped is not None:  # a last ``finally`` or a library call swallowed it
        error = LimitReached(run.describe())
    return (value, None) if error is None else (None, to_error(error, run))


watchdog.beginning = perform.__code__


def _close(run: Run) -> None:
    """End the watch over a run, whatever still arrives on its account."""
    while True:
        try:
            watchdog.end(run)
            leave(run)
            return
        except LimitReached:
            continue


def declare(run: Run, program: Program) -> None:
    """Hold a run to the capabilities that its program declares, if it does."""
    if run.capabilities is not None and program.declarations:
        run.capabilities.declare(program.declarations)
