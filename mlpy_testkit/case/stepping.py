"""Coroutines that run in a given context, for Python 3.9 and 3.10, whose tasks cannot be told which."""

from __future__ import annotations

import contextvars
from collections.abc import Coroutine
from typing import Any, Optional


class InContext(Coroutine[Any, Any, Any]):
    """A coroutine of which each step runs in *context*."""

    def __init__(self, context: Optional[contextvars.Context], coroutine: Any) -> None:
        self._context = context or contextvars.copy_context()
        self._coroutine = coroutine

    def send(self, value: Any) -> Any:
        """Go on with a value."""
        return self._context.run(self._coroutine.send, value)

    def throw(self, *error: Any) -> Any:
        """Go on with an error."""
        return self._context.run(self._coroutine.throw, *error)

    def close(self) -> None:
        """Go no further."""
        self._context.run(self._coroutine.close)

    def __await__(self) -> Any:
        return self._coroutine.__await__()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._coroutine, name)
