"""Checks of running programs: every road to a library function, and what is said when it is closed."""

import asyncio
import contextvars
import os
import pickle
import tempfile
import threading
import unittest
from datetime import datetime, timedelta
from typing import Any, Dict, List

from mlpy_testkit.capabilities import (
    CapabilityDeniedError,
    CapabilityError,
    Grants,
    audit_trail,
    capability_context,
    door,
    everything,
    grant,
    require,
    require_all,
    require_path,
    set_current_context,
    using_clock,
)
from mlpy_testkit.engine.errors import MLUsageError
from mlpy_testkit.engine.failures import Denied

from .probe import engine, run

NO_CONTEXT = "Function requires capabilities ['math.compute'], but no capability context is active."

# Each reaches a function that needs math.compute, without a plain call of it.
ROADS = [
    "probe.compute(1);",
    "f = probe.compute; f(1);",
    "m = probe; m.compute(1);",
    "import probe as other; other.compute(1);",
    "function use(lib) { return lib.compute(1); } use(probe);",
    "function use(f) { return f(1); } use(probe.compute);",
    "o = {f: probe.compute}; o.f(1);",
    'o = {f: probe.compute}; g = o["f"]; g(1);',
    "o = {lib: probe}; o.lib.compute(1);",
    "a = [probe.compute]; f = a[0]; f(1);",
    "a = [probe]; f = a[0].compute; f(1);",
    'f = getattr(probe, "compute"); f(1);',
    "call(probe.compute, 1);",
    'call(getattr(probe, "compute"), 1);',
    "probe.every(probe.compute, [1]);",
    "f = fn(x) => probe.compute(x); probe.every(f, [1]);",
    "function f() { return fn() => probe.compute(1); } g = f(); g();",
    "function f() { g = probe.compute; function h() { return g(1); } return h; } k = f(); k();",
    "[f, x] = [probe.compute, 1]; f(x);",
    "{f} = {f: probe.compute}; f(1);",
    "f = true ? probe.compute : null; f(1);",
    "f = null || probe.compute; f(1);",
    "for (f in [probe.compute]) { f(1); }",
    'try { throw {message: "x", f: probe.compute}; } except (e) { f = e.f; f(1); }',
    "try { x = 1 / 0; } except { probe.compute(1); }",
    "try { x = 1; } finally { probe.compute(1); }",
    "i = iter([probe.compute]); f = next(i); f(1);",
    "probe.every(call, [probe.compute]);",
    'sorted_by = {}; sorted_by["f"] = probe.compute; sorted_by.f(1);',
    "probe.compute();",
    "probe.compute(1, 2, 3);",
    "probe.both();",
]


class Roads(unittest.TestCase):
    """The check is on the call itself."""

    def test_every_road_is_closed_without_a_context(self) -> None:
        for text in ROADS:
            with self.subTest(text):
                outcome = run(text)
                self.assertEqual(getattr(outcome.error, "stage", None), "denied", outcome)

    def test_every_road_is_closed_without_the_grant(self) -> None:
        for text in ROADS:
            with self.subTest(text):
                context = Grants(["json.parse", "math", "math.computed"])
                outcome = run(text, context)
                self.assertEqual(getattr(outcome.error, "stage", None), "denied", outcome)
                self.assertIn("math.compute", outcome.error.message.split("\n")[0])
                self.assertEqual([check.type for check in context.audit.denied], ["math.compute"])

    def test_every_road_is_open_with_the_grant(self) -> None:
        for text in ROADS:
            with self.subTest(text):
                outcome = run(text, everything())
                self.assertNotEqual(getattr(outcome.error, "stage", None), "denied", outcome)

    def test_what_needs_nothing(self) -> None:
        self.assertEqual(run("result = [probe.answer, probe.free()];").value, [42, 1])

    def test_the_capability_comes_before_the_count_of_arguments(self) -> None:
        self.assertEqual(run("probe.compute();").error.stage, "denied")
        self.assertEqual(
            run("probe.compute();", everything()).error.message, "probe.compute() expects 1 argument, got 0"
        )

    def test_methods_of_objects_ask_too(self) -> None:
        text = 'h = probe.handle("/data/../etc/passwd"); f = h.open; '
        for call in ("h.open();", "f();", "call(h.open);", "a = [h]; a[0].open();"):
            with self.subTest(call):
                error = run(text + call, Grants(["file.read:/data/*"])).error
                self.assertEqual(error.stage, "denied")
                self.assertIn("Function: Handle.open", error.message)

    def test_a_denial_can_be_caught_and_is_recorded(self) -> None:
        context = Grants()
        outcome = run("try { probe.compute(1); } except (e) { result = [e.type, str(e).split(chr(10))[0]]; }", context)
        self.assertEqual(outcome.value, ["CapabilityError", "Missing required capabilities: ['math.compute']"])
        self.assertEqual(len(context.audit.denied), 1)


