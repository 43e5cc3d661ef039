// Interconnect and memories alone, with made-up and recorded traffic.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

using nlohmann::json;

const std::string memory_mix = std::string(EDGELOOM_CONFIGS) + "/traffic/memory-mix.yaml";

json summary_of(const ScratchFolder& folder, const std::string& name) {
    json summary = json::parse(read_file(folder / name / "summary.json"));
    summary.erase("host");
    return summary;
}

// Runs a command that has to pass, with its results in the folder `out`.
json results(std::vector<std::string> arguments, const ScratchFolder& folder, const std::string& out) {
    arguments.insert(arguments.end(), {"--out", out});
    const Finished finished = edgeloom(arguments, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.out << finished.err;
    return summary_of(folder, out);
}

json port(const json& summary, const std::string& side, const std::string& name) {
    for (const json& each : summary["bus"][side]) {
        if (each["name"] == name) {
            return each;
        }
    }
    ADD_FAILURE() << "no port " << name;
    return {};
}

std::string refusal(const std::string& text) {
    const ScratchFolder folder;
    std::ofstream(folder / "traffic.yaml") << text;
    const Finished finished = edgeloom({"traffic", "traffic.yaml"}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_TRUE(finished.out.empty()) << finished.out;
    return finished.err;
}

TEST(Traffic, IsMeasuredAlikeWhateverTheTiming) {
    constexpr double bandwidth_tolerance = 0.05;
    constexpr double latency_tolerance = 0.15;
    const ScratchFolder folder;
    const json lt = results({"traffic", memory_mix, "--bus", "lt"}, folder, "lt");
    const json at = results({"traffic", memory_mix, "--bus", "at"}, folder, "at");
    for (const char* const name : {"camera", "lookup", "scratch"}) {
        const auto figure = [&](const json& summary, const json::json_pointer& which) {
            return port(summary, "initiators", name)[which].get<double>();
        };
        const json::json_pointer rate("/megabytes_per_second");
        const json::json_pointer latency("/latency_ns/mean");
        EXPECT_NEAR(figure(lt, rate) / figure(at, rate), 1, bandwidth_tolerance) << name;
        EXPECT_NEAR(figure(lt, latency) / figure(at, latency), 1, latency_tolerance) << name;
    }
}

TEST(Traffic, IsWhatTheFileSays) {
    const ScratchFolder folder;
    std::ofstream(folder / "traffic.yaml") << "traffic:\n  initiators:\n"
                                              "    one: {target: sink, burst: 32 B, bursts: 300, read_percent: 0}\n"
                                              "    two: {target: sram, burst: 16 B, size: 32 B, bursts: 200}\n";
    const json summary = results({"traffic", "traffic.yaml", "--bus", "at"}, folder, "out");
    const json one = port(summary, "initiators", "one");
    EXPECT_EQ(one["writes"], 300);
    EXPECT_EQ(one["written_bytes"], 9600);
    EXPECT_EQ(one["reads"], 0);
    EXPECT_EQ(one["errors"], 0);
    EXPECT_EQ(port(summary, "targets", "sink")["bytes"], 9600);
    EXPECT_EQ(port(summary, "targets", "sram")["read_bytes"], 3200);
    EXPECT_EQ(port(summary, "targets", "dram")["bytes"], 0);
    // A write of four beats through two ports of a clock each, and an answer of one: nothing waits for a sink.
    EXPECT_EQ(one["latency_ns"]["service_mean"], 0);
}

TEST(Traffic, IsTheSameFromTheConfigurationThatItLeaves) {
    const ScratchFolder folder;
    const json first = results({"traffic", memory_mix, "--set", "traffic.seed=5"}, folder, "first");
    EXPECT_EQ(results({"traffic", "first/config.yaml"}, folder, "second"), first);
    EXPECT_EQ(read_file(folder / "first" / "bus.json"), read_file(folder / "second" / "bus.json"));
    EXPECT_NE(results({"traffic", memory_mix}, folder, "third"), first);
}

// What a run recorded, sent again over the same bus, takes the time that it took, where nobody waited for a device.
TEST(Traffic, IsWhatARunRecorded) {
    const ScratchFolder folder;
    const std::string morse = std::string(EDGELOOM_CONFIGS) + "/morse.yaml";
    const json recorded = results({"run", morse, "--set", "training.epochs=1", "--set", "training.inputs=50", "--set",
                                   "training.test_inputs=0", "--bus", "at", "--trace"},
                                  folder, "recorded");
    std::ofstream(folder / "replay.yaml") << "traffic:\n  initiators:\n"
                                             "    hart: {replay: recorded/transactions.sqlite}\n"
                                             "    feeder: {replay: recorded/transactions.sqlite, recorded: dma0}\n";
    const json replayed = results({"traffic", "replay.yaml", "--bus", "at"}, folder, "replayed");
    const json hart = port(replayed, "initiators", "hart");
    EXPECT_EQ(hart["bytes"], port(recorded, "initiators", "hart")["bytes"]);
    EXPECT_EQ(hart["latency_ns"]["p90"], port(recorded, "initiators", "hart")["latency_ns"]["p90"]);
    EXPECT_EQ(port(replayed, "initiators", "feeder")["transactions"],
              port(recorded, "initiators", "dma0")["transactions"]);
    EXPECT_EQ(port(replayed, "targets", "dram")["read_bytes"], port(recorded, "targets", "dram")["read_bytes"]);
}

TEST(Traffic, HasAReport) {
    const ScratchFolder folder;
    results({"traffic", memory_mix}, folder, "out");
    const Finished finished = edgeloom({"report", "out"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_NE(read_file(folder / "out" / "report.html").find("memory-mix"), std::string::npos);
}

TEST(Traffic, IsRefusedInALine) {
    const auto one = [](const std::string& keys) { return refusal("traffic: {initiators: {a: {" + keys + "}}}\n"); };
    EXPECT_EQ(refusal("name: nothing\n"),
              "edgeloom: traffic.yaml:1:1: traffic.initiators: found none; allowed is a map of "
              "names, each with the keys of its traffic\n");
    EXPECT_NE(one("size: 100 B")
                  .find("traffic.initiators.a.size: found 100 B; allowed is a multiple of the burst; the "
                        "nearest is 128 B"),
              std::string::npos);
    EXPECT_NE(one("target: sram, offset: 1 MiB").find("the region ends behind the memory, which has 1 MiB"),
              std::string::npos);
    EXPECT_NE(
        one("pattern: strided, stride: 100 B").find("stride: found 100 B; allowed is a multiple of the burst, 64 B"),
        std::string::npos);
    EXPECT_NE(one("replay: no.sqlite").find("no.sqlite: not there"), std::string::npos);
    EXPECT_NE(one("replay: traffic.yaml").find("traffic.yaml: not a database of transactions"), std::string::npos);
    EXPECT_NE(one("brust: 64 B").find("did you mean traffic.initiators.a.burst?"), std::string::npos);
    EXPECT_NE(one("port: {boundary: 100 B}").find("allowed is a power of two; the nearest is 128 B"),
              std::string::npos);
    EXPECT_NE(refusal("traffic: {initiators: {a.b: {}}}\n").find("found the name 'a.b'"), std::string::npos);
    EXPECT_NE(refusal("traffic: {initiators: [a, b]}\n").find("found a list; allowed is a map of keys"),
              std::string::npos);
}

} // namespace
} // namespace edgeloom::test
