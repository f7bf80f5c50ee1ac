"""Vectors, which are lines ``[statements ||] expression  =>  result`` in files, as tests."""

import json
import re
from pathlib import Path
from typing import Iterator, NamedTuple

from mlpy_testkit.conformance.judge import notation
from tests.world.running import WorldCase

FOLDER = Path(__file__).with_name("recorded")
MLPY = re.compile(r"# (?:(.+) )?mlpy: ")  # how a comment begins that has mlpy's answer


class Vector(NamedTuple):
    """A line of a file; where mlpy answers otherwise *quirk* says why."""

    text: str
    expected: str
    quirk: str


def vectors(name: str) -> Iterator[Vector]:
    """Yield the vectors of a file."""
    quirk = ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            text, _, expected = line.rpartition("  =>  ")
            yield Vector(text, expected, quirk)
        match = MLPY.match(line)
        quirk = "" if match is None else match[1]


def program(text: str) -> str:
    """Return the program for ``[statements ||] expression``."""
    statements, _, expression = text.rpartition(" || ")
    return f"{statements}; result = {expression};" if statements else f"result = {expression};"


def failure(kind: str, message: str) -> str:
    """Return an error as it is written in a vector."""
    escaped = json.dumps(message, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return f"!{kind}: {escaped}"


def with_output(value: str, output: str) -> str:
    """Return a value as it is written in a vector, after what was printed."""
    return f"prints {json.dumps(output, ensure_ascii=False)}, {value}" if output else value


class VectorCase(WorldCase):
    """Runs vectors, each in a world of its own with everything granted."""

    def answer(self, vector, **options):
        """Return the value of ``[statements ||] expression``, or "!Kind: message", on one line."""
        options.setdefault("world", self.make_world())
        outcome = self.run_ml(program(vector), **options)
        if outcome.error is not None:
            return failure(outcome.error.kind, outcome.error.message)
        return with_output(notation(outcome.value), outcome.output)

    def check(self, name):
        """Compare all vectors of a file; lines that begin with ``#`` say what mlpy answers."""
        for vector in vectors(name):
            with self.subTest(vector=vector.text):
                self.assertEqual(self.answer(vector.text), vector.expected)
