"""Compare the standard modules with mlpy on random calls.

    MLPY_PYTHON=… MLPY_SRC=… python3 -m tests.reference.module_fuzz --calls 20000 --seed 1

Each call (see ``calls.py``) runs on the embedded engine, in a fake world with everything granted, and
on mlpy. Value, kind of error and first line of its message must be the same, except for what
``RULES`` names. Nothing is written anywhere; the exit status is 1 if there was a difference, 2
without an mlpy.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import re
import sys
import time
from collections import Counter
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from mlpy_testkit.engine import Limits
from mlpy_testkit.world import MemoryFiles, World
from tests.reference.calls import CALLS, Call, call
from tests.reference.fuzz import MlpySide, arrays_for_tuples, first_line, plain_booleans, plain_functions, template
from tests.reference.mlpy_worker import HARMLESS, notation
from tests.world.running import WorldEngine, with_imports

CHUNK = 100
LIMITS = Limits(seconds=5.0, steps=200_000, text=200_000, items=100_000, bits=4_096)


class Answer(NamedTuple):
    """What a call came to: the value in ML notation, or kind and message of an error."""

    value: Optional[str]
    kind: str = ""
    message: str = ""

    def __str__(self) -> str:
        return f"!{self.kind}: {self.message}" if self.value is None else self.value


class Difference(NamedTuple):
    """A call on which the two disagree."""

    number: int
    call: Call
    engine: Answer
    mlpy: Answer


# -- differences that are meant to be ----------------------------------------------------------------

Test = Callable[[Call, Answer, Answer], bool]


class Rule(NamedTuple):
    """A difference that is meant to be; most have the number of a quirk of the modules or the language."""

    name: str
    reason: str
    explains: Test


def answers(mine: str, theirs: str = "", name: str = "") -> Test:
    """Return the test whether both answers begin with these patterns; *name* is one for the function."""

    def explains(found: Call, ours: Answer, other: Answer) -> bool:
        return all(
            re.match(pattern, text, re.DOTALL) is not None
            for pattern, text in ((mine, str(ours)), (theirs, str(other)), (name, found.name))
        )

    return explains


def _reads_options_otherwise(found: Call, mine: Answer, theirs: Answer) -> bool:
    """Say whether a call reads arguments that mlpy does not understand."""
    return re.match("ArgParser.parse|ParsedArgs", found.name) is not None and (
        re.search("""--num=|"--"|h"|help"|v.positionals|q.positionals|"[abx ]|-5""", found.text) is not None
    )


def _spelled_alike(found: Call, mine: Answer, theirs: Answer) -> bool:
    """Say whether two answers differ in the text of functions and booleans alone."""

    def plain(answer: Answer) -> str:
        text = re.sub(r"%3Cfunction[^&\"]*?%3E(?:\+at\+0x[0-9a-f]+%3E)?", "<function>", str(answer))
        text = re.sub("'method'", "'function'", text.replace("None", "null"))
        return plain_booleans(plain_functions(text))

    return plain(mine) == plain(theirs)


def _close(found: Call, mine: Answer, theirs: Answer) -> bool:
    if found.name != "math.log" or mine.value is None or theirs.value is None:
        return False
    return math.isclose(float(mine.value), float(theirs.value))


def _worded_otherwise(found: Call, mine: Answer, theirs: Answer) -> bool:
    """Say whether both refuse a value because of its kind or size."""
    return mine.kind == theirs.kind and mine.kind in ("TypeError", "OverflowError")


