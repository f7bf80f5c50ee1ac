// Keeps notes, one file a topic.
import file;

function add(topic, text) {
    path = "/notes/" + topic + ".txt";
    known = file.exists(path) ? file.read(path) : "";
    file.write(path, known + text + chr(10));
    return len(known.split(chr(10)));
}

function show(topic) {
    return file.read("/notes/" + topic + ".txt");
}
