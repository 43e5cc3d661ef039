// Where everything lies on the bus. The standard part is that of QEMU's `virt` board.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace edgeloom::abi {

/// A stretch of the bus' address space.
struct Region {
    std::string_view name;
    std::uint32_t base;
    std::uint32_t size; ///< bytes
    std::string_view description;

    [[nodiscard]] constexpr bool contains(std::uint32_t address) const { return address - base < size; }
};

namespace memory_map {

inline constexpr Region finisher{"finisher", 0x0010'0000, 0x1000, "test finisher: ends the simulation"};
inline constexpr Region clint{"clint", 0x0200'0000, 0x1'0000, "timer and software interrupt"};
inline constexpr Region plic{"plic", 0x0C00'0000, 0x40'0000, "platform-level interrupt controller"};
inline constexpr Region uart{"uart", 0x1000'0000, 0x100, "UART 16550A"};
inline constexpr Region sram{"sram", 0x2000'0000, 0x10'0000, "on-chip SRAM (default size)"};
inline constexpr Region accelerator{"accelerator", 0x4000'0000, 0x1'0000, "accelerator registers"};
inline constexpr Region dma{"dma", 0x4001'0000, 0x1'0000, "DMA controller registers"};
inline constexpr Region mailbox{"mailbox", 0x4002'0000, 0x1000, "host mailbox: events and result words"};
inline constexpr Region stream{"stream", 0x4100'0000, 0x100'0000, "accelerator stream ports and parameter windows"};
inline constexpr Region dram{"dram", 0x8000'0000, 0x1000'0000, "DRAM (default size)"};

inline constexpr std::array all{finisher, clint, plic, uart, sram, accelerator, dma, mailbox, stream, dram};

} // namespace memory_map

/// Interrupt sources of the PLIC.
namespace interrupt {
inline constexpr unsigned uart = 10;
inline constexpr unsigned accelerator = 32;
inline constexpr unsigned dma = 33;
inline constexpr unsigned sources = 96; ///< highest source number + 1, as on the `virt` board
} // namespace interrupt

/// Frequency of the CLINT's mtime, in hertz.
inline constexpr std::uint32_t mtime_hz = 10'000'000;

/// The part of DRAM that belongs to the firmware: image, heap and stack. What the platform provides (job block,
/// data set, results) starts behind it.
inline constexpr std::uint32_t firmware_bytes = 16U << 20;

} // namespace edgeloom::abi
