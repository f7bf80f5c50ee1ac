"""The world as one value."""

import os
import pickle
import random
import sys
import threading
import unittest
from unittest import mock

from mlpy_testkit import MLUsageError
from mlpy_testkit.engine.limits import LimitReached, Limits, Run, enter, leave
from mlpy_testkit.world import (
    Answer,
    CannedNetwork,
    Failure,
    MemoryFiles,
    PredictableEntropy,
    RealClock,
    VirtualClock,
    World,
    world,
)
from mlpy_testkit.world.real_files import RealFiles
from mlpy_testkit.world.real_network import RealNetwork

from .running import WorldCase


class Parts(unittest.TestCase):
    def test_the_real_world(self):
        here = World.real()
        self.assertIsInstance(here.clock, RealClock)
        self.assertIsInstance(here.files, RealFiles)
        self.assertIsInstance(here.network, RealNetwork)
        self.assertEqual(here.environment, dict(os.environ))
        self.assertEqual(here.arguments, sys.argv)
        self.assertEqual(len(here.entropy(5)), 5)
        self.assertNotEqual(here.entropy(16), here.entropy(16))

    def test_changes_of_the_real_environment_stay_inside(self):
        with mock.patch.dict(os.environ, {"ML_TEST": "1"}):
            here = World.real()
            here.environment["ML_TEST"] = "2"
            del here.environment["PATH"]
            here.arguments.append("more")
            self.assertEqual(os.environ["ML_TEST"], "1")
            self.assertIn("PATH", os.environ)
            self.assertNotIn("more", sys.argv)

    def test_the_fake_world_has_nothing_of_the_host(self):
        here = World.fake()
        self.assertEqual(here.clock.timestamp(), 946684800.0)
        self.assertEqual((here.environment, here.arguments, here.files.snapshot()), ({}, [], {}))
        self.assertEqual(here.random.random(), random.Random(0).random())
        with self.assertRaises(EOFError):
            here.read_line("")

    def test_what_a_test_hands_in_is_what_it_looks_at(self):
        variables, network, files = {"A": "b"}, CannedNetwork(), MemoryFiles()
        here = World.fake(environment=variables, network=network, files=files, arguments=("p", "q"))
        here.environment["C"] = "d"
        self.assertEqual(variables, {"A": "b", "C": "d"})
        self.assertIs(here.network, network)
        self.assertIs(here.files, files)
        self.assertEqual(here.arguments, ["p", "q"])

    def test_predictable_entropy(self):
        here = World.fake(entropy=PredictableEntropy(7))
        first = here.entropy(40) + here.entropy(3)
        self.assertEqual(first, PredictableEntropy(7)(43))
        self.assertNotEqual(first, PredictableEntropy(8)(43))


class Fresh(unittest.TestCase):
    def test_randomness_starts_anew(self):
        here = World(seed=5)
        drawn = here.random.random()
        self.assertEqual(here.fresh().random.random(), drawn)
        self.assertNotEqual(here.random.random(), drawn)

    def test_without_a_seed_it_is_random(self):
        self.assertNotEqual(World().random.random(), World().random.random())

    def test_the_environment_of_the_host_is_copied_again(self):
        here = World()
        here.environment["ML_TEST"] = "1"
        self.assertNotIn("ML_TEST", here.fresh().environment)

    def test_everything_else_is_shared(self):
        here = World.fake(environment={"A": "b"})
        here.errors.append("x")
        again = here.fresh()
        self.assertEqual(again.errors, [])
        for part in ("files", "clock", "network", "environment", "arguments"):
            self.assertIs(getattr(again, part), getattr(here, part))


