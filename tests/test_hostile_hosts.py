"""Attacks on grants that need the host's help: links that change meanwhile, threads, contexts that are over.

Nothing here sleeps; what runs side by side is bounded by counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import tempfile
import threading
import unittest
from datetime import datetime, timedelta
from typing import Any, Callable, Dict, Iterator, List

from mlpy_testkit import Engine, MemoryFiles, MLIntegrationTestCase, MLREPLSession, World
from mlpy_testkit.capabilities import (
    AuditTrail,
    CapabilityContext,
    CapabilityDeniedError,
    Grants,
    capability_context,
    everything,
    get_capability_manager,
    get_current_context,
    grant,
    using_clock,
)
from mlpy_testkit.world import Files
from mlpy_testkit.world.real_files import RealFiles

from .hostile import grants

SQRT = "import math; result = math.sqrt(16);"
THREADS = 50


def at_once(count: int, work: Callable[[], Any]) -> List[Any]:
    """Return what *count* threads come to that begin together."""
    gate = threading.Barrier(count)
    found: List[Any] = []

    def run() -> None:
        gate.wait()
        found.append(work())

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


# -- links that come and go --------------------------------------------------------------------------

EVERY_DOOR = """
import csv; import crypto; import file; import log; import path;
out = [];
function attempt(f) { try { out.append(f()); } except (e) { } }
for (i in range(ROUNDS)) {
    attempt(fn() => file.read("d/s.txt"));
    attempt(fn() => file.readLines("d/s.txt"));
    attempt(fn() => file.readBytes("s.txt"));
    attempt(fn() => file.read("s.txt"));
    attempt(fn() => csv.read("d/s.txt", ",", false));
    attempt(fn() => crypto.hash_file("s.txt"));
    attempt(fn() => path.listDir("d"));
    attempt(fn() => path.walk("."));
    attempt(fn() => path.glob("*/*"));
    attempt(fn() => path.glob("d/*.txt"));
    attempt(fn() => file.copy("d/s.txt", "copied"));
    attempt(fn() => file.read("copied"));
    attempt(fn() => file.write("d/w.txt", "w"));
    attempt(fn() => file.append("s.txt", "a"));
    attempt(fn() => file.write("s.txt", "harmless"));
    attempt(fn() => csv.append("d/s.txt", ["a"]));
    attempt(fn() => csv.write("d/t.csv", [["a"]]));
    attempt(fn() => file.copy("copied", "d"));
    attempt(fn() => file.move("copied", "d/m.txt"));
    attempt(fn() => file.delete("d/m.txt"));
    attempt(fn() => path.createDir("d/made/deep"));
    attempt(fn() => path.removeDirRecursive("d/made"));
    attempt(fn() => path.removeDirRecursive("d"));
    attempt(fn() => path.createDir("d"));
    attempt(fn() => log.add_file("s.txt"));
    attempt(fn() => log.info("logged"));
}
result = out;
"""


@unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
class Races(unittest.TestCase):
    """While a program runs, another thread replaces what it works on by links to the outside."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.open = os.path.join(self.root, "open")
        self.secret = os.path.join(self.root, "secret")
        for directory in (self.open, self.secret, os.path.join(self.secret, "made")):
            os.mkdir(directory)
        for name in ("s.txt", "w.txt", "m.txt", "t.csv", "made/x"):
            with open(os.path.join(self.secret, name), "w", encoding="utf-8") as file:
                file.write(grants.SECRET)

    @contextlib.contextmanager
    def swapped(self, name: str, directory: bool) -> Iterator[None]:
        """Let an entry of the granted directory be by turns an honest one and a link to the outside."""
        place, spare = os.path.join(self.open, name), os.path.join(self.root, f"spare-{name}")
        target = self.secret if directory else os.path.join(self.secret, name)
        over = threading.Event()

        def swap() -> None:
            while not over.is_set():
                with contextlib.suppress(OSError):
                    os.symlink(target, spare)
                with contextlib.suppress(OSError):
                    os.rename(place, f"{spare}-honest")
                with contextlib.suppress(OSError):
                    os.rename(spare, place)
                with contextlib.suppress(OSError):
                    os.unlink(place)
                with contextlib.suppress(OSError):
                    os.rename(f"{spare}-honest", place)

        thread = threading.Thread(target=swap)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def test_every_door(self) -> None:
        os.mkdir(os.path.join(self.open, "d"))
        kinds = ("file.read", "file.write", "file.append", "file.delete", "path.read", "path.write")
        granted = [f"{kind}:{self.open}/**" for kind in kinds] + ["log.write", "crypto.hash"]
        files = RealFiles(self.open)
        before = self.outside(files)
        with self.swapped("d", True), self.swapped("s.txt", False):
            outcome = Engine(capabilities=granted, world=World.fake(files=files)).run(
                EVERY_DOOR.replace("ROUNDS", "25")
            )
        self.assertIsNone(outcome.error)
        seen = [text for text in outcome.value if grants.SECRET in f"{text}"]
        self.assertEqual(seen, [])
        self.assertNotIn(list(grants.SECRET.encode()), outcome.value)
        self.assertEqual(self.outside(files), before)
        self.assertGreater(len(outcome.value), 50)  # the honest ones were met too

    def outside(self, files: Files) -> Dict[str, Any]:
        """Return all of the directory that must not be reached."""
        return {path: files.read_bytes(path) if kind == "file" else None for path, kind in files.tree(self.secret)}

    def test_the_granted_directory_itself_becomes_a_link(self) -> None:
        session = Engine(capabilities=[f"file.read:{self.open}/**"], world=World.real()).session()
        session.run(f'import file; function f() {{ return file.read("{self.open}/s.txt"); }}')
        with open(os.path.join(self.open, "s.txt"), "w", encoding="utf-8") as file:
            file.write("granted")
        self.assertEqual(session.call("f"), "granted")
        os.rename(self.open, f"{self.open}-before")
        os.symlink(self.secret, self.open)
        self.assertEqual(session.execute_call("f").error.stage, "denied")

    def test_a_hard_link_is_what_its_name_says(self) -> None:
        with open(os.path.join(self.open, "a.txt"), "w", encoding="utf-8") as file:
            file.write("granted")
        os.link(os.path.join(self.open, "a.txt"), os.path.join(self.open, "b.txt"))
        engine = Engine(capabilities=[f"file.read:{self.open}/b.txt"], world=World.fake(files=RealFiles(self.open)))
        self.assertEqual(engine.run('import file; result = file.read("b.txt");').value, "granted")
        self.assertEqual(engine.run('import file; result = file.read("a.txt");').error.stage, "denied")


