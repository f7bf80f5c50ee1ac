"""One daemon thread that stops runs whose time is up or which have eaten too much memory.

It looks at all runs in progress a hundred times a second and does nothing when there is none. A run is
stopped by an exception that CPython raises in the thread of the run between two instructions
(``PyThreadState_SetAsyncExc``); compiled code therefore pays nothing for its time limit. The
exception is sent again until the run has ended, so no ``finally`` block can outlive it. A lock makes
sure that nothing is sent to a thread whose run is over. Nor is anything sent to a thread while it imports a
module of Python: that would leave the lock of all imports behind, for which every thread would wait for ever.

On a Python without ``ctypes`` or without threads ``can_interrupt`` is false; runs then count steps
and look at the clock themselves.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from types import CodeType, FrameType
from typing import Any, Callable, List, Optional

from .limits import LimitReached, Run

INTERVAL = 0.01  # seconds between two looks
_IMPORTER = "<frozen importlib._bootstrap>"
_PATIENCE = 100  # idle looks before the thread goes to sleep

# While an exception waits for a thread, CPython 3.11 lets no traced thread enter a function.
_FREEZES = sys.version_info[:2] == (3, 11)


def _memory_reader() -> Optional[Callable[[], int]]:
    """Return a function that tells the memory of this process in bytes, or None."""
    try:
        page = os.sysconf("SC_PAGE_SIZE")
        with open("/proc/self/statm", "rb") as file:
            file.read()
    except (OSError, ValueError, AttributeError):
        return _peak_reader()

    def read() -> int:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * page

    return read


def _peak_reader() -> Optional[Callable[[], int]]:
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


class Watchdog:
    """Watches runs; one for the process.

    ``beginning`` is the code of the function in which every run begins.
    """

    def __init__(self) -> None:
        self.beginning: Optional[CodeType] = None
        self.reset()

    def reset(self) -> None:
        """Start anew, as in a child process, where the thread does not exist."""
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._runs: List[Run] = []
        self._told: List[Run] = []  # those that the last look has stopped
        self._thread: Optional[threading.Thread] = None
        self._asleep = True
        self._send: Optional[Callable[[int, Any], Any]] = None
        self._memory: Optional[Callable[[], int]] = None
        self._possible: Optional[bool] = None

    def can_interrupt(self) -> bool:
        """Tell whether this Python lets one thread stop another."""
        if self._possible is None:
            try:
                import ctypes

                send = ctypes.pythonapi.PyThreadState_SetAsyncExc
                send.argtypes = [ctypes.c_ulong, ctypes.py_object]
            except (ImportError, AttributeError, OSError):
                self._possible = False
            else:
                self._send = send
                self._memory = _memory_reader()
                self._possible = self._start()
        return self._possible

    def _start(self) -> bool:
        thread = threading.Thread(target=self._watch, name="mlpy_testkit watchdog", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no more threads to be had
            return False
        self._thread = thread
        return True

    def begin(self, run: Run) -> None:
        """Watch a run from now on."""
        seconds = run.limits.seconds
        run.deadline = None if seconds is None else time.monotonic() + seconds
        self._runs.append(run)  # needs no lock: nobody minds one run more
        if self._asleep:
            self._wake.set()

    def end(self, run: Run) -> None:
        """Watch a run no longer; when this returns nothing will be sent on its account."""
        while True:
            try:
                with self._lock:
                    self._runs.remove(run)
                break
            except ValueError:  # it had ended
                break
            except LimitReached:
                run.fired = True
        if run.fired and self._send is not None:
            self._absorb(run.thread)

    def _absorb(self, thread: int) -> None:
        """Take the exception that may still be on its way to this thread.

        Withdrawing it would leave CPython 3.11 waiting for it, for ever if the thread is traced; so
        another takes its place, and that one is awaited.
        """
        assert self._send is not None
        try:
            while True:
                self._send(thread, LimitReached)
                time.sleep(0)
        except LimitReached:
            return

    def _watch(self) -> None:
        send = self._send
        assert send is not None
        idle = 0
        while True:
            if idle > _PATIENCE:
                self._asleep = True
                if not self._runs:
                    self._wake.wait()
                self._wake.clear()
                self._asleep = False
                idle = 0
            time.sleep(INTERVAL)
            if _FREEZES and self._told:
                # A thread that takes one lets all go on; the others still have theirs. This thread may be traced
                # too, so it calls nothing but C since it sent them until here.
                try:
                    while True:
                        send(threading.get_ident(), LimitReached)
                except LimitReached:
                    pass
            idle = 0 if self._look() else idle + 1

    def _look(self) -> bool:
        """Stop the runs that have reached a limit; tell whether there are any runs."""
        send = self._send
        if not self._runs or send is None:
            self._told = []
            return False
        now = time.monotonic()
        memory = None if self._memory is None else self._memory()
        with self._lock:
            due = [run for run in self._runs if self._is_due(run, now, memory)]
            if due:
                frames = sys._current_frames()
                due = [run for run in due if not self._is_importing(frames.get(run.thread))]
                del frames
            if _FREEZES:  # every second time, so that traced threads go on in between
                due = [run for run in due if run not in self._told]
            self._told = due
            for run in due:
                run.fired = True
                send(run.thread, LimitReached)
        return True

    def _is_due(self, run: Run, now: float, memory: Optional[int]) -> bool:
        """Tell whether a run must be stopped, for whatever reason but those that it sees itself."""
        if run.stopped is None:
            if run.deadline is not None and now >= run.deadline:
                run.stopped = "seconds"
            elif self._has_eaten(run, memory):
                run.stopped = "memory"
        return run.stopped in ("seconds", "memory", "cancelled")

    def _is_importing(self, frame: Optional[FrameType]) -> bool:
        """Tell whether a thread, which is in *frame*, is inside an import that began inside its run."""
        while frame is not None and frame.f_code is not self.beginning:
            if frame.f_code.co_filename == _IMPORTER:
                return True
            frame = frame.f_back
        return False

    def _has_eaten(self, run: Run, memory: Optional[int]) -> bool:
        if memory is None or run.limits.memory is None:
            return False
        if run.memory_start is None:
            run.memory_start = memory
        return memory - run.memory_start > run.limits.memory


watchdog = Watchdog()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=watchdog.reset)
