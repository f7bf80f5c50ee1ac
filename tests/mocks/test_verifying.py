"""Whether a mock tells the truth."""

import asyncio
import unittest
from typing import Any

from mlpy_testkit import AsyncMLExecutor, MLREPLSession, MLRuntimeError, MLUsageError
from mlpy_testkit.mocks import MockAsyncExecutor, MockREPLSession, verify_against


class Executors(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()
        self.real = AsyncMLExecutor(1)
        self.addCleanup(self.real.shutdown)

    def use(self, code: str, *arguments: Any, **keywords: Any) -> None:
        asyncio.run(self.mock.execute(code, *arguments, **keywords))

    def test_the_truth(self) -> None:
        self.mock.when("6 * 7").returns(42)
        self.mock.when("x + 1").returns(3)
        self.mock.when("1 / 0").fails("division by zero")
        self.mock.when("math.sqrt(16)").returns(4.0)
        self.use("result = 6 * 7;")
        self.use("result = x + 1;", 5.0, {"x": 2})
        self.use("result = 1 / 0;")
        self.use("x = ;")
        self.use("import math; result = math.sqrt(16);", capabilities=["math.compute"])
        found = self.mock.verify_against(self.real)
        self.assertEqual((list(found), found.checked, found.skipped), ([], 5, 0))

    def test_lies(self) -> None:
        self.mock.when("6 * 7").returns(41)
        self.mock.when("true").returns(1)
        self.mock.when("nosuch(*)").returns(5)
        self.mock.when("2").fails("no")
        for code in ("result = 6 * 7;", "result = true;", "result = nosuch(1);", "result = 2;"):
            self.use(code)
        found = verify_against(self.mock, self.real)
        self.assertEqual([item.record.ml_code for item in found], [item.ml_code for item in self.mock.executions])
        self.assertEqual(str(found[0]), "execute('result = 6 * 7;')\n  mock: 41\n  real: 42")
        self.assertEqual(found[2].real, "failure: name 'nosuch' is not defined")

    def test_against_a_new_one(self) -> None:
        self.mock.when("6 * 7").returns(41)
        self.use("result = 6 * 7;")
        self.assertEqual([item.real for item in verify_against(self.mock)], ["42"])
        self.assertEqual([item.real for item in self.mock.verify_against()], ["42"])

    def test_the_answer_of_nobody_is_a_lie_too(self) -> None:
        self.use("test code")
        self.assertEqual(len(self.mock.verify_against(self.real)), 1)

    def test_trouble_on_purpose_is_no_answer(self) -> None:
        self.mock.should_fail = True
        with self.assertRaises(RuntimeError):
            self.use("result = 1;")
        self.mock.should_fail = False
        self.mock.faults.fail_on(1)
        self.use("result = 1;")
        self.mock.when("1").raises(OSError("gone"))
        with self.assertRaises(OSError):
            self.use("result = 1;")
        with self.assertRaises(MLUsageError):
            self.use("result = 1;", None, "no dict")
        found = self.mock.verify_against(self.real)
        self.assertEqual((list(found), found.checked, found.skipped), ([], 0, 3))

    def test_inside_a_loop(self) -> None:
        self.mock.when("2").returns(3)

        async def main() -> None:
            await self.mock.execute("result = 2;")
            self.assertEqual(len(self.mock.verify_against(self.real)), 1)
            self.assertEqual(len(await self.mock.verify_against(self.real)), 1)

        asyncio.run(main())


class Sessions(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockREPLSession()
        self.real = MLREPLSession()
        self.addCleanup(self.real.close)

    def test_the_truth(self) -> None:
        self.mock.execute("function f(x) { return 10 / x; }")
        self.mock.call("f", 4)
        with self.assertRaises(MLRuntimeError):
            self.mock.call("f", 0)
        self.mock.when("f(5)").returns(2.0)
        self.mock.execute("f(5)")
        self.mock.execute("1 +")
        found = self.mock.verify_against(self.real)
        self.assertEqual((list(map(str, found)), found.checked), ([], 5))

    def test_lies(self) -> None:
        self.mock.execute("function f(x) { return x; }")
        self.mock.stub("f", returns=3)
        self.mock.call("f", 2)
        self.mock.call("double", 2)
        found = self.mock.verify_against(self.real)
        self.assertEqual([item.real for item in found], ["2", "failure: the session has no function 'double'"])

    def test_only_mocks(self) -> None:
        with self.assertRaises(MLUsageError):
            verify_against(object(), self.real)
