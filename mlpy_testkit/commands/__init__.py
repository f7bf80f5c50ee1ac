"""The command line, one module a command.

A command is a module with ``add(parser)``, which declares its arguments, and ``run(options)``, which
returns the exit status. Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import argparse
import os
import sys
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


def run_command(arguments: List[str]) -> int:
    """Parse the arguments, run the command and return its exit status.

    What comes after ``--`` is for the ML program.
    """
    if arguments[:1] == ["integration"] and arguments[1:2] in (["validate"], ["benchmark"]):
        arguments = arguments[1:]  # as mlpy calls them
    if arguments[:1] == ["emulate"] and arguments[1:2] not in ([], ["-h"], ["--help"]):
        return _guarded("emulate", argparse.Namespace(python=arguments[1:]))  # all of it is for Python
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(prog="mlpy_testkit", description="Run and test ML programs.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name, help=purpose, description=_sentence(purpose), formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if arguments[:1] == [name]:
            _module(name).add(command)
    try:
        options = parser.parse_args(arguments[:cut])
    except SystemExit as wrong:
        return wrong.code if isinstance(wrong.code, int) else 2
    options.arguments = arguments[cut + 1 :]
    if options.command is None:
        parser.print_usage(sys.stderr)
        return 2
    return _guarded(options.command, options)


def _guarded(command: str, options: argparse.Namespace) -> int:
    """Run a command; Ctrl-C and output that cannot be written end it without a traceback."""
    try:
        status: int = _module(command).run(options)
    except KeyboardInterrupt:
        print("mlpy_testkit: interrupted", file=sys.stderr)
        return 130
    except OSError as error:  # the output cannot be written
        if not isinstance(error, BrokenPipeError):
            print(f"mlpy_testkit: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python flushes once more at the exit
        return 1
    return status


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


def _sentence(purpose: str) -> str:
    return purpose[0].upper() + purpose[1:] + "."
