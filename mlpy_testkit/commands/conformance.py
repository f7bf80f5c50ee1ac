"""``conformance``: run the programs that say what ML is on an engine, and print where it differs."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import Any, Dict, List

from .. import backends
from ..conformance import corpus
from ..conformance.judge import LISTED, OTHER, SAME, UNSUPPORTED, Verdict, judge
from ..engine.errors import MLUsageError
from .terminal import coloured, complain, excluded, print_json, show_everything

_COLOURS = {LISTED: "33", OTHER: "31", UNSUPPORTED: "31"}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Run the conformance programs on an engine and print the differences. Where mlpy 2.0 answers otherwise on\n"
        "purpose of ours, its answer is recorded with the program and listed only when asked for. The exit status is\n"
        "1 if there is any other difference, 2 if the engine is missing."
    )
    parser.epilog = """\
examples:
  python -m mlpy_testkit conformance
  python -m mlpy_testkit conformance --engine mlpy --listed strings.ml
  python -m mlpy_testkit conformance --files   (the names of the files)"""
    parser.add_argument("names", metavar="FILE", nargs="*", help="only the programs of this file, such as strings.ml")
    parser.add_argument("--engine", metavar="NAME", help="embedded or mlpy (default MLPY_TESTKIT_ENGINE, or embedded)")
    parser.add_argument("--files", action="store_true", help="print the names of the files, run nothing")
    parser.add_argument("--listed", action="store_true", help="print the recorded differences too")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Run the programs, print the differences and return the exit status."""
    show_everything()
    wrong = excluded(options, "files", "engine", "listed", "json") or excluded(options, "json", "listed")
    if wrong or (options.files and options.names):
        return complain(f"conformance: {wrong or '--files and FILE cannot be combined'}", 2)
    known = corpus.names()
    if options.files:
        print("\n".join(known))
        return 0
    unknown = [name for name in options.names if name not in known]
    if unknown:
        return complain(f"there is no conformance file {unknown[0]!r}; --files prints their names", 2)
    try:
        backend = backends.get(options.engine)
    except MLUsageError as error:
        return complain(str(error), 2)
    reason = backend.missing()
    if reason is not None:
        return complain(reason, 2)
    import warnings

    verdicts: List[Verdict] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of CPython, about the Python that mlpy makes
        for name in options.names or known:
            for chunk in corpus.read(name):
                for verdict in judge(backend, chunk):
                    verdicts.append(verdict)
                    if not options.json and verdict.kind in (_COLOURS if options.listed else (OTHER, UNSUPPORTED)):
                        print(_told(verdict) + "\n", flush=True)
    counts = Counter(verdict.kind for verdict in verdicts)
    failed = counts[OTHER] + counts[UNSUPPORTED]
    if options.json:
        print_json(
            {
                "engine": backend.name,
                "version": backend.version(),
                "conforms": not failed,
                "counts": {kind: counts[kind] for kind in (SAME, LISTED, OTHER, UNSUPPORTED)},
                "differences": [_as_data(verdict) for verdict in verdicts if verdict.kind != SAME],
            }
        )
    else:
        print(
            f"{len(verdicts)} programs and inputs on {backend.name} {backend.version()}: {counts[SAME]} as expected, "
            f"{counts[LISTED]} differ as recorded, {counts[OTHER]} differ, {counts[UNSUPPORTED]} not supported"
        )
    return 1 if failed else 0


def _told(verdict: Verdict) -> str:
    """Return a difference for people to read."""
    head = f"{verdict.place}: {verdict.chunk.name}: {coloured(verdict.kind, _COLOURS[verdict.kind], sys.stdout)}"
    if verdict.reason:
        head += f" ({verdict.reason})"
    parts = [head, _indented(verdict.part.text), "  expected:", _indented(str(verdict.wanted))]
    if verdict.kind != UNSUPPORTED:
        parts += ["  found:", _indented(str(verdict.found))]
    return "\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.split("\n"))


def _as_data(verdict: Verdict) -> Dict[str, Any]:
    return {
        "file": verdict.chunk.file,
        "line": verdict.part.line,
        "name": verdict.chunk.name,
        "kind": verdict.kind,
        "reason": verdict.reason,
        "program": verdict.part.text,
        "expected": verdict.wanted.lines(),
        "found": verdict.found.lines(),
    }