# -- threads -----------------------------------------------------------------------------------------


class Threads(unittest.TestCase):
    def world(self, **files: str) -> World:
        return World.fake(files=MemoryFiles({f"/w/{name}": text for name, text in files.items()}, cwd="/w"))

    def test_one_use_works_once(self) -> None:
        for kind, text in (
            ("math.compute", SQRT),
            ("file.read", 'import file; result = file.read("/w/a");'),
            ("path.read", 'import path; result = path.walk("/w");'),
            ("env.read", 'import env; result = env.get("A");'),
        ):
            with self.subTest(kind=kind):
                token = grant(kind, max_usage_count=1)
                context = Grants([token])
                engine = Engine(capabilities=context, world=self.world(a="x"))
                errors = at_once(THREADS, lambda engine=engine, text=text: engine.run(text).error)
                self.assertEqual(errors.count(None), 1)
                self.assertEqual({error.stage for error in errors if error is not None}, {"denied"})
                self.assertEqual(token.usage_count, 1)
                self.assertEqual((context.audit.count(granted=True), len(context.audit.denied)), (1, THREADS - 1))

    def test_one_use_in_sessions_of_their_own(self) -> None:
        engine = Engine(capabilities=[grant("math.compute", max_usage_count=1)])
        errors = at_once(THREADS, lambda: engine.session().execute(SQRT).error)
        self.assertEqual(errors.count(None), 1)

    def test_a_file_grows_no_further_than_granted(self) -> None:
        for text in (
            'import file; file.append("f", "xy");',
            'import csv; csv.append("f", ["x"]);',
            'import log; log.set_timestamp(false); log.add_file("f"); log.info("x");',
        ):
            with self.subTest(text), tempfile.TemporaryDirectory() as folder:
                files = RealFiles(folder)
                kinds = ("file.append", "file.write", "file.read")
                granted = [grant(kind, max_file_size=64) for kind in kinds] + ["log.write"]
                engine = Engine(capabilities=granted, world=World.fake(files=files))
                errors = at_once(THREADS, lambda engine=engine, text=text: engine.run(text).error)
                self.assertLessEqual(files.size("f"), 64)
                self.assertGreater(files.size("f"), 56)
                self.assertEqual({error.stage for error in errors if error is not None}, {"denied"})

    def test_every_denial_of_every_thread_is_recorded(self) -> None:
        context = Grants()
        text = "import math; for (i in range(10)) { try { math.sqrt(16); } except { } }"
        at_once(THREADS, lambda: Engine(capabilities=context).run(text))
        self.assertEqual(context.audit.count("math.compute", granted=False), 10 * THREADS)
        self.assertEqual(len(context.audit.denied), 10 * THREADS)

    def test_a_new_thread_has_nothing_and_a_copied_context_all(self) -> None:
        with capability_context(Grants(["math.compute"])):
            copied = contextvars.copy_context()
            self.assertEqual(at_once(1, lambda: Engine().run(SQRT).error.reason), ["no context"])
            self.assertEqual(at_once(1, lambda: copied.run(Engine().run, SQRT).value), [4.0])


