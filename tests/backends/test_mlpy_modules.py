"""Copies of ML modules for mlpy; they need no mlpy."""

import os
import tempfile
import threading
import unittest
from typing import List, Set

from mlpy_testkit.backends.mlpy_modules import ModulesOnDisk


class Copies(unittest.TestCase):
    def test_threads_get_copies_of_their_own(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(20):
                with open(os.path.join(folder, f"m{number}.ml"), "w", encoding="utf-8") as file:
                    file.write("x = 1;")
            modules = ModulesOnDisk([])
            copies: Set[str] = set()
            errors: List[Exception] = []
            together = threading.Barrier(8)

            def work() -> None:
                together.wait(10)
                try:
                    for _ in range(10):
                        with modules.beside(folder) as copy:
                            copies.add(str(copy))
                except OSError as error:
                    errors.append(error)

            threads = [threading.Thread(target=work) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(errors, [])
            self.assertEqual((len(copies), len({os.path.dirname(copy) for copy in copies})), (80, 1))
            self.assertTrue(all(os.path.isfile(os.path.join(copy, "m7.ml")) for copy in copies))
