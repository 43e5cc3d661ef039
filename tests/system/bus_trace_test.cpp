// Traces of the bus in a whole run: every transaction is there, and they add up to what the probes saw.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

std::vector<std::string> traced(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"run",
                                       config("morse.yaml"),
                                       "--out",
                                       "out",
                                       "--trace",
                                       "--set",
                                       "training.epochs=1",
                                       "--set",
                                       "training.inputs=40",
                                       "--set",
                                       "training.test_inputs=10"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

// Arrows of a transaction by number: the phases of its flow, in order of time.
std::map<int, std::string> flows(const nlohmann::json& timeline) {
    std::map<int, std::map<double, std::string>> steps;
    for (const auto& event : timeline["traceEvents"]) {
        const auto phase = event["ph"].get<std::string>();
        if (phase == "s" || phase == "t" || phase == "f") {
            steps[event["id"]][event["ts"]] += phase;
        }
    }
    std::map<int, std::string> flows;
    for (const auto& [number, by_time] : steps) {
        for (const auto& [time, phase] : by_time) {
            flows[number] += phase;
        }
    }
    return flows;
}

class BusTraceRun : public testing::TestWithParam<const char*> {};

TEST_P(BusTraceRun, ShowsEveryTransaction) {
    const ScratchFolder folder;
    const Finished finished = edgeloom(traced({"--bus", GetParam()}), folder.path());
    ASSERT_EQ(finished.status, 0) << finished.err;
    const auto summary = nlohmann::json::parse(read_file(folder / "out" / "summary.json"));
    const auto timeline = nlohmann::json::parse(read_file(folder / "out" / "trace.json"));
    const SQLite::Database database((folder / "out" / "transactions.sqlite").string());
    const auto transactions = flows(timeline);
    std::size_t from_probes = 0;
    for (const auto& path : summary["bus"]["paths"]) {
        const auto number = path["transactions"].get<std::int64_t>();
        from_probes += static_cast<std::size_t>(number);
        SQLite::Statement query(database, "SELECT count(*), sum(bytes), avg(latency_ns), avg(queueing_ns), "
                                          "avg(transfer_ns), avg(service_ns), max(latency_ns) "
                                          "FROM transactions WHERE initiator = ? AND target = ?");
        SQLite::bind(query, path["initiator"].get<std::string>(), path["target"].get<std::string>());
        ASSERT_TRUE(query.executeStep());
        EXPECT_EQ(query.getColumn(0).getInt64(), number);
        EXPECT_EQ(query.getColumn(1).getInt64(), path["bytes"].get<std::int64_t>());
        const auto& latency = path["latency_ns"];
        if (GetParam() == std::string("untimed")) {
            EXPECT_TRUE(latency.is_null());
            continue;
        }
        int column = 2;
        for (const char* const part : {"mean", "queueing_mean", "transfer_mean", "service_mean", "max"}) {
            EXPECT_NEAR(query.getColumn(column++).getDouble(), latency[part].get<double>(), 1e-3) << path << part;
        }
    }
    EXPECT_EQ(transactions.size(), from_probes);
    EXPECT_GT(from_probes, 0);
    if (GetParam() != std::string("untimed")) {
        EXPECT_THAT(transactions, testing::Each(testing::Field(&std::pair<const int, std::string>::second, "sttf")));
    }
}

INSTANTIATE_TEST_SUITE_P(Buses, BusTraceRun, testing::Values("untimed", "lt", "at"));

// At the end, nothing is on its way; no curve falls below nothing, and what is outstanding is what the probes saw.
TEST(BusTraceRun, DrawsCurves) {
    const ScratchFolder folder;
    ASSERT_EQ(edgeloom(traced(), folder.path()).status, 0);
    const auto summary = nlohmann::json::parse(read_file(folder / "out" / "summary.json"));
    const auto timeline = nlohmann::json::parse(read_file(folder / "out" / "trace.json"));
    std::map<std::string, double> highest;
    std::map<std::string, std::map<double, double>> curves;
    double asleep = 0;
    for (const auto& event : timeline["traceEvents"]) {
        if (event["ph"] == "C") {
            const double value = event["args"]["value"];
            EXPECT_GE(value, 0);
            highest[event["name"]] = std::max(highest[event["name"]], value);
            curves[event["name"]][event["ts"]] = value;
        } else if (event["name"] == "wfi") {
            asleep += event["dur"].get<double>();
        }
    }
    EXPECT_EQ(curves.at("dma0 outstanding").rbegin()->second, 0);
    EXPECT_EQ(highest.at("dma0 outstanding"), summary["bus"]["initiators"][1]["outstanding"]["peak"]);
    const double cycles = summary["hart"]["cycles"];
    EXPECT_NEAR(asleep * 100 / cycles * 100, summary["hart"]["wfi_percent"].get<double>(), 1e-6);
}

} // namespace
} // namespace edgeloom::test
