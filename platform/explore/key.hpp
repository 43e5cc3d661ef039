// What a point is called.
#pragma once

#include <string>

namespace edgeloom::platform::explore {

/// 16 hexadecimal digits that stand for a text (XXH3).
[[nodiscard]] std::string key_of(const std::string& text);

} // namespace edgeloom::platform::explore
