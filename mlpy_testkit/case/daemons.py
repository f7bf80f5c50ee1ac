"""The threads of ``asyncio.to_thread`` and ``run_in_executor``, of which none keeps a test or Python from ending.

asyncio's own executor is waited for when the loop is closed, and again when the interpreter exits.
"""

from __future__ import annotations

import os
from concurrent import futures
from functools import partial
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from ..integration.workers import Workers
from .places import caller


class Daemons(futures.ThreadPoolExecutor):
    """An executor on daemon threads; a ``ThreadPoolExecutor`` by name only, because asyncio wants one."""

    def __init__(self) -> None:
        self._daemons: Optional[Workers] = None
        self._given: Dict[futures.Future[Any], str] = {}

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> futures.Future[Any]:
        """Run a function as soon as a thread is free."""
        if self._daemons is None:
            self._daemons = Workers(min(32, (os.cpu_count() or 1) + 4), "mlpy_testkit loop")
        future: futures.Future[Any] = futures.Future()
        self._given[future] = caller() or "an unknown place"
        try:
            self._daemons.submit(partial(self._run, future, function, arguments, options))
        except RuntimeError:
            del self._given[future]
            raise
        return future

    def _run(
        self,
        future: futures.Future[Any],
        function: Callable[..., Any],
        arguments: Tuple[Any, ...],
        options: Mapping[str, Any],
    ) -> None:
        if not future.set_running_or_notify_cancel():
            self._given.pop(future, None)
            return
        value, error = None, None
        try:
            value = function(*arguments, **options)
        except BaseException as failure:  # it belongs to whoever awaits the future, as with any executor
            error = failure
        if self._given.pop(future, None) is not None:  # or else nobody waits any more
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)
        del future, error  # the traceback of the error must not keep either

    def describe(self, patience: float) -> List[str]:
        """Return a line for each function that still runs after that many seconds."""
        for future in list(self._given):
            future.cancel()
        futures.wait(list(self._given), timeout=patience)
        places, self._given = list(self._given.values()), {}
        return [f"a function still runs in a thread of the loop, put there at {place}" for place in places]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more functions; with *wait*, return when those that were taken are done."""
        if cancel_futures:
            for future in list(self._given):
                future.cancel()
        if wait:
            futures.wait(list(self._given))
        if self._daemons is not None:
            self._daemons.close()
