"""The assertions on capabilities: what passes, what fails, and with which text."""

import unittest
from typing import Any, Dict, List, Optional, Tuple

from mlpy_testkit import (
    AsyncMLResult,
    Grants,
    MLDeniedError,
    MLREPLSession,
    World,
    capability_context,
    ml_callback,
)
from mlpy_testkit.assertions.capabilities import Meant
from mlpy_testkit.capabilities import Check

from .running import AssertingTest, Body, case_of, failure_of, passes, report_of

FILES = {"/data/a.txt": "one", "/etc/passwd": "secret"}
ATTRIBUTES = {
    "ml_capabilities": ["file.read:/data/*"],
    "ml_source": "import file;\nfunction careful(p) { try { return file.read(p); } except { return null; } }\n"
    "function careless(p) { return file.read(p); }",
    "make_ml_world": lambda self: World.fake(files=FILES),
}


class Violation(AssertingTest):
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
            "no use of file.read was denied; checks were:\n  granted file.read /data/a.txt, <ml_source>:2:36",
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

    def test_a_pattern(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("file.read", "/etc/*") as seen:
                test.session.call("careful", "/etc/passwd")
            test.assertEqual((seen.violation.resource, seen.violation.line), ("/etc/passwd", 2))

        self.assertPasses(body, **ATTRIBUTES)
        self.assertFails(
            lambda test: test.assertCapabilityViolation("file.read", "/home/*", code='careful("/etc/passwd");'),
            "no use of file.read for '/home/*' was denied; checks were:\n"
            "  denied  file.read /etc/passwd (resource), <ml_source>:2:36",
            **ATTRIBUTES,
        )

    def test_code_and_functions(self) -> None:
        def body(test: Any) -> None:
            seen = test.assertCapabilityViolation("file.read", code='file.read("/etc/passwd");')
            test.assertIsInstance(seen.error, MLDeniedError)
            test.assertCapabilityViolation("file.read", code=lambda: test.session.call("careful", "/etc/passwd"))

        self.assertPasses(body, **ATTRIBUTES)

    def test_what_an_execution_came_to(self) -> None:
        async def body(test: Any) -> None:
            done = await test.executor.execute('import file; try { file.read("/etc/a"); } except (e) { }')
            test.assertCapabilityViolation("file.read", "/etc/a", code=done)
            with test.assertCapabilityViolation("file.write"):
                await test.executor.execute('import file; file.write("/etc/a", "");')

        self.assertPasses(body, **ATTRIBUTES)

    def test_a_callback_that_is_denied(self) -> None:
        def body(test: Any) -> None:
            callback = ml_callback(test.session, "careless")
            with test.assertCapabilityViolation("file.read"):
                callback("/etc/passwd")

        self.assertPasses(body, **ATTRIBUTES)

    def test_a_denial_of_a_context_that_came_and_went(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityViolation("math.compute"), capability_context(Grants(["file.read"])):
                test.session.run("import math; math.sqrt(4);")

        self.assertPasses(body, ml_capabilities=None)

    def test_wrong_use(self) -> None:
        cases: List[Tuple[Body, str]] = [
            (lambda test: test.assertCapabilityViolation(5), "a capability type must be a text, not 5"),
            (lambda test: test.assertCapabilityViolation(""), "a capability type must be a text, not ''"),
            (lambda test: test.assertCapabilityViolation("file.read", 5), "a resource must be a text, not 5"),
            (lambda test: test.assertCapabilityViolation("file.read:/data/*"), ".*is no capability type"),
            (lambda test: test.assertCapabilityViolation("file.read", code=5), "ML code must be a str, not int"),
            (
                lambda test: test.assertCapabilityViolation("file.read", code=AsyncMLResult(True)),
                "this AsyncMLResult has no audit trail",
            ),
            (
                lambda test: test.assertCapabilityViolation("file.read", session=object(), code="1"),
                "",
            ),
        ]
        for number, (body, text) in enumerate(cases[:-1]):
            with self.subTest(number=number):
                self.assertRefused(body, text, **ATTRIBUTES)
        self.assertRefused(cases[-1][0], ".*has no attribute 'audit'", "AttributeError", **ATTRIBUTES)

    def test_without_a_with_statement(self) -> None:
        def body(test: Any) -> None:
            test.assertCapabilityViolation("file.read")

        self.assertIn("assertCapabilityViolation() at ", failure_of(body))


class NoViolation(AssertingTest):
    def test_none(self) -> None:
        def body(test: Any) -> None:
            with test.assertNoCapabilityViolation():
                test.session.call("careful", "/data/a.txt")
            with test.assertNoCapabilityViolation("file.write"):
                test.session.call("careful", "/etc/passwd")
            with test.assertNoCapabilityViolation("file.read", "/data/*"):
                test.session.call("careful", "/etc/passwd")

        self.assertPasses(body, **ATTRIBUTES)

    def test_one_that_was_swallowed(self) -> None:
        def body(test: Any) -> None:
            with test.assertNoCapabilityViolation(msg="why"):
                for _ in range(30):
                    test.session.call("careful", "/etc/passwd")

        line = "  denied  file.read /etc/passwd (resource), <ml_source>:2:36\n"
        self.assertFails(
            body,
            f"a capability was denied 30 times, expected no denial\n{line * 20}  ... 10 more : why",
            **ATTRIBUTES,
        )

    def test_one_that_raises(self) -> None:
        self.assertFails(
            lambda test: test.assertNoCapabilityViolation("file.read", code='file.read("/etc/passwd");'),
            "file.read was denied, expected no denial\n"
            "  denied  file.read /etc/passwd (resource), <input 1>:1:1\n"
            "<input 1>:1:1: Access denied for resource '/etc/passwd' with operation 'read': "
            "capability 'file.read' is granted for ['/data/*']\n"
            '    file.read("/etc/passwd");\n'
            "    ^^^^^^^^^^^^^^^^^^^^^^^^",
            **ATTRIBUTES,
        )

    def test_other_errors_go_on(self) -> None:
        self.assertRefused(
            lambda test: test.assertNoCapabilityViolation(code=lambda: int("x")), "invalid literal", "ValueError"
        )

    def test_a_denial_that_is_not_meant_is_an_error_that_goes_on(self) -> None:
        case = case_of(
            lambda test: test.assertNoCapabilityViolation("file.write", code='file.read("/etc/passwd");'), **ATTRIBUTES
        )
        self.assertIn("Access denied for resource '/etc/passwd'", report_of(case))

    def test_wrong_use(self) -> None:
        self.assertRefused(
            lambda test: test.assertNoCapabilityViolation(None, "/a"), "a capability type must be a text, not None"
        )
        self.assertIn(" was never used in a with ", failure_of(lambda test: test.assertNoCapabilityViolation()))


class Used(AssertingTest):
    MATH = {"ml_capabilities": ["math.compute"], "ml_source": "import math;"}

    def test_it_was(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityUsed("file.read", "/data/*") as seen:
                test.session.call("careful", "/data/a.txt")
            test.assertEqual([check.resource for check in seen.checks], ["/data/a.txt"])
            with test.assertNotCapabilityUsed("file.read", "/data/b*"):
                test.session.call("careful", "/data/a.txt")
            with test.assertNotCapabilityUsed("file.read"):
                test.session.call("careful", "/etc/passwd")

        self.assertPasses(body, **ATTRIBUTES)

    def test_uses_that_are_only_counted(self) -> None:
        def body(test: Any) -> None:
            test.session.run("math.sqrt(4);")
            for _ in range(3):
                with test.assertCapabilityUsed("math.compute"):
                    test.session.run("math.sqrt(4);")
                with test.assertNotCapabilityUsed("math.compute"):
                    test.session.run("1 + 1;")

        self.assertPasses(body, **self.MATH)

    def test_it_was_not(self) -> None:
        self.assertFails(
            lambda test: test.assertCapabilityUsed("file.write", msg="why", code='careful("/etc/passwd");'),
            "file.write was not used; checks were:\n  denied  file.read /etc/passwd (resource), <ml_source>:2:36 : why",
            **ATTRIBUTES,
        )
        self.assertFails(
            lambda test: test.assertCapabilityUsed("file.write", code="1"),
            "file.write was not used; no capability was asked for",
            **ATTRIBUTES,
        )

    def test_it_was_used_although_it_should_not(self) -> None:
        def body(test: Any) -> None:
            test.session.run("math.sqrt(4);")
            with test.assertNotCapabilityUsed("math.compute", msg="why"):
                test.session.run("math.sqrt(4); math.sqrt(4);")

        self.assertFails(
            body, "math.compute was used, expected no use\n  granted math.compute, uses: 2 : why", **self.MATH
        )
        self.assertFails(
            lambda test: test.assertNotCapabilityUsed("file.read", "/data/*", code='careful("/data/a.txt");'),
            "file.read for '/data/*' was used, expected no use\n  granted file.read /data/a.txt, <ml_source>:2:36",
            **ATTRIBUTES,
        )

    def test_a_denied_use_is_an_error_that_goes_on(self) -> None:
        def body(test: Any) -> None:
            with test.assertCapabilityUsed("file.read"):
                test.session.run('careful("/data/a.txt"); file.read("/etc/passwd");')

        self.assertIn("Access denied for resource '/etc/passwd'", report_of(case_of(body, **ATTRIBUTES)))

    def test_who_does_not_know_does_not_say(self) -> None:
        def body(test: Any) -> None:
            with test.assertNotCapabilityUsed("file.read", "/data/b.txt"):
                test.session.run('for (i in range(1500)) { file.read("/data/a.txt"); }')

        self.assertRefused(body, "500 checks are not in the trail any more", **ATTRIBUTES)

    def test_wrong_use(self) -> None:
        for method in ("assertCapabilityUsed", "assertNotCapabilityUsed"):
            with self.subTest(method=method):
                self.assertRefused(
                    lambda test, method=method: getattr(test, method)(None),
                    "a capability type must be a text, not None",
                )
                self.assertRefused(lambda test, method=method: getattr(test, method)("a:b"), ".*is no capability type")
                self.assertIn(
                    " was never used in a with ", failure_of(lambda test, method=method: getattr(test, method)("a.b"))
                )

    def test_a_misspelt_type_is_not_unused(self) -> None:
        self.assertRefused(
            lambda test: test.assertNotCapabilityUsed("file.raed", code="1"),
            "nothing asks for a capability 'file.raed'; did you mean 'file.read'?",
        )
        self.assertPasses(lambda test: test.assertNotCapabilityUsed("shop.order", code="1"))


class ExactlyUsed(AssertingTest):
    GIVEN: Dict[str, Any] = {
        "ml_capabilities": ["file.read:/data/*", "math.compute"],
        "ml_source": "import file; import math;",
        "ml_world": World.fake(files=FILES),
    }
    CODE = 'file.read("/data/a.txt");\nmath.sqrt(4);\nmath.sqrt(5);'

    def test_these(self) -> None:
        expectations: List[Any] = [
            ["file.read:/data/a.txt", "math.compute"],
            ["file.read:/data/*", "math.compute"],
            ("math.compute", "file.read"),
            {"file.read": "/data/a.txt", "math.compute": None},
            {"file.read": ["/data/*"], "math.compute": None},
        ]
        for expected in expectations:
            with self.subTest(expected=expected):
                self.assertPasses(
                    lambda test, expected=expected: test.assertCapabilitiesUsed(expected, code=self.CODE), **self.GIVEN
                )
        self.assertPasses(lambda test: test.assertCapabilitiesUsed([], code="1"), **self.GIVEN)

    def test_others(self) -> None:
        self.assertFails(
            lambda test: test.assertCapabilitiesUsed(
                {"file.read": ["/data/a.txt", "/data/b.txt"]}, "why", code=self.CODE
            ),
            "capabilities used differ (+ not expected, - not used)\n"
            "  + granted math.compute, <input 1>:2:1\n"
            "  - file.read for '/data/b.txt' : why",
            **self.GIVEN,
        )

    def test_uses_that_are_only_counted(self) -> None:
        def body(test: Any) -> None:
            test.session.run(self.CODE)
            with test.assertCapabilitiesUsed(["file.read"]):
                test.session.run(self.CODE)

        self.assertFails(
            body,
            "capabilities used differ (+ not expected, - not used)\n  + granted math.compute, uses: 2",
            **self.GIVEN,
        )

    def test_what_was_denied_is_told(self) -> None:
        self.assertFails(
            lambda test: test.assertCapabilitiesUsed(
                ["file.read"], code='try { file.read("/etc/passwd"); } except (e) { }'
            ),
            "capabilities used differ (+ not expected, - not used)\n"
            "  - file.read\n"
            "  denied  file.read /etc/passwd (resource), <input 1>:1:7",
            **self.GIVEN,
        )

    def test_wrong_use(self) -> None:
        for expected, text in [
            ("file.read", "a list of texts such as 'file.read:/data/\\*' is wanted"),
            (5, "a list of texts"),
            ([5], "a capability is a text"),
            ([""], "a capability type must be a text"),
            (["file.read:"], "a resource must be a text"),
            ({"file.read": 5}, "a resource must be a text"),
        ]:
            with self.subTest(expected=expected):
                self.assertRefused(
                    lambda test, expected=expected: test.assertCapabilitiesUsed(expected, code="1"), text
                )

    def test_who_does_not_know_does_not_say(self) -> None:
        code = 'for (i in range(1500)) { file.read("/data/a.txt"); }'
        self.assertRefused(
            lambda test: test.assertCapabilitiesUsed(["file.read"], code=code), "500 checks are not in", **self.GIVEN
        )


class Privileges(AssertingTest):
    GIVEN: Dict[str, Any] = {
        **ExactlyUsed.GIVEN,
        "ml_capabilities": ["file.read:/data/*", "math.compute", "env.read:HOME"],
    }

    def test_all_are_used(self) -> None:
        self.assertPasses(lambda test: test.assertLeastPrivilege(code=ExactlyUsed.CODE), **ExactlyUsed.GIVEN)

    def test_some_are_not(self) -> None:
        def body(test: Any) -> None:
            test.session.run(ExactlyUsed.CODE)
            with test.assertLeastPrivilege("why") as seen:
                test.session.run("math.sqrt(4);")
            test.assertEqual([token.capability_type for token in seen.unused], ["env.read"])

        self.assertFails(
            body,
            "2 of 3 grants were not used:\n  env.read HOME\n  file.read /data/*\n  granted math.compute, uses: 1 : why",
            **self.GIVEN,
        )

    def test_which_were_is_told(self) -> None:
        self.assertFails(
            lambda test: test.assertLeastPrivilege(code='file.read("/data/a.txt"); math.sqrt(4);'),
            "1 of 3 grants were not used:\n"
            "  env.read HOME\n"
            "checks were:\n"
            "  granted file.read /data/a.txt, <input 1>:1:1\n"
            "  granted math.compute, <input 1>:1:27",
            **self.GIVEN,
        )

    def test_of_another_session(self) -> None:
        def body(test: Any) -> None:
            with MLREPLSession(capabilities=["math.compute"]) as session:
                test.assertLeastPrivilege(code="import math; math.sqrt(4);", session=session)

        self.assertPasses(body)

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertLeastPrivilege(code="1"), "nothing is granted")
        self.assertRefused(
            lambda test: test.assertLeastPrivilege(code=AsyncMLResult(True)), "which grants were used can be told of"
        )
        self.assertIn(" was never used in a with ", failure_of(lambda test: test.assertLeastPrivilege()))


class MeantChecks(unittest.TestCase):
    """Which checks a type and a resource stand for."""

    def check(self, kind: str, pattern: str, resource: Optional[str], covered: bool) -> None:
        check = Check(kind, resource, "read", True, "", None, None, None, None)
        with self.subTest(kind=kind, pattern=pattern, resource=resource):
            self.assertIs(Meant(kind, pattern).checked().covers(check), covered)

    def test_paths(self) -> None:
        self.check("file.read", "/data/a", "/data/a", True)
        self.check("file.read", "/data/*", "/data/a", True)
        self.check("file.read", "/data/*", "/data/a/b", False)
        self.check("file.read", "/data/**", "/data/a/b", True)
        self.check("file.read", "/data/*", None, False)
        self.check("file.read", "/data/a", "/data/b", False)

    def test_hosts(self) -> None:
        self.check("network.https", "*.example.com", "https://api.example.com/x", True)
        self.check("network.https", "*.example.com", "https://example.org/", False)

    def test_names_and_texts(self) -> None:
        self.check("env.read", "APP_*", "APP_HOME", True)
        self.check("env.read", "APP_*", "HOME", False)
        self.check("shop.order", "tea-*", "tea-1", True)


if __name__ == "__main__":
    unittest.main()
