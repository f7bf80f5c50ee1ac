"""``python -m mlpy_testkit conformance``."""

import json
from typing import Any
from unittest import mock

from mlpy_testkit import __version__
from mlpy_testkit.backends import mlpy
from mlpy_testkit.conformance import corpus

from .running import CommandTest

PROGRAM = "// name: a sum\nresult = 1 + 1;\n//= 3\n---\n// name: another\nresult = 2;\n//= 2"


class Conformance(CommandTest):
    def told(self, *options: str, text: str = PROGRAM) -> Any:
        """Return what the command comes to if *text* is the only file."""
        names = mock.patch.object(corpus, "names", return_value=["made.ml"])
        with names, mock.patch.object(corpus, "read", return_value=corpus.parse("made.ml", text)):
            return self.command("conformance", *options)

    def test_the_embedded_engine_conforms(self) -> None:
        done = self.command("conformance", "errors.ml", "session.ml")
        self.assertEqual((done.status, done.errors), (0, ""))
        self.assertRegex(
            done.output, r"^\d+ programs and inputs on embedded [\d.]+: (\d+) as expected, 0 .*0 not supported\n$"
        )

    def test_a_difference_is_shown_with_the_program(self) -> None:
        done = self.told()
        self.assertEqual(done.status, 1)
        self.assertEqual(
            done.output,
            "made.ml:2: a sum: other\n    result = 1 + 1;\n  expected:\n    = 3\n  found:\n    = 2\n\n"
            f"2 programs and inputs on embedded {__version__}: "
            "1 as expected, 0 differ as recorded, 1 differ, 0 not supported\n",
        )

    def test_options_that_mean_nothing_together_are_refused(self) -> None:
        for options in (["--files", "--json"], ["--files", "--engine=embedded"], ["--json", "--listed"]):
            done = self.told(*options)
            first, second = (option.partition("=")[0] for option in options)
            with self.subTest(options):
                self.assertEqual((done.status, done.output), (2, ""))
                self.assertEqual(done.errors, f"conformance: {first} and {second} cannot be combined\n")
        self.assertEqual(self.told("--files", "made.ml").status, 2)

    def test_json(self) -> None:
        done = self.told("--json")
        self.assertEqual(done.status, 1)
        report = json.loads(done.output)
        self.assertEqual((report["engine"], report["conforms"]), ("embedded", False))
        self.assertEqual(report["counts"], {"same": 1, "listed": 0, "other": 1, "not supported": 0})
        [difference] = report["differences"]
        self.assertEqual((difference["name"], difference["expected"], difference["found"]), ("a sum", ["= 3"], ["= 2"]))

    def test_the_names_of_the_files(self) -> None:
        self.assertEqual(self.command("conformance", "--files").output.split(), corpus.names())

    def test_an_unknown_file_is_wrong_usage(self) -> None:
        done = self.command("conformance", "nothing.ml")
        self.assertEqual(done.status, 2)
        self.assertIn("there is no conformance file 'nothing.ml'", done.errors)

    def test_an_unknown_engine_is_wrong_usage(self) -> None:
        done = self.command("conformance", "--engine", "lua")
        self.assertEqual(done.status, 2)
        self.assertIn("there is no engine 'lua'", done.errors)

    def test_an_engine_that_is_missing_is_no_pass(self) -> None:
        with mock.patch.object(mlpy.Mlpy, "missing", return_value="mlpy is not installed"):
            done = self.command("conformance", "--engine", "mlpy")
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertIn("mlpy is not installed", done.errors)
