"""What a program is allowed to do: grants by type and pattern."""

from .grants import Grants

__all__ = ["Grants"]
