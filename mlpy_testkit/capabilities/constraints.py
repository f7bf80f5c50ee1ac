"""What a grant is limited to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Dict, Iterable, List, Optional, Set

from ..engine.arguments import checked_count, checked_list, checked_seconds
from ..engine.errors import MLUsageError
from .changes import WatchedList, WatchedSet, changes
from .clock import local, now
from .hosts import PORTS, matches_target, parse_target
from .kinds import NAME, NETWORK, PATH, TEXT
from .patterns import (
    EVERYTHING,
    PathPattern,
    Resolve,
    compile_path,
    is_special,
    looks_like_path,
    matches_name,
    matches_path,
    matches_text,
    real_path,
    resolved_path,
)


@dataclass
class CapabilityConstraint:
    """The limits of one grant; an empty list or set and None stand for no limit.

    One text where a list is wanted is a list of one. ``expires_at`` without a zone is local time.

    >>> CapabilityConstraint(resource_patterns="/data/*", max_usage_count=2).resource_patterns
    ['/data/*']
    """

    resource_patterns: List[str] = field(default_factory=list)
    allowed_operations: Set[str] = field(default_factory=set)
    max_usage_count: Optional[int] = None
    expires_at: Optional[datetime] = None
    max_file_size: Optional[int] = None
    max_memory: Optional[int] = None
    max_cpu_time: Optional[float] = None
    allowed_hosts: List[str] = field(default_factory=list)
    allowed_ports: List[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.resource_patterns = WatchedList(texts(self.resource_patterns, "resource_patterns"))
        self.allowed_operations = WatchedSet(texts(self.allowed_operations, "allowed_operations"))
        self.allowed_hosts = WatchedList(texts(self.allowed_hosts, "allowed_hosts"))
        self.allowed_ports = WatchedList(_ports(self.allowed_ports))
        for name in ("max_usage_count", "max_file_size", "max_memory", "max_cpu_time"):
            _check_number(name, getattr(self, name))
        if self.expires_at is not None and not isinstance(self.expires_at, datetime):
            raise MLUsageError(f"expires_at must be a datetime, not {self.expires_at!r}")
        self._paths: Dict[str, Optional[PathPattern]] = {}
        fix_paths(self, TEXT)
        self._complete = True

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if "_complete" in self.__dict__:
            changes.happened()

    # -- single questions -----------------------------------------------------------------------

    def matches_resource(self, resource_path: str) -> bool:
        """Tell whether a resource lies inside one of the patterns; without patterns all do.

        >>> CapabilityConstraint(["/data/*"]).matches_resource("/data/../etc/passwd")
        False
        """
        return not self.resource_patterns or self.matches(resource_path, TEXT)

    def allows_operation(self, operation: str) -> bool:
        """Tell whether an operation is among the allowed ones; an empty set allows all."""
        return not self.allowed_operations or operation in self.allowed_operations

    def is_expired(self) -> bool:
        """Tell whether the time is over."""
        return self.expires_at is not None and now() >= local(self.expires_at)

    # -- the whole question ---------------------------------------------------------------------

    def objection(
        self,
        kind: str,
        resource: Any,
        operation: Optional[str],
        size: Optional[int] = None,
        resolve: Optional[Resolve] = None,
    ) -> str:
        """Return what stands against a use: "resource", "operation", "size", or "" for nothing.

        A use that names neither a resource nor an operation meets no objection. ``resolve`` is for paths:
        it returns the absolute path with links resolved; that of the disk if it is None.
        """
        if resource is None and operation is None:
            return ""
        if resource is None:
            if self.resource_patterns or self.allowed_hosts or self.allowed_ports:
                return "resource"
        elif not isinstance(resource, str):
            return "resource"
        elif kind == NETWORK or (kind == TEXT and self._means_hosts(resource)):
            return self._network_objection(resource, operation)
        elif not self._covers(resource, kind, resolve, operation == "delete"):
            return "resource"
        if operation is not None and not self.allows_operation(operation):
            return "operation"
        if size is not None and self.max_file_size is not None and size > self.max_file_size:
            return "size"
        return ""

    def _means_hosts(self, resource: str) -> bool:
        limited = bool(self.allowed_hosts or self.allowed_ports)
        return limited and ("://" in resource or not self.resource_patterns)

    def _covers(self, resource: str, kind: str, resolve: Optional[Resolve], entry: bool) -> bool:
        if kind == PATH and not self.resource_patterns:
            resolved = resolved_path(resource, resolve or real_path, entry)
            return resolved is not None and not is_special(resolved)
        return not self.resource_patterns or self.matches(resource, kind, resolve, entry)

    def matches(self, resource: str, kind: str, resolve: Optional[Resolve] = None, entry: bool = False) -> bool:
        """Tell whether a resource lies inside one of the patterns.

        With ``entry`` the entry of a directory is meant, so a link at the end of a path is not followed.
        """
        if kind == NAME:
            return any(matches_name(pattern, resource) for pattern in self.resource_patterns)
        if kind == PATH or looks_like_path(resource):
            return self._matches_path(self.resource_patterns, resource, resolve, entry)
        paths = [pattern for pattern in self.resource_patterns if looks_like_path(pattern)]
        if paths and self._matches_path(paths, resource, resolve, entry):
            return True
        return any(_matches_other(pattern, resource) for pattern in self.resource_patterns if pattern not in paths)

    def _matches_path(self, patterns: List[str], resource: str, resolve: Optional[Resolve], entry: bool) -> bool:
        resolved = resolved_path(resource, resolve or real_path, entry)
        if resolved is None:
            return False
        for pattern in patterns:
            if pattern in EVERYTHING:
                if not is_special(resolved):
                    return True
                continue
            compiled = self._path_pattern(pattern, resolve)
            if compiled is not None and matches_path(compiled, resolved):
                return True
        return False

    def _path_pattern(self, pattern: str, resolve: Optional[Resolve]) -> Optional[PathPattern]:
        """Return a pattern ready to be compared.

        For the disk it is made once, when the grant is made: a directory that is later replaced by a link
        does not take the grant with it.
        """
        if resolve is not None:
            return compile_path(pattern, resolve)
        if pattern not in self._paths:
            self._paths[pattern] = compile_path(pattern)
        return self._paths[pattern]

    def _network_objection(self, resource: str, operation: Optional[str]) -> str:
        target = parse_target(resource, operation)
        if target is None:
            return "resource"
        if self.resource_patterns and not any(matches_target(pattern, target) for pattern in self.resource_patterns):
            return "resource"
        if self.allowed_hosts and not any(matches_target(host, target) for host in self.allowed_hosts):
            return "resource"
        asked = operation is not None
        if self.allowed_ports and (asked or target.port is not None) and target.port not in self.allowed_ports:
            return "resource"
        operations = {allowed.lower() for allowed in self.allowed_operations}
        schemes = operations & PORTS.keys()
        methods = operations - PORTS.keys()
        scheme = target.scheme or (operation if operation in PORTS else "")
        if schemes and (asked or scheme) and scheme not in schemes:
            return "operation"
        if methods and operation is not None and operation.lower() not in methods:
            return "operation"
        return ""

    # -- as data --------------------------------------------------------------------------------

    def to_dict(self) -> Dict[str, Any]:
        """Return the limits as plain data."""
        return {
            "resource_patterns": list(self.resource_patterns),
            "allowed_operations": sorted(self.allowed_operations),
            "max_usage_count": self.max_usage_count,
            "expires_at": None if self.expires_at is None else self.expires_at.isoformat(),
            "max_file_size": self.max_file_size,
            "max_memory": self.max_memory,
            "max_cpu_time": self.max_cpu_time,
            "allowed_hosts": list(self.allowed_hosts),
            "allowed_ports": list(self.allowed_ports),
        }


def fix_paths(limits: CapabilityConstraint, kind: str) -> None:
    """Let the patterns for paths hang where they hang now, whatever becomes the working directory."""
    for pattern in limits.resource_patterns:
        if looks_like_path(pattern) or (kind == PATH and pattern not in EVERYTHING):
            limits._path_pattern(pattern, None)


def _matches_other(pattern: str, resource: str) -> bool:
    if pattern in EVERYTHING:
        return True
    if "://" in pattern or "://" in resource:
        target = parse_target(resource)
        return target is not None and matches_target(pattern, target)
    return matches_text(pattern, resource)


# -- checks of what is handed in ---------------------------------------------------------------------


def texts(value: Optional[Iterable[str]], name: str) -> List[str]:
    """Return a list of texts from one text, several, or None.

    >>> texts("/data/*", "resource_patterns")
    ['/data/*']
    """
    items = [] if value is None else [value] if isinstance(value, str) else checked_list(value, name, "texts")
    for item in items:
        if not isinstance(item, str) or not item or "\0" in item:
            raise MLUsageError(f"{name} must be texts that are not empty, not {item!r}")
    return items


def _ports(value: Any) -> List[int]:
    ports = [] if value is None else [value] if type(value) is int else checked_list(value, "allowed_ports", "numbers")
    for port in ports:
        if type(port) is not int or not 0 < port < 65536:
            raise MLUsageError(f"allowed_ports must be numbers from 1 to 65535, not {port!r}")
    return ports


def _check_number(name: str, value: Any) -> None:
    if value is not None and name == "max_cpu_time":
        checked_seconds(value, name)
    elif value is not None:
        checked_count(value, name, 0)


def expiry(expires_in: Optional[timedelta]) -> Optional[datetime]:
    """Return the moment at which a grant made now expires."""
    if expires_in is None:
        return None
    if not isinstance(expires_in, timedelta):
        raise MLUsageError(f"expires_in must be a timedelta, not {expires_in!r}")
    try:
        return now() + expires_in
    except OverflowError:
        raise MLUsageError(f"expires_in lies beyond the calendar: {expires_in}") from None
