"""Tests that fail, each to show its message; ``test_gallery`` puts them into docs/gallery.rst.

A method is one picture: its docstring says what goes wrong, its body is what a user writes. It is no part of
the tests of the kit: all of it fails.
"""

from pathlib import Path
from typing import Any, List

from mlpy_testkit import Engine, Limits, MLIntegrationTestCase, World

SHOP = """\
import file;
import math;

stock = {tea: 3, cup: 1};

function total(price, rate) { return price + price * rate; }

function invoice(lines) {
    sum = 0;
    for (line in lines) { sum = sum + line.price; }
    return {number: 7, paid: false, lines: lines, sum: sum, note: "with thanks"};
}

function reserve(name, count) {
    if (stock[name] < count) {
        throw {message: "out of stock", name: name, left: stock[name]};
    }
    stock[name] = stock[name] - count;
    audit("reserved", name, count);
    return stock[name];
}

function audit(what, name, count) { print(what, count, "of", name); }

function report() {
    rates = file.read("/data/rates.json");
    try { file.read("/etc/passwd"); } except (e) { }
    return math.floor(2.5);
}
"""
FILES = {"/data/rates.json": '{"vat": 0.2}'}


class Gallery(MLIntegrationTestCase):
    """A test case in which the shop is open."""

    ml_world = World.fake(files=FILES)
    ml_capabilities = ["file.read:/data/*", "math.compute", "env.read:HOME"]

    def setUp(self) -> None:
        error = self.session.execute_outcome(SHOP, "rules/shop.ml").error
        assert error is None, error


class Results(Gallery):
    """Results"""

    def test_another_value(self) -> None:
        """Another value."""
        self.assertMLResult("result = total(100, 0.2);", 125)

    def test_no_value(self) -> None:
        """Code without a result: that is not ``None``."""
        self.assertMLResult("x = total(100, 0.2);", None)

    def test_an_error(self) -> None:
        """Code that fails: the traceback is that of ML."""
        self.assertMLResult('result = reserve("tea", 5);', 1)

    def test_a_structure(self) -> None:
        """A structure: a line for each place that differs."""
        lines = [{"name": "tea", "price": 4}, {"name": "cup", "price": 9}]
        expected = {"number": 7, "paid": 0, "lines": [{"name": "Tea", "price": 4}, lines[1]], "sum": 12, "date": None}
        self.assertMLResult("result = invoice(lines);", expected, context={"lines": lines})

    def test_an_element_too_many(self) -> None:
        """An element that should not be there: those that are equal stay together."""
        self.assertMLResult("result = [1, 2, 3, 4, 5];", [2, 3, 4, 5])

    def test_many_differences(self) -> None:
        """Very much that differs: ``maxDiff`` holds."""
        self.assertMLResult("result = range(1000);", [number + 1 for number in range(1000)])

    def test_strict(self) -> None:
        """A float where a whole number is wanted, with ``strict=True``."""
        self.assertMLResult("result = [1, 4 / 2];", [1, 2], strict=True)

    def test_a_long_text(self) -> None:
        """A long text: what stands around the first difference."""
        self.assertMLResult('result = "a" * 500 + "\u00e9" + "b" * 500;', "a" * 500 + "e\u0301" + "b" * 500)

    def test_the_same_value(self) -> None:
        """A value that is not wanted."""
        self.assertNotMLResult("result = [stock.tea, stock.cup];", [3, 1], msg="somebody has bought tea")

    def test_some_value(self) -> None:
        """A result where none is wanted."""
        self.assertNoMLResult("result = null;")

    def test_not_nearly(self) -> None:
        """Numbers that are too far apart."""
        self.assertMLAlmostResult("result = {net: 0.1 + 0.2, gross: 0.36};", {"net": 0.3, "gross": 0.37}, delta=0.001)

    def test_nearly(self) -> None:
        """Numbers that are too close."""
        self.assertNotMLAlmostResult("result = 0.1 + 0.2;", 0.3)

    def test_another_type(self) -> None:
        """Another type."""
        self.assertMLResultType('result = "42";', "number")

    def test_the_same_type(self) -> None:
        """A type that is not wanted."""
        self.assertNotMLResultType("result = null;", "unknown")

    def test_a_predicate(self) -> None:
        """A value that does not satisfy a predicate."""
        self.assertMLResultSatisfies("result = total(1, 1);", lambda value: value % 2)

    def test_not_a_predicate(self) -> None:
        """A value that satisfies one."""
        self.assertNotMLResultSatisfies("result = total(1, 1);", lambda value: value > 1)

    def test_an_execution(self) -> None:
        """What an execution came to, in place of code."""
        outcome = Engine().run("price = 20;\nresult = price * 2;", "checkout.ml")
        self.assertMLResult(outcome, 41)


