"""The module ``file``."""

import unittest

from mlpy_testkit.world import MemoryFiles, World
from tests.world.running import WorldCase

FILES = {
    "/w/a.txt": "one\ntwo\n",
    "/w/d/b.txt": "b",
    "/w/d/e/c.md": "c",
    "/w/.h": "h",
    "/w/d/e/.hid/x.txt": "x",
    "/w/crlf.txt": "a\r\nb\rc",
    "/w/bad.bin": b"\xff\xfe",
}


class FileCase(WorldCase):
    """Programs find the files above; ``self.snapshot()`` is what they leave."""

    def make_world(self):
        return World.fake(files=MemoryFiles(FILES, directories=["/w/empty"], cwd="/w", home="/home/me"))

    def snapshot(self):
        return self.world.files.snapshot()


class Vectors(FileCase):
    def test_vectors(self):
        self.check_vectors("file")


class Effects(FileCase):
    def test_what_cannot_be_written_leaves_everything_as_it_is(self):
        for expression in [
            'file.write("a.txt", 5)',
            'file.write("x/y", null)',
            'file.write("a.txt", "é", "ascii")',
            'file.write("a.txt", "é", "nope")',
            'file.write("a.txt", chr(55296))',
            'file.append("a.txt", [])',
            'file.writeBytes("a.txt", "x")',
            'file.writeBytes("a.txt", [1, 256])',
            'file.writeBytes("a.txt", [1, true])',
            'file.writeLines("a.txt", 5)',
            'file.copy("nope", "x/y")',
            'file.move("nope", "x/y")',
        ]:
            with self.subTest(expression=expression):
                before = self.snapshot(), self.world.files.directories()
                self.assertTrue(self.value(expression).startswith("!"))
                self.assertEqual((self.snapshot(), self.world.files.directories()), before)

    def test_times(self):
        self.world.clock.advance(60)
        self.assertEqual(self.value('file.modifiedTime("a.txt")'), "946684800.0")
        self.assertEqual(self.value('file.write("n", "") || file.modifiedTime("n")'), "946684860.0")

    def test_files_stay_from_one_run_to_the_next(self):
        self.value('file.write("n", "x")')
        self.assertEqual(self.value('file.read("n")'), '"x"')

    def test_limits_hold(self):
        self.world.files.write_bytes("/w/big", b"x" * 20_000)
        from mlpy_testkit.engine.limits import Limits

        cases = [
            ("text", 'result = file.read("big");'),
            ("items", 'result = file.readBytes("big");'),
            ("text", 'result = file.writeLines("x", [1, 2, 3, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyy"]);'),
        ]
        for limit, program in cases[:2]:
            with self.subTest(program=program):
                outcome = self.run_ml(program, limits=Limits(**{limit: 10_000}))
                self.assertEqual(outcome.error.limit, limit)

    def test_big_files_cost_steps(self):
        from mlpy_testkit.engine.limits import Limits

        self.world.files.write_bytes("/w/big", b"x" * 1_000_000)
        outcome = self.run_ml('result = len(file.read("big"));', limits=Limits(steps=10_000))
        self.assertEqual(outcome.error.limit, "steps")


class Capabilities(FileCase):
    """Each function asks for its type, on the canonical path."""

    CASES = [
        ('file.read("d/../a.txt")', {"file.read": "/w/a.txt"}),
        ('file.readBytes("a.txt")', {"file.read": "/w/a.txt"}),
        ('file.readLines("a.txt")', {"file.read": "/w/a.txt"}),
        ('file.write("x", "1")', {"file.write": "/w/x"}),
        ('file.writeBytes("x", [])', {"file.write": "/w/x"}),
        ('file.writeLines("x", [])', {"file.write": "/w/x"}),
        ('file.append("x", "1")', {"file.append": "/w/x"}),
        ('file.exists("x")', {"file.read": "/w/x"}),
        ('file.isFile("x")', {"file.read": "/w/x"}),
        ('file.isDirectory("x")', {"file.read": "/w/x"}),
        ('file.size("a.txt")', {"file.read": "/w/a.txt"}),
        ('file.modifiedTime("a.txt")', {"file.read": "/w/a.txt"}),
        ('file.delete("x")', {"file.delete": "/w/x"}),
        ('file.copy("a.txt", "empty")', {"file.read": "/w/a.txt", "file.write": "/w/empty/a.txt"}),
        (
            'file.move("a.txt", "empty")',
            {"file.read": "/w/a.txt", "file.write": "/w/empty/a.txt", "file.delete": "/w/a.txt"},
        ),
    ]

    def test_what_is_needed_is_enough(self):
        for expression, needed in self.CASES:
            with self.subTest(expression=expression):
                grants = [f"{kind}:{path}" for kind, path in needed.items()]
                found = self.value(expression, grants=grants, world=self.make_world())
                self.assertFalse(found.startswith("!"), found)

    def test_nothing_less_is(self):
        for expression, needed in self.CASES:
            for missing in needed:
                others = [f"{kind}:{path}" for kind, path in needed.items() if kind != missing]
                for grants in (others, [*others, f"{missing}:/w/other"]):
                    with self.subTest(expression=expression, grants=grants):
                        found = self.value(expression, grants=grants)
                        self.assertTrue(found.startswith("!CapabilityError"), found)
                        self.assertIn(missing, found)
                        self.assertEqual(self.snapshot(), self.make_world().files.snapshot())

    def test_all_missing_types_are_told_at_once(self):
        found = self.value('file.move("a.txt", "x")', grants=["file.read"])
        self.assertIn("Missing required capabilities: ['file.write', 'file.delete']", found)

    def test_a_check_is_for_one_operation(self):
        found = self.value('file.write("a.txt", "x")', grants=["file.write:/w/*.txt"])
        self.assertEqual(found, "null")

    def test_an_impossible_path_tells_nothing_without_the_capability(self):
        found = self.value('file.exists("a" + chr(0))', grants=["file.write"])
        self.assertTrue(found.startswith("!CapabilityError"), found)


if __name__ == "__main__":
    unittest.main()
