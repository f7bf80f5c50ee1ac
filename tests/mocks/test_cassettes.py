"""Executions on record, and answers from the record."""

import asyncio
import contextlib
import inspect
import io
import json
import math
import os
import tempfile
import threading
import unittest
from datetime import timedelta
from pathlib import Path
from typing import Any, Dict, List
from unittest import mock

from mlpy_testkit import AsyncMLExecutor, AsyncMLResult, Limits, MLDeniedError, MLRuntimeError, MLUsageError, grant
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.mocks import CassetteError, CassetteExecutor, MockAsyncExecutor, UnexpectedExecution, record, replay
from mlpy_testkit.mocks.encoding import from_json, to_json

PROGRAM = 'function f(x) {\n    return 10 / x;\n}\nprint("hi");\nresult = f(n);'


class CassetteTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "rules.json"
        self.real = AsyncMLExecutor(2)
        self.addCleanup(self.real.shutdown)

    def ask(self, executor: Any, *arguments: Any, **keywords: Any) -> AsyncMLResult:
        async def main() -> AsyncMLResult:
            result: AsyncMLResult = await executor.execute(*arguments, **keywords)
            return result

        return asyncio.run(main())

    def recorded(self, *uses: Any) -> List[AsyncMLResult]:
        """Record executions, each a tuple of code, context and capabilities, and return their results."""
        recorder = record(self.real, self.path)
        with contextlib.redirect_stdout(io.StringIO()):
            return [self.ask(recorder, code, None, context, capabilities=granted) for code, context, granted in uses]

    def written(self) -> Dict[str, Any]:
        found: Dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return found


class Recording(CassetteTest):
    def test_what_is_written(self) -> None:
        self.recorded((PROGRAM, {"n": 4}, None), ("import math; result = math.sqrt(4);", None, ["math.compute"]))
        found = self.written()
        self.assertEqual((found["format"], found["version"]), ("mlpy_testkit cassette", 1))
        self.assertEqual(
            found["executions"][0],
            {
                "code": PROGRAM.split("\n"),
                "context": {"n": 4},
                "outcome": {"success": True, "value": 2.5},
                "output": ["hi", ""],
                "audit": [],
            },
        )
        second = found["executions"][1]
        self.assertEqual(second["capabilities"], [{"type": "math.compute"}])

    def test_the_same_run_writes_the_same_file(self) -> None:
        uses = [
            ("import file; result = 1 / x;", {"x": 0}, [grant("file.read", ["/b", "/a"])]),
            ('import file; file.read("/etc/passwd");', None, Grants(["file.read:/data/*"])),
            ('result = "ümläut";', None, None),
        ]
        self.recorded(*uses)
        first = self.path.read_bytes()
        self.recorded(*uses)
        self.assertEqual(self.path.read_bytes(), first)
        self.assertIn("ümläut", first.decode("utf-8"))

    def test_the_order_is_that_of_the_beginnings(self) -> None:
        recorder = record(self.real, self.path)

        async def main() -> None:
            slow = "i = 0; while (i < 20000) { i = i + 1; } result = 1;"
            await asyncio.gather(recorder.execute(slow), recorder.execute("result = 2;"))

        asyncio.run(main())
        self.assertEqual([entry["outcome"]["value"] for entry in self.written()["executions"]], [1, 2])

    def test_a_context_that_json_cannot_hold_is_refused_before_the_run(self) -> None:
        calls: List[int] = []
        with self.assertRaisesRegex(MLUsageError, r"^context\.f: a cassette holds no function$"):
            self.ask(record(self.real, self.path), "f(1);", None, {"f": lambda x: calls.append(x)})
        self.assertEqual((calls, self.path.exists()), ([], False))

    def test_a_failed_write_leaves_the_old_file(self) -> None:
        self.recorded(("result = 1;", None, None))
        before = self.path.read_bytes()
        with mock.patch("os.replace", side_effect=OSError("full")), self.assertRaises(OSError):
            self.recorded(("result = 2;", None, None))
        self.assertEqual(self.path.read_bytes(), before)
        self.assertEqual(os.listdir(self.path.parent), ["rules.json"])

    def test_it_has_the_surface_of_the_executor(self) -> None:
        self.assertEqual(
            inspect.signature(CassetteExecutor.execute).replace(return_annotation=None),
            inspect.signature(AsyncMLExecutor.execute).replace(return_annotation=None),
        )
        with record(self.real, self.path) as recorder:
            self.assertEqual(recorder.max_workers, 2)
        with self.assertRaises(RuntimeError):
            self.ask(recorder, "x = 1;")
        self.assertEqual(self.written()["executions"], [])
        with self.assertRaises(MLUsageError):
            self.ask(replay(self.path), 5)

    def test_a_mock_can_be_recorded_too(self) -> None:
        executor = MockAsyncExecutor()
        executor.return_value = 5
        self.ask(record(executor, self.path), "result = f();")
        self.assertEqual(self.ask(replay(self.path), "result = f();").value, 5)


