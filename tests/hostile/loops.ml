// name: endless while
while (true) { }
//! limit
---
// name: endless while with work
n = 0;
while (true) { n = n + 1; n = n % 7; }
//! limit
---
// name: endless while on a number
while (1) { x = 2; }
//! limit
---
// name: endless while on a string
while ("x") { x = 2; }
//! limit
---
// name: endless while on a comparison
i = 0;
while (i < 10) { j = i; }
//! limit
---
// name: endless while that counts the wrong way
i = 1;
while (i > 0) { i = i + 1; }
//! limit
---
// name: endless while with continue
while (true) { continue; x = 1; }
//! limit
---
// name: endless while nested
while (true) { while (true) { while (true) { x = 1; } } }
//! limit
---
// name: an inner loop that ends inside one that does not
while (true) { for (i in range(3)) { x = i; } }
//! limit
---
// name: endless while whose inner loop is left
while (true) { while (true) { break; } }
//! limit
---
// name: endless loop in a function
function f() { while (true) { } }
f();
//! limit
---
// name: endless loop in an inner function
function f() { function g() { while (true) { x = 1; } } return g(); }
f();
//! limit
---
// name: endless loop in a block arrow
f = fn() => { while (true) { x = 1; } };
f();
//! limit
---
// name: endless loop in a method of an object
o = {f: fn() => { while (true) { x = 1; } }};
o.f();
//! limit
---
// name: endless loop by call
function f() { while (true) { } }
call(f);
//! limit
---
// name: endless loop by call of call
function f() { while (true) { } }
call(call, call, f);
//! limit
---
// name: endless loop behind a condition
if (true) { while (true) { } } else { x = 1; }
//! limit
---
// name: endless loop in a condition
function f() { return true; }
while (f()) { }
//! limit
---
// name: endless loop in a ternary
function f() { while (true) { } }
x = true ? f() : 1;
//! limit
---
// name: endless loop in a short-circuit
function f() { while (true) { } }
x = true && f() || 5;
//! limit
---
// name: endless loop in an argument
function f() { while (true) { } }
x = len([1, f(), 2]);
//! limit
---
// name: endless loop in an index
function f() { while (true) { } }
a = [1];
x = a[f()];
//! limit
---
// name: endless loop in an assignment target
function f() { while (true) { } }
a = [1];
a[f()] = 1;
//! limit
---
// name: endless loop in the head of a for
function f() { while (true) { } }
for (x in f()) { y = 1; }
//! limit
---
// name: endless loop in a thrown object
function f() { while (true) { } }
throw {message: f()};
//! limit
---
// name: endless loop in a return
function g() { while (true) { } }
function f() { return g(); }
f();
//! limit
---
// name: endless for over an array that grows
a = [1];
for (x in a) { a.append(x); }
//! limit
---
// name: endless for over an array that grows by insert
a = [1];
for (x in a) { a.insert(0, x); }
//! limit
---
// name: endless for over an array that is rotated
a = [1, 2, 3];
for (x in a) { a.append(a.pop(0)); a.append(0); a.pop(); }
//! limit
//= null
---
// name: endless for that keeps its array short
a = [1, 2];
for (x in a) { a.append(x); a.append(x); a.pop(0); }
//! limit
---
// name: endless for over an array that is refilled
a = [1, 2, 3];
i = 0;
for (x in a) { a[0:0] = [x, x]; a.pop(); }
//! limit
---
// name: endless for over an iterator that is fed
a = [1];
it = iter(a);
for (x in it) { a.append(x); }
//! limit
---
// name: endless for over an enumeration of a growing array
a = [1];
while (true) { for (p in enumerate(a)) { a.append(p[0]); } a = [1]; }
//! limit
---
// name: an object changed during a loop fails
o = {a: 1};
for (k in o) { o[k + "x"] = 1; }
//! run time
---
// name: an object changed and changed back during a loop
o = {};
o[1] = 1;
o[2] = 2;
n = 0;
for (k in o) { o.pop(k); o[k + 2] = 1; n = n + 1; }
result = n > 0;
//* any
---
// name: endless loop in a try block
try { while (true) { } } except (e) { result = 1; }
//! limit
---
// name: endless loop in a try block with a finally
try { while (true) { } } finally { result = 1; }
//! limit
---
// name: endless loop in a handler
try { throw {message: "m"}; } except (e) { while (true) { } }
//! limit
---
// name: endless loop in a nameless handler
try { x = 1 / 0; } except { while (true) { } }
//! limit
---
// name: endless loop in a finally block
try { x = 1; } finally { while (true) { } }
//! limit
---
// name: endless loop in a finally block after an error
try { x = 1 / 0; } finally { while (true) { y = 1; } }
//! limit
---
// name: endless loop in every part of a try
try { while (true) { } } except (e) { while (true) { } } finally { while (true) { } }
//! limit
---
// name: a loop that catches everything
while (true) { try { while (true) { } } except { } }
//! limit
---
// name: a loop that catches everything by name
while (true) { try { while (true) { } } except (e) { last = e; } }
//! limit
---
// name: a loop that catches and loops again in the handler
while (true) { try { while (true) { } } except { try { while (true) { } } except { } } }
//! limit
---
// name: continue in a finally block
while (true) { try { x = 1; } finally { continue; } }
//! limit
---
// name: continue in a finally block that swallows
while (true) { try { while (true) { } } finally { continue; } }
//! limit
---
// name: break in a finally block inside an endless loop
while (true) { while (true) { try { while (true) { } } finally { break; } } }
//! limit
---
// name: break in a finally block ends its loop
while (true) { try { x = 1 / 0; } finally { break; } }
result = 5;
//= 5
---
// name: return in a finally block
function f() { try { while (true) { } } finally { return 1; } }
while (true) { f(); }
//! limit
---
// name: return in a finally block in a loop
function f() { while (true) { try { while (true) { } } finally { return 1; } } }
result = f();
//! limit
---
// name: return in a finally block hides the limit for nobody
function f() { try { while (true) { } } finally { return "survived"; } }
x = f();
print(x);
result = x;
//! limit
---
// name: nested finally blocks that all go on
while (true) { try { try { while (true) { } } finally { continue; } } finally { continue; } }
//! limit
---
// name: nested finally blocks that loop
try { try { try { while (true) { } } finally { while (true) { } } } finally { while (true) { } } } finally { while (true) { } }
//! limit
---
// name: finally blocks that catch inside
while (true) { try { while (true) { } } finally { try { while (true) { } } except { } } }
//! limit
---
// name: a handler with a finally that continues
while (true) { try { throw {message: "m"}; } except (e) { while (true) { } } finally { continue; } }
//! limit
---
// name: throw in a finally block
while (true) { try { try { while (true) { } } finally { throw {message: "m"}; } } except { } }
//! limit
---
// name: an error in a finally block
while (true) { try { try { while (true) { } } finally { x = 1 / 0; } } except { } }
//! limit
---
// name: an error in a handler
while (true) { try { try { while (true) { } } except { x = 1 / 0; } } except { } }
//! limit
---
// name: a loop of errors
while (true) { try { x = 1 / 0; } except { } }
//! limit
---
// name: a loop of thrown objects
while (true) { try { throw {message: "m"}; } except (e) { x = str(e); } }
//! limit
---
// name: a loop of missing keys
o = {};
while (true) { try { x = o["a"]; } except { } }
//! limit
---
// name: a loop of failing calls
while (true) { try { len(); } except { } }
//! limit
---
// name: a loop of failing methods
while (true) { try { [].pop(); } except (e) { } }
//! limit
---
// name: a loop of failing conversions
while (true) { try { int("x"); } except { } }
//! limit
---
// name: a function called without end
function f() { return 1; }
while (true) { f(); }
//! limit
---
// name: an arrow called without end
f = fn(x) => x + 1;
n = 0;
while (true) { n = f(n); }
//! limit
---
// name: functions made without end
while (true) { f = fn(x) => x; }
//! limit
---
// name: definitions without end
while (true) { function f(x) { return x; } }
//! limit
---
// name: closures called without end
function make() { n = 0; function step() { nonlocal n; n = n + 1; return n; } return step; }
f = make();
while (f() > 0) { }
//! limit
---
// name: a callback that drives a loop
function repeat(f) { while (f()) { } }
repeat(fn() => true);
//! limit
---
// name: two functions that call each other in a loop
function a(n) { return n > 10 ? 0 : b(n + 1); }
function b(n) { return a(n + 1); }
while (true) { a(0); }
//! limit
---
// name: next without end
a = [1, 2, 3];
while (true) { it = iter(a); next(it); }
//! limit
---
// name: next with a default without end
it = iter([]);
while (next(it, true)) { }
//! limit
---
// name: next that fails without end
it = iter([]);
while (true) { try { next(it); } except { } }
//! limit
---
// name: sorted without end
while (true) { x = sorted([3, 1, 2]); }
//! limit
---
// name: built-ins without end
while (true) { x = len("abc") + abs(-1) + ord("a"); }
//! limit
---
// name: methods without end
while (true) { x = "abc".upper().lower().find("b"); }
//! limit
---
// name: conversions without end
while (true) { x = int(str(5)) + float("1.5"); }
//! limit
---
// name: text without end
while (true) { x = "a" + 1 + true + null; }
//! limit
---
// name: format without end
while (true) { x = format(3.14159, ".2f"); }
//! limit
---
// name: comparisons without end
while ([1, 2, {a: 1}] == [1, 2, {a: 1}]) { }
//! limit
---
// name: destructuring without end
a = 1;
b = 2;
while (true) { [a, b] = [b, a]; }
//! limit
---
// name: object patterns without end
while (true) { {a, b} = {a: 1, b: 2}; }
//! limit
---
// name: member assignments without end
o = {n: 0};
while (true) { o.n = o.n + 1; }
//! limit
---
// name: index assignments without end
a = [0];
while (true) { a[0] = a[0] + 1; }
//! limit
---
// name: slices without end
a = [1, 2, 3];
while (true) { b = a[1:]; a[0:1] = b[0:1]; }
//! limit
---
// name: introspection without end
while (true) { x = methods("a"); y = help(len); z = typeof(x); }
//! limit
---
// name: getattr without end
while (true) { x = getattr("a", "upper"); y = x(); }
//! limit
---
// name: module lookups without end
while (true) { x = available_modules(); y = has_module("math"); }
//! limit
---
// name: json without end
import json;
while (true) { x = json.parse(json.stringify([1, {a: 2}])); }
//! limit denied
---
// name: math without end
import math;
while (true) { x = math.sqrt(2) + math.sin(1); }
//! limit denied
---
// name: random without end
import math;
while (math.random() < 2) { }
//! limit denied
---
// name: a loop in an imported module's top level
//+ util: while (true) { }
import util;
result = 1;
//! limit
---
// name: a loop in a function of an imported module
//+ util: function spin() { while (true) { } }
import util;
util.spin();
//! limit
---
// name: a loop in a module imported by a module
//+ one: import two; x = 1;
//+ two: while (true) { x = 1; }
import one;
result = 1;
//! limit
---
// name: a module that catches everything
//+ util: while (true) { try { while (true) { } } except { } }
import util;
result = 1;
//! limit
---
// name: a module that goes on in finally
//+ util: function f() { while (true) { try { while (true) { } } finally { continue; } } }
import util;
while (true) { try { util.f(); } finally { continue; } }
//! limit
---
// name: a callback into a module without end
//+ util: function drive(f) { while (true) { f(); } }
import util;
util.drive(fn() => 1);
//! limit
---
// name: collatz that never ends
n = 27;
while (true) { n = n % 2 == 0 ? n // 2 : 3 * n + 1; }
//! limit
---
// name: ackermann
function ack(m, n) {
    if (m == 0) { return n + 1; }
    if (n == 0) { return ack(m - 1, 1); }
    return ack(m - 1, ack(m, n - 1));
}
result = ack(4, 4);
//! limit run time
---
// name: fibonacci of a large number
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
result = fib(80);
//! limit
---
// name: fibonacci with arrows
fib = fn(n) => n < 2 ? n : fib(n - 1) + fib(n - 2);
result = fib(80);
//! limit
---
// name: exponential calls in try and finally
function f(n) { if (n == 0) { return 0; } try { f(n - 1); } finally { f(n - 1); } return n; }
result = f(60);
//! limit
---
// name: exponential calls in try, except and finally
function f(n) { if (n == 0) { throw {message: "m"}; } try { f(n - 1); } except (e) { f(n - 1); } finally { f(n - 1); } }
try { f(60); } except { }
//! limit
---
// name: exponential mutual calls in finally blocks
function f(n) { try { if (n > 0) { g(n - 1); } } finally { if (n > 0) { g(n - 1); } } }
function g(n) { try { if (n > 0) { f(n - 1); } } finally { if (n > 0) { f(n - 1); } } }
f(80);
//! limit
---
// name: towers of hanoi
function move(n, a, b, c) { if (n > 0) { move(n - 1, a, c, b); move(n - 1, c, b, a); } }
move(60, "a", "b", "c");
//! limit
---
// name: permutations
function permute(a, n) { if (n == 0) { return 1; } t = 0; for (i in range(n)) { t = t + permute(a, n - 1); } return t; }
result = permute([], 14);
//! limit
---
// name: nested loops that multiply
n = 0;
for (a in range(1000)) { for (b in range(1000)) { for (c in range(1000)) { for (d in range(1000)) { n = n + 1; } } } }
result = n;
//! limit
---
// name: loops over characters
s = "x" * 4000;
n = 0;
for (a in s) { for (b in s) { for (c in s) { n = n + 1; } } }
result = n;
//! limit
---
// name: loops over keys
o = {};
for (i in range(300)) { o["k" + i] = i; }
n = 0;
for (a in o) { for (b in o) { for (c in o) { for (d in o) { n = n + 1; } } } }
//! limit
---
// name: sleeping by counting
i = 0;
while (i < 1000000000) { i = i + 1; }
result = i;
//! limit
---
// name: float loop that never reaches its end
x = 0.0;
while (x != 1.0) { x = x + 0.1; }
//! limit
---
// name: infinite float
x = 1.0;
while (x > 0) { x = x * 2; }
//! limit
---
// name: a loop whose condition throws and is caught outside
while (true) { try { while (1 / 0) { } } except { } }
//! limit
---
// name: a loop inside an object literal's function value
o = {a: fn() => [o.a], b: 1};
o.a = fn() => { while (true) { o.b = o.b + 1; } };
o.a();
//! limit
---
// name: a loop with twenty levels of nothing
while (true) { while (true) { while (true) { while (true) { while (true) { while (true) { while (true) { while (true) { break; } break; } break; } break; } break; } break; } break; } }
//! limit
---
// name: switching between two endless handlers
function a() { try { while (true) { } } except { b(); } }
function b() { try { while (true) { } } except { a(); } }
while (true) { try { a(); } except { b(); } finally { continue; } }
//! limit
---
// name: recursion between handlers
function a(n) { try { throw {message: "m"}; } except (e) { b(n + 1); } }
function b(n) { try { throw {message: "m"}; } except (e) { a(n + 1); } }
while (true) { try { a(0); } except { } }
//! limit
---
// name: recursion errors caught without end
function f() { return f(); }
while (true) { try { f(); } except { } }
//! limit
---
// name: limits inside nested functions with finally at every level
function f(n) { try { if (n > 0) { f(n - 1); } while (true) { } } finally { while (true) { } } }
f(20);
//! limit
---
// name: a for loop in a finally block over a long array
try { x = 1 / 0; } finally { for (i in range(4000)) { for (j in range(4000)) { x = i * j; } } }
//! limit
---
// name: a while that tests a growing text
s = "x";
while (s) { s = s + "x"; }
//! limit
---
// name: a comprehension-like build without end
a = [];
i = 0;
while (len(a) >= 0) { i = i + 1; a = [i, i]; }
//! limit
---
// name: a loop hidden in an annotation
function f(a: int, b: any) { while (true) { } }
f(1, 2);
//! limit
---
// name: a loop in a function held in an array
fs = [fn() => { while (true) { x = 1; } }];
f = fs[0];
f();
//! limit
---
// name: a loop driven by pop and append
stack = [1];
while (len(stack) > 0) { x = stack.pop(); stack.append(x + 1); }
//! limit
---
// name: a graph walk without a visited set
g = {a: ["b"], b: ["a"]};
queue = ["a"];
while (queue) { n = queue.pop(0); queue.extend(g[n]); }
//! limit
---
// name: a walk along a cycle of objects
a = {};
b = {next: a};
a.next = b;
n = a;
while (n != null) { n = n.next; }
//! limit run time
---
// name: a walk along a cycle by truth
a = {};
b = {next: a};
a.next = b;
n = a;
while (n) { n = n.next; }
//! limit
---
// name: a finally block in a function that only fails
function f() { while (true) { try { try { while (true) { z = 1; } } finally { x = 1 / 0; } } except { } } }
f();
//! limit
---
// name: a finally block in a function that only fails to read a name
function f() { while (true) { try { try { while (true) { z = 1; } } finally { x = y; } } except { z = 2; } } y = 1; }
f();
//! limit
---
// name: a finally block in a function that only fails to read a member
function f(o) { while (true) { try { try { while (true) { z = 1; } } finally { x = o.a.b; } } except { } } }
f({});
//! limit
---
// name: a finally block in a function that only fails to read a key
function f(o) { while (true) { try { try { while (true) { z = 1; } } finally { x = o["q"]; } } except { } } }
f({});
//! limit
---
// name: a finally block in a function that only fails to multiply
function f(s) { while (true) { try { try { while (true) { z = 1; } } finally { x = s * s; } } except { } } }
f({});
//! limit
---
// name: a finally block in a function that only fails to negate
function f(s) { while (true) { try { try { while (true) { z = 1; } } finally { x = -s; } } except { } } }
f({});
//! limit
---
// name: a finally block in a function that only fails to compare
function f(s) { while (true) { try { try { while (true) { z = 1; } } finally { x = s < 1; } } except { } } }
f({});
//! limit
---
// name: a finally block in a function that only sets a variable
function f() { while (true) { try { try { while (true) { z = 1; } } finally { x = 1; } } except { } } }
f();
//! limit
---
// name: an empty finally block
function f() { while (true) { try { try { while (true) { z = 1; } } finally { } } except { } } }
f();
//! limit
---
// name: a finally block that sets a variable and continues
function f() { while (true) { try { while (true) { z = 1; } } finally { x = 1; continue; } } }
f();
//! limit
---
// name: a finally block that sets a variable of an outer function
n = 0;
function f() { nonlocal n; while (true) { try { while (true) { z = 1; } } finally { n = n + 1; break; } } return 5; }
result = f();
print(n);
//! limit
---
// name: a loop whose body is one try block without calls
function f(a) { while (true) { try { x = 1; } except { y = 2; } } }
f(1);
//! limit
---
// name: a loop on a variable whose body is one try block without calls
function f(a) { while (a) { try { x = 1; } except { y = 2; } } }
f([1]);
//! limit
---
// name: a loop on a comparison whose body is one try block without calls
function f(a) { while (a < 5) { try { x = a; } except { y = 2; } } }
f(1);
//! limit
---
// name: a loop that continues from its only try block
function f(a) { while (true) { try { continue; } except { y = 2; } } }
f(1);
//! limit
---
// name: a loop that continues from its only handler
function f(a) { while (true) { try { x = a; a = x.y; } except { a = 1; continue; } } }
f(1);
//! limit
---
// name: a loop whose body is one try block with a finally block
function f(a) { while (true) { try { x = 1; } finally { y = 2; } } }
f(1);
//! limit
---
// name: a loop whose body is one try block inside another
function f(a) { while (true) { try { try { x = 1; } except { y = 2; } } except { z = 3; } } }
f(1);
//! limit
---
// name: a loop whose body is one try block at the top level
while (true) { try { x = 1; } except { y = 2; } }
//! limit
---
// name: a loop at the bottom of the stack whose calls never begin
function f(n) { while (true) { try { f(n + 1); } except { continue; } } }
f(0);
//! limit
---
// name: a loop at the bottom of the stack whose calls never begin, with a name
function f(n) { while (n) { try { f(n + 1); } except (e) { } } }
f(1);
//! limit
---
// name: an empty loop in an empty try block
function f() { try { while (true) { } } except { } }
f();
//! limit
