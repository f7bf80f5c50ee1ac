"""Runs small test cases and tells what came of them."""

import inspect
import unittest
from typing import Any, Callable, Type

from mlpy_testkit import MLIntegrationTestCase

Body = Callable[[Any], Any]


def case_of(body: Body, base: Type[unittest.TestCase] = MLIntegrationTestCase, **attributes: Any) -> Any:
    """Return a test case whose only test is *body*, with these class attributes."""

    def test(self: unittest.TestCase) -> None:
        body(self)

    async def async_test(self: unittest.TestCase) -> None:
        await body(self)

    method = async_test if inspect.iscoroutinefunction(body) else test
    return type("Small", (base,), {"test": method, "__module__": body.__module__, **attributes})("test")


def result_of(case: unittest.TestCase) -> unittest.TestResult:
    """Run a test case and return its result object."""
    result = unittest.TestResult()
    case.run(result)
    return result


def report_of(case: unittest.TestCase) -> str:
    """Run a test that fails or ends in an error, and return the report unittest shows for it."""
    result = result_of(case)
    reports = [report for _, report in result.failures + result.errors]
    if len(reports) != 1:
        raise AssertionError(f"one report expected, found {result}")
    return reports[0]


def failure_of(body: Body, **attributes: Any) -> str:
    """Return the text with which a test fails; it must fail, not end in an error."""
    result = result_of(case_of(body, **attributes))
    if result.errors or len(result.failures) != 1:
        raise AssertionError(f"one failure expected, found {result}: {result.errors}")
    report = "\n" + result.failures[0][1]
    return report.partition("\nAssertionError: ")[2].rstrip("\n")


def passes(body: Body, **attributes: Any) -> bool:
    """Tell whether a test passes; raise what it reports if not."""
    result = result_of(case_of(body, **attributes))
    if not result.wasSuccessful():
        raise AssertionError((result.failures + result.errors)[0][1])
    return result.testsRun == 1


class AssertingTest(unittest.TestCase):
    """A test about the assertions."""

    maxDiff = None

    def assertPasses(self, body: Body, **attributes: Any) -> None:
        """Fail unless *body*, run as a test, passes."""
        self.assertTrue(passes(body, **attributes))

    def assertFails(self, body: Body, text: str, **attributes: Any) -> None:
        """Fail unless *body*, run as a test, fails with exactly *text*."""
        self.assertEqual(failure_of(body, **attributes), text)

    def assertRefused(self, body: Body, regex: str, kind: str = "MLUsage(Type|Value)?Error", **attributes: Any) -> None:
        """Fail unless *body*, run as a test, is no test at all: it uses an assertion wrongly."""
        result = result_of(case_of(body, **attributes))
        self.assertEqual((len(result.failures), len(result.errors)), (0, 1), result.failures)
        self.assertRegex(result.errors[0][1].rstrip("\n").rpartition("\n")[2], rf"{kind}: {regex}")
