"""What one execution of ML may use, and how it is stopped when it has used it up.

``Limits`` says how much. ``Run`` is one execution: it keeps the account, takes the output and is
found by the library through ``current()``. Reaching a limit raises ``LimitReached``, which is no
``Exception``: no handler of an ML program catches it, and every ``finally`` block of the program
asks ``Run.stopped`` before it runs, so nothing of the program outlives the limit.

Time and memory are watched by one daemon thread (``watchdog.py``); sizes are checked before the
work is done; steps are counted by the compiled code.
"""

from __future__ import annotations

import sys
import threading
import time
from itertools import chain, islice, repeat
from typing import Any, Callable, Iterator, List, NoReturn, Optional

from ..records import NamedTuple
from .arguments import checked_count, checked_seconds
from .errors import MLUsageTypeError
from .library import Library

_CHUNK = 1000  # steps between two looks at the clock
_AT_ONCE = 1_000_000  # steps that are charged in one go
_WAIT = 0.01  # seconds between two looks whether to wait on
SMALL = 4096  # sizes below this are never worth a look at the limits


class Limits(NamedTuple):
    """How much one execution may use; None means no limit.

    ``seconds`` of wall-clock time; ``steps`` (loop rounds, function calls, and elements that
    library functions touch), the same on every machine; ``depth`` of ML calls; ``output``
    characters printed; ``text`` characters in one string; ``items`` in one array or object;
    ``bits`` in one whole number; ``memory`` bytes by which the process may grow.

    >>> Limits(seconds=0.5).steps is None
    True
    """

    seconds: Optional[float] = 10.0
    steps: Optional[int] = None
    depth: Optional[int] = None
    output: Optional[int] = 10_000_000
    text: Optional[int] = 16_777_216
    items: Optional[int] = 4_194_304
    bits: Optional[int] = 65_536
    memory: Optional[int] = 1 << 30

    def checked(self) -> Limits:
        """Return self, or raise ``MLUsageError`` for a value that is no limit."""
        for name, value in zip(self._fields, self):
            if value is None or (type(value) is int and 0 <= value <= sys.maxsize):
                continue
            if name == "seconds":
                checked_seconds(value, "limit 'seconds'")
            else:
                checked_count(value, f"limit {name!r}", 0)
        return self


def checked_limits(limits: Any) -> Limits:
    """Return limits, or raise ``MLUsageError`` for what are none."""
    if not isinstance(limits, Limits):
        raise MLUsageTypeError(f"limits must be Limits(...), not {type(limits).__name__}")
    return limits.checked()


class LimitReached(BaseException):
    """Ends a run; ``Run.stopped`` says which limit it was."""


class HostFailure(BaseException):
    """Ends a run because the host's own output or input failed; its cause is the error."""


_WHAT = {
    "seconds": "time limit of {} seconds reached",
    "steps": "step limit of {} reached",
    "depth": "call depth limit of {} reached",
    "output": "output limit of {} characters reached",
    "text": "text limit of {} characters reached",
    "items": "size limit of {} elements reached",
    "bits": "number limit of {} bits reached",
    "memory": "memory limit of {} bytes reached",
    "cancelled": "execution cancelled",
    "host": "the host's input or output failed",
}


