// name: changing case
s = "Hello wörld";
result = [s.upper(), s.lower(), s.capitalize(), s.title(), s.swapcase(), s];
//= ["HELLO WÖRLD", "hello wörld", "Hello wörld", "Hello Wörld", "hELLO WÖRLD", "Hello wörld"]
---
// name: stripping
s = "  x y \t";
t = "--a-b--";
result = [s.strip(), t.strip("-"), t.lstrip("-"), t.rstrip("-"), "xyaxy".strip("xy"), "  both  ".lstrip() + "|"];
//= ["x y \\t", "a-b", "a-b--", "--a-b", "a", "both  |"]
//? Q3
---
// name: replacing
s = "one two one";
result = [s.replace("one", "1"), s.replace("one", "1", 1), s.replace("zz", "y"), s.replace(" ", ""), "aaa".replace("a", "aa"), "ab".replace("", "-")];
//= ["1 two 1", "1 two one", "one two one", "onetwoone", "aaaaaa", "-a-b-"]
---
// name: splitting
s = "a,b,,c";
result = [s.split(","), s.split(",", 1), s.rsplit(",", 1), "a b  c".split(), "a b  c".split(" "), "".split(), "".split(","), " x ".split()];
//= [["a", "b", "", "c"], ["a", "b,,c"], ["a,b,", "c"], ["a", "b", "c"], ["a", "b", "", "c"], [], [""], ["x"]]
---
// name: splitting by several characters
result = ["a--b---c".split("--"), "key = value = more".split(" = ", 1), "no separator".split("|")];
//= [["a", "b", "-c"], ["key", "value = more"], ["no separator"]]
---
// name: an empty separator
s = "abc";
result = s.split("");
//! run time ValueError "empty separator"
---
// name: joining
result = ["-".join(["a", "b", "c"]), "".join(["x", "y"]), ", ".join([]), ":".join("abc"), "/".join({k: 1, l: 2})];
//= ["a-b-c", "xy", "", "a:b:c", "k/l"]
---
// name: joining numbers
result = "-".join([1, 2]);
//! run time TypeError "sequence item 0: expected str instance, int found"
---
// name: joining a number
result = "-".join(5);
//! run time TypeError "can only join an iterable"
---
// name: searching
s = "hello world";
result = [s.find("o"), s.rfind("o"), s.find("zz"), s.find("o", 5), s.find("o", 5, 7), s.index("w"), s.rindex("l"), s.find("")];
//= [4, 7, -1, 7, -1, 6, 9, 0]
---
// name: index fails when find would not
s = "hello";
result = s.index("zz");
//! run time ValueError "substring not found"
---
// name: beginnings and ends
s = "report.csv";
result = [s.startswith("rep"), s.endswith(".csv"), s.startswith("port", 2), s.startswith(""), s.endswith("csv", 8), s.endswith("report", 0, 6), s.startswith("REP")];
//= [true, true, true, true, false, true, false]
---
// name: counting
s = "banana";
result = [s.count("a"), s.count("an"), s.count("ana"), s.count(""), s.count("z"), "aaaa".count("aa")];
//= [3, 2, 1, 7, 0, 2]
---
// name: kinds of characters
result = ["12".isdigit(), "1a".isdigit(), "ab".isalpha(), "ab1".isalnum(), " ".isspace(), "".isdigit(), "AB".isupper(), "ab".islower(), "Ab Cd".istitle(), "é".isalpha(), "²".isdigit()];
//= [true, false, true, true, true, false, true, true, true, true, true]
---
// name: padding
result = ["ab".center(6), "ab".center(7, "*"), "ab".ljust(5) + "|", "ab".rjust(5, "0"), "abc".center(2), "7".rjust(3, "0")];
//= ["  ab  ", "***ab**", "ab   |", "000ab", "abc", "007"]
---
// name: padding with too many characters
result = "ab".center(6, "xy");
//! run time TypeError "The fill character must be exactly one character long"
---
// name: padding with a text as the width
result = "ab".ljust("6");
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: a wrong kind of argument
result = "abc".replace("a", 1);
//! run time TypeError "replace() argument 2 must be str, not int"
---
// name: too few arguments of a method
result = "abc".replace("a");
//! run time TypeError "replace expected at least 2 arguments, got 1"
---
// name: methods in a chain
s = "  The Quick, Brown FOX  ";
result = [s.strip().lower().replace(",", "").split(" "), "-".join(s.strip().lower().split()), s.strip().upper()[:9].title()];
//= [["the", "quick", "brown", "fox"], "the-quick,-brown-fox", "The Quick"]
---
// name: characters and their numbers
out = "";
for (c in "HAL") { out = out + chr(ord(c) + 1); }
result = [out, ord("a"), chr(8364), ord("€"), chr(128512).length, len(chr(10))];
//= ["IBM", 97, "€", 8364, 1, 1]
---
// name: Caesar's cipher
function shift(text, n) {
  out = "";
  for (c in text) {
    if (c.isalpha()) {
      base = c.isupper() ? 65 : 97;
      c = chr((ord(c) - base + n) % 26 + base);
    }
    out = out + c;
  }
  return out;
}
secret = shift("Attack at dawn!", 3);
result = [secret, shift(secret, -3)];
//= ["Dwwdfn dw gdzq!", "Attack at dawn!"]
---
// name: counting vowels
function vowels(s) { n = 0; for (c in s.lower()) { if ("aeiou".find(c) >= 0) { n = n + 1; } } return n; }
result = [vowels("Programming Language"), vowels("xyz"), vowels("")];
//= [7, 0, 0]
---
// name: camel case and snake case
function camel(s) { parts = s.split("_"); out = parts[0]; for (p in parts[1:]) { out = out + p.capitalize(); } return out; }
function snake(s) { out = ""; for (c in s) { out = out + (c.isupper() ? "_" : "") + c.lower(); } return out; }
result = [camel("net_price_total"), snake("netPriceTotal"), snake(camel("a_b_c"))];
//= ["netPriceTotal", "net_price_total", "a_b_c"]
//~ Q6 = ["netPriceTotal", "l", "a_b_c"]
//? Q6
---
// name: run lengths
function encode(s) {
  out = ""; i = 0;
  while (i < len(s)) {
    j = i;
    while (j < len(s) && s[j] == s[i]) { j = j + 1; }
    out = out + str(j - i) + s[i];
    i = j;
  }
  return out;
}
function decode(s) {
  out = ""; n = "";
  for (c in s) { if (c.isdigit()) { n = n + c; } else { out = out + c * int(n); n = ""; } }
  return out;
}
packed = encode("aaabccdddddddddddd");
result = [packed, decode(packed)];
//= ["3a1b2c12d", "aaabccdddddddddddd"]
---
// name: wrapping text
function wrap(text, width) {
  lines = []; line = "";
  for (word in text.split()) {
    if (line != "" && len(line) + 1 + len(word) > width) { lines.append(line); line = ""; }
    line = line == "" ? word : line + " " + word;
  }
  if (line != "") { lines.append(line); }
  return lines;
}
result = wrap("the quick brown fox jumps over the lazy dog again", 12);
//= ["the quick", "brown fox", "jumps over", "the lazy dog", "again"]
---
// name: filling a template
function fill(template, data) { for (key in keys(data)) { template = template.replace("{" + key + "}", str(data[key])); } return template; }
result = fill("Dear {name}, you owe {sum} euro, {name}.", {name: "Ada", sum: 12.5});
//= "Dear Ada, you owe 12.5 euro, Ada."
---
// name: words to numbers
function parse(line) {
  out = {};
  for (part in line.split(";")) {
    [key, value] = part.strip().split("=");
    out[key.strip()] = value.strip().isdigit() ? int(value) : value.strip();
  }
  return out;
}
result = parse("host = example.org; port = 8080 ;user= ada");
//= {"host": "example.org", "port": 8080, "user": "ada"}
---
// name: anagrams
function sameLetters(a, b) { return sorted(a.replace(" ", "").lower()) == sorted(b.replace(" ", "").lower()); }
result = [sameLetters("Dirty room", "Dormitory"), sameLetters("abc", "abd")];
//= [true, false]
---
// name: comparing without case
names = ["bob", "Alice", "carol", "Dave"];
result = [sorted(names), "Bob".lower() == "bob", max(names), min(names)];
//= [["Alice", "Dave", "bob", "carol"], true, "carol", "Alice"]
---
// name: texts are not changed by methods
s = "abc";
t = s;
s.upper();
s = s + "d";
result = [s, t];
//= ["abcd", "abc"]
---
// name: line breaks and tabs by number
text = "a" + chr(10) + "b" + chr(9) + "c";
result = [len(text), text.split(chr(10)), text.split(), text.find(chr(9))];
//= [5, ["a", "b\tc"], ["a", "b", "c"], 3]
---
// name: quotes inside
q = chr(34);
s = "say " + q + "hi" + q;
result = [s, len(s), s.count('"'), s == 'say "hi"'];
//= ["say \"hi\"", 8, 2, true]
---
// name: a text as a condition and a number
s = "0";
result = [s ? 1 : 2, int(s) ? 1 : 2, s * 3, s == 0, s + "1"];
//= [1, 2, "000", false, "01"]
---
// name: looking for words
text = "To be, or not to be, that is the question";
words = [];
for (w in text.lower().split()) { words.append(w.strip(",.")); }
unique = [];
for (w in words) { if (unique.count(w) == 0) { unique.append(w); } }
result = [len(words), unique, words.count("be"), words.index("not")];
//= [10, ["to", "be", "or", "not", "that", "is", "the", "question"], 2, 3]
---
// name: a checksum
function luhn(number) {
  total = 0;
  for (pair in enumerate(reversed(number))) {
    d = int(pair[1]);
    if (pair[0] % 2 == 1) { d = d * 2; if (d > 9) { d = d - 9; } }
    total = total + d;
  }
  return total % 10 == 0;
}
result = [luhn("4539578763621486"), luhn("4539578763621487"), luhn("0")];
//= [true, false, true]
---
// name: numbers in other bases
function toBase(n, base) { if (n == 0) { return "0"; } out = ""; while (n > 0) { out = "0123456789abcdef"[n % base] + out; n = n // base; } return out; }
result = [toBase(255, 16), toBase(10, 2), toBase(0, 7), toBase(511, 8)];
//= ["ff", "1010", "0", "777"]
---
// name: methods texts do not have
s = "abc";
result = s.encode();
//! run time AttributeError "'str' object has no accessible method 'encode'"
---
// name: formatting methods are not there
s = "{}";
result = s.format(1);
//! run time AttributeError "'str' object has no accessible method 'format'"
