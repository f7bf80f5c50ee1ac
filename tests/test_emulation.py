"""``emulate_mlpy``: an application's own ``import mlpy...`` finds the kit, and only while it should."""

import asyncio
import importlib
import os
import subprocess
import sys
import tempfile
import textwrap
import types
import unittest
from pathlib import Path
from typing import Any, List
from unittest import mock

import mlpy_testkit
from mlpy_testkit import backends, capabilities, emulate_mlpy
from mlpy_testkit.commands import integration as commands
from mlpy_testkit.emulation import _MADE, _SAME, EmulationFinder

from .commands.running import CommandTest

ROOT = Path(__file__).resolve().parent.parent


class Imports(unittest.TestCase):
    def setUp(self) -> None:
        self.emulation = emulate_mlpy()
        self.addCleanup(self.emulation.undo)

    def test_every_module_of_the_table(self) -> None:
        for name in [*_SAME, *_MADE]:
            with self.subTest(name):
                self.assertIsInstance(importlib.import_module(name), types.ModuleType)

    def test_every_name_of_the_table(self) -> None:
        for name, names in _MADE.items():
            for wanted in names:
                with self.subTest(f"{name}.{wanted}"):
                    self.assertFalse(isinstance(getattr(importlib.import_module(name), wanted), types.ModuleType))

    def test_names_that_applications_import(self) -> None:
        code = """
        import mlpy
        from mlpy.cli.repl import MLREPLSession, REPLResult, REPLStatement, SymbolTracker, format_repl_value
        from mlpy.integration import (
            AsyncMLExecutor, AsyncMLResult, MLCallbackRegistry, MLCallbackWrapper, async_ml_execute, ml_callback)
        from mlpy.integration.async_executor import AsyncMLExecutor as same
        from mlpy.integration.cli_commands import integration
        from mlpy.integration.ml_callback import ml_callback as callback
        from mlpy.integration.repl_commands import INTEGRATION_COMMANDS, dispatch_integration_command
        from mlpy.integration.testing import IntegrationTestHelper, MockAsyncExecutor, quick_benchmark
        from mlpy.integration.testing.mocks import MockCapabilityViolation, MockExecutionRecord, MockExecutionResult
        from mlpy.integration.testing.performance import PerformanceTester, quick_benchmark
        from mlpy.integration.testing.test_utilities import IntegrationTestHelper
        from mlpy.runtime.capabilities import CapabilityToken, get_capability_manager, requires_capability
        from mlpy.runtime.capabilities.context import CapabilityContext, capability_context
        from mlpy.runtime.capabilities.exceptions import CapabilityNotFoundError
        from mlpy.runtime.capabilities.manager import file_capability_context
        from mlpy.runtime.capabilities.tokens import CapabilityConstraint, create_capability_token
        from mlpy.version import __version_info__
        """
        found: Any = {}
        exec(textwrap.dedent(code), found)
        self.assertEqual((found["mlpy"].__version__, found["__version_info__"]), ("2.0.0", (2, 0, 0)))
        self.assertIs(found["AsyncMLExecutor"], mlpy_testkit.AsyncMLExecutor)
        self.assertIs(found["AsyncMLExecutor"], found["same"])
        self.assertIs(found["ml_callback"], mlpy_testkit.ml_callback)
        self.assertIs(found["ml_callback"], found["callback"])

    def test_patches_reach_the_modules_behind(self) -> None:
        importlib.import_module("mlpy.integration.async_executor")
        with mock.patch("mlpy.integration.async_executor.async_ml_execute") as patched:
            from mlpy_testkit.integration import executor

            self.assertIs(executor.async_ml_execute, patched)

    def test_what_is_not_there_says_so(self) -> None:
        for code in (
            "import mlpy.lsp.server",
            "import mlpy.lsp as lsp",
            "from mlpy import MLExecutor",
            "from mlpy.integration import Nothing",
            "from mlpy.ml.transpiler import MLTranspiler",
            "from mlpy.runtime.sandbox import MLSandbox, SandboxConfig",
            "from mlpy.runtime.capabilities.simple_bridge import SimpleBridge",
            "from mlpy.ml.errors.context import ErrorContext",
        ):
            with self.subTest(code):
                message = r"^mlpy[\w.]*\.(lsp|MLExecutor|Nothing|\w+) is not emulated by mlpy_testkit$"
                with self.assertRaisesRegex(ImportError, message):
                    exec(code, {})
        with self.assertRaisesRegex(ImportError, "cannot import name 'Nothing' from 'mlpy_testkit.integration.exec"):
            exec("from mlpy.integration.async_executor import Nothing")
        with self.assertRaisesRegex(AttributeError, "mlpy.integration.Nothing is not emulated by mlpy_testkit"):
            _ = importlib.import_module("mlpy.integration").Nothing
        self.assertFalse(hasattr(importlib.import_module("mlpy"), "MLExecutor"))

    def test_modules_that_the_kit_has_nothing_of_can_be_imported(self) -> None:
        from importlib import import_module

        for name in ("mlpy.ml.transpiler", "mlpy.runtime.sandbox"):
            with self.subTest(name):
                self.assertEqual(import_module(name).__all__, [])

    def test_names_of_other_modules_are_those_of_the_kit(self) -> None:
        found: Any = {}
        code = """
        from mlpy.ml.errors.exceptions import MLCapabilityError, MLError, MLUserException
        from mlpy.runtime.whitelist_validator import CapabilityError, set_capability_context
        import mlpy.runtime.capabilities
        """
        exec(textwrap.dedent(code), found)
        self.assertIs(found["MLUserException"], mlpy_testkit.MLThrownError)
        self.assertIs(found["MLCapabilityError"], mlpy_testkit.MLDeniedError)
        self.assertIs(found["CapabilityError"], found["mlpy"].runtime.capabilities.CapabilityError)
        self.assertIs(found["set_capability_context"], capabilities.set_current_context)

    def test_modules_of_the_host_find_their_decorators(self) -> None:
        bridge = """
        from mlpy.stdlib.decorators import ml_function, ml_module

        @ml_module(name="shop", description="Prices")
        class Shop:
            @ml_function(description="Price of an article", capabilities=[], returns="number")
            def price(self, article):
                return 3

        shop = Shop()
        """
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "shop_bridge.py").write_text(textwrap.dedent(bridge), encoding="utf-8")
            with mlpy_testkit.AsyncMLExecutor(python_extension_paths=[folder]) as executor:
                result = executor._execute_sync('import shop; result = shop.price("tea");')
        self.assertEqual((result.value, result.error), (3, None))

    def test_an_emulated_mlpy_is_no_engine(self) -> None:
        self.assertEqual(backends.get("mlpy").missing(), "mlpy is emulated by mlpy_testkit")
        importlib.import_module("mlpy")
        self.assertEqual(backends.get("mlpy").missing(), "mlpy is emulated by mlpy_testkit")

    def test_the_kit_itself_stays_as_it_is(self) -> None:
        module = importlib.import_module("mlpy_testkit.integration.executor")
        importlib.import_module("mlpy.integration.async_executor")
        assert module.__spec__ is not None
        self.assertEqual((module.__name__, module.__spec__.name), ("mlpy_testkit.integration.executor",) * 2)
        self.assertEqual(module.__package__, "mlpy_testkit.integration")


