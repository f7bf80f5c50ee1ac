// name: a wrapper of lines
function wrap(text, width) {
  lines = [];
  line = "";
  for (word in text.split()) {
    if (line == "") { line = word; }
    elif (len(line) + 1 + len(word) <= width) { line = line + " " + word; }
    else { lines.append(line); line = word; }
  }
  if (line) { lines.append(line); }
  return lines;
}
text = "the quick brown fox jumps over the lazy dog and runs   away";
for (w in [10, 16, 80]) {
  print("-" * w);
  for (line in wrap(text, w)) { print(line.ljust(w) + "|"); }
}
//> ----------
//> the quick |
//> brown fox |
//> jumps over|
//> the lazy  |
//> dog and   |
//> runs away |
//> ----------------
//> the quick brown |
//> fox jumps over  |
//> the lazy dog and|
//> runs away       |
//> --------------------------------------------------------------------------------
//> the quick brown fox jumps over the lazy dog and runs away                       |
---
// name: a table with columns as wide as needed
rows = [["name", "age", "town"], ["Ada", 36, "London"], ["Grace Hopper", 85, "NY"], ["X", -1, ""]];
widths = [0] * 3;
for (row in rows) {
  for (pair in enumerate(row)) { widths[pair[0]] = max(widths[pair[0]], len(str(pair[1]))); }
}
for (row in rows) {
  cells = [];
  for (i in range(3)) {
    cell = str(row[i]);
    cells.append(typeof(row[i]) == "number" ? cell.rjust(widths[i]) : cell.ljust(widths[i]));
  }
  print(" | ".join(cells).rstrip());
}
//> name         | age | town
//> Ada          |  36 | London
//> Grace Hopper |  85 | NY
//> X            |  -1 |
---
// name: run lengths there and back
function encode(text) {
  out = [];
  i = 0;
  while (i < len(text)) {
    j = i;
    while (j < len(text) && text[j] == text[i]) { j = j + 1; }
    out.append([text[i], j - i]);
    i = j;
  }
  return out;
}
function show(runs) {
  text = "";
  for (run in runs) { text = text + (run[1] > 1 ? "" + run[1] : "") + run[0]; }
  return text;
}
function decode(text) {
  out = "";
  count = "";
  for (c in text) {
    if (c.isdigit()) { count = count + c; continue; }
    out = out + c * (count == "" ? 1 : int(count));
    count = "";
  }
  return out;
}
samples = ["aaabccd", "", "z", "xxxxxxxxxxxxy"];
result = [];
for (s in samples) { t = show(encode(s)); result.append([t, decode(t) == s]); }
//= [["3ab2cd", true], ["", true], ["z", true], ["12xy", true]]
//~ Q6 = [["d", false], ["", true], ["z", true], ["y", false]]
//? Q6
---
// name: words counted and ranked
text = "It was the best of times, it was the worst of times; it was the age of wisdom.";
counts = [];
function find_word(w) {
  for (entry in counts) { if (entry[1] == w) { return entry; } }
  return null;
}
clean = text.lower();
for (mark in [",", ";", "."]) { clean = clean.replace(mark, ""); }
for (w in clean.split(" ")) {
  entry = find_word(w);
  if (entry == null) { counts.append([-1, w]); } else { entry[0] = entry[0] - 1; }
}
counts.sort();
top = [];
for (entry in counts[:4]) { top.append(entry[1] + "=" + -entry[0]); }
result = [", ".join(top), len(counts)];
//= ["it=3, of=3, the=3, was=3", 9]
---
// name: a cipher that wraps round
function shift(c, n) {
  if (!c.isalpha()) { return c; }
  base = c.isupper() ? ord("A") : ord("a");
  return chr((ord(c) - base + n) % 26 + base);
}
function caesar(text, n) {
  out = [];
  for (c in text) { out.append(shift(c, n)); }
  return "".join(out);
}
secret = caesar("Hello, World! xyz", 3);
result = [secret, caesar(secret, -3), caesar("abc", 29) == caesar("abc", 3), caesar("", 5)];
//= ["Khoor, Zruog! abc", "Hello, World! xyz", true, ""]
---
// name: names in several cases
function words(name) {
  out = [];
  word = "";
  for (c in name) {
    if (c == "_" || c == "-" || c == " ") { if (word) { out.append(word); } word = ""; }
    elif (c.isupper() && word && !word[-1].isupper()) { out.append(word); word = c.lower(); }
    else { word = word + c.lower(); }
  }
  if (word) { out.append(word); }
  return out;
}
function camel(ws) {
  out = ws[0];
  for (w in ws[1:]) { out = out + w.capitalize(); }
  return out;
}
result = [];
for (name in ["user_name", "UserName", "user-first name", "x", "fooBarBaz", "__a__b"]) {
  ws = words(name);
  result.append([camel(ws), "_".join(ws), "-".join(ws).upper(), " ".join(ws).title()]);
}
//= [["userName", "user_name", "USER-NAME", "User Name"], ["userName", "user_name", "USER-NAME", "User Name"], ["userFirstName", "user_first_name", "USER-FIRST-NAME", "User First Name"], ["x", "x", "X", "X"], ["fooBarBaz", "foo_bar_baz", "FOO-BAR-BAZ", "Foo Bar Baz"], ["aB", "a_b", "A-B", "A B"]]
---
// name: a template filled by hand
function fill(template, values) {
  out = "";
  rest = template;
  while (true) {
    open_at = rest.find("{");
    if (open_at < 0) { return out + rest; }
    close_at = rest.find("}", open_at);
    if (close_at < 0) { throw {message: "unclosed at " + (len(template) - len(rest) + open_at)}; }
    key = rest[open_at + 1:close_at].strip();
    out = out + rest[:open_at];
    bits = key.split("|");
    value = values[bits[0]];
    for (filter in bits[1:]) {
      if (filter == "upper") { value = value.upper(); }
      elif (filter.startswith("pad")) { value = str(value).rjust(int(filter[3:]), "."); }
      else { throw {message: "no filter " + filter}; }
    }
    out = out + str(value);
    rest = rest[close_at + 1:];
  }
}
values = {name: "ann", n: 7};
result = [fill("Hi {name|upper}, {n|pad4} of { n }!", values), fill("none", values), fill("", {})];
for (bad in ["{name", "{who}", "{name|lower}"]) {
  try { fill(bad, values); } except (e) { result.append(str(e)); }
}
//= ["Hi ANN, ...7 of 7!", "none", "", "unclosed at 0", "'who'", "no filter lower"]
---
// name: roman numbers both ways
table = [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
function roman(n) {
  out = "";
  for (row in table) {
    [value, sign] = row;
    out = out + sign * (n // value);
    n = n % value;
  }
  return out;
}
function number(text) {
  total = 0;
  while (text != "") {
    for (row in table) {
      if (text.startswith(row[1])) { total = total + row[0]; text = text[len(row[1]):]; break; }
    }
  }
  return total;
}
ok = true;
for (n in range(1, 400)) { ok = ok && number(roman(n)) == n; }
result = [roman(1994), roman(3999), number("MMXXIV"), ok];
//= ["MCMXCIV", "MMMCMXCIX", 2024, true]
---
// name: query strings parsed and written
function parse_query(query) {
  params = {};
  if (query.startswith("?")) { query = query[1:]; }
  for (part in query.split("&")) {
    at = part.find("=");
    if (part == "") { continue; }
    key = at < 0 ? part : part[:at];
    value = at < 0 ? true : part[at + 1:].replace("+", " ");
    seen = false;
    for (k in keys(params)) { if (k == key) { seen = true; } }
    if (!seen) { params[key] = value; }
    elif (typeof(params[key]) == "array") { params[key].append(value); }
    else { params[key] = [params[key], value]; }
  }
  return params;
}
function write(params) {
  parts = [];
  for (k in sorted(params)) {
    v = params[k];
    for (one in typeof(v) == "array" ? v : [v]) { parts.append(one == true ? k : k + "=" + one); }
  }
  return "&".join(parts);
}
p = parse_query("?a=1&b=hello+you&a=2&flag&&a=3&c=x=y");
result = [p, write(p), parse_query(""), p.a.length];
//= [{"a": ["1", "2", "3"], "b": "hello you", "flag": true, "c": "x=y"}, "a=1&a=2&a=3&b=hello you&c=x=y&flag", {}, 3]
---
// name: palindromes and anagrams
function letters(s) {
  out = [];
  for (c in s.lower()) { if (c.isalnum()) { out.append(c); } }
  return out;
}
function palindrome(s) { l = letters(s); return l == reversed(l); }
function key_of(s) { return "".join(sorted(letters(s))); }
groups = {};
order = [];
for (w in ["listen", "Silent", "enlist", "google", "elgoog", "abc"]) {
  k = key_of(w);
  if (order.count(k) == 0) { order.append(k); groups[k] = []; }
  groups[k].append(w);
}
result = [palindrome("A man, a plan, a canal: Panama"), palindrome("ab"), palindrome(""), groups];
//= [true, false, true, {"eilnst": ["listen", "Silent", "enlist"], "eggloo": ["google", "elgoog"], "abc": ["abc"]}]
---
// name: the distance between two words
function distance(a, b) {
  previous = range(len(b) + 1);
  for (i in range(1, len(a) + 1)) {
    current = [i];
    for (j in range(1, len(b) + 1)) {
      cost = a[i - 1] == b[j - 1] ? 0 : 1;
      current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost));
    }
    previous = current;
  }
  return previous[-1];
}
function closest(word, known) {
  best = null;
  for (k in known) { d = distance(word, k); if (best == null || d < best[0]) { best = [d, k]; } }
  return best;
}
result = [distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"), closest("lenght", ["range", "length", "left"]), closest("x", [])];
//= [3, 3, 0, [2, "length"], null]
---
// name: csv lines with quotes
function split_csv(line) {
  cells = [];
  cell = "";
  quoted = false;
  i = 0;
  q = chr(34);
  while (i < len(line)) {
    c = line[i];
    if (quoted) {
      if (c == q && line[i + 1:i + 2] == q) { cell = cell + q; i = i + 1; }
      elif (c == q) { quoted = false; }
      else { cell = cell + c; }
    }
    elif (c == q) { quoted = true; }
    elif (c == ",") { cells.append(cell); cell = ""; }
    else { cell = cell + c; }
    i = i + 1;
  }
  cells.append(cell);
  return quoted ? null : cells;
}
result = [split_csv('a,b,,c'), split_csv('"x,y",z'), split_csv('"say ""hi""",1'), split_csv('"open'), split_csv("")];
//= [["a", "b", "", "c"], ["x,y", "z"], ["say \"hi\"", "1"], null, [""]]
---
// name: versions compared part by part
function parts(v) {
  out = [];
  for (p in v.split(".")) { out.append(p.isdigit() ? [1, int(p), ""] : [0, 0, p]); }
  return out;
}
function compare(a, b) { x = parts(a); y = parts(b); return x < y ? -1 : x == y ? 0 : 1; }
versions = ["1.10", "1.9.1", "1.9", "1.9.rc1", "2.0", "1.9.0"];
done = [];
for (v in versions) {
  i = 0;
  while (i < len(done) && compare(done[i], v) <= 0) { i = i + 1; }
  done.insert(i, v);
}
result = [done, compare("1.0", "1.0"), compare("a", "1")];
//= [["1.9", "1.9.rc1", "1.9.0", "1.9.1", "1.10", "2.0"], 0, -1]
---
// name: a log parsed and summed up
log = "10:00 INFO start
10:01 WARN disk 91%
10:02 ERROR read failed
bad line
10:02 INFO retry
10:03 ERROR read failed";
levels = {INFO: 0, WARN: 0, ERROR: 0};
errors = {};
skipped = [];
for (pair in enumerate(log.split(chr(10)), 1)) {
  [number, line] = pair;
  bits = line.split(" ", 2);
  if (len(bits) < 3 || bits[0].find(":") != 2) {
    if (len(bits) == 3 || !bits[0].startswith("1")) { skipped.append(number); continue; }
  }
  levels[bits[1]] = levels[bits[1]] + 1;
  if (bits[1] == "ERROR") { errors[bits[2]] = bits[0]; }
}
result = [levels, errors, skipped];
//= [{"INFO": 2, "WARN": 1, "ERROR": 2}, {"read failed": "10:03"}, [4]]
---
// name: number words
ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split();
tens = "x x twenty thirty forty fifty sixty seventy eighty ninety".split();
function say(n) {
  if (n < 0) { return "minus " + say(-n); }
  if (n < 20) { return ones[n]; }
  if (n < 100) { return tens[n // 10] + (n % 10 ? "-" + ones[n % 10] : ""); }
  if (n < 1000) { return ones[n // 100] + " hundred" + (n % 100 ? " and " + say(n % 100) : ""); }
  return say(n // 1000) + " thousand" + (n % 1000 ? " " + say(n % 1000) : "");
}
for (n in [0, 13, 40, 85, 100, 342, 1000, 21019, -7]) { print(n, say(n)); }
//> 0 zero
//> 13 thirteen
//> 40 forty
//> 85 eighty-five
//> 100 one hundred
//> 342 three hundred and forty-two
//> 1000 one thousand
//> 21019 twenty-one thousand nineteen
//> -7 minus seven
//~ Q6 > 0 zero
//~ Q6 > 13 thirteen
//~ Q6 > 40 
//~ Q6 > 85 eighty-five
//~ Q6 > 100 one hundred
//~ Q6 > 342 three hundred and forty-two
//~ Q6 > 1000 one thousand
//~ Q6 > 21019 twenty-one thousand nineteen
//~ Q6 > -7 minus seven
//? Q6
---
// name: a bar chart of letters
text = "mississippi river";
seen = [];
for (c in text) { if (c != " " && seen.count(c) == 0) { seen.append(c); } }
most = 0;
for (c in seen) { most = max(most, text.count(c)); }
for (level in range(most, 0, -1)) {
  line = "";
  for (c in sorted(seen)) { line = line + (text.count(c) >= level ? "#" : " "); }
  print(line + "  " + level);
}
print("".join(sorted(seen)));
//>  #       5
//>  #   #   4
//>  #   #   3
//>  # ###   2
//> #######  1
//> eimprsv
//~ Q6 >    5
//~ Q6 >    4
//~ Q6 >    3
//~ Q6 >    2
//~ Q6 > #######  1
//~ Q6 > eimprsv
//? Q6
---
// name: brackets matched by a stack
pairs = {")": "(", "]": "[", "}": "{"};
function check(text) {
  stack = [];
  for (entry in enumerate(text)) {
    [at, c] = entry;
    if ("([{".find(c) >= 0) { stack.append(entry); }
    elif (")]}".find(c) >= 0) {
      if (stack == []) { return "unexpected " + c + " at " + at; }
      opened = stack.pop();
      if (opened[1] != pairs[c]) { return c + " at " + at + " closes " + opened[1] + " at " + opened[0]; }
    }
  }
  return stack ? stack[-1][1] + " at " + stack[-1][0] + " is open" : "fine";
}
result = [];
for (t in ["", "a(b[c]{d})", "(]", "((", ")", "x[1](2"]) { result.append(check(t)); }
//= ["fine", "fine", "] at 1 closes ( at 0", "( at 1 is open", "unexpected ) at 0", "( at 4 is open"]
---
// name: hexadecimal and binary dumps
function dump(text) {
  out = [];
  for (start in range(0, len(text), 4)) {
    part = text[start:start + 4];
    codes = [];
    for (c in part) { codes.append(format(ord(c), "02x")); }
    out.append(format(start, "04d") + ": " + " ".join(codes).ljust(11) + " " + part);
  }
  return out;
}
for (line in dump("Hello, ML")) { print(line); }
result = [hex(255), bin(5), oct(64), format(10, "#b"), format(255, "X"), format(-5, "08b"), format(1234567, ","), format(0.5, "%")];
//= ["0xff", "0b101", "0o100", "0b1010", "FF", "-0000101", "1,234,567", "50.000000%"]
//> 0000: 48 65 6c 6c Hell
//> 0004: 6f 2c 20 4d o, M
//> 0008: 4c          L
