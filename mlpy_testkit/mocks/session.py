"""``MockREPLSession``: a session that answers what the test says, and runs the rest on the embedded engine.

Nothing real is made before it is needed: then a real ``MLREPLSession`` stands behind the mock, which answers
everything that nobody has prepared, so functions that a test defines are run, and code that is no ML is
refused. Four functions need no definition, because mlpy's mock knows them: ``validate_order``,
``calculate_total``, ``double`` and ``add``; a function that nobody knows answers None to ``call_function``,
as there, unless the mock is strict.
"""

from __future__ import annotations

import time
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ..capabilities import CapabilityContext
from ..engine.arguments import check_code, checked_count, checked_list, checked_paths, checked_texts
from ..engine.errors import MLError, MLRuntimeError, MLUsageError, MLUsageTypeError
from ..engine.limits import Interrupt, Limits
from ..engine.nodes import Function
from ..engine.outcome import Outcome
from ..engine.values import HostFunction
from ..integration.inputs import REPLResult
from ..integration.open import closed
from ..integration.session import MLREPLSession
from ..integration.texts import error_text
from .answers import FAILURE, FUNCTION, HANG, RAISE, VALUE, Answer
from .base import UNSET, Mock, Told
from .calls import call_text, only_call, written_arguments
from .records import SCALARS, MockFunctionCall, MockLineRecord, brief, describe, shown, snapshot
from .texts import Reading, is_placeholder, read

FAILED = "Mock execution failure"

CANNED: Dict[str, Callable[..., Any]] = {
    "validate_order": lambda *arguments: {"valid": True},
    "calculate_total": lambda *arguments: 100.50,
    "double": lambda *arguments: arguments[0] * 2 if arguments else 0,
    "add": lambda *arguments: sum(arguments) if arguments else 0,
}


class MockExecutionResult(REPLResult):
    """What a mock session answers: a ``REPLResult`` that is successful unless it is said otherwise.

    >>> MockExecutionResult(value=42).success
    True
    """

    __slots__ = ()

    def __init__(
        self, success: bool = True, value: Any = None, error: Optional[str] = None, *more: Any, **fields: Any
    ) -> None:
        super().__init__(success, value, error, *more, **fields)


