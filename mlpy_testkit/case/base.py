"""The test cases: a session of ML for every test, its companions, and the assertions.

A class says what ML it is about; each test gets what it uses, fresh, made when it is first used and gone
when the test is over.
"""

from __future__ import annotations

import os
import sys
import threading
import unittest
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Iterable, Optional, Sequence, Union

from .. import backends
from ..assertions import MLAsserts
from ..backends.multiplied import OnEveryEngine
from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, Grants, NoContext, as_tokens
from ..capabilities.context import get_current_context
from ..engine import Limits, MLUsageError, Outcome
from ..engine.arguments import checked_paths
from ..engine.failures import showing_ml_only
from ..engine.outcome import answer
from ..integration.executor import AsyncMLExecutor
from ..integration.session import MLREPLSession
from ..world import World
from .lifecycle import PATIENCE, AsyncioTestCase, Lifecycle
from .settings import MARK, check_names, ml_settings
from .threads import Spare

if TYPE_CHECKING:
    from ..performance import PerformanceTester

__unittest = True  # keep these frames out of failure reports

_opening = threading.RLock()  # two threads of one test must not open two sessions
Path = Union[str, "os.PathLike[str]"]
_GIVEN = ("_ml_session", "_ml_executor", "_ml_performance", "_ml_granted", "_ml_own_world")
_LASTING = {"_ml_granted": "capabilities", "_ml_own_world": "world"}  # what other settings leave as it is


