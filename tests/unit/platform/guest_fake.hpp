// A core with memory but without instructions, for what serves a guest's calls.
#pragma once

#include "hart/core.hpp"
#include "platform/semihosting/guest_memory.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace edgeloom::test {

class GuestFake : private hart::Bus {
public:
    static constexpr std::uint32_t base = 0x8000'0000;
    static constexpr std::uint32_t size = 0x1'0000;

    [[nodiscard]] semihosting::GuestMemory memory() {
        return {[this](std::uint32_t address, std::span<std::uint8_t> bytes) {
                    largest = std::max(largest, bytes.size());
                    return holds(address, bytes) && std::memcpy(bytes.data(), at(address), bytes.size()) != nullptr;
                },
                [this](std::uint32_t address, std::span<const std::uint8_t> bytes) {
                    return holds(address, bytes) && std::memcpy(at(address), bytes.data(), bytes.size()) != nullptr;
                }};
    }
    void put(std::uint32_t address, std::uint32_t word) { std::memcpy(at(address), &word, sizeof word); }
    void put(std::uint32_t address, std::string_view text) { std::memcpy(at(address), text.data(), text.size()); }
    [[nodiscard]] std::uint32_t word(std::uint32_t address) {
        std::uint32_t word = 0;
        std::memcpy(&word, at(address), sizeof word);
        return word;
    }
    [[nodiscard]] std::string_view text(std::uint32_t address, std::size_t length) {
        return {reinterpret_cast<const char*>(at(address)), length};
    }

    hart::Core core{*this};
    std::size_t largest = 0; ///< of all reads

private:
    [[nodiscard]] std::uint8_t* at(std::uint32_t address) { return bytes_.data() + (address - base); }
    static bool holds(std::uint32_t address, std::span<const std::uint8_t> bytes) {
        return address - base < size && bytes.size() <= size - (address - base);
    }
    bool transport(bool, std::uint32_t, void*, unsigned) override { return false; }
    void map_directly(std::uint32_t) override {}

    std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(size);
};

} // namespace edgeloom::test
