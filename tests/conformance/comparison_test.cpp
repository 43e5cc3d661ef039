// What the comparison of two runs says when they differ.
#include "conformance/assembler.hpp"
#include "conformance/board.hpp"
#include "conformance/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Comparison : public testing::Test {
protected:
    static constexpr unsigned second = 1;

    // Changes a word of the second program's record in one outcome.
    void change(Outcome& outcome, std::int32_t offset, std::uint32_t value) {
        const std::uint32_t record = image.records + second * layout::at::end;
        std::memcpy(outcome.memory.data() + (record - layout::base) + offset, &value, sizeof value);
    }
    void set_trap(Outcome& outcome, std::uint32_t cause, std::uint32_t value) {
        change(outcome, layout::at::trap_log, cause);
        change(outcome, layout::at::trap_log + 4, image.programs[second]);
        change(outcome, layout::at::trap_log + 8, value);
    }
    [[nodiscard]] std::string text() const { return difference(image, expected, found); }

    // Three programs of one instruction, amoadd.w x5, x7, (x6).
    Image image = make_image("three programs", 4, 3,
                             [](Assembler& code, Random&, unsigned) { code.word(rv::r(rv::AMOADD, 5, 6, 7)); });
    Outcome expected{.memory = image.bytes};
    Outcome found = expected;
};

TEST_F(Comparison, SaysNothingWhereAllIsTheSame) {
    EXPECT_EQ(text(), "");
}

TEST_F(Comparison, NamesProgramRegisterAndInstruction) {
    change(expected, layout::at::registers + 4 * 4, 3);
    change(found, layout::at::registers + 4 * 4, 4);
    EXPECT_THAT(text(), AllOf(HasSubstr("three programs, seed 4, program 1 at 0x8000"),
                              HasSubstr("x5 is 0x00000004, expected 0x00000003"), HasSubstr(": 007322af\n")));
}

TEST_F(Comparison, NamesTheFirstTrap) {
    set_trap(expected, 2, 7);
    set_trap(found, 2, 8);
    EXPECT_THAT(text(), AllOf(HasSubstr("trap 0: mcause 2, mepc 0x8000"), HasSubstr("mtval 0x00000008, expected"),
                              HasSubstr(": 007322af\n")));
}

TEST_F(Comparison, LooksAtEverything) {
    for (const std::int32_t offset : {layout::at::csrs, layout::at::traps, layout::at::finished, layout::at::data,
                                      layout::at::trap_log - 4, layout::at::trap_log, layout::at::end - 12}) {
        found = expected;
        change(found, offset, 0x1234'5678);
        EXPECT_NE(text(), "") << offset;
    }
}

TEST_F(Comparison, AllowsWhatTheSpecificationLeavesOpen) {
    set_trap(expected, 3, 0);
    set_trap(found, 3, image.programs[second]);
    EXPECT_EQ(text(), "") << "mtval of a breakpoint";
    set_trap(expected, 5, 9);
    set_trap(found, 7, 9);
    EXPECT_EQ(text(), "") << "the access fault of an amo";
    set_trap(found, 6, 9);
    EXPECT_NE(text(), "") << "another cause";
    set_trap(expected, 2, 0);
    set_trap(found, 2, 9);
    EXPECT_NE(text(), "") << "mtval of an illegal instruction";
}

} // namespace
} // namespace edgeloom::test
