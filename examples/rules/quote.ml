// What a quote for an order says.
function quote(order) {
    if (len(order.items) == 0) {
        throw {message: "an order has items"};
    }
    total = 0;
    for (item in order.items) {
        total = total + item.price * item.quantity;
    }
    return {total: total, express: total > 10000};
}
