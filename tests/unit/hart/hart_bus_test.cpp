// The hart on its bus: what an instruction and an access cost, direct access, faults.
#include "unit/hart/hart_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The first instruction comes over the bus as two halfwords, a clock each, before memory is accessed directly.
constexpr std::uint64_t first_fetch = 2;

// t0 points to the device.
constexpr std::uint32_t device_pointer = rv::u(rv::LUI, rv::t0, HartBench::device_base);
// The store that stops needs an upper immediate of its own.
constexpr std::uint32_t stop_pointer = rv::u(rv::LUI, rv::t1, HartBench::device_base + NotingDevice::stop);
constexpr std::uint32_t stop = rv::s(rv::SW, rv::a2, rv::t1, 0);

TEST(HartBus, AnInstructionTakesAClock) {
    HartBench bench;
    bench.place(HartBench::code, {device_pointer, stop_pointer, rv::i(rv::ADDI, rv::a2, rv::zero, 5),
                                  rv::r(rv::MUL, rv::a2, rv::a2, rv::a2), rv::r(rv::DIV, rv::a2, rv::a2, rv::a2),
                                  rv::s(rv::SW, rv::a2, rv::t0, 0), stop});
    bench.run();
    EXPECT_THAT(bench.device.accesses,
                ElementsAre(NotingDevice::Access{ns(10 * (5 + first_fetch)), 0, 1},
                            NotingDevice::Access{ns(10 * (6 + first_fetch)), NotingDevice::stop, 1}));
}

TEST(HartBus, TheClockIsConfigured) {
    HartBench bench({.clock = ns(3)});
    bench.place(HartBench::code, {stop_pointer, rv::nop, rv::nop, stop});
    bench.run();
    // The first fetch takes 10 ns, and again 10 ns: 4 clocks of 3 ns each time.
    EXPECT_EQ(bench.device.accesses.front().time, ns(3 * (3 + 2 * 4)));
}

// The device answers an access to offset n after n ns: whole clocks pass, and the instruction's own.
TEST(HartBus, LatencyIsRoundedUpToClocks) {
    HartBench bench;
    const auto load = [](std::int32_t offset) { return rv::i(rv::LW, rv::a2, rv::t0, offset); };
    bench.place(HartBench::code, {device_pointer, stop_pointer, load(0), load(4), load(8), load(12), load(20),
                                  load(100), load(1000), stop});
    bench.run();
    std::vector<std::uint64_t> clocks;
    for (std::size_t n = 1; n < bench.device.accesses.size(); ++n) {
        const auto passed = bench.device.accesses[n].time - bench.device.accesses[n - 1].time;
        EXPECT_EQ(passed.value() % ns(10).value(), 0U);
        clocks.push_back(passed.value() / ns(10).value());
    }
    EXPECT_THAT(clocks, ElementsAre(1, 2, 2, 3, 3, 11, 101));
}

TEST(HartBus, StoresTakeTheirLatencyToo) {
    HartBench bench;
    bench.place(HartBench::code, {device_pointer, stop_pointer, rv::s(rv::SW, rv::zero, rv::t0, 16), stop});
    bench.run();
    EXPECT_EQ(bench.device.accesses[1].time - bench.device.accesses[0].time, ns(30));
    EXPECT_EQ(bench.hart.cycles(), 2 + first_fetch + 3 + 1);
    EXPECT_EQ(bench.hart.instructions(), 4U);
}

