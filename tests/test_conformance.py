"""The conformance programs: what the language does, and where we differ from mlpy 2.0 on purpose.

The programs and their expected outcomes are in ``mlpy_testkit/conformance``; what mlpy answers was recorded
by ``tests/reference/record.py``. Nothing here needs mlpy.
"""

from __future__ import annotations

import re
import unittest
from collections import Counter
from typing import Any, Callable, Iterator

from mlpy_testkit import backends
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.conformance import corpus, judge
from mlpy_testkit.conformance.judge import answered, difference, grants, keyboard, modules_of, notation
from mlpy_testkit.engine import Engine, Limits
from mlpy_testkit.modules import Library

BUILTINS = (
    "abs all any available_modules bin bool call callable chr enumerate float format getCapabilities "
    "getCapabilityInfo getattr hasCapability has_module hasattr help hex input int isinstance iter keys len "
    "max methods min module_info modules next oct ord print range repr requiredCapabilities reversed round "
    "sorted str sum typeof values zip"
)
QUIRKS_SEEN = {f"Q{number}" for number in range(1, 54)} - {
    "Q36",  # handlers and limits: tested with the limits
    "Q42",  # the executor's error texts: tested with the executor
    "Q47",  # the interactive loop: tested with the command line
    "Q51",  # declarations: tested with the capabilities
}


def denies() -> bool:
    """Tell whether the engine refuses calls without a grant, or only tells programs what they hold."""
    outcome = Engine([], Library, capabilities=Grants([])).run("import math; result = math.sqrt(4);")
    return outcome.error is not None


class ConformanceCase(unittest.TestCase):
    """Runs chunks and compares."""

    limits = Limits()
    host_spelling = False

    def check(self, chunk: corpus.Chunk) -> None:
        """Run one entry and fail unless everything is as expected."""
        if chunk.restricted and "import " in chunk.program and not denies():
            self.skipTest("the engine does not enforce capabilities")
        with modules_of(chunk) as paths:
            engine = Engine(paths, Library, self.limits, capabilities=grants(chunk), host_spelling=self.host_spelling)
            if chunk.is_session:
                self._check_session(chunk, engine)
            else:
                outcome = engine.run(chunk.program, chunk.file, input=keyboard(chunk.keyboard))
                self._compare(chunk, chunk.inputs[0], outcome)
                self._compare_findings(chunk, chunk.inputs[0], outcome.findings)

    def _check_session(self, chunk: corpus.Chunk, engine: Engine) -> None:
        session = engine.session()
        for part in chunk.inputs:
            self._compare(chunk, part, session.execute(part.text), null_counts=False)

    def wanted(self, part: corpus.Input) -> corpus.Outcome:
        """Return what is expected of a program or an input."""
        return part.expected or corpus.Outcome()

    def _compare(self, chunk: corpus.Chunk, part: corpus.Input, outcome: Any, null_counts: bool = True) -> None:
        wanted, found = self.wanted(part), answered(outcome)
        names = difference(wanted, found, null_counts)
        if names:
            self.fail(
                f"{' and '.join(names)} of the program\n{self._where(chunk, part)}\n"
                f"expected:\n{_indented(str(wanted))}\nfound:\n{_indented(str(found))}"
            )

    def _compare_findings(self, chunk: corpus.Chunk, part: corpus.Input, findings: Any) -> None:
        codes = {finding.code for finding in findings if finding.code.startswith("Q")}
        missing = set(part.findings) - codes
        surplus = codes - set(part.findings) - set(part.quirks)
        if missing or surplus:
            shown = "\n".join(map(str, findings)) or "none"
            self.fail(
                f"portability findings of the program\n{self._where(chunk, part)}\n"
                f"expected: {' '.join(part.findings) or 'none'}\nfound:\n{_indented(shown)}"
            )

    def _where(self, chunk: corpus.Chunk, part: corpus.Input) -> str:
        name = f" ({chunk.name})" if chunk.name else ""
        return f"{chunk.file}:{part.line}{name}:\n{_indented(part.text)}"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.split("\n"))


def _file_test(file: str) -> Callable[[ConformanceCase], None]:
    def test(self: ConformanceCase) -> None:
        for chunk in corpus.read(file):
            with self.subTest(chunk.place, name=chunk.name):
                self.check(chunk)

    test.__doc__ = f"The programs of {file}."
    return test


class ConformanceTest(ConformanceCase):
    """Every program does what is expected of it."""