RULES: Tuple[Rule, ...] = (
    Rule(
        "S9",
        "a wrong number of arguments is said in terms of ML",
        answers(
            r"!TypeError: [\w.]+(?:\(\))? expects ",
            r"!TypeError: .*(?:missing \d+ required|positional arguments? but|expected at (?:least|most))",
        ),
    ),
    Rule(
        "S2",
        "callbacks are called as all functions are",
        answers("!TypeError: Cannot call object of type", r"!TypeError: '\w+' object is not callable"),
    ),
    Rule("S10", "pairs are arrays", answers("true", "false", "json.isArray")),
    Rule("S51", "a log goes to the output of the run", answers("prints", "null|!", "l.info")),
    Rule("S12", "flags are plain numbers", answers(r"\d+$|\"\d+\"$", r"<RegexFlag>$|\"re\.")),
    Rule("S13", "a complex number is an error", answers("!ValueError: math domain error", "<complex>")),
    Rule("S14", "one text form, also of functions", _spelled_alike),
    Rule(
        "S14", "one text form, also of functions", answers("", ".*(?:%3C|<)(?:function|bound)", "http.encode|csv.write")
    ),
    Rule("S14", "functions have a stable text", answers(".*<function>", '.*"<function>', "functional.group")),
    Rule("S21", "logarithms of base 10 and 2 are exact", _close),
    Rule(
        "S24",
        "an error in a replacement is one ValueError about the replacement",
        answers("!(?:ValueError: Invalid replacement |TypeError: replacement must)", "!"),
    ),
    Rule("S25", "what is no time zone is refused", answers("!ValueError", "", "datetime.createTimeZone")),
    Rule("S27", "without a second date the age is that of today", answers("-?[0-9]", "-?[0-9]", "datetime.calculate")),
    Rule("S29", "what cannot be sliced has no element to remove", answers("!TypeError", "", "collections.remove")),
    Rule(
        "S40",
        "blank values are kept",
        answers(r'\{.*""', r"\{", "http.parseQuery"),
    ),
    Rule(
        "S45",
        "--name=value and -- are understood, surplus arguments are kept, and --help ends the reading",
        _reads_options_otherwise,
    ),
    Rule(
        "S46",
        "unknown hash algorithms are named",
        answers("!ValueError: unknown hash algorithm", "!(?:AttributeError|TypeError)"),
    ),
    Rule("S49", "a first row without keys is no trouble", answers('"', "!UnboundLocalError", "csv.write_string")),
    Rule("S59", "arrays and objects can be remembered and compared", answers("[^!]", "!TypeError: unhashable type")),
    Rule("S59", "arrays and objects can be remembered", answers("", "!TypeError: unhashable", "functional.memoize")),
    Rule(
        "S60",
        "an object of another kind than expected is a TypeError, and dates are taken where moments are",
        answers("[^!]|!TypeError: expected a ", "!AttributeError: .*has no attribute '_(?:dt|date|delta)'"),
    ),
    Rule("S60", "what is no text is no valid pattern", answers("false", "!TypeError", "regex.isValid")),
    Rule("S63", "only the documented flags are known", answers("!ValueError: unknown regex flags")),
    Rule(
        "S31",
        "library functions know their number of arguments",
        answers("", "!TypeError: Builtin", "functional.curry"),
    ),
    Rule("S33", "the seed is the seed", answers("", "", "random.get")),
    Rule("S32", "null is a value to begin with, too", answers("", "", "functional.reduce")),
    Rule(
        "S35", "the depth is looked at before the text", answers("!ValueError: JSON object depth", "!ValueError: JSON")
    ),
    Rule("Q30", "% is for numbers", answers(r"!TypeError: unsupported operand type\(s\) for %: 'str'")),
    Rule(
        "Q37",
        "an object cannot be sliced",
        answers("!TypeError: 'dict' object cannot be sliced", r"!KeyError: slice\("),
    ),
    Rule(
        "year 1",
        "its first second exists",
        answers('"0001-|-62135596800', "!(?:RuntimeError: Invalid timestamp|ValueError: year 0)"),
    ),
    Rule("quote", "a quote is no delimiter of a table", answers("!ValueError: bad delimiter value", "", "csv")),
    Rule(
        "objects",
        "an object is no table and has no order to shuffle",
        answers("!(?:Attribute|Type)Error: .*(?:'dict'|object$)", r"!KeyError: \d|[^!]"),
    ),
    Rule(
        "big",
        "a number too big for a date is out of range",
        answers("!RuntimeError: Invalid", "!OverflowError: (?:Python int|signed integer)"),
    ),
    Rule("help", "help may be any value", answers('"', "", "ArgParser.add_")),
    Rule("limit", "the limits of this run", answers("!LimitError")),
    Rule("safety", "a pattern that may take exponential time is refused", answers("!ValueError: Unsafe regex pattern")),
    Rule(
        "order",
        "of two mistakes in a pattern the first is told",
        answers("!ValueError: Invalid regex", r"!ValueError: Invalid regex.*bad escape \(end of pattern\)"),
    ),
    Rule(
        "width",
        "a width is no part of a directive",
        lambda found, mine, theirs: re.search(r"%(?:\d|-[EO\d])", found.text) is not None,
    ),
    Rule("syntax", "syntax errors have words of their own", answers("!SyntaxError", "!MLSyntaxError")),
    Rule("limit", "mlpy does not come to an end", answers("", "!TimeoutError")),
    Rule("wording", "week 1 of the year 0", answers("!RuntimeError: Invalid ISO", "!RuntimeError: Invalid ISO")),
    Rule("wording", "a repeat too often", answers("!ValueError: Invalid regex", "!OverflowError: the repetition")),
    Rule("wording", "a condition that is no pair", answers("!TypeError", "!IndexError", "functional.cond")),
    Rule(
        "kind",
        "a value of a wrong kind is refused",
        answers("!TypeError", "", "collections.concat|crypto|functional.curry"),
    ),
    Rule("wording", "a wrong kind of value, said in other words", _worded_otherwise),
)


