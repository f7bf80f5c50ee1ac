"""The child process of ``isolation="process"``: executes one task after another until its input ends.

Tasks come in on standard input and reports go out on standard output, as pickles with their length in
front. Whatever the program or Python itself prints goes to standard error.
"""

from __future__ import annotations

import os
import pickle
import struct
from typing import IO, Any, Optional

from ..engine.errors import MLLimitError, MLUsageError
from .jobs import Report, Task, execute_task

LENGTH = struct.Struct(">Q")


def send(file: IO[bytes], value: Any) -> None:
    """Write a value as one message."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    file.write(LENGTH.pack(len(data)) + data)
    file.flush()


def receive(file: IO[bytes]) -> Optional[bytes]:
    """Return the next message, still pickled, or None at the end."""
    head = file.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    data = file.read(size)
    return data if len(data) == size else None


def main(memory: Optional[int] = None) -> None:
    """Serve until the input ends; *memory* bytes is all that this process may have."""
    tasks = os.fdopen(os.dup(0), "rb")
    reports = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    if memory is not None:
        _limit("RLIMIT_AS", memory)
    while True:
        data = receive(tasks)
        if data is None:
            return
        task: Task = pickle.loads(data)
        if task.limits.seconds is not None:
            _limit_time(task.limits.seconds)
        report = _execute(task)
        try:
            send(reports, report)
        except BrokenPipeError:
            return
        except Exception as error:
            reason = f"the result cannot leave the process: {error}"
            send(reports, report._replace(value=None, has_value=False, error=MLUsageError(reason)))


def _execute(task: Task) -> Report:
    try:
        return execute_task(task)
    except MemoryError:
        error: Any = MLLimitError("memory limit of the process reached", limit="memory")
    except MLUsageError as wrong:
        error = wrong
    return Report(None, False, error, "", (), 0.0, 0.0, None)


def _limit_time(seconds: float) -> None:
    """Let the system kill this process when it has worked longer than a task may."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + 2)


def _limit(name: str, value: int) -> None:
    try:
        import resource
    except ImportError:  # there is no such thing on Windows
        return
    kind = getattr(resource, name, None)
    if kind is not None:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