class CountedConformanceTest(ConformanceCase):
    """The same while steps and calls are counted: other code is compiled for that."""

    limits = Limits(steps=10_000_000)


for _file in corpus.names():
    setattr(ConformanceTest, f"test_{_file[:-3]}", _file_test(_file))
    setattr(CountedConformanceTest, f"test_{_file[:-3]}", _file_test(_file))


class HostSpellingTest(ConformanceCase):
    """With mlpy's spelling of values, texts are those of mlpy."""

    host_spelling = True

    def wanted(self, part: corpus.Input) -> corpus.Outcome:
        """Return what mlpy answered."""
        return part.observed or corpus.Outcome()

    def test_programs_that_differ_in_spelling_only(self) -> None:
        for chunk in corpus.read_all():
            quirks = {name for part in chunk.inputs for name in part.quirks}
            if quirks and {"Q8", "Q29"}.issuperset(quirks) and not chunk.is_session:
                with self.subTest(chunk.place, name=chunk.name):
                    self.check(chunk)


class UncheckedTest(unittest.TestCase):
    """Without the analysis the names of the host are still unknown."""

    def test_names_of_the_host_have_no_value(self) -> None:
        engine = Engine([], Library, security=False)
        for name in ("eval", "open", "globals", "type", "__builtins__", "__import__", "__name__", "__file__"):
            for text in (f"result = {name};", f"function f() {{ return {name}; }} result = f();"):
                with self.subTest(text):
                    outcome = engine.run(text)
                    self.assertFalse(outcome.has_value)
                    self.assertIn(outcome.error and outcome.error.stage, ("name", "check"))


class CorpusTest(unittest.TestCase):
    """The programs cover the language."""

    def test_there_are_many_programs(self) -> None:
        self.assertGreaterEqual(len(corpus.read_all()), 300)

    def test_programs_have_names_of_their_own(self) -> None:
        for file in corpus.names():
            names = Counter(chunk.name for chunk in corpus.read(file))
            self.assertNotIn("", names, file)
            self.assertEqual([name for name, count in names.items() if count > 1], [], file)

    def test_every_builtin_is_called_by_three_programs(self) -> None:
        calls = Counter(name for chunk in corpus.read_all() for name in set(_called_names(chunk)))
        names = BUILTINS.split()
        self.assertEqual(len(names), 46)
        self.assertEqual([name for name in names if calls[name] < 3], [])

    def test_every_visible_quirk_has_a_program(self) -> None:
        texts = [f"{chunk.name} {part.quirks} {part.findings}" for chunk in corpus.read_all() for part in chunk.inputs]
        named = set(re.findall(r"\bQ\d+\b", " ".join(texts)))
        self.assertEqual(sorted(QUIRKS_SEEN - named), [])
        self.assertNotIn("Q0", named)

    def test_observations_are_explained_by_quirks(self) -> None:
        for chunk in corpus.read_all():
            for part in chunk.inputs:
                with self.subTest(chunk.place, name=chunk.name):
                    self.assertEqual(part.observed is not None, bool(part.quirks))


def _called_names(chunk: corpus.Chunk) -> Iterator[str]:
    for part in chunk.inputs:
        yield from re.findall(r"(?<![.\w])([A-Za-z_]\w*)\s*\(", part.text)


class ReadingTest(unittest.TestCase):
    """The notation of the files."""

    def test_failures_are_written_as_they_are_read(self) -> None:
        for text in (
            "syntax",
            'run time TypeError "no"',
            'thrown "no" with {"code": 3} at 2:5',
            "name NameError at 1:1",
        ):
            with self.subTest(text):
                chunk = corpus.parse("made.ml", f"// name: one\nx = 1;\n//! {text}")[0]
                expected = chunk.inputs[0].expected
                assert expected is not None
                self.assertEqual(str(expected.failure), text)

    def test_what_is_wrong_has_its_place(self) -> None:
        for line, wrong in (
            ("//~ = 3", "made.ml:3: the quirk has no number: //~ = 3"),
            ("//! oh no", "made.ml:2: not an error expectation: 'oh no'"),
        ):
            with self.subTest(line), self.assertRaises(corpus.ChunkError) as caught:
                corpus.parse("made.ml", f"// name: one\nx = 1;\n{line}")
            self.assertEqual(str(caught.exception), wrong)

    def test_empty_entries_are_none(self) -> None:
        chunks = corpus.parse("made.ml", "---\n\n---\n\n// name: one\nx = 1;\n---\n")
        self.assertEqual([(chunk.name, chunk.program) for chunk in chunks], [("one", "x = 1;")])


