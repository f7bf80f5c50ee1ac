"""The files of the host.

Directories are opened one by one on the way to a path, none of them through a symbolic link, so what
is operated on is what the path says, whatever changes meanwhile. Only regular files are read and
written. Where the host cannot open relative to a directory (Windows), the path is resolved again
after the opening and compared.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Optional, Tuple

from .files import LARGEST, Files, Status, failure

_RELATIVE = {os.open, os.stat, os.mkdir, os.rmdir, os.unlink, os.rename} <= os.supports_dir_fd
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_DIRECTORY = _FLAGS | getattr(os, "O_DIRECTORY", 0)
_WAY = _DIRECTORY | getattr(os, "O_PATH", os.O_RDONLY)  # to pass through a directory, not to list it
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe without another end must not keep us waiting
_CHUNK = 1 << 20


class RealFiles(Files):
    """The host's file system.

    *cwd* is the directory where relative paths begin, without it that of the process. Directories in
    *refused*, which hold the inside of the system and not files, are out of reach.
    """

    syntax = os.path
    on_disk = True

    def __init__(
        self,
        cwd: Optional[str] = None,
        *,
        largest: int = LARGEST,
        refused: Tuple[str, ...] = ("/proc", "/dev", "/sys"),
    ) -> None:
        self._cwd = cwd if cwd is None else os.path.realpath(cwd)
        self.largest = largest
        self._refused = refused

    def cwd(self) -> str:
        return self._cwd or os.getcwd()

    def home(self) -> str:
        return os.path.expanduser("~")

    def temp_dir(self) -> str:
        import tempfile  # which loads a lot

        return tempfile.gettempdir()

    def _resolve(self, path: str) -> str:
        full = os.path.realpath(path)
        return "/" + full.lstrip("/") if full.startswith("//") and os.sep == "/" else full

    def _status(self, path: str) -> Status:
        with self._above(path) as (name, options):
            return _status(os.stat(name, follow_symlinks=False, **options))

    def _read(self, path: str) -> bytes:
        with self._opened(path, os.O_RDONLY) as (descriptor, found):
            if found.st_size > self.largest:
                raise failure(errno.EFBIG, path)
            pieces: List[bytes] = []
            left = self.largest + 1
            while left:
                piece = os.read(descriptor, min(_CHUNK, left))
                if not piece:
                    return b"".join(pieces)
                pieces.append(piece)
                left -= len(piece)
            raise failure(errno.EFBIG, path)

    def _write(self, path: str, data: bytes, append: bool, like: Optional[Status]) -> None:
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else 0)
        with self._opened(path, flags) as (descriptor, found):
            if append and found.st_size + len(data) > self.largest:
                raise failure(errno.EFBIG, path)
            if not append:
                os.ftruncate(descriptor, 0)
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            if like is not None:
                if like.mode is not None and os.chmod in os.supports_fd:
                    os.chmod(descriptor, like.mode)
                if os.utime in os.supports_fd:
                    os.utime(descriptor, (like.modified, like.modified))

    def _entries(self, path: str) -> List[Tuple[str, str]]:
        with self._above(path) as (name, options):
            if not _RELATIVE or os.scandir not in os.supports_fd:
                if os.path.realpath(path) != path:
                    raise failure(errno.ELOOP, path)
                with os.scandir(path) as entries:
                    return [(entry.name, _kind(entry)) for entry in entries]
            descriptor = os.open(name, os.O_RDONLY | _DIRECTORY, **options)
            try:
                with os.scandir(descriptor) as entries:
                    return [(entry.name, _kind(entry)) for entry in entries]
            finally:
                os.close(descriptor)

    def _make(self, path: str) -> None:
        with self._above(path) as (name, options):
            os.mkdir(name, **options)

    def _remove(self, path: str, directory: bool) -> None:
        with self._above(path) as (name, options):
            if directory:
                os.rmdir(name, **options)
            else:
                os.unlink(name, **options)

    def _rename(self, source: str, target: str) -> None:
        with self._above(source) as (name, options), self._above(target) as (other, other_options):
            if _RELATIVE:
                os.rename(name, other, src_dir_fd=options["dir_fd"], dst_dir_fd=other_options["dir_fd"])
            else:
                os.replace(name, other)

    # -- opening -------------------------------------------------------------------------------------

    @contextmanager
    def _above(self, path: str) -> Iterator[Tuple[str, Dict[str, Any]]]:
        """Give the name of an entry and the option that says in which open directory it lies.

        Errors of the operating system name the whole path.
        """
        self._refuse(path)
        descriptor: Optional[int] = None
        try:
            if not _RELATIVE:
                if os.path.realpath(os.path.dirname(path)) != os.path.dirname(path):
                    raise failure(errno.ELOOP, path)
                yield path, {}
                return
            *parts, name = path.split("/")[1:]
            descriptor = os.open("/", _WAY)
            for part in parts:
                inner = os.open(part, _WAY, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = inner
            yield name or ".", {"dir_fd": descriptor}
        except OSError as error:
            raise failure(error.errno or errno.EIO, path) from None
        finally:
            if descriptor is not None:
                os.close(descriptor)

    @contextmanager
    def _opened(self, path: str, flags: int) -> Iterator[Tuple[int, os.stat_result]]:
        """Open a regular file and give its descriptor and what is known of it."""
        with self._above(path) as (name, options):
            descriptor = os.open(name, flags | _FLAGS | _AT_ONCE, 0o666, **options)
            try:
                found = os.fstat(descriptor)
                if stat.S_ISDIR(found.st_mode):
                    raise failure(errno.EISDIR, path)
                if not stat.S_ISREG(found.st_mode):
                    raise failure(errno.EACCES, path)
                if not _RELATIVE and os.path.realpath(path) != path:
                    raise failure(errno.ELOOP, path)
                yield descriptor, found
            finally:
                os.close(descriptor)

    def _refuse(self, path: str) -> None:
        if any(path == place or path.startswith(place + "/") for place in self._refused):
            raise failure(errno.EACCES, path)


def _status(found: os.stat_result) -> Status:
    mode = found.st_mode
    if stat.S_ISREG(mode):
        kind = "file"
    elif stat.S_ISDIR(mode):
        kind = "directory"
    else:
        kind = "link" if stat.S_ISLNK(mode) else "other"
    return Status(kind, found.st_size, found.st_mtime, mode & 0o777)


def _kind(entry: os.DirEntry[str]) -> str:
    """Return the kind of an entry; a link to a directory is a link, any other link is a file."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return "directory"
        if entry.is_symlink() and entry.is_dir():
            return "link"
    except OSError:
        return "other"
    return "file"
