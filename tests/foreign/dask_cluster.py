"""Executions on a cluster of Dask: several worker processes behind ``Client.get_executor()``.

    python -m unittest tests.foreign.dask_cluster

The name keeps it out of the run of all tests; ``tox -e dask`` installs Dask and runs it.
"""

import asyncio
import logging
import os
import unittest
from typing import Any, ClassVar, List, Set

from dask.distributed import Client, LocalCluster

from mlpy_testkit import AsyncMLExecutor, MLDeniedError, MLThrownError, World
from mlpy_testkit.integration.results import AsyncMLResult

WORKERS = 3


class OnACluster(unittest.TestCase):
    cluster: ClassVar[Any]
    client: ClassVar[Any]

    @classmethod
    def setUpClass(cls) -> None:
        cls.cluster = LocalCluster(
            n_workers=WORKERS,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        cls.addClassCleanup(cls.cluster.close)
        cls.client = Client(cls.cluster)
        cls.addClassCleanup(cls.client.close)

    def run_all(self, *codes: str, call: Any = None, **options: Any) -> List[AsyncMLResult]:
        """Return what some programs come to, all of them at once."""

        async def main() -> List[AsyncMLResult]:
            with self.client.get_executor() as pool:
                async with AsyncMLExecutor(WORKERS * 2, executor=pool, **options) as executor:
                    return await asyncio.gather(*(executor.execute(code, **(call or {})) for code in codes))

        return asyncio.run(main())

    def test_there_are_several_workers(self) -> None:
        pids: Set[int] = set(self.client.run(os.getpid).values())
        self.assertEqual(len(pids - {os.getpid()}), WORKERS)

    def test_every_call_has_its_own_outcome(self) -> None:
        results = self.run_all(*(f"result = {number} * n;" for number in range(100)), call={"context": {"n": 2}})
        self.assertEqual([result.value for result in results], [number * 2 for number in range(100)])

    def test_the_same_program_twice_is_two_executions(self) -> None:
        code = "import random; result = random.random();"
        results = self.run_all(*[code] * 20, capabilities=["random.generate"])
        self.assertEqual(len({result.value for result in results}), 20)

    def test_errors_output_and_checks_come_back(self) -> None:
        thrown, denied, printed = self.run_all(
            'x = 1;\nthrow {message: "no", code: 3};',
            'import file;\nfile.read("/y");',
            'print("out"); result = 1;',
        )
        assert isinstance(thrown.exception, MLThrownError), thrown
        self.assertEqual((thrown.error, thrown.exception.line, thrown.exception.value["code"]), ("no", 2, 3))
        self.assertIsInstance(denied.exception, MLDeniedError)
        self.assertEqual([(check.type, check.line) for check in denied.audit.denied], [("file.read", 2)])
        self.assertEqual(printed.output, "out\n")

    def test_grants_and_worlds_go_along(self) -> None:
        world = World.fake(files={"/a.txt": "one"})
        (result,) = self.run_all(
            'import file; result = file.read("/a.txt");', capabilities=["file.read:/a.txt"], world=world
        )
        self.assertEqual(result.value, "one")
        self.assertEqual([check.type for check in result.audit.granted], ["file.read"])

    def test_a_timeout_stops_the_code_and_frees_the_worker(self) -> None:
        late = self.run_all(*["while (true) { }"] * WORKERS * 2, call={"timeout": 0.5})
        self.assertEqual({result.error for result in late}, {"Execution timeout after 0.5 seconds"})
        after = self.run_all(*["result = 1;"] * WORKERS, call={"timeout": 20})
        self.assertEqual([result.value for result in after], [1] * WORKERS)


if __name__ == "__main__":
    unittest.main()
