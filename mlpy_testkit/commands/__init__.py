"""The command line, one module a command.

A command is a module with ``add(parser)``, which declares its arguments, and ``run(options)``, which
returns the exit status. Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import List

COMMANDS = {
    "run": "run an ML program",
    "benchmark": "tell how long an ML program takes",
    "check": "look for mistakes and for differences to mlpy 2.0, without running anything",
    "emulate": "run Python with an mlpy that is this package",
    "conformance": "run the programs that say what ML is on an engine",
    "repl": "hold an interactive session",
    "validate": "check this installation",
}

# What the system says of output that cannot be written: nobody reads it, there is no room for it, it is closed.
_UNWRITABLE = frozenset([errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EINVAL])
_PROGRAM = "python -m mlpy_testkit"
_EXAMPLES = """\
examples:
  python -m mlpy_testkit run rules.ml
  python -m mlpy_testkit check rules/
  python -m mlpy_testkit run --help   (the options of one command)
Tests are run by python -m unittest."""


def run_command(arguments: List[str]) -> int:
    """Parse the arguments, run the command and return its exit status.

    What comes after ``--`` is for the ML program that ``run`` runs.
    """
    if arguments[:1] == ["integration"]:  # as mlpy calls them
        if arguments[1:2] not in (["validate"], ["benchmark"]):
            asked = arguments[1:2] in (["-h"], ["--help"])
            usage = "usage: python -m mlpy_testkit integration {validate,benchmark} ..."
            print(usage, file=sys.stdout if asked else sys.stderr)
            return 0 if asked else 2
        arguments = arguments[1:]
    if arguments[:1] == ["emulate"] and arguments[1:2] not in ([], ["-h"], ["--help"]):
        return _guarded("emulate", argparse.Namespace(python=arguments[1:]))  # all of it is for Python
    collecting = gc.isenabled()
    gc.disable()  # what is imported here stays: to search it for garbage would slow the start of every program
    try:
        options = _options(arguments)
    except SystemExit as wrong:
        return wrong.code if isinstance(wrong.code, int) else 2
    finally:
        if collecting:
            gc.enable()
    return 2 if options.command is None else _guarded(options.command, options)


def _options(arguments: List[str]) -> argparse.Namespace:
    """Parse the arguments; without any print how to use them."""
    return _of_command(*arguments) if arguments and arguments[0] in COMMANDS else _without_command(arguments)


def _of_command(name: str, *arguments: str) -> argparse.Namespace:
    """Parse the arguments of a command.

    A parser formats each argument that it is given, and looks for the width of the terminal each time; here
    it gets one, until there is something to print.
    """
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        f"{_PROGRAM} {name}", description=_sentence(COMMANDS[name]), formatter_class=partial(shown, width=80)
    )
    _module(name).add(parser)
    parser.formatter_class = shown
    cut = arguments.index("--") if name == "run" and "--" in arguments else len(arguments)
    options, more = parser.parse_known_args(arguments[:cut], argparse.Namespace(command=name))
    if more:
        hint = "; what is for the program comes behind --" if name == "run" and not more[0].startswith("-") else ""
        parser.error(f"unrecognized arguments: {' '.join(more)}{hint}")
    options.arguments = list(arguments[cut + 1 :])
    return options


def _without_command(arguments: List[str]) -> argparse.Namespace:
    """Parse arguments that begin with no command: they ask for help or for the version, or are wrong."""
    from .. import __version__  # the package itself stands above all its rooms

    parser = argparse.ArgumentParser(
        _PROGRAM,
        description="Run and test ML programs.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mlpy_testkit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog=_PROGRAM)
    for name, purpose in COMMANDS.items():
        commands.add_parser(name, help=purpose)
    parser.parse_args(arguments)
    parser.print_usage(sys.stderr)
    return argparse.Namespace(command=None)


def _guarded(command: str, options: argparse.Namespace) -> int:
    """Run a command; Ctrl-C and output that cannot be written end it without a traceback."""
    try:
        status: int = _module(command).run(options)
        if sys.stdout is not None and command != "emulate":
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("mlpy_testkit: interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        if command == "emulate" or error.filename is not None or error.errno not in _UNWRITABLE:
            raise  # not about the output: of the emulated program, or a mistake of ours
        if error.errno != errno.EPIPE:
            print(f"mlpy_testkit: {error.strerror}", file=sys.stderr)
        _drop_output()
        return 1
    return status


def _drop_output() -> None:
    """Let what is left of the output go nowhere: Python writes it once more at the exit."""
    own = sys.__stdout__
    if own is None or own is not sys.stdout:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, own.fileno())
    finally:
        os.close(nowhere)


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


def _sentence(purpose: str) -> str:
    return purpose[0].upper() + purpose[1:] + "."
