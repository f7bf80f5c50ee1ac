"""The module ``log``."""

import unittest
from datetime import datetime, timedelta, timezone

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.world import VirtualClock, World
from tests.world.running import WorldCase

STAMP = "[2000-01-01 00:00:00] "


class LogCase(WorldCase):
    def make_world(self):
        return World.fake(files={"/d/a.txt": ""})

    def logged(self, program, **options):
        """Return the lines that a program logs."""
        outcome = self.run_ml(program, **options)
        self.assertIsNone(outcome.error, outcome.error)
        return outcome.output.splitlines()


class Lines(LogCase):
    def test_levels(self):
        program = 'log.debug("d"); log.info("i"); log.warn("w"); log.error("e"); log.critical("c");'
        self.assertEqual(
            self.logged(program),
            [STAMP + line for line in ("INFO: i", "WARNING: w", "ERROR: e", "CRITICAL: c")],
        )
        for level, count in [("debug", 5), ("Warn", 3), ("WARNING", 3), ("error", 2), ("Critical", 1), ("nope", 4)]:
            with self.subTest(level=level):
                self.assertEqual(len(self.logged(f'log.set_level("{level}"); {program}')), count)

    def test_data(self):
        program = 'log.info("hello", {a: 1, b: true, c: null, d: [1, "x"]});'
        self.assertEqual(self.logged(program), [STAMP + "INFO: hello | a=1, b=true, c=null, d=[1, 'x']"])
        self.assertEqual(
            self.logged(program, host_spelling=True), [STAMP + "INFO: hello | a=1, b=True, c=None, d=[1, 'x']"]
        )

    def test_no_data(self):
        for data in ("{}", "null", "[]", '""', "0"):
            self.assertEqual(self.logged(f'log.info("x", {data});'), [STAMP + "INFO: x"])

    def test_any_message(self):
        for message, shown in [("5", "5"), ("true", "true"), ("null", "null"), ("[1, true]", "[1, true]")]:
            self.assertEqual(self.logged(f"log.info({message});"), [f"{STAMP}INFO: {shown}"])

    def test_json(self):
        program = 'log.set_format("json"); log.info("hello", {a: 1, b: [true, null]}); log.warn("é"); log.error(5);'
        self.assertEqual(
            self.logged(program),
            [
                '{"message": "hello", "level": "INFO", "logger": "default", "timestamp": "2000-01-01T00:00:00Z", '
                '"data": {"a": 1, "b": [true, null]}}',
                '{"message": "\\u00e9", "level": "WARN", "logger": "default", "timestamp": "2000-01-01T00:00:00Z"}',
                '{"message": 5, "level": "ERROR", "logger": "default", "timestamp": "2000-01-01T00:00:00Z"}',
            ],
        )

    def test_json_without_time(self):
        program = 'log.set_format("json"); log.set_timestamp(false); log.info("x", [1]); log.critical("c", {});'
        self.assertEqual(
            self.logged(program),
            [
                '{"message": "x", "level": "INFO", "logger": "default", "data": [1]}',
                '{"message": "c", "level": "CRITICAL", "logger": "default"}',
            ],
        )

    def test_text_without_time(self):
        self.assertEqual(self.logged('log.set_timestamp(false); log.info("x", {a: 1});'), ["INFO: x | a=1"])

    def test_other_formats_are_text(self):
        for name in ('"other"', "5", '"JSON"'):
            self.assertEqual(self.logged(f'log.set_format({name}); log.info("x");'), [STAMP + "INFO: x"])

    def test_zones(self):
        clock = VirtualClock(datetime(2000, 1, 1, tzinfo=timezone.utc), zone=timezone(timedelta(hours=2)))
        program = 'log.info("x"); log.set_format("json"); log.info("x");'
        text, entry = self.logged(program, world=World.fake(clock=clock))
        self.assertEqual(text, "[2000-01-01 02:00:00] INFO: x")
        self.assertIn('"timestamp": "2000-01-01T00:00:00Z"', entry)

    def test_errors(self):
        for expression, expected in [
            ('log.info("x", [1])', "!AttributeError: 'list' object has no attribute 'items'"),
            ('log.info("x", "s")', "!AttributeError: 'str' object has no attribute 'items'"),
            ("log.info(5, {a: 1})", "!TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
            ("log.set_level(5)", "!AttributeError: 'int' object has no attribute 'upper'"),
            ("log.set_level(null)", "!AttributeError: 'NoneType' object has no attribute 'upper'"),
            (
                'log.set_format("json") || log.info("x", {f: print})',
                "!TypeError: Object of type method is not JSON serializable",
            ),
            (
                'log.set_format("json"); a = {}; a.a = a || log.info("x", a)',
                "!ValueError: Circular reference detected",
            ),
            ('log.add_file("/n/l")', "!FileNotFoundError: [Errno 2] No such file or directory: '/n/l'"),
            ('log.add_file("/d")', "!IsADirectoryError: [Errno 21] Is a directory: '/d'"),
            ("log.add_file(5)", "!TypeError: expected str, bytes or os.PathLike object, not int"),
            ("log.info()", "!TypeError: log.info() expects 1 to 2 arguments, got 0"),
            ("log.create_logger(1).info()", "!TypeError: Logger.info() expects 1 to 2 arguments, got 0"),
            ('log.create_logger("x").nope()', "!AttributeError: 'Logger' object has no method 'nope'"),
        ]:
            with self.subTest(expression=expression):
                self.assertEqual(self.value(expression), expected)

    def test_output_is_bounded(self):
        outcome = self.run_ml('while (true) { log.info("x"); }', limits=Limits(output=1000))
        self.assertEqual(outcome.error.limit, "output")


class Loggers(LogCase):
    def test_each_has_a_level_and_a_format_of_its_own(self):
        program = """
            one = log.create_logger("one"); two = log.create_logger("two");
            one.set_level("DEBUG"); two.set_format("json"); two.set_timestamp(false);
            one.debug("a"); two.debug("b"); two.info("c"); log.debug("d"); log.info("e");
        """
        self.assertEqual(
            self.logged(program),
            [STAMP + "DEBUG: a", '{"message": "c", "level": "INFO", "logger": "two"}', STAMP + "INFO: e"],
        )

    def test_what_a_logger_tells(self):
        program = 'l = log.create_logger("svc"); l.set_format("json"); l.set_level("debug")'
        self.assertEqual(
            self.value(f"{program} || [l.name, l.format_type, l.include_timestamp, l.is_debug(), typeof(l)]"),
            '["svc", "json", true, true, "Logger"]',
        )
        self.assertEqual(self.value("log.is_debug()"), "false")

    def test_one_of_the_same_name_is_the_same_and_starts_anew(self):
        program = 'a = log.create_logger("x"); a.set_level("ERROR"); b = log.create_logger("x"); a.info("y");'
        self.assertEqual(self.logged(program), [STAMP + "INFO: y"])

    def test_the_default_logger_can_be_had(self):
        program = 'log.create_logger("default").set_level("ERROR"); log.info("y");'
        self.assertEqual(self.logged(program), [])

    def test_nothing_is_left_for_the_next_run(self):
        self.logged('log.set_level("CRITICAL"); log.set_format("json"); log.add_file("/d/l");')
        self.assertEqual(self.logged('log.info("x");'), [STAMP + "INFO: x"])
        self.assertEqual(self.world.files.read_bytes("/d/l"), b"")


class Outlets(LogCase):
    def test_files(self):
        self.logged('log.add_file("/d/l"); log.add_file("d/../d/l"); log.info("é", {a: 1}); log.debug("no");')
        self.assertEqual(self.world.files.snapshot()["/d/l"], STAMP + "INFO: é | a=1\n")

    def test_files_of_loggers(self):
        self.logged('l = log.create_logger("x"); l.add_file("/d/l"); l.warn("w"); log.warn("v");')
        self.assertEqual(self.world.files.snapshot()["/d/l"], STAMP + "WARNING: w\n")

    def test_records(self):
        self.logged('log.create_logger("x").warn("w", {a: 1}); log.info("i"); log.debug("no");')
        moment = self.world.clock.now()
        self.assertEqual(
            [tuple(record) for record in self.world.records],
            [("x", "WARN", "w", {"a": 1}, moment), ("default", "INFO", "i", None, moment)],
        )


class Capabilities(LogCase):
    def test_writing(self):
        for expression in ('log.info("x")', 'log.create_logger("x").info("x")', 'log.debug("x")'):
            with self.subTest(expression=expression):
                self.assertEqual(self.value(expression, grants=["log.write"]), "null")
                self.assertTrue(self.value(expression, grants=[]).startswith("!CapabilityError"))

    def test_settings(self):
        for call in ('set_level("INFO")', 'set_format("text")', "set_timestamp(true)"):
            for owner in ("log", 'log.create_logger("x")'):
                with self.subTest(call=call, owner=owner):
                    self.assertEqual(self.value(f"{owner}.{call}", grants=["log.write"]), "null")
                    self.assertTrue(self.value(f"{owner}.{call}", grants=[]).startswith("!CapabilityError"))

    def test_files(self):
        for owner in ("log", 'log.create_logger("x")'):
            expression = f'{owner}.add_file("/d/../d/l")'
            with self.subTest(owner=owner):
                self.assertEqual(self.value(expression, grants=["log.write", "file.write:/d/*"]), "null")
                for grants in (["log.write"], ["file.write"], ["log.write", "file.write:/e/*"], []):
                    self.assertTrue(self.value(expression, grants=grants).startswith("!CapabilityError"))

    def test_what_needs_none(self):
        self.assertEqual(self.value('[log.is_debug(), log.create_logger("x").name]', grants=[]), '[false, "x"]')


if __name__ == "__main__":
    unittest.main()
