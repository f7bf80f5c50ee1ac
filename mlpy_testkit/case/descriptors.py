"""Descriptors that are open, and the lines that opened them.

Python tells an audit hook of each file and socket before it opens it, when it has no number yet. A file will
get the lowest number that is free, which ``dup`` finds out; a socket is an object and is asked for its number
later. What Python does not tell of (pipes, queues of the kernel) has no line. A hook stays until Python ends:
there is one, made when somebody first asks, and while nobody asks it returns at once.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Dict, List, Optional, Tuple
from weakref import ref

from .places import outside_python

Identity = Tuple[int, int]  # device and inode: what tells one file from another

_watching: List[Opened] = []
_hooks: List[Any] = []


def open_descriptors() -> Dict[int, Identity]:
    """Return the numbers of open descriptors with what tells one file from another."""
    found = {}
    try:
        numbers = [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        return {}
    for number in numbers:
        try:
            status = os.fstat(number)
        except OSError:  # the one that lists the folder
            continue
        found[number] = status.st_dev, status.st_ino
    return found


class Opened:
    """Notes, until its end, which line opens a file or a socket.

    >>> opened = Opened()
    >>> with open(os.devnull) as file:
    ...     place = opened.place_of(file.fileno())
    >>> opened.end()
    >>> place is not None
    True
    """

    def __init__(self) -> None:
        self._files: Dict[int, Tuple[str, str]] = {}  # the path and the place of the last that got a number
        self._sockets: List[Tuple[ref[Any], str]] = []
        self._spare = os.open(os.devnull, os.O_RDONLY)
        _watching.append(self)
        if not _hooks:
            _hooks.append(_hook)
            sys.addaudithook(_hook)

    def end(self) -> None:
        """Note nothing any more."""
        if self in _watching:
            _watching.remove(self)
            os.close(self._spare)

    def note_file(self, path: str) -> None:
        """Take a path that is about to be opened."""
        place = outside_python()
        try:
            number = os.dup(self._spare)
        except OSError:  # there is no number left, for that file neither
            return
        os.close(number)
        if place is not None:
            self._files[number] = os.path.realpath(path), place

    def note_socket(self, socket: Any) -> None:
        """Take a socket that is about to be opened."""
        place = outside_python()
        if place is not None:
            self._sockets.append((ref(socket), place))

    def place_of(self, number: int) -> Optional[str]:
        """Return the line that opened what has this number now; None if that is not known."""
        for reference, place in self._sockets:
            socket = reference()
            if socket is not None and socket.fileno() == number:
                return place
        path, place = self._files.get(number, ("", ""))
        return place if path and _is_open_as(number, path) else None


def _is_open_as(number: int, path: str) -> bool:
    """Tell whether a number is that of a file: another thread may have been faster, or a pipe came later."""
    try:
        return os.path.samestat(os.fstat(number), os.stat(path))
    except OSError:  # it was deleted
        return target_of(number) == f"{path} (deleted)"


def target_of(number: int) -> Optional[str]:
    """Return what a descriptor stands for, where Linux tells it."""
    try:
        return os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        return None


def _hook(event: str, arguments: Tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.fsdecode(arguments[0])
        for watch in list(_watching):
            watch.note_file(path)
    elif event == "socket.__new__":
        for watch in list(_watching):
            watch.note_socket(arguments[0])
