// What a page is made of, carried within the program.
#pragma once

#include <string_view>

namespace edgeloom::report::assets {

/// page/page.html
[[nodiscard]] std::string_view page();
/// page/page.css
[[nodiscard]] std::string_view style();
/// The scripts in page/, one after the other, but for the last.
[[nodiscard]] std::string_view script();
/// What the page about an exploration has besides: page/sweep/sweep.css
[[nodiscard]] std::string_view sweep_style();
/// The scripts in page/sweep/, one after the other.
[[nodiscard]] std::string_view sweep_script();
/// page/page.js, which draws the page with all others.
[[nodiscard]] std::string_view last_script();
/// Chart.js, with its licence.
[[nodiscard]] std::string_view chart_library();

} // namespace edgeloom::report::assets
