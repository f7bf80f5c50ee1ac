"""``check PATH...``: what can be said of ML files without running them.

An error is what makes a program no program here; a finding is what mlpy 2.0 refuses or answers
differently. Of each file all findings are told, or the first error.
"""

from __future__ import annotations

import argparse
import os
import stat
import sys
from typing import Any, Dict, Iterator, List, Optional

from ..engine.errors import MLError
from ..engine.importer import decode_source, read_source
from ..engine.source import Span, printable
from ..integration.engine import Engine
from ..origin import HOME, NAME
from ..records import NamedTuple
from .terminal import coloured, complain, print_json, show_everything

_KIT = os.path.join(HOME, *NAME.split("."))
_RED, _YELLOW = "31", "33"


class Remark(NamedTuple):
    """One thing that is wrong with a file; line and column count from 1, or are None for the whole file."""

    severity: str
    code: str
    message: str
    file: str
    line: Optional[int]
    column: Optional[int]
    excerpt: str = ""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Look for mistakes in ML files, and for places where mlpy 2.0 refuses what runs here or answers\n"
        "differently. Nothing is run. The exit status is 1 if there is anything to tell."
    )
    parser.epilog = """\
examples:
  python -m mlpy_testkit check rules/ plugins/sum.ml
  python -m mlpy_testkit check --ignore Q4 --ignore undefined-name rules/
  python -m mlpy_testkit check --format compiler rules/   (one line each, for editors)"""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="an ML file, a directory of .ml files, or -")
    parser.add_argument("--errors-only", action="store_true", help="leave out the differences to mlpy 2.0")
    parser.add_argument(
        "--ignore", metavar="CODE", action="append", default=[], help="leave out findings with this code"
    )
    printing = parser.add_mutually_exclusive_group()
    printing.add_argument(
        "--format", choices=["human", "compiler", "json"], default="human", help="how to print (default human)"
    )
    printing.add_argument("--json", dest="format", action="store_const", const="json", help="short for --format json")


def run(options: argparse.Namespace) -> int:
    """Check the files, print the remarks and return the exit status."""
    unlisted: List[Remark] = []
    files = list(dict.fromkeys(file for path in options.paths for file in _ml_files(path, unlisted)))
    show_everything()
    remarks = [
        remark
        for remark in [*unlisted, *(remark for file in files for remark in check_file(file))]
        if remark.severity == "error" or not (options.errors_only or remark.code in options.ignore)
    ]
    if not files and not unlisted:
        complain(f"no .ml files in {', '.join(options.paths)}")
    {"human": _print_human, "compiler": _print_lines, "json": _print_json}[options.format](remarks, len(files))
    return 1 if remarks else 0


def _ml_files(path: str, unlisted: List[Remark]) -> Iterator[str]:
    """Yield the files that a path stands for, those of a directory in the order of their names.

    A directory that cannot be listed is *unlisted*: what is wrong in it nobody knows.
    """
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=lambda error: unlisted.append(_unreadable(error, path))):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_ours(folder, name))
        for name in sorted(names):
            file = os.path.join(folder, name)
            if name.endswith(".ml") and not _is_pipe(file):
                yield file


def _is_pipe(path: str) -> bool:
    """Tell whether a file is a pipe, which nobody may ever write to."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False  # reading it will tell


def _is_ours(folder: str, name: str) -> bool:
    """Tell whether a directory is this package, whose conformance files are not of those who keep a copy of it."""
    return name == os.path.basename(_KIT) and os.path.realpath(os.path.join(folder, name)) == os.path.realpath(_KIT)


def check_file(path: str) -> List[Remark]:
    """Return what is wrong with the file at *path*, ``-`` being standard input."""
    name = "<stdin>" if path == "-" else path
    try:
        if path == "-":
            text = "" if sys.stdin is None else decode_source(sys.stdin.buffer, name)
        else:
            text, _ = read_source(path)
        program = Engine().load(text, name)
    except (OSError, ValueError) as error:
        return [_unreadable(error, name)]
    except MLError as error:
        excerpt = "" if error.source is None or error.span is None else error.source.excerpt(error.span)
        message = error.message.removeprefix(f"{name}: ")  # of a file that is no text
        message = message.partition("\n")[0] + (f"; {error.hint}" if error.hint else "")
        return [Remark("error", error.stage, message, name, error.line, error.column, excerpt)]
    remarks = []
    for finding in program.findings:
        start = program.source.line_starts[finding.line - 1] + finding.column - 1
        excerpt = program.source.excerpt(Span(start, start + 1))
        remarks.append(
            Remark("warning", finding.code, finding.message, finding.file, finding.line, finding.column, excerpt)
        )
    return remarks


def _unreadable(error: Exception, name: str) -> Remark:
    reason = getattr(error, "strerror", None) or str(error)
    return Remark("error", "unreadable", f"cannot read: {reason}", getattr(error, "filename", None) or name, None, None)


def _place(remark: Remark) -> str:
    if remark.line is None:
        return remark.file
    return f"{remark.file}:{remark.line}:{remark.column}"


def _print_human(remarks: List[Remark], files: int) -> None:
    for remark in remarks:
        colour = _RED if remark.severity == "error" else _YELLOW
        severity = coloured(remark.severity, colour, sys.stdout)
        print(f"{printable(_place(remark))}: {severity}: {printable(remark.message)} [{remark.code}]")
        if remark.excerpt:
            print(remark.excerpt)
    errors = sum(1 for remark in remarks if remark.severity == "error")
    print(f"{_number(files, 'file')}, {_number(errors, 'error')}, {_number(len(remarks) - errors, 'finding')}")


def _print_lines(remarks: List[Remark], files: int) -> None:
    for remark in remarks:
        line, column = (1, 1) if remark.line is None else (remark.line, remark.column)
        print(
            f"{printable(remark.file)}:{line}:{column}: {remark.severity}: {printable(remark.message)} [{remark.code}]"
        )


def _print_json(remarks: List[Remark], files: int) -> None:
    listed: List[Dict[str, Any]] = []
    for remark in remarks:
        fields = remark._asdict()
        del fields["excerpt"]
        listed.append(fields)
    print_json({"files": files, "remarks": listed})


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
