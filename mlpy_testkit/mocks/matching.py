"""What a mock is told to expect: patterns for code and for contexts, and the nearest of them."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Mapping, Optional, Pattern, Sequence, Union

from ..engine.errors import MLUsageError
from .texts import tokens_of

_COMPARED = 200  # characters of a text in the search for the nearest

Code = Union[str, "Pattern[str]", "ml", Callable[[str], Any]]
Context = Union[Mapping[str, Any], Callable[[Dict[str, Any]], Any], None]


class ml(str):  # reads as a literal: ml("total(3)")
    """Code that equals all code of the same tokens: blanks, comments, kinds of quotes do not count.

    >>> ml("total( 1,2 )  // soon") == "total(1, 2);"
    True
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and tokens_of(self) == tokens_of(str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        return f"ml({str.__repr__(self)})"


class CodePattern:
    """Which code is meant.

    A text, in which ``*`` stands for any characters; a compiled regular expression that is found somewhere
    in the code; ``ml(...)``; or a function that says so. A text is held against the whole code, its last
    ``;`` and the blanks around it aside, and against the expression that is its value: ``total(*)`` means
    ``result = total(3);`` too.
    """

    def __init__(self, code: Optional[Code]) -> None:
        if code is not None and not isinstance(code, (str, re.Pattern)) and not callable(code):
            raise MLUsageError(
                f"code to expect must be a text, a compiled regular expression or a function, not {type(code).__name__}"
            )
        self.code = code
        self.is_function = callable(code)
        self._glob: Optional[Callable[[str], Any]] = None
        if isinstance(code, str) and not isinstance(code, ml):
            text = code.strip().rstrip(";").rstrip()
            self._glob = re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL).fullmatch

    def fits(self, code: str, asks: Sequence[str]) -> bool:
        """Tell whether *code*, which *asks* for that, is meant."""
        if self.code is None:
            return True
        if self._glob is not None:
            return any(map(self._glob, asks))
        if isinstance(self.code, str):
            return any(self.code == ask for ask in asks)
        if isinstance(self.code, re.Pattern):
            return self.code.search(code) is not None
        return bool(self.code(code))

    def __str__(self) -> str:
        if self.code is None:
            return "anything"
        if isinstance(self.code, re.Pattern):
            return f"re.compile({self.code.pattern!r})"
        if isinstance(self.code, ml):
            return repr(self.code)
        return str(self.code) if isinstance(self.code, str) else getattr(self.code, "__name__", repr(self.code))


class ContextPattern:
    """Which context is meant: one with at least these entries, or one for which a function says so."""

    def __init__(self, context: Context) -> None:
        if context is not None and not isinstance(context, Mapping) and not callable(context):
            raise MLUsageError(f"context to expect must be a mapping or a function, not {type(context).__name__}")
        self.context = context

    def fits(self, context: Optional[Mapping[str, Any]]) -> bool:
        """Tell whether a context is meant."""
        if self.context is None:
            return True
        found = dict(context or {})
        if callable(self.context):
            return bool(self.context(found))
        return all(name in found and found[name] == value for name, value in self.context.items())

    def __str__(self) -> str:
        if self.context is None:
            return ""
        if callable(self.context):
            return f" with context {getattr(self.context, '__name__', self.context)}"
        return f" with context {dict(self.context)!r}"


def nearest(asks: Sequence[str], known: List[str]) -> Optional[str]:
    """Return which of the *known* texts is most like what is asked, the last of *asks* first; None if none is."""
    from difflib import get_close_matches

    by_start = {text[:_COMPARED]: text for text in reversed(known)}
    for ask in reversed(asks):
        found = get_close_matches(ask[:_COMPARED], by_start, 1, 0.5)
        if found:
            return by_start[found[0]]
    return None
