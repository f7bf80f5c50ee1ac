"""``python -m mlpy_testkit check``: errors and findings, in three forms."""

import errno
import json
import os
import unittest
from typing import Any
from unittest import mock

from mlpy_testkit.commands import check

from .running import CommandTest, Done

FINDING = "function max(a, b) { return 0; }\nresult = max(1, 2);\n"
ERROR = "x = ;\n"


class Human(CommandTest):
    def check(self, *arguments: str, given: bytes = b"") -> Done:
        done = self.command("check", *arguments, given=given)
        return done._replace(output=done.output.replace(self.folder + os.sep, ""))

    def test_a_file_without_fault(self) -> None:
        self.assertEqual(self.check(self.write("x = 1;")), Done(0, "1 file, 0 errors, 0 findings\n", ""))

    def test_a_directory_without_programs_is_told(self) -> None:
        done = self.command("check", self.folder)
        self.assertEqual(done, Done(0, "0 files, 0 errors, 0 findings\n", f"no .ml files in {self.folder}\n"))

    def test_a_copy_of_the_kit_is_left_out(self) -> None:
        self.write("x = 1;")
        self.write(ERROR, "mlpy_testkit/errors.ml")
        self.assertEqual(self.command("check", self.folder).status, 1)
        with mock.patch.object(check, "_KIT", os.path.join(self.folder, "mlpy_testkit")):
            self.assertEqual(self.command("check", self.folder).output, "1 file, 0 errors, 0 findings\n")
            self.assertEqual(self.command("check", os.path.join(self.folder, "mlpy_testkit")).status, 1)

    def test_a_finding(self) -> None:
        done = self.check(self.write(FINDING))
        self.assertEqual(
            done.output,
            "program.ml:2:10: warning: mlpy always calls the built-in 'max' [Q14]\n"
            "    result = max(1, 2);\n"
            "             ^\n"
            "1 file, 0 errors, 1 finding\n",
        )
        self.assertEqual(done.status, 1)

    def test_an_error(self) -> None:
        done = self.check(self.write(ERROR))
        self.assertEqual(
            done.output,
            "program.ml:1:5: error: expected a value, found ';' [syntax]\n"
            "    x = ;\n        ^\n1 file, 1 error, 0 findings\n",
        )
        self.assertEqual(done.status, 1)

    def test_what_a_program_must_not_use_is_an_error(self) -> None:
        self.assertIn("error: ", self.check(self.write("import os;")).output)

    def test_directories_are_walked_in_order(self) -> None:
        for name in ("b.ml", "a/z.ml", "a.ml", "a/notes.txt", ".git/c.ml"):
            self.write(ERROR, name)
        done = self.check(self.folder)
        places = [line.partition(":")[0] for line in done.output.splitlines() if "error:" in line]
        self.assertEqual(places, ["a.ml", "b.ml", os.path.join("a", "z.ml")])

    @unittest.skipUnless(hasattr(os, "mkfifo"), "there are no named pipes")
    def test_pipes_in_a_directory_are_not_waited_for(self) -> None:
        self.write("x = 1;", "a.ml")
        os.mkfifo(os.path.join(self.folder, "pipe.ml"))
        self.assertEqual(self.check(self.folder).output, "1 file, 0 errors, 0 findings\n")

    def test_a_file_named_twice_is_checked_once(self) -> None:
        path = self.write(ERROR)
        self.assertIn("1 file, 1 error", self.check(path, self.folder).output)

    def test_standard_input(self) -> None:
        self.assertIn("<stdin>:1:5: error:", self.check("-", given=ERROR.encode()).output)

    def test_files_that_cannot_be_read(self) -> None:
        missing = os.path.join(self.folder, "none.ml")
        self.assertEqual(
            self.check(missing).output,
            "none.ml: error: cannot read: No such file or directory [unreadable]\n1 file, 1 error, 0 findings\n",
        )
        told = self.check(self.write(b"\xff\xfe")).output
        self.assertEqual(told.splitlines()[0], "program.ml: error: not UTF-8 text (byte 1) [syntax]")
        for content in (b"\xff\xfe", b"a\0b", b"x" * 2_000_000):
            with self.subTest(content[:3]):
                self.assertEqual(self.check(self.write(content)).status, 1)

    def test_a_directory_that_cannot_be_listed_is_told(self) -> None:
        self.write("x = 1;", "a.ml")
        os.mkdir(os.path.join(self.folder, "secret"))
        scandir = os.scandir

        def refuse(path: str) -> Any:
            if os.path.basename(path) == "secret":
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return scandir(path)

        with mock.patch("os.scandir", refuse):
            done = self.check(self.folder)
        text = "secret: error: cannot read: Permission denied [unreadable]\n1 file, 1 error, 0 findings\n"
        self.assertEqual((done.status, done.output), (1, text))

    def test_two_ways_to_print_are_refused(self) -> None:
        self.assertEqual(self.check("--json", "--format", "compiler", self.folder).status, 2)

    def test_names_that_begin_with_a_dash(self) -> None:
        self.assertIn("-x.ml: error: cannot read", self.check("--", "-x.ml").output)

    def test_findings_can_be_left_out(self) -> None:
        path = self.write(FINDING)
        for options in (["--errors-only"], ["--ignore", "Q14"], ["--ignore", "Q1", "--ignore", "Q14"]):
            with self.subTest(options):
                self.assertEqual(self.check(path, *options).status, 0)
        self.assertEqual(self.check(path, "--ignore", "Q1").status, 1)
        self.assertEqual(self.check(self.write(ERROR), "--errors-only", "--ignore", "syntax").status, 1)

    def test_no_path_is_wrong_usage(self) -> None:
        self.assertEqual(self.check().status, 2)


class ForTools(CommandTest):
    def test_one_line_a_remark_for_editors(self) -> None:
        self.write(FINDING, "a.ml")
        self.write(ERROR, "b.ml")
        done = self.command("check", "--format", "compiler", self.folder)
        self.assertEqual(
            done.output.replace(self.folder + os.sep, ""),
            "a.ml:2:10: warning: mlpy always calls the built-in 'max' [Q14]\n"
            "b.ml:1:5: error: expected a value, found ';' [syntax]\n",
        )

    def test_a_whole_file_is_its_first_place(self) -> None:
        done = self.command("check", "--format", "compiler", "none.ml")
        self.assertEqual(done.output, "none.ml:1:1: error: cannot read: No such file or directory [unreadable]\n")

    def test_json(self) -> None:
        path = self.write(FINDING)
        done = self.command("check", "--json", path)
        self.assertEqual(
            json.loads(done.output),
            {
                "files": 1,
                "remarks": [
                    {
                        "severity": "warning",
                        "code": "Q14",
                        "message": "mlpy always calls the built-in 'max'",
                        "file": path,
                        "line": 2,
                        "column": 10,
                    }
                ],
            },
        )
        self.assertEqual(json.loads(self.command("check", "--json", self.write("")).output)["remarks"], [])
