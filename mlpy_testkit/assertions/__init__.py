"""Assertions on ML, one mixin a subject."""

from .capabilities import CapabilityAsserts
from .execution import ExecutionAsserts
from .performance import PerformanceAsserts

__all__ = ["CapabilityAsserts", "ExecutionAsserts", "PerformanceAsserts"]