class MLTests(MLAsserts, OnEveryEngine, Lifecycle):
    """What both test cases have; class attributes configure it, see :class:`MLIntegrationTestCase`."""

    ml_files: ClassVar[Sequence[Path]] = ()
    ml_source: ClassVar[str] = ""
    ml_import_paths: ClassVar[Sequence[Path]] = ()
    ml_limits: ClassVar[Limits] = Limits()
    ml_capabilities: ClassVar[Optional[Iterable[Union[CapabilityToken, str]]]] = ()
    ml_world: ClassVar[Any] = None  # a World, or a function that returns one
    ml_isolation: ClassVar[str] = "thread"
    ml_forbid_findings: ClassVar[bool] = False
    ml_engine: ClassVar[Optional[str]] = None  # None is that of MLPY_TESTKIT_ENGINE, or else the embedded one

    _ml_session: Optional[MLREPLSession] = None
    _ml_executor: Optional[AsyncMLExecutor] = None
    _ml_granted: Optional[CapabilityContext] = None
    _ml_own_world: Optional[World] = None
    _ml_trail: Optional[AuditTrail] = None
    _ml_has_given = False
    _ml_threads: ClassVar[Optional[Spare]] = None
    _ml_is_runnable: ClassVar[Optional[type]] = None  # the class of which it is known that its engine is there

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        check_names(cls)

    # -- what a test is given -------------------------------------------------------------------

    @property
    @showing_ml_only
    def session(self) -> MLREPLSession:
        """The ML session of this test, with the files and the source of the class in it.

        ``session.run(code)`` returns the value of the last expression, ``session.call(name, ...)`` calls
        an ML function, and both raise ``MLError``; ``session.execute(code)`` returns a ``REPLResult``.
        """
        with _opening:
            if self._ml_session is None:
                self._ml_gives()
                self._ml_session = self._ml_open()
            return self._ml_session

    @property
    def executor(self) -> AsyncMLExecutor:
        """The executor of this test: the same grants, limits and world, no variables of the session."""
        with _opening:
            if self._ml_executor is None:
                self._ml_gives()
                executor = AsyncMLExecutor(engine=self._ml_engine(), isolation=self.ml_isolation)
                if self.ml_isolation == "thread" and self._ml_is_in_suite:
                    workers: Any = self._ml_spare().take(executor.max_workers)
                    executor._queue.workers = workers
                self._ml_executor = executor
            return self._ml_executor

    @property
    def capabilities(self) -> CapabilityContext:
        """The context of what this test grants; its ``audit`` is the trail of all checks of the test."""
        with _opening:
            if self.ml_capabilities is None:
                return get_current_context() or NoContext()
            if self._ml_granted is None:
                self._ml_gives()
                self._ml_granted = Grants([token.renewed() for token in as_tokens(self.ml_capabilities)])
                if self._ml_trail is None:
                    self._ml_trail = self._ml_granted.audit
                self._ml_granted.audit = self._ml_trail
            return self._ml_granted

    @property
    def world(self) -> World:
        """The world of this test: the clock, files, network and so on that its ML code sees."""
        with _opening:
            if self._ml_own_world is None:
                self._ml_gives()
                self._ml_own_world = self.make_ml_world().fresh()
            return self._ml_own_world

    def make_ml_world(self) -> World:
        """Return the world for one test: ``ml_world``, or what that returns, or else the real one."""
        world: Any = self.ml_world
        if isinstance(world, MethodType) and world.__self__ is self:  # a plain function as class attribute
            world = world.__func__
        if world is not None and not isinstance(world, World) and callable(world):
            world = world()
        if world is not None and not isinstance(world, World):
            raise MLUsageError(f"ml_world must be a World, or a function that returns one, not {world!r}")
        return world or World.real()

    def run_ml(self, code: str, **options: Any) -> Outcome:
        """Run code in the session; its value is the variable ``result`` if it sets that."""
        outcome = super().run_ml(code, **options)
        self._ml_check_findings(outcome)
        return outcome

    def audit_ml(self) -> AuditTrail:
        """Return the trail of all capability checks of this test."""
        return self.capabilities.audit

    def _ml_find_session(self) -> MLREPLSession:
        return self.session

    def ml_settings(self, **values: Any) -> ml_settings:
        """Return a context manager in which other settings are in force, see :class:`ml_settings`."""
        return ml_settings(**values)

    # -- settings -------------------------------------------------------------------------------

    def _ml_change(self, values: Dict[str, Any]) -> Dict[str, Any]:
        """Put settings in force, and return what was before: also what was made by them."""
        kept = {name for name, setting in _LASTING.items() if setting not in values}
        names = [*(f"ml_{name}" for name in values), *(name for name in _GIVEN if name not in kept)]
        before = {name: self.__dict__.pop(name, _absent) for name in names}
        self.__dict__.update({f"ml_{name}": value for name, value in values.items()})
        return before

    def _ml_restore(self, before: Dict[str, Any]) -> None:
        try:
            self._ml_put_away(before)
        finally:
            self.__dict__.update({name: value for name, value in before.items() if value is not _absent})

    def _ml_gives(self) -> None:
        """Have what is going to be made put away after the test."""
        if self._ml_is_over:  # a thread that outlives the test asks, and nobody would put it away
            raise MLUsageError(f"{self.id()} is over")
        if not self._ml_has_given:
            self._ml_has_given = True
            self.addCleanup(self._ml_take_back)

    def _ml_take_back(self) -> None:
        self._ml_has_given = False
        self._ml_put_away([*_GIVEN, "_ml_trail"])

    def _ml_put_away(self, names: Iterable[str]) -> None:
        """Forget attributes of this test, and close what they were."""
        values = {name: self.__dict__.pop(name, _absent) for name in names}
        executor = values.get("_ml_executor", _absent)
        session = values.get("_ml_session", _absent)
        world = values.get("_ml_own_world", _absent)
        if executor is not _absent:
            executor.shutdown(wait=False, cancel_futures=True)
        if session is not _absent:
            session.close()
        if world is not _absent:
            world.check()
        if executor is not _absent and not executor._queue.workers.wait(PATIENCE):
            self.fail("an execution of self.executor still runs: what it called cannot be stopped")

    # -- the life of a test ---------------------------------------------------------------------

    def _ml_before(self) -> None:
        marked = getattr(getattr(self, self._testMethodName), MARK, None)
        if marked:
            self.addCleanup(self._ml_restore, self._ml_change(marked))
        if marked or self._ml_is_runnable is not type(self):  # once a class: looking costs a third of a test
            self._ml_backend()
            type(self)._ml_is_runnable = type(self)
        super()._ml_before()

    # -- making -------------------------------------------------------------------------------

    def _ml_engine(self) -> Any:
        folders = [self._ml_path(path) for path in checked_paths(self.ml_import_paths, "ml_import_paths")]
        files = checked_paths(self.ml_files, "ml_files")
        beside = dict.fromkeys(os.path.dirname(self._ml_path(path)) for path in files)
        granted = None if self.ml_capabilities is None else self.capabilities
        return self._ml_backend().engine(
            [*folders, *beside], limits=self.ml_limits, capabilities=granted, world=self.world
        )

    @classmethod
    def _ml_spare(cls) -> Spare:
        """Return the threads that tests of this class hand on, until the class is done."""
        spare: Optional[Spare] = vars(cls).get("_ml_threads")
        if spare is None:
            spare = cls._ml_threads = Spare()
            cls.addClassCleanup(cls._ml_end_threads)
        return spare

    @classmethod
    def _ml_end_threads(cls) -> None:
        if cls._ml_threads is not None:
            cls._ml_threads.close()
            cls._ml_threads = None

    def _ml_backend(self) -> backends.Backend:
        """Return what makes engines, or skip the test if it cannot be used here."""
        backend = backends.get(self.ml_engine)
        reason = backend.missing()
        if reason is not None:
            self.skipTest(reason)
        return backend

    def _ml_open(self) -> MLREPLSession:
        session = MLREPLSession(engine=self._ml_engine(), world=self.world)
        try:
            for path in checked_paths(self.ml_files, "ml_files"):
                self._ml_load(session.execute_file(self._ml_path(path)))
            if self.ml_source:
                self._ml_load(session.execute_outcome(self.ml_source, "<ml_source>"))
        except BaseException:
            session.close()
            raise
        return session

    def _ml_new_tester(self) -> PerformanceTester:
        from ..performance import PerformanceTester

        self._ml_gives()
        granted = None if self.ml_capabilities is None else self.capabilities
        return PerformanceTester(capabilities=granted, limits=self.ml_limits, world=self.world)

    def _ml_load(self, outcome: Outcome) -> None:
        answer(outcome)
        self._ml_check_findings(outcome)

    def _ml_path(self, text: str) -> str:
        """Return a path as seen from the file of the test class."""
        home = getattr(sys.modules.get(type(self).__module__), "__file__", None)
        beside = os.path.join(os.path.dirname(os.path.abspath(home)), text) if home else text
        return beside if os.path.exists(beside) or not os.path.exists(text) else text

    def _ml_check_findings(self, outcome: Outcome) -> None:
        if self.ml_forbid_findings and outcome.findings:
            lines = "\n".join(f"  {finding}" for finding in outcome.findings)
            self.fail(f"ML code behaves differently in mlpy 2.0\n{lines}")


