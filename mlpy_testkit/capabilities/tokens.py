"""Tokens: what is granted, with its limits and the count of its uses."""

from __future__ import annotations

import os
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Dict, Iterable, Optional, Tuple, Type, Union

from ..engine.errors import MLUsageError
from .changes import changes
from .clock import now
from .constraints import CapabilityConstraint, expiry, fix_paths, texts
from .errors import CapabilityExpiredError, CapabilityValidationError
from .identifiers import new_id
from .kinds import kind_of
from .patterns import Resolve
from .usage import Counted, UsageCount

_FREE = frozenset(["usage_count", "last_used_at", "_facts"])


_USAGE = UsageCount()


@dataclass
class CapabilityToken(Counted):
    """One grant: a type, its limits, and how often it was used.

    Tokens compare by value; they can be members of sets. A token whose type or limits are changed after
    it was made is not valid any more.

    >>> token = create_capability_token("file.read", "/data/*", max_usage_count=1)
    >>> token.can_access_resource("/data/a.csv", "read"), token.is_valid()
    (True, True)
    """

    token_id: str = field(default_factory=new_id)
    capability_type: str = ""
    constraints: CapabilityConstraint = field(default_factory=CapabilityConstraint)
    created_at: datetime = field(default_factory=now)
    created_by: str = "system"
    description: str = ""
    usage_count: UsageCount = _USAGE
    last_used_at: Optional[datetime] = None

    def __post_init__(self) -> None:
        if not isinstance(self.capability_type, str):
            raise MLUsageError(f"a capability type must be a text, not {self.capability_type!r}")
        if not isinstance(self.constraints, CapabilityConstraint):
            raise MLUsageError(f"constraints must be a CapabilityConstraint, not {self.constraints!r}")
        fix_paths(self.constraints, kind_of(self.capability_type))
        self._facts = self._describe()

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name not in _FREE and "_facts" in self.__dict__:
            changes.happened()

    def __hash__(self) -> int:
        return hash(self.token_id)

    # -- questions ------------------------------------------------------------------------------

    def validate_integrity(self) -> bool:
        """Tell whether type and limits are those with which the token was made."""
        return self._facts == self._describe()

    def is_valid(self) -> bool:
        """Tell whether the token can be used: unchanged, in time, not used up."""
        return not self.invalidity()

    def invalidity(self) -> str:
        """Return why the token cannot be used, "expired", "exhausted" or "invalid", or "" if it can."""
        constraints = self.constraints
        if constraints.is_expired():
            return "expired"
        if not self.validate_integrity():
            return "invalid"
        limit = constraints.max_usage_count
        return "exhausted" if limit is not None and self.usage_count >= limit else ""

    def can_access_resource(self, resource_path: str, operation: str) -> bool:
        """Tell whether the token covers an operation on a resource.

        >>> create_capability_token("file.read", "/data/*").can_access_resource("/data/../etc/passwd", "read")
        False
        """
        return self.is_valid() and not self.objection(resource_path, operation)

    def objection(
        self,
        resource: Optional[str],
        operation: Optional[str],
        size: Optional[int] = None,
        resolve: Optional[Resolve] = None,
    ) -> str:
        """Return what stands against a use of a valid token; see ``CapabilityConstraint.objection``."""
        return self.constraints.objection(kind_of(self.capability_type), resource, operation, size, resolve)

    @property
    def is_unlimited(self) -> bool:
        """Whether the token stays valid however often and long it is used."""
        return self.constraints.max_usage_count is None and self.constraints.expires_at is None

    # -- use ------------------------------------------------------------------------------------

    def use_token(self, resource_path: str, operation: str) -> None:
        """Count one use, or raise if the token does not cover it."""
        reason = self.invalidity()
        if reason == "expired":
            raise CapabilityExpiredError(self.capability_type, self.constraints.expires_at)
        if reason:
            raise CapabilityValidationError("Token is invalid", self.token_id)
        if self.objection(resource_path, operation):
            reason = f"Access denied for resource '{resource_path}' with operation '{operation}'"
            raise CapabilityValidationError(reason, self.token_id)
        if not self.consume():
            raise CapabilityValidationError("Token is invalid", self.token_id)

    def consume(self) -> bool:
        """Count one use; return false, and count nothing, if all uses are gone."""
        counted = self._count_one(self.constraints.max_usage_count)
        if counted:
            self.last_used_at = now()
        return counted

    def renewed(self) -> CapabilityToken:
        """Return another token with the same type and limits, which has not been used yet.

        >>> token = create_capability_token("file.read", max_usage_count=1)
        >>> token.consume(), token.consume(), token.renewed().consume()
        (True, False, True)
        """
        limits = deepcopy(self.constraints)  # with the places of its patterns
        return replace(self, token_id=new_id(), constraints=limits, usage_count=0, last_used_at=None)

    # -- as data --------------------------------------------------------------------------------

    def _describe(self) -> Tuple[Any, ...]:
        limits = self.constraints
        return (
            self.token_id,
            self.capability_type,
            self.created_at,
            self.created_by,
            self.description,
            tuple(limits.resource_patterns),
            frozenset(limits.allowed_operations),
            limits.max_usage_count,
            limits.expires_at,
            limits.max_file_size,
            limits.max_memory,
            limits.max_cpu_time,
            tuple(limits.allowed_hosts),
            tuple(limits.allowed_ports),
        )

    def to_dict(self) -> Dict[str, Any]:
        """Return the token as plain data, signed: the count of its uses cannot be turned back."""
        data: Dict[str, Any] = {
            "token_id": self.token_id,
            "capability_type": self.capability_type,
            "constraints": self.constraints.to_dict(),
            "created_at": self.created_at.isoformat(),
            "created_by": self.created_by,
            "description": self.description,
            "usage_count": self.usage_count,
            "last_used_at": None if self.last_used_at is None else self.last_used_at.isoformat(),
        }
        data["checksum"] = _signature(data)
        return data

    @classmethod
    def from_dict(cls: Type[CapabilityToken], data: Dict[str, Any]) -> CapabilityToken:
        """Return the token for what ``to_dict`` gave in this process.

        Raises ``CapabilityValidationError`` if anything in it was changed or the checksum is missing.
        """
        unsigned = {key: value for key, value in data.items() if key != "checksum"}
        checksum = data.get("checksum")
        if checksum != _signature(unsigned):
            raise CapabilityValidationError("Token checksum validation failed", data.get("token_id"))
        limits = dict(data["constraints"])
        limits["expires_at"] = _moment(limits["expires_at"])
        return cls(
            token_id=data["token_id"],
            capability_type=data["capability_type"],
            constraints=CapabilityConstraint(**limits),
            created_at=datetime.fromisoformat(data["created_at"]),
            created_by=data["created_by"],
            description=data["description"],
            usage_count=data["usage_count"],
            last_used_at=_moment(data["last_used_at"]),
        )

    def __getstate__(self) -> Dict[str, Any]:
        state = {key: value for key, value in self.__dict__.items() if key not in ("_lock", "_meters")}
        state["_base"] = self.usage_count
        return state

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self._start(0)
        self.__dict__.update(state)


