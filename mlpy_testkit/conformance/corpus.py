"""The conformance programs, as they lie in the files beside this one.

A file holds programs separated by a line ``---``. A program may begin with comment lines about it::

    // name: a rule with a default
    // capabilities: math.compute        (a list, or "none" for no context; everything without the line)
    // input: a line for `input`         (repeated)
    // text: "result =\t1;"              (the program as a JSON text, where raw text would not survive)
    //+ util: function add(a, b) { return a + b; }      (a line of the module `util`, repeated)

then comes the program itself, and at its end what is expected of it::

    //= 3                                value of `result` in ML notation; without the line there is none
    //> text                             one line of output
    //! run time ZeroDivisionError "division by zero" at 3:5
    //~ Q29 = "None"                     what mlpy 2.0 answers where we answer differently on purpose:
    //~ Q29 > text                       all of it, in the same notation, with the numbers of the quirks
                                         (Q of the language, S of the standard modules)
    //? Q3                               a portability finding with this code is expected

In a session file a program consists of inputs separated by a line ``//--``, each of them followed by
its own expectations. Positions count from the first line of the program itself.
"""

from __future__ import annotations

import json
import re
from typing import Dict, List, Optional, Tuple

from ..records import NamedTuple

STAGES = ("syntax", "name", "check", "run time", "thrown", "denied", "limit")
MARKS = ("//=", "//>", "//!", "//~", "//?")

_ERROR = re.compile(
    r"(?P<stage>" + "|".join(STAGES) + r")"
    r"(?: (?P<kind>[A-Z]\w+))?"
    r"(?: (?P<message>\"(?:[^\"\\]|\\.)*\"))?"
    r"(?: with (?P<thrown>.*?))?"
    r"(?: at (?P<line>\d+):(?P<column>\d+))?"
)
_QUIRKS = re.compile(r"([QS]\d+(?:,[QS]\d+)*)(?: (.*))?")


class Failure(NamedTuple):
    """The expected error; None stands for "not said"."""

    stage: str
    kind: Optional[str] = None
    message: Optional[str] = None
    thrown: Optional[str] = None
    place: Optional[Tuple[int, int]] = None

    def __str__(self) -> str:
        text = self.stage
        if self.kind is not None:
            text += f" {self.kind}"
        if self.message is not None:
            text += " " + json.dumps(self.message, ensure_ascii=False)
        if self.thrown is not None:
            text += f" with {self.thrown}"
        if self.place is not None:
            text += " at {}:{}".format(*self.place)
        return text


class Outcome(NamedTuple):
    """What a program is expected to do, or did on mlpy."""

    value: Optional[str] = None
    output: Tuple[str, ...] = ()
    failure: Optional[Failure] = None

    def lines(self) -> List[str]:
        """Return the expectation lines without their mark."""
        found = [] if self.value is None else [f"= {self.value}"]
        found += [f"> {line}" if line else ">" for line in self.output]
        return found + ([] if self.failure is None else [f"! {self.failure}"])

    def __str__(self) -> str:
        return "\n".join(self.lines()) or "nothing"


class Input(NamedTuple):
    """A program, or one input of a session, with what is expected of it."""

    text: str
    line: int
    expected: Optional[Outcome]
    observed: Optional[Outcome]
    quirks: Tuple[str, ...]
    findings: Tuple[str, ...]
    source: str


class Chunk(NamedTuple):
    """One entry of a conformance file."""

    file: str
    line: int
    name: str
    head: str
    inputs: Tuple[Input, ...]
    capabilities: Optional[Tuple[str, ...]]
    restricted: bool
    modules: Dict[str, str]
    keyboard: str
    is_session: bool

    @property
    def program(self) -> str:
        """The text of a program that is not a session."""
        return self.inputs[0].text

    @property
    def place(self) -> str:
        """The place of the entry, for messages."""
        return f"{self.file}:{self.line}"


class ChunkError(Exception):
    """A conformance file is not written as it should be."""


def names() -> List[str]:
    """Return the sorted names of the files."""
    from importlib.resources import files

    package = __name__.rpartition(".")[0]
    return sorted(entry.name for entry in files(package).iterdir() if entry.name.endswith(".ml"))


def read_all() -> List[Chunk]:
    """Return the programs of all files."""
    return [chunk for name in names() for chunk in read(name)]


