"""Test Python applications that embed ML, with nothing but Python's standard library.

Importing this package is cheap: each name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from .lazy import lazy_names

__version__ = "0.1.0"

_HOMES = {
    "AsyncMLExecutor": "integration",
    "AsyncMLResult": "integration",
    "CallbackError": "integration",
    "CannedNetwork": "world",
    "CapabilityContext": "capabilities",
    "CapabilityToken": "capabilities",
    "Engine": "integration.engine",
    "Grants": "capabilities",
    "IntegrationTestHelper": "helper",
    "Limits": "engine",
    "MLAsserts": "assertions",
    "MLCallbackRegistry": "integration",
    "MLCallbackWrapper": "integration",
    "MLCheckError": "engine",
    "MLDeniedError": "engine",
    "MLError": "engine",
    "MLIntegrationTestCase": "case",
    "MLLimitError": "engine",
    "MLNameError": "engine",
    "MLREPLSession": "integration",
    "MLRuntimeError": "engine",
    "MLSecurityError": "engine",
    "MLSyntaxError": "engine",
    "MLTestCase": "case",
    "MLThrownError": "engine",
    "MLUsageError": "engine",
    "MemoryFiles": "world",
    "MockAsyncExecutor": "mocks",
    "MockCapabilityManager": "mocks",
    "MockREPLSession": "mocks",
    "PerformanceTester": "performance",
    "REPLResult": "integration",
    "VirtualClock": "world",
    "World": "world",
    "async_ml_execute": "integration",
    "capability_context": "capabilities",
    "emulate_mlpy": "emulation",
    "grant": "capabilities",
    "ml_callback": "integration",
    "ml_settings": "case",
    "quick_benchmark": "performance",
}

__all__ = [
    "AsyncMLExecutor",
    "AsyncMLResult",
    "CallbackError",
    "CannedNetwork",
    "CapabilityContext",
    "CapabilityToken",
    "Engine",
    "Grants",
    "IntegrationTestHelper",
    "Limits",
    "MLAsserts",
    "MLCallbackRegistry",
    "MLCallbackWrapper",
    "MLCheckError",
    "MLDeniedError",
    "MLError",
    "MLIntegrationTestCase",
    "MLLimitError",
    "MLNameError",
    "MLREPLSession",
    "MLRuntimeError",
    "MLSecurityError",
    "MLSyntaxError",
    "MLTestCase",
    "MLThrownError",
    "MLUsageError",
    "MemoryFiles",
    "MockAsyncExecutor",
    "MockCapabilityManager",
    "MockREPLSession",
    "PerformanceTester",
    "REPLResult",
    "VirtualClock",
    "World",
    "async_ml_execute",
    "capability_context",
    "emulate_mlpy",
    "grant",
    "ml_callback",
    "ml_settings",
    "quick_benchmark",
]

if TYPE_CHECKING:
    from .assertions import MLAsserts
    from .capabilities import CapabilityContext, CapabilityToken, Grants, capability_context, grant
    from .case import MLIntegrationTestCase, MLTestCase, ml_settings
    from .emulation import emulate_mlpy
    from .engine import (
        Limits,
        MLCheckError,
        MLDeniedError,
        MLError,
        MLLimitError,
        MLNameError,
        MLRuntimeError,
        MLSecurityError,
        MLSyntaxError,
        MLThrownError,
        MLUsageError,
    )
    from .helper import IntegrationTestHelper
    from .integration import (
        AsyncMLExecutor,
        AsyncMLResult,
        CallbackError,
        Engine,
        MLCallbackRegistry,
        MLCallbackWrapper,
        MLREPLSession,
        REPLResult,
        async_ml_execute,
        ml_callback,
    )
    from .mocks import MockAsyncExecutor, MockCapabilityManager, MockREPLSession
    from .performance import PerformanceTester, quick_benchmark
    from .world import CannedNetwork, MemoryFiles, VirtualClock, World

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
