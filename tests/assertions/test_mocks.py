"""Assertions on mocks."""

import asyncio
import unittest
from typing import Any

from mlpy_testkit import AsyncMLExecutor, MLTestCase, MLUsageError
from mlpy_testkit.assertions.mocks import MockAsserts
from mlpy_testkit.mocks import MockAsyncExecutor, MockREPLSession


class Case(MockAsserts, unittest.TestCase):
    """A case of somebody who uses the mixin alone."""

    def fails(self, text: str, function: Any, *arguments: Any, **keywords: Any) -> None:
        with self.assertRaises(AssertionError) as caught:
            function(*arguments, **keywords)
        self.assertEqual(str(caught.exception), text)


class Faithful(Case):
    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()

    def answer(self, value: Any) -> None:
        self.mock.return_value = value
        asyncio.run(self.mock.execute("result = 6 * 7;"))

    def test_the_truth(self) -> None:
        self.answer(42)
        self.assertMockFaithful(self.mock)
        with AsyncMLExecutor(1) as executor:
            self.assertMockFaithful(self.mock, executor)

    def test_a_lie(self) -> None:
        self.answer(42)
        self.answer(41)
        text = (
            "1 of 2 answers of the mock are not those of the real engine\n"
            "execute('result = 6 * 7;')\n  mock: 41\n  real: 42"
        )
        self.fails(text, self.assertMockFaithful, self.mock)
        self.fails(f"{text} : nightly", self.assertMockFaithful, self.mock, msg="nightly")
        self.longMessage = False
        self.fails("nightly", self.assertMockFaithful, self.mock, msg="nightly")

    def test_no_answer_proves_nothing(self) -> None:
        text = "the mock has given no answer that could be compared"
        self.fails(text, self.assertMockFaithful, self.mock)
        self.mock.faults.fail_on(1)
        self.answer(1)
        self.fails(text, self.assertMockFaithful, self.mock)

    def test_the_negative_form(self) -> None:
        self.answer(42)
        self.fails("1 answers are those of the real engine", self.assertMockNotFaithful, self.mock)
        self.answer(41)
        self.assertMockNotFaithful(self.mock)

    def test_sessions(self) -> None:
        session = MockREPLSession()
        session.execute("function f(x) { return x; }")
        session.call("f", 2)
        self.assertMockFaithful(session)
        session.call("double", 2)
        self.fails(
            "1 of 3 answers of the mock are not those of the real engine\ndouble(2)\n  mock: 4\n"
            "  real: failure: the session has no function 'double'",
            self.assertMockFaithful,
            session,
        )

    def test_the_executor_and_the_session_of_the_case(self) -> None:
        class Granted(MLTestCase):
            ml_capabilities = ["math.compute"]
            ml_source = "function twice(x) { return x * 2; }"

            def test_executor(self) -> None:
                mock = MockAsyncExecutor()
                mock.return_value = 4.0
                asyncio.run(mock.execute("import math; result = math.sqrt(16);"))
                self.assertMockFaithful(mock)

            def test_session(self) -> None:
                mock = MockREPLSession()
                mock.when("twice(4)").returns(8)
                mock.execute("twice(4)")
                self.assertMockFaithful(mock)

        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(Granted).run(result)
        self.assertEqual((result.testsRun, result.failures, result.errors), (2, [], []))

    def test_in_a_running_loop(self) -> None:
        async def main() -> None:
            self.mock.return_value = 42
            await self.mock.execute("result = 6 * 7;")
            self.assertMockFaithful(self.mock)

        asyncio.run(main())

    def test_wrong_use(self) -> None:
        with self.assertRaises(MLUsageError):
            self.assertMockFaithful(object())
