"""Paths and texts against patterns: no spelling reaches outside."""

import fnmatch
import os
import random
import sys
import tempfile
import unittest
from typing import Any, List

from mlpy_testkit.capabilities import CapabilityConstraint, grant
from mlpy_testkit.capabilities.patterns import compile_path, matches_path, matches_text, resolved_path


def covers(pattern: str, path: str, operation: str = "read") -> bool:
    """Tell whether a grant for files covers a path."""
    return grant("file.read", pattern).can_access_resource(path, operation)


@unittest.skipUnless(os.name == "posix", "paths with a leading slash")
class Spellings(unittest.TestCase):
    """Spellings of paths against patterns, without anything on the disk."""

    OUTSIDE = [
        ("/data/*", "/data/../etc/passwd"),
        ("/data/*", "/data/./../etc/passwd"),
        ("/data/*", "/data//../etc/passwd"),
        ("/data/*", "/data/x/../../etc/passwd"),
        ("/data/*", "/data/.."),
        ("/data/*", "/data/../data2/x"),
        ("/data/*", "/data"),
        ("/data/*", "/data/"),
        ("/data/*", "/database/x"),
        ("/data/*", "/DATA/x"),
        ("/data/*", "data/x"),
        ("/data/*", "/data/sub/x"),
        ("/data/*", "/data/x\0"),
        ("/data/*", "\0/data/x"),
        ("/data/*", ""),
        ("/data/*", "~/data/x"),
        ("/data/*", "~root/data/x"),
        ("/data/*", "file:///data/x"),
        ("/data/*", "\\data\\x"),
        ("/data/*", "/data\\..\\etc\\passwd"),
        ("/data/*", "/x\n/data/x"),
        ("/data/*.csv", "/data/x.csv.exe"),
        ("/data/*.csv", "/data/x.CSV"),
        ("/data/*.csv", "/data/x.csv/y"),
        ("/data/*.csv", "/data/../etc/x.csv"),
        ("/data/?.csv", "/data/ab.csv"),
        ("/data/?.csv", "/data//.csv"),
        ("/data/[ab]", "/data/c"),
        ("/data/[!a]", "/data/a"),
        ("/data/[!a]x", "/data//x"),
        ("/data/**/x", "/data/a/y"),
        ("/data/**", "/data/../etc/passwd"),
        ("/data/**", "/database"),
        ("/data/*/x", "/data/x"),
        ("/data/*/x", "/data/a/b/x"),
        ("/data/report.csv", "/data/report.csv.bak"),
        ("*.txt", "../x.txt"),
        ("*.txt", "/etc/x.txt"),
        ("data/*", "/data/x"),
        ("data/*", "data/../x"),
        ("*", "/proc/self/environ"),
        ("**", "/proc/self/mem"),
        ("/**", "/dev/mem"),
        ("/*/*", "/sys/kernel"),
        ("/[p]roc/**", "/proc/self/environ"),
    ]
    INSIDE = [
        ("/data/*", "/data/x"),
        ("/data/*", "/data/sub/../x"),
        ("/data/*", "/data/./x"),
        ("/data/*", "//data/x"[1:]),
        ("/data/*", "/data/ /../x"),
        ("/data/*", "/data/~x"),
        ("/data/*", "/data/a$b"),
        ("/data/*", "/data/x\ny"),
        ("/data/*.csv", "/data/.csv"),
        ("/data/**", "/data/a/b/c"),
        ("/data/**", "/data"),
        ("/data/**/x.csv", "/data/x.csv"),
        ("/data/**/x.csv", "/data/a/b/x.csv"),
        ("/data/**/a/**/x", "/data/a/b/a/x"),
        ("/data/[ab]*", "/data/beta"),
        ("/data/[a-c]", "/data/b"),
        ("/data/[]]", "/data/]"),
        ("/data/[", "/data/["),
        ("/data/x", "/data/x"),
        ("*.txt", "x.txt"),
        ("./data/*", "data/x"),
        ("../*", "../x"),
        ("*", "/etc/passwd"),
        ("**", "x"),
        ("/proc/*", "/proc/uptime"),
    ]

    def test_no_spelling_reaches_outside(self) -> None:
        for pattern, path in self.OUTSIDE:
            with self.subTest(pattern=pattern, path=path):
                self.assertFalse(covers(pattern, path))

    def test_what_lies_inside_is_covered(self) -> None:
        for pattern, path in self.INSIDE:
            with self.subTest(pattern=pattern, path=path):
                self.assertTrue(covers(pattern, path))

    def test_a_grant_without_patterns_covers_all_but_the_machine(self) -> None:
        token = grant("file.read")
        self.assertTrue(token.can_access_resource("/etc/passwd", "read"))
        for path in ("/proc/self/environ", "/dev/mem", "/sys/x", "/etc/../proc/1/mem", "a\0b", "~/x"):
            with self.subTest(path=path):
                self.assertFalse(token.can_access_resource(path, "read"))

    def test_a_resource_of_another_kind_is_outside(self) -> None:
        things: List[Any] = [5, b"/data/x", ["/data/x"]]
        for thing in things:
            with self.subTest(thing=thing):
                self.assertFalse(grant("file.read", "/data/*").can_access_resource(thing, "read"))


