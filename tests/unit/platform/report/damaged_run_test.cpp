// A summary may be of another version of the program, or have been edited: whatever is in it, there is a report.
#include "platform/report/comparison.hpp"
#include "platform/report/figures.hpp"
#include "platform/report/warnings.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;

const std::array replacements{ordered_json(nullptr),         ordered_json(-1),      ordered_json(1e300),
                              ordered_json("text"),          ordered_json(true),    ordered_json::array(),
                              ordered_json::array({1, "a"}), ordered_json::object()};

// With all that figures and warnings look at.
RecordedRun small_run() {
    RecordedRun run = test::flawless();
    run.summary["engines"] = {{{"name", "accelerator"}, {"starved_percent", 70}, {"blocked_percent", 20}}};
    run.summary["stack"] = {{"overflow", {{"bytes_beyond", 8}}}};
    run.summary["bottleneck"] = {{"sentence", "the bus"}};
    run.summary["hart"] = {{"wfi_percent", 50}};
    return run;
}

TEST(DamagedRun, HasFiguresAndWarningsWhateverStandsInPlaceOfAValue) {
    const RecordedRun whole = small_run();
    const ordered_json flat = whole.summary.flatten();
    std::set<std::string> places; // of values, and of all that they lie in
    for (const auto& [pointer, ignored] : flat.items()) {
        for (ordered_json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer()) {
            places.insert(place.to_string());
        }
    }
    RecordedRun run = whole;
    for (const std::string& place : places) {
        for (const ordered_json& replacement : replacements) {
            run.summary = whole.summary;
            run.summary[ordered_json::json_pointer(place)] = replacement;
            EXPECT_NO_THROW(static_cast<void>(warnings(run)); static_cast<void>(comparison({run, whole}));
                            static_cast<void>(nanoseconds_per_input(run)))
                << place << " = " << replacement;
        }
    }
}

} // namespace
} // namespace edgeloom::report
