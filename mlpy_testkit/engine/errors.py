"""Every way in which an ML program can go wrong, one class a stage.

The engine raises these to Python callers; inside a running program errors are ordinary Python
exceptions with the texts of the language, see :mod:`.failures` for the translation.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple, Type

from ..records import NamedTuple
from .source import Source, Span

_SHOWN = 4  # calls to show at each end of a long stack


class Frame(NamedTuple):
    """One level of the ML call stack: where it stood when the error came.

    >>> Frame("shop.ml", 4, 12, "total").line
    4
    """

    file: str
    line: int
    column: int
    function: str


class MLError(Exception):
    """Anything wrong with an ML program; knows the place.

    ``stage`` names the class of trouble, ``message`` is the text without a place, ``kind`` the
    finer name ("ZeroDivisionError"), ``stack`` the ML calls, the innermost last.

    >>> error = MLSyntaxError("expected ';', found '}'", Source("cart.ml", "x = 1 }"), Span(6, 7))
    >>> print(error)
    cart.ml:1:7: expected ';', found '}'
        x = 1 }
              ^
    """

    stage = "run time"
    kind = ""

    def __init__(
        self,
        message: str,
        source: Optional[Source] = None,
        span: Optional[Span] = None,
        stack: Tuple[Frame, ...] = (),
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.span = span
        self.stack = stack
        self.hint = hint

    @property
    def file(self) -> Optional[str]:
        """The name of the program, or None if the place is not known."""
        return None if self.source is None else self.source.name

    @property
    def line(self) -> Optional[int]:
        """The line, counted from 1, or None."""
        return None if self._place is None else self._place[0]

    @property
    def column(self) -> Optional[int]:
        """The column, counted from 1, or None."""
        return None if self._place is None else self._place[1]

    @property
    def _place(self) -> Optional[Tuple[int, int]]:
        if self.source is None or self.span is None:
            return None
        return self.source.position(self.span.start)

    def __str__(self) -> str:
        message = self.message.partition("\n")[0] + (f"; {self.hint}" if self.hint else "")
        place = self._place
        if place is None or self.source is None or self.span is None:
            return message
        text = f"{self.source.name}:{place[0]}:{place[1]}: {message}\n{self.source.excerpt(self.span)}"
        return text + "".join(f"\n  {line}" for line in self._callers())

    def _callers(self) -> List[str]:
        """Return a line for each call on the way; of a long way the two ends."""
        lines = [
            f"called from {frame.file}:{frame.line}:{frame.column}, in {frame.function}"
            for frame in reversed(self.stack[:-1])
        ]
        if len(lines) <= 2 * _SHOWN:
            return lines
        return [*lines[:_SHOWN], f"... {len(lines) - 2 * _SHOWN} more calls ...", *lines[-_SHOWN:]]

    def __reduce__(self) -> Tuple[Any, ...]:
        """Pickle as plain data, so that errors cross process borders."""
        state = dict(self.__dict__)
        source = state.pop("source", None)
        state["source"] = None
        return _restore, (type(self), state, None if source is None else (source.name, source.text))


def _restore(kind: Type[MLError], state: Dict[str, Any], source: Optional[Tuple[str, str]]) -> MLError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.message,)
    error.source = None if source is None else Source(*source)
    return error


class MLSyntaxError(MLError):
    """The text is not an ML program; ``incomplete`` if more text might make it one."""

    incomplete = False

    stage = "syntax"
    kind = "SyntaxError"


class MLNameError(MLError):
    """A name is read that has no value."""

    stage = "name"
    kind = "NameError"


class MLCheckError(MLError):
    """The program is well formed, but refused before it runs."""

    stage = "check"
    kind = "CheckError"


class MLSecurityError(MLCheckError):
    """The program uses a name, an import or a permission that ML code must not use."""

    kind = "SecurityError"


class MLRuntimeError(MLError):
    """An operation failed while the program ran; ``kind`` is the finer name."""

    stage = "run time"

    def __init__(self, message: str, *place: Any, kind: str = "RuntimeError", **more: Any) -> None:
        super().__init__(message, *place, **more)
        self.kind = kind


class MLThrownError(MLError):
    """The program threw an object and did not catch it; ``value`` is the object."""

    stage = "thrown"
    kind = "MLUserException"

    def __init__(self, message: str, *place: Any, value: Optional[Dict[Any, Any]] = None, **more: Any) -> None:
        super().__init__(message, *place, **more)
        self.value: Dict[Any, Any] = {} if value is None else value


class MLDeniedError(MLError):
    """The program used something for which it holds no capability.

    ``types`` are the capability types that were not covered; ``reason`` says why, ``resource`` and
    ``operation`` what was asked for, if that was named, and ``function`` which library function asked.
    """

    stage = "denied"
    kind = "CapabilityError"

    def __init__(
        self,
        message: str,
        *place: Any,
        types: Tuple[str, ...] = (),
        reason: str = "",
        resource: Optional[str] = None,
        operation: Optional[str] = None,
        function: Optional[str] = None,
        **more: Any,
    ) -> None:
        super().__init__(message, *place, **more)
        self.types = types
        self.reason = reason
        self.resource = resource
        self.operation = operation
        self.function = function


class MLLimitError(MLError):
    """The program was stopped at a limit; ``limit`` is the field of ``Limits``."""

    stage = "limit"
    kind = "LimitError"

    def __init__(self, message: str, *place: Any, limit: str = "", **more: Any) -> None:
        super().__init__(message, *place, **more)
        self.limit = limit


class MLUsageError(Exception):
    """The kit itself was used wrongly: a bad argument, a value that ML cannot hold."""


class MLUsageTypeError(MLUsageError, TypeError):
    """An argument has a type that it cannot have."""


class MLUsageValueError(MLUsageError, ValueError):
    """An argument has the right type, and a value that it cannot have."""
