// name: throwing and catching
try { throw {message: "boom", code: 42}; } except (e) { result = str(e); }
//= "boom"
---
// name: an uncaught exception
function check(age) { if (age < 0) { throw {message: "age must not be negative", age: age}; } return age; }
check(-1);
//! thrown "age must not be negative" with {"message": "age must not be negative", "age": -1}
---
// name: an exception without a message
throw {code: 5};
//! thrown "User-defined exception" with {"code": 5}
---
// name: an exception with a number as its message
try { throw {message: 5}; } except (e) { result = [str(e), "" + e]; }
//= ["5", "5"]
---
// name: an exception with an array as its message
try { throw {message: [1, "a"]}; } except (e) { result = str(e); }
//= "[1, 'a']"
---
// name: nothing after a throw
log = [];
try { log.append(1); throw {message: "x"}; log.append(2); } except { log.append(3); }
result = log;
//= [1, 3]
---
// name: what a caught exception is
try { throw {message: "boom"}; } except (e) { result = [typeof(e), repr(e), len(e), e == null, e ? 1 : 2]; }
//= ["unknown", "MLUserException('boom')", 0, false, 1]
---
// name: an exception can be kept
saved = null;
try { throw {message: "a"}; } except (e) { saved = e; }
result = [str(saved), saved != null, "kept: " + saved];
//= ["a", true, "kept: a"]
---
// name: run-time errors are caught as well
function attempt(f) { try { f(); return "fine"; } except (e) { return str(e); } }
x = null;
o = {};
result = [
  attempt(fn() => 1 / 0),
  attempt(fn() => [1][5]),
  attempt(fn() => o["z"]),
  attempt(fn() => nosuch),
  attempt(fn() => "a" - 1),
  attempt(fn() => int("q")),
  attempt(fn() => x.name),
  attempt(fn() => x()),
  attempt(fn() => 5)];
