"""The methods of strings.

They are Python's methods with three differences: the result's size is checked before it is made,
the arguments are checked by exact type, and the messages are those of CPython 3.12 everywhere.
The number of arguments is checked by the caller, see ``members.py``.
"""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, List, Optional, Tuple

from .limits import SMALL, check_items, check_text, current, spend
from .values import host_kind, iterate

FAR = 1 << 62  # stands for all whole numbers beyond it, which Python's methods do not take


def as_index(value: Any) -> int:
    """Return a whole number that Python's own methods accept as a position or a count."""
    if type(value) is not int and type(value) is not bool:
        raise TypeError(f"'{host_kind(value)}' object cannot be interpreted as an integer")
    return max(-FAR, min(FAR, int(value)))


_SHORT = 64  # characters that can be searched for at any length
_PRODUCT = 1 << 31  # characters times characters: about a third of a second
_SLOW = frozenset([str.rfind, str.rindex, str.rsplit])  # CPython's search from the right may take the product
if sys.version_info < (3, 10):  # and there from the left too
    _SLOW |= {str.find, str.index, str.count, str.split, str.replace}


def _bound(value: Any) -> Optional[int]:
    """Return the start or end of a range inside a string."""
    if value is None:
        return None
    if type(value) is not int and type(value) is not bool:
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return as_index(value)


