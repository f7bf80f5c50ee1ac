"""The module ``path``."""

import unittest

from mlpy_testkit.engine.limits import Limits

from .test_file import FileCase


class Vectors(FileCase):
    @unittest.skipIf(__import__("errno").ENOTEMPTY != 39, "the host numbers its errors otherwise")
    def test_vectors(self):
        self.check_vectors("path")


class Capabilities(FileCase):
    CASES = [
        ('path.exists("./x")', "path.read:/w/x"),
        ('path.isFile("x")', "path.read:/w/x"),
        ('path.isDirectory("x")', "path.read:/w/x"),
        ('path.listDir("d/e/..")', "path.read:/w/d"),
        ('path.walk("d", 0)', "path.read:/w/d"),
        ('path.walk("d")', "path.read:/w/d/**"),
        ('path.glob("d/*")', "path.read:/w/d"),
        ('path.glob("d/**/*.md")', "path.read:/w/d/**"),
        ('path.glob("a.txt")', "path.read:/w/a.txt"),
        ('path.createDir("x/y")', "path.write:/w/x/y"),
        ('path.removeDir("empty")', "path.write:/w/empty"),
        ('path.removeDirRecursive("empty")', "path.write:/w/empty"),
        ('path.removeDirRecursive("d")', "path.write:/w/d/**"),
    ]

    def test_what_is_needed_is_enough(self):
        for expression, grant in self.CASES:
            with self.subTest(expression=expression):
                found = self.value(expression, grants=[grant], world=self.make_world())
                self.assertFalse(found.startswith("!"), found)

    def test_nothing_less_is(self):
        for expression, grant in self.CASES:
            kind = grant.partition(":")[0]
            for grants in ([], [f"{kind}:/w/other"], ["file.read", "file.write"]):
                with self.subTest(expression=expression, grants=grants):
                    found = self.value(expression, grants=grants)
                    self.assertTrue(found.startswith("!CapabilityError"), found)
                    self.assertEqual(self.world.files.directories(), self.make_world().files.directories())

    def test_the_text_of_paths_needs_nothing(self):
        for expression in [
            'path.join("a", "b")',
            'path.dirname("a/b")',
            'path.normalize("a/..")',
            'path.relative("a", "b")',
            'path.absolute("a")',
            "path.cwd()",
            "path.home()",
            "path.tempDir()",
            "path.separator()",
        ]:
            with self.subTest(expression=expression):
                self.assertFalse(self.value(expression, grants=[]).startswith("!"))


class Size(FileCase):
    def test_listings_cost_steps_and_have_a_limit(self):
        for at in range(5000):
            self.world.files.write_bytes(f"/w/empty/{at}", b"")
        for expression in ('path.listDir("empty")', 'path.walk("empty")', 'path.glob("empty/*")'):
            with self.subTest(expression=expression):
                for limit, value in (("items", 4500), ("steps", 4500)):
                    outcome = self.run_ml(f"result = {expression};", limits=Limits(**{limit: value}))
                    self.assertEqual(outcome.error.limit, limit)


if __name__ == "__main__":
    unittest.main()
