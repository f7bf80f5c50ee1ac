"""What an input came to, and what a session remembers of it."""

import copy
import pickle
import unittest

from mlpy_testkit import MLREPLSession, REPLResult
from mlpy_testkit.engine.program import Program
from mlpy_testkit.integration import REPLStatement, SymbolTracker


class Records(unittest.TestCase):
    def test_results_can_be_copied_and_pickled(self) -> None:
        session = MLREPLSession()
        for code in ("x = 20; x + 1", "1 / 0", "function max(a) { return a; }", "max(1)"):
            result = session.execute_ml_line(code)
            for other in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
                with self.subTest(code):
                    self.assertEqual(other, result)
                    self.assertEqual((other.findings, str(other.exception)), (result.findings, str(result.exception)))

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
