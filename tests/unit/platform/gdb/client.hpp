// A debugger's side of a connection, in the same thread as the server.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility> // that Boost.Asio 1.74 forgets

namespace edgeloom::gdb::test {

/// Connects at once: the server accepts it when it gets there.
class Client {
public:
    explicit Client(std::uint16_t port);

    /// As they are.
    void send(std::string_view bytes);
    /// In a frame.
    void say(std::string_view payload);
    /// Everything that has come so far.
    [[nodiscard]] const std::string& received();
    /// The server has closed the connection.
    [[nodiscard]] bool closed();
    /// No more will be sent.
    void finish();
    void close() { socket_.close(); }

private:
    void read();

    boost::asio::io_context context_;
    boost::asio::ip::tcp::socket socket_{context_};
    std::string received_;
    bool closed_ = false;
};

} // namespace edgeloom::gdb::test
