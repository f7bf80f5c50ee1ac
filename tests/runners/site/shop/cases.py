"""Tests in Django's own classes, with the assertions of the kit, and in the kit's with Django's beside it."""

from typing import Any

from django import test

from mlpy_testkit import Engine, MLIntegrationTestCase, MLTestCase
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
