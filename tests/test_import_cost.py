"""What importing and running loads, and what happens where Python lacks something.

Each test asks a fresh interpreter.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict, FrozenSet

ROOT = Path(__file__).resolve().parent.parent
LOADED: Dict[str, FrozenSet[str]] = {}  # by the code after which it was asked
HEAVY = {"asyncio", "unittest.mock", "difflib", "ctypes", "argparse", "statistics"}

GRANTS = ["json.serialize", "math.compute"]
PROGRAM = """
import json;
import math;
function f(n) { if (n < 2) { return n; } return f(n - 1) + f(n - 2); }
o = {a: [1, 2, "x"], b: null};
words = "a b c".split(" ");
try { x = 1 / 0; } except (e) { x = str(e); }
print(json.stringify(o), f(9), words, sorted([3, 1, 2]));
result = f(10);
"""


class InterpreterTest(unittest.TestCase):
    """A test that asks a fresh interpreter."""

    def ask(self, code: str, *options: str, folder: Path = ROOT) -> str:
        """Return what an interpreter prints that runs *code* with the package at hand."""
        done = subprocess.run(
            [sys.executable, "-W", "error", *options, "-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def loaded(self, code: str) -> FrozenSet[str]:
        """Return the modules that are loaded after *code*; what Python itself loads is asked once for all tests."""
        found = LOADED.get(code)
        if found is None:
            found = LOADED[code] = frozenset(self.ask(f"{code}\nprint(*sys.modules)").split())
        return found


class Imports(InterpreterTest):
    def test_the_package_loads_little(self) -> None:
        extra = self.loaded("import mlpy_testkit") - self.loaded("import unittest")
        self.assertEqual(HEAVY & extra, set())
        own = {name for name in extra if name.startswith("mlpy_testkit")}
        self.assertLessEqual(own, {"mlpy_testkit", "mlpy_testkit.lazy"})

    def test_the_package_does_not_load_unittest(self) -> None:
        self.assertEqual({"unittest"} & self.loaded("import mlpy_testkit"), set())

    def test_the_test_case_loads_nothing_that_its_base_does_not_need(self) -> None:
        extra = self.loaded("from mlpy_testkit import MLIntegrationTestCase") - self.loaded(
            "import unittest\nunittest.IsolatedAsyncioTestCase"
        )
        self.assertEqual(HEAVY & extra, set())

    def test_a_program_loads_little(self) -> None:
        extra = self.loaded(
            f"from mlpy_testkit import Engine\nassert Engine(capabilities={GRANTS}).run({PROGRAM!r}).value == 55"
        ) - self.loaded("import unittest")
        # ``ctypes`` stops programs whose time is up.
        self.assertEqual(HEAVY & extra - {"ctypes"}, set())

    def test_a_program_without_a_time_limit_needs_no_ctypes(self) -> None:
        extra = self.loaded(
            "from mlpy_testkit import Engine, Limits\n"
            f"engine = Engine(limits=Limits(seconds=None, memory=None), capabilities={GRANTS})\n"
            f"assert engine.run({PROGRAM!r}).value == 55"
        )
        self.assertEqual(HEAVY & extra, set())

    def test_the_command_that_runs_a_program_loads_little(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "main.ml").write_text("x = 1;", encoding="utf-8")
            loaded = set(
                self.ask(
                    "from mlpy_testkit.__main__ import main\nassert main(['run', 'main.ml']) == 0\nprint(*sys.modules)",
                    "-S",
                    folder=Path(folder),
                ).split()
            )
        unused = {"ast", "tokenize", "json", "random", "shutil", "base64"}
        unused |= {"http", "select", "subprocess", "hashlib", "inspect", "asyncio"}
        self.assertEqual(unused & loaded, set())

    def test_the_engine_knows_nothing_of_testing(self) -> None:
        self.assertEqual(
            {"unittest", "asyncio", "argparse"}
            & self.loaded("from mlpy_testkit import Engine\nEngine().run('x = 1;')"),
            set(),
        )

    def test_a_wrong_program_loads_no_more(self) -> None:
        extra = self.loaded("from mlpy_testkit import Engine\nassert Engine().run('x = ;').error")
        self.assertEqual(HEAVY & extra - {"ctypes"}, set())

    def test_every_public_name_can_be_loaded(self) -> None:
        self.ask("import mlpy_testkit\nfor name in mlpy_testkit.__all__: getattr(mlpy_testkit, name)")

    def test_an_unknown_name_is_refused(self) -> None:
        self.ask(
            "import mlpy_testkit\n"
            "try:\n    mlpy_testkit.Missing\n"
            "except AttributeError as error:\n"
            "    assert str(error) == \"module 'mlpy_testkit' has no attribute 'Missing'\"\n"
            "else:\n    raise SystemExit('no error')"
        )


class Poor(InterpreterTest):
    """A Python that lacks something."""

    RUN = (
        "from mlpy_testkit import Engine, Limits, MLIntegrationTestCase\n"
        f"engine = Engine(limits=Limits(seconds=0.05), capabilities={GRANTS})\n"
        f"assert engine.run({PROGRAM!r}, limits=Limits(seconds=10)).value == 55\n"
        "for text in ('while (true) { }', 'function f() { return f2(); } function f2() { while (true) { } } f();',\n"
        "             'while (true) { try { while (true) { } } except { } }',\n"
        "             'try { while (true) { } } finally { while (true) { } }'):\n"
        "    error = engine.run(text).error\n"
        "    assert error.limit == 'seconds', (text, error)\n"
        "session = engine.session()\n"
        "assert session.run('1 + 1') == 2\n"
        "assert session.execute('while (true) { }').error.limit == 'seconds'\n"
        "assert session.run('2 + 2') == 4\n"
        "print('well')\n"
    )

    def test_without_ctypes(self) -> None:
        self.assertEqual(self.ask("sys.modules['ctypes'] = None\n" + self.RUN), "well\n")

    def test_without_threads(self) -> None:
        block = (
            "import threading\n"
            "def start(thread):\n"
            '    raise RuntimeError("can\'t start new thread")\n'
            "threading.Thread.start = start\n"
        )
        self.assertEqual(self.ask(block + self.RUN), "well\n")

    def test_without_site_packages(self) -> None:
        self.assertEqual(self.ask(self.RUN, "-I", "-S"), "well\n")

    def test_optimised(self) -> None:
        self.assertEqual(self.ask("import mlpy_testkit.engine\n" + self.RUN, "-OO"), "well\n")


class Writes(InterpreterTest):
    """Nothing is written anywhere."""

    AUDIT = (
        "import os\n"
        "seen = []\n"
        "def hook(event, arguments):\n"
        "    if event == 'open':\n"
        "        path, mode, flags = arguments\n"
        "        if (mode and set(mode) & set('wax+')) or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):\n"
        "            seen.append(arguments)\n"
        "    elif event in ('os.mkdir', 'os.rename', 'os.remove', 'os.symlink', 'os.link', 'os.truncate'):\n"
        "        seen.append((event, arguments))\n"
        "sys.addaudithook(hook)\n"
    )

    def test_the_hook_sees_writing(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.ask(f"{self.AUDIT}open('x', 'w').close()\nassert len(seen) == 1, seen", folder=Path(folder))

    def test_imports_and_runs(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "util.ml").write_text("function f() { return 1 / 0; }", encoding="utf-8")
            Path(folder, "main.ml").write_text('import util; print("x"); util.f();', encoding="utf-8")
            code = (
                "import mlpy_testkit\n"
                "from mlpy_testkit import Engine, MLIntegrationTestCase\n"
                f"engine = Engine(capabilities={GRANTS})\n"
                "assert engine.run(engine.load_file('main.ml')).error\n"
                f"assert engine.run({PROGRAM!r}).value == 55\n"
                "from mlpy_testkit.__main__ import main\n"
                "import io\n"
                "sys.stdout, sys.stderr = io.StringIO(), io.StringIO()\n"
                "assert main(['run', 'main.ml']) == 1\n"
                "sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__\n"
                "print(seen)\n"
            )
            self.assertEqual(self.ask(self.AUDIT + code, "-B", folder=Path(folder)), "[]\n")
            self.assertEqual(sorted(os.listdir(folder)), ["main.ml", "util.ml"])


if __name__ == "__main__":
    unittest.main()
