"""A mark that is replaced whenever any grant anywhere changes.

A context remembers which types it has granted without limits, together with the mark of that moment.
As long as the mark is the same one, the memory holds; so a decision is never older than the last
change, and remembering costs one comparison.
"""

from __future__ import annotations

from typing import Any, Callable, List, Set, Type


class Changes:
    """Holds the mark of now."""

    __slots__ = ("mark",)

    def __init__(self) -> None:
        self.mark = object()

    def happened(self) -> None:
        """Make everything that is remembered old."""
        self.mark = object()


changes = Changes()


class WatchedList(List[Any]):
    """A list of which every change counts as one."""


class WatchedSet(Set[Any]):
    """A set of which every change counts as one."""

    def __repr__(self) -> str:
        return repr(set(self))


def _watch(kind: Type[Any], methods: str) -> None:
    for name in methods.split():
        setattr(kind, name, _telling(getattr(kind.__base__, name)))


def _telling(method: Callable[..., Any]) -> Callable[..., Any]:
    def change(self: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return method(self, *arguments, **options)
        finally:
            changes.happened()

    return change


_watch(
    WatchedList,
    "append clear extend insert pop remove reverse sort __delitem__ __iadd__ __imul__ __setitem__",
)
_watch(
    WatchedSet,
    "add clear difference_update discard intersection_update pop remove symmetric_difference_update update "
    "__iand__ __ior__ __isub__ __ixor__",
)
