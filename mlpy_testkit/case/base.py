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
from typing import Any, ClassVar, Dict, Iterable, List, Optional, Sequence, Union

from ..assertions import MLAsserts
from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, Grants, NoContext, as_tokens
from ..capabilities.context import get_current_context
from ..engine import Limits, MLUsageError, Outcome, Program
from ..engine.engine import answer
from ..engine.failures import showing_ml_only
from ..integration.engine import Engine
from ..integration.executor import AsyncMLExecutor
from ..integration.session import MLREPLSession
from ..world import World
from .leaks import DEFAULT, Leaks
from .lifecycle import Lifecycle
from .settings import MARK, ml_settings

__unittest = True  # keep these frames out of failure reports

_opening = threading.RLock()  # two threads of one test must not open two sessions
Path = Union[str, "os.PathLike[str]"]
_MADE = ("_ml_session", "_ml_executor", "_ml_granted")  # what depends on the settings


class MLTests(MLAsserts, Lifecycle):
    """What both test cases have; class attributes configure it, see :class:`MLIntegrationTestCase`."""

    ml_files: ClassVar[Sequence[Path]] = ()
    ml_source: ClassVar[str] = ""
    ml_import_paths: ClassVar[Sequence[Path]] = ()
    ml_limits: ClassVar[Limits] = Limits()
    ml_capabilities: ClassVar[Optional[Iterable[Union[CapabilityToken, str]]]] = ()
    ml_world: ClassVar[Any] = None  # a World, or a function that returns one
    ml_isolation: ClassVar[str] = "thread"
    ml_forbid_findings: ClassVar[bool] = False
    ml_leaks: ClassVar[Sequence[str]] = DEFAULT

    _ml_session: Optional[MLREPLSession] = None
    _ml_executor: Optional[AsyncMLExecutor] = None
    _ml_granted: Optional[CapabilityContext] = None
    _ml_own_world: Optional[World] = None
    _ml_watch: Optional[Leaks] = None

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
                self._ml_check_running()
                session = self._ml_open()
                self.addCleanup(self._ml_drop, "_ml_session")
                self.addCleanup(session.close)
                self._ml_session = session
            return self._ml_session

    @property
    def executor(self) -> AsyncMLExecutor:
        """The executor of this test: the same grants, limits and world, no variables of the session."""
        with _opening:
            if self._ml_executor is None:
                self._ml_check_running()
                executor = AsyncMLExecutor(engine=self._ml_engine(), isolation=self.ml_isolation)
                self.addCleanup(executor.shutdown, wait=False)
                self.addCleanup(self._ml_drop, "_ml_executor")
                self._ml_executor = executor
            return self._ml_executor

    @property
    def capabilities(self) -> CapabilityContext:
        """The context of what this test grants; its ``audit`` is the trail of all checks of the test."""
        with _opening:
            if self.ml_capabilities is None:
                return get_current_context() or NoContext()
            if self._ml_granted is None:
                self._ml_granted = Grants([token.renewed() for token in as_tokens(self.ml_capabilities)])
                self.addCleanup(self._ml_drop, "_ml_granted")
            return self._ml_granted

    @property
    def world(self) -> World:
        """The world of this test: the clock, files, network and so on that its ML code sees."""
        with _opening:
            if self._ml_own_world is None:
                self._ml_own_world = self.make_ml_world().fresh()
                self.addCleanup(self._ml_leave_world)
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
        if outcome.program is not None:
            self._ml_check_findings(outcome.program)
        return outcome

    def audit_ml(self) -> AuditTrail:
        """Return the trail of all capability checks of this test."""
        return self.capabilities.audit

    def _ml_find_session(self) -> MLREPLSession:
        return self.session

    def ml_settings(self, **values: Any) -> ml_settings:
        """Return a context manager in which other settings are in force, see :class:`ml_settings`."""
        return ml_settings(self, **values)

    # -- settings -------------------------------------------------------------------------------

    def _ml_change(self, values: Dict[str, Any]) -> Dict[str, Any]:
        """Put settings in force, and return what was before: also what was made by them."""
        before: Dict[str, Any] = {}
        for name in [*(f"ml_{name}" for name in values), *_MADE, "_ml_own_world"]:
            if name == "_ml_own_world" and "world" not in values:
                continue
            before[name] = self.__dict__.pop(name, None) if name in self.__dict__ else _change
        self.__dict__.update({f"ml_{name}": value for name, value in values.items()})
        return before

    def _ml_restore(self, before: Dict[str, Any]) -> None:
        executor, session = self.__dict__.get("_ml_executor"), self.__dict__.get("_ml_session")
        if executor is not None:
            executor.shutdown(wait=False)
        if session is not None:
            session.close()
        for name, value in before.items():
            self.__dict__.pop(name, None)
            if value is not _change:
                self.__dict__[name] = value

    # -- the life of a test ---------------------------------------------------------------------

    def _ml_before(self) -> None:
        marked = getattr(getattr(self, self._testMethodName), MARK, None)
        if marked:
            self.addCleanup(self._ml_restore, self._ml_change(marked))
        self._ml_watch = Leaks(self.ml_leaks)

    def _ml_left_behind(self) -> List[str]:
        problems = super()._ml_left_behind()
        if "tasks" not in self.ml_leaks:
            problems = []
        watch, self._ml_watch = self._ml_watch, None
        return problems + ([] if watch is None else watch.compare())

    # -- making -------------------------------------------------------------------------------

    def _ml_engine(self) -> Engine:
        if isinstance(self.ml_files, (str, bytes)):
            raise MLUsageError("ml_files must be a list of paths, not one path")
        folders = [self._ml_path(path) for path in self.ml_import_paths]
        beside = dict.fromkeys(os.path.dirname(self._ml_path(path)) for path in self.ml_files)
        granted = None if self.ml_capabilities is None else self.capabilities
        return Engine([*folders, *beside], limits=self.ml_limits, capabilities=granted, world=self.world)

    def _ml_open(self) -> MLREPLSession:
        session = MLREPLSession(engine=self._ml_engine(), world=self.world)
        try:
            for path in self.ml_files:
                self._ml_load(session.execute_file(self._ml_path(path)))
            if self.ml_source:
                self._ml_load(session.execute_outcome(self.ml_source, "ml_source"))
        except BaseException:
            session.close()
            raise
        return session

    def _ml_load(self, outcome: Outcome) -> None:
        answer(outcome)
        if outcome.program is not None:
            self._ml_check_findings(outcome.program)

    def _ml_check_running(self) -> None:
        """Raise if a thread that outlives the test asks for something that nobody would clean up."""
        if self._ml_is_over:
            raise MLUsageError(f"{self.id()} is over")

    def _ml_path(self, path: Path) -> str:
        """Return a path as seen from the file of the test class."""
        text = os.fspath(path)
        home = getattr(sys.modules.get(type(self).__module__), "__file__", None)
        beside = os.path.join(os.path.dirname(os.path.abspath(home)), text) if home else text
        return beside if os.path.exists(beside) or not os.path.exists(text) else text

    def _ml_check_findings(self, program: Program) -> None:
        if self.ml_forbid_findings and program.findings:
            lines = "\n".join(f"  {finding}" for finding in program.findings)
            self.fail(f"ML code behaves differently in mlpy 2.0\n{lines}")

    def _ml_drop(self, name: str) -> None:
        self.__dict__.pop(name, None)

    def _ml_leave_world(self) -> None:
        world = self.__dict__.pop("_ml_own_world", None)
        if world is not None:
            world.check()


