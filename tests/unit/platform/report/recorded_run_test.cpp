#include "platform/report/recorded_run.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::report {
namespace {

namespace fs = std::filesystem;
using edgeloom::test::ScratchFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string refusal(const fs::path& folder) {
    try {
        static_cast<void>(read_recorded_run(folder));
    } catch (const platform::UserError& error) {
        return error.what();
    }
    return "nothing was refused";
}

TEST(RecordedRun, HasWhatIsInItsFolder) {
    const RecordedRun run = test::fixture();
    EXPECT_EQ(run.summary["name"], "mnist-12bit");
    EXPECT_EQ(run.bus["windows"], 24);
    EXPECT_EQ(find(run.settings, "platform.interconnect.width"), "64 bit");
    EXPECT_THAT(run.uart, HasSubstr("epoch 3"));
    EXPECT_EQ(run.uart_bytes_left_out, 0U);
    EXPECT_THAT(run.missing, IsEmpty());
}

TEST(RecordedRun, NamesWhatIsNotInItsFolder) {
    const ScratchFolder folder;
    folder.write("summary.json", "{}");
    const RecordedRun run = read_recorded_run(folder.path());
    EXPECT_THAT(run.missing, ElementsAre("bus.json", "config.yaml", "uart.log"));
    EXPECT_TRUE(run.bus.is_null());
    EXPECT_THAT(run.settings, IsEmpty());
}

TEST(RecordedRun, IsNamedWithoutASlashAtTheEnd) {
    const ScratchFolder folder;
    folder.write("summary.json", "{}");
    EXPECT_EQ(read_recorded_run(folder.path().string() + "/").folder, folder.path().string());
}

TEST(RecordedRun, KeepsWholeLinesOfTheEndOfALongLog) {
    const ScratchFolder folder;
    folder.write("summary.json", "{}");
    std::string log;
    while (log.size() < 50'000) {
        log += "line " + std::to_string(log.size()) + "\n";
    }
    folder.write("uart.log", log);
    const RecordedRun run = read_recorded_run(folder.path());
    EXPECT_TRUE(log.ends_with(run.uart));
    EXPECT_TRUE(run.uart.starts_with("line "));
    EXPECT_LE(run.uart.size(), 16U << 10);
    EXPECT_GT(run.uart.size(), 16'000U);
    EXPECT_EQ(run.uart.size() + run.uart_bytes_left_out, log.size());
}

TEST(RecordedRun, IsRefusedWhereThereIsNone) {
    const ScratchFolder folder;
    EXPECT_EQ(refusal(folder / "nowhere"), (folder / "nowhere").string() + ": no such folder");
    EXPECT_THAT(refusal(folder.write("file", "")), HasSubstr("file: not a folder"));
    EXPECT_THAT(refusal(folder.path()), HasSubstr("not the folder of a run that ended: no summary.json"));
    fs::create_directory(folder / "summary.json");
    EXPECT_THAT(refusal(folder.path()), HasSubstr("summary.json: cannot be read ("));
}

TEST(RecordedRun, IsRefusedByFileLineAndColumnOfTheDamage) {
    const ScratchFolder folder;
    const auto refused_with = [&](const char* file, const char* text) {
        folder.write(file, text);
        return refusal(folder.path());
    };
    EXPECT_THAT(refused_with("summary.json", ""), HasSubstr("summary.json:1:1: not JSON"));
    EXPECT_THAT(refused_with("summary.json", "{\n  \"a\": 1,\n  \"b\" 2}"), HasSubstr("summary.json:3:7: not JSON"));
    EXPECT_THAT(refused_with("summary.json", "[1]"), HasSubstr("summary.json: found a JSON array; expected an object"));
    folder.write("summary.json", "{}");
    EXPECT_THAT(refused_with("bus.json", "{\"window_ns\": 1"), HasSubstr("bus.json:1:16: not JSON"));
    folder.write("bus.json", "{}");
    EXPECT_THAT(refused_with("config.yaml", "a: [1"), HasSubstr("config.yaml:"));
}

TEST(RecordedRun, IsReadOrRefusedInOneLineWhereverAFileIsCut) {
    const ScratchFolder folder;
    const std::string whole = edgeloom::test::read_file(test::fixture_folder() / "bus.json");
    folder.write("summary.json", "{}");
    for (std::size_t length = 0; length < whole.size(); length += 97) {
        folder.write("bus.json", whole.substr(0, length));
        const std::string said = refusal(folder.path());
        EXPECT_THAT(said, HasSubstr("bus.json:")) << length;
        EXPECT_THAT(said, Not(HasSubstr("\n"))) << length;
    }
}

} // namespace
} // namespace edgeloom::report
