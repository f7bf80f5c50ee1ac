"""``run FILE``: run an ML program; what it prints goes to standard output."""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from typing import Any, Callable, List, Optional, TextIO

from .. import backends
from ..backends import NotSupportedError
from ..capabilities import AuditTrail, Grants
from ..engine.errors import MLDeniedError, MLError, MLUsageError
from ..engine.importer import decode_source, read_source
from ..engine.limits import Limits, current
from ..engine.outcome import Outcome
from ..integration.echo import echo
from ..world import World
from .terminal import complain, count, seconds, show_everything

_GRACE = 2.0  # seconds that a process of its own has to start, and to stop by itself
_FAREWELL = 0.5  # seconds that it has after Ctrl-C
_INTERRUPTED = 130  # the status after Ctrl-C
_PACKAGE = __name__.rpartition(".commands.")[0]
_START = "import sys; sys.path[:] = {path}; from {package}.__main__ import main; sys.exit(main())"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = "Run an ML program. What comes after -- are its arguments, for the module args."
    parser.epilog = """\
examples:
  python -m mlpy_testkit run report.ml --grant 'file.read:/data/*' --timeout 60
  python -m mlpy_testkit run greet.ml --grant args.read -- Ann
  echo 'print(6 * 7);' | python -m mlpy_testkit run -"""
    parser.add_argument("file", metavar="FILE", help="the program, or - for standard input")
    parser.add_argument(
        "--grant", metavar="TYPE[:PATTERN]", action="append", default=[], help="grant a capability; can be repeated"
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=seconds,
        default=10.0,
        help="stop the program after this time (default 10)",
    )
    parser.add_argument("--engine", metavar="NAME", help="embedded or mlpy (default MLPY_TESTKIT_ENGINE, or embedded)")
    parser.add_argument("--max-steps", metavar="N", type=count, help="stop the program after N steps")
    parser.add_argument(
        "--isolate", action="store_true", help="run it in a process of its own, which is killed if it does not stop"
    )
    parser.add_argument("--result", action="store_true", help="print the value of the variable result at the end")
    parser.add_argument("--world", metavar="FILE", help="a JSON file with the clock, files, network ... to be seen")
    parser.add_argument(
        "--trace-capabilities", action="store_true", help="tell on standard error which capabilities were used"
    )


def run(options: argparse.Namespace) -> int:
    """Run the program and return the exit status."""
    if options.isolate:
        return _run_isolated(options)
    try:
        grants = Grants(options.grant)
    except MLUsageError as error:
        return complain(str(error), 2)
    limits = Limits(seconds=options.timeout, steps=options.max_steps)
    name = "<stdin>" if options.file == "-" else options.file
    directory = None if options.file == "-" else os.path.dirname(os.path.abspath(options.file))
    try:
        world = World() if options.world is None else _read_world(options.world)
    except (OSError, MLUsageError) as error:
        reason = getattr(error, "strerror", None)
        return complain(f"cannot read {options.world}: {reason}" if reason else str(error), 2)
    world.echo = _write_error
    if options.world is None or options.arguments:
        world.arguments[:] = [name, *options.arguments]
    try:
        backend = backends.get(options.engine)
        if options.arguments and backend.name != "embedded":
            return complain(f"the arguments of a program cannot be given to {backend.name}", 2)
        engine = backend.engine((), limits=limits, capabilities=grants, world=world)
    except MLUsageError as error:
        return complain(str(error), 2)
    try:
        if options.file == "-":
            text = "" if sys.stdin is None else decode_source(sys.stdin.buffer, name)
        else:
            text, _ = read_source(options.file)
    except (OSError, ValueError) as error:
        return complain(f"cannot read {name}: {getattr(error, 'strerror', None) or error}")
    except MLError as error:
        return complain(str(error))
    show_everything()
    try:
        outcome = engine.run(text, name, directory=directory, input=_line_reader(), output=echo)
    except NotSupportedError as error:
        return complain(str(error), 2)
    if outcome.error is None and options.result:
        _print_result(engine, outcome)
    if sys.stdout is not None:
        sys.stdout.flush()
    if options.trace_capabilities:
        _trace(outcome.audit)
    return 0 if outcome.error is None else complain(_explained(outcome.error))


def _read_world(path: str) -> World:
    from ..world import read_world  # here, for it would slow the start of every program

    return read_world(path)


