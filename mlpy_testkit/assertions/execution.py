"""Assertions on what ML code answers, prints and fails with."""

from __future__ import annotations

import re
from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional, Type, Union

from ..engine import MLError, MLUsageError, Outcome
from .compare import describe_code, describe_difference, is_same

__unittest = True  # keep these frames out of failure reports

if TYPE_CHECKING:
    import unittest

    _Beside = unittest.TestCase
else:
    _Beside = object

Expected = Union[str, Type[MLError]]


class ExecutionAsserts(_Beside):
    """Assertions on running ML code.

    Stands beside ``unittest.TestCase`` and needs the method ``run_ml(code)``, which returns an
    ``Outcome``. Code says its value by the variable ``result``, or by its last expression.
    """

    def run_ml(self, code: str) -> Outcome:
        """Run ML code and return its ``Outcome``."""
        raise MLUsageError(f"{type(self).__name__} must have a method run_ml(code)")

    def assertMLResult(self, code: str, expected: Any, msg: Any = None) -> None:
        """Fail unless *code* runs and its value equals *expected*.

        Values are compared as Python does, but ``True`` does not equal 1.

            self.assertMLResult("result = total(100, 0.2);", 120)
        """
        self._ml_check_result(self.run_ml(code), expected, msg)

    def _ml_check_result(self, outcome: Outcome, expected: Any, msg: Any) -> None:
        if outcome.error is not None:
            self._ml_fail(msg, f"ML code failed, expected {expected!r}\n{outcome.error}")
        if not outcome.has_value:
            self._ml_fail(msg, f"ML code has no result, expected {expected!r}")
        if not is_same(outcome.value, expected):
            where = describe_code(outcome)
            text = f"{self._ml_difference(outcome.value, expected)} : result of ML code"
            self._ml_fail(msg, text if where is None else f"{text}\n{where}")

    def assertMLPrints(self, code: str, expected: str, msg: Any = None) -> None:
        """Fail unless *code* runs and prints *expected*; the newline at the end may be left out.

        self.assertMLPrints('print("hello");', "hello")
        """
        outcome = self.run_ml(code)
        if outcome.error is not None:
            self._ml_fail(msg, f"ML code failed, expected it to print {expected!r}\n{outcome.error}")
        found = outcome.output
        if found != expected and found != expected + "\n":
            self._ml_fail(msg, f"{self._ml_difference(found, expected)} : output of ML code")

    def assertMLRaises(
        self,
        expected: Expected,
        code: Optional[str] = None,
        *,
        regex: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
        msg: Any = None,
    ) -> MLRaises:
        """Fail unless ML code fails as *expected*: a class, a stage or a kind of error.

        With *code* it is run; without, this is a context manager for whatever runs ML. The error is
        ``.error`` of the object that comes back. *regex* is searched in the message; *line* and
        *column* are the ML place.

            caught = self.assertMLRaises("ZeroDivisionError", "x = 1 / 0;", line=1)
            with self.assertMLRaises("thrown", regex="out of stock") as caught:
                self.session.call("reserve", 3)
            self.assertEqual(caught.error.value["code"], 7)
        """
        raises = MLRaises(self, expected, regex, line, column, msg)
        if code is not None:
            outcome = self.run_ml(code)
            raises.check(outcome.error)
        return raises

    def _ml_difference(self, found: Any, expected: Any) -> str:
        """Return the difference of two values, without a diff that is longer than ``maxDiff``."""
        short, diff = describe_difference(found, expected)
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = f"\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."
        return short + diff

    def _ml_fail(self, msg: Any, text: str) -> None:
        raise self.failureException(self._formatMessage(msg, text)) from None


class MLRaises:
    """What ``assertMLRaises`` returns; ``error`` is the error that came, once it came."""

    def __init__(
        self,
        test: ExecutionAsserts,
        expected: Expected,
        regex: Optional[str],
        line: Optional[int],
        column: Optional[int],
        msg: Any,
    ) -> None:
        if not isinstance(expected, str) and not (isinstance(expected, type) and issubclass(expected, MLError)):
            raise TypeError("assertMLRaises() needs an MLError class, a stage or a kind of error")
        self._test = test
        self._expected = expected
        self._regex = regex
        self._place = (line, column)
        self._msg = msg
        self.error: Optional[MLError] = None

    @property
    def exception(self) -> Optional[MLError]:
        """The same as ``error``, under the name unittest uses."""
        return self.error

    def __enter__(self) -> MLRaises:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> bool:
        if error is not None and not isinstance(error, MLError):
            return False
        self.check(error)
        return True

    def check(self, error: Optional[MLError]) -> None:
        """Fail the test unless *error* is what is expected."""
        name = self._expected if isinstance(self._expected, str) else self._expected.__name__
        if error is None:
            self._test._ml_fail(self._msg, f"ML code did not fail, expected {name}")
            return
        if not self._is_expected(error):
            found = f"{error.stage}, {error.kind}" if error.kind else error.stage
            self._test._ml_fail(self._msg, f"ML code failed with {found}, expected {name}\n{error}")
        if self._regex is not None and not re.search(self._regex, error.message):
            self._test._ml_fail(self._msg, f"{self._regex!r} not found in the message\n{error}")
        for what, wanted, found_place in zip(("line", "column"), self._place, (error.line, error.column)):
            if wanted is not None and wanted != found_place:
                self._test._ml_fail(self._msg, f"ML code failed at {what} {found_place}, expected {wanted}\n{error}")
        self.error = error

    def _is_expected(self, error: MLError) -> bool:
        if isinstance(self._expected, str):
            return self._expected in (error.stage, error.kind)
        return isinstance(error, self._expected)
