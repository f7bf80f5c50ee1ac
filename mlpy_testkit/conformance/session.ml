// name: values of inputs
x = 5
//--
x + 1
//= 6
//--
x = x + 1
//--
x;
//= 6
//--
5; 6
//= 6
//--
null
//--
[x, "a"]
//= [6, "a"]
//~ Q11 ! syntax at 1:5
---
// name: variables and functions stay
rate = 0.2
//--
function tax(n) { return n * rate; }
//--
tax(50)
//= 10.0
//--
rate = 0.5
//--
tax(50)
//= 25.0
---
// name: several statements in one input
a = 1; b = 2; a + b
//= 3
//--
function f() { return 3; } f()
//= 3
//--
if (true) { c = 4; } c
//= 4
//--
a = 10; b = a
---
// name: comparisons have values
x = 6
//--
x == 6
//= true
//~ Q44 -
//--
x < 7
//= true
//--
x <= 5
//= false
//~ Q44 -
//--
x != 6
//= false
//~ Q44 -
//--
"a=b"
//= "a=b"
//~ Q44 -
//--
{op: "="}
//= {"op": "="}
//~ Q44 -
---
// name: printed text belongs to its input
print("one")
//> one
//--
print("two"); 2
//= 2
//> two
//--
for (i in [1, 2]) { print(i); }
//> 1
//> 2
//--
i
//= 2
---
// name: blocks need no semicolon
function f(a) {
  return a * 2;
}
//--
f(4)
//= 8
//--
if (f(1) > 1) { x = "big"; } else { x = "small"; }
//--
x
//= "big"
//--
while (f(1) > 5) { }
//--
try { y = 1 / 0; } except { y = "caught"; }
//--
y
//= "caught"
---
// name: blocks in unusual dress
if(true) { z = 2; }
//~ Q45 ! syntax at 1:20
//--
z
//= 2
//~ Q45 ! name NameError "name 'z' is not defined"
//--
  for (i in [7]) { z = i; }