class Sessions(unittest.TestCase):
    def test_later_lines_are_checked(self) -> None:
        session = engine(Grants()).session()
        session.run("import probe; f = probe.compute;")
        for line in ("probe.compute(1)", "f(1)", "m = probe; m.compute(1);"):
            self.assertEqual(session.execute(line).error.stage, "denied")

    def test_a_function_kept_after_the_context_ended(self) -> None:
        self.addCleanup(set_current_context, None)
        session = engine().session()
        with capability_context(everything()):
            session.run("import probe; function f(x) { return probe.compute(x); } g = probe.compute;")
            self.assertEqual(session.call("f", 1), 1)
        self.assertEqual(session.execute_call("f", 1).error.message.split("\n")[0], NO_CONTEXT)
        self.assertEqual(session.execute("g(1)").error.stage, "denied")

    def test_a_grant_that_is_taken_away(self) -> None:
        context = everything()
        session = engine(context).session()
        session.run("import probe; function f(x) { return probe.compute(x); }")
        for _ in range(3):
            self.assertEqual(session.call("f", 1), 1)
        context.remove_capability("math.compute")
        self.assertEqual(session.execute_call("f", 1).error.stage, "denied")
        context.add_capability(grant("math.compute", max_usage_count=1))
        self.assertEqual(session.call("f", 1), 1)
        self.assertEqual(session.execute_call("f", 1).error.stage, "denied")

    def test_a_token_that_is_changed_while_it_is_in_use(self) -> None:
        token = grant("math.compute")
        session = engine(Grants([token])).session()
        session.run("import probe; function f(x) { return probe.compute(x); }")
        session.call("f", 1)
        token.constraints.max_usage_count = 1
        self.assertEqual(session.execute_call("f", 1).error.stage, "denied")

    def test_a_token_whose_limits_are_changed_in_place(self) -> None:
        for change in (
            lambda limits: limits.resource_patterns.append("*"),
            lambda limits: limits.allowed_operations.add("x"),
            lambda limits: limits.allowed_hosts.extend(["*"]),
            lambda limits: limits.allowed_ports.insert(0, 80),
        ):
            token = grant("math.compute")
            session = engine(Grants([token])).session()
            session.run("import probe; function f(x) { return probe.compute(x); }")
            self.assertEqual([session.call("f", 1), session.call("f", 2)], [1, 2])
            change(token.constraints)
            self.assertEqual(session.execute_call("f", 1).error.stage, "denied")

    def test_a_grant_of_a_context_around_that_is_taken_away(self) -> None:
        outer = everything()
        session = engine(outer.create_child_context()).session()
        session.run("import probe; function f(x) { return probe.compute(x); }")
        session.call("f", 1)
        outer.remove_capability("math.compute")
        self.assertEqual(session.execute_call("f", 1).error.stage, "denied")

    def test_a_context_around_that_is_taken_away_itself(self) -> None:
        context = everything().create_child_context()
        session = engine(context).session()
        session.run("import probe; function f(x) { return probe.compute(x); }")
        self.assertEqual([session.call("f", 1), session.call("f", 2)], [1, 2])
        context.parent_context = None
        self.assertEqual(session.execute_call("f", 1).error.stage, "denied")


