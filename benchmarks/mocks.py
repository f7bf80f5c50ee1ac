"""What mocks cost, beside those of ``unittest.mock`` in the same run.

    python3 benchmarks/mocks.py [--rounds N]

Everything is measured in turns, see ``common.py``. One bar a line: an awaited execution against an awaited
``AsyncMock``, a call of a mocked function against a call of a ``MagicMock``, and the making of a mock.
The exit status is always 0.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import Any, Callable, Dict, List
from unittest.mock import AsyncMock, MagicMock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import Bar, Rounds, show_bars
from mlpy_testkit import MockAsyncExecutor, MockCapabilityManager, MockREPLSession

USES = 1000
MAKERS: Dict[str, Callable[[], Any]] = {
    "making a MockAsyncExecutor": MockAsyncExecutor,
    "making a MockREPLSession": MockREPLSession,
    "making a MockCapabilityManager": MockCapabilityManager,
}


def executions(new: Callable[[], Any]) -> None:
    """Await many executions of a new mock."""
    mock = new()

    async def main() -> None:
        for _ in range(USES):
            await mock.execute("result = total(1);", timeout=5.0)

    asyncio.run(main())


def calls(new: Callable[[], Any]) -> None:
    """Call a mocked function many times."""
    function = new()
    for _ in range(USES):
        function("total", (5,), {})


def plain_executor() -> MockAsyncExecutor:
    """Return a mock of which nothing was said."""
    return MockAsyncExecutor()


def told_executor() -> MockAsyncExecutor:
    """Return a mock with a value to return."""
    mock = MockAsyncExecutor()
    mock.return_value = 1
    return mock


def ruled_executor() -> MockAsyncExecutor:
    """Return a mock with a rule."""
    mock = MockAsyncExecutor()
    mock.when("total(*)").returns(1)
    return mock


def canned_function() -> Any:
    """Return a mocked function of which nothing was said."""
    return MockREPLSession().call_function


def stubbed_function() -> Any:
    """Return a mocked function with a value to return."""
    mock = MockREPLSession()
    mock.stub("total", returns=1)
    return mock.call_function


def ruled_function() -> Any:
    """Return a mocked function with a rule."""
    mock = MockREPLSession()
    mock.when("total(*)").returns(1)
    return mock.call_function


def measure(options: Any) -> List[Bar]:
    """Return the bars."""
    awaited = Rounds(
        {
            "AsyncMock": partial(executions, partial(AsyncMock, return_value=1)),
            "plain": partial(executions, plain_executor),
            "return_value": partial(executions, told_executor),
            "when": partial(executions, ruled_executor),
        },
        options.rounds,
    )
    called = Rounds(
        {
            "MagicMock": partial(calls, partial(MagicMock, return_value=1)),
            "canned": partial(calls, canned_function),
            "stub": partial(calls, stubbed_function),
            "when": partial(calls, ruled_function),
        },
        options.rounds,
    )
    made = Rounds({name: partial(making, new) for name, new in MAKERS.items()}, options.rounds)
    bars = []
    for name in ("plain", "return_value", "when"):
        bars.append(Bar(f"execute, {name} / AsyncMock", awaited.ratio(name, "AsyncMock"), 0.5))
    for name in ("canned", "stub", "when"):
        bars.append(Bar(f"call, {name} / MagicMock", called.ratio(name, "MagicMock"), 0.5))
    bars += [Bar(name, made.best(name) / USES * 1e6, 20.0, "us") for name in MAKERS]
    for found in (awaited, called):
        print("  ".join(f"{name} {found.best(name) / USES * 1e6:.2f} us" for name in found.times))
    return bars


def making(new: Callable[[], Any]) -> None:
    """Make many mocks."""
    for _ in range(USES):
        new()


if __name__ == "__main__":
    sys.exit(show_bars(__doc__, measure, mlpy=False, rounds=15))
