"""Compare the engine with mlpy on random programs.

    MLPY_PYTHON=… MLPY_SRC=… python3 -m tests.reference.fuzz --programs 20000 --seed 1

Each program (see ``grammar.py``) runs on the embedded engine in this process and on mlpy in a
worker (``mlpy_worker.py``). Value, output and the first line of the error must be the same, except
for what ``RULES`` names; programs about what the engine repairs run in two spellings
(``twins.py``). A program that differs is made as small as possible while it goes on to differ in
the same way. The texts of the sections ``mutated`` and ``soup`` are hardly ever programs; of them
only the answer of the two parsers is compared.

Nothing is written anywhere; the exit status is 1 if there was a difference, 2 without an mlpy.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from mlpy_testkit.engine import Engine, Limits, MLError
from tests.reference import grammar, layout, twins

PARSED = ("mutated", "soup")
SHARES = {
    "mixed": 30,
    "chaos": 12,
    "mutated": 14,
    "soup": 2,
    "expressions": 7,
    "strings": 4,
    "arrays": 4,
    "objects": 4,
    "functions": 5,
    "twins": 8,
    "scopes": 3,
    "control": 4,
    "errors": 5,
    "destructuring": 3,
    "builtins": 6,
    "format": 4,
}
CHUNK = 50
LIMITS = Limits(seconds=5.0, steps=100_000, text=200_000, items=100_000, bits=4_096, output=500_000)
SECONDS = 3.0
SHRUNK = 60  # kinds of differences made small in each process
TRIES = 700

STYLE = ("Q3", "Q52", "undefined-name")  # findings that mean no difference when a program runs

Signature = Tuple[str, ...]


class Result(NamedTuple):
    """What became of a program: *phase* is "done", "syntax", "check", "run", "limit" or "crash"."""

    phase: str
    value: Optional[str]
    output: str
    error: Optional[str]
    findings: Tuple[str, ...] = ()
    placed: bool = True  # whether an error of the engine has a line


class Difference(NamedTuple):
    """A program on which the two disagree; *signature* is the same for the same kind of trouble."""

    signature: Signature
    section: str
    number: int
    text: str
    engine: Result
    mlpy: Result


class Rule(NamedTuple):
    """A difference that is meant to be: what it is, and how a text of a result is made equal."""

    name: str
    reason: str
    change: Callable[[str], str]


def arrays_for_tuples(text: str) -> str:
    """Return a value in ML notation with arrays in the place of tuples.

    >>> arrays_for_tuples('[(1,), (2, "(a, b)")]')
    '[[1], [2, "(a, b)"]]'
    """
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)
    for place in range(0, len(parts), 2):
        parts[place] = parts[place].replace(",)", ")").replace("(", "[").replace(")", "]")
    return "".join(parts)


def plain_functions(text: str) -> str:
    """Return *text* with functions and iterators shown without their names and addresses.

    >>> plain_functions("<function f at 0x7f00> <bound method Builtin.len of <a object at 0x1>>")
    '<function> <function>'
    """
    text = re.sub(r"<\w*iterator object at 0x[0-9a-f]+>", "<iterator>", text)
    text = re.sub(r"<bound method [^<>]*(?:<[^<>]*>)?>", "<function>", text)
    text = re.sub(r"<built-in (?:method |function )?[^<>]*>", "<function>", text)
    return re.sub(r"<function [^ <>]*(?:<[a-z]+>[^ <>]*)*(?: at 0x[0-9a-f]+)?>", "<function>", text)


def first_lines(text: str) -> str:
    """Return *text* without the second line that mlpy gives one of its messages."""
    return re.sub(r"(Cannot call object of type '\w+': not callable)\\?\nExpected a function, got \w+", r"\1", text)


def plain_booleans(text: str) -> str:
    """Return *text* with booleans spelled as in ML."""
    return re.sub(r"True|False", lambda match: match.group().lower(), text)


def swap(pattern: str, replacement: str) -> Callable[[str], str]:
    """Return a function that replaces what matches *pattern*."""
    return lambda text: re.sub(pattern, replacement, text)


RULES = {
    "value": (Rule("Q27", "enumerate and zip give arrays, not tuples", arrays_for_tuples),),
    "text": (
        Rule("Q40", "functions and iterators are shown with a stable text", plain_functions),
        Rule("Q42", "messages have one line", first_lines),
    ),
    # Tried only where something differs, and counted.
    "last": (
        Rule("Q8", "true is shown as true where mlpy does not use its own spelling", plain_booleans),
        Rule(
            "Q22",
            "an object with other keys than strings stays an object",
            swap(
                r"'dict' object has no accessible method '[^']*'|ML object has no property '[^']*'"
                r"|Property '\w+' is not callable \(got \w+\)",
                "no",
            ),
        ),
        Rule("Q27", "messages about what enumerate and zip give name lists", swap("tuple", "list")),
        Rule(
            "Q30",
            "% with a string on its left is a type error",
            swap(
                r"unsupported operand type\(s\) for %: 'str' and '\w+'"
                r"|not all arguments converted during string formatting"
                r"|not enough arguments for format string",
                "%",
            ),
        ),
        Rule(
            "Q37",
            "slicing an object is a type error",
            swap(
                r"'dict' object does not support item assignment\n|'dict' object cannot be sliced|slice\([^()]*\)", ""
            ),
        ),
    ),
}
PARSER_RULES = {
    "Q2": "a text of comments only is an empty program",
    "Q10": "null, undefined, true and false cannot be assigned or bound",
    "Q11": "[a, b] at the start of a statement is a pattern only before =",
    "Q20": "break, return, nonlocal and the like in the wrong place are found by the parser",
    "nesting": "the engine limits the depth of a text",
}
ASSUMED = {
    "Q29": "null, true, false inside containers: the engine runs with host_spelling",
    "Q20": "the reason for refusing a program is worded freely",
    **{
        name: ("only in twins: " if name in twins.QUIRKS else "not written: ") + what
        for name, what in grammar.AVOIDED.items()
    },
}


def changed(text: str, kind: str) -> str:
    """Return *text* as all rules of the *kind* leave it."""
    for rule in RULES[kind]:
        text = rule.change(text)
    return text


# The two sides


class EngineSide:
    """The embedded engine."""

    def __init__(self) -> None:
        self.engine = Engine(limits=LIMITS, host_spelling=True)

    def run(self, text: str) -> Result:
        """Run a program."""
        from tests.reference.mlpy_worker import notation

        try:
            outcome = self.engine.run(text, name="fuzz.ml")
        except Exception as error:  # a defect of the engine, to be reported with its program
            return Result("crash", None, "", f"{type(error).__name__}: {error}")
        codes = tuple(sorted({finding.code for finding in outcome.findings}))
        if outcome.error is None:
            return Result("done", notation(outcome.value), outcome.output, None, codes)
        return Result(
            phase_of(outcome.error),
            None,
            outcome.output,
            first_line(outcome.error.message),
            codes,
            outcome.error.line is not None,
        )

    def parse(self, text: str) -> Result:
        """Check a text without running it."""
        try:
            self.engine.load(text, name="fuzz.ml")
        except MLError as error:
            return Result(phase_of(error), None, "", first_line(error.message))
        except Exception as error:  # a defect of the engine, to be reported with its program
            return Result("crash", None, "", f"{type(error).__name__}: {error}")
        return Result("done", None, "", None)


def phase_of(error: MLError) -> str:
    """Return when an error of the engine came."""
    return error.stage if error.stage in ("syntax", "check", "limit") else "run"


class MlpySide:
    """A worker process with mlpy in it."""

    def __init__(self) -> None:
        worker = Path(__file__).with_name("mlpy_worker.py")
        self.process = subprocess.Popen(
            [os.environ["MLPY_PYTHON"], str(worker)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def run(self, text: str) -> Result:
        """Run a program."""
        answer = self.ask(text)
        if answer["error"] is None:
            return Result("done", str(answer["value"]), answer["output"], None)
        stage = answer["stage"]
        phase = stage if stage in ("syntax", "check", "limit") else "run"
        return Result(phase, None, answer["output"], answer["error"])

    def parse(self, text: str) -> Result:
        """Check a text without running it: a ``break`` outside a loop lets Python refuse what mlpy parses."""
        found = self.run("break;\n" + text)
        return found if found.phase == "syntax" else Result("done", None, "", None)

    def ask(self, text: str, capabilities: Sequence[str] = ()) -> Dict[str, Any]:
        """Return the worker's answer to a program with some capabilities, or without a context for them."""
        assert self.process.stdin is not None and self.process.stdout is not None
        request = {"source": text, "timeout": SECONDS, "capabilities": list(capabilities) or None}
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the mlpy worker has ended")
        answer: Dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()


