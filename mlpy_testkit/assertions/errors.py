"""Assertions on how ML code fails."""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from typing import Any, Mapping, Optional, Pattern, Type, TypeVar, Union

from ..engine import Limits, MLError, MLLimitError, MLSyntaxError, MLUsageError, Program
from ..engine.arguments import checked_count
from ..engine.importer import read_source
from ..engine.runtime import BUILTIN_NAMES
from .base import Asserts, Block
from .compare import compare
from .describe import describe_comparison, described, shown
from .seen import Seen, is_execution, ml_error, see

__unittest = True  # keep these frames out of failure reports

Expected = Union[str, Type[MLError]]

_UNSAID: Any = object()
_Judged = TypeVar("_Judged", bound="_Judging")


class ErrorAsserts(Asserts):
    """Assertions on the errors of ML code.

    Each is given code to run, what an execution came to, or a function to call; without any it is a context
    manager for whatever runs ML. The error is ``.error`` of the object that comes back.
    """

    def assertMLRaises(
        self,
        expected: Expected,
        code: Any = None,
        *arguments: Any,
        regex: Union[str, Pattern[str], None] = None,
        value: Any = _UNSAID,
        line: Optional[int] = None,
        column: Optional[int] = None,
        file: Optional[str] = None,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
        msg: Any = None,
        **keywords: Any,
    ) -> MLRaises:
        """Fail unless ML code fails as *expected*: a class, a stage or a kind of error.

        *regex* is searched in the message; *value* is the object that was thrown; *line*, *column* and *file*,
        of which the end is enough, are the ML place. A function is called with *arguments* and *keywords*.

            caught = self.assertMLRaises("ZeroDivisionError", "x = 1 / 0;", line=1)
            self.assertMLRaises("thrown", self.session.call, "reserve", 3, value={"message": "out of stock", "code": 7})
            with self.assertMLRaises("thrown", regex="out of stock") as caught:
                self.session.call("reserve", 3)
            self.assertEqual(caught.error.value["code"], 7)
        """
        wanted = Wanted("assertMLRaises", expected, regex, value, line, column, file)
        raises = MLRaises(self, "assertMLRaises", msg, wanted)
        return raises.of(code, arguments, keywords, context, session)

    def assertAsyncMLRaises(
        self,
        expected: Expected,
        code: str,
        *,
        regex: Union[str, Pattern[str], None] = None,
        value: Any = _UNSAID,
        line: Optional[int] = None,
        column: Optional[int] = None,
        file: Optional[str] = None,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
        msg: Any = None,
    ) -> Any:
        """Fail unless *code*, run beside the event loop, fails as *expected*; to be awaited.

        caught = await self.assertAsyncMLRaises("thrown", "reserve(3);", regex="out of stock")
        """
        wanted = Wanted("assertAsyncMLRaises", expected, regex, value, line, column, file)
        raises = MLRaises(self, "assertAsyncMLRaises", msg, wanted)
        return self._ml_async(
            "assertAsyncMLRaises", lambda: self._ml_see(code, session, context), raises.judge, session
        )

    def assertMLRuns(
        self,
        code: Any = None,
        *arguments: Any,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
        msg: Any = None,
        **keywords: Any,
    ) -> MLRuns:
        """Fail if ML code fails; what it answered is ``.result`` of the object that comes back.

        self.assertMLRuns("import math;")
        with self.assertMLRuns():
            self.session.call("reserve", 1)
        """
        runs = MLRuns(self, "assertMLRuns", msg)
        return runs.of(code, arguments, keywords, context, session)

    def assertMLSyntaxError(
        self,
        code: Any,
        line: Optional[int] = None,
        column: Optional[int] = None,
        msg: Any = None,
        *,
        regex: Union[str, Pattern[str], None] = None,
    ) -> MLRaises:
        """Fail unless *code*, a text or the path of a file, is no ML program; it is never run.

        self.assertMLSyntaxError("x = ;", 1, 5, regex="expected a value")
        """
        wanted = Wanted("assertMLSyntaxError", MLSyntaxError, regex, _UNSAID, line, column, None)
        raises = MLRaises(self, "assertMLSyntaxError", msg, wanted)
        try:
            load(code)
        except MLError as error:
            return raises.judge_error(error)
        self._ml_fail(msg, f"ML code is well formed, expected {wanted}")

    # -- limits ---------------------------------------------------------------------------------

    def assertMLHitsLimit(
        self,
        limit: str,
        code: Any = None,
        *arguments: Any,
        limits: Optional[Limits] = None,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
        msg: Any = None,
        **keywords: Any,
    ) -> MLRaises:
        """Fail unless ML code is stopped at a limit: a field of ``Limits``, or "cancelled".

        *limits* bound the code instead of those of the session.

            self.assertMLHitsLimit("output", 'while (true) { print("x"); }', limits=Limits(output=1000))
        """
        return self._ml_limited("assertMLHitsLimit", limit, code, arguments, keywords, limits, context, session, msg)

    def assertMLTimesOut(
        self,
        code: Any = None,
        seconds: Optional[float] = None,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> MLRaises:
        """Fail unless ML code is stopped because its time is over: *seconds*, or what the session allows.

        self.assertMLTimesOut("while (true) { }", 0.1)
        """
        limits = None
        if seconds is not None:
            if not isinstance(code, str):
                raise MLUsageError("seconds are for code that is run")
            used = self._ml_session_of(session)
            limits = used.limits._replace(seconds=seconds)
        return self._ml_limited("assertMLTimesOut", "seconds", code, (), {}, limits, context, session, msg)

    def _ml_limited(
        self,
        name: str,
        limit: str,
        code: Any,
        arguments: Any,
        keywords: Any,
        limits: Optional[Limits],
        context: Any,
        session: Any,
        msg: Any,
    ) -> MLRaises:
        known = (*Limits._fields, "cancelled", "nesting")
        if limit not in known:
            raise MLUsageError(f"there is no limit {limit!r}; there are {', '.join(known)}")
        wanted = Wanted(name, MLLimitError, None, _UNSAID, None, None, None, limit)
        return MLRaises(self, name, msg, wanted).of(code, arguments, keywords, context, session, limits)


class Wanted:
    """The error that an assertion wants, and what stands against another one."""

    def __init__(
        self,
        name: str,
        expected: Expected,
        regex: Union[str, Pattern[str], None] = None,
        value: Any = _UNSAID,
        line: Optional[int] = None,
        column: Optional[int] = None,
        file: Optional[str] = None,
        limit: Optional[str] = None,
    ) -> None:
        if not isinstance(expected, str) and not (isinstance(expected, type) and issubclass(expected, MLError)):
            raise TypeError(f"{name}() needs an MLError class, a stage or a kind of error{_instead(expected)}")
        for what, number in (("line", line), ("column", column)):
            if number is not None:
                checked_count(number, what)
        self._expected = expected
        self._pattern = None if regex is None else re.compile(regex)
        self._value = value
        self._place = (("line", line), ("column", column))
        self._file = None if file is None else os.fspath(file)
        self._limit = limit

    def __str__(self) -> str:
        if self._limit == "seconds":
            return "it to run out of time"
        if self._limit is not None:
            return f"it to reach the limit of {self._limit}"
        return self._expected if isinstance(self._expected, str) else self._expected.__name__

    def objection(self, error: MLError, most: Optional[int]) -> str:
        """Return why an error is not the wanted one, or "" if it is."""
        if not self._is_expected(error):
            return f"ML code failed with {describe_kind(error)}, expected {self}"
        if self._pattern is not None and not self._pattern.search(error.message):
            return f"{self._pattern.pattern!r} not found in the message"
        if self._value is not _UNSAID:
            thrown = getattr(error, "value", _UNSAID)
            if thrown is _UNSAID:
                return f"ML code threw no object, expected {shown(self._value)}"
            comparison = compare(thrown, self._value)
            if not comparison.same:
                return describe_comparison(comparison, "object thrown by ML code", most)
        for what, number in self._place:
            found = getattr(error, what)
            if number is not None and number != found:
                return f"ML code failed at {what} {found}, expected {number}"
        if self._file is not None and not _is_file(error.file, self._file):
            return f"ML code failed in {error.file}, expected {self._file}"
        return ""

    def _is_expected(self, error: MLError) -> bool:
        if self._limit is not None:
            return isinstance(error, MLLimitError) and error.limit == self._limit
        if isinstance(self._expected, str):
            return self._expected in (error.stage, error.kind)
        return isinstance(error, self._expected)


class _Judging(Block):
    """A block, or code, that is judged by how it failed."""

    def __init__(self, test: ErrorAsserts, name: str, msg: Any) -> None:
        super().__init__(test, name, msg)
        self.result: Any = None

    def of(
        self: _Judged,
        code: Any,
        arguments: Any,
        keywords: Any,
        context: Any,
        session: Any,
        limits: Optional[Limits] = None,
    ) -> _Judged:
        """Look at code, at what it came to, at a function that is called, or at a block that follows."""
        if callable(code) and not is_execution(code):
            if not (context is None and session is None and limits is None):
                raise MLUsageError("context, session and limits are for code that is run")
            return self.call(code, arguments, keywords)
        if arguments or keywords:
            raise TypeError(f"{self._name}() got arguments for a function, and no function")
        if code is None:
            if not (context is None and session is None and limits is None):
                raise MLUsageError("context, session and limits are for code that is run")
            return self.awaiting()
        return self.judge(self._test._ml_see(code, session, context, limits))

    def call(self: _Judged, function: Any, arguments: Any, keywords: Any) -> _Judged:
        """Call a function; what it returns may be an execution that failed."""
        try:
            value = function(*arguments, **keywords)
        except Exception as error:
            found = ml_error(error)
            if found is None:
                raise
            return self.judge_error(found)
        if is_execution(value) or hasattr(value, "__await__"):
            return self.judge(see(value))
        self.result = value
        return self.judge_error(None)

    def begin(self) -> None:
        """Note nothing: the error that ends the block says all."""

    def judge(self: _Judged, seen: Seen) -> _Judged:
        """Fail the test unless an execution went as it should."""
        self.result = seen.value
        return self.judge_error(seen.error, seen)

    def end(self, error: Optional[BaseException]) -> bool:
        """Judge by the error that ended the block."""
        found = ml_error(error)
        if error is not None and found is None:
            return False
        self.judge_error(found)
        return True

    @abstractmethod
    def judge_error(self: _Judged, error: Optional[MLError], seen: Optional[Seen] = None) -> _Judged:
        """Fail the test unless this is the error that should have come."""


class MLRaises(_Judging):
    """What ``assertMLRaises`` and its like return; ``error`` is the error that came, once it came."""

    def __init__(self, test: Any, name: str, msg: Any, wanted: Wanted) -> None:
        super().__init__(test, name, msg)
        self._wanted = wanted
        self.error: Optional[MLError] = None

    @property
    def exception(self) -> Optional[MLError]:
        """The same as ``error``, under the name unittest uses."""
        return self.error

    def judge_error(self, error: Optional[MLError], seen: Optional[Seen] = None) -> MLRaises:
        """Fail the test unless *error* is the wanted one."""
        if error is None:
            place = None
            text = f"ML code did not fail, expected {self._wanted}"
            if seen is not None and seen.has_value:
                text += f"; its result is {shown(seen.value)}"
                place = seen.place
            self._fail(described(text, place))
        objection = self._wanted.objection(error, self._test.maxDiff)
        if objection:
            self._fail(f"{objection}\n{error}")
        self.error = error
        return self


class MLRuns(_Judging):
    """What ``assertMLRuns`` returns; ``result`` is the value of the code, or of the function."""

    def judge_error(self, error: Optional[MLError], seen: Optional[Seen] = None) -> MLRuns:
        """Fail the test if there is an error."""
        if error is not None:
            self._fail(f"ML code failed with {describe_kind(error)}, expected it to run\n{error}")
        return self


def describe_kind(error: MLError) -> str:
    """Return the stage and the kind of an error.

    >>> describe_kind(MLSyntaxError("expected ';'"))
    'syntax, SyntaxError'
    """
    return f"{error.stage}, {error.kind}" if error.kind else error.stage


def load(code: Any, known: Any = frozenset()) -> Program:
    """Return the program in a text or in a file, as a session reads it, without running it; raise ``MLError``."""
    directory, name = None, "<ml>"
    if isinstance(code, os.PathLike):
        name = os.fspath(code)
        code, directory = read_source(name)
    if not isinstance(code, str):
        raise MLUsageError(f"ML code must be a str or a path, not {type(code).__name__}")
    return Program(code, name, BUILTIN_NAMES, session=True, directory=directory, known=frozenset(known))


def _instead(expected: Any) -> str:
    """Say how a Python exception is written as a kind of error, or what else was given."""
    is_pythons = isinstance(expected, type) and expected.__module__ == "builtins"
    return f", such as {expected.__name__!r}" if is_pythons else f", not {shown(expected)}"


def _is_file(found: Optional[str], wanted: str) -> bool:
    """Tell whether a file is the wanted one: the end of its path is enough, or ``ml_source`` for ``<ml_source>``."""
    if found is None:
        return False
    ours, theirs = found.replace(os.sep, "/"), wanted.replace(os.sep, "/")
    return ours in (theirs, f"<{theirs}>") or ours.endswith("/" + theirs)
