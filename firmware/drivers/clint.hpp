// Timer and software interrupt.
#pragma once

#include <cstdint>

namespace edgeloom::firmware {

/// Times are in ticks of 100 ns (abi::mtime_hz).
class Clint {
public:
    explicit Clint(std::uint32_t base) : base_(base) {}

    [[nodiscard]] std::uint64_t time() const;
    /// The timer interrupt is pending from `time` on.
    void set_alarm(std::uint64_t time) const;
    void clear_alarm() const;
    void raise_software_interrupt() const;
    void clear_software_interrupt() const;

private:
    std::uint32_t base_;
};

} // namespace edgeloom::firmware
