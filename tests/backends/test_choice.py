"""Which engine is chosen, and what happens if it is missing."""

import os
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, List
from unittest import mock

from mlpy_testkit import MLTestCase, MLUsageError, __version__, backends
from mlpy_testkit.backends import NotSupportedError
from mlpy_testkit.backends.multiplied import OnEveryEngine, multiply

VARIABLE = backends.VARIABLE


class Choosing(unittest.TestCase):
    def test_without_a_name_it_is_the_embedded_engine(self) -> None:
        with mock.patch.dict(os.environ):
            os.environ.pop(VARIABLE, None)
            self.assertEqual(backends.get().name, "embedded")
            self.assertEqual(backends.get("").name, "embedded")

    def test_the_environment_variable_counts_where_no_name_is_given(self) -> None:
        with mock.patch.dict(os.environ, {VARIABLE: "mlpy"}):
            self.assertEqual(backends.get().name, "mlpy")
            self.assertEqual(backends.get("embedded").name, "embedded")

    def test_an_unknown_name_is_refused_with_those_that_there_are(self) -> None:
        with self.assertRaisesRegex(MLUsageError, r"^there is no engine 'lua'; there are embedded and mlpy$"):
            backends.get("lua")

    def test_an_unknown_name_in_the_environment_is_refused_with_its_place(self) -> None:
        told = mock.patch.dict(os.environ, {VARIABLE: "lua"})
        with told, self.assertRaisesRegex(MLUsageError, f"in the environment variable {VARIABLE}"):
            backends.get()

    def test_what_is_no_name_is_refused(self) -> None:
        with self.assertRaises(MLUsageError):
            backends.get(42)

    def test_a_backend_stands_for_itself(self) -> None:
        backend = backends.get("embedded")
        self.assertIs(backends.get(backend), backend)

    def test_every_backend_follows_the_protocol(self) -> None:
        for name in backends.names():
            backend = backends.get(name)
            self.assertIsInstance(backend, backends.Backend)
            self.assertEqual(backend.name, name)

    def test_the_embedded_engine_is_never_missing(self) -> None:
        self.assertIsNone(backends.get("embedded").missing())
        self.assertEqual(backends.get("embedded").version(), __version__)

    def test_its_engine_takes_all_options(self) -> None:
        engine = backends.get("embedded").engine(capabilities=["math.compute"], security=False, host_spelling=True)
        self.assertEqual(engine.run("import math; result = str(math.sqrt(4)) + str(null);").value, "2.0None")


class Missing(unittest.TestCase):
    """An interpreter whose path holds nothing but what a test puts there."""

    def reason(self, *files: str, version: Any = (3, 12)) -> Any:
        """Return what is missing for mlpy if just these files are there."""
        with tempfile.TemporaryDirectory() as folder:
            for name in files:
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text('__version__ = "2.0.0"\n')
            hidden = {name: None for name in list(sys.modules) if name.partition(".")[0] in ("mlpy", "lark", "psutil")}
            with mock.patch.dict(sys.modules), mock.patch.object(sys, "path", [folder]):
                for name in hidden:
                    del sys.modules[name]
                with mock.patch.object(sys, "version_info", (*version, 0, "final", 0)):
                    backend: Any = backends.get("mlpy")
                    return backend.missing(), backend.version(), backend.defects()

    def test_not_installed(self) -> None:
        self.assertEqual(self.reason(), ("mlpy is not installed", None, ()))

    def test_another_project_of_that_name(self) -> None:
        reason, version, _ = self.reason("mlpy/__init__.py")
        self.assertRegex(reason, r"^the mlpy at .*mlpy.__init__\.py is another project: it has no mlpy\.ml$")
        self.assertIsNone(version)

    def test_what_it_cannot_be_imported_without_is_named(self) -> None:
        files = ("mlpy/__init__.py", "mlpy/ml/__init__.py")
        self.assertEqual(self.reason(*files)[0], "mlpy cannot be imported without lark and psutil")
        self.assertEqual(self.reason(*files, "lark.py")[0], "mlpy cannot be imported without psutil")

    def test_an_old_python_is_named(self) -> None:
        files = ("mlpy/__init__.py", "mlpy/ml/__init__.py", "lark.py", "psutil.py")
        self.assertEqual(self.reason(*files, version=(3, 11))[0], "mlpy needs Python 3.12")

    def test_the_undeclared_dependency_is_a_defect_of_the_installation(self) -> None:
        files = ("mlpy/__init__.py", "mlpy/ml/__init__.py", "lark.py", "psutil.py")
        reason, version, defects = self.reason(*files)
        self.assertEqual((reason, version), (None, "2.0.0"))
        self.assertEqual(defects, ("mlpy.integration and mlpy.cli.repl cannot be imported without PyYAML (yaml)",))
        self.assertEqual(self.reason(*files, "yaml.py")[2], ())

    def test_an_engine_that_is_missing_cannot_be_made(self) -> None:
        backend = backends.get("mlpy")
        missing = mock.patch.object(type(backend), "missing", return_value="mlpy is not installed")
        with missing, self.assertRaisesRegex(NotSupportedError, "^mlpy is not installed$"):
            backend.engine()


