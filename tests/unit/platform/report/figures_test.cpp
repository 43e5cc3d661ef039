#include "platform/report/figures.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gtest/gtest.h>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;

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

TEST(Accelerator, HasTheSharesThatWereMeasured) {
    EXPECT_EQ(accelerator_share(test::fixture(), "starved_percent"), 72.1);
    EXPECT_EQ(accelerator_share(RecordedRun(), "starved_percent"), std::nullopt);
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

} // namespace
} // namespace edgeloom::report
