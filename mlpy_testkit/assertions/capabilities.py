"""Assertions on what ML code was allowed to use, and what it was denied."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional, Sequence, Tuple, Type

from ..capabilities import AuditTrail, Check
from ..engine import MLDeniedError, MLUsageError

__unittest = True  # keep these frames out of failure reports

if TYPE_CHECKING:
    import unittest

    _Beside = unittest.TestCase
else:
    _Beside = object


class CapabilityAsserts(_Beside):
    """Assertions on the audit trail.

    Stands beside ``unittest.TestCase`` and needs the method ``audit_ml()``, which returns the trail.
    """

    def audit_ml(self) -> AuditTrail:
        """Return the trail of all capability checks of this test."""
        raise MLUsageError(f"{type(self).__name__} must have a method audit_ml()")

    def assertCapabilityViolation(
        self, capability_type: str, resource: Optional[str] = None, msg: Any = None
    ) -> CapabilityViolation:
        """Fail unless the block is denied a capability, for a *resource* if that is given.

        The audit trail decides, so a denial counts too if the ML code caught its error. The denials are
        ``.checks`` of the object that comes back, the error that ended the block, if one did, is ``.error``.

            with self.assertCapabilityViolation("file.write", "/data/prices.csv"):
                self.session.run('import file; file.write("/data/prices.csv", "");')
        """
        return CapabilityViolation(self, capability_type, resource, msg)

    def _ml_violation_missing(self, checks: Sequence[Check], capability_type: str, resource: Any, msg: Any) -> None:
        wanted = capability_type if resource is None else f"{capability_type} for {resource!r}"
        lines = [f"no use of {wanted} was denied; checks were:", *map(describe_check, checks)]
        if not checks:
            lines[0] = f"no use of {wanted} was denied; no capability was asked for"
        raise self.failureException(self._formatMessage(msg, "\n".join(lines))) from None


class CapabilityViolation:
    """What ``assertCapabilityViolation`` returns: a context manager that keeps what it saw."""

    def __init__(self, test: CapabilityAsserts, capability_type: str, resource: Optional[str], msg: Any) -> None:
        self._test = test
        self._type = capability_type
        self._resource = resource
        self._msg = msg
        self._before = 0
        self.checks: Tuple[Check, ...] = ()
        self.error: Optional[MLDeniedError] = None

    def __enter__(self) -> CapabilityViolation:
        self._before = self._test.audit_ml().recorded
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> bool:
        if error is not None and not isinstance(error, MLDeniedError):
            return False
        seen = self._test.audit_ml().after(self._before)
        self.error = error
        self.checks = tuple(check for check in seen if self._is_meant(check))
        if not self.checks:
            self._test._ml_violation_missing(seen, self._type, self._resource, self._msg)
        return True

    def _is_meant(self, check: Check) -> bool:
        return not check.granted and check.type == self._type and self._resource in (None, check.resource)


def describe_check(check: Check) -> str:
    """Return a line that tells a check.

    >>> print(describe_check(Check("file.read", "/a", "read", False, "resource", "file.read", "x.ml", 3, 5)))
      denied  file.read /a (resource), x.ml:3:5
    """
    answer = "granted" if check.granted else "denied "
    resource = "" if check.resource is None else f" {check.resource}"
    reason = "" if check.granted else f" ({check.reason})"
    place = "" if check.file is None else f", {check.file}:{check.line}:{check.column}"
    return f"  {answer} {check.type}{resource}{reason}{place}"
