"""Contexts: what they hold, what they inherit, where they are in force."""

import asyncio
import contextvars
import gc
import threading
import unittest
import weakref
from datetime import datetime, timedelta
from typing import Any, List, Optional

from mlpy_testkit.capabilities import (
    ALL,
    PURE,
    CapabilityContext,
    CapabilityContextError,
    CapabilityExpiredError,
    CapabilityNotFoundError,
    CapabilityValidationError,
    Grants,
    as_context,
    capability_context,
    everything,
    get_current_context,
    grant,
    isolated_capability_context,
    pure,
    set_current_context,
    using_clock,
)
from mlpy_testkit.engine.errors import MLUsageError


def context(*grants: Any, name: str = "") -> CapabilityContext:
    """Return a context with some grants."""
    made = CapabilityContext(name=name)
    made.add_capabilities(grants)
    return made


class Holding(unittest.TestCase):
    def test_types_are_exact(self) -> None:
        held = context("file.read", "math")
        for kind, answer in (
            ("file.read", True),
            ("file", False),
            ("math.compute", False),
            ("file.*", False),
            ("", False),
        ):
            self.assertEqual(held.has_capability(kind), answer)

    def test_adding_replaces_the_tokens_of_a_type(self) -> None:
        held = context("file.read:/a/*")
        held.add_capability("file.read:/b/*")
        self.assertFalse(held.can_access_resource("file.read", "/a/x", "read"))
        self.assertTrue(held.can_access_resource("file.read", "/b/x", "read"))

    def test_grants_of_one_type_in_a_list_are_in_force_side_by_side(self) -> None:
        first, second = grant("file.read", "/a/*", max_usage_count=1), grant("file.read", "/b/*")
        held = context(first, second)
        held.use_capability("file.read", "/a/x", "read")
        self.assertFalse(held.can_access_resource("file.read", "/a/x", "read"))
        self.assertTrue(held.can_access_resource("file.read", "/b/x", "read"))
        self.assertEqual((first.usage_count, second.usage_count), (1, 0))
        self.assertTrue(held.remove_capability("file.read"))
        self.assertFalse(held.has("file.read"))
        self.assertFalse(held.remove_capability("file.read"))

    def test_an_invalid_token_is_not_taken(self) -> None:
        token = grant("a.b", max_usage_count=0)
        with self.assertRaises(CapabilityContextError) as caught:
            context().add_capability(token)
        self.assertEqual(str(caught.exception), f"Capability context error: Cannot add invalid token: {token.token_id}")

    def test_nothing_is_added_if_one_grant_is_wrong(self) -> None:
        held = context()
        self.assertRaises(MLUsageError, held.add_capabilities, ["file.read", "!!"])
        self.assertEqual(held.types(), [])
        self.assertRaises(MLUsageError, held.add_capabilities, "file.read")

    def test_using(self) -> None:
        held = context(grant("file.read", "/data/*", max_usage_count=1))
        self.assertRaises(CapabilityNotFoundError, held.use_capability, "file.write", "/data/x", "write")
        with self.assertRaisesRegex(
            CapabilityValidationError, "Access denied for resource '/etc/x' with operation 'read'"
        ):
            held.use_capability("file.read", "/etc/x", "read")
        held.use_capability("file.read", "/data/x", "read")
        self.assertRaisesRegex(
            CapabilityValidationError, "invalid", held.use_capability, "file.read", "/data/x", "read"
        )

    def test_expired(self) -> None:
        with using_clock(lambda: datetime(2030, 1, 1)):
            held = context(grant("a.b", expires_in=timedelta(seconds=1)))
        with using_clock(lambda: datetime(2030, 1, 2)):
            self.assertFalse(held.has_capability("a.b"))
            self.assertRaises(CapabilityExpiredError, held.use_capability, "a.b", "x", "y")
            self.assertIsNotNone(held.get_capability_token_unchecked("a.b"))  # asking drops nothing
            self.assertEqual(held.cleanup_expired_tokens(), 1)
            self.assertIsNone(held.get_capability_token_unchecked("a.b"))

    def test_plain_data(self) -> None:
        outer = context("a.b", name="p")
        inner = outer.create_child_context("c")
        data = inner.to_dict()
        self.assertEqual(
            list(data),
            [
                "context_id",
                "name",
                "thread_id",
                "capabilities",
                "parent_context_id",
                "child_context_count",
                "hierarchy",
            ],
        )
        self.assertEqual((data["parent_context_id"], data["hierarchy"]), (outer.context_id, ["p", "c"]))
        self.assertEqual(list(outer.to_dict()["capabilities"]), ["a.b"])
        self.assertEqual(
            repr(inner), f"CapabilityContext(id={inner.context_id[:8]}, name='c', capabilities=0, hierarchy='p -> c')"
        )

    def test_what_programs_are_told(self) -> None:
        with using_clock(lambda: datetime(2030, 1, 1)):
            held = context(grant("a.b", ["p", "q"], ["y", "x"], timedelta(days=1), 2), "c.d")
            self.assertEqual(
                held.info("a.b"),
                {
                    "type": "a.b",
                    "available": True,
                    "usage_count": 0,
                    "patterns": ["p", "q"],
                    "operations": ["x", "y"],
                    "max_usage": 2,
                    "expires_at": "2030-01-02T00:00:00",
                },
            )
            for _ in range(2):
                held.use_capability("a.b", "p", "x")
            info = held.info("a.b")
            assert info is not None
            self.assertEqual((info["available"], info["usage_count"]), (False, 2))
            self.assertEqual(held.types(), ["c.d"])
            other = held.info("c.d")
            assert other is not None
            self.assertEqual((other["patterns"], other["operations"], other["expires_at"]), (None, None, None))
        self.assertIsNone(held.info("none"))


