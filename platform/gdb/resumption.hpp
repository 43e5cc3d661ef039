// How the debugger wants the target to go on (GDB manual, E.2, "Packets": vCont).
#pragma once

#include "platform/gdb/cursor.hpp"
#include "platform/gdb/target.hpp"

#include <optional>

namespace edgeloom::gdb {

/// The answer to `vCont?`: the actions that parse_vcont knows.
inline constexpr const char* vcont_actions = "vCont;c;C;s;S;r";

/// `arguments` follow "vCont;". The first action that means our thread counts; none where there is none, or where any
/// of them is malformed. Signals are dropped: the hart has nothing like them.
[[nodiscard]] std::optional<Resume> parse_vcont(Cursor arguments);

} // namespace edgeloom::gdb
