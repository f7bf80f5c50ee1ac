"""Assertions on ML, one mixin a subject."""

from .capabilities import CapabilityAsserts
from .execution import ExecutionAsserts
from .mocks import MockAsserts
from .performance import PerformanceAsserts

__all__ = ["CapabilityAsserts", "ExecutionAsserts", "MockAsserts", "PerformanceAsserts"]
