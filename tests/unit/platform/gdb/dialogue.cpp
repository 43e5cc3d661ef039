#include "dialogue.hpp"

#include <boost/algorithm/string/join.hpp>

namespace edgeloom::gdb::test {

std::string Dialogue::ask(std::string_view packet) {
    last = session.answer(packet);
    return boost::join(last.replies, "|");
}

std::string Dialogue::exchange(std::string_view bytes) {
    link.receive(bytes);
    while (link.pending()) {
        if (const auto packet = link.next_packet()) {
            last = session.answer(*packet);
            for (const std::string& reply : last.replies) {
                link.send(reply);
            }
        }
    }
    return link.take_output();
}

} // namespace edgeloom::gdb::test
