"""The embedded engine as users get it: with ML's standard modules."""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence

from .. import engine
from ..engine.library import Library as BaseLibrary
from ..engine.limits import Limits
from ..modules import Library


class Engine(engine.Engine):
    """Runs ML programs that may import ML's standard modules.

    See :class:`mlpy_testkit.engine.Engine` for the parameters.

    >>> Engine().run("import math; result = math.sqrt(16);").value
    4.0
    """

    def __init__(
        self,
        import_paths: Sequence[str] = (),
        library: Callable[[], BaseLibrary] = Library,
        limits: Optional[Limits] = None,
        **options: Any,
    ) -> None:
        super().__init__(import_paths, library, limits, **options)
