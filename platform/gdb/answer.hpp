// What comes of a packet.
#pragma once

#include "platform/gdb/target.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgeloom::gdb {

struct Answer {
    Answer() = default;
    /// Most packets have one reply, and nothing else comes of them.
    Answer(std::string reply) : replies{std::move(reply)} {} // NOLINT(google-explicit-constructor)

    std::vector<std::string> replies; ///< payloads of packets, in order
    std::optional<Resume> resume;     ///< the target shall go on
    bool leaves = false;              ///< the debugger goes away
};

} // namespace edgeloom::gdb
