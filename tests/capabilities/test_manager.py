"""The manager and the decorators."""

import asyncio
import gc
import unittest
from typing import Any, List

from mlpy_testkit.capabilities import (
    CapabilityContextError,
    CapabilityManager,
    CapabilityNotFoundError,
    get_capability_manager,
    get_current_context,
    grant,
    reset_capability_manager,
)
from mlpy_testkit.capabilities.decorators import (
    capability_context_manager,
    capability_safe,
    get_function_capabilities,
    is_capability_protected,
    requires_capabilities,
    requires_capability,
    requires_file_access,
    requires_math_capability,
    requires_network_access,
    with_capability,
)
from mlpy_testkit.capabilities.manager import (
    add_capability,
    file_capability_context,
    has_capability,
    network_capability_context,
    use_capability,
)
from mlpy_testkit.engine.errors import MLUsageError


class Manager(unittest.TestCase):
    def setUp(self) -> None:
        self.manager = CapabilityManager()

    def test_contexts_by_id_are_not_kept_alive(self) -> None:
        context = self.manager.create_context("n")
        self.assertIs(self.manager.get_context(context.context_id), context)
        name = context.context_id
        del context
        gc.collect()
        self.assertIsNone(self.manager.get_context(name))

    def test_a_context_in_force(self) -> None:
        self.assertFalse(self.manager.has_capability("file.read"))
        with self.manager.capability_context("outer", ["file.read:/data/*"]) as outer:
            with self.manager.capability_context("inner", [grant("a.b")]) as inner:
                self.assertIs(inner.parent_context, outer)
                self.assertTrue(self.manager.has_capability("file.read", "/data/x", "read"))
                self.assertFalse(self.manager.has_capability("file.read", "/etc/x", "read"))
                self.assertFalse(self.manager.has_capability("file.read", "/etc/x"))
            self.assertEqual(outer.child_contexts, [])
            self.assertFalse(self.manager.has_capability("a.b"))
        self.assertIsNone(get_current_context())

    def test_it_is_put_back_after_an_exception(self) -> None:
        with self.assertRaises(KeyError), self.manager.capability_context("x"):
            raise KeyError
        with self.assertRaises(MLUsageError), self.manager.capability_context("x", ["!!"]):
            self.fail("not reached")
        self.assertIsNone(get_current_context())

    def test_answers_are_never_old(self) -> None:
        with self.manager.capability_context("x", ["a.b"]) as context:
            self.assertTrue(self.manager.has_capability("a.b"))
            context.remove_capability("a.b")
            self.assertFalse(self.manager.has_capability("a.b"))
            self.manager.add_capability_to_current_context("a.b")
            self.assertTrue(self.manager.has_capability("a.b"))
            context.add_capability(grant("a.b", max_usage_count=1))
            self.manager.use_capability("a.b", "x", "y")
            self.assertFalse(self.manager.has_capability("a.b"))

    def test_without_a_context(self) -> None:
        self.assertRaises(CapabilityNotFoundError, self.manager.use_capability, "a.b", "x", "y")
        with self.assertRaises(CapabilityContextError) as caught:
            self.manager.add_capability_to_current_context("a.b")
        self.assertEqual(str(caught.exception), "Capability context error: No current capability context")

    def test_ready_made_contexts(self) -> None:
        with self.manager.create_file_capability_context(["/a/*", "/b/*"]) as context:
            self.assertEqual(context.name, "file_access_2_patterns")
            self.assertTrue(self.manager.has_capability("file", "/b/x", "write"))
        with self.manager.create_network_capability_context("h.test") as context:
            self.assertEqual(context.name, "network_access_1_hosts")
            self.assertTrue(self.manager.has_capability("network", "h.test", "https"))
            self.assertFalse(self.manager.has_capability("network", "evil.test", "https"))

    def test_statistics(self) -> None:
        with self.manager.capability_context("x", ["a.b"]):
            self.manager.has_capability("a.b")
            found = self.manager.get_statistics()
        self.assertEqual((found["contexts_created"], found["active_contexts"], found["capability_checks"]), (1, 1, 1))
        self.assertEqual(
            set(found),
            set(
                [
                    "contexts_created",
                    "contexts_destroyed",
                    "capability_checks",
                    "cache_hits",
                    "cache_misses",
                    "active_contexts",
                    "cache_entries",
                    "cache_hit_rate",
                ]
            ),
        )
        self.assertEqual(set(self.manager.get_debug_info()), {"statistics", "contexts", "current_context"})
        self.manager.clear_cache()
        self.assertEqual(self.manager.cleanup_expired_tokens(), 0)

    def test_the_manager_of_the_process(self) -> None:
        self.addCleanup(reset_capability_manager)
        first = get_capability_manager()
        self.assertIs(first, get_capability_manager())
        reset_capability_manager()
        self.assertIsNot(first, get_capability_manager())
        with file_capability_context("/a/*"):
            self.assertTrue(has_capability("file", "/a/x", "read"))
            add_capability("c.d")
            use_capability("c.d", "x", "y")
        with network_capability_context(["h.test"], [81]):
            self.assertTrue(has_capability("network", "http://h.test:81/", "http"))


