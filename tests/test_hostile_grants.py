"""Programs that have some grants and reach for more: none gets through, every denial is recorded.

The programs stand in ``hostile/granted/``. Those that need no links run in memory too, with the same result.
"""

from __future__ import annotations

import os
import tempfile
import unittest

from mlpy_testkit.world.real_files import RealFiles

from .hostile import grants


class Corpus(unittest.TestCase):
    """Every program, on the disk and in memory."""

    cases = grants.read_all()

    def test_there_are_many(self) -> None:
        self.assertGreater(len(self.cases), 400)
        self.assertGreater(sum(not case.denied for case in self.cases), 100)

    @unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
    def test_on_the_disk(self) -> None:
        for case in self.cases:
            with tempfile.TemporaryDirectory() as folder, self.subTest(f"{case.program.place} {case.program.name}"):
                root = os.path.realpath(folder)
                grants.build(root)
                found = grants.complaints(case, root, RealFiles(f"{root}/open"))
                self.assertEqual(found, [])

    @unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
    def test_in_memory(self) -> None:
        for case in self.cases:
            if not case.needs_links:
                with self.subTest(f"{case.program.place} {case.program.name}"):
                    found = grants.complaints(case, "/m/root", grants.in_memory("/m/root"))
                    self.assertEqual(found, [])


if __name__ == "__main__":
    unittest.main()
