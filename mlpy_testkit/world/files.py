"""Files as a program sees them, wherever they are.

A subclass says how to do the small things: look at one path, read or write one file, make or remove
one entry. Everything composed of these (copy, move, walk, glob, a folder with its parents, a folder
with all it holds) is written once, here, so real files and files in memory cannot differ in it.

No operation follows a symbolic link. ``resolve`` does, and gives the canonical path; whoever checks a
permission checks that path and then operates on that very path. A link that appears in between is an
error, never another file.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
from abc import ABC, abstractmethod
from types import ModuleType
from typing import Any, Callable, Iterator, List, Optional, Set, Tuple

from ..records import NamedTuple
from .clock import Clock

LARGEST = 64 << 20  # bytes that a file may have
_LONGEST_PATH = 4095  # bytes of a path, and of a name in it, as Linux has it
_LONGEST_NAME = 255
_MAGIC = frozenset("*?[")

Enter = Callable[[str], None]


class Status(NamedTuple):
    """What is known of a path: its kind ("file", "directory", "link", "other"), size, time and mode.

    ``modified`` is in seconds since 1970, ``size`` in bytes.

    >>> from mlpy_testkit import MemoryFiles
    >>> MemoryFiles({"/data/a.txt": "one"}).status("/data/a.txt")[:2]
    ('file', 3)
    """

    kind: str
    size: int = 0
    modified: float = 0.0
    mode: Optional[int] = None


def _anything(path: str) -> None:
    """Let an operation go into a directory."""


class Files(ABC):
    """A file system.

    ``syntax`` is the module of the standard library that knows how its paths are written. Paths are
    strings, absolute or relative to ``cwd()``. Errors are those of the operating system: ``OSError``
    with its subclasses, numbers and texts, naming the absolute path.

    Operations that go down into directories call ``enter`` with the absolute path of each directory
    before they look at what it holds; what that raises ends the operation.
    """

    syntax: ModuleType
    largest: int = LARGEST
    on_disk: bool = False  # whether the paths are those of the host
    clock: Optional[Clock] = None  # gives the times; a world puts in its own where there is none

    # -- what a subclass does ------------------------------------------------------------------------

    @abstractmethod
    def cwd(self) -> str:
        """Return the working directory."""

    @abstractmethod
    def home(self) -> str:
        """Return the directory for which ``~`` stands."""

    @abstractmethod
    def temp_dir(self) -> str:
        """Return the directory for temporary files."""

    @abstractmethod
    def _resolve(self, path: str) -> str:
        """Return an absolute path without links and dots."""

    @abstractmethod
    def _status(self, path: str) -> Status:
        """Return what is known of a path, without following a link at its end."""

    @abstractmethod
    def _read(self, path: str) -> bytes:
        """Return the content of a file."""

    @abstractmethod
    def _write(self, path: str, data: bytes, append: bool, like: Optional[Status]) -> None:
        """Write a file; *like* gives it the time and mode of another one."""

    @abstractmethod
    def _entries(self, path: str) -> List[Tuple[str, str]]:
        """Return names and kinds of what a directory holds; a link counts as what it leads to, "link" if
        that is a directory."""

    @abstractmethod
    def _make(self, path: str) -> None:
        """Make one directory."""

    @abstractmethod
    def _remove(self, path: str, directory: bool) -> None:
        """Remove one file, or one empty directory."""

    @abstractmethod
    def _rename(self, source: str, target: str) -> None:
        """Give an entry another path on the same device."""

    # -- paths ---------------------------------------------------------------------------------------

    def expand(self, path: str) -> str:
        """Return a path with the home directory in place of a leading ``~``."""
        self._check(path)
        if path == "~" or path[:2] in {"~/", "~" + str(self.syntax.sep)}:
            return self.home() + path[1:]
        return path

    def resolve(self, path: str, *, entry: bool = False) -> str:
        """Return the canonical absolute path: no links, no dots, no doubled separators.

        What does not exist is taken as it is written. With ``entry`` a link at the end of the path is
        not followed: the path names the link itself, as for deleting it.
        """
        self._check(path)
        full = self.syntax.join(self.cwd(), path)
        head, name = self.syntax.split(full)
        if entry and name not in ("", ".", ".."):
            return str(self.syntax.join(self._resolve(head), name))
        return self._resolve(full)

    def absolute(self, path: str) -> str:
        """Return an absolute path without dots; links are not looked at."""
        self._check(path)
        full = str(self.syntax.normpath(self.syntax.join(self.cwd(), path)))
        return "/" + full.lstrip("/") if full.startswith("//") and self.syntax.sep == "/" else full

    def _check(self, path: Any) -> None:
        """Fail for what is no path on any system."""
        if type(path) is not str:
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
        if "\0" in path:
            raise ValueError("embedded null byte")
        coded = path.encode("utf-8", "surrogateescape")
        if len(coded) > _LONGEST_PATH or max(map(len, coded.split(b"/"))) > _LONGEST_NAME:
            raise failure(errno.ENAMETOOLONG, path)

    def _at(self, path: str) -> str:
        """Return the absolute path on which an operation works."""
        return self.absolute(path)

    # -- looking -------------------------------------------------------------------------------------

    def status(self, path: str) -> Status:
        """Return kind, size, time and mode of what is at a path."""
        return self._status(self._at(path))

    def exists(self, path: str) -> bool:
        """Tell whether there is a file, directory or device."""
        return self._kind(path) not in ("", "link")

    def is_file(self, path: str) -> bool:
        """Tell whether there is a regular file."""
        return self._kind(path) == "file"

    def is_dir(self, path: str) -> bool:
        """Tell whether there is a directory."""
        return self._kind(path) == "directory"

    def _kind(self, path: str) -> str:
        try:
            return self._status(self._at(path)).kind
        except OSError:
            return ""

    def size(self, path: str) -> int:
        """Return the number of bytes of a file."""
        return self.status(path).size

    def modified(self, path: str) -> float:
        """Return when a file was changed last, in seconds since 1970."""
        return self.status(path).modified

    # -- files ---------------------------------------------------------------------------------------

    def read_bytes(self, path: str) -> bytes:
        """Return the content of a file."""
        return self._read(self._at(path))

    def write_bytes(self, path: str, data: bytes, append: bool = False) -> None:
        """Write a file, or add to it; it is created if it is missing, its directory is not."""
        path = self._at(path)
        if len(data) > self.largest:
            raise failure(errno.EFBIG, path)
        self._write(path, data, append, None)

    def delete(self, path: str) -> None:
        """Remove a file or a link."""
        path = self._at(path)
        if self._status(path).kind == "directory":
            raise failure(errno.EISDIR, path)
        self._remove(path, False)

    def copy(self, source: str, target: str) -> None:
        """Copy a file with its time and mode; *target* is the path of the copy."""
        source, target = self._at(source), self._at(target)
        status = self._status(source)
        data = self._read(source)
        self._write(target, data, False, status)

    def move(self, source: str, target: str) -> None:
        """Give a file or directory another path; a file that is there already is replaced."""
        source, target = self._at(source), self._at(target)
        moving = self._status(source).kind
        if source == target:
            return
        if moving == "directory" and self._is_inside(target, source):
            raise failure(errno.EINVAL, target)
        there = self._kind(target)
        if there and "directory" in (moving, there):
            raise failure(errno.EEXIST, target)
        try:
            self._rename(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise failure(error.errno or errno.EIO, target) from None
            self._carry(source, target, moving)

    def _carry(self, source: str, target: str, kind: str) -> None:
        """Move what must be copied because the target lies on another device."""
        if kind != "directory":
            self.copy(source, target)
            self._remove(source, False)
            return
        self._make(target)
        for name, entry in self._entries(source):
            inner = self._status(self.syntax.join(source, name)).kind if entry == "link" else entry
            self._carry(self.syntax.join(source, name), self.syntax.join(target, name), inner)
        self._remove(source, True)

    def _is_inside(self, path: str, directory: str) -> bool:
        sep = str(self.syntax.sep)
        return path == directory or path.startswith(directory.rstrip(sep) + sep)

    # -- directories ---------------------------------------------------------------------------------

    def list(self, path: str) -> List[str]:
        """Return the sorted names of what a directory holds."""
        return sorted(name for name, _ in self._entries(self._at(path)))

    def make_dir(self, path: str, parents: bool = True) -> None:
        """Make a directory, with *parents* also those above it; one that exists is fine."""
        missing = [self._at(path)]
        while parents:
            above = self.syntax.dirname(missing[-1])
            if above == missing[-1] or self._kind(above):
                break
            missing.append(above)
        for directory in reversed(missing):
            try:
                self._make(directory)
            except FileExistsError:
                if not self.is_dir(directory):
                    raise

    def remove_dir(self, path: str, recursive: bool = False, enter: Enter = _anything) -> None:
        """Remove an empty directory, or with ``recursive`` one with all that it holds."""
        path = self._at(path)
        if path == self.syntax.dirname(path):
            raise failure(errno.EBUSY, path)
        if self._status(path).kind != "directory":
            raise failure(errno.ENOTDIR, path)
        inside = list(self.tree(path, enter)) if recursive else []
        for inner, kind in reversed(inside):
            self._remove(inner, kind == "directory")
        self._remove(path, True)

    def tree(self, path: str, enter: Enter = _anything) -> Iterator[Tuple[str, str]]:
        """Yield the absolute paths and kinds of all that a directory holds, each after its directory."""
        waiting = [self._at(path)]
        while waiting:
            directory = waiting.pop()
            enter(directory)
            for name, kind in self._entries(directory):
                full = self.syntax.join(directory, name)
                yield full, kind
                if kind == "directory":
                    waiting.append(full)

    def walk(self, path: str, depth: int = -1, enter: Enter = _anything) -> Iterator[str]:
        """Yield the files below a directory, relative to it, in no order.

        *depth* says how many levels to go down, negative without bound. Links to directories are not
        followed; what cannot be listed is left out.
        """
        root = self._at(path)
        waiting = [("", 0)]
        while waiting:
            inner, level = waiting.pop()
            directory = self.syntax.join(root, inner) if inner else root
            enter(directory)
            try:
                entries = self._entries(directory)
            except OSError:
                continue
            for name, kind in entries:
                below = self.syntax.join(inner, name) if inner else name
                if kind not in ("directory", "link"):
                    yield below
                elif kind == "directory" and (depth < 0 or level < depth):
                    waiting.append((below, level + 1))

    def glob(self, pattern: str, enter: Enter = _anything) -> Iterator[str]:
        """Yield the absolute paths that match a pattern, in no order.

        ``*``, ``?`` and ``[...]`` stand for parts of a name, ``**`` for any number of directories; none
        of them matches a name with a leading dot. A pattern with a separator at its end means
        directories. Dots are taken out of the pattern first; links to directories are not followed.
        """
        root, parts = self._pattern(pattern)
        only = pattern == "" or pattern.endswith(self.syntax.sep)
        found: Set[str] = set()
        enter(root)
        for path in self._matches(root, parts, enter) if parts else [root]:
            if only:
                path = path.rstrip(self.syntax.sep) + self.syntax.sep
            if path not in found and (self.is_dir(path) if only else self._kind(path)):
                found.add(path)
                yield path

    def _pattern(self, pattern: str) -> Tuple[str, List[str]]:
        """Return the directory of a pattern above its first wildcard, canonical, and the parts that follow it."""
        parts = self.absolute(pattern).split(self.syntax.sep)
        first = next((at for at, part in enumerate(parts) if not _MAGIC.isdisjoint(part)), len(parts))
        fixed = self.syntax.sep.join(parts[:first]) or self.syntax.sep
        rest = [part for at, part in enumerate(parts) if at >= first and parts[at - 1 : at + 1] != ["**", "**"]]
        return self._resolve(fixed), rest

    def _matches(self, directory: str, parts: List[str], enter: Enter) -> Iterator[str]:
        part, rest = parts[0], parts[1:]
        enter(directory)
        if _MAGIC.isdisjoint(part):
            path = self.syntax.join(directory, part)
            kind = self._kind(path)
            if kind and not rest:
                yield path
            elif kind == "directory":
                yield from self._matches(path, rest, enter)
            return
        try:
            entries = self._entries(directory)
        except OSError:
            return
        everywhere = part == "**"
        if everywhere and rest:
            yield from self._matches(directory, rest, enter)
        elif everywhere:
            yield directory.rstrip(self.syntax.sep) + self.syntax.sep
        matches = re.compile(fnmatch.translate(part)).match
        for name, kind in entries:
            if not matches(name) or (name.startswith(".") and not part.startswith(".")):
                continue
            path = self.syntax.join(directory, name)
            if everywhere and kind == "directory":
                yield from self._below(path, parts, enter)
            elif not rest:
                yield path
            elif kind == "directory":
                yield from self._matches(path, rest, enter)

    def _below(self, directory: str, parts: List[str], enter: Enter) -> Iterator[str]:
        """Yield what matches a pattern that begins with ``**`` in a directory further down."""
        if parts[1:]:
            yield from self._matches(directory, parts, enter)
            return
        yield directory
        for path in self._matches(directory, parts, enter):
            if not path.endswith(self.syntax.sep):
                yield path


def failure(number: int, path: str) -> OSError:
    """Return the error of the operating system with this number, about a path."""
    return OSError(number, os.strerror(number), path)
