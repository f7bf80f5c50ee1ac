"""Calls of the library that are made to take long, to grow without end or to make it stumble."""

import time
import unittest
from pathlib import Path
from typing import Any, Callable

from mlpy_testkit.engine.limits import Limits
from tests.frozen import setUpModule as setUpModule
from tests.hostile.judge import HOST

from .vectors import VectorCase, program

CALLS = [
    line
    for line in Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
SECONDS = 0.01
SLACK = 10.0  # how much longer than the piece of work below a call may go on beyond its limit
TRIES = 3  # a call must end in time in one of them: other programs can slow any one down


def _work() -> None:
    """Do one piece of work that nothing can stop, on as many characters as a text may have."""
    ("1," * 8_000_000).split(",")


def _processor_time(function: Callable[[], Any]) -> float:
    before = time.thread_time()
    function()
    return time.thread_time() - before


class Hostile(VectorCase):
    def test_each_ends_in_time_and_shows_nothing_of_the_host(self):
        work = min(_processor_time(_work) for _ in range(3))
        for call in CALLS:
            with self.subTest(call=call):
                for again in reversed(range(TRIES)):
                    before = time.thread_time()
                    outcome = self.run_ml(program(call), world=self.make_world(), limits=Limits(seconds=SECONDS))
                    spent = time.thread_time() - before
                    if spent < SECONDS + SLACK * work or not again:
                        break
                self.assertLess(spent, SECONDS + SLACK * work)
                shown = outcome.output if outcome.error is None else outcome.error.message
                self.assertIsNone(HOST.search(shown[:100_000]))
                if outcome.error is not None:
                    self.assertNotIn(outcome.error.stage, ("syntax", "check", "name", "denied"))

    def test_sizes_are_bounded_where_time_is_not(self):
        sizes = Limits(seconds=None, steps=3_000_000, text=100_000, items=20_000, bits=10_000, output=200_000)
        for call, limit in [
            ('args.create_parser("x" * 60000, "y" * 60000).help()', "text"),
            ('csv.read_string("," * 50000, ",", false)', "items"),
            ('csv.read_string(("1" + chr(10)) * 30000, ",", false)', "items"),
            ('csv.write_string([["x" * 60000, "y" * 60000]])', "text"),
            ("csv.write_string([chr(34) * 60000])", "text"),
            ('json.stringify(["x" * 60000, "x" * 60000])', "text"),
            ('json.stringify("é" * 30000)', "text"),
            ("json.prettyPrint([1], 200000)", "text"),
            ('json.prettyPrint([[[1, 2]]], " " * 40000)', "text"),
            ('http.encodeURI("é" * 60000)', "text"),
            ('http.encodeQuery({a: "é" * 30000})', "text"),
            ('regex.escape("." * 60000)', "text"),
            ('regex.sub("a", "b" * 1000, "a" * 1000)', "text"),
            ('regex.search("a", "a").expand("\\g<0>" * 20000 + "x" * 90000)', "text"),
            ('regex.findall("a", "a" * 50000)', "items"),
            ('regex.split("a", "a" * 50000)', "items"),
            ('regex.finditer("a", "a" * 50000)', "items"),
            ('datetime.create(2024, 1, 1).format("%c" * 30000)', "text"),
            ("crypto.random_string(200000)", "text"),
            ("crypto.random_bytes(30000)", "items"),
            ("random.randomIndices(30000, 30000)", "items"),
            ("random.randomIndices(1000000000, 30000)", "items"),
            ("functional.range(30000)", "items"),
            ("functional.repeat(1, 30000)", "items"),
            ("functional.times(30000, str)", "items"),
            ('functional.map(str, "x" * 30000)', "items"),
            ('functional.chunk(1, "x" * 30000)', "items"),
            ('functional.zip("x" * 30000, "y" * 30000)', "items"),
            ('collections.map("x" * 30000, str)', "items"),
            ('collections.chunk("x" * 30000, 1)', "items"),
            ('collections.sort("x" * 30000)', "items"),
            ('collections.unique("x" * 30000)', "items"),
            ('collections.zip("x" * 30000, "y" * 30000)', "items"),
            ('random.sample("x" * 60000, 30000)', "items"),
            ('file.write("/a", "x" * 30000) || file.readBytes("/a")', "items"),
            ('file.write("/a", chr(10) * 30000) || file.readLines("/a")', "items"),
            ('i = 0; while (i < 12) { file.append("/a", "x" * 10000); i = i + 1; } i = 0 || file.read("/a")', "text"),
            ('log.info("x" * 90000, {a: "x" * 90000})', "text"),
            ('console.log("x" * 60000, "y" * 60000)', "text"),
        ]:
            with self.subTest(call=call):
                error = self.run_ml(program(call), world=self.make_world(), limits=sizes).error
                self.assertEqual("" if error is None else getattr(error, "limit", error), limit)


if __name__ == "__main__":
    unittest.main()
