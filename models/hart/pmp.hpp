// Registers of physical memory protection.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace edgeloom::hart {

/// pmpcfg and pmpaddr as an M-mode hart has them (privileged specification, 20211203, 3.7): 16 entries of four bytes'
/// granularity, all of whose fields can be set but for L, which is hard-wired to 0. An entry that is not locked does
/// not bind M-mode, so no access is ever checked. Registers of the entries from 16 on read zero and ignore writes.
class Pmp {
public:
    /// The value, or none where the number is not that of such a register.
    [[nodiscard]] std::optional<std::uint32_t> read(std::uint32_t number) const;
    /// Writes a register. The reserved combination of W without R is held as neither.
    void write(std::uint32_t number, std::uint32_t written);

private:
    static constexpr unsigned entries = 16;
    static constexpr unsigned entries_a_word = 4;

    std::array<std::uint32_t, entries / entries_a_word> config_{};
    std::array<std::uint32_t, entries> address_{};
};

} // namespace edgeloom::hart
