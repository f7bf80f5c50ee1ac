"""Real files and files in memory: the same operations, the same results, the same errors."""

import errno
import os
import random
import tempfile
import unittest
from operator import methodcaller

from mlpy_testkit.world import MemoryFiles, World
from mlpy_testkit.world.real_files import RealFiles

from .running import WorldCase, answer

NAMES = ["a", "b.txt", ".c", "d e", "é"]
PATTERNS = ["*", "**", "**/*", "a/*", "*/", "**/", "?", "[a-b]*", ".*", "a", "a/", "*/*", "b*", "**/**/a"]
PATTERNS += ["*/../a", "[", ""]


def random_path(chance):
    """Return a path of up to three parts, sometimes with dots and doubled separators in it."""
    parts = [chance.choice(NAMES) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.2:
        parts.insert(chance.randrange(len(parts) + 1), chance.choice([".", "..", ""]))
    return "/".join(parts).lstrip("/")


def random_operation(chance):
    """Return a function that does one thing to a file system."""
    path, other = random_path(chance), random_path(chance)
    data = bytes(chance.choices(b"ab\r\n\xff", k=chance.randint(0, 5)))
    flag = chance.random() < 0.5
    depth = chance.randint(-1, 2)
    pattern = chance.choice(PATTERNS)
    if flag:
        pattern = f"{chance.choice(NAMES)}/{pattern}"
    choices = [
        ("write", lambda files: files.write_bytes(path, data)),
        ("write", lambda files: files.write_bytes(path, data)),
        ("append", lambda files: files.write_bytes(path, data, append=True)),
        ("make", lambda files: files.make_dir(path, flag)),
        ("make", lambda files: files.make_dir(path, True)),
        ("read", lambda files: files.read_bytes(path)),
        ("look", lambda files: [files.exists(path), files.is_file(path), files.is_dir(path)]),
        ("size", lambda files: files.is_dir(path) or files.size(path)),
        ("kind", lambda files: files.status(path).kind),
        ("delete", lambda files: files.delete(path)),
        ("copy", lambda files: files.copy(path, other)),
        ("move", lambda files: files.move(path, other)),
        ("list", lambda files: files.list(path)),
        ("walk", lambda files: sorted(files.walk(path, depth))),
        ("glob", lambda files: sorted(files.glob(pattern))),
        ("tree", lambda files: sorted(files.tree(path))),
        ("enter", lambda files: entered(files.walk, path, depth) + entered(files.glob, pattern)),
        ("remove", lambda files: files.remove_dir(path, flag)),
        ("resolve", lambda files: files.resolve(path, entry=flag)),
        ("absolute", lambda files: files.absolute(path)),
    ]
    name, operation = chance.choice(choices)
    return f"{name} {path} {other} {data!r} {flag} {depth} {pattern}", operation


def entered(operation, *arguments):
    """Return the directories that an operation enters, in order of their names."""
    seen = []
    list(operation(*arguments, enter=seen.append))
    return sorted(seen)


def result(operation, files):
    """Return what an operation comes to, errors included."""
    try:
        return operation(files)
    except (OSError, ValueError, TypeError) as error:
        return type(error).__name__, getattr(error, "errno", None), str(error)


def tree(files):
    """Return everything there is in a file system below its working directory."""
    found = {}
    for path in sorted(files.glob("**/*")) + sorted(files.glob("**/.*")):
        found[path] = files.read_bytes(path) if files.is_file(path) else None
    return found


class Twins(unittest.TestCase):
    """A real directory and one in memory with the same path."""

    def pair(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = os.path.join(os.path.realpath(folder.name), "inner")  # there is a directory for ".."
        os.mkdir(root)
        return RealFiles(root), MemoryFiles(cwd=root)

    @unittest.skipIf(os.sep != "/", "files in memory are written as POSIX has them")
    def test_random_operations(self):
        for seed in range(30):
            chance = random.Random(seed)
            real, memory = self.pair()
            done = []
            for _ in range(60):
                name, operation = random_operation(chance)
                done.append(name)
                expected, found = result(operation, real), result(operation, memory)
                if expected != found:
                    self.fail(f"seed {seed}: real {expected!r}, memory {found!r} after\n" + "\n".join(done))
            self.assertEqual(tree(real), tree(memory), seed)

    @unittest.skipIf(os.sep != "/", "files in memory are written as POSIX has them")
    def test_what_is_no_path(self):
        real, memory = self.pair()
        for path in ["a\0b", "\ud800", "x" * 256, "x/" * 2100, 5, None, b"a", ["a"]]:
            for name in ("read_bytes", "resolve", "list", "delete", "expand", "status", "make_dir"):
                with self.subTest(path=repr(path)[:20], name=name):
                    found = result(methodcaller(name, path), real)
                    self.assertIs(type(found), tuple)
                    self.assertEqual(found, result(methodcaller(name, path), memory))

    def check(self, prepare, operation, expected):
        for files in self.pair():
            with self.subTest(files=type(files).__name__):
                prepare(files)
                found = result(operation, files)
                if isinstance(found, tuple) and isinstance(found[-1], str):
                    found = found[:2]
                self.assertEqual(found, expected)

    def test_files_have_a_greatest_size(self):
        def prepare(files):
            files.largest = 4
            files.write_bytes("a", b"1234")

        self.check(prepare, lambda files: files.write_bytes("b", b"12345"), ("OSError", errno.EFBIG))
        self.check(prepare, lambda files: files.write_bytes("a", b"5", append=True), ("OSError", errno.EFBIG))
        self.check(prepare, lambda files: files.read_bytes("a"), b"1234")

        def grow(files):
            files.write_bytes("a", b"12345")
            files.largest = 4

        self.check(grow, lambda files: files.copy("a", "b"), ("OSError", errno.EFBIG))

    def test_a_copy_has_the_time_of_its_source(self):
        for files in self.pair():
            with self.subTest(files=type(files).__name__):
                files.write_bytes("a", b"1")
                files.copy("a", "b")
                self.assertAlmostEqual(files.modified("a"), files.modified("b"), places=3)

    def test_the_root_cannot_be_removed(self):
        self.check(lambda files: None, lambda files: files.remove_dir("/", True), ("OSError", errno.EBUSY))

    def test_home(self):
        for files in self.pair():
            self.assertEqual(files.expand("~"), files.home())
            self.assertEqual(files.expand("~/a"), files.home() + "/a")
            self.assertEqual(files.expand("~other/a"), "~other/a")
            self.assertTrue(files.is_dir(files.resolve(files.temp_dir())))


class TwinPrograms(WorldCase):
    """The same program in a real directory and in one in memory."""

    PROGRAM = """
        out = [];
        function attempt(f) {
            try { out.append(f()); } except (e) { out.append([e.type, e.message]); }
        }
        attempt(fn() => file.write("in/er/a.txt", "one" + chr(10) + "two"));
        attempt(fn() => file.read("in/er/../er/a.txt"));
        attempt(fn() => file.readLines("in/er/a.txt"));
        attempt(fn() => file.readBytes("in/er/a.txt"));
        attempt(fn() => file.append("in/er/a.txt", "!"));
        attempt(fn() => file.size("in/er/a.txt"));
        attempt(fn() => file.writeLines("l", [1, true, null, "x"]));
        attempt(fn() => file.writeBytes("b", [0, 255, 10]));
        attempt(fn() => file.read("b"));
        attempt(fn() => file.read("nope"));
        attempt(fn() => file.read("in"));
        attempt(fn() => file.write("in", "x"));
        attempt(fn() => file.write("l/x", "x"));
        attempt(fn() => file.write("l/x/y", "x"));
        attempt(fn() => file.copy("l", "in"));
        attempt(fn() => file.copy("l", "copies/l"));
        attempt(fn() => file.copy("l", "l"));
        attempt(fn() => file.copy("in", "x"));
        attempt(fn() => file.move("b", "in"));
        attempt(fn() => file.move("l", "in"));
        attempt(fn() => file.move("in", "in/er/deep"));
        attempt(fn() => file.move("in", "out"));
        attempt(fn() => file.delete("out"));
        attempt(fn() => [file.delete("l"), file.delete("l"), file.exists("l"), file.isDirectory("out")]);
        attempt(fn() => path.listDir());
        attempt(fn() => path.walk("."));
        attempt(fn() => path.walk("out", 0));
        attempt(fn() => path.glob("**/*.txt"));
        attempt(fn() => path.createDir("x/y/z"));
        attempt(fn() => path.createDir("p/q", false));
        attempt(fn() => path.removeDir("x"));
        attempt(fn() => path.removeDirRecursive("x"));
        attempt(fn() => path.absolute("x/.."));
        attempt(fn() => log.add_file("out/l.log"));
        attempt(fn() => log.info("logged", {a: 1}));
        attempt(fn() => file.read("out/l.log"));
        result = out;
    """

    @unittest.skipIf(os.sep != "/", "files in memory are written as POSIX has them")
    def test_program(self):
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.realpath(folder)
            answers = [
                answer(self.run_ml(self.PROGRAM, world=World.fake(files=files)))
                for files in (RealFiles(root), MemoryFiles(cwd=root))
            ]
        self.assertEqual(*answers)
        self.assertIn("FileNotFoundError", answers[0])


if __name__ == "__main__":
    unittest.main()
