// name: plain recursion
function f() { return f(); }
f();
//! run time limit
---
// name: plain recursion with an argument
function f(n) { return 1 + f(n + 1); }
result = f(0);
//! run time limit
---
// name: plain recursion that is caught
function f(n) { return f(n + 1); }
try { f(0); } except (e) { result = str(e); }
//! limit
//= "maximum recursion depth exceeded"
---
// name: recursion without return
function f() { f(); }
f();
//! run time limit
---
// name: mutual recursion
function a() { return b(); }
function b() { return a(); }
a();
//! run time limit
---
// name: a ring of three
function a() { return b(); }
function b() { return c(); }
function c() { return a(); }
a();
//! run time limit
---
// name: recursion through an arrow
f = fn(n) => f(n + 1);
f(0);
//! run time limit
---
// name: recursion through a block arrow
f = fn(n) => { return f(n + 1); };
f(0);
//! run time limit
---
// name: recursion through a variable
function f(g) { return g(g); }
f(f);
//! run time limit
---
// name: self application of arrows
w = fn(x) => x(x);
w(w);
//! run time limit
---
// name: the fixed point operator
fix = fn(f) => { g = fn(x) => { h = x(x); return f(h); }; return g(g); };
fix(fn(x) => x);
//! run time limit
---
// name: recursion through an object member
o = {};
o.f = fn() => o.f();
o.f();
//! run time limit
---
// name: recursion through two objects
a = {};
b = {f: fn() => a.f()};
a.f = fn() => b.f();
a.f();
//! run time limit
---
// name: recursion through an array element
fs = [];
function f() { g = fs[0]; return g(); }
fs.append(f);
f();
//! run time limit
---
// name: recursion through call
function f() { return call(f); }
f();
//! run time limit
---
// name: recursion through call of call
function f() { return call(call, call, f); }
f();
//! run time limit
---
// name: recursion through an extracted method
o = {};
function f() { g = getattr("a", "upper"); g(); return f(); }
f();
//! run time limit
---
// name: recursion through a built-in's argument
function f(n) { return len([f(n + 1)]); }
f(0);
//! run time limit
---
// name: recursion in a condition
function f() { if (f()) { return 1; } return 2; }
f();
//! run time limit
---
// name: recursion in a loop's condition
function f() { while (f()) { x = 1; } return true; }
f();
//! run time limit
---
// name: recursion in the head of a for
function f() { for (x in f()) { y = x; } return [1]; }
f();
//! run time limit
---
// name: recursion in an index
a = [1];
function f() { return a[f()]; }
f();
//! run time limit
---
// name: recursion in an array literal
function f() { return [f(), f()]; }
f();
//! run time limit
---
// name: recursion in an object literal
function f() { return {a: f()}; }
f();
//! run time limit
---
// name: recursion in a textual sum
function f() { return "a" + f(); }
f();
//! run time limit
---
// name: recursion in a comparison
function f() { return f() == f(); }
f();
//! run time limit
---
// name: recursion in a ternary
f = fn(n) => n > -1 ? f(n + 1) : 0;
f(0);
//! run time limit
---
// name: recursion in both sides of a logic operator
f = fn(n) => f(n) && f(n) || f(n);
f(0);
//! run time limit
---
// name: recursion in a thrown object
function f() { throw {message: f()}; }
f();
//! run time limit
---
// name: recursion in a slice
function f() { return "abc"[f():f()]; }
f();
//! run time limit
---
// name: recursion in a try block
function f() { try { f(); } except (e) { return 1; } }
result = f();
//! run time limit
//= null
//= 1
---
// name: recursion that enters again in the handler
function f() { try { f(); } except (e) { f(); } }
f();
//! run time limit
---
// name: recursion that enters again in the handler, caught
function f() { try { f(); } except (e) { f(); } }
try { f(); } except { }
result = 1;
//! run time limit
//= 1
---
// name: recursion that enters twice in the handler
function f() { try { f(); } except { f(); f(); } }
f();
//! run time limit
---
// name: recursion in nested handlers
function f() { try { f(); } except { try { f(); } except { try { f(); } except { f(); } } } }
f();
//! run time limit
---
// name: recursion in a finally block
function f() { try { x = 1; } finally { f(); } }
f();
//! run time limit
---
// name: recursion in try and finally
function f() { try { f(); } finally { f(); } }
f();
//! run time limit
---
// name: recursion in try, except and finally
function f() { try { f(); } except { f(); } finally { f(); } }
f();
//! run time limit
---
// name: recursion with a return in finally
function f() { try { f(); } finally { return 1; } }
result = f();
//! run time limit
//= 1
---
// name: recursion with a return in finally that enters again
function f() { try { f(); } finally { return f(); } }
result = f();
//! run time limit
---
// name: recursion with continue in finally
function f() { while (true) { try { f(); } finally { continue; } } }
f();
//! limit
---
// name: recursion with break in finally
function f() { while (true) { try { f(); } finally { break; } } return 2; }
result = f();
//! limit run time
//= 2
---
// name: mutual recursion of handlers
function a() { try { b(); } except { b(); } }
function b() { try { a(); } except { a(); } }
a();
//! run time limit
---
// name: mutual recursion of finally blocks
function a() { try { b(); } finally { b(); } }
function b() { try { a(); } finally { a(); } }
a();
//! run time limit
---
// name: a handler that builds text at the bottom of the stack
function f(n) { try { return f(n + 1); } except (e) { return str(e) + " at " + n; } }
result = typeof(f(0));
//! run time limit
//= "string"
---
// name: a handler that prints at the bottom of the stack
function f(n) { try { f(n + 1); } except (e) { print(n, e); } }
f(0);
result = 1;
//! run time limit
//= 1
---
// name: a handler that sorts at the bottom of the stack
function f(n) { try { return f(n + 1); } except (e) { return sorted([[3], [1], [2]]); } }
result = f(0);
//! run time limit
//= [[1], [2], [3]]
---
// name: a handler that compares at the bottom of the stack
function f(n) { try { return f(n + 1); } except (e) { return [1, [2, {a: 3}]] == [1, [2, {a: 3}]]; } }
result = f(0);
//! run time limit
//= true
---
// name: a handler that calls every built-in at the bottom of the stack
function f(n) {
    try { f(n + 1); } except (e) {
        x = [len("a"), str(1), int("2"), repr([1]), sorted([2, 1]), min(1, 2), sum([1]), range(3), format(1, "d"), zip([1], [2]), typeof(e), methods("a"), getattr("a", "upper")];
    }
}
f(0);
result = 1;
//! run time limit
//= 1
---
// name: json at the bottom of the stack
import json;
function f(n) { try { return f(n + 1); } except (e) { return json.stringify(json.parse('{"a": [1, 2, {"b": null}]}')); } }
result = typeof(f(0));
//! run time limit
//= "string"
---
// name: an import for the first time after a deep recursion
//+ util: x = 5;
function f(n) { return f(n + 1); }
try { f(0); } except { }
import util;
result = util.x;
//! run time limit
//= 5
---
// name: deep recursion in a module
//+ util: function f(n) { return f(n + 1); }
import util;
try { util.f(0); } except (e) { result = str(e); }
//! limit
//= "maximum recursion depth exceeded"
---
// name: recursion across modules
//+ util: function g(f) { return f(); }
import util;
function f() { return util.g(f); }
f();
//! run time limit
---
// name: recursion across modules in handlers
//+ util: function g(f) { try { f(); } except { f(); } }
import util;
function f() { try { util.g(f); } except { util.g(f); } }
f();
//! run time limit
---
// name: a module whose top level recurses
//+ util: function f() { f(); }
//+ util: f();
import util;
//! run time limit
---
// name: a module whose top level recurses in handlers
//+ util: function f() { try { f(); } except { f(); } }
//+ util: f();
import util;
//! run time limit
---
// name: recursion two thousand deep
function down(n) { return n == 0 ? 0 : 1 + down(n - 1); }
try { result = down(2000) == 2000; } except { result = true; }
//! limit
//= true
---
// name: recursion a hundred thousand deep
function down(n) { return n == 0 ? 0 : 1 + down(n - 1); }
try { result = down(100000) == 100000; } except { result = true; }
//! limit
//= true
---
// name: recursion a hundred thousand deep through variables
down = fn(f, n) => n == 0 ? 0 : 1 + f(f, n - 1);
try { result = down(down, 100000) == 100000; } except { result = true; }
//! limit
//= true
---
// name: recursion just below the limit, many times
function down(n) { return n == 0 ? 0 : 1 + down(n - 1); }
ok = 0;
for (d in range(850, 1020, 3)) { try { down(d); ok = ok + 1; } except { ok = ok + 1; } }
result = ok;
//! limit
//= 57
---
// name: built-ins just below the limit
function down(n, f) { if (n == 0) { return f(); } return down(n - 1, f); }
ok = 0;
work = fn() => [str([1, [2]]), sorted([[2], [1]]), [1, [2]] == [1, [2]], "a".upper(), format(1.5, ".2f"), len(range(5)), repr({a: [1]})];
for (d in range(930, 1010)) { try { down(d, work); ok = ok + 1; } except { ok = ok + 1; } }
result = ok;
//! limit
//= 80
---
// name: errors just below the limit
function down(n) { if (n == 0) { x = 1 / 0; } return down(n - 1); }
ok = 0;
for (d in range(930, 1010)) { try { down(d); } except (e) { s = str(e) + repr(e); ok = ok + 1; } }
result = ok;
//! limit
//= 80
---
// name: thrown objects just below the limit
function down(n) { if (n == 0) { throw {message: "bottom", n: [1, [2]]}; } return down(n - 1); }
ok = 0;
for (d in range(930, 1010)) { try { down(d); } except (e) { s = str(e) + repr(e); ok = ok + 1; } }
result = ok;
//! limit
//= 80
---
// name: handlers just below the limit
function down(n) { try { if (n == 0) { x = 1 / 0; } down(n - 1); } except (e) { throw {message: "again"}; } }
ok = 0;
for (d in range(300, 1010, 7)) { try { down(d); } except (e) { ok = ok + 1; } }
result = ok;
//! limit
//= 102
---
// name: finally blocks just below the limit
count = 0;
function down(n) { nonlocal count; try { if (n == 0) { x = 1 / 0; } down(n - 1); } finally { count = count + 1; } }
for (d in range(930, 1010, 7)) { try { down(d); } except (e) { } }
result = count > 0;
//! limit
//= true
---
// name: deep recursion of functions made on the way
function f(n) { g = fn(x) => f(x + 1); return g(n); }
f(0);
//! run time limit
---
// name: deep recursion with nonlocal
n = 0;
function f() { nonlocal n; n = n + 1; f(); }
try { f(); } except { }
result = n > 100;
//! limit
//= true
---
// name: deep recursion with big frames
function f(a, b, c, d, e, g, h, i, j, k) { l = a; m = b; o = c; p = d; return f(b, c, d, e, g, h, i, j, k, l) + m; }
f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
//! run time limit
---
// name: recursion that allocates
function f(a) { return f(a + a); }
f([1, 2, 3]);
//! run time limit
---
// name: recursion that holds text
function f(s) { return f(s + "x") + s; }
f("x");
//! run time limit
---
// name: recursion that throws at every level
function f(n) { try { f(n + 1); } except (e) { throw {message: "level " + n + ": " + e}; } }
try { f(0); } except (e) { result = len(str(e)) > 5; }
//! run time limit
//= true
---
// name: recursion that collects errors
all_errors = [];
function f(n) { try { f(n + 1); } except (e) { all_errors.append(e); throw {message: "m"}; } }
try { f(0); } except (e) { all_errors.append(e); }
result = len(all_errors) > 2;
//! run time limit
//= true
---
// name: a recursive walk of a deep array
a = [];
for (i in range(5000)) { a = [a]; }
function depth(x) { return len(x) == 0 ? 1 : 1 + depth(x[0]); }
try { result = depth(a) == 5001; } except { result = true; }
//! limit
//= true
---
// name: a recursive walk of a cycle
a = [];
a.append(a);
function depth(x) { return 1 + depth(x[0]); }
result = depth(a);
//! run time limit
---
// name: recursion in an arrow given to call
f = fn(g) => call(g, g);
f(f);
//! run time limit
---
// name: recursion of an arrow inside an arrow
f = fn(n) => { g = fn(m) => f(m); return g(n); };
f(1);
//! run time limit
---
// name: recursion while a loop runs in every frame
function f(n) { for (i in [1, 2, 3]) { f(n + 1); } }
f(0);
//! run time limit
---
// name: recursion while a loop catches in every frame
function f(n) { for (i in [1, 2, 3]) { try { f(n + 1); } except { } } }
f(0);
//! limit run time
---
// name: recursion while a loop catches and continues in every frame
function f(n) { while (true) { try { f(n + 1); } except { continue; } } }
f(0);
//! limit
---
// name: recursion where every handler loops
function f() { try { f(); } except { while (true) { f(); } } }
f();
//! limit run time
---
// name: recursion through a function that is redefined
function f() { return 1; }
function g() { return f(); }
function f() { return g(); }
f();
//! run time limit
---
// name: recursion through a name of a built-in
function len(x) { return len(x); }
f = len;
try { result = f("abc"); } except { result = 3; }
//! limit
//= 3
---
// name: recursion through nested definitions
function f() { function g() { function h() { return f(); } return h(); } return g(); }
f();
//! run time limit
---
// name: tail recursion is no loop
function loop(n, acc) { return n == 0 ? acc : loop(n - 1, acc + n); }
try { result = loop(50000, 0) > 0; } except { result = true; }
//! limit
//= true
---
// name: continuation passing
function fact(n, k) { return n == 0 ? k(1) : fact(n - 1, fn(v) => k(n * v)); }
try { x = fact(5000, fn(v) => v); result = true; } except { result = true; }
//! limit
//= true
---
// name: trampolines do not recurse but do not end
function bounce(n) { return fn() => bounce(n + 1); }
f = bounce(0);
while (true) { f = f(); }
//! limit
---
// name: streams without end
function from(n) { return {head: n, tail: fn() => from(n + 1)}; }
s = from(0);
while (true) { s = s.tail(); }
//! limit
---
// name: church numerals that explode
two = fn(f) => fn(x) => { a = f(x); return f(a); };
t1 = two(two);
t2 = t1(two);
t3 = t2(two);
inc = t3(fn(n) => n + 1);
result = inc(0);
//! limit run time
//= 65536
---
// name: recursion to the limit a hundred times over
function f() { return f(); }
n = 0;
for (i in range(100)) { try { f(); } except { n = n + 1; } }
result = n;
//! limit
//= 100
---
// name: recursion to the limit in handlers a hundred times over
function f(d) { try { f(d + 1); } except { if (d < 3) { f(d + 1); } } }
for (i in range(100)) { try { f(0); } except { } }
result = 1;
//! limit
//= 1
---
// name: an unknown name at the bottom of the stack
function f(n) { try { return f(n + 1); } except { return missing_name; } }
result = f(0);
//! check name run time limit
---
// name: a missing member at the bottom of the stack
function f(n) { try { return f(n + 1); } except { return n.missing; } }
result = f(0);
//! run time limit
---
// name: wrong arguments at the bottom of the stack
function f(n) { try { return f(n + 1); } except { return f(); } }
result = f(0);
//! run time limit
---
// name: wrong types at the bottom of the stack
function f(n) { try { return f(n + 1); } except { return n + "a" - 1; } }
result = f(0);
//! run time limit
---
// name: deep text at the bottom of the stack
a = [];
for (i in range(300)) { a = [a]; }
function f(n) { try { return f(n + 1); } except { return len(str(a)); } }
result = f(0);
//! run time limit
//= 602
---
// name: deep comparison at the bottom of the stack
a = [];
b = [];
for (i in range(300)) { a = [a]; b = [b]; }
function f(n) { try { return f(n + 1); } except { return a == b; } }
result = f(0);
//! run time limit
//= true
---
// name: recursion inside a loop inside a finally of a function of a module
//+ util: function g(f) { try { f(); } finally { for (i in [1, 2]) { f(); } } }
import util;
function f() { util.g(f); }
f();
//! run time limit
---
// name: recursion where every finally block fails
function f() { try { f(); } except { f(); } finally { x = 1 / 0; } }
f();
//! run time limit
---
// name: recursion where every finally block fails, twice in each
function f() { try { f(); f(); } except { f(); f(); } finally { x = 1 / 0; } }
f();
//! run time limit
---
// name: recursion where every finally block throws
function f() { try { f(); } except { f(); } finally { throw {message: "m"}; } }
f();
//! thrown run time limit
---
// name: recursion in named handlers where every finally block fails
function f() { try { try { f(); f(); } except (e) { try { return f(); } finally { return f(); } } } finally { x = 1 / 0; } }
f();
//! run time limit
---
// name: recursion of three functions where a finally block misses a key
o = {};
function f(n) { try { try { x = [f(n + 1), g(n)]; q = fn(z) => f(z); q(n + 1); } except (e2) { try { return f(n + 1); } except (e2) { x = int("zz"); } finally { return g(n); } } } finally { x = o["q"]; } }
function g(n) { q = fn(z) => f(z); q(n + 1); }
try { f(0); } except (e) { print(str(e)); }
try { g(0); } except (e) { x = repr(e); }
//! run time limit
---
// name: recursion with a loop in every finally block
function f() { try { f(); } finally { for (i in [1, 2]) { f(); } } }
f();
//! run time limit
---
// name: recursion with a return of a call in every finally block
function f(n) { try { f(n + 1); } except (e) { try { f(n + 1); } finally { return f(n); } } }
f(0);
//! run time limit
