"""Samples in the formats of other tools; ``benchmarks/exports.py`` shows them to the tools themselves."""

import csv
import io
import json
import os
import re
import tempfile
import unittest
from pathlib import Path
from typing import List
from unittest import mock

from mlpy_testkit import MLUsageError
from mlpy_testkit.performance import Baseline, BaselineComparison, Benchmark, Comparison, LoadResult, Samples
from mlpy_testkit.performance.atomic import write_text
from mlpy_testkit.performance.export import (
    as_benchstat,
    as_csv,
    as_dashboard,
    as_markdown,
    as_pyperf,
    as_pytest_benchmark,
)
from mlpy_testkit.performance.fingerprint import fingerprint
from mlpy_testkit.performance.load_result import Execution
from mlpy_testkit.performance.series import runs_of
from mlpy_testkit.performance.statistics import Interval
from mlpy_testkit.performance.text import histogram

ODD = 'a, "b"\n<c> ü'
RESULTS = {
    "total": (Samples((0.003, 0.001, 0.002)), Samples((0.004, 0.005))),
    ODD: [0.5],
    "zero": [0.0, 0.25],
}


class Series(unittest.TestCase):
    def test_samples_in_every_form(self) -> None:
        load = LoadResult("open loop", [Execution(0.0, 0.1, 0.5, 0.2)], 1.0, concurrency=1)
        holder = mock.Mock(samples=[1, 2])
        for value, expected in (
            ([1, 2.5], [(1, 2.5)]),
            ((1.0,), [(1.0,)]),
            (iter([1.0]), [(1.0,)]),
            (Samples((1.0,), (2.0,)), [(1.0,)]),
            ([Samples((1.0,)), Samples((2.0,))], [(1.0,), (2.0,)]),
            (Baseline((Samples((1.0,)),), fingerprint()), [(1.0,)]),
            (load, [(0.5,)]),
            (holder, [(1, 2)]),
            ({"samples": [3.0]}, [(3.0,)]),
            (Benchmark([4.0]), [(4.0,)]),
        ):
            with self.subTest(value):
                self.assertEqual(runs_of("x", value), expected)

    def test_what_is_no_samples_is_refused(self) -> None:
        wrong = [float("nan")], [float("inf")], [10**400], [-1.0], ["1"], [True], [()]
        for value in (*wrong, [], {}, {"mean": 1}, 7, None, "abc"):
            with self.subTest(value), self.assertRaisesRegex(MLUsageError, "^x: "):
                runs_of("x", value)
        for value in ([1.0], None, "abc"):
            with self.subTest(value), self.assertRaisesRegex(MLUsageError, "^results must be a mapping"):
                as_csv(value)
        for write in (as_csv, as_markdown, as_pyperf):
            with self.subTest(write), self.assertRaisesRegex(MLUsageError, "^the name of a benchmark must be a text"):
                write({5: [1.0]})
        for value in ([], [float("nan")]):
            with self.subTest(value), self.assertRaisesRegex(MLUsageError, "^histogram: "):
                histogram(value)


class PyPerf(unittest.TestCase):
    def test_the_structure(self) -> None:
        suite = json.loads(as_pyperf(RESULTS))
        self.assertEqual(suite["version"], "1.0")
        self.assertEqual(suite["metadata"]["unit"], "second")
        total, odd, zero = suite["benchmarks"]
        self.assertEqual(total["metadata"], {"loops": 1, "name": "total"})
        self.assertEqual([run["values"] for run in total["runs"]], [[0.003, 0.001], [0.004, 0.005]])
        self.assertEqual(odd["metadata"]["name"], ODD)
        self.assertGreater(zero["runs"][0]["values"][0], 0)

    def test_metadata_are_of_the_types_that_pyperf_takes(self) -> None:
        for value in json.loads(as_pyperf(RESULTS))["metadata"].values():
            self.assertIn(type(value), (int, str))


