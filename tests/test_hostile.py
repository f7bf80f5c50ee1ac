"""Programs that attack the engine: none escapes, hangs, crashes or shows the host.

The programs stand in ``hostile/``: files of ML programs, and texts that are better made than written.
Each runs under small limits; what may come of it stands beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import List, Optional

from mlpy_testkit.engine import Engine, Limits
from tests.frozen import setUpModule as setUpModule

from .hostile import generated, judge, programs

ROOT = Path(__file__).resolve().parent.parent


class HostileTest(unittest.TestCase):
    """What every corpus has to bear."""

    def setUp(self) -> None:
        judge.let_threads_take_turns(self)

    def check(self, cases: List[programs.Case], limits: Optional[Limits] = None) -> None:
        """Run the cases; each failure is one line."""
        for case in cases:
            complaints = judge.complaints(case, limits)
            if complaints:
                with self.subTest(f"{case.place} {case.name}"):
                    self.fail("; ".join(complaints))


class Corpus(HostileTest):
    """The corpus under a time limit; code that never looks at the clock must stop too."""

    def test_there_are_many(self) -> None:
        self.assertGreater(len(programs.read_all()), 350)

    def test_programs_that_reach_for_the_host(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith(("escapes", "sessions"))])

    def test_programs_that_explode(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith("bombs")])

    def test_programs_that_never_end(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith("loops")])

    def test_programs_that_call_themselves(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith("recursion")])

    def test_texts_that_are_no_programs(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith("sources")])

    def test_texts_that_are_made(self) -> None:
        self.check(generated.cases())


class CountedCorpus(HostileTest):
    """The programs that never end again, with a step limit: another form of the compiled code."""

    def test_programs_that_never_end(self) -> None:
        self.check([case for case in programs.read_all() if case.place.startswith("loops")], judge.COUNTED)


class Afterwards(unittest.TestCase):
    """A run that was stopped leaves nothing behind."""

    def test_runs_after_a_stopped_run_are_undisturbed(self) -> None:
        engine = Engine()
        for _ in range(3):
            engine.run("while (true) { }", limits=Limits(seconds=0.01))
            for number in range(60):
                outcome = engine.run(f"x = 0; for (i in range(50)) {{ x = x + i; }} result = {number};")
                self.assertEqual((outcome.value, outcome.error), (number, None))

    def test_threads_are_stopped_one_by_one(self) -> None:
        stages: List[str] = []

        def work(text: str) -> None:
            error = Engine().run(text, limits=Limits(seconds=0.05)).error
            stages.append("well" if error is None else error.stage)

        texts = ["while (true) { }", "result = 1;", "function f() { f(); } while (true) { try { f(); } except { } }"]
        threads = [threading.Thread(target=work, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        self.assertEqual(sorted(stages), ["limit", "limit", "well"])


class CommandLine(unittest.TestCase):
    """``python -m mlpy_testkit run FILE``: never a Python traceback, whatever the file holds."""

    def test_files_of_all_sorts(self) -> None:
        contents = {
            "binary": bytes(range(256)) * 40,
            "nul": b"x = 1;\0\0",
            "latin": "x = 'é';".encode("latin-1"),
            "long": b"x = 1; " * 1_500_000,
            "deep": b"x = " + b"(" * 100_000 + b")" * 100_000 + b";",
            "mark": b"\xef\xbb\xbfx = 1;",
            "endless": b"while (true) { try { while (true) { } } finally { continue; } }",
        }
        with tempfile.TemporaryDirectory() as folder:
            for name, data in contents.items():
                path = Path(folder, name + ".ml")
                path.write_bytes(data)
                with self.subTest(name):
                    self.check(str(path))
            with self.subTest("a directory"):
                self.check(folder)
            if os.name == "posix":
                with self.subTest("no end"):
                    self.check("/dev/zero")
            with self.subTest("missing"):
                self.check(str(Path(folder, "missing.ml")))

    def check(self, path: str) -> None:
        """Run a file; it must fail with the text of an error and nothing else."""
        done = subprocess.run(
            [sys.executable, "-m", "mlpy_testkit", "run", "--timeout", "0.3", path],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
        )
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertNotIn(b"Traceback", done.stderr)
        self.assertLess(len(done.stderr), 2000)
        self.assertTrue(done.stderr.strip())
