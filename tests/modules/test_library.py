"""The library of standard modules."""

import re
import unittest
from pathlib import Path

from mlpy_testkit.engine.values import Module
from mlpy_testkit.modules import STANDARD, Library


class Standard(unittest.TestCase):
    def test_every_module_can_be_loaded(self):
        library = Library()
        for name in STANDARD:
            with self.subTest(name=name):
                module = library.load(name)
                self.assertIs(type(module), Module)
                self.assertEqual(module.name, name)
                self.assertTrue(module.description)

    def test_every_function_says_what_it_is(self):
        for name in STANDARD:
            for key, function in Library().load(name).members.items():
                if callable(function):
                    with self.subTest(name=f"{name}.{key}"):
                        self.assertEqual(function.ml_name, f"{name}.{key}")
                        self.assertTrue(function.description)
                        self.assertIs(type(function.capabilities), tuple)

    def test_every_function_is_named_in_a_test(self):
        files = [path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".txt")]
        text = "".join(path.read_text(encoding="utf-8") for path in files)
        for name in STANDARD:
            for key, function in Library().load(name).members.items():
                if callable(function):
                    with self.subTest(name=f"{name}.{key}"):
                        self.assertTrue(re.search(rf"\b{name}\.{key}\b", text))

    def test_loading_is_remembered(self):
        library = Library()
        self.assertEqual(library.loaded(), [])
        self.assertIs(library.load("math"), library.load("math"))
        self.assertEqual(library.loaded(), ["math"])
        self.assertEqual(Library().loaded(), [])

    def test_unknown_modules(self):
        library = Library()
        self.assertIs(library.has("nope"), False)
        self.assertIsNone(library.load("nope"))
        self.assertIsNone(library.info("nope"))
        self.assertIs(library.has("builtin"), False)

    def test_names(self):
        library = Library()
        self.assertEqual(library.names(), sorted(STANDARD))
        self.assertEqual(library.names("python_bridge"), sorted(STANDARD))
        self.assertEqual(library.names("ml_source"), [])

    def test_info_does_not_count_as_loading(self):
        library = Library()
        info = library.info("json")
        self.assertEqual(
            [info[key] for key in ("name", "type", "loaded", "reload_count")],
            ["json", "python_bridge", False, 0],
        )
        self.assertIn("parse", info["functions"])
        self.assertNotIn("file_path", info)
        library.load("json")
        self.assertIs(library.info("json")["loaded"], True)


if __name__ == "__main__":
    unittest.main()
