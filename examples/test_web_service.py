"""A web service that calls ML: unit tests with a mock, integration tests with the real engine."""

import asyncio
import json

from web_service import QuoteService, post

from mlpy_testkit import MLIntegrationTestCase, MLRuntimeError, MockAsyncExecutor

ORDER = {"items": [{"price": 450, "quantity": 2}, {"price": 10000, "quantity": 1}]}


class WithMock(MLIntegrationTestCase):
    """What the service makes of an answer; no ML runs."""

    def setUp(self):
        self.mock = MockAsyncExecutor()
        self.service = QuoteService(self.mock, timeout=2.0)

    async def test_a_quote_is_passed_on(self):
        self.mock.when("quote(order)").returns({"total": 10900, "express": True})
        self.assertEqual(await self.service.answer(json.dumps(ORDER)), (200, {"total": 10900, "express": True}))
        self.mock.assert_executed_once_with(self.service.rule, timeout=2.0, context={"order": ORDER})

    async def test_what_is_no_json_never_reaches_the_rule(self):
        self.assertEqual((await self.service.answer("{"))[0], 400)
        self.mock.assert_not_executed()

    async def test_a_rule_that_fails(self):
        self.mock.when("quote(order)").fails(MLRuntimeError("no price"))
        self.assertEqual(await self.service.answer("{}"), (422, {"error": "no price"}))

    async def test_a_rule_that_hangs(self):
        self.service.timeout = 0.01
        self.mock.when("quote(order)").hangs()
        self.assertEqual((await self.service.answer("{}"))[0], 503)

    async def test_the_mock_tells_the_truth(self):
        self.mock.when("quote(order)").returns({"total": 10900, "express": True})
        await self.service.answer(json.dumps(ORDER))
        self.assertMockFaithful(self.mock)


class WithEngine(MLIntegrationTestCase):
    """The service with the rule itself, over a connection."""

    async def asyncSetUp(self):
        service = QuoteService(self.executor)
        server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
        self.addAsyncCleanup(server.wait_closed)
        self.addCleanup(server.close)
        self.port = server.sockets[0].getsockname()[1]

    async def test_a_quote(self):
        self.assertEqual(await post(self.port, json.dumps(ORDER).encode()), (200, {"total": 10900, "express": True}))

    async def test_an_order_without_items(self):
        self.assertEqual(await post(self.port, b'{"items": []}'), (422, {"error": "an order has items"}))

    async def test_what_is_no_order(self):
        self.assertEqual((await post(self.port, b"[]"))[0], 422)

    async def test_many_at_once(self):
        answers = await asyncio.gather(*(post(self.port, json.dumps(ORDER).encode()) for _ in range(20)))
        self.assertEqual({status for status, _ in answers}, {200})
