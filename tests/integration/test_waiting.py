"""Waiting for a coroutine inside of an event loop and outside."""

import asyncio
import contextvars
import threading
import unittest
from typing import List

from mlpy_testkit.integration.waiting import finish, is_in_loop

word = contextvars.ContextVar("word", default="none")


async def answer() -> List[object]:
    await asyncio.sleep(0)
    return [word.get(), threading.current_thread() is threading.main_thread()]


async def fail() -> None:
    raise LookupError("no")


class Waiting(unittest.TestCase):
    def test_outside_of_a_loop_it_runs_here(self) -> None:
        self.assertFalse(is_in_loop())
        self.assertEqual(finish(answer()), ["none", True])

    def test_inside_a_loop_it_runs_elsewhere_in_the_same_context(self) -> None:
        async def main() -> List[object]:
            self.assertTrue(is_in_loop())
            word.set("mine")
            return finish(answer())

        self.assertEqual(asyncio.run(main()), ["mine", False])

    def test_errors_come_out(self) -> None:
        async def main() -> None:
            finish(fail())

        for work in (lambda: finish(fail()), lambda: asyncio.run(main())):
            with self.assertRaisesRegex(LookupError, "no"):
                work()
