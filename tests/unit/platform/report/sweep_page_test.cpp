#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/report/run_page.hpp"
#include "platform/report/sweep_page.hpp"
#include "support/scratch_folder.hpp"
#include "support/sweep_database.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::report {
namespace {

using edgeloom::test::ScratchFolder;
using edgeloom::test::SweepDatabase;
using nlohmann::ordered_json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SweepPage : public testing::Test {
protected:
    // A variant of its own, with one seed.
    void add(const ordered_json& figures, const std::string& outcome = "done") {
        database.add({.variant = count++,
                      .axes = {{"network.format.width", 8 + count}},
                      .figures = figures,
                      .outcome = outcome});
    }
    [[nodiscard]] std::string html(const std::map<std::string, std::string>& links = {}) const {
        return sweep_page(platform::read_recorded_sweep(folder.path()), "out", links);
    }
    [[nodiscard]] ordered_json data() const { return test::data_of(html()); }

    ScratchFolder folder;
    SweepDatabase database{folder.path()};
    std::int64_t count = 0;
};

TEST_F(SweepPage, KnowsTheFrontOfWhatIsDone) {
    add({{"accuracy", 90}, {"edges", 100}});
    add({{"accuracy", 95}, {"edges", 200}});
    add({{"accuracy", 94}, {"edges", 300}});
    add({{"accuracy", 99}, {"edges", 10}}, "stopped");
    add({{"accuracy", 99}});
    EXPECT_EQ(data()["front"], ordered_json::array({0, 1}));
}

TEST_F(SweepPage, SaysWhichSeedKeepsAVariantFromBeingDone) {
    database.add({.variant = 0, .seed = 1, .figures = {{"accuracy", 99}, {"edges", 100}}, .configuration = "x: 1"});
    database.add({.variant = 0, .seed = 2, .outcome = "failed", .reason = "no room"});
    const ordered_json variant = data()["variants"][0];
    EXPECT_EQ(variant["outcome"], "failed");
    EXPECT_EQ(variant["reason"], "no room");
    EXPECT_EQ(variant["configuration"]["text"], "x: 1"); // of the seed that is
    EXPECT_THAT(data()["front"], IsEmpty());
}

TEST_F(SweepPage, HasTheDataOfTheExploration) {
    add({{"accuracy", 90}, {"edges", 100}});
    database.add({.variant = 0, .seed = 2, .figures = {{"accuracy", 92}, {"edges", 100}}});
    const std::string page = html({{SweepDatabase::key(0, 2), "points/0/report.html"}});
    EXPECT_THAT(page, HasSubstr("<title>EdgeLoom: small</title>"));
    const ordered_json data = test::data_of(page);
    EXPECT_EQ(data["kind"], "sweep");
    EXPECT_EQ(data["folder"], "out");
    EXPECT_EQ(data["document"], "name: small\n");
    EXPECT_EQ(data["objectives"][1]["direction"], "minimise");
    EXPECT_EQ(data["front"], ordered_json::array({0}));
    const ordered_json& variant = data["variants"][0];
    EXPECT_EQ(variant["axes"]["network.format.width"], 9);
    EXPECT_EQ(variant["figures"]["accuracy"],
              (ordered_json{{"mean", 91.0}, {"least", 90.0}, {"most", 92.0}, {"seeds", 2}}));
    EXPECT_EQ(variant["points"][0]["page"], nullptr);
    EXPECT_EQ(variant["points"][1]["page"], "points/0/report.html");
    EXPECT_EQ(variant["configuration"]["text"], "name: small\n");
}

TEST_F(SweepPage, HasTheFrontOfEveryTwoObjectives) {
    database.set("objectives",
                 R"([{"name": "accuracy", "direction": "maximise"}, {"name": "edges", "direction": "minimise"},
                                   {"name": "dsp", "direction": "minimise"}])");
    add({{"accuracy", 90}, {"edges", 100}, {"dsp", 50}});
    add({{"accuracy", 95}, {"edges", 200}, {"dsp", 60}});
    add({{"accuracy", 90}, {"edges", 300}, {"dsp", 10}});
    const ordered_json found = data();
    EXPECT_EQ(found["front"], ordered_json::array({0, 1, 2}));
    EXPECT_EQ(found["fronts"], (ordered_json{{{"figures", {"accuracy", "edges"}}, {"variants", {0, 1}}},
                                             {{"figures", {"accuracy", "dsp"}}, {"variants", {1, 2}}},
                                             {{"figures", {"edges", "dsp"}}, {"variants", {0, 2}}}}));
}

TEST_F(SweepPage, IsThereWithoutPoints) {
    EXPECT_THAT(data()["variants"], IsEmpty());
    EXPECT_THAT(data()["front"], IsEmpty());
}

TEST_F(SweepPage, AloneHasTheScriptsOfExplorations) {
    EXPECT_THAT(html(), HasSubstr("function showSweep("));
    EXPECT_THAT(html(), HasSubstr(".parallel .brush"));
    EXPECT_THAT(run_page(test::flawless()), Not(HasSubstr("function showSweep(")));
}

} // namespace
} // namespace edgeloom::report
