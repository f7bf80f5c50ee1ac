"""What people look at: units, tables, histograms, the HTML page and its plots."""

import io
import random
import re
import unittest
import xml.etree.ElementTree as ElementTree
from typing import Any, List
from unittest import mock

from mlpy_testkit import MLUsageError
from mlpy_testkit.performance import (
    BaselineComparison,
    Benchmark,
    LoadResult,
    Samples,
    ScalingResult,
    compare_samples,
)
from mlpy_testkit.performance.html import html_report
from mlpy_testkit.performance.load_result import Execution
from mlpy_testkit.performance.svg import Axis, Plot, clean, spread_evenly
from mlpy_testkit.performance.text import (
    bins_of,
    comparison_table,
    histogram,
    latency_table,
    render_table,
    scaling_table,
    summary_table,
    times,
)
from mlpy_testkit.performance.units import digits, in_unit, unit_for

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('1')</script> & \"x\" \x00\x1b[31m\n\ud800 ü 漢"


def skewed(count: int = 300, seed: int = 1) -> List[float]:
    noise = random.Random(seed)
    return [0.001 + noise.expovariate(5000) for _ in range(count)]


def load(count: int = 2000, concurrency: int = 4, **options: Any) -> LoadResult:
    gap = 1 / 200
    executions = [Execution(n * gap, n * gap, n * gap + time, time / 2) for n, time in enumerate(skewed(count))]
    return LoadResult("open loop", executions, count * gap, concurrency=concurrency, rate=200.0, **options)


def sweep() -> ScalingResult:
    return ScalingResult(
        [
            LoadResult("closed loop", [Execution(0, 0, 0.01, 0.01)] * rate, 1.0, concurrency=concurrency)
            for concurrency, rate in ((1, 100), (2, 180), (4, 300), (8, 320))
        ]
    )


def comparison(name: str, verdict: str, ratio: float) -> BaselineComparison:
    message = f"{name}: {verdict}"
    return BaselineComparison(name, verdict, message, ratio, ratio * 0.98, ratio * 1.02, "canary")


class Units(unittest.TestCase):
    def test_three_digits_and_the_unit_that_suits(self) -> None:
        for seconds, expected in (
            (12.34, "12.3 s"),
            (0.9999, "1.00 s"),
            (0.0123, "12.3 ms"),
            (0.00000491, "4.91 µs"),
            (3.2e-8, "32.0 ns"),
            (2e-12, "0.00 ns"),
            (0, "0.00 ns"),
            (-0.5, "-500 ms"),
        ):
            with self.subTest(seconds):
                self.assertEqual(in_unit([seconds]), [expected])

    def test_one_unit_for_all(self) -> None:
        self.assertEqual(in_unit([0.0049, 0.01, 1.5]), ["4.90 ms", "10.0 ms", "1500 ms"])
        self.assertEqual(in_unit([]), [])
        self.assertEqual(times([0.0049, 1.5, None, float("inf")]), ["4.90 ms", "1500.00 ms", "-", "-"])
        self.assertEqual(times([None]), ["-"])
        self.assertEqual((digits(0.012), unit_for(5)), ("0.01", (1.0, "s")))


