"""Random calls of the functions and methods of the pure modules, as ML texts.

``CALLS`` says for each function what it takes; a ``?`` marks what may be missing, a ``*`` what may
come any number of times. Mostly a call gets what it takes; now and then something else, too little
or too much.
"""

from __future__ import annotations

import random
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

# -- what functions take and how their results are shown ---------------------------------------------


def several(owner: str, names: str, takes: str) -> Dict[str, str]:
    """Return entries for functions that take the same."""
    return dict.fromkeys((f"{owner}.{name}" for name in names.split()), takes)


CALLS: Dict[str, str] = {
    **several("math", "sqrt abs ln exp sign degToRad radians radToDeg degrees", "number"),
    **several("math", "sin cos tan asin acos atan floor ceil round", "number"),
    **several("math", "pow min max atan2", "number number"),
    "math.log": "number number?",
    "math.factorial": "count",
    "math.gcd": "integer integer",
    "math.lcm": "integer integer",
    "math.random": "",
    # json
    "json.parse": "json",
    "json.safeParse": "json count?",
    "json.validate": "json",
    "json.stringify": "any",
    "json.prettyPrint": "any indent?",
    **several("json", "isObject isArray isString isNumber isBoolean isNull keys values", "any"),
    "json.hasKey": "object key",
    "json.get": "object key any?",
    "json.merge": "object object",
    # regex
    **several("regex", "IGNORECASE MULTILINE DOTALL VERBOSE ASCII UNICODE", ""),
    "regex.compile": "pattern flags? -> toString",
    **several("regex", "search match fullmatch", "pattern text flags? -> toString"),
    "regex.finditer": "pattern text flags? -> matches",
    **several("regex", "findall test count", "pattern text flags?"),
    "regex.split": "pattern text count? flags?",
    **several("regex", "sub subn", "pattern template text count? flags?"),
    "regex.escape": "text",
    "regex.isValid": "pattern",
    **several("Pattern", "search match fullmatch", "text count? count? -> toString"),
    "Pattern.finditer": "text count? count? -> matches",
    "Pattern.findall": "text count? count?",
    "Pattern.split": "text count?",
    **several("Pattern", "sub subn", "template text count?"),
    **several("Pattern", "test count", "text"),
    **several("Pattern", "getPattern getFlags toString", ""),
    **several("Match", "group start end span", "group?"),
    "Match.groupDict": "any?",
    "Match.expand": "template",
    **several("Match", "groups value lastGroup groupCount toString", ""),
    # datetime
    "datetime.create": "year month day hour? minute? second? -> toISOString",
    "datetime.createDate": "year month day -> toISOString",
    "datetime.createTime": "hour? minute? second? integer? -> clock",
    "datetime.createDelta": "amount? amount? amount? amount? -> delta",
    "datetime.createTimeZone": "hour minute? text?",
    **several("datetime", "fromTimestamp from_timestamp", "timestamp -> toISOString"),
    "datetime.parseISO": "iso -> toISOString",
    **several("datetime", "daysInMonth days_in_month", "year month"),
    "datetime.isLeapYear": "year",
    **several("datetime", "calculateAge calculate_age", "moment moment"),
    **several("datetime", "addBusinessDays add_business_days", "moment integer -> toISOString"),
    **several("datetime", "businessDaysBetween business_days_between", "moment moment"),
    **several("datetime", "isWeekend isWeekday is_weekend is_weekday", "moment"),
    "datetime.utc": "",
    **several("DateTimeObject", "year month day hour minute second weekday", ""),
    **several("DateTimeObject", "timestamp toString toISOString to_string", ""),
    **several(
        "DateTimeObject",
        "addDays addHours addMinutes addSeconds add_days add_hours add_minutes add_seconds",
        "amount -> toISOString",
    ),
    **several(
        "DateTimeObject",
        "startOfDay endOfDay startOfMonth endOfMonth startOfYear endOfYear start_of_day end_of_day start_of_month end_of_month start_of_year end_of_year",
        "-> toISOString",
    ),
    **several("DateTimeObject", "isSameDay isBefore isAfter isSame is_same_day", "moment"),
    "DateTimeObject.diff": "moment -> delta",
    **several("DateTimeObject", "add subtract", "delta -> toISOString"),
    "DateTimeObject.format": "format?",
    "DateTimeObject.date": "-> toISOString",
    "DateTimeObject.time": "-> clock",
    **several("Date", "year month day weekday isWeekend toISOString", ""),
    **several("Date", "addDays subtractDays", "amount -> toISOString"),
    "Date.diff": "date",
    **several("Time", "hour minute second", ""),
    **several("TimeDelta", "days seconds totalSeconds totalMinutes totalHours", ""),
    **several("TimeDelta", "totalDays isNegative", ""),
    **several("TimeDelta", "add subtract", "delta -> delta"),
    "TimeDelta.multiply": "amount -> delta",
    "TimeDelta.abs": "-> delta",
    # collections
    "collections.length": "sequence",
    **several("collections", "append prepend", "array any"),
    "collections.concat": "sequence sequence",
    **several("collections", "first last isEmpty is_empty reverse unique flatten", "sequence"),
    "collections.get": "sequence index",
    "collections.slice": "sequence index index?",
    **several("collections", "contains indexOf index_of", "sequence any"),
    **several("collections", "filter map find every some", "sequence function"),
    "collections.reduce": "sequence function2 any",
    **several("collections", "removeAt remove_at take drop chunk", "sequence index"),
    "collections.zip": "sequence sequence",
    "collections.sort": "sequence boolean?",
    "collections.sortBy": "sequence function boolean?",
    # functional
    **several("functional", "compose pipe", "function* -> called"),
    **several("functional", "composeAll pipeAll", "functions -> called"),
    "functional.curry": "function2 count? -> curried",
    "functional.curry2": "function2 -> curried",
    **several("functional", "partial partial_apply", "function2 any* -> called"),
    "functional.identity": "any",
    "functional.constant": "any -> made",
    "functional.memoize": "function -> called",
    **several("functional", "map filter forEach for_each find some every partition takeWhile", "function sequence"),
    **several("functional", "groupBy group_by", "function sequence"),
    "functional.reduce": "function2 sequence any?",
    "functional.zip": "sequence*",
    "functional.zipWith": "function2 sequence sequence",
    "functional.range": "integer integer? integer?",
    "functional.repeat": "any count",
    **several("functional", "take drop chunk", "index sequence"),
    **several("functional", "flatten reverse unique", "sequence"),
    "functional.ifElse": "function function function -> called",
    "functional.cond": "conditions -> called",
    "functional.juxt": "functions -> called",
    "functional.times": "count function",
    # random, always from a seed
    **several("random", "setSeed set_seed", "seed"),
    **several("random", "random nextInt next_int randomBool random_bool", ""),
    **several("random", "randomInt random_int", "integer? integer?"),
    **several("random", "randomFloat random_float", "amount? amount?"),
    "random.uniform": "amount amount",
    "random.randomBoolWeighted": "amount",
    **several("random", "choice shuffle", "sequence"),
    "random.sample": "sequence count",
    **several("random", "randomIndices random_indices", "count count"),
    **several("random", "randomNormal random_normal gaussian", "amount? amount?"),
    "random.triangular": "amount amount amount?",
    # path
    "path.join": "path*",
    **several("path", "dirname basename split extname normalize isAbsolute", "path"),
    "path.absolute": "rooted",
    "path.relative": "rooted rooted",
    **several("path", "separator delimiter", ""),
    # http
    **several("http", "encodeURI decodeURI", "uri"),
    "http.encodeQuery": "object",
    "http.parseQuery": "query",
    # crypto
    **several("crypto", "sha256 sha1 md5", "text text?"),
    "crypto.hmac": "text text algorithm?",
    "crypto.verify_hmac": "text text text algorithm?",
    "crypto.compare_hash": "word word",
    "crypto.uuid_from_string": "text space?",
    # csv
    "csv.read_string": "csv separator? boolean?",
    "csv.write_string": "rows separator? boolean?",
    # args
    "ArgParser.help": "",
    "ArgParser.parse": "argv -> parsed",
    "ArgParser.add_flag": "word short text -> help",
    "ArgParser.add_option": "word short text any -> help",
    "ArgParser.add_positional": "word text boolean? -> help",
    **several("ParsedArgs", "has get_bool", "word"),
    "ParsedArgs.get": "word any?",
    **several("ParsedArgs", "flags options positionals", ""),
}
SHOWN = {
    "": "v",
    "toString": "v.toString()",
    "toISOString": "v.toISOString()",
    "clock": "[v.hour(), v.minute(), v.second()]",
    "delta": "[v.days(), v.seconds(), v.totalSeconds()]",
    "matches": "functional.map(fn(m) => [m.value(), m.span(), m.groups()], v)",
    "called": "v({any})",
    "curried": "w({any})",
    "made": "v()",
    "help": "p.help()",
    "parsed": "[v.flags(), v.options(), v.positionals()]",
}


