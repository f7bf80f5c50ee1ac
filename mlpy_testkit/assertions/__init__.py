"""Assertions on ML, one mixin a subject; ``MLAsserts`` has them all."""

from .callbacks import CallbackAsserts
from .capabilities import CapabilityAsserts
from .errors import ErrorAsserts
from .execution import ExecutionAsserts
from .findings import FindingAsserts
from .mocks import MockAsserts
from .output import OutputAsserts
from .performance import PerformanceAsserts

__all__ = [
    "CallbackAsserts",
    "CapabilityAsserts",
    "ErrorAsserts",
    "ExecutionAsserts",
    "FindingAsserts",
    "MLAsserts",
    "MockAsserts",
    "OutputAsserts",
    "PerformanceAsserts",
]


class MLAsserts(
    ExecutionAsserts,
    OutputAsserts,
    ErrorAsserts,
    CallbackAsserts,
    CapabilityAsserts,
    FindingAsserts,
    MockAsserts,
    PerformanceAsserts,
):
    """All assertions, for a test case that has a base class of its own, such as Django's.

    >>> import unittest
    >>> class Rules(MLAsserts, unittest.TestCase):
    ...     def test_total(self):
    ...         self.assertMLResult("result = 6 * 7;", 42)
    >>> Rules("test_total").run().wasSuccessful()
    True
    """