class Undone(unittest.TestCase):
    def loaded(self) -> List[str]:
        return [name for name in sys.modules if name.partition(".")[0] == "mlpy"]

    def test_a_block(self) -> None:
        hooks = list(sys.meta_path)
        with emulate_mlpy():
            importlib.import_module("mlpy.integration")
            self.assertIn("mlpy.integration", self.loaded())
        self.assertEqual((self.loaded(), sys.meta_path), ([], hooks))
        self.assertIsNone(importlib.util.find_spec("mlpy") if not os.environ.get("MLPY_SRC") else None)

    def test_a_decorator(self) -> None:
        @emulate_mlpy()
        def version() -> str:
            return str(importlib.import_module("mlpy").__version__)

        self.assertEqual(self.loaded(), [])
        self.assertEqual((version(), version()), ("2.0.0", "2.0.0"))
        self.assertEqual(self.loaded(), [])

    def test_a_decorated_coroutine_function(self) -> None:
        @emulate_mlpy()
        async def version() -> str:
            return str(importlib.import_module("mlpy").__version__)

        self.assertEqual(asyncio.run(version()), "2.0.0")
        self.assertEqual(self.loaded(), [])

    def test_a_class_is_not_decorated(self) -> None:
        with self.assertRaisesRegex(TypeError, "decorates functions; for a class"):
            emulate_mlpy()(type("Suite", (unittest.TestCase,), {}))
        self.assertEqual(self.loaded(), [])

    def test_an_mlpy_that_is_there_is_not_hidden_by_accident(self) -> None:
        real = types.ModuleType("mlpy")
        with mock.patch.dict(sys.modules, {"mlpy": real}):
            with self.assertRaisesRegex(RuntimeError, "mlpy is imported already"):
                emulate_mlpy()
            with emulate_mlpy(force=True):
                self.assertEqual(importlib.import_module("mlpy").__version__, "2.0.0")
            self.assertIs(sys.modules["mlpy"], real)

    def test_undoing_in_another_order(self) -> None:
        before = sorted(sys.modules)
        first, second, third = (emulate_mlpy() for _ in range(3))
        importlib.import_module("mlpy.cli.repl")
        for emulation in (second, first):
            emulation.undo()
            self.assertIsNotNone(importlib.import_module("mlpy.integration"))
        third.undo()
        self.assertEqual([name for name in sorted(sys.modules) if name.partition(".")[0] == "mlpy"], [])
        self.assertLessEqual(set(before), set(sys.modules))

    def test_what_somebody_else_has_done_meanwhile_stays(self) -> None:
        emulation = emulate_mlpy()
        importlib.import_module("mlpy.integration")
        foreign = types.ModuleType("mlpy.integration")
        self.addCleanup(sys.modules.pop, "mlpy.integration", None)
        sys.modules["mlpy.integration"] = foreign
        sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, EmulationFinder)]
        emulation.undo()
        self.assertIs(sys.modules["mlpy.integration"], foreign)
        self.assertNotIn("mlpy", sys.modules)

    def test_undoing_twice(self) -> None:
        emulation = emulate_mlpy()
        emulation.undo()
        emulation.undo()
        self.assertEqual(self.loaded(), [])