class Streams(WorldCase):
    def test_standard_output_is_the_output_of_the_run(self):
        run = Run(Limits())
        enter(run)
        self.addCleanup(leave, run)
        World.fake().write("stdout", "x")
        self.assertEqual(run.output, ["x"])

    def test_standard_error_is_kept_and_echoed(self):
        pieces = []
        here = World.fake(echo=pieces.append)
        here.write("stderr", "x")
        here.write("stderr", "y")
        self.assertEqual((here.errors, pieces), (["x", "y"], ["x", "y"]))

    def test_standard_error_is_bounded_too(self):
        run = Run(Limits(output=3))
        enter(run)
        self.addCleanup(leave, run)
        here = World.fake()
        here.write("stderr", "xx")
        with self.assertRaises(LimitReached):
            here.write("stderr", "xx")
        self.assertEqual(run.stopped, "output")

    def test_there_are_two_streams(self):
        with self.assertRaises(ValueError):
            World.fake().write("printer", "x")

    def test_lines(self):
        here = World.fake(lines=["one", "two"])
        self.assertEqual([here.read_line("? "), here.read_line()], ["one", "two"])
        with self.assertRaises(EOFError):
            here.read_line()

    def test_without_lines_the_run_is_asked(self):
        run = Run(Limits(), reader=lambda prompt: prompt + "answer")
        enter(run)
        self.addCleanup(leave, run)
        self.assertEqual(World().read_line("? "), "? answer")


class Wrong(unittest.TestCase):
    def test_parts_that_are_none_are_refused(self):
        for part, value in (
            ("clock", 5),
            ("files", 5),
            ("network", 5),
            ("environment", 5),
            ("environment", {"A": 5}),
            ("arguments", "ab"),
            ("arguments", [5]),
            ("lines", "ab"),
            ("lines", [5]),
            ("echo", 5),
            ("entropy", 5),
        ):
            for make in (World, World.fake):
                with self.subTest(part, value=value), self.assertRaisesRegex(MLUsageError, f"^{part} must "):
                    make(**{part: value})

    def test_files_that_are_none(self):
        for files in (5, ["/a"], {"/a": 5}, {"/a": None}):
            with self.subTest(files), self.assertRaises(MLUsageError):
                MemoryFiles(files)

    def test_moments_that_are_none(self):
        for wrong in (lambda: VirtualClock("2000"), lambda: VirtualClock(zone="UTC"), lambda: VirtualClock().set(0)):
            with self.assertRaisesRegex(MLUsageError, "must be a (datetime|tzinfo), not"):
                wrong()

    def test_answers_of_the_network_that_are_none(self):
        network = CannedNetwork()
        for wrong, text in (
            (lambda: network.respond(5, "*"), "method must be a text"),
            (lambda: network.respond("GET", 5), "url must be a text"),
            (lambda: Answer(status="200"), "status must be a whole number"),
            (lambda: Answer(status=99), "status must be a number from 100 to 599"),
            (lambda: Answer(delay=float("nan")), "delay must be a number of seconds"),
            (lambda: Failure(delay="1"), "delay must be a number of seconds"),
            (lambda: Answer(headers=5), "headers must be a mapping"),
        ):
            with self.subTest(text), self.assertRaisesRegex(MLUsageError, text):
                wrong()

    def test_worlds_can_be_pickled(self):
        for made in (World(), World.real(), World.fake(files={"/a": "one"}, lines=["two"])):
            self.assertEqual(type(pickle.loads(pickle.dumps(made)).files), type(made.files))


class Current(WorldCase):
    def test_it_is_that_of_the_run(self):
        self.assertIs(world(), self.world)

    def test_outside_of_a_run_it_is_the_real_one(self):
        found = []
        thread = threading.Thread(target=lambda: found.append(world()))
        thread.start()
        thread.join()
        self.assertIsInstance(found[0].files, RealFiles)

    def test_a_run_without_a_world_keeps_the_real_one(self):
        run = Run(Limits())
        run.world = None
        enter(run)
        self.addCleanup(leave, run)
        world().environment["ML_TEST"] = "1"
        self.assertEqual(world().environment["ML_TEST"], "1")
        self.assertNotIn("ML_TEST", os.environ)


if __name__ == "__main__":
    unittest.main()
