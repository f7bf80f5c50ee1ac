"""Modules that the host writes in Python, and that are found by the names of their files."""

import os
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

from mlpy_testkit import AsyncMLExecutor, MLREPLSession, MLUsageError
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.integration.engine import Engine
from mlpy_testkit.modules.extensions import ml_function, ml_module

BRIDGE = """
from dataclasses import dataclass

from mlpy_testkit.modules.extensions import ml_function, ml_module

LOADED = []


@dataclass
class Price:
    amount: int


@ml_module(name="shop", description="Prices", capabilities=["shop.read"])
class Shop:
    currency = "EUR"

    def __init__(self):
        self.prices = {"tea": Price(3)}

    @ml_function(description="Price of an article", capabilities=["shop.read"])
    def price(self, article):
        return self.prices[article].amount

    @ml_function(description="An item several times")
    def times(self, item, count=2):
        return [item] * count

    @ml_function(description="What ML has no value for")
    def broken(self):
        return Price(1)

    def secret(self):
        return 1


shop = Shop()
"""


class Declarations(unittest.TestCase):
    def test_one_type_is_no_list(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "capabilities must be a list of types, not 'shop.read'"):
            ml_function("Price", capabilities="shop.read")
        with self.assertRaisesRegex(MLUsageError, "capabilities must be a list of types, not 'shop.read'"):
            ml_module("shop", "Prices", capabilities="shop.read")


class ExtensionTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("shop_bridge.py", BRIDGE)

    def write(self, name: str, text: str) -> None:
        """Write a file into the folder of extensions."""
        Path(self.folder, name).write_text(text, encoding="utf-8")

    def engine(self, *grants: str) -> Engine:
        """Return an engine that knows the folder."""
        return Engine(capabilities=Grants(grants), extension_paths=[self.folder])


class Calling(ExtensionTest):
    def test_functions_constants_and_arguments(self) -> None:
        outcome = self.engine().run('import shop; result = [shop.times("a"), shop.times(1, 3), shop.currency];')
        self.assertEqual(outcome.value, [["a", "a"], [1, 1, 1], "EUR"])

    def test_what_is_not_declared_is_not_there(self) -> None:
        for name in ("secret", "prices", "__init__", "nothing"):
            with self.subTest(name):
                self.assertIsNotNone(self.engine().run(f"import shop; result = shop.{name}();").error)

    def test_capabilities_are_checked_before_each_call_whichever_way_it_comes(self) -> None:
        for text in ('shop.price("tea")', 'call(shop.price, "tea")'):
            with self.subTest(text):
                error = self.engine().run(f"import shop; result = {text};").error
                self.assertEqual((error and error.stage, getattr(error, "types", ())), ("denied", ("shop.read",)))
                self.assertEqual(self.engine("shop.read").run(f"import shop; result = {text};").value, 3)

    def test_values_are_copied_and_what_ml_has_no_value_for_is_refused(self) -> None:
        outcome = self.engine().run("import shop; a = [1]; b = shop.times(a); b[0].append(2); result = [a, b];")
        self.assertEqual(outcome.value, [[1], [[1, 2], [1, 2]]])
        error = self.engine().run("import shop; shop.broken();").error
        self.assertEqual(error and error.kind, "TypeError")

    def test_errors_of_the_host_are_errors_of_the_program(self) -> None:
        error = self.engine("shop.read").run('import shop;\nshop.price("gold");').error
        self.assertEqual(error and (error.kind, error.message, error.line), ("KeyError", "'gold'", 2))

    def test_programs_can_ask_about_it(self) -> None:
        outcome = self.engine().run(
            'import shop; info = module_info("shop");'
            'result = [has_module("shop"), requiredCapabilities(shop.price), info.functions];'
        )
        self.assertEqual(outcome.value, [True, ["shop.read"], ["broken", "price", "times"]])


class Finding(ExtensionTest):
    def test_a_module_keeps_its_state_between_the_runs_of_an_engine(self) -> None:
        counting = "self.seen = getattr(self, 'seen', 0) + item; return self.seen"
        self.write("shop_bridge.py", BRIDGE.replace("return [item] * count", counting))
        engine = self.engine()
        self.assertEqual([engine.run("import shop; result = shop.times(5);").value for _ in range(3)], [5, 10, 15])
        self.assertEqual(self.engine().run("import shop; result = shop.times(5);").value, 5)

    def test_only_the_engine_that_is_given_the_folder_knows_it(self) -> None:
        self.assertIsNone(self.engine().run("import shop;").error)
        self.assertIsNotNone(Engine().run("import shop;").error)
        self.assertEqual([name for name in sys.modules if name.startswith("shop")], [])

    def test_a_standard_module_cannot_be_replaced(self) -> None:
        self.write("math_bridge.py", "raise SystemExit(3)")
        self.assertIsNone(self.engine("math.compute").run("import math; x = math.sqrt(4);").error)

    def test_a_folder_of_ml_modules_is_no_folder_of_extensions(self) -> None:
        self.assertIsNotNone(Engine([self.folder]).run("import shop;").error)

    def test_a_file_without_the_module_says_so(self) -> None:
        self.write("other_bridge.py", BRIDGE)
        error = self.engine().run("import other;").error
        self.assertIn("has no object of a class that is declared as 'other'", error.message if error else "")

    def test_what_fails_in_the_file_is_an_error_of_the_import(self) -> None:
        self.write("bad_bridge.py", "x = 1 / 0")
        error = self.engine().run("\nimport bad;").error
        self.assertEqual(error and (error.kind, error.line), ("ZeroDivisionError", 2))


class Users(ExtensionTest):
    def test_the_executor(self) -> None:
        with AsyncMLExecutor(python_extension_paths=[self.folder], capabilities=["shop.read"]) as executor:
            self.assertEqual(executor._execute_sync('import shop; result = shop.price("tea");').value, 3)

    def test_the_session(self) -> None:
        with MLREPLSession(extension_paths=[self.folder]) as session:
            self.assertEqual(session.run("import shop; shop.times(1)"), [1, 1])

    def test_a_session_is_told_of_a_folder_later(self) -> None:
        with MLREPLSession() as session:
            self.assertFalse(session.execute_ml_line("import shop").success)
            self.assertEqual(
                session.add_extension_path(self.folder),
                (True, f"✓ Added extension path: {os.path.abspath(self.folder)}"),
            )
            self.assertEqual(session.run("import shop; shop.times(1)"), [1, 1])

    def test_a_folder_is_that_of_one_session(self) -> None:
        with MLREPLSession() as session, MLREPLSession() as other:
            session.add_extension_path(self.folder)
            session.reset_session()
            self.assertTrue(session.execute_ml_line("import shop").success)
            self.assertFalse(other.execute_ml_line("import shop").success)

    def test_sessions_share_no_object_of_an_extension(self) -> None:
        bridge = """
        from mlpy_testkit.modules.extensions import ml_function, ml_module

        @ml_module(name="count", description="Counts")
        class Count:
            calls = 0

            @ml_function(description="One more")
            def up(self):
                self.calls += 1
                return self.calls

        count = Count()
        """
        self.write("count_bridge.py", textwrap.dedent(bridge))
        for _ in range(2):
            with MLREPLSession(extension_paths=[self.folder]) as session:
                self.assertEqual(session.run("import count; count.up();"), 1)

    def test_child_processes(self) -> None:
        with AsyncMLExecutor(
            python_extension_paths=[self.folder], capabilities=["shop.read"], isolation="process"
        ) as executor:
            self.assertEqual(executor._execute_sync('import shop; result = shop.price("tea");').value, 3)


if __name__ == "__main__":
    unittest.main()