def first_line(text: str) -> str:
    """Return the first line of a message."""
    return text.splitlines()[0] if text else ""


# Comparing

TYPE_NAMES = ("str", "int", "float", "bool", "list", "dict", "tuple", "NoneType", "function", "method")


def template(text: str) -> str:
    """Return a message without its particular names and numbers.

    >>> template("'str' object has no accessible attribute 'abc', 15")
    "'str' object has no accessible attribute '…', 0"
    """

    def quoted(match: re.Match[str]) -> str:
        return match.group() if match.group(1) in TYPE_NAMES else "'…'"

    text = re.sub(r"'([^']*)'", quoted, re.sub(SCOPES, "", text))
    return re.sub(r"\d+(?:\.\d+)?(?:e[+-]\d+)?", "0", text)[:100]


def compare(mine: Result, theirs: Result, spelling: Callable[[str], str] = str) -> Optional[Signature]:
    """Return how two results of running a program differ, or None."""

    def plain(text: Optional[str]) -> str:
        return spelling(changed(text or "", "text"))

    if mine.phase == "crash":
        return ("crash", template(mine.error or ""))
    if not mine.placed and mine.phase != "limit":
        return ("no line", template(mine.error or ""))
    refused = ("syntax", "check")
    if mine.phase in refused and theirs.phase in refused:
        return None
    if mine.phase != theirs.phase:
        return ("outcome", mine.phase, template(mine.error or ""), theirs.phase, template(theirs.error or ""))
    ours, other = plain(mine.output), plain(theirs.output)
    if ours != other:
        for left, right in zip(ours.split("\n"), other.split("\n")):
            if left != right:
                return ("output", template(left), template(right))
        return ("output", "more" if len(ours) > len(other) else "less", "")
    left, right = plain(mine.error), plain(theirs.error)
    if left != right:
        return ("error", template(left), template(right))
    left, right = changed(plain(mine.value), "value"), changed(plain(theirs.value), "value")
    if left != right:
        return ("value", *differing_parts(left, right))
    return None


