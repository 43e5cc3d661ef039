#include "client.hpp"

#include "platform/gdb/packet.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace edgeloom::gdb::test {

namespace asio = boost::asio;

Client::Client(std::uint16_t port) {
    socket_.connect({asio::ip::address_v4::loopback(), port});
    socket_.non_blocking(true);
}

void Client::send(std::string_view bytes) {
    boost::system::error_code ignored; // the server may have closed the connection
    asio::write(socket_, asio::buffer(bytes), ignored);
}

void Client::say(std::string_view payload) {
    send(frame(payload));
}

const std::string& Client::received() {
    read();
    return received_;
}

bool Client::closed() {
    read();
    return closed_;
}

void Client::finish() {
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send);
}

void Client::read() {
    std::array<char, 65536> buffer{};
    boost::system::error_code error;
    while (!error && !closed_) {
        received_.append(buffer.data(), socket_.read_some(asio::buffer(buffer), error));
    }
    closed_ |= error && error != asio::error::would_block;
}

} // namespace edgeloom::gdb::test
