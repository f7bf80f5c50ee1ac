"""Modules written in ML: where they are found, how often they run, and what is said when they fail."""

import io
import os
import tempfile
import unittest
from pathlib import Path
from typing import Any, List, Tuple
from unittest import mock

from mlpy_testkit.engine import (
    Engine,
    Limits,
    MLError,
    MLLimitError,
    MLSecurityError,
    MLSyntaxError,
    Outcome,
    importer,
)
from mlpy_testkit.engine.importer import Variables, decode_source, read_source
from mlpy_testkit.engine.program import LENGTH


class Files(unittest.TestCase):
    """Has a folder for modules; ``self.engine`` looks into it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.engine = Engine([self.folder])

    def write(self, **texts: str) -> None:
        """Write modules; two underscores in a name stand for a folder."""
        for name, text in texts.items():
            path = Path(self.folder, *name.split("__")).with_suffix(".ml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def run_program(self, text: str, **options: Any) -> Outcome:
        return self.engine.run(text, "main.ml", **options)

    def value(self, text: str, **options: Any) -> Any:
        outcome = self.run_program(text, **options)
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    def error(self, text: str, **options: Any) -> MLError:
        error = self.run_program(text, **options).error
        assert error is not None, "the program did not fail"
        return error

    def place(self, error: MLError) -> Tuple[Any, Any, Any]:
        """Return where an error is, with the whole path of its file."""
        return (error.file and os.path.abspath(error.file), error.line, error.column)

    def found(self, outcome: Outcome) -> List[Tuple[str, str, int, int]]:
        """Return the codes and places of the portability findings."""
        return [(one.code, os.path.basename(one.file), one.line, one.column) for one in outcome.findings]

    def files(self) -> List[str]:
        return sorted(os.path.join(base, name) for base, _, names in os.walk(self.folder) for name in names)


class Finding(Files):
    def test_the_paths_are_searched_in_order(self):
        self.write(one__util="x = 1;", two__util="x = 2;", two__only="x = 3;")
        engine = Engine([self.path("one"), self.path("two")])
        self.assertEqual(engine.run("import util; import only; result = [util.x, only.x];").value, [1, 3])

    def test_paths_may_be_path_objects(self):
        self.write(util="x = 1;")
        self.assertEqual(Engine([Path(self.folder)]).run("import util; result = util.x;").value, 1)

    def test_a_path_that_does_not_exist_is_passed_over(self):
        self.write(util="x = 1;")
        engine = Engine([self.path("nosuch"), self.folder])
        self.assertEqual(engine.run("import util; result = util.x;").value, 1)

    def test_the_directory_of_the_program(self):
        self.write(near="x = 1;", main="import near; result = near.x;")
        engine = Engine()
        self.assertEqual(engine.run("import near; result = near.x;", directory=self.folder).value, 1)
        self.assertEqual(engine.run(engine.load_file(self.path("main.ml"))).value, 1)
        error = engine.run("import near;").error
        assert error is not None
        self.assertEqual(error.message, "no module named 'near'")

    def test_the_directory_of_the_importing_module(self):
        self.write(package__a="import near; x = near.x;", package__near="x = 5;")
        self.assertEqual(self.value("import package.a; result = package.a.x;"), 5)

    def test_an_alias_binds_the_module_alone(self):
        self.write(util="x = 1;", package__a="x = 2;")
        self.assertEqual(self.value("import util as u; result = u.x;"), 1)
        self.assertEqual(self.value("import package.a as p; result = p.x;"), 2)
        self.assertEqual(self.error("import util as u; util;").message, "name 'util' is not defined")
        self.assertEqual(self.error("import package.a as p; package;").message, "name 'package' is not defined")

    def test_a_package_holds_what_was_imported_of_it(self):
        self.write(p__a="x = 1;", p__b="x = 2;", p__deep__c="x = 3;")
        for first, second, third in [("a", "b", "deep.c"), ("deep.c", "b", "a"), ("b", "deep.c", "a")]:
            text = f"import p.{first}; import p.{second}; import p.{third}; result = [p.a.x, p.b.x, p.deep.c.x];"
            with self.subTest(text=text):
                self.assertEqual(self.value(text), [1, 2, 3])
        error = self.error("import p.a;\np.b;")
        self.assertEqual((error.message, error.line), ("module 'p' has no attribute 'b'", 2))

    def test_a_directory_is_no_module(self):
        self.write(p__a="x = 1;")
        self.assertEqual(self.error("import p;").message, "no module named 'p'")

    def test_the_name_is_bound_when_the_statement_runs(self):
        self.write(util="x = 1;")
        self.assertEqual(self.error("util.x; import util;").message, "name 'util' is not defined")

    def test_a_module_named_like_a_builtin(self):
        self.write(len="x = 5;")
        self.assertEqual(self.value('import len as l; result = [l.x, len("abc")];'), [5, 3])

    def test_builtin_needs_no_file(self):
        self.assertEqual(self.value("import builtin; result = builtin.len([1]);"), 1)


class Modules(Files):
    def test_everything_at_top_level_can_be_seen(self):
        self.write(
            util="import other; PI = 3; _hidden = 4; f = fn(x) => x + 1; function add(a, b) { return a + b; }",
            other="x = 9;",
        )
        text = "import util as u; result = [u.PI, u._hidden, u.f(1), u.add(1, 2), u.other.x];"
        self.assertEqual(self.value(text), [3, 4, 2, 3, 9])

    def test_reading_shows_the_present_value(self):
        self.write(util="count = 0; function up() { nonlocal count; count = count + 1; }")
        self.assertEqual(self.value("import util; util.up(); util.up(); result = util.count;"), 2)

    def test_members_cannot_be_assigned(self):
        self.write(util="x = 1;", p__a="x = 1;")
        message = "'module' object does not support item assignment"
        self.assertEqual(self.error("import util; util.x = 2;").message, message)
        self.assertEqual(self.error("import p.a; p.a = 2;").message, message)

    def test_unknown_members(self):
        self.write(util="x = 1;")
        self.assertEqual(self.error("import util; util.nope;").message, "module 'util' has no attribute 'nope'")
        self.assertEqual(self.error("import util; util.nope();").message, "'module' object has no method 'nope'")

    def test_functions_of_a_module_take_any_value(self):
        self.write(util="function apply(f, x) { return f(x); } function twice(x) { return x + x; }")
        text = 'import util; result = [util.apply(fn(x) => x + 1, 5), util.twice("a"), util.twice([1])];'
        self.assertEqual(self.value(text), [6, "aa", [1, 1]])

    def test_variables_of_modules_and_programs_are_apart(self):
        self.write(util="x = 1; function get() { return x; } function seen() { return mine; }")
        self.assertEqual(self.value("import util; x = 2; result = util.get();"), 1)
        self.assertEqual(self.error("import util; mine = 2; util.seen();").message, "name 'mine' is not defined")

    def test_what_kind_of_value_a_module_is(self):
        self.write(util="x = 1;")
        self.assertEqual(self.value("import util; result = [typeof(util), str(util)];"), ["module", "<module util>"])


class Once(Files):
    """The top level of a module runs once in a run, or in a session."""

    def setUp(self) -> None:
        super().setUp()
        self.write(loud='print("loaded"); x = [];', user="import loud; function get() { return loud; }")

    def test_in_a_run(self):
        text = "import loud; import loud as l; import user; import loud; result = [l == loud, user.get() == loud];"
        outcome = self.run_program(text)
        self.assertEqual((outcome.output, outcome.value), ("loaded\n", [True, True]))

    def test_in_each_run_anew(self):
        for _ in range(2):
            outcome = self.run_program("import loud; loud.x.append(1); result = len(loud.x);")
            self.assertEqual((outcome.output, outcome.value), ("loaded\n", 1))

    def test_in_a_session(self):
        session = self.engine.session()
        outputs = [session.execute(text).output for text in ("import loud", "import user", "import loud as l")]
        self.assertEqual(outputs, ["loaded\n", "", ""])

    def test_a_module_that_failed_is_tried_again(self):
        self.write(shaky="x = 1 / 0;")
        session = self.engine.session()
        self.assertIsNotNone(session.execute("import shaky").error)
        self.write(shaky="x = 5;")
        self.assertEqual(session.run("import shaky; shaky.x"), 5)

    def test_a_changed_file_is_read_anew_by_the_next_run(self):
        self.assertEqual(self.run_program("import loud;").output, "loaded\n")
        self.write(loud='print("changed");')
        self.assertEqual(self.run_program("import loud;").output, "changed\n")

    def test_nothing_is_written_beside_the_sources(self):
        before = self.files()
        self.run_program("import loud; import user;")
        self.engine.session().run("import user")
        self.assertEqual(self.files(), before)


class Failing(Files):
    def test_cycles_are_named(self):
        self.write(a="import b;", b="x = 1;\nimport c;", c="import a;", alone="import alone;")
        error = self.error("import a;")
        self.assertEqual((error.kind, error.message), ("ImportError", "import cycle: a -> b -> c -> a"))
        self.assertEqual(self.place(error), (self.path("c.ml"), 1, 1))
        lines = [(os.path.basename(frame.file), frame.line) for frame in error.stack]
        self.assertEqual(lines, [("main.ml", 1), ("a.ml", 1), ("b.ml", 2), ("c.ml", 1)])
        self.assertEqual(self.error("import alone;").message, "import cycle: alone -> alone")

    def test_after_a_failure_a_module_loads_anew(self):
        self.write(a="import b; x = 1;", b="y = 2; throw {message: \"no\"};")
        session = self.engine.session()
        for _ in range(2):
            self.assertEqual(session.execute("import a").error.message, "no")
        self.write(b="y = 2;")
        self.assertEqual(session.execute("import a; a.x").value, 1)

    def test_findings_in_modules_are_those_of_the_run(self):
        self.write(
            rules='import deep;\nx = "a\\nb";\nn = 0;\nfunction up() { nonlocal n; n = n + 1; }',
            deep="twice = fn(x) => x * 2;\nfunction use(x) { return twice(x); }",
        )
        outcome = self.run_program("[x] = [1]; import rules;")
        expected = [("Q17", "rules.ml", 4, 26), ("Q24", "deep.ml", 2, 26)]
        self.assertEqual(self.found(outcome), [("Q25", "main.ml", 1, 1), ("Q3", "rules.ml", 2, 5), *expected])
        session = self.engine.session()
        self.assertEqual(self.found(session.execute("import deep;")), expected[1:])
        self.assertEqual(self.found(session.execute("import deep;")), [])

    def test_two_modules_that_share_one_are_no_cycle(self):
        self.write(a="import shared;", b="import shared;", shared="x = 1;")
        self.assertIsNone(self.run_program("import a; import b;").error)

    def test_an_error_of_syntax(self):
        self.write(bad="x = 1;\ny = ;")
        error = self.error("import bad;")
        self.assertIsInstance(error, MLSyntaxError)
        self.assertEqual(self.place(error), (self.path("bad.ml"), 2, 5))
        self.assertIn("bad.ml:2:5: expected a value, found ';'\n    y = ;\n        ^", str(error))

    def test_an_error_at_the_top_level(self):
        self.write(bad="x = 1;\n  y = 1 / 0;")
        error = self.error("import bad;")
        self.assertEqual((error.stage, error.message), ("run time", "division by zero"))
        self.assertEqual(self.place(error), (self.path("bad.ml"), 2, 7))
        self.assertIn("\n  called from main.ml:1:1, in <module>", str(error))

    def test_an_error_in_a_function(self):
        self.write(bad="function f() {\n  return 1 / 0;\n}")
        error = self.error("\nimport bad;\nbad.f();")
        self.assertEqual(self.place(error), (self.path("bad.ml"), 2, 10))
        frames = [(os.path.basename(frame.file), frame.line, frame.function) for frame in error.stack]
        self.assertEqual(frames, [("main.ml", 3, "<module>"), ("bad.ml", 2, "f")])

    def test_a_module_is_checked_like_a_program(self):
        self.write(bad="x = 1;\nx.__class__;")
        error = self.error("import bad;")
        self.assertIsInstance(error, MLSecurityError)
        self.assertEqual(self.place(error), (self.path("bad.ml"), 2, 1))

    def test_limits_hold_in_modules(self):
        self.write(endless="x = 1;\nwhile (true) { }")
        for limits in (Limits(seconds=0.03), Limits(steps=100)):
            with self.subTest(limits=limits):
                error = self.error("import endless;", limits=limits)
                self.assertIsInstance(error, MLLimitError)
                self.assertEqual(self.place(error)[:2], (self.path("endless.ml"), 2))

    def test_steps_of_modules_are_counted(self):
        self.write(util="i = 0; while (i < 3) { i = i + 1; } function f() { }")
        self.assertEqual(self.run_program("import util; util.f();", limits=Limits(steps=100)).steps, 4)

    def test_a_file_that_is_not_utf_8(self):
        Path(self.path("latin.ml")).write_bytes(b"x = '\xe9';\n")
        error = self.error("import latin;")
        self.assertIsInstance(error, MLSyntaxError)
        self.assertIn("latin.ml: not UTF-8 text (byte 6)", error.message)
        self.assertEqual([frame.file for frame in error.stack], ["main.ml"])
        with self.assertRaisesRegex(MLSyntaxError, r"latin\.ml: not UTF-8 text \(byte 6\)"):
            self.engine.load_file(self.path("latin.ml"))

    def test_a_file_that_cannot_be_read(self):
        self.write(secret="x = 1;")
        with mock.patch.object(importer, "read_source", side_effect=PermissionError(13, "Permission denied")):
            error = self.error("x = 1;\nimport secret;")
        self.assertEqual((error.kind, error.line), ("ImportError", 2))
        self.assertEqual(error.message, "cannot read module 'secret': Permission denied")

    def test_an_unknown_module(self):
        self.write(pricing="x = 1;")
        error = self.error("x = 1;\nimport pricng;")
        self.assertEqual((error.kind, error.file, error.line), ("ImportError", "main.ml", 2))
        self.assertEqual(error.message, "no module named 'pricng'; did you mean 'pricing'?")
        self.assertEqual(self.error("import quite.other;").message, "no module named 'quite.other'")


class Sources(Files):
    def test_reading(self):
        self.write(util="x = 'é';")
        self.assertEqual(read_source(self.path("util.ml")), ("x = 'é';", self.folder))
        with self.assertRaises(OSError):
            read_source(self.path("nosuch.ml"))

    def test_decoding(self):
        self.assertEqual(decode_source(io.BytesIO("é".encode()), "a.ml"), "é")
        with self.assertRaisesRegex(MLSyntaxError, r"^a\.ml: not UTF-8 text \(byte 3\)$"):
            decode_source(io.BytesIO(b"ab\xff"), "a.ml")
        with self.assertRaises(MLSyntaxError) as caught:
            decode_source(io.BytesIO("\ufeffx = 1;".encode()), "a.ml")
        first = r"a.ml:1:1: illegal character '\ufeff'; save the file as UTF-8 without a byte order mark"
        self.assertEqual(str(caught.exception).partition("\n")[0], first)

    def test_a_file_without_end_is_read_until_it_is_too_long(self):
        with tempfile.TemporaryFile() as file:
            file.truncate(1 << 33)
            self.assertEqual(decode_source(file, "a.ml"), "\0" * (4 * LENGTH + 1))

    def test_errors_call_a_module_by_its_relative_path(self):
        Path(self.path("broken.ml")).write_bytes(b"\xff")
        with mock.patch("os.getcwd", return_value=self.folder):
            outcome = self.engine.run("import broken;")
        self.assertEqual(getattr(outcome.error, "message", ""), "broken.ml: not UTF-8 text (byte 1)")


class View(unittest.TestCase):
    def test_only_names_of_the_program_are_seen(self):
        variables = {"x": 1, "None ": 2, "rt import": 3, "__file__": 4, "__builtins__": {}}
        view = Variables(variables)
        self.assertEqual((view["x"], sorted(view), len(view)), (1, ["None", "x"], 2))
        self.assertEqual((view["None"], view.get("None")), (2, 2))
        for name in ("rt import", "__file__", "__builtins__", "nosuch"):
            with self.subTest(name=name), self.assertRaises(KeyError):
                view[name]
            self.assertEqual(view.get(name, "default"), "default")
            self.assertNotIn(name, view)
        variables["y"] = 5
        self.assertEqual(view.get("y"), 5)


if __name__ == "__main__":
    unittest.main()
