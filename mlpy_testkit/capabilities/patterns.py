"""Whether a resource lies inside a granted pattern.

A pattern for files is compared component by component with a path in which ``..``, links and
separators are resolved: ``*`` and ``?`` and ``[ab]`` stay within one component, a component ``**``
stands for any number of them, and the pattern ``*`` alone for everything. A relative pattern hangs
below the directory in which it was made. Other resources (names of variables and the like) are
compared as one text. Hosts are compared in ``hosts.py``.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Callable, List, Optional, Tuple

from ..records import NamedTuple

Resolve = Callable[[str], str]

EVERYTHING = frozenset(["*", "**"])
_SPECIAL = frozenset(["proc", "dev", "sys"])  # what Linux shows of itself as files
_WILD = frozenset("*?[")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class PathPattern(NamedTuple):
    """A pattern that is ready to be compared: the anchor ("/" or a drive) and the components."""

    anchor: str
    parts: Tuple[str, ...]


def looks_like_path(text: str) -> bool:
    """Tell whether a text can only be meant as a path.

    >>> looks_like_path("/data/*"), looks_like_path("*.txt"), looks_like_path("https://a.b/c")
    (True, False, False)
    """
    if _SCHEME.match(text):
        return False
    return "/" in text or "\\" in text or text in (".", "..") or text.startswith("~")


def real_path(path: str) -> str:
    """Return the absolute path with ``..`` and links resolved, as the disk has it now."""
    return os.path.realpath(path)


def is_plain_path(path: object) -> bool:
    """Tell whether a text can name a file and has no other reading.

    >>> is_plain_path("a/b"), is_plain_path("~/b"), is_plain_path("file:///b")
    (True, False, False)
    """
    return type(path) is str and bool(path) and "\0" not in path and path[0] != "~" and not _SCHEME.match(path)


def resolved_path(path: str, resolve: Resolve, entry: bool = False) -> Optional[str]:
    """Return the path that is meant, absolute and without links; None if it cannot be one.

    With ``entry`` a link at the end is not followed.
    """
    if not is_plain_path(path):
        return None
    try:
        name = os.path.basename(path)
        if entry and name not in ("", ".", ".."):
            return os.path.join(resolve(os.path.dirname(path) or "."), name)
        return resolve(path)
    except (OSError, ValueError):
        return None


def compile_path(pattern: str, resolve: Resolve = real_path) -> Optional[PathPattern]:
    """Return a pattern ready to be compared, or None if it is none; its plain head is resolved.

    The wild components are compared as they stand, so ``..`` has no place after one.
    """
    if not is_plain_path(pattern):
        return None
    separator = os.sep
    text = pattern if os.altsep is None else pattern.replace(os.altsep, separator)
    drive, rest = os.path.splitdrive(text)
    rooted = rest.startswith(separator)
    parts = [part for part in rest.split(separator) if part not in ("", ".")]
    wild = next((at for at, part in enumerate(parts) if not _WILD.isdisjoint(part)), len(parts))
    if ".." in parts[wild:]:
        return None
    head = drive + (separator if rooted else "") + separator.join(parts[:wild])
    try:
        anchor, plain = _split(resolve(head or "."))
    except (OSError, ValueError):
        return None
    # The head is plain text: a name on the disk may hold a star, but a head does not.
    return PathPattern(anchor, (*map(_quoted, plain), *map(os.path.normcase, parts[wild:])))


def matches_path(pattern: PathPattern, resolved: str) -> bool:
    """Tell whether an absolute, resolved path lies inside a pattern.

    >>> pattern = compile_path("/data/*.csv", resolve=str)
    >>> matches_path(pattern, "/data/a.csv"), matches_path(pattern, "/data/sub/a.csv")
    (True, False)
    """
    anchor, parts = _split(resolved)
    if anchor != pattern.anchor or not _components(pattern.parts, parts):
        return False
    return not is_special(resolved) or pattern.parts[:1] == tuple(parts[:1])


def is_special(resolved: str) -> bool:
    """Tell whether a path is in ``/proc``, ``/dev`` or ``/sys``, which only a pattern that says so covers."""
    anchor, parts = _split(resolved)
    return anchor == "/" and bool(parts) and parts[0] in _SPECIAL


def _split(path: str) -> Tuple[str, List[str]]:
    """Return the anchor and the components of an absolute path."""
    drive, rest = os.path.splitdrive(os.path.normcase(path))
    parts = [part for part in rest.split(os.sep) if part]
    return drive + os.sep, parts


def _quoted(part: str) -> str:
    return "".join([f"[{character}]" if character in _WILD else character for character in part])


def _components(pattern: Tuple[str, ...], parts: List[str]) -> bool:
    """Compare components; ``**`` is tried at every place, without recursion."""
    at = step = 0
    retry: Optional[Tuple[int, int]] = None
    while at < len(parts):
        if step < len(pattern) and pattern[step] == "**":
            retry = (at, step)
            step += 1
        elif step < len(pattern) and matches_text(pattern[step], parts[at]):
            at += 1
            step += 1
        elif retry is not None:
            retry = (retry[0] + 1, retry[1])
            at, step = retry[0], retry[1] + 1
        else:
            return False
    return all(part == "**" for part in pattern[step:])


def matches_text(pattern: str, text: str) -> bool:
    """Tell whether a whole text fits a pattern with ``*``, ``?`` and ``[ab]``.

    >>> matches_text("APP_*", "APP_HOME"), matches_text("APP_*", "MY_APP_HOME")
    (True, False)
    """
    pieces = _pieces(pattern)
    first, _ = pieces[0]
    if len(pieces) == 1:
        return first.fullmatch(text) is not None
    last, length = pieces[-1]
    found = first.match(text)
    end = len(text) - length
    if found is None or end < found.end() or last.fullmatch(text, end) is None:
        return False
    at = found.end()
    for piece, _ in pieces[1:-1]:  # the leftmost place is as good as any other
        found = piece.search(text, at, end)
        if found is None:
            return False
        at = found.end()
    return True


def matches_name(pattern: str, name: str) -> bool:
    """Tell whether a name fits a pattern; the name ``*``, which asks for all, fits only a pattern for all.

    >>> matches_name("[!_]*", "HOME"), matches_name("[!_]*", "*"), matches_name("*", "*")
    (True, False, True)
    """
    return pattern in EVERYTHING or (name not in EVERYTHING and matches_text(pattern, name))


_PIECE = r"(?s)\[(!?)(\]?[^]]*)\]|(.)"


@lru_cache(maxsize=512)
def _pieces(pattern: str) -> Tuple[Tuple[re.Pattern[str], int], ...]:
    """Return what stands between the stars, each with the number of characters that it fits.

    There is nothing to repeat in a piece, so no text makes the comparison slow.
    """
    pieces: List[List[str]] = [[]]
    for match in re.finditer(_PIECE, pattern):
        negated, letters, single = match.groups()
        if single == "*":
            pieces.append([])
        elif single is None:
            pieces[-1].append(_one_of(letters, bool(negated)))
        else:
            pieces[-1].append("." if single == "?" else re.escape(single))
    return tuple((re.compile("".join(piece), re.DOTALL), len(piece)) for piece in pieces)


def _one_of(letters: str, negated: bool) -> str:
    """Return the expression for one of some letters; a range such as ``z-a`` fits nothing."""
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", letters)
    expression = f"[{'^' if negated else ''}{escaped}]"
    try:
        re.compile(expression)
    except re.error:
        return "(?!)."
    return expression