class Limits(unittest.TestCase):
    def denied(self, text: str, *grants: Any) -> str:
        """Return the first line of the denial."""
        error = run(text, Grants(grants)).error
        self.assertIsNotNone(error)
        self.assertEqual(error.stage, "denied", error)
        message: str = error.message
        return message.split("\n")[0]

    def test_patterns_and_operations_are_enforced(self) -> None:
        self.assertEqual(
            run('result = probe.read("/data/a");', Grants(["file.read:/data/*"])).value, "content of /data/a"
        )
        self.assertEqual(
            self.denied('probe.read("/data/../etc/passwd");', "file.read:/data/*"),
            "Access denied for resource '/data/../etc/passwd' with operation 'read': "
            "capability 'file.read' is granted for ['/data/*']",
        )
        self.assertEqual(
            self.denied('probe.read("/data/a");', grant("file.read", "/data/*", "nothing")),
            "Access denied for resource '/data/a' with operation 'read': "
            "capability 'file.read' is granted for operations ['nothing']",
        )

    def test_a_resource_that_is_no_text(self) -> None:
        for value in ("5", "null", "[1]", "true", "{a: 1}"):
            with self.subTest(value):
                error = run(f"probe.read({value});", everything()).error
                self.assertIsNotNone(error)

    def test_uses_are_counted(self) -> None:
        token = grant("file.read", "/data/*", max_usage_count=2)
        first = self.denied('for (i in range(5)) { probe.read("/data/a"); }', token)
        self.assertEqual(first, "Missing required capabilities: ['file.read']")
        self.assertEqual(token.usage_count, 2)
        self.denied('probe.read("/etc/x");', grant("file.read", "/data/*", max_usage_count=2))
        uses = Grants([grant("file.read", max_usage_count=2)])
        again = str(run('while (true) { probe.read("/data/a"); }', uses).error).split("\n")[0]
        self.assertTrue(again.endswith("['file.read']; capability 'file.read' is used up: 2 of 2 uses"), again)
        token = grant("math.compute", max_usage_count=3)
        outcome = run(
            "n = 0; try { while (true) { probe.compute(1); n = n + 1; } } except (e) { result = n; }", Grants([token])
        )
        self.assertEqual((outcome.value, token.usage_count), (3, 3))

    def test_uses_of_unlimited_grants_are_counted_too(self) -> None:
        token = grant("math.compute")
        run("for (i in range(1000)) { probe.compute(i); }", Grants([token]))
        self.assertEqual(token.usage_count, 1000)

    def test_a_denied_use_costs_nothing(self) -> None:
        reading, writing = grant("file.read", max_usage_count=1), grant("file.write", "/out/*", max_usage_count=1)
        context = Grants([reading, writing])
        self.assertEqual(run('probe.copy("/a", "/etc/x");', context).error.stage, "denied")
        self.assertEqual((reading.usage_count, writing.usage_count), (0, 0))
        self.assertIsNone(run('probe.copy("/a", "/out/x");', context).error)
        self.assertEqual((reading.usage_count, writing.usage_count), (1, 1))

    def test_one_token_for_two_uses_at_once(self) -> None:
        token = grant("file.read", max_usage_count=1)
        with capability_context(Grants([token])):
            with self.assertRaises(CapabilityDeniedError):
                require_all([("file.read", "/a", "read"), ("file.read", "/b", "read")])
            self.assertEqual(token.usage_count, 0)

    def test_expiry(self) -> None:
        with using_clock(lambda: datetime(2030, 1, 1)):
            context = Grants([grant("math.compute", expires_in=timedelta(hours=1))])
            self.assertIsNone(run("probe.compute(1);", context).error)
        with using_clock(lambda: datetime(2030, 1, 1, 1)):
            error = run("probe.compute(1);", context).error
        self.assertEqual(error.message.split("\n")[0], "Missing required capabilities: ['math.compute']")
        self.assertIn("expired at 2030-01-01T01:00:00", error.message)
        self.assertIn("]; capability 'math.compute' expired at 2030-01-01T01:00:00\n", str(error))

    def test_sizes(self) -> None:
        with capability_context(Grants([grant("file.write", max_file_size=10)])):
            require("file.write", "/x", "write", size=10)
            with self.assertRaisesRegex(CapabilityDeniedError, "files of up to 10 bytes"):
                require("file.write", "/x", "write", size=11)
            self.assertTrue(door.asks_size("file.read", "file.write"))
            self.assertFalse(door.asks_size("file.read"))

    def test_hosts(self) -> None:
        self.assertIsNone(run('probe.get("https://api.test/x");', Grants(["network.http:api.test"])).error)
        for url in (
            "https://api.test.evil.test/",
            "https://api.test@evil.test/",
            "https://2130706433/",
            "http://[::1]/",
        ):
            with self.subTest(url):
                self.denied(f'probe.get("{url}");', "network.http:api.test")
        self.denied('probe.get("https://api.test/", "post");', grant("network.http", "api.test", "get"))

    def test_variables(self) -> None:
        self.assertIsNone(run('probe.variable("APP_HOME");', Grants(["env.read:APP_*"])).error)
        for name in ("HOME", "XAPP_HOME", "app_home", "", "*", "APP"):
            with self.subTest(name):
                self.denied(f'probe.variable("{name}");', "env.read:APP_*")

    def test_deleting_a_link(self) -> None:
        if not hasattr(os, "symlink"):
            self.skipTest("no links")
        with tempfile.TemporaryDirectory() as folder:
            link = os.path.join(folder, "link")
            try:
                os.symlink("/etc/passwd", link)
            except OSError:
                self.skipTest("no links")
            context = Grants([grant("file.delete", folder + "/*"), grant("file.read", folder + "/*")])
            self.assertIsNone(engine(context).run(f'import probe; probe.remove("{link}");').error)
            self.assertEqual(run(f'probe.read("{link}");', context).error.stage, "denied")


