"""The suite under the runners that Python has; ``tox -e pytest,django`` runs it under the others."""

import unittest
from xml.etree import ElementTree

from . import outcomes


class UnderPython(unittest.TestCase):
    def test_unittest(self) -> None:
        self.assertEqual(outcomes.differences(outcomes.under_unittest()), [])

    def test_shuffled_in_several_processes(self) -> None:
        self.assertEqual(outcomes.differences(outcomes.under_processes()), [])


class Looking(unittest.TestCase):
    """That a different outcome would be seen."""

    def test_another_outcome(self) -> None:
        found = {**outcomes.under_unittest(), "Synchronous.test_passes": "failed", "Other.test_fails": "passed"}
        del found["Synchronous.test_fails"]
        self.assertEqual(
            outcomes.differences(found),
            [
                "Other.test_fails: passed, expected failed",
                "Synchronous.test_fails: not run, expected failed",
                "Synchronous.test_passes: failed, expected passed",
            ],
        )

    def test_reports_of_junit(self) -> None:
        report = ElementTree.fromstring(
            "<testsuite>"
            "<testcase classname='tests.suite.Case' name='test_a'/>"
            "<testcase classname='tests.suite.Case' name='test_b'><failure/></testcase>"
            "<testcase classname='tests.suite.Case' name='test_b (n=1)'/>"
            "<testcase classname='tests.suite.Case' name='test_c'><error/></testcase>"
            "<testcase classname='tests.suite.Case' name='test_d'><skipped type='pytest.skip'/></testcase>"
            "<testcase classname='tests.suite.Case' name='test_e'><skipped type='pytest.xfail'/></testcase>"
            "</testsuite>"
        )
        words = ["passed", "failed", "failed", "skipped", "expected"]
        wanted = {f"Case.test_{letter}": word for letter, word in zip("abcde", words)}
        self.assertEqual(outcomes.outcomes_in(report), wanted)


if __name__ == "__main__":
    unittest.main()