class Families(unittest.TestCase):
    def test_the_nearest_valid_token_decides(self) -> None:
        outer = context("file.read:/a/*", "file.write")
        inner = outer.create_child_context("inner")
        inner.add_capability("file.read:/b/*")
        self.assertFalse(inner.can_access_resource("file.read", "/a/x", "read"))
        self.assertTrue(inner.can_access_resource("file.read", "/b/x", "read"))
        self.assertTrue(inner.has_capability("file.write"))
        self.assertFalse(inner.has_capability("file.write", check_parents=False))
        self.assertEqual(sorted(inner.get_all_capabilities()), ["file.read", "file.write"])

    def test_an_invalid_token_does_not_hide_one_further_out(self) -> None:
        outer = context("a.b")
        inner = outer.create_child_context()
        inner.add_capability(grant("a.b", max_usage_count=1))
        inner.use_capability("a.b", "x", "y")
        inner.use_capability("a.b", "x", "y")
        self.assertEqual(outer.get_capability("a.b").usage_count, 1)

    def test_children_share_the_audit_trail_and_runs_do_not(self) -> None:
        outer = context("a.b")
        self.assertIs(outer.create_child_context().audit, outer.audit)
        run = outer.for_run()
        self.assertIsNot(run.audit, outer.audit)
        self.assertTrue(run.has("a.b"))
        self.assertEqual(len(outer.child_contexts), 1)

    def test_only_some_types(self) -> None:
        narrow = context("a.b", "c.d").only(["a.b"])
        self.assertEqual(narrow.types(), ["a.b"])
        narrow.add_capability("e.f")
        self.assertFalse(narrow.has("e.f"))

    def test_a_context_that_nobody_holds_is_gone(self) -> None:
        outer = context("a.b")
        for gone in (weakref.ref(outer.for_run()), weakref.ref(outer.only(["a.b"]))):
            gc.collect()
            self.assertIsNone(gone())

    def test_a_parent_must_be_a_context(self) -> None:
        parent: Any = "x"
        self.assertRaises(MLUsageError, CapabilityContext, parent_context=parent)


class InForce(unittest.TestCase):
    def setUp(self) -> None:
        before = get_current_context()
        self.addCleanup(set_current_context, before)

    def test_nothing_at_first(self) -> None:
        self.assertIsNone(get_current_context())

    def test_a_with_block_puts_it_in_force(self) -> None:
        outer, inner = context(), context()
        with outer as entered:
            self.assertIs(entered, outer)
            self.assertIs(get_current_context(), outer)
            with capability_context(inner):
                self.assertIs(get_current_context(), inner)
            self.assertIs(get_current_context(), outer)
        self.assertIsNone(get_current_context())

    def test_it_is_put_back_after_an_exception(self) -> None:
        for block in (context(), capability_context(context()), isolated_capability_context()):
            with self.assertRaises(KeyError), block:
                raise KeyError
            self.assertIsNone(get_current_context())

    def test_the_same_context_twice(self) -> None:
        held = context()
        with held, held:
            self.assertIs(get_current_context(), held)
        self.assertIsNone(get_current_context())

    def test_leaving_in_the_wrong_order(self) -> None:
        first, second = context(), context()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        second.__exit__(None, None, None)
        first.__exit__(None, None, None)  # never entered again: nothing happens
        self.assertIn(get_current_context(), (None, first))

    def test_an_isolated_context_inherits_nothing(self) -> None:
        with context("a.b"), isolated_capability_context("alone") as alone:
            self.assertEqual((alone.name, alone.types()), ("alone", []))

    def test_setting(self) -> None:
        held = context()
        set_current_context(held)
        self.assertIs(get_current_context(), held)
        set_current_context(None)
        self.assertIsNone(get_current_context())
        wrong: Any = "file.read"
        self.assertRaises(MLUsageError, set_current_context, wrong)

    def test_a_new_thread_has_none_and_a_copied_context_has_it(self) -> None:
        seen: List[Optional[CapabilityContext]] = []
        held = context()
        with held:
            look = contextvars.copy_context()
            for target in (
                lambda: seen.append(get_current_context()),
                lambda: look.run(lambda: seen.append(get_current_context())),
            ):
                thread = threading.Thread(target=target)
                thread.start()
                thread.join()
        self.assertIs(seen[1], held)

    def test_leaving_in_another_thread_changes_nothing_there(self) -> None:
        held = context("a.b")
        held.__enter__()
        seen: List[Any] = []

        def leave() -> None:
            held.__exit__(None, None, None)
            seen.append(get_current_context())

        thread = threading.Thread(target=leave)
        thread.start()
        thread.join()
        self.assertIs(get_current_context(), held)
        held.__exit__(None, None, None)
        self.assertEqual((seen[0] in (None, held), get_current_context()), (True, None))


