// name: Q1: a note behind the last element is a division
colours = 3;
sizes = [
  10, // small
  30 // colours
];
result = sizes;
//= [10, 10]
---
// name: Q1: a note behind a call is a comment only after the semicolon
n = len("abcdefghij"); // sizes
sizes = 2;
m = len("abcdefghij") // sizes
;
result = [n, m];
//= [10, 5]
---
// name: Q2: only comments
// text: "// first\n  // second"
//~ Q2 ! syntax
---
// name: Q3: a line break cannot be written as a code
text = "one\ntwo";
result = [len(text), text.split("\n"), text.find(chr(10))];
//= [8, ["one", "two"], -1]
//? Q3
---
// name: Q3: codes of regular expressions pass through
pattern = "\d+\.\w*\s[a-z]\b";
result = [len(pattern), pattern[0], pattern[1]];
//= [17, "\\", "d"]
---
// name: Q4: quotes at the ends of a key
labels = {"'quoted'": 1, "plain": 2};
result = [labels["'quoted'"], labels.plain];
//= [1, 2]
//~ Q4 ! run time KeyError "\"'quoted'\""
---
// name: Q5: a block as the body of an arrow
sign = fn(n) => {
  if (n < 0) { return "minus"; } elif (n > 0) { return "plus"; }
  return "zero";
};
result = [sign(-4), sign(4), sign(0)];
//= ["minus", "plus", "zero"]
//~ Q5 ! check "invalid syntax"
//? Q5
---
// name: Q5: a block without return gives null
log = [];
note = fn(x) => { log.append(x); };
result = [note(1), note(2), log];
//= [null, null, [1, 2]]
//~ Q5 ! check "invalid syntax"
//? Q5
---
// name: Q5: loops and handlers in a block
safe = fn(list) => {
  total = 0;
  for (x in list) {
    try { total = total + 10 / x; } except { continue; }
  }
  return total;
};
result = safe([1, 0, 5]);
//= 12.0
//~ Q5 ! check "invalid syntax"
//? Q5
---
// name: Q5: braces without anything are an object
f = fn() => {};
g = fn(x) => {x: x};
result = [f(), g(1)];
//= [{}, {"x": 1}]
---
// name: Q6: a discount in parentheses
member = false;
price = 100;
result = price - (member ? 10 : 0) - 5;
//= 95
//~ Q6 = -5
//? Q6
---
// name: Q6: a fee in parentheses in front
express = true;
result = (express ? 9.5 : 4.5) + 20;
//= 29.5
//~ Q6 = 9.5
//? Q6
---
// name: Q6: parentheses around a condition that decides
a = true; b = false;
result = [(a ? b : a) && true, (a ? 1 : 2) == 2, !(b ? a : a)];
//= [false, false, false]
//~ Q6 = [false, 1, true]
//? Q6
---
// name: Q6: the right operand keeps its meaning
a = false;
result = [1 + (a ? 10 : 20), 5 - (a ? 1 : 2)];
//= [21, 3]
//~ Q6 = [20, 2]
//? Q6
---
// name: Q7: variables do not become text by themselves
count = 3;
unit = "pieces";
result = count + unit;
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'str'"
---
// name: Q7: one literal in between is enough
count = 3;
unit = "pieces";
result = count + " " + unit;
//= "3 pieces"
---
// name: Q8: booleans in a joined text
ok = 1 < 2;
result = "ok: " + ok + ", not ok: " + !ok;
//= "ok: true, not ok: false"
//~ Q8 = "ok: True, not ok: False"
---
// name: Q9: words of Python in every place
function import_(from) { return from; }
for (lambda in [1]) { last = lambda; }
pass = fn(global) => global + 1;
[del, raise] = [pass(1), last];
result = [del, raise, import_("x")];
//= [2, 1, "x"]
//~ Q9 ! check "invalid syntax"
---
// name: Q9: None is no null
result = None;
//! name NameError "name 'None' is not defined"
//~ Q9 ! name NameError "name 'ml_None' is not defined"
---
// name: Q10: true cannot be assigned
true = 1;
//! syntax at 1:6
---
// name: Q10: true cannot be a parameter
function f(true) { return 1; }
//! syntax
//~ Q10 -
---
// name: Q10: null cannot be a loop variable
for (null in [1]) { }
//! syntax
//~ Q10 ! check "cannot assign to None"
---
// name: Q10: undefined cannot be a parameter of an arrow
f = fn(undefined) => 1;
//! syntax
//~ Q10 -
---
// name: Q11: an array of names as a statement
low = 1; high = 2;
[low, high];
[low];
result = "fine";
//= "fine"
//~ Q11 ! syntax at 2:12
//? Q11
---
// name: Q11: an element of an array of names
low = 1; high = 2;
[low, high][0] = 5;
result = low;
//= 1
//~ Q11 ! syntax at 2:12
//? Q11
---
// name: Q12: annotations with ML's names of types
function label(text: string, n: number, ok: boolean, list: array) { return text + n; }
result = label("a", "b", true, []);
//= "ab"
//~ Q12 ! name NameError "name 'string' is not defined"
//? Q12
---
// name: Q13: deeply nested brackets
// text: "result = len([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]);"
//! limit "more than 100 levels inside each other"
//~ Q13 = 1
---
// name: Q13: more deeply nested brackets
// text: "result = len([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]);"
//! limit
//~ Q13 ! check "too many nested parentheses"
---
// name: Q14: a function of the program wins in a call
function sum(a, b) { return a * 100 + b; }
result = sum(1, 2);
//= 102
//~ Q14 ! run time TypeError "'int' object is not iterable"
//? Q14
---
// name: Q14: a variable of a built-in's name leaves the call alone
sum = sum([1, 2, 3]);
again = sum([4, 5]);
result = [sum, again];
//= [6, 9]
---
// name: Q15: host names do not shine through
result = [1, object];
//! name NameError "name 'object' is not defined"
//~ Q15 = [1, <type>]
---
// name: Q15: a built-in assigned in another function only
function f() { abs = 5; return abs; }
g = abs;
result = [f(), g(-3)];
//= [5, 3]
//~ Q15 ! denied "SecurityError: Cannot call 'abs' from module 'builtins'"
---
// name: Q16: a variable called str
str = "text";
result = "n" + 1;
//= "n1"
//~ Q16 ! run time TypeError "'str' object is not callable"
---
// name: Q17: an inner function reaches a global variable
hits = 0;
function page() { function hit() { nonlocal hits; hits = hits + 1; } hit(); hit(); }
page();
result = hits;
//= 2
//~ Q17 ! check "no binding for nonlocal 'hits' found"
//? Q17
---
// name: Q18: a name used twice
problem = "none yet";
try { x = 1 / 0; } except (problem) { text = str(problem); }
result = [text, problem];
//= ["division by zero", "none yet"]
//~ Q18 ! name NameError "name 'problem' is not defined"
//? Q18
---
// name: Q18: a closure over the name of a handler
try { x = 1 / 0; } except (e) { f = fn() => str(e); inside = f(); }
result = inside;
//= "division by zero"
---
// name: Q19: the value decides, not the name
import math;
shapes = [{math: {pi: 3}}];
for (math in shapes) { pi = math.math.pi; }
result = pi;
//= 3
//~ Q19 ! run time AttributeError "'dict' object has no attribute 'math'"
---
// name: Q20: one bad statement refuses everything
print("start");
function f() { return 1; }
if (false) { break; }
//! check "'break' outside loop"
---
// name: Q21: members of literals
result = ["four".length, [1, 2].length, {a: 1}.b, {get: 5}.get];
//= [4, 2, null, 5]
//~ Q21 ! run time AttributeError "'str' object has no attribute 'length'"
//? Q21
---
// name: Q22: a number key changes nothing for the others
prices = {tea: 2};
prices[404] = "missing";
result = [prices.tea, prices.milk, prices[404]];
//= [2, null, "missing"]
//~ Q22 ! run time AttributeError "'dict' object has no accessible attribute 'tea'"
---
// name: Q23: objects have no methods
o = {b: 1};
try { x = o.values(); } except (e) { x = "no method"; }
try { y = o.get("b"); } except (e) { y = "no method"; }
result = [x, y, values(o)];
//= ["no method", "no method", [1]]
---
// name: Q24: a method in a variable
log = [];
note = log.append;
note("a");
find = "hello".find;
result = [log, find("l")];
//= [["a"], 2]
//~ Q24 ! denied "SecurityError: Cannot call '<lambda>' from module 'mlpy.stdlib.runtime_helpers'"
//? Q24
---
// name: Q25: one name in brackets
function single(list) { [only] = list; return only; }
result = single(["x"]);
//= "x"
//~ Q25 = ["x"]
//? Q25
---
// name: Q25: one name and two elements
try { [only] = [1, 2]; result = only; } except (e) { result = str(e); }
//= "too many values to unpack (expected 1)"
//~ Q25 = [1, 2]
//? Q25
---
// name: Q26: a call on the right of an object pattern
log = [];
function load() { log.append("loaded"); return {name: "n", size: 3}; }
{name, size} = load();
result = [name, size, log];
//= ["n", 3, ["loaded"]]
//~ Q26 = ["n", 3, ["loaded", "loaded"]]
---
// name: Q27: pairs are arrays
pairs = enumerate(["a", "b"]);
result = [pairs, pairs[0] == [0, "a"], typeof(pairs[1]), pairs[0].length];
//= [[[0, "a"], [1, "b"]], true, "array", 2]
//~ Q27 ! run time AttributeError "'tuple' object has no accessible attribute 'length'"
---
// name: Q28: the type of null
result = [typeof(null), isinstance(null, "unknown"), typeof({}.zz == null)];
//= ["unknown", true, "boolean"]
//~ Q21 ! run time KeyError "'zz'"
//? Q21
---
// name: Q29: one spelling at every depth
data = {ok: true, list: [null, false, {deep: null}]};
print(data);
result = [str(data), "data " + data];
//= ["{'ok': true, 'list': [null, false, {'deep': null}]}", "data {'ok': true, 'list': [null, false, {'deep': null}]}"]
//> {'ok': true, 'list': [null, false, {'deep': null}]}
//~ Q29 = ["{'ok': True, 'list': [None, False, {'deep': None}]}", "data {'ok': True, 'list': [None, False, {'deep': None}]}"]
//~ Q29 > {'ok': True, 'list': [None, False, {'deep': None}]}
---
// name: Q30: no formatting by remainder
name = "Ada";
result = "%s!" % name;
//! run time TypeError "unsupported operand type(s) for %: 'str' and 'str'"
//~ Q30 = "Ada!"
---
// name: Q31: huge literals
result = [1e999 == 2e999, -1e999 < 0];
//= [true, true]
//~ Q31 ! name NameError "name 'inf' is not defined"
---
// name: Q32: long numbers from text
result = [int("9007199254740993"), int(" -99999999999999999999 ")];
//= [9007199254740993, -99999999999999999999]
//~ Q32 = [9007199254740992, -100000000000000000000]
---
// name: Q33: null digits
result = [round(3.7, null), round(4, null)];
//= [4.0, 4]
//~ Q33 = [4, 4]
---
// name: Q34: a key function for sorted
try { result = sorted([1, 2, 3], fn(x) => -x); } except (e) { result = "refused"; }
//= "refused"
//~ Q34 = [3, 2, 1]
//? Q34
---
// name: Q35: a length of nothing
result = [len(null), len(42), len(fn() => 1)];
//= [0, 0, 0]
---
// name: Q36: a handler without a name catches ordinary errors
try { nosuch; } except { result = "caught"; }
//= "caught"
---
// name: Q37: a slice of an object
o = {a: 1, b: 2};
try { result = o[:1]; } except (e) { result = repr(e)[:9]; }
//= "TypeError"
//~ Q37 = "KeyError("
---
// name: Q38: any severity
try { throw {message: "low", severity: null}; } except (e) { result = str(e); }
//= "low"
//~ Q38 = "'NoneType' object has no attribute 'lower'"
---
// name: Q39: introspection agrees with access
o = {name: "n"};
result = [hasattr(o, "name"), getattr(o, "name"), hasattr([1], "length"), getattr("abc", "length")];
//= [true, "n", true, 3]
//~ Q39 = [false, null, false, null]
---
// name: Q40: the text of functions
function total() { return 1; }
result = str(total);
//= "<function total>"
//~ Q40 = "<function total at 0x…>"
---
// name: Q41: members of a caught exception
try { throw {message: "no stock", item: "tea", left: 0}; } except (e) {
  result = e.item + " " + e.left + ": " + e.message;
}
//= "tea 0: no stock"
//~ Q41 ! run time AttributeError "'MLUserException' object has no accessible attribute 'item'"
//? Q41
---
// name: Q41: thrown again with the old data
try {
  try { throw {message: "inner", code: 7}; } except (e) { throw {message: "outer", cause: e.code}; }
} except (e) { result = e.cause; }
//= 7
//~ Q41 ! run time AttributeError "'AttributeError' object has no accessible attribute 'cause'"
//? Q41
---
// name: Q48: an import with a slip
import jsn;
result = 1;
//! run time ImportError
//~ Q48 = 1
---
// name: Q50: a check that cannot be walked around
// capabilities: none
import math;
tools = [math];
lib = tools[0];
result = lib.floor(2.5);
//! denied
//~ Q50 = 2
---
// name: Q52: harmless texts and names
dir = "a";
note = "medieval (old)";
result = [dir, note];
//= ["a", "medieval (old)"]
//? Q52
---
// name: Q53: assigning a dunder name
__secret = 5;
result = 1;
//! check SecurityError
//~ Q53 = 1
---
// name: Q53: a dunder key of a new object
o = {};
o.__x = 1;
result = o;
//! check SecurityError
//~ Q53 = {"__x": 1}
