// The same behind an interconnect, loosely and approximately timed: the bus, if it is wide, takes nothing away.
#include "interconnect/interconnect.hpp"
#include "memory/dram_timing.hpp"
#include "memory/memory.hpp"
#include "tlm/protocol_checker.hpp"
#include "traffic/generator.hpp"
#include "traffic/synthetic.hpp"
#include "unit/platform/memories/closed_form.hpp"
#include "unit/platform/memories/devices.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <tuple>

namespace edgeloom::platform::test {
namespace {

using memory::DramDevice;
using memory::DramTiming;
using sc_core::sc_time;

constexpr double tolerance = 0.02;

// A generator, a bus of 256 bytes at 2 GHz, a DRAM.
class DramBench : public sc_core::sc_module {
public:
    DramBench(sc_core::sc_module_name name, const DramDevice& device, Interconnect::Kind kind,
              const traffic::Synthetic::Config& traffic)
        : sc_module(name),
          bus_("bus", config(kind, traffic.size)),
          memory_("memory", {.size = traffic.size}, std::make_unique<DramTiming>(device, memory::DramController{})),
          generator_(
              "generator",
              {.outstanding = outstanding,
               .protocol = kind == Interconnect::Kind::approximately_timed ? Protocol::four_phase : Protocol::blocking},
              std::make_unique<traffic::Synthetic>(traffic),
              [this](const traffic::Outcome& outcome) { outcomes.push_back(outcome); }) {
        generator_.socket().bind(checker_.from);
        checker_.to.bind(bus_.initiator_port(0));
        bus_.target_port(0).bind(memory_.socket);
    }

    [[nodiscard]] double bytes_per_second() const {
        return static_cast<double>(memory_.moved()) / outcomes.back().done.to_seconds();
    }

    std::vector<traffic::Outcome> outcomes;

private:
    static constexpr std::uint32_t outstanding = 256;

    static Interconnect::Config config(Interconnect::Kind kind, std::uint64_t size) {
        const interconnect::PortConfig port{.width_bytes = 256, .outstanding = outstanding};
        return {.initiators = {{"initiator", port}},
                .targets = {{{"memory", 0, static_cast<std::uint32_t>(size), ""}, port}},
                .kind = kind,
                .clock = sc_time(500, sc_core::SC_PS)};
    }

    Interconnect bus_;
    Memory memory_;
    ProtocolChecker checker_{"checker"};
    traffic::Generator generator_;
};

class BusBandwidth : public testing::TestWithParam<std::tuple<std::string, Interconnect::Kind, Direction>> {
protected:
    [[nodiscard]] const std::string& name() const { return std::get<0>(GetParam()); }
    [[nodiscard]] Direction direction() const { return std::get<2>(GetParam()); }

    void expect(const DramDevice& device, traffic::Synthetic::Config traffic, double expected) const {
        traffic.read_percent = direction() == Direction::read ? 100 : 0;
        const DramBench bench("bench", device, std::get<1>(GetParam()), traffic);
        sc_core::sc_start();
        EXPECT_EQ(bench.outcomes.size(), traffic.requests);
        EXPECT_NEAR(bench.bytes_per_second() / expected, 1, tolerance);
    }
};

constexpr std::uint64_t size = 1ULL << 30; // of what is bound to the bus

TEST_P(BusBandwidth, OfASequentialStream) {
    const DramDevice dram = device(name());
    expect(dram, {.size = size, .bytes = 1024, .requests = 40'000}, sequential_bandwidth(dram, direction()));
}

TEST_P(BusBandwidth, OfRowsOfOneBank) {
    const DramDevice dram = device(name(), {"channels=1"});
    expect(dram,
           {.size = size,
            .bytes = static_cast<std::uint32_t>(dram.burst_bytes()),
            .pattern = traffic::Pattern::strided,
            .stride = dram.bytes() / dram.rows,
            .requests = 10'000},
           conflict_bandwidth(dram, direction()));
}

TEST_P(BusBandwidth, OfRandomBursts) {
    const DramDevice dram = device(name(), {"channels=1"});
    expect(dram,
           {.size = std::min(size, dram.bytes()),
            .bytes = static_cast<std::uint32_t>(dram.burst_bytes()),
            .pattern = traffic::Pattern::random,
            .requests = 40'000},
           random_bandwidth(dram, direction()));
}

INSTANTIATE_TEST_SUITE_P(Devices, BusBandwidth,
                         testing::Combine(testing::ValuesIn(dram_names),
                                          testing::Values(Interconnect::Kind::loosely_timed,
                                                          Interconnect::Kind::approximately_timed),
                                          testing::Values(Direction::read, Direction::write)),
                         [](const auto& instance) {
                             std::string name = std::get<0>(instance.param);
                             std::erase(name, '-');
                             const bool loosely = std::get<1>(instance.param) == Interconnect::Kind::loosely_timed;
                             return name + (loosely ? "Lt" : "At") +
                                    (std::get<2>(instance.param) == Direction::read ? "Read" : "Write");
                         });

class OneInitiator : public testing::TestWithParam<std::string> {};

// Reads and writes anywhere, in trains, with rests in which refreshes fall.
TEST_P(OneInitiator, IsServedAlikeLooselyAndApproximatelyTimed) {
    const sc_time clock(500, sc_core::SC_PS);
    const traffic::Synthetic::Config traffic{.size = 1U << 24,
                                             .bytes = 192,
                                             .pattern = traffic::Pattern::random,
                                             .read_percent = 60,
                                             .clock = clock,
                                             .interval = 20,
                                             .train = 50,
                                             .pause = 20'000,
                                             .requests = 2'000};
    const DramBench loosely("loosely", device(GetParam()), Interconnect::Kind::loosely_timed, traffic);
    const DramBench approximately("approximately", device(GetParam()), Interconnect::Kind::approximately_timed,
                                  traffic);
    sc_core::sc_start();
    ASSERT_EQ(loosely.outcomes.size(), traffic.requests);
    ASSERT_EQ(approximately.outcomes.size(), traffic.requests);
    for (std::size_t i = 0; i < traffic.requests; ++i) {
        ASSERT_EQ(loosely.outcomes[i].issued, approximately.outcomes[i].issued) << i;
        ASSERT_EQ(loosely.outcomes[i].done, approximately.outcomes[i].done) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Devices, OneInitiator, testing::ValuesIn(dram_names), [](const auto& instance) {
    std::string name = instance.param;
    std::erase(name, '-');
    return name;
});

} // namespace
} // namespace edgeloom::platform::test
