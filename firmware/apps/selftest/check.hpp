// The groups of checks, and what they share.
#pragma once

#include <cstdint>
#include <cstdio>

namespace edgeloom::firmware::selftest {

/// Each returns the number of checks that failed, after a line about every one.
int check_traps();
int check_interrupts();
int check_arithmetic();
int check_atomics();
int check_registers();
int check_uart();

/// Compares, and prints what differs. Returns the number of failures: 0 or 1.
inline int expect(const char* what, std::uint32_t found, std::uint32_t wanted) {
    if (found == wanted) {
        return 0;
    }
    std::printf("selftest: %s is 0x%08lx, should be 0x%08lx\n", what, static_cast<unsigned long>(found),
                static_cast<unsigned long>(wanted));
    return 1;
}

/// The last exception, caught and stepped over.
struct Caught {
    std::uint32_t cause = none;
    std::uint32_t value = 0;
    std::uint32_t pc = 0;
    static constexpr std::uint32_t none = ~std::uint32_t{0};
};

/// While it lives, exceptions are noted and the instruction that raised them is skipped.
class TrapCatcher {
public:
    TrapCatcher();
    ~TrapCatcher();
    TrapCatcher(const TrapCatcher&) = delete;
    TrapCatcher& operator=(const TrapCatcher&) = delete;

    /// What was caught since the last call.
    [[nodiscard]] Caught take();
};

} // namespace edgeloom::firmware::selftest
