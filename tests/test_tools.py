"""Python's own tools see ML: debuggers, line counts, profiles and tracebacks speak of ML files and lines."""

import bdb
import cProfile
import io
import linecache
import os
import pdb
import pstats
import re
import sys
import tempfile
import trace
import traceback
import unittest
import warnings
from types import FrameType
from typing import Any, Callable, Dict, List, Optional, Tuple

from mlpy_testkit import Engine, Limits, MLError
from mlpy_testkit.conformance import corpus
from mlpy_testkit.engine import Outcome

CART = """\
// what a cart costs
function with_tax(amount, rate) {
    return amount * (1 + rate);
}

function total(prices) {
    amount = 0;
    for (price in prices) {
        amount = amount + price;
    }
    return with_tax(amount, 0.5);
}

twice = fn(x) => x * 2;
result = twice(total([10, 20]));
"""


class FileTest(unittest.TestCase):
    """A test with an ML file in a folder of its own; whatever traces the tests goes on afterwards."""

    def setUp(self) -> None:
        self.addCleanup(sys.settrace, sys.gettrace())

    def write(self, text: str, name: str = "cart.ml") -> str:
        """Return the path of a new file that holds *text*."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(os.path.realpath(folder.name), name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path


def run_file(path: str, limits: Optional[Limits] = None) -> Outcome:
    """Run the ML file at *path*."""
    engine = Engine(limits=limits)
    return engine.run(engine.load_file(path))


class Recorder(bdb.Bdb):
    """Notes where it stops, and goes on with the next of its *moves*, then without stopping."""

    def __init__(self, moves: List[str]) -> None:
        super().__init__()
        self.moves = moves
        self.stops: List[Tuple[str, int]] = []
        self.variables: List[Dict[str, Any]] = []

    def user_line(self, frame: FrameType) -> None:
        """Called at each line where the debugger stops."""
        if not frame.f_code.co_filename.endswith(".ml"):
            self.set_continue()
            return
        self.stops.append((frame.f_code.co_name, frame.f_lineno))
        self.variables.append(dict(frame.f_locals))
        move = self.moves.pop(0) if self.moves else "continue"
        if move == "step":
            self.set_step()
        elif move == "next":
            self.set_next(frame)
        elif move == "return":
            self.set_return(frame)
        else:
            self.set_continue()


class Breakpoints(FileTest):
    """``bdb``, on which every debugger of Python is built."""

    def stops_at(self, line: int, *moves: str) -> Recorder:
        """Run the cart with a breakpoint on a line and return what the debugger saw."""
        path = self.write(CART)
        recorder = Recorder(list(moves))
        recorder.reset()
        self.assertIsNone(recorder.set_break(path, line))
        self.addCleanup(recorder.clear_all_breaks)
        outcome = recorder.runcall(run_file, path)
        self.assertEqual(getattr(outcome, "value", None), 90.0)
        return recorder

    def test_stops_on_an_ml_line_each_time(self) -> None:
        self.assertEqual(self.stops_at(9).stops, [("total", 9), ("total", 9)])

    def test_sees_the_variables_of_the_function(self) -> None:
        seen = self.stops_at(9).variables
        self.assertEqual(seen[0], {"prices": [10, 20], "amount": 0, "price": 10})
        self.assertEqual(seen[1], {"prices": [10, 20], "amount": 10, "price": 20})

    def test_stops_at_the_top_level(self) -> None:
        self.assertEqual(self.stops_at(15).stops, [("<module>", 15)])

    def test_next_goes_by_ml_lines(self) -> None:
        stops = self.stops_at(7, *["next"] * 6).stops
        self.assertEqual([line for _, line in stops], [7, 8, 9, 8, 9, 8, 11])

    def test_step_goes_into_an_ml_function(self) -> None:
        stops = self.stops_at(11, "step", "step").stops
        self.assertEqual(stops[0], ("total", 11))
        self.assertIn(("with_tax", 3), stops)

    def test_next_stays_outside(self) -> None:
        self.assertNotIn("with_tax", [name for name, _ in self.stops_at(11, "next").stops])

    def test_a_line_that_does_not_exist_is_refused(self) -> None:
        recorder = Recorder([])
        self.assertIsNotNone(recorder.set_break(self.write(CART), 99))


class Pdb(FileTest):
    """A conversation with ``pdb``."""

    def talk(self, line: int, *commands: str, limits: Optional[Limits] = None) -> str:
        """Return what ``pdb`` says to commands that are given at a breakpoint in the cart."""
        self.path = self.write(CART)
        said = io.StringIO()
        asked = io.StringIO("\n".join(["continue", *commands, "continue"]) + "\n")
        debugger = pdb.Pdb(stdin=asked, stdout=said, nosigint=True, readrc=False)
        debugger.use_rawinput = False
        debugger.prompt = ""
        debugger.reset()
        self.assertIsNone(debugger.set_break(self.path, line, temporary=True))
        self.addCleanup(debugger.clear_all_breaks)
        debugger.runcall(run_file, self.path, limits)
        return said.getvalue()

    def test_shows_the_source_line(self) -> None:
        said = self.talk(9)
        self.assertIn(f"> {self.path}(9)total()\n-> amount = amount + price;\n", said)

    def test_prints_variables(self) -> None:
        said = self.talk(9, "p price", "p prices", "p amount + 1")
        self.assertIn("\n10\n[10, 20]\n1\n", said)

    def test_where_names_the_ml_functions(self) -> None:
        said = self.talk(3, "where")
        calls = re.findall(re.escape(self.path) + r"\((\d+)\)([\w<>]+)\(\)\n-> (.*)\n", said)
        self.assertIn(("15", "<module>", "result = twice(total([10, 20]));"), calls)
        self.assertIn(("11", "total", "return with_tax(amount, 0.5);"), calls)
        self.assertIn(("3", "with_tax", "return amount * (1 + rate);"), calls)

    def test_lists_the_source(self) -> None:
        said = self.talk(9, "list 6,10")
        self.assertRegex(said, r"6\s+function total\(prices\) \{\n")
        self.assertRegex(said, r"9 *->\s+amount = amount \+ price;\n")

    def test_args_are_the_parameters(self) -> None:
        self.assertIn("amount = 30\nrate = 0.5\n", self.talk(3, "args"))

    def test_step_and_next(self) -> None:
        said = self.talk(8, "next", "next", "next")
        self.assertEqual(re.findall(r"\((\d+)\)total\(\)", said)[:4], ["8", "9", "8", "9"])

    def test_up_goes_to_the_caller(self) -> None:
        said = self.talk(3, "up", "p prices")
        self.assertIn("(11)total()\n-> return with_tax(amount, 0.5);\n[10, 20]\n", said)

    def test_with_a_step_limit(self) -> None:
        said = self.talk(9, "p price", limits=Limits(steps=1000))
        self.assertIn("-> amount = amount + price;\n10\n", said)


class LineCounts(FileTest):
    """The standard library's ``trace``: a comment ``// 3`` says how often its line runs, others never do."""

    def check(self, text: str, limits: Optional[Limits] = None) -> None:
        """Compare the comments in a program with what ``trace`` counts."""
        path = self.write(text)
        counter = trace.Trace(count=1, trace=0)
        outcome = counter.runfunc(run_file, path, limits)
        self.assertIsNone(outcome.error)
        found = {line: count for (name, line), count in counter.results().counts.items() if name == path}
        lines = [(number, line.rpartition("// ")[2]) for number, line in enumerate(text.splitlines(), 1)]
        expected = {number: int(count) for number, count in lines if count.isdigit()}
        free = {number for number, count in lines if count == "some"}
        self.assertEqual({line: count for line, count in found.items() if line not in free}, expected)

    def test_plain_statements(self) -> None:
        self.check("// a comment\nx = 1; // 1\n\n// another\ny = x + 1; // 1\n")

    def test_loops(self) -> None:
        self.check(
            "for (i in range(3)) { // 4\n"
            "    x = i; // 3\n"
            "}\n"
            "while (x > 0) { // 3\n"
            "    // a comment\n"
            "    x = x - 1; // 2\n"
            "}\n"
        )

    def test_break_and_continue(self) -> None:
        self.check(
            "for (i in range(9)) { // 3\n"
            "    if (i == 0) { // 3\n"
            "        continue; // 1\n"
            "    }\n"
            "    if (i == 2) { // 2\n"
            "        break; // 1\n"
            "    }\n"
            "    x = i; // 1\n"
            "}\n"
        )

    def test_branches_that_are_not_taken(self) -> None:
        self.check(
            "for (i in range(3)) { // 4\n"
            "    if (i == 0) { // 3\n"
            "        x = 0; // 1\n"
            "    } elif (i == 7) { // 2\n"
            "        x = 7;\n"
            "    } else {\n"
            "        x = 1; // 2\n"
            "    }\n"
            "}\n"
        )

    def test_functions(self) -> None:
        self.check(
            "function used(n) { // 1\n"
            "    m = n * 2; // 2\n"
            "    return m; // 2\n"
            "}\n"
            "function idle(n) { // 1\n"
            "    return n;\n"
            "}\n"
            "x = used(1); // 1\n"
            "y = used(2); // 1\n"
        )

    def test_recursion(self) -> None:
        self.check(
            "function down(n) { // 1\n"
            "    if (n == 0) { // 4\n"
            "        return 0; // 1\n"
            "    }\n"
            "    return down(n - 1); // 3\n"
            "}\n"
            "down(3); // 1\n"
        )

    def test_arrow_functions_in_blocks(self) -> None:
        self.check("f = fn(x) => { // 1\n    y = x + 1; // 2\n    return y; // 2\n};\nf(1); // 1\nf(2); // 1\n")

    def test_an_error_that_is_caught(self) -> None:
        self.check(
            "x = 0; // 1\n"
            "try { // 1\n"
            "    x = 1; // 1\n"
            "    y = x / 0; // 1\n"
            "    never = 1;\n"
            "} except (error) { // 1\n"
            "    x = 2; // 1\n"
            "}\n"
            "z = 1; // 1\n"
        )

    def test_no_error(self) -> None:
        self.check("x = 0; // 1\ntry { // 1\n    x = 1; // 1\n} except (error) {\n    x = 2;\n}\nz = 1; // 1\n")

    def test_finally(self) -> None:
        self.check(
            "try { // some\n"
            "    x = 1; // 1\n"
            "} finally {\n"
            "    y = 1; // 1\n"
            "}\n"
            "try { // some\n"
            "    x = 1 / 0; // 1\n"
            "} except { // some\n"
            "    x = 2; // 1\n"
            "} finally {\n"
            "    y = 2; // 1\n"
            "}\n"
        )

    def test_with_a_step_limit(self) -> None:
        self.check(
            "function f(n) { // 1\n    return n + 1; // 3\n}\nfor (i in range(3)) { // 4\n    x = f(i); // 3\n}\n",
            Limits(steps=1000),
        )

    def test_a_report_can_be_written(self) -> None:
        path = self.write("x = 1;\nfor (i in [1, 2]) {\n    x = i;\n}\n")
        counter = trace.Trace(count=1, trace=0)
        counter.runfunc(run_file, path)
        folder = os.path.dirname(path)
        counter.results().write_results(show_missing=False, coverdir=folder)
        names = [name for name in os.listdir(folder) if name.endswith("cart.cover")]
        self.assertEqual(len(names), 1)
        with open(os.path.join(folder, names[0]), encoding="utf-8") as file:
            self.assertEqual([line.split(":")[0].strip() for line in file.read().splitlines()], ["1", "3", "2", "}"])


