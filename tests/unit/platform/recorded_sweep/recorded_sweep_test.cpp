#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"
#include "support/sweep_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::platform {
namespace {

using edgeloom::test::ScratchFolder;
using edgeloom::test::SweepDatabase;
using nlohmann::ordered_json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string refusal(const ScratchFolder& folder) {
    try {
        static_cast<void>(read_recorded_sweep(folder.path()));
    } catch (const UserError& error) {
        return error.what();
    }
    return "nothing was refused";
}

TEST(RecordedSweep, HasWhatIsInItsDatabase) {
    const ScratchFolder folder;
    SweepDatabase database(folder.path());
    database.add({.variant = 1, .seed = 7, .axes = {{"network.format.width", 12}}, .figures = {{"accuracy", 93.5}}});
    database.add({.variant = 0, .seed = 2, .outcome = "infeasible", .reason = "edges <= 20000"});
    database.add(
        {.variant = 1, .seed = 3, .figures = {{"accuracy", 92.5}, {"edges", nullptr}}, .configuration = "x: 1"});
    const RecordedSweep sweep = read_recorded_sweep(folder.path() / "");
    EXPECT_EQ(sweep.description.name, "small");
    EXPECT_EQ(sweep.description.program, "edgeloom 0.1.0");
    EXPECT_EQ(sweep.description.document, "name: small\n");
    EXPECT_EQ(sweep.description.level, "fast");
    EXPECT_EQ(sweep.description.mode, "grid");
    EXPECT_THAT(sweep.description.axes, ElementsAre("network.format.width"));
    EXPECT_THAT(sweep.description.constraints, ElementsAre("edges <= 20000"));
    ASSERT_EQ(sweep.description.objectives.size(), 2U);
    EXPECT_EQ(sweep.description.objectives[0].figure, "accuracy");
    EXPECT_EQ(sweep.description.objectives[0].unit, "%");
    EXPECT_EQ(sweep.description.objectives[0].direction, Direction::maximise);
    EXPECT_EQ(sweep.description.objectives[1].direction, Direction::minimise);
    EXPECT_EQ(sweep.description.figures[1].meaning, "connections of the network");
    ASSERT_EQ(sweep.variants.size(), 2U);
    EXPECT_EQ(sweep.variants[0].points[0].outcome, PointOutcome::infeasible);
    EXPECT_EQ(sweep.variants[0].points[0].reason, "edges <= 20000");
    const RecordedVariant& second = sweep.variants[1];
    EXPECT_EQ(second.number, 1U);
    ASSERT_EQ(second.points.size(), 2U);
    EXPECT_EQ(second.points[0].seed, 3U);
    EXPECT_EQ(second.points[0].key, SweepDatabase::key(1, 3));
    EXPECT_EQ(second.points[0].configuration, "x: 1");
    EXPECT_EQ(second.points[0].figures.count("edges"), 0U);
    EXPECT_EQ(second.figures().at("accuracy").mean, 93);
}

TEST(RecordedSweep, MayHaveNoPointsAndFewNames) {
    const ScratchFolder folder;
    SweepDatabase(folder.path()).execute("DELETE FROM sweep");
    const RecordedSweep sweep = read_recorded_sweep(folder.path());
    EXPECT_EQ(sweep.description.name, "");
    EXPECT_THAT(sweep.description.objectives, IsEmpty());
    EXPECT_THAT(sweep.variants, IsEmpty());
}

TEST(RecordedSweep, IsNotInAFolderWithout) {
    const ScratchFolder folder;
    EXPECT_THAT(refusal(folder), HasSubstr("sweep.sqlite: no such file; `edgeloom explore` makes it"));
}

TEST(RecordedSweep, IsToldByItsDatabase) {
    const ScratchFolder folder;
    EXPECT_FALSE(holds_sweep(folder.path()));
    EXPECT_FALSE(holds_sweep(folder / "none"));
    SweepDatabase(folder.path());
    EXPECT_TRUE(holds_sweep(folder.path()));
}

TEST(BadSweep, IsRefusedWhereItIsNoDatabase) {
    const ScratchFolder folder;
    folder.write("sweep.sqlite", std::string(4096, 'x'));
    EXPECT_THAT(refusal(folder), HasSubstr("sweep.sqlite: not the results of a sweep (file is not a database)"));
}

TEST(BadSweep, IsRefusedInOneLineThatNamesThePlace) {
    const std::vector<std::pair<std::string, std::string>> damages{
        {"PRAGMA user_version = 2", "sweep.sqlite: version 2 of the results of a sweep; this program reads version 1"},
        {"PRAGMA user_version = 0", "sweep.sqlite: a database, but not of the results of a sweep"},
        {"DROP TABLE points", "(no such table: points)"},
        {"DROP TABLE sweep", "(no such table: sweep)"},
        {"ALTER TABLE points RENAME COLUMN seed TO grain", "seed"},
        {"UPDATE sweep SET value = '[1' WHERE name = 'axes'", "sweep.sqlite: axes: not JSON"},
        {"UPDATE sweep SET value = '{}' WHERE name = 'axes'", "axes: found a JSON object; expected an array"},
        {R"(UPDATE sweep SET value = '["a", 1]' WHERE name = 'axes')", "axes: entry 2 is not as expected"},
        {R"(UPDATE sweep SET value = '[{"name": "edges"}]' WHERE name = 'objectives')", "objectives: entry 1"},
        {"UPDATE sweep SET value = replace(value, 'minimise', 'less') WHERE name = 'objectives'",
         "objectives: direction: found 'less'; expected maximise or minimise"},
        {"UPDATE sweep SET value = '[3]' WHERE name = 'figures'", "figures: entry 1"},
        {"UPDATE points SET axes = '[]'", "point 0000000001000000: axes: found a JSON array; expected an object"},
        {"UPDATE points SET outcome = 'well'", "found outcome 'well'; expected done, infeasible, stopped or failed"},
        {"UPDATE points SET figures = 'x'", "point 0000000001000000: figures: not JSON"},
        {"UPDATE points SET key = '../../../../../tmp'", "its key is not of 16 hexadecimal digits"},
    };
    for (const auto& [damage, said] : damages) {
        SCOPED_TRACE(damage);
        const ScratchFolder folder;
        SweepDatabase database(folder.path());
        database.add({});
        database.execute(damage);
        EXPECT_THAT(refusal(folder), AllOf(StartsWith(folder.path().string()), HasSubstr(said), Not(HasSubstr("\n"))));
    }
}

} // namespace
} // namespace edgeloom::platform