class MockREPLSession(Mock):
    """Stands where an ``MLREPLSession`` is wanted; the parameters are those of the real one, and ``strict``, ``clock``.

    ``executed_lines`` and ``function_calls`` are what was done; ``variables`` those of the session, from and
    to Python; ``should_fail`` lets everything raise ``RuntimeError``. ``when`` prepares answers for executed
    code and for calls, which are held against their text, ``total(3, "x")``; ``stub`` replaces one function,
    for ML code as well. With ``strict=True`` only prepared answers and definitions of functions are taken.

    >>> mock = MockREPLSession()
    >>> mock.execute("function triple(x) { return x * 3; }").success
    True
    >>> mock.call_function("triple", (5,), {})
    15
    >>> mock.get_execution_count(), mock.get_function_call_count()
    (1, 1)
    """

    _what = "use of the session"
    _checked_by = ("session", "execute_ml_line")

    def __init__(
        self,
        security_enabled: bool = True,
        profile: bool = False,
        max_history: int = 1000,
        extension_paths: Optional[Sequence[str]] = None,
        ml_module_paths: Optional[Sequence[str]] = None,
        *,
        capabilities: Any = None,
        limits: Any = None,
        world: Any = None,
        engine: Any = None,
        strict: bool = False,
        clock: Any = None,
    ) -> None:
        super().__init__(strict, clock)
        checked_count(max_history, "max_history", 0)
        checked_paths(extension_paths, "extension_paths")
        checked_paths(ml_module_paths, "ml_module_paths")
        self._arguments = (security_enabled, profile, max_history, extension_paths, ml_module_paths)
        self._options = {"capabilities": capabilities, "limits": limits, "world": world, "engine": engine}
        self.variables: Dict[str, Any] = {}
        self.executed_lines: List[str] = []
        self.function_calls: List[MockFunctionCall] = []
        self._history: List[Any] = []
        self._session: Optional[MLREPLSession] = None
        self._known: Dict[str, Any] = {}  # the variables as they were after the last execution
        self._stubs: Dict[str, Told] = {}
        self._given: Dict[str, Any] = {}  # the host functions that the session has been given, by name
        self._parameters: Dict[str, int] = {}

    # -- the real surface -----------------------------------------------------------------------

    @property
    def real(self) -> MLREPLSession:
        """The session of the embedded engine behind the mock."""
        with self._lock:
            if self._session is None:
                self._session = MLREPLSession(*self._arguments, **self._options)
                closed(self._session)  # nothing is left open with a mock
            return self._session

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.real, name)

    def execute_ml_line(self, ml_code: str) -> REPLResult:
        """Record an input and answer it."""
        text: Any = ml_code
        if text is None:
            return MockExecutionResult()
        check_code(text)
        record = MockLineRecord(ml_code, time.time())
        with self._lock:
            self.executed_lines.append(ml_code)
            self._history.append(record)
        try:
            result = self._execute(ml_code, record)
        except BaseException as error:
            record.exception = error
            raise
        record.result = _copied(result)
        return result

    execute = execute_ml_line

    def execute_ml_block(self, ml_lines: Sequence[str]) -> REPLResult:
        """Record lines as one input and answer it."""
        return self.execute_ml_line("\n".join(checked_texts(ml_lines, "ml_lines")))

    def run(self, code: str, name: Optional[str] = None) -> Any:
        """Execute code and return its value; raise its error."""
        result = self.execute_ml_line(code)
        if result.exception is not None:
            raise result.exception
        return result.value

    def call_function(
        self, function_name: str, args: Sequence[Any] = (), kwargs: Optional[Mapping[str, Any]] = None, **options: Any
    ) -> Any:
        """Record a call of a function and answer it."""
        for option in options:
            if option not in ("limits", "capabilities"):
                raise TypeError(f"call_function() got an unexpected keyword argument {option!r}")
        arguments = args if type(args) is tuple else tuple(checked_list(args, "args", "arguments"))
        return self._call_recorded(function_name, arguments, dict(kwargs) if kwargs else {}, options)

    def call(self, name: str, *arguments: Any) -> Any:
        """Record a call of a function and answer it."""
        return self._call_recorded(name, arguments, {}, {})

    def invoke(
        self,
        name: str,
        arguments: Sequence[Any],
        limits: Optional[Limits] = None,
        capabilities: Any = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Tuple[Any, Optional[MLError]]:
        """Record a call of a function; return its value, or the error that ended it."""
        options = {"limits": limits, "capabilities": capabilities, "interrupt": interrupt}
        try:
            return self._call_recorded(name, tuple(arguments), {}, options), None
        except MLError as error:
            return None, error

    def execute_outcome(
        self,
        ml_code: str,
        name: Optional[str] = None,
        *,
        limits: Optional[Limits] = None,
        capabilities: Optional[CapabilityContext] = None,
    ) -> Outcome:
        """Record code, run it on the embedded engine, and return the engine's ``Outcome``."""
        with self._lock:
            self.executed_lines.append(ml_code)
            self._history.append(MockLineRecord(ml_code, time.time()))
            self._push(ml_code)
            try:
                return self.real.execute_outcome(ml_code, name, limits=limits, capabilities=capabilities)
            finally:
                self._pull()

    def find_function(self, name: str) -> Any:
        """Return what stands for a function that can be called; None if there is none."""
        if name in self._stubs:
            return self._stubs[name]
        found = self.real.find_function(name)
        return CANNED.get(name) if found is None and not self.strict else found

    def _place_of(self, name: str) -> Any:
        return self.real._place_of(name)

    def set(self, name: str, value: Any) -> None:
        """Give a variable a value from Python; it is copied."""
        self.real.set(name, value)
        self._pull()

    def reset_session(self) -> None:
        """Forget what the session knows; what was done stays on record."""
        with self._lock:
            if self._session is not None:
                self._session.reset_session()
            self.variables.clear()
            self._known.clear()
            self._given.clear()
            self._parameters.clear()

    def reset(self) -> None:
        """Forget everything: what was told, what was done, what was defined."""
        with self._lock:
            self._forget()
            if self._session is not None:
                self._session.close()
                self._session = None
            for kept in (self.executed_lines, self.function_calls, self._history):
                kept.clear()
            for table in (self.variables, self._known, self._stubs, self._given, self._parameters):
                table.clear()

    cleanup = reset_mock = reset

    def close(self) -> None:
        """End the session; what was done stays on record."""
        self.reset_session()

    def __enter__(self) -> MockREPLSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- telling and asking ---------------------------------------------------------------------

    def stub(self, name: str, *, returns: Any = UNSET, side_effect: Any = None) -> None:
        """Replace a function, for Python and for ML code: a value, or as the ``side_effect`` of ``unittest.mock``."""
        if not isinstance(name, str) or not name.isidentifier():
            raise MLUsageError(f"{name!r} is no name of an ML function")
        stub = Told()
        stub._what = f"call of {name}"
        stub.return_value = None if returns is UNSET and side_effect is None else returns
        stub.side_effect = side_effect
        self._stubs[name] = stub

    def get_execution_count(self) -> int:
        """Return how many inputs there were."""
        return len(self.executed_lines)

    def get_function_call_count(self) -> int:
        """Return how many calls of functions there were."""
        return len(self.function_calls)

    def verify_against(self, session: Any = None) -> Any:
        """Return where *session* answers otherwise than this mock did; see :func:`verify_against`."""
        from .verifying import verify_against

        return verify_against(self, session)

    @property
    def mock_calls(self) -> List[Any]:
        """The records of all inputs and calls, in order."""
        return list(self._history)

    def _executed(self) -> List[Any]:
        records: Dict[int, List[Any]] = {}
        for record in self._history:
            if isinstance(record, MockLineRecord):
                records.setdefault(id(record.ml_code), []).append(record)
        # mlpy's tests write lines of their own into the list: those have no record
        found = [records.get(id(line)) for line in self.executed_lines]
        return [kept.pop(0) if kept else MockLineRecord(line, 0.0) for line, kept in zip(self.executed_lines, found)]

    def assert_called(self, function_name: str) -> None:
        """Raise ``AssertionError`` unless the function was called."""
        if not any(call.function_name == function_name for call in self.function_calls):
            self._not_called(f"{function_name} was not called")

    def assert_not_called(self, function_name: Optional[str] = None) -> None:
        """Raise ``AssertionError`` if the function was called, or any function."""
        if any(function_name in (None, call.function_name) for call in self.function_calls):
            self._not_called(f"{function_name or 'a function'} was called")

    def assert_called_once_with(self, function_name: str, *arguments: Any, **keywords: Any) -> None:
        """Raise ``AssertionError`` unless the function was called exactly once, with these arguments."""
        calls = [call for call in self.function_calls if call.function_name == function_name]
        if len(calls) != 1:
            self._not_called(f"{function_name} was called {len(calls)} times, expected once")
        self.assert_any_call(function_name, *arguments, **keywords)

    def assert_any_call(self, function_name: str, *arguments: Any, **keywords: Any) -> None:
        """Raise ``AssertionError`` unless the function was called with these arguments."""
        wanted = (function_name, arguments, keywords)
        if not any(call.is_call(wanted) for call in self.function_calls):
            self._not_called(f"expected {describe(wanted)}, it never came")

    def _not_called(self, text: str) -> None:
        raise AssertionError(f"{text}\ncalls were:\n{shown(list(self.function_calls))}")

    # -- executing ------------------------------------------------------------------------------

    def _execute(self, code: str, record: MockLineRecord) -> REPLResult:
        trouble = self._trouble()
        if trouble is not None:
            record.simulated = True
            return self._as_result(trouble, code)
        if not code.strip():
            return MockExecutionResult()
        reading = read(code, strict=self.strict, session=True)
        if reading.error is None and not reading.defines_only:
            answer = self._choose(code, reading.asks)
            if answer is not None:
                record.simulated = answer.is_simulated
                return self._as_result(answer, code)
            if is_placeholder(reading):
                return MockExecutionResult()
            if self.strict:
                self._refuse_unexpected(brief(code.strip()), reading.asks)
        return self._run_real(reading)

    def _run_real(self, reading: Reading) -> REPLResult:
        with self._lock:
            self._push(reading.code)
            call = only_call(reading)
            arguments = None if call is None else written_arguments(call, reading.code, self.variables)
            result = self.real.execute_ml_line(reading.code)
            self._pull()
            for node in () if reading.program is None else reading.program.module.body:
                if isinstance(node, Function) and result.success:
                    self._parameters[node.name.name] = len(node.parameters)
            if call is not None and arguments is not None and self._is_defined(call.function.name):
                made = MockFunctionCall(call.function.name, arguments, {}, time.time(), snapshot(result.value))
                made.exception = result.exception
                self.function_calls.append(made)
        return result

    def _trouble(self) -> Optional[Answer]:
        """Return what goes wrong with this use, if something is to."""
        if self._faults is not None:
            with self._lock:
                fault, seconds = self._faults.next(), self._faults.seconds
            self._sleep(seconds)
            if fault is not None:
                return fault
        return Answer(RAISE, RuntimeError(FAILED)) if self.should_fail else None

    def _as_result(self, answer: Answer, *arguments: Any) -> REPLResult:
        """Return the result that an answer is for an input."""
        try:
            value = self._value_of(answer, arguments)
        except MLError as error:
            return MockExecutionResult(False, None, error_text(error), exception=error, has_value=False)
        return value if isinstance(value, REPLResult) else MockExecutionResult(True, value, has_value=True)

    def _value_of(self, answer: Answer, arguments: Tuple[Any, ...]) -> Any:
        """Return the value of an answer, or raise its error."""
        kind, payload, delay = answer
        if delay:
            self._sleep(delay)
        if kind is VALUE:
            return _copied(payload)
        if kind is FUNCTION:
            return self._default(payload(*arguments))
        if kind is HANG:
            raise MLUsageError("nothing ends a use of a session that hangs; let it fail, or hang an executor")
        if kind is FAILURE and not isinstance(payload, MLError):
            raise MLRuntimeError(payload)
        raise payload

    def _sleep(self, seconds: float) -> None:
        if seconds:
            (self.clock or time).sleep(seconds)

    # -- calling --------------------------------------------------------------------------------

    def _call_recorded(
        self, name: str, args: Tuple[Any, ...], kwargs: Dict[str, Any], options: Dict[str, Any], inside: bool = False
    ) -> Any:
        if not isinstance(name, str):
            raise MLUsageTypeError(f"the name of a function must be a text, not {name!r:.80}")
        kept = args
        for argument in args:
            if type(argument) not in SCALARS:
                kept = tuple([snapshot(argument) for argument in args])
                break
        record = MockFunctionCall(name, kept, snapshot(kwargs) if kwargs else {}, time.time())
        self.function_calls.append(record)
        if not inside:
            self._history.append(record)
        try:
            value = self._answer_call(record, name, (*args, dict(kwargs)) if kwargs else args, options)
        except BaseException as error:
            record.exception = error
            raise
        record.result = value if type(value) in SCALARS else snapshot(value)
        return value

    def _answer_call(self, record: MockFunctionCall, name: str, args: Tuple[Any, ...], options: Dict[str, Any]) -> Any:
        if self._faults is not None or self.should_fail:
            trouble = self._trouble()
            if trouble is not None:
                record.simulated = True
                return self._value_of(trouble, args)
        if name in self._stubs:
            return self._ask_stub(self._stubs[name], name, args)
        if self._rules or self._effect is not None or self.return_value is not UNSET:
            are_scalars = record.args is args  # their repr tells them apart, and is made faster than their text
            key = (name, repr(args)) if are_scalars else None
            answer = self._rules.settled.get(key)
            if answer is None:
                text = call_text(name, args)
                answer = self._choose(text, (text,), key=key)
            if answer is not None:
                kind, payload, delay = answer
                if kind is VALUE and not delay:
                    return payload if type(payload) in SCALARS else _copied(payload)
                record.simulated = answer.is_simulated
                return self._value_of(answer, args)
        if self._session is not None and self._is_defined(name):
            with self._lock:
                self._push("")
                value = self._session.call_function(name, args, **options)
                self._pull()
            return value
        if self.strict:
            text = call_text(name, args)
            self._refuse_unexpected(text, (text,))
        function = CANNED.get(name)
        return None if function is None else function(*args)

    def _ask_stub(self, stub: Told, name: str, args: Tuple[Any, ...]) -> Any:
        count = self._parameters.get(name)
        if count is not None and count != len(args):
            raise MLRuntimeError(f"{name}() takes {count} arguments, not {len(args)}", kind="TypeError")
        if stub.side_effect is None:
            return snapshot(stub.return_value)
        answer = stub._choose(name, (name,))
        return None if answer is None else self._value_of(answer, args)

    def _is_defined(self, name: Any) -> bool:
        """Tell whether a function is defined in ML, or was given to the session by the test."""
        found = self.real.find_function(name)
        return found is not None and not (type(found) is HostFunction and name in self._given)

    def _called_from_ml(self, name: str) -> Callable[..., Any]:
        return lambda *arguments: self._call_recorded(name, arguments, {}, {}, inside=True)

    # -- variables ------------------------------------------------------------------------------

    def _push(self, code: str) -> None:
        """Give the session what the test has changed, and the prepared functions that the code names."""
        session = self.real
        for name, value in self.variables.items():
            if name not in self._known or self._known[name] != value or type(self._known[name]) is not type(value):
                session.set(name, value)
        for name in [name for name in self._known if name not in self.variables]:
            session.python_namespace.pop(name, None)
        for name in self._stubs:
            self._give(name)
        if not self.strict:
            for name in CANNED:
                if name in code and session.find_function(name) is None:
                    self._give(name)

    def _give(self, name: str) -> None:
        self._given[name] = self._called_from_ml(name)
        self.real.set(name, self._given[name])

    def _pull(self) -> None:
        """Take over the variables that the session has now."""
        found = {name: value for name, value in self.real.get_variables().items() if not callable(value)}
        self.variables.clear()
        self.variables.update(found)
        self._known = snapshot(found)


def _copied(result: Any) -> Any:
    """Return a copy of what an input came to, or of a value."""
    if type(result) in SCALARS or not isinstance(result, REPLResult):
        return snapshot(result)
    return MockExecutionResult(
        result.success,
        snapshot(result.value),
        result.error,
        execution_time_ms=result.execution_time_ms,
        cached=result.cached,
        exception=result.exception,
        has_value=result.has_value,
        output=result.output,
        program=result.program,
    )
