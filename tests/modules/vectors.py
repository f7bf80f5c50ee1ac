"""Vectors, which are lines ``[statements ||] expression  =>  result`` in files, as tests."""

import json
from pathlib import Path

from mlpy_testkit.engine.values import host_kind, is_function
from tests.world.running import WorldCase

FOLDER = Path(__file__).with_name("recorded")


def notation(value):
    """Return a value as JSON, with names in angle brackets for what JSON does not know."""
    return json.dumps(value, ensure_ascii=False, default=lambda item: f"<{_name(item)}>")


def _name(value):
    return "function" if is_function(value) else host_kind(value)


class VectorCase(WorldCase):
    """Runs vectors, each in a world of its own with everything granted."""

    def answer(self, vector, **options):
        """Return the value of ``[statements ||] expression``, or "!Kind: message", on one line."""
        statements, _, expression = vector.rpartition(" || ")
        program = f"{statements}; result = {expression};" if statements else f"result = {expression};"
        options.setdefault("world", self.make_world())
        outcome = self.run_ml(program, **options)
        if outcome.error is None:
            return notation(outcome.value)
        message = json.dumps(outcome.error.message, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        return f"!{outcome.error.kind}: {message}"

    def check(self, name):
        """Compare all vectors of a file; lines that begin with ``#`` say what mlpy answers."""
        for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n"):
            if line and not line.startswith("#"):
                vector, _, expected = line.rpartition("  =>  ")
                with self.subTest(vector=vector):
                    self.assertEqual(self.answer(vector), expected)
