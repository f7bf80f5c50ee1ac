"""Run programs in a world of a test, with what the test grants."""

import json
import re
import unittest
from pathlib import Path

from mlpy_testkit.capabilities.presets import everything
from mlpy_testkit.engine.limits import enter, leave
from mlpy_testkit.integration.engine import Engine
from mlpy_testkit.modules import STANDARD
from mlpy_testkit.world import World

RECORDED = Path(__file__).resolve().parent.parent / "modules" / "recorded"
EVERYTHING = everything()  # each run is granted copies; to make it takes longer than to run a line
_MODULE = re.compile(r"\b(" + "|".join(STANDARD) + r")\.")


class WorldEngine(Engine):
    """Runs every program in the very same world, with everything granted unless told."""

    def __init__(self, world, grants=None, **options):
        super().__init__(capabilities=EVERYTHING if grants is None else grants, world=world, **options)

    def fresh_world(self):
        return self.world


class WorldCase(unittest.TestCase):
    """Enters a run in a fake world; programs run in the same world with everything granted."""

    grants = None
    host_spelling = False

    def make_world(self):
        """Return the world of a test."""
        return World.fake()

    def setUp(self):
        self.world = self.make_world()
        run = WorldEngine(self.world).new_run(capabilities=everything(), world=self.world)
        enter(run)
        self.addCleanup(leave, run)

    def run_ml(self, text, *, world=None, grants=None, **options):
        """Return the outcome of a program, which need not import anything."""
        engine = WorldEngine(world or self.world, self.grants if grants is None else grants)
        engine.host_spelling = options.pop("host_spelling", self.host_spelling)
        return engine.run(with_imports(text), **options)

    def value(self, expression, **options):
        """Return the value of an expression, or "!Kind: message"."""
        statements, _, result = expression.rpartition("||")
        return answer(
            self.run_ml(f"{statements}; result = {result};" if statements else f"result = {result};", **options)
        )

    def check_vectors(self, name):
        """Run the lines of ``tests/modules/recorded``, each in a world of its own, in both spellings."""
        for line in (RECORDED / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            expression, _, expected = line.partition("  =>  ")
            ours, _, spelled = expected.partition("    ~ ")
            with self.subTest(expression=expression):
                self.assertEqual(self.value(expression, world=self.make_world()).rstrip(), ours)
                found = self.value(expression, world=self.make_world(), host_spelling=True)
                self.assertEqual(found.rstrip(), spelled or ours)


def with_imports(text):
    """Return a program that imports the modules which it uses."""
    used = dict.fromkeys(_MODULE.findall(text))
    return "".join(f"import {name}; " for name in used) + text


def answer(outcome):
    """Return what a program came to, in one line."""
    if outcome.error is not None:
        return f"!{outcome.error.kind}: {outcome.error.message}"
    return json.dumps(outcome.value, ensure_ascii=False) if outcome.has_value else "nothing"
