"""Assertions on what ML code answers, and on the variables it leaves."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional, Tuple, Union

from ..engine import Limits, MLUsageError
from ..engine.arguments import checked_positive
from ..engine.values import type_name
from .base import Asserts
from .close import closeness
from .compare import Close, compare
from .describe import describe_comparison, describe_equality, described, shown
from .seen import Seen

__unittest = True  # keep these frames out of failure reports

_RESULT = "result of ML code"
_TYPES = ("array", "boolean", "function", "number", "object", "string", "module", "unknown")

Type = Union[str, type, Tuple[Union[str, type], ...]]


class ExecutionAsserts(Asserts):
    """Assertions on the value of ML code.

    Code says its value by the variable ``result``, or by its last expression. In place of code an assertion
    takes what an execution came to: an ``Outcome``, an ``AsyncMLResult``, a ``REPLResult``. ``context`` gives
    variables of the session their values before the code runs; ``session`` is another session to run it in.
    """

    # -- equal ----------------------------------------------------------------------------------

    def assertMLResult(
        self,
        code: Any,
        expected: Any,
        msg: Any = None,
        *,
        strict: bool = False,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *code* runs and its value equals *expected*.

        Values are compared as Python does, but ``True`` does not equal 1; with *strict* 1 does not equal 1.0
        either. Code without a value has no value, not ``None``.

            self.assertMLResult("result = total(100, 0.2);", 120)
        """
        self._ml_check_result(self._ml_see(code, session, context), expected, msg, strict)

    def assertNotMLResult(
        self,
        code: Any,
        unexpected: Any,
        msg: Any = None,
        *,
        strict: bool = False,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *code* runs and has a value that does not equal *unexpected*.

        self.assertNotMLResult("result = token();", "")
        """
        self._ml_check_result(self._ml_see(code, session, context), unexpected, msg, strict, equal=False)

    def assertAsyncMLResult(
        self,
        code: str,
        expected: Any,
        msg: Any = None,
        *,
        strict: bool = False,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Any:
        """Fail unless *code*, run beside the event loop, has the value *expected*; to be awaited.

        await self.assertAsyncMLResult("result = total(100, 0.2);", 120)
        """
        return self._ml_async(
            "assertAsyncMLResult",
            lambda: self._ml_see(code, session, context),
            lambda seen: self._ml_check_result(seen, expected, msg, strict),
            session,
        )

    def assertAsyncExecution(
        self,
        code: str,
        expected: Any,
        timeout: Optional[float] = 5.0,
        capabilities: Any = None,
        msg: Any = None,
        *,
        strict: bool = False,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> Any:
        """Fail unless *code* has the value *expected* within *timeout* seconds; to be awaited.

        This is ``assertAsyncMLResult`` with the parameters of ``assert_async_execution`` of the helper:
        ``capabilities`` are granted to this code instead of those of the session.

            await self.assertAsyncExecution("result = total(100, 0.2);", 120, timeout=1.0)
        """

        def work() -> Seen:
            used = self._ml_session_of(session)
            limits = _within(used.limits, timeout)
            outcome = self.run_ml(code, session=used, context=context, limits=limits, capabilities=capabilities)
            return self._ml_see(outcome)

        return self._ml_async(
            "assertAsyncExecution", work, lambda seen: self._ml_check_result(seen, expected, msg, strict), session
        )

    def assertNoMLResult(
        self, code: Any, msg: Any = None, *, context: Optional[Mapping[str, Any]] = None, session: Any = None
    ) -> None:
        """Fail unless *code* runs and has no value, which is not the same as the value ``null``.

        self.assertNoMLResult("x = 1;")
        """
        seen = self._ml_see(code, session, context)
        self._ml_check_ran(seen, msg, "no result")
        if seen.has_value:
            text = f"{shown(seen.value)} is a {_RESULT}, expected none"
            self._ml_fail(msg, described(text, seen.origin))

    # -- nearly equal ---------------------------------------------------------------------------

    def assertMLAlmostResult(
        self,
        code: Any,
        expected: Any,
        places: Optional[int] = None,
        msg: Any = None,
        delta: Optional[float] = None,
        *,
        rel: Optional[float] = None,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless the value of *code* equals *expected*, but for small differences of numbers.

        Numbers, at any depth, may differ by up to *delta*, or by the part *rel* of the greater one, or else
        their difference must be 0 when rounded to *places* (7).

            self.assertMLAlmostResult("result = {net: 0.1 + 0.2};", {"net": 0.3})
            self.assertMLAlmostResult("result = 99;", 100, rel=0.02)
        """
        close, how = closeness(places, delta, rel)
        self._ml_check_result(self._ml_see(code, session, context), expected, msg, close=close, how=how)

    def assertNotMLAlmostResult(
        self,
        code: Any,
        unexpected: Any,
        places: Optional[int] = None,
        msg: Any = None,
        delta: Optional[float] = None,
        *,
        rel: Optional[float] = None,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *code* has a value that ``assertMLAlmostResult`` would not take for *unexpected*.

        self.assertNotMLAlmostResult("result = 0.1 + 0.2;", 0.4)
        """
        close, how = closeness(places, delta, rel)
        seen = self._ml_see(code, session, context)
        self._ml_check_result(seen, unexpected, msg, close=close, how=how, equal=False)

    # -- of a kind ------------------------------------------------------------------------------

    def assertMLResultType(
        self,
        code: Any,
        expected: Type,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless the value of *code* is of a type: a name as ``typeof`` gives it, a Python type, or some.

        A boolean is no number, neither in ML nor as ``int``.

            self.assertMLResultType("result = [1, 2];", "array")
            self.assertMLResultType("result = 7 // 2;", (int, float))
        """
        self._ml_check_type(self._ml_see(code, session, context), expected, msg, True)

    def assertNotMLResultType(
        self,
        code: Any,
        unexpected: Type,
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *code* has a value, and that is of another type.

        self.assertNotMLResultType("result = find(7);", "unknown", "null is of no type")
        """
        self._ml_check_type(self._ml_see(code, session, context), unexpected, msg, False)

    def assertMLResultSatisfies(
        self,
        code: Any,
        predicate: Callable[[Any], Any],
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *predicate* is true of the value of *code*.

        self.assertMLResultSatisfies("result = roll();", lambda value: 1 <= value <= 6)
        """
        self._ml_check_predicate(self._ml_see(code, session, context), predicate, msg, True)

    def assertNotMLResultSatisfies(
        self,
        code: Any,
        predicate: Callable[[Any], Any],
        msg: Any = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
        session: Any = None,
    ) -> None:
        """Fail unless *code* has a value of which *predicate* is not true.

        self.assertNotMLResultSatisfies("result = roll();", lambda value: value > 6)
        """
        self._ml_check_predicate(self._ml_see(code, session, context), predicate, msg, False)

    # -- variables ------------------------------------------------------------------------------

    def assertMLVariable(
        self, name: str, expected: Any, msg: Any = None, *, strict: bool = False, session: Any = None
    ) -> None:
        """Fail unless the session has a variable with the value *expected*.

        self.assertMLVariable("stock", {"tea": 1})
        """
        self._ml_check_variable(name, expected, msg, strict, session, True)

    def assertNotMLVariable(
        self, name: str, unexpected: Any, msg: Any = None, *, strict: bool = False, session: Any = None
    ) -> None:
        """Fail unless the session has a variable, with another value than *unexpected*.

        self.assertNotMLVariable("stock", {})
        """
        self._ml_check_variable(name, unexpected, msg, strict, session, False)

    def assertNoMLVariable(self, name: str, msg: Any = None, *, session: Any = None) -> None:
        """Fail if the session has a variable of a name.

        self.assertNoMLVariable("password")
        """
        variables = self._ml_variables(name, session)
        if name in variables:
            found = shown(variables[name])
            self._ml_fail(msg, f"ML variable {name!r} has the value {found}, expected no such variable")

    # -- deciding -------------------------------------------------------------------------------

    def _ml_check_ran(self, seen: Seen, msg: Any, wanted: str) -> None:
        if seen.error is not None:
            self._ml_fail(msg, f"ML code failed, expected {wanted}\n{seen.error}")

    def _ml_check_value(self, seen: Seen, msg: Any, wanted: str) -> None:
        self._ml_check_ran(seen, msg, wanted)
        if not seen.has_value:
            self._ml_fail(msg, described(f"ML code has no result, expected {wanted}", seen.origin))

    def _ml_check_result(
        self,
        seen: Seen,
        expected: Any,
        msg: Any,
        strict: bool = False,
        *,
        close: Optional[Close] = None,
        how: str = "",
        equal: bool = True,
    ) -> None:
        other = "" if equal else "a result other than "
        self._ml_check_value(seen, msg, f"{other}{shown(expected)}{how}")
        what = f"{_RESULT}{how}"
        text = self._ml_objection(seen.value, expected, what, strict, close, equal)
        if text:
            self._ml_fail(msg, described(text, seen.origin))

    def _ml_check_type(self, seen: Seen, expected: Type, msg: Any, equal: bool) -> None:
        wanted = expected if isinstance(expected, tuple) else (expected,)
        if not wanted:
            raise MLUsageError("a type is wanted, not an empty tuple")
        for kind in wanted:
            if not (kind in _TYPES if isinstance(kind, str) else isinstance(kind, type)):
                raise MLUsageError(f"{kind!r} is no type: name a Python type, or one of {', '.join(_TYPES)}")
        names = " or ".join(kind if isinstance(kind, str) else kind.__name__ for kind in wanted)
        self._ml_check_value(seen, msg, f"{'' if equal else 'something else than '}{names}")
        value = seen.value
        if any(_is_of(value, kind) for kind in wanted) is not equal:
            found = f"{shown(value)} is {_kind(value)} ({type(value).__name__})"
            text = f"{found}, expected {'' if equal else 'something else than '}{names} : {_RESULT}"
            self._ml_fail(msg, described(text, seen.origin))

    def _ml_check_predicate(self, seen: Seen, predicate: Any, msg: Any, equal: bool) -> None:
        if not callable(predicate):
            raise MLUsageError(f"a predicate is a function of one value, not {predicate!r}")
        name = getattr(predicate, "__qualname__", None) or shown(predicate)
        code = getattr(predicate, "__code__", None)
        if code is not None:
            name += f" at {code.co_filename}:{code.co_firstlineno}"
        self._ml_check_value(seen, msg, f"{'one' if equal else 'none'} that satisfies {name}")
        answer = predicate(seen.value)
        if hasattr(answer, "__await__"):
            if hasattr(answer, "close"):
                answer.close()
            raise MLUsageError("a predicate answers at once; this one wants to be awaited")
        if bool(answer) is not equal:
            verb = "does not satisfy" if equal else "satisfies"
            text = f"{shown(seen.value)} {verb} {name} : {_RESULT}"
            self._ml_fail(msg, described(text, seen.origin))

    def _ml_check_variable(self, name: str, expected: Any, msg: Any, strict: bool, session: Any, equal: bool) -> None:
        variables = self._ml_variables(name, session)
        if name not in variables:
            from difflib import get_close_matches

            near = get_close_matches(name, list(variables), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            self._ml_fail(msg, f"no ML variable {name!r}, expected {'' if equal else 'not '}{shown(expected)}{hint}")
        text = self._ml_objection(variables[name], expected, f"ML variable {name!r}", strict, None, equal)
        if text:
            self._ml_fail(msg, text)

    def _ml_variables(self, name: Any, session: Any) -> Mapping[str, Any]:
        if not isinstance(name, str):
            raise MLUsageError(f"the name of a variable must be a str, not {type(name).__name__}")
        variables: Mapping[str, Any] = self._ml_session_of(session).variables
        return variables

    def _ml_objection(
        self, found: Any, expected: Any, what: str, strict: bool, close: Optional[Close], equal: bool
    ) -> str:
        """Return what is wrong about a value that should, or should not, equal another one; "" for nothing."""
        comparison = compare(found, expected, strict=strict, close=close)
        if comparison.same is equal:
            return ""
        if equal:
            return describe_comparison(comparison, what, self.maxDiff)
        return describe_equality(found, expected, what)


def _within(limits: Limits, timeout: Optional[float]) -> Limits:
    if timeout is None:
        return limits
    checked_positive(timeout, "timeout", "number of seconds")
    if limits.seconds is not None and limits.seconds <= timeout:
        return limits
    return limits._replace(seconds=timeout)


def _kind(value: Any) -> str:
    """Return the name that ``typeof`` gives to a value, also to a function that Python got."""
    return "function" if callable(value) else type_name(value)


def _is_of(value: Any, kind: Union[str, type]) -> bool:
    if isinstance(kind, str):
        return _kind(value) == kind
    if isinstance(value, bool) and kind in (int, float, complex):
        return False
    return isinstance(value, kind)
