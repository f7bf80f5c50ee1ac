"""Record what mlpy answers to the conformance programs.

Run by hand with ``MLPY_PYTHON`` and ``MLPY_SRC`` set, never by the tests::

    python -m tests.reference.record                 # all files
    python -m tests.reference.record strings.ml      # some of them

A program without expectations gets mlpy's answer as its expectation. A program with expectations
keeps them: where mlpy answers something else, the answer is written into ``//~`` lines, which must
begin with the numbers of the quirks that explain the difference; ``--check`` only says what would
change. A program that has nothing but ``//~ Q27`` or ``//~ Q29`` gets mlpy's answer as the
observation and a proposal (arrays for tuples, ``null`` for ``None``) as the expectation.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional

import mlpy_testkit.conformance
from mlpy_testkit.conformance import corpus

_ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,}")
FOLDER = Path(mlpy_testkit.conformance.__file__).parent
WORKER = Path(__file__).with_name("mlpy_worker.py")


def ask(requests: Iterable[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Return the worker's answers to the requests."""
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(
        [os.environ["MLPY_PYTHON"], str(WORKER)], input=text, stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def request(chunk: corpus.Chunk) -> Dict[str, Any]:
    """Return the worker's request for a program."""
    asked: Dict[str, Any] = {"source": chunk.program, "timeout": 10, "input": chunk.keyboard}
    if chunk.is_session:
        asked.update(mode="session", source=[part.text for part in chunk.inputs])
    if chunk.restricted:
        asked["capabilities"] = chunk.capabilities
    if chunk.modules:
        asked["modules"] = chunk.modules
    return asked


def outcome(answer: Dict[str, Any]) -> corpus.Outcome:
    """Return the worker's answer as an outcome."""
    answer = {key: _ADDRESS.sub("0x…", text) if isinstance(text, str) else text for key, text in answer.items()}
    value = answer["value"] if answer["has_value"] else None
    output = answer["output"].split("\n")
    if output[-1] == "":
        output.pop()
    failure = None
    if answer["stage"] is not None:
        stage = answer["stage"]
        kind = answer["error_kind"] if stage in ("run time", "name") else None
        message: Optional[str] = answer["error"]
        place = None
        if stage == "syntax":
            message = None
            place = _syntax_place(answer["error_full"])
        failure = corpus.Failure(stage, kind, message, answer.get("thrown"), place)
    return corpus.Outcome(value, tuple(output), failure)


def _syntax_place(message: str) -> Any:
    found = re.search(r"line (\d+),? col(?:umn)? (\d+)", message)
    if found is None or "$END" in message.split("\n")[0]:
        return None
    return int(found[1]), int(found[2])


def agree(expected: corpus.Outcome, found: corpus.Outcome) -> bool:
    """Say whether mlpy's answer is the expected one, as far as that says anything."""
    if (expected.value, expected.output) != (found.value, found.output):
        return False
    ours, theirs = expected.failure, found.failure
    if ours is None or theirs is None:
        return ours is theirs
    return all(
        wanted is None or wanted == seen or (name == "place" and seen is None)
        for name, wanted, seen in zip(ours._fields, ours, theirs)
    )


def propose(found: corpus.Outcome, quirks: Iterable[str]) -> corpus.Outcome:
    """Return the likely expectation for an observation."""

    def change(text: str) -> str:
        if "Q29" in quirks:
            for host, name in (("None", "null"), ("True", "true"), ("False", "false")):
                text = re.sub(rf"\b{host}\b", name, text)
        return text

    value = found.value
    if value is not None:
        value = change(value)
        if "Q27" in quirks:
            value = _arrays(value)
    return found._replace(value=value, output=tuple(change(line) for line in found.output))


def _arrays(text: str) -> str:
    """Return ML notation with arrays for tuples."""
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)
    for number in range(0, len(parts), 2):
        parts[number] = parts[number].replace("(", "[").replace(",)", "]").replace(")", "]")
    return "".join(parts)


def expectations(part: corpus.Input, found: corpus.Outcome, report: Any) -> List[str]:
    """Return the expectation lines of a program after comparing with mlpy."""
    expected = part.expected
    quirks = ",".join(part.quirks)
    if expected is None and part.observed is None:
        if part.quirks and {"Q27", "Q29"}.issuperset(part.quirks):
            expected = propose(found, part.quirks)
            report(f"please check the proposal for {quirks}: {expected}")
        elif not part.quirks:
            expected = found
            if found.value is not None and found.value != _arrays(found.value):
                expected, quirks = propose(found, ["Q27"]), "Q27"
    wanted = expected or corpus.Outcome()
    lines = [f"//{line}" for line in wanted.lines()]
    if not agree(wanted, found):
        if not quirks:
            report(f"mlpy answers otherwise, and no quirk is named:\n{found}")
            quirks = "Q0"
        lines += [f"//~ {quirks} {line}" for line in found.lines() or ["-"]]
    elif part.quirks:
        report(f"no difference any more: {quirks}")
    return lines + [f"//? {' '.join(part.findings)}"] * bool(part.findings)


def refresh(file: Path, check: bool) -> None:
    """Compare one file with mlpy and write its expectations."""
    found = corpus.parse(file.name, file.read_text(encoding="utf-8"))
    texts = []
    for chunk, answer in zip(found, ask(request(chunk) for chunk in found)):

        def report(message: str, chunk: corpus.Chunk = chunk) -> None:
            print(f"{chunk.place}: {chunk.name}: {message}\n")

        inputs = []
        answers = answer["inputs"] if "inputs" in answer else [answer] * len(chunk.inputs)
        for part, one in zip(chunk.inputs, answers):
            lines = [part.source] if part.source else []
            inputs.append("\n".join(lines + expectations(part, outcome(one), report)))
        texts.append((chunk.head + "\n" if chunk.head else "") + "\n//--\n".join(inputs))
    text = "\n---\n".join(texts) + "\n"
    if text != file.read_text(encoding="utf-8"):
        print(f"{file.name}: " + ("would change" if check else "changed"))
        if not check:
            file.write_text(text, encoding="utf-8")


def main() -> None:
    """Refresh the files named on the command line, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    names = options.files or corpus.names()
    for name in names:
        refresh(FOLDER / name, options.check)


if __name__ == "__main__":
    main()
