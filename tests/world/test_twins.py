"""The modules ``file``, ``path`` and ``csv`` in a real directory and in one in memory: nobody can tell.

Programs are random sequences of calls over a few names, made from a seed. Values, errors and what is
left behind are compared.
"""

import os
import random
import shutil
import tempfile
import unittest

from mlpy_testkit.capabilities import everything
from mlpy_testkit.engine import Limits
from mlpy_testkit.modules import Library
from mlpy_testkit.world import MemoryFiles, World
from mlpy_testkit.world.real_files import RealFiles

from .running import WorldEngine

NAMES = ["a", "b.txt", ".c", "d", "é"]
ODD = ["", ".", "..", "./a", "a/", "a//b.txt", "d/../a", "../x", "~", "a\0b", "\ud800", "n" * 256, "~/none"]
WRONG = [None, 5, True, ["a"], {"a": 1}]
TEXTS = ["", "x", "one\ntwo\n", "a,b\r\n1,2\r\n", 'k\n"a\nb"\n', "é\r", "\r\n\r\n", '"', "\ufeffk,v\n"]
ENCODINGS = ["utf-8", "latin-1", "ascii", "utf-16", "utf-8-sig", "nope", None]
BYTES = [[], [0, 255, 10], [195], [13, 10], [256], [-1], ["x"], "x"]
ROWS = [[], [[]], [["a", 1], [None, "x,y"]], [{"k": 1}, {"k": "é", "z": 2}], [{}], ["ab"], "ab", None, [5]]
ROW = [["a", "b"], {"k": 1}, {"z": None}, "x", None, [], {}]
PATTERNS = [
    "*",
    "**",
    "**/*",
    "a/*",
    "*/",
    "?",
    "[a-d]*",
    ".*",
    "a",
    "a/",
    "*/*",
    "**/*.txt",
    "*/../a",
    "[",
    "",
    "../*",
]


class Chance(random.Random):
    """Draws arguments."""

    def path(self):
        roll = self.random()
        if roll < 0.03:
            return self.choice(WRONG)
        if roll < 0.15:
            return self.choice(ODD)
        return "/".join(self.choice(NAMES) for _ in range(self.choice([1, 1, 1, 2, 2, 3])))

    def sometimes(self, *values):
        """Return some of the last arguments: none, the first, ..."""
        return list(values[: self.randint(0, len(values))])


# What each function is called with. All functions of the three modules are here.
ARGUMENTS = {
    "file.read": lambda c: [c.path(), *c.sometimes(c.choice(ENCODINGS))],
    "file.readBytes": lambda c: [c.path()],
    "file.readLines": lambda c: [c.path(), *c.sometimes(c.choice(ENCODINGS))],
    "file.write": lambda c: [c.path(), c.choice([*TEXTS, 5]), *c.sometimes(c.choice(ENCODINGS))],
    "file.writeBytes": lambda c: [c.path(), c.choice(BYTES)],
    "file.writeLines": lambda c: [c.path(), c.choice([["a", 1, None], [], "ab", 5]), *c.sometimes(c.choice(ENCODINGS))],
    "file.append": lambda c: [c.path(), c.choice([*TEXTS, None]), *c.sometimes(c.choice(ENCODINGS))],
    "file.exists": lambda c: [c.path()],
    "file.delete": lambda c: [c.path()],
    "file.copy": lambda c: [c.path(), c.path()],
    "file.move": lambda c: [c.path(), c.path()],
    "file.size": lambda c: [c.path()],
    "file.modifiedTime": lambda c: [c.path()],
    "file.isFile": lambda c: [c.path()],
    "file.isDirectory": lambda c: [c.path()],
    "path.join": lambda c: [c.path(), c.path()],
    "path.dirname": lambda c: [c.path()],
    "path.basename": lambda c: [c.path()],
    "path.extname": lambda c: [c.path()],
    "path.split": lambda c: [c.path()],
    "path.normalize": lambda c: [c.path()],
    "path.isAbsolute": lambda c: [c.path()],
    "path.absolute": lambda c: [c.path()],
    "path.relative": lambda c: [c.path(), c.path()],
    "path.separator": lambda c: [],
    "path.delimiter": lambda c: [],
    "path.cwd": lambda c: [],
    "path.home": lambda c: [],
    "path.tempDir": lambda c: [],
    "path.exists": lambda c: [c.path()],
    "path.isFile": lambda c: [c.path()],
    "path.isDirectory": lambda c: [c.path()],
    "path.listDir": lambda c: c.sometimes(c.path()),
    "path.glob": lambda c: [c.choice(PATTERNS) if c.random() < 0.9 else c.path()],
    "path.walk": lambda c: [c.path(), *c.sometimes(c.choice([-1, 0, 1, 0.5, 2, None, "x"]))],
    "path.createDir": lambda c: [c.path(), *c.sometimes(c.random() < 0.5)],
    "path.removeDir": lambda c: [c.path()],
    "path.removeDirRecursive": lambda c: [c.path()],
    "csv.read": lambda c: [c.path(), *c.sometimes(c.choice([",", ";", "\t", "", 5]), c.random() < 0.5)],
    "csv.read_string": lambda c: [c.choice([*TEXTS, None, 5]), *c.sometimes(",", c.random() < 0.5)],
    "csv.count_rows": lambda c: [c.path()],
    "csv.get_headers": lambda c: [c.path(), *c.sometimes(",", c.choice(ENCODINGS))],
    "csv.write": lambda c: [c.path(), c.choice(ROWS), *c.sometimes(c.choice([",", ";"]), c.random() < 0.5)],
    "csv.write_string": lambda c: [c.choice(ROWS), *c.sometimes(",", c.random() < 0.5)],
    "csv.append": lambda c: [c.path(), c.choice(ROW), *c.sometimes(",", c.choice(ENCODINGS))],
}
MAKING = [
    name for name in ARGUMENTS if name.rpartition(".")[2] in ("write", "writeLines", "createDir", "append", "copy")
]
DOING = [
    "read",
    "readBytes",
    "readLines",
    "write",
    "writeBytes",
    "writeLines",
    "append",
    "delete",
    "copy",
    "move",
    "size",
    "listDir",
    "walk",
]
DOING += ["glob", "createDir", "removeDir", "removeDirRecursive", "count_rows", "get_headers"]

