// name: pricing with tiers, coupons and shipping
tiers = [{from: 0, rate: 0}, {from: 100, rate: 0.05}, {from: 500, rate: 0.1}];
coupons = {WELCOME: {kind: "fixed", value: 10}, SPRING: {kind: "percent", value: 20}};
function discount(sum_) {
  rate = 0;
  for (tier in tiers) { if (sum_ >= tier.from) { rate = tier.rate; } }
  return sum_ * rate;
}
function price(cart, code) {
  total = 0;
  for (line in cart) { total = total + line.price * line.count; }
  total = total - discount(total);
  coupon = null;
  for (name in coupons) { if (name == code) { coupon = coupons[name]; } }
  if (coupon != null) {
    if (coupon.kind == "fixed") { total = total - coupon.value; }
    else { total = total * (100 - coupon.value) / 100; }
  }
  shipping = total >= 50 ? 0 : 4.9;
  return round(max(total, 0) + shipping, 2);
}
small = [{price: 9.5, count: 2}];
large = [{price: 120, count: 4}, {price: 0.99, count: 30}];
result = [price(small, null), price(small, "WELCOME"), price(large, "SPRING"), price(large, "NONE"), price([], "SPRING")];
//= [23.9, 13.9, 366.98, 458.73, 4.9]
---
// name: a tokeniser and a calculator by precedence
function tokens(text) {
  out = [];
  i = 0;
  while (i < len(text)) {
    c = text[i];
    if (c == " ") { i = i + 1; continue; }
    if (c.isdigit()) {
      j = i;
      while (j < len(text) && (text[j].isdigit() || text[j] == ".")) { j = j + 1; }
      word = text[i:j];
      out.append(word.find(".") >= 0 ? float(word) : int(word));
      i = j;
    } else { out.append(c); i = i + 1; }
  }
  return out;
}
function parser(list) {
  place = 0;
  function peek() { return place < len(list) ? list[place] : null; }
  function take() { nonlocal place; place = place + 1; return list[place - 1]; }
  function factor() {
    t = take();
    if (t == "(") { value = sum_(); take(); return value; }
    if (t == "-") { return -factor(); }
    return t;
  }
  function product() {
    value = factor();
    while (peek() == "*" || peek() == "/") {
      if (take() == "*") { value = value * factor(); } else { value = value / factor(); }
    }
    return value;
  }
  function sum_() {
    value = product();
    while (peek() == "+" || peek() == "-") {
      if (take() == "+") { value = value + product(); } else { value = value - product(); }
    }
    return value;
  }
  return sum_;
}
function calculate(text) { parse = parser(tokens(text)); return parse(); }
result = [calculate("1 + 2 * 3"), calculate("(1+2)*3 - -4"), calculate("10 / 4 / 5"), calculate("2 * (3.5 + 0.5) - 1")];
//= [7, 13, 0.5, 7.0]
---
// name: a traffic light as a state machine
states = {
  red: {next: "green", seconds: 30},
  green: {next: "yellow", seconds: 25},
  yellow: {next: "red", seconds: 5}
};
function machine(start) {
  current = start;
  left = states[start].seconds;
  function tick(seconds) {
    nonlocal current, left;
    while (seconds > 0) {
      step = min(seconds, left);
      left = left - step;
      seconds = seconds - step;
      if (left == 0) { current = states[current].next; left = states[current].seconds; }
    }
    return current + ":" + left;
  }
  return tick;
}
tick = machine("red");
log = [];
for (s in [10, 20, 24, 1, 6, 60]) { log.append(tick(s)); }
result = log;
//= ["red:20", "green:25", "green:1", "yellow:5", "red:29", "red:29"]
---
// name: the game of life
function step(alive, width, height) {
  function get(y, x) { return alive[(y + height) % height][(x + width) % width]; }
  out = [];
  for (y in range(height)) {
    row = [];
    for (x in range(width)) {
      n = 0;
      for (dy in [-1, 0, 1]) { for (dx in [-1, 0, 1]) { if (dy != 0 || dx != 0) { n = n + get(y + dy, x + dx); } } }
      row.append(n == 3 || get(y, x) == 1 && n == 2 ? 1 : 0);
    }
    out.append(row);
  }
  return out;
}
board = [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]];
for (i in range(4)) { board = step(board, 5, 5); }
for (row in board) {
  line = "";
  for (cell in row) { line = line + (cell == 1 ? "#" : "."); }
  print(line);
}
//> .....
//> ..#..
//> ...#.
//> .###.
//> .....
//~ Q6 > .
//~ Q6 > .
//~ Q6 > .
//~ Q6 > .
//~ Q6 > .
//? Q6
---
// name: the shortest way through a maze
maze = ["S.#.....", "..#.###.", ".##.#...", "....#.#E"];
function find(letter) {
  for (y in range(len(maze))) { x = maze[y].find(letter); if (x >= 0) { return [y, x]; } }
  return null;
}
function solve() {
  start = find("S");
  goal = find("E");
  queue = [[start, 0]];
  seen = [start];
  while (len(queue) > 0) {
    [place, steps] = queue.pop(0);
    if (place == goal) { return steps; }
    for (move in [[0, 1], [1, 0], [0, -1], [-1, 0]]) {
      y = place[0] + move[0];
      x = place[1] + move[1];
      if (y < 0 || x < 0 || y >= len(maze) || x >= len(maze[0])) { continue; }
      if (maze[y][x] == "#" || seen.count([y, x]) > 0) { continue; }
      seen.append([y, x]);
      queue.append([[y, x], steps + 1]);
    }
  }
  return null;
}
result = [solve(), find("S"), find("E"), find("?")];
//= [16, [0, 0], [3, 7], null]
---
// name: eight queens, the first solution
function safe(queens, column) {
  row = len(queens);
  for (r in range(row)) {
    c = queens[r];
    if (c == column || abs(c - column) == row - r) { return false; }
  }
  return true;
}
function place(queens, n) {
  if (len(queens) == n) { return queens; }
  for (column in range(n)) {
    if (safe(queens, column)) {
      found = place(queens + [column], n);
      if (found != null) { return found; }
    }
  }
  return null;
}
result = [place([], 6), place([], 8), place([], 3)];
//= [[1, 3, 5, 0, 2, 4], [0, 4, 7, 5, 2, 6, 1, 3], null]
---
// name: Dijkstra on a small map
roads = {a: {b: 7, c: 9, f: 14}, b: {a: 7, c: 10, d: 15}, c: {a: 9, b: 10, d: 11, f: 2}, d: {b: 15, c: 11, e: 6}, e: {d: 6, f: 9}, f: {a: 14, c: 2, e: 9}};
function distances(start) {
  best = {};
  for (town in roads) { best[town] = 1e9; }
  best[start] = 0;
  open_ = keys(roads);
  while (len(open_) > 0) {
    near = open_[0];
    for (town in open_) { if (best[town] < best[near]) { near = town; } }
    open_.remove(near);
    for (town in roads[near]) {
      way = best[near] + roads[near][town];
      if (way < best[town]) { best[town] = way; }
    }
  }
  return best;
}
result = distances("a");
//= {"a": 0, "b": 7, "c": 9, "d": 20, "e": 20, "f": 11}
---
// name: a bank with a journal
function bank() {
  accounts = {};
  journal = [];
  function open_(name, amount) { accounts[name] = amount; journal.append(["open", name, amount]); }
  function move(from, to, amount) {
    if (amount <= 0) { throw {message: "amount must be positive"}; }
    if (accounts[from] < amount) { throw {message: from + " has only " + accounts[from]}; }
    accounts[from] = accounts[from] - amount;
    accounts[to] = accounts[to] + amount;
    journal.append(["move", from, to, amount]);
  }
  function report() { return [accounts, len(journal), sum(values(accounts))]; }
  return {open: open_, move: move, report: report};
}
b = bank();
b.open("ada", 100);
b.open("bob", 20);
errors = [];
for (order in [["ada", "bob", 30], ["bob", "ada", 500], ["ada", "bob", -1], ["ada", "eve", 5]]) {
  try { b.move(order[0], order[1], order[2]); } except (e) { errors.append(str(e)); }
}
result = [b.report(), errors];
//= [[{"ada": 65, "bob": 50}, 3, 115], ["bob has only 50", "amount must be positive", "'eve'"]]
---
// name: reading a table of text
text = "name;born;city
Ada Lovelace;1815;London
Alan Turing;1912;London
Grace Hopper;1906;New York";
function table(text) {
  lines = text.split(chr(10));
  head = lines[0].split(";");
  rows = [];
  for (line in lines[1:]) {
    row = {};
    for (pair in zip(head, line.split(";"))) { row[pair[0]] = pair[1].isdigit() ? int(pair[1]) : pair[1]; }
    rows.append(row);
  }
  return rows;
}
cities = {};
for (row in table(text)) {
  list = [];
  for (c in cities) { if (c == row.city) { list = cities[c]; } }
  list.append(row.name.split(" ")[1]);
  cities[row.city] = list;
}
years = [];
for (row in table(text)) { years.append(row.born); }
result = [cities, min(years), sum(years) // len(years)];
//= [{"London": ["Lovelace", "Turing"], "New York": ["Hopper"]}, 1815, 1877]
---
// name: inventory with minimum stock
stock = {bolt: {count: 40, min: 25, pack: 50}, nut: {count: 10, min: 30, pack: 100}, gear: {count: 0, min: 1, pack: 1}};
events = [["out", "bolt", 20], ["in", "gear", 3], ["out", "nut", 15], ["out", "gear", 1], ["out", "washer", 1]];
problems = [];
function apply(event) {
  [kind, item, n] = event;
  try {
    entry = stock[item];
    if (kind == "in") { entry.count = entry.count + n; }
    elif (entry.count < n) { throw {message: "only " + entry.count + " " + item + " left"}; }
    else { entry.count = entry.count - n; }
  } except (e) { problems.append(str(e)); }
}
for (event in events) { apply(event); }
orders = [];
for (item in keys(stock)) {
  entry = stock[item];
  if (entry.count < entry.min) {
    packs = (entry.min - entry.count + entry.pack - 1) // entry.pack;
    orders.append({item: item, packs: packs});
  }
}
result = {orders: orders, problems: problems};
//= {"orders": [{"item": "bolt", "packs": 1}, {"item": "nut", "packs": 1}], "problems": ["only 10 nut left", "'washer'"]}
---
// name: roman numerals both ways
marks = [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
function roman(n) {
  out = "";
  for (mark in marks) { while (n >= mark[0]) { out = out + mark[1]; n = n - mark[0]; } }
  return out;
}
function number(text) {
  total = 0;
  for (mark in marks) {
    while (text.startswith(mark[1])) { total = total + mark[0]; text = text[len(mark[1]):]; }
  }
  return total;
}
good = true;
for (n in range(1, 200)) { if (number(roman(n)) != n) { good = false; } }
result = [roman(1994), roman(2024), number("MCMXCIV"), good];
//= ["MCMXCIV", "MMXXIV", 1994, true]
---
// name: leap years and days of the week
function leap(y) { return y % 4 == 0 && y % 100 != 0 || y % 400 == 0; }
function weekday(y, m, d) {
  if (m < 3) { m = m + 12; y = y - 1; }
  names = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"];
  return names[(d + 13 * (m + 1) // 5 + y + y // 4 - y // 100 + y // 400) % 7];
}
found = [];
for (y in [1900, 2000, 2023, 2024]) { if (leap(y)) { found.append(y); } }
result = [found, weekday(2000, 1, 1), weekday(1969, 7, 20), weekday(2024, 2, 29)];
//= [[2000, 2024], "Sat", "Sun", "Thu"]
---
// name: a linked list
function cons(head, tail) { return {head: head, tail: tail}; }
function fromArray(list) { out = null; for (x in reversed(list)) { out = cons(x, out); } return out; }
function toArray(node) { out = []; while (node != null) { out.append(node.head); node = node.tail; } return out; }
function reverse(node) { out = null; while (node != null) { out = cons(node.head, out); node = node.tail; } return out; }
function map_(f, node) { return node == null ? null : cons(f(node.head), map_(f, node.tail)); }
l = fromArray([1, 2, 3, 4]);
result = [toArray(reverse(l)), toArray(map_(fn(x) => x * x, l)), l.tail.tail.head, toArray(null)];
//= [[4, 3, 2, 1], [1, 4, 9, 16], 3, []]
---
// name: a binary search tree
function insert(tree, key) {
  if (tree == null) { return {key: key, left: null, right: null}; }
  if (key < tree.key) { tree.left = insert(tree.left, key); }
  elif (key > tree.key) { tree.right = insert(tree.right, key); }
  return tree;
}
function walk(tree, visit) {
  if (tree == null) { return; }
  walk(tree.left, visit);
  visit(tree.key);
  walk(tree.right, visit);
}
function height(tree) { return tree == null ? 0 : 1 + max(height(tree.left), height(tree.right)); }
tree = null;
for (k in [50, 30, 70, 20, 40, 60, 80, 30, 65]) { tree = insert(tree, k); }
seen = [];
function note(k) { seen.append(k); }
walk(tree, note);
result = [seen, height(tree), tree.left.right.key];
//= [[20, 30, 40, 50, 60, 65, 70, 80], 4, 40]
---
// name: a heap and sorting with it
function push(heap, x) {
  heap.append(x);
  i = len(heap) - 1;
  while (i > 0 && heap[(i - 1) // 2] > heap[i]) {
    up = (i - 1) // 2;
    spare = heap[up]; heap[up] = heap[i]; heap[i] = spare;
    i = up;
  }
}
function take(heap) {
  top = heap[0];
  last = heap.pop();
  if (len(heap) > 0) {
    heap[0] = last;
    i = 0;
    while (true) {
      small = i;
      for (child in [2 * i + 1, 2 * i + 2]) { if (child < len(heap) && heap[child] < heap[small]) { small = child; } }
      if (small == i) { break; }
      spare = heap[small]; heap[small] = heap[i]; heap[i] = spare;
      i = small;
    }
  }
  return top;
}
heap = [];
for (x in [9, 4, 7, 1, 8, 2, 4]) { push(heap, x); }
out = [];
while (len(heap) > 0) { out.append(take(heap)); }
result = out;
//= [1, 2, 4, 4, 7, 8, 9]
---
// name: a cache that forgets the oldest
function cache(size) {
  order = [];
  data = {};
  hits = 0;
  function get(key, make) {
    nonlocal hits;
    if (order.count(key) > 0) {
      hits = hits + 1;
      order.remove(key);
      order.append(key);
      return data[key];
    }
    if (len(order) == size) { order.pop(0); }
    order.append(key);
    data[key] = make(key);
    return data[key];
  }
  function state() { return [order, hits]; }
  return {get: get, state: state};
}
made = [];
function make(key) { made.append(key); return key * 2; }
c = cache(2);
for (k in ["a", "b", "a", "c", "b", "a"]) { c.get(k, make); }
result = [c.state(), made];
//= [[["b", "a"], 1], ["a", "b", "c", "b", "a"]]
---
// name: events and listeners
function bus() {
  handlers = {};
  function known(name) { for (k in handlers) { if (k == name) { return true; } } return false; }
  function on(name, f) { if (!known(name)) { handlers[name] = []; } handlers[name].append(f); }
  function emit(name, data) {
    count = 0;
    if (known(name)) { for (f in handlers[name]) { f(data); count = count + 1; } }
    return count;
  }
  return {on: on, emit: emit};
}
log = [];
b = bus();
function shout(text) { log.append(text.upper()); }
function size(text) { log.append(len(text)); }
b.on("say", shout);
b.on("say", size);
b.on("bye", shout);
result = [b.emit("say", "hello"), b.emit("bye", "ciao"), b.emit("nothing", 1), log];
//= [2, 1, 0, ["HELLO", 5, "CIAO"]]
---
// name: validating a form
rules = {
  name: [{test: fn(v) => len(v) > 0, text: "is empty"}, {test: fn(v) => len(v) < 20, text: "is too long"}],
  age: [{test: fn(v) => typeof(v) == "number", text: "is no number"}, {test: fn(v) => typeof(v) != "number" || v >= 18, text: "is below 18"}],
  mail: [{test: fn(v) => v.count("@") == 1 && v.find(".") > 0, text: "is no address"}]
};
function check(form) {
  problems = [];
  for (field in rules) {
    for (rule in rules[field]) {
      ok = rule.test(form[field]);
      if (!ok) { problems.append(field + " " + rule.text); }
    }
  }
  return problems;
}
result = [check({name: "Ada", age: 36, mail: "ada@example.org"}), check({name: "", age: 12, mail: "x"}), check({name: "B" * 30, age: "old", mail: "a@b@c.d"})];
//= [[], ["name is empty", "age is below 18", "mail is no address"], ["name is too long", "age is no number", "mail is no address"]]
---
// name: a pipeline of functions
function pipe(steps) {
  return fn(x) => run(steps, x);
}
function run(steps, x) { for (step in steps) { x = step(x); } return x; }
function each(f) { return fn(list) => mapList(f, list); }
function mapList(f, list) { out = []; for (x in list) { out.append(f(x)); } return out; }
function keep(f) { return fn(list) => filterList(f, list); }
function filterList(f, list) { out = []; for (x in list) { if (f(x)) { out.append(x); } } return out; }
clean = pipe([
  fn(text) => text.split(","),
  each(fn(s) => s.strip()),
  keep(fn(s) => s != ""),
  each(fn(s) => s.capitalize()),
  sorted,
  fn(list) => " & ".join(list)
]);
result = [clean(" pear, apple,, fig ,"), clean("")];
//= ["Apple & Fig & Pear", ""]
---
// name: a matrix determinant
function minor(m, col) {
  out = [];
  for (row in m[1:]) { out.append(row[:col] + row[col + 1:]); }
  return out;
}
function determinant(m) {
  if (len(m) == 1) { return m[0][0]; }
  total = 0;
  for (col in range(len(m))) {
    part = m[0][col] * determinant(minor(m, col));
    if (col % 2 == 0) { total = total + part; } else { total = total - part; }
  }
  return total;
}
result = [determinant([[3]]), determinant([[1, 2], [3, 4]]), determinant([[2, 0, 1], [1, 3, 2], [1, 1, 1]]), determinant([[1, 2], [2, 4]])];
//= [3, -2, 0, 0]
---
// name: solving equations by elimination
function solve(a, b) {
  n = len(b);
  rows = [];
  for (i in range(n)) { rows.append(a[i][:] + [b[i]]); }
  for (i in range(n)) {
    pivot = i;
    for (r in range(i, n)) { if (abs(rows[r][i]) > abs(rows[pivot][i])) { pivot = r; } }
    spare = rows[i]; rows[i] = rows[pivot]; rows[pivot] = spare;
    if (rows[i][i] == 0) { throw {message: "no single solution"}; }
    for (r in range(n)) {
      if (r != i) {
        f = rows[r][i] / rows[i][i];
        for (c in range(i, n + 1)) { rows[r][c] = rows[r][c] - f * rows[i][c]; }
      }
    }
  }
  out = [];
  for (i in range(n)) { out.append(round(rows[i][n] / rows[i][i], 6)); }
  return out;
}
try { bad = solve([[1, 1], [2, 2]], [1, 2]); } except (e) { bad = str(e); }
result = [solve([[2, 1], [1, 3]], [3, 5]), solve([[0, 2, 1], [1, -2, -3], [-1, 1, 2]], [-8, 0, 3]), bad];
//= [[0.8, 1.4], [-4.0, -5.0, 2.0], "no single solution"]
---
// name: text statistics
text = "It was the best of times, it was the worst of times, it was the age of wisdom";
counts = [];
words = [];
for (raw in text.lower().split()) {
  word = raw.strip(",.");
  if (words.count(word) == 0) { words.append(word); counts.append(0); }
  i = words.index(word);
  counts[i] = counts[i] + 1;
}
ranking = [];
for (pair in zip(counts, words)) { ranking.append([-pair[0], pair[1]]); }
top = [];
for (entry in sorted(ranking)[:3]) { top.append(entry[1] + "=" + str(-entry[0])); }
longest = "";
for (w in words) { if (len(w) > len(longest)) { longest = w; } }
result = [len(words), top, longest, round(sum([2, 3, 3]) / 3, 2)];
//= [9, ["it=3", "of=3", "the=3"], "wisdom", 2.67]
---
// name: levenshtein distance
function distance(a, b) {
  row = range(len(b) + 1);
  for (i in range(1, len(a) + 1)) {
    last = row[:];
    row = [i];
    for (j in range(1, len(b) + 1)) {
      cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost));
    }
  }
  return row[-1];
}
function nearest(word, list) {
  best = list[0];
  for (w in list) { if (distance(word, w) < distance(word, best)) { best = w; } }
  return best;
}
result = [distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"), nearest("pritn", ["print", "sprint", "point"])];
//= [3, 3, 0, "print"]
---
// name: making change
function change(amount, coins) {
  best = [0] + [null] * amount;
  used = [null] * (amount + 1);
  for (n in range(1, amount + 1)) {
    for (coin in coins) {
      if (coin <= n && best[n - coin] != null && (best[n] == null || best[n - coin] + 1 < best[n])) {
        best[n] = best[n - coin] + 1;
        used[n] = coin;
      }
    }
  }
  if (best[amount] == null) { return null; }
  out = [];
  while (amount > 0) { out.append(used[amount]); amount = amount - used[amount]; }
  return sorted(out, true);
}
result = [change(63, [1, 5, 10, 21, 25]), change(7, [2, 4]), change(0, [1])];
//= [[21, 21, 21], null, []]
---
// name: the knapsack
items = [{name: "tent", weight: 5, value: 10}, {name: "stove", weight: 4, value: 40}, {name: "rope", weight: 6, value: 30}, {name: "book", weight: 3, value: 50}];
function best(i, room) {
  if (i == len(items)) { return {value: 0, names: []}; }
  without = best(i + 1, room);
  item = items[i];
  if (item.weight > room) { return without; }
  rest = best(i + 1, room - item.weight);
  if (rest.value + item.value > without.value) { return {value: rest.value + item.value, names: [item.name] + rest.names}; }
  return without;
}
result = [best(0, 10), best(0, 2)];
//= [{"value": 90, "names": ["stove", "book"]}, {"value": 0, "names": []}]
---
// name: topological order of tasks
tasks = {shoes: ["socks", "trousers"], jacket: ["shirt"], shirt: [], socks: [], trousers: ["pants"], pants: []};
function order(tasks) {
  done = [];
  busy = [];
  function visit(name) {
    if (done.count(name) > 0) { return; }
    if (busy.count(name) > 0) { throw {message: "cycle at " + name}; }
    busy.append(name);
    for (need in tasks[name]) { visit(need); }
    busy.remove(name);
    done.append(name);
  }
  for (name in tasks) { visit(name); }
  return done;
}
try { broken = order({a: ["b"], b: ["c"], c: ["a"]}); } except (e) { broken = str(e); }
result = [order(tasks), broken];
//= [["socks", "pants", "trousers", "shoes", "shirt", "jacket"], "cycle at a"]
---
// name: a small template language
function render(template, data) {
  out = "";
  while (true) {
    start = template.find("{{");
    if (start < 0) { return out + template; }
    end = template.find("}}", start);
    if (end < 0) { throw {message: "unclosed field"}; }
    out = out + template[:start];
    field = template[start + 2:end].strip();
    value = data;
    for (part in field.split(".")) { value = value == null ? null : value[part]; }
    out = out + str(value);
    template = template[end + 2:];
  }
}
data = {user: {name: "Ada", tags: ["x"]}, n: 3};
try { bad = render("{{ n", data); } except (e) { bad = str(e); }
result = [render("Hi {{ user.name }}, {{n}} news {{user.tags}}.", data), render("plain", data), bad];
//= ["Hi Ada, 3 news ['x'].", "plain", "unclosed field"]
---
// name: a JSON writer in ML
function quote(s) { return chr(34) + s.replace(chr(34), "'") + chr(34); }
function write(v) {
  kind = typeof(v);
  if (v == null) { return "null"; }
  if (kind == "boolean") { return v ? "true" : "false"; }
  if (kind == "number") { return str(v); }
  if (kind == "string") { return quote(v); }
  parts = [];
  if (kind == "array") { for (x in v) { parts.append(write(x)); } return "[" + ",".join(parts) + "]"; }
  for (k in v) { parts.append(quote(k) + ":" + write(v[k])); }
  return "{" + ",".join(parts) + "}";
}
result = write({a: [1, 2.5, true, null], "b c": {d: "text"}, e: []});
//= "{\"a\":[1,2.5,true,null],\"b c\":{\"d\":\"text\"},\"e\":[]}"
---
// name: the sum of dice by exhaustion
function rolls(n) {
  totals = [1];
  for (i in range(n)) {
    next_ = [0] * (len(totals) + 6);
    for (t in range(len(totals))) { for (face in range(1, 7)) { next_[t + face] = next_[t + face] + totals[t]; } }
    totals = next_;
  }
  return totals;
}
two = rolls(2);
three = rolls(3);
result = [two, three[10] / sum(three), sum(three) == 216];
//= [[0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1], 0.125, true]
---
// name: an elevator
function elevator(floors) {
  at = 0;
  queue = [];
  stops = [];
  function call_(floor) {
    if (floor < 0 || floor >= floors) { return false; }
    if (queue.count(floor) == 0) { queue.append(floor); }
    return true;
  }
  function run() {
    nonlocal at;
    while (len(queue) > 0) {
      near = queue[0];
      for (f in queue) { if (abs(f - at) < abs(near - at)) { near = f; } }
      queue.remove(near);
      at = near;
      stops.append(near);
    }
    return stops;
  }
  return {call_: call_, run: run};
}
e = elevator(10);
answers = [];
for (f in [5, 2, 9, 2, 12, 4]) { answers.append(e.call_(f)); }
result = [answers, e.run()];
//= [[true, true, true, true, false, true], [2, 4, 5, 9]]
---
// name: scoring a game of bowling
function score(rolls) {
  total = 0;
  i = 0;
  for (frame in range(10)) {
    if (rolls[i] == 10) { total = total + 10 + rolls[i + 1] + rolls[i + 2]; i = i + 1; }
    elif (rolls[i] + rolls[i + 1] == 10) { total = total + 10 + rolls[i + 2]; i = i + 2; }
    else { total = total + rolls[i] + rolls[i + 1]; i = i + 2; }
  }
  return total;
}
result = [score([10] * 12), score([0] * 20), score([5] * 21), score([10, 3, 6, 5, 5] + [0] * 14)];
//= [300, 0, 150, 38]
---
// name: rules with priorities
rules = [
  {name: "blocked", when: fn(u) => u.blocked, grant: []},
  {name: "admin", when: fn(u) => u.role == "admin", grant: ["read", "write", "delete"]},
  {name: "owner", when: fn(u) => u.owns, grant: ["read", "write"]},
  {name: "anyone", when: fn(u) => true, grant: ["read"]}
];
function decide(user) {
  for (rule in rules) { if (rule.when(user)) { return [rule.name, rule.grant]; } }
}
function allowed(user, action) { [name, grant] = decide(user); return grant.count(action) > 0; }
users = [{role: "admin", blocked: true}, {role: "admin"}, {role: "guest", owns: true}, {role: "guest"}];
out = [];
for (u in users) { out.append([decide(u)[0], allowed(u, "write"), allowed(u, "read")]); }
result = out;
//= [["blocked", false, false], ["admin", true, true], ["owner", true, true], ["anyone", false, true]]
---
// name: a simple interpreter
function run(program) {
  stack = [];
  vars_ = {};
  place = 0;
  steps = 0;
  out = [];
  while (place < len(program)) {
    steps = steps + 1;
    if (steps > 500) { return "too long"; }
    [op, arg] = program[place];
    place = place + 1;
    if (op == "push") { stack.append(arg); }
    elif (op == "load") { stack.append(vars_[arg]); }
    elif (op == "store") { vars_[arg] = stack.pop(); }
    elif (op == "add") { stack.append(stack.pop() + stack.pop()); }
    elif (op == "mul") { stack.append(stack.pop() * stack.pop()); }
    elif (op == "less") { b = stack.pop(); stack.append(stack.pop() < b); }
    elif (op == "jump") { place = arg; }
    elif (op == "unless") { if (!stack.pop()) { place = arg; } }
    elif (op == "print") { out.append(stack.pop()); }
    else { throw {message: "unknown operation " + op}; }
  }
  return out;
}
powers = [["push", 1], ["store", "n"], ["load", "n"], ["push", 100], ["less", 0], ["unless", 12], ["load", "n"], ["print", 0], ["load", "n"], ["push", 2], ["mul", 0], ["jump", 1]];
try { bad = run([["dance", 0]]); } except (e) { bad = str(e); }
result = [run(powers), run([["jump", 0]]), bad];
//= [[1, 2, 4, 8, 16, 32, 64], "too long", "unknown operation dance"]
---
// name: a spreadsheet
cells = {A1: 5, A2: 7, A3: "=A1+A2", B1: "=A3*A1", B2: "=B1+C9", C1: "=C2", C2: "=C1"};
function value(name, seen) {
  if (seen.count(name) > 0) { throw {message: "circular: " + "->".join(seen + [name])}; }
  raw = cells[name];
  if (typeof(raw) == "number") { return raw; }
  for (sign in ["+", "*"]) {
    if (raw.find(sign) > 0) {
      [left, right] = raw[1:].split(sign);
      a = value(left, seen + [name]);
      b = value(right, seen + [name]);
      return sign == "+" ? a + b : a * b;
    }
  }
  return value(raw[1:], seen + [name]);
}
out = {};
for (name in keys(cells)) {
  try { out[name] = value(name, []); } except (e) { out[name] = "#" + e; }
}
result = out;
//= {"A1": 5, "A2": 7, "A3": 12, "B1": 60, "B2": "#'C9'", "C1": "#circular: C1->C2->C1", "C2": "#circular: C2->C1->C2"}
---
// name: a week plan without overlaps
function minutes(t) { [h, m] = t.split(":"); return int(h) * 60 + int(m); }
function overlaps(a, b) { return minutes(a.from) < minutes(b.to) && minutes(b.from) < minutes(a.to); }
plan = [];
rejected = [];
function book(title, from, to) {
  entry = {title: title, from: from, to: to};
  for (other in plan) { if (overlaps(entry, other)) { rejected.append(title + " with " + other.title); return false; } }
  plan.append(entry);
  return true;
}
book("standup", "09:00", "09:15");
book("review", "09:10", "10:00");
book("lunch", "12:00", "13:00");
book("call", "09:15", "09:45");
book("walk", "12:59", "13:30");
total = 0;
for (e in plan) { total = total + minutes(e.to) - minutes(e.from); }
result = [len(plan), rejected, total, format(total // 60, "02d") + ":" + format(total % 60, "02d")];
//= [3, ["review with standup", "walk with lunch"], 105, "01:45"]
---
// name: amortising a loan
function schedule(amount, rate, payment) {
  rows = [];
  month = 0;
  while (amount > 0 && month < 100) {
    month = month + 1;
    interest = round(amount * rate / 12, 2);
    pay = min(payment, amount + interest);
    amount = round(amount + interest - pay, 2);
    rows.append({month: month, interest: interest, left: amount});
  }
  return rows;
}
rows = schedule(1000, 0.06, 300);
paid = 0;
for (row in rows) { paid = paid + row.interest; print(format(row.month, ">2"), format(row.interest, "6.2f"), format(row.left, "8.2f")); }
result = [len(rows), round(paid, 2)];
//= [4, 11.11]
//>  1   5.00   705.00
//>  2   3.52   408.52
//>  3   2.04   110.56
//>  4   0.55     0.00
---
// name: a bar chart
data = {mon: 3, tue: 7, wed: 0, thu: 5};
high = max(values(data));
for (day in data) { print(day.upper(), "|" + "#" * data[day], data[day] == high ? "<- best" : "."); }
//> MON |### .
//> TUE |####### <- best
//> WED | .
//> THU |##### .
---
// name: a diamond
n = 3;
for (i in range(-n, n + 1)) {
  width = n - abs(i);
  print(" " * abs(i) + "*" * (2 * width + 1));
}
//>    *
//>   ***
//>  *****
//> *******
//>  *****
//>   ***
//>    *
---
// name: run-time dispatch on shapes
shapes = [{kind: "square", a: 3}, {kind: "rectangle", a: 2, b: 5}, {kind: "circle", r: 1}, {kind: "blob"}];
areas = {
  square: fn(s) => s.a * s.a,
  rectangle: fn(s) => s.a * s.b,
  circle: fn(s) => round(3.14159 * s.r * s.r, 2)
};
function area(shape) {
  f = null;
  for (kind in areas) { if (kind == shape.kind) { f = areas[kind]; } }
  return f == null ? "no area for " + shape.kind : f(shape);
}
out = [];
for (s in shapes) { out.append(area(s)); }
result = out;
//= [9, 10, 3.14, "no area for blob"]
---
// name: splitting a bill to the cent
function split_(cents, people) {
  share = cents // len(people);
  rest = cents % len(people);
  out = {};
  for (pair in enumerate(people)) { out[pair[1]] = share + (pair[0] < rest ? 1 : 0); }
  return out;
}
bill = split_(1000, ["ann", "ben", "cem"]);
result = [bill, sum(values(bill)), split_(2, ["a", "b", "c"])];
//= [{"ann": 334, "ben": 333, "cem": 333}, 1000, {"a": 1, "b": 1, "c": 0}]
//~ Q6 = [{"ann": 334, "ben": 0, "cem": 0}, 334, {"a": 1, "b": 1, "c": 0}]
//? Q6
---
// name: prime factors and divisors
function factors(n) {
  out = [];
  p = 2;
  while (p * p <= n) { while (n % p == 0) { out.append(p); n = n // p; } p = p + 1; }
  if (n > 1) { out.append(n); }
  return out;
}
function divisors(n) { out = []; for (d in range(1, n + 1)) { if (n % d == 0) { out.append(d); } } return out; }
perfect = [];
for (n in range(2, 500)) { if (sum(divisors(n)) == 2 * n) { perfect.append(n); } }
result = [factors(360), factors(97), divisors(28), perfect];
//= [[2, 2, 2, 3, 3, 5], [97], [1, 2, 4, 7, 14, 28], [6, 28, 496]]
---
// name: a vending machine
function vending(prices) {
  credit = 0;
  sold = [];
  function insert(coin) { nonlocal credit; if ([5, 10, 20, 50, 100, 200].count(coin) == 0) { return "refused " + coin; } credit = credit + coin; return credit; }
  function choose(slot) {
    nonlocal credit;
    try { price = prices[slot]; } except { return "unknown slot " + slot; }
    if (credit < price) { return "missing " + (price - credit); }
    back = [];
    rest = credit - price;
    for (coin in [200, 100, 50, 20, 10, 5]) { while (rest >= coin) { back.append(coin); rest = rest - coin; } }
    credit = 0;
    sold.append(slot);
    return back;
  }
  return {insert: insert, choose: choose, sold: sold};
}
v = vending({a1: 150, b2: 85});
result = [v.choose("zz"), v.insert(3), v.insert(50), v.choose("a1"), v.insert(200), v.choose("a1"), v.insert(100), v.choose("b2"), v.sold];
//= ["unknown slot zz", "refused 3", 50, "missing 100", 250, [100], 100, [10, 5], ["a1", "b2"]]