def explained(found: Call, mine: Answer, theirs: Answer, ignored: Sequence[str] = ()) -> Optional[str]:
    """Return the name of the rule that explains a difference."""
    for rule in RULES:
        if rule.name not in ignored and rule.explains(found, mine, theirs):
            return rule.name
    return None


# -- both sides --------------------------------------------------------------------------------------


class Worker:
    """Both sides in one process."""

    def __init__(self) -> None:
        self.mlpy = MlpySide()

    def on_engine(self, found: Call) -> Answer:
        """Return what a call comes to here."""
        files = MemoryFiles(cwd=os.getcwd(), home=os.path.expanduser("~"))
        engine = WorldEngine(World.fake(files=files), limits=LIMITS, host_spelling=True)
        outcome = engine.run(with_imports(found.text))
        if outcome.error is None:
            return Answer(plain_functions(notation(outcome.value)))
        return Answer(None, outcome.error.kind or outcome.error.stage, first_line(outcome.error.message))

    def on_mlpy(self, found: Call) -> Answer:
        """Return what a call comes to in mlpy."""
        answer = self.mlpy.ask(with_imports(found.text), HARMLESS)
        if answer["stage"] is None:
            return Answer(plain_functions(arrays_for_tuples(str(answer["value"]))))
        return Answer(None, answer["error_kind"], answer["error"])

    def chunk(
        self, seed: int, start: int, stop: int, names: Tuple[str, ...], ignored: Sequence[str]
    ) -> Tuple[Counter[str], List[Difference]]:
        """Try the calls *start* to *stop*."""
        words: Counter[str] = Counter()
        differences: List[Difference] = []
        for number in range(start, stop):
            found = call(f"{seed}/{number}", names)
            mine, theirs = self.on_engine(found), self.on_mlpy(found)
            if mine == theirs:
                words["same value" if mine.value is not None else "same error"] += 1
                continue
            rule = explained(found, mine, theirs, ignored)
            words[rule or "difference"] += 1
            if rule is None:
                differences.append(Difference(number, found, mine, theirs))
        return words, differences


_worker: List[Worker] = []


def work(job: Tuple[int, int, int, Tuple[str, ...], Sequence[str]]) -> Tuple[Counter[str], List[Difference]]:
    """Do one chunk in a process of the pool."""
    if not _worker:
        _worker.append(Worker())
    return _worker[0].chunk(*job)


# -- the whole run -----------------------------------------------------------------------------------


def report(words: Counter[str], differences: Sequence[Difference], seconds: float, samples: int) -> str:
    """Return the summary of a run."""
    lines = [f"{sum(words.values())} calls in {seconds:.0f} s, {len(differences)} differences"]
    lines += [f"  {count:6} {word}" for word, count in words.most_common()]
    groups: Dict[Tuple[str, str, str], List[Difference]] = {}
    for found in differences:
        signature = (found.call.name, template(str(found.engine)), template(str(found.mlpy)))
        groups.setdefault(signature, []).append(found)
    for signature, group in sorted(groups.items(), key=lambda item: item[0]):
        lines += ["", f"{len(group)} × {signature[0]}"]
        for found in sorted(group, key=lambda found: len(found.call.text))[:samples]:
            lines += [
                f"  {found.number}: {found.call.text!r}",
                f"    engine: {found.engine}",
                f"    mlpy:   {found.mlpy}",
            ]
    return "\n".join(lines)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the fuzzer."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.reference.module_fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--calls", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a pattern for the names of the functions to call")
    parser.add_argument("--without", action="append", default=[], metavar="RULE", help="take no account of this rule")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--samples", type=int, default=1, help="calls shown for each kind of difference")
    parser.add_argument("--rules", action="store_true", help="print the differences that are meant to be and stop")
    options = parser.parse_args(arguments)
    if options.rules:
        for rule in RULES:
            print(f"{rule.name:8} {rule.reason}")
        return 0
    if not os.environ.get("MLPY_PYTHON"):
        print(
            "set MLPY_PYTHON (an interpreter) and MLPY_SRC (mlpy's source folder) to compare with mlpy", file=sys.stderr
        )
        return 2
    names = tuple(name for name in CALLS if re.match(options.only, name))
    started = time.monotonic()
    words: Counter[str] = Counter()
    differences: List[Difference] = []
    jobs = [
        (options.seed, start, min(start + CHUNK, options.calls), names, options.without)
        for start in range(0, options.calls, CHUNK)
    ]
    os.environ["TZ"] = "UTC"
    with multiprocessing.Pool(options.processes) as pool:
        for counts, found in pool.imap_unordered(work, jobs):
            words.update(counts)
            differences += found
    print(report(words, differences, time.monotonic() - started, options.samples))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
