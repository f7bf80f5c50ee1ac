// name: multiplication before addition, left to right
result = [2 + 3 * 4, (2 + 3) * 4, 20 - 5 - 3, 100 / 10 / 2, 2 * 3 % 4, 17 // 5 * 2];
//= [14, 20, 12, 5.0, 2, 6]
---
// name: prefix operators bind tighter than binary ones
a = 3;
result = [-a * 2, -a + 10, - -a, !a == 0, !(a == 0), -a // 2, -(a // 2)];
//= [-6, 7, 3, true, true, -2, -1]
---
// name: a prefix operator takes the whole member chain
o = {n: 4, l: [1, [2, 3]], ok: false};
result = [-o.n, -o.l[1][0], !o.ok, !o.missing, -len("abc")];
//= [-4, -2, true, true, -3]
---
// name: comparison before equality before and before or
result = [1 < 2 == true, 2 == 0 < 1, true || false && false, (true || false) && false, 1 + 1 == 2 && 3 > 2];
//= [true, false, true, false, true]
---
// name: comparisons do not chain
result = [3 > 2 > 1, 1 < 2 < 3, 5 == 5 == 5, 1 == 1 == true];
//= [false, true, false, true]
---
// name: nested conditions read from the right
function grade(points) {
  return points >= 90 ? "A" : points >= 75 ? "B" : points >= 50 ? "C" : "F";
}
result = [grade(95), grade(75), grade(51), grade(3)];
//= ["A", "B", "C", "F"]
---
// name: a conditional inside a conditional
result = [true ? false ? 1 : 2 : 3, false ? 1 : true ? 2 : 3, true ? (false ? 1 : 2) : 3];
//= [2, 2, 2]
//? Q6
---
// name: calls, members and indexes in a chain
shop = {items: [{name: "pen", tags: ["blue", "red"]}], find: fn(i) => {hit: i * 2}};
result = [shop.items[0].name.upper(), shop.items[0].tags[-1][0], shop.find(4).hit, shop.items[0].tags[:1][0].length];
//= ["PEN", "r", 8, 4]
---
// name: calling the result of a call needs a variable
function make() { return fn(x) => x + 1; }
result = make()(1);
//! syntax at 2:16
---
// name: calling an element needs a variable
list_ = [fn(x) => x];
result = list_[0](1);
//! syntax at 2:18
---
// name: calling a parenthesis is refused
function id(x) { return x; }
result = (id)(1);
//! syntax at 2:14
---
// name: functions cannot be called where they are written
result = (fn(x) => x)(1);
//! syntax at 1:22
---
// name: a space before the argument list
function id(x) { return x; }
result = [id (1), id
(2), {f: id}.f (3)];
//= [1, 2, 3]
---
// name: no trailing commas
result = [1, 2,];
//! syntax at 1:16
---
// name: no trailing comma in an object
result = {a: 1,};
//! syntax at 1:16
---
// name: no trailing comma in a call
result = max(1, 2,);
//! syntax at 1:19
---
// name: no holes
result = [1,,2];
//! syntax at 1:13
---
// name: no keyword arguments
result = round(2.567, digits = 2);
//! syntax at 1:30
---
// name: no default values
function f(a, b = 2) { return a; }
//! syntax at 1:17
---
// name: no rest parameters
function f(...all) { return all; }
//! syntax at 1:12
---
// name: no spread
a = [1];
b = [...a, 2];
//! syntax at 2:6
---
// name: no shorthand keys
a = 1;
o = {a};
//! syntax at 2:7
---
// name: no computed keys
k = "a";
o = {[k]: 1};
//! syntax at 2:6
---
// name: no number keys
o = {1: "one"};
//! syntax at 1:6
---
// name: no function expressions
double = function(x) { return x * 2; };
//! syntax at 1:22
---
// name: no short arrows
double = x => x * 2;
//! syntax at 1:12
---
// name: no arrows in parentheses alone
double = (x) => x * 2;
//! syntax at 1:14
---
// name: no declarations
let x = 1;
//! syntax at 1:5
---
// name: no chained assignment
a = b = 1;
//! syntax at 1:7
---
// name: assignment is no expression
result = (a = 1);
//! syntax at 1:13
---
// name: braces are mandatory
if (true) x = 1;
//! syntax at 1:11
---
// name: parentheses are mandatory
if true { x = 1; }
//! syntax at 1:4
---
// name: else if is spelled elif
x = 2;
if (x == 1) { r = "one"; } else if (x == 2) { r = "two"; }
//! syntax at 2:33
---
// name: no semicolon after a block
if (true) { x = 1; };
//! syntax at 1:21
---
// name: no counting loop
for (i = 0; i < 3; i = i + 1) { }
//! syntax at 1:8
---
// name: loops take one name
for (k, v in [[1, 2]]) { }
//! syntax at 1:7
---
// name: no pattern in a loop
for ([a, b] in [[1, 2]]) { }
//! syntax at 1:6
---
// name: no switch
switch (1) { }
//! syntax at 1:12
---
// name: no classes
class Dog { }
//! syntax at 1:7
---
// name: no free-standing block
{ x = 1; }
//! syntax at 1:5
---
// name: only an object literal can be thrown
throw "broken";
//! syntax at 1:7
---
// name: not even a variable holding an object
problem = {message: "broken"};
throw problem;
//! syntax at 2:7
---
// name: and no parentheses around it
throw ({message: "broken"});
//! syntax at 1:7
---
// name: catch is spelled except
try { x = 1; } catch (e) { }
//! syntax at 1:26
---
// name: the error needs its parentheses
try { x = 1; } except e { }
//! syntax at 1:23
---
// name: the parentheses need a name
try { x = 1; } except () { }
//! syntax at 1:24
---
// name: imports at the top level only
function f() { import math; return math.pi; }
//! syntax at 1:23
---
// name: one module an import
import math, json;
//! syntax at 1:12
---
// name: no selective import
from math import sqrt;
//! syntax at 1:6
---
// name: no import of texts
import "math";
//! syntax at 1:8
---
// name: an object literal as a statement
{a: 1, b: [2]};
{};
result = "reached";
//= "reached"
---
// name: literals and calls as statements
5;
"text";
[1, 2];
len("abc");
null;
result = "reached";
//= "reached"
---
// name: an empty object, an empty array, empty blocks
if (true) { } elif (false) { } else { }
while (false) { }
for (x in []) { }
function nothing() { }
try { } finally { }
result = [[], {}, nothing()];
//= [[], {}, null]
---
// name: keys may be words or texts, the last of two equal ones wins
o = {a: 1, "b c": 2, 'd': 3, a: 4};
result = [o, keys(o), o["b c"]];
//= [{"a": 4, "b c": 2, "d": 3}, ["a", "b c", "d"], 2]
---
// name: an arrow with an object body
make = fn(k) => {key: k, "other key": [k]};
empty = fn() => {};
result = [make(3), empty()];
//= [{"key": 3, "other key": [3]}, {}]
---
// name: the body of an arrow reaches far
f = fn(x) => x > 2 ? "big" : "small";
g = fn(a, b) => a + b * 2 == 7 && true;
result = [f(3), f(1), g(1, 3), g(1, 4)];
//= ["big", "small", true, false]
---
// name: arrows returning arrows
add = fn(a) => fn(b) => fn(c) => a * 100 + b * 10 + c;
one = add(1);
two = one(2);
result = two(3);
//= 123
---
// name: an arrow may have no parameters
answer = fn() => 42;
result = answer();
//= 42
---
// name: annotations may be written
function scale(value: int, factor: float) { return value * factor; }
twist = fn(a: int, b: any) => [b, a];
result = [scale(2, 1.5), scale("ab", 2), twist(1, 2)];
//= [3.0, "abab", [2, 1]]
---
// name: annotations with names of ML types
function scale(value: number, label: string) { return label * value; }
result = scale(2, "ab");
//= "abab"
//~ Q12 ! name NameError "name 'number' is not defined"
//? Q12
---
// name: no return type
function f(a): int { return a; }
//! syntax at 1:14
---
// name: an array at the start of a statement
a = 3;
[a + 0, 4];
[1, a];
([a, a]);
result = "reached";
//= "reached"
---
// name: names in brackets at the start of a statement
a = 1; b = 2;
[a, b];
[a][0];
result = "reached";
//= "reached"
//~ Q11 ! syntax at 2:7
//? Q11
---
// name: a block body of an arrow function
clamp = fn(x, low, high) => {
  if (x < low) { return low; }
  if (x > high) { return high; }
  return x;
};
nothing = fn() => { 5; };
result = [clamp(-3, 0, 9), clamp(30, 0, 9), clamp(4, 0, 9), nothing()];
//= [0, 9, 4, null]
//~ Q5 ! check "invalid syntax"
//? Q5
---
// name: a block body has its own variables
total = 1;
f = fn(x) => { total = x * 2; return total; };
g = fn() => { nonlocal total; total = 50; };
first = f(4);
before = total;
g();
result = [first, before, total];
//= [8, 1, 50]
//~ Q5 ! check "invalid syntax"
//? Q5
---
// name: a block body given to a function
function each(list, action) { for (item in list) { action(item); } }
seen = [];
each([1, 2, 3], fn(x) => { if (x != 2) { seen.append(x * x); } });
result = seen;
//= [1, 9]
//~ Q5 ! check "'(' was never closed"
//? Q5
---
// name: a conditional in parentheses as an operand
vip = true;
result = [(vip ? 1 : 2) + 10, 10 + (vip ? 1 : 2), (vip ? 2 : 3) * 4, !(vip ? false : true)];
//= [11, 11, 8, true]
//~ Q6 = [1, 11, 2, true]
//? Q6
---
// name: a conditional in parentheses compared
function size(n) { return (n > 5 ? "big" : "small") == "big"; }
result = [size(9), size(1)];
//= [true, false]
//~ Q6 = ["big", false]
//? Q6
---
// name: a conditional in parentheses indexed
a = true;
result = [(a ? [1, 2] : [3, 4])[1], (a ? "xy" : "zw")[0]];
//= [2, "x"]
//~ Q6 = [[1, 2], "xy"]
//? Q6
---
// name: a conditional in parentheses as a condition
a = true;
result = (a ? false : true) ? "yes" : "no";
//= "no"
//~ Q6 ! check "expected 'else' after 'if' expression"
//? Q6
---
// name: conditionals in parentheses that need no care
a = false;
function same(x) { return x; }
result = [same(a ? 1 : 2), [a ? 1 : 2], {k: a ? 1 : 2}.k, (a ? "x" : "y").upper(), "n" + (a ? 1 : 2), [1, 2, 3][a ? 1 : 2:]];
//= [2, [2], 2, "Y", "n2", [3]]
---
// name: a conditional in parentheses joined to text
n = 1;
result = (n == 1 ? "one" : "many") + " item" + (n == 1 ? "" : "s");
//= "one item"
---
// name: an arrow in parentheses as a value
f = (fn(x) => x + 1);
pair = [(fn(x) => x), fn(x) => x * 2];
g = pair[1];
result = [f(1), g(5)];
//= [2, 10]
---
// name: a function may be defined in any block
function outer(kind) {
  if (kind == "a") { function inner() { return 1; } }
  else { function inner() { return 2; } }
  return inner();
}
for (i in [1]) { function late() { return i; } }
result = [outer("a"), outer("b"), late()];
//= [1, 2, 1]
---
// name: a return outside a function
x = 1;
return x;
//! check "'return' outside function"
---
// name: a break outside a loop
print("never printed");
break;
//! check "'break' outside loop"
---
// name: a continue in a function in a loop
for (i in [1, 2]) {
  function f() { continue; }
}
//! check "'continue' not properly in loop"
---
// name: a nonlocal outside a function
nonlocal x;
//! check "nonlocal declaration not allowed at module level"
---
// name: two parameters of one name
function f(a, b, a) { return a; }
//! check "duplicate argument 'a' in function definition"
---
// name: a refusal at the end stops everything
print("never printed");
result = 1;
while (true) { break; }
continue;
//! check "'continue' not properly in loop"
---
// name: unnamed handlers come last
try { x = 1; } except { x = 2; } except (e) { x = 3; }
//! check "default 'except:' must be last"
---
// name: a missing brace at the end
function f() { return 1;
//! syntax
---
// name: a missing parenthesis
result = max(1, 2;
//! syntax at 1:18
---
// name: an operator without its right side
result = 1 + ;
//! syntax at 1:14
---
// name: a condition without its second branch
result = true ? 1;
//! syntax at 1:18
---
// name: a call without a comma
result = max(1 2);
//! syntax at 1:16
---
// name: a closing brace too many
function f() { return 1; } }
//! syntax at 1:28
---
// name: elif without if
elif (true) { x = 1; }
//! syntax at 1:13
---
// name: else without if
x = 1;
else { x = 2; }
//! syntax at 2:6
---
// name: capability declarations stand between statements
x = 1;
capability reports { resource "data/*.csv"; allow read; allow write "data/out/*"; }
result = x;
//= 1
