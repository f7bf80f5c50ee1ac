"""Compare sessions of the engine with sessions of mlpy on random programs.

    MLPY_PYTHON=… MLPY_SRC=… python3 -m tests.reference.sessions --programs 500 --seed 1

The programs are those of ``fuzz.py``, given to a session statement by statement, about half of them
without the last ``;``. Value, output and the first line of the error of each input must be the same,
but for ``EXPLAINED``; a session is left at its first difference. The exit status is 1 if there was
one that is not explained, 2 without an mlpy.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from mlpy_testkit.engine import Engine, MLError, Outcome
from mlpy_testkit.engine.parser import Parser
from mlpy_testkit.engine.source import Source
from tests.reference import fuzz, record
from tests.reference.mlpy_worker import notation

SECTIONS = ("mixed", "functions", "scopes", "control", "errors", "destructuring", "objects", "arrays", "expressions")
EXPLAINED = {
    "Q8": "true and false in a joined text are spelled as in ML",
    "Q15": "names of Python have a value",
    "Q37": "slicing an object is a type error",
    "Q43": "throw does not work",
    "Q44": "an input whose Python has an = has no value",
    "Q46": "a variable with the name of a built-in is not seen by later inputs",
}
JOINED_BOOLEAN = re.compile(r"\+ *(?:true|false)\b|\b(?:true|false) *\+")
HOST_VALUES = ("method'", "<method", "<bound method", "<class", "<type", "<built-in")
BUILTINS = frozenset(Engine().run("result = methods(builtin);").value)


class Answer(NamedTuple):
    """What became of an input."""

    value: Optional[str]
    output: str
    error: Optional[str]


def inputs_of(text: str, source: random.Random) -> List[str]:
    """Return the statements of a program as inputs of a session; none if it is no program."""
    try:
        module = Parser(Source("fuzz.ml", text)).parse()
    except MLError:
        return []
    inputs = [text[statement.start : statement.end] for statement in module.body]
    return [shown[:-1] if shown[-1] == ";" and source.random() < 0.5 else shown for shown in inputs]


def mine(outcome: Outcome) -> Answer:
    """Return the engine's answer to an input."""
    value = notation(outcome.value) if outcome.has_value else None
    return plain(value, outcome.output, None if outcome.error is None else outcome.error.message)


def theirs(found: Dict[str, Any]) -> Answer:
    """Return mlpy's answer to an input."""
    return plain(found["value"] if found["has_value"] else None, found["output"], found["error"])


def plain(value: Optional[str], output: str, error: Optional[str]) -> Answer:
    """Return an answer without what the rules of the fuzzer excuse."""

    def spelled(text: str) -> str:
        return fuzz.plain_booleans(fuzz.changed(text, "text"))

    shown = None if value in (None, "null") else fuzz.changed(spelled(str(value)), "value")
    return Answer(shown, spelled(output), None if error is None else fuzz.first_line(spelled(error)))


def explanation(inputs: Sequence[str], ours: Answer, other: Answer, bound: Sequence[str]) -> str:
    """Return the quirk that explains why the answers to the last input differ, or an empty text."""
    if any("throw" in text for text in inputs) or "MLUserException" in str(other):
        return "Q43"
    if ours[1:] == other[1:] and other.value is None:
        return "Q44"
    if BUILTINS.intersection(bound) or any(word in str(other) for word in HOST_VALUES):
        return "Q46"
    if (other.error or "").startswith("slice("):
        return "Q37"
    if any(JOINED_BOOLEAN.search(text) for text in inputs):
        return "Q8"
    return "Q15" if (ours.error or "").startswith("name '") else ""


def compare(seed: int, section: str, numbers: range) -> Counter[str]:
    """Try some programs of a section; print what differs and return the counts."""
    engine = Engine(limits=fuzz.LIMITS, host_spelling=True)
    words: Counter[str] = Counter()
    programs = []
    for number in numbers:
        text = fuzz.program(seed, section, number, style="plain")
        inputs = inputs_of(text, random.Random(f"{seed}/{section}/{number}"))
        if inputs:
            programs.append((number, inputs))
    answers = record.ask({"mode": "session", "source": inputs, "timeout": fuzz.SECONDS} for _, inputs in programs)
    for (number, inputs), answer in zip(programs, answers):
        session = engine.session()
        for at, (text, found) in enumerate(zip(inputs, answer.get("inputs", ()))):
            outcome = session.execute(text)
            words["inputs"] += 1
            ours, other = mine(outcome), theirs(found)
            if ours == other:
                continue
            limited = found["stage"] == "limit" or (outcome.error is not None and outcome.error.stage == "limit")
            reason = "limit" if limited else explanation(inputs[: at + 1], ours, other, list(session.variables))
            words[reason or "differences"] += 1
            if not reason:
                shown = "\n".join(inputs[: at + 1])
                print(f"{section} {number}, input {at + 1}:\n{shown}\n  engine: {ours}\n  mlpy:   {other}\n")
            if reason != "Q44":
                break
    return words


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.reference.sessions", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--programs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not os.environ.get("MLPY_PYTHON"):
        print("set MLPY_PYTHON and MLPY_SRC to compare with mlpy", file=sys.stderr)
        return 2
    words: Counter[str] = Counter()
    for section in SECTIONS:
        words += compare(options.seed, section, range(max(1, options.programs // len(SECTIONS))))
    print(", ".join(f"{word} {count}" for word, count in words.most_common()))
    for name, reason in EXPLAINED.items():
        print(f"{name:8} {reason}")
    return 1 if words["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
