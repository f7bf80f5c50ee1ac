"""``validate``: does this installation work? Real checks, one a component, in a table.

Each check does the thing itself: it runs programs, asks for what is not granted, stops an endless loop,
writes a file. Whatever goes wrong in a check, also a mistake of the kit, is its answer.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import sys
import tempfile
import threading
import time
from typing import Any, Callable, Dict

from ..capabilities import CapabilityContext, Grants, NoContext, everything
from ..engine.errors import MLDeniedError
from ..engine.limits import Limits
from ..engine.watchdog import watchdog
from ..integration import AsyncMLExecutor, Engine, MLREPLSession, ml_callback
from ..modules import STANDARD, Library
from ..records import NamedTuple
from .terminal import coloured, print_json, show_everything

OK, WARNING, FAILED = "OK", "WARN", "FAIL"
_COLOURS = {OK: "32", WARNING: "33", FAILED: "31"}
_COARSE = 1e-4  # seconds between two readings of a clock that is too coarse for benchmarks
_NOISY = 0.25  # by which rounds of the same work may differ

PROGRAM = """
function fib(n) { if (n < 2) { return n; } return fib(n - 1) + fib(n - 2); }
words = {a: 0, b: 0};
for (word in "a b a".split(" ")) { words[word] = words[word] + 1; }
try { x = 1 / 0; } except (e) { caught = str(e); }
double = fn(x) => x * 2;
result = [fib(10), words, caught, double(1.5), 7 // 2, "n: " + 1, [3, 1, 2][1:], sorted([3, 1, 2])];
"""
ANSWER = [55, {"a": 2, "b": 1}, "division by zero", 3.0, 3, "n: 1", [1, 2], [1, 2, 3]]


class Verdict(NamedTuple):
    """What a check came to."""

    status: str
    details: str


class Broken(Exception):
    """A check found that something does not work; its text says what."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Check this installation: the engine, the modules, capabilities, limits, executor, callbacks, clock and\n"
        "disk. The exit status is 1 if something does not work; a warning is something that works less well here."
    )
    parser.epilog = """\
examples:
  python -m mlpy_testkit validate
  python -m mlpy_testkit validate --json > validate.json"""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Run all checks, print what they came to and return the exit status."""
    verdicts = {name: _verdict(check) for name, check in CHECKS.items()}
    works = all(verdict.status != FAILED for verdict in verdicts.values())
    if options.json:
        components = [{"component": name, **verdict._asdict()} for name, verdict in verdicts.items()]
        print_json({"works": works, "components": components})
        return 0 if works else 1
    show_everything()
    width = max(map(len, verdicts))
    print(f"{'Component':{width}}  Status  Details")
    print(f"{'-' * width}  ------  -------")
    for name, (status, details) in verdicts.items():
        shown = coloured(f"[{status}]", _COLOURS[status], sys.stdout) + " " * (6 - len(status))
        print(f"{name:{width}}  {shown}{details}".rstrip())
    print()
    failed = [name for name, verdict in verdicts.items() if verdict.status == FAILED]
    if works:
        print("[OK] Integration Toolkit is properly configured!")
    else:
        print(f"[FAIL] does not work: {', '.join(failed)}")
    return 0 if works else 1


def _verdict(check: Callable[[], Verdict]) -> Verdict:
    try:
        return check()
    except Broken as error:
        return Verdict(FAILED, str(error))
    except Exception as error:  # whatever is broken here is what this command is to tell
        first = str(error).partition("\n")[0]
        return Verdict(FAILED, f"{type(error).__name__}: {first}")


def _expect(value: Any, wanted: Any, what: str) -> None:
    if value != wanted or type(value) is not type(wanted):
        raise Broken(f"{what} is {value!r}, not {wanted!r}")


def check_engine() -> Verdict:
    """Run a program that uses much of the language, and one that fails."""
    engine = Engine()
    outcome = engine.run(PROGRAM)
    if outcome.error is not None:
        raise outcome.error
    _expect(outcome.value, ANSWER, "the answer of a program")
    failing = engine.run("x = 1;\ny = x / 0;").error
    _expect(None if failing is None else (failing.line, failing.column), (2, 5), "the place of an error")
    return Verdict(OK, f"Ready: Python {'.'.join(map(str, sys.version_info[:3]))}")


def check_modules() -> Verdict:
    """Load every standard module."""
    library = Library()
    members = 0
    for name in sorted(STANDARD):
        try:
            module = library.load(name)
            members += 0 if module is None else len(module.members)
        except Exception as error:  # the module at fault belongs into the message
            raise Broken(f"module {name}: {type(error).__name__}: {error}") from error
    value = Engine(capabilities=everything()).run("import math; result = math.sqrt(16);").value
    _expect(value, 4.0, "math.sqrt(16)")
    return Verdict(OK, f"Ready: {len(STANDARD)} modules, {members} members")


def check_capabilities() -> Verdict:
    """Use what is granted, and what is not, directly and through an alias."""
    for granted, code, allowed in (
        (["file.read:/ok/*"], 'import file; result = file.exists("/ok/x");', True),
        (["math.compute"], "import math; result = math.sqrt(4);", True),
        ([], "import math; result = math.sqrt(4);", False),
        ([], "import math; m = math; f = m.sqrt; result = f(4);", False),
        (["file.read:/ok/*"], 'import file; result = file.read("/ok/../etc/passwd");', False),
    ):
        context: CapabilityContext = Grants(granted) if granted else NoContext()
        outcome = Engine(capabilities=context).run(code)
        denied = isinstance(outcome.error, MLDeniedError)
        if denied is allowed or (allowed and outcome.error is not None):
            raise Broken(f"{code} was {'denied' if denied else 'allowed'} with {granted or 'nothing'} granted")
        if denied and not outcome.audit.denied:
            raise Broken(f"the denial of {code} was not recorded")
    return Verdict(OK, "Ready: grants hold, denials are recorded")


def check_limits() -> Verdict:
    """Stop an endless loop by its time and by its steps."""
    stopped = Engine(limits=Limits(seconds=0.05)).run("while (true) { }")
    _expect(getattr(stopped.error, "limit", None), "seconds", "what stops an endless loop")
    stopped = Engine(limits=Limits(steps=1000)).run("while (true) { }")
    _expect(getattr(stopped.error, "limit", None), "steps", "what stops a loop after 1000 steps")
    if not watchdog.can_interrupt():
        return Verdict(WARNING, "no ctypes or no threads: code looks at the clock itself, which makes it slower")
    return Verdict(OK, "Ready: time and steps stop running code")


def check_threads() -> Verdict:
    """Start a thread."""
    done = threading.Event()
    try:
        thread = threading.Thread(target=done.set, daemon=True)
        thread.start()
    except RuntimeError as error:
        return Verdict(WARNING, f"{error}: no asynchronous execution, and no callbacks off the loop")
    thread.join(5)
    if not done.is_set():
        raise Broken("a thread was started and did not run within 5 seconds")
    return Verdict(OK, "Ready")


def check_clock() -> Verdict:
    """Read the clock of benchmarks, and do the same work several times."""
    readings = [time.perf_counter() for _ in range(1000)]
    steps = [later - earlier for earlier, later in zip(readings, readings[1:])]
    if min(steps) < 0:
        raise Broken("time.perf_counter() goes back")
    if not any(steps):
        raise Broken("time.perf_counter() stands still")
    smallest = min(step for step in steps if step > 0)
    if smallest > _COARSE:
        return Verdict(WARNING, f"resolution {smallest * 1e3:.1f} ms: benchmarks take longer")
    noise = _noise()
    if noise > _NOISY:
        return Verdict(
            WARNING, f"resolution {smallest * 1e9:.0f} ns; the machine is busy: rounds differ by {noise:.0%}"
        )
    return Verdict(OK, f"Ready: resolution {smallest * 1e9:.0f} ns, rounds differ by {noise:.0%}")


def _noise() -> float:
    """Return by which part the middle half of some rounds of the same work differ."""
    rounds = []
    for _ in range(20):
        start = time.perf_counter()
        sum(range(20_000))
        rounds.append(time.perf_counter() - start)
    rounds.sort()
    lower, upper = rounds[len(rounds) // 4], rounds[-len(rounds) // 4]
    return (upper - lower) / lower if lower > 0 else math.inf


def check_disk() -> Verdict:
    """Write a file where temporary files go, and one in the working directory."""
    try:
        _write_file(tempfile.gettempdir())
    except OSError as error:
        return Verdict(WARNING, f"no temporary files: {error.strerror}")
    try:
        _write_file(os.getcwd())
    except OSError as error:
        return Verdict(WARNING, f"the working directory takes no baselines and recordings: {error.strerror}")
    return Verdict(OK, "Ready")


def _write_file(folder: str) -> None:
    handle, path = tempfile.mkstemp(prefix=".mlpy_testkit", dir=folder)
    os.close(handle)
    os.unlink(path)


def check_executor() -> Verdict:
    """Execute programs beside an event loop; a timeout must free its worker."""
    import asyncio

    async def main() -> None:
        async with AsyncMLExecutor(1) as executor:
            _expect((await executor.execute("result = n + 1;", 10, {"n": 41})).value, 42, "the answer of the executor")
            late = await executor.execute("while (true) { }", 0.05)
            _expect(late.error, "Execution timeout after 0.05 seconds", "the answer of an endless loop")
            after = await executor.execute("result = 1;", 10)
            _expect(after.value, 1, "the answer after a timeout")

    thread = threading.Thread(target=lambda: None)
    try:
        thread.start()
    except RuntimeError as error:
        return Verdict(WARNING, f"{error}: there is no asynchronous execution")
    asyncio.run(main())
    return Verdict(OK, "Ready: a timeout stops the code and frees its worker")


def check_callbacks() -> Verdict:
    """Call an ML function from Python with texts that are hard to write down."""
    session = MLREPLSession(capabilities=[])
    session.run("function id(x) { return x; } function fail(x) { return x / 0; }")
    for value in ('quotes " and = and \\ \n é', [1, {"a": None}], float("inf")):
        _expect(ml_callback(session, "id")(value), value, "what a callback returns")
    _expect(ml_callback(session, "fail", default_return="default")(1), "default", "the default of a callback")
    session.close()
    return Verdict(OK, "Ready: values come back as they went")


def check_mlpy() -> Verdict:
    """Look for the reference implementation, without loading it."""
    found = importlib.util.find_spec("mlpy")
    if found is None or importlib.util.find_spec("mlpy.ml") is None:
        return Verdict(OK, "not installed, and not needed")
    if importlib.util.find_spec("yaml") is None:
        return Verdict(WARNING, "installed, but cannot be used: PyYAML is missing")
    return Verdict(OK, "installed")


CHECKS: Dict[str, Callable[[], Verdict]] = {
    "Engine": check_engine,
    "Module Registry": check_modules,
    "Capability Manager": check_capabilities,
    "Limits": check_limits,
    "Async Executor": check_executor,
    "Callback System": check_callbacks,
    "Threads": check_threads,
    "Clock": check_clock,
    "Disk": check_disk,
    "mlpy": check_mlpy,
}