class Call(NamedTuple):
    """A call as a program: *name* is what is called, *text* gives ``result`` a value."""

    name: str
    text: str


def call(seed: str, names: Optional[Tuple[str, ...]] = None) -> Call:
    """Return the call that belongs to a seed.

    >>> call("1/7").name in CALLS
    True
    """
    return Writer(random.Random(seed)).call(names or tuple(CALLS))


def quoted(text: str) -> str:
    """Return a text as an expression of ML, where nothing in a literal is escaped.

    >>> print(quoted("it's"), quoted('"'), quoted("a\\\\"))
    "it's" '"' "a" + chr(92)
    """
    if text.endswith("\\"):  # which would take the quote into the text
        return quoted(text[:-1]) + " + chr(92)"
    pieces: List[str] = []
    quote = ""
    for character in text:
        if character in "\"'" and (not quote or character == quote):
            if quote:
                pieces[-1] += quote
            quote = "'" if character == '"' else '"'
            pieces.append(quote)
        elif not quote:
            quote = '"'
            pieces.append(quote)
        pieces[-1] += character
    if quote:
        pieces[-1] += quote
    return " + ".join(pieces) if pieces else '""'


# -- values ------------------------------------------------------------------------------------------

TEXTS = (
    "", "a", "b", "abc", "Hello World", "a1b2c3", "one, two;three", "  x  ", "aaa", "ABC abc", "2024-05-17", "äöü ß ſ",
    "x\ny", "a\r\nb", "tab\there", "say \"hi\"", "it's", "100%", "a.b*c", "日本", "\\d", "foo_bar-baz", "ab" * 6,
    "k=v&w=x", "true", "12", "3.5", "😀", "a,b\n1,2", "xXyY", "caf\u0065\u0301", "/a/b", "\x07",
)  # fmt: skip
WORDS = ("a", "b", "num", "loud", "in", "name", "key", "help", "x", "", "n", "ab", "é")
KEYS = ("a", "b", "c", "key", "name", "length", "x y", "1")
PATTERN_PIECES = (
    "a", "b", "ab", ".", r"\d", r"\w", r"\s", r"\D", r"\W", r"\b", "^", "$", "[a-z]", "[^a]", "[abc]", "(a)", "(a|b)",
    "(?:ab)", r"(?P<y>\d+)", r"(?P<w>\w)", r"\d+", r"\w*", "a?", "a+", "a*?", "x{2}", "x{1,2}", "[0-9]{2,4}", "|", "(b)?",
    r"\.", ",", " ", "(?i)", "(?=a)", "(?!b)", "(?<=a)", "(?<!a)", r"\Z", r"\A", r"\1", "é", "ß", "[", "(", ")", "*", "]", "{",
    "}", r"\q", "(?<n>a)", "(?P<1>a)", "[b-a]", "x{2,1}", "a**", "(?P=y)", "(?P=zz)", r"\8", "(?", "(?(1)a|b)", "#", r"\n",
    r"\x41", "(?i:a)", "(?#c)", "-", "[]a]", "[a-]", r"[\d,]", r"[\w.-]+", r"\u0041", "(?>a)", "a++", "\\", "[^]", "(?-i:a)",
    "(?s).", "(?x) a b", r"(\w)(\d)", "[[:alpha:]]", r"\p{L}", "$$", "^^", "()", "(?P<y>a)", r"\0", r"\07", r"\N{DIGIT ONE}",
)  # fmt: skip
TEMPLATES = (
    "", "-", "#", r"\1", r"\2\1", r"<\g<1>>", r"\g<y>", r"\g<0>", r"\9", r"\n", r"\q", r"\\", r"\g<zz>", r"\g<", r"\g<1", "a\\",
    r"\0", r"\07", r"\1a", r"\g<w>", "é", r"\g<>", r"\12", r"\100", r"\g<-1>", r"\g<a b>", "[x]", r"\t",
)  # fmt: skip
NUMBERS = (
    "0", "1", "2", "3", "5", "10", "100", "8", "16", "64", "-1", "-2", "-5", "0.5", "2.5", "3.5", "-0.5", "-2.5", "1.0", "2.0",
    "0.1", "1e10", "1e-10", "1e308", "-1e308", "123456789", "9007199254740993", "12345678901234567890", "3.14159", "0.0", "-0.0",
    "1e20", "1e16", "1000", "1024", "1.5", "710", "-745", "true", "false",
)  # fmt: skip
ISO = (
    "2024-02-29", "2024-02-29T13:45:30", "2024-02-29T13:45:30Z", "2024-02-29 13:45", "20240229", "20240229T134530", "2024-W09-4",
    "2024-W09", "2024W094", "2024-02-29T13:45:30.5", "2024-02-29T13:45:30,123456789", "2024-02-29T13:45:30+05:30",
    "2024-02-29T13:45:30-0800", "2024-02-29T13:45:30 +01", "2024-02-30", "2024-13-01", "2024-2-9", "2024-02-29T24:00", "nope", "",
    "2024-02-29T13:45:30z", " 2024-02-29", "2024-060", "2024-02", "0001-01-01", "9999-12-31T23:59:59.999999", "2024-02-29T13",
    "2024-02-29T1345", "2024-02-29T13:4530", "2024-02-29T13:45:30+24:00", "2024-W53-1", "2020-W53-7", "2024-02-29x13:45",
    "2024-02-29T13:45:30.", "2024-02-29T", "2024-02-29T13:60", "2024-02-29T25:00", "2024-02-29T13:45:61",
    "2024-02-29T13:45:30+05:30:15", "2024-02-29T13:45:30+00:00", "2024-02-29T13:45:30.123456789+02", "２０２４-02-29", "2024-W00-1",
    "2024-W01-8", "2024-02-29T13:45:30+5", "2024-02-29T13:45:30-00:30", "0000-01-01", "2024-02-29T13Z", "20240229T1345Z",
)  # fmt: skip
DIRECTIVES = "YyCmdejHIMSfpaAbBhuwUVGDFTRcxXnt%szZkqQ1 lrPEOgvW+N"
JSON_TEXTS = (
    "1", "-0", "1.0", "1e3", "[1, 2.0, true, null]", "{}", "[]", '{"a": 1}', '{"a": {"b": [1]}}', '{"a": 1, "a": 2}', "NaN",
    "-Infinity", "[1,]", "{bad}", "", " 1 ", "'a'", '"a"', '"\\u00e9"', '"\\ud83d\\ude00"', '"a\nb"', "[1 2]", "tru", "[[[[1]]]]",
    '{"a" 1}', '{"a": }', "01", "1.", ".5", "+1", "123456789012345678901234567890", '{"é": "ß"}', "[", '"abc', '{"a": 1,}', "nul",
    "1 2", '"\\x"', '["\\u12"]', "\ufeff1", "[1, [2, [3, {\"k\": []}]]]", "-", '{1: 2}', "null", "1e400", "-1e-400", "//", '"\\/"',
)  # fmt: skip
PATHS = (
    "", "a", "a/b", "/a/b", "/", "//", "//a", "///a", "a/", "/a/b/", ".", "..", "../a", "a/../b", "./a", "a//b", "/..", "f.txt",
    "a/.hidden", "x.tar.gz", "f.", ".a.b", "~/a", "~", "a b", "é/ü.ö", "a\\b", "..a", "...", "a/./b/", "/a.b/c", "....x",
)  # fmt: skip
QUERIES = (
    "", "?", "a=1", "?a=1&b=2", "a=1&a=2&a=3", "a", "a=", "=1", "&", "a=b=c", "a=%20+x", "a=%zz", "é=ü", "a=%C3%A9", "a=%ff", "a;b=1",
    "??a=1", "a=1&&b=2", "%61=1", "a=+", "x[]=1&x[]=2",
)  # fmt: skip
CSVS = (
    "", "a", "a,b", "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\n1,2,3\n\n4", 'a\n"x\ny"', 'a\nx"y', 'a\n"x"y', 'a,b\n"1,1","2""2"', "a,b\r1,2",
    'a\n"open', "a;b\n1;2", "a,a\n1,2", "\n\na\n1", " a , b \n 1 , 2 ", 'a\n""', ",\n,", "a\tb\n1\t2", "é,ü\nß,ſ", '"a\r\nb",c\n1,2', "a,b\n1,2\r",
    '"', '""', '"""', "a\n\x00", "a|b\n1|2",
)  # fmt: skip
ALGORITHMS = ("sha256", "sha1", "md5", "sha512", "nope", "", "SHA256")
SPACES = (
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "",
    "bad",
    "{6ba7b8109dad11d180b400c04fd430c8}",
    "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
)
ARGUMENTS = (
    "a",
    "b",
    "-",
    "--loud",
    "-l",
    "--num",
    "-n",
    "7",
    "-ln",
    "-h",
    "--help",
    "--nope",
    "-z",
    "-nl",
    "--num=7",
    "--",
    "",
    "x y",
    "-5",
    "-lh",
)