class Tables(unittest.TestCase):
    def test_numbers_are_aligned(self) -> None:
        table = render_table([["name", "n"], ["漢字", "1"], ["e\u0301", "23"]])
        self.assertEqual(table.splitlines(), ["name   n", "漢字   1", "e\u0301     23"])

    def test_a_summary(self) -> None:
        lines = summary_table({"quick": [1e-6] * 20, "slow": Samples((2.0, 3.0))}).splitlines()
        self.assertRegex(lines[1], r"^quick(  +1\.00 µs){6}  +20$")
        self.assertRegex(lines[2], r"^slow  +2\.50 s  +-  +-  +2\.00 s  +3\.00 s  +3\.00 s  +2$")

    def test_a_name_cannot_break_the_table_or_control_the_terminal(self) -> None:
        table = summary_table({HOSTILE: [0.1]})
        self.assertEqual(len(table.splitlines()), 2)
        self.assertNotIn("\x1b", table)

    def test_comparisons(self) -> None:
        table = comparison_table(
            [
                comparison("a", "slower", 1.25),
                BaselineComparison("c", "new", "c: there is no baseline"),
            ]
        )
        self.assertEqual(
            table.splitlines(),
            [
                "benchmark  verdict  change    from      to",
                "a          slower   +25.0%  +22.5%  +27.5%",
                "c          new           -       -       -",
            ],
        )

    def test_latencies_with_dashes_where_nothing_is_known(self) -> None:
        table = latency_table(load(2000, refused=3))
        self.assertIn("open loop, 4 at once, 200 arrivals/s: 2000 executions in 10.0 s, 200/s, 3 refused", table)
        rows = [line.split() for line in table.splitlines()[2:]]
        self.assertEqual([row[0] for row in rows], ["p50", "p90", "p99", "p99.9", "max"])
        self.assertEqual(rows[3][1:], ["-", "-", "-", "-"])
        self.assertNotIn("-", rows[2][1])

    def test_a_load_of_failures(self) -> None:
        failed = LoadResult("closed loop", [Execution(0, 0, 1, 1, ValueError())], 1.0, concurrency=1)
        table = latency_table(failed)
        self.assertIn("1 failed", table)
        self.assertIn("doubtful: no execution succeeded", table)

    def test_a_sweep(self) -> None:
        lines = scaling_table(sweep()).splitlines()
        self.assertEqual(lines[2].split(), ["2", "180/s", "1.80", "90%", "10.0", "ms", "-"])
        self.assertEqual(lines[5], "knee: 8 callers")
        self.assertRegex(lines[6], r"^law: [\d.]+/s for one caller, contention \d")


class Histograms(unittest.TestCase):
    def test_every_sample_is_in_one_row(self) -> None:
        for samples in (skewed(), skewed(50), [1.0], [1.0] * 7, [0.0, 1.0], [0.0] * 5 + [100.0], [1.0, 1.0, 1e9]):
            bins, beyond = bins_of(samples)
            self.assertEqual(sum(count for *_, count in bins) + beyond, len(samples))
            self.assertLessEqual(len(bins), 12)
            text = histogram(samples, stream=io.StringIO())
            counts = [int(line.split()[-1]) for line in text.splitlines() if "beyond" not in line]
            self.assertEqual(sum(counts) + beyond, len(samples))

    def test_the_tail_is_one_row(self) -> None:
        text = histogram([0.001 + n / 1e6 for n in range(198)] + [0.0171, 0.005], stream=io.StringIO())
        self.assertEqual(text.splitlines()[-1], "2 beyond 1.20 ms, worst 17.10 ms")

    def test_a_wide_range_is_logarithmic(self) -> None:
        bins, _ = bins_of([0.001] * 100 + [0.001 * 2**n for n in range(10)] * 3)
        ratios = [high / low for low, high, _ in bins]
        self.assertAlmostEqual(min(ratios), max(ratios), places=6)

    def test_plain_letters_where_blocks_cannot_be_shown(self) -> None:
        ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        self.addCleanup(ascii_only.close)
        text = histogram([1.0, 2.0, 2.0, 2.0], width=3, stream=ascii_only)
        self.assertEqual(text, "1.00 s  #   1\n2.00 s  ### 3".replace("2.00", "1.50"))
        with mock.patch("sys.stdout", io.StringIO()):
            self.assertIn("█", histogram([1.0, 2.0]))


