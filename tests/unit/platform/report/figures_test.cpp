#include "platform/report/figures.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;

constexpr const char* share_names[] = {"computed_percent", "starved_percent", "blocked_percent", "stalled_percent",
                                       "idle_percent"};

TEST(Figures, AreNoneWhereThereIsSomethingElse) {
    const auto value = ordered_json::parse(R"({"a": {"b": 2, "c": "text", "d": [1], "e": null}})");
    EXPECT_EQ(number(value, "/a/b"), 2);
    EXPECT_EQ(text(value, "/a/c"), "text");
    EXPECT_EQ(list(value, "/a/d").size(), 1U);
    for (const char* const pointer : {"/a", "/a/c", "/a/d", "/a/e", "/a/none", "/a/b/c", "/a/d/x", "/a/d/7"}) {
        EXPECT_EQ(number(value, pointer), std::nullopt) << pointer;
    }
    EXPECT_EQ(text(value, "/a/b"), std::nullopt);
    EXPECT_TRUE(list(value, "/a/b").empty());
}

TEST(Engines, AreThoseThatWereMeasured) {
    const RecordedRun run = test::fixture();
    EXPECT_EQ(engines(run), run.summary["engines"]);
    EXPECT_EQ(accelerator_share(run, "starved_percent"), 72.1);
}

TEST(Engines, FollowFromClocksWhereNobodyMeasured) {
    RecordedRun run{.summary = ordered_json::parse(R"({
        "timing": {"busy_clocks": 200, "simulated_seconds": 0.00001,
                   "stall_clocks": {"input": 300, "output": 50, "clash": 40, "hazard": 10}},
        "hart": {"wfi_percent": 75.0}})")};
    // Without a clock, of the clocks that were counted.
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "computed_percent"), 100.0 * 200 / 600);
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "idle_percent"), 0);
    run.settings = {{"platform.accelerator.clock", "100 MHz"}}; // 1000 clocks
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "computed_percent"), 20);
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "starved_percent"), 30);
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "blocked_percent"), 5);
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "stalled_percent"), 5);
    EXPECT_DOUBLE_EQ(*accelerator_share(run, "idle_percent"), 40);
    EXPECT_EQ(engines(run)[1]["name"], "hart");
    EXPECT_EQ(engines(run)[1]["idle_percent"], 75);
}

RC_GTEST_PROP(Engines, SharesAddUpAndNoneIsNegative, ()) {
    const auto clocks = [] { return *rc::gen::inRange(0, 1'000'000); };
    RecordedRun run{
        .summary = {{"timing",
                     {{"busy_clocks", 1 + clocks()},
                      {"simulated_seconds", clocks() * 1e-8},
                      {"stall_clocks",
                       {{"input", clocks()}, {"output", clocks()}, {"clash", clocks()}, {"hazard", clocks()}}}}}},
        .settings = {{"platform.accelerator.clock", "100 MHz"}}};
    double all = 0;
    for (const char* const share : share_names) {
        RC_ASSERT(*accelerator_share(run, share) >= 0);
        all += *accelerator_share(run, share);
    }
    RC_ASSERT(std::abs(all - 100) < 1e-9);
}

TEST(TimePerInput, NeedsTheClock) {
    RecordedRun run{.summary = {{"timing", {{"clocks_per_input", 50.0}}}}};
    EXPECT_EQ(nanoseconds_per_input(run), std::nullopt);
    run.settings = {{"platform.accelerator.clock", "25 MHz"}};
    EXPECT_EQ(nanoseconds_per_input(run), 2000);
    run.summary["timing"]["clocks_per_input"] = 0;
    EXPECT_EQ(clocks_per_input(run), std::nullopt);
    EXPECT_EQ(nanoseconds_per_input(run), std::nullopt);
}

TEST(Bandwidth, IsThatOfThePortOrFollowsFromItsBytes) {
    RecordedRun run{.summary = {{"timing", {{"simulated_seconds", 0.5}}}}};
    EXPECT_EQ(megabytes_per_second(run, {{"megabytes_per_second", 7}}), 7);
    EXPECT_EQ(megabytes_per_second(run, {{"bytes", 3'000'000}}), 6);
    EXPECT_EQ(megabytes_per_second(run, ordered_json::object()), std::nullopt);
    run.summary["timing"]["simulated_seconds"] = 0;
    EXPECT_EQ(megabytes_per_second(run, {{"bytes", 3'000'000}}), std::nullopt);
}

} // namespace
} // namespace edgeloom::report
