"""What all mixins share: where code runs, how an assertion fails, forms with a block."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, NoReturn, Optional, Type, TypeVar

from ..capabilities import AuditTrail, CapabilityContext, as_context
from ..engine import Limits, MLUsageError, Outcome
from ..engine.arguments import check_context, shown
from ..engine.errors import MLUsageTypeError
from .awaitable import AsyncAssertion, Duty
from .seen import Seen, is_execution, not_code, see

__unittest = True  # keep these frames out of failure reports

_Block = TypeVar("_Block", bound="Block")

if TYPE_CHECKING:
    import unittest

    _Beside = unittest.TestCase
else:
    _Beside = object


class Asserts(_Beside):
    """Base of the mixins; each stands beside any ``unittest.TestCase``.

    Code runs in ``self.session`` if the test has an ML session there, in the ``session=`` that is given to an
    assertion, or else in a session that is made for the test when it is first needed, and closed after it.
    """

    def run_ml(
        self,
        code: str,
        *,
        session: Any = None,
        context: Optional[Mapping[str, Any]] = None,
        limits: Optional[Limits] = None,
        capabilities: Any = None,
    ) -> Outcome:
        """Run code in the session; its value is the variable ``result`` if it sets that.

        ``context`` gives variables of the session their values. ``limits`` and ``capabilities`` are for this
        code instead of those of the session.
        """
        session = self._ml_session_of(session)
        check_context(context)
        for name, value in (context or {}).items():
            session.set(name, value)
        options: Dict[str, Any] = {} if limits is None else {"limits": limits}
        if capabilities is not None:
            options["capabilities"] = self._ml_granting(capabilities, session)
        outcome: Any = getattr(session, "execute_outcome", session.execute)(code, **options)
        return outcome.take_result() if isinstance(outcome, Outcome) else outcome

    def audit_ml(self) -> AuditTrail:
        """Return the trail of all capability checks of this test."""
        trail: AuditTrail = self._ml_find_session().audit
        return trail

    def _ml_find_session(self) -> Any:
        """Return the session of the test: its own, or one that is made for it."""
        session = getattr(self, "session", None)
        if session is not None and all(hasattr(session, name) for name in ("execute", "run", "variables")):
            return session
        made = self.__dict__.get("_ml_session_made")
        if made is None:
            from ..integration.session import MLREPLSession

            made = self.__dict__["_ml_session_made"] = MLREPLSession()
            self.addCleanup(made.close)
            self.addCleanup(self.__dict__.pop, "_ml_session_made")
        return made

    def _ml_session_of(self, session: Any) -> Any:
        """Return the session that was given to an assertion, or that of the test for None."""
        if session is None:
            return self._ml_find_session()
        if not (hasattr(session, "execute") or hasattr(session, "call_function")):
            raise MLUsageTypeError(f"session must be a session, not {shown(session)}")
        return session

    def _ml_see(self, code: Any, session: Any = None, context: Any = None, limits: Any = None) -> Seen:
        """Return what code comes to, or what an execution came to that is given instead of code."""
        options = {"session": session, "context": context, "limits": limits}
        given = {name: value for name, value in options.items() if value is not None}
        if isinstance(code, str):

            def find(name: str) -> Any:
                used = self._ml_session_of(session)
                return used.find_function(name) if hasattr(used, "find_function") else None

            return see(self.run_ml(code, **given))._replace(find=find)
        if is_execution(code) and given:
            raise MLUsageError(f"{next(iter(given))} is for code that is run; this has been run already")
        return see(code)

    def _ml_granting(self, capabilities: Any, session: Any) -> CapabilityContext:
        """Return the context for grants; what is checked in it is seen in the trail of the session too."""
        if isinstance(capabilities, CapabilityContext):
            return capabilities
        context = as_context(capabilities)
        assert context is not None
        if isinstance(session.audit, AuditTrail):
            context.audit = AuditTrail(outer=session.audit)
        return context

    def _ml_async(self, name: str, work: Callable[[], Any], finish: Callable[[Any], Any], session: Any) -> Any:
        """Return an assertion to be awaited: *work* is done beside the event loop, *finish* judges what came of it."""

        async def run() -> Any:
            from asyncio import CancelledError

            from ..integration.workers import in_thread

            used = self._ml_session_of(session)
            try:
                found = await in_thread(work)
            except CancelledError:
                used.interrupt()
                raise
            return finish(found)

        return AsyncAssertion(self, name, run)

    def _ml_fail(self, msg: Any, text: str) -> NoReturn:
        raise self.failureException(self._formatMessage(msg, text)) from None


class Block(ABC):
    """Base of what the assertions with a ``with`` statement return: sees what happens in the block.

    A subclass says in ``end`` what it thinks of it. Made without code and never entered, it fails the test.
    """

    def __init__(self, test: Asserts, name: str, msg: Any) -> None:
        self._test = test
        self._msg = msg
        self._duty: Optional[Duty] = None
        self._name = name

    @abstractmethod
    def begin(self) -> None:
        """The block begins."""

    @abstractmethod
    def end(self, error: Optional[BaseException]) -> bool:
        """The block has ended, with an error or without; return whether that error was expected, or fail."""

    def awaiting(self: _Block) -> _Block:
        """Fail the test unless a ``with`` statement follows."""
        self._duty = Duty(self._test, self._name, "used in a with statement")
        return self

    def around(self: _Block, function: Callable[..., Any], *arguments: Any, **keywords: Any) -> _Block:
        """Call a function as the block."""
        with self:
            value = function(*arguments, **keywords)
            if hasattr(value, "__await__"):
                raise not_code(value)
        return self

    def __enter__(self: _Block) -> _Block:
        if self._duty is not None:
            self._duty.done = True
        getattr(self._test, "session", None)  # what is loaded into it when it is opened is not of the block
        self.begin()
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> bool:
        if error is not None and not isinstance(error, Exception):
            return False  # the interpreter, or the loop, ends what is going on
        return self.end(error)

    def _fail(self, text: str) -> NoReturn:
        self._test._ml_fail(self._msg, text)
