// The bandwidth of the program's DRAMs against what their figures allow by formula, within 2 %.
#include "memory/dram_timing.hpp"
#include "numerics/random.hpp"
#include "unit/platform/memories/closed_form.hpp"
#include "unit/platform/memories/devices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <tuple>

namespace edgeloom::platform::test {
namespace {

using memory::DramController;
using memory::DramDevice;
using memory::DramTiming;

constexpr double tolerance = 0.02;
constexpr std::uint64_t bursts_of_a_channel = 60'000;

using Offset = std::function<std::uint64_t(std::uint64_t)>; // of burst number i

// Bytes a second of a stream that is there at once.
double measure(const DramDevice& device, const Offset& offset, const std::function<bool(std::uint64_t)>& is_write) {
    DramTiming timing(device, {});
    const std::uint64_t bursts = bursts_of_a_channel * device.channels;
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < bursts; ++i) {
        const memory::Request request{
            .arrival = 0, .offset = offset(i), .bytes = device.burst_bytes(), .write = is_write(i)};
        end = std::max(end, timing.serve(request));
    }
    constexpr double picoseconds_per_second = 1e12;
    return static_cast<double>(bursts * device.burst_bytes()) * picoseconds_per_second / static_cast<double>(end);
}

class Bandwidth : public testing::TestWithParam<std::tuple<std::string, Direction>> {
protected:
    [[nodiscard]] DramDevice all_of_it() const { return device(std::get<0>(GetParam())); }
    [[nodiscard]] DramDevice one_channel() const { return device(std::get<0>(GetParam()), {"channels=1"}); }
    [[nodiscard]] Direction direction() const { return std::get<1>(GetParam()); }
    [[nodiscard]] double measured(const DramDevice& dram, const Offset& offset) const {
        return measure(dram, offset, [this](std::uint64_t) { return direction() == Direction::write; });
    }
    static void expect_close(double found, double expected) {
        EXPECT_NEAR(found / expected, 1, tolerance) << found / 1e6 << " MB/s instead of " << expected / 1e6;
        RecordProperty("megabytes_per_second", std::to_string(found / 1e6));
    }
};

TEST_P(Bandwidth, OfASequentialStream) {
    const DramDevice dram = all_of_it();
    const double found = measured(dram, [&](std::uint64_t i) { return i * dram.burst_bytes(); });
    expect_close(found, sequential_bandwidth(dram, direction()));
    EXPECT_LT(found, DramTiming(dram, {}).statistics(0).peak_bytes_per_second);
}

TEST_P(Bandwidth, OfRowsOfOneBank) {
    const DramDevice dram = one_channel();
    const std::uint64_t rows = dram.rows;
    const std::uint64_t stride = dram.bytes() / rows; // row-bank-column
    expect_close(measured(dram, [&](std::uint64_t i) { return i % rows * stride; }),
                 conflict_bandwidth(dram, direction()));
}

TEST_P(Bandwidth, OfBanksInTurn) {
    const DramDevice dram = one_channel();
    const std::uint64_t stride = dram.row_bursts() * dram.burst_bytes() * dram.bank_groups;
    expect_close(measured(dram, [&](std::uint64_t i) { return i * stride % dram.bytes(); }),
                 bank_parallel_bandwidth(dram, direction()));
}

TEST_P(Bandwidth, OfRandomBursts) {
    const DramDevice dram = one_channel();
    numerics::Random random(7, 0);
    const auto places = static_cast<std::uint32_t>(dram.bytes() / dram.burst_bytes());
    expect_close(measured(dram, [&](std::uint64_t) { return random.below(places) * dram.burst_bytes(); }),
                 random_bandwidth(dram, direction()));
}

INSTANTIATE_TEST_SUITE_P(Devices, Bandwidth,
                         testing::Combine(testing::ValuesIn(dram_names),
                                          testing::Values(Direction::read, Direction::write)),
                         [](const auto& instance) {
                             std::string name = std::get<0>(instance.param);
                             std::erase(name, '-');
                             return name + (std::get<1>(instance.param) == Direction::read ? "Read" : "Write");
                         });

TEST(Turnaround, OfReadsAndWritesInTurn) {
    for (const std::string& name : dram_names) {
        const DramDevice dram = device(name, {"channels=1"});
        const double found = measure(
            dram, [&](std::uint64_t i) { return i * dram.burst_bytes(); }, [](std::uint64_t i) { return i % 2 != 0; });
        EXPECT_NEAR(found / alternating_bandwidth(dram), 1, tolerance) << name;
    }
}

} // namespace
} // namespace edgeloom::platform::test