class Command(CommandTest):
    APPLICATION = """
    import asyncio, sys, unittest
    from mlpy.integration import async_ml_execute

    class Test(unittest.TestCase):
        def test(self):
            self.assertEqual(asyncio.run(async_ml_execute("result = 6 * 7;")).value, 42)

    if __name__ == "__main__":
        print(*sys.argv[1:])
        unittest.main(argv=["application"])
    """

    def emulate(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "mlpy_testkit", "emulate", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    def test_modules_scripts_and_code(self) -> None:
        path = self.write(textwrap.dedent(self.APPLICATION), "test_application.py")
        done = self.emulate("-m", "unittest", "test_application")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.emulate(path, "--option", "--", "x")
        self.assertEqual((done.returncode, done.stdout), (0, "--option -- x\n"), done.stderr)
        self.write("VALUE = 7", "beside/neighbour.py")
        path = self.write("import neighbour, mlpy.integration; print(neighbour.VALUE)", "beside/script.py")
        done = self.emulate(path)
        self.assertEqual((done.returncode, done.stdout), (0, "7\n"), done.stderr)
        done = self.emulate("-c", "import mlpy, sys; print(mlpy.__version__); sys.exit(3)")
        self.assertEqual((done.returncode, done.stdout), (3, "2.0.0\n"))

    def test_wrong_usage(self) -> None:
        self.assertEqual(self.emulate("-m").returncode, 2)
        self.assertEqual(self.emulate().returncode, 2)
        done = self.emulate("nowhere.py")
        self.assertEqual((done.returncode, done.stderr), (1, "cannot read nowhere.py: No such file or directory\n"))
        self.assertIn("examples:", self.emulate("--help").stdout)


class IntegrationCommands(unittest.TestCase):
    """The functions of mlpy's ``repl_commands``, for sessions that are none of the kit's."""

    def say(self, function: Any, *arguments: Any) -> str:
        import contextlib
        import io

        with contextlib.redirect_stdout(io.StringIO()) as shown:
            function(*arguments)
        return shown.getvalue()

    def test_usage(self) -> None:
        for function, text in (
            (commands.handle_async_command, "Usage: .async"),
            (commands.handle_callback_command, "Usage: .callback"),
            (commands.handle_benchmark_command, "Usage: .benchmark"),
        ):
            shown = self.say(function, mock.Mock(), "")
            self.assertIn(text, shown)
            self.assertIn("Example:", shown)

    def test_async(self) -> None:
        shown = self.say(commands.handle_async_command, mock.Mock(), "result = 40 + 2;")
        self.assertIn("Executing async...\n=> 42\nExecution time:", shown)
        self.assertIn("Error: division by zero", self.say(commands.handle_async_command, mock.Mock(), "x = 1 / 0;"))

    def test_benchmark(self) -> None:
        shown = self.say(commands.handle_benchmark_command, mock.Mock(), "result = 1", "3")
        self.assertIn("expected ';'", shown)
        shown = self.say(commands.handle_benchmark_command, mock.Mock(), "result = 1;", "3")
        self.assertIn("Running benchmark (3 iterations)...\nBenchmark Results:\n  Mean:", shown)
        for count, text in (("0", "must be >= 1"), ("-5", "must be >= 1"), ("x", "Invalid iterations value: x")):
            self.assertIn(text, self.say(commands.handle_benchmark_command, mock.Mock(), "x = 1;", count))

    def test_dispatch(self) -> None:
        handlers = {name: mock.Mock() for name in commands.INTEGRATION_COMMANDS}
        session = mock.Mock()
        with mock.patch.object(commands, "INTEGRATION_COMMANDS", handlers):
            for line, name, arguments in (
                (".async x = 1;", "async", ("x = 1;",)),
                (".ASYNC code;", "async", ("code;",)),
                (".callback f", "callback", ("f",)),
                (".benchmark code(); 50", "benchmark", ("code()", "50")),
                (".benchmark code()", "benchmark", ("code()",)),
            ):
                with self.subTest(line):
                    self.assertIs(commands.dispatch_integration_command(session, line), True)
                    handlers[name].assert_called_with(session, *arguments)
            for line in ("x = 1", ".", ".unknown x", ""):
                self.assertIs(commands.dispatch_integration_command(session, line), False)

    def test_help(self) -> None:
        shown = self.say(commands.print_integration_help)
        for text in ("Integration Toolkit Commands", ".async", ".callback", ".benchmark"):
            self.assertIn(text, shown)

    def test_the_group_without_click(self) -> None:
        from mlpy_testkit.commands.group import plain

        self.assertIn("[OK]", self.say(plain, ["validate"]))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.ml")
            Path(path).write_text("x = 1;", encoding="utf-8")
            shown = self.say(plain, ["benchmark", path, "--iterations", "2"])
        self.assertIn("[OK] Benchmark completed successfully", shown)