def run(case: Any) -> unittest.TestResult:
    """Run the tests of a class."""
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    return result


class OnTheCase(unittest.TestCase):
    def test_a_class_is_skipped_with_the_reason_if_its_engine_is_missing(self) -> None:
        class Case(MLTestCase):
            ml_engine = "mlpy"

            def test_one(self) -> None:
                self.fail("must not run")

        with mock.patch.object(type(backends.get("mlpy")), "missing", return_value="mlpy is not installed"):
            result = run(Case)
        self.assertEqual([reason for _, reason in result.skipped], ["mlpy is not installed"])
        self.assertTrue(result.wasSuccessful())

    def test_each_class_is_asked_for_its_engine(self) -> None:
        class Case(MLTestCase):
            def test_one(self) -> None:
                self.assertEqual(self.session.run("1 + 1"), 2)

        self.assertTrue(run(Case).wasSuccessful())
        with mock.patch.object(type(backends.get("mlpy")), "missing", return_value="gone"):
            self.assertEqual(
                [reason for _, reason in run(type("Other", (Case,), {"ml_engine": "mlpy"})).skipped], ["gone"]
            )
            with mock.patch.dict(os.environ, {VARIABLE: "mlpy"}):
                self.assertEqual([reason for _, reason in run(Case).skipped], ["gone"])

    def test_the_environment_variable_chooses_the_engine_of_a_class(self) -> None:
        class Case(MLTestCase):
            def test_one(self) -> None:
                self.fail("must not run")

        missing = mock.patch.object(type(backends.get("mlpy")), "missing", return_value="gone")
        with mock.patch.dict(os.environ, {VARIABLE: "mlpy"}), missing:
            self.assertEqual([reason for _, reason in run(Case).skipped], ["gone"])

    def test_the_backend_makes_the_engine_of_session_and_executor(self) -> None:
        made: List[Any] = []
        embedded: Any = backends.get("embedded")

        class Case(MLTestCase):
            ml_engine = "embedded"

            def test_one(self) -> None:
                self.assertEqual(self.session.run("1 + 1"), 2)
                self.assertEqual(self.executor._execute_sync("result = 3;").value, 3)

        original = type(embedded).engine

        def engine(*arguments: Any, **options: Any) -> Any:
            made.append(options)
            return original(*arguments, **options)

        with mock.patch.object(type(embedded), "engine", engine):
            self.assertTrue(run(Case).wasSuccessful())
        self.assertEqual(len(made), 2)

    def test_an_unknown_engine_is_an_error_of_the_test(self) -> None:
        class Case(MLTestCase):
            ml_engine = "lua"

            def test_one(self) -> None:
                pass

        self.assertIn("there is no engine 'lua'", run(Case).errors[0][1])


class Several(OnEveryEngine, unittest.TestCase):
    """Is run once for each engine."""

    ml_engines = ("embedded", "mlpy")
    ml_engine: str
    seen: List[str] = []

    def test_the_engine(self) -> None:
        self.seen.append(self.ml_engine)
        self.assertEqual("mlpy" in type(self).__name__, self.ml_engine == "mlpy")


class Multiplying(unittest.TestCase):
    def test_a_class_is_made_for_each_further_engine(self) -> None:
        made = globals()["Several_mlpy"]
        self.assertTrue(issubclass(made, Several))
        self.assertEqual((Several.ml_engine, made.ml_engine), ("embedded", "mlpy"))
        self.assertEqual((made.__module__, made.__doc__), (__name__, Several.__doc__))

    def test_the_loader_finds_all_of_them(self) -> None:
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
        names = {type(test).__name__ for group in suite for test in group}
        self.assertLessEqual({"Several", "Several_mlpy"}, names)

    def test_what_a_subclass_inherits_multiplies_nothing(self) -> None:
        class Other(Several):
            pass

        self.assertEqual(Other.ml_engine, "embedded")
        self.assertNotIn("Other_mlpy", globals())

    def test_the_classes_of_a_function_are_returned(self) -> None:
        class Local(unittest.TestCase):
            pass

        made = multiply(Local, ["mlpy", "embedded"])
        engines = {name: case.ml_engine for name, case in made.items()}
        self.assertEqual(engines, {"mlpy": "mlpy", "embedded": "embedded"})
        self.assertNotIn("Local_embedded", globals())

    def test_unknown_engines_and_single_texts_are_refused(self) -> None:
        for engines in ("mlpy", (), ("mlpy", "mlpy"), ("lua",)):
            with self.subTest(engines), self.assertRaises(MLUsageError):
                multiply(type("Local", (unittest.TestCase,), {}), engines)
