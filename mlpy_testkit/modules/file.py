"""The module ``file``.

A path is resolved once; the capability is asked for that canonical path, and that very path is
opened, so neither ``..`` nor a link leads past a grant. What is to be written is complete before a
file is touched. Bytes are arrays of whole numbers from 0 to 255.
"""

from __future__ import annotations

import codecs
import threading
from contextlib import contextmanager, nullcontext
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple

from ..capabilities.door import OneUse, asks_size, is_granted, require, require_all
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.text import operand_text
from ..engine.values import Module, host_kind, iterate
from ..world import Files, world
from .declarations import Members

_members = Members("file")
_CHARGE = 16  # bytes that cost one step
_growing = threading.Lock()  # threads that add to one file together must not pass the size that is granted


class Error(OSError):
    """A copy or a move that makes no sense; the name is the one that Python gives it."""


class SameFileError(Error):
    """Source and destination of a copy are one file."""


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


# -- what other modules use too ----------------------------------------------------------------------


def read_bytes(given: Any) -> bytes:
    """Return the content of a file, if the program may read it; no ``~`` here."""
    files = world().files
    with named_as_given(given):
        return _content(files, files.resolve(given))


@contextmanager
def named_as_given(path: Any) -> Iterator[None]:
    """Let errors name a file as the program does, and not by its canonical path."""
    try:
        yield
    except OSError as error:
        if error.errno is None or type(path) is not str:
            raise
        raise OSError(error.errno, error.strerror, path) from None


def decode(data: bytes, encoding: Any) -> str:
    """Return bytes as a text."""
    check_text(len(data))
    return data.decode(_encoding(encoding))


