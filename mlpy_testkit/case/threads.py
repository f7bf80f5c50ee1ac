"""The threads of the executors of one class: each test needs them for a moment and hands them on to the next."""

from __future__ import annotations

from typing import List

from ..integration.workers import Job, Workers

NAME = "mlpy_testkit test"
_PATIENCE = 1.0  # seconds in which idle threads end


class Spare:
    """Workers that a test has left and that the next one may take.

    >>> spare = Spare()
    >>> workers = spare.take(4)
    >>> workers.submit(lambda: None)
    >>> workers.close()
    >>> spare.close()
    """

    def __init__(self) -> None:
        self._workers: List[Workers] = []

    def take(self, count: int) -> HandedOn:
        """Return workers of an earlier test, or new ones."""
        return HandedOn(self._workers.pop() if self._workers else Workers(count, NAME), self._workers)

    def close(self) -> None:
        """End all threads."""
        while self._workers:
            workers = self._workers.pop()
            workers.close()
            workers.wait(_PATIENCE)


class HandedOn:
    """Workers that are not closed with the executor that has them, if they are idle then."""

    def __init__(self, workers: Workers, spare: List[Workers]) -> None:
        self._workers = workers
        self._spare = spare
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
                self._spare.append(self._workers)
            else:
                self._workers.close()

    def wait(self, seconds: float) -> bool:
        """Wait until all jobs of closed workers are done; say whether they are."""
        return self._workers.is_idle or self._workers.wait(seconds)
