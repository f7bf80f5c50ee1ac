"""``MockAsyncExecutor``: an executor that answers what the test says, and refuses what the real one refuses.

The rule for what comes back: whatever ``when``, ``side_effect`` or ``return_value`` say comes as a real
``AsyncMLResult``; what nobody said is ``mock_result`` itself, as in mlpy, whose tests demand it. Code that is
no ML fails as it does for real, see ``texts.py`` for the two exceptions that mlpy's tests need; arguments of
wrong types raise, calls after ``shutdown`` raise.
"""

from __future__ import annotations

import time
from typing import Any, Dict, List, Mapping, Optional, Sequence

from ..capabilities import CapabilityContext, as_context
from ..capabilities.presets import Capabilities
from ..engine.arguments import checked_paths, checked_seconds
from ..engine.errors import MLError, MLLimitError, MLRuntimeError, MLUsageError, MLUsageTypeError
from ..engine.limits import Limits
from ..engine.values import to_variables
from ..integration.executor import check_execution, check_workers
from ..integration.results import AsyncMLResult, describe
from .answers import FAILURE, FUNCTION, HANG, RAISE, VALUE, Answer, is_exception
from .base import Mock
from .records import MockExecutionRecord, brief, snapshot
from .texts import read

FAILED = "Mock execution failure"


def _canned() -> Dict[str, Any]:
    return {"status": "success", "mock": True}


