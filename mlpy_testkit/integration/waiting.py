"""Waiting for a coroutine from code that may stand inside an event loop or not."""

from __future__ import annotations

import contextvars
import sys
import threading
from typing import Any, Coroutine, List, TypeVar

Value = TypeVar("Value")


def finish(work: Coroutine[Any, Any, Value]) -> Value:
    """Run a coroutine to its end and return its value.

    Inside a running event loop that happens in a thread with a loop of its own, in the context of the caller.
    """
    import asyncio

    if not is_in_loop():
        return asyncio.run(work)
    context = contextvars.copy_context()
    values: List[Value] = []
    errors: List[BaseException] = []

    def run() -> None:
        try:
            values.append(context.run(asyncio.run, work))
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="mlpy_testkit waiting", daemon=True)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return values[0]


def is_in_loop() -> bool:
    """Tell whether an event loop runs in this thread."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return False
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
