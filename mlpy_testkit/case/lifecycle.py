"""The life of one test, the same on every Python.

``unittest.IsolatedAsyncioTestCase`` differs from version to version in which context variables a phase
sees, in what happens at ``SystemExit``, in pickling; and it always runs the loop in debug mode, which is
most of its cost. Here each phase runs in one context of its own test, a loop is made when something is
awaited, and debug mode is on only if ``ml_debug``, ``PYTHONASYNCIODEBUG`` or ``-X dev`` asks for it.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import sys
import types
import unittest
from contextvars import ContextVar
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncContextManager,
    Callable,
    ContextManager,
    Coroutine,
    Dict,
    List,
    Optional,
    Sequence,
    Set,
    Tuple,
    TypeVar,
)

from ..engine.arguments import checked_seconds
from ..integration.open import owner
from .daemons import Daemons
from .deadline import Deadline
from .leaks import DEFAULT, Leaks
from .tasks import Tasks
from .unawaited import Unawaited

__unittest = True  # keep these frames out of failure reports

_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200  # flags of code objects
PATIENCE = 5.0  # seconds for tasks that are cancelled, and for what the loop runs in threads
_FIXTURES = ("setUp", "tearDown", "setUpClass", "tearDownClass")

_Value = TypeVar("_Value")

if TYPE_CHECKING:
    _Test = unittest.TestCase
else:
    _Test = object


def check_class(kind: type, asynchronous: bool) -> None:
    """Raise ``TypeError`` if a class has tests or fixtures that unittest would not run.

    >>> class Wrong:
    ...     async def test_never(self): ...
    >>> check_class(Wrong, asynchronous=False)
    Traceback (most recent call last):
    TypeError: Wrong.test_never is a coroutine function, which this class would not await; MLIntegrationTestCase would
    """
    seen: Set[str] = set()
    for base in kind.__mro__:
        members = {name: member for name, member in vars(base).items() if name not in seen}
        seen.update(members)
        if base is kind or not issubclass(base, Lifecycle):  # the others have been checked
            _check_members(base, members, asynchronous)


def _awaited_by(name: str, asynchronous: bool) -> str:
    """Say where such a function is awaited, if there is a way."""
    if not asynchronous:
        return "" if name in _FIXTURES else "; MLIntegrationTestCase would"
    return f"; async{name[0].upper()}{name[1:]} is awaited" if name in ("setUp", "tearDown") else ""


def _check_members(kind: type, members: Dict[str, Any], asynchronous: bool) -> None:
    for name, member in members.items():
        function = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
        flags = function.__code__.co_flags if isinstance(function, types.FunctionType) else 0
        if not flags & (_GENERATOR | _COROUTINE | _ASYNC_GENERATOR):
            continue
        is_test = name.startswith("test")
        if flags & _COROUTINE:
            if name in _FIXTURES or (not asynchronous and (is_test or name in ("asyncSetUp", "asyncTearDown"))):
                what = f"{kind.__name__}.{name} is a coroutine function"
                raise TypeError(f"{what}, which this class would not await{_awaited_by(name, asynchronous)}")
        elif is_test or name in _FIXTURES or name in ("asyncSetUp", "asyncTearDown"):
            raise TypeError(f"{kind.__name__}.{name} is a generator function: nothing of it would run")


_running: ContextVar[Optional[Lifecycle]] = ContextVar("mlpy_testkit_test", default=None)


def current_test() -> Optional[Lifecycle]:
    """Return the test that runs here, in this task or thread."""
    return _running.get()


class Lifecycle(_Test):
    """Runs the phases of a test; stands before a class of unittest.

    ``ml_timeout`` seconds after they began, awaited phases fail; None is no limit. ``ml_leaks`` are the
    kinds of things that must not be left behind. ``ml_debug`` is asyncio's debug mode; None leaves it to
    ``PYTHONASYNCIODEBUG``.
    """

    ml_timeout: Optional[float] = None
    ml_leaks: Sequence[str] = DEFAULT
    ml_debug: Optional[bool] = None
    ml_awaits = True  # whether coroutines are awaited, or refused

    _cleanups: List[Any]
    _class_cleanups: List[Any]
    _ml_context: Optional[contextvars.Context] = None
    _ml_loop: Optional[asyncio.AbstractEventLoop] = None
    _ml_tasks: Optional[Tasks] = None
    _ml_daemons: Optional[Daemons] = None
    _ml_leaks: Optional[Leaks] = None
    _ml_unawaited: Optional[Unawaited] = None
    _ml_has_failed = False
    _ml_is_over = False
    _ml_is_in_suite = False  # whether somebody cleans up after the class

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        check_class(cls, cls.ml_awaits)
        if "_class_cleanups" not in vars(cls):  # on 3.9 there is one list for all classes
            cls._class_cleanups = []

    def __reduce__(self) -> Tuple[Any, ...]:
        """Pickle a test as its class and the name of its method, for runners with several processes."""
        return type(self), (self._testMethodName,)

    def run(self, result: Optional[unittest.TestResult] = None) -> Optional[unittest.TestResult]:
        """Run the test and leave nothing of it behind."""
        self._ml_is_in_suite = getattr(result, "_previousTestClass", None) is type(self)
        self._ml_enter()
        try:
            return super().run(result)
        finally:
            self._ml_leave()

    def debug(self) -> None:
        """Run the test without a result; what goes wrong is raised."""
        self._ml_enter()
        try:
            super().debug()
        finally:
            self._ml_leave()

    def doCleanups(self) -> Any:
        """Run all cleanups; a test may do that itself, before its end."""
        if _running.get() is not self:
            return super().doCleanups()
        last = self._cleanups.pop(0)
        try:
            return super().doCleanups()
        finally:
            self._cleanups.insert(0, last)

    # -- the phases, as unittest calls them -----------------------------------------------------

    def _callSetUp(self) -> None:
        self._cleanups.insert(0, (self._ml_after, (), {}))  # the first is the last to run
        self._ml_before()
        self._ml_do(self.setUp)
        self._ml_do(self.asyncSetUp)

    def _callTestMethod(self, method: Callable[[], Any]) -> None:
        self._ml_has_failed = True
        value = self._ml_do(method)
        self._ml_has_failed = False
        if value is not None:
            name = f"{type(self).__name__}.{self._testMethodName}"
            if isinstance(value, (types.GeneratorType, types.AsyncGeneratorType)):
                raise TypeError(f"{name} is a generator function: nothing of it was run")
            raise TypeError(f"{name} returned {value!r}; a test returns nothing")

    def _callTearDown(self) -> None:
        self._ml_do(self.asyncTearDown)
        self._ml_do(self.tearDown)

    def _callCleanup(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> None:
        if function == self._ml_after:  # it awaits, and so cannot run in the context of the test
            self._ml_after()
        else:
            self._ml_do(function, *arguments, **options)

    async def asyncSetUp(self) -> None:
        """Prepare a test, in its event loop."""

    async def asyncTearDown(self) -> None:
        """Clean up after a test, in its event loop."""

    def addAsyncCleanup(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> None:
        """Have a coroutine function awaited after the test."""
        self.addCleanup(function, *arguments, **options)

    def enterContext(self, cm: ContextManager[_Value]) -> _Value:
        """Enter a context manager, leave it after the test, and return what it gave."""
        return _enter(cm, self.addCleanup)

    @classmethod
    def enterClassContext(cls, cm: ContextManager[_Value]) -> _Value:
        """Enter a context manager, leave it after the tests of the class, and return what it gave."""
        return _enter(cm, cls.addClassCleanup)

    async def enterAsyncContext(self, cm: AsyncContextManager[_Value]) -> _Value:
        """Enter an asynchronous context manager, leave it after the test, and return what it gave."""
        kind = type(cm)
        try:
            enter, leave = kind.__aenter__, kind.__aexit__
        except AttributeError:
            raise TypeError(f"{kind.__qualname__!r} is no asynchronous context manager") from None
        value = await enter(cm)
        self.addAsyncCleanup(leave, cm, None, None, None)
        return value

    # -- hooks ----------------------------------------------------------------------------------

    def _ml_before(self) -> None:
        """Prepare what is watched during the test."""
        if self.ml_timeout is not None:
            checked_seconds(self.ml_timeout, "ml_timeout")
        self._ml_leaks = Leaks(self.ml_leaks, self)
        self._ml_unawaited = Unawaited()

    def _ml_after(self) -> None:
        """Fail the test if it has left something behind."""
        problems = self._ml_left_behind()
        if problems:
            self.fail("\n".join(problems))

    def _ml_left_behind(self) -> List[str]:
        problems: List[str] = []
        if self._ml_tasks is not None:
            self._ml_tasks.settle()
            problems += self._ml_tasks.describe()
        if self._ml_daemons is not None:
            problems += self._ml_daemons.describe(PATIENCE)
        if self._ml_loop is not None:
            self._ml_close_loop()
        unawaited, self._ml_unawaited = self._ml_unawaited, None
        if unawaited is not None:
            if self._ml_has_failed:
                gc.collect(1)  # the error holds what the test has just made: let it go now, and not in a later test
            unawaited.end()
            problems += unawaited.problems
        leaks, self._ml_leaks = self._ml_leaks, None
        if leaks is not None:
            problems += leaks.compare()
        return problems

    # -- awaiting -------------------------------------------------------------------------------

    def _ml_do(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call a function in the context of the test; await what it returns if that is a coroutine."""
        context = self._ml_context
        if getattr(function, "__func__", None) in _NOTHING:
            return None
        if context is None or _running.get() is self:  # a phase of this test called it
            context = None
            value = function(*arguments, **options)
        else:
            value = context.run(function, *arguments, **options)
        if isinstance(value, types.CoroutineType):
            if not self.ml_awaits:
                value.close()
                name = getattr(function, "__qualname__", repr(function))
                raise TypeError(f"{name} is a coroutine function, which this class does not await")
            return self._ml_await(value, context)
        if hasattr(value, "__await__"):
            return self._ml_await(_awaited(value), context)
        return value

    def _ml_await(self, coroutine: Coroutine[Any, Any, _Value], context: Optional[contextvars.Context]) -> _Value:
        """Run a coroutine to its end in the loop of the test."""
        loop = self._ml_loop
        if loop is None:
            loop = self._ml_loop = self._ml_open_loop()
        stopped: List[BaseException] = []
        task = _task_in(loop, context, _guarded(coroutine, stopped))
        deadline = None if self.ml_timeout is None else Deadline(loop, task, self.ml_timeout)
        try:
            value: _Value = loop.run_until_complete(task)
            if deadline is not None and deadline.is_over:
                raise self._ml_late()
        except Exception as error:
            if deadline is not None and deadline.is_over and not isinstance(error, self.failureException):
                raise self._ml_late() from error
            stopped.append(error.with_traceback(_below_the_loop(error)))
        except asyncio.CancelledError as error:
            if deadline is None or not deadline.is_over:
                raise
            raise self._ml_late().with_traceback(_below_the_loop(error)) from None
        finally:
            if deadline is not None:
                deadline.leave()
            del task, deadline  # the task keeps the error, and the error this frame
        if stopped:
            raise stopped.pop()  # a list that held it would keep this frame, and the frame the list
        return value

    def _ml_late(self) -> BaseException:
        return self.failureException(f"the test did not finish within {self.ml_timeout} seconds")

    def _ml_open_loop(self) -> asyncio.AbstractEventLoop:
        factory = getattr(self, "loop_factory", None)
        loop: asyncio.AbstractEventLoop = (factory or asyncio.new_event_loop)()
        asyncio.set_event_loop(loop)
        if self.ml_debug is not None:
            loop.set_debug(self.ml_debug)
        self._ml_daemons = Daemons()
        loop.set_default_executor(self._ml_daemons)
        if "tasks" in self.ml_leaks:
            self._ml_tasks = Tasks(loop)
        return loop

    def _ml_enter(self) -> None:
        self._ml_context, self._ml_is_over = contextvars.copy_context(), False
        self._ml_context.run(_running.set, self)
        self._ml_context.run(owner.set, self)

    def _ml_leave(self) -> None:
        """Leave nothing behind, however the test ended."""
        if self._ml_loop is not None:
            self._ml_close_loop()
        unawaited, self._ml_unawaited = self._ml_unawaited, None
        if unawaited is not None:
            unawaited.end()
        leaks, self._ml_leaks = self._ml_leaks, None
        if leaks is not None:
            leaks.end()
        self._ml_context = None
        self._ml_is_over = True

    def _ml_close_loop(self) -> None:
        """Close the loop, whatever still runs in it."""
        loop: Any = self._ml_loop
        self._ml_loop = self._ml_tasks = self._ml_daemons = None
        try:
            pending = asyncio.all_tasks(loop)
            for task in pending:
                task.cancel()
            if pending:
                loop.run_until_complete(asyncio.wait(pending, timeout=PATIENCE))
            if getattr(loop, "_asyncgens", True):
                loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            loop.close()


