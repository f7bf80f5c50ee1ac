"""Run the conformance programs on an engine and tell the differences.

What a program comes to is compared with what is expected. On mlpy an answer may instead be the one that was
observed there: those are the listed differences. Findings about portability are the business of the embedded
engine's own tests.
"""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from ..backends.protocol import Backend, NotSupportedError
from ..capabilities import ALL, Grants
from ..engine import Limits, MLError, MLThrownError
from ..records import NamedTuple
from .corpus import Chunk, Failure, Input, Outcome, read_text

LIMITS = Limits()
SAME, LISTED, OTHER, UNSUPPORTED = "same", "listed", "other", "not supported"


class Verdict(NamedTuple):
    """How one program, or one input of a session, went.

    ``kind`` is "same", "listed" (as recorded for mlpy, ``reason`` says why), "other", or "not supported", when
    the engine refused to try and ``reason`` says why.
    """

    chunk: Chunk
    part: Input
    kind: str
    found: Outcome
    reason: str = ""

    @property
    def place(self) -> str:
        """The place of the program."""
        return f"{self.chunk.file}:{self.part.line}"

    @property
    def wanted(self) -> Outcome:
        """What is expected."""
        return self.part.expected or Outcome()


def judge(backend: Backend, chunk: Chunk, limits: Limits = LIMITS) -> Iterator[Verdict]:
    """Run a program, or the inputs of a session, on an engine and yield a verdict for each."""
    exceptions = {} if backend.name != "mlpy" else _exceptions()
    with modules_of(chunk) as paths:
        # mlpy's session always refuses what its analysis finds, its executor does so only when told
        security = chunk.is_session or backend.name != "mlpy"
        engine = backend.engine(paths, limits=limits, capabilities=grants(chunk), security=security)
        session = engine.session() if chunk.is_session else None
        for part in chunk.inputs:
            try:
                if session is None:
                    outcome = engine.run(part.text, chunk.file, input=keyboard(chunk.keyboard))
                else:
                    outcome = session.execute(part.text)
            except NotSupportedError as error:
                verdict = Verdict(chunk, part, UNSUPPORTED, Outcome(), str(error))
            else:
                verdict = _verdict(chunk, part, outcome, backend.name)
            reason = exceptions.get((chunk.file, chunk.name, verdict.kind))
            yield verdict if reason is None else verdict._replace(kind=LISTED, reason=reason)


def _verdict(chunk: Chunk, part: Input, outcome: Any, engine: str) -> Verdict:
    found = answered(outcome)
    null_counts = not chunk.is_session
    if engine == "embedded":
        kind = OTHER if difference(part.expected or Outcome(), found, null_counts) else SAME
        return Verdict(chunk, part, kind, found)
    found = as_observed(found)
    if not _differs(part.expected or Outcome(), found, null_counts):
        return Verdict(chunk, part, SAME, found)
    listed = part.observed is not None and not _differs(part.observed, found, null_counts)
    return Verdict(chunk, part, LISTED if listed else OTHER, found, ", ".join(part.quirks) if listed else "")


def _exceptions() -> Dict[Tuple[str, str, str], str]:
    """Return why the adapter may say something else than was observed: by file, name and kind of the verdict.

    An entry of the file is a line ``FILE: NAME``; the lines after it, indented, are ``KIND: REASON``.
    """
    found: Dict[Tuple[str, str, str], str] = {}
    key: Tuple[str, str] = ("", "")
    for line in read_text("mlpy-2.0.txt").splitlines():
        if line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(": ")
        if not line.startswith(" "):
            key = (name, rest)
        elif name in (OTHER, UNSUPPORTED):
            found[(*key, name)] = rest
        else:
            found[next(reversed(found))] += " " + line.strip()
    return found


def as_observed(found: Outcome) -> Outcome:
    """Return an outcome without what observations of mlpy do not hold: its wording of syntax errors, and addresses."""
    failure = found.failure
    if failure is not None:
        failure = failure._replace(
            kind=failure.kind if failure.stage in ("run time", "name") else None,
            message=None if failure.stage == "syntax" else failure.message,
        )
    return Outcome(
        None if found.value is None else _no_address(found.value),
        tuple(_no_address(line).rstrip() for line in found.output),  # comments hold no blanks at their ends
        failure,
    )


