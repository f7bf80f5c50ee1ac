"""Contexts: which tokens are in force, here and in the contexts around.

The context in force is a context variable of Python: tasks inherit it, siblings do not see each
other's, and it is put back when the block that set it ends.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple

from ..engine.errors import MLUsageError
from ..engine.nodes import Capability
from ..records import NamedTuple
from .audit import AuditTrail
from .changes import changes
from .clock import local
from .errors import CapabilityContextError, CapabilityExpiredError, CapabilityNotFoundError, CapabilityValidationError
from .grants import Grant, as_token, as_tokens
from .identifiers import new_id
from .patterns import Resolve
from .requested import Filter, Only, Requested

if TYPE_CHECKING:
    from .tokens import CapabilityToken


class Decision(NamedTuple):
    """The answer to one question: the token that covers it, or the reason why none does."""

    token: Optional[CapabilityToken]
    reason: str
    nearest: Optional[CapabilityToken] = None


class CapabilityContext:
    """Tokens by type, and a parent whose tokens are in force too.

    The nearest context that holds a valid token of a type decides about it. ``with context:`` puts the
    context in force for the block.

    >>> context = CapabilityContext(name="reports")
    >>> context.add_capability("file.read:/data/*")
    >>> context.can_access_resource("file.read", "/data/a.csv", "read")
    True
    """

    def __init__(
        self,
        context_id: Optional[str] = None,
        name: str = "",
        parent_context: Optional[CapabilityContext] = None,
        created_at: Optional[float] = None,
    ) -> None:
        self._start(context_id, name, _parent(parent_context), created_at)
        self.audit: AuditTrail = AuditTrail() if parent_context is None else parent_context.audit
        if parent_context is not None:
            with parent_context._lock:
                parent_context.child_contexts.append(self)

    def _start(
        self,
        context_id: Optional[str],
        name: str,
        parent_context: Optional[CapabilityContext],
        created_at: Optional[float] = None,
    ) -> None:
        self._context_id = context_id
        self.name = name
        self._parent_context = parent_context
        self.created_at = time.time() if created_at is None else created_at
        self.child_contexts: List[CapabilityContext] = []
        self.thread_id = threading.get_ident()
        self.remembered: Dict[str, Tuple[object, Iterator[Any]]] = {}  # see changes.py
        self._tokens: Dict[str, CapabilityToken] = {}
        self._beside: Dict[str, Tuple[CapabilityToken, ...]] = {}
        self._lock = threading.RLock()
        self._filter: Optional[Filter] = None

    @property
    def context_id(self) -> str:
        """A text that no other context has."""
        if self._context_id is None:
            self._context_id = new_id()
        return self._context_id

    @property
    def parent_context(self) -> Optional[CapabilityContext]:
        """The context around this one."""
        return self._parent_context

    @parent_context.setter
    def parent_context(self, context: Optional[CapabilityContext]) -> None:
        self._parent_context = _parent(context)
        changes.happened()

    # -- holding --------------------------------------------------------------------------------

    def add_capability(self, token: Grant) -> None:
        """Hold a token, or what ``TYPE[:PATTERN]`` grants, instead of those of its type so far."""
        self._hold([as_token(token)], False)

    def add_capabilities(self, tokens: Iterable[Grant]) -> None:
        """Hold several tokens; those of one type are in force side by side."""
        self._hold(as_tokens(tokens), True)

    def _hold(self, tokens: List[CapabilityToken], together: bool) -> None:
        for token in tokens:
            if not token.is_valid():
                raise CapabilityContextError(f"Cannot add invalid token: {token.token_id}", self.context_id)
        with self._lock:
            for token in tokens:
                kind = token.capability_type
                if together and kind in self._tokens:
                    self._beside[kind] = (*self._beside.get(kind, ()), token)
                else:
                    self._tokens[kind] = token
                    self._beside.pop(kind, None)
        changes.happened()

    def remove_capability(self, capability_type: str) -> bool:
        """Drop the tokens of a type; return whether there were any."""
        with self._lock:
            found = self._tokens.pop(capability_type, None)
            self._beside.pop(capability_type, None)
        changes.happened()
        return found is not None

    def _replace(self, capability_type: str, tokens: Iterable[CapabilityToken]) -> None:
        """Hold these tokens of a type, or none, instead of those so far; nobody sees a state in between."""
        held = tuple(tokens)
        with self._lock:
            self._tokens.pop(capability_type, None)
            self._beside.pop(capability_type, None)
            if held:
                self._tokens[capability_type] = held[0]
                self._beside[capability_type] = held[1:]
        changes.happened()

    def cleanup_expired_tokens(self) -> int:
        """Drop the tokens that are not valid any more; return how many."""
        dropped = 0
        with self._lock:
            for kind in list(self._tokens):
                tokens = self._of(kind)
                valid = tuple(token for token in tokens if token.is_valid())
                dropped += len(tokens) - len(valid)
                self._beside[kind] = valid[1:]
                if valid:
                    self._tokens[kind] = valid[0]
                else:
                    del self._tokens[kind]
        if dropped:
            changes.happened()
        return dropped

    # -- deciding -------------------------------------------------------------------------------

    def decide(
        self,
        capability_type: str,
        resource: Optional[str] = None,
        operation: Optional[str] = None,
        size: Optional[int] = None,
        resolve: Optional[Resolve] = None,
        check_parents: bool = True,
        counted: Sequence[CapabilityToken] = (),
    ) -> Decision:
        """Return the token that covers a use, or the reason why none does; changes nothing.

        A token that is *counted* for this use already may be used up by it.
        """
        chain = list(self._chain(check_parents))
        for context in chain:
            held_to = context._filter
            if held_to is not None and not held_to.covers(capability_type, resource, resolve):
                return Decision(None, "undeclared")
        reason, nearest = "missing", None
        for context in chain:
            objections = []
            for token in context._of(capability_type):
                problem = token.invalidity()
                if problem and not (problem == "exhausted" and any(token is other for other in counted)):
                    if nearest is None:
                        reason, nearest = problem, token
                    continue
                objection = token.objection(resource, operation, size, resolve)
                if not objection:
                    return Decision(token, "")
                objections.append((objection, token))
            if objections:
                return Decision(None, *objections[0])
        return Decision(None, reason, nearest)

    def _chain(self, check_parents: bool = True) -> Iterator[CapabilityContext]:
        context: Optional[CapabilityContext] = self
        while context is not None:
            yield context
            context = context._parent_context if check_parents else None

    def remember(self, capability_type: str, token: CapabilityToken, mark: object) -> None:
        """Let the next checks of a type find its unlimited token at once, until any grant changes."""
        if token.is_unlimited:
            self.remembered[capability_type] = (mark, self.audit.uses(capability_type, token))

    def record_check(self, *check: Any, **more: Any) -> None:
        """Record a check in the audit trail; see ``AuditTrail.record``."""
        self.audit.record(*check, **more)

    # -- asking ---------------------------------------------------------------------------------

    def has_capability(self, capability_type: str, check_parents: bool = True) -> bool:
        """Tell whether a valid token of exactly this type is in force."""
        return self.decide(capability_type, check_parents=check_parents).token is not None

    def get_capability(self, capability_type: str, check_parents: bool = True) -> CapabilityToken:
        """Return the valid token of a type, or raise ``CapabilityNotFoundError``."""
        token = self.decide(capability_type, check_parents=check_parents).token
        if token is None:
            raise CapabilityNotFoundError(capability_type)
        return token

    def get_capability_token(self, capability_type: str) -> Optional[CapabilityToken]:
        """Return the valid token of a type, or None."""
        return self.decide(capability_type).token

    def get_capability_token_unchecked(
        self, capability_type: str, check_parents: bool = True
    ) -> Optional[CapabilityToken]:
        """Return the token of a type, valid or not, or None."""
        found = [tokens[0] for tokens in self._held(capability_type, check_parents)]
        return found[0] if found else None

    def held(self, capability_type: str) -> Iterator[CapabilityToken]:
        """Yield all tokens of a type that are in force, valid or not, the nearest first."""
        for tokens in self._held(capability_type):
            yield from tokens

    def _held(self, capability_type: str, check_parents: bool = True) -> List[Tuple[CapabilityToken, ...]]:
        chain = self._chain(check_parents)
        return [tokens for tokens in (context._of(capability_type) for context in chain) if tokens]

    def _of(self, capability_type: str) -> Tuple[CapabilityToken, ...]:
        """Return the tokens of a type that this context itself holds."""
        with self._lock:
            first = self._tokens.get(capability_type)
            return () if first is None else (first, *self._beside.get(capability_type, ()))

    def can_access_resource(self, capability_type: str, resource_path: str, operation: str) -> bool:
        """Tell whether a token in force covers an operation on a resource."""
        return self.decide(capability_type, resource_path, operation).token is not None

    def use_capability(self, capability_type: str, resource_path: str, operation: str) -> None:
        """Count one use of a token that covers an operation on a resource, or raise."""
        decision = self.decide(capability_type, resource_path, operation)
        reason = decision.reason
        if decision.token is not None:
            reason = "" if decision.token.consume() else "exhausted"
        self.record_check(capability_type, resource_path, operation, reason)
        if not reason:
            return
        nearest = decision.nearest
        if reason == "expired" and nearest is not None:
            raise CapabilityExpiredError(capability_type, nearest.constraints.expires_at)
        if reason in ("resource", "operation", "size"):
            raise CapabilityValidationError(
                f"Access denied for resource '{resource_path}' with operation '{operation}'",
                None if nearest is None else nearest.token_id,
            )
        if reason == "exhausted":
            raise CapabilityValidationError("Token is invalid", None if nearest is None else nearest.token_id)
        raise CapabilityNotFoundError(capability_type)

    def get_all_capabilities(self, include_parents: bool = True) -> Dict[str, CapabilityToken]:
        """Return the valid tokens by type; the nearest wins."""
        kinds = {kind for context in self._chain(include_parents) for kind in context._tokens}
        found = {kind: self.decide(kind, check_parents=include_parents).token for kind in sorted(kinds)}
        return {kind: token for kind, token in found.items() if token is not None}

    # -- what programs are told -----------------------------------------------------------------

    def has(self, kind: str) -> bool:
        """Answer ``hasCapability``."""
        return self.has_capability(kind)

    def types(self) -> List[str]:
        """Answer ``getCapabilities``."""
        return sorted(self.get_all_capabilities())

    def info(self, kind: str) -> Optional[Dict[str, Any]]:
        """Answer ``getCapabilityInfo``; a token that is used up or expired is still shown."""
        held = self._held(kind)
        if not held:
            return None
        tokens = next((tokens for tokens in held if any(token.is_valid() for token in tokens)), held[0])
        limits = [token.constraints for token in tokens]
        counts = [limit.max_usage_count for limit in limits]
        ends = [limit.expires_at for limit in limits]
        open_patterns = not all(limit.resource_patterns for limit in limits)
        open_operations = not all(limit.allowed_operations for limit in limits)
        patterns = [pattern for limit in limits for pattern in limit.resource_patterns]
        operations = sorted({operation for limit in limits for operation in limit.allowed_operations})
        return {
            "type": kind,
            "available": self.has(kind),
            "usage_count": sum(token.usage_count for token in tokens),
            "patterns": None if open_patterns else patterns,
            "operations": None if open_operations else operations,
            "max_usage": sum(count for count in counts if count is not None) if None not in counts else None,
            "expires_at": max(local(end) for end in ends if end).isoformat() if None not in ends else None,
        }

    # -- family ---------------------------------------------------------------------------------

    def create_child_context(self, name: str = "") -> CapabilityContext:
        """Return a context inside this one; it shares the audit trail."""
        return CapabilityContext(name=name, parent_context=self)

    def for_run(self) -> CapabilityContext:
        """Return a context inside this one with an audit trail of its own, besides that of this one."""
        child = CapabilityContext.__new__(CapabilityContext)
        child._start(None, self.name, self)
        child.audit = AuditTrail(outer=self.audit)
        return child

    def declare(self, declarations: Tuple[Capability, ...]) -> None:
        """Hold the context to what a program declares, and to what was declared before."""
        before = self._filter if isinstance(self._filter, Requested) else None
        self._filter = Requested(declarations, before)
        changes.happened()

    def only(self, types: Iterable[str]) -> CapabilityContext:
        """Return a context inside this one in which no other types are in force."""
        child = CapabilityContext(name=self.name, parent_context=self)
        child.detach()
        child._filter = Only(types)
        return child

    def detach(self) -> None:
        """Leave the list of the parent's children."""
        parent = self.parent_context
        if parent is not None:
            with parent._lock:
                parent.child_contexts[:] = [child for child in parent.child_contexts if child is not self]

    def get_context_hierarchy(self) -> List[str]:
        """Return the names of the contexts around and of this one, the outermost first."""
        return [context.name or context.context_id[:8] for context in self._chain()][::-1]

    def to_dict(self) -> Dict[str, Any]:
        """Return the context as plain data; of several tokens of a type the first."""
        return {
            "context_id": self.context_id,
            "name": self.name,
            "thread_id": self.thread_id,
            "capabilities": {kind: token.to_dict() for kind, token in list(self._tokens.items())},
            "parent_context_id": None if self.parent_context is None else self.parent_context.context_id,
            "child_context_count": len(self.child_contexts),
            "hierarchy": self.get_context_hierarchy(),
        }

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(id={self.context_id[:8]}, name='{self.name}', "
            f"capabilities={len(self._tokens)}, hierarchy='{' -> '.join(self.get_context_hierarchy())}')"
        )

    # -- in force -------------------------------------------------------------------------------

    def __enter__(self) -> CapabilityContext:
        _entered.set((*_entered.get(), (self, _current.set(self))))
        return self

    def __exit__(self, *_: object) -> None:
        entered = _entered.get()
        for at in reversed(range(len(entered))):
            if entered[at][0] is self:
                _entered.set(entered[:at] + entered[at + 1 :])
                _put_back(entered[at][1])
                break
        self.cleanup_expired_tokens()
        self.detach()


