"""Nothing that a program does with a module is left for the next run, session or test, or in the host.

For each module: what changes its state, and what would show the change. In the run that changes, the
change shows (so the test can fail); in every later run, session and test it does not.
"""

import csv
import decimal
import locale
import logging
import os
import random
import socket
import sys
import unittest
import urllib.request
import warnings

from mlpy_testkit import Engine, MLIntegrationTestCase
from mlpy_testkit.capabilities import ALL
from mlpy_testkit.modules import STANDARD, Library
from mlpy_testkit.world import Answer, CannedNetwork, VirtualClock, World

# Module, what changes something, what shows it, before and after.
STATES = [
    ("random", "random.setSeed(5);", "random.random() == 0.6229016948897019", False, True),
    ("random", "random.setSeed(7);", "random.getSeed()", None, 7),
    ("log", 'log.set_level("DEBUG");', "log.is_debug()", False, True),
    ("log", 'log.create_logger("default").set_level("DEBUG");', "log.is_debug()", False, True),
    ("env", 'env.set("ML_LEAK", "x");', 'env.get("ML_LEAK")', None, "x"),
    ("env", 'env.delete("PATH");', 'env.has("PATH")', True, False),
    ("args", "a = args.all(); a.append(1); a[0] = 5;", "typeof(args.all()[0])", "string", "string"),
    ("regex", 'r = regex.compile("a", regex.IGNORECASE());', 'regex.test("a", "A")', False, False),
    ("csv", 'csv.read_string("a;b", ";", false);', 'csv.read_string("a,b", ",", false)', [["a", "b"]], [["a", "b"]]),
]
# Whatever can be done to a module itself.
TAMPERING = ["{0}.leaked = 1;", '{0}["leaked"] = 1;', "{0} = {{leaked: 1}};"]


def host():
    """Return what programs must leave as it is."""
    root = logging.getLogger()
    return {
        "environment": dict(os.environ),
        "arguments": list(sys.argv),
        "directory": os.getcwd(),
        "random": random.getstate(),
        "log": (root.level, list(root.handlers), root.disabled, logging.root.manager.disable),
        "loggers": sorted(logging.root.manager.loggerDict),
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "dialects": (csv.list_dialects(), csv.field_size_limit()),
        "network": (socket.getdefaulttimeout(), urllib.request._opener),
        "warnings": list(warnings.filters),
        "numbers": (decimal.getcontext().prec, sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL)),
        "umask": _umask(),
    }


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def program(module, change, shown):
    """Return a program that changes something and then tells what shows it."""
    return f"import {module}; {change} result = {shown};"