class Replaying(CassetteTest):
    def test_results_come_back_whole(self) -> None:
        uses = [
            (PROGRAM, {"n": 4}, None),
            (PROGRAM, {"n": 0}, None),
            ("x = 1;", None, None),
            ("result = null;", None, None),
            ("x = ;", None, None),
            ('throw {message: "m", code: 5};', None, None),
            ('import file;\nfile.read("/etc/passwd");', None, ["file.read:/data/*"]),
            ("result = [1.5, true, {a: null}];", None, None),
        ]
        results = self.recorded(*uses)
        player = replay(self.path)
        for (code, context, granted), expected in zip(uses, results):
            with self.subTest(code=code):
                found = self.ask(player, code, None, context, capabilities=granted)
                for name in ("success", "value", "error", "has_value", "output"):
                    self.assertEqual(getattr(found, name), getattr(expected, name))
                self.assertEqual(type(found.exception), type(expected.exception))
                self.assertEqual(str(found.exception), str(expected.exception))
                self.assertEqual(
                    vars(found.exception or Exception()).keys(), vars(expected.exception or Exception()).keys()
                )
                self.assertEqual(list(found.audit), list(expected.audit))
        player.assert_all_used()

    def test_an_error_is_one_again(self) -> None:
        self.recorded(
            ('import file;\nfile.read("/etc/passwd");', None, ["file.read:/data/*"]), (PROGRAM, {"n": 0}, None)
        )
        player = replay(self.path)
        denied = self.ask(
            player, 'import file;\nfile.read("/etc/passwd");', capabilities=["file.read:/data/*"]
        ).exception
        assert isinstance(denied, MLDeniedError)
        self.assertEqual((denied.types, denied.resource, denied.line), (("file.read",), "/etc/passwd", 2))
        divided = self.ask(player, PROGRAM, None, {"n": 0}).exception
        assert isinstance(divided, MLRuntimeError)
        self.assertEqual((divided.kind, divided.line, len(divided.stack)), ("ZeroDivisionError", 2, 2))

    def test_values_are_fresh(self) -> None:
        self.recorded(("result = [1];", None, None), ("result = [1];", None, None))
        player = replay(self.path)
        self.ask(player, "result = [1];").value.append(2)
        self.assertEqual(self.ask(player, "result = [1];").value, [1])

    def test_equal_executions_are_answered_in_order(self) -> None:
        executor = MockAsyncExecutor()
        executor.side_effect = [1, 2]
        recorder = record(executor, self.path)
        self.ask(recorder, "f();")
        self.ask(recorder, "f();")
        player = replay(self.path)
        self.assertEqual([self.ask(player, "f();").value for _ in range(2)], [1, 2])
        with self.assertRaisesRegex(UnexpectedExecution, "it was recorded 2 times, and asked once more"):
            self.ask(player, "f();")

    def test_what_is_not_on_record_is_refused_and_kept(self) -> None:
        self.recorded(("result = total(1);", None, None), ("x = 5;", None, None))
        player = replay(self.path)
        with self.assertRaises(UnexpectedExecution) as caught:
            self.ask(player, "result = total(2);")
        self.assertEqual(
            str(caught.exception),
            f"execution is not in {self.path}: result = total(2);\nrecorded were:\n"
            "  result = total(1);   <- nearest\n  x = 5;",
        )
        with self.assertRaises(AssertionError):
            player.check()

    def test_context_and_capabilities_count_and_true_is_not_one(self) -> None:
        self.recorded(("result = x;", {"x": 1}, None), ("result = 1;", None, ["math.compute"]))
        player = replay(self.path)
        with self.assertRaises(UnexpectedExecution) as caught:
            self.ask(player, "result = x;", None, {"x": True})
        self.assertIn('\n  asked:    context {"x": true}\n  recorded: context {"x": 1}', str(caught.exception))
        for keywords in (
            {},
            {"capabilities": ["file.read"]},
            {"capabilities": ["math.compute"], "limits": Limits(steps=5)},
        ):
            with self.assertRaises(UnexpectedExecution):
                self.ask(player, "result = 1;", **keywords)
        self.assertEqual(self.ask(player, "result = 1;", 3.0, capabilities=[grant("math.compute")]).value, 1)

    def test_what_was_never_asked(self) -> None:
        self.recorded(("x = 5;", None, None))
        with self.assertRaises(AssertionError) as caught:
            replay(self.path).assert_all_used()
        self.assertEqual(str(caught.exception), "on record, and never asked:\n  x = 5;")

    def test_many_threads(self) -> None:
        self.recorded(*[(f"result = {number};", None, None) for number in range(40)])
        player = replay(self.path)
        found: List[Any] = []

        def work(first: int) -> None:
            for number in range(first, 40, 4):
                found.append(self.ask(player, f"result = {number};").value)

        threads = [threading.Thread(target=work, args=(first,)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(found), list(range(40)))


class Modes(CassetteTest):
    def setUp(self) -> None:
        super().setUp()
        self.mock = MockAsyncExecutor()
        self.mock.return_value = "run"

    def count(self) -> int:
        return len(self.written()["executions"])

    def test_once(self) -> None:
        first = replay(self.path, "once", self.mock)
        self.ask(first, "f();")
        self.ask(first, "f();")
        self.assertEqual((self.count(), self.mock.get_execution_count()), (2, 2))
        second = replay(self.path, "once")
        self.assertEqual(self.ask(second, "f();").value, "run")
        with self.assertRaises(UnexpectedExecution):
            self.ask(second, "g();")

    def test_new(self) -> None:
        self.ask(record(self.mock, self.path), "f();")
        player = replay(self.path, "new", self.mock)
        self.ask(player, "f();")
        self.assertEqual(self.mock.get_execution_count(), 1)
        self.ask(player, "g();")
        self.assertEqual((self.count(), self.mock.get_execution_count()), (2, 2))

    def test_none(self) -> None:
        with self.assertRaises(FileNotFoundError):
            replay(self.path)
        self.ask(record(self.mock, self.path), "f();")
        with self.assertRaises(UnexpectedExecution):
            self.ask(replay(self.path, "none", self.mock), "g();")

    def test_all(self) -> None:
        self.ask(record(self.mock, self.path), "f();")
        self.ask(replay(self.path, "all", self.mock), "g();")
        self.assertEqual([entry["code"] for entry in self.written()["executions"]], ["g();"])

    def test_wrong_use(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "mode must be one of once, new, none, all, not 'ever'"):
            replay(self.path, "ever")
        with self.assertRaisesRegex(MLUsageError, "mode 'once' records, and needs an executor"):
            replay(self.path, "once")


class Files(CassetteTest):
    def refused(self, text: str) -> str:
        self.path.write_text(text, encoding="utf-8")
        with self.assertRaises(CassetteError) as caught:
            replay(self.path)
        return str(caught.exception).replace(str(self.path), "PATH")

    def test_what_is_no_cassette(self) -> None:
        self.assertIn("PATH is no cassette: ", self.refused("{\n <<<<<<< HEAD"))
        self.assertIn("PATH is no cassette: ", self.refused(""))
        self.assertIn("PATH is no cassette: ", self.refused("[" * 200_000))
        self.assertIn("PATH is no cassette: it does not say", self.refused("[]"))
        self.assertIn("PATH is no cassette: it does not say", self.refused('{"interactions": []}'))

    def test_other_versions(self) -> None:
        for version in ("2", "0", '"1"', "true", "null"):
            text = self.refused(f'{{"format": "mlpy_testkit cassette", "version": {version}, "executions": []}}')
            self.assertIn("this mlpy_testkit reads version 1", text)

    def test_damage(self) -> None:
        for entry, problem in [
            ("5", "it is no object"),
            ("{}", "'code' is missing"),
            ('{"code": "x"}', "'outcome' is missing"),
            ('{"code": 5, "outcome": {"success": true}}', "it cannot be read: TypeError"),
            ('{"code": "x", "outcome": {}}', "it cannot be read: KeyError"),
            ('{"code": "x", "outcome": {"success": 1}}', "'success' must be true or false"),
            ('{"code": "x", "outcome": {"success": true, "value": {"$date": 1}}}', "unknown tag '$date'"),
            (
                '{"code": "x", "outcome": {"success": false, "exception": {"class": "os"}}}',
                "it cannot be read",
            ),
        ]:
            with self.subTest(entry=entry):
                good = '{"code": "x", "outcome": {"success": true}}'
                text = self.refused(
                    f'{{"format": "mlpy_testkit cassette", "version": 1, "executions": [{good}, {entry}]}}'
                )
                self.assertIn("PATH is damaged: execution 2: ", text)
                self.assertIn(problem, text)
        self.assertIn("is no list", self.refused('{"format": "mlpy_testkit cassette", "version": 1}'))


class Encoding(unittest.TestCase):
    def test_values_come_back_the_same(self) -> None:
        values: List[Any] = [
            None,
            [True, 1, 1.0, -0.0, "é😀\ud800", ""],
            {"a": {"b": []}, "": {}},
            (1, (2,)),
            {1, 2},
            b"\x00\xff",
            {0: 2, None: 3, True: 4, (1, 2): 5},
            {"$float": "nan"},
            [math.inf, -math.inf],
            1 << 100_000,
        ]
        for value in values:
            with self.subTest(kind=type(value).__name__):
                found = from_json(json.loads(json.dumps(to_json(value))))
                self.assertEqual(found, value)
                self.assertIs(type(found), type(value))
        self.assertTrue(math.isnan(from_json(to_json(math.nan))))
        self.assertEqual(repr(from_json(json.loads(json.dumps(to_json([True, 1, 1.0, -0.0]))))), "[True, 1, 1.0, -0.0]")

    def test_what_is_refused(self) -> None:
        class Text(str):
            pass

        circle: List[Any] = []
        circle.append(circle)
        deep: List[Any] = []
        for _ in range(5000):
            deep = [deep]
        for value, text in [
            ({"a": [object()]}, "$.a[0]: a cassette holds no object"),
            (len, "$: a cassette holds no builtin_function_or_method"),
            (Text("x"), "$: a cassette holds no Text"),
            (circle, "$[0]: a cassette holds no value that contains itself"),
            (deep, "$: nested too deeply for a cassette"),
        ]:
            with self.assertRaises(MLUsageError) as caught:
                to_json(value)
            self.assertEqual(str(caught.exception), text)

    def test_shared_values_are_no_circle(self) -> None:
        shared = [1]
        self.assertEqual(to_json([shared, shared]), [[1], [1]])


class Handed(CassetteTest):
    """What an executor with a cassette is besides."""

    def test_as_a_block(self) -> None:
        async def main() -> Any:
            async with record(self.real, self.path) as recorder:
                await recorder.execute("result = 1;", context={"n": [1]}, share_context=True)
            return recorder

        recorder = asyncio.run(main())
        self.assertIs(self.written()["executions"][0]["share_context"], True)
        with self.assertRaisesRegex(RuntimeError, "after shutdown"):
            self.ask(recorder, "result = 1;")

    def test_nothing_private_and_nothing_missing_is_handed_on(self) -> None:
        self.recorded(("result = 1;", None, None))
        for executor, name in ((record(self.real, self.path), "_queue"), (replay(self.path), "limits")):
            with self.subTest(name), self.assertRaisesRegex(AttributeError, f"no attribute '{name}'"):
                getattr(executor, name)

    def test_a_moment_is_not_recorded(self) -> None:
        token = grant("file.read", "/data/*", expires_in=timedelta(hours=1))
        self.recorded(("result = 1;", None, [token]))
        capability = self.written()["executions"][0]["capabilities"][0]
        self.assertEqual(capability["expires_at"], "...")

    def test_an_error_in_a_module_keeps_its_text(self) -> None:
        Path(self.path.parent, "helper.ml").write_text("x = 1;\ny = 1 / 0;", encoding="utf-8")
        real = AsyncMLExecutor(1, import_paths=[str(self.path.parent)])
        self.addCleanup(real.shutdown)
        before = self.ask(record(real, self.path), "import helper;")
        after = self.ask(replay(self.path), "import helper;")
        self.assertEqual(str(after.exception), str(before.exception))
        self.assertIn("y = 1 / 0;", str(after.exception))
