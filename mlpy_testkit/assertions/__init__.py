"""Assertions on ML, one mixin a subject."""

from .capabilities import CapabilityAsserts
from .execution import ExecutionAsserts

__all__ = ["CapabilityAsserts", "ExecutionAsserts"]
