// What bypasses the timing: the direct memory interface and debug transport.
#include "interconnect/interconnect.hpp"
#include "memory/memory.hpp"
#include "support/port.hpp"
#include "support/script.hpp"

#include <tlm_utils/simple_target_socket.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr std::uint64_t region_size = 0x100;
constexpr abi::Region roomy{"roomy", 0x1000, region_size, ""};   // its memory is larger than the region
constexpr abi::Region small{"small", 0x1100, region_size, ""};   // its memory is smaller
constexpr abi::Region device{"device", 0x2000, region_size, ""}; // no memory

// Offers neither direct memory access nor debug transport.
struct Device : sc_core::sc_module {
    tlm_utils::simple_target_socket<Device> socket{"socket"};
    explicit Device(sc_core::sc_module_name name) : sc_module(name) {
        socket.register_b_transport(this, &Device::b_transport);
    }
    void b_transport(tlm::tlm_generic_payload&, sc_core::sc_time&) {}
};

struct Bench {
    Memory large{"large", {.size = 0x1000}};
    Memory little{"little", {.size = 0x40}};
    Device device{"device"};
    Interconnect bus{"bus", {.initiators = {{"hart"}, {"dma"}}, .targets = {{roomy}, {small}, {test::device}}}};
    Port hart{"hart"};
    Port dma{"dma"};

    Bench() {
        hart.socket.bind(bus.initiator_port(0));
        dma.socket.bind(bus.initiator_port(1));
        bus.target_port(0).bind(large.socket);
        bus.target_port(1).bind(little.socket);
        bus.target_port(2).bind(device.socket);
    }
};

TEST(DirectMemory, IsTranslatedToTheAddressesOfTheBus) {
    Bench bench;
    const auto dmi = bench.hart.direct_memory(small.base + 8);
    ASSERT_TRUE(dmi);
    EXPECT_TRUE(dmi->is_read_write_allowed());
    EXPECT_EQ(dmi->get_start_address(), small.base);
    EXPECT_EQ(dmi->get_end_address(), small.base + 0x40 - 1);
    EXPECT_EQ(dmi->get_dmi_ptr(), bench.little.bytes().data());
}

TEST(DirectMemory, DoesNotReachBeyondTheRegion) {
    Bench bench;
    const auto dmi = bench.hart.direct_memory(roomy.base);
    ASSERT_TRUE(dmi);
    EXPECT_EQ(dmi->get_start_address(), roomy.base);
    EXPECT_EQ(dmi->get_end_address(), roomy.base + region_size - 1);
}

TEST(DirectMemory, IsRefusedWhereTheTargetHasNoneAndWhereNoTargetIs) {
    Bench bench;
    EXPECT_FALSE(bench.hart.direct_memory(test::device.base));
    EXPECT_FALSE(bench.hart.direct_memory(0));
}

TEST(DirectMemory, IsTakenBackFromAllInitiatorsWithinTheRegion) {
    Bench bench;
    play({[&] {
        bench.large.socket->invalidate_direct_mem_ptr(0x10, 0x1F);
        bench.little.socket->invalidate_direct_mem_ptr(0, ~sc_dt::uint64{0});
        for (const Port* const port : {&bench.hart, &bench.dma}) {
            EXPECT_THAT(port->stale, ElementsAre(Pair(roomy.base + 0x10, roomy.base + 0x1F),
                                                 Pair(small.base, small.base + region_size - 1)));
        }
    }});
}

TEST(DebugTransport, ReachesTheTargetUnseen) {
    Bench bench;
    EXPECT_EQ(bench.hart.debug_write(small.base + 4, 0x1234U), 4U);
    EXPECT_EQ(bench.little.bytes()[4], 0x34);
    EXPECT_EQ(bench.hart.debug_read(small.base + 4), 0x1234);
    EXPECT_EQ(sc_core::sc_time_stamp(), sc_core::SC_ZERO_TIME);
    EXPECT_EQ(bench.bus.probe().of_initiator(0).transactions(), 0);
    EXPECT_EQ(bench.bus.probe().of_target(1).bytes(), 0);
    EXPECT_FALSE(bench.bus.last_bad_access());
}

TEST(DebugTransport, StopsAtTheEndOfTheTargetAndOfTheRegion) {
    Bench bench;
    std::array<std::uint8_t, 8> data{};
    EXPECT_EQ(bench.hart.debug(tlm::TLM_READ_COMMAND, small.base + 0x40 - 3, data), 3U);
    EXPECT_EQ(bench.hart.debug(tlm::TLM_READ_COMMAND, roomy.base + region_size - 3, data), 3U);
    EXPECT_EQ(bench.hart.debug(tlm::TLM_READ_COMMAND, 0, data), 0U);
    EXPECT_EQ(bench.hart.debug(tlm::TLM_READ_COMMAND, test::device.base, data), 0U);
    EXPECT_FALSE(bench.bus.last_bad_access());
}

} // namespace
} // namespace edgeloom::test