def _parent(context: Any) -> Optional[CapabilityContext]:
    if context is not None and not isinstance(context, CapabilityContext):
        raise MLUsageError(f"parent_context must be a CapabilityContext or None, not {context!r}")
    return context


class NoContext(CapabilityContext):
    """Stands where no context is in force: denies everything, and keeps the trail of that.

    >>> NoContext().has_capability("math.compute")
    False
    """

    def decide(self, *_: Any, **__: Any) -> Decision:
        """Return the denial."""
        return Decision(None, "no context")


_current: ContextVar[Optional[CapabilityContext]] = ContextVar("mlpy_testkit_capabilities", default=None)
_Entered = Tuple[Tuple[CapabilityContext, "Token[Optional[CapabilityContext]]"], ...]
_entered: ContextVar[_Entered] = ContextVar("mlpy_testkit_capabilities_entered", default=())


def get_current_context() -> Optional[CapabilityContext]:
    """Return the context in force, or None.

    >>> get_current_context() is None
    True
    """
    return _current.get()


def set_current_context(context: Optional[CapabilityContext]) -> None:
    """Put a context in force in this thread or task from now on, or none.

    >>> set_current_context(CapabilityContext(name="worker"))
    >>> get_current_context().name
    'worker'
    >>> set_current_context(None)
    """
    _current.set(_checked(context))


