"""What a test class can be told, in three forms: class attributes, a decorator, a context manager."""

from __future__ import annotations

from types import FunctionType, TracebackType
from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar

from ..engine import MLUsageError
from .lifecycle import current_test

_Target = TypeVar("_Target")

NAMES = (
    "baselines",
    "capabilities",
    "debug",
    "engine",
    "files",
    "forbid_findings",
    "import_paths",
    "isolation",
    "leaks",
    "limits",
    "source",
    "timeout",
    "world",
)
MARK = "__ml_settings__"  # the attribute of a decorated test


class ml_settings:
    """Other values for the attributes ``ml_...`` of a test class, for a class, a test or a block.

    As a decorator it changes a class, or one test of it. As a context manager, which is also there as
    ``self.ml_settings``, it changes the running test: inside the block ``self.session`` and its companions
    are made anew. Raises ``MLUsageError`` for a name that is no setting, and for a block outside of a test.

    >>> from mlpy_testkit import Limits, MLTestCase
    >>> class Reading(MLTestCase):
    ...     @ml_settings(capabilities=["math.compute"])
    ...     def test_with_a_grant(self):
    ...         self.assertMLResult("import math; result = math.sqrt(16);", 4)
    ...         with ml_settings(limits=Limits(steps=100)):
    ...             self.assertMLRaises("limit", "while (true) { }")
    >>> Reading("test_with_a_grant").run().wasSuccessful()
    True
    """

    def __init__(self, **values: Any) -> None:
        unknown = sorted(set(values) - set(NAMES))
        if unknown:
            raise MLUsageError(f"no setting {unknown[0]!r}; there are {', '.join(NAMES)}")
        self.values = values
        self._entered: List[Tuple[Any, Dict[str, Any]]] = []

    def __call__(self, target: _Target) -> _Target:
        """Decorate a test or a class."""
        if isinstance(target, type):
            for name, value in self.values.items():
                setattr(target, f"ml_{name}", value)
        elif isinstance(target, FunctionType):
            setattr(target, MARK, {**self.values, **getattr(target, MARK, {})})
        else:
            raise MLUsageError(f"ml_settings decorates classes and tests, not {target!r}")
        return target

    def __enter__(self) -> ml_settings:
        test: Any = current_test()
        if not hasattr(test, "_ml_change"):
            raise MLUsageError("settings belong to a test: there is none here that they could change")
        self._entered.append((test, test._ml_change(self.values)))
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        test, before = self._entered.pop()
        test._ml_restore(before)


def check_names(kind: type) -> None:
    """Raise ``MLUsageError`` for an attribute that almost has the name of a setting, but would change nothing."""
    for name in vars(kind):
        if name.startswith("ml_") and name[3:] not in NAMES:
            from difflib import get_close_matches

            meant = get_close_matches(name[3:], NAMES, 1, 0.8)
            if meant and not hasattr(super(kind, kind), name):
                raise MLUsageError(f"{kind.__name__}.{name} is no setting; did you mean ml_{meant[0]}?")
