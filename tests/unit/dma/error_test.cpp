// Why a channel stops, what it says and what it has done until then.
#include "unit/dma/dma_bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace edgeloom::test {
namespace {

using abi::dma::Descriptor;
using abi::dma::Error;
namespace reg = abi::dma::reg;
namespace field = abi::dma::field;

constexpr std::uint32_t from = DmaBench::source;
constexpr std::uint32_t to = DmaBench::destination;
constexpr std::uint32_t chain = DmaBench::descriptors;

const Descriptor three_bursts{.source = from, .destination = to, .bytes = 600, .rows = 1};

Descriptor with(const std::function<void(Descriptor&)>& change) {
    Descriptor descriptor = three_bursts;
    change(descriptor);
    return descriptor;
}

struct Fault {
    const char* name;
    Error code;
    std::uint32_t address;
    std::uint32_t start; // what is written to DESCRIPTOR
    std::vector<Descriptor> chain;
    std::optional<std::uint32_t> refused; // address that the bus refuses
    std::uint32_t written;                // bytes until then

    friend void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }
};

std::vector<Fault> faults() {
    const Descriptor last_then_wrong = with([](Descriptor& d) { d.next = chain + 0x44; });
    const Descriptor far = with([](Descriptor& d) { d.next = 0xFFFF'FFE0; });
    const Descriptor no_bytes = with([](Descriptor& d) { d.bytes = 0; });
    const Descriptor no_rows = with([](Descriptor& d) { d.rows = 0; });
    const Descriptor reserved = with([](Descriptor& d) { d.flags = 8; });
    const Descriptor high_flag = with([](Descriptor& d) { d.flags = 0x8000'0000; });
    return {
        {"descriptor_zero", Error::descriptor_address, 0, 0, {}, {}, 0},
        {"descriptor_unaligned", Error::descriptor_address, chain + 16, chain + 16, {three_bursts}, {}, 0},
        {"next_unaligned", Error::descriptor_address, chain + 0x44, chain, {last_then_wrong}, {}, 600},
        {"fetch_refused", Error::descriptor_fetch, chain, chain, {three_bursts}, chain, 0},
        {"next_fetch_refused", Error::descriptor_fetch, 0xFFFF'FFE0, chain, {far}, 0xFFFF'FFE0, 600},
        {"no_bytes", Error::descriptor_value, chain, chain, {no_bytes}, {}, 0},
        {"no_rows", Error::descriptor_value, chain, chain, {no_rows}, {}, 0},
        {"reserved_flag", Error::descriptor_value, chain + 32, chain, {three_bursts, reserved}, {}, 600},
        {"high_flag", Error::descriptor_value, chain, chain, {high_flag}, {}, 0},
        {"first_read_refused", Error::source, from, chain, {three_bursts}, from, 0},
        {"second_read_refused", Error::source, from + 256, chain, {three_bursts, three_bursts}, from + 256, 256},
        {"first_write_refused", Error::destination, to, chain, {three_bursts}, to, 0},
        {"last_write_refused", Error::destination, to + 512, chain, {three_bursts, three_bursts}, to + 512, 512},
    };
}

class DmaError : public testing::TestWithParam<Fault> {
protected:
    DmaBench bench;

    void expect_stopped(Error code, std::uint32_t address) {
        EXPECT_FALSE(bench.busy());
        EXPECT_EQ(bench.port.read(reg::irq_status), field::error.mask());
        EXPECT_EQ(bench.port.read(reg::error_code), static_cast<std::uint32_t>(code));
        EXPECT_EQ(bench.port.read(reg::error_address), address);
    }
};

TEST_P(DmaError, StopsTheChannelWithCodeAndAddress) {
    const Fault& fault = GetParam();
    bench.memory.accept = [&](const Access& access) { return access.address != fault.refused; };
    bench.put_chain(chain, fault.chain);
    bench.put(from, counting(600));
    play({[&] {
        bench.port.write(reg::irq_enable, field::error.mask());
        bench.start(fault.start);
        bench.finish();
        expect_stopped(fault.code, fault.address);
        EXPECT_TRUE(bench.interrupt.read());
        EXPECT_EQ(bench.port.read(reg::bytes_low), fault.written);
        const auto data = counting(600);
        EXPECT_EQ(bench.get(to, fault.written), std::vector(data.begin(), data.begin() + fault.written));
        EXPECT_EQ(bench.get(to + fault.written, 1)[0], 0);
    }});
}

TEST_P(DmaError, IsClearedBySoftwareAndTheChannelWorksAgain) {
    bench.memory.accept = [&](const Access& access) { return access.address != GetParam().refused; };
    bench.put_chain(chain, GetParam().chain);
    play({[&] {
        bench.start(GetParam().start);
        bench.finish();
        bench.port.write(reg::irq_status, field::done.mask()); // not the error
        expect_stopped(GetParam().code, GetParam().address);
        bench.port.write(reg::irq_status, field::error.mask());
        EXPECT_EQ(bench.port.read(reg::error_code), 0);
        EXPECT_EQ(bench.port.read(reg::error_address), 0);
        bench.memory.accept = {};
        bench.run({three_bursts});
        EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
        EXPECT_EQ(bench.port.read(reg::error_code), 0);
    }});
}

INSTANTIATE_TEST_SUITE_P(All, DmaError, testing::ValuesIn(faults()),
                         [](const auto& instance) { return std::string(instance.param.name); });

// What lies behind the refused address may be a device that a read disturbs.
TEST(DmaReadAhead, EndsWithTheReadThatIsRefused) {
    DmaBench bench;
    bench.memory.accept = [](const Access& access) { return access.address != from + 256; };
    play({[&] { bench.run({three_bursts}); }});
    EXPECT_THAT(bench.data_accesses(false), testing::ElementsAre(testing::Field(&Access::address, from),
                                                                 testing::Field(&Access::address, from + 256)));
}

// Whatever has left for the bus when an error turns up still has its effect: the channel stops after that.
TEST(DmaErrorBehind, WritesThatHaveLeftEndBeforeTheChannelStops) {
    DmaBench bench;
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.accept = [](const Access& access) {
        if (access.write) {
            sc_core::wait(nanoseconds(access.at < nanoseconds(200) ? 100 : 500));
        }
        return !access.write || access.at >= nanoseconds(200);
    };
    const Descriptor to_port{.flags = abi::dma::descriptor_flags::fixed_destination,
                             .source = from,
                             .destination = to,
                             .bytes = 600,
                             .rows = 1};
    play({[&] {
        bench.put_chain(chain, {to_port});
        bench.start(chain);
        sc_core::wait(nanoseconds(150));
        EXPECT_EQ(bench.data_accesses(true).size(), 3);
        sc_core::wait(nanoseconds(60)); // all are refused at 200 ns
        EXPECT_FALSE(bench.busy());
        EXPECT_EQ(bench.port.read(reg::error_code), static_cast<std::uint32_t>(Error::destination));
        EXPECT_EQ(bench.port.read(reg::error_address), to);
        EXPECT_EQ(bench.port.read(reg::bytes_low), 0);
    }});
}

struct Abort {
    const char* name;
    sc_core::sc_time at;
    sc_core::sc_time end;
    std::uint32_t written;

    friend void PrintTo(const Abort& abort, std::ostream* out) { *out << abort.name; }
};

class DmaAbort : public testing::TestWithParam<Abort> {};

// The descriptor comes at 50 ns, the data of four reads at 100 ns and those of four more at 150 ns; writes take 20 ns.
TEST_P(DmaAbort, EndsWithTheBurstsInFlight) {
    DmaBench bench({.burst_bytes = 64});
    bench.memory.read_latency = nanoseconds(50);
    bench.memory.write_latency = nanoseconds(20);
    bench.put_chain(chain, {three_bursts});
    play({[&] {
              bench.start(chain);
              sc_core::wait(GetParam().at);
              EXPECT_EQ(bench.port.write(reg::control, field::abort.mask()), tlm::TLM_OK_RESPONSE);
              sc_core::wait(nanoseconds(1000));
              EXPECT_EQ(bench.port.read(reg::error_code), static_cast<std::uint32_t>(Error::aborted));
              EXPECT_EQ(bench.port.read(reg::error_address), chain);
              EXPECT_EQ(bench.port.read(reg::bytes_low), GetParam().written);
              bench.port.write(reg::irq_status, field::error.mask());
              bench.run({three_bursts}); // nothing is left of the abort
              EXPECT_EQ(bench.port.read(reg::irq_status), field::done.mask());
              EXPECT_EQ(bench.port.read(reg::bytes_low), GetParam().written + three_bursts.bytes);
          },
          [&] {
              bench.port.write(reg::irq_enable, field::error.mask());
              sc_core::wait(bench.interrupt.posedge_event());
              EXPECT_EQ(sc_core::sc_time_stamp(), GetParam().end);
          }});
}

INSTANTIATE_TEST_SUITE_P(All, DmaAbort,
                         testing::Values(Abort{"at_once", nanoseconds(0), nanoseconds(50), 0},
                                         Abort{"during_the_fetch", nanoseconds(30), nanoseconds(50), 0},
                                         Abort{"during_the_reads", nanoseconds(70), nanoseconds(100), 0},
                                         Abort{"during_writes", nanoseconds(110), nanoseconds(150), 256},
                                         Abort{"between_writes", nanoseconds(130), nanoseconds(150), 256},
                                         Abort{"during_the_next", nanoseconds(160), nanoseconds(200), 512},
                                         Abort{"during_the_last", nanoseconds(210), nanoseconds(220), 600}),
                         [](const auto& instance) { return std::string(instance.param.name); });

} // namespace
} // namespace edgeloom::test
