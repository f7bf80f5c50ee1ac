// Looks for a number in a sorted array, and answers with its index; -1 if it is not there.
function find(numbers, wanted) {
    low = 0;
    high = len(numbers);
    while (low < high) {
        middle = (low + high) // 2;
        if (numbers[middle] < wanted) { low = middle + 1; } else { high = middle; }
    }
    if (low < len(numbers) && numbers[low] == wanted) { return low; }
    return -1;
}

function find_slowly(numbers, wanted) {
    for (index in range(len(numbers))) {
        if (numbers[index] == wanted) { return index; }
    }
    return -1;
}
