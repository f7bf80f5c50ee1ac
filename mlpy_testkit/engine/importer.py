"""``import name;``: standard modules from the library, ML modules from files.

One importer serves one run or session: a module's top level runs once in it. Modules written in ML
are compiled in memory; nothing is written beside their sources.
"""

from __future__ import annotations

import os
from typing import Any, BinaryIO, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from .errors import MLSyntaxError
from .expressions import python_name
from .library import Library
from .program import LENGTH
from .source import Source, Span
from .values import Module

_MARK = "\ufeff"  # which some editors write in front of a text
_BYTES = 4 * LENGTH  # that the characters of a program can have in UTF-8
Loader = Callable[[str, str, str], Dict[str, Any]]  # runs a text of a name and a directory, returns its variables
Place = Tuple[Dict[str, Any], str]  # a dictionary and a key of it


class Variables(Mapping[str, Any]):
    """The variables of a module, read only and live, without what only the engine may see."""

    def __init__(self, variables: Dict[str, Any]) -> None:
        self._variables = variables

    def __getitem__(self, name: str) -> Any:
        if not _is_visible(name):
            raise KeyError(name)
        return self._variables[python_name(name)]

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a variable, or *default* if there is none."""
        return self._variables.get(python_name(name), default) if _is_visible(name) else default

    def place_of(self, name: str) -> Place:
        """Return where the value of a variable stands, or would."""
        return self._variables, python_name(name)

    def __iter__(self) -> Iterator[str]:
        return (name.strip() for name in list(self._variables) if _is_visible(name.strip()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _is_visible(name: Any) -> bool:
    return isinstance(name, str) and name.isidentifier() and not name.startswith("__")


_State = Tuple[int, ...]


def _state(path: str) -> _State:
    """Return what tells a file from what it was before; nothing of a file that cannot be looked at."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


class Importer:
    """Finds, loads and remembers modules; ``reload_changed`` is whether it looks if their files have changed."""

    def __init__(self, library: Library, builtin: Module, paths: Sequence[str], load: Loader) -> None:
        self._library = library
        self._builtin = builtin
        self._paths = paths
        self._load = load
        self.reload_changed = False
        self._modules: Dict[str, Module] = {}
        self._states: Dict[str, _State] = {}  # of the files of the modules, when they were loaded
        self._packages: Dict[str, Dict[str, Any]] = {}
        self._loading: List[str] = []  # paths of the modules that have begun to run, the innermost last

    def load(self, name: str, whole: bool, directory: Optional[str]) -> Any:
        """Return what ``import name;`` binds: the module if *whole*, else the first part of the name."""
        module = self._find(name, directory)
        return module if whole or "." not in name else self._package(name, module)

    def add_path(self, path: str) -> None:
        """Look for modules in one more directory."""
        self._paths = (*self._paths, path)

    def known(self, name: str) -> Optional[Module]:
        """Return a module that was loaded, or a standard one; None if there is no such module."""
        module = self._library.load(name)
        path = None if module is not None else self._path(name, None)
        return module if path is None else self._modules.get(path)

    def forget(self, name: str) -> None:
        """Have an ML module loaded anew when it is next imported."""
        path = self._path(name, None)
        if path is not None:
            self._modules.pop(path, None)

    def _find(self, name: str, directory: Optional[str]) -> Any:
        """Return the module of a dotted name, or raise ``ImportError`` with the reason."""
        module = self._builtin if name == "builtin" else self._library.load(name)
        if module is not None:
            return module
        path = self._path(name, directory)
        if path is None:
            raise ImportError(f"no module named {name!r}{self._suggestion(name, directory)}")
        known = self._modules.get(path)
        if known is not None and not (self.reload_changed and _state(path) != self._states[path]):
            return known
        if path in self._loading:
            names = [os.path.basename(part)[:-3] for part in self._loading[self._loading.index(path) :]]
            raise ImportError(f"import cycle: {' -> '.join([*names, name])}")
        state = _state(path)  # before the file is read: what is written meanwhile is a change
        shown = _shown(path)
        try:
            text, beside = read_source(path, shown)
        except OSError as error:
            raise ImportError(f"cannot read module {name!r}: {error.strerror}") from None
        self._loading.append(path)
        try:
            variables = self._load(text, shown, beside)
        finally:
            self._loading.pop()
        self._states[path] = state
        module = self._modules[path] = Module(name.rpartition(".")[2], Variables(variables))
        return module

    def _path(self, name: str, directory: Optional[str]) -> Optional[str]:
        tail = os.path.join(*name.split(".")) + ".ml"
        for folder in (*self._paths, *([] if directory is None else [directory])):
            path = os.path.join(folder, tail)
            if os.path.isfile(path):
                return os.path.abspath(path)
        return None

    def _package(self, name: str, module: Any) -> Module:
        """Return the first part of ``import a.b;``, which holds all its parts imported so far."""
        parts = name.split(".")
        for depth in range(1, len(parts)):
            self._packages.setdefault(".".join(parts[:depth]), {})
        for depth in range(1, len(parts) - 1):
            inner = ".".join(parts[: depth + 1])
            self._packages[".".join(parts[:depth])].setdefault(
                parts[depth], Module(parts[depth], self._packages[inner])
            )
        self._packages[".".join(parts[:-1])][parts[-1]] = module
        return Module(parts[0], self._packages[parts[0]])

    def _suggestion(self, name: str, directory: Optional[str]) -> str:
        from difflib import get_close_matches

        known = set(self._library.names())
        for folder in (*self._paths, *([] if directory is None else [directory])):
            try:
                known.update(entry[:-3] for entry in os.listdir(folder) if entry.endswith(".ml"))
            except OSError:
                continue
        close = get_close_matches(name, sorted(known), 1)
        return f"; did you mean {close[0]!r}?" if close else ""


