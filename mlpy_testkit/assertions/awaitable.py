"""What must not be forgotten: assertions that are to be awaited, or used in a ``with`` statement.

Either would pass in silence if a test only made it. So each notes in the test that made it whether it was
used, and a clean-up of the test fails if it was not.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Callable, Optional

from ..integration.open import place_outside

__unittest = True  # keep these frames out of failure reports


class Duty:
    """Something that a test has to do with an assertion before the test is over."""

    def __init__(self, test: Any, name: str, wanted: str) -> None:
        self.done = False
        self._test = test
        self._text = f"{name}() at {place_outside()} was never {wanted}: nothing was tested"
        test.addCleanup(self._check)

    def _check(self) -> None:
        if not self.done:
            raise self._test.failureException(self._text)


class AsyncAssertion(Coroutine[Any, Any, Any]):
    """An assertion to be awaited, or to be made a task; a test that does neither fails."""

    def __init__(self, test: Any, name: str, function: Callable[[], Any]) -> None:
        self._function = function
        self._running: Optional[Any] = None
        self._duty = Duty(test, name, "awaited")

    def _started(self) -> Any:
        if self._running is None:
            self._duty.done = True
            self._running = self._function()
        return self._running

    def send(self, value: Any) -> Any:
        """Begin, or go on."""
        return self._started().send(value)

    def throw(self, *error: Any) -> Any:
        """Go on with an error."""
        return self._started().throw(*error)

    def close(self) -> None:
        """Go no further: it is not wanted any more."""
        self._duty.done = True
        if self._running is not None:
            self._running.close()

    def __await__(self) -> Any:
        return self._started().__await__()