@contextmanager
def capability_context(context: Optional[CapabilityContext]) -> Iterator[Optional[CapabilityContext]]:
    """Put a context in force inside a ``with`` block.

    What was in force before is put back when the block ends; None puts nothing in force. Raises ``MLUsageError`` for
    what is no context.

    >>> with capability_context(CapabilityContext(name="nightly")):
    ...     get_current_context().name
    'nightly'
    """
    token = _current.set(_checked(context))
    try:
        yield context
    finally:
        _put_back(token)


@contextmanager
def isolated_capability_context(name: str = "isolated") -> Iterator[CapabilityContext]:
    """Put a new, empty context without a parent in force inside a ``with`` block.

    >>> with isolated_capability_context() as context:
    ...     context.add_capability("math.compute")
    ...     context.has_capability("math.compute")
    True
    """
    context = CapabilityContext(name=name)
    with capability_context(context):
        yield context


def _put_back(token: Token[Optional[CapabilityContext]]) -> None:
    """Put back what was in force before; in a task that did not set it there is nothing to put back."""
    try:
        _current.reset(token)
    except (ValueError, RuntimeError):
        return


def _checked(context: Any) -> Optional[CapabilityContext]:
    if context is not None and not isinstance(context, CapabilityContext):
        raise MLUsageError(f"a capability context is wanted, not {context!r}")
    return context
