"""Every code block of README.md and of docs/ is executed here, and what it shows is compared.

A page is run in a temporary folder of its own, from top to bottom. What a block means:

====================  ==========================================================================
block                 what happens
====================  ==========================================================================
named, any language   written to that file before anything of the page runs; an ``.ml`` file must
                      compile, a ``test_*.py`` file is run as a test and must pass, or fail with
                      the text block that follows
``ml``                run; must succeed, or give the text block that follows (output, then error)
``python``            executed, in one namespace a page; the text block that follows is its output
``console``           each line after ``$`` is run, the lines below it are what it prints
``text``              what the block before it gives
``sh``                the commands at the top of README.md, for ``test_examples``
``>>>``               doctests of the page, run last, in the namespace of the ``python`` blocks
====================  ==========================================================================

A name is a ``:caption:`` in reStructuredText, and in Markdown a first line like ``# test_cart.py`` or
``// rules/cart.ml``. A ``...`` in expected text stands for any text.
"""

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple
from unittest import mock

import mlpy_testkit
from mlpy_testkit.__main__ import main
from mlpy_testkit.capabilities import everything
from mlpy_testkit.case.settings import NAMES as SETTINGS
from mlpy_testkit.commands import COMMANDS
from mlpy_testkit.commands.dot_commands import COMMANDS as DOT_COMMANDS
from mlpy_testkit.engine.values import is_function
from mlpy_testkit.modules import STANDARD, Library
from mlpy_testkit.world import World
from tests.frozen import setUpModule as setUpModule

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"ml", "python", "console", "text", "sh"}
DOCTEST_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """A piece of code in a page; *line* is where it starts, *name* the file it stands for."""

    page: str
    line: int
    language: str
    name: str
    text: str


def markdown_blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a Markdown page."""
    for match in re.finditer(r"(?ms)^```([\w-]*)\n(.*?)^```$", text):
        body = match.group(2)
        named = re.match(r"(?:#|//) ([\w./-]+\.\w+)\n", body)
        line = text.count("\n", 0, match.start()) + 2
        yield Block(page, line, match.group(1), named.group(1) if named else "", body)


def directive_blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the ``code-block`` directives of a reStructuredText page."""
    directive = r"(?m)^( *)\.\. code-block::[ ]*([\w-]*)\n((?:\1   +:[\w-]+:.*\n)*)((?:\1   .*\n|[ ]*\n)*)"
    for match in re.finditer(directive, text + "\n"):
        caption = re.search(r":caption:[ ]*(\S+)", match.group(3))
        body = textwrap.dedent(match.group(4)).strip("\n") + "\n"
        line = text.count("\n", 0, match.start(4)) + 2
        yield Block(page, line, match.group(2), caption.group(1) if caption else "", body)


def blocks_of(path: Path) -> List[Block]:
    """Return the code blocks of the page in the file *path*."""
    text = path.read_text(encoding="utf-8")
    find = markdown_blocks if path.suffix == ".md" else directive_blocks
    return list(find(path.relative_to(ROOT).as_posix(), text))