class MockAsyncExecutor(Mock):
    """Stands where an ``AsyncMLExecutor`` is wanted.

    ``mock_result`` is the answer as long as nothing else is said, ``execution_delay`` the seconds before each
    answer, ``should_fail`` lets every execution raise ``RuntimeError``. ``executions`` are the records.
    With ``strict=True`` only what ``when``, ``side_effect`` or ``return_value`` say is answered. Time passes on
    ``clock``, the real one or a ``VirtualClock``. ``wraps`` is an executor that answers what nobody said.

    >>> import asyncio
    >>> mock = MockAsyncExecutor()
    >>> rule = mock.when("total(*)").returns(120)
    >>> asyncio.run(mock.execute("result = total(100, 0.2);")).value
    120
    >>> mock.assert_executed_once("total(*)")
    """

    def __init__(
        self,
        max_workers: int = 4,
        strict_security: bool = False,
        python_extension_paths: Optional[Sequence[str]] = None,
        *,
        strict: bool = False,
        clock: Any = None,
        wraps: Any = None,
    ) -> None:
        check_workers(max_workers)
        if wraps is not None and not hasattr(wraps, "execute"):
            raise MLUsageTypeError(f"wraps must be an executor, not {type(wraps).__name__}")
        super().__init__(strict, clock)
        self.max_workers = max_workers
        self.strict_security = strict_security
        self.python_extension_paths = checked_paths(python_extension_paths, "python_extension_paths")
        self.isolation = "thread"
        self.wraps = wraps
        self.executions: List[MockExecutionRecord] = []
        self.execution_delay = 0.0
        self.mock_result: Any = _canned()
        self._open = True

    @property
    def execution_delay(self) -> float:
        """The seconds before each answer."""
        return self._delay

    @execution_delay.setter
    def execution_delay(self, seconds: float) -> None:
        self._delay = checked_seconds(seconds, "execution_delay")

    # -- the real surface -----------------------------------------------------------------------

    async def execute(
        self,
        ml_code: str,
        timeout: Optional[float] = None,
        context: Optional[Mapping[str, Any]] = None,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
        share_context: bool = False,
    ) -> Any:
        """Record an execution and answer it."""
        record = self._record(ml_code, timeout, context, capabilities, limits, share_context)
        try:
            answer = self._prepared(record)
            seconds = answer.delay
            if (seconds or (timeout and timeout < 0)) and not await self._wait(seconds, timeout):
                record.simulated = True
                return self._end(record, _timed_out(timeout))
            result = answer.payload
            if answer.kind is FUNCTION:
                result = await self._ask(answer.payload, record, seconds)
        except BaseException as error:
            record.exception = error
            raise
        return self._end(record, result)

    def _execute_sync(self, ml_code: str, context: Optional[Mapping[str, Any]] = None) -> Any:
        """Record an execution and answer it, without an event loop."""
        record = self._record(ml_code, None, context, None, None, False)
        try:
            answer = self._prepared(record)
            if answer.delay == float("inf"):
                raise MLUsageError("an execution that hangs needs a loop and a timeout")
            if answer.delay:
                (self.clock or time).sleep(answer.delay)
            result = answer.payload
            if answer.kind is FUNCTION:
                result = _result(self._default(answer.payload(record.ml_code, None, context)))
        except BaseException as error:
            record.exception = error
            raise
        return self._end(record, result)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more executions."""
        self._open = False

    def __enter__(self) -> MockAsyncExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    async def __aenter__(self) -> MockAsyncExecutor:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.shutdown(wait=False)

    # -- asking ---------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forget all executions and everything that was told."""
        self.executions.clear()
        self._forget()
        self.execution_delay = 0.0
        self.mock_result = _canned()
        self._open = True

    reset_mock = reset

    def get_execution_count(self) -> int:
        """Return how many executions there were."""
        return len(self.executions)

    def get_last_execution(self) -> Optional[MockExecutionRecord]:
        """Return the last execution, or None."""
        return self.executions[-1] if self.executions else None

    def verify_against(self, executor: Any = None) -> Any:
        """Return where *executor* answers otherwise than this mock did; see :func:`verify_against`."""
        from .verifying import verify_against

        return verify_against(self, executor)

    def _executed(self) -> List[Any]:
        return list(self.executions)

    # -- answering ------------------------------------------------------------------------------

    def _record(
        self,
        ml_code: str,
        timeout: Optional[float],
        context: Optional[Mapping[str, Any]],
        capabilities: Capabilities,
        limits: Optional[Limits],
        share_context: bool,
    ) -> MockExecutionRecord:
        """Refuse what the real executor refuses, and keep the rest."""
        if not self._open:
            raise RuntimeError("cannot schedule new futures after shutdown")
        check_execution(ml_code, timeout, context, limits)
        if context:
            to_variables(context)
        options = None
        if capabilities is not None or limits is not None or share_context:
            options = _options(capabilities, limits, share_context)
        kept = None if context is None else snapshot(context)
        record = MockExecutionRecord(ml_code, timeout, kept, time.time(), None, None, options)
        self.executions.append(record)
        return record

    def _prepared(self, record: MockExecutionRecord) -> Answer:
        """Return what to answer and after how many seconds; a function is still to be asked."""
        seconds = self._delay
        fault = None
        if self._faults is not None:
            with self._lock:
                fault, seconds = self._faults.next(), seconds + self._faults.seconds
        if fault is not None or self.should_fail:
            record.simulated = True
            if fault is None:
                fault = Answer(RAISE, RuntimeError(FAILED))
            return self._settled(fault, seconds)
        code = record.ml_code
        reading = read(code, record.context, strict=self.strict)
        if reading.error is not None:
            return Answer(VALUE, AsyncMLResult(False, error=describe(reading.error), exception=reading.error), seconds)
        answer = self._choose(code, reading.asks, record.context)
        if answer is not None:
            record.simulated = answer.is_simulated
            return self._settled(answer, seconds + answer.delay)
        if self.wraps is not None:
            return Answer(FUNCTION, self.wraps, seconds)
        if self.strict:
            with_context = "" if record.context is None else f"\n  with context {record.context!r}"
            self._refuse_unexpected(brief(code.strip()) + with_context, reading.asks)
        return Answer(VALUE, snapshot(self.mock_result), seconds)

    def _settled(self, answer: Answer, seconds: float) -> Answer:
        """Return an answer whose payload is what comes back, or a function, or an exception to raise after a while."""
        kind, payload, _ = answer
        if kind is HANG:
            return Answer(VALUE, None, float("inf"))
        if kind is VALUE:
            return Answer(VALUE, _result(_copied(payload)), seconds)
        if kind is FAILURE or isinstance(payload, MLError):
            return Answer(VALUE, _failure(payload), seconds)
        if kind is RAISE and not seconds:
            raise payload
        return Answer(FUNCTION, payload, seconds)

    async def _wait(self, seconds: float, timeout: Optional[float]) -> bool:
        """Let the seconds pass, or say False when the time is over before."""
        in_time = not timeout or seconds < timeout
        wanted = seconds if in_time else max(0.0, timeout or 0.0)
        if not wanted:
            return in_time
        import asyncio

        if wanted == float("inf"):
            await asyncio.get_running_loop().create_future()
        if self.clock is None:
            await asyncio.sleep(wanted)
        else:
            await asyncio.sleep(0)
            self.clock.sleep(wanted)
        return in_time

    async def _ask(self, function: Any, record: MockExecutionRecord, waited: float) -> Any:
        """Return the result that a function has for an execution, or the wrapped executor, or raise."""
        if is_exception(function):
            raise function
        keywords = record.options or {}
        if function is self.wraps:
            return await function.execute(record.ml_code, record.timeout, record.context, **keywords)
        value = function(record.ml_code, record.timeout, record.context, **keywords)
        if hasattr(value, "__await__"):
            value = await _in_time(value, record.timeout, waited)
        if value is _LATE:
            record.simulated = True
            return _timed_out(record.timeout)
        return _result(self._default(value))

    @staticmethod
    def _end(record: MockExecutionRecord, result: Any) -> Any:
        record.result = _copied(result)
        return result