class Requiring(unittest.TestCase):
    """``require`` called from Python."""

    def test_without_a_context(self) -> None:
        with self.assertRaises(CapabilityDeniedError) as caught:
            require(("file.read", "file.write"))
        self.assertEqual(
            str(caught.exception),
            "Function requires capabilities ['file.read', 'file.write'], but no capability context is active.",
        )
        self.assertEqual((caught.exception.reason, caught.exception.types), ("no context", ("file.read", "file.write")))

    def test_all_missing_types_are_reported_together(self) -> None:
        with capability_context(Grants(["file.write", "a.b"])), self.assertRaises(CapabilityDeniedError) as caught:
            require(("file.read", "file.write", "file.delete"), function="file.move")
        self.assertEqual(
            str(caught.exception),
            "Missing required capabilities: ['file.read', 'file.delete']\n"
            "Available capabilities: ['a.b', 'file.write']\n"
            "Function: file.move",
        )

    def test_the_families_meet(self) -> None:
        self.assertTrue(issubclass(CapabilityDeniedError, CapabilityError))
        self.assertTrue(issubclass(CapabilityError, Denied))
        with self.assertRaises(Denied):
            require("a.b")
        again = pickle.loads(pickle.dumps(CapabilityDeniedError("m", ("a.b",), "missing")))
        self.assertEqual((str(again), again.types, again.context["error_code"]), ("m", ("a.b",), "CAPABILITY_DENIED"))

    def test_looking_for_a_type_is_no_use(self) -> None:
        token = grant("file.read", "/data/*", max_usage_count=1)
        with capability_context(Grants([token])) as context:
            require("file.read")
            require("file.read", "/data/x", "read")
            assert context is not None
            self.assertEqual((token.usage_count, len(context.audit)), (1, 1))
            self.assertRaises(CapabilityDeniedError, require, "file.read")

    def test_a_use_that_names_no_resource_of_a_limited_grant(self) -> None:
        with capability_context(Grants(["env.read:APP_*"])):
            self.assertRaises(CapabilityDeniedError, require, "env.read", None, "read")

    def test_a_path_is_resolved_once(self) -> None:
        with tempfile.TemporaryDirectory() as folder, capability_context(Grants([grant("file.read", folder + "/*")])):
            found = require_path("file.read", os.path.join(folder, "x", "..", "a"), "read")
            self.assertEqual(found, os.path.join(os.path.realpath(folder), "a"))
            self.assertRaises(CapabilityDeniedError, require_path, "file.read", os.path.join(folder, "..", "a"), "read")
            self.assertRaises(CapabilityDeniedError, require_path, "file.read", "a\0b", "read")

    def test_something_else_in_place_of_a_context(self) -> None:
        wrong: List[Any] = [["no type"], "math.compute", {"math.compute": True}, object()]
        for capabilities in wrong:
            with self.subTest(capabilities=capabilities), self.assertRaises(MLUsageError):
                run("probe.compute(1);", capabilities)


