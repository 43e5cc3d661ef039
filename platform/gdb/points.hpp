// Breakpoints and watchpoints that the debugger has inserted.
#pragma once

#include "platform/gdb/cursor.hpp"
#include "platform/gdb/target.hpp"

#include <compare>
#include <optional>
#include <set>
#include <string>

namespace edgeloom::gdb {

/// Answers the packets Z and z, and knows what to remove when the debugger is gone.
class Points {
public:
    explicit Points(Target& target) : target_(target) {}

    /// "It should be idempotent": inserting what is there, or removing what is not, is a success.
    [[nodiscard]] std::string insert(Cursor arguments);
    [[nodiscard]] std::string remove(Cursor arguments);
    void clear();

    [[nodiscard]] bool software_breakpoint_at(std::uint32_t address) const;
    [[nodiscard]] bool hardware_breakpoint_at(std::uint32_t address) const;

private:
    enum class Type : std::uint8_t { software, hardware, write_watch, read_watch, access_watch };
    struct Point {
        Type type = Type::software;
        std::uint32_t address = 0;
        std::uint32_t length = 0; // of a watchpoint; 0 for a breakpoint
        [[nodiscard]] auto operator<=>(const Point&) const = default;
    };

    [[nodiscard]] static std::optional<Point> parse(Cursor arguments);
    /// None: it is a breakpoint.
    [[nodiscard]] static std::optional<WatchKind> watch_kind(Type type);
    [[nodiscard]] bool is_breakpoint_at(std::uint32_t address) const;
    [[nodiscard]] bool tell_target_to_insert(const Point& point);
    [[nodiscard]] bool tell_target_to_remove(const Point& point);

    Target& target_;
    std::set<Point> points_;
};

} // namespace edgeloom::gdb
