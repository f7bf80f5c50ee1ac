"""What all commands share: output that cannot be written, Ctrl-C, mistakes."""

import contextlib
import errno
import io
import os
import subprocess
import sys
import unittest
from typing import Any
from unittest import mock

from mlpy_testkit import __version__
from mlpy_testkit.__main__ import main
from mlpy_testkit.case.descriptors import open_descriptors
from mlpy_testkit.commands import check

from .running import ROOT, CommandTest, Done

FULL = "/dev/full"


class Unwritable(io.StringIO):
    """Output on which nothing can be written, and no file of the system."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


class Output(CommandTest):
    @unittest.skipUnless(os.path.exists(FULL), "needs a device on which nothing can be written")
    def test_a_full_disk_is_told(self) -> None:
        path = self.write("result = 1;")
        for arguments in (["run", path, "--result"], ["check", path]):
            with self.subTest(arguments), open(FULL, "wb") as full:
                done = subprocess.run(
                    [sys.executable, "-W", "error", "-m", "mlpy_testkit", *arguments],
                    cwd=ROOT,
                    stdout=full,
                    stderr=subprocess.PIPE,
                    check=False,
                )
                self.assertEqual((done.returncode, done.stderr), (1, b"mlpy_testkit: No space left on device\n"))

    def test_the_output_of_a_program_around_stays_its_own(self) -> None:
        before = open_descriptors()
        for number, errors in ((errno.EPIPE, ""), (errno.ENOSPC, "mlpy_testkit: No space left on device\n")):
            told = io.StringIO()
            output = Unwritable(OSError(number, os.strerror(number)))
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(told):
                self.assertEqual(main(["check", self.write("x = 1;")]), 1)
            self.assertEqual(told.getvalue(), errors)
        self.assertEqual(open_descriptors(), before)

    def test_an_error_that_is_not_about_the_output_is_a_mistake(self) -> None:
        def mistake(path: str) -> Any:
            raise FileNotFoundError(errno.ENOENT, "no such file", "ours.json")

        with mock.patch.object(check, "check_file", mistake), self.assertRaisesRegex(FileNotFoundError, "ours.json"):
            main(["check", "a.ml"])

    def test_an_emulated_module_that_is_missing(self) -> None:
        for name, text in (
            ("nosuch", "No module named nosuch"),
            ("nosuch.part", "No module named 'nosuch'"),
            ("unittest.nosuch", "No module named unittest.nosuch"),
            ("mlpy.nosuch", "mlpy.nosuch is not emulated by mlpy_testkit"),
        ):
            with self.subTest(name), mock.patch.object(sys, "path", list(sys.path)), mock.patch.object(sys, "argv", []):
                self.assertEqual(self.command("emulate", "-m", name), Done(1, "", f"{text}\n"))

    def test_an_emulated_program_fails_by_itself(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "mlpy_testkit", "emulate", "-c", "open('/no/such/file')"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.startswith("Traceback"), done.stderr)
        self.assertTrue(done.stderr.endswith("'/no/such/file'\n"), done.stderr)


class Arguments(CommandTest):
    def test_what_is_not_known_is_told_by_the_command_itself(self) -> None:
        for arguments, text in (
            (["check", "a.ml", "--strict"], "check: error: unrecognized arguments: --strict"),
            (["run", "a.ml", "b"], "run: error: unrecognized arguments: b; what is for the program comes behind --"),
            (["integration", "validate", "b"], "validate: error: unrecognized arguments: b"),
        ):
            with self.subTest(arguments):
                done = self.command(*arguments)
                self.assertEqual((done.status, done.output), (2, ""))
                self.assertTrue(done.errors.startswith(f"usage: python -m mlpy_testkit {text.partition(':')[0]} "))
                self.assertTrue(done.errors.endswith(f"{text}\n"), done.errors)

    def test_the_version(self) -> None:
        self.assertEqual(self.command("--version"), Done(0, f"mlpy_testkit {__version__}\n", ""))