def judged(mine: Result, theirs: Result) -> Tuple[Optional[Signature], Optional[str]]:
    """Return how two results differ, and the name of the rule that explains the difference."""
    signature = compare(mine, theirs)
    if signature is None:
        return None, None
    for rule in RULES["last"]:
        if compare(mine, theirs, rule.change) is None:
            return None, rule.name
    if compare(mine, theirs, lambda text: changed(text, "last")) is None:
        return None, "several rules"
    if "operand type(s) for %: 'str'" in (mine.error or ""):
        return None, "Q30"  # mlpy goes on with a formatted text and fails later, or not at all
    return signature, None


def differing_parts(left: str, right: str) -> Tuple[str, str]:
    """Return the first places where two values differ, without their numbers."""
    parts = [re.findall(r'"(?:[^"\\]|\\.)*"|[^\[\]{},: ]+|[\[\]{}]', text) for text in (left, right)]
    for ours, other in zip(*parts):
        if ours != other:
            return template(ours), template(other)
    return ("shorter", "longer") if len(left) < len(right) else ("longer", "shorter")


def plain_scopes(result: Result) -> Result:
    """Return *result* with functions named without the functions around them."""
    error = result.error and re.sub(SCOPES, "", result.error)
    return result._replace(output=re.sub(SCOPES, "", result.output), error=error)


SCOPES = re.compile(r"(?:\w+|<lambda>)\.<locals>\.")
LITERAL_CALL = re.compile(r"\b(?:null|undefined)\s*(?://[^\n]*\n\s*)*\(")
MISPLACED = re.compile("outside (?:loop|function)|nonlocal|duplicate argument|must be last|is parameter and")
LITERAL_BOUND = re.compile(r"'(?:true|false|null|undefined)' cannot be|only a name, a member")
START_ARRAY = re.compile(r"\[\s*(?://[^\n]*\n\s*)*[A-Za-z_]\w*\s*[],/]")