class Variables(Gallery):
    """Variables"""

    def test_another_value(self) -> None:
        """Another value."""
        self.assertMLVariable("stock", {"tea": 3, "cup": 2})

    def test_the_same_value(self) -> None:
        """A value that is not wanted."""
        self.assertNotMLVariable("stock", {"tea": 3, "cup": 1})

    def test_no_variable(self) -> None:
        """A name that is not there."""
        self.assertMLVariable("stocks", {})

    def test_a_variable(self) -> None:
        """A name that should not be there."""
        self.assertNoMLVariable("stock")


class Output(Gallery):
    """Output"""

    def test_another_text(self) -> None:
        """Another text."""
        self.assertMLPrints('reserve("tea", 2);', "reserved 1 of tea")

    def test_some_lines(self) -> None:
        """Some lines: what stands around the first one that differs."""
        code = 'for (i in range(8)) { print("line", i * i); }'
        self.assertMLPrints(code, "\n".join(f"line {n * n if n != 5 else 'x'}" for n in range(8)))

    def test_a_block(self) -> None:
        """What a block prints."""
        with self.assertMLPrints(expected="reserved 1 of tea\nreserved 1 of cup"):
            self.session.call("reserve", "tea", 1)

    def test_the_same_text(self) -> None:
        """A text that is not wanted."""
        self.assertNotMLPrints('print("secret");', "secret")

    def test_anything(self) -> None:
        """Anything where nothing is wanted."""
        self.assertMLPrintsNothing('audit("sold", "tea", 1);')

    def test_no_match(self) -> None:
        """A regular expression that finds nothing."""
        self.assertMLPrintsRegex('audit("sold", "tea", 1);', r"sold \d+ of (cup|pot)")

    def test_a_match(self) -> None:
        """A regular expression that finds what it should not."""
        self.assertNotMLPrintsRegex('print("name: ann"); print("password: x");', "password")


class Errors(Gallery):
    """Errors"""

    def test_none(self) -> None:
        """Code that does not fail."""
        self.assertMLRaises("thrown", 'result = reserve("tea", 1);')

    def test_another_stage(self) -> None:
        """Another error than expected."""
        self.assertMLRaises("thrown", 'reserve("pot", 1);')

    def test_another_message(self) -> None:
        """Another message."""
        self.assertMLRaises("thrown", 'reserve("tea", 5);', regex="sold out")

    def test_another_object(self) -> None:
        """Another object thrown."""
        thrown = {"message": "out of stock", "name": "tea", "left": 4}
        self.assertMLRaises("thrown", 'reserve("tea", 5);', value=thrown)

    def test_another_place(self) -> None:
        """Another place."""
        with self.assertMLRaises("thrown", line=15):
            self.session.call("reserve", "tea", 5)

    def test_it_fails(self) -> None:
        """Code that should run."""
        self.assertMLRuns("total(1);")

    def test_well_formed(self) -> None:
        """Code that is well formed."""
        self.assertMLSyntaxError("x = 1;")

    def test_another_column(self) -> None:
        """A syntax error at another place."""
        self.assertMLSyntaxError("x = (1 + ;", line=1, column=3)

    def test_no_timeout(self) -> None:
        """Code that ends in time."""
        self.assertMLTimesOut("result = total(1, 1);", 0.5)

    def test_another_limit(self) -> None:
        """Another limit than expected."""
        self.assertMLHitsLimit("output", 'result = "x" * 100000000;', limits=Limits(output=1000))


