"""Whether a network address lies inside a granted host pattern.

An address is taken apart once, by one strict rule, and what could be read in two ways is refused:
user names, backslashes, blanks, control characters, percent signs, numbers that are not a plain IPv4
address, other schemes, ``//..`` in a path. Names are compared label by label in lower case without the last dot,
international ones in their ASCII form, IPv6 addresses as numbers.

    api.example.com            this host, any port
    api.example.com:8443       this host and port
    *.example.com              one more label
    **.example.com             one or more labels
    https://api.example.com/*  scheme, host, port (of the scheme if none is said), path
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import List, Optional, Tuple

from ..records import NamedTuple
from .patterns import EVERYTHING, matches_text

PORTS = {"http": 80, "https": 443}

_URL = r"(?s)([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(.*)"
_AUTHORITY = r"(\[[0-9A-Fa-f:.]+\]|[^:@\[\]]+)(?::([0-9]{1,5}))?"
_PATTERN_AUTHORITY = r"(\[[0-9A-Fa-f:.]+\]|[^:@\[\]]+)(?::([0-9]{1,5}|\*))?"
_REFUSED = r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]"
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
_WILD_LABEL = r"[a-z0-9_*?-]+"
_NUMBER = r"[0-9]+|0x[0-9a-f]*"


class Target(NamedTuple):
    """A network address: ``scheme`` is "" and ``port`` None if nobody said which."""

    scheme: str
    host: str
    port: Optional[int]
    path: str


def parse_target(resource: str, operation: Optional[str] = None) -> Optional[Target]:
    """Return the parts of a URL, ``host`` or ``host:port``; None for anything that is refused.

    >>> parse_target("HTTPS://API.example.com./x")
    Target(scheme='https', host='api.example.com', port=443, path='/x')
    >>> parse_target("http://user@example.com/"), parse_target("http://0x7f000001/")
    (None, None)
    """
    if type(resource) is not str or re.search(_REFUSED, resource):
        return None
    scheme, authority, path = "", resource, ""
    url = re.fullmatch(_URL, resource)
    if url:
        scheme, authority, path = url.group(1).lower(), url.group(2), url.group(3)
        if scheme not in PORTS:
            return None
    match = re.fullmatch(_AUTHORITY, authority)
    if match is None:
        return None
    host = canonical_host(match.group(1))
    port = int(match.group(2)) if match.group(2) else PORTS.get(scheme or operation or "")
    plain = _plain_path(path or "/")
    if host is None or plain is None or (port is not None and not 0 < port < 65536):
        return None
    return Target(scheme, host, port, plain)


def canonical_host(host: str) -> Optional[str]:
    """Return the one spelling of a host, or None if it has no plain reading.

    >>> canonical_host("B\u00fccher.example."), canonical_host("[::FFFF:127.0.0.1]"), canonical_host("127.1")
    ('xn--bcher-kva.example', '127.0.0.1', None)
    """
    import ipaddress  # here, because few programs need it

    if host.startswith("["):
        try:
            address = ipaddress.IPv6Address(host[1:-1] if host[-1] == "]" else host)
        except ValueError:
            return None
        return str(address.ipv4_mapped or f"[{address.compressed}]")
    labels = _labels(host)
    if labels is None or not all(re.fullmatch(_LABEL, label) and len(label) < 64 for label in labels):
        return None
    name = ".".join(labels)
    if re.fullmatch(_NUMBER, labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            return None
    return name


def _labels(host: str) -> Optional[Tuple[str, ...]]:
    """Return the labels of a name in lower case and ASCII."""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    labels = tuple(host.lower().split("."))
    if len(labels) > 1 and labels[-1] == "":
        labels = labels[:-1]
    return labels


def _plain_path(path: str) -> Optional[str]:
    """Return a path with its dot segments and escapes resolved.

    Return None for ``//..`` and for a backslash behind an escape: servers differ in what they take them for.
    """
    from urllib.parse import unquote

    text = unquote(path)
    if "\\" in text:
        return None
    kept: List[str] = []
    for segment in text.split("/"):
        if segment == "..":
            if len(kept) > 1 and not kept.pop():
                return None
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept) or "/"


class HostPattern(NamedTuple):
    """A granted pattern taken apart; an empty ``scheme``, ``port`` or ``path`` stands for any."""

    scheme: str
    labels: Tuple[str, ...]
    address: Optional[str]
    port: Optional[int]
    path: str


@lru_cache(maxsize=512)
def parse_pattern(pattern: str) -> Optional[HostPattern]:
    """Return a granted pattern taken apart, or None if it is none."""
    if type(pattern) is not str or re.search(_REFUSED, pattern):
        return None
    scheme, authority, path = "", pattern, ""
    url = re.fullmatch(_URL, pattern)
    if url:
        scheme, authority, path = url.group(1).lower(), url.group(2), url.group(3) + url.group(4)
        if scheme not in (*PORTS, "*"):
            return None
    match = re.fullmatch(_PATTERN_AUTHORITY, authority)
    if match is None:
        return None
    said = match.group(2)
    port = None if said == "*" else int(said) if said else PORTS.get(scheme)
    host = match.group(1)
    if "*" not in host and "?" not in host:
        address = canonical_host(host)
        return None if address is None else HostPattern(scheme, (), address, port, path)
    labels = _labels(host)
    if labels is None or not all(re.fullmatch(_WILD_LABEL, label) for label in labels):
        return None
    return HostPattern(scheme, labels, None, port, path)


def matches_target(pattern: str, target: Target) -> bool:
    """Tell whether an address lies inside a granted pattern.

    >>> matches_target("*.example.com", parse_target("https://api.example.com/"))
    True
    >>> matches_target("api.example.com", parse_target("https://api.example.com.evil.test/"))
    False
    """
    if pattern in EVERYTHING:
        return True
    wanted = parse_pattern(pattern)
    if wanted is None:
        return False
    if wanted.scheme and wanted.scheme != target.scheme:
        return False
    if wanted.port is not None and wanted.port != target.port:
        return False
    if wanted.path and not matches_text(wanted.path, target.path):
        return False
    if wanted.address is not None:
        return wanted.address == target.host
    return _labels_match(wanted.labels, target.host)


def _labels_match(wanted: Tuple[str, ...], host: str) -> bool:
    if wanted == ("*",) or wanted == ("**",):
        return True
    if host.startswith("[") or re.fullmatch(_NUMBER, host.rpartition(".")[2]):
        return False  # a wildcard stands for names, not for numbers
    labels = host.split(".")
    if wanted[0] == "**":
        wanted = wanted[1:]
        if len(labels) <= len(wanted):
            return False
        labels = labels[-len(wanted) :]
    return len(labels) == len(wanted) and all(map(matches_text, wanted, labels))