class Leaks(unittest.TestCase):
    def setUp(self):
        self.before = host()
        self.addCleanup(lambda: self.assertEqual(host(), self.before))

    def engine(self, **options):
        return Engine(capabilities=ALL, **options)

    def value(self, runner, text):
        """Return what a run or a session answers to a program."""
        is_engine = isinstance(runner, Engine)
        outcome = runner.run(text) if is_engine else runner.execute(text)
        self.assertIsNone(outcome.error, text)
        return outcome.value if is_engine else runner.variables["result"]

    def check(self, module):
        for name, change, shown, before, after in STATES:
            if name == module:
                with self.subTest(change):
                    self.check_one(program(name, "", shown), program(name, change, shown), before, after)
        for change in TAMPERING:
            with self.subTest(change):
                engine = self.engine()
                engine.run(f"import {module}; " + change.format(module))
                shown = f'import {module}; result = getattr({module}, "leaked", "nothing");'
                for runner in (engine, engine.session(), self.engine()):
                    self.assertEqual(self.value(runner, shown), "nothing")

    def check_one(self, look, change, before, after):
        """Fail unless a change shows where it is made and nowhere else."""
        world = World()
        engine = self.engine(world=world)
        session = engine.session()
        self.assertEqual(self.value(engine, look), before)
        self.assertEqual(self.value(engine, change), after)
        self.assertEqual(self.value(session, change), after)
        for runner in (engine, engine.session(), self.engine(world=world), self.engine().session()):
            self.assertEqual(self.value(runner, look), before)
        self.assertEqual(host(), self.before)

    def test_settings_of_loggers_go_with_their_run(self):
        program = 'import log; l = log.create_logger("x"); result = [l.is_debug(), l.format_type, l.include_timestamp];'
        change = program.replace("result", 'l.set_level("DEBUG"); l.set_format("json"); l.set_timestamp(false); result')
        engine = self.engine()
        self.assertEqual(self.value(engine, change), [True, "json", False])
        self.assertEqual(self.value(engine, program), [False, "text", True])
        session = engine.session()
        self.assertEqual(self.value(session, change), [True, "json", False])
        self.assertEqual(self.value(engine.session(), program), [False, "text", True])

    def test_log_files_go_with_their_run(self):
        world = World.fake()
        engine = self.engine(world=world)
        self.value(engine, 'import log; log.add_file("/l"); log.info("first"); result = 1;')
        self.value(engine, 'import log; log.info("second"); result = 1;')
        text = world.files.read_bytes("/l")
        self.assertIn(b"first", text)
        self.assertNotIn(b"second", text)

    def test_what_was_logged_goes_with_its_run(self):
        engine = self.engine(world=World.fake())
        text = 'import log; import console; log.info("x"); console.error("y");'
        for _ in range(2):
            outcome = engine.run(text)
            self.assertEqual((len(outcome.world.records), len(outcome.world.errors)), (1, 1))

    def test_randomness_begins_anew_with_the_seed_of_the_world(self):
        engine = self.engine(world=World(seed=3))
        text = "import random; result = [random.random(), random.random()];"
        first = self.value(engine, text)
        self.assertEqual(self.value(engine, text), first)
        self.assertEqual(self.value(engine.session(), text), first)
        self.assertNotEqual(first[0], first[1])

    def test_the_clock_is_nobodys(self):
        clock = VirtualClock()
        engine = self.engine(world=World(clock=clock))
        text = "import datetime; result = datetime.now().timestamp();"
        self.assertEqual(self.value(engine, text), 946684800.0)
        self.assertEqual(self.value(engine, text), 946684800.0)
        clock.advance(1)
        self.assertEqual(self.value(engine, text), 946684801.0)

    def test_constants_of_modules_cannot_be_changed(self):
        for name in STANDARD:
            for member, value in Library().load(name).members.items():
                if not callable(value):
                    self.assertIn(type(value), (int, float, str, bool), f"{name}.{member}")

    def test_cookies_go_with_their_answer(self):
        network = CannedNetwork()
        network.respond("GET", "http://a.test/*", Answer("", headers={"Set-Cookie": "a=b"}))
        engine = self.engine(world=World.fake(network=network))
        text = 'import http; http.get("http://a.test/", {Authorization: "x"}); http.get("http://a.test/2"); result = 1;'
        for _ in range(2):
            self.value(engine, text)
        for at, request in enumerate(network.requests):
            self.assertEqual("Authorization" in request.headers, at % 2 == 0)
            self.assertNotIn("Cookie", request.headers)


def _check_of(module):
    def check(self):
        self.check(module)

    return check


for _module in STANDARD:
    setattr(Leaks, f"test_{_module}", _check_of(_module))


class NextTest(unittest.TestCase):
    """One test case after the other, in one process and with one class."""

    def test_every_test_begins_clean(self):
        seen = []

        class Case(MLIntegrationTestCase):
            ml_capabilities = ALL

            def look_and_change(self):
                modules = "import random; import env; import log; import args; import file; import path; import csv;"
                look = '[random.getSeed(), env.get("ML_LEAK"), log.is_debug(), len(args.all()), file.exists("/leak")]'
                change = 'random.setSeed(5); env.set("ML_LEAK", "x"); log.set_level("DEBUG"); file.write("/leak", "x");'
                seen.append(self.session.run(f"{modules} {look}"))
                self.session.run(change)
                seen.append(self.session.run(look))

            test_first = test_second = look_and_change

            def make_ml_world(self):
                return World.fake(arguments=["a"])

        result = unittest.TestResult()
        before = host()
        unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)
        self.assertTrue(result.wasSuccessful(), result.errors)
        self.assertEqual(host(), before)
        first, changed = [0, None, False, 1, False], [5, "x", True, 1, True]
        self.assertEqual(seen, [first, changed] * 2)


if __name__ == "__main__":
    unittest.main()
