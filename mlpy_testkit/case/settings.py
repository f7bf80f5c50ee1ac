"""What a test class can be told, in three forms: class attributes, a decorator, a context manager."""

from __future__ import annotations

from types import FunctionType, TracebackType
from typing import Any, Dict, Optional, Type, TypeVar

from ..engine import MLUsageError

_Target = TypeVar("_Target")

NAMES = (
    "capabilities",
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

    As a decorator it changes a class, or one test of it. As a context manager it belongs to a test,
    ``self.ml_settings(...)``: inside the block ``self.session`` and its companions are made anew.

        @ml_settings(capabilities=["file.read:/data/*"])
        def test_reading(self):
            with self.ml_settings(limits=Limits(steps=100)):
                self.assertMLRaises("limit", "while (true) { }")

    Raises ``MLUsageError`` for a name that is no setting.
    """

    def __init__(self, _test: Any = None, **values: Any) -> None:
        unknown = sorted(set(values) - set(NAMES))
        if unknown:
            raise MLUsageError(f"no setting {unknown[0]!r}; there are {', '.join(NAMES)}")
        self.values = values
        self._test = _test
        self._before: Optional[Dict[str, Any]] = None

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
        if self._test is None:
            raise MLUsageError("in a with statement write self.ml_settings(...): settings belong to a test")
        self._before = self._test._ml_change(self.values)
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        before, self._before = self._before, None
        self._test._ml_restore(before)