TEST(HartBus, ResetPassesIdAndArgument) {
    HartBench bench({.id = 3, .argument = 0x8100'0000});
    bench.place(HartBench::code, {device_pointer, stop_pointer, rv::s(rv::SW, rv::a0, rv::t0, 0),
                                  rv::s(rv::SW, rv::a1, rv::t0, 0), rv::csr(rv::CSRRS, rv::a2, rv::mhartid, 0), stop});
    bench.run();
    EXPECT_EQ(bench.device.accesses[0].value, 3U);
    EXPECT_EQ(bench.device.accesses[1].value, 0x8100'0000);
    EXPECT_EQ(bench.device.accesses[2].value, 3U);
}

TEST(HartBus, TimeIsThatOfTheInstruction) {
    HartBench bench;
    bench.hart.set_time_source([](const sc_core::sc_time& time) { return time.value() / ns(10).value(); });
    bench.place(HartBench::code, {stop_pointer, rv::nop, rv::csr(rv::CSRRS, rv::a2, rv::time, 0), stop});
    bench.run();
    EXPECT_EQ(bench.device.accesses[0].value, 2 + first_fetch);
}

// The bus says no, the hart traps, nothing else happens.
struct Fault {
    const char* name;
    std::uint32_t pointer; ///< in t0, by lui
    std::uint32_t instruction;
    std::uint32_t cause;
    std::uint32_t pc;
    std::uint32_t value;
};
class HartFault : public testing::TestWithParam<Fault> {};

TEST_P(HartFault, IsPrecise) {
    const Fault& fault = GetParam();
    HartBench bench;
    bench.place(HartBench::code, {stop_pointer, rv::u(rv::LUI, rv::a3, HartBench::handler),
                                  rv::csr(rv::CSRRW, rv::zero, rv::mtvec, rv::a3),
                                  rv::u(rv::LUI, rv::t0, fault.pointer), fault.instruction});
    bench.place(HartBench::handler, {stop});
    bench.run();
    EXPECT_EQ(bench.hart.csr().mcause, fault.cause);
    EXPECT_EQ(bench.hart.csr().mepc, fault.pc);
    EXPECT_EQ(bench.hart.csr().mtval, fault.value);
    EXPECT_EQ(bench.hart.instructions(), fault.cause == 1 ? 6U : 5U);
}

constexpr std::uint32_t hole = 0x5000'0000;
constexpr std::uint32_t faulting_pc = HartBench::code + 16;
INSTANTIATE_TEST_SUITE_P(
    OfEveryKind, HartFault,
    testing::Values(Fault{"load", hole, rv::i(rv::LW, rv::a2, rv::t0, 4), 5, faulting_pc, hole + 4},
                    Fault{"store", hole, rv::s(rv::SB, rv::a2, rv::t0, 1), 7, faulting_pc, hole + 1},
                    Fault{"fetch", hole, rv::i(rv::JALR, rv::zero, rv::t0, 2), 1, hole + 2, hole + 2},
                    Fault{"atomic", hole, rv::r(rv::AMOSWAP, rv::zero, rv::t0, rv::zero), 7, faulting_pc, hole},
                    Fault{"refused_load", HartBench::device_base + NotingDevice::refused,
                          rv::i(rv::LW, rv::a2, rv::t0, 0), 5, faulting_pc,
                          HartBench::device_base + NotingDevice::refused},
                    Fault{"refused_store", HartBench::device_base + NotingDevice::refused,
                          rv::s(rv::SW, rv::a2, rv::t0, 0), 7, faulting_pc,
                          HartBench::device_base + NotingDevice::refused}),
    [](const auto& instance) { return std::string(instance.param.name); });

constexpr std::uint32_t fickle_pointer = rv::u(rv::LUI, rv::t0, HartBench::fickle_base);

TEST(DirectAccess, ComesAfterTheFirstTransaction) {
    HartBench bench;
    bench.place(HartBench::code, {fickle_pointer, stop_pointer, rv::s(rv::SW, rv::t1, rv::t0, 0),
                                  rv::i(rv::LW, rv::a2, rv::t0, 0), rv::s(rv::SW, rv::t0, rv::t0, 4), stop});
    bench.run();
    EXPECT_EQ(bench.fickle.transactions, 1U);
    EXPECT_EQ(bench.fickle.direct_requests, 1U);
    EXPECT_EQ(bench.device.accesses[0].value, HartBench::device_base + NotingDevice::stop);
    EXPECT_EQ(bench.device.accesses[0].time, ns(10 * (5 + first_fetch + 1)));
}

TEST(DirectAccess, MayBeDenied) {
    HartBench bench;
    bench.fickle.direct = false;
    bench.place(HartBench::code, {fickle_pointer, stop_pointer, rv::s(rv::SW, rv::t1, rv::t0, 0),
                                  rv::i(rv::LW, rv::a2, rv::t0, 0), stop});
    bench.run();
    EXPECT_EQ(bench.fickle.transactions, 2U);
    EXPECT_EQ(bench.device.accesses[0].value, HartBench::device_base + NotingDevice::stop);
}

// An atomic access may be the first one that a memory sees. It must not probe with a read: on a device, that could have
// an effect.
class FirstAccess : public testing::TestWithParam<std::uint32_t> {};

TEST_P(FirstAccess, MayBeAtomic) {
    HartBench bench;
    bench.fickle.bytes[0] = 7;
    bench.place(HartBench::code, {fickle_pointer, stop_pointer, GetParam(), stop});
    bench.run();
    ASSERT_EQ(bench.device.accesses.size(), 1U);
    EXPECT_EQ(bench.device.accesses[0].value, 7U);
    EXPECT_EQ(bench.fickle.transactions, 0U);
}

INSTANTIATE_TEST_SUITE_P(Instruction, FirstAccess,
                         testing::Values(rv::r(rv::AMOADD, rv::a2, rv::t0, rv::t1),
                                         rv::r(rv::LR, rv::a2, rv::t0, rv::zero)));

TEST(DirectAccess, CanBeTakenBack) {
    HartBench bench;
    bench.place(HartBench::code, {fickle_pointer, stop_pointer, rv::u(rv::LUI, rv::t2, HartBench::device_base),
                                  rv::i(rv::LW, rv::a2, rv::t0, 0), rv::s(rv::SW, rv::zero, rv::t2, 0),
                                  rv::i(rv::LW, rv::a2, rv::t0, 0), rv::i(rv::LW, rv::a3, rv::t0, 4), stop});
    bench.device.on_access = [&bench](NotingDevice::Access& access) {
        if (access.offset == 0) {
            bench.fickle.take_back();
            bench.fickle.direct = false;
        }
    };
    bench.run();
    EXPECT_EQ(bench.fickle.transactions, 3U);
    EXPECT_EQ(bench.hart.csr().mcause, 0U);
}

// A jump back and forth over the end of a memory must not ask for the same memory again and again.
TEST(DirectAccess, IsAskedForOnce) {
    constexpr std::uint32_t last_half = HartBench::fickle_base + 0xFFE;
    HartBench bench;
    std::memcpy(bench.fickle.bytes.data() + 0xFFE, "\x13\x05", 2); // half an addi: the rest is not there
    bench.place(HartBench::code, {stop_pointer, rv::u(rv::LUI, rv::a3, HartBench::handler),
                                  rv::csr(rv::CSRRW, rv::zero, rv::mtvec, rv::a3),
                                  rv::u(rv::LUI, rv::t0, HartBench::fickle_base + 0x1000),
                                  rv::i(rv::ADDI, rv::a2, rv::zero, 5), rv::i(rv::JALR, rv::zero, rv::t0, -2)});
    bench.place(HartBench::handler, {rv::i(rv::ADDI, rv::a2, rv::a2, -1), rv::b(rv::BEQ, rv::a2, rv::zero, 8),
                                     rv::i(rv::JALR, rv::zero, rv::t0, -2), stop});
    bench.run();
    EXPECT_EQ(bench.hart.csr().mepc, last_half);
    EXPECT_EQ(bench.hart.csr().mtval, last_half + 2);
    EXPECT_EQ(bench.fickle.direct_requests, 1U);
}

// Somebody else changes a decoded instruction and says so.
TEST(DirectAccess, ChangedMemoryIsDecodedAnew) {
    constexpr std::uint32_t patched = HartBench::code + 8;
    HartBench bench;
    bench.place(HartBench::code,
                {device_pointer, rv::i(rv::ADDI, rv::t2, rv::zero, 3), rv::i(rv::ADDI, rv::a2, rv::a2, 1),
                 rv::s(rv::SW, rv::a2, rv::t0, 0), rv::b(rv::BLT, rv::a2, rv::t2, -8), stop_pointer, stop});
    bench.device.on_access = [&bench](NotingDevice::Access& access) {
        if (access.offset == 0 && access.value == 1) {
            bench.place(patched, {rv::i(rv::ADDI, rv::a2, rv::a2, 100)});
            bench.hart.memory_changed(patched, 4);
        }
    };
    bench.run();
    EXPECT_EQ(bench.device.accesses.back().value, 101U);
}

TEST(HartStatus, SaysWhatItWaitsFor) {
    HartBench bench;
    bench.place(HartBench::code, {device_pointer, rv::i(rv::LW, rv::a2, rv::t0, 4), rv::j(rv::JAL, rv::zero, 0)});
    std::string on_bus;
    bench.device.on_access = [&](NotingDevice::Access&) { on_bus = bench.hart.waiting_for(); };
    EXPECT_EQ(bench.hart.waiting_for(), "running, at pc 0x80000000");
    bench.run(ns(1'000'000));
    EXPECT_EQ(on_bus, "load from 0x10000004, at pc 0x80000004");
    EXPECT_EQ(bench.hart.waiting_for(), "jump to itself with interrupts off, at pc 0x80000008");
}

TEST(HartStatus, SaysThatItSleeps) {
    HartBench bench;
    bench.place(HartBench::code,
                {rv::i(rv::ADDI, rv::a2, rv::zero, 0x80), rv::csr(rv::CSRRW, rv::zero, rv::mie, rv::a2), rv::WFI});
    bench.run(ns(1'000'000));
    EXPECT_EQ(bench.hart.waiting_for(), "wfi, before pc 0x8000000c, mstatus.MIE 0, mie 0x080, mip 0x000");
}

} // namespace
} // namespace edgeloom::test
