// What the user may have meant.
#pragma once

#include <set>
#include <string>

namespace edgeloom::platform {

/// The one of `candidates` (not empty) with the fewest letters inserted, left out or changed (Levenshtein), ties to
/// the first in alphabetical order.
[[nodiscard]] std::string nearest_name(const std::string& given, const std::set<std::string>& candidates);

/// The same of dotted paths: if any of them end with the last step of `given`, one of those. A key is more often in the
/// wrong place than another one is misspelt so.
[[nodiscard]] std::string nearest_path(const std::string& given, const std::set<std::string>& candidates);

} // namespace edgeloom::platform
