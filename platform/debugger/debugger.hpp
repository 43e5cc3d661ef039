// A debugger at the platform: when it halts, and how it goes on.
#pragma once

#include "platform/debugger/soc_target.hpp"
#include "platform/gdb/server.hpp"
#include "platform/soc/soc.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace edgeloom::platform {

struct DebuggerOptions {
    std::uint16_t port = 0; ///< 0: any that is free
    std::string address = gdb::Server::loopback;
    bool wait = false; ///< nothing runs before a debugger says so
};

/// Serves gdb while the hart is halted, in the hart's own process or between two slices of simulated time: time stands
/// still meanwhile. Results are those of a run without a debugger as long as it writes nothing.
class Debugger {
public:
    /// `cancelled` is asked while everything stands still. Throws UserError where nobody can listen there.
    Debugger(Soc& soc, const DebuggerOptions& options, std::function<void()> reset, std::function<bool()> cancelled);

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    [[nodiscard]] bool attached() const { return server_.attached(); }
    /// The debugger ended the run.
    [[nodiscard]] bool killed() const { return killed_; }

    /// With `wait`: holds everything until a debugger has come and lets it go on.
    void begin();
    /// The hart is halted, in its process.
    void halted();
    /// Between two slices: a debugger may have come, or pressed Ctrl-C.
    void poll();
    /// Nothing can happen any more. Shows it to a debugger, if there is one; true if it may have changed that.
    [[nodiscard]] bool stuck();
    /// The run is over.
    void exited(int status) { server_.exited(status); }

private:
    void halt(const gdb::Stop& stop);
    void go_on(const gdb::Resume& resume);
    [[nodiscard]] gdb::Stop reason();
    [[nodiscard]] bool within_range() const;

    Soc& soc_;
    bool wait_;
    std::function<bool()> cancelled_;
    SocTarget target_;
    gdb::Server server_;
    gdb::Resume resume_; // as the debugger wanted it last
    bool killed_ = false;
};

} // namespace edgeloom::platform
