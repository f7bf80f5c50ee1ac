"""``MockCapabilityManager``: a manager of contexts that decides as the real one, and remembers each denial.

It is the real manager with a context of its own: ``set_context`` says which counts, and nothing outside the
mock is touched. A denied use is a violation, whoever was denied: the host that called ``use_capability``, or
ML code that ran in one of the contexts.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import Any, Iterable, Iterator, List, Optional

from ..capabilities import (
    AuditTrail,
    CapabilityContext,
    CapabilityContextError,
    CapabilityManager,
    CapabilityNotFoundError,
    Check,
)
from ..capabilities.context import capability_context, get_current_context
from ..capabilities.grants import Grant
from ..engine.errors import MLUsageTypeError
from .records import MockCapabilityViolation, shown

__unittest = True  # keep these frames out of failure reports


class _Trail(AuditTrail):
    """The trail of a context, that tells a manager of each denial."""

    def __init__(self, manager: MockCapabilityManager, outer: AuditTrail) -> None:
        super().__init__(outer=outer)
        self._manager = manager
        self.before = outer

    def record(
        self,
        type: str,
        resource: Optional[str] = None,
        operation: Optional[str] = None,
        reason: str = "",
        *more: Any,
        **options: Any,
    ) -> None:
        super().record(type, resource, operation, reason, *more, **options)
        if reason:
            self._manager.record_violation(type, resource or "", operation or "")


class MockCapabilityManager(CapabilityManager):
    """Stands where a ``CapabilityManager`` is wanted.

    ``current_context`` is the context that counts, ``contexts`` are those that were set, ``violations`` the
    denied uses. Patterns, operations, expiry, counts and parents are decided by the contexts themselves.

    >>> mock = MockCapabilityManager()
    >>> context = CapabilityContext(name="reports")
    >>> context.add_capability("file.read:/data/*")
    >>> mock.set_context(context)
    >>> mock.has_capability("file.read", "/data/a.csv"), mock.has_capability("file.read", "/etc/passwd")
    (True, False)
    """

    def __init__(self) -> None:
        super().__init__()
        self.contexts: List[CapabilityContext] = []
        self.violations: List[MockCapabilityViolation] = []
        self.current_context: Optional[CapabilityContext] = None

    # -- contexts -------------------------------------------------------------------------------

    def set_context(self, context: CapabilityContext) -> None:
        """Let a context count from now on."""
        if not isinstance(context, CapabilityContext):
            raise MLUsageTypeError(f"context must be a CapabilityContext, not {type(context).__name__}")
        self._watch(context)
        self.contexts.append(context)
        self.current_context = context

    def get_context(self, context_id: Optional[str] = None) -> Optional[CapabilityContext]:
        """Return the context that counts, or that with an id; None if there is none."""
        if context_id is None:
            return self.current_context
        found = [context for context in self.contexts if context.context_id == context_id]
        return found[0] if found else super().get_context(context_id)

    def clear_context(self) -> None:
        """Let no context count."""
        self.current_context = None

    @contextmanager
    def in_force(self) -> Iterator[Optional[CapabilityContext]]:
        """Put the context that counts in force, for all code that runs inside the ``with`` block."""
        with capability_context(self.current_context):
            yield self.current_context

    @contextmanager
    def capability_context(
        self, name: str = "", capabilities: Optional[Iterable[Grant]] = None
    ) -> Iterator[CapabilityContext]:
        """Put a new context in force inside a ``with`` block: within the one that counts, with some tokens."""
        before = self._counting()
        context = self.create_context(name, before)
        try:
            context.add_capabilities(() if capabilities is None else capabilities)
            self.set_context(context)
            with capability_context(context):
                yield context
        finally:
            self.current_context = before
            context.detach()

    def _watch(self, context: CapabilityContext) -> None:
        trail: Any = context.audit
        while isinstance(trail, _Trail):
            if trail._manager is self:
                return
            trail = trail.before
        context.audit = _Trail(self, context.audit)

    def _counting(self) -> Optional[CapabilityContext]:
        """Return the context that counts for the caller: one of its own that is in force, or the one set."""
        around = get_current_context()
        if around is not None and any(around is context for context in self.contexts):
            return around
        return self.current_context

    # -- questions ------------------------------------------------------------------------------

    def has_capability(
        self,
        capability_type: str,
        resource_path: Optional[str] = "",
        operation: str = "",
        *,
        pattern: Optional[str] = None,
    ) -> bool:
        """Tell whether the context that counts grants a type, and what is named of resource and operation.

        ``pattern`` is another name for ``resource_path``.
        """
        context = self._counting()
        with self._lock:
            self._checks += 1
        if context is None:
            return False
        return context.decide(capability_type, pattern or resource_path or None, operation or None).token is not None

    def use_capability(self, capability_type: str, resource_path: str, operation: str) -> None:
        """Count one use of the context that counts, or note a violation and raise."""
        context = self._counting()
        if context is None:
            self.record_violation(capability_type, resource_path, operation)
            raise CapabilityNotFoundError(capability_type)
        self._watch(context)
        context.use_capability(capability_type, resource_path, operation)

    def add_capability_to_current_context(self, token: Grant) -> None:
        """Let the context that counts hold a token."""
        context = self._counting()
        if context is None:
            raise CapabilityContextError("No current capability context")
        context.add_capability(token)

    # -- violations and uses --------------------------------------------------------------------

    def record_violation(self, capability_type: str, pattern: str, operation: str) -> None:
        """Note a violation."""
        self.violations.append(MockCapabilityViolation(capability_type, pattern, operation, time.time()))

    def get_violation_count(self) -> int:
        """Return how many violations there were."""
        return len(self.violations)

    @property
    def audit(self) -> List[Check]:
        """All checks in the contexts that were set, with their places in ML code."""
        found: List[Check] = []
        for trail in {id(context.audit): context.audit for context in self.contexts}.values():
            found.extend(trail.checks)
        return found

    def assert_used(self, capability_type: str, resource: Optional[str] = None) -> None:
        """Raise ``AssertionError`` unless a capability was used, and granted."""
        if not self._matching(capability_type, resource, True) and not (
            resource is None and self._counted(capability_type)
        ):
            self._lacks(f"{_named(capability_type, resource)} was not used")

    def assert_not_used(self, capability_type: str, resource: Optional[str] = None) -> None:
        """Raise ``AssertionError`` if a capability was used, and granted."""
        if self._matching(capability_type, resource, True) or (resource is None and self._counted(capability_type)):
            self._lacks(f"{_named(capability_type, resource)} was used")

    def assert_denied(self, capability_type: str, resource: Optional[str] = None) -> None:
        """Raise ``AssertionError`` unless a use of a capability was denied."""
        wanted = [item for item in self.violations if item.capability_type == capability_type]
        if not any(resource in (None, item.pattern) for item in wanted):
            self._lacks(f"no use of {_named(capability_type, resource)} was denied")

    def assert_no_violations(self) -> None:
        """Raise ``AssertionError`` if there were violations."""
        if self.violations:
            self._lacks(f"there were {len(self.violations)} violations")

    def _matching(self, capability_type: str, resource: Optional[str], granted: bool) -> List[Check]:
        return [
            check
            for check in self.audit
            if check.type == capability_type and check.granted is granted and resource in (None, check.resource)
        ]

    def _counted(self, capability_type: str) -> int:
        trails = {id(context.audit): context.audit for context in self.contexts}
        return sum(trail.count(capability_type, granted=True) for trail in trails.values())

    def _lacks(self, text: str) -> None:
        uses = [
            f"  {'granted' if check.granted else 'denied '} {_named(check.type, check.resource)}"
            for check in self.audit
        ]
        lines = [text, "uses were:", *(uses or ["  none"]), "violations were:", shown(self.violations)]
        raise AssertionError("\n".join(lines))

    # -- the end --------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forget contexts and violations; the contexts get their own trails back."""
        for context in self.contexts:
            trail: Any = context.audit
            if isinstance(trail, _Trail) and trail._manager is self:
                context.audit = trail.before
        self.contexts.clear()
        self.violations.clear()
        self.current_context = None

    reset_mock = reset


def _named(capability_type: str, resource: Optional[str]) -> str:
    return capability_type if resource is None else f"{capability_type} for {resource!r}"
