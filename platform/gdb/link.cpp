#include "platform/gdb/link.hpp"

#include "platform/gdb/reply.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::gdb {

void Link::receive(std::string_view bytes) {
    for (Event& event : reader_.read(bytes)) {
        // Once is enough to send a packet again, or to stop.
        const bool repeated = event.kind == Event::Kind::again || event.kind == Event::Kind::interrupt;
        if (!repeated || inbox_.empty() || inbox_.back().kind != event.kind) {
            inbox_.push_back(std::move(event));
        }
    }
}

bool Link::flooded() const {
    constexpr std::size_t most = 64;
    return inbox_.size() > most;
}

std::optional<std::string> Link::next_packet() {
    if (inbox_.empty()) {
        return std::nullopt;
    }
    Event event = std::move(inbox_.front());
    inbox_.pop_front();
    switch (event.kind) {
    case Event::Kind::packet:
        acknowledge('+');
        return std::move(event.payload);
    case Event::Kind::unusable: // as it was meant: asking for it again would not help
        acknowledge('+');
        send(reply::malformed);
        break;
    case Event::Kind::damaged:
        acknowledge('-');
        break;
    case Event::Kind::again:
        output_ += acknowledge_ ? last_sent_ : "";
        break;
    case Event::Kind::interrupt:
        break;
    }
    return std::nullopt;
}

bool Link::take_interrupt() {
    const auto found = std::ranges::find(inbox_, Event::Kind::interrupt, &Event::kind);
    if (found == inbox_.end()) {
        return false;
    }
    inbox_.erase(found);
    return true;
}

void Link::send(std::string_view payload) {
    last_sent_ = frame(payload);
    output_ += last_sent_;
}

std::string Link::take_output() {
    return std::exchange(output_, {});
}

void Link::acknowledge(char sign) {
    if (acknowledge_) {
        output_.push_back(sign);
    }
}

} // namespace edgeloom::gdb