class Callbacks(Gallery):
    """Callbacks"""

    def test_another_value(self) -> None:
        """Another value."""
        self.assertCallbackWorks("total", (100, 0.2), 125)

    def test_the_same_value(self) -> None:
        """A value that is not wanted."""
        self.assertNotCallbackWorks("total", (100, 0.2), 120)

    def test_an_error(self) -> None:
        """A function that fails."""
        self.assertCallbackWorks("reserve", ("tea", 5), 0)

    def test_no_error(self) -> None:
        """A function that does not fail."""
        self.assertCallbackRaises("total", (100, 0.2), "thrown")

    def test_called_with_something_else(self) -> None:
        """A function that is called with other arguments."""
        with self.assertCallbackCalled("audit", ("reserved", "tea", 2)):
            self.session.call("reserve", "tea", 1)

    def test_called(self) -> None:
        """A function that should not be called."""
        with self.assertNotCallbackCalled("audit"):
            self.session.call("reserve", "tea", 1)

    def test_a_member_that_is_not_called(self) -> None:
        """A member of an object that is not called."""
        self.session.run("rules = {discount: fn(total) => total / 10};")
        with self.assertCallbackCalled("rules.discount", (100,)):
            self.session.run("result = total(100, 0.2);")


class Capabilities(Gallery):
    """Capabilities"""

    def test_no_denial(self) -> None:
        """No denial of what is expected: all checks of the block are told."""
        with self.assertCapabilityViolation("file.write", "/data/*"):
            self.session.call("report")

    def test_a_denial(self) -> None:
        """A denial, although the ML code swallowed it."""
        with self.assertNoCapabilityViolation():
            self.session.call("report")

    def test_not_used(self) -> None:
        """A capability that is not used."""
        self.assertCapabilityUsed("file.read", "/data/users/*", code="report();")

    def test_used(self) -> None:
        """A capability that should not be used."""
        self.assertNotCapabilityUsed("file.read", code="report();")

    def test_others(self) -> None:
        """Other capabilities than exactly these."""
        with self.assertCapabilitiesUsed(["file.read:/data/rates.json", "env.read:HOME"]):
            self.session.call("report")

    def test_too_much(self) -> None:
        """More is granted than is used."""
        self.assertLeastPrivilege(code="report();")


class Findings(Gallery):
    """Findings"""

    def test_none(self) -> None:
        """A finding that is not there."""
        self.assertMLFinding("x = 1;\ny = 1e999;", "Q3")

    def test_some(self) -> None:
        """Findings where none are wanted."""
        self.assertNoMLFindings('title = "a\\nb";')


class Asynchronous(Gallery):
    """Asynchronous code"""

    async def test_another_value(self) -> None:
        """Another value."""
        await self.assertAsyncMLResult("result = total(100, 0.2);", 125)

    async def test_too_few_grants(self) -> None:
        """Code that is granted too little."""
        await self.assertAsyncExecution("result = math.sqrt(16);", 4, timeout=1.0, capabilities=["env.read"])

    async def test_another_text(self) -> None:
        """Another text."""
        await self.assertAsyncMLPrints('audit("sold", "tea", 1);', "sold 2 of tea")

    async def test_no_error(self) -> None:
        """Code that does not fail."""
        await self.assertAsyncMLRaises("thrown", 'reserve("tea", 1);')

    async def test_another_value_of_a_callback(self) -> None:
        """A callback with another value."""
        await self.assertAsyncCallbackWorks("total", (100, 0.2), 125)

    async def test_forgotten(self) -> None:
        """An assertion that nobody awaits."""
        self.assertAsyncMLResult("result = total(100, 0.2);", 125)

    def test_no_with_statement(self) -> None:
        """A block that never comes."""
        self.assertMLRaises("thrown")


ROOMS: List[Any] = [Results, Variables, Output, Errors, Callbacks, Capabilities, Findings, Asynchronous]
PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "gallery.rst"
