// Numbers with a unit, as people write them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// A family of units, the base unit first.
struct Unit {
    struct Name {
        std::string_view name;
        std::uint64_t factor;
    };
    std::string_view quantity;
    std::span<const Name> names; ///< by rising factor
};

namespace unit {
extern const Unit frequency; ///< Hz
extern const Unit bytes;     ///< B
extern const Unit time;      ///< ps
extern const Unit bits;      ///< bit
} // namespace unit

/// "ps, ns, us, ms, s"
[[nodiscard]] std::string names_of(const Unit& unit);

/// The value in the largest unit that divides it: "10 us".
[[nodiscard]] std::string with_unit(std::uint64_t value, const Unit& unit);

/// What a text says.
struct Quantity {
    enum class Kind : std::uint8_t {
        valid,
        without_unit, ///< a number and nothing else
        too_large,    ///< for 64 bits
        malformed,    ///< or finer than the base unit
    };
    Kind kind = Kind::malformed;
    std::uint64_t value = 0; ///< in the base unit, where the text is valid
};

/// Reads "10 us", "10us" or "1.5 ms", exactly.
[[nodiscard]] Quantity parse_quantity(std::string_view text, const Unit& unit);

} // namespace edgeloom::platform
