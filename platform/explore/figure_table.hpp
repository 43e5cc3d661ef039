// The catalogue of figures for a person to read.
#pragma once

#include "platform/output/table.hpp"

namespace edgeloom::platform::explore {

[[nodiscard]] Table figure_table();

} // namespace edgeloom::platform::explore
