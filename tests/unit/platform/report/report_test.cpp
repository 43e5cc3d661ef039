#include "platform/report/report.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::report {
namespace {

namespace fs = std::filesystem;
using edgeloom::test::read_file;
using edgeloom::test::ScratchFolder;
using nlohmann::ordered_json;
using testing::HasSubstr;

std::string refusal(const std::vector<std::string>& folders, const std::optional<std::string>& out) {
    try {
        write_report(folders, out);
    } catch (const platform::UserError& error) {
        return error.what();
    }
    return "nothing was refused";
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(RunPage, HasTheDataOfTheRun) {
    const RecordedRun run = test::fixture();
    const ordered_json data = test::data_of(run_page(run));
    EXPECT_EQ(data["kind"], "run");
    EXPECT_EQ(data["summary"], run.summary);
    EXPECT_EQ(data["bus"], run.bus);
    EXPECT_EQ(data["settings"].size(), run.settings.size());
    EXPECT_EQ(data["settings"][0], (ordered_json::array({"name", "mnist-12bit"})));
    EXPECT_GT(data["warnings"].size(), 3U);
}

TEST(RunPage, HasTheMemoriesAsLargeAsTheRunHadThem) {
    RecordedRun run = test::flawless();
    const auto bytes = [&](const std::string& name) -> std::uint64_t {
        const ordered_json data = test::data_of(run_page(run));
        for (const ordered_json& region : data["memory_map"]) {
            if (region["name"] == name) {
                return region["bytes"];
            }
        }
        return 0;
    };
    EXPECT_EQ(bytes("sram"), 1U << 20);
    run.settings = {{"platform.sram.size", "4 MiB"}, {"platform.dram.size", "nonsense"}};
    EXPECT_EQ(bytes("sram"), 4U << 20);
    EXPECT_EQ(bytes("dram"), 256U << 20);
    EXPECT_EQ(bytes("uart"), 256U);
}

TEST(Report, LiesInTheFolderOfItsRunByDefault) {
    const ScratchFolder folder;
    folder.write("summary.json", "{}");
    EXPECT_EQ(write_report({folder.path().string()}, std::nullopt), (folder / "report.html").string());
    EXPECT_EQ(read_file(folder / "report.html"), run_page(read_recorded_run(folder.path())));
    EXPECT_EQ(files_in(folder.path()), 2U);
}

TEST(Report, LiesWhereItIsAskedForAndMakesTheFolder) {
    const ScratchFolder folder;
    write_report({test::fixture_folder().string()}, (folder / "a/b/page.html").string());
    EXPECT_EQ(read_file(folder / "a/b/page.html"), run_page(test::fixture()));
}

TEST(Report, ComparesSeveralRuns) {
    const ScratchFolder folder;
    const std::string out = (folder / "page.html").string();
    write_report({test::fixture_folder().string(), test::fixture_folder().string()}, out);
    EXPECT_EQ(test::data_of(read_file(out))["kind"], "comparison");
    EXPECT_EQ(test::data_of(read_file(out))["runs"].size(), 2U);
}

TEST(Report, IsRefusedWhereItCannotBeWritten) {
    const ScratchFolder folder;
    const std::string run = test::fixture_folder().string();
    EXPECT_THAT(refusal({run, run}, std::nullopt), HasSubstr("give --out FILE"));
    EXPECT_THAT(refusal({run}, folder.path().string()), HasSubstr(": a folder; expected the name of a file"));
    EXPECT_THAT(refusal({run}, (folder / "new/").string()), HasSubstr(": a folder; expected the name of a file"));
    EXPECT_THAT(refusal({run}, folder.write("file", "") + "/page.html"), HasSubstr("cannot be written"));
    EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(Report, LeavesTheOldPageWhereARunIsDamaged) {
    const ScratchFolder folder;
    folder.write("summary.json", "{");
    folder.write("report.html", "old");
    EXPECT_THAT(refusal({folder.path().string()}, std::nullopt), HasSubstr("summary.json:1:2: not JSON"));
    EXPECT_EQ(read_file(folder / "report.html"), "old");
    EXPECT_EQ(files_in(folder.path()), 2U);
}

} // namespace
} // namespace edgeloom::report
