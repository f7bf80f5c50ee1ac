"""Threads that run jobs: daemons, so that no job keeps the interpreter from leaving.

``concurrent.futures.ThreadPoolExecutor`` joins its threads when the interpreter exits, whatever they
are doing; these are not joined. A thread is started when a job finds none idle, up to the number
allowed, and ends when it has been idle for a while or the pool is closed.
"""

from __future__ import annotations

import contextvars
import os
import threading
from queue import Empty, SimpleQueue
from typing import Any, Callable, Optional, Set
from weakref import WeakSet

_PATIENCE = 10.0  # seconds that a thread waits for a job
Job = Callable[[], None]


class Workers:
    """Runs jobs, which must not raise, on at most *count* threads.

    >>> done = threading.Event()
    >>> workers = Workers(1)
    >>> workers.submit(done.set)
    >>> done.wait(5)
    True
    >>> workers.close()
    """

    def __init__(self, count: int, name: str = "ml_executor") -> None:
        self._count = count
        self._name = name
        self.reset()
        _all.add(self)

    def reset(self) -> None:
        """Start anew, as in a child process, where the threads do not exist."""
        self._lock = threading.Lock()
        self._jobs: SimpleQueue[Optional[Job]] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads: Set[threading.Thread] = set()
        self._started = 0
        self._closed = False

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return len(self._threads)

    def submit(self, job: Job) -> None:
        """Run a job as soon as a thread is free; raise ``RuntimeError`` if there is no thread at all."""
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if not self._idle.acquire(blocking=False) and len(self._threads) < self._count:
                try:
                    self._start()
                except RuntimeError:  # no more threads to be had: those that there are will do
                    if not self._threads:
                        raise
            self._jobs.put(job)

    def close(self, wait: float = 0.0) -> None:
        """Let each thread end after its job, and wait that many seconds for all of them."""
        with self._lock:
            self._closed = True
            threads = list(self._threads)
            for _ in threads:
                self._jobs.put(None)
        import time

        deadline = time.monotonic() + wait
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))

    def _start(self) -> None:
        thread = threading.Thread(target=self._work, name=f"{self._name}_{self._started}", daemon=True)
        self._threads.add(thread)
        self._started += 1
        try:
            thread.start()
        except BaseException:
            self._threads.discard(thread)
            raise

    def _work(self) -> None:
        while True:
            job = self._next()
            if job is None:
                break
            job()
            del job  # what it holds must not live on while the thread waits
        with self._lock:
            self._threads.discard(threading.current_thread())

    def _next(self) -> Optional[Job]:
        """Return the next job, or None if the thread is to end."""
        try:
            return self._jobs.get_nowait()
        except Empty:
            self._idle.release()
        while True:
            try:
                return self._jobs.get(timeout=_PATIENCE)
            except Empty:
                with self._lock:
                    if self._idle.acquire(blocking=False):  # nobody has counted on this thread
                        self._threads.discard(threading.current_thread())
                        return None


_all: WeakSet[Workers] = WeakSet()


def _reset_all() -> None:
    for workers in list(_all):
        workers.reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_all)


async def in_thread(function: Callable[[], Any]) -> Any:
    """Call a function in a daemon thread of its own, in the context of the caller, and await its value."""
    import asyncio

    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()
    context = contextvars.copy_context()

    def finish(value: Any, error: Optional[BaseException]) -> None:
        if not future.done():
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

    def work() -> None:
        try:
            value, error = context.run(function), None
        except BaseException as failure:
            value, error = None, failure
        try:
            loop.call_soon_threadsafe(finish, value, error)
        except RuntimeError:  # the loop is closed: nobody waits any more
            return

    threading.Thread(target=work, name="mlpy_testkit execution", daemon=True).start()
    return await future
