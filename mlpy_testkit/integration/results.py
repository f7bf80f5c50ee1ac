"""What an asynchronous execution came to."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from ..engine.errors import MLError


class AsyncMLResult:
    """The result of ``execute``; compares by the first five fields, as in mlpy.

    ``value`` is the variable ``result`` of the program, and ``has_value`` tells "no result" from ``null``.
    Of a failure ``error`` is the text and ``exception`` the error itself. Times are seconds:
    ``execution_time`` for all of the work, ``transpile_time`` for the part from text to code,
    ``queue_time`` for the wait before it. ``output`` is what was printed, ``audit`` the trail of
    capability checks, ``steps`` the steps used if they were counted.

    >>> AsyncMLResult(True, 4) == AsyncMLResult(success=True, value=4)
    True
    """

    __slots__ = (
        "audit",
        "error",
        "exception",
        "execution_time",
        "has_value",
        "output",
        "queue_time",
        "steps",
        "success",
        "transpile_time",
        "value",
    )

    def __init__(
        self,
        success: bool,
        value: Any = None,
        error: Optional[str] = None,
        execution_time: float = 0.0,
        transpile_time: float = 0.0,
        *,
        exception: Optional[BaseException] = None,
        has_value: Optional[bool] = None,
        output: str = "",
        audit: Any = None,
        queue_time: float = 0.0,
        steps: Optional[int] = None,
    ) -> None:
        self.success = success
        self.value = value
        self.error = error
        self.execution_time = execution_time
        self.transpile_time = transpile_time
        self.exception = exception
        self.has_value = value is not None if has_value is None else has_value
        self.output = output
        self.audit = audit
        self.queue_time = queue_time
        self.steps = steps

    def _key(self) -> Tuple[Any, ...]:
        return self.success, self.value, self.error, self.execution_time, self.transpile_time

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, AsyncMLResult) else NotImplemented

    def __repr__(self) -> str:
        return (
            f"AsyncMLResult(success={self.success!r}, value={self.value!r}, error={self.error!r}, "
            f"execution_time={self.execution_time!r}, transpile_time={self.transpile_time!r})"
        )

    def raise_for_error(self) -> None:
        """Raise the error of a failed execution."""
        if self.exception is not None:
            raise self.exception


def describe(error: BaseException) -> str:
    """Return the text that a failed result has for an error: ML errors without their place."""
    if isinstance(error, MLError):
        return error.message
    return str(error) if isinstance(error, Exception) else f"{type(error).__name__}: {error}"
