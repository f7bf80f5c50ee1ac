// What an order costs. Amounts are whole cents, so nothing gets lost by rounding.

DISCOUNTS = {basic: 0, plus: 5, premium: 20};

function subtotal(items) {
    amount = 0;
    for (item in items) {
        if (item.quantity < 1) {
            throw {
                message: "cannot sell " + item.quantity + " of " + item.name,
                code: "bad-quantity",
                item: item.name
            };
        }
        amount = amount + item.price * item.quantity;
    }
    return amount;
}

function discount(amount, tier) {
    return amount * DISCOUNTS[tier] // 100;
}

function total(items, tier) {
    amount = subtotal(items);
    return amount - discount(amount, tier);
}
