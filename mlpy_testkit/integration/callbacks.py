"""ML functions as Python callbacks: values go in and out directly, never as source text.

A wrapper names a function of a session and looks it up at each call, so a function that is defined anew is
the one that is called. Limits and grants are those of the session unless the wrapper has its own.
"""

from __future__ import annotations

import logging
import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from ..capabilities import CapabilityContext, as_context
from ..capabilities.presets import Capabilities
from ..engine.errors import MLError, MLUsageError, MLUsageTypeError
from ..engine.failures import showing_ml_only
from ..engine.limits import Interrupt, Limits
from .session import MLREPLSession
from .texts import error_text
from .workers import in_thread

_RAISE: Any = object()  # no default: a failure raises
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_logger = logging.getLogger("mlpy.integration.ml_callback")

ErrorHandler = Callable[[Exception], Any]


class CallbackError(RuntimeError):
    """An ML function that was called as a callback failed; ``original_error`` is the ``MLError``."""

    def __init__(self, message: str, function_name: str, arguments: Tuple[Any, ...], error: Exception) -> None:
        super().__init__(message)
        self.function_name = function_name
        self.arguments = arguments
        self.original_error = error
        self.__cause__ = error  # a handler, too, sees where it came from

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (str(self), self.function_name, self.arguments, self.original_error)


