"""The module ``args``."""

import sys
import unittest

from mlpy_testkit.world import World
from tests.world.running import WorldCase


class ArgsCase(WorldCase):
    def make_world(self):
        return World.fake(arguments=["prog", "a", "-v"])


class Vectors(ArgsCase):
    def test_vectors(self):
        self.check_vectors("args")

    def test_no_arguments_at_all(self):
        self.assertEqual(self.value("[args.all(), args.script(), args.rest()]", world=World.fake()), '[[], "", []]')

    def test_the_arguments_of_the_host(self):
        self.assertEqual(self.value("len(args.all())", world=World()), str(len(sys.argv)))


class Capabilities(ArgsCase):
    def test_the_arguments_of_the_program_need_a_grant(self):
        for expression in ("args.all()", "args.script()", "args.rest()", "args.create_parser().parse()"):
            with self.subTest(expression=expression):
                self.assertTrue(self.value(expression, grants=[]).startswith("!CapabilityError"))

    def test_parsing_what_one_has_needs_none(self):
        self.assertEqual(self.value('args.create_parser().parse(["x"]).positionals()', grants=[]), '["x"]')


if __name__ == "__main__":
    unittest.main()
