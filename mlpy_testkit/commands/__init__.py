"""The command line, one module a command."""

from __future__ import annotations

import argparse
import os
import sys
from typing import List

from . import run


def run_command(arguments: List[str]) -> int:
    """Parse the arguments, run the command and return its exit status.

    What comes after ``--`` is for the ML program.
    """
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(prog="mlpy_testkit", description="Run and test ML programs.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    run.add(commands)
    parser.set_defaults(command=None)
    try:
        options = parser.parse_args(arguments[:cut])
    except SystemExit as wrong:
        return wrong.code if isinstance(wrong.code, int) else 2
    options.arguments = arguments[cut + 1 :]
    if options.command is None:
        parser.print_usage(sys.stderr)
        return 2
    try:
        status: int = options.command(options)
    except KeyboardInterrupt:
        print("mlpy_testkit: interrupted", file=sys.stderr)
        return 130
    except OSError as error:  # the output cannot be written
        if not isinstance(error, BrokenPipeError):
            print(f"mlpy_testkit: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python flushes once more at the exit
        return 1
    return status
