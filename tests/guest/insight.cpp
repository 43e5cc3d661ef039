// Calls, recursion, a loop and code that is never reached, for the tests of profile and coverage.
#include "runtime/app.hpp"

namespace {

[[gnu::noinline]] unsigned fibonacci(unsigned n) {
    if (n < 2) {
        return n; // 8 times for fibonacci(5)
    }
    return fibonacci(n - 1) + fibonacci(n - 2);
}

[[gnu::noinline]] unsigned sum_of_squares(const volatile unsigned* numbers, unsigned count) {
    unsigned sum = 0;
    for (unsigned i = 0; i < count; ++i) {
        sum += numbers[i] * numbers[i]; // 10 times
    }
    return sum;
}

[[gnu::noinline]] int never_called(int code) {
    return code + 1; // 0 times
}

} // namespace

int app_main(std::uint32_t) {
    const volatile unsigned numbers[10]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const unsigned sum = sum_of_squares(numbers, 10);
    if (sum != 385) {
        return never_called(1); // 0 times
    }
    return fibonacci(5) == 5 ? 0 : 2;
}
