"""A mark that is replaced whenever any grant anywhere changes.

A context remembers which types it has granted without limits, together with the mark of that moment.
As long as the mark is the same one, the memory holds; so a decision is never older than the last
change, and remembering costs one comparison.
"""

from __future__ import annotations


class Changes:
    """Holds the mark of now."""

    __slots__ = ("mark",)

    def __init__(self) -> None:
        self.mark = object()

    def happened(self) -> None:
        """Make everything that is remembered old."""
        self.mark = object()


changes = Changes()
