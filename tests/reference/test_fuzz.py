"""The fuzzer itself: what it writes is the same each time and runs in the engine; no mlpy is needed."""

from __future__ import annotations

import doctest
import random
import unittest

from mlpy_testkit.engine import Engine, MLError
from tests.reference import fuzz, grammar, layout
from tests.reference.fuzz import Result

SAMPLE = 12


class GeneratorTests(unittest.TestCase):
    """The random programs."""

    def test_the_same_seed_gives_the_same_program(self) -> None:
        for section in fuzz.SHARES:
            with self.subTest(section=section):
                self.assertEqual(fuzz.program(5, section, 3), fuzz.program(5, section, 3))
                self.assertNotEqual(
                    [fuzz.program(5, section, number) for number in range(5)],
                    [fuzz.program(6, section, number) for number in range(5)],
                )

    def test_programs_parse_and_run_without_internal_errors(self) -> None:
        engine = fuzz.EngineSide()
        for section in grammar.SECTIONS:
            for number in range(SAMPLE):
                text = fuzz.program(9, section, number)
                with self.subTest(section=section, number=number):
                    self.assertIn(engine.run(text).phase, ("done", "run", "limit"), text)

    def test_most_programs_run_to_their_end(self) -> None:
        engine = fuzz.EngineSide()
        phases = [engine.run(fuzz.program(1, "mixed", number)).phase for number in range(40)]
        self.assertGreater(phases.count("done"), 25)

    def test_mutated_texts_are_accepted_or_refused_with_an_ml_error(self) -> None:
        engine = Engine()
        accepted = 0
        for number in range(100):
            for section in fuzz.PARSED:
                text = fuzz.program(2, section, number)
                with self.subTest(section=section, number=number):
                    try:
                        engine.load(text)
                        accepted += 1
                    except MLError:
                        pass
        self.assertGreater(accepted, 10)


class LayoutTests(unittest.TestCase):
    """White space and comments."""

    def test_every_layout_of_a_program_means_the_same(self) -> None:
        engine = Engine(limits=fuzz.LIMITS)
        source = random.Random(3)
        for number in range(10):
            tokens = grammar.Generator(random.Random(number), "mixed").program()
            outcomes = []
            for style in ("plain", "dense", "airy", "comments"):
                outcome = engine.run(layout.layout(tokens, source, style))
                outcomes.append((outcome.output, None if outcome.error is None else outcome.error.message))
            self.assertEqual(outcomes[1:], outcomes[:1] * 3)

    def test_comments_stand_only_where_no_operator_can_stand(self) -> None:
        tokens = layout.code("for (i in [1]) { o = {a: i}; } function f(p) { return [p, f(1)]; }")
        loose = [place for place, may in zip(tokens, layout.loose_places(tokens)) if may]
        self.assertEqual(" ".join(loose), "for ( i in [ ) { = { a : ; } function f ( p ) { return [ , ( ; }")


class CompareTests(unittest.TestCase):
    """What counts as a difference."""

    def test_rules_make_meant_differences_equal(self) -> None:
        mine = Result("done", "[[1], <function>]", "<function f>\n", None)
        theirs = Result("done", "[(1,), <function>]", "<function f at 0x7f12>\n", None)
        self.assertIsNone(fuzz.compare(mine, theirs))

    def test_other_values_outputs_and_messages_are_differences(self) -> None:
        right = Result("done", "1", "", None)
        self.assertEqual(fuzz.compare(Result("done", "1.0", "", None), right), ("value", "0", "0"))
        self.assertEqual(fuzz.compare(Result("done", "1", "a\n", None), right), ("output", "a", ""))
        failed = Result("run", None, "", "x")
        self.assertEqual(fuzz.compare(failed, right), ("outcome", "run", "x", "done", ""))
        self.assertEqual(fuzz.compare(failed, Result("run", None, "", "y")), ("error", "x", "y"))

    def test_a_program_shrinks_to_what_matters(self) -> None:
        text = 'a = [1, 2, {k: "v"}];\nif (a) { b = 1 / 0; print(b); }\nresult = a;'
        self.assertEqual(fuzz.shrink(text, lambda shorter: "/" in shorter), "/")

    def test_examples_in_docstrings(self) -> None:
        for module in (fuzz, layout):
            self.assertEqual(doctest.testmod(module).failed, 0)


if __name__ == "__main__":
    unittest.main()