_change: Any = object()  # stands for an attribute that the test itself did not have


class MLTestCase(MLTests, unittest.TestCase):
    """A test case with an ML session, for tests without ``async``; see :class:`MLIntegrationTestCase`."""

    ml_awaits = False


class MLIntegrationTestCase(MLTests, unittest.IsolatedAsyncioTestCase):
    """A test case with an ML session.

    Class attributes say what is loaded into the session of every test: ``ml_files`` are paths,
    relative to the file of the test class, ``ml_source`` is ML text that runs after them.
    ``ml_import_paths`` are directories for ``import`` (those of ``ml_files`` count too), ``ml_limits``
    bounds every execution, ``ml_capabilities`` are what the code is granted: texts such as
    ``"file.read:/data/*"``, or tokens, whose uses are counted anew in every test; None leaves it to the
    ``capability_context`` in which the test runs the code. With ``ml_forbid_findings`` code that mlpy 2.0
    would refuse or answer differently fails the test. ``ml_isolation`` is how ``self.executor`` runs code,
    "thread" or "process". ``ml_leaks`` lists what else must not be left behind besides executors and
    sessions: "tasks" by default, "threads", "processes", "descriptors", "environment", "directory".
    ``ml_timeout`` seconds are what awaited phases of a test may take.

    The outside that the code sees is ``self.world``, by default the real one, to which capabilities are
    the door; ``ml_world``, or a method ``make_ml_world``, gives another one. All of it can be changed for
    one test, or for a part of one, with :class:`ml_settings`.

        class Pricing(MLIntegrationTestCase):
            ml_files = ["rules/pricing.ml"]
            ml_capabilities = [grant("file.read", "/data/*")]

            def make_ml_world(self):
                return World.fake(files={"/data/rates.json": '{"vat": 0.2}'})

            def test_total(self):
                self.assertMLResult("result = total(100, 0.2);", 120)

            async def test_from_async_code(self):
                await self.assertAsyncMLResult("result = total(100, 0.2);", 120)
    """
