// Which accesses a register bank answers, and with what.
#include "unit/tlm/register_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;

struct Rights {
    abi::Register reg;
    tlm::tlm_response_status read;
    tlm::tlm_response_status write;
    std::uint32_t after_write; // of 0x0F

    friend void PrintTo(const Rights& rights, std::ostream* out) { *out << rights.reg.name; }
};

class RegisterRights : public testing::TestWithParam<Rights> {};

TEST_P(RegisterRights, AreThoseOfTheDeclaration) {
    const Rights& rights = GetParam();
    RegisterBench bench;
    play({[&] {
        const std::uint32_t value = bench.port.read(rights.reg);
        EXPECT_EQ(bench.port.status, rights.read);
        EXPECT_EQ(value, rights.read == tlm::TLM_OK_RESPONSE ? rights.reg.reset : 0xDEAD'BEEF);
        EXPECT_EQ(bench.port.write(rights.reg, 0x0F), rights.write);
        EXPECT_EQ(bench.bank(rights.reg), rights.after_write);
    }});
}

INSTANTIATE_TEST_SUITE_P(All, RegisterRights,
                         testing::Values(Rights{reg::setting, tlm::TLM_OK_RESPONSE, tlm::TLM_OK_RESPONSE, 0x0F},
                                         Rights{reg::state, tlm::TLM_OK_RESPONSE, tlm::TLM_COMMAND_ERROR_RESPONSE, 7},
                                         Rights{reg::command, tlm::TLM_COMMAND_ERROR_RESPONSE, tlm::TLM_OK_RESPONSE,
                                                0x0F},
                                         Rights{reg::flags, tlm::TLM_OK_RESPONSE, tlm::TLM_OK_RESPONSE, 0xF0}),
                         [](const auto& instance) { return std::string(instance.param.reg.name); });

// Sends a read and a write that must be refused with `expected` and change nothing.
template <typename T>
void expect_refused(RegisterBench& bench, std::uint64_t address, tlm::tlm_response_status expected,
                    const Port::Adjust& adjust = {}) {
    SCOPED_TRACE(testing::Message() << sizeof(T) << " bytes at " << address);
    EXPECT_EQ(bench.port.read<T>(address, adjust), static_cast<T>(0xDEAD'BEEF));
    EXPECT_EQ(bench.port.status, expected);
    EXPECT_EQ(bench.port.write<T>(address, 0, adjust), expected);
    EXPECT_EQ(bench.bank(reg::setting), reg::setting.reset);
    EXPECT_EQ(bench.bank(reg::state), reg::state.reset);
}

TEST(RegisterAccess, TakesWordsOnly) {
    RegisterBench bench;
    play({[&] {
        expect_refused<std::uint8_t>(bench, 0, tlm::TLM_BURST_ERROR_RESPONSE);
        expect_refused<std::uint16_t>(bench, 0, tlm::TLM_BURST_ERROR_RESPONSE);
        expect_refused<std::uint64_t>(bench, 0, tlm::TLM_BURST_ERROR_RESPONSE);
        expect_refused<std::uint32_t>(bench, 0, tlm::TLM_BURST_ERROR_RESPONSE,
                                      [](auto& transaction) { transaction.set_streaming_width(2); });
    }});
}

TEST(RegisterAccess, RefusesByteEnables) {
    RegisterBench bench;
    std::array<std::uint8_t, 4> enables{TLM_BYTE_ENABLED, 0, 0, 0};
    play({[&] {
        expect_refused<std::uint32_t>(bench, 0, tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE, [&](auto& transaction) {
            transaction.set_byte_enable_ptr(enables.data());
            transaction.set_byte_enable_length(enables.size());
        });
    }});
}

TEST(RegisterAccess, RefusesWhereNoRegisterIs) {
    RegisterBench bench;
    play({[&] {
        for (const std::uint64_t address : {std::uint64_t{0x02}, // inside a register
                                            std::uint64_t{0x10}, // in a gap
                                            std::uint64_t{0x22}, // inside an element
                                            std::uint64_t{0x38}, // behind the last element of LEFT
                                            std::uint64_t{0x3C}, // behind the last element of RIGHT
                                            std::uint64_t{0x1'0000'0000}}) {
            expect_refused<std::uint32_t>(bench, address, tlm::TLM_ADDRESS_ERROR_RESPONSE);
        }
    }});
}

TEST(RegisterAccess, KeepsInterleavedArraysApart) {
    RegisterBench bench;
    play({[&] {
        for (std::uint32_t i = 0; i < 3; ++i) {
            EXPECT_EQ(bench.port.read(reg::left, i), 1);
            EXPECT_EQ(bench.port.read(reg::right, i), 2);
            bench.port.write(reg::left, 10 + i, i);
            bench.port.write(reg::right, 20 + i, i);
        }
        std::vector<std::uint32_t> words;
        for (std::uint32_t address = 0x20; address < 0x38; address += 4) {
            words.push_back(bench.port.read(address));
        }
        EXPECT_THAT(words, ElementsAre(10, 20, 11, 21, 12, 22));
    }});
}

TEST(RegisterAccess, EndsAnArrayAtItsLimit) {
    RegisterBench bench;
    bench.bank.limit(reg::left, 1);
    bench.bank.limit(reg::right, 0);
    play({[&] {
        EXPECT_EQ(bench.port.write(reg::left, 3, 0), tlm::TLM_OK_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::left, 3, 1), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.write(reg::right, 3, 0), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.port.debug_write(reg::left.at(1), 3), 0U);
        EXPECT_EQ(bench.bank(reg::left, 1), 1);
    }});
}

TEST(RegisterAccess, ResetsToTheDeclaredOrTheGivenValue) {
    RegisterBench bench;
    bench.bank.set_reset(reg::state, 70);
    play({[&] {
        EXPECT_EQ(bench.port.read(reg::state), 70);
        bench.port.write(reg::setting, 99);
        bench.port.write(reg::left, 99, 2);
        bench.port.write(reg::flags, 0xFF);
        bench.bank(reg::state) = 99;
        bench.bank.reset();
        EXPECT_EQ(bench.port.read(reg::setting), 5);
        EXPECT_EQ(bench.port.read(reg::left, 2), 1);
        EXPECT_EQ(bench.port.read(reg::flags), 0xFF);
        EXPECT_EQ(bench.port.read(reg::state), 70);
    }});
}

TEST(RegisterAccess, KnowsItsOwnRegistersOnly) {
    RegisterBank bank(abi::RegisterMap{"bench", "", registers});
    EXPECT_THROW(static_cast<void>(bank(reg::stranger)), std::logic_error);
    EXPECT_THROW(static_cast<void>(bank(reg::left, 3)), std::out_of_range);
}

TEST(RegisterDebug, ReadsAsManyWordsAsThereAre) {
    RegisterBench bench;
    std::array<std::uint32_t, 5> words{};
    const std::span bytes(reinterpret_cast<std::uint8_t*>(words.data()), sizeof words);
    EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, 0, bytes), 16U); // the fifth word has no register
    EXPECT_THAT(words, ElementsAre(5, 7, 9, 0xFF, 0));
    EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, 0, bytes.first(3)), 0U);
    EXPECT_EQ(bench.port.debug(tlm::TLM_READ_COMMAND, 0x10, bytes), 0U);
}

// A rule on writes is a side effect: debug writes reach what is plain storage.
TEST(RegisterDebug, WritesPlainRegistersOnly) {
    RegisterBench bench;
    unsigned calls = 0;
    bench.bank.on_write(reg::right, [&](std::uint32_t, std::uint32_t) { return ++calls != 0; });
    bench.bank.on_read(reg::state, [](std::uint32_t) { return 77U; });
    EXPECT_EQ(bench.port.debug_write(reg::setting.offset, 3), 4U);
    EXPECT_EQ(bench.bank(reg::setting), 3);
    for (const abi::Register& refused : {reg::state, reg::command, reg::flags, reg::right}) {
        EXPECT_EQ(bench.port.debug_write(refused.offset, 0), 0U) << refused.name;
        EXPECT_EQ(bench.bank(refused), refused.reset) << refused.name;
    }
    EXPECT_EQ(calls, 0);
}

} // namespace
} // namespace edgeloom::test