class MLCallbackWrapper:
    """Calls an ML function from Python; see :func:`ml_callback`.

    >>> from mlpy_testkit import MLREPLSession
    >>> session = MLREPLSession()
    >>> session.run("function double(x) { return x * 2; }")
    >>> MLCallbackWrapper(session, "double")(21)
    42
    """

    __slots__ = (
        "__weakref__",
        "_capabilities",
        "_has_default",
        "_limits",
        "default_return",
        "error_handler",
        "function_name",
        "ml_session",
    )

    def __init__(
        self,
        ml_session: Any,
        function_name: str,
        error_handler: Optional[ErrorHandler] = None,
        default_return: Any = _RAISE,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
    ) -> None:
        if not isinstance(function_name, str) or not _NAME.fullmatch(function_name):
            raise MLUsageError(f"{function_name!r} is no name of an ML function")
        if not hasattr(ml_session, "call_function"):
            raise MLUsageTypeError(f"a session is wanted, not {type(ml_session).__name__}")
        if error_handler is not None and not callable(error_handler):
            raise MLUsageTypeError(f"error_handler must be a function, not {type(error_handler).__name__}")
        self.ml_session = ml_session
        self.function_name = function_name
        self.error_handler = error_handler
        self._has_default = default_return is not _RAISE
        self.default_return = default_return if self._has_default else None
        self._capabilities: Optional[CapabilityContext] = as_context(capabilities)
        self._limits = limits
        find = getattr(ml_session, "find_function", None)
        if find is not None and find(function_name) is None:
            _logger.warning("the session has no function %r", function_name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call the function; keyword arguments become one more argument, an object.

        If it fails the error handler answers, or else the default if there is one, or else
        ``CallbackError`` is raised. ``MLUsageError`` is raised for what ML has no value for.
        """
        if keywords:
            arguments = (*arguments, keywords)
        session = self.ml_session
        if not isinstance(session, MLREPLSession):
            return self._ask(session, arguments)
        value, error = session.invoke(self.function_name, arguments, self._limits, self._capabilities)
        return value if error is None else self._failed(error, arguments)

    async def acall(self, *arguments: Any, **keywords: Any) -> Any:
        """Call the function in a thread, so that the event loop goes on; cancelling stops this call."""
        import asyncio

        if keywords:
            arguments = (*arguments, keywords)
        interrupt = Interrupt()
        try:
            return await in_thread(lambda: self._call(arguments, interrupt))
        except asyncio.CancelledError:
            interrupt.stop()
            raise

    def _call(self, arguments: Tuple[Any, ...], interrupt: Interrupt) -> Any:
        session = self.ml_session
        if not isinstance(session, MLREPLSession):
            return self._ask(session, arguments)
        value, error = session.invoke(self.function_name, arguments, self._limits, self._capabilities, interrupt)
        return value if error is None else self._failed(error, arguments)

    @property
    def __name__(self) -> str:
        return self.function_name.rpartition(".")[2]

    def __repr__(self) -> str:
        return f"<ML callback {self.function_name}>"

    def _ask(self, session: Any, arguments: Tuple[Any, ...]) -> Any:
        """Call a function of a session that is none of the kit's own: a mock."""
        try:
            return session.call_function(self.function_name, arguments, {})
        except Exception as error:
            return self._failed(error, arguments)

    @showing_ml_only
    def _failed(self, error: Exception, arguments: Tuple[Any, ...]) -> Any:
        """Return what stands for the value of a call that failed, or raise."""
        text = error_text(error) if isinstance(error, MLError) else str(error)
        failure = CallbackError(f"ML function failed: {text}", self.function_name, arguments, error)
        if self.error_handler is not None:
            return self.error_handler(failure)
        if self._has_default:
            return self.default_return
        raise failure from error


def ml_callback(
    ml_session: Any,
    function_name: str,
    error_handler: Optional[ErrorHandler] = None,
    default_return: Any = _RAISE,
    *,
    capabilities: Capabilities = None,
    limits: Optional[Limits] = None,
) -> MLCallbackWrapper:
    """Return a Python callable for an ML function of a session, or of one of its objects (``"shop.total"``).

    When the function fails, ``error_handler`` is called with the error and its answer is returned; without
    one ``default_return`` is returned if it was given, also None; otherwise ``CallbackError``, a
    ``RuntimeError``, is raised. ``capabilities`` and ``limits`` are those of each call instead of the
    session's. The wrapper may be called from any thread; ``acall`` awaits it.

    >>> session = MLREPLSession()
    >>> session.run("function double(x) { return x * 2; }")
    >>> double = ml_callback(session, "double")
    >>> double(21)
    42
    """
    return MLCallbackWrapper(
        ml_session, function_name, error_handler, default_return, capabilities=capabilities, limits=limits
    )


class MLCallbackRegistry:
    """Callbacks of one session by name.

    >>> session = MLREPLSession()
    >>> session.run("function double(x) { return x * 2; }")
    >>> registry = MLCallbackRegistry(session)
    >>> registry.register("twice", "double")(4), registry.list_callbacks()
    (8, ['twice'])
    """

    def __init__(self, ml_session: Any) -> None:
        self.ml_session = ml_session
        self._callbacks: Dict[str, MLCallbackWrapper] = {}

    def register(
        self,
        name: str,
        function_name: str,
        error_handler: Optional[ErrorHandler] = None,
        default_return: Any = _RAISE,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
    ) -> MLCallbackWrapper:
        """Make a callback, keep it under a name and return it; an older one of that name goes."""
        wrapper = ml_callback(
            self.ml_session, function_name, error_handler, default_return, capabilities=capabilities, limits=limits
        )
        self._callbacks[name] = wrapper
        return wrapper

    def get(self, name: str) -> Optional[MLCallbackWrapper]:
        """Return the callback of a name, or None."""
        return self._callbacks.get(name)

    def __getitem__(self, name: str) -> MLCallbackWrapper:
        if name not in self._callbacks:
            raise KeyError(f"Callback '{name}' not found in registry")
        return self._callbacks[name]

    def __contains__(self, name: object) -> bool:
        return name in self._callbacks

    def __iter__(self) -> Iterator[str]:
        return iter(self.list_callbacks())

    def __len__(self) -> int:
        return len(self._callbacks)

    def list_callbacks(self) -> List[str]:
        """Return the sorted names."""
        return sorted(self._callbacks)

    def remove(self, name: str) -> bool:
        """Forget a callback; say False if there is none."""
        return self._callbacks.pop(name, None) is not None

    def clear(self) -> None:
        """Forget all callbacks."""
        self._callbacks.clear()
