"""ML's standard modules, and the library through which an engine finds them.

A module is a file of this package that offers ``build() -> Module``; it is imported when it is
first needed. A library belongs to one run: what it has loaded is what that run has imported, and
modules with a state of their own are built anew for each.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Dict, List, Optional

from ..engine import library
from ..engine.members import method_names
from ..engine.values import Module
from .extensions import Extensions

__all__ = ["STANDARD", "Library"]

_NAMES = "args collections console crypto csv datetime env file functional http json log math path random regex"
#: The standard modules: the name of the Python module of each.
STANDARD: Dict[str, str] = {name: f"{__name__}.{name}" for name in _NAMES.split()}


class Library(library.Library):
    """The standard modules for one run.

    ``extensions`` are modules that the host has written in Python, see :mod:`.extensions`.

    >>> Library().has("math")
    True
    """

    def __init__(self, extensions: Optional[Extensions] = None) -> None:
        self._extensions = extensions
        self._built: Dict[str, Module] = {}
        self._loaded: Dict[str, Module] = {}

    def names(self, kind: Optional[str] = None) -> List[str]:
        """Return the sorted names of all modules; each is of the kind "python_bridge"."""
        own = [] if self._extensions is None else self._extensions.names()
        return sorted({*STANDARD, *own}) if kind in (None, "python_bridge") else []

    def has(self, name: str) -> bool:
        """Say whether there is a standard module of that name."""
        return name in STANDARD or (self._extensions is not None and name in self._extensions.names())

    def info(self, name: str) -> Optional[Dict[str, Any]]:
        """Return what ``module_info`` answers, or None."""
        if not self.has(name):
            return None
        return {
            "name": name,
            "type": "python_bridge",
            "loaded": name in self._loaded,
            "reload_count": 0,
            "functions": method_names(self._build(name)),
        }

    def load(self, name: str) -> Optional[Module]:
        """Return the module of that name, the same one every time, or None."""
        if not self.has(name):
            return None
        module = self._loaded[name] = self._build(name)
        return module

    def add_folder(self, folder: str) -> None:
        """Look for modules that are written in Python in one more directory; other libraries do not see it."""
        folders = () if self._extensions is None else self._extensions.folders
        self._extensions = Extensions([*folders, folder])

    def loaded(self) -> List[str]:
        """Return the sorted names of the modules loaded so far."""
        return sorted(self._loaded)

    def _build(self, name: str) -> Module:
        module = self._built.get(name)
        if module is None:
            found = None if name in STANDARD or self._extensions is None else self._extensions.find(name)
            module = self._built[name] = import_module(STANDARD[name]).build() if found is None else found
        return module
