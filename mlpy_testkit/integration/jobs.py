"""An execution as plain data, and the function that does it: what can be sent to another process.

A ``Task`` is pickled there, a ``Report`` comes back. Both hold nothing but plain values, grants, the
records of checks, and ``MLError``.
"""

from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional, Tuple

from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, Check, Grants, NoContext
from ..capabilities.audit import Place
from ..engine.engine import Outcome
from ..engine.errors import MLUsageError
from ..engine.limits import Limits
from ..engine.values import SCALARS, host_kind
from ..world import World
from .engine import Engine


class Task(NamedTuple):
    """What is to be executed: text, variables, limits, grants, where to import from, and the world."""

    code: str
    values: Optional[Dict[str, Any]]
    limits: Limits
    grants: Optional[Tuple[CapabilityToken, ...]]
    import_paths: Tuple[str, ...] = ()
    world: Optional[World] = None
    extension_paths: Tuple[str, ...] = ()


class Report(NamedTuple):
    """What an execution came to; ``checks`` are those of its capabilities that were kept."""

    value: Any
    has_value: bool
    error: Any
    output: str
    checks: Tuple[Check, ...]
    seconds: float
    loading: float
    steps: Optional[int]


def as_task(
    engine: Engine, code: str, values: Optional[Dict[str, Any]], limits: Limits
) -> Tuple[Task, CapabilityContext]:
    """Return the task for a program, and the context that is to get its checks."""
    _refuse_functions(values)
    granted = engine.grants()
    tokens = None
    if not isinstance(granted, NoContext):
        tokens = tuple(token for kind in granted.types() for token in granted.held(kind) if token.is_valid())
    world = None if engine.world.is_real else engine.fresh_world()
    return Task(code, values, limits, tokens, engine.import_paths, world, tuple(engine.extensions.folders)), granted


def _refuse_functions(values: Optional[Dict[str, Any]]) -> None:
    """Raise ``MLUsageError`` if a variable holds what belongs to this process."""
    seen = set()
    for name, variable in (values or {}).items():
        waiting = [variable]
        while waiting:
            value = waiting.pop()
            if type(value) in (list, dict):
                if id(value) not in seen:
                    seen.add(id(value))
                    waiting += value.values() if type(value) is dict else value
            elif type(value) not in SCALARS:
                raise MLUsageError(f"variable {name!r}: a {host_kind(value)} cannot go to another process")


def keep_checks(report: Report, granted: CapabilityContext) -> AuditTrail:
    """Record the checks of a report in the trail of a context, count the uses, and return the trail."""
    for check in report.checks:
        if check.granted:
            token = granted.decide(*check[:3]).token
            if token is not None and not token.is_unlimited:
                token.consume()
        caller = None if check.file is None else Place(check.file, check.line or 1, check.column or 1)
        granted.audit.record(*check[:3], check.reason, check.function, caller)
    return granted.audit


_engines: Dict[Tuple[Tuple[str, ...], ...], Engine] = {}  # of this process, by paths: they remember programs


def execute_task(task: Task) -> Report:
    """Execute a task in this process.

    >>> execute_task(Task("result = n * 2;", {"n": 21}, Limits(), ())).value
    42
    """
    paths = (task.import_paths, task.extension_paths)
    engine = _engines.get(paths)
    if engine is None:
        engine = _engines[paths] = Engine(task.import_paths, extension_paths=task.extension_paths)
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
