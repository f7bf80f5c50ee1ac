"""Code that does not stop by itself: a limit ends it and says where it was."""

from mlpy_testkit import Limits, MLIntegrationTestCase


class Runaway(MLIntegrationTestCase):
    """Programs that would run for ever, or eat all memory."""

    ml_engine = "embedded"  # mlpy counts no steps
    ml_limits = Limits(seconds=5.0, steps=10_000)

    def test_endless_loop(self):
        # Steps are counted, so the same program stops at the same place on every machine.
        caught = self.assertMLRaises("limit", "n = 0;\nwhile (true) {\n    n = n + 1;\n}", line=2)
        self.assertEqual(caught.error.limit, "steps")

    def test_nothing_outlives_a_limit(self):
        # ML cannot catch a limit, and its `finally` gets no other turn.
        self.session.run("escaped = false;")
        code = "try { while (true) { } } except { escaped = true; } finally { escaped = true; }"
        self.assertMLRaises("limit", code)
        self.assertIs(self.session.variables["escaped"], False)

    def test_sizes_are_checked_before_the_work(self):
        caught = self.assertMLRaises("limit", 'x = "x" * 1000000000000;')
        self.assertEqual(caught.error.limit, "text")
