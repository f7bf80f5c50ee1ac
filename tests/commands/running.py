"""Running commands, in this process and in one of their own."""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, NamedTuple, Optional
from unittest import mock

from mlpy_testkit.__main__ import main
from mlpy_testkit.backends.embedded import BACKEND
from mlpy_testkit.engine.program import Programs

ROOT = Path(__file__).resolve().parent.parent.parent


class Done(NamedTuple):
    """What a command came to."""

    status: int
    output: str
    errors: str


class CommandTest(unittest.TestCase):
    """A test that runs the command, with a folder for programs."""

    maxDiff = None

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        # As in a process of its own nothing has been loaded before, and no giant is kept for all tests that follow.
        programs = {True: Programs(), False: Programs()}
        remembered = mock.patch.object(BACKEND, "_programs", programs)
        remembered.start()
        self.addCleanup(remembered.stop)

    def write(self, content: Any, name: str = "program.ml") -> str:
        """Return the path of a new file with this text or these bytes."""
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def command(self, *arguments: str, given: bytes = b"") -> Done:
        """Run a command in this process, with *given* as standard input."""
        output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8", errors="surrogateescape")
        here = mock.patch.object(sys, "stdin", stdin)
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), here:
            status = main(list(arguments))
        for stream in (output, errors):
            stream.seek(0)
        done = Done(status, output.read(), errors.read())
        self.assertNotIn("Traceback", done.errors)
        return done

    def run_text(self, content: Any, *options: str, given: bytes = b"") -> Done:
        """Run a program; its path is shown as ``FILE``."""
        path = self.write(content)
        done = self.command("run", *options, path, given=given)
        return done._replace(errors=done.errors.replace(path, "FILE"))

    def process(self, *arguments: str, given: bytes = b"", environment: Optional[Dict[str, str]] = None) -> Done:
        """Run a command in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "mlpy_testkit", *arguments],
            cwd=ROOT,
            input=given,
            capture_output=True,
            env={**os.environ, **(environment or {})},
            timeout=60,
            check=False,
        )
        result = Done(done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)))
        self.assertNotIn("Traceback", result.errors)
        self.assertNotIn("Exception ignored", result.errors)
        return result
