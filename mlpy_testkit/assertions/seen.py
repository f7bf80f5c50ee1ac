"""What came of an execution, in one form for all that runs ML: sessions, executors, engines, mocks."""

from __future__ import annotations

from types import CoroutineType
from typing import Any, Callable, Optional

from ..engine import MLError, MLRuntimeError, MLUsageError, Outcome
from ..records import NamedTuple
from .describe import describe_code


class Seen(NamedTuple):
    """What an assertion looks at; the fields are those of ``Outcome``."""

    value: Any
    has_value: bool
    error: Optional[MLError]
    output: str
    program: Any
    audit: Any
    find: Optional[Callable[[str], Any]] = None  # the function of a name, if the code ran in a session

    @property
    def place(self) -> Optional[str]:
        """Where the code says its value, or its last statement, as text; None if that is not known."""
        return describe_code(self.program, self.find)

    @property
    def origin(self) -> Optional[str]:
        """Where the value comes from: as ``place``, and what a function returned by which statement."""
        return describe_code(self.program, self.find, returns=True)


def is_execution(thing: Any) -> bool:
    """Tell whether something is what an execution came to, whoever made it."""
    return isinstance(thing, Outcome) or all(hasattr(thing, name) for name in ("success", "value", "error"))


def see(thing: Any) -> Seen:
    """Return what came of an execution; raise ``MLUsageError`` for what is none.

    >>> from mlpy_testkit import AsyncMLResult
    >>> see(AsyncMLResult(success=True, value=4)).value
    4
    """
    if isinstance(thing, Outcome):
        return Seen(thing.value, thing.has_value, thing.error, thing.output, thing.program, thing.audit)
    if not is_execution(thing):
        raise not_code(thing)
    value = thing.value
    return Seen(
        value,
        getattr(thing, "has_value", value is not None),
        None if thing.success else _error(thing),
        getattr(thing, "output", "") or "",
        getattr(thing, "program", None),
        getattr(thing, "audit", None),
    )


def _error(result: Any) -> MLError:
    error = getattr(result, "exception", None)
    if isinstance(error, MLError):
        return error
    if error is None:
        return MLRuntimeError(str(result.error))
    return MLRuntimeError(f"{type(error).__name__}: {error}", kind=type(error).__name__)


def not_code(thing: Any) -> MLUsageError:
    """Return the error for something that is neither ML code nor what an execution came to."""
    if hasattr(thing, "__await__"):
        if isinstance(thing, CoroutineType):
            thing.close()
        return MLUsageError(f"ML code or what it came to is wanted, not a {type(thing).__name__}: await it first")
    return MLUsageError(f"ML code must be a str, not {type(thing).__name__}")


def ml_error(error: Optional[BaseException]) -> Optional[MLError]:
    """Return the ML error that an exception is, or that it was made from; None if there is none."""
    original = getattr(error, "original_error", error)  # of a callback
    return original if isinstance(original, MLError) else None
