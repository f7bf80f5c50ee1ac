"""The embedded engine as users get it: with ML's standard modules, capabilities and a world."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any, Callable, Optional, Sequence

from .. import engine
from ..capabilities import CapabilityContext, NoContext, as_context, get_current_context
from ..capabilities.presets import Capabilities
from ..engine.arguments import check_type
from ..engine.library import Library as BaseLibrary
from ..engine.limits import Limits
from ..modules import Library
from ..modules.extensions import Extensions
from ..world import World


class Engine(engine.Engine):
    """Runs ML programs that may import ML's standard modules.

    ``capabilities`` are what every run is granted: tokens and texts such as ``"file.read:/data/*"``, or a
    ``CapabilityContext``. With None the context counts in which the caller is, see ``capability_context``;
    without one nothing is granted. ``world`` is the outside that programs see, by default the real one.
    ``extension_paths`` are directories with modules that are written in Python.
    See :class:`mlpy_testkit.engine.Engine` for the other parameters.

    >>> Engine(capabilities=["math.compute"]).run("import math; result = math.sqrt(16);").value
    4.0
    """

    def __init__(
        self,
        import_paths: Sequence[str] = (),
        library: Callable[[], BaseLibrary] = Library,
        limits: Optional[Limits] = None,
        *,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        extension_paths: Sequence[str] = (),
        **options: Any,
    ) -> None:
        self.extensions = Extensions(extension_paths)
        if library is Library:
            library = partial(Library, self.extensions)
        check_type(world, "world", World, "a World")
        super().__init__(
            import_paths, library, limits, capabilities=as_context(capabilities), world=world or World.real(), **options
        )

    def like(
        self,
        import_paths: Sequence[str],
        limits: Limits,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        extension_paths: Sequence[str] = (),
    ) -> Engine:
        """Return a new engine that remembers the programs of this one, and this one those of the new one."""
        engine = Engine(
            import_paths, limits=limits, capabilities=capabilities, world=world, extension_paths=extension_paths
        )
        engine._programs = self._programs
        return engine

    def granting(self, capabilities: Capabilities) -> Engine:
        """Return this engine with other capabilities; both remember the same programs."""
        engine = copy(self)
        engine.capabilities = as_context(capabilities)
        return engine

    def grants(self) -> CapabilityContext:
        """Return what one run is granted: of the engine's own grants, or of the caller's context."""
        context = self.capabilities or get_current_context()
        return NoContext() if context is None else context.for_run()


def check_engine(engine: Any) -> None:
    """Raise ``MLUsageError`` for what is neither an engine nor None."""
    check_type(engine, "engine", Engine, "an Engine")