//~ Q45 ! syntax at 1:28
//--
tryIt = {a: 1}
//~ Q45 ! syntax
//--
elsewhere = {}
//~ Q45 ! syntax
//--
[z, tryIt.a, elsewhere]
//= [7, 1, {}]
//~ Q45 ! syntax at 1:10
---
// name: a block after a statement
n = 3; while (n > 0) { n = n - 1; }
//~ Q45 ! syntax at 1:36
//--
n
//= 0
//~ Q45 ! name NameError "name 'n' is not defined"
---
// name: only a comment
// nothing to do
//~ Q2 ! syntax
//--
x = 7; // trailing
//--
x
//= 7
---
// name: a note behind an expression
x = 7
//--
x // trailing
//! name NameError "name 'trailing' is not defined"
---
// name: errors leave the session usable
x = 1
//--
nosuch
//! name NameError "name 'nosuch' is not defined"
//--
y = 1 / 0
//! run time ZeroDivisionError "division by zero"
//--
x = ;
//! syntax at 1:5
//--
x
//= 1
//--
"a" - 1
//! run time TypeError "unsupported operand type(s) for -: 'str' and 'int'"
---
// name: what was done before an error stays
y = 1; z = 2; y = 1 / 0
//! run time ZeroDivisionError "division by zero"
//--
y + z
//= 3
---
// name: kinds of errors
o = {}
//--
o.zz
//--
o["zz"]
//! run time KeyError "'zz'"
//--
[1][9]
//! run time IndexError "list index out of range"
//--
int("q")
//! run time ValueError "invalid literal for int() with base 10: 'q'"
//--
f = 5; f()
//! run time TypeError "Cannot call object of type 'int': not callable"
//--
null + 1
//! run time TypeError "unsupported operand type(s) for +: 'NoneType' and 'int'"
---
// name: destructuring
[a, b] = [1, 2]
//--
[a, b] = [b, a]
//--
a
//= 2
//--
{p, q} = {p: 3, q: 4}
//--
p * q
//= 12
---
// name: an array of names
a = 1; b = 2
//--
[a, b]
//= [1, 2]
//~ Q11 ! syntax at 1:7
//--
[a + 0, b]
//= [1, 2]
---
// name: text with booleans
"v: " + true
//= "v: true"
//--
"v: " + null
//= "v: null"
//~ Q29 = "v: None"
//--
str([true])
//= "[true]"
//~ Q29 = "[True]"
---
// name: variables named like built-ins
sum = 5
//--
sum + 1
//= 6
//~ Q46 ! run time TypeError "unsupported operand type(s) for +: 'method' and 'int'"
//--
sum([1, 2])
//= 3
//--
len = 3; len
//= 3
//--
len([1, 2])
//= 2
---
// name: throwing
throw {message: "m", code: 1};
//! thrown "m" with {"message": "m", "code": 1}
//~ Q43 ! check "invalid syntax"
//--
function t() { throw {message: "in t"}; }
//--
t()
//! thrown "in t" with {"message": "in t"}
//~ Q43 ! name NameError "name 'MLUserException' is not defined"
//--
try { t(); } except (e) { text = str(e); }
//--
text
//= "in t"
//~ Q43 = "name 'MLUserException' is not defined"
---
// name: nonlocal at the top level
function bump() { nonlocal count; count = 10; }
//--
bump()
//--
count
//= 10
---
// name: imports stay
import math
//--
math.floor(2.5)
//= 2
//--
math.pi > 3
//= true
//--
m = math; m.ceil(1.2)
//= 2
---
// name: arrows
g = fn(q) => q + 1
//--
g(1)
//= 2
//--
h = fn(x) => fn(y) => x + y
//--
k = h(1); k(2)
//= 3
---
// name: refused inputs
break
//! check "'break' outside loop"
//~ Q44 ! check "invalid syntax"
//--
eval("1")
//! check "Dangerous code injection operation 'eval' is not allowed"
//--
x = 1
//--
x
//= 1
---
// name: objects and arrays
o = {a: 1, b: [1, null]}
//--
o
//= {"a": 1, "b": [1, null]}
//--
o.b.append(2); o.b
//= [1, null, 2]
//--
o.c = {d: 1}
//--
o.c.d
//= 1
---
// name: redefining
function f() { return 1; }
//--
g = f
//--
function f() { return 2; }
//--
[f(), g()]
//= [2, 1]
---
// name: a function that uses a later one
function a() { return b(); }
//--
a()
//! name NameError "name 'b' is not defined"
//--
function b() { return "now"; }
//--
a()
//= "now"
---
// name: a session as a notebook
prices = {tea: 2.5, milk: 1.2}
//--
function total(cart) { sum_ = 0; for (item in cart) { sum_ = sum_ + prices[item] * cart[item]; } return round(sum_, 2); }
//--
total({tea: 2, milk: 1})
//= 6.2
//--
prices.tea = 3.0
//--
total({tea: 2, milk: 1})
//= 7.2
//--
total({bread: 1})
//! run time KeyError "'bread'"
---
// name: an input that is nothing but the expression that fails
x = 5
//--
x.foo
//! run time AttributeError "'int' object has no accessible attribute 'foo'"
//--
x()
//! run time TypeError "Cannot call object of type 'int': not callable"
//--
null.y
//! run time AttributeError "'NoneType' object has no accessible attribute 'y'"
//--
o = {a: 1}
//--
o.a()
//! run time TypeError "Property 'a' is not callable (got int)"
//--
o.b()
//! run time AttributeError "ML object has no property 'b'"
//--
o.b.c
//! run time AttributeError "'NoneType' object has no accessible attribute 'c'"
//--
x[0]
//! run time TypeError "'int' object is not subscriptable"
//--
"a".nosuch()
//! run time AttributeError "'str' object has no accessible method 'nosuch'"
//--
-"a"
//! run time TypeError "bad operand type for unary -: 'str'"
//--
[1] + 2
//! run time TypeError "can only concatenate list (not \"int\") to list"
//--
x.foo;
//! run time AttributeError "'int' object has no accessible attribute 'foo'"
---
// name: errors in later inputs, and what is there after them
items = [3, 1]; first = items[0]
//--
items[5]
//! run time IndexError "list index out of range"
//--
items.push(4)
//! run time AttributeError "'list' object has no accessible method 'push'"
//--
items.sort(); items.foo = 1
//! run time TypeError "list indices must be integers or slices, not str"
//--
items
//= [1, 3]
//--
function pick(i) { return items[i]; }
//--
pick(7)
//! run time IndexError "list index out of range"
//--
pick("a")
//! run time TypeError "list indices must be integers or slices, not str"
//--
pick()
//! run time TypeError "pick() missing 1 required positional argument: 'i'"
//--
items = "text"
//--
pick(0)
//= "t"
//--
pick = 3
//--
pick(0)
//! run time TypeError "Cannot call object of type 'int': not callable"