def read(file: str) -> List[Chunk]:
    """Return the programs of the file of a name; raise ``FileNotFoundError`` if there is none."""
    return parse(file, read_text(file))


def read_text(name: str) -> str:
    """Return the text of a file of this package, which may lie in a zip file."""
    from pkgutil import get_data

    data = get_data(__name__.rpartition(".")[0], name)
    return (data or b"").decode("utf-8")


def parse(file: str, text: str) -> List[Chunk]:
    """Return the programs of a text; *file* is the name that messages give it."""
    chunks = []
    lines = text.replace("\r\n", "\n").split("\n")
    start = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or lines[number].rstrip() == "---":
            if any(line.strip() for line in lines[start:number]):
                chunks.append(_chunk(file, lines[start:number], start))
            start = number + 1
    return chunks


def _chunk(file: str, lines: List[str], start: int) -> Chunk:
    while not lines[0].strip():
        lines, start = lines[1:], start + 1
    head = []
    while lines and re.match(r"//( (name|capabilities|input|text): |\+ )", lines[0] + " "):
        head.append(lines.pop(0))
    is_session = file.startswith("session")
    inputs = []
    first = start + len(head)
    for part in _split(lines) if is_session else [(0, lines)]:
        inputs.append(_input(file, part[1], first + part[0]))
    fields = {
        key: [line.partition(":")[2][1:] for line in head if line.startswith(f"// {key}:")]
        for key in ("name", "capabilities", "input", "text")
    }
    if fields["text"]:
        inputs = [inputs[0]._replace(text=json.loads(fields["text"][0]))]
    modules: Dict[str, str] = {}
    for line in head:
        found = re.match(r"//\+ ([\w.]+):(?: (.*))?$", line)
        if found:
            modules[found[1]] = modules.get(found[1], "") + (found[2] or "") + "\n"
    grants = fields["capabilities"]
    types = tuple(name.strip() for name in grants[0].split(",")) if grants and grants[0] != "none" else None
    return Chunk(
        file,
        start + 1,
        fields["name"][0] if fields["name"] else "",
        "\n".join(head),
        tuple(inputs),
        types,
        bool(grants),
        modules,
        "".join(line + "\n" for line in fields["input"]),
        is_session,
    )


def _split(lines: List[str]) -> List[Tuple[int, List[str]]]:
    parts: List[Tuple[int, List[str]]] = [(0, [])]
    for number, line in enumerate(lines):
        if line.rstrip() == "//--":
            parts.append((number + 1, []))
        else:
            parts[-1][1].append(line)
    return parts


def _input(file: str, lines: List[str], start: int) -> Input:
    body = [line for line in lines if not line.startswith(MARKS)]
    source = "\n".join(body).strip("\n").rstrip()
    expected: List[str] = []
    observed: List[str] = []
    quirks: List[str] = []
    findings: List[str] = []
    for number, line in enumerate(lines, start + 1):
        if line.startswith("//?"):
            findings += line[3:].split()
        elif line.startswith("//~"):
            match = _QUIRKS.fullmatch(line[3:].strip())
            if match is None:
                raise ChunkError(f"{file}:{number}: the quirk has no number: {line}")
            quirks += [name for name in match[1].split(",") if name not in quirks]
            if match[2]:
                observed.append(match[2])
        elif line.startswith(MARKS):
            expected.append(line[2:])
    try:
        return Input(source, start + 1, _outcome(expected), _outcome(observed), tuple(quirks), tuple(findings), source)
    except ValueError as error:
        raise ChunkError(f"{file}:{start + 1}: {error}") from None


def _outcome(lines: List[str]) -> Optional[Outcome]:
    if not lines:
        return None
    value = None
    output = []
    failure = None
    for line in lines:
        mark, rest = line[0], line[2:]
        if mark == "=":
            value = rest.rstrip()
        elif mark == ">":
            output.append(rest)
        elif mark == "!":
            failure = _failure(rest.rstrip())
        elif mark != "-":
            raise ValueError(f"unknown expectation {line!r}")
    return Outcome(value, tuple(output), failure)


def _failure(text: str) -> Failure:
    match = _ERROR.fullmatch(text)
    if match is None:
        raise ValueError(f"not an error expectation: {text!r}")
    message = None if match["message"] is None else json.loads(match["message"])
    place = (int(match["line"]), int(match["column"])) if match["line"] else None
    return Failure(match["stage"], match["kind"], message, match["thrown"], place)
