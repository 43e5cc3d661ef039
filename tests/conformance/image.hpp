// Many programs in one piece of memory, with their records behind them.
#pragma once

#include "conformance/layout.hpp"
#include "conformance/random.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::test {

class Assembler;

struct Image {
    std::string name; ///< with the seed
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint32_t> programs; ///< where their bodies begin; one more, where the last one ends
    std::uint32_t records = 0;           ///< address of the first record

    [[nodiscard]] std::size_t count() const { return programs.size() - 1; }
    /// The records in memory whose first bytes are an image's.
    [[nodiscard]] std::span<const std::uint8_t> records_in(const std::vector<std::uint8_t>& memory) const {
        return std::span(memory).subspan(records - layout::base, count() * layout::at::end);
    }
};

/// Writes the body of program `number`.
using BodyWriter = std::function<void(Assembler& code, Random& random, unsigned number)>;

/// An image of `programs` programs that start from random registers and data.
[[nodiscard]] Image make_image(const std::string& name, std::uint64_t seed, unsigned programs, const BodyWriter& write);

/// Random programs, each of so many groups of instructions.
[[nodiscard]] Image random_image(std::uint64_t seed, unsigned programs, unsigned groups);
/// All operations on two registers, with all pairs of corner values.
[[nodiscard]] Image corner_image();
/// Every halfword that is no compressed instruction, and `words` random words that are no instructions.
[[nodiscard]] Image illegal_image(std::uint64_t seed, unsigned words);

} // namespace edgeloom::test
