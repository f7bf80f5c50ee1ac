"""Mocks take what the real things take: every public method, compared."""

import inspect
import unittest
from typing import Any, Iterator, Tuple

from mlpy_testkit import AsyncMLExecutor, MLREPLSession
from mlpy_testkit.capabilities import CapabilityManager
from mlpy_testkit.mocks import MockAsyncExecutor, MockCapabilityManager, MockREPLSession

PAIRS = [
    (MockAsyncExecutor, AsyncMLExecutor),
    (MockREPLSession, MLREPLSession),
    (MockCapabilityManager, CapabilityManager),
]
NAMES = ["__enter__", "__exit__", "__aenter__", "__aexit__", "_execute_sync"]


def methods(real: type) -> Iterator[Tuple[str, Any]]:
    for name, value in inspect.getmembers(real):
        if callable(value) and (not name.startswith("_") or name in NAMES):
            yield name, value


def parameters(function: Any) -> Any:
    found = [item for item in inspect.signature(function).parameters.values() if item.name != "self"]
    return [(item.name, item.kind, item.default) for item in found if item.kind != item.VAR_POSITIONAL]


class Signatures(unittest.TestCase):
    def test_every_method_of_the_real_class(self) -> None:
        for mock, real in PAIRS:
            instance = mock()
            for name, function in methods(real):
                with self.subTest(real=real.__name__, method=name):
                    mocked = getattr(instance, name)
                    wanted, found = parameters(function), parameters(mocked)
                    if mock is MockCapabilityManager and name in ("has_capability", "get_context"):
                        # The mock of mlpy has a parameter more, or needs one less.
                        self.assertEqual([item[0] for item in wanted], [item[0] for item in found][: len(wanted)])
                    else:
                        self.assertEqual(found, wanted)
                    self.assertEqual(inspect.iscoroutinefunction(mocked), inspect.iscoroutinefunction(function))

    def test_the_constructors(self) -> None:
        self.assertEqual(parameters(MockREPLSession)[:9], parameters(MLREPLSession)[:9])
        self.assertEqual(parameters(MockAsyncExecutor)[:3], parameters(AsyncMLExecutor)[:3])

    def test_every_attribute_of_the_real_object(self) -> None:
        with AsyncMLExecutor() as executor, MLREPLSession() as session:
            for mock, real in [
                (MockAsyncExecutor(), executor),
                (MockREPLSession(), session),
                (MockCapabilityManager(), CapabilityManager()),
            ]:
                for name in vars(real):
                    if not name.startswith("_"):
                        with self.subTest(mock=type(mock).__name__, attribute=name):
                            self.assertTrue(hasattr(mock, name))
