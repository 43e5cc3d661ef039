// Allowed values in words, for messages and documentation.
#pragma once

#include "platform/configuration/visitor.hpp"

#include <string>

namespace edgeloom::platform {

/// "a whole number from 1 to 16"
[[nodiscard]] std::string in_words(Range range);
/// "a list of whole numbers from 1 to 16"
[[nodiscard]] std::string list_in_words(Range range);
/// "a frequency from 1 kHz to 10 GHz in Hz, kHz, MHz, GHz"
[[nodiscard]] std::string in_words(Range range, const Unit& unit);

} // namespace edgeloom::platform
