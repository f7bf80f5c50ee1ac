"""The module ``path``.

Functions on the text of a path need no capability; those that look at the disk do. Directories are
listed without following links, and a listing that goes down asks for every directory that it enters,
so it shows nothing for which there is no grant.
"""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Set, Tuple

from ..capabilities.door import OneUse, require
from ..engine.compare import greater_equal
from ..engine.limits import check_items, spend
from ..engine.values import Module, host_kind
from ..world import Files, world
from .declarations import Members

_members = Members("path")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _text(path: Any) -> str:
    """Return a path if it is a string."""
    if type(path) is not str:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {host_kind(path)}")
    return path


# -- the text of paths -------------------------------------------------------------------------------


@_members.function("join", "Join path components")
def _join(*parts: Any) -> str:
    if not parts:
        raise TypeError("path.join() expects at least 1 argument, got 0")
    for part in parts:
        if type(part) is not str:
            raise TypeError(f"join() argument must be str, bytes, or os.PathLike object, not '{host_kind(part)}'")
    return str(world().files.syntax.join(*parts))


@_members.function("dirname", "Get directory name from path")
def _dirname(path: Any) -> str:
    return str(world().files.syntax.dirname(_text(path)))


@_members.function("basename", "Get filename from path")
def _basename(path: Any) -> str:
    return str(world().files.syntax.basename(_text(path)))


@_members.function("extname", "Get file extension")
def _extname(path: Any) -> str:
    return str(world().files.syntax.splitext(_text(path))[1])


@_members.function("split", "Split path into directory and filename")
def _split(path: Any) -> List[str]:
    return list(world().files.syntax.split(_text(path)))


@_members.function("normalize", "Normalize path")
def _normalize(path: Any) -> str:
    return str(world().files.syntax.normpath(_text(path)))


@_members.function("isAbsolute", "Check if path is absolute")
def _is_absolute(path: Any) -> bool:
    return bool(world().files.syntax.isabs(_text(path)))


@_members.function("absolute", "Convert to absolute path")
def _absolute(path: Any) -> str:
    return _from_here(_text(path))


@_members.function("relative", "Get relative path")
def _relative(start: Any, path: Any) -> str:
    if not path:
        raise ValueError("no path specified")
    here, there = "" if start is None else _text(start), _text(path)
    return str(world().files.syntax.relpath(_from_here(there), _from_here(here)))


def _from_here(path: str) -> str:
    """Return a path that starts at the root; ``~`` and the working directory are the world's."""
    files = world().files
    return str(files.syntax.normpath(files.syntax.join(files.cwd(), files.expand(path))))


@_members.function("separator", "Get path separator for OS")
def _separator() -> str:
    return str(world().files.syntax.sep)


@_members.function("delimiter", "Get path delimiter for OS")
def _delimiter() -> str:
    return str(world().files.syntax.pathsep)


@_members.function("cwd", "Get current working directory")
def _cwd() -> str:
    return world().files.cwd()


@_members.function("home", "Get home directory")
def _home() -> str:
    return world().files.home()


@_members.function("tempDir", "Get temporary directory")
def _temp_dir() -> str:
    return world().files.temp_dir()


# -- looking -----------------------------------------------------------------------------------------


def _readable(given: Any) -> Tuple[Files, str]:
    """Return the file system and the canonical path of what a program may look at."""
    files = world().files
    path = files.resolve(files.expand(given))
    require("path.read", resource=path, operation="read")
    return files, path


def _looked_at(given: Any) -> Optional[Tuple[Files, str]]:
    """Return the same; None for what cannot be a path."""
    try:
        return _readable(given)
    except (ValueError, OSError):
        require("path.read")
        return None


@_members.function("exists", "Check if path exists", "path.read", checks_itself=True)
def _exists(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].exists(found[1])


@_members.function("isFile", "Check if path is a file", "path.read", checks_itself=True)
def _is_file(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].is_file(found[1])


@_members.function("isDirectory", "Check if path is a directory", "path.read", checks_itself=True)
def _is_directory(path: Any) -> bool:
    found = _looked_at(path)
    return found is not None and found[0].is_dir(found[1])


@_members.function("listDir", "List directory contents", "path.read", checks_itself=True)
def _list_dir(path: Any = ".") -> List[str]:
    files, found = _readable(path)
    if not files.is_dir(found):
        raise NotADirectoryError(f"Not a directory: {path}")
    return _charged(files.list(found))


@_members.function("glob", "List files matching glob pattern", "path.read", checks_itself=True)
def _glob(pattern: Any) -> List[str]:
    return _collected(world().files.glob(pattern, _entering("path.read", "read")))


@_members.function("walk", "Walk directory tree", "path.read", checks_itself=True)
def _walk(dir: Any, max_depth: Any = -1) -> List[str]:
    files = world().files
    root = files.resolve(files.expand(dir))
    return _collected(files.walk(root, _levels(max_depth), _entering("path.read", "read")))


def _entering(kind: str, operation: str) -> Callable[[str], None]:
    """Return a function that asks for one directory after the other, as one use."""
    use = OneUse()
    entered: Set[str] = set()

    def enter(directory: str) -> None:
        if directory not in entered:
            entered.add(directory)
            use.require(kind, directory, operation)

    return enter


def _levels(depth: Any) -> int:
    """Return how many levels to go down; every begun level counts."""
    if not greater_equal(depth, 0):
        return -1
    whole = int(depth)
    return whole if whole == depth else whole + 1


def _charged(names: List[str]) -> List[str]:
    check_items(len(names))
    spend(len(names))
    return names


def _collected(paths: Any) -> List[str]:
    """Return the sorted paths; each costs a step when it is found."""
    found: List[str] = []
    for path in paths:
        spend(1)
        found.append(path)
        check_items(len(found))
    return sorted(found)


# -- changing ----------------------------------------------------------------------------------------


def _writable(given: Any, *, entry: bool) -> Tuple[Files, str]:
    files = world().files
    path = files.resolve(files.expand(given), entry=entry)
    require("path.write", resource=path, operation="write")
    return files, path


@_members.function("createDir", "Create directory", "path.write", checks_itself=True)
def _create_dir(path: Any, parents: Any = True) -> None:
    files, found = _writable(path, entry=False)
    files.make_dir(found, bool(parents))


@_members.function("removeDir", "Remove empty directory", "path.write", checks_itself=True)
def _remove_dir(path: Any) -> None:
    files, found = _writable(path, entry=True)
    files.remove_dir(found)


@_members.function("removeDirRecursive", "Remove directory recursively", "path.write", checks_itself=True)
def _remove_dir_recursive(path: Any) -> None:
    files = world().files
    root = files.resolve(files.expand(path), entry=True)
    enter = _entering("path.write", "write")
    enter(root)
    files.remove_dir(root, True, enter)


_module = Module(
    "path", _members, "Path manipulation and filesystem operations", "PathModule", ("path.read", "path.write")
)