def compare_parsers(text: str, mine: Result, theirs: Result) -> Tuple[Optional[Signature], Optional[str]]:
    """Return how the answers of two parsers differ, and the name of the rule that explains it."""
    if mine.phase == "crash":
        return ("crash", template(mine.error or "")), None
    ours, other = mine.phase != "syntax", theirs.phase != "syntax"
    if mine.phase == "limit":
        return None, "nesting"
    if ours == other:
        return None, None
    if other:
        signature = ("parsers", "mlpy accepts", template(mine.error or ""))
        if MISPLACED.search(mine.error or ""):
            return None, "Q20"
        literals = LITERAL_BOUND.search(mine.error or "") or LITERAL_CALL.search(text)
        return (None, "Q10") if literals else (signature, None)
    signature = ("parsers", "mlpy refuses", template(re.sub(r" at line.*", "", theirs.error or "")))
    if not re.sub(r"//[^\n]*", "", text).strip():
        return None, "Q2"
    return (None, "Q11") if START_ARRAY.search(text) else (signature, None)


# Making a program smaller

TOKEN = re.compile(
    r"""\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w+(?:\.\d*)?(?:[eE][+-]\d+)?|//|[=!<>]=|=>|&&|\|\||.)""", re.DOTALL
)


def smaller(tokens: Sequence[str]) -> Iterator[List[str]]:
    """Give programs made of *tokens* without some of them, the boldest cuts first."""
    bare = [token.strip() for token in tokens]
    starts = [0] + [place + 1 for place, token in enumerate(bare) if token in (";", "{", "}")]
    for start in starts:
        depth = 0
        for place in range(start, len(bare)):
            depth += bare[place] in ("(", "[", "{")
            depth -= bare[place] in (")", "]", "}")
            if depth < 0:
                break
            if depth == 0 and bare[place] in (";", "}"):
                yield [*tokens[:start], *tokens[place + 1 :]]
                if bare[place] == "}" and "{" in bare[start:place]:
                    inner = start + bare[start:place].index("{")
                    yield [*tokens[:start], *tokens[inner + 1 : place], *tokens[place + 1 :]]
                break
    for place, token in enumerate(bare):
        if token in ("(", "[", "{"):
            depth = 0
            for end in range(place, len(bare)):
                depth += bare[end] in ("(", "[", "{")
                depth -= bare[end] in (")", "]", "}")
                if depth == 0:
                    if end > place + 1:
                        yield [*tokens[: place + 1], *tokens[end:]]
                        yield [*tokens[:place], " 1", *tokens[end + 1 :]]
                    yield [*tokens[:place], *tokens[place + 1 : end], *tokens[end + 1 :]]
                    break
    for width in (12, 6, 4, 3, 2, 1):
        for start in range(0, len(tokens) - width + 1):
            yield [*tokens[:start], *tokens[start + width :]]
    for place, token in enumerate(tokens):
        if token != token.strip() and token[0] != " ":
            yield [*tokens[:place], " " + token.strip(), *tokens[place + 1 :]]


def shrink(text: str, same: Callable[[str], bool], tries: int = TRIES) -> str:
    """Return a small text for which *same* still holds."""
    while True:
        tokens = TOKEN.findall(text)
        for candidate in smaller(tokens):
            tries -= 1
            if tries < 0:
                return text
            shorter = "".join(candidate).strip()
            if (len(shorter), shorter) < (len(text), text) and same(shorter):
                text = shorter
                break
        else:
            return text


QUIRKY = re.compile(
    r"""["']\s*%            # Q30
      | \?[^;]*\?[^;]*[^;]*  # more than one ternary: Q6
      | \)\s*\?             # Q6
      | ["'\]}]\s*\.\s*(?:length|\w+(?!\w|\s*\())  # Q21
    """,
    re.VERBOSE,
)


# Work of one process


