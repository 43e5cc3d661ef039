// What the user may have meant.
#pragma once

#include <set>
#include <string>

namespace edgeloom::platform {

/// The one of `candidates` (not empty) with the fewest letters inserted, left out or changed (Levenshtein), ties to
/// the first in alphabetical order.
[[nodiscard]] std::string nearest_name(const std::string& given, const std::set<std::string>& candidates);

} // namespace edgeloom::platform
