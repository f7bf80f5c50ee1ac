"""Assertions on what ML code prints."""

from __future__ import annotations

import re
from typing import Any, Callable, List, Mapping, Optional, Pattern, Union

from ..engine import MLUsageError
from .base import Asserts, Block
from .compare import compare
from .describe import describe_comparison, describe_equality, described, shown
from .seen import is_execution

__unittest = True  # keep these frames out of failure reports

_OUTPUT = "output of ML code"
_ABSENT: Any = object()

Objection = Callable[[str, Optional[int]], str]  # what is wrong about an output, within a maxDiff; "" for nothing


class OutputAsserts(Asserts):
    """Assertions on what ML code prints with ``print``.

    Each is given code to run, or what an execution came to. Without, it is a context manager that listens to
    the session: the output of the block is ``.output`` of what the ``with`` statement gives.
    """

    def assertMLPrints(
        self,
        code: Any = None,
        expected: str = _ABSENT,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Printed:
        """Fail unless *code*, or the block, prints *expected*; the newline at the end may be left out.

        self.assertMLPrints('print("hello");', "hello")
        with self.assertMLPrints(expected="hello") as printed:
            self.session.call("greet")
        """
        text = _text(expected)
        printed = Printed(self, "assertMLPrints", msg, session, lambda *found: _differs(text, *found), shown(text))
        return printed.of(code, context)

    def assertNotMLPrints(
        self,
        code: Any = None,
        unexpected: str = _ABSENT,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Printed:
        """Fail unless *code*, or the block, prints something else than exactly *unexpected*.

        self.assertNotMLPrints("greet();", "good bye")
        """
        text = _text(unexpected)

        def objection(found: str, limit: Optional[int]) -> str:
            return "" if _differs(text, found, limit) else describe_equality(found, text, _OUTPUT)

        wanted = f"something else than {shown(text)}"
        return Printed(self, "assertNotMLPrints", msg, session, objection, wanted).of(code, context)

    def assertMLPrintsNothing(
        self,
        code: Any = None,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Printed:
        """Fail if *code*, or the block, prints anything.

        self.assertMLPrintsNothing("x = 1;")
        """

        def objection(found: str, limit: Optional[int]) -> str:
            return f"{shown(found)} was printed, expected nothing : {_OUTPUT}" if found else ""

        return Printed(self, "assertMLPrintsNothing", msg, session, objection, "nothing").of(code, context)

    def assertMLPrintsRegex(
        self,
        code: Any = None,
        regex: Union[str, Pattern[str]] = _ABSENT,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Printed:
        """Fail unless a regular expression is found in what *code*, or the block, prints.

        self.assertMLPrintsRegex('print("took", 12, "ms");', r"took \\d+ ms")
        """
        pattern = _pattern(regex)

        def objection(found: str, limit: Optional[int]) -> str:
            return "" if pattern.search(found) else f"{pattern.pattern!r} not found in {shown(found, 400)} : {_OUTPUT}"

        wanted = f"what {pattern.pattern!r} finds"
        return Printed(self, "assertMLPrintsRegex", msg, session, objection, wanted).of(code, context)

    def assertNotMLPrintsRegex(
        self,
        code: Any = None,
        regex: Union[str, Pattern[str]] = _ABSENT,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Printed:
        """Fail if a regular expression is found in what *code*, or the block, prints.

        self.assertNotMLPrintsRegex("report();", "password")
        """
        pattern = _pattern(regex)

        def objection(found: str, limit: Optional[int]) -> str:
            match = pattern.search(found)
            if match is None:
                return ""
            line = found.count("\n", 0, match.start()) + 1
            return f"{pattern.pattern!r} finds {shown(match.group())} in line {line} of {shown(found, 400)} : {_OUTPUT}"

        wanted = f"nothing that {pattern.pattern!r} finds"
        return Printed(self, "assertNotMLPrintsRegex", msg, session, objection, wanted).of(code, context)

    def assertAsyncMLPrints(
        self,
        code: str,
        expected: str,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Any:
        """Fail unless *code*, run beside the event loop, prints *expected*; to be awaited.

        await self.assertAsyncMLPrints('print("hello");', "hello")
        """
        text = _text(expected)
        printed = Printed(self, "assertAsyncMLPrints", msg, session, lambda *found: _differs(text, *found), shown(text))
        return self._ml_async(
            "assertAsyncMLPrints", lambda: self._ml_see(code, session, context), printed.judge, session
        )


class Printed(Block):
    """What the assertions on output return; ``output`` is what was printed."""

    def __init__(
        self, test: OutputAsserts, name: str, msg: Any, session: Any, objection: Objection, wanted: str
    ) -> None:
        super().__init__(test, name, msg)
        self._session = session
        self._objection = objection
        self._wanted = wanted
        self._parts: List[str] = []
        self._place: Optional[str] = None

    @property
    def output(self) -> str:
        """What was printed so far."""
        return "".join(self._parts)

    def of(self, code: Any, context: Any) -> Printed:
        """Look at code, at what it came to, or at a block that follows."""
        if code is None:
            if context is not None:
                raise MLUsageError("context is for code that is run")
            return self.awaiting()
        if callable(code) and not is_execution(code):
            return self.around(code)
        return self.judge(self._test._ml_see(code, self._session, context))

    def judge(self, seen: Any) -> Printed:
        """Fail the test unless an execution went well and printed what is wanted."""
        self._parts.append(seen.output)
        self._place = seen.place
        if seen.error is not None:
            self._fail(f"ML code failed, expected it to print {self._wanted}\n{seen.error}")
        self._check()
        return self

    def begin(self) -> None:
        """Listen to the session."""
        if self._session is None:
            self._session = self._test._ml_find_session()
        if not hasattr(self._session, "listeners"):
            raise MLUsageError(f"nobody can listen to a {type(self._session).__name__}")
        self._session.listeners.append(self._parts.append)

    def end(self, error: Optional[BaseException]) -> bool:
        """Listen no more, and decide."""
        self._session.listeners.remove(self._parts.append)
        if error is None:
            self._check()
        return False

    def _check(self) -> None:
        objection = self._objection(self.output, self._test.maxDiff)
        if objection:
            self._fail(described(objection, self._place))


def _text(expected: Any) -> str:
    if not isinstance(expected, str):
        found = "nothing" if expected is _ABSENT else type(expected).__name__
        raise MLUsageError(f"the output of code is compared with a str, not with {found}")
    return expected


def _pattern(regex: Any) -> Pattern[str]:
    if not isinstance(regex, (str, re.Pattern)) or not isinstance(getattr(regex, "pattern", ""), str):
        found = "nothing" if regex is _ABSENT else repr(regex)
        raise MLUsageError(f"a regular expression for texts is wanted, not {found}")
    return re.compile(regex)


def _differs(expected: str, found: str, limit: Optional[int]) -> str:
    """Return how an output differs from the expected one; the newline at its end may be left out of that."""
    if found == expected + "\n":
        return ""
    if "\n" in found.rstrip("\n") and found[-1:] == "\n" and expected[-1:] != "\n":
        found = found[:-1]
    comparison = compare(found, expected)
    return "" if comparison.same else describe_comparison(comparison, _OUTPUT, limit)
