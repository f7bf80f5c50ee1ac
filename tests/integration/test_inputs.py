"""What an input came to, and what a session remembers of it."""

import unittest

from mlpy_testkit import REPLResult
from mlpy_testkit.engine.program import Program
from mlpy_testkit.integration import REPLStatement, SymbolTracker


class Records(unittest.TestCase):
    def test_records(self) -> None:
        self.assertEqual(REPLResult(True, 1), REPLResult(success=True, value=1))
        self.assertNotEqual(REPLResult(True, 1), REPLResult(True, 2))
        statement = REPLStatement("x = 1", "x = 1")
        self.assertEqual((statement.symbol_table, statement.timestamp, statement.python_code), ({}, 0.0, "x = 1"))
        tracker = SymbolTracker()
        tracker.update({"a": "variable"})
        self.assertEqual((tracker.symbols, tracker.get_symbol_type("b")), ({"a": "variable"}, None))
        tracker.clear()
        self.assertEqual(tracker.get_symbols(), [])

    def test_the_python_of_a_statement(self) -> None:
        program = Program("x = 1;", "a.ml", frozenset())
        for given, python in (("x = 1", "x = 1"), (None, ""), (program, program.as_python())):
            with self.subTest(given):
                self.assertEqual(REPLStatement("x = 1;", given).python_code, python)
