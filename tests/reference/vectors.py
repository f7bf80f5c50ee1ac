"""Compare the vectors of the modules with mlpy, and note where it answers otherwise.

    MLPY_PYTHON=… MLPY_SRC=… python3 -m tests.reference.vectors            # all files
    MLPY_PYTHON=… MLPY_SRC=… python3 -m tests.reference.vectors --check    # write nothing

The vectors are in ``tests/modules/recorded``. A comment before one, ``# S10 mlpy: [(1, "a")]``, has mlpy's
answer where ours is another one on purpose, and the number of the quirk that explains it (or the name of
one of the rules of ``module_fuzz.py``). The exit status is 1 if a difference has no explanation.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import List, Optional, Sequence

from tests.modules.vectors import FOLDER, MLPY, failure, program, with_output
from tests.reference.calls import Call
from tests.reference.fuzz import MlpySide, arrays_for_tuples, plain_functions
from tests.reference.mlpy_worker import HARMLESS
from tests.reference.module_fuzz import Answer, explained
from tests.world.running import with_imports

FILES = "collections console crypto csv datetime functional http json log math random reference regex"
VARIABLES = {"TZ": "UTC", "E_I": "42", "E_S": "str", "E_B": "YES", "E_Z": ""}
GRANTED = (*HARMLESS, "env.write")
_OUTSIDE = re.compile(r"\bhttp\.(?:get|post|put|patch|delete|head|request)\(|\b(?:file|csv)\.(?:read|write|append)\(")


def answer(mlpy: MlpySide, text: str) -> str:
    """Return what mlpy answers to a vector, as it is written in one."""
    found = mlpy.ask(with_imports(program(text)), GRANTED)
    if found["stage"] is None:
        return with_output(plain_functions(str(found["value"])), found["output"])
    return failure(found["error_kind"], re.sub(r"(?<= at )0x[0-9a-f]{6,}", "0x…", found["error_full"]))


def quirk(text: str, mine: str, theirs: str) -> Optional[str]:
    """Return what explains a difference."""
    if arrays_for_tuples(theirs) == mine:
        return "S10"
    name = re.findall(r"\w+\.\w+(?=\()", text)[-1:]
    called = Call("ParsedArgs" if "create_parser" in text else "".join(name), text)
    return explained(called, _parsed(mine), _parsed(theirs))


def _parsed(text: str) -> Answer:
    if not text.startswith("!"):
        return Answer(arrays_for_tuples(text).replace("<partial>", "<function>"))
    kind, _, message = text[1:].partition(": ")
    return Answer(None, kind, message)


def refreshed(lines: Sequence[str], mlpy: MlpySide, missing: List[str]) -> List[str]:
    """Return the lines of a file with mlpy's present answers; *missing* gets those without an explanation."""
    found: List[str] = []
    noted = ""
    for line in lines:
        match = MLPY.match(line)
        if match is not None:
            noted = match[1]
            continue
        text, arrow, mine = line.rpartition("  =>  ")
        if arrow and not line.startswith("#") and not _OUTSIDE.search(text):
            theirs = answer(mlpy, text)
            if theirs != mine:
                reason = quirk(text, mine, theirs) or noted
                if not reason:
                    missing.append(f"{text}\n    here: {mine}\n    mlpy: {theirs}")
                found.append(f"# {reason or '?'} mlpy: {theirs}")
        found.append(line)
        noted = ""
    return found


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Refresh the files named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.reference.vectors", description="Compare vectors with mlpy.")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    os.environ.update(VARIABLES)
    mlpy = MlpySide()
    missing: List[str] = []
    for name in options.files or FILES.split():
        file = FOLDER / f"{name}.txt"
        text = file.read_text(encoding="utf-8")
        after = "\n".join(refreshed(text.split("\n"), mlpy, missing))
        if after != text:
            print(f"{file.name}: " + ("would change" if options.check else "changed"))
            if not options.check:
                file.write_text(after, encoding="utf-8")
    mlpy.close()
    print("\n".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
