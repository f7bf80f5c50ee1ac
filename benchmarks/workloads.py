"""The programs of the speed benchmark: each one in ML and in Python.

The Python side is what a good Python programmer writes for the same algorithm: the same functions,
plain dictionaries and lists, and Python's own means where it has better ones than ML (f-strings,
``in``). Both sides leave the same ``result``.
"""

from __future__ import annotations

from typing import NamedTuple


class Workload(NamedTuple):
    """One algorithm in both languages."""

    name: str
    ml: str
    python: str


WORKLOADS = (
    Workload(
        "recursion",
        """
function fib(n) {
    if (n < 2) {
        return n;
    }
    return fib(n - 1) + fib(n - 2);
}
result = fib(22);
""",
        """
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
result = fib(22)
""",
    ),
    Workload(
        "nested loops",
        """
function triples(limit) {
    count = 0;
    for (a in range(1, limit)) {
        for (b in range(a, limit)) {
            square = a * a + b * b;
            for (c in range(b, limit)) {
                if (c * c == square) {
                    count = count + 1;
                }
            }
        }
    }
    return count;
}
result = triples(85);
""",
        """
def triples(limit):
    count = 0
    for a in range(1, limit):
        for b in range(a, limit):
            square = a * a + b * b
            for c in range(b, limit):
                if c * c == square:
                    count = count + 1
    return count
result = triples(85)
""",
    ),
    Workload(
        "while loop",
        """
function steps(n) {
    count = 0;
    while (n != 1) {
        if (n % 2 == 0) {
            n = n // 2;
        } else {
            n = 3 * n + 1;
        }
        count = count + 1;
    }
    return count;
}
function longest(limit) {
    best = 0;
    start = 1;
    for (n in range(1, limit)) {
        length = steps(n);
        if (length > best) {
            best = length;
            start = n;
        }
    }
    return [start, best];
}
result = longest(1000);
""",
        """
def steps(n):
    count = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        count += 1
    return count
def longest(limit):
    best = 0
    start = 1
    for n in range(1, limit):
        length = steps(n)
        if length > best:
            best = length
            start = n
    return [start, best]
result = longest(1000)
""",
    ),
    Workload(
        "strings",
        """
function reverse(text) {
    made = "";
    for (letter in text) {
        made = letter + made;
    }
    return made;
}
function palindrome(text) {
    low = 0;
    high = len(text) - 1;
    while (low < high) {
        if (text[low] != text[high]) {
            return false;
        }
        low = low + 1;
        high = high - 1;
    }
    return true;
}
function caesar(text, shift) {
    made = [];
    for (letter in text) {
        if (letter.isalpha()) {
            made.append(chr((ord(letter) - 97 + shift) % 26 + 97));
        } else {
            made.append(letter);
        }
    }
    return "".join(made);
}
text = "the quick brown fox jumps over the lazy dog";
found = 0;
for (i in range(300)) {
    coded = caesar(text, i);
    back = reverse(coded);
    if (palindrome(coded + back)) {
        found = found + 1;
    }
}
result = [found, back, coded.upper().replace(" ", "-")];
""",
        """
def reverse(text):
    made = ""
    for letter in text:
        made = letter + made
    return made
def palindrome(text):
    low = 0
    high = len(text) - 1
    while low < high:
        if text[low] != text[high]:
            return False
        low += 1
        high -= 1
    return True
def caesar(text, shift):
    made = []
    for letter in text:
        if letter.isalpha():
            made.append(chr((ord(letter) - 97 + shift) % 26 + 97))
        else:
            made.append(letter)
    return "".join(made)
text = "the quick brown fox jumps over the lazy dog"
found = 0
for i in range(300):
    coded = caesar(text, i)
    back = reverse(coded)
    if palindrome(coded + back):
        found += 1
result = [found, back, coded.upper().replace(" ", "-")]
""",
    ),
    Workload(
        "formatting",
        """
function invoice(items) {
    lines = [];
    total = 0;
    for (item in items) {
        cost = item.price * item.count;
        total = total + cost;
        what = item.name.ljust(12) + " " + item.count + " x " + format(item.price, ".2f");
        lines.append(what + " = " + format(cost, "10.2f"));
    }
    lines.append("total: " + format(total, ",.2f") + " for " + len(items) + " items");
    return "; ".join(lines);
}
items = [];
for (i in range(40)) {
    items.append({name: "item " + i, price: i * 1.25, count: i % 7 + 1});
}
size = 0;
for (i in range(90)) {
    size = size + len(invoice(items));
}
result = size;
""",
        """
def invoice(items):
    lines = []
    total = 0
    for item in items:
        cost = item["price"] * item["count"]
        total += cost
        lines.append(f"{item['name']:<12} {item['count']} x {item['price']:.2f} = {cost:10.2f}")
    lines.append(f"total: {total:,.2f} for {len(items)} items")
    return "; ".join(lines)
items = []
for i in range(40):
    items.append({"name": f"item {i}", "price": i * 1.25, "count": i % 7 + 1})
size = 0
for i in range(90):
    size += len(invoice(items))
result = size
""",
    ),
    Workload(
        "objects",
        """
function account(owner, balance) {
    return {owner: owner, balance: balance, log: {deposits: 0, refused: 0}};
}
function transfer(source, target, amount) {
    if (source.balance < amount) {
        source.log.refused = source.log.refused + 1;
        return false;
    }
    source.balance = source.balance - amount;
    target.balance = target.balance + amount;
    target.log.deposits = target.log.deposits + 1;
    return true;
}
function run(count) {
    accounts = [];
    for (i in range(10)) {
        accounts.append(account("owner" + i, i * 100));
    }
    done = 0;
    for (i in range(count)) {
        if (transfer(accounts[i % 10], accounts[(i * 7 + 3) % 10], i % 50)) {
            done = done + 1;
        }
    }
    total = 0;
    for (one in accounts) {
        total = total + one.balance + one.log.deposits - one.log.refused;
    }
    return [done, total];
}
result = run(11000);
""",
        """
def account(owner, balance):
    return {"owner": owner, "balance": balance, "log": {"deposits": 0, "refused": 0}}
def transfer(source, target, amount):
    if source["balance"] < amount:
        source["log"]["refused"] += 1
        return False
    source["balance"] -= amount
    target["balance"] += amount
    target["log"]["deposits"] += 1
    return True
def run(count):
    accounts = []
    for i in range(10):
        accounts.append(account(f"owner{i}", i * 100))
    done = 0
    for i in range(count):
        if transfer(accounts[i % 10], accounts[(i * 7 + 3) % 10], i % 50):
            done += 1
    total = 0
    for one in accounts:
        total += one["balance"] + one["log"]["deposits"] - one["log"]["refused"]
    return [done, total]
result = run(11000)
""",
    ),
    Workload(
        "sorting",
        """
function bubble(items) {
    n = len(items);
    for (i in range(n)) {
        swapped = false;
        for (j in range(n - i - 1)) {
            if (items[j] > items[j + 1]) {
                keep = items[j];
                items[j] = items[j + 1];
                items[j + 1] = keep;
                swapped = true;
            }
        }
        if (!swapped) {
            break;
        }
    }
    return items;
}
function quick(items) {
    if (len(items) < 2) {
        return items;
    }
    pivot = items[0];
    low = [];
    high = [];
    for (item in items[1:]) {
        if (item < pivot) {
            low.append(item);
        } else {
            high.append(item);
        }
    }
    return quick(low) + [pivot] + quick(high);
}
numbers = [];
seed = 7;
for (i in range(340)) {
    seed = (seed * 1103 + 12345) % 65536;
    numbers.append(seed);
}
one = bubble(numbers[:]);
two = quick(numbers);
result = [one == two, two == sorted(numbers), one[0], one[-1]];
""",
        """
def bubble(items):
    n = len(items)
    for i in range(n):
        swapped = False
        for j in range(n - i - 1):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
                swapped = True
        if not swapped:
            break
    return items
def quick(items):
    if len(items) < 2:
        return items
    pivot = items[0]
    low = []
    high = []
    for item in items[1:]:
        if item < pivot:
            low.append(item)
        else:
            high.append(item)
    return quick(low) + [pivot] + quick(high)
numbers = []
seed = 7
for i in range(340):
    seed = (seed * 1103 + 12345) % 65536
    numbers.append(seed)
one = bubble(numbers[:])
two = quick(numbers)
result = [one == two, two == sorted(numbers), one[0], one[-1]]
""",
    ),
    Workload(
        "closures",
        """
function counter(start) {
    value = start;
    function next_value(by) {
        nonlocal value;
        value = value + by;
        return value;
    }
    return next_value;
}
function compose(f, g) {
    return fn(x) => f(g(x));
}
function apply_all(functions, value) {
    for (one in functions) {
        f = one;
        value = f(value);
    }
    return value;
}
double = fn(x) => x * 2;
plus = fn(x) => x + 1;
both = compose(double, plus);
tick = counter(10);
total = 0;
for (i in range(5000)) {
    total = total + tick(i % 3) + both(i) + apply_all([double, plus, both], i);
}
result = total;
""",
        """
def counter(start):
    value = start
    def next_value(by):
        nonlocal value
        value += by
        return value
    return next_value
def compose(f, g):
    return lambda x: f(g(x))
def apply_all(functions, value):
    for one in functions:
        value = one(value)
    return value
double = lambda x: x * 2
plus = lambda x: x + 1
both = compose(double, plus)
tick = counter(10)
total = 0
for i in range(5000):
    total += tick(i % 3) + both(i) + apply_all([double, plus, both], i)
result = total
""",
    ),
    Workload(
        "word count",
        """
function count_words(text) {
    counts = {};
    for (word in text.split()) {
        key = word.lower().strip(".,");
        try {
            counts[key] = counts[key] + 1;
        } except {
            counts[key] = 1;
        }
    }
    return counts;
}
function most_common(counts) {
    best = null;
    for (word in keys(counts)) {
        if (best == null || counts[word] > counts[best]) {
            best = word;
        }
    }
    return best;
}
text = "It was the best of times, it was the worst of times, it was the age of wisdom. " * 12;
words = 0;
for (i in range(90)) {
    counts = count_words(text);
    words = words + len(counts);
}
result = [words, most_common(counts), counts.times, sorted(keys(counts))];
""",
        """
def count_words(text):
    counts = {}
    for word in text.split():
        key = word.lower().strip(".,")
        try:
            counts[key] += 1
        except KeyError:
            counts[key] = 1
    return counts
def most_common(counts):
    best = None
    for word in counts:
        if best is None or counts[word] > counts[best]:
            best = word
    return best
text = "It was the best of times, it was the worst of times, it was the age of wisdom. " * 12
words = 0
for i in range(90):
    counts = count_words(text)
    words += len(counts)
result = [words, most_common(counts), counts["times"], sorted(counts)]
""",
    ),
    Workload(
        "sieve",
        """
function primes(limit) {
    flags = [true] * (limit + 1);
    flags[0] = false;
    flags[1] = false;
    i = 2;
    while (i * i <= limit) {
        if (flags[i]) {
            for (j in range(i * i, limit + 1, i)) {
                flags[j] = false;
            }
        }
        i = i + 1;
    }
    found = [];
    for (n in range(limit + 1)) {
        if (flags[n]) {
            found.append(n);
        }
    }
    return found;
}
all_of_them = primes(50000);
result = [len(all_of_them), all_of_them[-1], sum(all_of_them)];
""",
        """
def primes(limit):
    flags = [True] * (limit + 1)
    flags[0] = False
    flags[1] = False
    i = 2
    while i * i <= limit:
        if flags[i]:
            for j in range(i * i, limit + 1, i):
                flags[j] = False
        i += 1
    found = []
    for n in range(limit + 1):
        if flags[n]:
            found.append(n)
    return found
all_of_them = primes(50000)
result = [len(all_of_them), all_of_them[-1], sum(all_of_them)]
""",
    ),
    Workload(
        "matrix",
        """
function matrix(n, seed) {
    rows = [];
    for (i in range(n)) {
        row = [];
        for (j in range(n)) {
            row.append((i * seed + j) % 10);
        }
        rows.append(row);
    }
    return rows;
}
function multiply(a, b) {
    n = len(a);
    product = [];
    for (i in range(n)) {
        row = [];
        for (j in range(n)) {
            total = 0;
            for (k in range(n)) {
                total = total + a[i][k] * b[k][j];
            }
            row.append(total);
        }
        product.append(row);
    }
    return product;
}
product = multiply(matrix(38, 3), matrix(38, 7));
trace = 0;
for (i in range(len(product))) {
    trace = trace + product[i][i];
}
result = [trace, product[0][:3]];
""",
        """
def matrix(n, seed):
    rows = []
    for i in range(n):
        row = []
        for j in range(n):
            row.append((i * seed + j) % 10)
        rows.append(row)
    return rows
def multiply(a, b):
    n = len(a)
    product = []
    for i in range(n):
        row = []
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            row.append(total)
        product.append(row)
    return product
product = multiply(matrix(38, 3), matrix(38, 7))
trace = 0
for i in range(len(product)):
    trace += product[i][i]
result = [trace, product[0][:3]]
""",
    ),
    Workload(
        "floats",
        """
function mandel(width, height, rounds) {
    inside = 0;
    for (row in range(height)) {
        for (column in range(width)) {
            cr = column * 3.0 / width - 2.0;
            ci = row * 2.0 / height - 1.0;
            zr = 0.0;
            zi = 0.0;
            n = 0;
            while (n < rounds && zr * zr + zi * zi <= 4.0) {
                t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                n = n + 1;
            }
            if (n == rounds) {
                inside = inside + 1;
            }
        }
    }
    return inside;
}
result = mandel(60, 36, 30);
""",
        """
def mandel(width, height, rounds):
    inside = 0
    for row in range(height):
        for column in range(width):
            cr = column * 3.0 / width - 2.0
            ci = row * 2.0 / height - 1.0
            zr = 0.0
            zi = 0.0
            n = 0
            while n < rounds and zr * zr + zi * zi <= 4.0:
                t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                n += 1
            if n == rounds:
                inside += 1
    return inside
result = mandel(60, 36, 30)
""",
    ),
    Workload(
        "tree",
        """
function insert(node, key) {
    if (node == null) {
        return {key: key, left: null, right: null};
    }
    if (key < node.key) {
        node.left = insert(node.left, key);
    } elif (key > node.key) {
        node.right = insert(node.right, key);
    }
    return node;
}
function walk(node, visit) {
    if (node != null) {
        walk(node.left, visit);
        visit(node.key);
        walk(node.right, visit);
    }
}
function depth(node) {
    return node == null ? 0 : 1 + max(depth(node.left), depth(node.right));
}
root = null;
seed = 1;
for (i in range(1600)) {
    seed = (seed * 75 + 74) % 65537;
    root = insert(root, seed);
}
seen = [];
walk(root, fn(key) => seen.append(key));
result = [depth(root), len(seen), seen[0], seen[-1]];
""",
        """
def insert(node, key):
    if node is None:
        return {"key": key, "left": None, "right": None}
    if key < node["key"]:
        node["left"] = insert(node["left"], key)
    elif key > node["key"]:
        node["right"] = insert(node["right"], key)
    return node
def walk(node, visit):
    if node is not None:
        walk(node["left"], visit)
        visit(node["key"])
        walk(node["right"], visit)
def depth(node):
    return 0 if node is None else 1 + max(depth(node["left"]), depth(node["right"]))
root = None
seed = 1
for i in range(1600):
    seed = (seed * 75 + 74) % 65537
    root = insert(root, seed)
seen = []
walk(root, lambda key: seen.append(key))
result = [depth(root), len(seen), seen[0], seen[-1]]
""",
    ),
    Workload(
        "exceptions",
        """
function parse(text) {
    if (text == "") {
        throw {message: "empty", code: 1};
    }
    return int(text);
}
function total(texts) {
    sum_of_all = 0;
    failed = 0;
    for (text in texts) {
        try {
            sum_of_all = sum_of_all + parse(text);
        } except (e) {
            failed = failed + 1;
        } finally {
            sum_of_all = sum_of_all + 1;
        }
    }
    return [sum_of_all, failed];
}
texts = [];
for (i in range(8000)) {
    texts.append(i % 10 == 0 ? "" : str(i));
}
result = total(texts);
""",
        """
class Thrown(Exception):
    pass
def parse(text):
    if text == "":
        raise Thrown({"message": "empty", "code": 1})
    return int(text)
def total(texts):
    sum_of_all = 0
    failed = 0
    for text in texts:
        try:
            sum_of_all += parse(text)
        except Exception as e:
            failed += 1
        finally:
            sum_of_all += 1
    return [sum_of_all, failed]
texts = []
for i in range(8000):
    texts.append("" if i % 10 == 0 else str(i))
result = total(texts)
""",
    ),
)
