"""The embedded engine: whose grants count, which world is seen, and what a run leaves for the next."""

import asyncio
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, List

from mlpy_testkit import CannedNetwork, Engine, Grants, MLUsageError, VirtualClock, World, capability_context, grant
from mlpy_testkit.capabilities import CapabilityToken, everything, get_current_context

SQRT = "import math; result = math.sqrt(16);"


def stage(outcome: Any) -> Any:
    """Return the stage of the error of a run, or None."""
    return None if outcome.error is None else outcome.error.stage


class Granting(unittest.TestCase):
    def test_nothing_is_granted_unless_told(self) -> None:
        outcome = Engine().run(SQRT)
        self.assertEqual((outcome.error.stage, outcome.error.types), ("denied", ("math.compute",)))
        self.assertEqual((outcome.error.reason, outcome.error.function), ("no context", "math.sqrt"))
        self.assertEqual([check.reason for check in outcome.audit.denied], ["no context"])

    def test_texts_tokens_and_contexts(self) -> None:
        context = Grants(["math.compute"])
        for capabilities in (["math.compute"], ("math.compute",), [grant("math.compute")], context):
            with self.subTest(capabilities=capabilities):
                self.assertEqual(Engine(capabilities=capabilities).run(SQRT).value, 4.0)
        self.assertEqual(context.audit.count("math.compute", granted=True), 1)

    def test_what_is_no_grant_is_refused_at_once(self) -> None:
        wrong: List[Any] = ["math.compute", {"math.compute": 1}, ["no grant"], [5], 5]
        for capabilities in wrong:
            with self.subTest(capabilities=capabilities), self.assertRaises(MLUsageError):
                Engine(capabilities=capabilities)

    def test_the_context_of_the_caller_counts_if_the_engine_has_none(self) -> None:
        engine = Engine()
        session = engine.session()
        with capability_context(everything()):
            self.assertEqual(engine.run(SQRT).value, 4.0)
            self.assertEqual(session.run("import math; math.sqrt(9);"), 3.0)
        self.assertEqual(stage(engine.run(SQRT)), "denied")
        self.assertEqual(stage(session.execute("math.sqrt(9);")), "denied")

    def test_the_grants_of_the_engine_go_before_those_of_the_caller(self) -> None:
        with capability_context(everything()):
            self.assertEqual(stage(Engine(capabilities=[]).run(SQRT)), "denied")

    def test_a_closure_that_is_called_later_has_the_grants_of_the_later_caller(self) -> None:
        session = Engine(capabilities=["math.compute"]).session()
        function = session.run("import math; fn(x) => math.sqrt(x);")
        self.assertEqual(session.run("import math; f = fn(x) => math.sqrt(x); f(4);"), 2.0)
        with self.assertRaisesRegex(Exception, "no capability context is active"):
            function(4)
        with capability_context(everything()):
            self.assertEqual(function(4), 2.0)

    def test_uses_are_counted_over_all_runs_of_an_engine(self) -> None:
        engine = Engine(capabilities=[grant("math.compute", max_usage_count=2)])
        self.assertEqual([stage(engine.run(SQRT)) for _ in range(3)], [None, None, "denied"])

    def test_fifty_threads_and_one_use(self) -> None:
        engine = Engine(capabilities=[grant("math.compute", max_usage_count=1)])
        program = engine.load(SQRT)
        stages: List[Any] = []
        threads = [threading.Thread(target=lambda: stages.append(stage(engine.run(program)))) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((stages.count(None), stages.count("denied")), (1, 49))

    def test_tasks_inherit_and_siblings_do_not_see_each_other(self) -> None:
        engine = Engine()

        async def with_grant(token: CapabilityToken, entered: asyncio.Event, other: asyncio.Event) -> Any:
            with capability_context(Grants([token])):
                entered.set()
                await other.wait()
                inner = await asyncio.ensure_future(asyncio.sleep(0, engine.run(SQRT)))
                return stage(inner)

        async def main() -> List[Any]:
            first, second = asyncio.Event(), asyncio.Event()
            return list(
                await asyncio.gather(
                    with_grant(grant("math.compute"), first, second),
                    with_grant(grant("json.parse"), second, first),
                )
            )

        self.assertEqual(asyncio.run(main()), [None, "denied"])
        self.assertIsNone(get_current_context())


class Trails(unittest.TestCase):
    def test_each_run_has_a_trail_of_its_own(self) -> None:
        engine = Engine(capabilities=["math.compute"])
        first, second = engine.run(SQRT), engine.run(SQRT + "math.sqrt(9);")
        self.assertEqual((len(first.audit), len(second.audit)), (1, 2))

    def test_a_session_has_one_trail(self) -> None:
        session = Engine(capabilities=["math.compute"]).session()
        outcomes = [session.execute("import math; math.sqrt(4);") for _ in range(3)]
        self.assertEqual(len(session.audit), 3)
        self.assertIs(outcomes[0].audit, session.audit)

    def test_the_place_is_that_of_the_call(self) -> None:
        text = 'import file;\nfunction f(p) {\n  return file.read(p);\n}\ntry { f("/b"); } except { }\nf("/a");'
        engine = Engine(capabilities=["file.read:/a"], world=World.fake(files={"/a": "x"}))
        outcome = engine.run(text, "rules.ml")
        self.assertEqual(
            [(check.granted, check.resource, check.file, check.line, check.column) for check in outcome.audit],
            [(False, "/b", "rules.ml", 3, 10), (True, "/a", "rules.ml", 3, 10)],
        )


class Modules(unittest.TestCase):
    def test_a_file_that_a_module_misses_is_no_failure_to_read_the_module(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "reads.ml").write_text('import file;\nx = file.read("/a");', encoding="utf-8")
            engine = Engine([folder], capabilities=["file.read"], world=World.fake())
            error = engine.run("import reads;").error
        assert error is not None
        self.assertEqual((error.kind, error.line), ("FileNotFoundError", 2))
        self.assertEqual(error.message, "[Errno 2] No such file or directory: '/a'")


class Worlds(unittest.TestCase):
    def test_the_default_is_the_real_one(self) -> None:
        program = "import file; result = file.exists(path);"
        outcome = Engine(capabilities=["file.read"]).run(program, context={"path": __file__})
        self.assertIs(outcome.value, True)

    def test_something_else_is_refused(self) -> None:
        wrong: Any = {}
        with self.assertRaisesRegex(MLUsageError, "world must be a World, not {}"):
            Engine(world=wrong)

    def test_randomness_begins_anew_in_every_run(self) -> None:
        engine = Engine(capabilities=["random.generate"], world=World.fake(seed=42))
        values = [engine.run("import random; result = random.random();").value for _ in range(2)]
        self.assertEqual(values, [0.6394267984578837] * 2)

    def test_randomness_goes_on_in_a_session(self) -> None:
        for world in (None, World.fake()):
            session = Engine(capabilities=["random.generate"], world=world).session()
            session.run("import random; random.setSeed(42);")
            self.assertEqual(session.run("random.random();"), 0.6394267984578837)
            self.assertEqual(session.run("random.random();"), 0.025010755222666936)

    def test_files_clock_and_network_stay_from_run_to_run(self) -> None:
        clock, network = VirtualClock(), CannedNetwork()
        engine = Engine(capabilities=everything(), world=World.fake(clock=clock, network=network))
        self.assertIsNone(engine.run('import file; file.write("/x", "1");').error)
        self.assertEqual(engine.run('import file; result = file.read("/x");').value, "1")
        clock.advance(3600)
        program = "import datetime; result = datetime.now().toString();"
        self.assertEqual(engine.run(program).value, "2000-01-01T01:00:00")

    def test_standard_error_belongs_to_one_run(self) -> None:
        engine = Engine(capabilities=["console.error"], world=World.fake())
        for _ in range(2):
            outcome = engine.run('import console; console.error("hm");')
            self.assertEqual(outcome.world.errors, ["hm\n"])

    def test_a_given_world_is_that_of_the_session(self) -> None:
        world = World.fake()
        session = Engine(capabilities=["console.error"]).session(world=world)
        session.run('import console; console.error("hm");')
        self.assertIs(session.world, world)
        self.assertEqual(world.errors, ["hm\n"])


if __name__ == "__main__":
    unittest.main()
