"""The recorded vectors as a whole: those of the reference, and that nothing is left out."""

import re
import unittest
from pathlib import Path

from mlpy_testkit.engine.values import LibraryObject, is_function
from mlpy_testkit.modules import STANDARD, Library
from mlpy_testkit.modules.args import ArgParser, ParsedArgs
from mlpy_testkit.modules.datetime.objects import Date, DateTimeObject, Time, TimeDelta
from mlpy_testkit.modules.http import HttpResponse
from mlpy_testkit.modules.log import Logger
from mlpy_testkit.modules.regex.expression import Match, Pattern
from mlpy_testkit.world import World

from .vectors import FOLDER, VectorCase, vectors

TYPES = (ArgParser, ParsedArgs, Date, DateTimeObject, Time, TimeDelta, HttpResponse, Logger, Match, Pattern)


class Reference(VectorCase):
    """The vectors of the reference documentation."""

    def make_world(self):
        return World.fake(environment={"E_I": "42", "E_S": "str", "E_B": "YES", "E_Z": ""})

    def test_vectors(self):
        self.check("reference")

    def test_there_are_all_of_them(self):
        self.assertEqual(len(list(vectors("reference"))), 252)

    def test_where_mlpy_answers_otherwise_a_quirk_says_why(self):
        for vector in vectors("reference"):
            self.assertRegex(vector.quirk, r"^(?:S\d+)?$")


class Streams(VectorCase):
    """Vectors of modules whose other tests are in Python."""

    def test_json(self):
        self.check("json")

    def test_math(self):
        self.check("math")

    def test_log(self):
        self.check("log")

    def test_console(self):
        self.check("console")


class Complete(unittest.TestCase):
    """Every function of every module, and every method of every object, is in a vector."""

    def setUp(self):
        self.texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt"))
        self.texts += (Path(__file__).parent / "test_http.py").read_text(encoding="utf-8")  # what is sent

    def test_functions(self):
        missing = [
            f"{name}.{key}"
            for name in STANDARD
            for key, member in Library().load(name).members.items()
            if is_function(member) and not re.search(rf"\b{name}\.{key}\b", self.texts)
        ]
        self.assertEqual(missing, [])

    def test_methods(self):
        missing = [
            f"{kind.type_name}.{name}"
            for kind in TYPES
            for name in (*kind.methods, *kind.attributes)
            if not re.search(rf"\.{name}\b", self.texts)
        ]
        self.assertEqual(missing, [])

    def test_types(self):
        """There are no other types of objects than those looked at."""
        for name in STANDARD:
            Library().load(name)
        found = {kind for kind in LibraryObject.__subclasses__() if kind.__module__.startswith("mlpy_testkit.modules.")}
        self.assertEqual(found, set(TYPES))

    def test_differences_have_a_reason(self):
        for path in FOLDER.glob("*.txt"):
            for vector in vectors(path.stem):
                with self.subTest(file=path.name, vector=vector.text):
                    self.assertNotEqual(vector.quirk, "?")


if __name__ == "__main__":
    unittest.main()
