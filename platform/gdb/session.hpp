// What a debugger says, and what comes of it (GDB manual, E.2, "Packets").
#pragma once

#include "platform/gdb/answer.hpp"
#include "platform/gdb/cursor.hpp"
#include "platform/gdb/features.hpp"
#include "platform/gdb/memory.hpp"
#include "platform/gdb/points.hpp"
#include "platform/gdb/queries.hpp"
#include "platform/gdb/registers.hpp"
#include "platform/gdb/target.hpp"
#include "platform/gdb/target_description.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::gdb {

/// A debugger's visit, from attaching to going away. `csrs` and `description` are the debugger's view of the registers,
/// and outlive it.
class Session {
public:
    Session(Target& target, const std::vector<NamedCsr>& csrs, const std::string& description);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    /// Breakpoints go with the debugger.
    ~Session() { points_.clear(); }

    /// While the target stands still.
    [[nodiscard]] Answer answer(std::string_view packet);

    /// The target stands still now: the stop reply, if the debugger waits for one.
    [[nodiscard]] std::optional<std::string> stopped(const Stop& stop);
    /// The program has ended: likewise.
    [[nodiscard]] std::optional<std::string> exited(int code);

    [[nodiscard]] const Features& features() const { return features_; }

private:
    [[nodiscard]] std::string stop_reply() const;
    static Answer choose_thread(Cursor arguments);
    static Answer is_thread_alive(Cursor arguments);
    Answer multi_letter(Cursor arguments);
    static Answer detach(Cursor arguments);
    static Answer kill(Cursor arguments);

    Answer resume(Resume::Kind kind, Cursor address);
    Answer resume_with_signal(Resume::Kind kind, Cursor arguments);
    Answer resume(const Resume& how);
    static Answer leave(std::vector<std::string> replies, Resume::Kind kind);

    Target& target_;
    Features features_;
    Registers registers_;
    Memory memory_;
    Points points_;
    Queries queries_;
    Stop last_stop_;
    bool owes_stop_reply_ = false;
};

} // namespace edgeloom::gdb
