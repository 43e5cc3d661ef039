// A target of the debugger that needs no simulation.
#pragma once

#include "platform/gdb/target.hpp"
#include "platform/gdb/target_description.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace edgeloom::gdb::test {

/// Registers with values that tell them apart, some memory, and notes of what was done to it.
class FakeTarget : public Target {
public:
    using Watchpoint = std::tuple<WatchKind, std::uint32_t, std::uint32_t>;

    static constexpr std::uint32_t memory_start = 0x8000'0000;
    static constexpr std::uint32_t memory_end = 0x8001'0000;
    static constexpr std::uint32_t last_page = 0xFFFF'FF00; ///< there is memory at the end of the address space too
    static constexpr unsigned writable_csr = 0x340;         ///< mscratch
    static constexpr unsigned read_only_csr = 0xF14;        ///< mhartid
    static constexpr unsigned absent_csr = 0x7A0;           ///< described, but not there

    FakeTarget();

    [[nodiscard]] std::uint32_t read_register(unsigned number) const override { return registers.at(number); }
    void write_register(unsigned number, std::uint32_t value) override;
    [[nodiscard]] std::optional<std::uint32_t> read_csr(unsigned number) const override;
    bool write_csr(unsigned number, std::uint32_t value) override;
    [[nodiscard]] std::size_t read_memory(std::uint32_t address, std::span<std::uint8_t> data) override;
    bool write_memory(std::uint32_t address, std::span<const std::uint8_t> data) override;
    bool insert_breakpoint(std::uint32_t address) override;
    bool remove_breakpoint(std::uint32_t address) override;
    bool insert_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) override;
    bool remove_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) override;
    [[nodiscard]] std::string monitor(const std::string& command) override;
    [[nodiscard]] std::vector<MemoryRegion> memory_map() const override { return map; }

    std::array<std::uint32_t, pc_register + 1> registers{};
    std::map<unsigned, std::uint32_t> csrs{{0x300, 0x1880}, {writable_csr, 0x1234'5678}, {read_only_csr, 0}};
    std::vector<std::uint8_t> memory;
    std::vector<std::uint8_t> end_of_memory;
    std::vector<MemoryRegion> map;
    std::multiset<std::uint32_t> breakpoints;
    std::multiset<Watchpoint> watchpoints;
    std::size_t changes = 0; ///< writes, insertions and removals
    std::string monitored;   ///< the last command
    std::string monitor_answer = "1.5 us\n";

private:
    [[nodiscard]] std::span<std::uint8_t> memory_from(std::uint32_t address);
};

/// Those of the real hart.
[[nodiscard]] std::vector<NamedCsr> real_csrs();

} // namespace edgeloom::gdb::test
