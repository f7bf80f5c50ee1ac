// An order on its way through the shop. The rules it uses are in the folder next to this file.

import rules.pricing as pricing;
import rules.shipping as shipping;

listeners = [];

function on(event, action) {
    listeners.append({event: event, action: action});
}

function emit(event, data) {
    for (listener in listeners) {
        if (listener.event == event) { listener.action(data); }
    }
}

function place(order) {
    if (len(order.items) == 0) {
        throw {message: "order " + order.id + " is empty", code: "empty"};
    }
    goods = pricing.total(order.items, order.tier);
    freight = shipping.cost(order.zone, order.kilos);
    bill = {order: order.id, goods: goods, freight: freight, total: goods + freight};
    emit("placed", bill);
    return bill;
}

function place_all(orders) {
    placed = [];
    refused = [];
    for (order in orders) {
        try {
            placed.append(place(order));
        } except (error) {
            refused.append({order: order.id, reason: str(error)});
        }
    }
    print(len(placed), "placed,", len(refused), "refused");
    return {placed: placed, refused: refused};
}
