// name: names are looked up when read
rate = 1;
function price() { return 10 * rate; }
rate = 3;
result = price();
//= 30
---
// name: an assignment in a function makes a local variable
x = 1;
function f() { x = 2; return x; }
inner = f();
result = [inner, x];
//= [2, 1]
---
// name: reading a local variable before its assignment
x = 1;
function f() { y = x; x = 2; return y; }
result = f();
//! name UnboundLocalError "cannot access local variable 'x' where it is not associated with a value"
---
// name: an assignment anywhere in the body counts
x = 1;
function f(flag) { if (flag) { x = 2; } return x; }
a = f(true);
b = f(false);
//! name UnboundLocalError "cannot access local variable 'x' where it is not associated with a value"
---
// name: blocks make no scope
if (true) { a = 1; if (true) { b = 2; } }
while (true) { c = 3; break; }
try { d = 4; } finally { e = 5; }
result = [a, b, c, d, e];
//= [1, 2, 3, 4, 5]
---
// name: blocks in functions make no scope
function f() {
  for (i in [1, 2, 3]) { square = i * i; }
  return [i, square];
}
result = f();
//= [3, 9]
---
// name: the loop variable survives and overwrites
i = 100;
for (i in [1, 2]) { last = i; }
result = [i, last];
//= [2, 2]
---
// name: a loop over nothing assigns nothing
for (i in []) { }
result = i;
//! name NameError "name 'i' is not defined"
---
// name: the loop variable of a function is local
i = 100;
function f() { for (i in range(5)) { } return i; }
inner = f();
result = [inner, i];
//= [4, 100]
---
// name: members and elements of outer values can be changed
state = {n: 1, list: [1]};
function f() { state.n = 5; state["m"] = 6; state.list.append(2); state.list[0] = 9; }
f();
result = state;
//= {"n": 5, "list": [9, 2], "m": 6}
---
// name: a parameter hides an outer name
x = "outer";
function f(x) { x = x + "!"; return x; }
result = [f("inner"), x];
//= ["inner!", "outer"]
---
// name: arrows read outer variables
rate = 2;
scale = fn(x) => x * rate;
a = scale(5);
rate = 3;
result = [a, scale(5)];
//= [10, 15]
---
// name: closures share one variable
fs = [];
for (i in range(3)) { fs.append(fn() => i); }
out = [];
for (f in fs) { out.append(f()); }
result = out;
//= [2, 2, 2]
---
// name: a maker gives each closure its own variable
function make(i) { return fn() => i; }
fs = [];
for (i in range(3)) { fs.append(make(i)); }
out = [];
for (f in fs) { out.append(f()); }
result = out;
//= [0, 1, 2]
---
// name: two closures over the same variables
function account(balance) {
  function deposit(n) { nonlocal balance_; balance_ = balance_ + n; return balance_; }
  function get() { return balance_; }
  balance_ = balance;
  return {deposit: deposit, get: get};
}
a = account(100);
b = account(5);
a.deposit(20);
b.deposit(1);
result = [a.get(), b.get()];
//= [120, 6]
---
// name: functions see what is defined later
function even(n) { return n == 0 ? true : odd(n - 1); }
function odd(n) { return n == 0 ? false : even(n - 1); }
result = [even(10), odd(7), even(3)];
//= [true, true, false]
---
// name: but only once it is defined
function first() { return second(); }
r = first();
function second() { return 2; }
//! name NameError "name 'second' is not defined"
---
// name: nothing is hoisted
result = f();
function f() { return 1; }
//! name NameError "name 'f' is not defined"
---
// name: a later definition replaces an earlier one
function f() { return 1; }
a = f();
function f() { return 2; }
result = [a, f()];
//= [1, 2]
---
// name: a variable replaced by a function
f = 5;
function f() { return 2; }
result = f();
//= 2
---
// name: a function replaced by a variable
function f() { return 2; }
f = 5;
result = f();
//! run time TypeError "'int' object is not callable"
---
// name: a local function before its definition
function f() { r = g(); function g() { return 1; } return r; }
f();
//! name UnboundLocalError "cannot access local variable 'g' where it is not associated with a value"
---
// name: an unknown name
result = nosuch;
//! name NameError "name 'nosuch' is not defined"
---
// name: an unknown function
result = nosuch(1);
//! name NameError "name 'nosuch' is not defined"
---
// name: an unknown name in a branch not taken
if (false) { x = nosuch; }
result = "reached";
//= "reached"
---
// name: a free variable before its assignment
function outer() {
  function inner() { return later; }
  r = inner();
  later = 1;
  return r;
}
outer();
//! name NameError "cannot access free variable 'later' where it is not associated with a value in enclosing scope"
---
// name: a free variable after its assignment
function outer() {
  function inner() { return later; }
  later = 1;
  return inner();
}
result = outer();
//= 1
---
// name: three levels of functions
a = 1;
function one() {
  b = 2;
  function two() {
    c = 3;
    function three() { return [a, b, c]; }
    return three();
  }
  return two();
}
result = one();
//= [1, 2, 3]
---
// name: the nearest variable counts
x = "global";
function outer() {
  x = "outer";
  function inner() { return x; }
  function shadow() { x = "shadow"; return x; }
  return [inner(), shadow(), x];
}
result = [outer(), x];
//= [["outer", "shadow", "outer"], "global"]
---
// name: a variable named like a built-in
len = 5;
result = [len, len("abc")];
//= [5, 3]
---
// name: the idiom of naming a length len
function average(numbers) {
  sum = sum(numbers);
  len = len(numbers);
  return sum / len;
}
result = average([1, 2, 3, 6]);
//= 3.0
---
// name: several built-in names as variables at once
values = [3, 1, 2];
sorted = sorted(values);
max = max(values);
min = min(values);
str = "a text";
result = [sorted, max, min, values, len(str)];
//= [[1, 2, 3], 3, 1, [3, 1, 2], 6]
---
// name: a built-in's name as a variable of another function
function f() { len = 3; return len; }
g = len;
result = [f(), g("abcd")];
//= [3, 4]
//~ Q15 ! denied "SecurityError: Cannot call 'len' from module 'builtins'"
---
// name: a function named like a built-in is called
function max(a, b) { return "mine"; }
result = max(1, 2);
//= "mine"
//~ Q14 = 2
//? Q14
---
// name: a function named like a built-in under another name
function max(a, b) { return "mine"; }
f = max;
result = f(1, 2);
//= "mine"
---
// name: a parameter holding a function named like a built-in
function apply(len, x) { return len(x); }
result = apply(fn(x) => x * 10, 4);
//= 40
//~ Q14 = 0
//? Q14
---
// name: methods named like built-ins
o = {len: fn(x) => 42, keys: fn() => "k"};
result = [o.len([1]), o.keys(), len([1]), keys({a: 1})];
//= [42, "k", 1, ["a"]]
---
// name: built-ins are values
f = len;
table = {up: abs, text: str};
g = table.up;
result = [f("abc"), g(-4), table.text(5)];
//= [3, 4, "5"]
---
// name: built-ins with their full name
len = "hidden";
result = [builtin.len("abc"), builtin.str(5) + builtin.typeof(1), len];
//= [3, "5number", "hidden"]
---
// name: a variable named str does not disturb textual plus
str = 5;
result = "a" + 1 + str;
//= "a15"
//~ Q16 ! run time TypeError "'int' object is not callable"
---
// name: a parameter named str does not disturb textual plus
function quote(str) { return "<" + str + ">"; }
result = [quote("a"), quote(5)];
//= ["<a>", "<5>"]
//~ Q16 ! run time TypeError "'str' object is not callable"
---
// name: a variable named builtin does not disturb built-ins
builtin = 5;
result = len("abc") + builtin;
//= 8
//~ Q16 ! run time AttributeError "'int' object has no attribute 'len'"
---
// name: names of Python's built-ins are unknown
result = type;
//! name NameError "name 'type' is not defined"
//~ Q15 = <type>
---
// name: calling a Python built-in
result = list("abc");
//! name NameError "name 'list' is not defined"
//~ Q15 ! denied "SecurityError: Cannot call 'list' from module 'builtins'"
---
// name: names of Python's built-ins are free
list = [1, 2];
dict = {a: list};
object = 3; type = 4; set = 5; map = fn(f, l) => f(l[0]); id = 6;
result = [list, dict, object + type + set + id, map(fn(x) => x + 1, list)];
//= [[1, 2], {"a": [1, 2]}, 18, 2]
---
// name: names of exceptions are unknown
result = [ValueError];
//! name NameError "name 'ValueError' is not defined"
//~ Q15 = [<type>]
---
// name: an error keeps what was done before it
x = [];
try { x.append(1); y = nosuch; x.append(2); } except (e) { x.append(str(e)); }
result = x;
//= [1, "name 'nosuch' is not defined"]
---
// name: a function can be passed before its variable is known
function run(f) { return f(); }
function late() { return value; }
value = 7;
result = run(late);
//= 7
---
// name: destructuring makes local variables
a = "outer"; b = "outer";
function swap(pair) { [a, b] = pair; return [b, a]; }
result = [swap([1, 2]), a, b];
//= [[2, 1], "outer", "outer"]
---
// name: an except name is local to its function
e = "outer";
function f() { try { throw {message: "m"}; } except (e) { return str(e); } }
result = [f(), e];
//= ["m", "outer"]
---
// name: null and undefined inside functions
function missing(x) { return x == undefined || x == null; }
result = [missing(null), missing(undefined), missing(0), missing({}.length)];
//= [true, true, false, true]
//~ Q21 ! run time AttributeError "'dict' object has no attribute 'length'"
//? Q21
