"""What the Tab key offers."""

import unittest
from typing import Any, Dict

from mlpy_testkit import MLREPLSession
from mlpy_testkit.commands.completion import Completer
from mlpy_testkit.modules import STANDARD


class Candidates(unittest.TestCase):
    def setUp(self) -> None:
        self.variables: Dict[str, Any] = {}
        self.completer = Completer(lambda: self.variables, [".vars", ".exit"])

    def offered(self, line: str) -> Any:
        """Return what is offered for the last word of a line."""
        return self.completer.candidates(line, line.rpartition(" ")[2])

    def test_dot_commands(self) -> None:
        self.assertEqual(self.offered(".v"), [".vars"])
        self.assertEqual(self.offered(".load .v"), [])

    def test_modules_after_import(self) -> None:
        self.assertEqual(self.offered("import "), sorted(STANDARD))
        self.assertEqual(self.offered("import da"), ["datetime"])

    def test_keys_that_can_be_written_after_a_dot(self) -> None:
        self.variables["person"] = {"name": "Ann", "full name": "Ann B", 3: 4, "address": {"city": "Ulm"}}
        self.assertEqual(self.offered("x = person."), ["person.address", "person.name"])
        self.assertEqual(self.offered("x = person.address."), ["person.address.city"])

    def test_methods(self) -> None:
        self.variables.update(items=[1], name="Ann")
        self.assertIn("items.append", self.offered("items."))
        self.assertEqual(self.offered("name.upp"), ["name.upper"])

    def test_what_is_not_there(self) -> None:
        self.variables["person"] = {"name": "Ann"}
        for word in ("nobody.", "person.age.", "person.age.years."):
            with self.subTest(word):
                self.assertEqual(self.offered(word), [])

    def test_members_of_modules_and_of_their_objects(self) -> None:
        with MLREPLSession(capabilities=["regex.compile", "datetime.create"]) as session:
            session.run("import math; import datetime; day = datetime.create(2024, 1, 2);")
            self.variables = dict(session._session.variables)
        self.assertIn("math.sqrt", self.offered("x = math."))
        self.assertIn("day.addDays", self.offered("day.add"))


if __name__ == "__main__":
    unittest.main()
