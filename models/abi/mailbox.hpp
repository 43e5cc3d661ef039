// The host mailbox: how firmware tells the person who watches what it is doing.
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::mailbox {

inline constexpr std::uint32_t id_value = 0x454C'4D42; ///< "ELMB"
inline constexpr std::uint32_t version_value = 0x0001'0001;
inline constexpr std::uint32_t arguments = 8;

/// What a write to EVENT announces, with the meaning of the argument words.
enum class Event : std::uint32_t {
    initialised = 1,   ///< parameters and patterns are in the accelerator; none
    phase_started = 2, ///< a phase begins; kind (1 train, 0 test), epoch, inputs, eta shift
    epoch_done = 3,    ///< an entry of the results block is complete; its index
    finished = 4,      ///< all work is done and the results block is complete; none
    failed = 5,        ///< the firmware gives up; abi::Failure code, detail
    /// software computes what the accelerator would: inputs of the phase that it has begun with, which the accelerator
    /// does not count; their number
    inputs_entered = 6,
};

inline constexpr Event last_event = Event::inputs_entered;

/// Why firmware gave up, beside what it printed. The detail word is given in brackets.
enum class Failure : std::uint32_t {
    job = 1,         ///< the job block is missing or damaged (0)
    accelerator = 2, ///< the accelerator recorded an error (ERROR_CODE)
    dma = 3,         ///< a DMA channel stopped (ERROR_CODE)
    pattern = 4,     ///< no pattern without duplicate edges could be made (junction)
    memory = 5,      ///< out of heap (bytes wanted)
    trap = 6,        ///< an unexpected trap (mcause)
    mapping = 7,     ///< no legal parallelism (the value with which there is one, of the limit that UART names; or 0)
};

namespace reg {
using enum Access;
inline constexpr Register id{.name = "ID",
                             .offset = 0x00,
                             .access = read_only,
                             .reset = id_value,
                             .description = "identifies the mailbox: \"ELMB\""};
inline constexpr Register version{.name = "VERSION",
                                  .offset = 0x04,
                                  .access = read_only,
                                  .reset = version_value,
                                  .description = "major version in the upper half, minor in the lower"};
inline constexpr Register event{.name = "EVENT",
                                .offset = 0x08,
                                .access = write_only,
                                .reset = 0,
                                .description = "delivers an event with the argument words"};
inline constexpr Register count{
    .name = "COUNT", .offset = 0x0C, .access = read_only, .reset = 0, .description = "events delivered since reset"};
inline constexpr Register argument{.name = "ARGUMENT",
                                   .offset = 0x20,
                                   .access = read_write,
                                   .reset = 0,
                                   .description = "argument words of the next event",
                                   .count = arguments,
                                   .stride = 4};
} // namespace reg

inline constexpr std::array registers{reg::id, reg::version, reg::event, reg::count, reg::argument};
inline constexpr RegisterMap map{"mailbox", "progress events and result words for the host", registers};

} // namespace edgeloom::abi::mailbox
