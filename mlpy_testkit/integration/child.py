"""The child process of ``isolation="process"``: answers one message after another until its input ends.

Messages come in on standard input and answers go out on standard output, with their length in front;
the first answer, an empty one, says that the process is ready. Whatever the program or Python itself
prints goes to standard error. A thread reads the input, so that a process whose parent is gone leaves
at once, in the middle of a program too.
"""

from __future__ import annotations

import os
import signal
import struct
import threading
from io import FileIO
from queue import SimpleQueue
from typing import Any, Callable, Optional

from ..engine.watchdog import watchdog
from .jobs import answer

LENGTH = struct.Struct(">Q")
REQUEST = struct.Struct(">dQ")  # the seconds of CPU time and the bytes of memory that a message may take
_MOST = 1 << 40  # as good as no limit


def send(file: Any, message: bytes) -> None:
    """Write a message to a raw file."""
    data = memoryview(LENGTH.pack(len(message)) + message)
    while data:
        data = data[file.write(data) :]


def receive(file: Any) -> Optional[bytes]:
    """Return the next message of a raw file, or None at the end."""
    head = _exactly(file, LENGTH.size)
    return None if head is None else _exactly(file, LENGTH.unpack(head)[0])


def _exactly(file: Any, size: int) -> Optional[bytes]:
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        read = file.readinto(rest)
        if not read:
            return None
        rest = rest[read:]
    return bytes(data)


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which decides what ends
    messages = FileIO(os.dup(0))
    answers = FileIO(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    limit = _limiter()
    waiting: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        try:
            message = receive(messages)
            while message is not None:
                waiting.put(message)
                message = receive(messages)
        finally:
            os._exit(0)

    watchdog.can_interrupt()  # starts its thread while there is memory for it
    threading.Thread(target=read, name="mlpy_testkit input", daemon=True).start()
    send(answers, b"")
    while True:
        message = waiting.get()
        seconds, memory = REQUEST.unpack_from(message)
        limit(seconds, memory)
        found = answer(message[REQUEST.size :])
        limit(_MOST, _MOST)
        send(answers, found)


def _limiter() -> Callable[[float, int], None]:
    """Return what lets the system hold this process to some more seconds of CPU time and bytes of memory."""
    try:
        import resource
    except ImportError:  # there is no such thing on Windows
        return lambda seconds, memory: None

    def bound(kind: int, value: float) -> None:
        _, hard = resource.getrlimit(kind)
        soft = resource.RLIM_INFINITY if value >= _MOST else int(value)
        if hard != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or soft > hard):
            soft = hard
        resource.setrlimit(kind, (soft, hard))

    def limit(seconds: float, memory: int) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        bound(resource.RLIMIT_CPU, used.ru_utime + used.ru_stime + seconds + 2)
        size = _size()
        if size is not None:
            bound(resource.RLIMIT_AS, size + memory)

    bound(resource.RLIMIT_CORE, 0)  # the limits end a process with one
    return limit


def _size() -> Optional[int]:
    """Return the bytes of address space of this process, or None where they cannot be told."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None
