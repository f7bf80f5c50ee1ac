"""The installed mlpy: whether there is one, and its engine.

Looking for it imports nothing but mlpy's own small top-level package; the rest is loaded when an engine is made.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Optional, Sequence, Tuple

from ..capabilities.presets import Capabilities
from ..engine import Limits
from ..world import World
from .protocol import Backend, NotSupportedError

EMULATED = "emulated by mlpy_testkit"  # the origin of modules that only stand for mlpy's
_OLDEST = (3, 12)
_NEEDED = {"lark": "lark", "psutil": "psutil"}


class Mlpy:
    """Makes engines that run programs on mlpy."""

    name = "mlpy"

    def missing(self) -> Optional[str]:
        """Return why mlpy cannot be used here, or None."""
        spec = _find("mlpy")
        if spec is None:
            return "mlpy is not installed"
        if spec.origin == EMULATED:
            return "mlpy is emulated by mlpy_testkit"
        if _find("mlpy.ml") is None:
            return f"the mlpy at {spec.origin} is another project: it has no mlpy.ml"
        if sys.version_info[:2] < _OLDEST:
            return f"mlpy needs Python {_OLDEST[0]}.{_OLDEST[1]}"
        absent = [package for module, package in _NEEDED.items() if _find(module) is None]
        if absent:
            return f"mlpy cannot be imported without {' and '.join(absent)}"
        return None

    def defects(self) -> Tuple[str, ...]:
        """Return what is wrong with the installation, though programs can be run."""
        if self.missing() is None and _find("yaml") is None:
            return ("mlpy.integration and mlpy.cli.repl cannot be imported without PyYAML (yaml)",)
        return ()

    def version(self) -> Optional[str]:
        """Return the version of mlpy, or None if it is missing."""
        return None if self.missing() else str(getattr(import_module("mlpy"), "__version__", "unknown"))

    def engine(
        self,
        import_paths: Sequence[str] = (),
        *,
        limits: Optional[Limits] = None,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        security: bool = True,
        host_spelling: bool = True,
    ) -> Any:
        """Return an engine that runs programs on mlpy.

        Raises ``NotSupportedError`` for limits, worlds and grants that mlpy cannot hold.
        """
        reason = self.missing()
        if reason is not None:
            raise NotSupportedError(reason)
        from .mlpy_engine import MlpyEngine

        return MlpyEngine(import_paths, limits, capabilities=capabilities, world=world, security=security)


def _find(name: str) -> Any:
    try:
        return find_spec(name)
    except (ImportError, ValueError):  # the parent cannot be imported, or has no spec
        return None


BACKEND: Backend = Mlpy()
