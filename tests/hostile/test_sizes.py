"""Programs and texts at full size: no single operation, and no text to load, outlasts its limits.

The corpus runs under small sizes. Here are the sizes that users have; the programs run in a process
of their own, which is ended if nothing else ends one of them.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import unittest
from pathlib import Path
from typing import Callable, Dict

from mlpy_testkit.engine import Engine, Limits, MLError
from tests.frozen import setUpModule as setUpModule

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 0.05
PATIENCE = 60.0  # seconds after which the worker is ended, whatever it does
OVERRUN = 1.5  # how much more processor time a program may take

_WORKER = """
import json, sys, time
from mlpy_testkit import Engine, Limits
from mlpy_testkit.capabilities import PURE
limits = Limits(seconds=float(sys.argv[1]))
for name, text in json.load(sys.stdin).items():
    started = time.process_time()
    error = Engine(capabilities=PURE).run(text, limits=limits).error
    print(json.dumps([name, time.process_time() - started, "well" if error is None else error.stage]), flush=True)
"""

_LONG = 's = "x" * 8000000; t = s[0:7999999] + "x"; u = s[0:7999999] + "y";\n'
_ROW = " + s" * 200

PROGRAMS: Dict[str, str] = {
    "sorting long texts": _LONG + "a = [s, t] * 500000; a.sort();",
    "sorted copies of long texts": _LONG + "a = sorted([s, t] * 500000);",
    "sorting arrays of long texts": _LONG + "a = [[s], [t]] * 200000; a.sort();",
    "comparing arrays of long texts": _LONG + "a = [s] * 1000000; b = [t] * 1000000; x = a == b;",
    "ordering arrays of long texts": _LONG + "a = [s] * 1000000; b = [t] * 1000000; x = a < b;",
    "counting long texts": _LONG + "a = [s] * 1000000; x = a.count(t);",
    "searching long texts": _LONG + "a = [s] * 1000000; try { x = a.index(u); } except { }",
    "removing long texts": _LONG + "a = [s] * 1000000; try { a.remove(u); } except { }",
    "the smallest of long texts": _LONG + "a = [s, t] * 500000; x = min(a); y = max(a);",
    "searching from the right": 's = "a" * 8000000; p = "ab" + "a" * 4000000; x = s.rfind(p);',
    "splitting from the right": 's = "a" * 8000000; p = "ab" + "a" * 4000000; x = s.rsplit(p);',
    "searching from the left": 's = "a" * 8000000; p = "a" * 4000000 + "ba"; x = s.find(p); y = s.count(p);',
    "trimming many characters": 's = "b" * 8000000; p = "a" * 8000000 + "b"; x = s.strip(p);',
    "trimming characters that look alike": 'p = ""; '
    "for (i in range(120)) { p = p + chr(353 + 256 * i); } s = chr(24929) * 16000000; x = s.strip(p + chr(24929));",
    "replacing a long text": 's = "a" * 16000000; x = s.replace("' + "a" * 4000 + "b" + "a" * 4000 + '", "c");',
    "adding many giants": "n = 3; for (i in range(15)) { n = n * n; } a = [n] * 4000000; x = sum(a);",
    "comparing many giants": "n = 3; for (i in range(15)) { n = n * n; } m = n + 1; a = [n] * 4000000; "
    "b = [m - 1] * 4000000; x = a == b;",
    "a range of giants": "n = 3; for (i in range(15)) { n = n * n; } a = range(n, n + 4000000);",
    "reading long numbers": 'import json; n = "9" * 4299; s = "[" + (n + ",") * 3000 + "1]"; x = json.validate(s);',
    "keys of one hash": "p = []; for (i in range(40000)) { p.append([i * 2305843009213693951, i]); } "
    "o = {}; o[1] = 1; o.update(p);",
    "a long row of texts": 's = "x" * 16000000; t = ""' + _ROW + ";",
    "a long row of unknown texts": 's = "x" * 16000000; t = s' + _ROW + ";",
    "a long row of arrays": "s = [0] * 4000000; t = s" + _ROW + ";",
    "texts of texts": "s = \"'\" + '\"' + 'a'; for (i in range(60)) { s = repr(s); }",
    "texts of control characters": "s = chr(1) * 8000000; s = repr(s); s = repr([s]);",
    "a missing key that is a giant": "n = 3; for (i in range(15)) { n = n * n; } o = {a: 1}; x = o[n];",
    "a missing key that is a long text": "o = {a: 1}; x = o[chr(1) * 8000000];",
    "ways out of blocks": "function f(x) { "
    + "try { if (x == 1) { return 1; } if (x == 2) { return 2; } if (x == 3) { return 3; } } finally { " * 9
    + "x = 1; "
    + "} " * 9
    + "} result = f(2);",
}


class FullSize(unittest.TestCase):
    """One operation at the size that the limits allow."""

    def test_the_time_limit_holds(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(SECONDS)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as worker:
            try:
                output, errors = worker.communicate(json.dumps(PROGRAMS).encode(), timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                output, errors = worker.communicate()
        results = {name: (took, stage) for name, took, stage in map(json.loads, output.splitlines())}
        self.assertEqual(errors, b"")
        for name in PROGRAMS:
            with self.subTest(name):
                self.assertIn(name, results, "it was not stopped, or one before it was not")
                took, stage = results[name]
                self.assertIn(stage, ("well", "limit", "run time"))
                self.assertLess(took, SECONDS + OVERRUN)


class Loading(unittest.TestCase):
    """Loading a text has no time limit, so no text may make it slow."""

    def test_long_texts_of_every_kind(self) -> None:
        makers: Dict[str, Callable[[int], str]] = {
            "blanks at the end": lambda n: "x = 1;" + " " * n,
            "empty lines at the end": lambda n: "x = 1;" + "\n" * n,
            "blanks before an error": lambda n: "x = ;" + " \t" * (n // 2),
            "blanks in the middle": lambda n: "x" + " " * n + "= 1;",
            "escaped quotes": lambda n: '"' + '\\"' * (n // 2),
            "quotes and backslashes": lambda n: "@" + "\"\\'" * (n // 3),
            "slashes": lambda n: "x = 1 " + "/" * n,
            "patterns that are none": lambda n: "[a, " * (n // 4) + ";",
            "digits": lambda n: "x = 0." + "1" * n + ";",
            "words": lambda n: "x = " + "y " * (n // 2) + ";",
            "lines": lambda n: "x = 1;\n" * (n // 7),
            "one line": lambda n: "x = 1; " * (n // 7),
            "one line that is not ASCII": lambda n: "s = 'é'; " + "x = s; " * (n // 7),
            "comments": lambda n: "// x\n" * (n // 5),
            "divisions": lambda n: "x = y // 2;\n" * (n // 12),
            "comments inside": lambda n: "x // a\n= // b\n1;\n" * (n // 18),
        }
        for what, make in makers.items():
            with self.subTest(what):
                text = make(40_000)
                started = time.thread_time()
                with contextlib.suppress(MLError):
                    Engine().load(text)
                self.assertLess(time.thread_time() - started, 1.5)

    def test_functions_and_names(self) -> None:
        few, many = (
            "".join(f"function f{number}(x) {{ return x; }} " for number in range(count)) for count in (1_000, 20_000)
        )
        self.assertIsNone(Engine().run(few).error)
        error = Engine().run(many, limits=Limits(seconds=10.0)).error
        self.assertEqual(getattr(error, "message", None), "too many functions and names")

    def test_nested_rows_of_operators(self) -> None:
        for operator in ("+", "*", "==", "<", "&&", "-", '+ "a" +'):
            for depth, width in ((20, 10), (40, 20), (90, 20)):
                text = "x"
                for _ in range(depth):
                    text = f"({text}" + f" {operator} x" * width + ")"
                with self.subTest(operator, depth=depth):
                    started = time.thread_time()
                    Engine().run(f"x = 1; result = {text};", limits=Limits(seconds=3.0))
                    self.assertLess(time.thread_time() - started, 1.5)


if __name__ == "__main__":
    unittest.main()
