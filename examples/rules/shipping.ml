// What it costs to send a parcel, in cents.

ZONES = {home: 490, near: 990, far: 2490};
FREE_KILOS = 5;

function cost(zone, kilos) {
    extra = max(0, kilos - FREE_KILOS);
    return ZONES[zone] + extra * 100;
}
