// A debugger's side of a session, without sockets.
#pragma once

#include "fake_target.hpp"
#include "platform/gdb/link.hpp"
#include "platform/gdb/session.hpp"

#include <string>
#include <vector>

namespace edgeloom::gdb::test {

class Dialogue {
public:
    explicit Dialogue(Target& target) : session(target, csrs_, description_) {}

    /// The only reply to a packet; several are joined with bars.
    [[nodiscard]] std::string ask(std::string_view packet);
    /// Sends bytes as they are; what comes back, as it is.
    std::string exchange(std::string_view bytes);

    Link link;
    Answer last; ///< to the last packet of exchange()

private:
    std::vector<NamedCsr> csrs_ = real_csrs();
    std::string description_ = target_description(csrs_);

public:
    Session session;
};

} // namespace edgeloom::gdb::test
