"""What the Tab key offers: names, keywords, members of values, modules, dot-commands."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable, List, Mapping, Optional, Set

from ..engine.members import MISSING, lookup, method_names
from ..engine.runtime import BUILTIN_NAMES
from ..engine.values import LibraryObject, Module
from ..modules import STANDARD

# Between two words that are completed; a dot is no such thing, so that members have their owner in front.
DELIMITERS = " \t\n\"'()[]{}=+-*/%<>!&|?:;,"
KEYWORDS = frozenset([
    "break", "capability", "continue", "elif", "else", "except", "false", "finally", "fn",
    "for", "function", "if", "import", "in", "nonlocal", "null", "return", "throw", "true",
    "try", "undefined", "while",
])
_OWNER = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\.\w*\Z", re.ASCII)


class Completer:
    """Completes a word of a line; *variables* are those of the session, *commands* the dot-commands.

    >>> complete = Completer(lambda: {"price": 1, "person": {"name": "Ann"}}, [".vars"])
    >>> complete.candidates("result = p", "p")
    ['person', 'price', 'print']
    >>> complete.candidates("print(person.", "person.")
    ['person.name']
    """

    def __init__(self, variables: Callable[[], Mapping[str, Any]], commands: Iterable[str]) -> None:
        self._variables = variables
        self._commands = list(commands)
        self._found: List[str] = []

    def candidates(self, line: str, word: str) -> List[str]:
        """Return the sorted words that begin with *word*, which ends the *line* up to the cursor."""
        return sorted(name for name in self._names(line, word) if name.startswith(word))

    def complete(self, word: str, state: int) -> Optional[str]:
        """Return candidate number *state*, as ``readline`` asks for it."""
        import readline

        if state == 0:
            self._found = self.candidates(readline.get_line_buffer()[: readline.get_endidx()], word)
        return self._found[state] if state < len(self._found) else None

    def _names(self, line: str, word: str) -> Set[str]:
        if line.startswith(".") and " " not in line:
            return set(self._commands)
        if re.match(r"\s*import\s+\w*\Z", line):
            return set(STANDARD)
        owner = _OWNER.match(word)
        if owner is not None:
            path = owner.group(1)
            return {f"{path}.{name}" for name in self._members(path.split("."))}
        return {*self._variables(), *BUILTIN_NAMES, *KEYWORDS}

    def _members(self, path: List[str]) -> Iterable[str]:
        value = self._variables().get(path[0], MISSING)
        for name in path[1:]:
            value = MISSING if value is MISSING else lookup(value, name)
        if value is MISSING:
            return ()
        if type(value) is dict:
            return [key for key in value if type(key) is str and key.isidentifier()]
        if type(value) is Module:
            return list(value.members)
        names = method_names(value)
        if isinstance(value, LibraryObject):
            names += value.attributes
        return names
