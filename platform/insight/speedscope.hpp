// profile.speedscope.json: the call tree for www.speedscope.app.
#pragma once

#include "platform/insight/call_tree.hpp"
#include "platform/insight/code_map.hpp"

#include <cstdint>
#include <string>

namespace edgeloom::insight {

/// The call tree as an evented profile: every node once, as wide as what it cost in nanoseconds, children in the order
/// of their call sites. Where a node is on the axis is not when it ran.
[[nodiscard]] std::string speedscope(const CallTree& tree, const CodeMap& code, std::uint64_t clock_ps,
                                     const std::string& name);

} // namespace edgeloom::insight
