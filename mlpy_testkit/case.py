"""The test case: a session of ML for every test, and the assertions.

A class says what ML it is about; each test gets a fresh session with that loaded, made when the test
first uses it.
"""

from __future__ import annotations

import asyncio
import contextvars
import os
import sys
import threading
import unittest
from typing import Any, Callable, ClassVar, Iterable, Optional, Sequence, Union

from .assertions import CapabilityAsserts, ExecutionAsserts
from .capabilities import AuditTrail, CapabilityToken, as_tokens, audit_trail
from .engine import Limits, MLUsageError, Outcome, Program, Session
from .engine.engine import answer
from .engine.failures import showing_ml_only
from .integration.engine import Engine
from .world import World

__unittest = True  # keep these frames out of failure reports

_opening = threading.RLock()  # two threads of one test must not open two sessions
Path = Union[str, "os.PathLike[str]"]


class MLIntegrationTestCase(ExecutionAsserts, CapabilityAsserts, unittest.IsolatedAsyncioTestCase):
    """A test case with an ML session.

    Class attributes say what is loaded into the session of every test: ``ml_files`` are paths,
    relative to the file of the test class, ``ml_source`` is ML text that runs after them.
    ``ml_import_paths`` are directories for ``import`` (those of ``ml_files`` count too), ``ml_limits``
    bounds every execution, ``ml_capabilities`` are what the code is granted: texts such as
    ``"file.read:/data/*"``, or tokens, whose uses are counted anew in every test; None leaves it to the
    ``capability_context`` in which the test runs the code. With ``ml_forbid_findings`` code that mlpy 2.0
    would refuse or answer differently fails the test.

    The outside that the code sees is ``self.world``, by default the real one, to which capabilities are
    the door. A class that defines ``make_ml_world`` has another one.

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

    ml_files: ClassVar[Sequence[Path]] = ()
    ml_source: ClassVar[str] = ""
    ml_import_paths: ClassVar[Sequence[Path]] = ()
    ml_limits: ClassVar[Limits] = Limits()
    ml_capabilities: ClassVar[Optional[Iterable[Union[CapabilityToken, str]]]] = ()
    ml_forbid_findings: ClassVar[bool] = False

    _ml_session: Optional[Session] = None
    _ml_world: Optional[World] = None

    @property
    @showing_ml_only
    def session(self) -> Session:
        """The ML session of this test.

        ``session.run(code)`` returns the value of the last expression, ``session.call(name, ...)`` calls
        an ML function, ``session.execute(code)`` returns an ``Outcome``; the first two raise ``MLError``.
        """
        with _opening:
            if self._ml_session is None:
                self._ml_session = self._ml_open()
                self.addCleanup(self._ml_close)
            return self._ml_session

    @property
    def world(self) -> World:
        """The world of this test: the clock, files, network and so on that its ML code sees."""
        with _opening:
            if self._ml_world is None:
                self._ml_world = self.make_ml_world().fresh()
                self.addCleanup(self._ml_leave_world)
            return self._ml_world

    def make_ml_world(self) -> World:
        """Return the world for one test: by default the real one."""
        return World.real()

    def run_ml(self, code: str) -> Outcome:
        """Run code in the session; its value is the variable ``result`` if it sets that."""
        session = self.session
        outcome = session.execute(code)
        if outcome.program is not None:
            self._ml_check_findings(outcome.program)
            if outcome.error is None and "result" in outcome.program.globals:
                outcome.value, outcome.has_value = session.variables["result"], True
        return outcome

    def audit_ml(self) -> AuditTrail:
        """Return the trail of all capability checks of this test."""
        trail: Optional[AuditTrail] = self.session.audit
        return audit_trail() if trail is None else trail

    async def assertAsyncMLResult(self, code: str, expected: Any, msg: Any = None) -> None:
        """Fail unless *code*, run beside the event loop, has the value *expected*."""
        session = self.session
        try:
            outcome = await _in_thread(lambda: self.run_ml(code))
        except asyncio.CancelledError:
            session.interrupt()
            raise
        self._ml_check_result(outcome, expected, msg)

    def _ml_open(self) -> Session:
        if isinstance(self.ml_files, (str, bytes)):
            raise MLUsageError("ml_files must be a list of paths, not one path")
        files = [self._ml_path(path) for path in self.ml_files]
        folders = [self._ml_path(path) for path in self.ml_import_paths]
        granted = self.ml_capabilities
        engine = Engine(
            [*folders, *dict.fromkeys(map(os.path.dirname, files))],
            limits=self.ml_limits,
            capabilities=None if granted is None else [token.renewed() for token in as_tokens(granted)],
            world=self.world,
        )
        session = engine.session(world=self.world)
        for path in files:
            self._ml_load(session.execute_file(path))
        if self.ml_source:
            self._ml_load(session.execute(self.ml_source, "ml_source"))
        return session

    def _ml_load(self, outcome: Outcome) -> None:
        answer(outcome)
        if outcome.program is not None:
            self._ml_check_findings(outcome.program)

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

    def _ml_close(self) -> None:
        self._ml_session = None

    def _ml_leave_world(self) -> None:
        world, self._ml_world = self._ml_world, None
        if world is not None:
            world.check()


async def _in_thread(function: Callable[[], Any]) -> Any:
    """Run a function in a thread of its own and await its result."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()
    context = contextvars.copy_context()

    def finish(value: Any, error: Optional[BaseException]) -> None:
        if not future.done():
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

    def work() -> None:
        try:
            value, error = context.run(function), None
        except BaseException as failure:
            value, error = None, failure
        try:
            loop.call_soon_threadsafe(finish, value, error)
        except RuntimeError:  # the loop is closed: nobody waits any more
            return

    threading.Thread(target=work, name="mlpy_testkit execution", daemon=True).start()
    return await future
