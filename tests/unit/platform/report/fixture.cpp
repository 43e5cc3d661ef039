#include "unit/platform/report/fixture.hpp"

namespace edgeloom::report::test {

using nlohmann::ordered_json;

std::filesystem::path fixture_folder() {
    return std::filesystem::path(EDGELOOM_FIXTURES) / "run";
}

RecordedRun fixture() {
    return read_recorded_run(fixture_folder());
}

RecordedRun flawless() {
    return {.folder = "out", .summary = ordered_json::parse(R"({
                "name": "small", "status": "passed", "network": {},
                "training": {"epochs": [{"epoch": 1, "test_percent": 90}, {"epoch": 2, "test_percent": 91}],
                             "test_percent": 91},
                "timing": {"busy_clocks": 950, "stall_clocks": {"input": 50, "output": 0, "clash": 0, "hazard": 0}},
                "junctions": [{"junction": 1, "sums": {"saturations": 0}, "steps": {"saturations": 0}},
                              {"junction": 2, "sums": {"saturations": 0}, "steps": {"saturations": 0}}],
                "bus": {"timing": "lt", "initiators": [{"name": "hart", "errors": 0, "request_channel_percent": 20}],
                        "targets": [{"name": "dram", "errors": 0, "response_channel_percent": 89.9}]},
                "memories": [{"name": "dram", "row_hit_percent": 90, "megabytes_per_second": 10}]})")};
}

ordered_json data_of(const std::string& page) {
    const std::string opening = R"(<script id="data" type="application/json">)";
    const std::size_t begin = page.find(opening) + opening.size();
    return ordered_json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

} // namespace edgeloom::report::test
