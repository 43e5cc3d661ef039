#include "unit/firmware/fake_bus.hpp"

#include "hal/mmio.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace edgeloom::test {

namespace {

FakeBus* current_bus = nullptr;

} // namespace

std::ostream& operator<<(std::ostream& out, const BusAccess& access) {
    if (access.kind == BusAccess::Kind::publish) {
        return out << "publish";
    }
    return out << (access.kind == BusAccess::Kind::read ? "read" : "write") << 8 * access.bytes << " 0x" << std::hex
               << access.address << " = 0x" << access.value << std::dec;
}

FakeBus::FakeBus() {
    current_bus = this;
}
FakeBus::~FakeBus() {
    current_bus = nullptr;
}

FakeBus& FakeBus::current() {
    if (current_bus == nullptr) {
        throw std::logic_error("access without a bus");
    }
    return *current_bus;
}

std::uint32_t FakeBus::read(unsigned bytes, std::uint32_t address) {
    const auto found = answers_.find(address);
    if (found == answers_.end() || found->second.empty()) {
        ADD_FAILURE() << "unexpected read of 0x" << std::hex << address;
        return 0;
    }
    std::deque<std::uint32_t>& values = found->second;
    const std::uint32_t value = values.front();
    if (values.size() > 1) {
        values.pop_front();
    }
    note({BusAccess::Kind::read, bytes, address, value});
    return value;
}

void FakeBus::note(const BusAccess& access) {
    accesses.push_back(access);
    if (access.kind == BusAccess::Kind::write && on_write) {
        on_write(access);
    }
}

} // namespace edgeloom::test

namespace edgeloom::firmware::mmio {

using test::BusAccess;
using test::FakeBus;

std::uint8_t read8(std::uint32_t address) {
    return static_cast<std::uint8_t>(FakeBus::current().read(1, address));
}
std::uint32_t read32(std::uint32_t address) {
    return FakeBus::current().read(4, address);
}
void write8(std::uint32_t address, std::uint8_t value) {
    FakeBus::current().note(test::write8(address, value));
}
void write32(std::uint32_t address, std::uint32_t value) {
    FakeBus::current().note(test::write32(address, value));
}
void publish() {
    FakeBus::current().note(test::publish());
}

} // namespace edgeloom::firmware::mmio
