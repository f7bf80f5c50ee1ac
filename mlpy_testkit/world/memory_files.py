"""A file system in a dictionary."""

from __future__ import annotations

import errno
import posixpath
import threading
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union

from ..engine.arguments import check_type, checked_list
from ..engine.errors import MLUsageTypeError
from .clock import Clock, VirtualClock
from .files import LARGEST, Files, Status, failure

_BEGINNING = VirtualClock().timestamp()  # when files without a clock were made


class MemoryFiles(Files):
    """Files that exist for a test alone.

    Keys are paths (relative ones lie below *cwd*), values texts (written as UTF-8) or bytes. Paths are
    written as POSIX has them on every host. The directories above a file, *cwd*, *home* and *temp_dir*
    exist; *directories* names more of them. Times come from *clock*; a world gives its own.

    >>> files = MemoryFiles({"/data/a.txt": "one"})
    >>> files.write_bytes("/data/b.txt", b"two")
    >>> files.snapshot()
    {'/data/a.txt': 'one', '/data/b.txt': 'two'}
    """

    syntax = posixpath

    def __init__(
        self,
        files: Optional[Mapping[str, Union[str, bytes]]] = None,
        *,
        directories: Iterable[str] = (),
        cwd: str = "/",
        home: str = "/home/user",
        temp_dir: str = "/tmp",
        clock: Optional[Clock] = None,
        largest: int = LARGEST,
    ) -> None:
        check_type(clock, "clock", Clock, "a Clock")
        self.clock = clock
        self.largest = largest
        self._cwd = posixpath.normpath("/" + cwd.lstrip("/"))
        self._home, self._temp_dir = home, temp_dir
        self._lock = threading.RLock()
        self._data: Dict[str, bytes] = {}  # the files by path
        self._times: Dict[str, float] = {"/": _BEGINNING}  # when files and directories were changed
        self._faults: Dict[str, int] = {}
        for directory in (cwd, home, temp_dir, *checked_list(directories, "directories", "paths")):
            self.make_dir(directory)
        check_type(files, "files", Mapping, "texts or bytes by path")
        for path, content in (files or {}).items():
            if not isinstance(content, (str, bytes, bytearray)):
                raise MLUsageTypeError(f"the content of {path} must be a text or bytes, not {content!r:.80}")
            self.make_dir(posixpath.dirname(self.absolute(path)))
            self.write_bytes(path, content.encode("utf-8") if isinstance(content, str) else bytes(content))

    # -- for tests -----------------------------------------------------------------------------------

    def __getstate__(self) -> Dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_lock"}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.RLock())

    def snapshot(self) -> Dict[str, Union[str, bytes]]:
        """Return all files by path, in order: as text where the bytes are UTF-8, else as bytes."""
        with self._lock:
            return {path: _text_or_bytes(self._data[path]) for path in sorted(self._data)}

    def directories(self) -> List[str]:
        """Return the sorted paths of all directories."""
        with self._lock:
            return sorted(path for path in self._times if path not in self._data)

    def fail(self, path: str, number: int = errno.EACCES) -> None:
        """Let every operation on a path fail with an error of the operating system; 0 ends that.

        >>> files = MemoryFiles({"/data/a.txt": "one"})
        >>> files.fail("/data/a.txt", errno.EIO)
        >>> files.read_bytes("/data/a.txt")
        Traceback (most recent call last):
        OSError: [Errno 5] Input/output error: '/data/a.txt'
        """
        self._faults[self.absolute(path)] = number

    # -- the file system -----------------------------------------------------------------------------

    def cwd(self) -> str:
        return self._cwd

    def home(self) -> str:
        return self._home

    def temp_dir(self) -> str:
        return self._temp_dir

    def _resolve(self, path: str) -> str:
        return self.absolute(path)

    def absolute(self, path: str) -> str:
        self._check(path)
        return posixpath.normpath("/" + posixpath.join(self._cwd, path).lstrip("/"))

    def _status(self, path: str) -> Status:
        with self._lock:
            self._enter(path)
            if path not in self._times:
                raise failure(errno.ENOENT, path)
            data = self._data.get(path)
            kind = "directory" if data is None else "file"
            return Status(kind, len(data or b""), self._times[path])

    def _read(self, path: str) -> bytes:
        with self._lock:
            if self._status(path).kind == "directory":
                raise failure(errno.EISDIR, path)
            return self._data[path]

    def _write(self, path: str, data: bytes, append: bool, like: Optional[Status]) -> None:
        with self._lock:
            self._enter(path)
            if path in self._times and path not in self._data:
                raise failure(errno.EISDIR, path)
            before = self._data.get(path, b"") if append else b""
            if len(before) + len(data) > self.largest:
                raise failure(errno.EFBIG, path)
            self._note(path)
            self._data[path] = before + data
            if like is not None:
                self._times[path] = like.modified

    def _entries(self, path: str) -> List[Tuple[str, str]]:
        with self._lock:
            if self._status(path).kind != "directory":
                raise failure(errno.ENOTDIR, path)
            start = path.rstrip("/") + "/"
            return [
                (other[len(start) :], "file" if other in self._data else "directory")
                for other in self._times
                if other.startswith(start) and other != "/" and "/" not in other[len(start) :]
            ]

    def _make(self, path: str) -> None:
        with self._lock:
            self._enter(path)
            if path in self._times:
                raise failure(errno.EEXIST, path)
            self._note(path)

    def _remove(self, path: str, directory: bool) -> None:
        with self._lock:
            kind = self._status(path).kind
            if directory and kind != "directory":
                raise failure(errno.ENOTDIR, path)
            if directory and self._entries(path):
                raise failure(errno.ENOTEMPTY, path)
            del self._times[path]
            self._data.pop(path, None)
            self._times[posixpath.dirname(path)] = self._now()

    def _rename(self, source: str, target: str) -> None:
        with self._lock:
            self._enter(target)
            start = source.rstrip("/") + "/"
            for path in [path for path in self._times if path == source or path.startswith(start)]:
                moved = target + path[len(source) :]
                self._times[moved] = self._times.pop(path)
                if path in self._data:
                    self._data[moved] = self._data.pop(path)
            self._times[posixpath.dirname(source)] = self._times[posixpath.dirname(target)] = self._now()

    def _enter(self, path: str) -> None:
        """Fail if a directory above a path is missing or none, or if the test wants a failure."""
        above = posixpath.dirname(path)
        if above != path and (above not in self._times or above in self._data):
            at = above
            while at not in self._times:
                at = posixpath.dirname(at)
            raise failure(errno.ENOTDIR if at in self._data else errno.ENOENT, path)
        number = self._faults.get(path)
        if number:
            raise failure(number, path)

    def _note(self, path: str) -> None:
        """Write down that a path was changed, and its directory if the path is new."""
        if path not in self._times:
            self._times[posixpath.dirname(path)] = self._now()
        self._times[path] = self._now()

    def _now(self) -> float:
        return _BEGINNING if self.clock is None else self.clock.timestamp()


def _text_or_bytes(data: bytes) -> Union[str, bytes]:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
