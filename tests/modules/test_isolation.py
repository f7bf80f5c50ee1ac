"""No module keeps anything from one run to the next."""

import os
import unittest

from mlpy_testkit import Engine
from mlpy_testkit.capabilities import everything
from mlpy_testkit.modules import STANDARD
from mlpy_testkit.world import World

# What a program does, and what the next one asks.
CASES = {
    "args": ('args.all().append("x");', "args.all()"),
    "collections": ("a = [2, 1]; collections.sort(a); a.clear();", "collections.sort([2, 1])"),
    "console": ('console.log("x");', "console.log"),
    "crypto": ('crypto.sha256("a", "salt");', 'crypto.sha256("a")'),
    "csv": ('csv.write_string([[1]], ";");', "csv.write_string([[1, 2]])"),
    "datetime": ("datetime.now().addDays(5);", "datetime.utc()"),
    "env": ('env.set("ML_ISOLATION", "x"); env.delete("PATH");', '[env.get("ML_ISOLATION"), env.has("PATH")]'),
    "file": ("f = file.exists;", 'file.exists("/never")'),
    "functional": ("f = functional.memoize(fn(x) => x); f(1);", "functional.memoize(fn(x) => 5)"),
    "http": ("h = http.DEFAULT_TIMEOUT;", 'http.parseQuery("a=1")'),
    "json": ("o = json.merge({a: 1}, {}); o.a = 2;", 'json.parse("1")'),
    "log": ('log.set_level("DEBUG"); l = log.create_logger("x"); l.set_format("json");', "log.is_debug()"),
    "math": ("x = math.random(); x = math.random();", "math.random()"),
    "path": ("p = path.cwd();", 'path.join("a", "b")'),
    "random": ("random.setSeed(99); random.random();", "[random.getSeed(), random.random()]"),
    "regex": ('regex.compile("a", 2);', 'regex.test("a", "A")'),
}


class Isolation(unittest.TestCase):
    def test_every_module_is_tried(self):
        self.assertEqual(sorted(CASES), sorted(STANDARD))

    def test_the_next_run_sees_nothing_of_the_one_before(self):
        for name, (changing, asking) in CASES.items():
            # Files and the environment that a test gives belong to its world, and stay.
            for world in (World(seed=1), World.fake(seed=1))[: 1 if name == "env" else 2]:
                with self.subTest(module=name):
                    engine = Engine(capabilities=everything(), world=world)
                    ask = f"import {name}; result = str({asking});"
                    before = engine.run(ask)
                    self.assertIsNone(before.error)
                    environment = dict(os.environ)
                    self.assertIsNone(engine.run(f"import {name}; {changing}").error)
                    self.assertEqual(dict(os.environ), environment)
                    after = engine.run(ask)
                    self.assertEqual((after.value, after.output), (before.value, before.output))

    def test_loggers_are_made_anew(self):
        engine = Engine(capabilities=everything(), world=World.fake())
        first = 'import log; l = log.create_logger("x"); l.set_format("json"); l.set_level("ERROR");'
        self.assertIsNone(engine.run(first).error)
        second = engine.run('import log; l = log.create_logger("x"); l.info("seen"); result = l.format_type;')
        self.assertEqual(second.value, "text")
        self.assertIn("INFO: seen", second.output)

    def test_what_a_session_changes_stays_in_it(self):
        engine = Engine(capabilities=everything(), world=World.fake(seed=3))
        one, other = engine.session(), engine.session()
        one.execute(
            'import random; import env; random.setSeed(7); env.set("A", "1"); import log; log.set_level("DEBUG");'
        )
        other.execute("import random; import log;")
        self.assertEqual(other.execute("[random.getSeed(), log.is_debug()]").value, [3, False])


if __name__ == "__main__":
    unittest.main()