_KEY = os.urandom(32)  # of this process: nobody else can sign


def _signature(data: Dict[str, Any]) -> str:
    import hmac
    import json

    text = json.dumps(data, sort_keys=True, default=repr)
    return hmac.new(_KEY, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def _moment(text: Optional[str]) -> Optional[datetime]:
    return None if text is None else datetime.fromisoformat(text)


# -- making tokens -----------------------------------------------------------------------------------

Texts = Union[str, Iterable[str], None]

_MORE = frozenset(["max_file_size", "max_memory", "max_cpu_time", "allowed_hosts", "allowed_ports"])
_LIMITS = sorted([*_MORE, "resource_patterns", "allowed_operations", "expires_in", "max_usage_count"])


def create_capability_token(
    capability_type: str,
    resource_patterns: Texts = None,
    allowed_operations: Texts = None,
    expires_in: Optional[timedelta] = None,
    max_usage_count: Optional[int] = None,
    description: str = "",
    **kwargs: Any,
) -> CapabilityToken:
    """Return a new token; further keywords are the other limits and ``created_by``.

    Raises ``MLUsageError`` for a limit that is none, also for a keyword that does not exist.

    >>> token = create_capability_token("file.read", ["/data/*", "/tmp/*"], expires_in=timedelta(minutes=5))
    >>> token.can_access_resource("/tmp/a.csv", "read")
    True
    """
    created_by = kwargs.pop("created_by", "system")
    unknown = sorted(set(kwargs) - _MORE)
    if unknown:
        raise MLUsageError(f"a capability has no limit {unknown[0]!r}; there are {', '.join(_LIMITS)}")
    constraints = CapabilityConstraint(
        texts(resource_patterns, "resource_patterns"),
        set(texts(allowed_operations, "allowed_operations")),
        max_usage_count,
        expiry(expires_in),
        **kwargs,
    )
    return CapabilityToken(
        capability_type=capability_type, constraints=constraints, description=description, created_by=created_by
    )


def create_file_capability(
    patterns: Texts, operations: Texts = None, max_file_size: Optional[int] = None, **kwargs: Any
) -> CapabilityToken:
    """Return a token of the type "file" for files inside some patterns.

    >>> create_file_capability("/data/*", {"read"}, max_file_size=1000).can_access_resource("/data/a.csv", "write")
    False
    """
    return create_capability_token(
        "file", patterns, operations or {"read", "write"}, max_file_size=max_file_size, **kwargs
    )


def create_network_capability(
    hosts: Texts, ports: Optional[Iterable[int]] = None, operations: Texts = None, **kwargs: Any
) -> CapabilityToken:
    """Return a token of the type "network" for some hosts and ports.

    >>> create_network_capability("api.example.com").can_access_resource("evil.test", "http")
    False
    """
    return create_capability_token(
        "network",
        allowed_operations=operations or {"http", "https"},
        allowed_hosts=hosts,
        allowed_ports=[80, 443] if ports is None else ports,
        **kwargs,
    )
