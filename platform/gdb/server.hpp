// A server of the GDB remote serial protocol, in the thread of the simulation.
#pragma once

#include "platform/gdb/target.hpp"
#include "platform/gdb/target_description.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::gdb {

class Endpoint;

/// Lets one debugger after the other attach over TCP. Whoever connects to it owns the simulated machine, and nobody is
/// asked for a password: hence the loopback address.
///
/// The target runs on when a debugger detaches or its connection breaks; its breakpoints are gone then.
class Server {
public:
    static constexpr const char* loopback = "127.0.0.1";

    /// Port 0: any that is free. Throws platform::UserError where it cannot listen.
    Server(Target& target, std::vector<NamedCsr> csrs, const std::string& listen_address = loopback,
           std::uint16_t port = 0);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// A debugger is there.
    [[nodiscard]] bool attached() const { return visit_ != nullptr; }

    /// While the target runs: lets a debugger attach, and reads what it says, without waiting. True: it wants the
    /// target to stand still, because it has said so (Stop::Kind::interrupt) or has just come.
    [[nodiscard]] bool poll();

    /// The target stands still. Tells the debugger, if it waits for that, and does what it says until the target shall
    /// go on. `cancelled` is asked every few milliseconds; if it says true, or without a debugger, the target shall run
    /// on.
    [[nodiscard]] Resume halt(const Stop& stop, const std::function<bool()>& cancelled);

    /// The target stands still before it has begun: waits until a debugger has come and says how to go on.
    [[nodiscard]] Resume wait_for_debugger(const std::function<bool()>& cancelled);

    /// The program has ended. Tells the debugger, and sends it away.
    void exited(int code);

private:
    struct Visit;

    void turn(std::chrono::milliseconds wait);
    [[nodiscard]] std::optional<Resume> serve(const std::function<bool()>& cancelled);
    [[nodiscard]] std::optional<Resume> deal_with_next();
    void end_visit();

    Target& target_;
    std::vector<NamedCsr> csrs_;
    std::string description_;
    std::unique_ptr<Endpoint> endpoint_;
    std::unique_ptr<Visit> visit_;
};

} // namespace edgeloom::gdb
