// Uses, operations and sizes: a grant gives no more than it says.
// grant: file.read
---
// name: one use
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
result = file.read("a.txt");
//= "granted"
---
// name: a second use
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
file.read("a.txt");
result = file.read("a.txt");
//! denied
//- file.read
---
// name: a second use of another function
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import csv;
import file;
file.read("a.txt");
result = csv.read("table.csv");
//! denied
//- file.read
---
// name: a second use after an error
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
try { file.read("none.txt"); } except { }
result = file.read("a.txt");
//! denied
//- file.read
---
// name: a denied use is not counted
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
try { file.read("../secret/s.txt"); } except { }
result = file.read("a.txt");
//= "granted"
//- file.read
---
// name: uses in a loop
// grant: file.read:ROOT/open/** {"max_usage_count": 3}
import file;
result = 0;
while (true) { try { file.read("a.txt"); result = result + 1; } except { break; } }
//= 3
//- file.read
---
// name: uses in a callback
// grant: functional.transform
// grant: file.read {"max_usage_count": 2}
import functional;
import file;
result = functional.map(fn(i) => file.read("a.txt"), [1, 2, 3]);
//! denied
//- file.read
---
// name: uses by another name
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
r = file.read;
o = {r: r};
r("a.txt");
result = o.r("a.txt");
//! denied
//- file.read
---
// name: uses of a module written in ML
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
//+ util: import file;
//+ util: function peek() { return file.read("ROOT/open/a.txt"); }
import file;
import util;
file.read("a.txt");
result = util.peek();
//! denied
//- file.read
---
// name: uses of an earlier input
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
import file;
file.read("a.txt");
//--
file.read("a.txt")
//! denied
//- file.read
---
// name: uses of what only computes
// grant: math.compute {"max_usage_count": 1}
import math;
math.sqrt(4);
result = math.sqrt(4);
//! denied
//- math.compute
---
// name: copying uses two grants once
// grant: file.read {"max_usage_count": 2}
// grant: file.write {"max_usage_count": 1}
import file;
file.copy("a.txt", "b.txt");
result = file.read("b.txt");
//= "granted"
---
// name: a copy that is denied uses neither
// grant: file.read:ROOT/open/** {"max_usage_count": 1}
// grant: file.write:ROOT/open/**
import file;
try { file.copy("a.txt", "../secret/x"); } except { }
result = file.read("a.txt");
//= "granted"
//- file.write
---
// name: an operation that is not granted
// grant: file.read:ROOT/open/** {"allowed_operations": ["stat"]}
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: an operation that is granted
// grant: file.read:ROOT/open/** {"allowed_operations": ["read"]}
import file;
result = file.read("a.txt");
//= "granted"
---
// name: a file larger than granted
// grant: file.read {"max_file_size": 6}
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: a file as large as granted
// grant: file.read {"max_file_size": 7}
import file;
result = file.read("a.txt");
//= "granted"
---
// name: a size of another grant of the type
// grant: file.read:ROOT/open/*
// grant: file.read:ROOT/open/sub/* {"max_file_size": 4}
import file;
result = file.read("sub/b.txt");
//! denied
//- file.read
---
// name: bytes of a file larger than granted
// grant: file.read {"max_file_size": 6}
import file;
result = file.readBytes("a.txt");
//! denied
//- file.read
---
// name: a table larger than granted
// grant: file.read {"max_file_size": 6}
import csv;
result = csv.read("table.csv");
//! denied
//- file.read
---
// name: hash of a file larger than granted
// grant: file.read {"max_file_size": 6}
// grant: crypto.hash
import crypto;
result = crypto.hash_file("a.txt");
//! denied
//- file.read
---
// name: copying a file larger than granted to read
// grant: file.read {"max_file_size": 6}
// grant: file.write
import file;
file.copy("a.txt", "c");
//! denied
//- file.read
---
// name: copying a file larger than granted to write
// grant: file.read
// grant: file.write {"max_file_size": 6}
import file;
file.copy("a.txt", "c");
//! denied
//- file.write
---
// name: copying with a size of nothing
// grant: file.read
// grant: file.write {"max_file_size": 0}
import file;
file.copy("a.txt", "c");
//! denied
//- file.write
---
// name: moving a file larger than granted to write
// grant: file.read
// grant: file.delete
// grant: file.write {"max_file_size": 6}
import file;
file.move("a.txt", "c");
//! denied
//- file.write
---
// name: moving a folder with a file larger than granted
// grant: file.read:ROOT/open/**
// grant: file.delete
// grant: file.write {"max_file_size": 4}
import file;
file.move("sub", "moved");
//! denied
//- file.write
---
// name: writing more than granted
// grant: file.write {"max_file_size": 6}
import file;
file.write("w", "1234567");
//! denied
//- file.write
---
// name: writing more bytes than characters
// grant: file.write {"max_file_size": 6}
import file;
file.write("w", "éééé");
//! denied
//- file.write
---
// name: writing more in another encoding
// grant: file.write {"max_file_size": 6}
import file;
file.write("w", "1234", "utf-32");
//! denied
//- file.write
---
// name: writing lines with their ends
// grant: file.write {"max_file_size": 6}
import file;
file.writeLines("w", ["12", "34", "5"]);
//! denied
//- file.write
---
// name: writing as much as granted
// grant: file.write {"max_file_size": 6}
// grant: file.read
import file;
file.write("w", "123456");
result = file.read("w");
//= "123456"
---
// name: growing piece by piece
// grant: file.append {"max_file_size": 7}
import file;
result = 0;
while (true) { try { file.append("w", "12"); result = result + 1; } except { break; } }
//= 3
//- file.append
---
// name: growing a file that was there
// grant: file.append {"max_file_size": 7}
import file;
file.append("a.txt", "x");
//! denied
//- file.append
---
// name: growing a table
// grant: file.read
// grant: file.write {"max_file_size": 10}
import csv;
result = 0;
while (true) { try { csv.append("w.csv", ["12"]); result = result + 1; } except { break; } }
//= 2
//- file.write
---
// name: growing a log
// grant: log.write
// grant: file.write {"max_file_size": 20}
import log;
log.set_timestamp(false);
log.add_file("l");
result = 0;
while (true) { try { log.info("12"); result = result + 1; } except { break; } }
//= 2
//- file.write
---
// name: growing a log of a logger
// grant: log.write
// grant: file.write {"max_file_size": 20}
import log;
l = log.create_logger("x");
l.set_timestamp(false);
l.add_file("l");
l.info("a line that is too long");
//! denied
//- file.write
---
// name: a log line uses the grant of the file
// grant: log.write
// grant: file.write {"max_usage_count": 1}
import log;
log.add_file("l");
log.info("x");
//! denied
//- file.write
---
// name: writing a table larger than granted
// grant: file.write {"max_file_size": 6}
import csv;
csv.write("w", [["1234567"]]);
//! denied
//- file.write
