"""The assertions on portability findings: what passes, what fails, and with which text."""

import tempfile
import unittest
from pathlib import Path
from typing import Any

from mlpy_testkit import AsyncMLResult, Engine

from .running import AssertingTest

CODE = 'x = "a\\nb";'
FOUND = (
    "  <ml>:1:5: Q3 escape sequences are not interpreted: the backslash stays in the text; "
    "use chr(10), the other quote or a raw line break\n"
    '    x = "a\\nb";\n'
    "        ^"
)


class Has(AssertingTest):
    def test_it_has(self) -> None:
        def body(test: Any) -> None:
            finding = test.assertMLFinding(CODE, "Q3", line=1, column=5)
            test.assertEqual((finding.code, finding.line), ("Q3", 1))
            test.assertNoMLVariable("x")

        self.assertPasses(body)

    def test_it_has_not(self) -> None:
        self.assertFails(
            lambda test: test.assertMLFinding(CODE, "Q4", "why"),
            f"ML code has no finding Q4; findings are:\n{FOUND} : why",
        )
        self.assertFails(
            lambda test: test.assertMLFinding(CODE, "Q3", line=2, column=1),
            f"ML code has no finding Q3, line 2, column 1; findings are:\n{FOUND}",
        )
        self.assertFails(
            lambda test: test.assertMLFinding("x = 1;", "Q3"), "ML code has no finding Q3; it has none at all"
        )

    def test_no_program(self) -> None:
        self.assertFails(
            lambda test: test.assertMLFinding("x = ;", "Q3"),
            "ML code is no program, expected a finding Q3\n<ml>:1:5: expected a value, found ';'\n    x = ;\n        ^",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertMLFinding(5, "Q3"), "ML code must be a str or a path, not int")
        self.assertRefused(lambda test: test.assertMLFinding(CODE, 3), "the code of a finding is a text such as 'Q3'")


class HasNone(AssertingTest):
    def test_none(self) -> None:
        self.assertPasses(lambda test: test.assertNoMLFindings("x = 1;"))
        self.assertPasses(lambda test: test.assertNoMLFindings(CODE, ignore=["Q3"]))

    def test_the_variables_of_the_session_are_known(self) -> None:
        self.assertPasses(
            lambda test: test.assertNoMLFindings("result = f(1);"), ml_source="function f(x) { return x; }"
        )

    def test_some(self) -> None:
        self.assertFails(
            lambda test: test.assertNoMLFindings(CODE, "why"), f"ML code has a finding, expected none\n{FOUND} : why"
        )
        code = CODE * 30
        text = "ML code has 30 findings, expected none\n"
        with self.assertRaisesRegex(AssertionError, text):
            self.assertPasses(lambda test: test.assertNoMLFindings(code))
        with self.assertRaisesRegex(AssertionError, r"  \.\.\. 10 more"):
            self.assertPasses(lambda test: test.assertNoMLFindings(code))

    def test_no_program(self) -> None:
        self.assertFails(
            lambda test: test.assertNoMLFindings("import os;"),
            "ML code is no program, expected no findings\n"
            "<ml>:1:1: Import of potentially dangerous module 'os' requires explicit capability\n"
            "    import os;\n"
            "    ^^^^^^^^^^",
        )

    def test_a_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "rules.ml")
            path.write_text("x = 1;", encoding="utf-8")
            self.assertPasses(lambda test: test.assertNoMLFindings(path))
            path.write_text(CODE, encoding="utf-8")
            self.assertPasses(lambda test: test.assertMLFinding(path, "Q3"))

    def test_what_an_execution_came_to(self) -> None:
        self.assertPasses(lambda test: test.assertNoMLFindings(Engine().run("x = 1;")))
        self.assertPasses(lambda test: test.assertMLFinding(test.session.execute(CODE), "Q3"))
        self.assertFails(
            lambda test: test.assertNoMLFindings(Engine().run("x = ;")),
            "ML code is no program, expected no findings\n<ml>:1:5: expected a value, found ';'\n    x = ;\n        ^",
        )

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertNoMLFindings(None), "ML code must be a str or a path")
        for ignore in ("Q3", 5):
            self.assertRefused(lambda test, codes=ignore: test.assertNoMLFindings(CODE, ignore=codes), "ignore must be")
        self.assertRefused(lambda test: test.assertMLFinding(CODE, "Q3", line="1"), "line must be a whole number")
        self.assertRefused(lambda test: test.assertMLFinding(CODE, "Q3", column=0), "column must be a whole number")
        self.assertRefused(
            lambda test: test.assertNoMLFindings(AsyncMLResult(True)), "this AsyncMLResult does not say what was run"
        )


if __name__ == "__main__":
    unittest.main()
