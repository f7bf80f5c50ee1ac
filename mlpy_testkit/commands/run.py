"""``run FILE``: run an ML program; what it prints goes to standard output."""

from __future__ import annotations

import argparse
import io
import os
import select
import sys
import time
from typing import Any, Callable, Optional, TextIO

from ..capabilities import Grants
from ..engine.errors import MLDeniedError, MLError, MLUsageError
from ..engine.importer import decode_source, read_source
from ..engine.limits import Limits, current
from ..engine.source import printable
from ..integration.engine import Engine
from ..world import World


def add(commands: Any) -> None:
    """Add the command to the parser of the command line."""
    parser = commands.add_parser(
        "run",
        help="run an ML program",
        description="Run an ML program. What comes after -- are its arguments, for the module args.",
    )
    parser.add_argument("file", metavar="FILE", help="the program, or - for standard input")
    parser.add_argument(
        "--grant", metavar="TYPE[:PATTERN]", action="append", default=[], help="grant a capability; can be repeated"
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_seconds,
        default=10.0,
        help="stop the program after this time (default 10)",
    )
    parser.add_argument("--max-steps", metavar="N", type=_count, help="stop the program after N steps")
    parser.set_defaults(command=_run)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("must be a positive number of seconds")
    return value


def _count(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value <= 0:
        raise argparse.ArgumentTypeError("must be a positive whole number")
    return value


def _run(options: argparse.Namespace) -> int:
    try:
        grants = Grants(options.grant)
    except MLUsageError as error:
        return _complain(str(error), 2)
    limits = Limits(seconds=options.timeout, steps=options.max_steps)
    name = "<stdin>" if options.file == "-" else options.file
    directory = None if options.file == "-" else os.path.dirname(os.path.abspath(options.file))
    world = World(arguments=[name, *options.arguments], echo=_write_error)
    engine = Engine((), limits=limits, capabilities=grants, world=world)
    try:
        if options.file == "-":
            text = "" if sys.stdin is None else decode_source(sys.stdin.buffer, name)
        else:
            text, _ = read_source(options.file)
    except (OSError, ValueError) as error:
        return _complain(f"cannot read {name}: {getattr(error, 'strerror', None) or error}")
    except MLError as error:
        return _complain(str(error))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    outcome = engine.run(text, name, directory=directory, input=_line_reader(), output=_write)
    if sys.stdout is not None:
        sys.stdout.flush()
    return 0 if outcome.error is None else _complain(_explained(outcome.error))


def _explained(error: MLError) -> str:
    """Return the text of an error; a denial says how to grant what is missing."""
    text = str(error)
    if isinstance(error, MLDeniedError) and error.reason in ("missing", "no context"):
        text += "\ngrant it with " + " ".join(f"--grant {kind}" for kind in error.types)
    return text


def _write(text: str) -> None:
    """Print a piece of output, if there is somewhere to print to."""
    if sys.stdout is not None:
        sys.stdout.write(text)


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


def _complain(message: str, status: int = 1) -> int:
    """Print what is wrong on standard error and return the exit status."""
    if sys.stderr is not None:
        print("\n".join(printable(line) for line in message.split("\n")), file=sys.stderr)
    return status
