// The random programs by themselves: the same every time, and of everything that the hart can do.
#include "conformance/image.hpp"
#include "hart/decoder.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <set>

namespace edgeloom::test {
namespace {

using hart::Kind;

constexpr unsigned programs = 200;
constexpr unsigned groups = 400;

// Kinds of the instructions of `bytes` bytes in the bodies.
std::set<Kind> kinds_in(const Image& image, unsigned bytes) {
    std::set<Kind> kinds;
    for (std::size_t offset = image.programs.front() - layout::base; offset < image.programs.back() - layout::base;) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, image.bytes.data() + offset, sizeof bits);
        const hart::Operation operation = hart::decode(bits);
        if (operation.bytes == bytes) {
            kinds.insert(operation.kind);
        }
        offset += operation.bytes;
    }
    return kinds;
}

TEST(Generator, ASeedAlwaysMakesTheSame) {
    EXPECT_EQ(random_image(5, 3, groups).bytes, random_image(5, 3, groups).bytes);
    EXPECT_NE(random_image(5, 3, groups).bytes, random_image(6, 3, groups).bytes);
}

// mret is in the handler; wfi would wait for ever.
TEST(Generator, UsesEveryKindOfInstruction) {
    const std::set<Kind> kinds = kinds_in(random_image(1, programs, groups), 4);
    for (auto kind = static_cast<unsigned>(Kind::illegal); kind <= static_cast<unsigned>(Kind::amomaxu); ++kind) {
        const bool left_out = static_cast<Kind>(kind) == Kind::mret || static_cast<Kind>(kind) == Kind::wfi;
        EXPECT_EQ(kinds.contains(static_cast<Kind>(kind)), !left_out) << kind;
    }
}

TEST(Generator, UsesEveryCompressedInstruction) {
    const std::set<Kind> expected{Kind::illegal, Kind::addi, Kind::lui,  Kind::lw,    Kind::sw,
                                  Kind::jal,     Kind::jalr, Kind::beq,  Kind::bne,   Kind::slli,
                                  Kind::srli,    Kind::srai, Kind::andi, Kind::sub,   Kind::xor_,
                                  Kind::or_,     Kind::and_, Kind::add,  Kind::ebreak};
    EXPECT_EQ(kinds_in(random_image(1, programs, groups), 2), expected);
}

} // namespace
} // namespace edgeloom::test
