"""Standard output and input of code that runs on mlpy: they belong to the run of the thread that uses them."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import Any, Iterator, List

from ..engine.limits import Run, current


class Account(Run):
    """The account of a run on mlpy; *busy* while the code of somebody else is at work in it."""

    __slots__ = ("busy",)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.busy = 0

    @classmethod
    @contextmanager
    def outside(cls) -> Iterator[None]:
        """While a function of the host runs, what it prints is its own."""
        run = current()
        if not isinstance(run, cls):
            yield
            return
        run.busy += 1
        try:
            yield
        finally:
            run.busy -= 1


class _Stream:
    """Stands for a standard stream; everything but the texts of runs goes to the one beneath."""

    def __init__(self, beneath: Any) -> None:
        self._beneath = beneath

    def __getattr__(self, name: str) -> Any:
        return getattr(self._beneath, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._beneath)


class _Output(_Stream):
    def write(self, text: str) -> int:
        run = current()
        if isinstance(run, Account) and not run.busy:
            run.busy += 1
            try:
                run.write(text)
            finally:
                run.busy -= 1
        elif self._beneath is not None:
            self._beneath.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        if self._beneath is not None:
            self._beneath.flush()


class _Input(_Stream):
    def fileno(self) -> int:
        raise OSError("no file of the system, so that Python asks readline")

    def readline(self, *size: int) -> str:
        run = current()
        if not isinstance(run, Account) or run.busy:
            return str(self._beneath.readline(*size))
        prompt = "".join(run.output).rpartition("\n")[2]
        run.busy += 1
        try:
            return "" if run.reader is None else run.reader(prompt) + "\n"
        except EOFError:
            return ""
        finally:
            run.busy -= 1


_lock = threading.Lock()
_users: List[None] = []  # one for each run that the streams stand for


@contextmanager
def streams() -> Iterator[None]:
    """Let the standard streams be those of the runs, each in its thread."""
    with _lock:
        if not _users:
            sys.stdout, sys.stdin = _Output(sys.stdout), _Input(sys.stdin)
        _users.append(None)
    try:
        yield
    finally:
        with _lock:
            _users.pop()
            if not _users:
                if isinstance(sys.stdout, _Output):
                    sys.stdout = sys.stdout._beneath
                if isinstance(sys.stdin, _Input):
                    sys.stdin = sys.stdin._beneath
