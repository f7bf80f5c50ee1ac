"""``IntegrationTestHelper``: what mlpy's helper promises, kept."""

import asyncio
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from mlpy_testkit import CallbackError, IntegrationTestHelper, MLUsageError, World, capability_context, grant
from mlpy_testkit.capabilities import (
    CapabilityNotFoundError,
    Grants,
    get_capability_manager,
    get_current_context,
    set_current_context,
)

ROOT = Path(__file__).resolve().parent.parent
SQRT = "import math; result = math.sqrt(16);"


class HelperTest(unittest.TestCase):
    def setUp(self) -> None:
        self.helper = IntegrationTestHelper(world=World.fake(files={"/data/a.txt": "one"}))
        self.addCleanup(self.helper.cleanup)

    def execute(self, *arguments: Any, **keywords: Any) -> None:
        asyncio.run(self.helper.assert_async_execution(*arguments, **keywords))

    def fails(self, text: str, *arguments: Any, **keywords: Any) -> None:
        with self.assertRaises(AssertionError) as caught:
            self.execute(*arguments, **keywords)
        self.assertEqual(str(caught.exception), text)


class Executions(HelperTest):
    def test_success_is_recorded(self) -> None:
        self.execute(ml_code="result = 2 + 2;", expected_result=4)
        (entry,) = self.helper.captured_async_executions
        self.assertEqual(set(entry), {"ml_code", "result", "execution_time"})
        self.assertEqual((entry["ml_code"], entry["result"].value), ("result = 2 + 2;", 4))
        self.assertIsNotNone(entry["execution_time"])

    def test_the_texts(self) -> None:
        self.fails("Expected 5, got 4", "result = 2 + 2;", 5)
        self.fails("Execution failed: name 'zz' is not defined", "result = zz;", 5)
        self.assertEqual(len(self.helper.get_execution_history()), 2)

    def test_no_result_is_not_null_and_true_is_not_one(self) -> None:
        self.fails("Expected None, got no result", "x = 1;", None)
        self.fails("Expected True, got 1", "result = 1;", True)
        self.fails("Expected [1], got [True]", "result = [true];", [1])
        self.execute("result = null;", None)

    def test_the_timeout(self) -> None:
        self.execute("result = 100;", 100, timeout=10.0)
        self.fails("Execution failed: Execution timeout after 0.01 seconds", "while (true) { }", 1, timeout=0.01)

    def test_the_capabilities(self) -> None:
        self.execute(SQRT, 4.0, capabilities=[grant("math.compute")])
        self.execute(SQRT, 4.0, 5.0, ["math.compute"])
        with self.assertRaisesRegex(AssertionError, "^Execution failed: .*math.compute"):
            self.execute(SQRT, 4.0)
        with capability_context(Grants(["math.compute"])):
            self.execute(SQRT, 4.0)

    def test_the_context_and_the_world(self) -> None:
        self.execute("result = a + 1;", 3, context={"a": 2})
        self.execute('import file; result = file.read("/data/a.txt");', "one", capabilities=["file.read"])


class Callbacks(HelperTest):
    def setUp(self) -> None:
        super().setUp()
        self.session = self.helper.create_test_repl()
        self.session.execute_ml_line("function double(x) { return x * 2; } function bad() { return 1 / 0; }")

    def test_callbacks(self) -> None:
        self.helper.assert_callback_works(self.session, "double", (5,), 10)
        self.helper.assert_callback_works(
            session=self.session, function_name="double", args=[5], expected_result=10, capabilities=None
        )
        with self.assertRaises(AssertionError) as caught:
            self.helper.assert_callback_works(self.session, "double", (5,), expected_result=15)
        self.assertEqual(str(caught.exception), "Expected 15, got 10")
        with self.assertRaises(AssertionError):
            self.helper.assert_callback_works(self.session, "double", ("a=b",), None)

    def test_a_function_that_fails(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "ML function failed") as caught:
            self.helper.assert_callback_works(self.session, "bad", (), None)
        self.assertIsInstance(caught.exception, CallbackError)

    def test_capabilities(self) -> None:
        self.session.execute_ml_line("import math; function root(x) { return math.sqrt(x); }")
        self.helper.assert_callback_works(self.session, "root", (16,), 4.0, capabilities=["math.compute"])
        with self.assertRaises(CallbackError):
            self.helper.assert_callback_works(self.session, "root", (16,), 4.0)


class Sessions(HelperTest):
    def test_sessions(self) -> None:
        one, two = self.helper.create_test_repl(), self.helper.create_test_repl()
        self.assertIsNot(one, two)
        self.assertEqual(self.helper.mock_repl_sessions, [one, two])

    def test_capabilities_are_granted(self) -> None:
        session = self.helper.create_test_repl([grant("math.compute")])
        self.assertEqual(session.granted_capabilities, {"math.compute"})
        self.assertEqual(session.execute_ml_line("import math; math.sqrt(16)").value, 4.0)


