"""Run one hostile program and say what is wrong with what came of it."""

from __future__ import annotations

import re
import sys
import tempfile
import threading
import time
import unittest
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from mlpy_testkit import modules
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.engine import Engine, Limits, MLError, MLThrownError, Outcome, values

from .programs import Case

GRANTED = ("math.compute", "json.parse", "json.serialize")
PLAIN = frozenset([type(None), bool, int, float, str, list, dict])
ENGINE_TYPES = frozenset([values.Module, values.Iterator, values.Method, values.ErrorValue, values.HostFunction])

# Sizes small enough that no bomb takes long, steps few enough that no loop does.
SIZES: Dict[str, Any] = {"text": 200_000, "items": 50_000, "output": 100_000, "bits": 20_000, "memory": 1 << 28}
BRIEF = Limits(seconds=0.008, **SIZES)
SHORT = Limits(seconds=0.06, **SIZES)
PATIENT = Limits(seconds=20.0, **SIZES)
COUNTED = Limits(seconds=1.0, steps=20_000, **SIZES)

# Processor time that a program may take; the sizes keep well-behaved programs far below it.
SLACK = 1.5

# What no text that a program or its user sees may hold.
HOST = re.compile(
    r"0x[0-9a-fA-F]{7,}|Traceback|mlpy_testkit|site-packages|\.py\b|<(?:class|module) '|<(?:bound|slot|method-)"
    r"| object at |[\"'](?:rt|ml) \w|\brt fn \d|<locals>|builtins\."
)


def let_threads_take_turns(test: unittest.TestCase) -> None:
    """Have the thread that stops programs wait for its turn a tenth as long as usual, until the test ends.

    A program that never ends shares the interpreter with it and keeps it waiting each time it has to look or send.
    """
    test.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
    sys.setswitchinterval(0.0005)


@contextmanager
def folder_of(sources: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Give the import paths for ML modules with these texts."""
    if not sources:
        yield ()
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, text in sources.items():
            Path(folder, name + ".ml").write_text(text, encoding="utf-8")
        yield (folder,)


def complaints(case: Case, limits: Optional[Limits] = None) -> List[str]:
    """Run a program; return what is wrong, an empty list if all is well.

    Without *limits* there is time enough for what should end and little for what should not.
    """
    if limits is None:
        may_stop = "limit" in case.stages or case.anything or case.is_session
        limits = BRIEF if case.never_ends else SHORT if may_stop else PATIENT
    with folder_of(case.modules) as paths:
        engine = Engine(import_paths=paths, library=modules.Library, capabilities=Grants(GRANTED))
        before = _host_state()
        started = time.thread_time()
        found = []
        try:
            outcome, visible = _run_session(engine, case, limits) if case.is_session else _run(engine, case, limits)
        except BaseException as error:
            return [f"{type(error).__name__} escaped: {str(error)[:200]}"]
        took = time.thread_time() - started
    most = SLACK + (limits.seconds or 0.0) * len(case.inputs)
    if limits.steps is not None:
        most = SLACK
    if took > most:
        found.append(f"took {took:.2f} s of processor time")
    found += wrong_outcome(case, outcome, limits)
    for name, value in visible.items():
        found += [f"{name}: {leak}" for leak in leaks(value)]
    found += _wrong_texts(outcome, "".join(case.inputs))
    if _host_state() != before:
        found.append("the state of the interpreter has changed")
    return found


def _run(engine: Engine, case: Case, limits: Limits) -> Any:
    outcome = engine.run(case.text, "hostile.ml", limits=limits)
    return outcome, {"result": outcome.value}


def _run_session(engine: Engine, case: Case, limits: Limits) -> Any:
    session = engine.session(limits=limits)
    for text in case.inputs:
        outcome = session.execute(text)
    visible = dict(session.variables)
    visible["the answer"] = outcome.value
    return outcome, visible


def _host_state() -> List[Any]:
    return [
        sys.getrecursionlimit(),
        sys.gettrace(),
        sys.getprofile(),
        threading.current_thread() in threading.enumerate(),
    ]


def wrong_outcome(case: Case, outcome: Outcome, limits: Limits) -> List[str]:
    """Return what is wrong with how a program ended."""
    error = outcome.error
    if error is None:
        if case.anything or any(same(outcome.value, value) for value in case.values):
            return []
        return [f"ended well with {_shortened(outcome.value)}"]
    if not isinstance(error, MLError):
        return [f"failed with a {type(error).__name__}"]
    if error.stage in case.stages or case.anything:
        return []
    if error.stage == "limit" and limits.steps is not None and getattr(error, "limit", "") == "steps":
        return []  # a longer program than the budget allows
    return [f"{error.stage} {error.kind}: {error.message[:200]}"]


def same(value: Any, wanted: Any) -> bool:
    """Tell whether a value is exactly the wanted one, kinds included."""
    return type(value) is type(wanted) and repr(value) == repr(wanted)


def _shortened(value: Any) -> str:
    if type(value) in (list, dict):
        return f"{type(value).__name__} of {len(value)}" if len(value) > 20 else repr(value)[:200]
    return repr(value)[:200]


def leaks(value: Any) -> List[str]:
    """Return a line for every object of the host that can be reached from a value."""
    seen = set()
    waiting = [value]
    found = []
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        kind = type(item)
        if kind is list:
            waiting.extend(item)
        elif kind is dict:
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif kind is values.ErrorValue:
            waiting.extend([item.message, item.kind, item.payload])
        elif kind is values.HostFunction:
            found.append(f"a host function {item.name} came out")
        elif kind not in PLAIN and kind not in ENGINE_TYPES and not values.is_ml_function(item):
            found.append(f"a host object of type {kind.__name__} came out")
    return found


def _wrong_texts(outcome: Outcome, program: str) -> List[str]:
    texts = {"the output": outcome.output}
    if outcome.error is not None:
        texts["the message"] = outcome.error.message
        texts["the error"] = str(outcome.error)
        texts["the kind"] = outcome.error.kind
        if isinstance(outcome.error, MLThrownError):
            for leak in leaks(outcome.error.value):
                return [f"the thrown object: {leak}"]
    found = []
    for what, text in texts.items():
        if type(text) is not str:
            found.append(f"{what} is no text")
            continue
        match = HOST.search(text)
        if match and match.group() not in program:
            found.append(f"{what} holds {match.group()!r}: {text[max(0, match.start() - 60) : match.end() + 60]!r}")
    return found
