#include "platform/report/warnings.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;
using testing::HasSubstr;

TEST(Warnings, AreNoneOfAFlawlessRun) {
    for (const Warning& warning : warnings(test::flawless())) {
        ADD_FAILURE() << warning.text;
    }
}

// One value of the flawless run in place of another, and what there is to say then.
struct Flaw {
    std::string pointer;
    ordered_json value;
    std::string severity;
    std::string said;
};

void PrintTo(const Flaw& flaw, std::ostream* stream) {
    *stream << flaw.pointer << " = " << flaw.value;
}

class Flaws : public testing::TestWithParam<Flaw> {};

TEST_P(Flaws, AreWarnedOf) {
    RecordedRun run = test::flawless();
    run.summary[ordered_json::json_pointer(GetParam().pointer)] = GetParam().value;
    const auto found = warnings(run);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found.front().text, HasSubstr(GetParam().said));
    EXPECT_EQ(severity_name(found.front().severity), GetParam().severity);
}

INSTANTIATE_TEST_SUITE_P(
    All, Flaws,
    testing::Values(
        Flaw{"/status", "failed", "error", "“failed”: no reason is recorded"},
        Flaw{"/status", "interrupted", "warning", "“interrupted”"},
        Flaw{"/stack/overflow/bytes_beyond", 48, "error", "stack overflowed by 48 bytes"},
        Flaw{"/bus/initiators/0/errors", 1, "warning", "initiator hart got 1 bus error."},
        Flaw{"/bus/initiators/0/errors", 1234567, "warning", "got 1,234,567 bus errors."},
        Flaw{"/engines", {{{"name", "accelerator"}, {"starved_percent", 50}}}, "warning", "starved 50.0 %"},
        Flaw{"/engines", {{{"name", "accelerator"}, {"blocked_percent", 10}}}, "warning", "blocked 10.0 %"},
        Flaw{"/engines", {{{"name", "accelerator"}, {"stalled_percent", 33}}}, "warning", "stalled 33.0 %"},
        Flaw{"/bus/targets/0/response_channel_percent", 90, "warning", "response channel at dram is busy 90.0 %"},
        Flaw{"/bus/initiators/0/request_channel_percent", 99, "warning", "request channel at hart is busy 99.0 %"},
        Flaw{"/memories/0/row_hit_percent", 49, "warning", "Only 49.0 % of the accesses to dram"},
        Flaw{"/junctions/1/sums/saturations", 1000, "note", "Saturated sums (junction 2: 1,000 times)"},
        Flaw{"/junctions/0/steps/saturations", 7, "warning", "Saturated update steps (junction 1: 7 times)"},
        Flaw{"/training/epochs/1/test_percent", 89, "warning", "fell from 90.00 % after epoch 1 to 89.00 %"},
        Flaw{"/training/epochs", {{{"epoch", 1}, {"test_percent", nullptr}}}, "note", "no test accuracy"},
        Flaw{"/training",
             {{"epochs", ordered_json::array()}, {"test_percent", nullptr}},
             "note",
             "No epoch was completed"},
        Flaw{"/bus/timing", "untimed", "note", "The bus was untimed"}));

TEST(Warnings, SayWhatIsNotInTheFolder) {
    RecordedRun run = test::flawless();
    run.missing = {"bus.json", "uart.log"};
    ASSERT_EQ(warnings(run).size(), 1U);
    EXPECT_THAT(warnings(run).front().text, HasSubstr("bus.json, uart.log"));
}

TEST(Warnings, KnowFromTheConfigurationThatTheBusWasUntimed) {
    RecordedRun run = test::flawless();
    run.summary["bus"].erase("timing");
    EXPECT_TRUE(warnings(run).empty());
    run.settings = {{"platform.interconnect.timing", "untimed"}};
    EXPECT_EQ(warnings(run).size(), 1U);
}

TEST(Warnings, SayThatThereWasNoNetwork) {
    RecordedRun run = test::flawless();
    run.summary.erase("network");
    run.summary.erase("training");
    ASSERT_EQ(warnings(run).size(), 1U);
    EXPECT_THAT(warnings(run).front().text, HasSubstr("no network"));
}

TEST(Warnings, BeginWithTheGravest) {
    const auto found = warnings(test::fixture());
    EXPECT_GT(found.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(found, {}, &Warning::severity));
}

} // namespace
} // namespace edgeloom::report
