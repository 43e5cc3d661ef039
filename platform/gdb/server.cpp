#include "platform/gdb/server.hpp"

#include "platform/gdb/endpoint.hpp"
#include "platform/gdb/link.hpp"
#include "platform/gdb/session.hpp"

#include <utility>

namespace edgeloom::gdb {

namespace {

constexpr std::chrono::milliseconds at_once{0};
constexpr std::chrono::milliseconds slice{10}; // between two questions whether all this is cancelled

} // namespace

// Of a debugger.
struct Server::Visit {
    Visit(Target& target, const std::vector<NamedCsr>& csrs, const std::string& description)
        : session(target, csrs, description) {}

    Link link;
    Session session;
    bool leaves = false;
};

Server::Server(Target& target, std::vector<NamedCsr> csrs, const std::string& listen_address, std::uint16_t port)
    : target_(target),
      csrs_(std::move(csrs)),
      description_(target_description(csrs_)),
      endpoint_(std::make_unique<Endpoint>(listen_address, port)) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return endpoint_->port();
}

bool Server::poll() {
    const bool was_attached = attached();
    turn(at_once);
    if (!attached()) {
        return false;
    }
    if (endpoint_->broken() || visit_->link.flooded()) {
        end_visit();
        return false;
    }
    return visit_->link.take_interrupt() || !was_attached;
}

Resume Server::halt(const Stop& stop, const std::function<bool()>& cancelled) {
    if (!attached()) {
        return {};
    }
    if (const auto told = visit_->session.stopped(stop)) {
        visit_->link.send(*told);
    }
    return serve(cancelled).value_or(Resume{});
}

// One who comes and goes without a word on how to go on, such as a port scanner, is not the one that is waited for.
Resume Server::wait_for_debugger(const std::function<bool()>& cancelled) {
    while (!cancelled()) {
        turn(slice);
        if (const auto resume = attached() ? serve(cancelled) : std::nullopt) {
            return *resume;
        }
    }
    return {};
}

void Server::exited(int code) {
    if (!attached()) {
        return;
    }
    if (const auto told = visit_->session.exited(code)) {
        visit_->link.send(*told);
        endpoint_->send(visit_->link.take_output(), [] { return false; });
    }
    end_visit();
}

// None: the debugger has gone without a word, or this is cancelled.
std::optional<Resume> Server::serve(const std::function<bool()>& cancelled) {
    while (!cancelled()) {
        const auto resume = deal_with_next();
        endpoint_->send(visit_->link.take_output(), cancelled);
        if (visit_->leaves) {
            end_visit();
        }
        if (resume) {
            return resume;
        }
        if (visit_->link.pending()) {
            continue;
        }
        if (endpoint_->broken()) {
            end_visit();
            return std::nullopt;
        }
        turn(slice);
    }
    return std::nullopt;
}

std::optional<Resume> Server::deal_with_next() {
    const auto packet = visit_->link.next_packet();
    if (!packet) {
        return std::nullopt;
    }
    const Answer answer = visit_->session.answer(*packet);
    for (const std::string& reply : answer.replies) {
        visit_->link.send(reply);
    }
    if (!visit_->session.features().acknowledge) {
        visit_->link.stop_acknowledging();
    }
    visit_->leaves = answer.leaves;
    return answer.resume;
}

void Server::turn(std::chrono::milliseconds wait) {
    endpoint_->turn(wait);
    if (endpoint_->has_peer() && !attached()) {
        visit_ = std::make_unique<Visit>(target_, csrs_, description_);
    }
    if (attached()) {
        visit_->link.receive(endpoint_->take_received());
    }
}

void Server::end_visit() {
    visit_.reset();
    endpoint_->disconnect();
}

} // namespace edgeloom::gdb
