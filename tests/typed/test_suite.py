"""A suite as users write it, with complete annotations: it passes, and ``mypy --strict`` finds nothing in it."""

import importlib
from typing import List

from mlpy_testkit import (
    AsyncMLResult,
    CapabilityContext,
    CapabilityToken,
    Engine,
    IntegrationTestHelper,
    Limits,
    MLDeniedError,
    MLIntegrationTestCase,
    MLLimitError,
    MLREPLSession,
    MLTestCase,
    MockAsyncExecutor,
    MockCapabilityManager,
    MockREPLSession,
    PerformanceTester,
    World,
    async_ml_execute,
    capability_context,
    emulate_mlpy,
    grant,
    ml_callback,
    ml_settings,
)


class Asynchronous(MLIntegrationTestCase):
    """The real engine, with and without a loop."""

    ml_source = "function double(x) { return x * 2; }"
    ml_capabilities = [grant("file.read", "/data/*")]
    ml_limits = Limits(seconds=5.0)
    ml_world = World.fake(files={"/data/rates.json": "20"})

    async def test_executor(self) -> None:
        result: AsyncMLResult = await self.executor.execute("result = x + 1;", context={"x": 1})
        self.assertTrue(result.success)
        self.assertEqual(result.value, 2)

    async def test_assertions(self) -> None:
        await self.assertAsyncMLResult("result = double(21);", 42)
        await self.assertAsyncExecution("result = double(21);", 42)

    async def test_function(self) -> None:
        result = await async_ml_execute("result = 1;")
        self.assertEqual(result.value, 1)

    @ml_settings(limits=Limits(steps=100))
    async def test_settings(self) -> None:
        result = await self.executor.execute("while (true) { }")
        self.assertIsInstance(result.exception, MLLimitError)

    def test_capabilities(self) -> None:
        with self.assertCapabilityViolation("file.read", "/etc/passwd"):
            self.session.run('import file; file.read("/etc/passwd");')
        self.assertMLResult('import file; result = file.read("/data/rates.json");', "20")


class Synchronous(MLTestCase):
    """Assertions, sessions, callbacks."""

    def test_session(self) -> None:
        with MLREPLSession(capabilities=[grant("math.compute")]) as session:
            self.assertEqual(session.execute_ml_line("1 + 1").value, 2)

    def test_entered_context(self) -> None:
        session: MLREPLSession = self.enterContext(MLREPLSession())
        self.assertEqual(session.execute_ml_line("1 + 1").value, 2)

    def test_callback(self) -> None:
        self.session.run("function double(x) { return x * 2; }")
        double = ml_callback(self.session, "double")
        self.assertEqual(double(4), 8)
        self.assertCallbackWorks("double", (2,), 4)

    def test_context(self) -> None:
        token: CapabilityToken = grant("file.read", "/data/*")
        context = CapabilityContext("of a test")
        context.add_capability(token)
        with capability_context(context):
            error = Engine().run('import file; file.read("/other");').error
        self.assertIsInstance(error, MLDeniedError)

    def test_helper(self) -> None:
        with IntegrationTestHelper() as helper:
            repl: MLREPLSession = helper.create_test_repl()
            repl.execute_ml_line("function double(x) { return x * 2; }")
            helper.assert_callback_works(repl, "double", [4], 8)


class Mocks(MLIntegrationTestCase):
    """Doubles."""

    async def test_executor(self) -> None:
        mock = MockAsyncExecutor()
        mock.when("total(*)").returns(120)
        result = await mock.execute("result = total(1);")
        self.assertEqual(result.value, 120)
        mock.assert_executed_once_with("result = total(1);")

    def test_session(self) -> None:
        mock = MockREPLSession()
        mock.execute_ml_line("x = 1")
        self.assertTrue(mock.executed_lines)

    def test_manager(self) -> None:
        manager = MockCapabilityManager()
        self.assertIsNotNone(manager)

    async def test_performance(self) -> None:
        found = await PerformanceTester().benchmark_async_execution("result = 1;", iterations=3)
        self.assertEqual(found["iterations"], 3)
        samples: List[float] = list(found.samples)
        self.assertEqual(len(samples), 3)

    def test_emulation(self) -> None:
        with emulate_mlpy():
            testing = importlib.import_module("mlpy.integration.testing")
        self.assertIs(testing.PerformanceTester, PerformanceTester)
