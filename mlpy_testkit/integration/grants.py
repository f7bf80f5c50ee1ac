"""What a session is granted: its own tokens under the names of their grants, and what counts beside them.

The tokens of a session belong to it alone. A context that was handed in, or the one of the caller, counts
beside them and is never changed.
"""

from __future__ import annotations

import threading
from typing import Any, Dict, Iterable, Iterator, List, Optional, Set

from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, as_tokens, get_current_context, grant
from ..capabilities.context import Decision
from ..capabilities.grants import Grant
from ..capabilities.presets import Capabilities
from ..engine.errors import MLUsageError


class SessionGrants:
    """Grants that come and go by name: ``file.read``, or ``file.read:/data/*``.

    Without *capabilities* the contexts count in which the session was made and in which it is used.

    >>> grants = SessionGrants(["math.compute"])
    >>> grants.add("file.read:/data/*"), sorted(grants.names)
    (True, ['file.read:/data/*', 'math.compute'])
    """

    def __init__(self, capabilities: Capabilities = None) -> None:
        self._follows = capabilities is None
        given: Iterable[Grant] = ()
        if isinstance(capabilities, CapabilityContext):
            around: Optional[CapabilityContext] = capabilities
        elif capabilities is None:
            around = get_current_context()
        else:
            around, given = None, capabilities
        self.context = CapabilityContext(name="session") if around is None else around.for_run()
        self.names: Set[str] = set()
        self._tokens: Dict[str, List[CapabilityToken]] = {}
        self._lock = threading.Lock()
        for token in as_tokens(given):
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
        self.names = set(self._tokens)
        for kind in {name.partition(":")[0] for name in names}:
            held = [tokens for name, tokens in self._tokens.items() if name.partition(":")[0] == kind]
            self.context._replace(kind, [token for tokens in held for token in tokens if token.is_valid()])


class _InForce(CapabilityContext):
    """The grants of a session while it runs; with *follows* those of the caller's context count as well."""

    def __init__(self, grants: CapabilityContext, follows: bool) -> None:
        self._start(None, grants.name, grants)
        self.audit = grants.audit
        self._follows = follows

    def record_check(self, *check: Any, **more: Any) -> None:
        """Record a check in the trail of the session, and in that of the caller's context."""
        super().record_check(*check, **more)
        around = get_current_context() if self._follows else None
        if around is not None and around.audit not in (self.audit, self.audit.outer):
            around.record_check(*check, **more)

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
        """Remember a token, unless the next check may stand in another context, with other grants and a trail."""
        if not self._follows:
            super().remember(capability_type, token, mark)


def _name(token: CapabilityToken) -> str:
    patterns = token.constraints.resource_patterns
    return token.capability_type + (f":{','.join(patterns)}" if patterns else "")
