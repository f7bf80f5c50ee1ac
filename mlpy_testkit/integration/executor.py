"""``AsyncMLExecutor``: ML programs beside an event loop.

Every call of ``execute`` is one job with exactly one outcome. A job waits in a queue, runs on a worker
and answers to the loop that asked. Its time limit counts from the call; when it is over, the job leaves
the queue, or the running code is stopped and the worker is free again. Whoever cancels the awaiting task
stops the code too.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Deque, List, Mapping, Optional, Sequence, Set
from weakref import finalize

from ..capabilities import AuditTrail
from ..capabilities.presets import Capabilities
from ..engine.arguments import check_code, check_context, checked_paths, is_number, shown
from ..engine.errors import MLLimitError, MLUsageError, MLUsageTypeError, MLUsageValueError
from ..engine.limits import Limits, checked_limits
from ..engine.values import to_variables
from ..world import World
from .engine import Engine, check_engine
from .open import closed, opened
from .places import Elsewhere, InProcess, InThread
from .results import AsyncMLResult, describe
from .workers import Workers

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Executor

_shared = Engine(limits=Limits(seconds=None))  # its memory of programs serves all executors
_SHUTDOWN = 5.0  # seconds that a shutdown waits for what runs
_STOPPED = 0.5  # seconds more that it waits for what it has stopped
_GRACE = 0.1  # seconds after its time until a job that cannot be stopped is given up
_ONE_SHOTS = 256  # one-shot executions that run at once
_BRIEFLY = 0.5  # seconds that the thread of a one-shot execution waits for another one


class AsyncMLExecutor:
    """Executes ML programs without blocking the event loop.

    ``max_workers`` is how many run at once. ``capabilities`` are what every program is granted; with None
    that is the ``capability_context`` around the call. ``world`` is the outside that programs see, and
    ``limits`` bound every program; time is not limited unless ``timeout`` or ``limits`` say so.
    ``isolation`` is "thread", or "process" for child processes that can be killed; with ``executor`` the
    programs run on any ``concurrent.futures.Executor``.

    >>> import asyncio
    >>> async def main():
    ...     async with AsyncMLExecutor() as executor:
    ...         return await executor.execute("result = price * 2;", context={"price": 21})
    >>> asyncio.run(main()).value
    42
    """

    def __init__(
        self,
        max_workers: int = 4,
        strict_security: bool = False,
        python_extension_paths: Optional[Sequence[str]] = None,
        *,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        limits: Optional[Limits] = None,
        import_paths: Sequence[str] = (),
        isolation: str = "thread",
        executor: Optional[Executor] = None,
        engine: Any = None,
    ) -> None:
        check_workers(max_workers)
        if isolation not in ("thread", "process"):
            raise MLUsageError(f"isolation must be 'thread' or 'process', not {isolation!r}")
        self.max_workers = max_workers
        self.strict_security = strict_security
        self.python_extension_paths: List[str] = checked_paths(python_extension_paths, "python_extension_paths")
        self.isolation = isolation
        check_engine(engine)
        if executor is not None and not hasattr(executor, "submit"):
            raise MLUsageTypeError(f"executor must be one of concurrent.futures, not {type(executor).__name__}")
        paths = [*checked_paths(import_paths, "import_paths"), *self.python_extension_paths]
        if engine is not None and (paths or any(one is not None for one in (limits, capabilities, world))):
            raise MLUsageError("an engine comes with its own capabilities, limits, world and import paths")
        made = engine or _engine(paths, limits, capabilities, world, self.python_extension_paths)
        self._engine = made
        self._place: Any = InThread()
        if executor is not None:
            self._place = Elsewhere(self._engine, executor)
        elif isolation == "process":
            self._place = InProcess(self._engine)
        self._queue = _Queue(self._place, Workers(max_workers, finish=self._place.close))
        finalize(self, self._place.close)  # also when the interpreter ends
        opened(self)

    @property
    def _transpiler(self) -> Any:
        """What runs the programs, by the name that it has in mlpy."""
        return self._engine

    @property
    def _executor(self) -> Workers:
        """The threads, by the name that they have in mlpy."""
        return self._queue.workers

    async def execute(
        self,
        ml_code: str,
        timeout: Optional[float] = None,
        context: Optional[Mapping[str, Any]] = None,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
        share_context: bool = False,
    ) -> AsyncMLResult:
        """Run a program and return what it came to; failures of the program are in the result.

        ``timeout`` seconds from now the program is stopped, also if it still waits for a worker; None and 0
        are no limit. ``context`` gives variables their values: copies, unless with ``share_context``, when
        lists and dictionaries of the caller get what the program made of them. ``capabilities`` and
        ``limits`` are for this program instead of those of the executor. Raises ``RuntimeError`` after
        ``shutdown``, and ``MLUsageError`` for arguments of the wrong types.
        """
        engine = self._engine if capabilities is None else self._engine.granting(capabilities)
        return await self._queue.execute(engine, ml_code, timeout, context, limits, share_context)

    def _execute_sync(self, ml_code: str, context: Optional[Mapping[str, Any]] = None) -> AsyncMLResult:
        """Run a program in this thread and return what it came to."""
        check_execution(ml_code, None, context, None)
        job = _Job(self._place, self._engine, ml_code, None, context, None, False, None)
        job.run()
        assert job.result is not None
        return job.result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more programs; those that have been taken are done and answered.

        With *wait*, return when they are; if none of them ends for five seconds, stop those that still
        run or wait. With *cancel_futures*, stop all of them at once.
        """
        closed(self)
        self._queue.close(wait, cancel_futures)

    def __enter__(self) -> AsyncMLExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    async def __aenter__(self) -> AsyncMLExecutor:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop what still runs or waits, and let the threads end."""
        import asyncio

        closed(self)
        self._queue.close(wait=False, stop=True)
        deadline, pause = time.monotonic() + _STOPPED, 0.0
        while not self._queue.workers.wait(0.0) and time.monotonic() < deadline:
            await asyncio.sleep(pause)
            pause = 0.001


class _Queue:
    """Takes jobs for one place, as long as it is open, and answers each of them."""

    def __init__(self, place: Any, workers: Workers) -> None:
        self._place = place
        self.workers = workers
        self._open = True
        self._mailbox: Optional[_Mailbox] = None
        self._jobs: Set[_Job] = set()

    async def execute(
        self,
        engine: Any,
        ml_code: str,
        timeout: Optional[float],
        context: Optional[Mapping[str, Any]],
        limits: Optional[Limits],
        share: bool,
    ) -> AsyncMLResult:
        """Run a program and return what it came to."""
        from asyncio import get_running_loop

        if not self._open:
            raise RuntimeError("cannot schedule new futures after shutdown")
        check_execution(ml_code, timeout, context, limits)
        if share and not self._place.shares:
            raise MLUsageError("share_context needs isolation 'thread': another process gets copies")
        loop = get_running_loop()
        mailbox = self._mailbox
        if mailbox is None or mailbox.loop is not loop:
            mailbox = self._mailbox = _Mailbox(loop)
        job = _Job(self._place, engine, ml_code, timeout, context, limits, share, mailbox)
        self._jobs.add(job)
        try:
            self.workers.submit(job.run)
            return await job.future
        finally:
            self._jobs.discard(job)
            job.leave()

    def close(self, wait: bool, stop: bool) -> None:
        """Take no more jobs and wait for those that there are, or *stop* them."""
        self._open = False
        self.workers.close()
        if wait and not stop:
            stop, done = True, -1
            while done < self.workers.done:
                done = self.workers.done
                if self.workers.wait(_SHUTDOWN):
                    return
        if stop:
            for job in list(self._jobs):
                job.cancel()
        if wait:
            self.workers.wait(_STOPPED)


class _Mailbox:
    """Brings results to one event loop, and wakes it once for all that have come meanwhile."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._jobs: Deque[_Job] = deque()
        self._awaited = False

    def deliver(self, job: _Job) -> None:
        """Take a job that is done, in any thread."""
        self._jobs.append(job)
        if not self._awaited:
            self._awaited = True
            try:
                self.loop.call_soon_threadsafe(self._empty)
            except RuntimeError:  # the loop is closed: nobody waits any more
                self._jobs.clear()

    def _empty(self) -> None:
        self._awaited = False
        while self._jobs:
            self._jobs.popleft().arrive()


