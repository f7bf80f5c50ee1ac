"""Threads that run jobs: daemons, so that no job keeps the interpreter from leaving.

``concurrent.futures.ThreadPoolExecutor`` joins its threads when the interpreter exits, whatever they
are doing; these are not joined. A thread is started when a job finds none idle, up to the number
allowed, and ends when it has been idle for a while or the pool is closed and empty.
"""

from __future__ import annotations

import contextvars
import os
import threading
import time
from collections import deque
from typing import Any, Callable, Deque, List, Optional, Set
from weakref import WeakSet

_PATIENCE = 10.0  # seconds that a thread waits for a job
Job = Callable[[], None]


class Workers:
    """Runs jobs, which must not raise, on at most *count* threads; *patience* is how long one stays idle.

    ``finish`` is called when the pool is closed and the last of its jobs is done.

    >>> done = threading.Event()
    >>> workers = Workers(1)
    >>> workers.submit(done.set)
    >>> done.wait(5)
    True
    >>> workers.close()
    """

    def __init__(
        self,
        count: int,
        name: str = "ml_executor",
        patience: float = _PATIENCE,
        finish: Optional[Callable[[], None]] = None,
    ) -> None:
        self._count = count
        self._name = name
        self._patience = patience
        self._finish = finish
        self.reset()
        _all.add(self)

    def reset(self) -> None:
        """Start anew, as in a child process, where the threads do not exist."""
        self._lock = threading.Lock()
        self._jobs: Deque[Job] = deque()
        self._idle: List[Any] = []  # a lock for each thread that waits; releasing it wakes the thread
        self._threads: Set[threading.Thread] = set()
        self._started = 0
        self.done = 0  # jobs
        self._closed = False

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return len(self._threads)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        with self._lock:
            return not self._jobs and len(self._idle) == len(self._threads)

    def submit(self, job: Job) -> None:
        """Run a job as soon as a thread is free; raise ``RuntimeError`` if there is no thread at all."""
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._jobs.append(job)
            if self._idle:
                self._idle.pop().release()
            elif len(self._threads) < self._count:
                try:
                    self._start()
                except RuntimeError as error:
                    if not self._threads:  # else those that there are will do
                        self._jobs.pop()
                        raise RuntimeError(f"ML programs run in threads, and none can be started: {error}") from None

    def close(self) -> None:
        """Take no more jobs; the threads end when those that were taken are done."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for bell in self._idle:
                bell.release()
            self._idle.clear()
            finished = not self._threads
        if finished and self._finish is not None:
            self._finish()

    def wait(self, seconds: float) -> bool:
        """Wait until all threads of a closed pool have ended; say whether they have."""
        deadline = time.monotonic() + seconds
        others = [thread for thread in list(self._threads) if thread is not threading.current_thread()]
        for thread in others:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in others)

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
        bell = threading.Lock()
        bell.acquire()
        me = threading.current_thread()
        try:
            while True:
                job = self._next(me, bell)
                if job is None:
                    break
                job()
                self.done += 1  # not exact with several threads, but never still while jobs are done
                del job  # what it holds must not live on while the thread waits
        finally:
            with self._lock:
                is_last = me in self._threads and self._closed and len(self._threads) == 1
                if not is_last:
                    self._threads.discard(me)
            if is_last:  # it is waited for until it has finished
                try:
                    if self._finish is not None:
                        self._finish()
                finally:
                    self._threads.discard(me)

    def _next(self, me: threading.Thread, bell: Any) -> Optional[Job]:
        """Return the next job, or None if the thread is to end."""
        while True:
            with self._lock:
                if self._jobs:
                    return self._jobs.popleft()
                if self._closed:
                    return None
                self._idle.append(bell)
            if not bell.acquire(timeout=self._patience):
                with self._lock:
                    if bell in self._idle:  # nobody has called
                        self._idle.remove(bell)
                        self._threads.discard(me)
                        return None
                bell.acquire()


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
