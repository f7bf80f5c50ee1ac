"""An event loop in virtual time: waiting costs nothing, and the moment is exact."""

import asyncio
import selectors
from typing import Any, Coroutine, List, Optional, Tuple, TypeVar

from mlpy_testkit.performance.load import LoadClock

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Passes the time instead of waiting for it."""

    passed = 0.0

    def select(self, timeout: Optional[float] = None) -> List[Tuple[Any, int]]:
        if timeout is None:
            raise AssertionError("everything waits, and nothing will happen")
        self.passed += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its time begins at 0 and moves from timer to timer."""

    def __init__(self) -> None:
        self._virtual = _Selector()
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.passed


class VirtualLoadClock(LoadClock):
    """The clock of a load in a virtual loop."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def wait_until(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - self.now()))


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()


class Service:
    """Works for one at a time, *work* seconds each, and once stalls: from the moment *stall_at* for *stall* seconds."""

    def __init__(self, work: float = 0.001, stall_at: float = float("inf"), stall: float = 0.0) -> None:
        self.work = work
        self.stall_at = stall_at
        self.stall = stall
        self.served = 0
        self._turn = asyncio.Lock()

    async def __call__(self) -> None:
        async with self._turn:
            loop = asyncio.get_running_loop()
            if loop.time() >= self.stall_at:
                self.stall_at = float("inf")
                await asyncio.sleep(self.stall)
            await asyncio.sleep(self.work)
            self.served += 1
