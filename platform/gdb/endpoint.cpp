#include "platform/gdb/endpoint.hpp"

#include "platform/user_error.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/format.hpp>

#include <array>

namespace edgeloom::gdb {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds slice{10}; // between two questions whether to give up
constexpr std::chrono::seconds patience{5};    // with a peer that does not take what is sent

tcp::acceptor listen(asio::io_context& context, const std::string& address, std::uint16_t port) {
    try {
        constexpr bool reuse_address = true; // the port of a run that has just ended
        return {context, tcp::endpoint(asio::ip::make_address(address), port), reuse_address};
    } catch (const boost::system::system_error& error) {
        throw platform::UserError(
            (boost::format("--gdb: cannot wait for a debugger at %s:%d: %s") % address % port % error.code().message())
                .str());
    }
}

} // namespace

// Lives on until the last of its handlers has been called.
struct Endpoint::Peer {
    explicit Peer(tcp::socket connection) : socket(std::move(connection)) {
        error_code ignored;                                        // both are but good to have
        socket.set_option(tcp::no_delay(true), ignored);           // packets are small, and answers are waited for
        socket.set_option(tcp::socket::keep_alive(true), ignored); // a machine may vanish without a word
    }

    void close() {
        error_code ignored;
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        socket.close(ignored);
        broken = true;
    }

    tcp::socket socket;
    std::array<char, 4096> buffer{};
    std::string received;
    std::string sent;
    bool reading = false;
    bool sending = false;
    bool broken = false;
};

Endpoint::Endpoint(const std::string& address, std::uint16_t port)
    : acceptor_(listen(context_, address, port)),
      port_(acceptor_.local_endpoint().port()) {
    arm_accept();
}

Endpoint::~Endpoint() = default;

// Every operation is started once a turn at most, so that nobody can keep the simulation from going on.
void Endpoint::turn(std::chrono::milliseconds wait) {
    arm_accept();
    arm_read();
    if (wait.count() == 0 || context_.run_one_for(wait) != 0) {
        context_.poll();
    }
    send_second_away();
}

bool Endpoint::broken() const {
    return peer_ != nullptr && peer_->broken;
}

std::string Endpoint::take_received() {
    return peer_ ? std::exchange(peer_->received, {}) : std::string{};
}

void Endpoint::send(std::string bytes, const std::function<bool()>& give_up) {
    if (!peer_ || peer_->broken || bytes.empty()) {
        return;
    }
    peer_->sent = std::move(bytes);
    peer_->sending = true;
    asio::async_write(peer_->socket, asio::buffer(peer_->sent), [peer = peer_](const error_code& error, std::size_t) {
        peer->sending = false;
        peer->broken |= error.failed();
    });
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (peer_->sending && std::chrono::steady_clock::now() < deadline && !give_up()) {
        context_.run_one_for(slice);
    }
    context_.poll(); // it may have been sent when we gave up
    if (peer_->sending) {
        peer_->close();
    }
}

void Endpoint::disconnect() {
    if (peer_) {
        peer_->close();
    }
    peer_ = std::exchange(second_, nullptr);
}

void Endpoint::arm_accept() {
    if (accepting_ || second_) {
        return;
    }
    accepting_ = true;
    acceptor_.async_accept([this](const error_code& error, tcp::socket connection) {
        accepting_ = false;
        if (!error) {
            (peer_ ? second_ : peer_) = std::make_shared<Peer>(std::move(connection));
            second_is_old_ = false;
        }
    });
}

void Endpoint::arm_read() {
    if (!peer_ || peer_->reading || peer_->broken) {
        return;
    }
    peer_->reading = true;
    peer_->socket.async_read_some(asio::buffer(peer_->buffer),
                                  [peer = peer_](const error_code& error, std::size_t bytes) {
                                      peer->reading = false;
                                      peer->received.append(peer->buffer.data(), bytes);
                                      peer->broken |= error.failed();
                                  });
}

// A turn later than it came: that the peer has gone may become known only with what it said last.
void Endpoint::send_second_away() {
    if (!second_ || broken()) {
        return;
    }
    if (second_is_old_) {
        second_->close();
        second_.reset();
    }
    second_is_old_ = true;
}

} // namespace edgeloom::gdb
