"""Read the hostile programs.

A file holds programs separated by a line ``---``. A program may begin with lines about it::

    // name: what it tries
    //+ util: x = 1;               (a line of the ML module `util`, which it can import; repeated)

then comes the program, and at its end what may come of it, one line or several::

    //! limit run time             it fails in one of these stages
    //= [1, 2]                     it ends well with this ``result`` (written as JSON)
    //* any                        it may fail or end in any way

"Any way" still means: no host object comes out, nothing hangs, nothing crashes. In ``sessions.ml`` a
program consists of inputs of one session, separated by a line ``//--``; the expectations are for the
last one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, NamedTuple, Tuple

FOLDER = Path(__file__).resolve().parent
STAGES = ("syntax", "name", "check", "run time", "thrown", "denied", "limit")
MARKS = ("//!", "//=", "//*")

_STAGE = re.compile("|".join(STAGES))
_MODULE = re.compile(r"//\+ ([A-Za-z_][\w.]*): ?(.*)")


class Case(NamedTuple):
    """One hostile program with what may come of it."""

    place: str
    name: str
    inputs: Tuple[str, ...]
    stages: FrozenSet[str]
    values: Tuple[Any, ...]
    anything: bool
    modules: Dict[str, str]
    is_session: bool

    @property
    def text(self) -> str:
        """The text of a program that is not a session."""
        return self.inputs[0]

    @property
    def never_ends(self) -> bool:
        """Whether nothing but a limit may end it."""
        return self.stages == {"limit"} and not self.values and not self.anything


def read(file: Path) -> List[Case]:
    """Return the programs of one file."""
    cases = []
    start = 1
    for part in re.split(r"(?m)^---\n", file.read_text(encoding="utf-8")):
        cases.append(parse(f"{file.name}:{start}", part, is_session=file.name == "sessions.ml"))
        start += part.count("\n") + 1
    return cases


def parse(place: str, part: str, *, is_session: bool) -> Case:
    """Return one program."""
    lines = part.rstrip("\n").split("\n")
    if not lines[0].startswith("// name: "):
        raise ValueError(f"{place}: the program has no name")
    name = lines.pop(0)[len("// name: ") :]
    modules: Dict[str, str] = {}
    while lines and lines[0].startswith("//+ "):
        found = _MODULE.fullmatch(lines.pop(0))
        if found is None:
            raise ValueError(f"{place}: not a line of a module")
        modules[found[1]] = modules.get(found[1], "") + found[2] + "\n"
    expectations: List[str] = []
    while lines and lines[-1].startswith(MARKS):
        expectations.insert(0, lines.pop())
    if not expectations:
        raise ValueError(f"{place}: nothing is expected")
    stages = set()
    values = []
    anything = False
    for line in expectations:
        if line.startswith("//!"):
            words = _STAGE.findall(line)
            if " ".join(words) != line[3:].strip():
                raise ValueError(f"{place}: unknown stages in {line!r}")
            stages.update(words)
        elif line.startswith("//="):
            values.append(json.loads(line[3:]))
        else:
            anything = True
    text = "\n".join(lines)
    inputs = tuple(re.split(r"\n?//--\n", text)) if is_session else (text,)
    return Case(place, name, inputs, frozenset(stages), tuple(values), anything, modules, is_session)


def read_all(folder: Path = FOLDER) -> List[Case]:
    """Return the programs of all files of a folder."""
    return [case for file in sorted(folder.glob("*.ml")) for case in read(file)]
