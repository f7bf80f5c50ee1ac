// name: a stack machine with jumps
function run(code, input) {
  stack = [];
  out = [];
  at = 0;
  steps = 0;
  while (at < len(code)) {
    steps = steps + 1;
    if (steps > 500) { throw {message: "too many steps"}; }
    [op, arg] = code[at];
    at = at + 1;
    if (op == "push") { stack.append(arg); }
    elif (op == "dup") { stack.append(stack[-1]); }
    elif (op == "read") { stack.append(input.pop(0)); }
    elif (op == "out") { out.append(stack.pop()); }
    elif (op == "jump") { at = arg; }
    elif (op == "zero") { if (stack[-1] == 0) { at = arg; } }
    else {
      b = stack.pop();
      a = stack.pop();
      if (op == "add") { stack.append(a + b); }
      elif (op == "sub") { stack.append(a - b); }
      elif (op == "swap") { stack.extend([b, a]); }
      else { throw {message: "no operation " + op + " at " + (at - 1)}; }
    }
  }
  return out;
}
countdown = [["read", null], ["dup", null], ["out", null], ["zero", 7], ["push", 1], ["sub", null], ["jump", 1]];
result = [run(countdown, [3])];
for (bad in [[[["push", 1], ["mul", 0]], []], [[["jump", 0]], []], [[["read", 0]], []], [[["push", 1], ["push", 2], ["swap", 0], ["nope", 0]], []]]) {
  [code, input] = bad;
  try { run(code, input); } except (e) { result.append(str(e)); }
}
//= [[3, 2, 1, 0], "pop from empty list", "too many steps", "pop from empty list", "no operation nope at 3"]
---
// name: lisp in a page
function read(text) {
  tokens = text.replace("(", " ( ").replace(")", " ) ").split();
  function form() {
    t = tokens.pop(0);
    if (t == "(") {
      list = [];
      while (tokens[0] != ")") { list.append(form()); }
      tokens.pop(0);
      return list;
    }
    if (t.lstrip("-").isdigit()) { return int(t); }
    return t;
  }
  return form();
}
function env(names, values, outer) { return {names: names, values: values, outer: outer}; }
function look(e, name) {
  while (e != null) {
    if (e.names.count(name)) { return e.values[e.names.index(name)]; }
    e = e.outer;
  }
  throw {message: "unbound " + name};
}
function value(x, e) {
  if (typeof(x) == "number") { return x; }
  if (typeof(x) == "string") { return look(e, x); }
  head = x[0];
  if (head == "if") { return value(value(x[1], e) ? x[2] : x[3], e); }
  if (head == "define") { e.names.append(x[1]); e.values.append(value(x[2], e)); return null; }
  if (head == "lambda") { return closure(x[1], x[2], e); }
  f = value(head, e);
  args = [];
  for (a in x[1:]) { args.append(value(a, e)); }
  return f(args);
}
function closure(names, body, e) { return fn(args) => value(body, env(names, args, e)); }
globals_ = env(["+", "-", "*", "<"], [fn(a) => sum(a), fn(a) => a[0] - a[1], fn(a) => a[0] * a[1], fn(a) => a[0] < a[1]], null);
out = [];
for (line in ["(+ 1 2 3)", "(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))", "(fact 12)", "(define adder (lambda (n) (lambda (m) (+ n m))))", "((adder 5) -8)", "(nope 1)", "(+ 1"]) {
  try { out.append(value(read(line), globals_)); } except (e) { out.append(str(e)); }
}
result = out;
//= [6, null, 479001600, null, -3, "unbound nope", "list index out of range"]
---
// name: json read by hand
function parse(text) {
  i = 0;
  function fail(what) { throw {message: what + " at " + i}; }
  function space() { nonlocal i; while (i < len(text) && text[i].isspace()) { i = i + 1; } }
  function take(word, v) { nonlocal i; if (!text[i:].startswith(word)) { fail("unexpected"); } i = i + len(word); return v; }
  function string() {
    nonlocal i;
    i = i + 1;
    start = i;
    while (i < len(text) && text[i] != chr(34)) { i = i + 1; }
    if (i >= len(text)) { fail("unterminated"); }
    i = i + 1;
    return text[start:i - 1];
  }
  function number() {
    nonlocal i;
    start = i;
    while (i < len(text) && "+-.eE0123456789".find(text[i]) >= 0) { i = i + 1; }
    word = text[start:i];
    if (word == "") { fail("no value"); }
    return word.isdigit() || word[0] == "-" && word[1:].isdigit() ? int(word) : float(word);
  }
  function array() {
    nonlocal i;
    out = [];
    i = i + 1;
    space();
    if (text[i:i + 1] == "]") { i = i + 1; return out; }
    while (true) {
      out.append(any_value());
      space();
      if (text[i:i + 1] == "]") { i = i + 1; return out; }
      take(",", null);
    }
  }
  function object() {
    nonlocal i;
    out = {};
    i = i + 1;
    space();
    if (text[i:i + 1] == "}") { i = i + 1; return out; }
    while (true) {
      space();
      k = string();
      space();
      take(":", null);
      out[k] = any_value();
      space();
      if (text[i:i + 1] == "}") { i = i + 1; return out; }
      take(",", null);
    }
  }
  function any_value() {
    space();
    c = text[i:i + 1];
    if (c == "{") { return object(); }
    if (c == "[") { return array(); }
    if (c == chr(34)) { return string(); }
    if (c == "t") { return take("true", true); }
    if (c == "f") { return take("false", false); }
    if (c == "n") { return take("null", null); }
    return number();
  }
  v = any_value();
  space();
  if (i < len(text)) { fail("trailing"); }
  return v;
}
import json;
samples = ['{"a": [1, 2.5, -3, 1e2], "b": {"c": null, "d": true}, "e": ""}', '[]', ' [ {} , [ ] ] ', '"x"', '-7'];
same = [];
for (s in samples) { same.append(parse(s) == json.parse(s)); }
for (bad in ['[1, 2', '{"a" 1}', 'tru', '"abc', '1 2', '']) { try { parse(bad); same.append("accepted"); } except (e) { same.append(str(e)); } }
result = same;
//= [true, true, true, true, true, "unexpected at 5", "unexpected at 5", "unexpected at 0", "unterminated at 4", "trailing at 2", "no value at 0"]
---
// name: arithmetic with a table of precedences
levels = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3};
function known(c) { for (k in levels) { if (k == c) { return true; } } return false; }
function postfix(text) {
  out = [];
  ops = [];
  number = "";
  for (c in text + " ") {
    if (c.isdigit() || c == ".") { number = number + c; continue; }
    if (number) { out.append(float(number)); number = ""; }
    if (c == "(") { ops.append(c); }
    elif (c == ")") {
      while (ops && ops[-1] != "(") { out.append(ops.pop()); }
      if (!ops) { throw {message: "too many )"}; }
      ops.pop();
    }
    elif (known(c)) {
      while (ops && ops[-1] != "(" && (levels[ops[-1]] > levels[c] || levels[ops[-1]] == levels[c] && c != "^")) { out.append(ops.pop()); }
      ops.append(c);
    }
    elif (c != " ") { throw {message: "what is " + c}; }
  }
  while (ops) { o = ops.pop(); if (o == "(") { throw {message: "left ("}; } out.append(o); }
  return out;
}
function power(a, b) { r = 1; for (i in range(int(b))) { r = r * a; } return r; }
does = {"+": fn(a, b) => a + b, "-": fn(a, b) => a - b, "*": fn(a, b) => a * b, "/": fn(a, b) => a / b, "^": power};
function compute(text) {
  stack = [];
  for (x in postfix(text)) {
    if (typeof(x) == "number") { stack.append(x); continue; }
    b = stack.pop(); a = stack.pop();
    f = does[x];
    stack.append(f(a, b));
  }
  if (len(stack) != 1) { throw {message: "not an expression"}; }
  return stack[0];
}
result = [];
for (t in ["1+2*3", "(1+2)*3", "2^3^2", "10/4-1", "8-3-2", "1/0", "(1", "1)", "1 2", "a", "+"]) {
  try { result.append(compute(t)); } except (e) { result.append(str(e)); }
}
//= [7.0, 9.0, 512.0, 1.5, 3.0, "float division by zero", "left (", "too many )", "not an expression", "what is a", "pop from empty list"]
---
// name: patterns matched with stars and marks
function match(p, s) {
  if (p == "") { return s == ""; }
  if (p[0] == "*") { return match(p[1:], s) || s != "" && match(p, s[1:]); }
  if (s == "") { return false; }
  if (p[0] == "[") {
    at = p.index("]");
    return p[1:at].find(s[0]) >= 0 && match(p[at + 1:], s[1:]);
  }
  return (p[0] == "?" || p[0] == s[0]) && match(p[1:], s[1:]);
}
result = [];
for (t in [["*.ml", "a.ml"], ["*.ml", "a.mlx"], ["a?c", "abc"], ["[abc]*", "cat"], ["[abc]*", "dog"], ["*", ""], ["?", ""], ["a*b*c", "aXXbYYc"]]) {
  [p, s] = t;
  result.append(match(p, s));
}
try { match("[a", "a"); } except (e) { result.append(str(e)); }
//= [true, false, true, true, false, true, false, true, "substring not found"]
---
// name: a state machine for quoted words
function split_words(line) {
  states = {
    space: fn(c) => c == " " ? "space" : c == "'" ? "quote" : add(c, "word"),
    word: fn(c) => c == " " ? flush("space") : c == "'" ? "quote" : add(c, "word"),
    quote: fn(c) => c == "'" ? "word" : add(c, "quote")
  };
  out = [];
  word = "";
  function add(c, s) { nonlocal word; word = word + c; return s; }
  function flush(s) { nonlocal word; out.append(word); word = ""; return s; }
  state = "space";
  for (c in line) { step = states[state]; state = step(c); }
  if (state == "quote") { throw {message: "open quote"}; }
  if (state == "word") { flush(""); }
  return out;
}
result = [split_words("copy 'my file' to there"), split_words("  "), split_words("a'b c'd ''")];
try { split_words("it's"); } except (e) { result.append(str(e)); }
//= [["copy", "my file", "to", "there"], [], ["ab cd", ""], "open quote"]
---
// name: expressions simplified as trees
function num(n) { return {kind: "num", value: n}; }
function variable(n) { return {kind: "var", name: n}; }
function op(o, a, b) { return {kind: "op", op: o, left: a, right: b}; }
function simple(t) {
  if (t.kind != "op") { return t; }
  a = simple(t.left);
  b = simple(t.right);
  if (a.kind == "num" && b.kind == "num") { return num(t.op == "+" ? a.value + b.value : a.value * b.value); }
  if (t.op == "*" && (a.value == 0 || b.value == 0)) { return num(0); }
  if (t.op == "*" && a.value == 1 || t.op == "+" && a.value == 0) { return b; }
  if (t.op == "*" && b.value == 1 || t.op == "+" && b.value == 0) { return a; }
  return op(t.op, a, b);
}
function derive(t, x) {
  if (t.kind == "num") { return num(0); }
  if (t.kind == "var") { return num(t.name == x ? 1 : 0); }
  if (t.op == "+") { return op("+", derive(t.left, x), derive(t.right, x)); }
  return op("+", op("*", derive(t.left, x), t.right), op("*", t.left, derive(t.right, x)));
}
function show(t) { return t.kind == "num" ? str(t.value) : t.kind == "var" ? t.name : "(" + show(t.left) + " " + t.op + " " + show(t.right) + ")"; }
x = variable("x");
e = op("+", op("*", num(3), op("*", x, x)), op("*", num(2), x));
result = [show(e), show(simple(derive(e, "x"))), show(simple(derive(e, "y"))), show(simple(op("*", num(2), num(3.5))))];
//= ["((3 * (x * x)) + (2 * x))", "((3 * (x + x)) + 2)", "0", "7.0"]
---
// name: a little language with variables and loops
function execute(source) {
  vars = {};
  out = [];
  lines = [];
  for (l in source.split(";")) { if (l.strip()) { lines.append(l.strip().split(" ")); } }
  function val(w) {
    if (w.isdigit()) { return int(w); }
    for (k in vars) { if (k == w) { return vars[w]; } }
    throw {message: "no variable " + w};
  }
  at = 0;
  marks = [];
  while (at < len(lines)) {
    words = lines[at];
    at = at + 1;
    if (words[0] == "set") { vars[words[1]] = val(words[2]); }
    elif (words[0] == "add") { vars[words[1]] = val(words[1]) + val(words[2]); }
    elif (words[0] == "show") { out.append(val(words[1])); }
    elif (words[0] == "repeat") { marks.append([at, val(words[1])]); }
    elif (words[0] == "end") {
      [start, left] = marks.pop();
      if (left > 1) { marks.append([start, left - 1]); at = start; }
    }
    else { throw {message: "line " + at + ": " + " ".join(words)}; }
  }
  return out;
}
result = [execute("set x 1; repeat 3; add x x; repeat 2; add x 1; end; show x; end"), execute("")];
for (bad in ["show y", "jump 3", "end"]) { try { execute(bad); } except (e) { result.append(str(e)); } }
//= [[4, 10, 22], [], "no variable y", "line 1: jump 3", "pop from empty list"]
---
// name: a turtle with commands and loops nested
function draw(program) {
  x = 0; y = 0; facing = 0;
  trail = [[0, 0]];
  moves = [[0, 1], [1, 0], [0, -1], [-1, 0]];
  function go(commands) {
    nonlocal x, y, facing;
    for (c in commands) {
      if (typeof(c) == "array") { for (i in range(c[0])) { go(c[1:]); } }
      elif (c == "L") { facing = (facing - 1) % 4; }
      elif (c == "R") { facing = (facing + 1) % 4; }
      else { [dx, dy] = moves[facing]; x = x + dx * c; y = y + dy * c; trail.append([x, y]); }
    }
  }
  go(program);
  return [x, y, facing, trail];
}
result = [draw([3, "R", 2, "L", "L", 1]), draw([[4, 2, "R"]]), draw([[2, [2, 1, "L"], "R"]])];
//= [[1, 3, 3, [[0, 0], [0, 3], [2, 3], [1, 3]]], [0, 0, 0, [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]], [-2, 0, 2, [[0, 0], [0, 1], [-1, 1], [-2, 1], [-2, 0]]]]
