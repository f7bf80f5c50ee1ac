"""The module ``env``."""

import os
import unittest

from mlpy_testkit.world import World
from tests.world.running import WorldCase

VARIABLES = {"E_I": "42", "E_S": "str", "E_B": "YES", "E_Z": "", "E_U": " 1_000 ", "E_F": "2.5", "E_T": " true"}


class EnvCase(WorldCase):
    def make_world(self):
        return World.fake(environment=dict(VARIABLES))


class Vectors(EnvCase):
    def test_vectors(self):
        self.check_vectors("env")


class Effects(EnvCase):
    def test_changes_can_be_looked_at_and_stay_inside(self):
        self.value('env.set("NEW", 5) || env.delete("E_S")')
        self.assertEqual(self.world.environment["NEW"], "5")
        self.assertNotIn("E_S", self.world.environment)
        self.assertNotIn("NEW", os.environ)

    def test_all_is_a_copy(self):
        self.value('all = env.all(); all["X"] = "y" || 1')
        self.assertEqual(self.world.environment, VARIABLES)

    def test_the_environment_of_the_host_does_not_change(self):
        before = dict(os.environ)
        self.assertEqual(self.value('env.set("ML_TEST", "1") || env.get("ML_TEST")', world=World()), '"1"')
        self.assertEqual(self.value('env.get("ML_TEST")', world=World()), "null")
        self.assertEqual(dict(os.environ), before)


class Capabilities(EnvCase):
    def test_each_function_asks_for_its_variable(self):
        for call in ("get", "has", "require", "get_int", "get_float", "get_bool"):
            with self.subTest(call=call):
                self.assertFalse(self.value(f'env.{call}("E_I")', grants=["env.read:E_I"]).startswith("!"))
                for grants in ([], ["env.read:E_S"], ["env.write"]):
                    found = self.value(f'env.{call}("E_I")', grants=grants)
                    self.assertTrue(found.startswith("!CapabilityError"), found)
        for call in ('set("X", 1)', 'delete("X")'):
            with self.subTest(call=call):
                self.assertEqual(self.value(f"env.{call}", grants=["env.write:X"]), "null")
                for grants in ([], ["env.write:Y"], ["env.read"]):
                    found = self.value(f"env.{call}", grants=grants)
                    self.assertTrue(found.startswith("!CapabilityError"), found)

    def test_all_needs_a_grant_for_all(self):
        self.assertFalse(self.value("env.all()", grants=["env.read"]).startswith("!"))
        for grants in ([], ["env.read:E_*"]):
            self.assertTrue(self.value("env.all()", grants=grants).startswith("!CapabilityError"))


if __name__ == "__main__":
    unittest.main()
