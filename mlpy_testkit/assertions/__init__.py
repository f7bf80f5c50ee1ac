"""Assertions on ML, one mixin a subject."""

from .execution import ExecutionAsserts

__all__ = ["ExecutionAsserts"]
