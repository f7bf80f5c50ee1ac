"""What a test must not leave behind: threads, child processes, descriptors, the environment, the directory.

What the kit itself made, executors and sessions, is looked at for every test; the rest if a class asks
for it with ``ml_leaks``.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from abc import ABC, abstractmethod
from typing import Any, Callable, Dict, Iterable, List, Sequence, Set, Tuple, Type
from weakref import WeakSet

from ..engine import MLUsageError
from ..engine.arguments import checked_list
from ..integration.open import Watch
from .descriptors import Opened, open_descriptors, target_of
from .places import caller
from .threads import NAME
from .unawaited import described, not_begun

KINDS = ("tasks", "coroutines", "threads", "processes", "descriptors", "environment", "directory")
DEFAULT = ("tasks",)
_KEPT = ("mlpy_testkit watchdog", NAME)  # threads that the kit keeps for later tests, once they are idle
_PATIENCE = 1.0  # seconds in which threads that are told to end may do so


class Leaks:
    """Compares the time before a test with the time after it.

    >>> before = Leaks(["environment"])
    >>> os.environ["LEFT"] = "1"
    >>> before.compare()
    ['the environment was changed: LEFT']
    >>> del os.environ["LEFT"]
    """

    def __init__(self, kinds: Iterable[str], owner: Any = None) -> None:
        self._looks = [_LOOKS[kind]() for kind in checked(kinds) if kind in _LOOKS]
        self._watch = Watch(owner)

    def compare(self) -> List[str]:
        """Return a line for each thing that is left, and look no longer."""
        opened = self.end()
        problems = [f"{_article(type(thing).__name__)} was not closed, made at {place}" for thing, place in opened]
        for look in self._looks:
            problems += look.compare()
        return problems

    def end(self) -> List[Tuple[Any, str]]:
        """Look no longer; return the executors and sessions that are open."""
        for look in reversed(self._looks):
            look.end()
        return self._watch.end()


def checked(kinds: Any) -> Any:
    """Return kinds of leaks, or raise ``MLUsageError`` if there is one that nobody knows."""
    if kinds is not DEFAULT and not set(checked_list(kinds, "ml_leaks", ', '.join(KINDS))) <= set(KINDS):
        raise MLUsageError(f"ml_leaks must be a list of {', '.join(KINDS)}, not {kinds!r}")
    return kinds


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOM" and not name.startswith("Mo") else f"a {name}"


class _Look(ABC):
    """One kind of thing, before a test and after it."""

    watched: Sequence[_Started] = ()

    @abstractmethod
    def compare(self) -> List[str]:
        """Return a line for each thing that is left."""

    def end(self) -> None:
        """Look no longer."""
        for started in self.watched:
            started.end()


class _Started:
    """Notes where threads or processes are started, standing in front of the method that does it."""

    def __init__(self, kind: Type[Any], name: str, number: str) -> None:
        self.places: Dict[int, str] = {}
        self.things: WeakSet[Any] = WeakSet()
        self._kind = kind
        self._name = name
        self._method = method = vars(kind)[name]

        def start(thing: Any, *arguments: Any, **options: Any) -> None:
            method(thing, *arguments, **options)
            self.places[getattr(thing, number)] = caller() or "an unknown place"
            self.things.add(thing)

        setattr(kind, name, start)

    def end(self) -> None:
        """Stand back."""
        setattr(self._kind, self._name, self._method)


class _Coroutines(_Look):
    """Those to which something still refers: of the others Python itself tells when they die."""

    def __init__(self) -> None:
        self._before: WeakSet[Any] = WeakSet(not_begun())

    def compare(self) -> List[str]:
        left = [coroutine for coroutine in not_begun() if coroutine not in self._before]
        for coroutine in left:
            coroutine.close()  # or Python would tell a later test of it
        return [described(coroutine) for coroutine in left]


class _Threads(_Look):
    def __init__(self) -> None:
        self._before = set(threading.enumerate())
        self._started = _Started(threading.Thread, "start", "ident")
        self.watched = [self._started]

    def compare(self) -> List[str]:
        deadline = time.monotonic() + _PATIENCE
        problems = []
        for thread in threading.enumerate():
            if thread in self._before or thread.name.startswith(_KEPT):
                continue
            if not isinstance(thread, threading._DummyThread):
                thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                place = self._started.places.get(thread.ident or 0, "an unknown place")
                problems.append(f"a thread was left running: {thread.name}, started at {place}")
        return problems


class _Processes(_Look):
    def __init__(self) -> None:
        from multiprocessing.process import BaseProcess
        from subprocess import Popen

        self._before = _children()
        self._popen = _Started(Popen, "__init__", "pid")
        self._process = _Started(BaseProcess, "start", "pid")
        self.watched = [self._process, self._popen]

    def compare(self) -> List[str]:
        left = _children() - self._before - _of_multiprocessing()
        left.update(process.pid for process in self._popen.things if process.poll() is None)
        left.update(process.pid for process in self._process.things if process.is_alive())
        places = {**self._process.places, **self._popen.places}
        return [
            f"a child process was left: {number}, started at {places.get(number, 'an unknown place')}"
            for number in sorted(left)
        ]


def _children() -> Set[int]:
    """Return the numbers of all child processes, where Linux tells them."""
    found: Set[int] = set()
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        threads = os.listdir("/proc/self/task")
    except (AttributeError, OSError):  # there are none, or this is no Linux
        return found
    for thread in threads:
        try:
            with open(f"/proc/self/task/{thread}/children", "rb") as file:
                found.update(map(int, file.read().split()))
        except OSError:  # the thread has ended
            continue
    return found


def _of_multiprocessing() -> Set[Any]:
    """Return the helpers that multiprocessing starts once and keeps."""
    tracker = getattr(sys.modules.get("multiprocessing.resource_tracker"), "_resource_tracker", None)
    server = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    return {getattr(tracker, "_pid", None), getattr(server, "_forkserver_pid", None)}


class _Descriptors(_Look):
    def __init__(self) -> None:
        self._opened = Opened()
        self._before = open_descriptors()

    def compare(self) -> List[str]:
        problems = []
        for number, identity in open_descriptors().items():
            if self._before.get(number) != identity:
                target = target_of(number) or f"number {number}"
                place = self._opened.place_of(number)
                problems.append(f"a descriptor was left open: {target}" + (f", opened at {place}" if place else ""))
        return problems

    def end(self) -> None:
        self._opened.end()


class _Environment(_Look):
    def __init__(self) -> None:
        self._before = _environment()

    def compare(self) -> List[str]:
        before, after = self._before, _environment()
        if before == after:
            return []
        names = sorted(os.fsdecode(name) for name in {*before, *after} if before.get(name) != after.get(name))
        return [f"the environment was changed: {', '.join(names)}"]


def _environment() -> Dict[Any, Any]:
    """Return a copy of the environment, encoded as it is kept: decoding costs as much as a whole test."""
    return dict(getattr(os.environ, "_data", os.environ))


class _Directory(_Look):
    def __init__(self) -> None:
        self._before = os.getcwd()

    def compare(self) -> List[str]:
        after = os.getcwd()
        return [] if after == self._before else [f"the working directory was changed: {after}"]


_LOOKS: Dict[str, Callable[[], _Look]] = {
    "coroutines": _Coroutines,
    "threads": _Threads,
    "processes": _Processes,
    "descriptors": _Descriptors,
    "environment": _Environment,
    "directory": _Directory,
}
