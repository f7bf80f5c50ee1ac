"""What a session is granted: its own tokens under the names of their grants, and what counts beside them.

The tokens of a session belong to it alone. A context that was handed in, or the one of the caller, counts
beside them and is never changed.
"""

from __future__ import annotations

import threading
from typing import Any, Dict, Iterable, Iterator, List, Set

from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, as_tokens, get_current_context, grant
from ..capabilities.context import Decision
from ..engine.errors import MLUsageError
from .engine import Capabilities


class SessionGrants:
    """Grants that come and go by name: ``file.read``, or ``file.read:/data/*``.

    Without *capabilities* the contexts count in which the session was made and in which it is used.

    >>> grants = SessionGrants(["math.compute"])
    >>> grants.add("file.read:/data/*"), sorted(grants.names)
    (True, ['file.read:/data/*', 'math.compute'])
    """

    def __init__(self, capabilities: Capabilities = None) -> None:
        self._follows = capabilities is None
        given = isinstance(capabilities, CapabilityContext)
        around = capabilities if isinstance(capabilities, CapabilityContext) else None
        if self._follows:
            around = get_current_context()
        self.context = CapabilityContext(name="session") if around is None else around.for_run()
        self.names: Set[str] = set()
        self._tokens: Dict[str, List[CapabilityToken]] = {}
        self._lock = threading.Lock()
        for token in as_tokens(() if given else capabilities or ()):  # type: ignore[arg-type]
            self._tokens.setdefault(_name(token), []).append(token)
        self._first = {name: tuple(tokens) for name, tokens in self._tokens.items()}
        self._hold(self._tokens)

    @property
    def audit(self) -> AuditTrail:
        """The trail of all checks of the session."""
        return self.context.audit

    def in_force(self) -> CapabilityContext:
        """Return what the session's executions are granted, for a session that begins."""
        return _InForce(self.context, self._follows)

    def add(self, name: str) -> bool:
        """Grant a type, or a type with a pattern; say False if the name is none."""
        if not isinstance(name, str) or "." not in name.partition(":")[0]:
            return False
        try:
            token = grant(name)
        except MLUsageError:
            return False
        with self._lock:
            self._tokens[name] = [token]
            self._hold([name])
        return True

    def remove(self, name: str) -> bool:
        """Take a grant back; say False if there is none of that name."""
        with self._lock:
            if self._tokens.pop(name, None) is None:
                return False
            self._hold([name])
        return True

    def restart(self) -> None:
        """Hold what was granted at first, and nothing else."""
        with self._lock:
            before = list(self._tokens)
            self._tokens = {name: list(tokens) for name, tokens in self._first.items()}
            self._hold([*before, *self._tokens])

    def _hold(self, names: Iterable[str]) -> None:
        """Bring the context in line with the tokens of the types of some names."""
        self.names.clear()
        self.names.update(self._tokens)
        for kind in {name.partition(":")[0] for name in names}:
            self.context.remove_capability(kind)
            held = [tokens for name, tokens in self._tokens.items() if name.partition(":")[0] == kind]
            self.context.add_capabilities([token for tokens in held for token in tokens if token.is_valid()])


class _InForce(CapabilityContext):
    """The grants of a session while it runs; with *follows* those of the caller's context count as well."""

    def __init__(self, grants: CapabilityContext, follows: bool) -> None:
        self._start(None, grants.name, grants)
        self._audit = grants.audit
        self._follows = follows

    @property
    def audit(self) -> Any:  # type: ignore[override]
        """The trail of the session; what is written there goes to that of the caller's context as well."""
        around = get_current_context() if self._follows else None
        return self._audit if around is None else _Both(self._audit, around.audit)

    def _chain(self, check_parents: bool = True) -> Iterator[CapabilityContext]:
        yield from super()._chain(check_parents)
        around = get_current_context() if self._follows and check_parents else None
        if around is not None:
            yield from around._chain()

    def decide(self, *question: Any, **more: Any) -> Decision:
        """Return the answer; where nothing was granted and there is no context around, say that."""
        decision = super().decide(*question, **more)
        if decision.reason == "missing" and self._follows and not any(context._tokens for context in self._chain()):
            if get_current_context() is None:
                return Decision(None, "no context")
        return decision

    def remember(self, capability_type: str, token: CapabilityToken, mark: object) -> None:
        """Remember a token of the session; one of the caller's context may be another's next time."""
        if not self._follows or any(token in context._of(capability_type) for context in super()._chain()):
            super().remember(capability_type, token, mark)


class _Both:
    """The trail of a session that is written to another one too."""

    def __init__(self, trail: AuditTrail, other: AuditTrail) -> None:
        self._trail = trail
        self._other = other

    def record(self, *check: Any, **more: Any) -> None:
        """Record a check in both."""
        self._trail.record(*check, **more)
        if self._other is not self._trail.outer:
            self._other.record(*check, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._trail, name)


def _name(token: CapabilityToken) -> str:
    patterns = token.constraints.resource_patterns
    return token.capability_type + (f":{','.join(patterns)}" if patterns else "")