@unittest.skipUnless(hasattr(os, "symlink") and os.name == "posix", "links")
class Links(unittest.TestCase):
    """Links on a real disk."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        for name in ("data", "secret", "data/sub"):
            os.mkdir(self.path(name))
        for name in ("data/a.txt", "secret/s.txt", "data/sub/b.txt"):
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write(name)
        self.pattern = self.path("data") + "/*"

    def path(self, name: str) -> str:
        return os.path.join(self.root, name)

    def test_a_link_to_a_file_outside(self) -> None:
        os.symlink(self.path("secret/s.txt"), self.path("data/link"))
        self.assertFalse(covers(self.pattern, self.path("data/link")))

    def test_a_relative_link_outside(self) -> None:
        os.symlink("../secret/s.txt", self.path("data/link"))
        self.assertFalse(covers(self.pattern, self.path("data/link")))

    def test_a_chain_of_links_outside(self) -> None:
        os.symlink(self.path("secret"), self.path("hop"))
        os.symlink(self.path("hop/s.txt"), self.path("data/link"))
        self.assertFalse(covers(self.pattern, self.path("data/link")))

    def test_a_directory_that_is_a_link(self) -> None:
        os.symlink(self.path("secret"), self.path("data/dir"))
        self.assertFalse(covers(self.path("data") + "/**", self.path("data/dir/s.txt")))
        self.assertFalse(covers(self.path("data") + "/*/*", self.path("data/dir/s.txt")))

    def test_parent_segments_after_a_link(self) -> None:
        os.symlink(self.path("secret"), self.path("data/dir"))
        self.assertFalse(covers(self.pattern, self.path("data/dir/../secret/s.txt")))
        self.assertFalse(covers(self.pattern, self.path("data/dir/../a.txt")))  # that is ROOT/a.txt

    def test_a_link_that_leads_back_inside(self) -> None:
        os.symlink(self.path("data"), self.path("back"))
        self.assertTrue(covers(self.pattern, self.path("back/a.txt")))

    def test_a_dangling_link(self) -> None:
        os.symlink(self.path("secret/new"), self.path("data/new"))
        self.assertFalse(covers(self.pattern, self.path("data/new")))

    def test_a_circle_of_links(self) -> None:
        os.symlink(self.path("data/loop"), self.path("data/loop"))
        grant("file.read", self.pattern).can_access_resource(self.path("data/loop"), "read")  # ends

    def test_a_granted_directory_that_is_a_link_itself(self) -> None:
        os.symlink(self.path("data"), self.path("alias"))
        self.assertTrue(covers(self.path("alias") + "/*", self.path("alias/a.txt")))

    def test_a_granted_directory_that_is_swapped_for_a_link_later(self) -> None:
        token = grant("file.read", self.pattern)
        self.assertTrue(token.can_access_resource(self.path("data/a.txt"), "read"))
        os.rename(self.path("data"), self.path("old"))
        os.symlink(self.path("secret"), self.path("data"))
        self.assertFalse(token.can_access_resource(self.path("data/s.txt"), "read"))

    def test_a_directory_that_becomes_a_link_after_the_grant(self) -> None:
        token = grant("file.read", self.path("later") + "/*")
        os.symlink(self.path("secret"), self.path("later"))
        self.assertFalse(token.can_access_resource(self.path("later/s.txt"), "read"))

    def test_deleting_means_the_link_and_not_its_target(self) -> None:
        os.symlink(self.path("secret/s.txt"), self.path("data/link"))
        os.symlink(self.path("data/a.txt"), self.path("secret/link"))
        self.assertTrue(grant("file.delete", self.pattern).can_access_resource(self.path("data/link"), "delete"))
        self.assertFalse(grant("file.delete", self.pattern).can_access_resource(self.path("secret/link"), "delete"))
        self.assertFalse(grant("file.delete", self.pattern).can_access_resource(self.path("data/sub/.."), "delete"))

    def test_a_relative_pattern_stays_where_it_was_made(self) -> None:
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.path("data"))
        token = grant("file.read", "*.txt")
        self.assertTrue(token.can_access_resource("a.txt", "read"))
        os.chdir(self.path("secret"))
        self.assertFalse(token.can_access_resource("s.txt", "read"))

    def test_a_name_with_a_star_is_no_pattern(self) -> None:
        os.mkdir(self.path("data/*"))
        os.symlink(self.path("data/*"), self.path("star"))
        self.assertFalse(covers(self.path("star") + "/x", self.path("data/sub/x")))
        self.assertTrue(covers(self.path("star") + "/x", self.path("data/*/x")))

    def test_a_name_alone_and_a_renewed_token_stay_where_the_grant_was_made(self) -> None:
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.path("data"))
        tokens = [grant("file.read", pattern) for pattern in ("new.txt", "*.txt", "./new.txt")]
        os.chdir(self.path("secret"))
        for token in (*tokens, *[token.renewed() for token in tokens]):
            with self.subTest(token.constraints.resource_patterns):
                self.assertTrue(token.can_access_resource(self.path("data/new.txt"), "read"))
                self.assertFalse(token.can_access_resource(self.path("secret/new.txt"), "read"))


class Comparing(unittest.TestCase):
    def test_another_file_system_resolves_in_its_own_way(self) -> None:
        links = {"/data/link": "/secret"}
        constraint = CapabilityConstraint(["/data/*"])
        self.assertEqual(constraint.objection("path", "/data/x", "read", None, str), "")
        self.assertEqual(
            constraint.objection("path", "/data/link", "read", None, lambda p: links.get(p, p)), "resource"
        )

    def test_a_file_system_that_fails_covers_nothing(self) -> None:
        def fail(path: str) -> str:
            raise OSError("loop")

        self.assertIsNone(resolved_path("/data/x", fail))
        self.assertEqual(CapabilityConstraint(["*"]).objection("path", "/x", "read", None, fail), "resource")

    def test_parent_segments_have_no_place_behind_a_wildcard(self) -> None:
        self.assertIsNone(compile_path("/data/*/../x"))

    def test_many_stars_and_a_long_text_take_no_time(self) -> None:
        self.assertFalse(matches_text("*a" * 40 + "b", "a" * 20000))
        pattern = compile_path("/" + "**/a/" * 20 + "b", resolve=str)
        assert pattern is not None
        self.assertFalse(matches_path(pattern, "/a" * 2000))

    def test_a_range_that_is_none(self) -> None:
        self.assertFalse(matches_text("[z-a]", "m"))

    def test_letters_of_expressions_are_plain(self) -> None:
        for pattern, text in (
            ("a.c", "abc"),
            ("a+", "aa"),
            ("(a|b)", "a"),
            ("^a$", "a"),
            ("[\\d]", "5"),
            ("[&&a]", "b"),
        ):
            with self.subTest(pattern=pattern):
                self.assertFalse(matches_text(pattern, text))
                self.assertTrue(matches_text(pattern.replace("[", "[[]", 1) if "[" in pattern else pattern, pattern))

    @unittest.skipIf(sys.platform == "win32", "there it is a separator")
    def test_a_backslash_is_a_letter_of_a_name(self) -> None:
        self.assertTrue(covers("/data/*", "/data/a\\b"))


class Texts(unittest.TestCase):
    """Patterns of names and hosts, which are no paths."""

    def test_several_stars(self) -> None:
        for pattern, text, fits in [
            ("a*b*c", "abc", True),
            ("a*b*c", "a-b-b-c", True),
            ("a*b*c", "a-c", False),
            ("a*b*c", "a-c-b", False),
            ("a*bc*c", "abc", False),
            ("*a*b*", "b-a", False),
            ("*a*b*", "--a--b--", True),
            ("a*?*[xy]*c", "a1x1c", True),
            ("a*?*[xy]*c", "axc", False),
        ]:
            with self.subTest(pattern=pattern, text=text):
                self.assertIs(matches_text(pattern, text), fits)

    def test_they_are_those_of_fnmatch(self) -> None:
        chance = random.Random(5)
        for _ in range(3000):
            pattern = "".join(chance.choice("ab*?") for _ in range(chance.randint(0, 7)))
            text = "".join(chance.choice("ab") for _ in range(chance.randint(0, 7)))
            with self.subTest(pattern=pattern, text=text):
                self.assertIs(matches_text(pattern, text), fnmatch.fnmatchcase(text, pattern))


class Resolving(unittest.TestCase):
    def test_a_pattern_whose_head_cannot_be_resolved_is_none(self) -> None:
        def fail(path: str) -> str:
            raise OSError

        self.assertIsNone(compile_path("/data/*", resolve=fail))


if __name__ == "__main__":
    unittest.main()
