// The run of tests/fixtures/run, made by hand: it has everything that a run can have.
#pragma once

#include "platform/report/recorded_run.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace edgeloom::report::test {

[[nodiscard]] std::filesystem::path fixture_folder();

[[nodiscard]] RecordedRun fixture();

/// A run with nothing to warn of.
[[nodiscard]] RecordedRun flawless();

/// The data that a page carries for its scripts.
[[nodiscard]] nlohmann::ordered_json data_of(const std::string& page);

} // namespace edgeloom::report::test