def calls_in(profile: cProfile.Profile) -> Any:
    """Return what a profile knows of each function, by file, line and name."""
    return vars(pstats.Stats(profile, stream=io.StringIO()))["stats"]


class Profiles(FileTest):
    """``cProfile``: ML functions by name, with file, line and number of calls."""

    def test_functions(self) -> None:
        path = self.write(CART)
        profile = cProfile.Profile()
        profile.runcall(run_file, path)
        calls = calls_in(profile)
        found = {key: value[0] for key, value in calls.items() if key[0] == path}
        self.assertEqual(
            found,
            {(path, 1, "<module>"): 1, (path, 2, "with_tax"): 1, (path, 6, "total"): 1, (path, 14, "<lambda>"): 1},
        )

    def test_the_report(self) -> None:
        path = self.write(CART)
        profile = cProfile.Profile()
        profile.runcall(run_file, path)
        report = io.StringIO()
        pstats.Stats(profile, stream=report).strip_dirs().print_stats()
        self.assertIn("cart.ml:2(with_tax)", report.getvalue())

    def test_callers_are_known(self) -> None:
        path = self.write(CART)
        profile = cProfile.Profile()
        profile.runcall(run_file, path)
        self.assertEqual(list(calls_in(profile)[path, 2, "with_tax"][4]), [(path, 6, "total")])


