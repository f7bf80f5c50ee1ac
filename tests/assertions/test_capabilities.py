"""The assertions on capabilities: what passes, what fails, and with which text."""

import unittest
from typing import Any

from mlpy_testkit import MLDeniedError, MLUsageError, World
from mlpy_testkit.assertions import CapabilityAsserts

from .running import case_of, failure_of, passes, report_of

FILES = {"/data/a.txt": "one", "/etc/passwd": "secret"}
ATTRIBUTES = {
    "ml_capabilities": ["file.read:/data/*"],
    "ml_source": "import file;\nfunction careful(p) { try { return file.read(p); } except { return null; } }",
    "make_ml_world": lambda self: World.fake(files=FILES),
}


class Violation(unittest.TestCase):
    def test_an_error_that_is_a_denial(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.read", "/etc/passwd") as seen:
                test.session.run('file.read("/data/../etc/passwd");')
            test.assertIsInstance(seen.error, MLDeniedError)
            test.assertEqual([check.resource for check in seen.checks], ["/etc/passwd"])

        self.assertTrue(passes(body, **ATTRIBUTES))

    def test_a_denial_that_was_swallowed(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.read") as seen:
                test.assertIsNone(test.session.call("careful", "/etc/passwd"))
            test.assertIsNone(seen.error)

        self.assertTrue(passes(body, **ATTRIBUTES))

    def test_earlier_denials_do_not_count(self) -> None:
        def body(test: Any) -> None:
            test.session.call("careful", "/etc/passwd")
            with test.assertCapabilityViolation("file.read"):
                test.session.call("careful", "/data/a.txt")

        self.assertEqual(
            failure_of(body, **ATTRIBUTES),
            "no use of file.read was denied; checks were:\n  granted file.read /data/a.txt, ml_source:2:36",
        )

    def test_nothing_was_asked_for(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.write", "/x", msg="why"):
                test.session.run("1;")

        self.assertEqual(
            failure_of(body, **ATTRIBUTES),
            "no use of file.write for '/x' was denied; no capability was asked for : why",
        )

    def test_another_resource_or_type_was_denied(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.read", "/etc/shadow"):
                test.session.run('file.read("/etc/passwd");')

        self.assertEqual(
            failure_of(body, **ATTRIBUTES),
            "no use of file.read for '/etc/shadow' was denied; checks were:\n"
            "  denied  file.read /etc/passwd (resource), <input 1>:1:1",
        )

    def test_other_errors_go_on(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.read"):
                test.session.run("1 / 0;")

        self.assertIn("division by zero", report_of(case_of(body, **ATTRIBUTES)))

    def test_it_needs_a_trail(self) -> None:
        class Bare(CapabilityAsserts, unittest.TestCase):
            def runTest(self) -> None:
                with self.assertCapabilityViolation("file.read"):
                    pass

        with self.assertRaisesRegex(MLUsageError, "Bare must have a method audit_ml"):
            Bare().debug()


if __name__ == "__main__":
    unittest.main()
