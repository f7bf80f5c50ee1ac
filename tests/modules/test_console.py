"""The module ``console``."""

import unittest

from mlpy_testkit.engine.limits import Limits
from tests.world.running import WorldCase


class Output(WorldCase):
    def printed(self, program, **options):
        """Return standard output and standard error of a program."""
        outcome = self.run_ml(program, **options)
        self.assertIsNone(outcome.error)
        return outcome.output, "".join(self.world.errors)

    def test_streams_and_prefixes(self):
        program = 'console.log("a"); console.info("b"); console.debug("c"); console.warn("d"); console.error("e");'
        self.assertEqual(self.printed(program), ("a\nINFO: b\nDEBUG: c\n", "WARNING: d\ne\n"))

    def test_nothing_to_say(self):
        program = "console.log(); console.info(); console.debug(); console.warn(); console.error();"
        self.assertEqual(self.printed(program), ("\nINFO:\nDEBUG:\n", "WARNING:\n\n"))

    def test_any_number_of_values(self):
        program = 'console.log("a", 1, true, null, [1, true, "x"], {a: null}, 1.0);'
        self.assertEqual(self.printed(program)[0], "a 1 true null [1, true, 'x'] {'a': null} 1.0\n")
        self.assertEqual(self.printed(program, host_spelling=True)[0], "a 1 True None [1, True, 'x'] {'a': None} 1.0\n")

    def test_the_answer_is_null(self):
        self.assertEqual(self.value('[console.log("x"), console.error("x")]'), "[null, null]")

    def test_order_with_print(self):
        self.assertEqual(self.printed("print(1); console.log(2); print(3);")[0], "1\n2\n3\n")

    def test_both_streams_are_bounded(self):
        for name in ("log", "error"):
            with self.subTest(name=name):
                program = f'while (true) {{ console.{name}("xxxxxxxxx"); }}'
                outcome = self.run_ml(program, limits=Limits(output=1000))
                self.assertEqual(outcome.error.limit, "output")
                self.assertLessEqual(len("".join(self.world.errors)), 1000)

    def test_capabilities(self):
        for name, grant in [
            ("log", "console.write"),
            ("info", "console.write"),
            ("debug", "console.write"),
            ("warn", "console.error"),
            ("error", "console.error"),
        ]:
            with self.subTest(name=name):
                self.assertEqual(self.value(f'console.{name}("x")', grants=[grant]), "null")
                other = {"console.write": "console.error", "console.error": "console.write"}[grant]
                found = self.value(f'console.{name}("x")', grants=[other])
                self.assertTrue(found.startswith("!CapabilityError"), found)


if __name__ == "__main__":
    unittest.main()
