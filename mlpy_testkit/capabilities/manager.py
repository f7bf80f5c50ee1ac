"""The manager: contexts by name and id, and the questions of the host about the context in force.

Its answers are made at the moment of the question. It keeps none, so the counts for its cache, which
the reference implementation has, stay at nothing.
"""

from __future__ import annotations

import threading
import weakref
from contextlib import contextmanager
from typing import Any, Dict, Iterable, Iterator, List, Optional

from .context import CapabilityContext, capability_context, get_current_context
from .errors import CapabilityContextError, CapabilityNotFoundError
from .grants import Grant
from .tokens import Texts, create_file_capability, create_network_capability


class CapabilityManager:
    """Makes contexts and asks the one in force.

    >>> manager = CapabilityManager()
    >>> with manager.capability_context("reports", ["file.read:/data/*"]):
    ...     manager.has_capability("file.read", "/data/a.csv", "read")
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._contexts: weakref.WeakValueDictionary[str, CapabilityContext] = weakref.WeakValueDictionary()
        self._created = 0
        self._checks = 0

    # -- contexts -------------------------------------------------------------------------------

    def create_context(self, name: str = "", parent: Optional[CapabilityContext] = None) -> CapabilityContext:
        """Return a new context."""
        context = CapabilityContext(name=name) if parent is None else parent.create_child_context(name)
        with self._lock:
            self._contexts[context.context_id] = context
            self._created += 1
        return context

    def get_context(self, context_id: str) -> Optional[CapabilityContext]:
        """Return the context with an id, or None."""
        return self._contexts.get(context_id)

    @contextmanager
    def capability_context(
        self, name: str = "", capabilities: Optional[Iterable[Grant]] = None
    ) -> Iterator[CapabilityContext]:
        """Put a new context in force inside a ``with`` block: within the one in force, with some tokens."""
        context = self.create_context(name, get_current_context())
        try:
            context.add_capabilities(() if capabilities is None else capabilities)
            with capability_context(context):
                yield context
        finally:
            context.detach()

    @contextmanager
    def create_file_capability_context(self, patterns: Texts, operations: Texts = None) -> Iterator[CapabilityContext]:
        """Put a new context with a grant for files in force inside a ``with`` block."""
        token = create_file_capability(patterns, operations)
        name = f"file_access_{len(token.constraints.resource_patterns)}_patterns"
        with self.capability_context(name, [token]) as context:
            yield context

    @contextmanager
    def create_network_capability_context(
        self, hosts: Texts, ports: Optional[Iterable[int]] = None
    ) -> Iterator[CapabilityContext]:
        """Put a new context with a grant for hosts in force inside a ``with`` block."""
        token = create_network_capability(hosts, ports)
        with self.capability_context(
            f"network_access_{len(token.constraints.allowed_hosts)}_hosts", [token]
        ) as context:
            yield context

    # -- questions ------------------------------------------------------------------------------

    def has_capability(self, capability_type: str, resource_path: str = "", operation: str = "") -> bool:
        """Tell whether the context in force grants a type, and what is named of resource and operation."""
        with self._lock:
            self._checks += 1
        context = get_current_context()
        if context is None:
            return False
        return context.decide(capability_type, resource_path or None, operation or None).token is not None

    def use_capability(self, capability_type: str, resource_path: str, operation: str) -> None:
        """Count one use of the context in force, or raise."""
        context = get_current_context()
        if context is None:
            raise CapabilityNotFoundError(capability_type)
        context.use_capability(capability_type, resource_path, operation)

    def add_capability_to_current_context(self, token: Grant) -> None:
        """Let the context in force hold a token."""
        context = get_current_context()
        if context is None:
            raise CapabilityContextError("No current capability context")
        context.add_capability(token)

    # -- upkeep ---------------------------------------------------------------------------------

    def clear_cache(self) -> None:
        """Do nothing: there is no cache."""

    def cleanup_expired_tokens(self) -> int:
        """Drop the tokens of all contexts that are not valid any more; return how many."""
        return sum(context.cleanup_expired_tokens() for context in list(self._contexts.values()))

    def get_statistics(self) -> Dict[str, Any]:
        """Return counts as plain data."""
        active = len(self._contexts)
        return {
            "contexts_created": self._created,
            "contexts_destroyed": self._created - active,
            "capability_checks": self._checks,
            "cache_hits": 0,
            "cache_misses": 0,
            "active_contexts": active,
            "cache_entries": 0,
            "cache_hit_rate": 0.0,
        }

    def get_debug_info(self) -> Dict[str, Any]:
        """Return counts and contexts as plain data."""
        current = get_current_context()
        contexts: List[Dict[str, Any]] = [context.to_dict() for context in list(self._contexts.values())]
        return {
            "statistics": self.get_statistics(),
            "contexts": contexts,
            "current_context": None if current is None else current.to_dict(),
        }


class _Singleton:
    """The manager of the process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.manager: Optional[CapabilityManager] = None


_process = _Singleton()


def get_capability_manager() -> CapabilityManager:
    """Return the manager of the process.

    >>> get_capability_manager() is get_capability_manager()
    True
    """
    with _process.lock:
        if _process.manager is None:
            _process.manager = CapabilityManager()
        return _process.manager


def reset_capability_manager() -> None:
    """Drop the manager of the process; the next question makes a new one.

    >>> before = get_capability_manager()
    >>> reset_capability_manager()
    >>> get_capability_manager() is before
    False
    """
    with _process.lock:
        _process.manager = None


def has_capability(capability_type: str, resource_path: str = "", operation: str = "") -> bool:
    """Tell whether the context in force grants a type, and what is named of resource and operation.

    >>> with file_capability_context("/data/*", {"read"}):
    ...     has_capability("file", "/data/a.csv", "read"), has_capability("file", "/etc/passwd", "read")
    (True, False)
    """
    return get_capability_manager().has_capability(capability_type, resource_path, operation)


def use_capability(capability_type: str, resource_path: str, operation: str) -> None:
    """Count one use of the context in force, or raise.

    >>> with file_capability_context("/data/*", {"read"}):
    ...     use_capability("file", "/data/a.csv", "read")
    """
    get_capability_manager().use_capability(capability_type, resource_path, operation)


def add_capability(token: Grant) -> None:
    """Let the context in force hold a token.

    Raises ``CapabilityContextError`` if there is none.

    >>> with file_capability_context("/data/*"):
    ...     add_capability("math.compute")
    ...     has_capability("math.compute")
    True
    """
    get_capability_manager().add_capability_to_current_context(token)


@contextmanager
def file_capability_context(patterns: Texts, operations: Texts = None) -> Iterator[CapabilityContext]:
    """Put a new context with a grant for files in force inside a ``with`` block.

    >>> with file_capability_context("/data/*", {"read"}) as context:
    ...     context.can_access_resource("file", "/data/a.csv", "read")
    True
    """
    with get_capability_manager().create_file_capability_context(patterns, operations) as context:
        yield context


@contextmanager
def network_capability_context(hosts: Texts, ports: Optional[Iterable[int]] = None) -> Iterator[CapabilityContext]:
    """Put a new context with a grant for hosts in force inside a ``with`` block.

    >>> with network_capability_context("api.example.com", [443]) as context:
    ...     context.can_access_resource("network", "https://api.example.com/users", "https")
    True
    """
    with get_capability_manager().create_network_capability_context(hosts, ports) as context:
        yield context