class Imports:
    """The import function of one namespace; makes an importer when there is something to import."""

    __slots__ = ("_directory", "_engine", "_importer", "library", "names")

    def __init__(self, engine: Any, library: Library, names: Dict[str, Any], directory: Optional[str]) -> None:
        self._engine = engine
        self._importer: Optional[Importer] = None
        self._directory = directory
        self.library = library
        self.names = names

    def __call__(self, name: str, whole: bool) -> Any:
        return self.importer.load(name, whole, self._directory)

    @property
    def importer(self) -> Importer:
        """What finds the modules, made when there is something to import."""
        if self._importer is None:
            engine = self._engine
            self._importer = Importer(
                self.library,
                self.names["builtin"],
                engine.import_paths,
                lambda text, name, directory: engine.load_module(text, name, directory, self),
            )
        return self._importer

    def beside(self, directory: str) -> Imports:
        """Return the import function for a module of the same run that lies in *directory*."""
        imports = Imports(self._engine, self.library, self.names, directory)
        imports._importer = self._importer
        return imports


def _shown(path: str) -> str:
    """Return a path as messages show it: relative if it lies below the working directory."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        return path
    return path if relative.startswith("..") else relative


def read_source(path: str, name: Optional[str] = None) -> Tuple[str, str]:
    """Return the text of a file, which errors call *name*, and its directory; raise ``OSError`` or ``MLError``."""
    with open(path, "rb") as file:
        return decode_source(file, name or path), os.path.dirname(os.path.abspath(path))


def decode_source(file: BinaryIO, name: str) -> str:
    """Return the text of a source file, or raise ``MLSyntaxError`` if it is not UTF-8, or begins with a mark.

    Of a file that may have no end only so much is read that the text is too long for a program.
    """
    data = file.read(_BYTES + 1)
    try:
        text = data.decode("utf-8", "replace" if len(data) > _BYTES else "strict")
    except UnicodeDecodeError as error:
        raise MLSyntaxError(f"{name}: not UTF-8 text (byte {error.start + 1})") from None
    if text.startswith(_MARK):
        hint = "save the file as UTF-8 without a byte order mark"
        raise MLSyntaxError(f"illegal character {_MARK!a}", Source(name, text), Span(0, 1), hint=hint)
    return text
