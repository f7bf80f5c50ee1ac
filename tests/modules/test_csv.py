"""The module ``csv``."""

import unittest

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from mlpy_testkit.world import World
from tests.modules.vectors import VectorCase

FILES = {
    "/data/people.csv": "name,age\nann,30\n\nbob,41\n",
    "/data/open.csv": "a,b\r\n1,2",
    "/data/empty.csv": "",
    "/data/semicolon.csv": "a;b\n1;2\n",
    "/data/latin.csv": "näme\nx\n".encode("latin-1"),
    "/data/marked.csv": "\ufeffa\n1\n",
}


class Vectors(VectorCase):
    def make_world(self):
        return World.fake(files=FILES)

    def test_vectors(self):
        self.check("csv")

    def test_reading_files(self):
        cases = [
            ('csv.read("/data/people.csv")', '[{"name": "ann", "age": "30"}, {"name": "bob", "age": "41"}]'),
            ('csv.read("/data/people.csv", ",", false)', '[["name", "age"], ["ann", "30"], ["bob", "41"]]'),
            ('csv.read("/data/empty.csv")', "[]"),
            ('csv.read("/data/semicolon.csv", ";")', '[{"a": "1", "b": "2"}]'),
            ('csv.read("/data/latin.csv", ",", true, "latin-1")', '[{"näme": "x"}]'),
            ('csv.read("/data/marked.csv")', '[{"\ufeffa": "1"}]'),
            ('csv.read("/data/marked.csv", ",", true, "utf-8-sig")', '[{"a": "1"}]'),
            ('csv.count_rows("/data/people.csv")', "2"),
            ('csv.count_rows("/data/empty.csv")', "0"),
            ('csv.get_headers("/data/people.csv")', '["name", "age"]'),
            ('csv.get_headers("/data/empty.csv")', "[]"),
            ('csv.read("/nope.csv")', "!FileNotFoundError: [Errno 2] No such file or directory: '/nope.csv'"),
            ('csv.read("/data")', "!IsADirectoryError: [Errno 21] Is a directory: '/data'"),
            ('csv.read("/data/people.csv", ",", true, "nope")', "!LookupError: unknown encoding: nope"),
        ]
        for vector, expected in cases:
            with self.subTest(vector=vector):
                self.assertEqual(self.answer(vector), expected)

    def content(self, program, path):
        """Return what a file holds after a program."""
        world = self.make_world()
        self.assertIsNone(self.run_ml(program, world=world).error)
        return world.files.read_bytes(path).decode("utf-8")

    def test_writing_files(self):
        written = self.content('csv.write("/data/new.csv", [{a: 1, b: "x,y"}, {b: null}]);', "/data/new.csv")
        self.assertEqual(written, 'a,b\r\n1,"x,y"\r\n,\r\n')
        written = self.content('csv.write("/data/empty.csv", [["ä"]], ";", false, "utf-8");', "/data/empty.csv")
        self.assertEqual(written, "ä\r\n")
        answer = self.answer('csv.write("/no/new.csv", [])')
        self.assertEqual(answer, "!FileNotFoundError: [Errno 2] No such file or directory: '/no/new.csv'")

    def test_what_cannot_be_written_leaves_the_file_alone(self):
        for call in ('csv.write("/data/people.csv", 5)', 'csv.write("/data/people.csv", [["ä"]], ",", true, "ascii")'):
            world = self.make_world()
            self.assertTrue(self.answer(call, world=world).startswith("!"))
            self.assertEqual(world.files.read_bytes("/data/people.csv").decode(), FILES["/data/people.csv"])

    def test_appending(self):
        cases = [
            ("/data/people.csv", "{age: 5, extra: 1}", FILES["/data/people.csv"] + ",5\r\n"),
            ("/data/open.csv", "[3, 4]", "a,b\r\n1,2\r\n3,4\r\n"),
            ("/data/empty.csv", "{a: 1, b: 2}", "a,b\r\n1,2\r\n"),
            ("/data/new.csv", '{a: "x"}', "a\r\nx\r\n"),
            ("/data/new.csv", "7", "7\r\n"),
        ]
        for path, row, expected in cases:
            with self.subTest(path=path, row=row):
                self.assertEqual(self.content(f'csv.append("{path}", {row});', path), expected)

    def test_files_need_capabilities(self):
        cases = [
            ('csv.read("/data/people.csv")', [], "['file.read']"),
            ('csv.write("/data/x.csv", [])', ["file.read"], "['file.write']"),
            ('csv.append("/data/people.csv", [1])', [], "['file.read', 'file.write']"),
            ('csv.append("/data/people.csv", [1])', ["file.read"], "['file.write']"),
        ]
        for vector, grants, missing in cases:
            answer = self.answer(vector, grants=grants)
            self.assertTrue(answer.startswith(f"!CapabilityError: Missing required capabilities: {missing}"), answer)
        for vector in ('csv.read("/data/../data/people.csv")', 'csv.append("/data/people.csv", [1])'):
            answer = self.answer(vector, grants=["file.read:/other/*", "file.write:/data/*"])
            self.assertTrue(
                answer.startswith("!CapabilityError: Access denied for resource '/data/people.csv'"), answer
            )
        self.assertEqual(self.answer('csv.get_headers("/data/open.csv")', grants=["file.read:/data/*"]), '["a", "b"]')
        self.assertEqual(self.answer('csv.read_string("a")', grants=[]), "[]")
        self.assertEqual(self.answer("csv.read_string(null)"), "[]")
        self.assertIn("1-character string", self.answer('csv.read_string(null, "ab")'))

    def test_long_fields(self):
        answer = self.answer('csv.read_string("x" * 200000, ",", false)')
        self.assertEqual(answer, "!Error: field larger than field limit (131072)")

    def test_sizes_are_checked(self):
        cases = [
            ('csv.read_string(("x" + chr(10)) * 9000, ",", false)', Limits(items=5000), "items"),
            ('csv.read_string(("x" + chr(10)) * 9000, ",", false)', Limits(steps=5000), "steps"),
            ("csv.write_string(functional.repeat(12345, 9000))", Limits(text=20_000), "text"),
            ("csv.write_string([functional.repeat(12345, 9000)])", Limits(text=20_000), "text"),
        ]
        for call, limits, name in cases:
            with self.subTest(call=call):
                self.assertEqual(self.run_ml(f"{call};", limits=limits).error.limit, name)

    def test_host_spelling(self):
        self.assertEqual(self.answer("csv.write_string([[true, [null]]])", host_spelling=True), '"True,[None]\\r\\n"')

    def test_what_functions_need(self):
        needed = {
            "read": ("file.read",),
            "read_string": (),
            "count_rows": ("file.read",),
            "get_headers": ("file.read",),
            "write": ("file.write",),
            "write_string": (),
            "append": ("file.read", "file.write"),
        }
        members = Library().load("csv").members
        self.assertEqual({name: function.capabilities for name, function in members.items()}, needed)


if __name__ == "__main__":
    unittest.main()