# -- what is over, and what changes meanwhile --------------------------------------------------------


class Afterwards(unittest.TestCase):
    """Functions that were made with a grant are worth nothing without it."""

    MAKE = "import math; function f() { return math.sqrt(16); } g = math.sqrt; h = fn() => g(16);"

    def setUp(self) -> None:
        self.session = Engine(capabilities=["math.compute"]).session()
        self.session.run(self.MAKE)
        self.kept = [self.session.variables[name] for name in ("f", "h")]

    def test_with_the_grant_they_work(self) -> None:
        self.assertEqual([self.session.call(name) for name in ("f", "h")], [4.0, 4.0])

    def test_in_a_run_without_the_grant(self) -> None:
        for function in self.kept:
            context = Grants(["json.parse"])
            outcome = Engine(capabilities=context).run("result = k();", context={"k": function})
            self.assertEqual(outcome.error.stage, "denied")
            self.assertEqual([check.type for check in context.audit.denied], ["math.compute"])

    def test_in_a_run_with_the_grant(self) -> None:
        for function in self.kept:
            outcome = Engine(capabilities=["math.compute"]).run("result = k();", context={"k": function})
            self.assertEqual(outcome.value, 4.0)

    def test_in_a_session_without_the_grant(self) -> None:
        session = Engine(capabilities=[]).session()
        session.set("k", self.kept[0])
        self.assertEqual(session.execute("k()").error.stage, "denied")

    def test_by_the_host_outside_of_any_run(self) -> None:
        for function in self.kept:
            self.assertRaises(CapabilityDeniedError, function)
            with capability_context(Grants(["math.compute"])):
                self.assertEqual(function(), 4.0)
            self.assertRaises(CapabilityDeniedError, function)

    def test_in_another_thread(self) -> None:
        def call() -> str:
            try:
                return str(self.kept[0]())
            except CapabilityDeniedError as error:
                return error.reason

        with capability_context(Grants(["math.compute"])):
            self.assertEqual(at_once(1, call), ["no context"])

    def test_after_the_context_of_the_caller_ended(self) -> None:
        session = Engine().session()
        with capability_context(Grants(["math.compute"])):
            session.run(self.MAKE)
            self.assertEqual(session.call("h"), 4.0)
        self.assertEqual(session.execute_call("h").error.reason, "no context")
        with capability_context(Grants(["json.parse"])) as other:
            self.assertEqual(session.execute_call("h").error.reason, "missing")
            self.assertIsInstance(other, CapabilityContext)
            self.assertEqual(len(other.audit.denied), 1)


