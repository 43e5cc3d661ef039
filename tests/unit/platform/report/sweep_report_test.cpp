#include "platform/report/report.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "support/sweep_database.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::report {
namespace {

namespace fs = std::filesystem;
using edgeloom::test::read_file;
using edgeloom::test::ScratchFolder;
using edgeloom::test::SweepDatabase;
using nlohmann::ordered_json;
using testing::HasSubstr;

class SweepReport : public testing::Test {
protected:
    // A point that was trained; returns its folder.
    std::string add_run(std::int64_t variant, double accuracy, const std::string& summary = "{}") {
        const std::string key = database.add({.variant = variant, .figures = {{"accuracy", accuracy}, {"edges", 100}}});
        std::string run = "points/" + key;
        fs::create_directories(folder / run);
        folder.write(run + "/summary.json", summary);
        return run;
    }
    [[nodiscard]] ordered_json data(const std::string& page) const { return test::data_of(read_file(folder / page)); }

    ScratchFolder folder;
    SweepDatabase database{folder.path()};
};

TEST_F(SweepReport, LiesInTheFolderAndLeadsToTheRuns) {
    const std::string run = add_run(0, 90);
    database.add({.variant = 1}); // analytic: no folder
    EXPECT_EQ(write_report({folder.path().string()}, std::nullopt), (folder / "report.html").string());
    const ordered_json page = data("report.html");
    EXPECT_EQ(page["variants"][0]["points"][0]["page"], run + "/report.html");
    EXPECT_EQ(page["variants"][1]["points"][0]["page"], nullptr);
    EXPECT_EQ(data(run + "/report.html")["kind"], "run");
}

TEST_F(SweepReport, LeadsToTheRunsFromElsewhere) {
    const std::string run = add_run(0, 90);
    write_report({folder.path().string()}, (folder / "pages/a/b.html").string());
    EXPECT_EQ(data("pages/a/b.html")["variants"][0]["points"][0]["page"], "../../" + run + "/report.html");
    EXPECT_FALSE(fs::exists(folder / "report.html"));
}

TEST_F(SweepReport, WarnsOfADamagedRunAndGoesOn) {
    const std::string damaged = add_run(0, 90, "{");
    const std::string whole = add_run(1, 80);
    testing::internal::CaptureStderr();
    write_report({folder.path().string()}, std::nullopt);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, HasSubstr("edgeloom: warning: "));
    EXPECT_THAT(said, HasSubstr(damaged + "/summary.json:1:2: not JSON"));
    EXPECT_EQ(std::ranges::count(said, '\n'), 1);
    EXPECT_FALSE(fs::exists(folder / damaged / "report.html"));
    EXPECT_TRUE(fs::exists(folder / whole / "report.html"));
    EXPECT_EQ(data("report.html")["variants"][0]["points"][0]["page"], nullptr);
}

TEST_F(SweepReport, OfManyRunsHasPagesOfThoseOnTheFront) {
    database.execute("BEGIN");
    std::vector<std::string> runs;
    for (int variant = 0; variant <= 200; ++variant) {
        runs.push_back(add_run(variant, variant));
    }
    database.execute("COMMIT");
    write_report({folder.path().string()}, std::nullopt);
    EXPECT_TRUE(fs::exists(folder / runs.back() / "report.html"));
    EXPECT_FALSE(fs::exists(folder / runs.front() / "report.html"));
}

TEST_F(SweepReport, IsNotComparedWithOthers) {
    try {
        write_report({test::fixture_folder().string(), folder.path().string()}, (folder / "page.html").string());
        FAIL() << "nothing was refused";
    } catch (const platform::UserError& error) {
        EXPECT_THAT(error.what(), HasSubstr(folder.path().string() + ": the folder of an exploration"));
    }
    EXPECT_FALSE(fs::exists(folder / "page.html"));
}

TEST_F(SweepReport, LeavesTheOldPageWhereTheDatabaseIsDamaged) {
    folder.write("report.html", "old");
    database.execute("DROP TABLE points");
    EXPECT_THROW(write_report({folder.path().string()}, std::nullopt), platform::UserError);
    EXPECT_EQ(read_file(folder / "report.html"), "old");
}

} // namespace
} // namespace edgeloom::report