class _Job:
    """One call of ``execute``: waits, runs, answers once.

    Whoever gets ``_claim`` decides: the worker that runs the job, or the one that calls it off before.
    """

    def __init__(
        self,
        place: Any,
        engine: Any,
        ml_code: str,
        timeout: Optional[float],
        context: Optional[Mapping[str, Any]],
        limits: Optional[Limits],
        share: bool,
        mailbox: Optional[_Mailbox],
    ) -> None:
        self._place = place
        self._engine = engine
        self._code = ml_code
        self._timeout = None if timeout == float("inf") else timeout or None
        self._given = context if share else None
        self._values = None if context is None else to_variables(context)
        self._limits: Limits = engine.limits if limits is None else limits
        self._submitted = time.perf_counter()
        self._claim = threading.Lock()
        self._interrupt = place.new_interrupt()
        self._mailbox = mailbox
        self._caller: Any = copy_context()
        self._timer: Optional[asyncio.TimerHandle] = None
        self.result: Optional[AsyncMLResult] = None
        if mailbox is not None:
            loop = mailbox.loop
            self.future: asyncio.Future[AsyncMLResult] = loop.create_future()
            if self._timeout is not None:
                self._timer = loop.call_later(max(0.0, self._timeout), self._expire)

    # -- in the worker --------------------------------------------------------------------------

    def run(self) -> None:
        """Run the program, unless it was called off, and answer."""
        if not self._claim.acquire(blocking=False):
            return
        waited = time.perf_counter() - self._submitted
        try:
            result = self._caller.run(self._perform, waited)
        except BaseException as error:  # a host function may raise anything; the one who waits must hear of it
            result = _failed(error)
        result.queue_time = waited
        self._deliver(result)

    def _perform(self, waited: float) -> AsyncMLResult:
        deadline = None if self._timeout is None else self._submitted + self._timeout
        if self._timeout is not None and waited >= self._timeout:
            return self._late()
        outcome, audit = self._place.run(
            self._engine, self._code, self._values, self._limits, self._interrupt, deadline
        )
        if self._given is not None and self._values is not None:
            _give_back(self._given, self._values)
        error = outcome.error
        text = None if error is None else describe(error)
        if isinstance(error, MLLimitError) and error.limit == "seconds" and deadline is not None:
            if self._limits.seconds is None or time.perf_counter() >= deadline:
                text = f"Execution timeout after {self._timeout} seconds"
                error.message = f"time limit of {self._timeout:g} seconds reached"  # not: what was left of it
        return AsyncMLResult(
            error is None,
            outcome.value,
            text,
            outcome.seconds,
            outcome.loading,
            exception=error,
            has_value=outcome.has_value,
            output=outcome.output,
            audit=audit,
            steps=outcome.steps,
        )

    def _deliver(self, result: AsyncMLResult) -> None:
        self.result = result
        if self._mailbox is not None:
            self._mailbox.deliver(self)

    # -- in the event loop ----------------------------------------------------------------------

    def arrive(self) -> None:
        """Answer with what came of the run."""
        assert self.result is not None
        self._answer(self.result)

    def _answer(self, result: AsyncMLResult) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _expire(self) -> None:
        """The time is over: leave the queue, or give the running code a moment to notice."""
        if self._call_off():
            self._answer(self._late())
        elif self._mailbox is not None:
            self._timer = self._mailbox.loop.call_later(_GRACE, self._give_up)

    def _give_up(self) -> None:
        self._interrupt.stop()
        self._answer(self._late())

    def leave(self) -> None:
        """Nobody waits any more: stop what is still going on."""
        if self._timer is not None:
            self._timer.cancel()
        if self.result is None and not self._call_off():
            self._interrupt.stop()

    # -- anywhere -------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Stop the job; it answers that it was."""
        if self._call_off():
            result = _failed(MLLimitError("execution cancelled", limit="cancelled"))
            result.queue_time = time.perf_counter() - self._submitted
            self._deliver(result)
        else:
            self._interrupt.stop()

    def _call_off(self) -> bool:
        """Keep the job from being run; say False if it is too late for that."""
        if not self._claim.acquire(blocking=False):
            return False
        self._engine = self._values = self._given = self._caller = None  # it may stay in the queue for long
        return True

    def _late(self) -> AsyncMLResult:
        result = _failed(MLLimitError(f"Execution timeout after {self._timeout} seconds", limit="seconds"))
        result.queue_time = time.perf_counter() - self._submitted
        return result


