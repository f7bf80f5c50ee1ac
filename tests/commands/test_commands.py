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

from mlpy_testkit.__main__ import main
from mlpy_testkit.case.descriptors import open_descriptors
from mlpy_testkit.commands import check

from .running import ROOT, CommandTest

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
