"""Values as JSON and back, without loss: what JSON cannot say is written with a tag, or refused.

=====================  ================================================================
value                  written as
=====================  ================================================================
NaN, the infinities    ``{"$float": "nan"}``
very long numbers      ``{"$integer": "0x..."}``
a tuple, a set         ``{"$tuple": [...]}``, ``{"$set": [...]}``
bytes                  ``{"$bytes": "..."}`` in base64
other dictionaries     ``{"$object": [[key, value], ...]}``: a key is no text, or begins with ``$``
=====================  ================================================================

Functions and all other objects are refused.
"""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from typing import Any, Callable, Dict, List, Tuple

from ..engine.errors import MLUsageError

_LONG = 10_000  # bits of a number that JSON readers take without complaint
_PLAIN = frozenset([type(None), bool, str])


def to_json(value: Any, path: str = "$") -> Any:
    """Return what stands for a value; raise ``MLUsageError``, which names the place, for one that has no form.

    >>> to_json({"a": (1, 2.5)})
    {'a': {'$tuple': [1, 2.5]}}
    >>> to_json({"price": object()}, "context")
    Traceback (most recent call last):
    mlpy_testkit.engine.errors.MLUsageError: context.price: a cassette holds no object
    """
    try:
        return _encode(value, path, ())
    except RecursionError:
        raise MLUsageError(f"{path}: nested too deeply for a cassette") from None


def _encode(value: Any, path: str, around: Tuple[int, ...]) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is int:
        return value if value.bit_length() < _LONG else {"$integer": hex(value)}
    if kind is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if kind is bytes:
        return {"$bytes": b64encode(value).decode("ascii")}
    if id(value) in around:
        raise MLUsageError(f"{path}: a cassette holds no value that contains itself")
    around = (*around, id(value))
    if kind is dict:
        if all(type(key) is str and not key.startswith("$") for key in value):
            return {key: _encode(item, f"{path}.{key}", around) for key, item in value.items()}
        pairs = [[key, item] for key, item in value.items()]
        return {"$object": [_items(pair, f"{path}[{pair[0]!r}]", around) for pair in pairs]}
    if kind is list:
        return _items(value, path, around)
    if kind is tuple:
        return {"$tuple": _items(value, path, around)}
    if kind is set or kind is frozenset:
        return {"$set": sorted(_items(value, path, around), key=repr)}
    raise MLUsageError(f"{path}: a cassette holds no {kind.__name__}")


def _items(values: Any, path: str, around: Tuple[int, ...]) -> List[Any]:
    return [_encode(item, f"{path}[{at}]", around) for at, item in enumerate(values)]


def from_json(value: Any) -> Any:
    """Return the value for what ``to_json`` returned; raise ``ValueError`` for an unknown tag.

    >>> from_json({"$tuple": [1, {"$float": "inf"}]})
    (1, inf)
    """
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    tag = next(iter(value), "")
    if not tag.startswith("$"):
        return {key: from_json(item) for key, item in value.items()}
    decode = _TAGS.get(tag)
    if decode is None or len(value) != 1:
        raise ValueError(f"unknown tag {tag!r}")
    return decode(value[tag])


_TAGS: Dict[str, Callable[[Any], Any]] = {
    "$integer": lambda text: int(text, 16),
    "$float": float,
    "$tuple": lambda items: tuple(from_json(items)),
    "$set": lambda items: set(from_json(items)),
    "$bytes": lambda text: b64decode(text, validate=True),
    "$object": lambda pairs: {from_json(key): from_json(item) for key, item in pairs},
}