class Others(unittest.TestCase):
    def test_csv_has_one_sample_a_row(self) -> None:
        rows = list(csv.DictReader(io.StringIO(as_csv(RESULTS), newline="")))
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[3], {"benchmark": "total", "process": "2", "sample": "1", "seconds": "0.004"})
        self.assertEqual(rows[5]["benchmark"], ODD)

    def test_the_dashboard_has_name_unit_and_value(self) -> None:
        entries = json.loads(as_dashboard(RESULTS))
        self.assertEqual(
            entries[0],
            {
                "name": "total",
                "unit": "ns",
                "value": 3_000_000.0,
                "range": "± 1.00 ms",
                "extra": "median of 5 samples in 2 processes",
            },
        )
        self.assertEqual([entry["unit"] for entry in entries], ["ns"] * 3)

    def test_pytest_benchmark_has_its_figures(self) -> None:
        content = json.loads(as_pytest_benchmark({"x": [float(n) for n in (*range(1, 12), 100)]}, moment="2026-01-01"))
        stats = content["benchmarks"][0]["stats"]
        self.assertEqual((content["datetime"], content["benchmarks"][0]["fullname"]), ("2026-01-01", "x"))
        self.assertEqual((stats["min"], stats["max"], stats["median"], stats["rounds"]), (1, 100, 6.5, 12))
        self.assertAlmostEqual(stats["mean"], 166 / 12)
        self.assertAlmostEqual(stats["stddev"], 27.3191, places=4)
        self.assertEqual((stats["q1"], stats["q3"], stats["iqr_outliers"], stats["hd15iqr"]), (3, 9, 1, 11))
        self.assertEqual(stats["outliers"], "1;1")
        self.assertEqual(content["machine_info"]["node"], "")

    def test_benchstat_has_a_line_a_sample(self) -> None:
        lines = as_benchstat(RESULTS).splitlines()
        self.assertEqual(len(lines), 8)
        for line in lines:
            self.assertRegex(line, r"^Benchmark[^a-z\s]\S* 1 [\d.e+]+ ns/op$")

    def test_the_same_data_give_the_same_text(self) -> None:
        for export in (as_pyperf, as_csv, as_dashboard, as_benchstat, as_markdown):
            self.assertEqual(export(RESULTS), export(RESULTS))
            self.assertIsNone(re.search(re.escape(os.path.expanduser("~")), export(RESULTS)))


class Markdown(unittest.TestCase):
    def cells(self, table: str) -> List[List[str]]:
        """Return the cells of each row, as GitHub separates them."""
        return [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in table.splitlines()]

    def test_names_medians_and_spreads(self) -> None:
        self.assertEqual(
            as_markdown({"total": [0.001, 0.00102, 0.00104], "zero": [0.0]}).splitlines(),
            [
                "| Benchmark | Median | Spread | Samples |",
                "| :-- | --: | --: | --: |",
                "| total | 1.02 ms | ±2.0% | 3 |",
                "| zero | 0.00 ns | - | 1 |",
            ],
        )

    def test_two_sides(self) -> None:
        old, new = Benchmark([1.0]), Benchmark([1.5])
        found = Comparison(old, new, 1.5, Interval(1.4, 1.6), "slower", margin=0.02)
        self.assertEqual(
            as_markdown({"old": old, "new": new}, {"new": found}).splitlines(),
            [
                "| Benchmark | Median | Spread | Samples | Change | 99 % interval | Verdict |",
                "| :-- | --: | --: | --: | --: | --: | :-- |",
                "| old | 1.00 s | ±0.0% | 1 | - | - |  |",
                "| new | 1.50 s | ±0.0% | 1 | +50.0% | +40.0% to +60.0% | **slower** |",
            ],
        )

    def test_baselines(self) -> None:
        compared = [
            BaselineComparison("a", "same", "", 1.01, 0.98, 1.04),
            BaselineComparison("b", "slower", "", 1.5, 1.4, 1.6),
            BaselineComparison("gone", "missing", ""),
        ]
        rows = self.cells(as_markdown({"a": [1.0], "b": [1.0]}, compared))[2:]
        self.assertEqual([row[4:] for row in rows], [
            ["+1.0%", "-2.0% to +4.0%", "same"],
            ["+50.0%", "+40.0% to +60.0%", "**slower**"],
            ["-", "-", "missing"],
        ])
        self.assertEqual(rows[2][:4], ["gone", "-", "-", "-"])

    def test_a_name_cannot_break_the_table(self) -> None:
        rows = self.cells(as_markdown({"a|b\n*c* <d> `e` \\": [1.0]}))
        self.assertEqual(len(rows), 3)
        self.assertEqual(rows[2][0], "a\\|b\ufffd\\*c\\* \\<d\\> \\`e\\` \\\\")


class Writing(unittest.TestCase):
    def test_a_text_is_written_whole_or_not_at_all(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.csv")
            write_text(path, "one\n")
            with mock.patch("os.fsync", side_effect=KeyboardInterrupt), self.assertRaises(KeyboardInterrupt):
                write_text(path, "two\n")
            self.assertEqual(path.read_bytes(), b"one\n")
            self.assertEqual(os.listdir(folder), ["x.csv"])


if __name__ == "__main__":
    unittest.main()
