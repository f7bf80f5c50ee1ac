// name: numbers
print(1, -1, 1.0, 0.5, 2.50, 1e15, 1e16, 0.0001, 0.00001, 123456789012345678901234567890);
//> 1 -1 1.0 0.5 2.5 1000000000000000.0 1e+16 0.0001 1e-05 123456789012345678901234567890
---
// name: float borders
print(1 / 3, 2 / 3, 0.1 + 0.2, 1e100, 1.5e-10, -0.0, 100.0, 1e22, 123456.789);
//> 0.3333333333333333 0.6666666666666666 0.30000000000000004 1e+100 1.5e-10 -0.0 100.0 1e+22 123456.789
---
// name: infinity and not a number
print(float("inf"), -float("inf"), float("nan"), [float("inf")]);
//> inf -inf nan [inf]
---
// name: texts alone and inside
print("plain", ["plain", "it's", 'q"q', 'both "and" it' + "'s"]);
//> plain ['plain', "it's", 'q"q', 'both "and" it\'s']
---
// name: line breaks and tabs inside
print(["a" + chr(10) + "b", chr(9), chr(13), chr(0), chr(127), "é", "😀"]);
//> ['a\nb', '\t', '\r', '\x00', '\x7f', 'é', '😀']
---
// name: backslashes inside
print(["a\b", "\\"], "a\b");
//> ['a\\b', '\\\\'] a\b
---
// name: nested containers
print([1, [2, [3, []]], {}], {a: {b: [1.0]}});
//> [1, [2, [3, []]], {}] {'a': {'b': [1.0]}}
---
// name: keys
o = {a: 1, "b c": 2, "it's": 3, "": 4};
o[5] = "five";
o[1.5] = 0;
print(o);
//> {'a': 1, 'b c': 2, "it's": 3, '': 4, 5: 'five', 1.5: 0}
---
// name: null and booleans at every depth
print(null, true, [null, true, [false, {a: null}]], {t: true, n: null});
//> null true [null, true, [false, {'a': null}]] {'t': true, 'n': null}
//~ Q29 > None true [None, True, [False, {'a': None}]] {'t': True, 'n': None}
---
// name: null and booleans in str
result = [str(null), str([true]), str({a: null, b: [false]})];
//= ["null", "[true]", "{'a': null, 'b': [false]}"]
//~ Q29 = ["None", "[True]", "{'a': None, 'b': [False]}"]
---
// name: null and booleans in text
result = ["" + null, true + "", "x" + [null, false]];
//= ["null", "true", "x[null, false]"]
//~ Q8,Q29 = ["None", "True", "x[None, False]"]
---
// name: null and booleans in messages
try { throw {message: null}; } except (e) { a = str(e); }
try { throw {message: [true]}; } except (e) { b = str(e); }
result = [a, b];
//= ["null", "[true]"]
//~ Q29 = ["None", "[True]"]
---
// name: texts that look like null
print("None", ["None", "True"], str("null"), "true");
//> None ['None', 'True'] null true
---
// name: pairs
print(enumerate(["a"]), zip([1], [2.0]));
//> [[0, 'a']] [[1, 2.0]]
//~ Q27 > [(0, 'a')] [(1, 2.0)]
---
// name: empty values
print([], {}, "", [""], [[]]);
//> [] {}  [''] [[]]
---
// name: functions of the program
function price() { }
result = [str(price).startswith("<function price"), str(fn(x) => x).startswith("<function")];
//= [true, true]
---
// name: functions have stable texts
function price() { }
a = fn(x) => x;
result = [str(price), "" + price, str([price])];
//= ["<function price>", "<function price>", "[<function price>]"]
//~ Q40 = ["<function price at 0x…>", "<function price at 0x…>", "[<function price at 0x…>]"]
---
// name: built-ins have stable texts
result = [str(len), "" + print];
//= ["<built-in len>", "<built-in print>"]
//~ Q40 = ["<bound method Builtin.len of <mlpy.stdlib.builtin.Builtin object at 0x…>>", "<bound method Builtin.print of <mlpy.stdlib.builtin.Builtin object at 0x…>>"]
---
// name: the text of a cycle
a = [1];
a.append(a);
o = {};
o.o = o;
print(a, o);
//> [1, [...]] {'o': {...}}
---
// name: whole numbers in text
print("" + 10 // 3, 2 * 3.0, 7 // 2.0, 10 / 5, 1e3, 5 % 3.0);
//> 3 6.0 3.0 2.0 1000.0 2.0
---
// name: str of a float never loses anything
out = [];
for (x in [0.1, 1e-5, 123.456, 5e-324, 1.7976931348623157e308]) { out.append(float(str(x)) == x); }
result = out;
//= [true, true, true, true, true]
---
// name: a report
rows = [{item: "tea", price: 2.5, stock: true}, {item: "milk", price: 1.0, stock: false}];
for (row in rows) { print(row.item.ljust(6), format(row.price, ".2f"), row.stock); }
//> tea    2.50 true
//> milk   1.00 false
---
// name: text of a conditional
for (n in range(3)) { print(n, n % 2 == 0 ? "even" : "odd", n > 1); }
//> 0 even false
//> 1 odd false
//> 2 even true
