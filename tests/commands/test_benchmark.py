"""``python -m mlpy_testkit benchmark``: figures, grants, baselines, failures."""

import json
import os
from unittest import mock

from mlpy_testkit import PerformanceTester
from tests.frozen import setUpModule as setUpModule
from tests.performance.traced import traced

from .running import CommandTest

# For comparisons of which only the form counts, or one program takes a hundred times as long.
brief = mock.patch.dict(PerformanceTester.compare.__kwdefaults__, budget=0.02)


@traced
class Benchmarks(CommandTest):
    def test_figures(self) -> None:
        done = self.command("benchmark", self.write("result = 2 + 2;"), "--iterations", "5", "--warmup", "1")
        self.assertEqual(done.status, 0, done.errors)
        for label in ("Iterations", "Mean Time", "Median Time", "Std Deviation", "Min Time", "Max Time", "ms"):
            self.assertIn(label, done.output)

    def test_side_by_side(self) -> None:
        done = self.command("integration", "benchmark", "-c", "x = 1;", "--concurrency", "3")
        for label in ("Concurrent Executions", "Total Time", "Throughput", "exec/sec", "Avg Execution Time"):
            self.assertIn(label, done.output)

    @brief
    def test_what_the_program_prints_is_not_shown(self) -> None:
        for options in (["--iterations", "3"], ["--concurrency", "3"], ["--compare", self.write("x = 1;", "other.ml")]):
            with self.subTest(options):
                done = self.command("benchmark", "-c", 'print("printed");', *options, "--json")
                self.assertTrue(json.loads(done.output))
                self.assertNotIn("printed", done.output + done.errors)

    def test_json(self) -> None:
        found = json.loads(self.command("benchmark", "-c", "x = 1;", "--iterations", "3", "--json").output)
        self.assertEqual((found["iterations"], len(found["samples"])), (3, 3))

    def test_code_that_fails(self) -> None:
        for options in (["--iterations", "2"], ["--concurrency", "3"], ["--compare", self.write("x = 1;", "other.ml")]):
            done = self.command("benchmark", "-c", "x = zz;", *options)
            with self.subTest(options):
                self.assertEqual((done.status, done.output), (1, ""))
                self.assertIn("Benchmark failed", done.errors)
                self.assertIn("'zz' is not defined", done.errors)

    def test_what_fails_has_the_name_of_its_file(self) -> None:
        good = self.write("x = 1;", "good.ml")
        for text, place in (("x = 1 +;", "1:8: "), ("function f() { return zz; }\nf();", "1:23: ")):
            bad = self.write(text, "bad.ml")
            for options in ([bad, "--iterations", "1"], [bad, "--concurrency", "2"], [good, "--compare", bad]):
                with self.subTest(text, options=options):
                    done = self.command("benchmark", *options)
                    self.assertTrue(done.errors.startswith(f"Benchmark failed: {bad}:{place}"), done.errors)
                    self.assertNotIn("<ml>", done.errors)

    def test_grants_and_timeout(self) -> None:
        code = "import math; result = math.sqrt(4);"
        self.assertEqual(self.command("benchmark", "-c", code, "--iterations", "2").status, 1)
        options = ("--iterations", "2", "--grant", "math.compute")
        self.assertEqual(self.command("benchmark", "-c", code, *options).status, 0)
        done = self.command("benchmark", "-c", "while (true) { }", "--iterations", "1", "--timeout", "0.05")
        self.assertIn("time limit", done.errors)

    def test_wrong_usage(self) -> None:
        for arguments in (
            [],
            ["a.ml", "-c", "x = 1;"],
            ["-c", "x = 1;", "--iterations", "0"],
            ["-c", "x = 1;", "--iterations", "-5"],
            ["-c", "x = 1;", "--concurrency", "0"],
            ["-c", "x = 1;", "--warmup", "x"],
            ["-c", "x = 1;", "--grant", "?"],
            ["-c", "x = 1;", "--format", "rst"],
            ["-c", "x = 1;", "--format", "csv", "--json"],
            ["-c", "x = 1;", "--compare", "a.ml", "--concurrency", "2"],
            ["-c", "x = 1;", "--compare", "a.ml", "--baseline", "b.json"],
            ["-c", "x = 1;", "--concurrency", "2", "--baseline", "b.json"],
            ["-c", "x = 1;", "--save-baseline"],
        ):
            with self.subTest(arguments):
                self.assertEqual(self.command("benchmark", *arguments).status, 2)
        self.assertIn("Error reading file", self.command("benchmark", "/no/such/file.ml").errors)

    def test_options_that_mean_nothing_together_are_refused(self) -> None:
        program = self.write("x = 1;")
        for first, others in (
            (["--compare", program], ("--iterations=3", "--warmup=0", "--concurrency=2", "--baseline=b.json")),
            (["--concurrency=2"], ("--iterations=3", "--warmup=0", "--baseline=b.json")),
        ):
            for other in others:
                name = other.partition("=")[0]
                done = self.command("benchmark", program, *first, other)
                first_name = first[0].partition("=")[0]
                with self.subTest(first, other=other):
                    self.assertEqual((done.status, done.output), (2, ""))
                    self.assertEqual(done.errors, f"benchmark: {first_name} and {name} cannot be combined\n")
        done = self.command("benchmark", program, "--save-baseline")
        self.assertEqual((done.status, done.errors), (2, "benchmark: --save-baseline needs --baseline FILE\n"))
        self.assertEqual(self.command("benchmark", program, "--", "x").status, 2)
        options = ("--concurrency=1", "--iterations=2", "--warmup=0")
        self.assertEqual(self.command("benchmark", program, *options).status, 0)

    def test_digits_of_other_scripts_are_no_numbers(self) -> None:
        for option, text in (("--warmup", "²"), ("--warmup", "1_0"), ("--iterations", "٣"), ("--iterations", "9" * 19)):
            done = self.command("benchmark", "-c", "x = 1;", option, text)
            with self.subTest(option, text=text):
                self.assertEqual(done.status, 2)
                self.assertRegex(done.errors, f"argument {option}: must be a (positive )?whole number")

    def test_files_that_cannot_be_written_are_named(self) -> None:
        path = os.path.join(self.folder, "missing", "a.json")
        for options in (["--output", path], ["--baseline", path, "--save-baseline"]):
            done = self.command("benchmark", "-c", "x = 1;", "--iterations", "2", "--warmup", "0", *options)
            with self.subTest(options):
                self.assertEqual((done.status, done.errors), (1, f"cannot write {path}: No such file or directory\n"))

    def test_two_programs(self) -> None:
        old, new = self.write("x = sum(range(100));", "old.ml"), self.write("x = sum(range(1000));", "new.ml")
        done = self.command("benchmark", old, "--compare", new)
        self.assertEqual(done.status, 1)
        self.assertIn("slower", done.output)

    def test_baselines_and_files(self) -> None:
        path, samples = os.path.join(self.folder, "b.json"), os.path.join(self.folder, "samples.csv")
        options = ["benchmark", "-c", "x = 1;", "--iterations", "30", "--baseline", path]
        self.assertEqual(self.command(*options).status, 2)
        self.assertEqual(self.command(*options, "--save-baseline").status, 0)
        done = self.command(*options, "--output", samples, "--format", "csv")
        self.assertIn("-c: ", done.errors)
        with open(samples, encoding="utf-8") as file:
            self.assertGreaterEqual(len(file.readlines()), 31)

    def test_baselines_that_tell_nothing(self) -> None:
        path = os.path.join(self.folder, "b.json")
        options = ["benchmark", "--iterations", "3", "--baseline", path]
        code = self.write("x = sum(range(10));", "one.ml")
        self.assertEqual(self.command(*options, code, "--save-baseline").status, 0)
        self.write("x = sum(range(11));", "one.ml")
        done = self.command(*options, code)
        self.assertEqual(done.status, 2)
        self.assertIn("one.ml: the program has changed since the baseline was recorded", done.errors)
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
        entry = next(iter(stored["benchmarks"].values()))
        del entry["canary"], entry["program"]
        stored["machines"] = {"elsewhere": {**stored["machines"].pop(entry["machine"]), "class": "elsewhere"}}
        entry["machine"] = "elsewhere"
        self.write(json.dumps(stored), "b.json")
        done = self.command(*options, code)
        self.assertEqual(done.status, 2)
        self.assertIn("the baseline was recorded on another machine (elsewhere, not ", done.errors)
        self.assertIn("record it here with MLPY_TESTKIT_BASELINES=update", done.errors)
        with mock.patch.dict(os.environ, {"MLPY_TESTKIT_BASELINES": "update"}):
            self.assertEqual(self.command(*options, code).status, 0)

    def test_a_program_slower_than_its_baseline(self) -> None:
        path = os.path.join(self.folder, "b.json")
        options = ["benchmark", "-c", "x = sum(range(10));", "--iterations", "3", "--baseline", path]
        self.assertEqual(self.command(*options, "--save-baseline").status, 0)
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
        for process in stored["benchmarks"]["-c"]["processes"]:
            process["samples"] = [value / 100 for value in process["samples"]]
        self.write(json.dumps(stored), "b.json")
        done = self.command(*options)
        self.assertEqual(done.status, 1)
        self.assertIn("slower than its baseline", done.errors)

    @brief
    def test_markdown(self) -> None:
        path = self.write("x = sum(range(100));", "one.ml")
        other = self.write("x = sum(range(10000));", "other.ml")
        done = self.command("benchmark", path, "--iterations", "3", "--format", "markdown")
        self.assertEqual((done.status, done.errors), (0, ""))
        heading, _, row = done.output.splitlines()
        self.assertEqual(heading, "| Benchmark | Median | Spread | Samples |")
        self.assertRegex(row, r"one\.ml \| [\d.]+ .s \| ±[\d.]+% \| 3 \|$")
        done = self.command("benchmark", path, "--compare", other, "--format", "markdown")
        self.assertEqual(done.status, 1)
        old, new = done.output.splitlines()[2:]
        self.assertRegex(old, r"one\.ml .* \| - \| - \|  \|$")
        self.assertRegex(new, r"other\.ml .* \| \+[\d.]+% \| \+[\d.]+% to \+[\d.]+% \| \*\*slower\*\* \|$")
        done = self.command("benchmark", path, "--compare", path, "--format", "markdown")
        self.assertIn("one.ml (again) |", done.output)

    def test_a_baseline_in_markdown(self) -> None:
        path = os.path.join(self.folder, "b.json")
        options = ["benchmark", "-c", "x = 1;", "--iterations", "3", "--baseline", path, "--format", "markdown"]
        for status, verdict, more in ((2, "new", []), (0, "created", ["--save-baseline"])):
            done = self.command(*options, *more)
            self.assertEqual(done.status, status)
            self.assertRegex(done.output, rf"(?m)^\| -c \|.* \| - \| - \| {verdict} \|$")

    @brief
    def test_formats_are_printed_or_written(self) -> None:
        path = os.path.join(self.folder, "samples")
        for options, lines in ((["--iterations", "3"], 4), (["--concurrency", "3"], 4), (["--compare", "one.ml"], 61)):
            if "--compare" in options:
                options[1] = self.write("x = 1;", "one.ml")
            command = ["benchmark", "-c", "x = 1;", *options, "--format", "csv"]
            with self.subTest(options):
                self.assertGreaterEqual(len(self.command(*command).output.splitlines()), lines)
                done = self.command(*command, "--output", path)
                self.assertNotIn("benchmark,process", done.output)
                with open(path, encoding="utf-8") as file:
                    self.assertGreaterEqual(len(file.readlines()), lines)
