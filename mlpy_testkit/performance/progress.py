"""A line that tells how far something has come: on a terminal, and only if it takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from typing import Any, Callable, Optional

_PATIENCE = 2.0  # seconds before anything is shown
_PAUSE = 0.1  # seconds between two changes


class Progress:
    """Shows a share of the work on one line of a terminal, and wipes it off at the end.

    Nothing is written to a stream that is no terminal.

    >>> with Progress("sorting") as progress:
    ...     for done in range(10):
    ...         progress.update(done / 10)
    """

    def __init__(
        self, label: str, stream: Optional[Any] = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._label = label
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._next = clock() + _PATIENCE
        self._width = 0
        self._shown = self._stream is not None and self._stream.isatty()

    def update(self, share: float) -> None:
        """Show that *share* (0 to 1) of the work is done."""
        if not self._shown:
            return
        now = self._clock()
        if now >= self._next:
            self._next = now + _PAUSE
            self._write(f"{self._label} {min(1.0, max(0.0, share)):4.0%}")

    def close(self) -> None:
        """Wipe the line off."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()
            self._width = 0

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
