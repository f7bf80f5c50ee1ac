// Files outside of what is granted, in every spelling and through every door.
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
// grant: file.append:ROOT/open/**
// grant: file.delete:ROOT/open/**
// grant: path.read:ROOT/open/**
// grant: path.write:ROOT/open/**
// grant: crypto.hash
// grant: log.write
---
// name: what is granted can be read
import file;
result = file.read("a.txt");
//= "granted"
---
// name: inside by its absolute path
import file;
result = file.read("ROOT/open/a.txt");
//= "granted"
---
// name: parent segments that stay inside
import file;
result = file.read("sub/deep/../../a.txt");
//= "granted"
---
// name: doubled separators and dots inside
import file;
result = file.read("ROOT//open/.//./a.txt");
//= "granted"
---
// name: parent segments that leave and come back
import file;
result = file.read("../open/a.txt");
//= "granted"
---
// name: parent segment
import file;
result = file.read("../secret/s.txt");
//! denied
//- file.read
---
// name: many parent segments
import file;
result = file.read("../../../../../../../../../../etc/passwd");
//! denied
//- file.read
---
// name: parent segment behind a folder that exists
import file;
result = file.read("sub/../../secret/s.txt");
//! denied
//- file.read
---
// name: parent segment behind a folder that is missing
import file;
result = file.read("nothing/../../secret/s.txt");
//! denied
//- file.read
---
// name: parent segment behind a file
import file;
result = file.read("a.txt/../../secret/s.txt");
//! denied
//- file.read
---
// name: parent segments between dots
import file;
result = file.read("./sub/./.././../secret/./s.txt");
//! denied
//- file.read
---
// name: absolute path with parent segment
import file;
result = file.read("ROOT/open/../secret/s.txt");
//! denied
//- file.read
---
// name: absolute path outside
import file;
result = file.read("ROOT/secret/s.txt");
//! denied
//- file.read
---
// name: two slashes at the beginning
import file;
result = file.read("//ROOT/secret/s.txt");
//! denied
//- file.read
---
// name: three slashes at the beginning
import file;
result = file.read("///ROOT/secret/s.txt");
//! denied
//- file.read
---
// name: doubled separators outside
import file;
result = file.read("ROOT//secret///s.txt");
//! denied
//- file.read
---
// name: a folder whose name begins like the granted one
import file;
result = file.read("ROOT/openly/s.txt");
//! denied
//- file.read
---
// name: the file above
import file;
result = file.read("../s.txt");
//! denied
//- file.read
---
// name: the granted folder in capitals
import file;
result = file.read("ROOT/OPEN/a.txt");
//! denied
//- file.read
---
// name: parent segment in capitals of the root
import file;
root = "ROOT";
result = file.read(root.upper() + "/open/a.txt");
//! denied
//- file.read
---
// name: trailing slash
import file;
result = file.read("../secret/s.txt/");
//! denied
//- file.read
---
// name: trailing dot segment
import file;
result = file.read("../secret/s.txt/.");
//! denied
//- file.read
---
// name: trailing dots
import file;
result = file.read("../secret./s.txt");
//! denied
//- file.read
---
// name: trailing blank
import file;
result = file.read("../secret /s.txt");
//! denied
//- file.read
---
// name: leading blank is a name
import file;
result = file.read(" ../secret/s.txt");
//! run time
---
// name: three dots are a name
import file;
result = file.read(".../secret/s.txt");
//! run time
---
// name: backslashes are letters of a name
b = chr(92);
import file;
result = file.read(".." + b + "secret" + b + "s.txt");
//! run time denied
---
// name: backslash and slash
b = chr(92);
import file;
result = file.read("sub" + b + "/../../secret/s.txt");
//! denied
//- file.read
---
// name: percent signs are not decoded
import file;
result = file.read("%2e%2e/secret/s.txt");
//! run time
---
// name: percent signs for the separator
import file;
result = file.read("..%2fsecret%2fs.txt");
//! run time
---
// name: full-width dots
import file;
result = file.read("．．/secret/s.txt");
//! run time
---
// name: a two dot leader
import file;
result = file.read("‥/secret/s.txt");
//! run time
---
// name: a full-width solidus
import file;
result = file.read("..／secret／s.txt");
//! run time
---
// name: a division slash
import file;
result = file.read("..∕secret∕s.txt");
//! run time
---
// name: a Greek letter that looks like o
import file;
result = file.read("ROOT/οpen/a.txt");
//! denied
//- file.read
---
// name: a letter with combining mark
import file;
result = file.read("ROOT/ope" + "n" + chr(769) + "/a.txt");
//! denied
//- file.read
---
// name: zero byte at the end
import file;
result = file.read("a.txt" + chr(0));
//! run time
---
// name: zero byte hides the rest
import file;
result = file.read("../secret/s.txt" + chr(0) + "/../../open/a.txt");
//! run time
---
// name: zero byte in a folder that is removed
import file;
result = file.read("x" + chr(0) + "/../../secret/s.txt");
//! run time
---
// name: line break in a path
import file;
result = file.read("ROOT/open/a.txt" + chr(10) + "/../../../secret/s.txt");
//! denied
//- file.read
---
// name: line break in front
import file;
result = file.read(chr(10) + "ROOT/secret/s.txt");
//! run time
---
// name: half of a pair of characters
import file;
result = file.read("../secret/s.txt" + chr(56320));
//! run time
---
// name: home directory
import file;
result = file.read("~/.ssh/id_rsa");
//! denied
//- file.read
---
// name: home directory and back
import file;
result = file.read("~/../../../../../../etc/passwd");
//! denied
//- file.read
---
// name: home directory of somebody else is a name
import file;
result = file.read("~root/.profile");
//! run time
---
// name: a variable is a name
import file;
result = file.read("$HOME/.profile");
//! run time
---
// name: a variable in braces is a name
import file;
result = file.read("${HOME}/.profile");
//! run time
---
// name: a URL is a name
import file;
result = file.read("file:///etc/passwd");
//! run time
---
// name: a URL that leads up
import file;
result = file.read("file:///../../../secret/s.txt");
//! denied
//- file.read
---
// name: a URL with a host that leads up
import file;
result = file.read("file://localhost/../../../secret/s.txt");
//! denied
//- file.read
---
// name: a name with a star is no pattern
import file;
result = file.read("../s*/s.txt");
//! denied
//- file.read
---
// name: a name like a pattern in the granted folder
import file;
result = file.read("ROOT/open/**");
//! run time
---
// name: a name like a pattern that leads up
import file;
result = file.read("**/../../secret/s.txt");
//! denied
//- file.read
---
// name: the environment of the process
import file;
result = file.read("/proc/self/environ");
//! denied
//- file.read
---
// name: memory of the process
import file;
result = file.read("/proc/self/mem");
//! denied
//- file.read
---
// name: the root of the process
import file;
result = file.read("/proc/self/root" + "ROOT/secret/s.txt");
//! denied
//- file.read
---
// name: the working directory of the process
import file;
result = file.read("/proc/self/cwd/../../../../../etc/passwd");
//! denied
//- file.read
---
// name: an open file of the process
import file;
result = file.read("/proc/self/fd/0");
//! denied
//- file.read
---
// name: standard input as a device
import file;
result = file.read("/dev/stdin");
//! denied
//- file.read
---
// name: a device for open files
import file;
result = file.read("/dev/fd/3");
//! denied
//- file.read
---
// name: random numbers as a device
import file;
result = file.read("/dev/urandom");
//! denied
//- file.read
---
// name: zeros without an end
import file;
result = file.read("/dev/zero");
//! denied
//- file.read
---
// name: the kernel
import file;
result = file.read("/sys/kernel/version");
//! denied
//- file.read
---
// name: devices with everything granted
// grant: file.read
import file;
result = file.read("/dev/zero");
//! denied
//- file.read
---
// name: processes with a star granted
// grant: file.read:*
import file;
result = file.read("/proc/self/environ");
//! denied
//- file.read
---
// name: devices by two slashes with everything granted
// grant: file.read
import file;
result = file.read("//dev/zero");
//! denied
//- file.read
---
// name: devices through parent segments with everything granted
// grant: file.read
import file;
result = file.read("ROOT/../../../../../../dev/zero");
//! denied
//- file.read
---
// name: a path under no folder
import file;
result = file.read("");
//! run time denied
---
// name: a number for a path
import file;
result = file.read(0);
//! run time
---
// name: an open file by number
import file;
result = file.read(3);
//! run time
---
// name: a list of letters for a path
import file;
result = file.read(["/", "etc"]);
//! run time
---
// name: a boolean for a path
import file;
result = file.read(true);
//! run time
---
// name: an object for a path
import file;
result = file.read({path: "ROOT/secret/s.txt"});
//! run time
---
// name: a folder instead of a file
import file;
result = file.read("sub");
//! run time
---
// name: the granted folder itself
import file;
result = file.read(".");
//! run time
---
// name: a folder outside instead of a file
import file;
result = file.read("../secret");
//! denied
//- file.read
---
// name: bytes of a file outside
import file;
result = file.readBytes("../secret/s.txt");
//! denied
//- file.read
---
// name: lines of a file outside
import file;
result = file.readLines("../secret/s.txt");
//! denied
//- file.read
---
// name: an encoding that is a codec of bytes
import file;
result = file.read("../secret/s.txt", "base64");
//! denied
//- file.read
---
// name: size of a file outside
import file;
result = file.size("../secret/s.txt");
//! denied
//- file.read
---
// name: time of a file outside
import file;
result = file.modifiedTime("../secret/s.txt");
//! denied
//- file.read
---
// name: whether there is a file outside
import file;
result = file.exists("../secret/s.txt");
//! denied
//- file.read
---
// name: whether there is none outside
import file;
result = file.exists("../secret/none.txt");
//! denied
//- file.read
---
// name: whether it is a file outside
import file;
result = file.isFile("../secret/s.txt");
//! denied
//- file.read
---
// name: whether it is a folder outside
import file;
result = file.isDirectory("../secret");
//! denied
//- file.read
---
// name: writing outside
import file;
file.write("../secret/s.txt", "x");
//! denied
//- file.write
---
// name: writing a new file outside
import file;
file.write("../secret/new/n.txt", "x");
//! denied
//- file.write
---
// name: writing bytes outside
import file;
file.writeBytes("../secret/s.txt", [1]);
//! denied
//- file.write
---
// name: writing lines outside
import file;
file.writeLines("../secret/s.txt", ["x"]);
//! denied
//- file.write
---
// name: appending outside
import file;
file.append("../secret/s.txt", "x");
//! denied
//- file.append
---
// name: deleting outside
import file;
file.delete("../secret/s.txt");
//! denied
//- file.delete
---
// name: deleting what is not there outside
import file;
result = file.delete("../secret/none.txt");
//! denied
//- file.delete
---
// name: copying from outside
import file;
file.copy("../secret/s.txt", "c.txt");
//! denied
//- file.read
---
// name: copying to outside
import file;
file.copy("a.txt", "../secret/s.txt");
//! denied
//- file.write
---
// name: copying into a folder outside
import file;
file.copy("a.txt", "../secret");
//! denied
//- file.write
---
// name: copying into the root
import file;
file.copy("a.txt", "/");
//! denied
//- file.write
---
// name: copying to a name with parent segments
import file;
file.copy("a.txt", "sub/../../secret/a.txt");
//! denied
//- file.write
---
// name: copying between two places outside
import file;
file.copy("../secret/s.txt", "../openly/c.txt");
//! denied
//- file.read file.write
---
// name: moving from outside
import file;
file.move("../secret/s.txt", "m.txt");
//! denied
//- file.read file.delete
---
// name: moving to outside
import file;
file.move("a.txt", "../secret/m.txt");
//! denied
//- file.write
---
// name: moving a folder from outside
import file;
file.move("../secret", "m");
//! denied
//- file.read file.delete
---
// name: moving a folder to outside
import file;
file.move("sub", "../sub");
//! denied
//- file.write
---
// name: moving without the right to delete
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
import file;
file.move("a.txt", "m.txt");
//! denied
//- file.delete
---
// name: moving without the right to read
// grant: file.delete:ROOT/open/**
// grant: file.write:ROOT/open/**
import file;
file.move("a.txt", "m.txt");
//! denied
//- file.read
---
// name: moving makes what it moves readable
// grant: file.read:ROOT/open/** 
// grant: file.read:ROOT/*
// grant: file.write:ROOT/open/**
// grant: file.delete:ROOT/*
import file;
file.move("../secret", "sub/moved");
result = file.read("sub/moved/s.txt");
//! denied
//- file.read file.delete
---
// name: moving puts what nobody may write
// grant: file.read:ROOT/open/**
// grant: file.delete:ROOT/open/**
// grant: file.write:ROOT/open/*
import file;
file.move("sub", "moved");
//! denied
//- file.write
---
// name: moving a folder inside
import file;
file.move("sub", "moved");
result = [file.read("moved/deep/c.txt"), file.exists("sub")];
//= ["deep", false]
---
// name: copying inside
import file;
file.copy("a.txt", "sub");
result = file.read("sub/a.txt");
//= "granted"
---
// name: a folder outside tells nothing about itself
import file;
result = [];
for (place in ["../secret", "../none"]) {
    try { file.copy("a.txt", place); } except (e) { result.append(len(e.message) - len(place)); }
}
result = result[0] == result[1];
//= true
//- file.write file.write
---
// name: writing with the right to append
// grant: file.append
import file;
file.write("a.txt", "x");
//! denied
//- file.write
---
// name: appending with the right to write
// grant: file.write
import file;
file.append("a.txt", "x");
//! denied
//- file.append
---
// name: reading with the right to write
// grant: file.write
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: deleting with the right to write
// grant: file.write
import file;
file.delete("a.txt");
//! denied
//- file.delete
---
// name: a type that begins like the right one
// grant: file
// grant: file.reads
// grant: file.read.all
import file;
result = file.read("a.txt");
//! denied
//- file.read
---
// name: a pattern for one folder does not go deeper
// grant: file.read:ROOT/open/*
import file;
result = file.read("sub/b.txt");
//! denied
//- file.read
---
// name: a pattern for one file
// grant: file.read:ROOT/open/a.txt
import file;
result = file.read("sub/b.txt");
//! denied
//- file.read
---
// name: a pattern for one file is no prefix
// grant: file.read:ROOT/open/a.txt
import file;
result = file.read("ROOT/open/a.txt/../table.csv");
//! denied
//- file.read
---
// name: a pattern for endings
// grant: file.read:ROOT/open/*.txt
import file;
result = file.read("table.csv");
//! denied
//- file.read
---
// name: a pattern for endings, and a path behind it
// grant: file.read:ROOT/open/*.txt
import file;
result = file.read("sub.txt/../sub/b.txt");
//! denied
//- file.read
---
// name: a question mark is no separator
// grant: file.read:ROOT/open?sub/b.txt
import file;
result = file.read("sub/b.txt");
//! denied
//- file.read
---
// name: a class of letters is no separator
// grant: file.read:ROOT/open[!x]sub/b.txt
import file;
result = file.read("sub/b.txt");
//! denied
//- file.read
---
// name: a table outside
import csv;
result = csv.read("../secret/sub/t.csv");
//! denied
//- file.read
---
// name: a table inside
import csv;
result = csv.read("table.csv");
//= [{"name": "ann", "age": "1"}]
---
// name: headers of a table outside
import csv;
result = csv.get_headers("../secret/sub/t.csv");
//! denied
//- file.read
---
// name: rows of a table outside
import csv;
result = csv.count_rows("../secret/sub/t.csv");
//! denied
//- file.read
---
// name: writing a table outside
import csv;
csv.write("../secret/sub/t.csv", [{a: 1}]);
//! denied
//- file.write
---
// name: appending to a table outside
import csv;
csv.append("../secret/sub/t.csv", {k: 1});
//! denied
//- file.read
---
// name: appending to a table that may only be read
// grant: file.read:ROOT/open/*
// grant: file.write:ROOT/open/sub/*
import csv;
csv.append("table.csv", {name: "x"});
//! denied
//- file.write
---
// name: appending to a table that may only be written
// grant: file.write:ROOT/open/*
import csv;
csv.append("table.csv", {name: "x"});
//! denied
//- file.read
---
// name: a table of the system
import csv;
result = csv.read("/etc/passwd", ":");
//! denied
//- file.read
---
// name: hash of a file outside
import crypto;
result = crypto.hash_file("../secret/s.txt");
//! denied
//- file.read
---
// name: hash of a file without the right to hash
// grant: file.read
import crypto;
result = crypto.hash_file("a.txt");
//! denied
//- crypto.hash
---
// name: hash of a file without the right to read
// grant: crypto.hash
import crypto;
result = crypto.hash_file("a.txt");
//! denied
//- file.read
---
// name: hash of a file inside
import crypto;
result = len(crypto.hash_file("a.txt"));
//= 64
---
// name: log into a file outside
import log;
log.add_file("../secret/s.txt");
log.info("x");
//! denied
//- file.write
---
// name: logger into a file outside
import log;
l = log.create_logger("x");
l.add_file("../secret/new.log");
//! denied
//- file.write
---
// name: log into a file inside
import file;
import log;
log.set_timestamp(false);
log.add_file("l.log");
log.info("x");
result = file.read("l.log");
//= "INFO: x\n"
---
// name: log with the right to append only
// grant: log.write
// grant: file.append
import log;
log.add_file("l.log");
//! denied
//- file.write
---
// name: log file without the right to log
// grant: file.write
import log;
log.add_file("l.log");
//! denied
//- log.write
