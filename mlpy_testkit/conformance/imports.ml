// name: importing and using
import math;
result = [math.pi > 3.14, math.sqrt(16), math.max(2, 5)];
//= [true, 4.0, 5]
---
// name: an alias binds only itself
import math as m;
result = m.floor(2.7);
//= 2
---
// name: the name behind an alias is not bound
import math as m;
result = math.pi;
//! name NameError "name 'math' is not defined"
---
// name: a use before the import
result = math.pi;
import math;
//! name NameError "name 'math' is not defined"
---
// name: a module that was never imported
result = math.sqrt(4);
//! name NameError "name 'math' is not defined"
---
// name: functions see later imports
function root(x) { return math.sqrt(x); }
import math;
result = root(9);
//= 3.0
---
// name: importing twice gives the same module
import math;
import math as m;
import math;
result = [math == m, m.sign(-2), math.sign(3)];
//= [true, -1, 1]
---
// name: a module is no object
import math;
result = [typeof(math), callable(math), len(math)];
//= ["module", false, 0]
//~ Q28 = ["unknown", false, 0]
---
// name: assigning a member of a module
import math;
math.pi = 3;
//! run time TypeError "'Math' object does not support item assignment"
---
// name: indexing a module
import math;
result = math["pi"];
//! run time TypeError "'Math' object is not subscriptable"
---
// name: a member that does not exist
import math;
result = math.nope;
//! run time AttributeError "'Math' object has no attribute 'nope'"
---
// name: a function that does not exist
import math;
result = math.nope(1);
//! run time AttributeError "'Math' object has no attribute 'nope'"
---
// name: a module's name can be assigned
import math;
math = 5;
result = math + 1;
//= 6
---
// name: an alias named like a built-in
import math as len;
result = [len("abc"), len.abs(-2)];
//= [3, 2]
---
// name: functions of a module are values
import math;
f = math.sqrt;
table = {root: math.sqrt, low: math.floor};
result = [f(4), table.root(9), table.low(2.5), call(math.ceil, 2.1)];
//= [2.0, 3.0, 2, 3]
---
// name: a module in a variable
import math;
m = math;
function use(lib) { return lib.floor(9.9); }
result = [m.ceil(1.1), use(math)];
//= [2, 9]
---
// name: a constant through a variable
import math;
m = math;
result = m.pi > 3;
//= true
//~ Q19 ! run time AttributeError "'Math' object has no accessible attribute 'pi'"
---
// name: a variable named like an imported module
import json;
json = {x: 1, keys: "mine"};
result = [json["x"], json.x, json.keys];
//= [1, 1, "mine"]
//~ Q19 ! run time AttributeError "'dict' object has no attribute 'x'"
---
// name: a parameter named like an imported module
import math;
function area(math) { return math.width * math.height; }
result = area({width: 2, height: 3});
//= 6
//~ Q19 ! run time AttributeError "'dict' object has no attribute 'width'"
---
// name: a module that does not exist
import nosuch_module_;
result = 1;
//! run time ImportError "no module named 'nosuch_module_'" at 1:1
//~ Q48 = 1
---
// name: a module with a tail that does not exist
import math.sqrt;
result = 1;
//! run time ImportError
//~ Q48 = 1
---
// name: builtin may be imported
import builtin;
result = builtin.len("abc");
//= 3
---
// name: imports between statements
a = 1;
import math;
b = math.abs(-2);
import json;
c = json.isNumber(b);
result = [a, b, c];
//= [1, 2, true]
---
// name: a module of the program
//+ util: PI = 3;
//+ util: function area(r) { return PI * r * r; }
import util;
result = [util.PI, util.area(2)];
//= [3, 12]
---
// name: a module under another name
//+ util: function twice(x) { return x * 2; }
import util as u;
result = u.twice(4);
//= 8
---
// name: a module's top level runs once
//+ noisy: print("loading");
//+ noisy: count = 1;
import noisy;
import noisy as again;
result = [noisy.count, again == noisy];
//= [1, true]
//> loading
---
// name: arrows and hidden names of a module are visible
//+ util: twice = fn(x) => x * 2;
//+ util: _secret = 5;
import util;
result = [util.twice(4), util._secret];
//= [8, 5]
---
// name: a module keeps its own globals
//+ shop: rate = 2;
//+ shop: function price(x) { return x * rate; }
import shop;
rate = 100;
result = [shop.price(5), rate];
//= [10, 100]
---
// name: a callback into the program
//+ list: function map(f, list) { out = []; for (x in list) { out.append(f(x)); } return out; }
import list;
factor = 3;
result = list.map(fn(x) => x * factor, [1, 2]);
//= [3, 6]
---
// name: modules import modules
//+ base: function inc(x) { return x + 1; }
//+ upper: import base;
//+ upper: function inc2(x) { return base.inc(base.inc(x)); }
import upper;
result = upper.inc2(5);
//= 7
---
// name: modules use the standard modules
//+ circle: import math;
//+ circle: function area(r) { return math.pi * r * r; }
import circle;
result = round(circle.area(2), 3);
//= 12.566
---
// name: modules in folders
//+ shapes.square: function area(a) { return a * a; }
import shapes.square;
import shapes.square as sq;
result = [shapes.square.area(3), sq.area(4)];
//= [9, 16]
---
// name: a function of a module as a value
//+ util: function add(a, b) { return a + b; }
import util;
f = util.add;
result = f(1, 2);
//= 3
//~ Q24 ! denied "SecurityError: Cannot call 'add' from module 'util'"
//? Q24
---
// name: a function of a module in an object
//+ util: function add(a, b) { return a + b; }
import util;
o = {f: util.add};
result = o.f(1, 2);
//= 3
---
// name: a function made by a module
//+ util: function adder(n) { return fn(x) => x + n; }
import util;
add5 = util.adder(5);
result = add5(1);
//= 6
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'util'"
---
// name: a module calls its own arrow
//+ util: twice = fn(x) => x * 2;
//+ util: function use(x) { return twice(x); }
import util;
result = util.use(4);
//= 8
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'util'"
---
// name: a module's function that does not exist
//+ util: a = 1;
import util;
util.nope(1);
//! run time AttributeError "'module' object has no method 'nope'"
---
// name: a module's variable that does not exist
//+ util: a = 1;
import util;
x = util.nope;
//! run time AttributeError "module 'util' has no attribute 'nope'"
---
// name: members of a module cannot be assigned
//+ util: a = 1;
import util;
util.a = 2;
//! run time TypeError "'module' object does not support item assignment"
---
// name: reading a module's variable after a change
//+ counter: state = {n: 0};
//+ counter: function up() { state.n = state.n + 1; return state.n; }
import counter;
counter.up();
counter.up();
result = counter.state.n;
//= 2
---
// name: a module changes its own variable
//+ counter: n = 0;
//+ counter: function up() { nonlocal n; n = n + 1; return n; }
import counter;
counter.up();
result = [counter.up(), counter.n];
//= [2, 2]
//~ Q17 ! check "no binding for nonlocal 'n' found"
---
// name: an error while a module loads
//+ broken: x = 1 / 0;
import broken;
//! run time ZeroDivisionError "division by zero"
---
// name: an error in a module's function is caught by the program
//+ util: function fail(x) { throw {message: "util: " + x}; }
import util;
try { util.fail(5); } except (e) { result = str(e); }
//= "util: 5"
---
// name: a module with a syntax error
//+ broken: x = ;
import broken;
result = broken.x;
//! syntax
//~ Q48 ! check "invalid syntax"
---
// name: a module's function named length
//+ util: function length(a) { return 42; }
import util;
result = util.length([1]);
//= 42
//~ Q49 ! run time TypeError "object of type 'module' has no len()"
---
// name: a module with a name of a bundled one loses
//+ math: pi = 3;
import math;
result = math.pi > 3.1;
//= true
---
// name: two modules importing each other
//+ ping: import pong;
//+ ping: function a(n) { return n <= 0 ? "ping" : pong.b(n - 1); }
//+ pong: import ping;
//+ pong: function b(n) { return n <= 0 ? "pong" : ping.a(n - 1); }
import ping;
result = [ping.a(0), ping.a(1), ping.a(4)];
//! run time ImportError "import cycle: ping -> pong -> ping"
//~ Q48 = ["ping", "pong", "ping"]
//~ Q48 ! check "unterminated string literal (detected at line 18)"
---
// name: modules that share a module, and what they import
//+ top: import left; import right; total = left.v + right.v;
//+ left: import base; v = base.v * 2; print("left");
//+ right: import base; v = base.v + 1; print("right");
//+ base: v = 20; print("base");
import top; import base;
result = [top.total, base.v, top.left.v, top.left.base == base];
//= [61, 20, 40, true]
//> base
//> left
//> right
---
// name: a module that keeps a stack
//+ stack: function make() { return {items: []}; }
//+ stack: function push(s, x) { s.items.append(x); return s; }
//+ stack: function pop(s) { if (len(s.items) == 0) { throw {message: "empty stack"}; } return s.items.pop(); }
import stack;
s = stack.make();
stack.push(stack.push(s, 1), 2);
out = [stack.pop(s), stack.pop(s)];
try { stack.pop(s); } except (e) { out.append(str(e)); }
result = out;
//= [2, 1, "empty stack"]
---
// name: what a module's loops, blocks and handlers bind is seen
//+ data: lookup = {}; for (row in [["a", 1], ["b", 2]]) { [k, v] = row; lookup[k] = v; }
//+ data: if (lookup.a == 1) { mode = "dev"; } else { mode = "prod"; }
//+ data: try { port = int("x"); } except (e) { port = 80; }
import data;
result = [data.lookup, data.k, data.v, data.row, data.mode, data.port];
//= [{"a": 1, "b": 2}, "b", 2, ["b", 2], "dev", 80]
---
// name: objects of functions that a module makes
//+ counters: function make(n) { state = {n: n}; return {inc: fn() => bump(state), get: fn() => state.n}; }
//+ counters: function bump(s) { s.n = s.n + 1; return s.n; }
import counters;
a = counters.make(5); b = counters.make(0);
a.inc(); a.inc();
result = [a.get(), b.get(), b.inc()];
//= [7, 0, 1]
---
// name: a module's name is its own, and the program's its own
//+ shop: name = "shop";
//+ shop: function show(name) { return "<" + name + ">"; }
//+ shop: function mine() { return show(name); }
import shop;
name = "program";
result = [shop.mine(), shop.show(name), name, shop.name];
//= ["<shop>", "<program>", "program", "shop"]
---
// name: callbacks of the program in a module, and library functions in it
//+ lists: import functional;
//+ lists: function each(xs, f) { out = []; for (x in xs) { out.append(f(x)); } return out; }
//+ lists: function total(xs) { return functional.reduce(fn(a, b) => a + b, xs, 0); }
import lists;
function double(x) { return x * 2; }
result = [lists.each([1, 2], double), lists.each(["a", "bc"], len), lists.each([3], fn(x) => -x), lists.total([1, 2, 3])];
//= [[2, 4], [1, 2], [-3], 6]
---
// name: a module calls its own function under another name
//+ names: function add(x) { return x + 1; }
//+ names: plus = add;
//+ names: function use(x) { return plus(x); }
import names;
result = names.use(4);
//= 5
//~ Q24 ! denied "SecurityError: Cannot call 'add' from module 'names'"
---
// name: a module calls a function that it has made
//+ maker: function make() { n = 0; function up() { nonlocal n; n = n + 1; return n; } return up; }
//+ maker: function use() { f = make(); f(); return f(); }
import maker;
result = maker.use();
//= 2
//~ Q24 ! denied "SecurityError: Cannot call 'up' from module 'maker'"
---
// name: a module gives its own function to another one of its own
//+ apply: function twice(f, x) { return f(f(x)); }
//+ apply: function go(x) { return twice(fn(y) => y + 3, x); }
import apply;
result = apply.go(1);
//= 7
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'apply'"
---
// name: a function out of a module's array, object or result
//+ table: function one() { return 1; }
//+ table: all = [one];
//+ table: by = {one: one};
//+ table: function make() { return one; }
import table;
f = table.all[0];
out = [f()];
t = table.by;
out.append(t.one());
g = t.one;
h = table.make();
out.extend([g(), h()]);
result = out;
//= [1, 1, 1, 1]
//~ Q24 ! denied "SecurityError: Cannot call 'one' from module 'table'"
---
// name: an arrow function with a block in a module
//+ block: f = fn(x) => { y = x + 1; return y; };
import block;
result = block.f(1);
//= 2
//~ Q5 ! check "invalid syntax"
---
// name: a module reads a name that is bound below
//+ below: function f() { return late; }
//+ below: late = 1;
import below;
result = below.f();
//= 1
//~ Q48 ! check "unterminated string literal (detected at line 18)"
---
// name: length of a module in a variable
import collections;
c = collections;
result = c.length([1, 2]);
//= 2
//~ Q49 ! run time TypeError "object of type 'Collections' has no len()"