def _run_isolated(options: argparse.Namespace) -> int:
    """Run the same command in a process of its own, with the same standard files."""
    import subprocess  # here, for it would slow the start of every program

    path = [os.path.abspath(entry) for entry in sys.path]
    command = [sys.executable, "-c", _START.format(path=path, package=_PACKAGE), "run", *_given(options)]
    process = subprocess.Popen(command)
    try:
        status = process.wait(options.timeout + _GRACE)
    except subprocess.TimeoutExpired:
        return complain(f"time limit of {options.timeout:g} seconds reached: the process was killed")
    except KeyboardInterrupt:  # a terminal tells both of them
        try:
            if process.wait(_FAREWELL) == _INTERRUPTED:
                return _INTERRUPTED
        except subprocess.TimeoutExpired:
            pass
        raise
    finally:
        process.kill()
        process.wait()
    return status if status >= 0 else complain(f"the process died of signal {-status}")


def _given(options: argparse.Namespace) -> List[str]:
    """Return the arguments that the options came from, but for ``--isolate``."""
    given = [options.file, f"--timeout={options.timeout!r}", *(f"--grant={grant}" for grant in options.grant)]
    given += [f"--engine={options.engine}"] if options.engine is not None else []
    given += [f"--max-steps={options.max_steps}"] if options.max_steps is not None else []
    given += [f"--world={options.world}"] if options.world is not None else []
    given += ["--result"] if options.result else []
    given += ["--trace-capabilities"] if options.trace_capabilities else []
    return [*given, "--", *options.arguments] if options.arguments else given


def _print_result(engine: Any, outcome: Outcome) -> None:
    """Print the value of a run as the program itself would print it."""
    if not outcome.has_value:
        complain("the program has no variable result")
        return
    printing = engine.run("print(value);", "<result>", context={"value": outcome.value}, output=echo)
    if printing.error is not None:
        complain(printing.error.message)


def _trace(audit: AuditTrail) -> None:
    """Tell on standard error what was checked: each check that was kept, then the numbers."""
    for check in audit.checks:
        place = f"{check.file}:{check.line}:{check.column}: " if check.file else ""
        verdict = "granted" if check.granted else f"denied ({check.reason})"
        resource = "" if check.resource is None else f" {check.resource}"
        complain(f"{place}{check.type}{resource} {verdict}")
    for kind in audit.types:
        granted, denied = (audit.count(kind, granted=answer) for answer in (True, False))
        complain(f"{kind}: granted {granted}, denied {denied}")


def _explained(error: MLError) -> str:
    """Return the text of an error; a denial says how to grant what is missing."""
    text = str(error)
    if isinstance(error, MLDeniedError) and error.reason in ("missing", "no context"):
        text += "\ngrant it with " + " ".join(f"--grant {kind}" for kind in error.types)
    return text


def _write_error(text: str) -> None:
    """Print what the program writes to standard error, after what it has printed so far."""
    if sys.stdout is not None:
        sys.stdout.flush()
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


class _PatientFile(io.FileIO):
    """A file that is waited for no longer than the run has time."""

    def readinto(self, buffer: Any) -> Optional[int]:
        """Read what there is, as soon as there is something."""
        self._wait()
        return super().readinto(buffer)

    def _wait(self) -> None:
        import select  # here, for it would slow the start of every program

        run = current()
        while run.deadline is not None:
            seconds = run.deadline - time.monotonic()
            if seconds <= 0:
                run.stop("seconds")
            try:
                if select.select([self], [], [], seconds)[0]:
                    return
            except OSError:  # Windows can only wait for sockets; the read itself waits then
                return


def _standard_input() -> Optional[TextIO]:
    """Return standard input as a file that a program may wait for."""
    try:
        file = _PatientFile(sys.stdin.fileno(), "rb", closefd=False)
    except (AttributeError, OSError, ValueError):  # there is none, or it is no file of the system
        return sys.stdin
    return io.TextIOWrapper(io.BufferedReader(file), sys.stdin.encoding, sys.stdin.errors)


def _line_reader() -> Callable[[str], str]:
    """Return what answers a program's ``input``: the prompt is printed already."""
    source = _standard_input()

    def read_line(prompt: str) -> str:
        if sys.stdout is not None:
            sys.stdout.flush()
        line = "" if source is None else source.readline()
        if not line:
            raise EOFError("EOF when reading a line")
        return line.rstrip("\n")

    return read_line