class Tasks(unittest.TestCase):
    def test_tasks_inherit_and_siblings_are_apart(self) -> None:
        outer, one, two = context(name="outer"), context(name="one"), context(name="two")
        seen: List[Any] = []

        async def work(mine: CapabilityContext, first: asyncio.Event, second: asyncio.Event) -> None:
            seen.append(get_current_context() is outer)
            with capability_context(mine):
                first.set()
                await second.wait()
                seen.append(get_current_context() is mine)
            seen.append(get_current_context() is outer)

        async def main() -> None:
            with outer:
                a, b = asyncio.Event(), asyncio.Event()
                await asyncio.gather(work(one, a, b), work(two, b, a))
                seen.append(get_current_context() is outer)
            seen.append(get_current_context() is None)

        asyncio.run(main())
        self.assertEqual(seen, [True] * 8)

    def test_tasks_that_overlap_and_end_in_the_order_in_which_they_began(self) -> None:
        after: List[Any] = []

        async def work(
            mine: CapabilityContext, start: asyncio.Event, leave: asyncio.Event, left: asyncio.Event
        ) -> None:
            with mine:
                start.set()
                await leave.wait()
            after.append(get_current_context())
            left.set()

        async def main() -> None:
            events = [asyncio.Event() for _ in range(5)]
            go = asyncio.Event()
            one = asyncio.ensure_future(work(context(), events[0], go, events[1]))
            two = asyncio.ensure_future(work(context(), events[2], events[1], events[3]))
            await events[0].wait()
            await events[2].wait()
            self.assertIsNone(get_current_context())
            go.set()
            await asyncio.gather(one, two)
            self.assertIsNone(get_current_context())

        asyncio.run(main())
        self.assertEqual(after, [None, None])

    def test_a_task_that_is_cancelled(self) -> None:
        async def work() -> None:
            with context():
                await asyncio.sleep(60)

        async def main() -> None:
            task = asyncio.ensure_future(work())
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self.assertIsNone(get_current_context())

        asyncio.run(main())


class Presets(unittest.TestCase):
    def test_texts(self) -> None:
        grants = Grants(["file.read:/data/*", "console.write"])
        self.assertIsInstance(grants, CapabilityContext)
        self.assertEqual(grants.types(), ["console.write", "file.read"])

    def test_patterns_of_one_type_add_up(self) -> None:
        info = Grants(["file.read:/a/*", "file.read:/b/*"]).info("file.read")
        assert info is not None
        self.assertEqual(info["patterns"], ["/a/*", "/b/*"])
        open_info = Grants(["file.read:/a/*", "file.read"]).info("file.read")
        assert open_info is not None
        self.assertIsNone(open_info["patterns"])

    def test_one_text_is_no_list(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "^grants must be a list of texts, not one text$"):
            Grants("file.read")
        number: Any = 5
        self.assertRaises(MLUsageError, Grants, number)

    def test_anything_that_grants(self) -> None:
        self.assertIsNone(as_context(None))
        held = context()
        self.assertIs(as_context(held), held)
        made = as_context([grant("a.b"), "c.d"])
        assert made is not None
        self.assertEqual(made.types(), ["a.b", "c.d"])

    def test_bundles(self) -> None:
        self.assertEqual(pure().types(), sorted(PURE))
        self.assertEqual(pure("file.read:/x").types(), sorted([*PURE, "file.read"]))
        self.assertEqual(everything().types(), sorted(ALL))
        for kind in PURE:
            self.assertFalse(kind.startswith(("file", "path", "network", "env", "args", "log", "console")))


if __name__ == "__main__":
    unittest.main()
