"""``MockCapabilityManager``: decides as the real manager, remembers each denial."""

import unittest
from datetime import datetime, timedelta
from typing import Any, Callable, List
from unittest.mock import call

from mlpy_testkit import Engine, MLUsageError, grant
from mlpy_testkit.capabilities import (
    CapabilityConstraint,
    CapabilityContext,
    CapabilityContextError,
    CapabilityManager,
    CapabilityNotFoundError,
    CapabilityToken,
    CapabilityValidationError,
    capability_context,
    using_clock,
)
from mlpy_testkit.mocks import MockCapabilityManager, MockCapabilityViolation


def context_of(*grants: Any, parent: Any = None) -> CapabilityContext:
    context = CapabilityContext(name="test", parent_context=parent)
    context.add_capabilities(grants)
    return context


class DropIn(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockCapabilityManager()

    def test_the_first_values(self) -> None:
        self.assertEqual((self.mock.contexts, self.mock.violations, self.mock.current_context), ([], [], None))
        self.assertIs(self.mock.has_capability("file"), False)

    def test_contexts(self) -> None:
        one, two = context_of(), context_of()
        self.mock.set_context(one)
        self.mock.set_context(two)
        self.assertIs(self.mock.get_context(), two)
        self.assertIs(self.mock.current_context, two)
        self.assertEqual(len(self.mock.contexts), 2)
        self.assertIs(self.mock.get_context(one.context_id), one)
        self.mock.clear_context()
        self.assertIsNone(self.mock.get_context())

    def test_has_capability(self) -> None:
        token = CapabilityToken(capability_type="file", constraints=CapabilityConstraint(resource_patterns=["/data/*"]))
        self.mock.set_context(context_of(token))
        self.assertIs(self.mock.has_capability("file"), True)
        self.assertIs(self.mock.has_capability("file", "/data/*"), True)
        self.assertIs(self.mock.has_capability("file", pattern="/data/x.txt"), True)
        self.assertIs(self.mock.has_capability("file", "/etc/*"), False)
        self.assertIs(self.mock.has_capability("network"), False)

    def test_violations(self) -> None:
        self.mock.record_violation("file", "/etc/passwd", "read")
        self.mock.record_violation("network", "api.com", "http")
        first = self.mock.violations[0]
        self.assertIsInstance(first, MockCapabilityViolation)
        self.assertEqual((first.capability_type, first.pattern, first.operation), ("file", "/etc/passwd", "read"))
        self.assertEqual(self.mock.get_violation_count(), 2)

    def test_reset(self) -> None:
        context = context_of()
        trail = context.audit
        self.mock.set_context(context)
        self.mock.record_violation("file", "/test", "write")
        self.mock.reset()
        self.test_the_first_values()
        self.assertIs(context.audit, trail)


class LikeTheRealOne(unittest.TestCase):
    def test_the_same_decisions(self) -> None:
        parent = context_of("network.http", grant("file.write", "/tmp/*"))
        context = context_of(grant("file.read", "/data/*", ["read"]), "math.compute", parent=parent)
        mock, real = MockCapabilityManager(), CapabilityManager()
        mock.set_context(context)
        for question in [
            ("file.read",),
            ("file.read", "/data/x.txt"),
            ("file.read", "/data/../etc/passwd"),
            ("file.read", "/etc/passwd", "read"),
            ("file.read", "/data/x", "read"),
            ("file.read", "/data/x", "write"),
            ("math.compute", "anything"),
            ("network.http",),
            ("file.write", "/tmp/a", "write"),
            ("file.*",),
        ]:
            with self.subTest(question=question), capability_context(context):
                expected = real.has_capability(*question)
            with self.subTest(question=question):
                self.assertIs(mock.has_capability(*question), expected)

    def test_counts_and_expiry(self) -> None:
        mock = MockCapabilityManager()
        mock.set_context(context_of(grant("a.b", max_usage_count=1), grant("c.d", expires_in=timedelta(hours=1))))
        mock.use_capability("a.b", "x", "read")
        self.assertFalse(mock.has_capability("a.b"))
        self.assertTrue(mock.has_capability("c.d"))
        with using_clock(lambda: datetime.now() + timedelta(hours=2)):
            self.assertFalse(mock.has_capability("c.d"))

    def test_contexts_of_its_own_making(self) -> None:
        mock = MockCapabilityManager()
        with mock.capability_context("outer", ["file.read:/data/*"]) as outer:
            with mock.capability_context("inner", ["math.compute"]):
                self.assertTrue(mock.has_capability("file.read", "/data/a"))
                self.assertTrue(mock.has_capability("math.compute"))
            self.assertFalse(mock.has_capability("math.compute"))
            self.assertIs(mock.get_context(), outer)
        self.assertIsNone(mock.get_context())

    def test_a_foreign_context_does_not_count(self) -> None:
        mock = MockCapabilityManager()
        with capability_context(context_of("math.compute")):
            self.assertFalse(mock.has_capability("math.compute"))

    def test_only_a_context_is_a_context(self) -> None:
        with self.assertRaises(MLUsageError):
            MockCapabilityManager().set_context({"file"})


class Denials(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockCapabilityManager()

    def test_a_denied_use_of_the_host(self) -> None:
        with self.assertRaises(CapabilityNotFoundError):
            self.mock.use_capability("file.read", "/a", "read")
        self.mock.set_context(context_of("file.read:/data/*"))
        with self.assertRaises(CapabilityValidationError):
            self.mock.use_capability("file.read", "/b", "read")
        self.mock.use_capability("file.read", "/data/c", "read")
        self.assertEqual([item.pattern for item in self.mock.violations], ["/a", "/b"])

    def test_ml_code_is_held_to_the_context_and_its_denials_are_seen(self) -> None:
        self.mock.set_context(context_of("math.compute"))
        with self.mock.in_force():
            outcome = Engine().run(
                'import math; import file; result = math.sqrt(16);\ntry { file.read("/a"); } except (e) { result = 1; }'
            )
        self.assertEqual(outcome.value, 1)
        self.mock.assert_used("math.compute")
        self.mock.assert_denied("file.read", "/a")
        self.assertEqual(len(self.mock.violations), 1)
        (denied,) = [check for check in self.mock.audit if not check.granted]
        self.assertEqual((denied.type, denied.line), ("file.read", 2))

    def test_assertions(self) -> None:
        self.mock.set_context(context_of("file.read"))
        self.mock.use_capability("file.read", "/a", "read")
        self.mock.assert_used("file.read", "/a")
        self.mock.assert_not_used("file.read", "/b")
        self.mock.assert_not_used("file.write")
        self.mock.assert_no_violations()
        failing: List[Callable[[], None]] = [
            lambda: self.mock.assert_used("file.write"),
            lambda: self.mock.assert_used("file.read", "/b"),
            lambda: self.mock.assert_not_used("file.read"),
            lambda: self.mock.assert_denied("file.read"),
        ]
        for fails in failing:
            with self.assertRaises(AssertionError):
                fails()
        self.mock.record_violation("a.b", "x", "y")
        with self.assertRaises(AssertionError) as caught:
            self.mock.assert_no_violations()
        self.assertIn("there were 1 violations\nuses were:\n  granted file.read for '/a'", str(caught.exception))


class Several(unittest.TestCase):
    """Managers and contexts side by side."""

    def test_the_context_that_counts_gets_a_token(self) -> None:
        manager = MockCapabilityManager()
        with self.assertRaisesRegex(CapabilityContextError, "No current capability context"):
            manager.add_capability_to_current_context("file.read")
        manager.set_context(context_of())
        manager.add_capability_to_current_context(grant("file.read", "/data/*"))
        self.assertTrue(manager.has_capability("file.read", "/data/a"))
        self.assertFalse(manager.has_capability("file.read", "/etc/a"))

    def test_two_managers_watch_one_context(self) -> None:
        context = context_of()
        first, second = MockCapabilityManager(), MockCapabilityManager()
        first.set_context(context)
        second.set_context(context)
        with self.assertRaises(CapabilityNotFoundError):
            first.use_capability("file.read", "/a", "read")
        self.assertEqual((first.get_violation_count(), second.get_violation_count()), (1, 1))

    def test_a_violation_is_a_call(self) -> None:
        manager = MockCapabilityManager()
        manager.record_violation("file.read", "/a", "read")
        (violation,) = manager.violations
        self.assertTrue(violation.is_call(call("file.read", "/a", "read")))
        self.assertFalse(violation.is_call(call("file.read", "/b", "read")))
        self.assertFalse(violation.is_call("file.read"))
