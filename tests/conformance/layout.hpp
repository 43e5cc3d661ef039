// Where things are in an image of test programs, and which registers its programs may not change.
#pragma once

#include <cstdint>

namespace edgeloom::test::layout {

inline constexpr std::uint32_t base = 0x8000'0000; ///< of memory; here the hart starts
inline constexpr std::uint32_t page = 0x1000;      ///< code and data do not share one: that makes QEMU crawl
inline constexpr std::uint32_t finisher = 0x0010'0000;
inline constexpr std::uint32_t pass = 0x5555;

/// Nothing is here, neither on QEMU's board nor on ours.
inline constexpr std::uint32_t low_hole = 0x0050'0000;
inline constexpr std::uint32_t high_hole = 0x9000'0000;
inline constexpr std::uint32_t hole_bytes = 0x10'0000;

/// Registers with a purpose.
inline constexpr std::uint32_t counter = 29; ///< of a loop
inline constexpr std::uint32_t window = 30;  ///< the middle of the data window
inline constexpr std::uint32_t record = 31;  ///< the program's record
inline constexpr std::uint32_t free_registers = 29;

/// A record: what a program starts from and what it leaves. Offsets in bytes.
namespace at {
inline constexpr std::int32_t registers = 0;  ///< x1 to x30, before and after
inline constexpr std::int32_t csrs = 120;     ///< those of `dumped_csrs`
inline constexpr std::int32_t traps = 148;    ///< how many there were
inline constexpr std::int32_t saved = 152;    ///< three registers, while the handler runs
inline constexpr std::int32_t finished = 164; ///< 1: the program came to its end
inline constexpr std::int32_t data = 192;     ///< the window
inline constexpr std::int32_t trap_log = 448; ///< mcause, mepc and mtval of the first traps
inline constexpr std::int32_t end = 2048;
} // namespace at
inline constexpr std::int32_t window_bytes = at::trap_log - at::data;
inline constexpr std::int32_t half_window = window_bytes / 2;
inline constexpr std::int32_t trap_bytes = 12;
inline constexpr std::int32_t logged_traps = (at::end - at::trap_log) / trap_bytes;
inline constexpr unsigned dumped_registers = 30;
inline constexpr std::uint32_t dumped_csrs[]{0x340, 0x341, 0x342, 0x343, 0x300, 0x305, 0x304};
inline constexpr const char* csr_texts[]{"mscratch", "mepc", "mcause", "mtval", "mstatus", "mtvec", "mie"};

} // namespace edgeloom::test::layout