def _work(text: str) -> None:
    """Charge for looking at every character of a long string."""
    if len(text) > SMALL:
        spend(len(text) // 64)


def _reach(text: str, wanted: str, most: int = _PRODUCT) -> None:
    """End the run rather than search a long text for a long one by a method that may take their product."""
    _work(text)
    if len(wanted) > _SHORT and len(text) * len(wanted) > most:
        current().stop("text")


# -- case and kind ---------------------------------------------------------------------------------


def _plain(method: Callable[[str], Any]) -> Callable[..., Any]:
    def apply(text: str) -> Any:
        if len(text) <= SMALL:
            return method(text)
        _work(text)
        result = method(text)
        if type(result) is str:  # which can be three times as long: there is no way to tell before
            check_text(len(result))
        return result

    return apply


# -- trimming and padding --------------------------------------------------------------------------


def _strip(name: str, method: Callable[[str, Optional[str]], str]) -> Callable[..., Any]:
    def strip(text: str, characters: Any = None) -> str:
        if characters is not None and type(characters) is not str:
            raise TypeError(f"{name} arg must be None or str")
        _work(text)
        if characters is not None and len(characters) > _SHORT:
            characters = "".join(dict.fromkeys(characters))
            _reach(text, characters, _PRODUCT // 2)  # each of which takes longer to find than to compare
        return method(text, characters)

    return strip


def _pad(method: Callable[[str, int, str], str]) -> Callable[..., Any]:
    def pad(text: str, width: Any, fill: Any = " ") -> str:
        columns = as_index(width)
        if type(fill) is not str:
            raise TypeError(f"The fill character must be a unicode character, not {host_kind(fill)}")
        if len(fill) != 1:
            raise TypeError("The fill character must be exactly one character long")
        check_text(columns)
        if columns > SMALL:
            spend(columns // 64)
        return method(text, columns, fill)

    return pad


# -- searching -------------------------------------------------------------------------------------


def _search(method: Callable[..., Any]) -> Callable[..., Any]:
    def search(text: str, wanted: Any, start: Any = None, end: Any = None) -> Any:
        bounds = _bound(start), _bound(end)
        if type(wanted) is not str:
            raise TypeError(f"must be str, not {host_kind(wanted)}")
        _reach(text, wanted) if method in _SLOW else _work(text)
        return method(text, wanted, *bounds)

    return search


def _edge(name: str, method: Callable[..., bool]) -> Callable[..., Any]:
    def edge(text: str, wanted: Any, start: Any = None, end: Any = None) -> bool:
        bounds = _bound(start), _bound(end)
        if type(wanted) is not str:
            raise TypeError(f"{name} first arg must be str or a tuple of str, not {host_kind(wanted)}")
        return method(text, wanted, *bounds)

    return edge


# -- taking apart and putting together ---------------------------------------------------------------


def _split(method: Callable[..., List[str]]) -> Callable[..., Any]:
    def split(text: str, separator: Any = None, most: Any = -1) -> List[str]:
        cuts = as_index(most)
        if separator is not None and type(separator) is not str:
            raise TypeError(f"must be str or None, not {host_kind(separator)}")
        if len(text) <= SMALL:
            return method(text, separator, cuts)
        if separator is not None and method in _SLOW:
            _reach(text, separator)
        _work(text)
        allowed = current().limits.items
        if allowed is not None and (cuts < 0 or cuts > allowed):
            cuts = allowed  # one part too many, if there are that many: enough to be refused
        parts = method(text, separator, cuts)
        spend(len(parts))
        check_items(len(parts))
        return parts

    return split


def _replace(text: str, old: Any, new: Any, count: Any = -1) -> str:
    for number, part in ((1, old), (2, new)):
        if type(part) is not str:
            found = "None" if part is None else host_kind(part)
            raise TypeError(f"replace() argument {number} must be str, not {found}")
    most = as_index(count)
    if str.replace in _SLOW:  # CPython 3.9
        _reach(text, old)
    growth = len(new) - len(old)
    if growth > 0 and (len(text) + 1) * (growth + 1) > SMALL:
        hits = text.count(old)
        check_text(len(text) + growth * (hits if most < 0 else min(hits, most)))
    _work(text)
    return text.replace(old, new, most)


def _join(separator: str, items: Any) -> str:
    try:
        parts = items if type(items) is list else list(iterate(items))
    except TypeError:
        raise TypeError("can only join an iterable") from None
    if len(parts) > SMALL:
        spend(len(parts))
    try:
        check_text(sum(map(len, parts)) + len(separator) * max(0, len(parts) - 1))
        return separator.join(parts)
    except TypeError:
        index = next(index for index, part in enumerate(parts) if type(part) is not str)
    raise TypeError(f"sequence item {index}: expected str instance, {host_kind(parts[index])} found")


# Each method with the least and the greatest number of arguments.
STRING_METHODS: Dict[str, Tuple[Callable[..., Any], int, int]] = {
    "capitalize": (_plain(str.capitalize), 0, 0),
    "center": (_pad(str.center), 1, 2),
    "count": (_search(str.count), 1, 3),
    "endswith": (_edge("endswith", str.endswith), 1, 3),
    "find": (_search(str.find), 1, 3),
    "index": (_search(str.index), 1, 3),
    "isalnum": (_plain(str.isalnum), 0, 0),
    "isalpha": (_plain(str.isalpha), 0, 0),
    "isdigit": (_plain(str.isdigit), 0, 0),
    "islower": (_plain(str.islower), 0, 0),
    "isspace": (_plain(str.isspace), 0, 0),
    "istitle": (_plain(str.istitle), 0, 0),
    "isupper": (_plain(str.isupper), 0, 0),
    "join": (_join, 1, 1),
    "ljust": (_pad(str.ljust), 1, 2),
    "lower": (_plain(str.lower), 0, 0),
    "lstrip": (_strip("lstrip", str.lstrip), 0, 1),
    "replace": (_replace, 2, 3),
    "rfind": (_search(str.rfind), 1, 3),
    "rindex": (_search(str.rindex), 1, 3),
    "rjust": (_pad(str.rjust), 1, 2),
    "rsplit": (_split(str.rsplit), 0, 2),
    "rstrip": (_strip("rstrip", str.rstrip), 0, 1),
    "split": (_split(str.split), 0, 2),
    "startswith": (_edge("startswith", str.startswith), 1, 3),
    "strip": (_strip("strip", str.strip), 0, 1),
    "swapcase": (_plain(str.swapcase), 0, 0),
    "title": (_plain(str.title), 0, 0),
    "upper": (_plain(str.upper), 0, 0),
}