def encode(text: str, encoding: Any, *, continued: bool = False) -> bytes:
    """Return a text as bytes; one that is *continued* from earlier bytes has no mark of its own."""
    encoder = codecs.getincrementalencoder(_encoding(encoding))()
    if continued:
        encoder.setstate(0)
    if len(text) > SMALL:
        spend(len(text) // _CHARGE)
    return bytes(encoder.encode(text, True))


def _encoding(name: Any) -> str:
    """Return the name of an encoding of texts."""
    if name is None:
        return "utf-8"
    if type(name) is not str:
        raise TypeError(f"open() argument 'encoding' must be str or None, not {host_kind(name)}")
    if not _is_text_encoding(name):
        raise LookupError(f"unknown encoding: {name}")
    return name


def _is_text_encoding(name: str) -> bool:
    """Tell whether Python knows an encoding from text to bytes by that name."""
    if not name.isascii() or "\0" in name:
        return False
    try:
        "".encode(name)
    except (LookupError, UnicodeError):
        return False
    return True


def _content(files: Files, path: str) -> bytes:
    """Return what is at a canonical path, if the program may read it."""
    size = _size_of(files, path) if asks_size("file.read") else None
    use = OneUse()
    use.require_all([("file.read", path, "read", size)])
    data = files.read_bytes(path)
    if size is not None and len(data) > size:  # it has grown meanwhile
        use.require_all([("file.read", path, "read", len(data))])
    if len(data) > SMALL:
        spend(len(data) // _CHARGE)
    return data


def _size_of(files: Files, path: str) -> int:
    """Return the size of a file; 0 if there is none."""
    try:
        return files.size(path)
    except OSError:
        return 0


def append_bytes(
    kind: str, operation: str, paths: Sequence[str], data: Callable[[int], bytes], *, room: bool = False
) -> None:
    """Add to files at canonical paths, if the program may; *data* makes the bytes from the size so far.

    With ``room`` missing directories above the files are made.
    """
    files = world().files
    with _growing if asks_size(kind) else nullcontext():
        sizes = [_size_of(files, path) for path in paths]
        added = list(map(data, sizes))
        require_all((kind, path, operation, size + len(more)) for path, size, more in zip(paths, sizes, added))
        for path, more in zip(paths, added):
            if room:
                _make_room(files, path)
            files.write_bytes(path, more, append=True)


# -- paths -------------------------------------------------------------------------------------------


def _located(given: Any, *, entry: bool = False) -> Tuple[Files, str]:
    """Return the file system and the canonical path that a program means."""
    files = world().files
    return files, files.resolve(files.expand(given), entry=entry)


def _make_room(files: Files, path: str) -> None:
    """Make the directories above a file that is to be written."""
    above = files.syntax.dirname(path)
    if not files.is_dir(above):
        files.make_dir(above)


def _destination(files: Files, given: Any, source: str, *, entry: bool) -> str:
    """Return the canonical path of a copy: a directory takes it under its old name.

    Where nothing may be written, nobody looks whether there is a directory.
    """
    path = files.resolve(files.expand(given))
    inside = files.resolve(files.syntax.join(path, files.syntax.basename(source)), entry=entry)
    may_look = is_granted("file.write", inside, "write") or is_granted("file.write", path, "write")
    if may_look and files.is_dir(path) and path != source:
        return inside
    return files.resolve(files.expand(given), entry=entry)


# -- reading -----------------------------------------------------------------------------------------


def _text(given: Any, encoding: Any) -> str:
    files, path = _located(given)
    text = decode(_content(files, path), encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@_members.function("read", "Read entire file as string", "file.read", checks_itself=True)
def _read(path: Any, encoding: Any = "utf-8") -> str:
    return _text(path, encoding)


@_members.function("readBytes", "Read file as binary bytes", "file.read", checks_itself=True)
def _read_bytes(path: Any) -> List[int]:
    files, found = _located(path)
    data = _content(files, found)
    check_items(len(data))
    return list(data)


@_members.function("readLines", "Read file as array of lines", "file.read", checks_itself=True)
def _read_lines(path: Any, encoding: Any = "utf-8") -> List[str]:
    text = _text(path, encoding)
    check_items(text.count("\n") + 1)
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


# -- writing -----------------------------------------------------------------------------------------


def _store(given: Any, text: Any, encoding: Any, append: bool = False) -> None:
    if type(text) is not str:
        raise TypeError(f"write() argument must be str, not {'None' if text is None else host_kind(text)}")
    files, path = _located(given)
    if append:
        append_bytes(
            "file.append", "append", [path], lambda size: encode(text, encoding, continued=size > 0), room=True
        )
    else:
        data = encode(text, encoding)
        require("file.write", resource=path, operation="write", size=len(data))
        _make_room(files, path)
        files.write_bytes(path, data)


@_members.function("write", "Write string to file", "file.write", checks_itself=True)
def _write(path: Any, content: Any, encoding: Any = "utf-8") -> None:
    _store(path, content, encoding)


@_members.function("writeBytes", "Write bytes to file", "file.write", checks_itself=True)
def _write_bytes(path: Any, data: Any) -> None:
    if type(data) is not list:
        raise TypeError(f"a bytes-like object is required, not '{host_kind(data)}'")
    for number in data:
        if type(number) is not int:
            raise TypeError(f"'{host_kind(number)}' object cannot be interpreted as an integer")
    if len(data) > SMALL:
        spend(len(data))
    content = bytes(data)
    files, found = _located(path)
    require("file.write", resource=found, operation="write", size=len(content))
    _make_room(files, found)
    files.write_bytes(found, content)


@_members.function("writeLines", "Write array of lines to file", "file.write", checks_itself=True)
def _write_lines(path: Any, lines: Any, encoding: Any = "utf-8") -> None:
    pieces: List[str] = []
    size = 0
    for line in iterate(lines):
        piece = operand_text(line)
        size += len(piece) + 1
        check_text(size)
        pieces.append(piece)
    if len(pieces) > SMALL:
        spend(len(pieces))
    _store(path, "".join(piece + "\n" for piece in pieces), encoding)


@_members.function("append", "Append string to file", "file.append", checks_itself=True)
def _append(path: Any, content: Any, encoding: Any = "utf-8") -> None:
    _store(path, content, encoding, append=True)


# -- looking -----------------------------------------------------------------------------------------


def _looked_at(given: Any) -> Optional[Tuple[Files, str]]:
    """Return file system and path of what a program may look at; None for what cannot be a path."""
    try:
        files, path = _located(given)
    except (ValueError, OSError):
        require("file.read")
        return None
    require("file.read", resource=path, operation="read")
    return files, path


@_members.function("exists", "Check if file/directory exists", "file.read", checks_itself=True)
def _exists(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].exists(found[1])


@_members.function("isFile", "Check if path is a file", "file.read", checks_itself=True)
def _is_file(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].is_file(found[1])


@_members.function("isDirectory", "Check if path is a directory", "file.read", checks_itself=True)
def _is_directory(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].is_dir(found[1])


@_members.function("size", "Get file size in bytes", "file.read", checks_itself=True)
def _size(path: Any) -> int:
    files, found = _located(path)
    require("file.read", resource=found, operation="read")
    return files.size(found)


@_members.function("modifiedTime", "Get file modification time", "file.read", checks_itself=True)
def _modified_time(path: Any) -> float:
    files, found = _located(path)
    require("file.read", resource=found, operation="read")
    return files.modified(found)


# -- removing, copying, moving -----------------------------------------------------------------------


@_members.function("delete", "Delete file", "file.delete", checks_itself=True)
def _delete(path: Any) -> bool:
    files, found = _located(path, entry=True)
    require("file.delete", resource=found, operation="delete")
    if files.is_dir(found):
        raise ValueError(f"Not a file: {path} (use path.removeDir for directories)")
    try:
        files.delete(found)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


@_members.function("copy", "Copy file", "file.read", "file.write", checks_itself=True)
def _copy(source: Any, destination: Any) -> None:
    files, origin = _located(source)
    target = _destination(files, destination, origin, entry=False)
    size = _moved_size(files, origin)
    require_all([("file.read", origin, "read", size), ("file.write", target, "write", size)])
    if target == origin and files.is_file(origin):
        raise SameFileError(f"{origin!r} and {target!r} are the same file")
    files.status(origin)
    _make_room(files, target)
    files.copy(origin, target)


@_members.function("move", "Move/rename file", "file.read", "file.write", "file.delete", checks_itself=True)
def _move(source: Any, destination: Any) -> None:
    files, origin = _located(source, entry=True)
    target = _destination(files, destination, origin, entry=True)
    use = OneUse()
    use.require_all(_of_a_move(files, origin, target))
    files.status(origin)
    if target == origin:
        return
    if files.is_dir(origin) and target.startswith(origin.rstrip(files.syntax.sep) + files.syntax.sep):
        raise Error(f"Cannot move a directory {origin!r} into itself {target!r}.")
    if target != files.resolve(files.expand(destination), entry=True) and files.exists(target):
        raise Error(f"Destination path {target!r} already exists")
    if files.is_dir(origin):
        for inner, _ in files.tree(origin):
            use.require_all(_of_a_move(files, inner, target + inner[len(origin) :]))
    _make_room(files, target)
    files.move(origin, target)


def _of_a_move(files: Files, origin: str, target: str) -> List[Tuple[Any, ...]]:
    """Return what is to be granted for one file or directory that is moved."""
    size = _moved_size(files, origin)
    return [
        ("file.read", origin, "read", size),
        ("file.write", target, "write", size),
        ("file.delete", origin, "delete"),
    ]


def _moved_size(files: Files, path: str) -> Optional[int]:
    """Return the size of a file, if that matters to some grant."""
    return _size_of(files, path) if asks_size("file.read", "file.write") and not files.is_dir(path) else None


_module = Module(
    "file",
    _members,
    "File I/O operations with capability-based security",
    "FileModule",
    ("file.read", "file.write", "file.delete", "file.append"),
)