class Tracebacks(FileTest):
    """Python's tracebacks of failing ML programs."""

    TEXT = "function half(n) {\n    return n / 0;\n}\nhalf(1);\n"

    def caught(self, run: Callable[[], Any]) -> MLError:
        """Return the error that *run* raises or answers."""
        try:
            found = run().error
        except MLError as error:
            found = error
        self.assertIsInstance(found, MLError)
        caught: MLError = found
        return caught

    def lines(self, error: MLError) -> List[Tuple[str, Optional[int], str, Optional[str]]]:
        """Return file, line, function and text of the ML entries of a traceback."""
        entries = traceback.extract_tb(error.__traceback__)
        return [
            (entry.filename, entry.lineno, entry.name, entry.line)
            for entry in entries
            if not entry.filename.endswith(".py")
        ]

    def test_a_file(self) -> None:
        path = self.write(self.TEXT)
        self.assertEqual(
            self.lines(self.caught(lambda: run_file(path))),
            [(path, 4, "<module>", "half(1);"), (path, 2, "half", "return n / 0;")],
        )

    def test_a_program_in_memory(self) -> None:
        error = self.caught(lambda: Engine().run(self.TEXT, "rules"))
        self.assertEqual(
            self.lines(error), [("rules", 4, "<module>", "half(1);"), ("rules", 2, "half", "return n / 0;")]
        )

    def test_the_texts_of_a_session(self) -> None:
        session = Engine().session()
        session.run("function half(n) {\n    return n / 0;\n}")
        error = self.caught(lambda: session.run("half(1)"))
        self.assertEqual(
            self.lines(error), [("<input 2>", 1, "<module>", "half(1)"), ("<input 1>", 2, "half", "return n / 0;")]
        )

    def test_lines_outlive_a_look_at_the_files(self) -> None:
        error = self.caught(lambda: Engine().run(self.TEXT, "rules of today"))
        linecache.checkcache()
        self.assertEqual(linecache.getline("rules of today", 2), "    return n / 0;\n")
        self.assertEqual(self.lines(error)[-1][3], "return n / 0;")

    def test_an_outcome_shows_ml_alone(self) -> None:
        error = self.caught(lambda: Engine().run(self.TEXT, "rules"))
        shown = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        self.assertNotIn(".py", shown)
        self.assertTrue(shown.startswith('Traceback (most recent call last):\n  File "rules", line 4, in <module>\n'))
        self.assertIn("rules:2:12: division by zero\n        return n / 0;\n               ^^^^^\n", shown)

    def test_a_module_is_shown_by_its_file(self) -> None:
        path = self.write(self.TEXT, "broken.ml")
        error = self.caught(lambda: Engine([os.path.dirname(path)]).run("import broken;", "main"))
        self.assertEqual([line[1:] for line in self.lines(error)][-1], (2, "half", "return n / 0;"))


