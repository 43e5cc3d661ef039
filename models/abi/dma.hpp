// The scatter-gather DMA controller as software sees it.
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::dma {

inline constexpr std::uint32_t id_value = 0x454C'444D; ///< "ELDM"
inline constexpr std::uint32_t version_value = 0x0001'0001;
inline constexpr std::uint32_t max_channels = 8;
inline constexpr std::uint32_t max_priority = 255;

/// Why a channel stopped. ERROR_ADDRESS holds what the comment names. Everything before that has been written, and
/// counts in BYTES; bursts behind it that were on their way already may have been written too, but nothing moves any
/// more once the error is there.
enum class Error : std::uint32_t {
    none = 0,
    descriptor_address = 1, ///< DESCRIPTOR or a next pointer is 0 or not a multiple of 32; the pointer
    descriptor_fetch = 2,   ///< the bus refused the descriptor; its address
    descriptor_value = 3,   ///< zero bytes or rows, or a reserved flag; the descriptor's address
    source = 4,             ///< the bus refused to read; the address of the burst
    destination = 5,        ///< the bus refused to write; the address of the burst
    aborted = 6,            ///< software wrote ABORT; the address of the current descriptor
};

/// One piece of work, 32 bytes, aligned to 32, anywhere that the bus can read.
/// Copies `rows` rows of `bytes` bytes; the start of a row is `stride` behind that of the one before.
///
/// A chain copies what it would copy burst by burst, each written before the next is read: a read waits until what
/// earlier bursts of the channel write to the same addresses has been written. Apart from that, reads run ahead of
/// writes, into descriptors to come too, and a descriptor is fetched as soon as the one before it has begun. So a chain
/// may write its own later descriptors (a fetch waits while the descriptor before reaches there, or just spans it with
/// its rows), but software must leave alone all descriptors of a running chain: how many of them have been fetched it
/// cannot see.
struct alignas(32) Descriptor {
    std::uint32_t next;  ///< address of the next descriptor, 0 for the last
    std::uint32_t flags; ///< descriptor_flags
    std::uint32_t source;
    std::uint32_t destination;
    std::uint32_t bytes;
    std::uint32_t rows; ///< 1 for a one-dimensional copy
    std::int32_t source_stride;
    std::int32_t destination_stride;
};
static_assert(sizeof(Descriptor) == 32);

namespace descriptor_flags {
inline constexpr std::uint32_t interrupt = 1U << 0;         ///< set IRQ_STATUS.DESCRIPTOR when it is done
inline constexpr std::uint32_t fixed_source = 1U << 1;      ///< every burst reads at `source` (a stream port)
inline constexpr std::uint32_t fixed_destination = 1U << 2; ///< every burst writes at `destination` (a stream port)
inline constexpr std::uint32_t all = interrupt | fixed_source | fixed_destination;
} // namespace descriptor_flags

namespace field {
inline constexpr Field start{"START", 0, 1, "begin with the descriptor at DESCRIPTOR"};
inline constexpr Field abort{"ABORT", 1, 1, "stop once the bursts on their way have ended, with error code 6"};
inline constexpr Field busy{"BUSY", 0, 1, "the channel works"};
inline constexpr Field done{"DONE", 0, 1, "the last descriptor is done"};
inline constexpr Field error{"ERROR", 1, 1, "the channel stopped with an error"};
inline constexpr Field descriptor{"DESCRIPTOR", 2, 1, "a descriptor with the interrupt flag is done"};
inline constexpr Field priority{"PRIORITY", 0, 8, "the higher goes first"};
inline constexpr std::array control{start, abort};
inline constexpr std::array status{busy};
inline constexpr std::array irq{done, error, descriptor};
inline constexpr std::array priority_fields{priority};
} // namespace field

namespace reg {
using enum Access;
inline constexpr Register id{.name = "ID",
                             .offset = 0x00,
                             .access = read_only,
                             .reset = id_value,
                             .description = "identifies the controller: \"ELDM\""};
inline constexpr Register version{.name = "VERSION",
                                  .offset = 0x04,
                                  .access = read_only,
                                  .reset = version_value,
                                  .description = "major version in the upper half, minor in the lower"};
inline constexpr Register channels{.name = "CHANNELS",
                                   .offset = 0x08,
                                   .access = read_only,
                                   .reset = 0,
                                   .description = "channels present",
                                   .reset_varies = true};
inline constexpr Register burst{.name = "BURST",
                                .offset = 0x0C,
                                .access = read_only,
                                .reset = 0,
                                .description = "bytes of the longest burst",
                                .reset_varies = true};
inline constexpr Register irq_summary{.name = "IRQ_SUMMARY",
                                      .offset = 0x10,
                                      .access = read_only,
                                      .reset = 0,
                                      .description = "bit c: channel c raises the interrupt line"};

inline constexpr std::uint32_t channel_base = 0x100;
inline constexpr std::uint32_t channel_stride = 0x40;
constexpr Register per_channel(std::string_view name, std::uint32_t offset, Access access, std::string_view description,
                               std::span<const Field> fields = {}) {
    return {.name = name,
            .offset = channel_base + offset,
            .access = access,
            .reset = 0,
            .description = description,
            .fields = fields,
            .count = max_channels,
            .stride = channel_stride};
}
inline constexpr Register control = per_channel("CONTROL", 0x00, write_only, "commands to the channel", field::control);
inline constexpr Register status = per_channel("STATUS", 0x04, read_only, "what the channel is doing", field::status);
inline constexpr Register descriptor =
    per_channel("DESCRIPTOR", 0x08, read_write,
                "address of the first descriptor; a write while the channel is busy is a bus error");
inline constexpr Register current = per_channel(
    "CURRENT", 0x0C, read_only, "address of the first descriptor whose bytes are not all written, or of the last one");
inline constexpr Register irq_status = per_channel(
    "IRQ_STATUS", 0x10, write_one_to_clear, "pending interrupts; clearing ERROR clears ERROR_CODE too", field::irq);
inline constexpr Register irq_enable =
    per_channel("IRQ_ENABLE", 0x14, read_write, "which of IRQ_STATUS raise the interrupt line", field::irq);
inline constexpr Register error_code = per_channel("ERROR_CODE", 0x18, read_only, "why the channel stopped");
inline constexpr Register error_address =
    per_channel("ERROR_ADDRESS", 0x1C, read_only, "what the error code's entry says");
inline constexpr Register bytes_low =
    per_channel("BYTES_LOW", 0x20, read_only, "bytes written since reset, lower word; reading it latches the upper");
inline constexpr Register bytes_high = per_channel("BYTES_HIGH", 0x24, read_only, "upper word");
inline constexpr Register priority = [] {
    Register reg = per_channel("PRIORITY", 0x28, read_write,
                               "who goes first when channels want the bus at the same instant, the lowest number among "
                               "equals; any other bit is a bus error",
                               field::priority_fields);
    reg.reset_varies = true;
    return reg;
}();
} // namespace reg

inline constexpr std::array registers{
    reg::id,         reg::version,    reg::channels,      reg::burst,     reg::irq_summary,
    reg::control,    reg::status,     reg::descriptor,    reg::current,   reg::irq_status,
    reg::irq_enable, reg::error_code, reg::error_address, reg::bytes_low, reg::bytes_high,
    reg::priority};

inline constexpr RegisterMap map{"dma", "scatter-gather DMA; channels that are not present answer with a bus error",
                                 registers};

} // namespace edgeloom::abi::dma
