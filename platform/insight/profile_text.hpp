// profile.txt
#pragma once

#include "platform/insight/profile.hpp"

#include <cstdint>
#include <string>

namespace edgeloom::insight {

/// A flat table by the clocks of the functions themselves, then who called whom. `clock_ps`: period of the hart's
/// clock.
[[nodiscard]] std::string profile_text(const Profile& profile, const CodeMap& code, std::uint64_t clock_ps);

} // namespace edgeloom::insight
