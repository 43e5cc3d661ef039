// General queries: packets that begin with q or Q (GDB manual, E.4, "General Query Packets").
#pragma once

#include "platform/gdb/answer.hpp"
#include "platform/gdb/cursor.hpp"
#include "platform/gdb/features.hpp"
#include "platform/gdb/memory.hpp"
#include "platform/gdb/target.hpp"

#include <string>

namespace edgeloom::gdb {

class Queries {
public:
    /// `description` is the XML of the registers; what the debugger's queries negotiate goes into `features`.
    Queries(Target& target, Memory& memory, const std::string& description, Features& features)
        : target_(target),
          memory_(memory),
          description_(description),
          features_(features) {}

    /// `packet` is all of it.
    [[nodiscard]] Answer answer(Cursor packet);

private:
    using Handler = Answer (Queries::*)(Cursor);
    [[nodiscard]] static Handler handler_of(std::string_view name);

    Answer supported(Cursor arguments);
    Answer start_no_ack_mode(Cursor arguments);
    Answer transfer(Cursor arguments);
    Answer monitor(Cursor arguments);
    Answer checksum(Cursor arguments);
    Answer current_thread(Cursor arguments);
    Answer first_threads(Cursor arguments);
    Answer further_threads(Cursor arguments);
    Answer thread_in_words(Cursor arguments);
    Answer attached(Cursor arguments);
    Answer symbols(Cursor arguments);

    Target& target_;
    Memory& memory_;
    const std::string& description_;
    Features& features_;
};

} // namespace edgeloom::gdb
