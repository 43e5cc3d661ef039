#include "platform/insight/time_window.hpp"

#include "platform/user_error.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace edgeloom::insight {

namespace {

constexpr std::array<std::pair<std::string_view, double>, 5> units{
    {{"ps", 1.0}, {"ns", 1e3}, {"us", 1e6}, {"ms", 1e9}, {"s", 1e12}}};

// Picoseconds of "1.5ms".
std::optional<std::uint64_t> picoseconds(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string number(text.substr(0, digits));
    for (const auto& [unit, factor] : units) {
        if (text.substr(digits) == unit && number.find_first_not_of('.') != std::string::npos &&
            number.find('.') == number.rfind('.')) {
            constexpr double largest = 9e18; // still a whole number of picoseconds in 64 bits
            const double value = std::round(std::stod(number) * factor);
            return value < largest ? std::optional(static_cast<std::uint64_t>(value)) : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace

TimeWindow TimeWindow::parse(const std::string& text) {
    TimeWindow window;
    if (text.empty()) {
        return window;
    }
    const std::size_t colon = text.find(':');
    const std::string from = text.substr(0, colon);
    const std::string to = colon == std::string::npos ? "" : text.substr(colon + 1);
    const auto begin = from.empty() ? std::optional(window.begin_ps) : picoseconds(from);
    const auto end = to.empty() ? std::optional(window.end_ps) : picoseconds(to);
    if (colon == std::string::npos || !begin || !end || *begin >= *end) {
        throw platform::UserError("'" + text +
                                  "' is not a span of time; expected FROM:TO with FROM before TO, such as 10us:20us, "
                                  "10us: or :1.5ms; units are ps, ns, us, ms and s");
    }
    return {*begin, *end};
}

} // namespace edgeloom::insight
