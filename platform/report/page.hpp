// The HTML page that a report is.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace edgeloom::report {

/// One file that needs no other and no network: template, style, scripts and plot library, with `data` in it for the
/// scripts to draw. Whatever text the data contain, it stays data.
[[nodiscard]] std::string page(const std::string& title, const nlohmann::ordered_json& data);

} // namespace edgeloom::report
