// name: a retry with a growing pause
function retry(times, action) {
  waits = [];
  attempt = 0;
  pause = 1;
  while (true) {
    attempt = attempt + 1;
    try { return {value: action(attempt), waits: waits}; }
    except (e) {
      if (attempt == times) { throw {message: "gave up after " + attempt + ": " + e}; }
      waits.append(pause);
      pause = pause * 2;
    }
  }
}
function flaky(n) { if (n < 3) { throw {message: "busy"}; } return "done at " + n; }
result = [retry(5, flaky)];
try { retry(2, flaky); } except (e) { result.append(str(e)); }
try { retry(2, fn(n) => [1][n]); } except (e) { result.append(str(e)); }
//= [{"value": "done at 3", "waits": [1, 2]}, "gave up after 2: busy", "gave up after 2: list index out of range"]
---
// name: resources closed in the right order
log = [];
function using(name, body) {
  log.append("open " + name);
  try { return body(name); }
  finally { log.append("close " + name); }
}
r = using("a", fn(a) => using("b", fn(b) => a + b));
try { using("c", fn(c) => using("d", fn(d) => d.nope)); } except (e) { log.append("caught " + e); }
for (i in range(3)) {
  using("loop" + i, fn(n) => n);
  if (i == 1) { break; }
}
result = [r, log];
//= ["ab", ["open a", "open b", "close b", "close a", "open c", "open d", "close d", "close c", "caught 'str' object has no accessible attribute 'nope'", "open loop0", "close loop0", "open loop1", "close loop1"]]
---
// name: finally decides over returns and loops
function f(x) { try { if (x) { return "try"; } throw {message: "m"}; } except (e) { return "except"; } finally { log.append("f"); } }
function g() { for (i in range(5)) { try { if (i == 1) { continue; } if (i == 3) { return i; } } finally { log.append(i); } } }
function h() { while (true) { try { break; } finally { log.append("left"); } } return "after"; }
function k() { for (i in [1, 2]) { try { throw {message: "lost"}; } finally { if (i == 1) { continue; } return "kept " + i; } } }
log = [];
result = [f(true), f(false), g(), h(), k(), log];
//= ["try", "except", 3, "after", "kept 2", ["f", "f", 0, 1, 2, 3, "left"]]
---
// name: errors inside handlers and finally blocks
function t(n) {
  steps = [];
  try {
    try {
      try { steps.append("body"); if (n > 0) { x = 1 / 0; } }
      except (e) { steps.append("inner " + e); if (n > 1) { throw {message: "second"}; } }
      finally { steps.append("finally"); if (n > 2) { y = [][0]; } }
    } except (e) { steps.append("outer " + e); if (n > 3) { throw {message: "third"}; } }
  } except { steps.append("last"); }
  return steps;
}
result = [];
for (n in range(5)) { result.append(t(n)); }
//= [["body", "finally"], ["body", "inner division by zero", "finally"], ["body", "inner division by zero", "finally", "outer second"], ["body", "inner division by zero", "finally", "outer list index out of range"], ["body", "inner division by zero", "finally", "outer list index out of range", "last"]]
---
// name: results in place of exceptions
function ok(v) { return {ok: true, value: v}; }
function err(e) { return {ok: false, error: e}; }
function attempt(f) { try { return ok(f()); } except (e) { return err(str(e)); } }
function then(r, f) { return r.ok ? attempt(fn() => f(r.value)) : r; }
steps = [fn(x) => x + 1, fn(x) => 10 / x, fn(x) => [10, 20, 30][int(x)]];
function run(x) { r = ok(x); for (s in steps) { r = then(r, s); } return r; }
result = [run(4), run(-1), run(0), run(9), run("x")];
//= [{"ok": true, "value": 30}, {"ok": false, "error": "division by zero"}, {"ok": false, "error": "list index out of range"}, {"ok": true, "value": 20}, {"ok": false, "error": "can only concatenate str (not \"int\") to str"}]
---
// name: messages of thrown objects
function caught(f) { try { f(); } except (e) { return [str(e), "" + e, typeof(e), e ? 1 : 0]; } return null; }
function a() { throw {message: "plain"}; }
function b() { throw {message: ["list", 1]}; }
function c() { throw {code: 5}; }
function d() { throw {message: ""}; }
function e() { throw {message: 3.50, severity: "low"}; }
function f() { throw {}; }
function g() { throw {message: {k: "v"}}; }
result = [];
for (x in [a, b, c, d, e, f, g]) { result.append(caught(x)); }
//= [["plain", "plain", "unknown", 1], ["['list', 1]", "['list', 1]", "unknown", 1], ["User-defined exception", "User-defined exception", "unknown", 1], ["", "", "unknown", 1], ["3.5", "3.5", "unknown", 1], ["User-defined exception", "User-defined exception", "unknown", 1], ["{'k': 'v'}", "{'k': 'v'}", "unknown", 1]]
---
// name: what each wrong operation says
function said(f) { try { return [true, f()]; } except (e) { return str(e); } }
o = {a: 1};
s = "text";
l = [1, 2];
result = [
  said(fn() => o.b.c), said(fn() => o["b"]), said(fn() => o.a()), said(fn() => o.b()),
  said(fn() => s + 1), said(fn() => 1 + s), said(fn() => s - 1), said(fn() => s * s), said(fn() => s["x"]), said(fn() => s[9]),
  said(fn() => l[2]), said(fn() => l["0"]), said(fn() => l + 1), said(fn() => l * 1.5), said(fn() => l.pop(5)), said(fn() => l.nope),
  said(fn() => l.index(7)), said(fn() => -l), said(fn() => l < o), said(fn() => nothing), said(fn() => nothing()),
  said(fn() => int("4x")), said(fn() => float("x")), said(fn() => 5 % 0), said(fn() => 5.0 // 0), said(fn() => chr(-5)),
  said(fn() => range("a")), said(fn() => sum(["a"])), said(fn() => said()), said(fn() => len()), said(fn() => l()), said(fn() => (5)[0])
];
//= ["'NoneType' object has no accessible attribute 'c'", "'b'", "Property 'a' is not callable (got int)", "ML object has no property 'b'", "can only concatenate str (not \"int\") to str", "unsupported operand type(s) for +: 'int' and 'str'", "unsupported operand type(s) for -: 'str' and 'int'", "can't multiply sequence by non-int of type 'str'", "string indices must be integers, not 'str'", "string index out of range", "list index out of range", "list indices must be integers or slices, not str", "can only concatenate list (not \"int\") to list", "can't multiply sequence by non-int of type 'float'", "pop index out of range", "'list' object has no accessible attribute 'nope'", "7 is not in list", "bad operand type for unary -: 'list'", "'<' not supported between instances of 'list' and 'dict'", "name 'nothing' is not defined", "name 'nothing' is not defined", "invalid literal for int() with base 10: '4x'", "could not convert string to float: 'x'", "integer modulo by zero", "float floor division by zero", "chr() arg not in range(0x110000)", "'str' object cannot be interpreted as an integer", "unsupported operand type(s) for +: 'int' and 'str'", "said() missing 1 required positional argument: 'f'", "Builtin.len() missing 1 required positional argument: 'collection'", "Cannot call object of type 'list': not callable\nExpected a function, got list", "'int' object is not subscriptable"]
---
// name: the keys of a thrown object
function code_of(f) { try { f(); } except (e) { return e.code; } }
function bad() { throw {message: "no", code: 42}; }
result = code_of(bad);
//= 42
//~ Q41 ! run time AttributeError "'MLUserException' object has no accessible attribute 'code'"
//? Q41
---
// name: recursion that is too deep is an error like any other
depth = 0;
function down() { nonlocal depth; depth = depth + 1; return down(); }
try { down(); result = "never"; } except (e) { result = [str(e), depth > 100]; }
//= ["maximum recursion depth exceeded", true]
---
// name: guards at the start of functions
function need(condition, text) { if (!condition) { throw {message: text}; } }
function area(w, h) {
  need(typeof(w) == "number" && typeof(h) == "number", "numbers please");
  need(w >= 0 && h >= 0, "negative: " + min(w, h));
  return w * h;
}
result = [];
for (p in [[2, 3], [0, 9.5], ["2", 3], [-1, 1], [true, 2]]) {
  [w, h] = p;
  try { result.append(area(w, h)); } except (e) { result.append(str(e)); }
}
//= [6, 0.0, "numbers please", "negative: -1", "numbers please"]
---
// name: a transaction rolled back
data = {a: 1, b: 2};
function transaction(changes) {
  before = {};
  for (k in keys(data)) { before[k] = data[k]; }
  try {
    for (c in changes) {
      [k, f] = c;
      data[k] = f(data[k]);
      if (data[k] < 0) { throw {message: k + " below zero"}; }
    }
    return "committed";
  } except (e) {
    for (k in before) { data[k] = before[k]; }
    return "rolled back: " + e;
  }
}
result = [
  transaction([["a", fn(x) => x + 5], ["b", fn(x) => x * 2]]),
  transaction([["a", fn(x) => x - 1], ["b", fn(x) => x - 10]]),
  transaction([["a", fn(x) => 0], ["c", fn(x) => x]]),
  data
];
//= ["committed", "rolled back: b below zero", "rolled back: 'c'", {"a": 6, "b": 4}]
---
// name: errors collected from many places
problems = [];
function collect(label, f) { try { return f(); } except (e) { problems.append({at: label, text: str(e)}); } }
values = ["1", "x", "3.5", "", null, [2]];
numbers = [];
for (pair in enumerate(values)) {
  [i, v] = pair;
  n = collect("item " + i, fn() => float(v));
  if (n != null) { numbers.append(n); }
}
result = [numbers, problems, sum(numbers)];
//= [[1.0, 3.5], [{"at": "item 1", "text": "could not convert string to float: 'x'"}, {"at": "item 3", "text": "could not convert string to float: ''"}, {"at": "item 4", "text": "float() argument must be a string or a real number, not 'NoneType'"}, {"at": "item 5", "text": "float() argument must be a string or a real number, not 'list'"}], 4.5]
---
// name: loops left by an error keep what they did
done = [];
i = 0;
try { for (x in [3, 2, 1, 0, 5]) { i = i + 1; done.append(6 // x); } } except (e) { done.append("stopped at " + i); }
try { while (true) { done.pop(); } } except (e) { done.append("empty: " + e); }
o = {a: 1, b: 2};
try { for (k in o) { o[k + "2"] = 1; } } except (e) { done.append(str(e)); }
result = [done, x, len(o)];
//= [["empty: pop from empty list", "dictionary changed size during iteration"], 0, 3]
---
// name: an error through callbacks names its own place
function each(xs, f) { for (x in xs) { f(x); } }
function check(x) {
  if (x > 2) {
    y = x.missing.deep;
  }
}
each([1, 2, 3], check);
//! run time AttributeError "'int' object has no accessible attribute 'missing'" at 4:9
---
// name: an uncaught object after output
print("before");
function fail(n) { if (n == 0) { throw {message: "bottom", level: n, path: ["a", {b: null}]}; } fail(n - 1); }
fail(3);
//> before
//! thrown "bottom" with {"message": "bottom", "level": 0, "path": ["a", {"b": null}]} at 2:34
---
// name: an error in an argument leaves the call undone
log = [];
function note(x) { log.append(x); return x; }
function two(a, b) { log.append("called"); return a + b; }
try { two(note(1), note(1 / 0)); } except (e) { log.append(str(e)); }
try { x = [note(2), note("a") - 1, note(3)]; } except (e) { log.append("array"); }
try { o = {a: note(4), b: nope, c: note(5)}; } except (e) { log.append("object"); }
target = [0];
try { target[note(0)] = note(6) / 0; } except (e) { log.append(target[0]); }
try { target[note(9)] = note(7); } except (e) { log.append(str(e)); }
result = log;
//= [1, "division by zero", 2, "a", "array", 4, "object", 6, 0, 7, 9, "list assignment index out of range"]
