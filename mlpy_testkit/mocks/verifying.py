"""Whether a mock tells the truth: what it answered, asked again of the real thing.

Trouble that the test wanted (``should_fail``, ``faults``, hangs, exceptions of the host) is no answer of a
program and is left out; so is what the mock refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generator, List, Type

from ..engine.errors import MLError, MLUsageError
from ..integration.executor import AsyncMLExecutor
from ..integration.inputs import REPLResult
from ..integration.results import AsyncMLResult
from ..integration.results import describe as text_of
from ..integration.session import MLREPLSession
from ..integration.waiting import finish
from ..records import NamedTuple
from .records import MockFunctionCall, MockLineRecord, describe, snapshot

if TYPE_CHECKING:
    from .executor import MockAsyncExecutor
    from .session import MockREPLSession


class Difference(NamedTuple):
    """An answer that the real thing would not have given; *record* is the use of the mock."""

    record: Any
    mocked: str
    real: str

    def __str__(self) -> str:
        return f"{describe(self.record, True)}\n  mock: {self.mocked}\n  real: {self.real}"


class Differences(List[Difference]):
    """A list of differences, empty if the mock told the truth; may be awaited, which gives the list itself.

    ``checked`` is how many answers were compared, ``skipped`` how many uses had none to compare.
    """

    checked = 0
    skipped = 0

    def __await__(self) -> Generator[Any, Any, Differences]:
        yield from ()
        return self

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or f"{self.checked} answers are those of the real engine"


class _Answer(NamedTuple):
    """What is compared of an answer."""

    success: bool
    value: Any
    error: Any

    def __str__(self) -> str:
        return repr(self.value) if self.success else f"failure: {self.error}"


def verify_against(mock: Any, real: Any = None) -> Differences:
    """Ask *real* everything that *mock* was asked, and return where the answers differ.

    A ``MockAsyncExecutor`` is held against an executor, a ``MockREPLSession`` against a session, which should
    be in the state in which the application found the mock; by default against a new one.

    >>> from .session import MockREPLSession
    >>> mock = MockREPLSession()
    >>> rule = mock.when("6 * 7").returns(41)
    >>> result = mock.execute("6 * 7")
    >>> print(verify_against(mock))
    execute_ml_line('6 * 7')
      mock: 41
      real: 42
    """
    kind = real_kind(mock)
    if real is None:
        with kind() as made:
            return verify_against(mock, made)
    return _replay_session(mock, real) if kind is MLREPLSession else finish(_replay_executions(mock, real))


def real_kind(mock: Any) -> Type[Any]:
    """Return the class that a mock stands for."""
    if hasattr(mock, "function_calls"):
        return MLREPLSession
    if hasattr(mock, "executions"):
        return AsyncMLExecutor
    raise MLUsageError(f"verify_against() needs a mock of an executor or a session, not {type(mock).__name__}")


async def _replay_executions(mock: MockAsyncExecutor, executor: Any) -> Differences:
    found = Differences()
    for record in list(mock.executions):
        if _is_no_answer(found, record):
            continue
        context = snapshot(record.context)
        result = await executor.execute(record.ml_code, record.timeout, context, **(record.options or {}))
        _compare(found, record, _of_result(record.result), _of_result(result))
    return found


def _replay_session(mock: MockREPLSession, session: Any) -> Differences:
    found = Differences()
    for record in mock.mock_calls:
        if _is_no_answer(found, record):
            continue
        if isinstance(record, MockLineRecord):
            real = _of_result(session.execute_ml_line(record.ml_code))
            _compare(found, record, _of_result(record.result), real)
        else:
            _compare(found, record, _of_call(record), _call(session, record))
    return found


def _is_no_answer(found: Differences, record: Any) -> bool:
    refused = record.exception is not None and not isinstance(record.exception, MLError)
    if record.simulated or refused:
        found.skipped += 1
        return True
    return False


def _of_result(result: Any) -> _Answer:
    if isinstance(result, (AsyncMLResult, REPLResult)):
        return _Answer(result.success, result.value, result.error)
    return _Answer(True, result, None)


def _of_call(record: MockFunctionCall) -> _Answer:
    if record.exception is not None:
        return _Answer(False, None, text_of(record.exception))
    return _Answer(True, record.result, None)


def _call(session: Any, record: MockFunctionCall) -> _Answer:
    try:
        return _Answer(True, session.call_function(record.function_name, record.args, record.kwargs), None)
    except (MLError, MLUsageError) as error:
        return _Answer(False, None, text_of(error))


def _compare(found: Differences, record: Any, mocked: _Answer, real: _Answer) -> None:
    found.checked += 1
    if mocked.success is not real.success or mocked.error != real.error or not is_same(mocked.value, real.value):
        found.append(Difference(record, str(mocked), str(real)))


def is_same(mocked: Any, real: Any) -> bool:
    """Tell whether two values are the same for ML: true is not 1, NaN is NaN, a tuple is an array.

    >>> is_same([1, (2.0,)], [1.0, [2]]), is_same(True, 1)
    (True, False)
    """
    if isinstance(mocked, bool) or isinstance(real, bool):
        return mocked is real
    if isinstance(mocked, (list, tuple)) and isinstance(real, (list, tuple)):
        return len(mocked) == len(real) and all(map(is_same, mocked, real))
    if isinstance(mocked, dict) and isinstance(real, dict):
        return mocked.keys() == real.keys() and all(is_same(mocked[key], real[key]) for key in mocked)
    return bool(mocked == real) or (mocked != mocked and real != real)
