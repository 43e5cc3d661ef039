// A channel on a real bus: by phases as by blocking calls.
#include "dma/dma.hpp"
#include "interconnect/interconnect.hpp"
#include "memory/memory.hpp"
#include "support/port.hpp"
#include "support/script.hpp"
#include "tlm/protocol_checker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace edgeloom::test {
namespace {

constexpr abi::Region dram{"dram", 0x8000'0000, 0x1'0000, ""};
constexpr abi::Region sram{"sram", 0x2000'0000, 0x1'0000, ""};
constexpr std::uint32_t bytes = 3000;

// Copies `bytes` bytes from one memory to another.
class Bench : public sc_core::sc_module {
public:
    Bench(sc_core::sc_module_name name, interconnect::Kind kind, const Dma::Config& config = {})
        : sc_module(name),
          dma_("dma", {.channels = 1,
                       .burst_bytes = config.burst_bytes,
                       .outstanding = config.outstanding,
                       .outstanding_writes = config.outstanding_writes,
                       .protocol = kind == interconnect::Kind::approximately_timed ? Protocol::four_phase
                                                                                   : Protocol::blocking}),
          bus_("bus", {.initiators = {{"dma"}}, .targets = {{dram}, {sram}}, .kind = kind}) {
        registers_.socket.bind(dma_.socket);
        dma_.interrupt.bind(interrupt_);
        dma_.channel(0).socket().bind(checker_.from);
        checker_.to.bind(bus_.initiator_port(0));
        bus_.target_port(0).bind(slow_.socket);
        bus_.target_port(1).bind(fast_.socket);
        std::iota(slow_.bytes().begin(), slow_.bytes().begin() + bytes, std::uint8_t{1});
    }

    // Returns when that is done, or has failed.
    sc_core::sc_time copy(std::uint32_t source) {
        constexpr std::uint32_t place = 0x8000;
        const abi::dma::Descriptor descriptor{.source = source, .destination = sram.base, .bytes = bytes, .rows = 1};
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&descriptor), sizeof descriptor,
                    slow_.bytes().begin() + place);
        registers_.write(abi::dma::reg::irq_enable, ~0U);
        registers_.write(abi::dma::reg::descriptor, dram.base + place);
        registers_.write(abi::dma::reg::control, abi::dma::field::start.mask());
        sc_core::wait(interrupt_.posedge_event());
        return sc_core::sc_time_stamp();
    }
    [[nodiscard]] bool copied() {
        return std::equal(slow_.bytes().begin(), slow_.bytes().begin() + bytes, fast_.bytes().begin());
    }
    [[nodiscard]] std::uint32_t error() { return registers_.debug_read(abi::dma::reg::error_code); }

private:
    Dma dma_;
    Interconnect bus_;
    Memory slow_{"slow", {.size = 0x1'0000, .latency = 20}};
    Memory fast_{"fast", {.size = 0x1'0000, .latency = 1}};
    ProtocolChecker checker_{"checker"};
    Port registers_{"registers"};
    sc_core::sc_signal<bool> interrupt_{"interrupt"};
};

class DmaProtocolWith : public testing::TestWithParam<Dma::Config> {};

TEST_P(DmaProtocolWith, PhasesTakeTheTimeOfBlockingCalls) {
    Bench by_calls("by_calls", interconnect::Kind::loosely_timed, GetParam());
    Bench by_phases("by_phases", interconnect::Kind::approximately_timed, GetParam());
    sc_core::sc_time called;
    sc_core::sc_time phased;
    play({[&] { called = by_calls.copy(dram.base); }, [&] { phased = by_phases.copy(dram.base); }});
    EXPECT_EQ(called, phased);
    EXPECT_GT(called, nanoseconds(10) * (bytes / 8)) << "no quicker than a port of 8 bytes";
    EXPECT_TRUE(by_calls.copied());
    EXPECT_TRUE(by_phases.copied());
}

INSTANTIATE_TEST_SUITE_P(All, DmaProtocolWith,
                         testing::Values(Dma::Config{.burst_bytes = 64, .outstanding = 1, .outstanding_writes = 1},
                                         Dma::Config{.burst_bytes = 64, .outstanding = 4, .outstanding_writes = 1},
                                         Dma::Config{.burst_bytes = 64, .outstanding = 1, .outstanding_writes = 4},
                                         Dma::Config{.burst_bytes = 64, .outstanding = 8, .outstanding_writes = 8},
                                         Dma::Config{.burst_bytes = 256, .outstanding = 4, .outstanding_writes = 4},
                                         Dma::Config{.burst_bytes = 1024, .outstanding = 2, .outstanding_writes = 2}),
                         [](const auto& instance) {
                             return std::to_string(instance.param.burst_bytes) + "_bytes_" +
                                    std::to_string(instance.param.outstanding) + "_reads_" +
                                    std::to_string(instance.param.outstanding_writes) + "_writes";
                         });

// A word a clock each way, once the first have come: neither reads nor writes wait for answers.
TEST(DmaProtocol, OverlapsReadsAndWrites) {
    Bench bench("bench", interconnect::Kind::loosely_timed, {.burst_bytes = 256});
    sc_core::sc_time time;
    play({[&] { time = bench.copy(dram.base); }});
    constexpr double words = bytes / 8.0;
    EXPECT_LT(time, nanoseconds(10) * (words + 2 * 256 / 8 + 60)) << "descriptor, a burst either way, latencies";
}

TEST(DmaProtocol, PhasesBringBusErrors) {
    Bench bench("bench", interconnect::Kind::approximately_timed);
    play({[&] { bench.copy(dram.base + dram.size - 300); }}); // runs into nothing
    EXPECT_FALSE(bench.copied());
    EXPECT_EQ(bench.error(), static_cast<std::uint32_t>(abi::dma::Error::source));
}

} // namespace
} // namespace edgeloom::test
