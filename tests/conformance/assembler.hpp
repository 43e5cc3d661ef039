// Puts instructions one behind the other.
#pragma once

#include "conformance/layout.hpp"
#include "unit/hart/encode.hpp"

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <vector>

namespace edgeloom::test {

class Assembler {
public:
    /// Address of the next instruction.
    [[nodiscard]] std::uint32_t here() const { return layout::base + static_cast<std::uint32_t>(bytes_.size()); }

    void word(std::uint32_t instruction) { append(&instruction, sizeof instruction); }
    void half(std::uint16_t instruction) { append(&instruction, sizeof instruction); }
    void words(std::initializer_list<std::uint32_t> instructions) {
        for (const std::uint32_t instruction : instructions) {
            word(instruction);
        }
    }
    /// rd = value: lui and addi.
    void load_constant(std::uint32_t rd, std::uint32_t value) {
        constexpr std::uint32_t half_of_lower = 0x800;
        word(rv::u(rv::LUI, rd, value + half_of_lower));
        word(rv::i(rv::ADDI, rd, rd, static_cast<std::int32_t>(value << 20) >> 20));
    }
    void align(std::uint32_t bytes) { bytes_.resize((bytes_.size() + bytes - 1) / bytes * bytes); }

    void patch(std::uint32_t address, std::uint32_t instruction) { put(address, &instruction, sizeof instruction); }
    void patch_half(std::uint32_t address, std::uint16_t instruction) {
        put(address, &instruction, sizeof instruction);
    }
    [[nodiscard]] std::uint32_t at(std::uint32_t address) const {
        std::uint32_t instruction = 0;
        std::memcpy(&instruction, bytes_.data() + (address - layout::base), sizeof instruction);
        return instruction;
    }
    [[nodiscard]] std::uint16_t half_at(std::uint32_t address) const {
        std::uint16_t instruction = 0;
        std::memcpy(&instruction, bytes_.data() + (address - layout::base), sizeof instruction);
        return instruction;
    }

    [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

private:
    void append(const void* data, std::size_t count) {
        const auto* const first = static_cast<const std::uint8_t*>(data);
        bytes_.insert(bytes_.end(), first, first + count);
    }
    void put(std::uint32_t address, const void* data, std::size_t count) {
        std::memcpy(bytes_.data() + (address - layout::base), data, count);
    }

    std::vector<std::uint8_t> bytes_;
};

} // namespace edgeloom::test
