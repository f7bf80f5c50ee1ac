// name: parameters by position
function describe(name, age, city) { return name + " (" + age + ") from " + city; }
result = describe("Ada", 36, "London");
//= "Ada (36) from London"
---
// name: no return value
function a() { }
function b() { return; }
function c() { 5; "x"; }
function d(x) { if (x) { return 1; } }
result = [a(), b(), c(), d(true), d(false)];
//= [null, null, null, 1, null]
---
// name: too few arguments
function f(a, b) { return a; }
f(1);
//! run time TypeError "f() missing 1 required positional argument: 'b'"
---
// name: far too few arguments
function f(a, b, c) { return a; }
f();
//! run time TypeError "f() missing 3 required positional arguments: 'a', 'b', and 'c'"
---
// name: two missing arguments
function f(a, b, c) { return a; }
f(1);
//! run time TypeError "f() missing 2 required positional arguments: 'b' and 'c'"
---
// name: too many arguments
function f(a, b) { return a; }
f(1, 2, 3);
//! run time TypeError "f() takes 2 positional arguments but 3 were given"
---
// name: an argument for none
function f() { return 1; }
f(1);
//! run time TypeError "f() takes 0 positional arguments but 1 was given"
---
// name: one parameter, two arguments
function f(a) { return a; }
f(1, 2);
//! run time TypeError "f() takes 1 positional argument but 2 were given"
---
// name: too few arguments of an arrow
f = fn(a, b) => a;
f(1);
//! run time TypeError "<lambda>() missing 1 required positional argument: 'b'"
---
// name: too few arguments of an inner function
function outer() { function inner(a) { return a; } return inner(); }
outer();
//! run time TypeError "outer.<locals>.inner() missing 1 required positional argument: 'a'"
---
// name: too many arguments of a built-in
len("a", 2);
//! run time TypeError "Builtin.len() takes 2 positional arguments but 3 were given"
---
// name: too few arguments of a built-in
len();
//! run time TypeError "Builtin.len() missing 1 required positional argument: 'collection'"
---
// name: wrong counts are caught like other errors
function f(a) { return a; }
try { f(); } except (e) { result = str(e); }
//= "f() missing 1 required positional argument: 'a'"
---
// name: functions as arguments
function twice(f, x) { return f(f(x)); }
function inc(x) { return x + 1; }
result = [twice(inc, 5), twice(fn(x) => x * x, 3), twice(str, 5)];
//= [7, 81, "5"]
---
// name: functions as results
function adder(n) { function add(x) { return x + n; } return add; }
add5 = adder(5);
add7 = adder(7);
result = [add5(1), add7(1), add5(add7(0))];
//= [6, 8, 12]
---
// name: recursion
function factorial(n) { return n <= 1 ? 1 : n * factorial(n - 1); }
function fibonacci(n) { if (n < 2) { return n; } return fibonacci(n - 1) + fibonacci(n - 2); }
result = [factorial(20), fibonacci(15)];
//= [2432902008176640000, 610]
---
// name: a recursive arrow
f = fn(n) => n == 0 ? 0 : n + f(n - 1);
result = f(50);
//= 1275
---
// name: mutual recursion over a tree
function size(tree) { return 1 + total(tree.children); }
function total(list) { n = 0; for (t in list) { n = n + size(t); } return n; }
leaf = {children: []};
result = size({children: [leaf, {children: [leaf, leaf]}, leaf]});
//= 6
---
// name: recursion has an end
function forever(n) { return forever(n + 1); }
try { forever(0); result = "no"; } except (e) { result = str(e); }
//= "maximum recursion depth exceeded"
---
// name: some hundred nested calls are fine
function depth(n) { return n == 0 ? 0 : 1 + depth(n - 1); }
result = depth(400);
//= 400
---
// name: composing functions
function compose(f, g) { return fn(x) => f(g(x)); }
inc = fn(x) => x + 1;
double = fn(x) => x * 2;
h = compose(inc, double);
k = compose(double, inc);
result = [h(5), k(5)];
//= [11, 12]
---
// name: currying
function curry(f) { return fn(a) => fn(b) => f(a, b); }
plus = curry(fn(a, b) => a + b);
five = plus(5);
result = [five(1), five(10)];
//= [6, 15]
---
// name: functions in objects get no receiver
counter = {n: 0, next: fn(c) => c.n + 1};
result = counter.next(counter);
//= 1
---
// name: functions in arrays
steps = [fn(x) => x + 1, fn(x) => x * 10, str];
value = 4;
for (step in steps) { value = step(value); }
result = value;
//= "50"
---
// name: an object of functions as a dispatcher
ops = {add: fn(a, b) => a + b, mul: fn(a, b) => a * b, neg: fn(a, b) => -a};
out = [];
for (name in keys(ops)) { f = ops[name]; out.append(f(3, 4)); }
result = out;
//= [7, 12, -3]
---
// name: calling a number through a name
x = 5;
x(1);
//! run time TypeError "Cannot call object of type 'int': not callable"
---
// name: calling a text through a name
greeting = "hi";
greeting();
//! run time TypeError "Cannot call object of type 'str': not callable"
---
// name: calling null through a parameter
function run(f) { return f(1); }
run(null);
//! run time TypeError "Cannot call object of type 'NoneType': not callable"
---
// name: calling an array
a = [1];
a(0);
//! run time TypeError "Cannot call object of type 'list': not callable"
---
// name: calling a member that is no function
o = {n: 3};
o.n(1);
//! run time TypeError "Property 'n' is not callable (got int)"
---
// name: calling a member that is not there
o = {n: 3};
o.missing(1);
//! run time AttributeError "ML object has no property 'missing'"
---
// name: a parameter named like its function
function f(f) { return f + 1; }
result = f(1);
//= 2
---
// name: a local variable named like its function
function total(list) { total = 0; for (x in list) { total = total + x; } return total; }
result = [total([1, 2]), total([3])];
//= [3, 3]
---
// name: arguments are shared, not copied
function add(list, x) { list.append(x); list = [0]; return list; }
mine = [1];
other = add(mine, 2);
result = [mine, other];
//= [[1, 2], [0]]
---
// name: objects are shared too
function rename(person) { person.name = "Grace"; return person; }
ada = {name: "Ada"};
same = rename(ada);
result = [ada, same == ada];
//= [{"name": "Grace"}, true]
---
// name: returning early from loops
function find(list, wanted) {
  for (i in range(len(list))) { if (list[i] == wanted) { return i; } }
  return -1;
}
result = [find(["a", "b", "c"], "c"), find([], 1)];
//= [2, -1]
---
// name: map, filter and reduce written by hand
function map_(f, list) { out = []; for (x in list) { out.append(f(x)); } return out; }
function filter_(f, list) { out = []; for (x in list) { if (f(x)) { out.append(x); } } return out; }
function reduce_(f, list, start) { acc = start; for (x in list) { acc = f(acc, x); } return acc; }
numbers = range(1, 11);
squares = map_(fn(x) => x * x, numbers);
evens = filter_(fn(x) => x % 2 == 0, squares);
result = [evens, reduce_(fn(a, b) => a + b, evens, 0), reduce_(fn(a, b) => max(a, b), squares, 0)];
//= [[4, 16, 36, 64, 100], 220, 100]
---
// name: memoising a function
function memo(f) {
  known = {};
  calls = [];
  function look(n) {
    key = "n" + n;
    for (k in known) { if (k == key) { return known[k]; } }
    calls.append(n);
    known[key] = f(n);
    return known[key];
  }
  return {look: look, calls: calls};
}
square = memo(fn(n) => n * n);
result = [square.look(3), square.look(4), square.look(3), square.calls];
//= [9, 16, 9, [3, 4]]
---
// name: memoising a recursive function
cache = {};
calls = {n: 0};
function fib(n) {
  key = "k" + n;
  if (cache.k0 != null && n == 0) { return 0; }
  for (known in cache) { if (known == key) { return cache[key]; } }
  calls.n = calls.n + 1;
  cache[key] = n < 2 ? n : fib(n - 1) + fib(n - 2);
  return cache[key];
}
result = [fib(40), calls.n];
//= [102334155, 41]
---
// name: a generator by closure
function sequence(start, step) {
  current = start - step;
  function next_() { nonlocal current; current = current + step; return current; }
  return next_;
}
tens = sequence(10, 10);
odds = sequence(1, 2);
tens();
result = [tens(), tens(), odds(), odds(), odds()];
//= [20, 30, 1, 3, 5]
---
// name: functions are not hoisted out of functions
function outer() { function inner() { return 1; } return inner(); }
outer();
inner();
//! name NameError "name 'inner' is not defined"
---
// name: a nested definition replaced by a condition
function pick(kind) {
  function f() { return "default"; }
  if (kind == 1) { function f() { return "one"; } }
  return f();
}
result = [pick(1), pick(2)];
//= ["one", "default"]
---
// name: arguments are evaluated from left to right and before the call
order = [];
function say(x) { order.append(x); return x; }
function three(a, b, c) { order.append("call"); return c; }
three(say(1), say(2), say(3));
result = order;
//= [1, 2, 3, "call"]
---
// name: annotated parameters are not checked
function f(a: int, b: str) { return [a, b]; }
result = f("text", 5);
//= ["text", 5]
---
// name: many parameters
function f(a, b, c, d, e, g, h, i, j, k) { return a + b + c + d + e + g + h + i + j + k; }
result = f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
//= 55
---
// name: the tower of Hanoi
function hanoi(n, from, to, via) {
  if (n == 0) { return 0; }
  return hanoi(n - 1, from, via, to) + 1 + hanoi(n - 1, via, to, from);
}
result = hanoi(8, "a", "b", "c");
//= 255
---
// name: Ackermann, small
function ack(m, n) {
  if (m == 0) { return n + 1; }
  if (n == 0) { return ack(m - 1, 1); }
  return ack(m - 1, ack(m, n - 1));
}
result = [ack(1, 5), ack(2, 3)];
//= [7, 9]