class Decorators(unittest.TestCase):
    def test_generators_run_outside_of_a_context(self) -> None:
        def numbers() -> Any:
            yield 1

        async def later() -> Any:
            yield 1

        for decorate in (capability_safe(["math.compute"]), with_capability("file.read")):
            for function in (numbers, later):
                with self.assertRaisesRegex(MLUsageError, "is a generator: it runs after the call"):
                    decorate(function)

    def test_patterns_of_an_iterator_hold_at_each_use(self) -> None:
        reading = capability_context_manager("file.read", iter(["/data/*"]), iter(["read"]))
        asking = capability_context_manager("network", allowed_hosts=iter(["api.test"]))

        @with_capability("file.read", (pattern for pattern in ["/data/*"]))
        def reads(path: str) -> bool:
            return has_capability("file.read", path, "read")

        for _ in range(2):
            with reading() as context:
                self.assertTrue(context.can_access_resource("file.read", "/data/a", "read"))
                self.assertFalse(context.can_access_resource("file.read", "/etc/passwd", "read"))
                self.assertFalse(context.can_access_resource("file.read", "/data/a", "delete"))
            with asking() as context:
                self.assertFalse(context.can_access_resource("network", "evil.test", "https"))
            self.assertEqual((reads("/data/a"), reads("/etc/passwd")), (True, False))
        self.assertEqual(get_function_capabilities(reads)["provided"]["resource_patterns"], ["/data/*"])

    def setUp(self) -> None:
        self.manager = CapabilityManager()

    def test_one_requirement(self) -> None:
        @requires_capability("file.read", "/data/x", "read")
        def read() -> int:
            return 1

        with self.assertRaises(CapabilityNotFoundError) as caught:
            read()
        self.assertEqual(str(caught.exception), "Required capability 'file.read' not found for pattern '/data/x'")
        token = grant("file.read", "/data/*", max_usage_count=1)
        with self.manager.capability_context("x", [token]):
            self.assertEqual(read(), 1)
            self.assertRaises(CapabilityNotFoundError, read)
        self.assertEqual(token.usage_count, 1)

    def test_without_use_it_still_checks(self) -> None:
        @requires_capability("a.b", auto_use=False)
        def plain() -> int:
            return 1

        self.assertRaises(CapabilityNotFoundError, plain)
        token = grant("a.b")
        with self.manager.capability_context("x", [token]):
            self.assertEqual(plain(), 1)
        self.assertEqual(token.usage_count, 0)

    def test_all_or_nothing(self) -> None:
        @requires_capabilities(("a.b",), ("c.d", "/x", "read"), "e.f")
        def work() -> int:
            return 1

        first = grant("a.b", max_usage_count=1)
        with self.manager.capability_context("x", [first, "e.f"]) as context:
            self.assertRaises(CapabilityNotFoundError, work)
            self.assertEqual(first.usage_count, 0)
            context.add_capability("c.d:/x")
            self.assertEqual(work(), 1)
        wrong: Any = ("a", 5)
        self.assertRaises(MLUsageError, requires_capabilities, wrong)

    def test_coroutines_are_checked_where_they_run(self) -> None:
        @requires_capability("a.b")
        async def work() -> bool:
            return True

        async def main() -> List[Any]:
            with self.manager.capability_context("x", ["a.b"]):
                inside = await work()
                kept = work()
            try:
                await kept
            except CapabilityNotFoundError:
                return [inside, "denied"]
            return [inside, "ran"]

        self.assertEqual(asyncio.run(main()), [True, "denied"])

    def test_holding_while_it_runs(self) -> None:
        @with_capability("a.b", max_usage_count=1)
        def work() -> bool:
            return has_capability("a.b")

        self.assertTrue(work())
        self.assertTrue(work())
        self.assertFalse(has_capability("a.b"))

        @with_capability("a.b")
        async def later() -> bool:
            await asyncio.sleep(0)
            return has_capability("a.b")

        self.assertTrue(asyncio.run(later()))
        self.assertRaises(MLUsageError, with_capability, "a.b", max_uses=1)

    def test_a_factory_of_contexts(self) -> None:
        make = capability_context_manager("file.read", "/data/*")
        for _ in range(2):
            with make() as context:
                self.assertTrue(context.can_access_resource("file.read", "/data/x", "read"))

    def test_no_more_than_some_types(self) -> None:
        @capability_safe(["a.b"])
        def narrow() -> List[bool]:
            return [has_capability("a.b"), has_capability("c.d")]

        @capability_safe(["a.b"], strict=False)
        def noted() -> List[bool]:
            return [has_capability("a.b"), has_capability("c.d")]

        with self.manager.capability_context("x", ["a.b", "c.d"]):
            self.assertEqual(narrow(), [True, False])
            self.assertEqual(noted(), [True, True])
        self.assertEqual(narrow(), [False, False])

    def test_all_patterns_and_operations_count(self) -> None:
        @requires_file_access(["/a/x", "/b/x"], {"read", "write"})
        def files() -> int:
            return 1

        @requires_network_access("h.test")
        def network() -> int:
            return 2

        @requires_math_capability()
        def compute() -> int:
            return 3

        with self.manager.create_file_capability_context("/a/*"):
            self.assertRaises(CapabilityNotFoundError, files)
        with self.manager.create_file_capability_context(["/a/*", "/b/*"]):
            self.assertEqual(files(), 1)
        with self.manager.create_network_capability_context("evil.test"):
            self.assertRaises(CapabilityNotFoundError, network)
        with self.manager.create_network_capability_context("h.test"):
            self.assertEqual(network(), 2)
        with self.manager.capability_context("x", ["math"]):
            self.assertEqual(compute(), 3)

    def test_what_the_decorators_say(self) -> None:
        @requires_capability("a.b", "/x", "read")
        def first() -> None: ...

        @with_capability("a.b", ["/x"])
        @capability_safe(["a.b"])
        def second() -> None: ...

        required = {"capability_type": "a.b", "resource_pattern": "/x", "operation": "read", "auto_use": True}
        self.assertEqual(get_function_capabilities(first), {"required": required})
        self.assertEqual(set(get_function_capabilities(second)), {"provided", "restrictions"})
        self.assertTrue(is_capability_protected(first))
        self.assertFalse(is_capability_protected(print))


if __name__ == "__main__":
    unittest.main()