class AsyncioTestCase(unittest.IsolatedAsyncioTestCase):
    """The class of unittest, without a loop of its own."""

    def run(self, result: Optional[unittest.TestResult] = None) -> Optional[unittest.TestResult]:
        """Run the test as any other."""
        return unittest.TestCase.run(self, result)

    def debug(self) -> None:
        """Run the test as any other, without a result."""
        unittest.TestCase.debug(self)


def _enter(manager: ContextManager[_Value], add_cleanup: Callable[..., Any]) -> _Value:
    kind = type(manager)
    try:
        enter, leave = kind.__enter__, kind.__exit__
    except AttributeError:
        raise TypeError(f"{kind.__qualname__!r} is no context manager") from None
    value = enter(manager)
    add_cleanup(leave, manager, None, None, None)
    return value


_NOTHING = frozenset(
    [
        Lifecycle.asyncSetUp,
        Lifecycle.asyncTearDown,
        unittest.TestCase.setUp,
        unittest.TestCase.tearDown,
        unittest.IsolatedAsyncioTestCase.asyncSetUp,
        unittest.IsolatedAsyncioTestCase.asyncTearDown,
    ]
)


async def _awaited(value: Any) -> Any:
    return await value


async def _guarded(coroutine: Coroutine[Any, Any, _Value], stopped: List[BaseException]) -> Any:
    """Await a coroutine; what a loop does not survive is handed out of it."""
    try:
        return await coroutine
    except SystemExit as error:
        stopped.append(error)
        return None


def _below_the_loop(error: BaseException) -> Optional[types.TracebackType]:
    """Return the traceback of an error from the awaited coroutine on, without the frames of the loop."""
    for seen in (error, error.__context__):  # a cancellation is told by another error until Python 3.10
        entry = None if seen is None else seen.__traceback__
        while entry is not None and entry.tb_frame.f_code is not _guarded.__code__:
            entry = entry.tb_next
        if entry is not None and entry.tb_next is not None:
            return entry.tb_next
    return error.__traceback__


if sys.version_info >= (3, 11):

    def _task_in(
        loop: asyncio.AbstractEventLoop, context: Optional[contextvars.Context], coroutine: Coroutine[Any, Any, Any]
    ) -> asyncio.Task[Any]:
        return loop.create_task(coroutine, context=context)

else:  # CPython 3.10
    from .stepping import InContext

    def _task_in(
        loop: asyncio.AbstractEventLoop, context: Optional[contextvars.Context], coroutine: Coroutine[Any, Any, Any]
    ) -> asyncio.Task[Any]:
        return loop.create_task(InContext(context, coroutine))
