"""The hook through which standard modules reach the engine.

The engine knows no module. Whoever makes an engine hands in a library; this one is empty, and
:class:`mlpy_testkit.modules.Library` holds ML's standard modules.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional


class Library:
    """A set of modules by name; this base class has none.

    >>> Library().names()
    []
    """

    def names(self, kind: Optional[str] = None) -> List[str]:
        """Return the sorted names of all modules of a kind."""
        return []

    def has(self, name: str) -> bool:
        """Say whether ``import name;`` would find a module."""
        return name in self.names()

    def info(self, name: str) -> Optional[Dict[str, Any]]:
        """Return what ``module_info`` answers, or None."""
        return None

    def load(self, name: str) -> Any:
        """Return the module of that name, or None if there is none."""
        return None

    def add_folder(self, folder: str) -> None:
        """Look for modules in one more directory too, if the library has any in directories."""

    def loaded(self) -> List[str]:
        """Return the sorted names of the modules loaded so far."""
        return []