_LATE: Any = object()


async def _in_time(work: Any, timeout: Optional[float], waited: float) -> Any:
    """Return what an awaitable comes to, or ``_LATE`` when the time is over before; then it is cancelled."""
    if not timeout:
        return await work
    import asyncio

    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=max(0.0, timeout - waited))
    finally:
        if not task.done():
            task.cancel()
    if not task.done():
        await asyncio.wait({task})
        return _LATE
    return task.result()


def _copied(result: Any) -> Any:
    """Return a copy of what an execution answered."""
    if type(result) is not AsyncMLResult:
        return snapshot(result)
    return AsyncMLResult(
        result.success,
        snapshot(result.value),
        result.error,
        result.execution_time,
        result.transpile_time,
        exception=result.exception,
        has_value=result.has_value,
        output=result.output,
        audit=result.audit,
        queue_time=result.queue_time,
        steps=result.steps,
    )


def _result(value: Any) -> AsyncMLResult:
    """Return a value as a result; a result stays what it is."""
    if isinstance(value, AsyncMLResult):
        return value
    if isinstance(value, MLError):
        return _failure(value)
    return AsyncMLResult(True, value, has_value=True)


def _failure(error: Any) -> AsyncMLResult:
    """Return what failing code comes to."""
    exception = error if isinstance(error, MLError) else MLRuntimeError(str(error))
    return AsyncMLResult(False, error=describe(exception), exception=exception, has_value=False)


def _timed_out(timeout: Optional[float]) -> AsyncMLResult:
    text = f"Execution timeout after {timeout} seconds"
    return AsyncMLResult(False, error=text, exception=MLLimitError(text, limit="seconds"))


def _options(capabilities: Capabilities, limits: Optional[Limits], share_context: bool) -> Dict[str, Any]:
    """Return the further keyword arguments that were given, checked."""
    options: Dict[str, Any] = {}
    if capabilities is not None:
        granted = capabilities if isinstance(capabilities, (CapabilityContext, str)) else list(capabilities)
        as_context(granted)
        options["capabilities"] = granted
    if limits is not None:
        options["limits"] = limits
    if share_context:
        options["share_context"] = True
    return options
