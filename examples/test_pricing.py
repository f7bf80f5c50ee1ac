"""Rules in an ML file, tested one by one: results, calls, thrown objects, errors with their place."""

from mlpy_testkit import MLIntegrationTestCase

CART = [
    {"name": "tea", "price": 450, "quantity": 2},
    {"name": "cup", "price": 1200, "quantity": 1},
]


class Pricing(MLIntegrationTestCase):
    """The functions of rules/pricing.ml; every test has a session of its own with that file in it."""

    ml_files = ["rules/pricing.ml"]

    def test_result_of_code(self):
        # Code says its result by assigning `result`, as it does in production.
        self.assertMLResult('result = discount(1000, "premium");', 200)

    def test_call_from_python(self):
        # Or call a function of the file; arguments and results are plain Python values.
        self.assertEqual(self.session.call("subtotal", CART), 2100)
        self.assertEqual(self.session.call("total", CART, "plus"), 1995)

    def test_every_tier(self):
        for tier, expected in [("basic", 0), ("plus", 50), ("premium", 200)]:
            with self.subTest(tier=tier):
                self.assertEqual(self.session.call("discount", 1000, tier), expected)

    def test_thrown_object(self):
        # What ML throws arrives in Python with all its fields.
        with self.assertMLRaises("thrown", regex="cannot sell 0 of cup") as caught:
            self.session.call("subtotal", [{"name": "cup", "price": 1200, "quantity": 0}])
        self.assertEqual(caught.error.value["code"], "bad-quantity")

    def test_error_with_its_place(self):
        # An unknown tier is a missing key. The error points at the line of ML, not of Python.
        with self.assertMLRaises("KeyError", line=21) as caught:
            self.session.call("discount", 1000, "gold")
        self.assertTrue(caught.error.file.endswith("pricing.ml"))