class NotationTest(unittest.TestCase):
    """The comparison itself is strict."""

    def test_kinds_of_numbers_differ(self) -> None:
        texts = [notation(value) for value in (1, 1.0, True, "1", None, [1], [1.0])]
        self.assertEqual(len(set(texts)), len(texts))

    def test_a_different_value_is_seen(self) -> None:
        self.assertEqual(difference(corpus.Outcome("1"), corpus.Outcome("1.0")), ["value"])
        self.assertEqual(difference(corpus.Outcome("null"), corpus.Outcome(None)), ["value"])
        self.assertEqual(difference(corpus.Outcome(None), corpus.Outcome("null"), null_counts=False), [])

    def test_a_circle_has_an_end(self) -> None:
        circle: Any = [1]
        circle.append(circle)
        self.assertEqual(notation(circle), "[1, <cycle>]")

    def test_output_and_errors_are_compared(self) -> None:
        failed = corpus.Outcome(failure=corpus.Failure("run time"))
        self.assertEqual(difference(corpus.Outcome(output=("a",)), corpus.Outcome(output=("b",))), ["output"])
        self.assertEqual(difference(corpus.Outcome(), failed), ["error"])
        self.assertEqual(difference(failed, corpus.Outcome()), ["error"])

    def test_what_an_error_does_not_say_is_not_compared(self) -> None:
        found = corpus.Outcome(failure=corpus.Failure("run time", "TypeError", "no", None, (1, 2)))
        for wanted, names in [
            (corpus.Failure("run time"), []),
            (corpus.Failure("thrown"), ["error's stage"]),
            (corpus.Failure("run time", "NameError", "yes"), ["error's kind", "error's message"]),
            (corpus.Failure("run time", place=(1, 3)), ["error's place"]),
        ]:
            self.assertEqual(difference(corpus.Outcome(failure=wanted), found), names)


class JudgeTest(unittest.TestCase):
    """The verdicts of the command, of engines that answer as told."""

    HEAD = "// name: a sum\nresult = 1 + 1;\n"

    def verdict(self, text: str, value: Any, engine: str = "mlpy") -> judge.Verdict:
        """Return the verdict on a program of which an engine says that its value is *value*."""

        class Told:
            def __init__(self, backend: str) -> None:
                self.name = backend

            def engine(self, *_: Any, **__: Any) -> Any:
                return self

            def run(self, *_: Any, **__: Any) -> Any:
                if isinstance(value, Exception):
                    raise value
                return Engine([], Library).run("result = value;", context={"value": value})

        backend: Any = Told(engine)
        return next(judge.judge(backend, corpus.parse("made.ml", text)[0]))

    def test_what_is_expected_is_the_same(self) -> None:
        for engine in ("embedded", "mlpy"):
            self.assertEqual(self.verdict(self.HEAD + "//= 2", 2, engine).kind, judge.SAME)

    def test_what_was_observed_on_mlpy_is_listed_with_its_quirks(self) -> None:
        text = self.HEAD + "//= 2\n//~ Q1,Q2 = 3"
        verdict = self.verdict(text, 3)
        self.assertEqual((verdict.kind, verdict.reason), (judge.LISTED, "Q1, Q2"))
        self.assertEqual(self.verdict(text, 3, "embedded").kind, judge.OTHER)

    def test_anything_else_is_a_difference(self) -> None:
        self.assertEqual(self.verdict(self.HEAD + "//= 2\n//~ Q1 = 3", 4).kind, judge.OTHER)
        self.assertEqual(self.verdict(self.HEAD + "//= 2", 2.0).kind, judge.OTHER)

    def test_what_an_engine_cannot_do_is_no_pass(self) -> None:
        verdict = self.verdict(self.HEAD + "//= 2", backends.NotSupportedError("no steps"))
        self.assertEqual((verdict.kind, verdict.reason), (judge.UNSUPPORTED, "no steps"))

    def test_the_exceptions_are_programs_of_the_corpus(self) -> None:
        programs = {(chunk.file, chunk.name) for chunk in corpus.read_all()}
        exceptions = judge._exceptions()
        self.assertGreater(len(exceptions), 0)
        for (file, name, kind), reason in exceptions.items():
            self.assertIn((file, name), programs)
            self.assertIn(kind, (judge.OTHER, judge.UNSUPPORTED))
            self.assertRegex(reason, r"^Q\d+")


if __name__ == "__main__":
    unittest.main()
