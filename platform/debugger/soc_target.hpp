// What a debugger sees and does of the system on chip.
#pragma once

#include "platform/gdb/target.hpp"
#include "platform/soc/soc.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Registers are those of the hart; memory is what the hart reaches, through debug transport, which has no side
/// effects. Breakpoints lie beside memory: nobody who reads it finds any.
class SocTarget : public gdb::Target {
public:
    /// `reset` puts hart and memory back to what they were when the run began.
    SocTarget(Soc& soc, std::function<void()> reset) : soc_(soc), reset_(std::move(reset)) {}

    [[nodiscard]] std::uint32_t read_register(unsigned number) const override;
    void write_register(unsigned number, std::uint32_t value) override;
    [[nodiscard]] std::optional<std::uint32_t> read_csr(unsigned number) const override;
    bool write_csr(unsigned number, std::uint32_t value) override;
    [[nodiscard]] std::size_t read_memory(std::uint32_t address, std::span<std::uint8_t> data) override;
    bool write_memory(std::uint32_t address, std::span<const std::uint8_t> data) override;
    bool insert_breakpoint(std::uint32_t address) override;
    bool remove_breakpoint(std::uint32_t address) override;
    bool insert_watchpoint(gdb::WatchKind kind, std::uint32_t address, std::uint32_t length) override;
    bool remove_watchpoint(gdb::WatchKind kind, std::uint32_t address, std::uint32_t length) override;
    [[nodiscard]] std::string monitor(const std::string& command) override;
    [[nodiscard]] std::vector<gdb::MemoryRegion> memory_map() const override;

    [[nodiscard]] bool at_watchpoint() const { return watchpoint_.has_value(); }
    /// The watchpoint at which the hart is halted, if it is; forgets it.
    [[nodiscard]] std::optional<gdb::Stop> take_watchpoint() { return std::exchange(watchpoint_, std::nullopt); }

private:
    [[nodiscard]] std::string time() const;

    Soc& soc_;
    std::function<void()> reset_;
    std::optional<gdb::Stop> watchpoint_;
};

} // namespace edgeloom::platform
