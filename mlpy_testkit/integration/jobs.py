"""An execution as bytes, and the function that does it: what can be sent to another process.

A ``Task`` goes there and a ``Report`` comes back, both pickled here and nowhere else, so that whatever
carries them sees nothing but bytes. They hold plain values, grants, the records of checks, and errors
of ML. A report is read by an unpickler that knows just these.
"""

from __future__ import annotations

import io
import pickle
from typing import Any, Dict, Optional, Tuple

from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, Check, Grants, NoContext
from ..capabilities.audit import Place
from ..engine.errors import MLError, MLLimitError, MLUsageError
from ..engine.limits import Limits
from ..engine.outcome import Outcome
from ..engine.values import SCALARS, host_kind
from ..modules import Library
from ..origin import NAME
from ..records import NamedTuple
from ..world import World
from .engine import Engine

_ERRORS = f"{NAME}.engine.errors"
_KNOWN = frozenset(
    [
        (f"{NAME}.integration.jobs", "Report"),
        (f"{NAME}.capabilities.audit", "Check"),
        (_ERRORS, "Frame"),
        (_ERRORS, "_restore"),
        (f"{NAME}.engine.source", "Span"),
    ]
)
Options = Tuple[Tuple[str, ...], Tuple[str, ...], bool, bool]  # import and extension paths, host spelling, security


class Task(NamedTuple):
    """What is to be executed: text, variables, limits, grants, the options of the engine, and the world."""

    code: str
    values: Optional[Dict[str, Any]]
    limits: Limits
    grants: Optional[Tuple[CapabilityToken, ...]]
    options: Options = ((), (), False, True)
    world: Optional[World] = None


class Report(NamedTuple):
    """What an execution came to; ``checks`` are those of its capabilities that were kept."""

    value: Any = None
    has_value: bool = False
    error: Any = None
    output: str = ""
    checks: Tuple[Check, ...] = ()
    seconds: float = 0.0
    loading: float = 0.0
    steps: Optional[int] = None


# -- here --------------------------------------------------------------------------------------------


def as_task(engine: Any, code: str, values: Optional[Dict[str, Any]], limits: Limits) -> Tuple[Task, CapabilityContext]:
    """Return the task for a program, and the context that is to get its checks."""
    for name, value in (values or {}).items():
        _refuse_functions(value, f"variable {name!r}: a {{}} cannot go to another process")
    granted: CapabilityContext = engine.grants()
    tokens = None
    if not isinstance(granted, NoContext):
        tokens = tuple(token for kind in granted.types() for token in granted.held(kind) if token.is_valid())
    world = None if engine.world.is_real else engine.fresh_world()
    return Task(code, values, limits, tokens, options_of(engine), world), granted


def options_of(engine: Any) -> Options:
    """Return what makes an engine in another process; raise ``MLUsageError`` if it cannot be made there."""
    if type(engine) is not Engine or getattr(engine.library, "func", None) is not Library:
        raise MLUsageError("only the embedded engine with its own library runs in other processes")
    return engine.import_paths, tuple(engine.extensions.folders), engine.host_spelling, engine.security


def written(task: Task) -> bytes:
    """Return a task as bytes."""
    try:
        return pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        raise MLUsageError(f"this cannot be sent to another process: {error}") from None


class _Reader(pickle.Unpickler):
    """Reads reports, and nothing that would run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _KNOWN or (module == _ERRORS and name.startswith("ML") and name.endswith("Error")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a report holds {module}.{name}")


def read(message: bytes) -> Report:
    """Return the report in a message; raise an exception of any kind if there is none."""
    report: Report = _Reader(io.BytesIO(message)).load()
    return report


def keep_checks(report: Report, granted: CapabilityContext) -> AuditTrail:
    """Record the checks of a report in the trail of a context, count the uses, and return the trail."""
    for check in report.checks:
        if check.granted:
            token = granted.decide(*check[:3]).token
            if token is not None and not token.is_unlimited:
                token.consume()
        caller = None if check.file is None else Place(check.file, check.line or 1, check.column or 1)
        granted.record_check(*check[:3], check.reason, check.function, caller)
    return granted.audit


# -- there -------------------------------------------------------------------------------------------


def answer(message: bytes, number: str = "") -> bytes:
    """Execute the task in a message and return the report on it as one; this is what executors are given.

    A *number* of its own makes it another call for executors that do equal calls once, such as Dask's.
    """
    try:
        report = execute_task(pickle.loads(message))
    except MemoryError:
        report = Report(error=MLLimitError("memory limit of the process reached", limit="memory"))
    except MLUsageError as wrong:
        report = Report(error=wrong)
    try:
        return _written(report)
    except Exception as error:
        reason = MLUsageError(f"the result cannot leave the process: {error}")
        return _written(report._replace(value=None, has_value=False, error=reason))


def _written(report: Report) -> bytes:
    _refuse_functions(report.value, "a {} stays where it was made")
    if isinstance(report.error, MLError):
        _refuse_functions(getattr(report.error, "value", None), "the error holds a {}")
    return pickle.dumps(report, pickle.HIGHEST_PROTOCOL)


_engines: Dict[Options, Engine] = {}  # of this process: they remember programs


def execute_task(task: Task) -> Report:
    """Execute a task in this process.

    >>> execute_task(Task("result = n * 2;", {"n": 21}, Limits(), ())).value
    42
    """
    engine = _engines.get(task.options)
    if engine is None:
        paths, folders, host_spelling, security = task.options
        engine = _engines[task.options] = Engine(
            paths, extension_paths=folders, host_spelling=host_spelling, security=security
        )
    granted: CapabilityContext = NoContext()
    if task.grants is not None:
        granted = Grants(task.grants)
    engine = engine.granting(granted)
    if task.world is not None:
        engine.world = task.world
    return as_report(engine.run(task.code, variables=task.values, limits=task.limits))


def as_report(outcome: Outcome) -> Report:
    """Return an outcome as plain data."""
    audit = outcome.audit
    return Report(
        outcome.value,
        outcome.has_value,
        outcome.error,
        outcome.output,
        () if audit is None else audit.checks,
        outcome.seconds,
        outcome.loading,
        outcome.steps,
    )


def _refuse_functions(value: Any, text: str) -> None:
    """Raise ``MLUsageError`` if a value holds what belongs to the process in which it was made."""
    seen = set()
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if type(item) in (list, dict):
            if id(item) not in seen:
                seen.add(id(item))
                waiting += item.values() if type(item) is dict else item
        elif type(item) not in SCALARS:
            raise MLUsageError(text.format(host_kind(item)))
