"""What a program asks for with ``capability`` declarations.

A program that declares what it needs gets no more than that, whatever was granted to it. The
declarations speak of files, the network and the system only; other types they leave alone. A program
without declarations gets all that was granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, FrozenSet, Iterable, List, Optional, Tuple, Union

from ..engine.nodes import Capability
from ..records import NamedTuple
from .kinds import kind_of
from .patterns import Resolve

if TYPE_CHECKING:
    from .constraints import CapabilityConstraint

_KINDS: Dict[str, Tuple[str, ...]] = {
    "read": ("file.read", "path.read"),
    "write": ("file.write", "file.append", "file.delete", "path.write"),
    "network": ("network.http", "network.https"),
    "system": ("env.read", "env.write", "args.read"),
}
_GOVERNED: FrozenSet[str] = frozenset(kind for kinds in _KINDS.values() for kind in kinds)


class Permission(NamedTuple):
    """``allow kind`` with the patterns of its target or of its declaration; None is any resource."""

    types: Tuple[str, ...]
    limits: Optional[CapabilityConstraint]


class Requested:
    """What some declarations ask for, in addition to what was asked for *before*."""

    def __init__(self, declarations: Iterable[Capability], before: Optional[Requested] = None) -> None:
        self._permissions: Tuple[Permission, ...] = () if before is None else before._permissions
        for node in declarations:
            self._permissions += tuple(_permissions(node))

    def covers(self, capability_type: str, resource: Optional[str] = None, resolve: Optional[Resolve] = None) -> bool:
        """Tell whether the program asked for a type, and for a resource if there is one."""
        if capability_type not in _GOVERNED:
            return True
        kind = kind_of(capability_type)
        # What is deleted is the entry of a directory, be it a link.
        operation = "delete" if capability_type == "file.delete" and resource is not None else None
        return any(
            permission.limits is None or not permission.limits.objection(kind, resource, operation, None, resolve)
            for permission in self._permissions
            if capability_type in permission.types
        )


class Only:
    """Some types, and no others."""

    def __init__(self, types: Iterable[str]) -> None:
        self._types = frozenset(types)

    def covers(self, capability_type: str, resource: Optional[str] = None, resolve: Optional[Resolve] = None) -> bool:
        """Tell whether a type is one of them."""
        return capability_type in self._types


def _permissions(node: Capability) -> List[Permission]:
    from .constraints import CapabilityConstraint  # here, for few programs declare anything

    resources = [item.target for item in node.permissions if item.kind == "resource" and item.target]
    found = []
    for item in node.permissions:
        if item.kind != "resource":
            patterns = [item.target] if item.target else resources
            limits = CapabilityConstraint(patterns) if patterns else None
            found.append(Permission(_KINDS.get(item.kind, ()), limits))
    return found


Filter = Union[Requested, Only]
