// name: arrays into names
[a, b, c] = [1, "two", [3]];
result = [c, b, a];
//= [[3], "two", 1]
---
// name: swapping
a = 1; b = 2; c = 3;
[a, b, c] = [c, a, b];
result = [a, b, c];
//= [3, 1, 2]
---
// name: texts and objects into names
[x, y] = "hé";
[k, l] = {p: 1, q: 2};
[m, n] = range(2);
[o, p] = iter(["i", "j"]);
result = [x, y, k, l, m, n, o, p];
//= ["h", "é", "p", "q", 0, 1, "i", "j"]
---
// name: pairs of enumerate and zip
[first, second] = enumerate(["a", "b"]);
[i, v] = second;
[[1, 2]][0];
[left, right] = zip([1, 2], [3, 4])[1];
result = [i, v, left, right];
//= [1, "b", 2, 4]
---
// name: too few values
[a, b, c] = [1, 2];
//! run time ValueError "not enough values to unpack (expected 3, got 2)"
---
// name: too many values
[a, b] = [1, 2, 3];
//! run time ValueError "too many values to unpack (expected 2)"
---
// name: no values
[a, b] = [];
//! run time ValueError "not enough values to unpack (expected 2, got 0)"
---
// name: a number
[a, b] = 5;
//! run time TypeError "cannot unpack non-iterable int object"
---
// name: null
[a, b] = null;
//! run time TypeError "cannot unpack non-iterable NoneType object"
---
// name: one name takes one element
[x] = [5];
result = x;
//= 5
//~ Q25 = [5]
//? Q25
---
// name: one name needs exactly one element
[x] = [5, 6];
//! run time ValueError "too many values to unpack (expected 1)"
//~ Q25 -
//? Q25
---
// name: objects into names
person = {name: "Ada", age: 36, city: "London"};
{name, age} = person;
result = name + " " + age;
//= "Ada 36"
---
// name: one key
{x} = {x: 1, y: 2};
result = x;
//= 1
---
// name: a missing key
{x, z} = {x: 1};
//! run time KeyError "'z'"
---
// name: keys of an array
{x} = [1];
//! run time TypeError "list indices must be integers or slices, not str"
---
// name: keys of a number
{x} = 5;
//! run time TypeError "'int' object is not subscriptable"
---
// name: keys of null
{x, y} = null;
//! run time TypeError "'NoneType' object is not subscriptable"
---
// name: the right side of an object pattern is evaluated once
calls = 0;
function get() { nonlocal calls; calls = calls + 1; return {a: calls, b: calls}; }
{a, b} = get();
result = [a, b, calls];
//= [1, 1, 1]
//~ Q26 = [1, 2, 2]
---
// name: the right side of an array pattern is evaluated once
calls = 0;
function get() { nonlocal calls; calls = calls + 1; return [calls, calls]; }
[a, b] = get();
result = [a, b, calls];
//= [1, 1, 1]
---
// name: in a function
function minmax(list) { return [min(list), max(list)]; }
function spread(list) { [low, high] = minmax(list); return high - low; }
result = spread([5, 1, 9]);
//= 8
---
// name: in a loop
out = [];
for (point in [{x: 1, y: 2}, {x: 3, y: 4}]) { {x, y} = point; out.append(x * y); }
for (row in [["a", 1], ["b", 2]]) { [name, n] = row; out.append(name * n); }
result = out;
//= [2, 12, "a", "bb"]
---
// name: a name twice
[x, x] = [1, 2];
result = x;
//= 2
---
// name: no nesting
[a, [b]] = [1, [2]];
//! syntax
---
// name: no renaming
{x: y} = {x: 1};
//! syntax at 1:8
---
// name: no skipping
[a, , b] = [1, 2, 3];
//! syntax at 1:5
---
// name: no members as targets
o = {};
[o.x, y] = [1, 2];
//! syntax at 2:10
---
// name: no defaults
[a, b = 2] = [1];
//! syntax at 1:7
---
// name: nothing changes when the count is wrong
a = "old"; b = "old";
try { [a, b] = [1]; } except (e) { problem = str(e); }
result = [a, b, problem];
//= ["old", "old", "not enough values to unpack (expected 2, got 1)"]
---
// name: Fibonacci by swapping
[a, b] = [0, 1];
out = [];
while (a < 100) { out.append(a); [a, b] = [b, a + b]; }
result = out;
//= [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
---
// name: sorting two numbers
function order(a, b) { if (a > b) { [a, b] = [b, a]; } return [a, b]; }
result = [order(5, 2), order(1, 9), order("b", "a")];
//= [[2, 5], [1, 9], ["a", "b"]]
---
// name: a pattern needs an equals sign after names
{a, b};
//! syntax at 1:7
