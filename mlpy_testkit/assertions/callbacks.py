"""Assertions on ML functions that Python calls."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Optional, Pattern, Tuple, Union

from ..engine import MLError, MLUsageError
from ..engine.arguments import checked_list
from ..engine.values import from_ml
from ..records import NamedTuple
from .base import Asserts, Block
from .compare import compare
from .describe import describe_comparison, describe_equality, describe_function, describe_origin, described, shown
from .errors import _UNSAID, Expected, Wanted, describe_kind
from .seen import ml_error, not_code, see

__unittest = True  # keep these frames out of failure reports

_CALLS = 10  # calls to show


class Called(NamedTuple):
    """What a call came to."""

    value: Any
    error: Optional[MLError]


class CallbackAsserts(Asserts):
    """Assertions on ML functions as the application calls them.

    A function is given by its name in the session, ``"discount"`` or ``"shop.total"``, or as something to
    call: an ``MLCallbackWrapper``, an ``MLFunction``.
    """

    def assertCallbackWorks(
        self,
        function: Any,
        args: Iterable[Any],
        expected: Any,
        capabilities: Any = None,
        msg: Any = None,
        *,
        strict: bool = False,
        session: Any = None,
    ) -> None:
        """Fail unless an ML function, called with *args*, returns *expected*.

        ``capabilities`` are granted to this call instead of those of the session. Values are compared as by
        ``assertMLResult``.

            self.assertCallbackWorks("discount", (100, "premium"), 20)
        """
        call = Call(self, function, args, session, capabilities)
        call.check_result(call.perform(), expected, msg, strict, True)

    def assertNotCallbackWorks(
        self,
        function: Any,
        args: Iterable[Any],
        unexpected: Any,
        capabilities: Any = None,
        msg: Any = None,
        *,
        strict: bool = False,
        session: Any = None,
    ) -> None:
        """Fail unless an ML function, called with *args*, returns something else than *unexpected*.

        self.assertNotCallbackWorks("discount", (100, "premium"), 100)
        """
        call = Call(self, function, args, session, capabilities)
        call.check_result(call.perform(), unexpected, msg, strict, False)

    def assertAsyncCallbackWorks(
        self,
        function: Any,
        args: Iterable[Any],
        expected: Any,
        capabilities: Any = None,
        msg: Any = None,
        *,
        strict: bool = False,
        session: Any = None,
    ) -> Any:
        """Fail unless an ML function, called beside the event loop, returns *expected*; to be awaited.

        await self.assertAsyncCallbackWorks("discount", (100, "premium"), 20)
        """
        call = Call(self, function, args, session, capabilities)
        return self._ml_async(
            "assertAsyncCallbackWorks",
            call.perform,
            lambda called: call.check_result(called, expected, msg, strict, True),
            session,
        )

    def assertCallbackRaises(
        self,
        function: Any,
        args: Iterable[Any],
        expected: Expected,
        capabilities: Any = None,
        msg: Any = None,
        *,
        regex: Union[str, Pattern[str], None] = None,
        value: Any = _UNSAID,
        line: Optional[int] = None,
        column: Optional[int] = None,
        file: Optional[str] = None,
        session: Any = None,
    ) -> MLError:
        """Fail unless an ML function, called with *args*, fails as *expected*; return the error.

        What can be expected is the same as for ``assertMLRaises``.

            error = self.assertCallbackRaises("discount", (100, "gold"), "KeyError", line=4)
        """
        wanted = Wanted("assertCallbackRaises", expected, regex, value, line, column, file)
        call = Call(self, function, args, session, capabilities)
        called = call.perform()
        if called.error is None:
            text = f"{call} returned {shown(called.value)}, expected {wanted}"
            self._ml_fail(msg, described(text, call.origin))
        objection = wanted.objection(called.error, self.maxDiff)
        if objection:
            self._ml_fail(msg, f"{objection} : {call}\n{called.error}")
        return called.error

    def assertCallbackCalled(
        self, name: str, args: Optional[Iterable[Any]] = None, msg: Any = None, *, session: Any = None
    ) -> CallbackCalls:
        """Fail unless the block calls an ML function of the session, by Python or ML, with *args* if they are given.

        The function may be a member of an object or of an ML module, ``"shop.total"``; members of standard modules
        belong to all sessions, and raise ``MLUsageError``.
        All calls are ``.calls`` of what the ``with`` statement gives: a tuple of arguments each.

            with self.assertCallbackCalled("audit", ("sold", 3)) as seen:
                shop.checkout(order)
            self.assertEqual(len(seen.calls), 1)
        """
        return CallbackCalls(self, "assertCallbackCalled", msg, name, args, session, True).awaiting()

    def assertNotCallbackCalled(
        self, name: str, args: Optional[Iterable[Any]] = None, msg: Any = None, *, session: Any = None
    ) -> CallbackCalls:
        """Fail if the block calls an ML function of the session, with *args* if they are given.

        with self.assertNotCallbackCalled("refund"):
            shop.checkout(order)
        """
        return CallbackCalls(self, "assertNotCallbackCalled", msg, name, args, session, False).awaiting()


class Call:
    """One call of an ML function by an assertion."""

    def __init__(self, test: CallbackAsserts, function: Any, args: Any, session: Any, capabilities: Any) -> None:
        if not isinstance(function, str) and not callable(function):
            raise MLUsageError(f"the name of an ML function, or a callable, is wanted, not {function!r}")
        if not isinstance(function, str) and (capabilities is not None or session is not None):
            raise MLUsageError("capabilities and session are for functions that are given by their name")
        self._test = test
        self._function = function
        self._args = _arguments(args)
        self._session = session
        self._capabilities = capabilities
        self.origin: Optional[str] = None  # of the value, as text

    @property
    def _name(self) -> str:
        return self._function if isinstance(self._function, str) else getattr(self._function, "__name__", "callback")

    def __str__(self) -> str:
        return f"{self._name}({', '.join(shown(argument, 40) for argument in self._args)})"

    def perform(self) -> Called:
        """Call the function."""
        session: Any = None
        if isinstance(self._function, str):
            session = self._test._ml_session_of(self._session)
        try:
            return self._direct() if session is None else self._by_name(session)
        except Exception as error:
            found = ml_error(error)
            if found is None:
                raise
            return Called(None, found)

    def _by_name(self, session: Any) -> Called:
        find = getattr(session, "find_function", None)
        if find is not None:
            self.origin = describe_origin(find(self._function), self._name)
        if hasattr(session, "execute_call"):
            options = {}
            if self._capabilities is not None:
                options["capabilities"] = self._test._ml_granting(self._capabilities, session)
            seen = see(session.execute_call(self._function, *self._args, **options))
            convert = getattr(session, "to_python", None)
            return Called(seen.value if convert is None else convert(seen.value), seen.error)
        if self._capabilities is not None:
            raise MLUsageError(f"calls of a {type(session).__name__} take no capabilities")
        return Called(session.call_function(self._function, self._args, {}), None)

    def _direct(self) -> Called:
        inner = getattr(self._function, "ml_session", None)
        find = getattr(inner, "find_function", None)
        called = find(self._function.function_name) if find else self._function
        self.origin = describe_origin(called, self._name)
        value = self._function(*self._args)
        if hasattr(value, "__await__"):
            raise not_code(value)
        return Called(value, None)

    def check_result(self, called: Called, expected: Any, msg: Any, strict: bool, equal: bool) -> None:
        """Fail the test unless the call returned the expected value, or did not, as *equal* says."""
        test = self._test
        if called.error is not None:
            other = "" if equal else "a result other than "
            kind = describe_kind(called.error)
            test._ml_fail(msg, f"{self} failed with {kind}, expected {other}{shown(expected)}\n{called.error}")
        comparison = compare(called.value, expected, strict=strict)
        if comparison.same is equal:
            return
        what = f"result of {self}"
        if equal:
            text = describe_comparison(comparison, what, test.maxDiff)
        else:
            text = describe_equality(called.value, expected, what)
        test._ml_fail(msg, described(text, self.origin))


class CallbackCalls(Block):
    """What ``assertCallbackCalled`` returns; ``calls`` are the arguments of each call."""

    def __init__(
        self, test: CallbackAsserts, name: str, msg: Any, function: str, args: Any, session: Any, called: bool
    ) -> None:
        super().__init__(test, name, msg)
        if not isinstance(function, str):
            raise MLUsageError(f"the name of an ML function is wanted, not {function!r}")
        self._function = function
        self._args = None if args is None else _arguments(args)
        self._session = session
        self._called = called
        self._original: Any = None
        self._put_back: Callable[[], None] = _nothing
        self.calls: List[Tuple[Any, ...]] = []

    def begin(self) -> None:
        """Put a function that notes each call in the place of the function."""
        if self._session is None:
            self._session = self._test._ml_find_session()
        original = self._session.find_function(self._function)
        if original is None:
            raise MLUsageError(f"the session has no function {self._function!r}")
        place = self._session._place_of(self._function)
        if place is None:
            seen = "functions of the session, of its objects and of modules written in ML"
            raise MLUsageError(f"calls of {self._function!r} cannot be seen, only those of {seen}")

        def spy(*arguments: Any) -> Any:
            self.calls.append(tuple(from_ml(list(arguments), _same)))
            return original(*arguments)

        spy.__name__ = spy.__qualname__ = self._function
        spy.__module__ = original.__module__  # mlpy calls no functions of other modules
        spy.__dict__["ml_name"] = self._function
        self._original, self._put_back = original, _put(spy, *place)

    def end(self, error: Optional[BaseException]) -> bool:
        """Put the function back, unless the block has defined another one, and decide."""
        self._put_back()
        if error is None:
            self._check()
        return False

    def _check(self) -> None:
        meant = self.calls if self._args is None else [call for call in self.calls if compare(call, self._args).same]
        if bool(meant) is self._called:
            return
        wanted = f"{self._function}()" if self._args is None else self._shown(self._args)
        head = f"{wanted} was {'not called' if self._called else 'called, expected no such call'}"
        lines = [f"  {self._shown(call)}" for call in self.calls[:_CALLS]]
        if len(self.calls) > _CALLS:
            lines.append(f"  ... {len(self.calls) - _CALLS} more")
        head += "; calls were:" if lines else "; there were no calls"
        if self._called and self._args is not None and len(self.calls) == 1:
            comparison = compare(list(self.calls[0]), list(self._args))
            lines.append(describe_comparison(comparison, "arguments", self._test.maxDiff))
        self._fail(described(head, *lines, describe_function(self._original)))

    def _shown(self, arguments: Tuple[Any, ...]) -> str:
        return f"{self._function}({', '.join(shown(argument, 40) for argument in arguments)})"


def _put(value: Any, table: Dict[str, Any], key: str) -> Callable[[], None]:
    """Put a value in a table and return what puts back what was there, unless there is another one by then."""
    before = table.get(key, _nothing)  # a built-in function is no variable until it is replaced
    table[key] = value

    def put_back() -> None:
        if table.get(key) is not value:
            return
        if before is _nothing:
            del table[key]
        else:
            table[key] = before

    return put_back


def _nothing() -> None:
    """Do nothing; stands for a value that is not there, too."""


def _same(value: Any) -> Any:
    return value


def _arguments(args: Any) -> Tuple[Any, ...]:
    return tuple(checked_list(args, "args", "arguments"))
