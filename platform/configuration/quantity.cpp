#include "platform/configuration/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <ranges>

namespace edgeloom::platform {

namespace {

constexpr std::array<Unit::Name, 4> frequencies{
    {{"Hz", 1}, {"kHz", 1'000}, {"MHz", 1'000'000}, {"GHz", 1'000'000'000}}};
constexpr std::array<Unit::Name, 4> byte_names{{{"B", 1}, {"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}}};
constexpr std::array<Unit::Name, 5> times{
    {{"ps", 1}, {"ns", 1'000}, {"us", 1'000'000}, {"ms", 1'000'000'000}, {"s", 1'000'000'000'000}}};
constexpr std::array<Unit::Name, 1> bit_names{{{"bit", 1}}};

constexpr std::string_view digits = "0123456789";

// The value of the digits behind a decimal point, times `factor`; none where that is no whole number.
std::optional<std::uint64_t> fraction(std::string_view text, std::uint64_t factor) {
    std::uint64_t value = 0;
    for (const char digit : std::views::reverse(text)) {
        value += digits.find(digit) * factor;
        if (value % 10 != 0) {
            return std::nullopt;
        }
        value /= 10;
    }
    return value;
}

} // namespace

namespace unit {
const Unit frequency{"frequency", frequencies};
const Unit bytes{"size", byte_names};
const Unit time{"time", times};
const Unit bits{"width", bit_names};
} // namespace unit

std::string names_of(const Unit& unit) {
    std::string names;
    for (const Unit::Name& name : unit.names) {
        names += (names.empty() ? "" : ", ") + std::string(name.name);
    }
    return names;
}

std::string with_unit(std::uint64_t value, const Unit& unit) {
    const Unit::Name* best = &unit.names.front();
    for (const Unit::Name& name : unit.names) {
        best = value >= name.factor && value % name.factor == 0 ? &name : best;
    }
    return std::to_string(value / best->factor) + " " + std::string(best->name);
}

Quantity parse_quantity(std::string_view text, const Unit& unit) {
    const auto skip = [&text](std::string_view characters) {
        const std::string_view skipped = text.substr(0, text.find_first_not_of(characters));
        text.remove_prefix(skipped.size());
        return skipped;
    };
    const std::string_view whole = skip(digits);
    const bool has_point = text.starts_with('.');
    text.remove_prefix(has_point ? 1 : 0);
    const std::string_view behind_point = has_point ? skip(digits) : std::string_view();
    if (whole.empty() || (has_point && behind_point.empty())) {
        return {.kind = Quantity::Kind::malformed};
    }
    skip(" ");
    if (text.empty()) {
        return {.kind = Quantity::Kind::without_unit};
    }
    const auto name = std::ranges::find(unit.names, text, &Unit::Name::name);
    const auto part = name == unit.names.end() ? std::nullopt : fraction(behind_point, name->factor);
    if (!part) {
        return {.kind = Quantity::Kind::malformed};
    }
    std::uint64_t number = 0;
    const auto error = std::from_chars(whole.data(), whole.data() + whole.size(), number).ec;
    if (error != std::errc() || number > (std::numeric_limits<std::uint64_t>::max() - *part) / name->factor) {
        return {.kind = Quantity::Kind::too_large};
    }
    return {.kind = Quantity::Kind::valid, .value = number * name->factor + *part};
}

} // namespace edgeloom::platform
