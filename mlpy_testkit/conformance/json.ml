// name: reading
import json;
result = [json.parse("[1, 2.0, true, null]"), json.parse('{"a": {"b": [1, "x"]}}'), json.parse("1e3"), json.parse(" 5 "), json.parse('"text"')];
//= [[1, 2.0, true, null], {"a": {"b": [1, "x"]}}, 1000.0, 5, "text"]
---
// name: reading what is not JSON
import json;
result = json.parse("{bad}");
//! run time ValueError "JSON parsing failed: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
---
// name: a comma too many
import json;
result = json.parse("[1,]");
//! run time ValueError "JSON parsing failed: Expecting value: line 1 column 4 (char 3)"
---
// name: empty text
import json;
result = json.parse("");
//! run time ValueError "JSON parsing failed: Expecting value: line 1 column 1 (char 0)"
---
// name: text after the value
import json;
result = json.parse("1 2");
//! run time ValueError "JSON parsing failed: Extra data: line 1 column 3 (char 2)"
---
// name: an unfinished array
import json;
result = json.parse("[1, 2");
//! run time ValueError "JSON parsing failed: Expecting ',' delimiter: line 1 column 6 (char 5)"
---
// name: a wrong word on the second line
import json;
result = json.parse("[1," + chr(10) + " nope]");
//! run time ValueError "JSON parsing failed: Expecting value: line 2 column 2 (char 5)"
---
// name: reading null
import json;
result = json.parse(null);
//! run time ValueError "JSON parsing failed: the JSON object must be str, bytes or bytearray, not NoneType"
---
// name: reading a number
import json;
result = json.parse(5);
//! run time ValueError "JSON parsing failed: the JSON object must be str, bytes or bytearray, not int"
---
// name: equal keys and large numbers
import json;
result = [json.parse('{"a": 1, "a": 2}'), json.parse("123456789012345678901234567890"), json.parse("0.1"), json.parse("-0")];
//= [{"a": 2}, 123456789012345678901234567890, 0.1, 0]
---
// name: escapes in JSON are understood
import json;
result = [json.parse('"a\nb"'), json.parse('"\u00e9"'), json.parse('"\t"'), len(json.parse('"\\"'))];
//= ["a\nb", "é", "\t", 1]
//? Q3
---
// name: writing
import json;
result = [json.stringify({name: "Al", n: [1, 2.0, true, null]}), json.stringify("x"), json.stringify([]), json.stringify({}), json.stringify(1.5), json.stringify(null)];
//= ["{\"name\": \"Al\", \"n\": [1, 2.0, true, null]}", "\"x\"", "[]", "{}", "1.5", "null"]
---
// name: writing foreign and control characters
import json;
result = [json.stringify("é"), json.stringify("a" + chr(10) + "b"), json.stringify("a/b"), json.stringify('say "hi"'), json.stringify("back\slash")];
//= ["\"\\u00e9\"", "\"a\\nb\"", "\"a/b\"", "\"say \\\"hi\\\"\"", "\"back\\\\slash\""]
---
// name: writing pairs and number keys
import json;
o = {};
o[1] = "one";
o[true] = "yes";
result = [json.stringify(zip([1], ["a"])), json.stringify(o), json.stringify(enumerate("a"))];
//= ["[[1, \"a\"]]", "{\"1\": \"yes\"}", "[[0, \"a\"]]"]
---
// name: writing infinity
import json;
result = [json.stringify(float("inf")), json.stringify([float("nan")])];
//= ["Infinity", "[NaN]"]
---
// name: writing a function
import json;
result = json.stringify(fn(x) => x);
//! run time ValueError "JSON serialization failed: Object of type function is not JSON serializable"
---
// name: writing a cycle
import json;
a = [1];
a.append(a);
result = json.stringify(a);
//! run time ValueError "JSON serialization failed: Circular reference detected"
---
// name: writing and reading again
import json;
data = {list: [1, [2, {deep: null}]], text: "q'q", n: 1.5, yes: true};
result = [json.parse(json.stringify(data)) == data, json.parse(json.stringify([1, 1.0]))];
//= [true, [1, 1.0]]
---
// name: pretty printing
import json;
result = json.prettyPrint({a: 1, b: [1, 2], c: {}, d: []}, 2).split(chr(10));
//= ["{", "  \"a\": 1,", "  \"b\": [", "    1,", "    2", "  ],", "  \"c\": {},", "  \"d\": []", "}"]
---
// name: pretty printing with four blanks
import json;
result = json.prettyPrint([1, {k: "v"}]).split(chr(10));
//= ["[", "    1,", "    {", "        \"k\": \"v\"", "    }", "]"]
---
// name: validating
import json;
result = [json.validate('{"a": 1}'), json.validate("{a: 1}"), json.validate("5"), json.validate(5), json.validate(""), json.validate("[1")];
//= [true, false, true, false, false, false]
---
// name: kinds
import json;
result = [json.isObject({}), json.isArray([]), json.isString("x"), json.isNumber(1.5), json.isNumber(true), json.isBoolean(false), json.isNull(null), json.isNull(0), json.isArray("x"), json.isObject([])];
//= [true, true, true, true, false, true, true, false, false, false]
---
// name: keys, values and lookups
import json;
o = {a: 1, b: null};
result = [json.keys(o), json.values(o), json.keys([1]), json.hasKey(o, "b"), json.hasKey(o, "c"), json.get(o, "a"), json.get(o, "b", 9), json.get(o, "c", 9), json.get(o, "c")];
//= [["a", "b"], [1, null], [], true, false, 1, null, 9, null]
---
// name: merging
import json;
a = {x: 1, y: {deep: 1}};
b = {y: {other: 2}, z: 3};
m = json.merge(a, b);
result = [m, a, json.merge(null, b), json.merge(a, 5)];
//= [{"x": 1, "y": {"other": 2}, "z": 3}, {"x": 1, "y": {"deep": 1}}, {"y": {"other": 2}, "z": 3}, {"x": 1, "y": {"deep": 1}}]
---
// name: reading with a depth
import json;
result = [json.safeParse("[[1]]"), json.safeParse("[]", 0), json.safeParse("[[1]]", 2)];
//= [[[1]], [], [[1]]]
---
// name: too deep
import json;
result = json.safeParse("[[1]]", 1);
//! run time ValueError "JSON object depth exceeds maximum allowed (1)"
---
// name: errors are caught
import json;
function read(text) { try { return json.parse(text); } except (e) { return "bad: " + e; } }
result = [read("[1]"), read("oops"), read('{"a"}')];
//= [[1], "bad: JSON parsing failed: Expecting value: line 1 column 1 (char 0)", "bad: JSON parsing failed: Expecting ':' delimiter: line 1 column 5 (char 4)"]
---
// name: a configuration with defaults
import json;
text = '{"host": "example.org", "ports": [80, 443], "tls": {"on": true}}';
defaults = {host: "localhost", retries: 3};
config = json.merge(defaults, json.parse(text));
result = [config.host, config.retries, sum(config.ports), config.tls.on, config.missing];
//= ["example.org", 3, 523, true, null]
---
// name: an order from text to text
import json;
order = json.parse('{"items": [{"name": "pen", "price": 1.5, "count": 4}, {"name": "ink", "price": 7.25, "count": 1}]}');
total = 0;
for (item in order.items) { item.sum = item.price * item.count; total = total + item.sum; }
order.total = total;
result = json.stringify(order);
//= "{\"items\": [{\"name\": \"pen\", \"price\": 1.5, \"count\": 4, \"sum\": 6.0}, {\"name\": \"ink\", \"price\": 7.25, \"count\": 1, \"sum\": 7.25}], \"total\": 13.25}"
---
// name: finding a path
import json;
function look(data, path) {
  for (step in path.split(".")) {
    if (json.isArray(data)) { data = data[int(step)]; } else { data = json.get(data, step); }
    if (data == null) { return null; }
  }
  return data;
}
data = json.parse('{"a": [{"b": 1}, {"b": {"c": "deep"}}]}');
result = [look(data, "a.1.b.c"), look(data, "a.0.b"), look(data, "x.y")];
//= ["deep", 1, null]
