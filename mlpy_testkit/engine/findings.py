"""What is told of a place where a program would behave differently in mlpy 2.0."""

from __future__ import annotations

from ..records import NamedTuple


class Finding(NamedTuple):
    """A place where mlpy 2.0 would refuse the program or answer differently.

    ``code`` names the difference, such as "Q14"; line and column count from 1.

    >>> print(Finding("Q14", "mlpy always calls the built-in 'max'", "shop.ml", 2, 10))
    shop.ml:2:10: Q14 mlpy always calls the built-in 'max'
    """

    code: str
    message: str
    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"
