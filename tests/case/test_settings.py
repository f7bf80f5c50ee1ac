"""Settings in three forms: class attributes, a decorator, a context manager."""

import unittest
from typing import Any, List

from mlpy_testkit import Limits, MLIntegrationTestCase, MLUsageError, World, ml_settings

from .test_lifecycle import outcome


class Forms(unittest.TestCase):
    def test_a_decorated_test(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_source = "x = 1;"

            @ml_settings(source="x = 2;")
            def test_decorated(self) -> None:
                self.assertEqual(self.session.run("x"), 2)

            @ml_settings(source="x = 3;")
            async def test_decorated_too(self) -> None:
                self.assertEqual(self.session.run("x"), 3)

            def test_plain(self) -> None:
                self.assertEqual(self.session.run("x"), 1)

        for name in ("test_decorated", "test_decorated_too", "test_plain"):
            with self.subTest(name):
                self.assertEqual(outcome(Case(name)), "")

    def test_a_decorated_class(self) -> None:
        @ml_settings(source="x = 2;", limits=Limits(steps=5))
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                self.assertEqual((self.session.run("x"), self.ml_limits.steps), (2, 5))

        self.assertEqual(outcome(Case("test")), "")

    def test_the_inner_decorator_wins(self) -> None:
        class Case(MLIntegrationTestCase):
            @ml_settings(source="x = 2;", limits=Limits(steps=50))
            @ml_settings(source="x = 3;")
            def test(self) -> None:
                self.assertEqual((self.session.run("x"), self.ml_limits.steps), (3, 50))

        self.assertEqual(outcome(Case("test")), "")

    def test_a_block_has_a_session_of_its_own(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                self.session.run("x = 1")
                with self.ml_settings(capabilities=["math.compute"], source="y = 2;"):
                    self.assertNotIn("x", self.session.variables)
                    self.assertEqual(self.session.run("import math; math.sqrt(4) + y"), 4.0)
                self.assertEqual(self.session.run("x"), 1)
                self.assertMLRaises("denied", "import math; math.sqrt(4);")

        self.assertEqual(outcome(Case("test")), "")

    def test_a_block_without_self(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                five = ml_settings(source="x = 5;")
                for _ in range(2):
                    with five, ml_settings(limits=Limits(steps=50)):
                        self.assertEqual((self.session.run("x"), self.ml_limits.steps), (5, 50))
                self.assertMLRaises("NameError", "x;")

        self.assertEqual(outcome(Case("test")), "")

    def test_the_trail_of_the_test_goes_on_in_a_block(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                with self.assertCapabilityViolation("math.compute"), self.ml_settings(limits=Limits(steps=50)):
                    self.session.run("import math; math.sqrt(4);")
                with self.ml_settings(capabilities=["math.compute"]):
                    self.session.run("import math; math.sqrt(4);")
                self.assertEqual([check.granted for check in self.audit_ml()], [False, True])

        self.assertEqual(outcome(Case("test")), "")

    def test_a_block_ends_also_when_it_fails(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                with self.assertRaises(ZeroDivisionError), self.ml_settings(limits=Limits(steps=5)):
                    await self.executor.execute("x = 1;")
                    raise ZeroDivisionError
                self.assertIsNone(self.ml_limits.steps)

        self.assertEqual(outcome(Case("test")), "")

    def test_a_world(self) -> None:
        made: List[World] = []

        def world() -> World:
            made.append(World.fake(files={"/a": "one"}))
            return made[-1]

        class Case(MLIntegrationTestCase):
            ml_world = world
            ml_capabilities = ["file.read"]

            def test(self) -> None:
                self.assertEqual(self.session.run('import file; file.read("/a")'), "one")

            @ml_settings(world=World.fake(files={"/a": "two"}))
            def test_other(self) -> None:
                self.assertEqual(self.session.run('import file; file.read("/a")'), "two")

        self.assertEqual(outcome(Case("test")), "")
        self.assertEqual(len(made), 1)
        self.assertEqual(outcome(Case("test_other")), "")

    def test_a_world_that_is_none(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_world = "real"

            def test(self) -> None:
                self.session.run("x = 1")

        self.assertIn("ml_world must be a World, or a function that returns one, not 'real'", outcome(Case("test")))


class Wrong(unittest.TestCase):
    def test_an_attribute_that_is_almost_a_setting(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "Case.ml_limit is no setting; did you mean ml_limits?"):
            type("Case", (MLIntegrationTestCase,), {"ml_limit": Limits()})
        type("Case", (MLIntegrationTestCase,), {"ml_code_of_my_own": "x = 1;"})

    def test_an_unknown_name(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "no setting 'limit'; there are baselines, "):
            ml_settings(limit=Limits())

    def test_a_block_without_a_test(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "there is none here that they could change"), ml_settings(source=""):
            raise AssertionError

    def test_what_is_neither_class_nor_test(self) -> None:
        decorate: Any = ml_settings(source="")
        with self.assertRaisesRegex(MLUsageError, "decorates classes and tests, not 5"):
            decorate(5)


class Companions(unittest.TestCase):
    def test_session_and_executor_share_grants_and_world(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_capabilities = ["file.read"]
            ml_world = World.fake(files={"/a": "one"})

            async def test(self) -> None:
                code = 'import file; result = file.read("/a");'
                self.assertEqual((await self.executor.execute(code)).value, "one")
                self.session.run(code)
                self.assertEqual(self.capabilities.audit.count("file.read"), 2)
                self.assertIs(self.audit_ml(), self.capabilities.audit)
                self.assertIs(self.executor, self.executor)

        self.assertEqual(outcome(Case("test")), "")

    def test_isolation(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_isolation = "process"

            async def test(self) -> None:
                self.assertEqual((await self.executor.execute("result = 1;")).value, 1)
                self.assertEqual(self.executor.isolation, "process")

        self.assertEqual(outcome(Case("test")), "")
