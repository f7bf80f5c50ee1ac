"""A workflow over several files: imports, callbacks, printed text, state, asynchronous tests."""

import asyncio

from mlpy_testkit import MLIntegrationTestCase


def order(number, tier="basic", zone="home", **more):
    """Return an order of two packets of tea."""
    items = [{"name": "tea", "price": 450, "quantity": 2}]
    return {"id": number, "tier": tier, "zone": zone, "kilos": 1, "items": items, **more}


class Workflow(MLIntegrationTestCase):
    """workflow.ml, which imports the rules in the folder beside it."""

    ml_files = ["workflow.ml"]

    def test_imported_rules(self):
        bill = self.session.call("place", order(7, tier="premium"))
        self.assertEqual(bill, {"order": 7, "goods": 720, "freight": 490, "total": 1210})

    def test_callback(self):
        # An ML function as listener; what it saw stays in a variable of the session.
        self.session.run('seen = []; on("placed", fn(bill) => seen.append(bill.total));')
        self.session.call("place", order(7))
        self.session.call("place", order(8, tier="plus"))
        self.assertEqual(self.session.variables["seen"], [1390, 1345])

    def test_python_function_as_callback(self):
        # A Python function handed to ML; it gets copies of what ML passes.
        seen = []
        self.session.call("on", "placed", seen.append)
        self.session.call("place", order(7))
        self.assertEqual(seen, [{"order": 7, "goods": 900, "freight": 490, "total": 1390}])

    def test_event_from_python(self):
        self.session.run('greeted = []; on("login", fn(user) => greeted.append("hello " + user));')
        self.session.call("emit", "login", "Ann")
        self.assertEqual(self.session.variables["greeted"], ["hello Ann"])

    def test_errors_caught_in_ml(self):
        orders = [order(1), order(2, zone="moon"), order(3, items=[])]
        answer = self.session.call("place_all", orders)
        self.assertEqual([bill["order"] for bill in answer["placed"]], [1])
        self.assertEqual(
            answer["refused"],
            [{"order": 2, "reason": "'moon'"}, {"order": 3, "reason": "order 3 is empty"}],
        )

    def test_printed_text(self):
        self.assertMLPrints("place_all([]);", "0 placed, 0 refused")

    def test_every_test_starts_afresh(self):
        self.assertEqual(self.session.variables["listeners"], [])

    async def test_in_asynchronous_code(self):
        # The code runs beside the event loop, which goes on meanwhile.
        await self.assertAsyncMLResult('result = shipping.cost("far", 7);', 2690)

    async def test_side_by_side(self):
        await asyncio.gather(
            self.assertAsyncMLResult('pricing.discount(1000, "plus");', 50),
            self.assertAsyncMLResult('shipping.cost("near", 1);', 990),
        )
