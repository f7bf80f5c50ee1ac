"""What mocks load: nothing that a test does not need."""

from tests.test_import_cost import HEAVY, InterpreterTest


class Imports(InterpreterTest):
    def test_mocks_load_neither_asyncio_nor_the_mocks_of_unittest(self) -> None:
        code = (
            "from mlpy_testkit import MockAsyncExecutor, MockCapabilityManager, MockREPLSession\n"
            "from mlpy_testkit.mocks import record, replay, verify_against\n"
            "MockAsyncExecutor().return_value = 1\nMockCapabilityManager()\n"
            "assert MockREPLSession().call_function('double', (5,), {}) == 10"
        )
        self.assertEqual(HEAVY & self.loaded(code) - self.loaded("import unittest"), set())

    def test_an_execution_loads_asyncio_only(self) -> None:
        code = (
            "import asyncio\nfrom mlpy_testkit import MockAsyncExecutor\nmock = MockAsyncExecutor()\n"
            "mock.side_effect = lambda *_: 1\nassert asyncio.run(mock.execute('result = 1;', 5.0)).value == 1\n"
            "mock.assert_executed_once_with('result = 1;', 5.0)"
        )
        self.assertEqual(HEAVY & self.loaded(code) - self.loaded("import unittest, asyncio"), set())

    def test_the_helper_loads_neither_asyncio_nor_the_mocks_of_unittest(self) -> None:
        code = "from mlpy_testkit import IntegrationTestHelper\nIntegrationTestHelper()"
        self.assertEqual(HEAVY & self.loaded(code) - self.loaded("import unittest"), set())
