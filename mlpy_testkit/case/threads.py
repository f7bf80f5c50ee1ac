"""The threads of tests, each of which needs some for a moment only: one test hands them on to the next."""

from __future__ import annotations

from collections import defaultdict
from typing import DefaultDict, List

from ..integration.workers import Job, Workers

NAME = "mlpy_testkit test"
_PATIENCE = 0.5  # seconds that a thread waits for the next test
_spare: DefaultDict[int, List[Workers]] = defaultdict(list)  # by the number of threads


class HandedOn:
    """Workers that an earlier test had, or new ones; if they are idle when closed, a later test has them.

    >>> import threading
    >>> workers = HandedOn(4)
    >>> done = threading.Event()
    >>> workers.submit(done.set)
    >>> done.wait(5)
    True
    >>> workers.close()
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._workers = _spare[count].pop() if _spare[count] else Workers(count, NAME, _PATIENCE)
        self._is_closed = False

    @property
    def done(self) -> int:
        """How many jobs are done."""
        return self._workers.done

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return self._workers.threads

    def submit(self, job: Job) -> None:
        """Run a job as soon as a thread is free; raise ``RuntimeError`` if there is no thread at all."""
        if self._is_closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        self._workers.submit(job)

    def close(self) -> None:
        """Take no more jobs."""
        if not self._is_closed:
            self._is_closed = True
            if self._workers.is_idle:
                _spare[self._count].append(self._workers)
            else:
                self._workers.close()

    def wait(self, seconds: float) -> bool:
        """Wait until all jobs of closed workers are done; say whether they are."""
        return self._workers.is_idle or self._workers.wait(seconds)
