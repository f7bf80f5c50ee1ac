"""Child processes that answer messages, and can be killed whatever they are doing.

A process serves one message at a time and is used again, unless it had to be killed or died.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import Any, List, Optional

from ..engine.errors import MLError, MLLimitError
from ..engine.limits import Limits
from ..origin import HOME, NAME
from .child import REQUEST, receive, send
from .jobs import Report, Task, read, written

_FAREWELL = 0.2  # seconds that a process has to end by itself
_GRACE = 0.1  # seconds after its time limit until a program that has not stopped is killed
_NONE = float(1 << 62)  # no limit
_START = "import sys; sys.path[:] = {path!r}; from {package}.integration.child import main; main()"


class Died(MLError):
    """The process that executed a program is gone: it crashed, or was killed from outside."""

    stage = "crashed"
    kind = "ProcessDied"


class Child:
    """One child process; ``kill`` may be called from any thread."""

    def __init__(self) -> None:
        if not sys.executable or getattr(sys, "frozen", False):
            raise RuntimeError("processes cannot be started: sys.executable is no Python")
        path = [os.path.abspath(entry) for entry in (*sys.path, HOME)]
        self._lock = threading.Lock()
        self._reason: Optional[str] = None  # why it was killed: a limit, or "cancelled"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START.format(path=path, package=NAME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # no locks that a fork could find taken
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def await_ready(self) -> Optional[Report]:
        """Wait until the process serves; return a report if it died on the way."""
        return None if self._receive() == b"" else self._lost()

    def is_alive(self) -> bool:
        """Tell whether the process can serve the next message."""
        return self._reason is None and self._process.poll() is None

    def execute(self, task: Task, limits: Limits) -> Report:
        """Execute a task; the error of the report says if the process did not live to tell."""
        message = written(task)
        seconds = limits.seconds
        watch: Optional[threading.Timer] = None
        if seconds is not None:
            watch = threading.Timer(min(seconds + _GRACE, threading.TIMEOUT_MAX), self.kill, ["seconds"])
            watch.daemon = True
            watch.start()
        memory = _NONE if limits.memory is None else limits.memory
        try:
            assert self._process.stdin is not None
            head = REQUEST.pack(_NONE if seconds is None else seconds, min(int(memory), int(_NONE)))
            send(self._process.stdin, head + message)
            found = self._receive()
        except (OSError, ValueError):
            found = None
        finally:
            if watch is not None:
                watch.cancel()
        if found is None:
            return self._lost(limits)
        try:
            return read(found)
        except Exception as error:
            self.kill("answer")
            return Report(error=Died(f"the answer of the process cannot be understood: {error}"))

    def kill(self, reason: str = "cancelled") -> None:
        """Kill the process; it serves no more."""
        with self._lock:
            self._reason = self._reason or reason
            self._process.kill()

    def wait(self) -> None:
        """Wait for the end of a process that was killed or died."""
        try:
            self._process.wait(_FAREWELL)  # it may just be on its way out
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def reap(self) -> None:
        """Wait for the end of a process that was killed or died, and let go of its pipes."""
        self.wait()
        self._close_pipes()

    def abandon(self) -> None:
        """Let go of a process that belongs to the process from which this one was forked."""
        self._process.returncode = 0
        self._close_pipes()

    def _close_pipes(self) -> None:
        for file in (self._process.stdin, self._process.stdout):
            if file is not None:
                try:
                    file.close()
                except OSError:  # what is left to be written goes nowhere
                    continue

    def _receive(self) -> Optional[bytes]:
        assert self._process.stdout is not None
        try:
            return receive(self._process.stdout)
        except (OSError, ValueError):
            return None

    def _lost(self, limits: Optional[Limits] = None) -> Report:
        """Return the report on a process that is gone."""
        self.reap()
        status = self._process.returncode
        if self._reason in ("seconds", "cancelled"):
            return Report(error=_limit(self._reason, limits))
        if status < 0:
            try:
                name = signal.Signals(-status).name
            except ValueError:
                name = f"signal {-status}"
            if name == "SIGXCPU":
                return Report(error=_limit("seconds", limits))
            return Report(error=Died(f"the process was killed by {name}"))
        return Report(error=Died(f"the process ended with status {status}"))


def _limit(name: str, limits: Optional[Limits]) -> MLLimitError:
    if name == "seconds" and limits is not None:
        return MLLimitError(f"time limit of {limits.seconds:g} seconds reached", limit=name)
    return MLLimitError("execution cancelled", limit=name)


class Children:
    """Child processes: those that wait for work, and those that have some."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Know of no processes."""
        self._lock = threading.Lock()
        self._idle: List[Child] = []
        self._all: List[Child] = []
        self._closed = False

    def take(self) -> Any:
        """Return a process that is ready, or the report on one that could not be started."""
        while True:
            with self._lock:
                if self._closed:
                    raise RuntimeError("cannot schedule new futures after shutdown")
                child = self._idle.pop() if self._idle else None
                if child is None:
                    child = Child()
                    self._all.append(child)
                    break
            if child.is_alive():
                return child
            self.give(child)  # it died while it had nothing to do
        lost = child.await_ready()
        if lost is None:
            return child
        self.give(child)
        return lost

    def give(self, child: Child) -> None:
        """Take a process back."""
        with self._lock:
            if child.is_alive() and not self._closed:
                self._idle.append(child)
                return
            if child in self._all:
                self._all.remove(child)
        child.kill()
        child.reap()

    def pids(self) -> List[int]:
        """Return the numbers of the processes that there are."""
        return [child.pid for child in self._all]

    def close(self) -> None:
        """Kill all of them."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = [child for child in self._all if child not in idle]
            self._all = busy
        for child in (*busy, *idle):
            child.kill()
        for child in busy:
            child.wait()  # whoever uses it lets go of its pipes
        for child in idle:
            child.reap()

    def abandon(self) -> None:
        """In a forked process: let go of what belongs to the other one."""
        for child in self._all:
            child.abandon()
        self.reset()
