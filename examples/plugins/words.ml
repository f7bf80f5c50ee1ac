// Counts words; its counters live as long as the session.
counts = {};

function count(text) {
    for (word in text.lower().split(" ")) {
        counts[word] = getattr(counts, word, 0) + 1;
    }
    return counts;
}

function total() {
    return sum(values(counts));
}
