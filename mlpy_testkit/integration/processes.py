"""Child processes that execute tasks, and can be killed whatever they are doing.

Each thread that executes tasks has one child at a time; it is used again, unless it had to be killed or
died. What a child answers is read by an unpickler that knows nothing but the kit's own plain classes.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from typing import Any, Optional

from ..engine.errors import MLError, MLLimitError, MLUsageError
from .child import receive, send
from .jobs import Report, Task

_FAREWELL = 0.2  # seconds that a process has to end by itself
_PACKAGE = __name__.partition(".")[0]
_START = """\
import sys
sys.path[:] = {path!r}
from {package}.integration.child import main
main({memory!r})
"""
_KNOWN = frozenset(
    [
        (f"{_PACKAGE}.integration.jobs", "Report"),
        (f"{_PACKAGE}.capabilities.audit", "Check"),
        (f"{_PACKAGE}.engine.errors", "Frame"),
        (f"{_PACKAGE}.engine.errors", "_restore"),
        (f"{_PACKAGE}.engine.errors", "MLUsageError"),
        (f"{_PACKAGE}.engine.source", "Span"),
    ]
)


class Died(MLError):
    """The process that executed a program is gone: it crashed, or was killed from outside."""

    stage = "crashed"
    kind = "ProcessDied"


class _Reader(pickle.Unpickler):
    """Reads reports, and nothing that would run code."""

    def find_class(self, module: str, name: str) -> Any:
        errors = f"{_PACKAGE}.engine.errors"
        if (module, name) in _KNOWN or (module == errors and name.startswith("ML") and name.endswith("Error")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a report holds {module}.{name}")


class Child:
    """One child process at a time; ``kill`` may be called from any thread."""

    def __init__(self, memory: Optional[int] = None) -> None:
        self._memory = memory
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._lock = threading.Lock()
        self._closed = False
        self.killed: Optional[str] = None  # why

    @property
    def pid(self) -> Optional[int]:
        """The number of the process, or None if there is none."""
        return None if self._process is None else self._process.pid

    def execute(self, task: Task) -> Report:
        """Execute a task; the error of the report says if the process did not live to tell."""
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            send(process.stdin, task)
        except (OSError, ValueError):
            return self._lost(process)
        except Exception as error:
            raise MLUsageError(f"this cannot be sent to another process: {error}") from None
        data = receive(process.stdout)
        if data is None:
            return self._lost(process)
        try:
            report: Report = _Reader(io.BytesIO(data)).load()
        except Exception as error:
            self.kill("its answer cannot be understood")
            return _failed(Died(f"the answer of the process cannot be understood: {error}"))
        return report

    def kill(self, reason: str) -> None:
        """Kill the process, if there is one."""
        with self._lock:
            self.killed = reason
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Kill the process for good."""
        self._closed = True
        self.kill("closed")
        self._reap()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._reap()  # it died while it had nothing to do
        with self._lock:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if self._process is None:
                self._process = self._start()
            self.killed = None
            return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        path = [os.path.abspath(entry) for entry in sys.path]
        code = _START.format(path=path, package=_PACKAGE, memory=self._memory)
        return subprocess.Popen(
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=-1,
        )

    def _lost(self, process: subprocess.Popen[bytes]) -> Report:
        """Return the report for a process that is gone."""
        reason = self.killed
        self._reap()
        if reason is not None:
            return _failed(MLLimitError(reason, limit="cancelled"))
        status = process.returncode
        if status is not None and status < 0:
            try:
                name = signal.Signals(-status).name
            except ValueError:
                name = f"signal {-status}"
            if name in ("SIGXCPU",):
                return _failed(MLLimitError("CPU time limit of the process reached", limit="seconds"))
            return _failed(Died(f"the process was killed by {name}"))
        return _failed(Died(f"the process ended with status {status}"))

    def _reap(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            try:
                process.wait(_FAREWELL)  # it may just be on its way out
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for file in (process.stdin, process.stdout):
                if file is not None:
                    try:
                        file.close()
                    except OSError:
                        continue


def _failed(error: Any) -> Report:
    return Report(None, False, error, "", (), 0.0, 0.0, None)