def _no_address(text: str) -> str:
    return re.sub(r"(?<= at )0x[0-9a-f]{6,}", "0x…", text)


def _differs(wanted: Outcome, found: Outcome, null_counts: bool) -> bool:
    """Compare with what mlpy does: it knows the place of a statement, not that of an expression."""
    places = {"error's place"}
    names = set(difference(wanted, found, null_counts))
    if found.failure is not None and found.failure.stage == "syntax":
        places = set()
    return bool(names - places)


# -- outcomes in the notation of the corpus ----------------------------------------------------------


def notation(value: Any) -> str:
    """Return a value in the notation of the expectations; whole numbers and floats differ in it.

    >>> notation({"a": [1, 1.0, None]})
    '{"a": [1, 1.0, null]}'
    """
    return "".join(_parts(value, ()))


def _parts(value: Any, around: Tuple[int, ...]) -> Iterator[str]:
    kind = type(value)
    if value is None:
        yield "null"
    elif kind is bool:
        yield "true" if value else "false"
    elif kind in (int, float):
        yield repr(value)
    elif kind is str:
        yield json.dumps(value, ensure_ascii=False)
    elif kind in (list, dict, tuple) and id(value) in around:
        yield "<cycle>"
    elif kind is dict:
        yield "{"
        for number, (key, item) in enumerate(value.items()):
            yield ", " if number else ""
            yield from _parts(key, around)
            yield ": "
            yield from _parts(item, (*around, id(value)))
        yield "}"
    elif kind in (list, tuple):
        yield "[" if kind is list else "("
        for number, item in enumerate(value):
            yield ", " if number else ""
            yield from _parts(item, (*around, id(value)))
        yield "]" if kind is list else ",)" if len(value) == 1 else ")"
    else:
        yield "<function>" if callable(value) and kind is not type else f"<{kind.__name__}>"


def answered(outcome: Any, error: Optional[MLError] = None) -> Outcome:
    """Return what a run of the engine came to in the form of an expectation."""
    error = outcome.error if error is None else error
    lines = outcome.output.split("\n")
    if lines[-1] == "":
        lines.pop()
    value = notation(outcome.value) if outcome.has_value else None
    return Outcome(value, tuple(lines), None if error is None else failure(error))


def failure(error: MLError) -> Failure:
    """Return an error in the form of an expectation."""
    thrown = notation(error.value) if isinstance(error, MLThrownError) else None
    place = None if error.line is None or error.column is None else (error.line, error.column)
    message = error.message.split("\n")[0]
    return Failure(error.stage, error.kind, message, thrown, place)


def difference(expected: Outcome, found: Outcome, null_counts: bool = True) -> List[str]:
    """Return the names of what is not as expected."""
    names = []
    nothing = (None,) if null_counts else (None, "null")
    if expected.value != found.value and not (expected.value in nothing and found.value in nothing):
        names.append("value")
    if expected.output != found.output:
        names.append("output")
    if expected.failure is None or found.failure is None:
        if expected.failure is not found.failure:
            names.append("error")
    else:
        names += [
            f"error's {name}"
            for name, wanted, seen in zip(Failure._fields, expected.failure, found.failure)
            if wanted is not None and wanted != seen
        ]
    return names


# -- what a program is given -------------------------------------------------------------------------


def keyboard(text: str) -> Callable[[str], str]:
    """Return the answers to a program's ``input`` calls."""
    lines = iter(text.splitlines())

    def answer(prompt: str) -> str:
        for line in lines:
            return line
        raise EOFError("EOF when reading a line")

    return answer


@contextmanager
def modules_of(chunk: Chunk) -> Iterator[List[str]]:
    """Write the modules of a program and give the paths that it imports from: none, if it has no modules."""
    if not chunk.modules:
        yield []
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, text in chunk.modules.items():
            path = Path(folder, *name.split(".")).with_suffix(".ml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield [folder]


def grants(chunk: Chunk) -> Optional[Grants]:
    """Return what the programs of an entry may use; None is no capability context at all."""
    if not chunk.restricted:
        return _everything()
    return None if chunk.capabilities is None else Grants(chunk.capabilities)


@cache
def _everything() -> Grants:
    """Return the grant of all; each run gets a context of its own inside it, and to make it takes longer than a run."""
    return Grants(ALL)
