#include "platform/gdb/resumption.hpp"

namespace edgeloom::gdb {

namespace {

std::optional<Resume> parse_range_step(Cursor& arguments) {
    const auto begin = arguments.number();
    const auto end = begin && arguments.skip(",") ? arguments.number() : std::nullopt;
    if (!end || *begin > *end) {
        return std::nullopt;
    }
    return Resume{Resume::Kind::range_step, *begin, *end};
}

std::optional<Resume> parse_action(Cursor& arguments) {
    if (arguments.skip("r")) {
        return parse_range_step(arguments);
    }
    const bool signals = arguments.rest().starts_with('C') || arguments.rest().starts_with('S');
    const bool steps = arguments.skip("s") || arguments.skip("S");
    if (!steps && !arguments.skip("c") && !arguments.skip("C")) {
        return std::nullopt;
    }
    if (signals && !arguments.number()) {
        return std::nullopt;
    }
    return Resume{steps ? Resume::Kind::step : Resume::Kind::run};
}

} // namespace

std::optional<Resume> parse_vcont(Cursor arguments) {
    std::optional<Resume> chosen;
    do {
        Cursor action(arguments.until(";"));
        const auto resume = parse_action(action);
        const bool ours = action.skip(":") ? action.means_our_thread() : true;
        if (!resume || !action.at_end()) {
            return std::nullopt;
        }
        if (ours && !chosen) {
            chosen = resume;
        }
    } while (arguments.skip(";"));
    return chosen;
}

} // namespace edgeloom::gdb
