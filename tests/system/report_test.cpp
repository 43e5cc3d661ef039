// `edgeloom report` from outside: of runs of the program itself, and what the user gets wrong.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// A short run into the folder `out`.
void run_to(const ScratchFolder& folder, const std::string& out) {
    ASSERT_EQ(edgeloom({"run", config("morse.yaml"), "--set", "training.epochs=1", "--set", "training.inputs=100",
                        "--set", "training.test_inputs=50", "--out", out},
                       folder.path())
                  .status,
              0);
}

TEST(Report, IsMadeOfARunAndIsTheSameAgain) {
    const ScratchFolder folder;
    run_to(folder, "out");
    const Finished finished = edgeloom({"report", "out"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(finished.out, "out/report.html\n");
    const std::string page = read_file(folder / "out/report.html");
    EXPECT_THAT(page, StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(page, HasSubstr("<title>EdgeLoom: morse</title>"));
    EXPECT_THAT(page, EndsWith("</html>\n"));
    EXPECT_EQ(edgeloom({"report", "out", "--out", "again.html"}, folder.path()).status, 0);
    EXPECT_EQ(read_file(folder / "again.html"), page);
}

TEST(Report, OfAnEarlierRunIsRemovedByTheNext) {
    const ScratchFolder folder;
    run_to(folder, "out");
    ASSERT_EQ(edgeloom({"report", "out"}, folder.path()).status, 0);
    run_to(folder, "out");
    EXPECT_FALSE(fs::exists(folder / "out/report.html"));
}

TEST(Report, ComparesRuns) {
    const ScratchFolder folder;
    run_to(folder, "a");
    run_to(folder, "b");
    const Finished finished = edgeloom({"report", "a", "b", "--out", "both.html"}, folder.path());
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_THAT(read_file(folder / "both.html"), HasSubstr("<title>EdgeLoom: 2 runs</title>"));
}

TEST(BadReport, IsRefusedInOneLine) {
    const ScratchFolder folder;
    fs::create_directory(folder / "empty");
    fs::create_directory(folder / "broken");
    fs::create_directory(folder / "good");
    folder.write("broken/summary.json", "{\"name\": }");
    folder.write("good/summary.json", "{}");
    fs::create_directory(folder / "sweep");
    folder.write("sweep/sweep.sqlite", "no database");
    const std::vector<std::pair<std::vector<std::string>, std::string>> lines{
        {{"report"}, "report: on which run?"},
        {{"report", "nowhere"}, "nowhere: no such folder"},
        {{"report", "good/summary.json"}, "good/summary.json: not a folder"},
        {{"report", "empty"}, "empty: not the folder of a run that ended: no summary.json"},
        {{"report", "broken"}, "broken/summary.json:1:10: not JSON"},
        {{"report", "good", "broken", "--out", "page.html"}, "broken/summary.json:1:10: not JSON"},
        {{"report", "good", "good"}, "give --out FILE"},
        {{"report", "good", "--out", "empty"}, "empty: a folder"},
        {{"report", "good", "--out", "good/summary.json/page.html"}, "cannot be written"},
        {{"report", "good", "--out", "/proc/page.html"}, "cannot be written"},
        {{"report", "good", "--format", "pdf"}, "--format"},
        {{"report", "sweep"}, "sweep/sweep.sqlite: not the results of a sweep"},
        {{"report", "good", "sweep", "--out", "page.html"}, "sweep: the folder of an exploration"},
    };
    for (const auto& [arguments, said] : lines) {
        SCOPED_TRACE(boost::join(arguments, " "));
        const Finished finished = edgeloom(arguments, folder.path());
        EXPECT_EQ(finished.status, 2);
        EXPECT_THAT(finished.err, AllOf(StartsWith("edgeloom: "), EndsWith("\n"), HasSubstr(said)));
        EXPECT_EQ(std::ranges::count(finished.err, '\n'), 1) << finished.err;
        EXPECT_FALSE(fs::exists(folder / "page.html"));
    }
}

// A limit on the size of files does what a full disk does.
TEST(BadReport, IsNotHalfWrittenWhereThereIsNoRoom) {
    const ScratchFolder folder;
    folder.write("summary.json", "{}");
    const Finished finished =
        execute("/bin/sh", {"-c", "trap '' XFSZ; ulimit -f 20; exec \"$0\" report .", EDGELOOM_PROGRAM}, folder.path());
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.err, AllOf(HasSubstr("report.html"), HasSubstr("cannot be written (File too large)")));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

} // namespace
} // namespace edgeloom::test
