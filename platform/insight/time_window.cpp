#include "platform/insight/time_window.hpp"

#include "platform/configuration/quantity.hpp"
#include "platform/user_error.hpp"

namespace edgeloom::insight {

namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw platform::UserError("'" + text +
                              "' is not a span of time; expected FROM:TO with FROM before TO, such as 10us:20us, 10us: "
                              "or :1.5ms; units are " +
                              names_of(platform::unit::time));
}

} // namespace

TimeWindow TimeWindow::parse(const std::string& text) {
    TimeWindow window;
    if (text.empty()) {
        return window;
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) {
        refuse(text);
    }
    const auto read = [&text](const std::string& part, std::uint64_t& picoseconds) {
        if (part.empty()) {
            return; // that end is open
        }
        const platform::Quantity quantity = platform::parse_quantity(part, platform::unit::time);
        if (quantity.kind != platform::Quantity::Kind::valid) {
            refuse(text);
        }
        picoseconds = quantity.value;
    };
    read(text.substr(0, colon), window.begin_ps);
    read(text.substr(colon + 1), window.end_ps);
    if (window.begin_ps >= window.end_ps) {
        refuse(text);
    }
    return window;
}

} // namespace edgeloom::insight