class Worker:
    """Both sides in one process, and what was found there."""

    def __init__(self, shrinking: bool = True) -> None:
        self.engine = EngineSide()
        self.mlpy = MlpySide()
        self.shrinking = shrinking
        self.seen: Counter[Signature] = Counter()

    def judge(self, section: str, text: str) -> Tuple[Result, Optional[Result], Optional[Signature], str]:
        """Return both results, how they differ, and a word for the statistics."""
        if section in PARSED:
            mine, theirs = self.engine.parse(text), self.mlpy.parse(text)
            signature, rule = compare_parsers(text, mine, theirs)
            word = "accepted" if theirs.phase != "syntax" else "refused"
            return mine, theirs, signature, rule or word
        mine = self.engine.run(text)
        if mine.phase == "limit":
            return mine, None, None, "limit of the engine"
        theirs = self.mlpy.run(text)
        if theirs.phase == "limit":
            return mine, theirs, None, "limit of mlpy"
        signature, rule = judged(mine, theirs)
        return mine, theirs, signature, rule or theirs.phase

    def judge_twins(self, statements: Sequence[twins.Statement], seed: str) -> Tuple[str, Difference]:
        """Run a program in its two spellings; an empty signature means that all is well."""
        ours, theirs = twins.written(statements, seed)
        mine, other = self.engine.run(ours), self.mlpy.run(theirs)
        signature = judged(*(plain_scopes(found) for found in (mine, other)))[0] or ()
        quirks = {statement.quirk for statement in statements} - twins.SILENT - {"", *mine.findings}
        if not signature and quirks and mine.phase != "limit":
            signature = ("no finding", *sorted(quirks))
        if mine.phase == "limit" or other.phase == "limit":
            signature = ()
        text = ours if ours == theirs else f"{ours}\n=== for mlpy:\n{theirs}"
        return other.phase, Difference(signature, "twins", 0, text, mine, other)

    def twin_chunk(self, seed: int, start: int, stop: int) -> Tuple[Counter[str], List[Difference]]:
        """Try the programs *start* to *stop* that have a twin for mlpy."""
        words: Counter[str] = Counter()
        found: List[Difference] = []
        for number in range(start, stop):
            place = f"{seed}/twins/{number}"
            statements = twins.TwinGenerator(random.Random(place)).statements_of_program()
            word, difference = self.judge_twins(statements, place)
            words[word] += 1
            signature = difference.signature
            if not signature:
                continue
            for statement in list(statements[1:]):
                fewer = [kept for kept in statements if kept is not statement]
                shorter = self.judge_twins(fewer, place)[1]
                if shorter.signature == signature:
                    statements, difference = fewer, shorter
            found.append(difference._replace(number=number))
        return words, found

    def chunk(self, section: str, seed: int, start: int, stop: int) -> Tuple[Counter[str], List[Difference]]:
        """Try the programs *start* to *stop* of a section."""
        if section == "twins":
            return self.twin_chunk(seed, start, stop)
        words: Counter[str] = Counter()
        found: List[Difference] = []
        for number in range(start, stop):
            text = program(seed, section, number)
            mine, theirs, signature, word = self.judge(section, text)
            words[word] += 1
            if signature is None or theirs is None:
                words.update(f"needless {code}" for code in mine.findings if theirs is not None and code not in STYLE)
                continue
            self.seen[signature] += 1
            if self.shrinking and self.seen[signature] == 1 and len(self.seen) <= SHRUNK:
                plain = program(seed, section, number, style="plain")
                if self.judge(section, plain)[2] == signature:
                    text = plain
                text = self.shrunk(section, text, signature)
                mine, again, _, _ = self.judge(section, text)
                theirs = again or theirs
            found.append(Difference(signature, section, number, text, mine, theirs))
        return words, found

    def shrunk(self, section: str, text: str, signature: Signature) -> str:
        """Return a smaller program with the same difference and without quirks that *text* has not."""
        quirky = QUIRKY.search(text) is not None

        def same(shorter: str) -> bool:
            if not quirky and section not in PARSED and QUIRKY.search(shorter):
                return False
            return self.judge(section, shorter)[2] == signature

        return shrink(text, same)


