"""Grants as text: ``file.read`` or ``file.read:/data/*``."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterable, List, Optional

from ..engine.errors import MLUsageError

_TYPE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*", re.IGNORECASE)


class Grants:
    """The capabilities that a program is told it holds, by type.

    Raises ``MLUsageError`` for a text that is no grant.

    >>> grants = Grants(["file.read:/data/*", "console.write"])
    >>> grants.types()
    ['console.write', 'file.read']
    >>> grants.has("file.write")
    False
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        if isinstance(texts, (str, bytes)):
            raise MLUsageError("grants must be a list of texts, not one text")
        self._patterns: Dict[str, List[str]] = {}
        for text in texts:
            kind, colon, pattern = text.partition(":") if isinstance(text, str) else ("", "", "")
            if not _TYPE.fullmatch(kind) or (colon and not pattern):
                raise MLUsageError(f"{text!r} is no grant; write TYPE or TYPE:PATTERN, such as 'file.read:/data/*'")
            patterns = self._patterns.setdefault(kind, [])
            if colon:
                patterns.append(pattern)

    def has(self, kind: str) -> bool:
        """Tell whether a capability type is granted."""
        return kind in self._patterns

    def types(self) -> List[str]:
        """Return the sorted types that are granted."""
        return sorted(self._patterns)

    def info(self, kind: str) -> Optional[Dict[str, Any]]:
        """Return what ``getCapabilityInfo`` answers, or None."""
        if kind not in self._patterns:
            return None
        return {
            "type": kind,
            "available": True,
            "usage_count": 0,
            "patterns": list(self._patterns[kind]) or None,
            "operations": None,
            "max_usage": None,
            "expires_at": None,
        }
