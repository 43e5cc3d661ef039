// The TCP side of the server: one peer at a time, nothing that blocks for long.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility> // that Boost.Asio 1.74 forgets

namespace edgeloom::gdb {

/// Listens, and talks to the peer that came first. Another one that comes meanwhile is sent away.
class Endpoint {
public:
    /// Throws platform::UserError.
    Endpoint(const std::string& address, std::uint16_t port);
    ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Accepts and reads what there is, a few KiB at most; waits for something to come if there is nothing.
    void turn(std::chrono::milliseconds wait);

    /// There is a peer, be its connection whole or broken.
    [[nodiscard]] bool has_peer() const { return peer_ != nullptr; }
    /// The peer has closed the connection, or it broke.
    [[nodiscard]] bool broken() const;
    /// What came since the last call.
    [[nodiscard]] std::string take_received();

    /// Sends all of it, or breaks the connection: when the peer does not take it in time, or `give_up`, asked every
    /// few milliseconds, says true.
    void send(std::string bytes, const std::function<bool()>& give_up);
    /// Closes the connection; the next peer may come.
    void disconnect();

private:
    struct Peer;

    void arm_accept();
    void arm_read();
    void send_second_away();

    boost::asio::io_context context_;
    // Without it, the context stops for good when it has nothing to wait for between two turns.
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_ = 0;
    bool accepting_ = false;
    std::shared_ptr<Peer> peer_;
    std::shared_ptr<Peer> second_; // has come while there is a peer
    bool second_is_old_ = false;   // and was there a turn ago
};

} // namespace edgeloom::gdb