class Pages(unittest.TestCase):
    def page(self, **options: Any) -> ElementTree.Element:
        """Return the page, parsed: it is well-formed."""
        text = html_report("Report", **options)
        self.assertTrue(text.startswith("<!DOCTYPE html>\n"))
        self.assertNotIn("<script", text)
        self.assertEqual(re.findall(r"(?:src|href)=", text), [])
        return ElementTree.fromstring(text[len("<!DOCTYPE html>") :])

    def everything(self) -> Any:
        return {
            "samples": {"total": skewed(), "two": [Samples(tuple(skewed(40))), Samples(tuple(skewed(40, 2)))]},
            "comparisons": [comparison("total", "slower", 1.3), BaselineComparison("x", "new", "x: new")],
            "loads": {"checkout": load()},
            "sweeps": {"loop": sweep()},
        }

    def test_every_plot_has_a_title_and_a_description(self) -> None:
        pictures = list(self.page(**self.everything()).iter(f"{SVG}svg"))
        self.assertEqual(len(pictures), 1 + 2 * 2 + 1 + 1)
        identities = []
        for picture in pictures:
            title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
            assert title is not None and description is not None
            self.assertTrue(title.text and description.text)
            self.assertEqual(picture.get("aria-labelledby"), f"{title.get('id')} {description.get('id')}")
            identities.append(title.get("id"))
        self.assertEqual(len(set(identities)), len(identities))

    def test_marks_lie_in_the_picture(self) -> None:
        for picture in self.page(**self.everything()).iter(f"{SVG}svg"):
            _, _, width, height = map(float, (picture.get("viewBox") or "").split())
            for element in picture.iter():
                for name, bound in (("x", width), ("cx", width), ("x1", width), ("x2", width)):
                    if name in element.attrib:
                        self.assertTrue(0 <= float(element.attrib[name]) <= bound, ElementTree.tostring(element))
                for name, bound in (("y", height), ("cy", height), ("y1", height), ("y2", height)):
                    if name in element.attrib:
                        self.assertTrue(0 <= float(element.attrib[name]) <= bound, ElementTree.tostring(element))
                points = (element.get("points") or "").split() + re.findall(r"M([\d.,-]+)h", element.get("d") or "")
                for point in points:
                    x, y = map(float, point.split(","))
                    self.assertTrue(0 <= x <= width and 0 <= y <= height, point)

    def test_the_bars_hold_all_samples(self) -> None:
        page = self.page(samples={"total": skewed(500)})
        bars = [each for each in page.iter(f"{SVG}rect") if "bar" in (each.get("class") or "")]
        notes = [bar.findtext(f"{SVG}title") or "" for bar in bars]
        self.assertEqual(sum(int(note.rpartition(": ")[2]) for note in notes), 495)
        self.assertIn("5 more up to", page.findtext(f".//{SVG}desc") or "")

    def test_hostile_names_are_escaped(self) -> None:
        page = self.page(
            samples={HOSTILE: [0.1, 0.2]},
            comparisons=[comparison(HOSTILE, "same", 1.0)],
            loads={HOSTILE: load(50)},
            sweeps={HOSTILE: sweep()},
        )
        self.assertEqual([each.tag for each in page.iter() if each.tag.endswith("script")], [])
        headings = [each.text or "" for each in page.iter() if each.tag.endswith("h2")]
        self.assertTrue(any("<script>alert('1')</script>" in heading for heading in headings))
        html_report(HOSTILE).encode("utf-8")

    def test_odd_samples_make_plots_too(self) -> None:
        for samples in ([0.1], [0.1] * 9, [0.0], [0.0, 0.0, 1.0], [1e-12, 1e6], [5e-324, 1.0], skewed(5000)):
            with self.subTest(samples[:3]):
                self.page(samples={"x": samples})
        self.page(loads={"one": load(1), "none": LoadResult("open loop", [], 1.0, concurrency=1)})
        one = LoadResult("closed loop", [Execution(0, 0, 0.1, 0.1)], 1.0, concurrency=2)
        nothing = LoadResult("closed loop", [], 1.0, concurrency=1)
        self.page(sweeps={"one": ScalingResult([one]), "none": ScalingResult([nothing])})
        self.page()

    def test_what_the_tester_measures_and_compares_is_shown(self) -> None:
        old, new = Benchmark(skewed(100)), Benchmark([2 * sample for sample in skewed(100)])
        compared = {"total": compare_samples(old, new), "few": compare_samples(Benchmark([1.0]), Benchmark([1.0]))}
        page = self.page(samples={"total": old, "few": Benchmark([1.0])}, comparisons=compared)
        text = "".join(page.itertext())
        self.assertRegex(text, r"total +slower +\+100\.0%")
        self.assertRegex(text, r"few +undecided +\+0\.0% +- +-")
        self.assertIn("total: 100.0% slower", text)
        self.assertIn("too few samples: 1, 20 are needed", text)
        self.assertEqual(len(list(page.iter(f"{SVG}svg"))), 5)

    def test_the_same_data_give_the_same_bytes(self) -> None:
        self.assertEqual(html_report(**self.everything()), html_report(**self.everything()))

    def test_twenty_benchmarks_are_not_too_large(self) -> None:
        text = html_report(samples={f"benchmark {n}": skewed(5000, n) for n in range(20)})
        self.assertLess(len(text.encode("utf-8")), 200_000)


