#include "platform/report/comparison.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<RecordedRun> runs_with(const std::vector<Settings>& settings) {
    std::vector<RecordedRun> runs;
    for (const Settings& each : settings) {
        runs.push_back(
            {.folder = "run" + std::to_string(runs.size()), .summary = ordered_json::object(), .settings = each});
    }
    return runs;
}

std::vector<std::string> names_of(const std::vector<Difference>& differences) {
    std::vector<std::string> names;
    for (const Difference& each : differences) {
        names.push_back(each.name);
    }
    return names;
}

// Of one key with these values.
Difference difference(const std::vector<std::string>& values) {
    std::vector<Settings> settings;
    for (const std::string& value : values) {
        settings.push_back({{"key", value}});
    }
    return differences(runs_with(settings)).at(0);
}

TEST(Differences, AreTheKeysWhoseValuesDiffer) {
    const auto found =
        differences(runs_with({{{"a.same", "1"}, {"a.width", "64 bit"}}, {{"a.same", "1"}, {"a.width", "128 bit"}}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].key, "a.width");
    EXPECT_EQ(found[0].name, "width");
    EXPECT_THAT(found[0].values, ElementsAre("64 bit", "128 bit"));
}

TEST(Differences, HaveTheShortestNamesThatTellThemApart) {
    const auto found =
        differences(runs_with({{{"p.dma.outstanding", "1"}, {"p.bus.outstanding", "1"}, {"p.bus.width", "1"}},
                               {{"p.dma.outstanding", "2"}, {"p.bus.outstanding", "2"}, {"p.bus.width", "2"}}}));
    EXPECT_THAT(names_of(found), ElementsAre("dma.outstanding", "bus.outstanding", "width"));
}

TEST(Differences, OneKeyMayBeTheEndOfAnother) {
    const auto found = differences(runs_with({{{"width", "1"}, {"a.width", "1"}}, {{"width", "2"}, {"a.width", "2"}}}));
    EXPECT_THAT(names_of(found), ElementsAre("width", "a.width"));
}

TEST(Differences, AreNumbersInTheUnitThatAllName) {
    EXPECT_THAT(difference({"64 bit", "128 bit"}).numbers, ElementsAre(64, 128));
    EXPECT_EQ(difference({"64 bit", "128 bit"}).unit, "bit");
    EXPECT_THAT(difference({"1.5 MHz", "100 MHz"}).numbers, ElementsAre(1.5, 100));
    EXPECT_THAT(difference({"512 B", "1 KiB"}).numbers, ElementsAre(512, 1024));
    EXPECT_EQ(difference({"512 B", "1 KiB"}).unit, "B");
    EXPECT_THAT(difference({"1", "2.5"}).numbers, ElementsAre(1, 2.5));
    EXPECT_EQ(difference({"1", "2.5"}).unit, "");
}

TEST(Differences, AreNoNumbersWhereOneIsNone) {
    EXPECT_THAT(difference({"4", "auto"}).numbers, IsEmpty());
    EXPECT_THAT(difference({"lpddr4", "ddr3"}).numbers, IsEmpty());
    EXPECT_THAT(difference({"10 us", "10 MHz"}).numbers, IsEmpty());
    EXPECT_THAT(difference({"10", "20 MHz"}).numbers, IsEmpty());
    EXPECT_THAT(difference({"inf", "nan"}).numbers, IsEmpty());
}

TEST(Differences, AKeyThatARunLacksIsOne) {
    const auto found = differences(runs_with({{{"a", "1"}}, {{"a", "1"}, {"b", "2"}}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0].values, ElementsAre(std::nullopt, "2"));
    EXPECT_THAT(found[0].numbers, IsEmpty());
}

TEST(Differences, ARunWithoutConfigurationMakesNone) {
    EXPECT_THAT(differences(runs_with({{{"a", "1"}}, {}, {{"a", "1"}}})), IsEmpty());
}

TEST(Differences, TheNameOfARunIsNone) {
    EXPECT_THAT(differences(runs_with({{{"name", "x"}}, {{"name", "y"}}})), IsEmpty());
}

TEST(Labels, AreTheValuesThatDiffer) {
    const auto runs = runs_with({{{"a.width", "64 bit"}, {"kind", "sram"}}, {{"a.width", "32 bit"}}});
    EXPECT_THAT(labels(runs, differences(runs)), ElementsAre("width 64 bit, kind sram", "width 32 bit, kind (none)"));
}

TEST(Labels, AreTheFoldersWhereTooManyKeysDiffer) {
    const auto runs =
        runs_with({{{"a", "1"}, {"b", "1"}, {"c", "1"}, {"d", "1"}}, {{"a", "2"}, {"b", "2"}, {"c", "2"}, {"d", "2"}}});
    EXPECT_THAT(labels(runs, differences(runs)), ElementsAre("run0", "run1"));
}

RC_GTEST_PROP(Labels, NoTwoAreAlike, ()) {
    std::vector<RecordedRun> runs;
    const auto count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const auto digit = [] { return std::to_string(*rc::gen::inRange(0, 3)); };
        runs.push_back({.folder = "f" + digit(), .settings = {{"a.x", digit()}, {"b.x", digit()}}});
    }
    const auto names = labels(runs, differences(runs));
    RC_ASSERT(std::set(names.begin(), names.end()).size() == runs.size());
}

TEST(Comparison, OrdersRunsByTheirNumbers) {
    const ordered_json data = comparison(
        runs_with({{{"w", "128 bit"}, {"o", "4"}}, {{"w", "64 bit"}, {"o", "16"}}, {{"w", "64 bit"}, {"o", "4"}}}));
    std::vector<std::string> folders;
    for (const ordered_json& run : data["runs"]) {
        folders.push_back(run["folder"]);
    }
    EXPECT_THAT(folders, ElementsAre("run2", "run1", "run0"));
    EXPECT_EQ(data["differences"][1]["numbers"], (std::vector{4, 16, 4}));
}

TEST(Comparison, HasTheFiguresOfEveryRun) {
    std::vector<RecordedRun> runs(2, test::fixture());
    runs[1].settings.clear();
    runs[1].summary = {{"status", "failed"}};
    const ordered_json data = comparison(runs);
    const ordered_json& first = data["runs"][0];
    EXPECT_EQ(first["figures"]["clocks_per_input"], 175.92);
    EXPECT_NEAR(first["figures"]["nanoseconds_per_input"].get<double>(), 1759.2, 1e-9);
    EXPECT_EQ(first["figures"]["test_percent"], 87.52);
    EXPECT_EQ(first["engines"].size(), 4U);
    EXPECT_EQ(first["initiators"][1]["name"], "dma0");
    EXPECT_TRUE(data["runs"][1]["figures"]["clocks_per_input"].is_null());
    EXPECT_EQ(data["runs"][1]["status"], "failed");
}

} // namespace
} // namespace edgeloom::report
