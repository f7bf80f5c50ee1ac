"""Mocks that cannot lie: executors, sessions and managers that answer as told and refuse what the real ones refuse."""

from typing import TYPE_CHECKING

from ..lazy import lazy_names

_HOMES = {
    "CassetteError": "cassettes",
    "CassetteExecutor": "cassettes",
    "Faults": "faults",
    "MockAsyncExecutor": "executor",
    "MockCapabilityManager": "manager",
    "MockCapabilityViolation": "records",
    "MockExecutionRecord": "records",
    "MockExecutionResult": "session",
    "MockFunctionCall": "records",
    "MockREPLSession": "session",
    "UnexpectedExecution": "answers",
    "ml": "matching",
    "record": "cassettes",
    "replay": "cassettes",
    "verify_against": "verifying",
}

__all__ = [
    "CassetteError",
    "CassetteExecutor",
    "Faults",
    "MockAsyncExecutor",
    "MockCapabilityManager",
    "MockCapabilityViolation",
    "MockExecutionRecord",
    "MockExecutionResult",
    "MockFunctionCall",
    "MockREPLSession",
    "UnexpectedExecution",
    "ml",
    "record",
    "replay",
    "verify_against",
]

if TYPE_CHECKING:
    from .answers import UnexpectedExecution
    from .cassettes import CassetteError, CassetteExecutor, record, replay
    from .executor import MockAsyncExecutor
    from .faults import Faults
    from .manager import MockCapabilityManager
    from .matching import ml
    from .records import MockCapabilityViolation, MockExecutionRecord, MockFunctionCall
    from .session import MockExecutionResult, MockREPLSession
    from .verifying import verify_against

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
