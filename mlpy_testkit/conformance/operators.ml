// name: division gives a float
result = [5 / 2, 4 / 2, -7 / 2, 1 / 3, 6 / 3 * 2, 0 / 5];
//= [2.5, 2.0, -3.5, 0.3333333333333333, 4.0, 0.0]
---
// name: floor division rounds down
result = [7 // 2, -7 // 2, 7 // -2, -7 // -2, 7.5 // 2, -7.5 // 2, 7 // 2.0];
//= [3, -4, -4, 3, 3.0, -4.0, 3.0]
---
// name: the remainder takes the sign of the divisor
result = [7 % 3, -7 % 3, 7 % -3, -7 % -3, 5.5 % 2, -5.5 % 2, 7.0 % 7];
//= [1, 2, -2, -1, 1.5, 0.5, 0.0]
---
// name: whole and float arithmetic
result = [2 * 3, 2 * 3.0, 2 + 3.0, 5 - 2.5, 0.1 + 0.2, 1e308 * 10, -1e308 * 10];
//= [6, 6.0, 5.0, 2.5, 0.30000000000000004, inf, -inf]
---
// name: large whole numbers stay exact, floats do not
n = 9007199254740993;
result = [n + 0, n + 0.0, n * n, n / 1, n // 1, n % 10];
//= [9007199254740993, 9007199254740992.0, 81129638414606699710187514626049, 9007199254740992.0, 9007199254740993, 3]
---
// name: booleans count as numbers
result = [true + true, true * 5, -true, 10 - false, true / 2, true == 1, false == 0, 5 % true];
//= [2, 5, -1, 10, 0.5, true, true, 0]
---
// name: repeating texts and arrays
result = ["ab" * 3, 2 * "-", "x" * 0, "x" * -4, [1, 2] * 2, 0 * [9], true * "t"];
//= ["ababab", "--", "", "", [1, 2, 1, 2], [], "t"]
---
// name: joining arrays
a = [1];
b = a + [2, 3];
a.append(9);
result = [a, b, [] + [], [[1]] + [2]];
//= [[1, 9], [1, 2, 3], [], [[1], 2]]
---
// name: equality is deep and never fails
result = [[1, [2, {a: 3}]] == [1, [2, {a: 3.0}]], {a: 1, b: 2} == {b: 2, a: 1}, "1" == 1, [] == {}, null == [], "" == false, [1] == [true], [1, 2] != [1]];
//= [true, true, false, false, false, false, true, true]
---
// name: whole numbers equal floats
result = [1 == 1.0, 0.0 == -0.0, 2 != 2.0, 1 == true, 10000000000000000000000 == 1e22, 9007199254740993 == 9007199254740992.0];
//= [true, true, false, true, true, false]
---
// name: ordering numbers
result = [1 < 2, 2 <= 2.0, -1 > -2, true < 2, 3 >= 3.5, 10000000000000000001 > 1e19];
//= [true, true, true, true, false, true]
---
// name: ordering texts goes by code points
result = ["a" < "b", "a" < "B", "10" < "9", "" < "a", "abc" < "abd", "ab" < "abc", "é" > "z"];
//= [true, false, true, true, true, true, true]
---
// name: ordering arrays
result = [[1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9, 9], [[1], 2] < [[1], 3], ["a", 1] <= ["a", 1]];
//= [true, true, true, true, true, true]
---
// name: texts and numbers have no order
result = "a" < 1;
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: null has no order
result = null < 1;
//! run time TypeError "'<' not supported between instances of 'NoneType' and 'int'"
---
// name: objects have no order
result = {} < {};
//! run time TypeError "'<' not supported between instances of 'dict' and 'dict'"
---
// name: arrays with unlike elements have no order
result = [1, "a"] < [1, 2];
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: equal heads are not compared
result = [[1, "a"] < [2, 5], ["x", null] == ["x", null]];
//= [true, true]
---
// name: logic gives an operand
result = [1 && 2, 0 && 2, null || "d", "" || [] || "z", 1 && "a" && [], 0 || "", null && 1];
//= [2, 0, "d", "z", [], "", null]
---
// name: the right side is evaluated only if needed
calls = [];
function note(name, value) { calls.append(name); return value; }
a = note("a", false) && note("b", true);
b = note("c", 1) || note("d", 2);
c = note("e", 0) || note("f", 3);
result = [a, b, c, calls];
//= [false, 1, 3, ["a", "c", "e", "f"]]
---
// name: a name without a value behind a deciding operand
result = [true || nosuch, false && nosuch, true ? 1 : nosuch];
//= [true, false, 1]
---
// name: not gives a boolean
result = [!0, !"", !"x", ![], ![0], !{}, !null, !!5, !0.0];
//= [true, true, false, true, false, true, true, true, true]
---
// name: truth of values
function truth(list) { out = []; for (v in list) { out.append(v ? 1 : 0); } return out; }
result = truth([0, 0.0, -0.0, "", "0", "false", [], [0], {}, {a: 1}, null, true, false, fn() => 0, len]);
//= [0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1]
---
// name: operands from left to right
order = [];
function n(name, value) { order.append(name); return value; }
x = n("a", 1) + n("b", 2) * n("c", 3) - n("d", 4);
y = [n("e", 0), n("f", 0)];
z = {k: n("g", 0), l: n("h", 0)};
result = [x, order];
//= [3, ["a", "b", "c", "d", "e", "f", "g", "h"]]
---
// name: the value is evaluated before the target
order = [];
function n(name, value) { order.append(name); return value; }
a = [0, 0, 0];
a[n("index", 1)] = n("value", 5);
o = {};
function get() { order.append("object"); return o; }
get().k = n("second", 6);
result = [a, o, order];
//= [[0, 5, 0], {"k": 6}, ["value", "index", "second", "object"]]
---
// name: dividing by zero
result = 1 / 0;
//! run time ZeroDivisionError "division by zero"
---
// name: floor dividing by zero
result = 1 // 0;
//! run time ZeroDivisionError "integer division or modulo by zero"
---
// name: remainder by zero
result = 1 % 0;
//! run time ZeroDivisionError "integer modulo by zero"
---
// name: dividing a float by zero
result = 1.0 / 0;
//! run time ZeroDivisionError "float division by zero"
---
// name: floor dividing a float by zero
result = 1.0 // 0;
//! run time ZeroDivisionError "float floor division by zero"
---
// name: remainder of a float by zero
result = 1.5 % 0;
//! run time ZeroDivisionError "float modulo"
---
// name: zero divided by a float zero
result = 0 / 0.0;
//! run time ZeroDivisionError "float division by zero"
---
// name: false as a divisor
result = 3 / false;
//! run time ZeroDivisionError "division by zero"
---
// name: adding objects
result = {a: 1} + {b: 2};
//! run time TypeError "unsupported operand type(s) for +: 'dict' and 'dict'"
---
// name: adding to an array what is no array
result = [1] + 2;
//! run time TypeError "can only concatenate list (not \"int\") to list"
---
// name: adding to null
x = null;
result = x + 1;
//! run time TypeError "unsupported operand type(s) for +: 'NoneType' and 'int'"
---
// name: adding an array to a number
result = 1 + [2];
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'list'"
---
// name: negating null
result = -null;
//! run time TypeError "bad operand type for unary -: 'NoneType'"
---
// name: negating a text
x = "5";
result = -x;
//! run time TypeError "bad operand type for unary -: 'str'"
---
// name: subtracting from a text
result = "5" - 2;
//! run time TypeError "unsupported operand type(s) for -: 'str' and 'int'"
---
// name: subtracting arrays
result = [1, 2] - [2];
//! run time TypeError "unsupported operand type(s) for -: 'list' and 'list'"
---
// name: dividing a text
result = "a" / 2;
//! run time TypeError "unsupported operand type(s) for /: 'str' and 'int'"
---
// name: multiplying two texts
result = "a" * "b";
//! run time TypeError "can't multiply sequence by non-int of type 'str'"
---
// name: multiplying a text by a float
result = "ab" * 1.5;
//! run time TypeError "can't multiply sequence by non-int of type 'float'"
---
// name: multiplying objects
result = {} * 2;
//! run time TypeError "unsupported operand type(s) for *: 'dict' and 'int'"
---
// name: floor dividing null
result = null // 2;
//! run time TypeError "unsupported operand type(s) for //: 'NoneType' and 'int'"
---
// name: remainder of an array
result = [5] % 2;
//! run time TypeError "unsupported operand type(s) for %: 'list' and 'int'"
---
// name: adding a function
function f() { return 1; }
result = f + 1;
//! run time TypeError "unsupported operand type(s) for +: 'function' and 'int'"
---
// name: remainder with a text on the left
result = "%d!" % 5;
//! run time TypeError "unsupported operand type(s) for %: 'str' and 'int'"
//~ Q30 = "5!"
---
// name: infinity and not a number
inf = 1e308 * 10;
nan = inf - inf;
result = [inf, -inf, nan == nan, nan < 1, nan != nan, inf > 99999, inf == inf, [nan == nan]];
//= [inf, -inf, false, false, true, true, true, [false]]
---
// name: negative zero
zero = -0.0;
result = [zero, zero == 0, 0 * -1, 0.0 * -1, str(zero)];
//= [-0.0, true, 0, -0.0, "-0.0"]
---
// name: functions are equal only to themselves
function f() { return 1; }
g = f;
h = fn() => 1;
result = [f == g, f == h, h == h, len == len, len == str, f != null];
//= [true, false, true, true, false, true]
---
// name: a conditional evaluates one branch
log = [];
function say(x) { log.append(x); return x; }
a = true ? say(1) : say(2);
b = false ? say(3) : say(4);
result = [a, b, log];
//= [1, 4, [1, 4]]
---
// name: repeated assignment of the own value
x = 1;
for (i in range(5)) { x = x * 2 + i; }
result = x;
//= 58
---
// name: float steps add up
x = 0.0;
for (i in range(10)) { x = x + 0.1; }
result = [x, x == 1.0, round(x, 10) == 1.0];
//= [0.9999999999999999, false, true]
---
// name: prices in cents and rounding
function vat(net, rate) { return round(net * rate, 2); }
result = [vat(19.99, 0.19), vat(0.05, 0.07), vat(1234.56, 0.2), 19.99 * 3, 0.07 * 100];
//= [3.8, 0.0, 246.91, 59.97, 7.000000000000001]
---
// name: even, odd, digits of a number
function digits(n) {
  out = [];
  while (n > 0) { out.insert(0, n % 10); n = n // 10; }
  return out;
}
result = [digits(90210), 7 % 2 == 1, -3 % 2 == 1];
//= [[9, 0, 2, 1, 0], true, true]
---
// name: exponents through repeated multiplication
function power(base, n) {
  if (n == 0) { return 1; }
  half = power(base, n // 2);
  return n % 2 == 0 ? half * half : half * half * base;
}
result = [power(2, 100), power(3, 5), power(1.5, 3), power(-2, 3)];
//= [1267650600228229401496703205376, 243, 3.375, -8]
