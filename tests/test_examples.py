"""The two commands at the top of README.md, and the example suite that the first one runs."""

import re
import shlex
import subprocess
import sys
import unittest
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parent.parent


def readme_commands() -> List[str]:
    """Return the commands in the first code block of README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"(?ms)^```sh\n(.*?)^```$", text)
    return block.group(1).splitlines() if block else []


class Examples(unittest.TestCase):
    """The suite in examples/, run as README.md says."""

    def test_readme_opens_with_the_two_commands(self) -> None:
        self.assertEqual(readme_commands(), ["python3 -m unittest discover -s examples -v", "python3 -m unittest"])

    def test_the_example_suite_passes(self) -> None:
        words = shlex.split(readme_commands()[0])
        done = subprocess.run(
            [sys.executable, "-W", "error", *words[1:]],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"\nOK\n\Z", "something was skipped")
        written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("test_*.py"))
        tests = len(re.findall(r"(?m)^    (?:async )?def test_", written))
        self.assertGreaterEqual(tests, 44)
        self.assertIn(f"Ran {tests} tests", done.stdout)

    def test_every_example_suite_is_introduced(self) -> None:
        folder = ROOT / "examples"
        introduced = re.findall(r"(?m)^\d+\. `(\w+\.py)`", (folder / "README.md").read_text(encoding="utf-8"))
        self.assertEqual(sorted(introduced), sorted(path.name for path in folder.glob("test_*.py")))

    def test_every_example_file_is_used(self) -> None:
        folder = ROOT / "examples"
        readable = [path for path in folder.rglob("*") if path.suffix in (".py", ".ml", ".md")]
        written = "".join(path.read_text(encoding="utf-8") for path in readable)
        for path in folder.rglob("*.ml"):
            with self.subTest(path=path.name):
                self.assertRegex(written, rf"{path.stem}\.ml\b|import [\w.]*\b{path.stem}\b")


if __name__ == "__main__":
    unittest.main()
