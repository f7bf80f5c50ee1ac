"""Validation callbacks in ML: called from an event loop, one by one and by a user who types."""

import asyncio

from form import Form

from mlpy_testkit import CallbackError, Limits, MLIntegrationTestCase, ml_callback

FIELDS = {"name": "check_name", "age": "check_age", "mail": "check_mail"}


class Rules(MLIntegrationTestCase):
    """Each rule, as a callback."""

    ml_files = ["rules/form.ml"]

    def test_a_name(self):
        check = ml_callback(self.session, "check_name")
        self.assertIsNone(check("Ann"))
        self.assertEqual(check("  "), "a name is wanted")

    def test_an_age(self):
        check = ml_callback(self.session, "check_age")
        for age, error in ((30, None), (-1, "nobody is -1"), (200, "nobody is 200"), ("x", "an age is a number")):
            with self.subTest(age=age):
                self.assertEqual(check(age), error)

    def test_texts_arrive_as_they_are(self):
        self.assertEqual(ml_callback(self.session, "check_mail")('a="b"\n'), "one @ is wanted in 'a=\"b\"\n'")

    def test_a_value_of_the_wrong_kind(self):
        with self.assertRaises(CallbackError):
            ml_callback(self.session, "check_name")(5)
        self.assertEqual(ml_callback(self.session, "check_name", default_return="unknown")(5), "unknown")


class Typing(MLIntegrationTestCase):
    """A user at the form."""

    ml_files = ["rules/form.ml"]
    ml_limits = Limits(seconds=0.3)

    async def fill(self, *events, fields=FIELDS):
        form = Form(self.session, fields)
        for field, value in events:
            form.change(field, value)
        form.close()
        await form.run()
        return form

    async def test_all_is_well(self):
        form = await self.fill(("name", "Ann"), ("age", 30), ("mail", "ann@example.com"))
        self.assertEqual(form.errors, {})

    async def test_errors_come_and_go(self):
        form = await self.fill(("age", -1), ("mail", "x"), ("age", 30))
        self.assertEqual(form.errors, {"mail": "one @ is wanted in 'x'"})
        self.assertEqual(form.values, {"age": 30, "mail": "x"})

    async def test_a_rule_that_does_not_stop_leaves_the_form_alive(self):
        form = await self.fill(("name", "Ann"), ("age", 1), fields={"name": "check_forever", "age": "check_age"})
        self.assertEqual(form.errors, {"name": "this cannot be checked now"})

    async def test_the_loop_goes_on_meanwhile(self):
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.ensure_future(tick())
        await self.fill(("name", "Ann"), fields={"name": "check_forever"})
        ticking.cancel()
        self.assertGreater(ticks, 1)
