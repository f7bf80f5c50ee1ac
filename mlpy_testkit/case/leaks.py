"""What a test must not leave behind: threads, child processes, descriptors, the environment, the directory.

What the kit itself made, executors and sessions, is looked at for every test; the rest if a class asks
for it with ``ml_leaks``.
"""

from __future__ import annotations

import os
import threading
from typing import Any, Callable, Dict, Iterable, List, Tuple

from ..engine import MLUsageError
from ..integration.open import Watch

KINDS = ("tasks", "threads", "processes", "descriptors", "environment", "directory")
DEFAULT = ("tasks",)


class Leaks:
    """Compares the time before a test with the time after it.

    >>> before = Leaks(["environment"])
    >>> os.environ["LEFT"] = "1"
    >>> before.compare()
    ['the environment was changed: LEFT']
    >>> del os.environ["LEFT"]
    """

    def __init__(self, kinds: Iterable[str]) -> None:
        unknown = [kind for kind in kinds if kind not in KINDS]
        if unknown or isinstance(kinds, str):
            raise MLUsageError(f"ml_leaks must be a list of {', '.join(KINDS)}, not {kinds!r}")
        self._watch = Watch()
        self._before = {kind: _LOOKS[kind][0]() for kind in kinds if kind in _LOOKS}

    def compare(self) -> List[str]:
        """Return a line for each thing that is left."""
        problems = []
        for thing, place in self._watch.end():
            problems.append(f"{_article(type(thing).__name__)} was not closed, made at {place}")
        for kind, before in self._before.items():
            look, describe = _LOOKS[kind]
            problems += describe(before, look())
        return problems


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOM" and not name.startswith("Mo") else f"a {name}"


def _threads() -> Dict[int, str]:
    return {thread.ident or 0: thread.name for thread in threading.enumerate() if not _is_own(thread)}


def _is_own(thread: threading.Thread) -> bool:
    return thread.name == "mlpy_testkit watchdog"


def _new_threads(before: Dict[int, str], after: Dict[int, str]) -> List[str]:
    return [f"a thread was left running: {name}" for ident, name in after.items() if ident not in before]


def _processes() -> List[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            return [int(number) for number in file.read().split()]
    except OSError:
        return []


def _new_processes(before: List[int], after: List[int]) -> List[str]:
    return [f"a child process was left: {number}" for number in after if number not in before]


def _descriptors() -> Dict[str, str]:
    folder = "/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"
    found = {}
    try:
        for name in os.listdir(folder):
            try:
                found[name] = os.readlink(os.path.join(folder, name))
            except OSError:  # the one that lists the folder
                continue
    except OSError:
        return {}
    return found


def _new_descriptors(before: Dict[str, str], after: Dict[str, str]) -> List[str]:
    return [f"a descriptor was left open: {target}" for name, target in after.items() if before.get(name) != target]


def _environment() -> Dict[str, str]:
    return dict(os.environ)


def _changed_environment(before: Dict[str, str], after: Dict[str, str]) -> List[str]:
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return [f"the environment was changed: {', '.join(names)}"] if names else []


def _changed_directory(before: str, after: str) -> List[str]:
    return [] if before == after else [f"the working directory was changed: {after}"]


_LOOKS: Dict[str, Tuple[Callable[[], Any], Callable[[Any, Any], List[str]]]] = {
    "threads": (_threads, _new_threads),
    "processes": (_processes, _new_processes),
    "descriptors": (_descriptors, _new_descriptors),
    "environment": (_environment, _changed_environment),
    "directory": (os.getcwd, _changed_directory),
}
