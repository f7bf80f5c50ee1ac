"""``emulate``: run Python with an ``mlpy`` that is this package."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from importlib.util import find_spec

from ..emulation import emulate_mlpy
from .terminal import complain


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Run a Python module, program or script in which 'import mlpy' finds this package.\n"
        "The exit status is its own."
    )
    parser.epilog = """\
examples:
  python -m mlpy_testkit emulate -m unittest
  python -m mlpy_testkit emulate -c 'import mlpy; print(mlpy.__version__)'
  python -m mlpy_testkit emulate application.py --its-own-option"""
    parser.add_argument("python", nargs=argparse.REMAINDER, metavar="-m MODULE | -c CODE | FILE", help="what to run")


def run(options: argparse.Namespace) -> int:
    """Run it and return its exit status."""
    given = options.python
    if not given or (given[0] in ("-m", "-c") and len(given) < 2):
        return complain("emulate: -m MODULE, -c CODE or a file is wanted", 2)
    if given[0] not in ("-m", "-c") and not os.path.exists(given[0]):
        return complain(f"cannot read {given[0]}: No such file or directory")
    with emulate_mlpy():
        try:
            if given[0] == "-m":
                sys.argv = given[1:]
                sys.path.insert(0, "")
                missing = _missing(given[1])
                if missing:
                    return complain(missing)
                runpy.run_module(given[1], run_name="__main__", alter_sys=True)
            elif given[0] == "-c":
                sys.argv = ["-c", *given[2:]]
                sys.path.insert(0, "")
                exec(compile(given[1], "<string>", "exec"), {"__name__": "__main__"})
            else:
                sys.argv = given
                sys.path.insert(0, os.path.dirname(os.path.abspath(given[0])))
                runpy.run_path(given[0], run_name="__main__")
        except SystemExit as leaving:
            if leaving.code is None or isinstance(leaving.code, int):
                return leaving.code or 0
            return complain(str(leaving.code))
    return 0


def _missing(module: str) -> str:
    """Say that there is no such module; "" for one that is there, or that says itself what is wrong."""
    try:
        return "" if find_spec(module) is not None else f"No module named {module}"
    except ModuleNotFoundError as error:
        return str(error) if f"{module}.".startswith(f"{error.name}.") else ""
    except (ImportError, ValueError):
        return ""