def program(seed: int, section: str, number: int, style: Optional[str] = None) -> str:
    """Return the program of that number in a section; a *style* is kept to if it runs."""
    source = random.Random(f"{seed}/{section}/{number}")
    if section == "soup":
        return layout.soup(source)
    if section == "twins":
        return "\n=== for mlpy:\n".join(twins.texts(f"{seed}/twins/{number}")[:2])
    if section == "mutated":
        section = source.choice(("mixed", "control", "errors", "functions", "destructuring", "objects", "arrays"))
        return layout.mutated(grammar.Generator(source, section).program(), source)
    return layout.layout(grammar.Generator(source, section).program(), source, style)


_workers: Dict[bool, Worker] = {}


def work(job: Tuple[str, int, int, int, bool]) -> Tuple[str, Counter[str], List[Difference]]:
    """Do one chunk in a process of the pool."""
    section, seed, start, stop, shrinking = job
    if shrinking not in _workers:
        _workers[shrinking] = Worker(shrinking)
    words, found = _workers[shrinking].chunk(section, seed, start, stop)
    return section, words, found


# The whole run


def jobs(programs: int, seed: int, sections: Sequence[str], shrinking: bool) -> List[Tuple[str, int, int, int, bool]]:
    """Return the chunks of a run."""
    total = sum(SHARES[section] for section in sections)
    found = []
    for section in sections:
        count = max(1, programs * SHARES[section] // total)
        for start in range(0, count, CHUNK):
            found.append((section, seed, start, min(count, start + CHUNK), shrinking))
    random.Random(seed).shuffle(found)
    return found


def report(words: Dict[str, Counter[str]], found: List[Difference], seconds: float, samples: int) -> str:
    """Return the summary of a run."""
    lines = []
    total = sum(sum(counts.values()) for counts in words.values())
    for section in sorted(words):
        counts = ", ".join(f"{word} {count}" for word, count in words[section].most_common())
        lines.append(f"{section:14} {sum(words[section].values()):6}   {counts}")
    lines.append(f"{total} programs in {seconds:.0f} s, {len(found)} differences")
    groups: Dict[Signature, List[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.signature, []).append(difference)
    for signature, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        lines += ["", "-" * 78, f"{len(group)} × " + " | ".join(signature)]
        for difference in sorted(group, key=lambda found: len(found.text))[:samples]:
            lines += [
                f"  {difference.section} {difference.number}:",
                *("      " + line for line in difference.text[:1500].split("\n")),
                f"    engine: {show(difference.engine)}",
                f"    mlpy:   {show(difference.mlpy)}",
            ]
    return "\n".join(lines)


def show(result: Result) -> str:
    """Return a result on one line."""
    parts = [result.phase]
    if result.output:
        parts.append(f"prints {result.output[-300:]!r}")
    parts.append(f"value {result.value[:300]}" if result.value is not None else f"error {result.error}")
    return ", ".join(parts)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the fuzzer."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.reference.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--programs", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--section", action="append", choices=sorted(SHARES), help="only these sections")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--samples", type=int, default=2, help="programs shown for each kind of difference")
    parser.add_argument("--no-shrink", action="store_true", help="show programs as they are")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print this program of the section and stop")
    parser.add_argument("--rules", action="store_true", help="print the differences that are meant to be and stop")
    options = parser.parse_args(arguments)
    sections = options.section or list(SHARES)
    if options.rules:
        rules = {rule.name: rule.reason for kind in RULES.values() for rule in kind}
        for name, reason in {**ASSUMED, **rules, **PARSER_RULES}.items():
            print(f"{name:8} {reason}")
        return 0
    if options.show is not None:
        print(program(options.seed, sections[0], options.show))
        return 0
    if not os.environ.get("MLPY_PYTHON"):
        print(
            "set MLPY_PYTHON (an interpreter) and MLPY_SRC (mlpy's source folder) to compare with mlpy", file=sys.stderr
        )
        return 2
    started = time.monotonic()
    words: Dict[str, Counter[str]] = {}
    found: List[Difference] = []
    with multiprocessing.Pool(options.processes) as pool:
        work_list = jobs(options.programs, options.seed, sections, not options.no_shrink)
        for section, counts, differences in pool.imap_unordered(work, work_list):
            words.setdefault(section, Counter()).update(counts)
            found += differences
    print(report(words, found, time.monotonic() - started, options.samples))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
