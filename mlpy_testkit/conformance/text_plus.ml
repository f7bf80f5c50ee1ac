// name: a literal turns the other side into text
n = 3;
result = ["n=" + n, n + " items", "" + 1.5, "" + [1, 2], "x" + -n];
//= ["n=3", "3 items", "1.5", "[1, 2]", "x-3"]
---
// name: a chain with a literal in front
a = 1; b = 2;
result = ["s" + a + b, "s" + (a + b), "s" + a * b + b];
//= ["s12", "s3", "s22"]
---
// name: a chain with the literal behind adds first
a = 1; b = 2;
result = [a + b + "s", a + (b + "s"), a * 2 + b + "!"];
//= ["3s", "12s", "4!"]
---
// name: texts from variables join
s = "ab"; t = "cd";
result = [s + t, s + t + s, s + "" + t];
//= ["abcd", "abcdab", "abcd"]
---
// name: a text variable and a number
s = "total: ";
n = 5;
result = s + n;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: a number and a text variable
s = " items";
n = 5;
result = n + s;
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'str'"
---
// name: a literal later in the chain does not help
s = "total: "; n = 5;
result = s + n + " euro";
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: an empty literal in front does
s = "total: "; n = 5;
result = "" + s + n + " euro";
//= "total: 5 euro"
---
// name: parentheses do not count
n = 5;
result = [("n=") + n, (("a")) + (n), ("a" + n) + n, n + ("a" + n)];
//= ["n=5", "a5", "a55", "5a5"]
---
// name: a call is no literal
n = 5;
result = str(n) + n;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: a method of a literal is no literal
result = "ab".upper() + 5;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: an element of an array is no literal
words = ["a", "b"];
result = words[0] + 1;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: a conditional is no literal
n = 5;
result = (n > 3 ? "big" : "small") + n;
//! run time TypeError "can only concatenate str (not \"int\") to str"
//~ Q6 = "big"
//? Q6
---
// name: a conditional as an operand of a textual plus
n = 5;
result = "n is " + (n > 3 ? "big" : "small") + " " + n;
//= "n is big 5"
---
// name: null and booleans in text
t = true; z = null;
result = ["a" + t, "a" + false, z + "b", "" + z];
//= ["atrue", "afalse", "nullb", "null"]
//~ Q8,Q29 = ["aTrue", "aFalse", "Noneb", "None"]
---
// name: containers in text
result = "v: " + [1, true, null, "x", {k: "it's"}];
//= "v: [1, true, null, 'x', {'k': \"it's\"}]"
//~ Q29 = "v: [1, True, None, 'x', {'k': \"it's\"}]"
---
// name: floats in text
result = ["" + 1e20, "" + 0.1, "" + 100.0, "" + 1e-7, "" + -0.0, "" + 123456789012345678];
//= ["1e+20", "0.1", "100.0", "1e-07", "-0.0", "123456789012345678"]
---
// name: a nested textual plus inside arguments
n = 2;
function tag(name, body) { return "<" + name + ">" + body + "</" + name + ">"; }
result = tag("p", "n is " + n + tag("b", n * 2));
//= "<p>n is 2<b>4</b></p>"
---
// name: building a table row by row
rows = [["tea", 2, 3.5], ["milk", 1, 1.25]];
out = "";
total = 0;
for (row in rows) {
  [name, count, price] = row;
  out = out + name + ": " + count + " x " + price + ";";
  total = total + count * price;
}
result = out + " sum " + total;
//= "tea: 2 x 3.5;milk: 1 x 1.25; sum 8.25"
---
// name: accumulating needs a literal or str
line = "";
for (i in range(3)) { line = line + i; }
result = line;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: accumulating with str
line = "";
for (i in range(3)) { line = line + str(i); }
result = line;
//= "012"
---
// name: accumulating with an empty literal
line = "";
for (i in range(3)) { line = line + "" + i; }
result = line;
//= "012"
---
// name: the operands are evaluated before they become text
items = [];
function add(x) { items.append(x); return items; }
result = "a" + add(1) + add(2);
//= "a[1][1, 2]"
---
// name: an inner plain plus still fails
n = 1;
result = "x" + (n + [2]);
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'list'"
---
// name: minus is never textual
result = "a" + 5 - 2;
//! run time TypeError "unsupported operand type(s) for -: 'str' and 'int'"
---
// name: times before plus
result = "-" * 3 + 5 + "=" * 2;
//! run time TypeError "can only concatenate str (not \"int\") to str"
---
// name: a literal on both sides
result = "a" + "b" + "c" + 1 + 2 + "d";
//= "abc12d"
---
// name: caught errors in text
try { x = 1 / 0; } except (e) { result = "failed: " + e; }
//= "failed: division by zero"
---
// name: functions do not add to text variables
s = "f: ";
result = s + len;
//! run time TypeError "can only concatenate str (not \"method\") to str"
---
// name: array plus literal makes text
result = [1] + "x" + [2];
//= "[1]x[2]"
---
// name: signs and currency
function money(cents) {
  sign = cents < 0 ? "-" : "";
  cents = abs(cents);
  rest = cents % 100;
  return sign + "$" + (cents // 100) + "." + (rest < 10 ? "0" : "") + rest;
}
result = [money(1999), money(5), money(-250), money(100000)];
//= ["$19.99", "$0.05", "-$2.50", "$1000.00"]
---
// name: a pluralising report
function count(n, word) { return n + " " + word + (n == 1 ? "" : "s"); }
result = [count(0, "apple"), count(1, "pear"), count(2, "plum")];
//= ["0 apples", "1 pear", "2 plums"]
---
// name: whether plus is textual does not depend on values
function join(a, b) { return a + b; }
function label(a, b) { return a + ": " + b; }
result = [join(1, 2), join("1", "2"), join([1], [2]), label(1, 2), label([1], {})];
//= [3, "12", [1, 2], "1: 2", "[1]: {}"]