class Run:
    """One execution: its limits, its account and what it can reach outside.

    ``sink`` gets each piece of output when it is printed; ``reader`` answers ``input``.
    """

    __slots__ = (
        "_budget",
        "_left",
        "_steps",
        "capabilities",
        "clocked",
        "deadline",
        "depth",
        "failure",
        "fired",
        "host_spelling",
        "library",
        "limits",
        "memory_start",
        "modules",
        "outer",
        "output",
        "printed",
        "reader",
        "sink",
        "stopped",
        "thread",
        "world",
    )

    def __init__(
        self,
        limits: Limits,
        library: Optional[Library] = None,
        host_spelling: bool = False,
        sink: Optional[Callable[[str], Any]] = None,
        reader: Optional[Callable[[str], str]] = None,
    ) -> None:
        self.limits = limits
        self.library = library
        self.host_spelling = host_spelling
        self.sink = sink
        self.reader = reader
        self.capabilities: Any = None  # what is granted; None leaves it to the context of the caller
        self.world: Any = None  # what the library shows of the outside; None is the real one
        self.output: List[str] = []
        self.printed = 0
        self.depth = 0
        self.stopped: Optional[str] = None
        self.fired = False
        self.failure: Optional[Exception] = None  # of the host's own output or input
        self.clocked = False  # whether the steps must look at the clock, because nobody else can
        self.deadline: Optional[float] = None
        self.memory_start: Optional[int] = None
        self.modules: List[Any] = []  # the programs that were loaded as modules
        self.thread = 0
        self.outer: Optional[Run] = None
        self._budget: Optional[Iterator[bool]] = None
        self._steps: Optional[repeat[bool]] = None
        self._left = 0

    # -- stopping ---------------------------------------------------------------------------

    def stop(self, limit: str) -> NoReturn:
        """End the run at the named limit."""
        if self.stopped is None:
            self.stopped = limit
        raise LimitReached(self.describe())

    def describe(self) -> str:
        """Return the text for the limit that was reached."""
        name = self.stopped or "seconds"
        value = getattr(self.limits, name, None)
        return _WHAT[name].format(f"{value:g}" if type(value) is float else value)

    # -- steps ------------------------------------------------------------------------------

    @property
    def budget(self) -> Iterator[bool]:
        """The steps that are left: true for each, and the end of the run when they are used up.

        Compiled code asks it at each step. All of it is C, so a step costs no Python frame.
        """
        if self._budget is None:
            self._left = self._granted
            steps: Iterator[bool]
            if self.clocked:
                steps = chain.from_iterable(map(lambda _: self._chunk(), repeat(None)))
            else:
                steps = self._steps = repeat(True, self._left)
                self._left = 0
            self._budget = chain(steps, map(lambda _: self.stop("steps"), repeat(None)))
        return self._budget

    def _chunk(self) -> repeat[bool]:
        """Return the next steps after a look at the clock."""
        if self.stopped is not None:
            self.stop(self.stopped)
        if self.deadline is not None and time.monotonic() >= self.deadline:
            self.stop("seconds")
        if self._left == 0:
            self.stop("steps")
        size = min(_CHUNK, self._left)
        self._left -= size
        self._steps = repeat(True, size)
        return self._steps

    @property
    def steps(self) -> Optional[int]:
        """The steps used so far, or None if they are not counted."""
        if self._budget is None:
            return None
        return self._granted - self._left - (0 if self._steps is None else self._steps.__length_hint__())

    @property
    def _granted(self) -> int:
        count = self.limits.steps
        return sys.maxsize if count is None else min(count, sys.maxsize)

    def spend(self, count: int) -> None:
        """Charge *count* steps at once."""
        if self._budget is None:
            return
        while count > 0:  # in parts between which the run can be stopped
            next(islice(self._budget, min(count, _AT_ONCE) - 1, None), None)
            count -= _AT_ONCE

    # -- input and output -------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Take a piece of output."""
        self.printed += len(text)
        if self.limits.output is not None and self.printed > self.limits.output:
            self.stop("output")
        self.output.append(text)
        if self.sink is not None:
            try:
                self.sink(text)
            except Exception as error:
                self.stopped, self.failure = self.stopped or "host", error
                raise HostFailure from error

    def read_line(self, prompt: str) -> str:
        """Return a line of input without its end, or raise ``EOFError``."""
        if prompt:
            self.write(prompt)
        if self.reader is None:
            raise EOFError("EOF when reading a line")
        try:
            return self.reader(prompt)
        except EOFError:
            raise
        except Exception as error:
            self.stopped, self.failure = self.stopped or "host", error
            raise HostFailure from error


class Interrupt:
    """Stops the execution that it is handed to, from any thread, also before it begins."""

    __slots__ = ("_run", "asked")

    def __init__(self) -> None:
        self._run: Optional[Run] = None
        self.asked = False

    def watch(self, run: Run) -> None:
        """Mean *run* from now on."""
        self._run = run
        if self.asked:
            self.stop()

    def stop(self) -> None:
        """Let the execution end with an ``MLLimitError`` of the limit "cancelled"."""
        self.asked = True
        run = self._run
        if run is not None and run.stopped is None:
            run.stopped = "cancelled"


class _State(threading.local):
    run: Optional[Run] = None


_state = _State()


def current() -> Run:
    """Return the run of this thread; outside any, a new one with the default limits."""
    return _state.run or Run(Limits(), sink=lambda text: sys.stdout.write(text))


def enter(run: Run) -> None:
    """Make *run* the current one of this thread, inside the one that was."""
    run.outer = _state.run
    run.thread = threading.get_ident()
    _state.run = run


def leave(run: Run) -> None:
    """Make the run outside *run* the current one again."""
    _state.run = run.outer  # also if a run inside it could not leave


class PatientLock:
    """Takes a reentrant lock for code inside a run: while it waits, the run can still be stopped."""

    __slots__ = ("_lock",)

    def __init__(self, lock: Any) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        lock = self._lock
        mine = lock._is_owned()
        try:
            while not lock.acquire(timeout=_WAIT):
                run = _state.run
                while run is not None:
                    if run.stopped is None and run.deadline is not None and time.monotonic() >= run.deadline:
                        run.stopped = "seconds"
                    if run.stopped is not None:
                        run.stop(run.stopped)
                    run = run.outer
        except BaseException:
            if not mine and lock._is_owned():  # it was stopped at the very moment
                lock.release()
            raise

    @property
    def __exit__(self) -> Callable[..., None]:
        """The lock's own function: one in Python could be stopped at its beginning, and leave the lock taken."""
        leave_lock: Callable[..., None] = self._lock.__exit__
        return leave_lock


def is_running() -> bool:
    """Tell whether this thread is inside a run."""
    return _state.run is not None


# -- checks made by the library before it does something big ---------------------------------


def check_text(length: int) -> None:
    """End the run if a string of *length* characters is not allowed."""
    if length > SMALL:
        limit = current().limits.text
        if limit is not None and length > limit:
            current().stop("text")


def check_items(length: int) -> None:
    """End the run if an array or object of *length* elements is not allowed."""
    if length > SMALL:
        limit = current().limits.items
        if limit is not None and length > limit:
            current().stop("items")


def check_bits(bits: int) -> None:
    """End the run if a whole number of *bits* bits is not allowed."""
    if bits > SMALL:
        limit = current().limits.bits
        if limit is not None and bits > limit:
            current().stop("bits")


def spend(count: int) -> None:
    """Charge the current run for *count* steps of library work."""
    current().spend(count)


def guard() -> None:
    """End the run again if it was stopped: the first act of every ML ``finally`` block."""
    run = _state.run
    if run is not None and run.stopped is not None:
        raise LimitReached(run.describe())