//= ["division by zero", "list index out of range", "'z'", "name 'nosuch' is not defined", "unsupported operand type(s) for -: 'str' and 'int'", "invalid literal for int() with base 10: 'q'", "'NoneType' object has no accessible attribute 'name'", "Cannot call object of type 'NoneType': not callable\nExpected a function, got NoneType", "fine"]
---
// name: how run-time errors show
function show(f) { try { f(); return "fine"; } except (e) { return repr(e); } }
o = {};
result = [show(fn() => 1 / 0), show(fn() => [1][5]), show(fn() => o["z"]), show(fn() => nosuch), show(fn() => -"a"), show(fn() => float("x"))];
//= ["ZeroDivisionError('division by zero')", "IndexError('list index out of range')", "KeyError('z')", "NameError(\"name 'nosuch' is not defined\")", "TypeError(\"bad operand type for unary -: 'str'\")", "ValueError(\"could not convert string to float: 'x'\")"]
---
// name: finally runs on every way
log = [];
function f(how) {
  try {
    if (how == "return") { return how; }
    if (how == "throw") { throw {message: how}; }
    log.append("end of " + how);
  } except (e) {
    log.append("caught " + e);
  } finally {
    log.append("finally");
  }
  return "after";
}
result = [f("return"), f("throw"), f("nothing"), log];
//= ["return", "after", "after", ["finally", "caught throw", "finally", "end of nothing", "finally"]]
---
// name: finally without a handler
log = [];
function f() { try { throw {message: "x"}; } finally { log.append("cleanup"); } }
try { f(); } except (e) { log.append(str(e)); }
result = log;
//= ["cleanup", "x"]
---
// name: a return in finally wins
function f() { try { return 1; } finally { return 2; } }
function g() { try { throw {message: "lost"}; } finally { return 3; } }
result = [f(), g()];
//= [2, 3]
---
// name: break and continue run finally
log = [];
for (i in range(5)) {
  try {
    if (i == 1) { continue; }
    if (i == 3) { break; }
    log.append("body" + i);
  } finally { log.append("fin" + i); }
}
result = log;
//= ["body0", "fin0", "fin1", "body2", "fin2", "fin3"]
---
// name: an exception in a handler
try {
  try { throw {message: "a"}; } except (e) { throw {message: str(e) + "b"}; }
} except (e) { result = str(e); }
//= "ab"
---
// name: an exception in finally replaces the other
try {
  try { throw {message: "first"}; } finally { throw {message: "second"}; }
} except (e) { result = str(e); }
//= "second"
---
// name: only the first handler runs
try { throw {message: "x"}; } except (a) { result = "first"; } except (b) { result = "second"; }
//= "first"
---
// name: a handler without a name
try { nosuch(); } except { result = "caught"; }
//= "caught"
---
// name: try without handlers
try { result = 1; }
//= 1
---
// name: try without handlers does not catch
try { x = 1 / 0; }
//! run time ZeroDivisionError "division by zero"
---
// name: exceptions pass through functions
function a() { b(); return "not here"; }
function b() { c(); }
function c() { throw {message: "deep"}; }
try { result = a(); } except (e) { result = "from " + e; }
//= "from deep"
---
// name: exceptions leave loops
i = 0;
try { while (true) { i = i + 1; if (i == 5) { throw {message: "stop"}; } } } except (e) { result = [i, str(e)]; }
//= [5, "stop"]
---
// name: trying again
attempts = 0;
function flaky() { nonlocal attempts; attempts = attempts + 1; if (attempts < 3) { throw {message: "not yet"}; } return "done"; }
function retry(f, n) {
  last = null;
  for (i in range(n)) {
    try { return f(); } except (e) { last = str(e); }
  }
  return last;
}
result = [retry(flaky, 2), retry(flaky, 5), attempts];
//= ["not yet", "done", 3]
---
// name: collecting validation errors
function check(order) {
  if (order.count == null) { throw {message: "count is missing"}; }
  if (typeof(order.count) != "number") { throw {message: "count is no number"}; }
  if (order.count <= 0) { throw {message: "count is " + order.count}; }
  return order.count;
}
errors = [];
total = 0;
for (order in [{count: 2}, {}, {count: "x"}, {count: 0}, {count: 5}]) {
  try { total = total + check(order); } except (problem) { errors.append(str(problem)); }
}
result = [total, errors];
//= [7, ["count is missing", "count is no number", "count is 0"]]
---
// name: resources are released in order
log = [];
function using(name, body) {
  log.append("open " + name);
  try { return body(); } finally { log.append("close " + name); }
}
try { using("a", fn() => using("b", fn() => 1 / 0)); } except { log.append("failed"); }
result = log;
//= ["open a", "open b", "close b", "close a", "failed"]
---
// name: the thrown object is evaluated
n = 7;
function text() { return "n is " + n; }
try { throw {message: text(), value: n * 2}; } except (e) { result = str(e); }
//= "n is 7"
---
// name: an error while making the object
try { throw {message: "a" - 1}; } except (e) { result = str(e); }
//= "unsupported operand type(s) for -: 'str' and 'int'"
---
// name: errors in conditions and headings
log = [];
try { if (nosuch) { } } except (e) { log.append(1); }
try { while (1 / 0) { } } except (e) { log.append(2); }
try { for (x in null) { } } except (e) { log.append(3); }
result = log;
//= [1, 2, 3]
---
// name: a severity that is a text
try { throw {message: "m", severity: "high"}; } except (e) { result = str(e); }
//= "m"
---
// name: a severity that is no text
try { throw {message: "m", severity: 5}; } except (e) { result = str(e); }
//= "m"
//~ Q38 = "'int' object has no attribute 'lower'"
---
// name: a variable of the same name before
e = 5;
try { throw {message: "a"}; } except (e) { inside = str(e); }
result = [inside, e];
//= ["a", 5]
//~ Q18 ! name NameError "name 'e' is not defined"
//? Q18
---
// name: a handler that does not run leaves the name alone
e = 5;
try { x = 1; } except (e) { x = 2; }
result = [x, e];
//= [1, 5]
//? Q18
---
// name: the name ends with the handler
try { throw {message: "a"}; } except (e) { }
result = e;
//! name NameError "name 'e' is not defined"
//? Q18
---
// name: a nested handler with the same name
try { throw {message: "outer"}; } except (e) {
  try { throw {message: "inner"}; } except (e) { first = str(e); }
  result = [first, str(e)];
}
//= ["inner", "outer"]
//~ Q18 ! name NameError "name 'e' is not defined"
---
// name: fields of a thrown object
try { throw {message: "boom", code: 42, info: {user: "ada"}}; } except (e) {
  result = [e.message, e.code, e.info.user, e.nothing];
}
//= ["boom", 42, "ada", null]
//~ Q41 ! run time AttributeError "'MLUserException' object has no accessible attribute 'message'"
//? Q41
---
// name: the kind of a run-time error
kinds = [];
o = {};
try { x = 1 / 0; } except (e) { kinds.append(e.type); }
try { x = o["k"]; } except (e) { kinds.append(e.type); }
try { x = [][0]; } except (e) { kinds.append(e.type); }
try { x = nosuch; } except (e) { kinds.append(e.type); }
try { x = null + 1; } except (e) { kinds.append(e.type); }
try { x = int("z"); } except (e) { kinds.append([e.type, e.message]); }
result = kinds;
//= ["ZeroDivisionError", "KeyError", "IndexError", "NameError", "TypeError", ["ValueError", "invalid literal for int() with base 10: 'z'"]]
//~ Q41 ! run time AttributeError "'ZeroDivisionError' object has no accessible attribute 'type'"
//? Q41
---
// name: printing an exception
try { throw {message: "shown"}; } except (e) { print(e); print("error:", e); }
//> shown
//> error: shown
---
// name: an exception in an array
try { throw {message: "m"}; } except (e) { result = [len([e, 1]), [e][0] == e, typeof([e])]; }
//= [2, true, "array"]
---
// name: a captured variable after the handler
function f() {
  try { throw {message: "m"}; } except (e) { text = str(e); }
  return fn() => text;
}
g = f();
result = g();
//= "m"
---
// name: recursion errors are caught and the program goes on
function dive(n) { return dive(n + 1) + 1; }
count = 0;
for (i in range(3)) { try { dive(0); } except (e) { count = count + 1; } }
result = count;
//= 3
---
// name: exceptions out of arrows
fail = fn(x) => x > 0 ? x : 1 / 0;
out = [];
for (x in [1, 0, 2]) { try { out.append(fail(x)); } except (e) { out.append("!"); } }
result = out;
//= [1, "!", 2]
---
// name: a state that is rolled back
account = {balance: 100};
function transfer(amount) {
  before = account.balance;
  done = false;
  try {
    account.balance = account.balance - amount;
    if (account.balance < 0) { throw {message: "overdrawn"}; }
    done = true;
  } finally {
    if (!done) { account.balance = before; }
  }
}
transfer(30);
try { transfer(100); } except (e) { problem = str(e); }
result = [account.balance, problem];
//= [70, "overdrawn"]