class Writer:
    """Writes calls out of one source of chance."""

    def __init__(self, source: random.Random) -> None:
        self.source = source

    def call(self, names: Tuple[str, ...]) -> Call:
        """Return a call of one of the functions."""
        name = self.source.choice(names)
        takes, _, shown = (part.strip() for part in CALLS[name].partition("->"))
        arguments = self.arguments(takes.split())
        owner, _, function = name.partition(".")
        before = []
        called = name
        if owner in RECEIVERS:
            before.append(RECEIVERS[owner](self))
            called = f"{'p' if owner != 'ParsedArgs' else 'q'}.{function}"
        elif owner == "random" or name == "math.random":
            before.append(f"random.setSeed({self.source.choice(('1', '42', '7', '-3', '0', '12345678901234567890'))})")
        if shown == "help":
            before.append(f"{called}({arguments})")
            shown = "p.help()"
        else:
            before.append(f"v = {called}({arguments})")
            if shown == "curried":
                before.append(f"w = v({self.value('any')})")
            shown = SHOWN[shown]
        while "{any}" in shown:
            shown = shown.replace("{any}", self.value("any"), 1)
        return Call(name, "; ".join([*before, f"result = {shown};"]))

    def arguments(self, takes: List[str]) -> str:
        """Return the arguments of a call, mostly of the kinds that it takes."""
        kinds: List[str] = []
        for kind in takes:
            if kind.endswith("?") and self.source.random() < 0.4:
                break
            repeated = self.source.randrange(4) if kind.endswith("*") else 1
            kinds += [kind.rstrip("?*")] * repeated
        chance = self.source.random()
        if chance < 0.02 and kinds:
            kinds.pop()
        elif chance < 0.04:
            kinds.append("any")
        return ", ".join(self.value("any" if self.source.random() < 0.07 else kind) for kind in kinds)

    def value(self, kind: str) -> str:
        """Return an expression of a kind."""
        method: Callable[[], str] = getattr(self, f"_{kind}")
        return method()

    def _choice(self, texts: Tuple[str, ...]) -> str:
        return quoted(self.source.choice(texts))

    # -- plain values -------------------------------------------------------------------------

    def _number(self) -> str:
        return self.source.choice(NUMBERS)

    def _integer(self) -> str:
        return str(self.source.choice((0, 1, 2, 3, 5, 7, 12, 18, -1, -4, 100, 2**40)))

    def _count(self) -> str:
        return str(self.source.choice((0, 1, 2, 3, 4, 5, 8, 20, -1, -2)))

    def _index(self) -> str:
        return self.source.choice(("0", "1", "2", "3", "-1", "-2", "9", "-9", "1.5", "true", "null"))

    def _amount(self) -> str:
        return self.source.choice(
            ("0", "1", "-1", "2", "10", "1.5", "-0.25", "30", "365", "1e6", "0.1", "-366", "1e12", "3", "7")
        )

    def _boolean(self) -> str:
        return self.source.choice(("true", "false", "true", "false", "0", "1"))

    def _text(self) -> str:
        return self._choice(TEXTS)

    def _word(self) -> str:
        return self._choice(WORDS)

    def _key(self) -> str:
        return self._choice(KEYS)

    def _seed(self) -> str:
        return self.source.choice((self._integer(), self._text(), self._number()))

    def _indent(self) -> str:
        return self.source.choice(("0", "1", "2", "4", "null", "-1", quoted("\t"), quoted("--"), "true"))

    def _array(self) -> str:
        kind = self.source.choice(("number", "text", "any", "integer", "any"))
        return "[" + ", ".join(self.value(kind) for _ in range(self.source.choice((0, 1, 2, 3, 3, 4)))) + "]"

    def _object(self) -> str:
        keys = self.source.sample([key for key in KEYS], self.source.choice((0, 1, 2, 3)))
        return "{" + ", ".join(f"{quoted(key)}: {self.value('any')}" for key in keys) + "}"

    def _sequence(self) -> str:
        return self.source.choice((self._array, self._array, self._array, self._text, self._object))()

    def _any(self) -> str:
        chance = self.source.random()
        if chance < 0.25:
            return self._number()
        if chance < 0.5:
            return self._text()
        if chance < 0.6:
            return "null"
        if chance < 0.7:
            return self.source.choice(("true", "false"))
        if chance < 0.8:
            return self.source.choice(("[]", "[1, 2]", '["a", "b"]', "[[1], [2]]", "[null, true]", "[1, [2, [3]]]"))
        if chance < 0.9:
            return self.source.choice(("{}", "{a: 1}", '{a: "x", b: [1, null]}', "{k: {a: true}}"))
        return self._function()

    # -- functions ----------------------------------------------------------------------------

    def _function(self) -> str:
        return self.source.choice(
            (
                "fn(x) => x", "fn(x) => x + 1", "fn(x) => x > 1", "fn(x) => x == 2", "fn(x) => len(x)", "fn(x) => [x]", "str", "len",
                "fn() => 1", "fn(x) => x % 2", "fn(x) => x.a", "fn(x) => true", "fn(x) => null", "typeof", 'fn(x) => "k" + x',
            )
        )  # fmt: skip

    def _function2(self) -> str:
        return self.source.choice(
            (
                "fn(a, b) => a + b",
                "fn(a, b) => a - b",
                "fn(a, b) => [a, b]",
                "fn(a, b) => b",
                "fn(a) => a",
                "fn(a, b) => a == b",
            )
        )

    def _functions(self) -> str:
        return "[" + ", ".join(self._function() for _ in range(self.source.randrange(4))) + "]"

    def _conditions(self) -> str:
        return (
            "[" + ", ".join(f"[{self._function()}, {self._function()}]" for _ in range(self.source.randrange(3))) + "]"
        )

    # -- texts with a meaning -----------------------------------------------------------------

    def _pattern(self) -> str:
        pieces = [self.source.choice(PATTERN_PIECES) for _ in range(self.source.choice((1, 1, 2, 2, 3, 4)))]
        return quoted("".join(pieces))

    def _template(self) -> str:
        pieces = [self.source.choice(TEMPLATES) for _ in range(self.source.choice((1, 1, 2)))]
        return quoted("".join(pieces))

    def _flags(self) -> str:
        flags = (
            "regex.IGNORECASE()",
            "regex.MULTILINE()",
            "regex.DOTALL()",
            "regex.VERBOSE()",
            "regex.ASCII()",
            "regex.UNICODE()",
        )
        chosen = self.source.sample(flags, self.source.choice((1, 1, 2)))
        return self.source.choice((" + ".join(chosen), "0", "2"))

    def _group(self) -> str:
        return self.source.choice(("0", "1", "2", "9", "-1", '"y"', '"w"', '"zz"', "null", "true"))

    def _year(self) -> str:
        return str(self.source.choice((2024, 2023, 2000, 1900, 1, 9999, 0, 10000, -4, 1970, 2100)))

    def _month(self) -> str:
        return str(self.source.choice((1, 2, 3, 6, 12, 0, 13, 11, -1)))

    def _day(self) -> str:
        return str(self.source.choice((1, 15, 28, 29, 30, 31, 0, 32)))

    def _hour(self) -> str:
        return str(self.source.choice((0, 1, 13, 23, 24, -1, -5, 9)))

    def _minute(self) -> str:
        return str(self.source.choice((0, 5, 30, 59, 60, -1)))

    _second = _minute

    def _timestamp(self) -> str:
        return self.source.choice(("0", "1.5", "1709214330", "-1", "-0.5", "1e9", "253402300799", "253402300800", "-62135596800", "1e12", "1e20", "0.000001", "1709214330.123457", "true"))  # fmt: skip

    def _iso(self) -> str:
        return self._choice(ISO)

    def _moment(self) -> str:
        valid = ISO[:14]
        return f"datetime.parseISO({quoted(self.source.choice(valid))})"

    def _date(self) -> str:
        return f"{self._moment()}.date()"

    def _time(self) -> str:
        return f"{self._moment()}.time()"

    def _delta(self) -> str:
        return f"datetime.createDelta({self._amount()}, {self._amount()})"

    def _format(self) -> str:
        pieces = [
            "%" + self.source.choice(("", "", "", "-")) + self.source.choice(DIRECTIVES)
            for _ in range(self.source.choice((1, 2, 3)))
        ]
        return quoted(self.source.choice(("", " ", "x", "%")).join(pieces) + self.source.choice(("", "", "", "%")))

    def _json(self) -> str:
        return self._choice(JSON_TEXTS)

    def _path(self) -> str:
        return self._choice(PATHS)

    def _rooted(self) -> str:
        return quoted("/" + self.source.choice(PATHS).lstrip("/"))

    def _uri(self) -> str:
        return self._choice((*TEXTS, "%20", "%zz", "%C3%A9", "%ff", "a+b", "a%2", "%", "~_.-/"))

    def _query(self) -> str:
        return self._choice(QUERIES)

    def _algorithm(self) -> str:
        return self._choice(ALGORITHMS)

    def _space(self) -> str:
        return self._choice(SPACES)

    def _csv(self) -> str:
        return self._choice(CSVS)

    def _separator(self) -> str:
        return self._choice((",", ",", ";", "\t", "|", "", "ab", '"', "é", " "))

    def _rows(self) -> str:
        row = self.source.choice((self._object, self._array, self._any))
        return "[" + ", ".join(row() for _ in range(self.source.randrange(4))) + "]"

    def _short(self) -> str:
        return self.source.choice(('"l"', '"n"', '"x"', "null", '""', '"h"', '"ab"'))

    def _argv(self) -> str:
        return "[" + ", ".join(self._choice(ARGUMENTS) for _ in range(self.source.randrange(5))) + "]"

    # -- receivers ----------------------------------------------------------------------------

    def a_pattern(self) -> str:
        """Return the statement that makes a pattern."""
        return f"p = regex.compile({self._pattern()}{self.source.choice(('', ', ' + self._flags()))})"

    def a_match(self) -> str:
        """Return the statement that makes a match."""
        pattern, text = self.source.choice(
            (
                ("(a)(b)?", "ac"),
                (r"(?P<y>\d+)-(?P<m>\d+)?", "on 2024-"),
                (r"(?P<w>\w)(\d)", "x a1"),
                ("a", "xay"),
                ("(?P<y>a)|(b)", "b"),
                ("", "ab"),
            )
        )
        return f"p = regex.search({quoted(pattern)}, {quoted(text)})"

    def a_parser(self) -> str:
        """Return the statements that make a parser."""
        lines = [f"p = args.create_parser({self.source.choice(('', quoted('t'), quoted('t') + ', ' + quoted('d e')))})"]
        if self.source.random() < 0.8:
            lines.append('p.add_flag("loud", "l", "make noise")')
        if self.source.random() < 0.8:
            lines.append(
                f'p.add_option("num", "n", "a count", {self.source.choice(("5", "null", "true", quoted("x")))})'
            )
        for name in ("in", "out")[: self.source.randrange(3)]:
            lines.append(
                f"p.add_positional({quoted(name)}, {quoted('the ' + name)}{self.source.choice(('', ', true', ', false'))})"
            )
        return "; ".join(lines)

    def parsed(self) -> str:
        """Return the statements that make parsed arguments."""
        return f"{self.a_parser()}; q = p.parse({self._argv()})"


RECEIVERS: Dict[str, Callable[[Writer], str]] = {
    "Pattern": Writer.a_pattern,
    "Match": Writer.a_match,
    "DateTimeObject": lambda writer: f"p = {writer._moment()}",
    "Date": lambda writer: f"p = {writer._date()}",
    "Time": lambda writer: f"p = {writer._time()}",
    "TimeDelta": lambda writer: f"p = {writer._delta()}",
    "ArgParser": Writer.a_parser,
    "ParsedArgs": Writer.parsed,
}
