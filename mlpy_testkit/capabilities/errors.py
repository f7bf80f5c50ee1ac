"""Every way in which a capability can fail, one class each.

All of them are ``CapabilityError`` and ``mlpy_testkit.engine.failures.Denied``: whatever running ML
code raises for a missing capability can be caught by either name.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Optional, Tuple

from ..engine.failures import Denied


class CapabilityError(Denied):
    """Anything wrong with capabilities; ``context`` holds the details as plain data."""

    def __init__(self, message: str, context: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(message)
        self.context: Dict[str, Any] = context or {}

    def __reduce__(self) -> Tuple[Any, ...]:
        return _restore, (type(self), self.args, dict(self.__dict__))


def _restore(kind: Any, arguments: Tuple[Any, ...], state: Dict[str, Any]) -> Any:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class CapabilityNotFoundError(CapabilityError):
    """No valid grant of the type is in force."""

    def __init__(self, capability_type: str, pattern: Optional[str] = None) -> None:
        message = f"Required capability '{capability_type}' not found"
        if pattern:
            message += f" for pattern '{pattern}'"
        details = {"capability_type": capability_type, "pattern": pattern, "error_code": "CAPABILITY_NOT_FOUND"}
        super().__init__(message, details)


class CapabilityExpiredError(CapabilityError):
    """The time of a grant is over."""

    def __init__(self, capability_type: str, expired_at: Any) -> None:
        if isinstance(expired_at, datetime):
            expired_at = expired_at.isoformat()
        details = {"capability_type": capability_type, "expired_at": expired_at, "error_code": "CAPABILITY_EXPIRED"}
        super().__init__(f"Capability '{capability_type}' expired at {expired_at}", details)


class CapabilityValidationError(CapabilityError):
    """A token is not valid, or does not cover what was asked of it."""

    def __init__(self, reason: str, token_id: Optional[str] = None) -> None:
        details = {"reason": reason, "token_id": token_id, "error_code": "CAPABILITY_VALIDATION_FAILED"}
        super().__init__(f"Capability validation failed: {reason}", details)


class InsufficientCapabilityError(CapabilityError):
    """A grant is there, but gives less than what is needed."""

    def __init__(self, required_permission: str, current_permission: str) -> None:
        message = f"Insufficient capability: required '{required_permission}', have '{current_permission}'"
        details = {
            "required_permission": required_permission,
            "current_permission": current_permission,
            "error_code": "INSUFFICIENT_CAPABILITY",
        }
        super().__init__(message, details)


class CapabilityContextError(CapabilityError):
    """A context of capabilities was used wrongly."""

    def __init__(self, message: str, context_id: Optional[str] = None) -> None:
        details = {"context_id": context_id, "error_code": "CAPABILITY_CONTEXT_ERROR"}
        super().__init__(f"Capability context error: {message}", details)


class CapabilityDeniedError(CapabilityError):
    """What running ML code gets when a check denies it.

    ``types`` are the capability types that were not covered, ``reason`` one of "no context", "missing",
    "expired", "exhausted", "invalid", "undeclared", "resource", "operation", "size".
    """

    def __init__(
        self,
        message: str,
        types: Tuple[str, ...],
        reason: str,
        resource: Optional[str] = None,
        operation: Optional[str] = None,
        function: Optional[str] = None,
    ) -> None:
        details = {
            "types": list(types),
            "reason": reason,
            "resource": resource,
            "operation": operation,
            "function": function,
            "error_code": "CAPABILITY_DENIED",
        }
        super().__init__(message, details)
        self.types = types
        self.reason = reason
        self.resource = resource
        self.operation = operation
        self.function = function
