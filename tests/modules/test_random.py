"""The module ``random``."""

import unittest

from mlpy_testkit.capabilities.presets import everything
from mlpy_testkit.engine import Engine
from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from mlpy_testkit.world import PredictableEntropy, World
from tests.modules.vectors import VectorCase

SAMPLING = {"choice", "shuffle", "sample", "randomIndices", "random_indices"}


class Vectors(VectorCase):
    def test_vectors(self):
        self.check("random")

    def test_a_wrong_seed(self):
        answer = self.answer("random.setSeed([1])")
        self.assertTrue(answer.startswith("!TypeError: The only supported seed types are: "))

    def test_the_seed_is_told(self):
        self.assertEqual(self.answer("random.getSeed()"), "0")
        self.assertEqual(self.answer("random.getSeed()", world=World.fake(seed=7)), "7")
        self.assertEqual(self.answer("random.getSeed()", world=World()), "null")
        self.assertEqual(self.answer('random.set_seed("x") || [random.random() < 2, random.get_seed()]'), '[true, "x"]')
        self.assertEqual(self.answer("random.setSeed(null) || random.getSeed()"), "null")

    def test_null_seeds_from_the_entropy_of_the_world(self):
        worlds = [World.fake(entropy=PredictableEntropy(1)) for _ in range(2)]
        vector = "random.setSeed(null) || random.random()"
        self.assertEqual(*(self.answer(vector, world=world) for world in worlds))
        self.assertNotEqual(self.answer(vector), self.answer(vector))

    def test_runs_do_not_share_the_seed(self):
        engine = Engine(library=Library)
        with everything():
            first = engine.run("import random; random.setSeed(42); result = random.random();")
            again = engine.run("import random; result = [random.getSeed(), random.random()];")
        self.assertEqual(first.value, 0.6394267984578837)
        self.assertIsNone(again.value[0])
        self.assertNotEqual(again.value[1], 0.025010755222666936)

    def test_the_generator_is_that_of_math(self):
        program = (
            "import random; import math; random.setSeed(42); result = [math.random(), random.random(), math.random()];"
        )
        with everything():
            outcome = Engine(library=Library).run(program)
        self.assertEqual(outcome.value, [0.6394267984578837, 0.025010755222666936, 0.27502931836911926])

    def test_arguments_are_not_changed(self):
        self.assertEqual(self.answer("a = [1, 2, 3]; random.shuffle(a); random.sample(a, 3) || a"), "[1, 2, 3]")

    def test_sizes_are_checked(self):
        cases = [
            ("random.randomIndices(100000000000000000000, 100000000000000000000)", Limits(), "items"),
            ("random.shuffle(functional.range(5000))", Limits(steps=9000), "steps"),
        ]
        for call, limits, name in cases:
            with self.subTest(call=call):
                self.assertEqual(self.run_ml(f"{call};", limits=limits).error.limit, name)

    def test_what_functions_need(self):
        members = Library().load("random").members
        self.assertEqual(len(members), 24)
        for name, function in members.items():
            needed = "random.sample" if name in SAMPLING else "random.generate"
            self.assertEqual(function.capabilities, (needed,))


if __name__ == "__main__":
    unittest.main()