def pages() -> List[Path]:
    """Return the pages whose code is executed."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.rst"))]


def comparable(text: str, folder: str) -> str:
    """Return *text* without what differs from run to run or from one Python to the next."""
    for path in {folder, os.path.realpath(folder)}:
        text = text.replace(path + os.sep, "")
    text = re.sub(r"\((\w+(?:\.\w+)*)\.test_\w+\)", r"(\1)", text)  # before Python 3.11: the class alone
    text = re.sub(r"in \d+\.\d+s", "in 0.000s", text)
    lines: List[str] = []
    for line in text.rstrip().splitlines():
        markers = set(line.strip()) <= {"^", "~"} and line.strip() != ""
        if markers and len(lines) > 1 and lines[-2].startswith('  File "') and '.py"' in lines[-2]:
            continue  # from Python 3.11 on, a caret line under each line of Python
        lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


class Page:
    """One page while it is run; *test* is the test that asks."""

    def __init__(self, test: unittest.TestCase, path: Path, folder: str) -> None:
        self.test = test
        self.path = path
        self.folder = folder
        self.blocks = blocks_of(path)
        self.namespace: Dict[str, Any] = {"__name__": "page"}
        self.has_started = False  # a process for a line of a console

    def run(self) -> None:
        """Do what every block says, from top to bottom."""
        for block in self.blocks:
            if not block.name:
                self.test.assertIn(block.language, LANGUAGES, f"{block.page}:{block.line}: no such kind of block")
            else:
                target = Path(self.folder, block.name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text, encoding="utf-8")
        following: List[Optional[Block]] = [*self.blocks[1:], None]
        previous = None
        for block, after in zip(self.blocks, following):
            shown = after is not None and after.language == "text" and not after.name
            expected = after.text if after is not None and shown else None
            if block.language == "sh":
                self.test.assertIs(block, self.blocks[0], f"{block.page}:{block.line}: sh is not run here")
            elif block.language == "text" and not block.name:
                self.test.assertIsNotNone(previous, f"{block.page}:{block.line}: text after nothing")
            elif block.name:
                self.run_file(block, expected)
            else:
                getattr(self, "run_" + block.language)(block, expected)
            previous = block
        self.run_doctests()

    def compare(self, block: Block, expected: str, found: str, inside: bool = False) -> None:
        """Fail unless *found* is (or contains, if *inside*) what the page shows."""
        want, got = comparable(expected, self.folder), comparable(found, self.folder)
        pattern = f"...{want}..." if inside else want
        if not doctest.OutputChecker().check_output(pattern, got, doctest.ELLIPSIS):
            self.test.fail(f"{block.page}:{block.line} shows\n\n{want}\nbut it is\n\n{got}")

    def python(self, *arguments: str, text: str = "") -> "subprocess.CompletedProcess[str]":
        """Run Python in the page's folder, with this package."""
        environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8")
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def command(self, *arguments: str, text: str = "") -> Tuple[int, str]:
        """Run a command of the kit in the page's folder; return its exit status and what it writes to both streams."""
        shown = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        given = mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))
        with self.inside(), given, contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            status = main(list(arguments))
        shown.seek(0)
        return status, shown.read()

    def run_file(self, block: Block, expected: Optional[str]) -> None:
        """Look at a block that stands for a file."""
        if block.name.endswith(".ml"):
            mlpy_testkit.Engine(import_paths=[self.folder]).load(block.text, block.name)
        elif Path(block.name).name.startswith("test_"):
            done = self.python("-m", "unittest", block.name)
            self.test.assertNotIn("Ran 0 tests", done.stdout, f"{block.page}:{block.line}")
            self.test.assertEqual(done.returncode != 0, expected is not None, done.stdout)
            if expected is not None:
                self.compare(block, expected, done.stdout, inside=True)
        elif block.name.endswith(".json"):
            json.loads(block.text)
        else:
            ast.parse(block.text, block.name)

    def run_ml(self, block: Block, expected: Optional[str]) -> None:
        """Run a program."""
        outcome = mlpy_testkit.Engine(import_paths=[self.folder]).run(block.text, "example.ml")
        found = outcome.output + ("" if outcome.error is None else f"{outcome.error}\n")
        if expected is None:
            self.test.assertIsNone(outcome.error, f"{block.page}:{block.line}\n{outcome.error}")
        else:
            self.compare(block, expected, found)

    def run_python(self, block: Block, expected: Optional[str]) -> None:
        """Execute Python."""
        code = compile("\n" * (block.line - 1) + block.text, block.page, "exec")
        written = io.StringIO()
        told = contextlib.redirect_stderr(io.StringIO())  # a page does not show what the kit says it has written
        with self.inside(), contextlib.redirect_stdout(written), told:
            exec(code, self.namespace)
        if expected is not None:
            self.compare(block, expected, written.getvalue())

    def run_console(self, block: Block, expected: Optional[str]) -> None:
        """Run the commands of a block; all of them are Python's, or ask for the exit status of the one before.

        The first one of a page is started as it stands. What the kit's own command does as a process is tested with
        it, so the others on the page are run in this one.
        """
        status = 0
        for command, shown in re.findall(r"(?m)^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text):
            if command == "echo $?":
                self.compare(block, shown, f"{status}\n")
                continue
            command, _, given = command.partition(" <<< ")
            words = shlex.split(command)
            self.test.assertEqual(words[:1], ["python3"], f"{block.page}:{block.line}")
            text = shlex.split(given)[0] + "\n" if given else ""
            if words[1:3] == ["-m", "mlpy_testkit"] and words[3] != "emulate" and self.has_started:
                status, printed = self.command(*words[3:], text=text)
            else:
                done = self.python(*words[1:], text=text)
                status, printed = done.returncode, done.stdout
                self.has_started = True
            self.compare(block, shown, printed)

    def run_doctests(self) -> None:
        """Run the interactive examples of the page."""
        parser = doctest.DocTestParser()
        # Fenced and directive blocks are run above; an example inside one would run twice.
        text = self.path.read_text(encoding="utf-8")
        for block in self.blocks:
            self.test.assertNotIn("\n>>> ", "\n" + block.text, f"{block.page}:{block.line}")
        examples = parser.get_doctest(text, self.namespace, self.path.name, str(self.path), 0)
        report = io.StringIO()
        with self.inside():
            doctest.DocTestRunner(optionflags=DOCTEST_FLAGS).run(examples, out=report.write)
        self.test.assertEqual(report.getvalue(), "")

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Work in the page's folder for a while."""
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            yield
        finally:
            os.chdir(before)


class Pages(unittest.TestCase):
    """The code in README.md and docs/, one test a page."""

    maxDiff = None

    def run_page(self, path: Path) -> None:
        """Run the page in the file *path*."""
        with tempfile.TemporaryDirectory() as folder:
            Page(self, path, folder).run()


def _add_pages() -> None:
    """Give ``Pages`` a test for each page."""
    for path in pages():
        name = "test_" + re.sub(r"\W+", "_", path.relative_to(ROOT).as_posix())
        setattr(Pages, name, lambda self, path=path: self.run_page(path))


_add_pages()


class Row(NamedTuple):
    """A row of a table in differences.rst; the program, *here* and *code* are compared."""

    topic: str
    program: str
    there: str
    here: str
    code: str


def cells_of(page: str) -> List[str]:
    """Return the cells of all list tables of a page, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    cells = re.findall(r"(?m)^   (?:\*| ) - (.*(?:\n       .*)*)$", text)
    return [re.sub(r"\n +", " ", cell) for cell in cells]


def difference_rows() -> List[Row]:
    """Return the rows of all tables in differences.rst but their headings."""
    cells = cells_of("differences.rst")
    rows = [Row(*cells[at : at + 5]) for at in range(0, len(cells), 5)]
    return [row for row in rows if row.topic != "Topic"]


def outcome_as_documented(outcome: Any) -> str:
    """Return an outcome the way the tables of differences.rst write it."""
    if outcome.error is not None:
        refused = outcome.error.stage in ("syntax", "check")
        return f"{'refused' if refused else 'error'}: ``{outcome.error.message}``"
    return f"``{json.dumps(outcome.value, ensure_ascii=False)}``" if outcome.has_value else "runs"


class Differences(unittest.TestCase):
    """The tables of docs/differences.rst."""

    def test_every_row_tells_the_truth(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        Path(folder.name, "circle.ml").write_text("import circle; x = 1;", encoding="utf-8")
        for row in difference_rows():
            with self.subTest(program=row.program):
                world = World.fake(files={"/data/a.txt": "one"})
                limits = mlpy_testkit.Limits(steps=10_000)
                engine = mlpy_testkit.Engine([folder.name], limits=limits, capabilities=everything(), world=world)
                *earlier, text = row.program.strip("`").replace(" …", " + 1" * 100).split("`` then ``")
                session = engine.session()
                for line in earlier:
                    session.run(line)
                outcome = session.execute(text) if earlier else engine.run(text)
                self.assertEqual(outcome_as_documented(outcome), row.here)
                codes = {finding.code for finding in outcome.findings}
                self.assertEqual(codes, set() if row.code == "–" else {row.code})

    def test_every_code_has_a_row(self) -> None:
        source = (ROOT / "mlpy_testkit" / "engine" / "portability.py").read_text(encoding="utf-8")
        codes = set(re.findall(r'_report\(\s*"([\w-]+)"', source))
        self.assertGreater(len(codes), 10)
        self.assertEqual(codes, {row.code for row in difference_rows()} - {"–"})


def sections_of(page: str) -> Dict[str, str]:
    """Return the text of each section of a page, by its title."""
    parts = re.split(r"(?m)^(\S.*)\n[=-]{3,}\n", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2]))


def rows_of(section: str) -> Dict[str, str]:
    """Return the second cell by each of the code texts in the first, of all tables with two columns in a section."""
    rows = re.findall(r"(?m)^   \* - (``.*)\n     - ((?:.*\n(?=       )|.*\n)(?:       .*\n)*)", section)
    return {text: " ".join(meaning.split()) for cell, meaning in rows for text in re.findall("``(.*?)``", cell)}


def help_of(*command: str) -> str:
    """Return what a command prints with ``--help``."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        main([*command, "--help"])
    return printed.getvalue()


def options_in(text: str) -> Dict[str, str]:
    """Return the help of each option that ``--help`` lists, but for that of help itself, by how it is given."""
    parts = re.split(r"(?m)^  (?=-)", re.split(r"(?m)^examples:$", text)[0])[1:]
    found: Dict[str, str] = {}
    for part in parts:
        given, told = re.split(r"  +|\n", part, maxsplit=1)
        for one in given.split(" | "):
            choices = re.fullmatch(r"--(\w+) (\{.*\})", one)
            if choices:
                one, told = f"--{choices[1]} {choices[1].upper()}", f"{choices[2]} {told}"
            found[one] = told
    del found["-h, --help"]
    return found


class CommandLine(unittest.TestCase):
    """docs/commandline.rst says what ``--help`` says."""

    def setUp(self) -> None:
        self.sections = sections_of("commandline.rst")

    def test_every_command_has_its_section(self) -> None:
        self.assertEqual(rows_of(self.sections["The command line"]), COMMANDS)
        self.assertEqual({*self.sections} - {"The command line", "integration"}, {*COMMANDS})
        for name, purpose in COMMANDS.items():
            with self.subTest(name):
                self.assertIn(name, help_of())
                self.assertIn(purpose, " ".join(help_of().split()))
                self.assertRegex(self.sections[name], r"(?i)exit\s+status")
                self.assertIn("code-block:: console", self.sections[name])
                self.assertRegex(help_of(name), rf"(?m)^examples:\n(?:  .*mlpy_testkit {name}.*\n)+\Z")

    def test_every_option_is_in_the_section_of_its_command(self) -> None:
        for name in COMMANDS:
            printed = options_in(help_of(name))
            rows = rows_of(self.sections[name])
            with self.subTest(name):
                documented = {given for given in rows if re.match("--?[a-z]|FILE", given)}
                self.assertEqual(documented, set(printed))
            for given in printed.keys() & rows.keys():
                with self.subTest(name, option=given):
                    for values in re.findall(r"\{(\S+)\}|\(default (\w+)[);]", printed[given]):
                        for value in "".join(values).split(","):
                            self.assertRegex(rows[given], rf"\b{value}\b")

    def test_commands_and_options_that_other_pages_mention_exist(self) -> None:
        options = {name: {given.split()[0] for given in options_in(help_of(name))} for name in COMMANDS}
        mentioned = 0
        for path in [*pages(), ROOT / "examples" / "README.md"]:
            text = path.read_text(encoding="utf-8") if path.name != "commandline.rst" else ""
            for used in re.findall(r"-m mlpy_testkit ([a-z].*?)(?: -- .*|[`|&>].*)?$", text, re.MULTILINE):
                name, *words = used.split()
                with self.subTest(page=path.name, used=used):
                    mentioned += 1
                    self.assertIn(name, COMMANDS)
                    if name != "emulate":
                        self.assertLessEqual({word for word in words if re.match("--[a-z]", word)}, options[name])
        self.assertGreater(mentioned, 15)

    def test_the_commands_of_mlpy_are_the_same(self) -> None:
        for name in ("validate", "benchmark"):
            self.assertEqual(help_of("integration", name), help_of(name))

    def test_every_dot_command_is_in_the_section_of_the_session(self) -> None:
        rows = [given for given in rows_of(self.sections["repl"]) if given.startswith(".")]
        found = [f"{name} {command.argument}".strip() for name, command in DOT_COMMANDS.items()]
        self.assertEqual(sorted(rows), sorted(found))


class Docstrings(unittest.TestCase):
    """The examples in the docstrings of the package."""

    maxDiff = None

    def test_examples(self) -> None:
        modules = [mlpy_testkit.__name__]
        modules += [found.name for found in pkgutil.walk_packages(mlpy_testkit.__path__, "mlpy_testkit.")]
        tried = 0
        for name in modules:
            if name.endswith("__main__"):
                continue
            with self.subTest(module=name):
                report = io.StringIO()
                finder = doctest.DocTestFinder(exclude_empty=True)
                runner = doctest.DocTestRunner(optionflags=DOCTEST_FLAGS)
                for example in finder.find(importlib.import_module(name), name):
                    runner.run(example, out=report.write)
                self.assertEqual(report.getvalue(), "")
                tried += runner.tries
        self.assertGreater(tried, 0)

    def test_everything_that_is_called_has_an_example(self) -> None:
        for package in public_packages():
            for name in package.__all__:
                value = getattr(package, name)
                is_mixin = isinstance(value, type) and name.endswith("Asserts")  # its methods have examples
                if callable(value) and not inspect.isabstract(value) and not is_mixin:
                    if not (isinstance(value, type) and issubclass(value, BaseException)):
                        with self.subTest(f"{package.__name__}.{name}"):
                            self.assertIn(">>> ", value.__doc__ or "")


def public_packages() -> List[Any]:
    """Return the package and those inside it that say what is public."""
    names = [found.name for found in pkgutil.walk_packages(mlpy_testkit.__path__, "mlpy_testkit.") if found.ispkg]
    packages = [importlib.import_module(name) for name in ("mlpy_testkit", *names)]
    return [package for package in packages if hasattr(package, "__all__")]


def resolved(name: str) -> Any:
    """Return what a dotted name in a directive stands for; raise ``AttributeError`` if that is nothing."""
    home, _, last = name.rpartition(".")
    return getattr(importlib.import_module(home), last)


class Names(unittest.TestCase):
    """What is public is documented, as it is."""

    def test_limits_have_the_documented_defaults(self) -> None:
        cells = cells_of("limits.rst")[3:]
        documented = {cells[at].strip("`"): cells[at + 1].replace(",", "") for at in range(0, len(cells), 3)}
        defaults = {name: str(value) for name, value in mlpy_testkit.Limits()._asdict().items()}
        self.assertEqual(documented, defaults)

    def test_errors_have_the_documented_stages(self) -> None:
        cells = cells_of("errors.rst")[3:]
        for at in range(0, len(cells), 3):
            name = cells[at].strip("`")
            with self.subTest(error=name):
                self.assertEqual(getattr(mlpy_testkit, name).stage, cells[at + 1])

    def test_the_test_case_has_the_documented_attributes(self) -> None:
        documented = {cell.strip("`") for cell in cells_of("testcase.rst") if cell.startswith("``ml_")}
        found = {f"ml_{name}" for name in SETTINGS}
        self.assertEqual(documented, found)

    def test_modules_require_what_is_documented(self) -> None:
        cells = cells_of("modules.rst")[3:]
        documented = set()
        for at in range(0, len(cells), 3):
            module, types, functions = (re.findall(r"``([\w.]+)``", cell) for cell in cells[at : at + 3])
            documented |= {(f"{module[0]}.{name}", tuple(types)) for name in functions}
        found = {
            (f"{name}.{key}", tuple(member.capabilities))
            for name in STANDARD
            for key, member in Library().load(name).members.items()
            if is_function(member)
        }
        self.assertEqual(documented, found)

    def test_every_public_name_is_in_the_reference(self) -> None:
        text = "".join(path.read_text(encoding="utf-8") for path in pages())
        named = re.findall(r"(?m)^\.\. auto(?:class|function|exception|data):: (\S+)$", text)
        self.assertEqual(len(named), len(set(named)))
        documented = [resolved(name) for name in named]
        for package in public_packages():
            for name in package.__all__:
                with self.subTest(f"{package.__name__}.{name}"):
                    value = getattr(package, name)
                    self.assertTrue(any(value is found for found in documented))


if __name__ == "__main__":
    unittest.main()
