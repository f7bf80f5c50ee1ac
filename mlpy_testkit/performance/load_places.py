"""Where the calls of a load run: the event loop, threads, processes, any executor, an ML executor.

A place answers each execution with the moment when the answer was there, the seconds at work, and the error
if it failed. The seconds at work are the difference of two readings in one process, so that the clocks of
two processes are never compared.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import pickle
from abc import ABC, abstractmethod
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, AsyncIterator, Callable, List, Optional, Tuple

from ..engine.errors import MLUsageError, MLUsageTypeError
from ..integration.executor import AsyncMLExecutor
from ..records import NamedTuple
from .sampling import Seconds, is_coroutine_function


class Answer(NamedTuple):
    """What came of one execution: ``ended`` is a moment of the clock of the load."""

    ended: float
    service: float
    error: Optional[BaseException]


class Place(ABC):
    """Executes a call again and again."""

    @abstractmethod
    async def execute(self) -> Answer:
        """Execute the call once."""


def failure_of(result: Any) -> Optional[BaseException]:
    """Return the error in a result that says that it failed, such as an ``AsyncMLResult``."""
    if getattr(result, "success", True) is not False:
        return None
    error = getattr(result, "exception", None)
    return error if isinstance(error, BaseException) else RuntimeError(str(getattr(result, "error", result)))


class InLoop(Place):
    """Awaits a coroutine function in the event loop of the load."""

    def __init__(self, call: Callable[[], Any], now: Seconds) -> None:
        self._call = call
        self._now = now

    async def execute(self) -> Answer:
        """Await the call once; time that it says to have spent in a queue is no time at work."""
        begun = self._now()
        try:
            result = await self._call()
            error = failure_of(result)
        except Exception as raised:
            result, error = None, raised
        ended = self._now()
        queued = getattr(result, "queue_time", 0.0)
        return Answer(ended, max(0.0, ended - begun - queued), error)


class OnExecutor(Place):
    """Submits a function to an executor of ``concurrent.futures``."""

    def __init__(self, call: Callable[[], Any], executor: Executor, now: Seconds) -> None:
        self._call = call
        self._executor = executor
        self._now = now

    async def execute(self) -> Answer:
        """Submit the call once.

        The answer is there when the executor has it: the way from there to the event loop is not part of
        the latency.
        """
        ended: List[float] = []

        def note(_: Future[Any]) -> None:
            ended.append(self._now())

        future = self._executor.submit(timed, self._call, self._now)
        future.add_done_callback(note)
        service, error = await asyncio.wrap_future(future)
        return Answer(ended[0], service, error)


def timed(call: Callable[[], Any], now: Seconds) -> Tuple[float, Optional[BaseException]]:
    """Call, and return the seconds that it took and its error."""
    begun = now()
    try:
        result = call()
    except Exception as raised:
        return now() - begun, raised
    seconds = now() - begun
    if inspect.iscoroutine(result):
        result.close()
        raise MLUsageError("the function returned a coroutine, which nobody awaits: call an 'async def' function")
    return seconds, failure_of(result)


@contextlib.asynccontextmanager
async def place_for(
    call: Any, executor: Any, concurrency: int, timeout: Optional[float], clock: Any
) -> AsyncIterator[Place]:
    """Give the place for a call; what is made for it is gone afterwards.

    A function that is running cannot be stopped, so its end is waited for.
    """
    if isinstance(call, str):
        if isinstance(executor, AsyncMLExecutor):
            yield InLoop(partial(executor.execute, call, timeout), clock.now)
            return
        with _ml_executor(executor, concurrency) as made:
            yield InLoop(partial(made.execute, call, timeout), clock.now)
        return
    if not callable(call):
        raise MLUsageTypeError(f"what is called must be ML code or callable, not {type(call).__name__}")
    if isinstance(executor, AsyncMLExecutor):
        raise MLUsageError("an AsyncMLExecutor executes ML code, not functions of Python")
    if is_coroutine_function(call):
        if executor is not None:
            raise MLUsageError("a coroutine function runs in the event loop: it takes no executor")
        yield InLoop(call, clock.now)
    elif hasattr(executor, "submit"):
        yield OnExecutor(call, executor, clock.now)
    else:
        with _python_executor(call, executor, concurrency) as pool:
            yield OnExecutor(call, pool, clock.now)


def _ml_executor(executor: Any, concurrency: int) -> AsyncMLExecutor:
    if executor is None or executor in ("thread", "process"):
        return AsyncMLExecutor(concurrency, isolation=executor or "thread")
    if hasattr(executor, "submit"):
        return AsyncMLExecutor(concurrency, executor=executor)
    raise _no_place(executor)


def _python_executor(call: Any, executor: Any, concurrency: int) -> Executor:
    if executor is None or executor == "thread":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(concurrency, thread_name_prefix="ml_load")
    if executor != "process":
        raise _no_place(executor)
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    try:
        pickle.dumps(call)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise MLUsageError(f"what runs in processes must be a function of a module: {error}") from error
    # "spawn": a process that is forked while threads run may hang.
    return ProcessPoolExecutor(concurrency, multiprocessing.get_context("spawn"), initializer=leave_interrupts)


def _no_place(executor: Any) -> MLUsageError:
    return MLUsageError(
        "executor must be None, 'thread', 'process', a concurrent.futures.Executor or an AsyncMLExecutor, "
        f"not {executor!r}"
    )


def leave_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