class Elsewhere(unittest.TestCase):
    """Threads and tasks."""

    def test_a_thread_starts_without_a_context(self) -> None:
        found: List[Any] = []
        with capability_context(everything()):
            thread = threading.Thread(target=lambda: found.append(run("probe.compute(1);").error))
            thread.start()
            thread.join()
            copy = contextvars.copy_context()
            thread = threading.Thread(target=lambda: copy.run(lambda: found.append(run("probe.compute(1);").error)))
            thread.start()
            thread.join()
        self.assertIsNone(found[1])

    def test_fifty_threads_and_one_use(self) -> None:
        token = grant("file.read", "/data/*", max_usage_count=1)
        context = Grants([token])
        together = threading.Barrier(50)
        outcomes: List[Any] = []

        def work() -> None:
            made = engine(context)
            together.wait()
            outcomes.append(made.run('import probe; result = probe.read("/data/a");'))

        threads = [threading.Thread(target=work) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(outcome.error is None for outcome in outcomes), [False] * 49 + [True])
        self.assertEqual((token.usage_count, context.audit.count(granted=False)), (1, 49))

    def test_fifty_threads_lose_no_count(self) -> None:
        token = grant("math.compute")
        context = Grants([token])

        def work() -> None:
            engine(context).run("import probe; for (i in range(200)) { probe.compute(i); }")

        threads = [threading.Thread(target=work) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((token.usage_count, context.audit.count("math.compute")), (10000, 10000))

    def test_a_thread_that_takes_the_grant_away(self) -> None:
        context = everything()
        stop = threading.Event()

        def flip() -> None:
            while not stop.is_set():
                context.remove_capability("math.compute")
                context.add_capability("math.compute")

        thread = threading.Thread(target=flip)
        thread.start()
        try:
            session = engine(context).session()
            session.run("import probe; function f() { try { return probe.compute(1); } except { return 0; } }")
            for _ in range(300):
                session.call("f")
        finally:
            stop.set()
            thread.join()
        context.remove_capability("math.compute")
        self.assertEqual(session.call("f"), 0)

    def test_tasks_are_apart(self) -> None:
        async def work(context: Any, gate: "asyncio.Event", other: "asyncio.Event") -> Any:
            with capability_context(context):
                gate.set()
                await other.wait()
                return run("probe.compute(1);").error

        async def main() -> List[Any]:
            one, two = asyncio.Event(), asyncio.Event()
            return list(await asyncio.gather(work(everything(), one, two), work(Grants(), two, one)))

        granted, denied = asyncio.run(main())
        self.assertIsNone(granted)
        self.assertEqual(denied.stage, "denied")


class Trail(unittest.TestCase):
    def test_every_check_with_its_place(self) -> None:
        context = Grants(["file.read:/data/*", "math.compute"])
        run(
            'x = "é"; probe.read("/data/a");\ntry { probe.read("/etc/b"); } except { }\nf = probe.compute;\n  f(1);',
            context,
        )
        shown = [
            (check.type, check.resource, check.operation, check.granted, check.line, check.column)
            for check in context.audit
        ]
        self.assertEqual(
            shown,
            [
                ("file.read", "/data/a", "read", True, 2, 10),
                ("file.read", "/etc/b", "read", False, 3, 7),
                ("math.compute", None, None, True, 5, 3),
            ],
        )
        self.assertEqual({check.file for check in context.audit}, {"<ml>"})
        self.assertEqual([check.function for check in context.audit], ["probe.read", "probe.read", "probe.compute"])

    def test_a_callback_of_the_library_has_the_place_of_the_call(self) -> None:
        context = Grants()
        run("x = 1;\nprobe.every(probe.compute, [1]);", context)
        self.assertEqual([(check.line, check.function) for check in context.audit], [(3, "probe.compute")])

    def test_it_stays_small(self) -> None:
        context = everything()
        run("for (i in range(100000)) { probe.compute(i); }", context)
        self.assertEqual((len(context.audit.checks), context.audit.count("math.compute")), (1, 100000))
        run('for (i in range(3000)) { probe.read("/x" + str(i)); }', context)
        self.assertEqual((len(context.audit.checks), context.audit.count("file.read", operation="read")), (1000, 3000))
        self.assertEqual(context.audit.dropped, 2001)
        self.assertEqual(context.audit.checks[-1].resource, "/x2999")

    def test_it_keeps_no_long_texts_and_not_many_counts(self) -> None:
        context = everything()
        with capability_context(context):
            require("file.read", "/" + "x" * 200, "read")
            for at in range(1500):
                with self.assertRaises(CapabilityError):
                    require(f"type.n{at}", "r" * 5000, "op")
        self.assertLessEqual(max(len(check.resource or "") for check in context.audit), 503)
        self.assertLessEqual(len(context.audit.types), 1001)
        self.assertEqual(context.audit.count(granted=False), 1500)

    def test_no_flood_of_other_checks_hides_a_denial(self) -> None:
        context = Grants(["file.read:/data/*"])
        count = context.audit.recorded
        run(
            """
            try { probe.read("/etc/passwd"); } except { }
            for (i in range(1500)) {
                probe.read("/data/a");
                try { probe.compute(1); } except { }
            }
            """,
            context,
        )
        for checks in (context.audit.denied, context.audit.after(count)):
            found = [check for check in checks if check.type == "file.read" and not check.granted]
            self.assertEqual([check.resource for check in found], ["/etc/passwd"])
        self.assertEqual(len(context.audit.checks), 2001)
        self.assertEqual((len(context.audit), context.audit.dropped), (3001, 1000))

    def test_it_can_be_cleared(self) -> None:
        context = everything()
        run("probe.compute(1); probe.compute(2);", context)
        context.audit.clear()
        self.assertEqual((len(context.audit), context.audit.checks), (0, ()))
        run("probe.compute(1); probe.compute(2);", context)
        self.assertEqual((len(context.audit), len(context.audit.checks)), (2, 1))
        self.assertEqual(repr(context.audit), "<AuditTrail: 2 granted, 0 denied>")

    def test_many_tokens_come_and_go(self) -> None:
        context = Grants()
        total = 0
        for _ in range(1100):
            token = grant("math.compute")
            context.add_capability(token)
            with capability_context(context):
                door._check_types(("math.compute",), "x")
                total += 1
        self.assertEqual(context.audit.count("math.compute"), total)
        self.assertLessEqual(len(context.audit._meters), 1000)

    def test_checks_without_a_context(self) -> None:
        audit_trail().clear()
        self.addCleanup(audit_trail().clear)
        outcome = run("probe.compute(1);")
        self.assertEqual([check.reason for check in outcome.audit], ["no context"])
        self.assertEqual(len(audit_trail()), 0)
        with self.assertRaises(CapabilityDeniedError):
            require("math.compute")
        self.assertEqual([check.reason for check in audit_trail()], ["no context"])

    def test_it_keeps_no_variables_alive(self) -> None:
        context = everything()
        outcome = run("x = [1, 2, 3]; probe.compute(x);", context)
        self.assertIsNone(outcome.error)
        caller: Any = context.audit._granted[-1][-1]
        self.assertFalse(any(hasattr(part, "f_locals") for part in caller))


class Told(unittest.TestCase):
    def test_introspection(self) -> None:
        text = 'result = [hasCapability("a.b"), hasCapability("c.d"), getCapabilities()];'
        self.assertEqual(run(text, Grants(["a.b"])).value, [True, False, ["a.b"]])
        self.assertEqual(run("result = requiredCapabilities(probe.both);").value, ["math.compute", "json.parse"])
        info: Dict[str, Any] = run('result = getCapabilityInfo("a.b");', Grants(["a.b:p"])).value
        self.assertEqual((info["type"], info["available"], info["patterns"]), ("a.b", True, ["p"]))
        self.assertIsNone(run('result = getCapabilityInfo("a.b");', Grants()).value)


if __name__ == "__main__":
    unittest.main()