_absent: Any = object()  # stands for an attribute that the test itself did not have


class MLTestCase(MLTests, unittest.TestCase):
    """A test case with an ML session, for tests without ``async``; see :class:`MLIntegrationTestCase`.

    >>> class Pricing(MLTestCase):
    ...     ml_source = "function total(price, rate) { return price + price * rate; }"
    ...
    ...     def test_total(self):
    ...         self.assertMLResult("result = total(100, 0.2);", 120)
    >>> Pricing("test_total").run().wasSuccessful()
    True
    """

    ml_awaits = False


class MLIntegrationTestCase(MLTests, AsyncioTestCase):
    """A test case with an ML session.

    Class attributes say what is loaded into the session of every test: ``ml_files`` are paths,
    relative to the file of the test class, ``ml_source`` is ML text that runs after them.
    ``ml_import_paths`` are directories for ``import`` (those of ``ml_files`` count too), ``ml_limits``
    bounds every execution, ``ml_capabilities`` are what the code is granted: texts such as
    ``"file.read:/data/*"``, or tokens, whose uses are counted anew in every test; None leaves it to the
    ``capability_context`` in which the test runs the code. With ``ml_forbid_findings`` code that mlpy 2.0
    would refuse or answer differently fails the test. ``ml_isolation`` is how ``self.executor`` runs code,
    "thread" or "process". ``ml_leaks`` lists what else must not be left behind besides executors and
    sessions: "tasks" by default, "coroutines", "threads", "processes", "descriptors", "environment",
    "directory". ``ml_timeout`` seconds are what each awaited phase of a test may take; ``ml_debug`` turns asyncio's
    debug mode on or off. ``ml_engine`` is what runs the code, "embedded" or "mlpy"; with a list
    ``ml_engines`` the class is run on each of them.

    The outside that the code sees is ``self.world``, by default the real one, to which capabilities are
    the door; ``ml_world``, or a method ``make_ml_world``, gives another one. All of it can be changed for
    one test, or for a part of one, with :class:`ml_settings`.

    >>> from mlpy_testkit import grant
    >>> class Pricing(MLIntegrationTestCase):
    ...     ml_source = '''
    ...     import file;
    ...     import json;
    ...     function vat(price) { return price * json.parse(file.read("/data/rates.json")).vat; }
    ...     '''
    ...     ml_capabilities = [grant("file.read", "/data/*"), grant("json.parse")]
    ...
    ...     def make_ml_world(self):
    ...         return World.fake(files={"/data/rates.json": '{"vat": 0.2}'})
    ...
    ...     def test_vat(self):
    ...         self.assertMLResult("result = vat(100);", 20)
    ...
    ...     async def test_from_async_code(self):
    ...         await self.assertAsyncMLResult("result = vat(50);", 10)
    >>> [Pricing(name).run().wasSuccessful() for name in ("test_vat", "test_from_async_code")]
    [True, True]
    """
