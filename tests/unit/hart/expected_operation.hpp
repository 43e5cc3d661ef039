// What an encoding decodes to, as far as its format says: the fields that the format lacks are left open.
#pragma once

#include "hart/operation.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom::test {

struct ExpectedOperation {
    hart::Kind kind;
    std::optional<std::uint32_t> rd{};
    std::optional<std::uint32_t> rs1{};
    std::optional<std::uint32_t> rs2{};
    std::optional<std::uint32_t> immediate{};
};

/// What differs, in words; empty if nothing does.
std::string difference(const ExpectedOperation& expected, const hart::Operation& found);

constexpr ExpectedOperation registers(hart::Kind kind, std::uint32_t rd, std::uint32_t rs1, std::uint32_t rs2) {
    return {.kind = kind, .rd = rd, .rs1 = rs1, .rs2 = rs2};
}
constexpr ExpectedOperation with_immediate(hart::Kind kind, std::uint32_t rd, std::uint32_t rs1,
                                           std::int32_t immediate) {
    return {.kind = kind, .rd = rd, .rs1 = rs1, .immediate = static_cast<std::uint32_t>(immediate)};
}
constexpr ExpectedOperation two_sources(hart::Kind kind, std::uint32_t rs1, std::uint32_t rs2, std::int32_t immediate) {
    return {.kind = kind, .rs1 = rs1, .rs2 = rs2, .immediate = static_cast<std::uint32_t>(immediate)};
}
constexpr ExpectedOperation upper(hart::Kind kind, std::uint32_t rd, std::uint32_t immediate) {
    return {.kind = kind, .rd = rd, .immediate = immediate};
}
constexpr ExpectedOperation alone(hart::Kind kind) {
    return {.kind = kind};
}
constexpr std::uint32_t negative(std::uint32_t value) {
    return ~value + 1;
}

} // namespace edgeloom::test
