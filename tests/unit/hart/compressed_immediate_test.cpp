// Where each bit of a compressed instruction's immediate lies (unprivileged specification, 16.2 to 16.5).
#include "hart/decoder.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace edgeloom::test {
namespace {

using hart::Kind;

struct Format {
    const char* name;
    std::uint32_t fixed; ///< the instruction with an immediate of 0
    Kind kind;
    bool has_sign;                ///< the first of `places` is the sign
    unsigned highest;             ///< instruction bit of the first place
    std::vector<unsigned> places; ///< immediate bit in instruction bit `highest`, highest - 1, ...
    unsigned gap = 0;             ///< instruction bits left out behind the first `before_gap`
    unsigned before_gap = 0;
};

// The immediate bits as the listings print them, from the highest instruction bit down.
const std::vector<unsigned> jump{11, 4, 9, 8, 10, 6, 7, 3, 2, 1, 5};
const std::vector<unsigned> branch{8, 4, 3, 7, 6, 2, 1, 5};
const std::vector<unsigned> word{5, 4, 3, 2, 6};
const std::vector<unsigned> six{5, 4, 3, 2, 1, 0};
const std::vector<unsigned> five{4, 3, 2, 1, 0};

const Format formats[]{
    {"c.addi4spn", 0x0000, Kind::addi, false, 12, {5, 4, 9, 8, 7, 6, 2, 3}},
    {"c.lw", 0x4000, Kind::lw, false, 12, word, 3, 3},
    {"c.sw", 0xC000, Kind::sw, false, 12, word, 3, 3},
    {"c.addi", 0x0501, Kind::addi, true, 12, six, 5, 1},
    {"c.jal", 0x2001, Kind::jal, true, 12, jump},
    {"c.li", 0x4501, Kind::addi, true, 12, six, 5, 1},
    {"c.addi16sp", 0x6101, Kind::addi, true, 12, {9, 4, 6, 8, 7, 5}, 5, 1},
    {"c.lui", 0x6501, Kind::lui, true, 12, {17, 16, 15, 14, 13, 12}, 5, 1},
    {"c.srli", 0x8101, Kind::srli, false, 6, five},
    {"c.srai", 0x8501, Kind::srai, false, 6, five},
    {"c.andi", 0x8901, Kind::andi, true, 12, six, 5, 1},
    {"c.j", 0xA001, Kind::jal, true, 12, jump},
    {"c.beqz", 0xC001, Kind::beq, true, 12, branch, 3, 3},
    {"c.bnez", 0xE001, Kind::bne, true, 12, branch, 3, 3},
    {"c.slli", 0x0502, Kind::slli, false, 6, five},
    {"c.lwsp", 0x4502, Kind::lw, false, 12, {5, 4, 3, 2, 7, 6}, 5, 1},
    {"c.swsp", 0xC002, Kind::sw, false, 12, {5, 4, 3, 2, 7, 6}},
};

TEST(CompressedImmediate, EveryBitIsWhereItBelongs) {
    for (const Format& format : formats) {
        unsigned place = format.highest;
        for (std::size_t n = 0; n < format.places.size(); ++n, --place) {
            if (n != 0 && n == format.before_gap) {
                place -= format.gap;
            }
            const unsigned bit = format.places[n];
            const hart::Operation operation = hart::decode(format.fixed | 1U << place);
            const std::uint32_t expected = format.has_sign && n == 0 ? ~0U << bit : 1U << bit;
            EXPECT_EQ(operation.kind, format.kind) << format.name << ", bit " << bit;
            EXPECT_EQ(static_cast<std::uint32_t>(operation.immediate), expected) << format.name << ", bit " << bit;
        }
    }
}

} // namespace
} // namespace edgeloom::test