class Meanwhile(unittest.TestCase):
    """A host function that the program calls changes the grants while it runs."""

    TEXT = "import math; a = math.sqrt(4); b = math.sqrt(9); change(); result = math.sqrt(16);"

    def stage(self, context: CapabilityContext, change: Callable[[], Any]) -> str:
        """Return how the program ends."""
        outcome = Engine(capabilities=context).run(self.TEXT, context={"change": lambda: change()})
        if outcome.error is None:
            self.assertEqual(outcome.value, 4.0)
            return "well"
        self.assertEqual(outcome.audit.count("math.compute", granted=True), 2)
        self.assertEqual(len(outcome.audit.denied), 1)
        return f"{outcome.error.stage} {outcome.error.reason}"

    def test_nothing_changes(self) -> None:
        self.assertEqual(self.stage(Grants(["math.compute"]), lambda: None), "well")

    def test_the_grant_is_revoked(self) -> None:
        context = Grants(["math.compute"])
        self.assertEqual(self.stage(context, lambda: context.remove_capability("math.compute")), "denied missing")

    def test_the_grant_is_replaced_by_one_that_is_used_up(self) -> None:
        context = Grants(["math.compute"])
        token = grant("math.compute", max_usage_count=1)

        def change() -> None:
            context.add_capability(token)
            token.consume()

        self.assertEqual(self.stage(context, change), "denied exhausted")

    def test_the_grant_expires(self) -> None:
        moments = [datetime(2030, 1, 1)]
        with using_clock(lambda: moments[-1]):
            context = Grants([grant("math.compute", expires_in=timedelta(hours=1))])
            self.assertEqual(self.stage(context, lambda: moments.append(datetime(2030, 1, 1, 1))), "denied expired")
            moments.append(datetime(2030, 1, 1))
            self.assertEqual(self.stage(context, lambda: moments.append(datetime(2030, 1, 1, 0, 59))), "well")

    def test_the_token_is_changed(self) -> None:
        for change in (
            lambda token: setattr(token, "capability_type", "math.computes"),
            lambda token: setattr(token, "token_id", "x"),
            lambda token: setattr(token, "constraints", grant("math.compute").constraints.__class__(["x"])),
            lambda token: setattr(token.constraints, "max_usage_count", 10**6),
            lambda token: setattr(token.constraints, "resource_patterns", ["*"]),
            lambda token: setattr(token.constraints, "allowed_operations", {"x"}),
            lambda token: setattr(token.constraints, "expires_at", datetime(9999, 1, 1)),
            lambda token: token.constraints.resource_patterns.append("*"),
            lambda token: token.constraints.allowed_operations.update(["x"]),
            lambda token: token.constraints.allowed_ports.extend([80]),
        ):
            token = grant("math.compute")
            self.assertEqual(
                self.stage(Grants([token]), lambda change=change, token=token: change(token)), "denied invalid"
            )

    def test_a_wider_pattern_is_no_grant(self) -> None:
        token = grant("file.read", "/w/a")
        engine = Engine(capabilities=[token], world=World.fake(files={"/w/a": "a", "/w/b": "b"}))
        self.assertEqual(engine.run('import file; result = file.read("/w/a");').value, "a")
        token.constraints.resource_patterns.append("/w/*")
        for name in ("a", "b"):
            self.assertEqual(engine.run(f'import file; result = file.read("/w/{name}");').error.reason, "invalid")

    def test_the_context_in_force_changes(self) -> None:
        """The grants of a run are those with which it began."""
        session = Engine().session()
        with capability_context(Grants(["math.compute"])):
            outcome = session.execute(self.TEXT.replace("change();", ""))
        self.assertIsNone(outcome.error)
        self.assertEqual(session.execute("math.sqrt(16)").error.stage, "denied")


# -- tasks -------------------------------------------------------------------------------------------


