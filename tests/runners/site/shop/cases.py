"""Tests in Django's own classes, with the assertions of the kit, and in the kit's with Django's beside it."""

from typing import Any

from django import test

from mlpy_testkit import Engine, MLAsserts, MLIntegrationTestCase, MLTestCase
from mlpy_testkit.assertions import ExecutionAsserts

from .models import Order

DISCOUNT = "function discount(total) { return total / 10; }"


class WithAssertions(ExecutionAsserts, test.TestCase):
    """The mixin alone."""

    def run_ml(self, code: str) -> Any:
        """Run code in an engine."""
        return Engine().run(f"{DISCOUNT}\n{code}")

    def test_passes_with_the_database(self) -> None:
        order = Order.objects.create(total=100)
        self.assertMLResult(f"result = discount({order.total});", 10)

    def test_fails_by_its_value(self) -> None:
        self.assertMLResult("result = discount(100);", 11)


class WithAllAssertions(MLAsserts, test.TestCase):
    """All mixins in Django's class, which has something else under the name of the session."""

    def setUp(self) -> None:
        self.session = {"user": "ann"}
        self.order = Order.objects.create(total=100)
        self.assertMLRuns(DISCOUNT)

    def test_passes_with_each_mixin(self) -> None:
        self.assertMLResult("discount(total)", 10, context={"total": self.order.total})
        self.assertMLVariable("total", 100)
        self.assertMLPrints("print(discount(50));", "5.0")
        self.assertMLRaises("TypeError", "discount(null);", line=1)
        self.assertCallbackWorks("discount", (self.order.total,), 10)
        self.assertNoCapabilityViolation(code="discount(1);")
        self.assertNoMLFindings(DISCOUNT)
        with self.assertCapabilityViolation("math.compute"), self.assertMLPrintsNothing():
            self.assertMLRaises("denied", "import math; math.sqrt(4);")

    def test_passes_with_a_function_that_is_called(self) -> None:
        with self.assertCallbackCalled("discount", (100,)):
            self.assertMLRuns("discount(100);")

    async def test_passes_awaiting(self) -> None:
        await self.assertAsyncMLResult("discount(100)", 10)

    async def test_fails_awaiting(self) -> None:
        await self.assertAsyncCallbackWorks("discount", (100,), 11)

    async def test_fails_by_a_forgotten_await(self) -> None:
        self.assertAsyncMLResult("discount(100)", 11)

    def test_fails_by_a_forgotten_with_statement(self) -> None:
        self.assertMLRaises("thrown")

    def test_fails_by_a_denial(self) -> None:
        self.assertNoCapabilityViolation(code="import math; math.sqrt(4);")


class WithTheCase(MLTestCase, test.TestCase):
    """The kit's class, in Django's transaction."""

    ml_source = DISCOUNT

    @classmethod
    def setUpTestData(cls) -> None:
        cls.order = Order.objects.create(total=100)

    def test_passes_with_the_data_of_the_class(self) -> None:
        Order.objects.create(total=1)
        self.assertEqual(Order.objects.count(), 2)
        self.assertMLResult(f"result = discount({self.order.total});", 10)

    def test_passes_in_a_transaction_of_its_own(self) -> None:
        self.assertEqual(Order.objects.count(), 1)

    def test_fails_by_its_value(self) -> None:
        self.assertMLResult("result = discount(100);", 11)


class WithAwaiting(MLIntegrationTestCase, test.SimpleTestCase):
    """The kit's asynchronous class beside Django's."""

    ml_source = DISCOUNT

    async def test_passes_awaiting(self) -> None:
        await self.assertAsyncMLResult("result = discount(100);", 10)

    async def test_fails_by_its_value(self) -> None:
        await self.assertAsyncMLResult("result = discount(100);", 11)
