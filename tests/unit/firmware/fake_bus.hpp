// A bus that notes what drivers do and answers what a test says.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <ostream>
#include <vector>

namespace edgeloom::test {

struct BusAccess {
    enum class Kind : std::uint8_t { read, write, publish };

    Kind kind;
    unsigned bytes;
    std::uint32_t address;
    std::uint32_t value;
    bool operator==(const BusAccess&) const = default;
};
std::ostream& operator<<(std::ostream& out, const BusAccess& access);

constexpr BusAccess read8(std::uint32_t address, std::uint32_t value) {
    return {BusAccess::Kind::read, 1, address, value};
}
constexpr BusAccess read32(std::uint32_t address, std::uint32_t value) {
    return {BusAccess::Kind::read, 4, address, value};
}
constexpr BusAccess write8(std::uint32_t address, std::uint32_t value) {
    return {BusAccess::Kind::write, 1, address, value};
}
constexpr BusAccess write32(std::uint32_t address, std::uint32_t value) {
    return {BusAccess::Kind::write, 4, address, value};
}
constexpr BusAccess publish() {
    return {BusAccess::Kind::publish, 0, 0, 0};
}

/// While it lives, hal/mmio.hpp leads here. There is one at a time. A read that no answer was given for fails the test.
class FakeBus {
public:
    FakeBus();
    ~FakeBus();
    FakeBus(const FakeBus&) = delete;
    FakeBus& operator=(const FakeBus&) = delete;

    /// The next reads of `address` give these values in turn, the last one for ever.
    void answer(std::uint32_t address, std::initializer_list<std::uint32_t> values) { answers_[address] = values; }
    /// Called after every write is noted; may throw, for writes that do not return.
    std::function<void(const BusAccess& write)> on_write;

    std::vector<BusAccess> accesses;

    [[nodiscard]] static FakeBus& current();
    std::uint32_t read(unsigned bytes, std::uint32_t address);
    void note(const BusAccess& access);

private:
    std::map<std::uint32_t, std::deque<std::uint32_t>> answers_;
};

} // namespace edgeloom::test
