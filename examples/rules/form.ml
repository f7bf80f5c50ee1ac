// What is wrong with the value of a field; null if nothing is.
function check_name(name) {
    if (len(name.strip()) == 0) { return "a name is wanted"; }
    return null;
}

function check_age(age) {
    if (typeof(age) != "number") { return "an age is a number"; }
    if (age < 0 || age > 150) { return "nobody is " + age; }
    return null;
}

function check_mail(mail) {
    parts = mail.split("@");
    if (len(parts) != 2) { return "one @ is wanted in '" + mail + "'"; }
    return null;
}

function check_forever(value) {
    while (true) { }
}
