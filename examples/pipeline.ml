// Reads the sales of all shops from /in, and writes a summary and a list of what was not understood to /out.
import csv;
import file;
import json;

function read_shop(path, problems) {
    rows = [];
    for (row in csv.read(path)) {
        try {
            amount = float(row.amount);
            if (amount < 0) { throw {message: "negative amount"}; }
            rows.append({shop: row.shop, product: row.product, amount: amount});
        } except (e) {
            problems.append({file: path, row: row, reason: e.message});
        }
    }
    return rows;
}

function summarize(rows) {
    shops = {};
    for (row in rows) {
        known = getattr(shops, row.shop, {total: 0.0, products: {}});
        known.total = round(known.total + row.amount, 2);
        known.products[row.product] = getattr(known.products, row.product, 0) + 1;
        shops[row.shop] = known;
    }
    return shops;
}

function run(names) {
    rows = [];
    problems = [];
    for (name in names) {
        rows = rows + read_shop("/in/" + name, problems);
    }
    summary = summarize(rows);
    file.write("/out/summary.json", json.stringify(summary));
    if (len(problems) > 0) {
        file.write("/out/problems.json", json.stringify(problems));
    }
    return {rows: len(rows), problems: len(problems)};
}
