"""``IntegrationTestHelper``: the assertions and the upkeep of mlpy's helper, for those who do not subclass a case."""

from __future__ import annotations

from typing import Any, Dict, Generator, Iterable, List, Mapping, Optional, Union

from .assertions.compare import is_same
from .capabilities import CapabilityNotFoundError, CapabilityToken, reset_capability_manager, set_current_context
from .capabilities.grants import Grant, as_token
from .capabilities.presets import Capabilities
from .engine.arguments import checked_list
from .engine.errors import MLUsageTypeError
from .integration.callbacks import ml_callback
from .integration.engine import Engine
from .integration.executor import async_ml_execute
from .integration.results import AsyncMLResult
from .integration.session import MLREPLSession
from .integration.waiting import is_in_loop
from .world import World

__unittest = True  # keep these frames out of failure reports


class IntegrationTestHelper:
    """Runs ML and raises ``AssertionError`` when it does not do what a test expects.

    ``mock_repl_sessions`` are the sessions it made, ``captured_async_executions`` and ``capability_violations``
    the history; ``cleanup``, or the end of a ``with`` block, closes and forgets them. ``world`` is what the code
    sees of the outside, by default the real one. Where ``capabilities`` are not given, those count that are in
    force around the call, see ``capability_context``.

    >>> with IntegrationTestHelper() as helper:
    ...     session = helper.create_test_repl()
    ...     _ = session.execute_ml_line("function double(x) { return x * 2; }")
    ...     helper.assert_callback_works(session, "double", (5,), 10)
    """

    def __init__(self, *, world: Optional[World] = None) -> None:
        self.world = world
        self.mock_repl_sessions: List[MLREPLSession] = []
        self.captured_async_executions: List[Dict[str, Any]] = []
        self.capability_violations: List[CapabilityNotFoundError] = []

    # -- sessions -------------------------------------------------------------------------------

    def create_test_repl(self, capabilities: Capabilities = None) -> MLREPLSession:
        """Return a new session with these grants; the helper closes it."""
        session = MLREPLSession(security_enabled=False, capabilities=capabilities, world=self.world)
        self.mock_repl_sessions.append(session)
        return session

    # -- assertions -----------------------------------------------------------------------------

    async def assert_async_execution(
        self,
        ml_code: str,
        expected_result: Any,
        timeout: Optional[float] = 5.0,
        capabilities: Capabilities = None,
        *,
        context: Optional[Mapping[str, Any]] = None,
    ) -> None:
        """Fail unless the code succeeds and its ``result`` is the expected one; true is not 1, no result not null."""
        result = await async_ml_execute(ml_code, timeout, context, capabilities=capabilities, world=self.world)
        self.captured_async_executions.append(
            {"ml_code": ml_code, "result": result, "execution_time": result.execution_time}
        )
        if not result.success:
            raise AssertionError(f"Execution failed: {result.error}")
        if not result.has_value or not is_same(result.value, expected_result):
            raise AssertionError(f"Expected {expected_result}, got {_shown(result)}")

    def assert_callback_works(
        self,
        session: Any,
        function_name: str,
        args: Iterable[Any],
        expected_result: Any,
        capabilities: Capabilities = None,
    ) -> None:
        """Fail unless a function of the session, called as a callback, returns the expected value.

        A function that fails raises ``CallbackError``, which is a ``RuntimeError``.
        """
        value = ml_callback(session, function_name, capabilities=capabilities)(*checked_list(args, "args", "arguments"))
        if not is_same(value, expected_result):
            raise AssertionError(f"Expected {expected_result}, got {value}")

    def assert_capability_violation(
        self,
        ml_code: str,
        required_capability: Grant,
        available_capabilities: Capabilities = None,
    ) -> Optional[Settled]:
        """Fail unless the code is denied a use of the required type, also if it catches the error.

        Runs and decides at once. In a running event loop the answer may be awaited as well.
        """
        wanted = _type_of(required_capability)
        outcome = Engine(capabilities=available_capabilities, world=self.world).run(ml_code)
        denied = next((check for check in outcome.audit.denied if check.type == wanted), None)
        if denied is None:
            if outcome.error is None:
                raise AssertionError("Expected CapabilityNotFoundError was not raised")
            found = f"{type(outcome.error).__name__}: {outcome.error.message}"
            raise AssertionError(f"Expected CapabilityNotFoundError, got {found}")
        violation = CapabilityNotFoundError(wanted, denied.resource)
        violation.__cause__ = outcome.error
        self.capability_violations.append(violation)
        return Settled() if is_in_loop() else None

    # -- history --------------------------------------------------------------------------------

    def get_execution_history(self) -> List[Dict[str, Any]]:
        """Return the executions so far: ``ml_code``, ``result`` and ``execution_time`` of each."""
        return list(self.captured_async_executions)

    def get_violation_history(self) -> List[CapabilityNotFoundError]:
        """Return the violations that were asserted so far."""
        return list(self.capability_violations)

    # -- the end --------------------------------------------------------------------------------

    def cleanup(self) -> None:
        """Close the sessions and forget the history."""
        self.captured_async_executions.clear()
        self.capability_violations.clear()
        errors: List[Exception] = []
        while self.mock_repl_sessions:
            try:
                self.mock_repl_sessions.pop().cleanup()
            except Exception as error:  # the others are to be closed first
                errors.append(error)
        if errors:
            raise errors[0]

    def reset(self) -> None:
        """Clean up, and drop the capability context in force and the manager of the process."""
        self.cleanup()
        set_current_context(None)
        reset_capability_manager()

    def __enter__(self) -> IntegrationTestHelper:
        return self

    def __exit__(self, *_: object) -> None:
        self.cleanup()

    async def __aenter__(self) -> IntegrationTestHelper:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cleanup()


class Settled:
    """Something to await that is done already."""

    def __await__(self) -> Generator[Any, Any, None]:
        yield from ()


def _shown(result: AsyncMLResult) -> str:
    return str(result.value) if result.has_value else "no result"


def _type_of(capability: Union[CapabilityToken, str]) -> str:
    if not isinstance(capability, (CapabilityToken, str)):
        raise MLUsageTypeError(f"required_capability must be a token or a text, not {type(capability).__name__}")
    return as_token(capability).capability_type
