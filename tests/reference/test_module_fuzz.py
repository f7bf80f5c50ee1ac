"""The fuzzer of module calls itself; no mlpy is needed."""

from __future__ import annotations

import doctest
import unittest

from mlpy_testkit.engine.values import is_function
from mlpy_testkit.integration.engine import Engine
from mlpy_testkit.modules import Library
from mlpy_testkit.world import World
from tests.reference import calls, module_fuzz
from tests.reference.calls import CALLS, Call
from tests.reference.module_fuzz import Answer, explained
from tests.world.running import WorldEngine, with_imports

PURE = ["math", "json", "regex", "datetime", "collections", "functional", "random", "crypto", "args"]
IMPURE = {
    *(
        f"crypto.{name}"
        for name in ["hash_file", "uuid", "random_bytes", "random_hex", "random_string", "random_int", "random_float"]
    ),
    *(f"args.{name}" for name in ["all", "script", "rest", "create_parser"]),
    "datetime.now",
    "datetime.today",
    "random.getSeed",
    "random.get_seed",
}


class Calls(unittest.TestCase):
    """The random calls."""

    def test_the_same_seed_gives_the_same_call(self) -> None:
        self.assertEqual(calls.call("1/5"), calls.call("1/5"))
        self.assertGreater(len({calls.call(f"1/{number}") for number in range(50)}), 45)

    def test_every_function_of_a_pure_module_is_called(self) -> None:
        for name in PURE:
            for key, member in Library().load(name).members.items():
                if is_function(member) and f"{name}.{key}" not in IMPURE:
                    self.assertIn(f"{name}.{key}", CALLS)

    def test_calls_run_without_internal_errors(self) -> None:
        answers = 0
        for number in range(400):
            found = calls.call(f"2/{number}")
            with self.subTest(text=found.text):
                outcome = WorldEngine(World.fake(), limits=module_fuzz.LIMITS).run(with_imports(found.text))
                answers += outcome.error is None
        self.assertGreater(answers, 250)

    def test_texts_become_literals(self) -> None:
        engine = Engine()
        for text in calls.TEXTS + calls.TEMPLATES + calls.CSVS:
            with self.subTest(text=text):
                self.assertEqual(engine.run(f"result = {calls.quoted(text)};").value, text)

    def test_examples_in_docstrings(self) -> None:
        self.assertEqual(doctest.testmod(calls).failed, 0)


class Rules(unittest.TestCase):
    """What counts as a difference."""

    def test_meant_differences_have_a_rule(self) -> None:
        call = Call("math.sqrt", "")
        mine = Answer(None, "TypeError", "math.sqrt() expects 1 argument, got 0")
        theirs = Answer(None, "TypeError", "Math.sqrt() missing 1 required positional argument: 'x'")
        self.assertEqual(explained(call, mine, theirs), "S9")
        self.assertIsNone(explained(call, mine, theirs, ["S9", "wording"]))

    def test_other_values_and_kinds_are_differences(self) -> None:
        call = Call("math.sqrt", "")
        self.assertIsNone(explained(call, Answer("1"), Answer("2")))
        self.assertIsNone(explained(call, Answer("1"), Answer(None, "ValueError", "no")))
        self.assertIsNone(explained(call, Answer(None, "TypeError", "no"), Answer(None, "ValueError", "no")))
        self.assertIsNone(explained(call, Answer(None, "ValueError", "a"), Answer(None, "ValueError", "b")))


if __name__ == "__main__":
    unittest.main()
