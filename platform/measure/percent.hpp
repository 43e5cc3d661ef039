// Shares, where the whole may be nothing.
#pragma once

namespace edgeloom::platform {

[[nodiscard]] inline double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
}

[[nodiscard]] inline double percent(double part, double whole) {
    constexpr double hundred = 100;
    return ratio(hundred * part, whole);
}

} // namespace edgeloom::platform