def _failed(error: BaseException) -> AsyncMLResult:
    """Return the result of what did not run, or not to an end that can be told."""
    return AsyncMLResult(False, error=describe(error), exception=error, audit=AuditTrail())


def check_workers(max_workers: Any) -> None:
    """Raise an error for what is no number of workers, in the words of mlpy for one that is too small."""
    if type(max_workers) is not int:
        raise MLUsageTypeError(f"max_workers must be a whole number, not {type(max_workers).__name__}")
    if max_workers <= 0:
        raise MLUsageValueError("max_workers must be greater than 0")


def check_execution(ml_code: Any, timeout: Any, context: Any, limits: Any = None) -> None:
    """Raise ``MLUsageError`` for arguments of the wrong types."""
    check_code(ml_code)
    if timeout is not None and not is_number(timeout):
        raise MLUsageTypeError(f"timeout must be a number of seconds or None, not {shown(timeout)}")
    check_context(context)
    if limits is not None:
        checked_limits(limits)


def _engine(
    paths: Sequence[str],
    limits: Optional[Limits],
    capabilities: Capabilities,
    world: Optional[World],
    extension_paths: Sequence[str] = (),
) -> Engine:
    """Return an engine with these settings; all that have none are one."""
    if not paths and limits is None and capabilities is None and world is None:
        return _shared
    return _shared.like(paths, limits or _shared.limits, capabilities, world, extension_paths)


_one_shots = _Queue(InThread(), Workers(_ONE_SHOTS, "ml_one_shot", patience=_BRIEFLY))


async def async_ml_execute(
    ml_code: str,
    timeout: Optional[float] = None,
    context: Optional[Mapping[str, Any]] = None,
    strict_security: bool = False,
    python_extension_paths: Optional[Sequence[str]] = None,
    *,
    capabilities: Capabilities = None,
    world: Optional[World] = None,
    limits: Optional[Limits] = None,
) -> AsyncMLResult:
    """Run one program beside the event loop; see :class:`AsyncMLExecutor` for the parameters.

    >>> import asyncio
    >>> asyncio.run(async_ml_execute("result = 2 + 2;")).value
    4
    """
    paths = checked_paths(python_extension_paths, "python_extension_paths")
    engine = _engine(paths, limits, capabilities, world, paths)
    return await _one_shots.execute(engine, ml_code, timeout, context, None, False)


def _give_back(given: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Put what a program made of the lists and dictionaries that it was given into those of the caller."""
    for name, value in given.items():
        if isinstance(value, list):
            value[:] = values[name]
        elif isinstance(value, dict):
            value.clear()
            value.update(values[name])