PROGRAM = """
import file; import path; import csv;
table = {TABLE};
function run(f, a) {
    n = len(a);
    if (n == 0) { return f(); }
    if (n == 1) { return f(a[0]); }
    if (n == 2) { return f(a[0], a[1]); }
    if (n == 3) { return f(a[0], a[1], a[2]); }
    return f(a[0], a[1], a[2], a[3]);
}
result = [];
for (step in steps) {
    try {
        answer = run(table[step[0]], step[1]);
        if (step[0] == "file.modifiedTime") { answer = answer > 0; }
        if (step[0] == "file.size" && path.isDirectory(step[1][0])) { answer = "as the disk has it"; }
        result.append(answer);
    } except (e) {
        result.append([e.type, e.message]);
    }
}
""".replace("TABLE", ", ".join(f'"{name}": {name}' for name in ARGUMENTS))


def sequence(seed, length=25):
    """Return a random sequence of calls; the first of them make something."""
    chance = Chance(seed)
    names = list(ARGUMENTS)
    chosen = [chance.choice(MAKING if at < 6 or chance.random() < 0.3 else names) for at in range(length)]
    return [[name, ARGUMENTS[name](chance)] for name in chosen]


def is_error(answer):
    """Tell whether an answer stands for an error."""
    return type(answer) is list and len(answer) == 2 and f"{answer[0]}".endswith("Error")


def left(files, root):
    """Return all that is below a directory, hidden or not; nothing if it is gone."""
    if not files.is_dir(root):
        return {}
    return {path: files.read_bytes(path) if kind == "file" else None for path, kind in files.tree(root)}


@unittest.skipIf(os.sep != "/", "files in memory are written as POSIX has them")
class Twins(unittest.TestCase):
    def setUp(self):
        self.base = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.base, ignore_errors=True)
        self.engine = WorldEngine(None, everything(), limits=Limits(seconds=10))  # one, which loads the program once

    def pair(self, name):
        """Return a real directory, and one in memory with the same path; there is one for ".."."""
        root = os.path.join(self.base, name, "inner")
        os.makedirs(root)
        real = RealFiles(root)
        return real, MemoryFiles(cwd=root, home=root, temp_dir=root)

    def answers(self, files, steps):
        """Return what a sequence of calls comes to in a file system."""
        self.engine.world = World.fake(files=files)
        outcome = self.engine.run(PROGRAM, context={"steps": steps})
        if outcome.error is not None:
            raise outcome.error
        return outcome.value

    def check(self, seed):
        """Return the answers to one sequence; fail unless they are the same in both."""
        real, memory = self.pair(str(seed))
        real.home, real.temp_dir = memory.home, memory.temp_dir
        steps = sequence(seed)
        expected, found = self.answers(real, steps), self.answers(memory, steps)
        for at, step in enumerate(steps):
            if expected[at] != found[at]:
                done = "\n".join(map(repr, steps[:at]))
                self.fail(f"seed {seed}, {step}: real {expected[at]!r}, memory {found[at]!r} after\n{done}")
        top = os.path.dirname(real.cwd())
        self.assertEqual(left(real, top), left(memory, top), seed)
        return found

    def test_all_functions_are_here(self):
        library = Library()
        for name in ("file", "path", "csv"):
            functions = {f"{name}.{member}" for member, value in library.load(name).members.items() if callable(value)}
            self.assertEqual({known for known in ARGUMENTS if known.startswith(f"{name}.")}, functions)

    def test_random_sequences(self):
        answered, failed = set(), set()
        for seed in range(120):
            for (name, _), answer in zip(sequence(seed), self.check(seed)):
                (failed if is_error(answer) else answered).add(name)
        self.assertEqual(answered, set(ARGUMENTS))
        self.assertLessEqual({name for name in ARGUMENTS if name.rpartition(".")[2] in DOING}, failed)


if __name__ == "__main__":
    unittest.main()
