"""Contexts that are ready: from grants as text, everything that only computes, everything."""

from __future__ import annotations

from typing import Iterable, Optional, Union

from .context import CapabilityContext
from .grants import ALL, PURE, Grant

Capabilities = Union[CapabilityContext, Iterable[Grant], None]  # what is granted, as it may be given


class Grants(CapabilityContext):
    """A context that holds what was granted: texts such as ``file.read:/data/*``, or tokens.

    Raises ``MLUsageError`` for a text that is no grant.

    >>> grants = Grants(["file.read:/data/*", "console.write"])
    >>> grants.types()
    ['console.write', 'file.read']
    >>> grants.has("file.write")
    False
    """

    def __init__(self, grants: Iterable[Grant] = (), name: str = "") -> None:
        super().__init__(name=name)
        self.add_capabilities(grants)


def as_context(value: Capabilities) -> Optional[CapabilityContext]:
    """Return a context as it is, None as None, and a list of grants as a new context.

    >>> as_context(["math.compute"]).types(), as_context(None)
    (['math.compute'], None)
    """
    if value is None or isinstance(value, CapabilityContext):
        return value
    return Grants(value)


def pure(*more: Grant) -> CapabilityContext:
    """Return a context for programs that only compute, and what else is granted.

    >>> pure("console.write").has("math.compute")
    True
    """
    return Grants([*PURE, *more], "pure")


def everything() -> CapabilityContext:
    """Return a context that grants every type of the standard modules without limits.

    >>> everything().has("file.write")
    True
    """
    return Grants(ALL, "everything")
