"""The engine that comes with this package."""

from __future__ import annotations

from typing import Any, Optional, Sequence

from ..capabilities.presets import Capabilities
from ..engine import Limits
from ..engine.program import Programs
from ..integration.engine import Engine
from ..world import World
from .protocol import Backend


class Embedded:
    """Makes embedded engines, which remember the same programs; they are never missing."""

    name = "embedded"

    def __init__(self) -> None:
        self._programs = {True: Programs(), False: Programs()}

    def missing(self) -> Optional[str]:
        """Return None: it is always there."""
        return None

    def version(self) -> Optional[str]:
        """Return the version of this package."""
        from .. import __version__

        return __version__

    def engine(
        self,
        import_paths: Sequence[str] = (),
        *,
        limits: Optional[Limits] = None,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        security: bool = True,
        host_spelling: bool = False,
    ) -> Any:
        """Return an embedded engine."""
        engine = Engine(
            import_paths,
            limits=limits,
            capabilities=capabilities,
            world=world,
            security=security,
            host_spelling=host_spelling,
        )
        engine._programs = self._programs[security]
        return engine


BACKEND: Backend = Embedded()
