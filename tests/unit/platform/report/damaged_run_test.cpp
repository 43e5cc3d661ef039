// A summary may be of another version of the program, or have been edited: whatever is in it, there is a report.
#include "platform/report/comparison.hpp"
#include "platform/report/figures.hpp"
#include "platform/report/warnings.hpp"
#include "unit/platform/report/fixture.hpp"

#include <gtest/gtest.h>

#include <array>

namespace edgeloom::report {
namespace {

using nlohmann::ordered_json;

const std::array replacements{ordered_json(nullptr),         ordered_json(-1),      ordered_json(1e300),
                              ordered_json("text"),          ordered_json(true),    ordered_json::array(),
                              ordered_json::array({1, "a"}), ordered_json::object()};

TEST(DamagedRun, HasAReportWhateverStandsInPlaceOfAValue) {
    const RecordedRun whole = test::fixture();
    for (const auto& [pointer, ignored] : whole.summary.flatten().items()) {
        RecordedRun run = whole;
        // The value itself and all that it lies in.
        for (ordered_json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer()) {
            for (const ordered_json& replacement : replacements) {
                run.summary = whole.summary;
                run.summary[place] = replacement;
                EXPECT_NO_THROW(static_cast<void>(warnings(run)); static_cast<void>(comparison({run, whole}));
                                static_cast<void>(nanoseconds_per_input(run)))
                    << place.to_string() << " = " << replacement;
            }
        }
    }
}

} // namespace
} // namespace edgeloom::report
