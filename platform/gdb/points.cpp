#include "platform/gdb/points.hpp"

#include "platform/gdb/reply.hpp"

namespace edgeloom::gdb {

namespace {

constexpr std::size_t most_points = 1024; // no debugger needs more, and nobody shall fill our memory

} // namespace

std::string Points::insert(Cursor arguments) {
    const auto point = parse(arguments);
    if (!point) {
        return reply::malformed;
    }
    if (points_.contains(*point)) {
        return reply::ok;
    }
    if (points_.size() == most_points) {
        return reply::too_many;
    }
    if (!tell_target_to_insert(*point)) {
        return reply::refused;
    }
    points_.insert(*point);
    return reply::ok;
}

std::string Points::remove(Cursor arguments) {
    const auto point = parse(arguments);
    if (!point) {
        return reply::malformed;
    }
    return reply::done(points_.erase(*point) == 0 || tell_target_to_remove(*point));
}

void Points::clear() {
    while (!points_.empty()) {
        const auto last = points_.extract(points_.begin());
        static_cast<void>(tell_target_to_remove(last.value())); // nobody is there to hear of a failure
    }
}

bool Points::software_breakpoint_at(std::uint32_t address) const {
    return points_.contains({Type::software, address, 0});
}

bool Points::hardware_breakpoint_at(std::uint32_t address) const {
    return points_.contains({Type::hardware, address, 0});
}

// TYPE,ADDRESS,KIND: the kind is a breakpoint's size, which is nothing to us, or a watchpoint's length.
std::optional<Points::Point> Points::parse(Cursor arguments) {
    const auto type = arguments.number();
    const auto range = type && arguments.skip(",") ? arguments.range() : std::nullopt;
    if (!range || !arguments.at_end() || *type > static_cast<std::uint32_t>(Type::access_watch)) {
        return std::nullopt;
    }
    const auto kind = static_cast<Type>(*type);
    if (!watch_kind(kind)) {
        return Point{kind, range->address, 0};
    }
    return range->length == 0 ? std::nullopt : std::optional(Point{kind, range->address, range->length});
}

std::optional<WatchKind> Points::watch_kind(Type type) {
    switch (type) {
    case Type::write_watch:
        return WatchKind::write;
    case Type::read_watch:
        return WatchKind::read;
    case Type::access_watch:
        return WatchKind::access;
    default:
        return std::nullopt;
    }
}

bool Points::is_breakpoint_at(std::uint32_t address) const {
    return software_breakpoint_at(address) || hardware_breakpoint_at(address);
}

// Both types of breakpoint are one to the target, which hears of the first to come ...
bool Points::tell_target_to_insert(const Point& point) {
    const auto watch = watch_kind(point.type);
    return watch ? target_.insert_watchpoint(*watch, point.address, point.length)
                 : is_breakpoint_at(point.address) || target_.insert_breakpoint(point.address);
}

// ... and of the last to go.
bool Points::tell_target_to_remove(const Point& point) {
    const auto watch = watch_kind(point.type);
    return watch ? target_.remove_watchpoint(*watch, point.address, point.length)
                 : is_breakpoint_at(point.address) || target_.remove_breakpoint(point.address);
}

} // namespace edgeloom::gdb
