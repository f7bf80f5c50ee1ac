// name: settings merged from json texts
import json;
defaults = json.parse('{"port": 80, "tls": {"on": false, "min": 1.2}, "hosts": ["a"]}');
function merge(a, b) {
  out = {};
  for (k in keys(a)) { out[k] = a[k]; }
  for (k in keys(b)) {
    out[k] = json.hasKey(a, k) && json.isObject(a[k]) && json.isObject(b[k]) ? merge(a[k], b[k]) : b[k];
  }
  return out;
}
user = json.parse('{"tls": {"on": true}, "hosts": ["b", "c"], "debug": null}');
m = merge(defaults, user);
result = [m, json.stringify(m), json.get(m, "none", 5), json.get(m, "debug", 5), defaults.tls.on];
//= [{"port": 80, "tls": {"on": true, "min": 1.2}, "hosts": ["b", "c"], "debug": null}, "{\"port\": 80, \"tls\": {\"on\": true, \"min\": 1.2}, \"hosts\": [\"b\", \"c\"], \"debug\": null}", 5, null, false]
---
// name: values through json and back
import json;
samples = [null, true, 0, -1, 1.0, 1e21, 12345678901234567890, "", "q" + chr(34) + chr(92) + "/" + chr(10), "é€😀", [], {}, [[], [{}]], {a: {b: [1, 2, {c: null}]}}];
same = [];
for (s in samples) {
  t = json.stringify(s);
  back = json.parse(t);
  same.append(back == s && typeof(back) == typeof(s));
}
result = [all(same), json.stringify(samples[8]), json.stringify(samples[9]), json.stringify({b: 1, a: [1.0, null, true]})];
//= [true, "\"q\\\"\\\\/\\n\"", "\"\\u00e9\\u20ac\\ud83d\\ude00\"", "{\"b\": 1, \"a\": [1.0, null, true]}"]
---
// name: json printed in several ways
import json;
v = {name: "x", list: [1, [2]], empty: {}, none: []};
print(json.prettyPrint(v));
print(json.prettyPrint(v, 1));
print(json.prettyPrint([], 2), json.prettyPrint(5), json.prettyPrint("s"));
print(json.prettyPrint({a: [1]}, "--"));
print(json.prettyPrint({a: [1]}, null));
print(json.prettyPrint({a: [1]}, 0));
//> {
//>     "name": "x",
//>     "list": [
//>         1,
//>         [
//>             2
//>         ]
//>     ],
//>     "empty": {},
//>     "none": []
//> }
//> {
//>  "name": "x",
//>  "list": [
//>   1,
//>   [
//>    2
//>   ]
//>  ],
//>  "empty": {},
//>  "none": []
//> }
//> [] 5 "s"
//> {
//> --"a": [
//> ----1
//> --]
//> }
//> {"a": [1]}
//> {
//> "a": [
//> 1
//> ]
//> }
---
// name: json texts that are none
import json;
function said(text) { try { return json.parse(text); } except (e) { return str(e); } }
for (t in ["", "{", "[1 2]", "{a: 1}", '{"a": }', '["a" "b"]', "01", "1.", "nul", "[1,]", '{"a": 1,}', "'x'", "[1] 2", '"a']) { print(said(t)); }
result = [json.validate("[1]"), json.validate("[1"), json.validate(null), said(5)];
//= [true, false, false, "JSON parsing failed: the JSON object must be str, bytes or bytearray, not int"]
//> JSON parsing failed: Expecting value: line 1 column 1 (char 0)
//> JSON parsing failed: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
//> JSON parsing failed: Expecting ',' delimiter: line 1 column 4 (char 3)
//> JSON parsing failed: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
//> JSON parsing failed: Expecting value: line 1 column 7 (char 6)
//> JSON parsing failed: Expecting ',' delimiter: line 1 column 6 (char 5)
//> JSON parsing failed: Extra data: line 1 column 2 (char 1)
//> JSON parsing failed: Extra data: line 1 column 2 (char 1)
//> JSON parsing failed: Expecting value: line 1 column 1 (char 0)
//> JSON parsing failed: Expecting value: line 1 column 4 (char 3)
//> JSON parsing failed: Expecting property name enclosed in double quotes: line 1 column 9 (char 8)
//> JSON parsing failed: Expecting value: line 1 column 1 (char 0)
//> JSON parsing failed: Extra data: line 1 column 5 (char 4)
//> JSON parsing failed: Unterminated string starting at: line 1 column 1 (char 0)
---
// name: json of what has no text
import json;
function said(v) { try { return json.stringify(v); } except (e) { return str(e); } }
a = [1];
a.append(a);
o = {};
o.me = {inner: o};
s = [1];
result = [said(fn() => 1), said([len]), said(a), said(o), said([s, s]), said({a: json})];
//= ["JSON serialization failed: Object of type function is not JSON serializable", "JSON serialization failed: Object of type method is not JSON serializable", "JSON serialization failed: Circular reference detected", "JSON serialization failed: Circular reference detected", "[[1], [1]]", "JSON serialization failed: Object of type JSON is not JSON serializable"]
---
// name: geometry with math
import math;
function circle(r) { return {area: round(math.pi * math.pow(r, 2), 3), around: round(2 * math.pi * r, 3)}; }
function distance(a, b) { return math.sqrt(math.pow(a[0] - b[0], 2) + math.pow(a[1] - b[1], 2)); }
function angle(a, b) { return round(math.radToDeg(math.atan2(b[1] - a[1], b[0] - a[0])), 2); }
result = [circle(2), distance([0, 0], [3, 4]), angle([0, 0], [1, 1]), angle([1, 0], [0, 0]), math.floor(-2.5), math.ceil(-2.5), math.round(2.5), math.sign(-3)];
//= [{"area": 12.566, "around": 12.566}, 5.0, 45.0, 180.0, -3, -2, 2, -1]
---
// name: statistics with math
import math as m;
xs = [2, 4, 4, 4, 5, 5, 7, 9];
mean = sum(xs) / len(xs);
total = 0;
for (x in xs) { total = total + m.pow(x - mean, 2); }
result = [mean, m.sqrt(total / len(xs)), m.min(1, 2.5), m.max("a", "b"), m.gcd(84, 36), m.lcm(4, 6), m.factorial(20), m.abs(-2.5)];
//= [5.0, 2.0, 1, "b", 12, 12, 2432902008176640000, 2.5]
---
// name: functions of modules as values
import math;
function table(f, xs) { out = []; for (x in xs) { out.append(f(x)); } return out; }
f = math.sqrt;
fs = {root: math.sqrt, up: math.ceil};
result = [table(math.floor, [1.5, -1.5]), f(16), call(math.abs, -3), fs.root(9), fs.up(0.1), callable(math.sin), typeof(math.cos)];
//= [[1, -2], 4.0, 3, 3.0, 1, true, "function"]
---
// name: a module of our own with state and helpers
//+ counter: total = 0;
//+ counter: names = [];
//+ counter: function add(name, n) { names.append(name + ":" + n); return len(names); }
//+ counter: function report(prefix) { return prefix + ", ".join(names); }
//+ counter: function each(f) { for (n in names) { f(n); } }
import counter;
counter.add("a", 1);
counter.add("b", 2);
seen = [];
counter.each(fn(n) => seen.append(n.upper()));
result = [counter.report("all: "), seen, counter.names, counter.total];
//= ["all: a:1, b:2", ["A:1", "B:2"], ["a:1", "b:2"], 0]
---
// name: modules that import modules
//+ shapes.base: import math;
//+ shapes.base: function square(x) { return math.pow(x, 2); }
//+ shapes.base: PI2 = 6.28;
//+ shapes.circle: import shapes.base as base;
//+ shapes.circle: function area(r) { return round(base.square(r) * base.PI2 / 2, 2); }
import shapes.circle;
import shapes.base as b;
result = [shapes.circle.area(2), b.square(3), b.PI2];
//= [12.56, 9, 6.28]
---
// name: what a module throws is caught outside
//+ strict: function need(v) { if (v == null) { throw {message: "nothing given"}; } return v; }
//+ strict: function divide(a, b) { return need(a) / need(b); }
import strict;
result = [];
for (p in [[1, 2], [null, 1], [1, 0], ["a", 1]]) {
  try { result.append(strict.divide(p[0], p[1])); } except (e) { result.append(str(e)); }
}
try { strict.missing(1); } except (e) { result.append(str(e)); }
try { strict.need(1, 2); } except (e) { result.append(str(e)); }
//= [0.5, "nothing given", "division by zero", "unsupported operand type(s) for /: 'str' and 'int'", "'module' object has no method 'missing'", "need() takes 1 positional argument but 2 were given"]
---
// name: a report from data in json
import json;
text = '[{"team": "red", "points": [3, 1, 0]}, {"team": "blue", "points": [3, 3, 1]}, {"team": "grey", "points": []}]';
table = [];
for (row in json.parse(text)) {
  {team, points} = row;
  table.append([-sum(points), team, len(points)]);
}
table.sort();
for (pair in enumerate(table, 1)) {
  [place, row] = pair;
  [score, team, games] = row;
  print(format(place, "2d") + ". " + team.ljust(6, ".") + " " + str(-score).rjust(3) + (" " + games));
}
result = json.stringify(table);
//= "[[-7, \"blue\", 3], [-4, \"red\", 3], [0, \"grey\", 0]]"
//>  1. blue..   7 3
//>  2. red...   4 3
//>  3. grey..   0 0
