import console;
import csv;
import datetime;
import file;
import http;
import random;

function total(path) {
    sum = 0;
    for (row in csv.read(path)) {
        sum = sum + int(row.amount);
    }
    return sum;
}

function rate(currency) {
    answer = http.get("https://rates.example.com/" + currency);
    if (!answer.ok()) {
        throw {message: "no rate for " + currency, code: answer.status()};
    }
    return answer.json().rate;
}

function write_report(source, target, currency) {
    amount = round(total(source) * rate(currency), 2);
    line = datetime.now().format("%Y-%m-%d %H:%M") + " " + str(amount) + " " + currency;
    file.write(target, line);
    console.log("written to", target);
    return amount;
}

function lucky(names) {
    return random.choice(names);
}

function careless(path) {
    try {
        return file.read(path);
    } except (e) {
        return "nothing";
    }
}
