// What a run says about its bus and its engines adds up.
#include "system/program.hpp"
#include "system/random_run.hpp"
#include "system/run_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

namespace edgeloom::test {
namespace {

using nlohmann::json;

constexpr int runs_per_bus = 8;
constexpr double tolerance = 1e-6;

std::uint64_t total(const json& ports, const std::string& figure) {
    return std::accumulate(ports.begin(), ports.end(), std::uint64_t{0}, [&](std::uint64_t sum, const json& port) {
        return sum + port[figure].get<std::uint64_t>();
    });
}

// Of the ports or paths whose `key` is `name`.
std::uint64_t total_of(const json& paths, const std::string& key, const json& name, const std::string& figure) {
    std::uint64_t sum = 0;
    for (const json& path : paths) {
        sum += path[key] == name ? path[figure].get<std::uint64_t>() : 0;
    }
    return sum;
}

void expect_conservation(const json& bus, const json& series) {
    for (const char* const figure : {"transactions", "reads", "writes", "bytes", "read_bytes", "written_bytes"}) {
        EXPECT_EQ(total(bus["initiators"], figure), total(bus["targets"], figure)) << figure;
        for (const char* const side : {"initiator", "target"}) {
            for (const json& port : bus[side + std::string("s")]) {
                EXPECT_EQ(port[figure], total_of(bus["paths"], side, port["name"], figure)) << port["name"] << figure;
            }
        }
    }
    ASSERT_EQ(series["bandwidth"].size(), bus["paths"].size());
    for (std::size_t i = 0; i < bus["paths"].size(); ++i) {
        for (const char* const figure : {"read_bytes", "written_bytes"}) {
            const auto windows = series["bandwidth"][i][figure].get<std::vector<std::uint64_t>>();
            EXPECT_EQ(windows.size(), series["windows"]);
            EXPECT_EQ(std::accumulate(windows.begin(), windows.end(), std::uint64_t{0}), bus["paths"][i][figure]);
        }
    }
    std::uint64_t counted = 0;
    for (const json& histogram : series["latency"]) {
        const auto counts = histogram["count"].get<std::vector<std::uint64_t>>();
        counted += std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    }
    EXPECT_EQ(counted, total(bus["initiators"], "transactions"));
}

void expect_latencies(const json& ports) {
    for (const json& port : ports) {
        for (const char* const channel : {"request_channel_percent", "response_channel_percent"}) {
            EXPECT_GE(port[channel], 0);
            EXPECT_LE(port[channel], 100 + tolerance) << port["name"];
        }
        const json& latency = port["latency_ns"];
        if (latency.is_null()) {
            continue;
        }
        const auto part = [&](const char* name) { return latency[name].get<double>(); };
        EXPECT_NEAR(part("queueing_mean") + part("transfer_mean") + part("service_mean"), part("mean"),
                    tolerance * part("mean"));
        EXPECT_GE(part("queueing_mean"), 0);
        EXPECT_LE(part("p50"), part("p90"));
        EXPECT_LE(part("p90"), part("p99"));
        EXPECT_LE(part("p99"), part("max"));
    }
}

bool has_port(const json& ports, const json& name) {
    return std::ranges::any_of(ports, [&](const json& port) { return port["name"] == name; });
}

// The accelerator waits for an initiator, all others for a target.
void expect_causes(const json& engine, const json& bus) {
    const bool accelerator = engine["name"] == "accelerator";
    for (const std::string share : {"starved", "blocked"}) {
        const json& by = engine[share + "_by"];
        if (engine[share + "_percent"] > 0) {
            EXPECT_TRUE(has_port(bus[accelerator ? "initiators" : "targets"], by)) << engine;
        } else {
            EXPECT_TRUE(by.is_null()) << engine;
        }
    }
}

void expect_shares(const json& engines) {
    for (const json& engine : engines) {
        double sum = 0;
        for (const char* const share :
             {"computed_percent", "starved_percent", "blocked_percent", "stalled_percent", "idle_percent"}) {
            EXPECT_GE(engine[share], 0) << engine["name"] << share;
            sum += engine[share].get<double>();
        }
        EXPECT_NEAR(sum, 100, tolerance) << engine["name"];
    }
}

double sum_of(const json& shares) {
    return std::accumulate(shares.begin(), shares.end(), 0.0,
                           [](double sum, const json& share) { return sum + share.get<double>(); });
}

void expect_near(double found, double expected) {
    EXPECT_NEAR(found, expected, tolerance * expected);
}

// Also that operations of a training input are those of the closed form that `edgeloom fit` prints.
void expect_energy(const json& summary, const json& closed_form) {
    const json& energy = summary["energy"];
    double all = energy["dram"]["nj"].get<double>() + energy["leakage"]["nj"].get<double>();
    for (const json& item : energy["items"]) {
        all += item["nj"].get<double>();
    }
    expect_near(energy["total_uj"].get<double>(), all / 1000);
    expect_near(energy["per_input_nj"].get<double>(), sum_of(energy["by_engine"]));
    for (const char* const engine : {"feedforward_nj", "backpropagation_nj", "update_nj"}) {
        expect_near(energy["by_engine"][engine].get<double>(), closed_form["by_engine"][engine].get<double>());
    }
    const auto inputs = energy["inputs"].get<double>();
    const double trained_uj = energy["per_input_nj"].get<double>() * inputs / 1000;
    EXPECT_LT(trained_uj, energy["total_uj"].get<double>());
    const json& timing = summary["timing"];
    expect_near(timing["time_per_input_ns"].get<double>() * inputs * 1e-9, timing["training_seconds"].get<double>());
    EXPECT_LT(timing["training_seconds"], timing["simulated_seconds"]);
    double area = 0;
    for (const json& item : summary["area"]["items"]) {
        area += item["mm2"].get<double>();
    }
    expect_near(summary["area"]["mm2"].get<double>(), area);
}

class Measurement : public testing::TestWithParam<const char*> {};

TEST_P(Measurement, AddsUp) {
    std::mt19937_64 random(1);
    for (int n = 0; n < runs_per_bus; ++n) {
        const ScratchFolder folder;
        const std::string config = random_run(random).write(folder);
        const Finished finished = edgeloom({"run", config, "--out", "out", "--bus", GetParam()}, folder.path());
        ASSERT_EQ(finished.status, 0) << finished.out << finished.err;
        const json summary = json::parse(read_file(folder / "out" / "summary.json"));
        const json series = json::parse(read_file(folder / "out" / "bus.json"));
        EXPECT_EQ(summary["bus"]["timing"], GetParam());
        expect_conservation(summary["bus"], series);
        expect_latencies(summary["bus"]["initiators"]);
        expect_latencies(summary["bus"]["targets"]);
        expect_latencies(summary["bus"]["paths"]);
        expect_shares(summary["engines"]);
        for (const json& engine : summary["engines"]) {
            expect_causes(engine, summary["bus"]);
        }
        const Finished fitted = edgeloom({"fit", config, "--energy", "--format", "json"}, folder.path());
        expect_energy(summary, json::parse(fitted.out)["energy"]);
        EXPECT_NE(finished.out.find(summary["bottleneck"]["sentence"].get<std::string>()), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Buses, Measurement, testing::Values("untimed", "lt", "at"));

// A packet takes its bytes over the path from the DMA to the stream port, and nothing else goes there.
TEST(Measurement, CountsTheBytesOfThePackets) {
    const ScratchFolder folder;
    const Finished finished = edgeloom({"run", config("morse.yaml"), "--out", "out", "--set", "training.inputs=640",
                                        "--set", "training.test_inputs=0", "--set", "training.epochs=1"},
                                       folder.path());
    ASSERT_EQ(finished.status, 0) << finished.out << finished.err;
    const json bus = json::parse(read_file(folder / "out" / "summary.json"))["bus"];
    constexpr std::uint64_t packet = 8 + 64; // header and values
    EXPECT_EQ(total_of(bus["paths"], "initiator", "dma0", "written_bytes"), 640 * packet);
}

} // namespace
} // namespace edgeloom::test
