"""Grants in short: ``grant("file.read", "/data/*")`` and the text ``file.read:/data/*``.

Tokens and patterns are loaded with the first grant: many programs are granted nothing, and start quicker so.
"""

from __future__ import annotations

import collections.abc
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Iterable, List, Optional, Tuple, Union

from ..engine.errors import MLUsageError

if TYPE_CHECKING:
    from .tokens import CapabilityToken, Texts

Grant = Union["CapabilityToken", str]

_TYPE = r"(?i)[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_HOW = "write TYPE or TYPE:PATTERN, such as 'file.read:/data/*'"

PURE: Tuple[str, ...] = (
    "math.compute",
    "regex.compile",
    "regex.match",
    "json.parse",
    "json.serialize",
    "collections.read",
    "collections.transform",
    "functional.compose",
    "functional.transform",
    "datetime.create",
    "crypto.hash",
)
"""The types of what only computes: nothing outside the program is read or changed."""

ALL: Tuple[str, ...] = (
    *PURE,
    "args.read",
    "console.error",
    "console.write",
    "crypto.random",
    "datetime.now",
    "env.read",
    "env.write",
    "file.append",
    "file.delete",
    "file.read",
    "file.write",
    "log.write",
    "network.http",
    "network.https",
    "path.read",
    "path.write",
    "random.generate",
    "random.sample",
)
"""Every type that a standard module asks for."""


def grant(
    capability_type: str,
    resource_patterns: Texts = None,
    allowed_operations: Texts = None,
    expires_in: Optional[timedelta] = None,
    max_usage_count: Optional[int] = None,
    description: str = "",
    **limits: Any,
) -> CapabilityToken:
    """Return a token: a type, perhaps patterns, operations and further limits.

    A pattern given as one text is one pattern. The type may carry a pattern: ``grant("file.read:/data/*")``.
    Raises ``MLUsageError`` for what is no type or no pattern, and for an empty list: a token without patterns
    grants every resource, and who has looked for some and found none does not mean that.

    >>> grant("file.read", "/data/*").constraints.resource_patterns
    ['/data/*']
    """
    from .tokens import create_capability_token

    if not isinstance(capability_type, str):
        raise MLUsageError(f"{capability_type!r} is no grant; {_HOW}")
    kind, colon, pattern = capability_type.partition(":")
    if not re.fullmatch(_TYPE, kind) or (colon and (not pattern or resource_patterns is not None)):
        raise MLUsageError(f"{capability_type!r} is no grant; {_HOW}")
    for name, value in {
        "resource_patterns": resource_patterns,
        "allowed_operations": allowed_operations,
        **limits,
    }.items():
        if isinstance(value, (list, tuple, set, frozenset)) and not value:
            raise MLUsageError(f"{name} must not be empty: that would refuse nothing; leave it out to mean that")
    token = create_capability_token(
        kind,
        pattern if colon else resource_patterns,
        allowed_operations,
        expires_in,
        max_usage_count,
        description,
        **limits,
    )
    for text in token.constraints.resource_patterns:
        _check_pattern(kind, text)
    for host in token.constraints.allowed_hosts:
        _check_pattern("network", host)
    return token


def _check_pattern(kind: str, pattern: str) -> None:
    from .hosts import parse_pattern
    from .kinds import NETWORK, PATH, kind_of
    from .patterns import EVERYTHING, compile_path

    if pattern in EVERYTHING:
        return
    if kind_of(kind) == PATH and compile_path(pattern) is None:
        raise MLUsageError(f"{pattern!r} is no pattern for files; write a path such as '/data/*', without '~' and URLs")
    if kind_of(kind) == NETWORK and parse_pattern(pattern) is None:
        raise MLUsageError(
            f"{pattern!r} is no pattern for hosts; write a host such as 'api.example.com', '*.example.com' or a URL"
        )


def as_token(value: Grant) -> CapabilityToken:
    """Return a token as it is, and a text such as ``file.read:/data/*`` as a token.

    >>> as_token("file.read:/data/*").capability_type
    'file.read'
    """
    from .tokens import CapabilityToken

    return value if isinstance(value, CapabilityToken) else grant(value)


def as_tokens(values: Iterable[Grant]) -> List[CapabilityToken]:
    """Return tokens for tokens and texts; raises ``MLUsageError`` for one text where a list is wanted.

    >>> [token.capability_type for token in as_tokens(["file.read:/data/*", "math.compute"])]
    ['file.read', 'math.compute']
    """
    if isinstance(values, (str, bytes)):
        raise MLUsageError("grants must be a list of texts, not one text")
    if isinstance(values, collections.abc.Mapping) or not isinstance(values, collections.abc.Iterable):
        raise MLUsageError(f"grants must be a list of tokens and texts, not {values!r}")
    return [as_token(value) for value in values]
