"""The package as somebody gets it: its metadata, and its use from a zip file with nothing installed."""

import configparser
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Dict, List, Set

import mlpy_testkit

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "mlpy_testkit"

# Slow to load and rarely needed; `import unittest` brings some of them along on some Pythons.
LOADED_ON_USE = {"asyncio", "unittest.mock", "difflib", "ctypes", "argparse", "statistics"}

PROGRAM = """
function total(items) {
    sum_of_prices = 0;
    for (item in items) { sum_of_prices = sum_of_prices + item.price; }
    return sum_of_prices;
}
print("total:", total([{price: 40}, {price: 2}]));
"""


def zip_package(target: Path) -> None:
    """Write the package, and nothing but it, into the zip file *target*."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted((ROOT / PACKAGE).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(ROOT).as_posix())


class Metadata(unittest.TestCase):
    """What setup.cfg and pyproject.toml say."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.config = configparser.ConfigParser()
        cls.config.read(ROOT / "setup.cfg", encoding="utf-8")

    def test_nothing_has_to_be_installed(self) -> None:
        self.assertNotIn("install_requires", self.config["options"])
        self.assertNotIn("options.extras_require", self.config)

    def test_the_oldest_python_is_3_9(self) -> None:
        self.assertEqual(self.config["options"]["python_requires"], ">=3.9")

    def test_the_console_script_exists(self) -> None:
        script = self.config["options.entry_points"]["console_scripts"].strip()
        self.assertEqual(script, f"mlpy-testkit = {PACKAGE}.__main__:main")
        text = (ROOT / PACKAGE / "__main__.py").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^(def main\(|from .* import .*\bmain\b)")

    def test_type_checkers_are_told_of_the_annotations(self) -> None:
        self.assertEqual(self.config["options.package_data"][PACKAGE], "py.typed")
        self.assertTrue((ROOT / PACKAGE / "py.typed").is_file())

    def test_every_folder_with_modules_is_a_package(self) -> None:
        folders = {path.parent for path in (ROOT / PACKAGE).rglob("*.py")}
        self.assertEqual([str(folder) for folder in folders if not (folder / "__init__.py").is_file()], [])

    def test_pyproject_holds_the_build_system_alone(self) -> None:
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        self.assertEqual([line for line in text.splitlines() if line.startswith("[")], ["[build-system]"])

    def test_there_is_one_version(self) -> None:
        self.assertEqual(self.config["metadata"]["version"], f"attr: {PACKAGE}.__version__")
        text = (ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8")
        self.assertIn(f'\n__version__ = "{mlpy_testkit.__version__}"\n', text)  # so that nothing is imported to read it
        self.assertRegex(mlpy_testkit.__version__, r"^\d+\.\d+\.\d+$")


class FromAZip(unittest.TestCase):
    """The package in a zip file, under a Python that sees neither site-packages nor this folder."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.archive = cls.folder / "mlpy_testkit.zip"
        zip_package(cls.archive)

    def python(self, code: str, *arguments: str) -> str:
        """Run *code* with the zip file alone on the path; return what it wrote."""
        prelude = f"import sys; sys.path.insert(0, {str(self.archive)!r})\n"
        # The flags are the point; the warnings are errors because a test should not hide any.
        command = [sys.executable, "-I", "-S", "-W", "error", "-c", prelude + code, *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def modules_after(self, statement: str) -> Set[str]:
        """Return the names of all modules that are loaded after *statement*."""
        listing = self.python(f"{statement}\nimport json\nprint(json.dumps(sorted(sys.modules)))")
        names: List[str] = json.loads(listing)
        return set(names)

    def test_it_is_the_zip_that_is_imported(self) -> None:
        written = self.python("import mlpy_testkit; print(mlpy_testkit.__file__)")
        self.assertIn("mlpy_testkit.zip", written)

    def test_a_program_runs(self) -> None:
        written = self.python(
            "from mlpy_testkit.engine import Engine\n"
            f"outcome = Engine().run({PROGRAM!r})\n"
            "print(outcome.error, repr(outcome.output))"
        )
        self.assertEqual(written, "None 'total: 42\\n'\n")

    def test_the_command_line_runs(self) -> None:
        program = self.folder / "total.ml"
        program.write_text(PROGRAM, encoding="utf-8")
        written = self.python(
            "import runpy; runpy.run_module('mlpy_testkit', run_name='__main__', alter_sys=True)",
            "run",
            str(program),
        )
        self.assertEqual(written, "total: 42\n")

    def test_a_test_case_runs(self) -> None:
        written = self.python(
            "import io, unittest\n"
            "from mlpy_testkit import MLIntegrationTestCase\n"
            "class Sums(MLIntegrationTestCase):\n"
            "    def test_sum(self):\n"
            "        self.assertMLResult('result = 1 + 2;', 3)\n"
            "    async def test_sum_later(self):\n"
            "        await self.assertAsyncMLResult('result = 1 + 2;', 3)\n"
            "suite = unittest.defaultTestLoader.loadTestsFromTestCase(Sums)\n"
            "result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)\n"
            "print(result.testsRun, result.errors, result.failures)\n"
        )
        self.assertEqual(written, "2 [] []\n")

    def test_importing_loads_no_more_than_unittest_does(self) -> None:
        before = self.modules_after("import unittest")
        after = self.modules_after("import unittest, mlpy_testkit")
        self.assertEqual(sorted((after - before) & LOADED_ON_USE), [])

    def test_the_engine_alone_loads_none_of_it(self) -> None:
        loaded = self.modules_after("import mlpy_testkit.engine")
        self.assertEqual(sorted(loaded & (LOADED_ON_USE | {"unittest"})), [])


if __name__ == "__main__":
    unittest.main()


class APartOfAnotherPackage(unittest.TestCase):
    """The package as ``shop.vendor.mlpy_testkit``, where nothing is called ``mlpy_testkit``."""

    def test_everything_finds_everything_else(self) -> None:
        code = (
            "import asyncio\n"
            "from shop.vendor.mlpy_testkit import AsyncMLExecutor, Engine, emulate_mlpy\n"
            "from shop.vendor.mlpy_testkit.commands.session_tests import session_test\n"
            "from shop.vendor.mlpy_testkit.performance.recording import record_program\n"
            "async def apart():\n"
            "    async with AsyncMLExecutor(1, isolation='process') as executor:\n"
            "        return (await executor.execute('result = 6 * 7;')).value\n"
            "with emulate_mlpy():\n"
            "    from mlpy.integration import ml_callback\n"
            "    from mlpy.runtime.capabilities import CapabilityToken\n"
            "print(Engine().run('import path; result = path.join(\"a\", \"b\");').value)\n"
            "print(asyncio.run(apart()), len(record_program('x = 1;', processes=1, pairs=1)))\n"
            "print(ml_callback.__module__, CapabilityToken.__module__, sep='\\n')\n"
            "print(session_test([], []).splitlines()[2])\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            vendor = Path(folder) / "shop" / "vendor"
            shutil.copytree(ROOT / PACKAGE, vendor / PACKAGE)  # with its bytecode: nothing is compiled again
            code = f"import sys; sys.path.insert(0, {folder!r})\n{code}"
            command = [sys.executable, "-I", "-S", "-W", "error", "-c", code]
            done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
        self.assertEqual(done.stderr, "")
        kit = f"shop.vendor.{PACKAGE}"
        self.assertEqual(
            done.stdout.splitlines(),
            [
                "a/b",
                "42 1",
                f"{kit}.integration.callbacks",
                f"{kit}.capabilities.tokens",
                f"from {kit} import MLIntegrationTestCase",
            ],
        )

    def test_the_application_around_it_is_not_taken_for_the_kit(self) -> None:
        names: Dict[str, object] = {"__name__": f"{PACKAGE}_of_the_shop.tests"}
        text = "from mlpy_testkit.integration.open import place_outside\nplace = place_outside()"
        exec(compile(text, "shop.py", "exec"), names)
        self.assertEqual(names["place"], "shop.py:2")
