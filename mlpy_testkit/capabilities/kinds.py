"""What the resources of a capability type are."""

from __future__ import annotations

PATH, NETWORK, NAME, TEXT = "path", "network", "name", "text"

_FAMILIES = {"file": PATH, "path": PATH, "network": NETWORK, "http": NETWORK, "env": NAME}


def kind_of(capability_type: str) -> str:
    """Return what the resources of a capability type are: paths, network addresses, names or any texts.

    >>> kind_of("file.read"), kind_of("network.http"), kind_of("env.read"), kind_of("shop.order")
    ('path', 'network', 'name', 'text')
    """
    return _FAMILIES.get(capability_type.partition(".")[0], TEXT)
