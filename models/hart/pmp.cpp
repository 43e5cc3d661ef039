#include "hart/pmp.hpp"

namespace edgeloom::hart {

namespace {

constexpr std::uint32_t first_config = 0x3A0;
constexpr std::uint32_t first_address = 0x3B0;
constexpr std::uint32_t end = 0x3F0;

// Of all four entries of a configuration word.
constexpr std::uint32_t every = 0x0101'0101;
constexpr std::uint32_t read_bits = every << 0;
constexpr std::uint32_t write_bits = every << 1;
constexpr std::uint32_t held_bits = every * 0x1F; // R, W, X and A

} // namespace

std::optional<std::uint32_t> Pmp::read(std::uint32_t number) const {
    if (number < first_config || number >= end) {
        return std::nullopt;
    }
    if (number < first_address) {
        const std::uint32_t index = number - first_config;
        return index < config_.size() ? config_.at(index) : 0;
    }
    const std::uint32_t index = number - first_address;
    return index < address_.size() ? address_.at(index) : 0;
}

void Pmp::write(std::uint32_t number, std::uint32_t written) {
    if (const std::uint32_t index = number - first_config; index < config_.size()) {
        const std::uint32_t readable = (written & read_bits) << 1;
        config_.at(index) = written & held_bits & (~write_bits | readable);
    }
    if (const std::uint32_t index = number - first_address; index < address_.size()) {
        address_.at(index) = written;
    }
}

} // namespace edgeloom::hart