class WrongUse(unittest.TestCase):
    def test_what_is_refused(self) -> None:
        fast = Benchmark([1.0] * 9)
        row = comparison("total", "same", 1.0)
        for message, attempt in (
            ("percent must be a number from 0 to 100, not nan", lambda: load(20).percentile(float("nan"))),
            ("percent must be a number from 0 to 100, not 101", lambda: load(20).uncorrected(101)),
            ("percent must be a number from 0 to 100, not '99'", lambda: load(20).percentile("99")),
            ("width must be a whole number of at least 1, not 0", lambda: histogram([1.0], width=0)),
            ("width must be a whole number of at least 1, not nan", lambda: histogram([1.0], width=float("nan"))),
            ("a Benchmark is wanted, not \\[1.0\\]", lambda: compare_samples([1.0], fast)),
            ("margin must lie between 0 and 1, not 5", lambda: compare_samples(fast, fast, margin=5)),
            ("gate must be a number from 0 to 1, not -1", lambda: compare_samples(fast, fast, gate=-1)),
            ("title must be a text, not \\{'a'", lambda: html_report({"a": [1.0]})),
            ("loads must be a mapping of names to results, not \\[", lambda: html_report(loads=[load(9)])),
            ("sweeps must hold a ScalingResult by its name", lambda: html_report(sweeps={"a": load(9)})),
            ("margin must be a number above 0, not nan", lambda: html_report(margin=float("nan"))),
            ("comparisons must be a list of .*, not 'total'", lambda: comparison_table("total")),
            ("comparisons must hold a BaselineComparison each, not 5", lambda: comparison_table([row, 5])),
            ("comparisons must hold a Comparison each", lambda: comparison_table({"total": row})),
        ):
            with self.subTest(message), self.assertRaisesRegex(MLUsageError, f"^{message}"):
                attempt()


class Plots(unittest.TestCase):
    def test_ticks_are_round_and_inside(self) -> None:
        for low, high, expected in (
            (0.0, 10.0, [0, 2, 4, 6, 8, 10]),
            (0.0, 7.0, [0, 2, 4, 6]),
            (0.93, 1.31, [1.0, 1.1, 1.2, 1.3]),
            (5.0, 5.0, [5.0]),
        ):
            with self.subTest((low, high)):
                self.assertEqual(Axis(low, high, "").ticks(), expected)
        self.assertEqual(Axis(1.0, 1000.0, "", logarithmic=True).ticks(), [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])

    def test_places(self) -> None:
        plot = Plot("t", "d", Axis(0.0, 10.0, "x"), Axis(1.0, 100.0, "y", logarithmic=True))
        (left, bottom), (right, top), (middle, centre) = plot.at(0, 1), plot.at(10, 100), plot.at(5, 10)
        self.assertAlmostEqual(middle, (left + right) / 2)
        self.assertAlmostEqual(centre, (top + bottom) / 2)
        self.assertGreater(bottom, top)

    def test_few_points_keep_the_peaks(self) -> None:
        points = [(float(n), 1.0) for n in range(10_000)]
        points[1234] = (1234.0, 99.0)
        points[7777] = (7777.0, -5.0)
        kept = spread_evenly(points, 300)
        self.assertLessEqual(len(kept), 300)
        self.assertIn(points[1234], kept)
        self.assertIn(points[7777], kept)
        self.assertEqual(kept, sorted(kept))

    def test_what_xml_cannot_hold_is_replaced(self) -> None:
        self.assertEqual(clean("a\x00\ufffe\ud800\tb&"), "a\ufffd\ufffd\ufffd\tb&amp;")


if __name__ == "__main__":
    unittest.main()
