"""The example in the docstring of each assertion passes, in a test of a shop."""

import contextlib
import inspect
import io
import os
import re
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any, Dict, Iterator
from unittest import mock

from mlpy_testkit import AsyncMLExecutor, Limits, MLAsserts, MLIntegrationTestCase, MockAsyncExecutor, World
from tests.frozen import setUpModule as setUpModule

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
RULES = """\
stock = {tea: 1};
RATES = {basic: 0, premium: 20};

function discount(amount, tier) { return amount * RATES[tier] // 100; }
function total(price, rate) { return price + price * rate; }
function reserve(count) { if (count > 2) { throw {message: "out of stock", code: 7}; } return count; }
function greet() { print("hello"); }
function roll() { return 6; }
function token() { return "8ab3"; }
function find(number) { return {id: number}; }
function refund(order) { return order; }
function audit(what, count) { return null; }
function checkout(order) { return audit("sold", order); }
function quick(n) { return n * (n - 1) / 2; }
function slow(n) { x = 0; for (i in range(n)) { x = x + i; } return x; }
n = 1000;

import file;
import math;
function price(amount) { return math.floor(amount) * len(file.read("/data/rates.json")); }
function report() { print(file.read("/data/rates.json"), file.read("/data/users/ann.json")); }
"""


class Shop:
    """An application that calls ML."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def checkout(self, order: int) -> None:
        """Sell something."""
        self.session.call("checkout", order)


def example_of(assertion: Any) -> str:
    """Return the code in the docstring of an assertion: what follows its text."""
    lines = (inspect.getdoc(assertion) or "").split("\n")
    code = r"\s*(?:with |await |\w+ = |\w+ = await )?self\."
    first = next((at for at, line in enumerate(lines) if at and not lines[at - 1] and re.match(code, line)), len(lines))
    return textwrap.dedent("\n".join(lines[first:]))


# The bounds in these examples are far from what is found, however short one looks.
BRIEF_MEAN = mock.patch.dict(MLAsserts.assertMeanBelow.__kwdefaults__, budget=0.1)
BRIEF_THROUGHPUT = mock.patch.dict(MLAsserts.assertThroughputAtLeast.__kwdefaults__, budget=0.1)


class Documented(MLIntegrationTestCase):
    """The shop; the examples run as parts of its tests."""

    ml_source = RULES
    ml_capabilities = ("file.read:/data/**", "math.compute")

    def make_ml_world(self) -> World:
        return World.fake(files={"/data/rates.json": "{}", "/data/users/ann.json": "{}"})

    async def names(self) -> Dict[str, Any]:
        """Return what the examples may use, beside the test."""
        told = MockAsyncExecutor()
        told.return_value = 42
        wrong = MockAsyncExecutor()
        wrong.return_value = 41
        for each in (told, wrong):
            await each.execute("result = 6 * 7;")
        return {
            "self": self,
            "mock": told,
            "wrong_mock": wrong,
            "shop": Shop(self.session),
            "order": 3,
            "AsyncMLExecutor": AsyncMLExecutor,
            "Limits": Limits,
            "Path": Path,
        }

    @contextlib.contextmanager
    def at_home(self) -> Iterator[None]:
        """Work where there are rules, with a file of baselines that is written."""
        before = os.getcwd()
        create = mock.patch.dict(os.environ, {"MLPY_TESTKIT_BASELINES": "create"})
        with (
            tempfile.TemporaryDirectory() as folder,
            create,
            BRIEF_MEAN,
            BRIEF_THROUGHPUT,
            contextlib.redirect_stderr(io.StringIO()),
        ):
            self.ml_baselines = os.path.join(folder, "baselines.json")
            os.chdir(EXAMPLES)
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    yield
            finally:
                os.chdir(before)

    async def run_example(self, name: str) -> None:
        """Run the example of an assertion."""
        example = example_of(getattr(MLAsserts, name))
        self.assertIn(f"self.{name}(", example)
        names = await self.names()
        code = "async def example():\n" + textwrap.indent(example, "    ")
        with self.at_home():
            exec(compile(code, f"<{name}>", "exec"), names)
            await names["example"]()


def _add_examples() -> None:
    """Give the test case a test for each assertion."""
    for name in dir(MLAsserts):
        if name.startswith("assert"):

            async def test(self: Documented, name: str = name) -> None:
                await self.run_example(name)

            setattr(Documented, f"test_{name}", test)


_add_examples()


if __name__ == "__main__":
    unittest.main()