class Warnings(unittest.TestCase):
    """Python has nothing to say about the code that is compiled, however odd it is."""

    PROGRAMS = (
        "5[0];",
        '"a"["b"];',
        '"a"["b":"c"];',
        "[1][true];",
        "[1, 2][1.5];",
        "5.5[0];",
        "true[0];",
        "null[0];",
        "{a: 1}[0];",
        '{a: 1}[1]["x"];',
        "f = 5; f(1);",
        "1 == 1; 1 < 2; true == 1;",
        '"a" == 1; "a" != null; 5 == null;',
        "x = 1; x == x;",
        "if (1) { }",
        "if ([1]) { }",
        'while ("") { }',
        "1; 2; 3;",
        '"only a text";',
        '"\\d \\q \\N{x} \\777";',
        "function f() { try { return 1; } finally { return 2; } } f();",
        "for (i in [1]) { try { continue; } finally { break; } }",
        "for (i in [1]) { try { x = 1; } finally { continue; } }",
        "function f() { try { throw {message: 1}; } finally { return 2; } } f();",
        "function f() { return; x = 1; } f();",
        "function f(a) { a = 1; a; } f(2);",
        "assert = 1; (assert, 1);",
        "function g(x) { return x; } g(1)[0];",
        "x = fn() => 1; x = fn() => { y = 1; };",
        "x = 5; y = x[0];",
        '"%d" % 1;',
        '"a" * 3; [0] * 2;',
        "x = 1_000;",
        "x = 007;",
        "x = 1e400;",
        "x = 1if = 2;",
        "x = 0or 1;",
        "1 / 0; 1 // 0; 1 % 0;",
        "x = -1; - -1; !!1;",
        "null(); true(); 5();",
        '"a"();',
        "[1]();",
        "[1, 2][[3, 4]];",
        "(1, 2)[0];",
        "x = [1][2];",
        "str = 1; str(1);",
        "is = 1; is == 1;",
        "typeof(1) == typeof;",
        "é = 1;",
        "x = 'a\tb\\';",
    )

    def test_no_program_gives_a_warning(self) -> None:
        for limits in (Limits(), Limits(steps=10_000, depth=50)):
            for text in self.PROGRAMS:
                with self.subTest(text=text, limits=limits), warnings.catch_warnings():
                    warnings.simplefilter("error")
                    engine = Engine(limits=limits)
                    engine.run(text)
                    engine.session().execute(text)

    def test_the_programs_of_whole_files(self) -> None:
        for name in corpus.names():
            chunks = corpus.read_text(name).split("\n---\n")
            with self.subTest(name=name), warnings.catch_warnings():
                warnings.simplefilter("error")
                for chunk in chunks:
                    try:
                        Engine().load(chunk).compiled()
                    except MLError:
                        continue


if __name__ == "__main__":
    unittest.main()