class Violations(HelperTest):
    def violation(self, *arguments: Any, **keywords: Any) -> Any:
        return self.helper.assert_capability_violation(*arguments, **keywords)

    def test_a_denied_use(self) -> None:
        self.assertIsNone(self.violation(SQRT, grant("math.compute")))
        self.assertIsNone(self.violation('import file; file.write("/data/a.txt", "x");', "file.write", ["file.read"]))
        found = self.helper.get_violation_history()
        self.assertTrue(all(isinstance(error, CapabilityNotFoundError) for error in found))
        self.assertEqual(str(found[0]), "Required capability 'math.compute' not found")
        self.assertIn("for pattern '/data/a.txt'", str(found[1]))

    def test_outside_the_pattern(self) -> None:
        token = grant("file.read", "/data/*")
        self.violation('import file; file.read("/etc/passwd");', token, {token.capability_type: token}.values())

    def test_a_swallowed_denial_counts(self) -> None:
        self.violation("import math; try { math.sqrt(4); } except (e) { x = 1; }", "math.compute")

    def test_the_texts(self) -> None:
        for text, arguments in [
            ("Expected CapabilityNotFoundError was not raised", ("x = 1;", "math.compute")),
            ("Expected CapabilityNotFoundError was not raised", (SQRT, "math.compute", ["math.compute"])),
            ("Expected CapabilityNotFoundError, got MLNameError: name 'zz' is not defined", ("zz;", "math.compute")),
        ]:
            with self.subTest(arguments=arguments), self.assertRaises(AssertionError) as caught:
                self.violation(*arguments)
            self.assertEqual(str(caught.exception), text)
        with self.assertRaisesRegex(AssertionError, "^Expected CapabilityNotFoundError, got MLDeniedError: "):
            self.violation(SQRT, "file.read")
        self.assertEqual(self.helper.capability_violations, [])

    def test_inside_a_running_loop(self) -> None:
        async def main() -> None:
            await self.violation(SQRT, "math.compute")
            self.violation(SQRT, "math.compute")
            with self.assertRaisesRegex(AssertionError, "was not raised"):
                await self.violation("x = 1;", "math.compute")
            with self.assertRaisesRegex(AssertionError, "was not raised"):
                self.violation("x = 1;", "math.compute")

        asyncio.run(main())
        self.assertEqual(len(self.helper.capability_violations), 2)

    def test_only_a_capability(self) -> None:
        with self.assertRaises(MLUsageError):
            self.violation("x = 1;", 5)


class Upkeep(HelperTest):
    def test_the_lists_are_public_and_the_histories_are_copies(self) -> None:
        helper = IntegrationTestHelper()
        self.assertEqual(
            (helper.mock_repl_sessions, helper.captured_async_executions, helper.capability_violations), ([], [], [])
        )
        helper.captured_async_executions.append({"ml_code": "test", "result": "result1", "execution_time": "id1"})
        helper.capability_violations.append(CapabilityNotFoundError("test_cap"))
        self.assertEqual(helper.get_execution_history()[0]["ml_code"], "test")
        self.assertIn("test_cap", str(helper.get_violation_history()[0]))
        helper.get_execution_history().clear()
        helper.get_violation_history().clear()
        self.assertEqual((len(helper.captured_async_executions), len(helper.capability_violations)), (1, 1))

    def test_cleanup(self) -> None:
        session = self.helper.create_test_repl()
        session.execute_ml_line("x = 5")
        self.helper.captured_async_executions.append({"test": "data"})
        self.helper.capability_violations.append(CapabilityNotFoundError("test"))
        self.helper.cleanup()
        self.assertEqual((self.helper.mock_repl_sessions, self.helper.get_execution_history()), ([], []))
        self.assertEqual(self.helper.get_violation_history(), [])
        self.assertEqual(dict(session.variables), {})

    def test_every_session_is_closed_before_an_error_is_raised(self) -> None:
        one, two = self.helper.create_test_repl(), self.helper.create_test_repl()
        one.set("x", 1)
        with mock.patch.object(two, "cleanup", side_effect=OSError("gone")), self.assertRaisesRegex(OSError, "gone"):
            self.helper.cleanup()
        self.assertEqual(dict(one.variables), {})

    def test_reset_drops_what_is_global(self) -> None:
        self.addCleanup(set_current_context, get_current_context())
        manager = get_capability_manager()
        set_current_context(Grants(["math.compute"]))
        self.helper.create_test_repl()
        self.helper.reset()
        self.assertEqual(self.helper.mock_repl_sessions, [])
        self.assertIsNone(get_current_context())
        self.assertIsNot(get_capability_manager(), manager)

    def test_a_with_block(self) -> None:
        with IntegrationTestHelper() as helper:
            helper.create_test_repl()
        self.assertEqual(helper.mock_repl_sessions, [])

        async def main() -> None:
            async with IntegrationTestHelper() as other:
                await other.assert_async_execution("result = 1;", 1)
            self.assertEqual(other.captured_async_executions, [])

        asyncio.run(main())

    def test_assertions_hold_in_optimised_python(self) -> None:
        code = (
            "import asyncio\nfrom mlpy_testkit import IntegrationTestHelper\n"
            "try:\n    asyncio.run(IntegrationTestHelper().assert_async_execution('result = 2 + 2;', 5))\n"
            "except AssertionError as error:\n    print(error)\n"
        )
        done = subprocess.run(
            [sys.executable, "-O", "-c", code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        self.assertEqual(done.stdout, "Expected 5, got 4\n")
