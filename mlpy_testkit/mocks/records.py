"""What a mock remembers of each use, as plain data that compares and prints well.

A record equals another record, and also a ``call`` of ``unittest.mock`` with the same arguments, whichever
of them were given by name. What is kept is a copy: a test that changes a context afterwards, or a result,
does not change the record.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from typing import Any, Dict, List, Optional, Tuple

from .signatures import bound

_LINES, _ENDS = 8, 2  # of code that is told in full; of each end of longer code
SCALARS = frozenset([type(None), bool, int, float, str, bytes, complex])


def snapshot(value: Any) -> Any:
    """Return a copy of *value* that shares nothing with it that can change.

    What cannot be copied (a lock, an open file) stays the same object.

    >>> order = {"items": [1, 2]}
    >>> kept = snapshot(order)
    >>> order["items"].append(3)
    >>> kept
    {'items': [1, 2]}
    """
    kind = type(value)
    if kind in SCALARS:
        return value
    if kind is dict:
        for item in value.values():
            if type(item) not in SCALARS:
                return _copied(value, {})
        return value.copy()
    return _copied(value, {})


def _copied(value: Any, memo: Dict[int, Any]) -> Any:
    kind = type(value)
    if kind in SCALARS:
        return value
    known = memo.get(id(value))
    if known is not None:
        return known
    if kind is dict:
        made: Any = {}
        memo[id(value)] = made
        for key, item in value.items():
            made[key] = _copied(item, memo)
        return made
    if kind is list:
        made = []
        memo[id(value)] = made
        made.extend(_copied(item, memo) for item in value)
        return made
    if kind is tuple:
        return tuple(_copied(item, memo) for item in value)
    try:
        return copy.deepcopy(value, memo)
    except (TypeError, copy.Error):  # a lock, an open file: there is no copy of it
        return value


def as_call(value: Any) -> Optional[Tuple[str, Tuple[Any, ...], Dict[str, Any]]]:
    """Return name, arguments and keywords of what ``unittest.mock.call(...)`` makes; None for anything else."""
    if not isinstance(value, tuple) or not 1 < len(value) < 4:
        return None
    name, arguments, keywords = value if len(value) == 3 else ("", *value)
    if isinstance(name, str) and isinstance(arguments, tuple) and isinstance(keywords, dict):
        return name.rpartition(".")[2], arguments, keywords
    return None


class _Record(ABC):
    """A value with named fields."""

    __slots__ = ()
    _fields: Tuple[str, ...] = ()

    @abstractmethod
    def is_call(self, other: Any) -> bool:
        """Tell whether *other* is a ``call`` with the arguments of this record."""

    def _values(self) -> Tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, type(self)):
            return self._values() == other._values()
        return self.is_call(other) if isinstance(other, tuple) else NotImplemented

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({fields})"


class _Execution(_Record):
    """One use of *method*, which executes code."""

    __slots__ = ()
    owner: str
    method: str

    @abstractmethod
    def arguments(self) -> Dict[str, Any]:
        """Return the arguments of the use by name."""

    def is_call(self, other: Any) -> bool:
        """Tell whether *other* is a ``call`` with the arguments of this record."""
        parts = as_call(other)
        if parts is None or parts[0] not in ("", self.method):
            return False
        wanted = bound(self.owner, self.method, *parts[1:])
        found = bound(self.owner, self.method, (), self.arguments())
        return wanted is not None and wanted == found


class MockExecutionRecord(_Execution):
    """One execution: what was asked, when, and the answer or the exception.

    ``options`` are the further keyword arguments; ``simulated`` if the answer is a trouble that the mock was
    told to make, and none that a program could give.

    >>> import asyncio
    >>> from mlpy_testkit import MockAsyncExecutor
    >>> mock = MockAsyncExecutor()
    >>> result = asyncio.run(mock.execute("result = 1;", timeout=5.0))
    >>> mock.executions[0].ml_code, mock.executions[0].timeout
    ('result = 1;', 5.0)
    """

    __slots__ = _fields = ("ml_code", "timeout", "context", "timestamp", "result", "exception", "options", "simulated")
    owner = "executor"
    method = "execute"

    def __init__(
        self,
        ml_code: str,
        timeout: Optional[float],
        context: Optional[Dict[str, Any]],
        timestamp: float,
        result: Any = None,
        exception: Optional[BaseException] = None,
        options: Optional[Dict[str, Any]] = None,
        simulated: bool = False,
    ) -> None:
        self.ml_code = ml_code
        self.timeout = timeout
        self.context = context
        self.timestamp = timestamp
        self.result = result
        self.exception = exception
        self.options = options
        self.simulated = simulated

    def arguments(self) -> Dict[str, Any]:
        """Return the arguments of the execution by name."""
        return {"ml_code": self.ml_code, "timeout": self.timeout, "context": self.context, **(self.options or {})}


class MockLineRecord(_Execution):
    """One text that a session executed, with its answer or exception."""

    __slots__ = _fields = ("ml_code", "timestamp", "result", "exception", "simulated")
    owner = "session"
    method = "execute_ml_line"

    def __init__(
        self,
        ml_code: str,
        timestamp: float,
        result: Any = None,
        exception: Optional[BaseException] = None,
        simulated: bool = False,
    ) -> None:
        self.ml_code = ml_code
        self.timestamp = timestamp
        self.result = result
        self.exception = exception
        self.simulated = simulated

    def arguments(self) -> Dict[str, Any]:
        """Return the arguments of the execution by name."""
        return {"ml_code": self.ml_code}

    def is_call(self, other: Any) -> bool:
        """Tell whether *other* is a ``call`` of ``execute_ml_line``, or of its alias ``execute``."""
        parts = as_call(other)
        return parts is not None and parts[0] in ("", "execute", self.method) and super().is_call(("", *parts[1:]))


class MockFunctionCall(_Record):
    """One call of a function, with its answer or exception.

    >>> from mlpy_testkit import MockREPLSession
    >>> mock = MockREPLSession()
    >>> mock.call("double", 21)
    42
    >>> mock.function_calls[0].function_name, mock.function_calls[0].args
    ('double', (21,))
    """

    __slots__ = _fields = ("function_name", "args", "kwargs", "timestamp", "result", "exception", "simulated")

    def __init__(
        self,
        function_name: str,
        args: Tuple[Any, ...],
        kwargs: Dict[str, Any],
        timestamp: float,
        result: Any = None,
        exception: Optional[BaseException] = None,
        simulated: bool = False,
    ) -> None:
        self.function_name = function_name
        self.args = args
        self.kwargs = kwargs
        self.timestamp = timestamp
        self.result = result
        self.exception = exception
        self.simulated = simulated

    def is_call(self, other: Any) -> bool:
        """Tell whether *other* is ``call.NAME(...)`` of the function, or such a ``call.call_function(...)``."""
        parts = as_call(other)
        if parts is None or parts[0] not in ("", self.function_name, "call_function"):
            return False
        if parts[0] == self.function_name:
            return (tuple(self.args), self.kwargs) == parts[1:]
        wanted = bound("session", "call_function", *parts[1:])
        if wanted is None:
            return False
        found = (self.function_name, tuple(self.args), self.kwargs)
        return found == (wanted["function_name"], wanted["args"], wanted["kwargs"] or {})


class MockCapabilityViolation(_Record):
    """One denied use of a capability.

    >>> from mlpy_testkit import MockCapabilityManager
    >>> manager = MockCapabilityManager()
    >>> manager.record_violation("file.read", "/etc/passwd", "read")
    >>> manager.violations
    [MockCapabilityViolation(capability_type='file.read', pattern='/etc/passwd', operation='read', timestamp=...)]
    """

    __slots__ = _fields = ("capability_type", "pattern", "operation", "timestamp")

    def __init__(self, capability_type: str, pattern: str, operation: str, timestamp: float) -> None:
        self.capability_type = capability_type
        self.pattern = pattern
        self.operation = operation
        self.timestamp = timestamp

    def is_call(self, other: Any) -> bool:
        """Tell whether *other* is ``call(type, pattern, operation)``."""
        parts = as_call(other)
        return parts is not None and parts[1:] == ((self.capability_type, self.pattern, self.operation), {})


def shown(records: List[Any]) -> str:
    """Return a line for each record, as failures show them."""
    return "\n".join(f"  {describe(record, True)}" for record in records) or "  none"


def brief(code: str) -> str:
    """Return code of many lines as its ends: applications put their rules in front of what they ask for.

    >>> print(brief("\\n".join(f"x = {n};" for n in range(40))))
    x = 0;
    x = 1;
    ... 36 more lines ...
    x = 38;
    x = 39;
    """
    lines = code.strip().split("\n")
    if len(lines) <= _LINES:
        return code
    hidden = len(lines) - 2 * _ENDS
    return "\n".join([*lines[:_ENDS], f"... {hidden} more lines ...", *lines[-_ENDS:]])


def describe(record: Any, in_brief: bool = False) -> str:
    """Return a record as the call it was, with all of its code or in brief."""
    if isinstance(record, tuple):
        name, arguments, keywords = as_call(record) or ("", record, {})
    elif isinstance(record, MockFunctionCall):
        name, arguments, keywords = record.function_name, tuple(record.args), record.kwargs
    elif isinstance(record, MockCapabilityViolation):
        name, arguments, keywords = record.operation, (record.capability_type, record.pattern), {}
    elif isinstance(record, _Execution):
        given = {key: value for key, value in record.arguments().items() if value is not None}
        name, arguments, keywords = record.method, (given.pop("ml_code"),), given
        if in_brief:
            arguments = (brief(arguments[0]),)
    else:
        return repr(record)
    inside = [repr(value) for value in arguments] + [f"{key}={value!r}" for key, value in keywords.items()]
    return f"{name or 'execute'}({', '.join(inside)})"
