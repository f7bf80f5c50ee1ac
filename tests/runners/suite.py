"""A suite whose tests say by their names what comes of them, whichever runner runs them.

``test_passes_...``, ``test_fails_...``, ``test_skips_...`` and ``test_expects_...``, an expected failure. It is no part
of the tests of the kit: half of it fails.
"""

import asyncio
import contextvars
import unittest
from typing import Any, List

from mlpy_testkit import AsyncMLExecutor, Limits, MLIntegrationTestCase, MLTestCase, World, ml_settings

SEEN: "contextvars.ContextVar[List[str]]" = contextvars.ContextVar("SEEN")


class Configured:
    """A mixin that says what ML there is."""

    ml_source = "function double(x) { return x * 2; }"
    ml_capabilities = ["file.read:/data/*"]
    ml_world = World.fake(files={"/data/rates.json": "20"})


class Asynchronous(Configured, MLIntegrationTestCase):
    """Fixtures without ``super()``, tests with and without ``async``."""

    @classmethod
    def setUpClass(cls) -> None:
        SEEN.set(["class"])

    def setUp(self) -> None:
        SEEN.set([*SEEN.get(), "setUp"])

    async def asyncSetUp(self) -> None:
        SEEN.set([*SEEN.get(), "asyncSetUp"])

    async def test_passes_awaiting(self) -> None:
        result = await self.executor.execute("result = x + 1;", context={"x": 1})
        self.assertEqual(result.value, 2)
        await self.assertAsyncMLResult("result = double(21);", 42)

    def test_passes_without_await(self) -> None:
        self.assertMLResult('import file; result = file.read("/data/rates.json");', "20")
        with self.assertCapabilityViolation("file.read", "/etc/passwd"):
            self.session.run('import file; file.read("/etc/passwd");')

    async def test_passes_with_all_context_variables(self) -> None:
        self.assertEqual(SEEN.get(), ["class", "setUp", "asyncSetUp"])

    async def test_passes_with_subtests(self) -> None:
        for number in range(3):
            with self.subTest(number=number):
                await self.assertAsyncMLResult(f"result = double({number});", number * 2)

    @ml_settings(limits=Limits(steps=100))
    async def test_passes_under_other_settings(self) -> None:
        result = await self.executor.execute("while (true) { }")
        self.assertEqual(result.exception.limit, "steps")

    async def test_fails_by_its_value(self) -> None:
        await self.assertAsyncMLResult("result = double(21);", 43)

    async def test_fails_in_a_subtest(self) -> None:
        for number in range(3):
            with self.subTest(number=number):
                self.assertMLResult(f"result = double({number});", 2)

    async def test_fails_by_an_error(self) -> None:
        self.session.run("double(1) / 0")

    async def test_fails_by_leaving_python(self) -> None:
        raise SystemExit(3)

    def test_fails_by_a_forgotten_await(self) -> None:
        self.assertAsyncMLResult("1", 2)

    async def test_fails_by_a_task(self) -> None:
        self.task = asyncio.ensure_future(asyncio.Event().wait())

    async def test_fails_by_an_executor(self) -> None:
        AsyncMLExecutor()

    @unittest.skip("not today")  # nothing is left out: all runners must tell of a skip alike
    async def test_skips_by_a_decorator(self) -> None:
        self.fail("it ran")

    async def test_skips_by_itself(self) -> None:
        await asyncio.sleep(0)
        self.skipTest("not today")

    @unittest.expectedFailure
    async def test_expects_a_wrong_value(self) -> None:
        await self.assertAsyncMLResult("result = double(21);", 43)

    @unittest.expectedFailure
    async def test_fails_by_an_unexpected_success(self) -> None:
        await self.assertAsyncMLResult("result = double(21);", 42)


class Inherited(Asynchronous):
    """All of it again, with other files."""

    ml_world = World.fake(files={"/data/rates.json": "20", "/data/other": ""})


class Synchronous(Configured, MLTestCase):
    """The class without a loop."""

    def test_passes(self) -> None:
        self.assertMLResult("result = double(21);", 42)

    def test_fails(self) -> None:
        self.assertMLResult("result = double(21);", 43)

    def test_fails_in_its_cleanup(self) -> None:
        self.addCleanup(self.fail, "on purpose")


class Unprepared(Configured, MLIntegrationTestCase):
    """A class whose fixture fails."""

    async def asyncSetUp(self) -> None:
        self.session.run("nothing")

    async def test_fails_before_it_begins(self) -> None:
        raise KeyboardInterrupt("it ran")


def expected(name: str) -> str:
    """Return what comes of a test of this name."""
    words: Any = {"passes": "passed", "fails": "failed", "skips": "skipped", "expects": "expected"}
    return str(words[name.split("_")[1]])