class Tasks(unittest.TestCase):
    def test_tasks_inherit_and_siblings_are_apart(self) -> None:
        async def task(number: int, gates: List[asyncio.Event]) -> List[Any]:
            seen = [Engine().run(SQRT).value]
            with get_capability_manager().capability_context(f"task {number}", ["json.parse"]):
                gates[number].set()
                await gates[1 - number].wait()  # both are inside
                context = get_current_context()
                assert context is not None
                seen.append(context.name)
                with capability_context(Grants(["regex.match"] if number else ["math.compute"])):
                    await asyncio.sleep(0)
                    error = Engine().run(SQRT).error
                    seen.append(None if error is None else error.reason)
            context = get_current_context()
            seen.append(None if context is None else context.name)
            return seen

        async def main() -> List[Any]:
            gates = [asyncio.Event(), asyncio.Event()]
            with capability_context(Grants(["math.compute"], "around")):
                return list(await asyncio.gather(*(task(number, gates) for number in range(2))))

        expected = [[4.0, "task 0", None, "around"], [4.0, "task 1", "missing", "around"]]
        self.assertEqual(asyncio.run(main()), expected)
        self.assertIsNone(get_current_context())

    def test_overlapping_tasks_leave_nothing_behind(self) -> None:
        """K6: they end in the order in which they began."""

        async def holder(name: str, ends: asyncio.Event, began: asyncio.Event) -> None:
            with capability_context(Grants(["math.compute"], name)):
                began.set()
                await ends.wait()

        async def main() -> List[Any]:
            ends, began = [asyncio.Event(), asyncio.Event()], [asyncio.Event(), asyncio.Event()]
            tasks = []
            for number in range(2):
                tasks.append(asyncio.ensure_future(holder(str(number), ends[number], began[number])))
                await began[number].wait()
            seen = [get_current_context()]
            for number in range(2):
                ends[number].set()
                await tasks[number]
                seen.append(get_current_context())
            return seen

        self.assertEqual(asyncio.run(main()), [None, None, None])

    def test_a_task_that_fails_puts_back_what_was_in_force(self) -> None:
        async def fails() -> None:
            with capability_context(everything()):
                raise KeyError("x")

        async def main() -> List[Any]:
            with capability_context(Grants([], "around")) as around:
                with contextlib.suppress(KeyError):
                    await fails()  # in this very task
                return [get_current_context() is around, Engine().run(SQRT).error.reason]

        self.assertEqual(asyncio.run(main()), [True, "missing"])

    def test_executors_get_no_more_than_they_are_handed(self) -> None:
        async def main() -> List[Any]:
            loop = asyncio.get_running_loop()
            with capability_context(Grants(["math.compute"])):
                copied = contextvars.copy_context()
                plain = await loop.run_in_executor(None, lambda: Engine().run(SQRT).error)
                carried = await loop.run_in_executor(None, copied.run, Engine().run, SQRT)
            return [plain.reason, carried.value]

        self.assertEqual(asyncio.run(main()), ["no context", 4.0])


class WorkerThread(MLIntegrationTestCase):
    """The thread in which ``assertAsyncMLResult`` runs code has the grants of the test, and no others."""

    ml_capabilities = ["math.compute"]

    async def test_grants_of_the_class(self) -> None:
        await self.assertAsyncMLResult(SQRT, 4.0)
        with capability_context(Grants()):
            await self.assertAsyncMLResult(SQRT, 4.0)

    async def test_a_session_that_leaves_grants_to_the_caller(self) -> None:
        self._ml_session = MLREPLSession(engine=Engine())
        self.addCleanup(self._ml_session.close)
        context = Grants(["math.compute"])
        with capability_context(context):
            await self.assertAsyncMLResult(SQRT, 4.0)
        self.assertEqual(context.audit.count("math.compute", granted=True), 1)
        self.assertEqual(self.run_ml(SQRT).error.reason, "no context")

    async def test_siblings(self) -> None:
        self._ml_session = MLREPLSession(engine=Engine())
        self.addCleanup(self._ml_session.close)

        async def one(*granted: str) -> Any:
            with capability_context(Grants(granted)):
                await asyncio.sleep(0)
                await self.assertAsyncMLResult(
                    "import math; try { r = math.sqrt(16); } except (e) { r = e.type; } result = r;",
                    4.0 if granted else "CapabilityError",
                )

        await asyncio.gather(one("math.compute"), one(), one("math.compute"), one())


class TrailOfAll(unittest.TestCase):
    def test_what_is_swallowed_is_on_every_trail(self) -> None:
        context = Grants(["file.read:/w/*"])
        outcome = Engine(capabilities=context, world=World.fake(files={"/w/a": ""})).run(
            'import file; try { file.read("/etc/passwd"); } except { } finally { result = 1; }'
        )
        self.assertEqual(outcome.value, 1)
        for trail in (outcome.audit, context.audit):
            self.assertIsInstance(trail, AuditTrail)
            (check,) = trail.denied
            self.assertEqual((check.type, check.resource, check.reason), ("file.read", "/etc/passwd", "resource"))
            self.assertEqual(check.line, 1)


if __name__ == "__main__":
    unittest.main()
