// What a debugger sees of the platform while it stands still.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::gdb {

/// Which accesses a watchpoint stops at.
enum class WatchKind : std::uint8_t { write, read, access };

/// Why the target stands still.
///
/// A watchpoint stops *before* the access, as a RISC-V hart's triggers do: the debugger takes that for granted, removes
/// the watchpoint, steps, looks whether the value has changed, and inserts it again. It goes past breakpoints in the
/// same way; so the target may check for both before every instruction, the first one after going on included.
struct Stop {
    enum class Kind : std::uint8_t {
        attach,     ///< a debugger has just come, or nothing ran yet
        interrupt,  ///< the debugger asked for it (Ctrl-C)
        step,       ///< the step, or the steps through a range, are done
        breakpoint, ///< at `address`, whose instruction has not been executed
        watchpoint, ///< `watch`, inserted so, at `address`, which the instruction at the pc is about to access
        trap,       ///< at the firmware's own ebreak, which has not been executed
        stuck,      ///< the firmware cannot go on
    };
    Kind kind = Kind::attach;
    WatchKind watch = WatchKind::write;
    std::uint32_t address = 0;
};

/// How the target shall go on.
struct Resume {
    enum class Kind : std::uint8_t {
        run,
        step,       ///< one instruction
        range_step, ///< one instruction, and more while the pc is in [begin, end)
        kill,       ///< the simulation shall end
    };
    Kind kind = Kind::run;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A part of the address space that a debugger may touch.
struct MemoryRegion {
    enum class Kind : std::uint8_t { ram, rom };
    std::uint32_t start = 0;
    std::uint64_t length = 0;
    Kind kind = Kind::ram; ///< registers of devices are `ram` to a debugger
};

/// The hart and its memory. It is asked only while it stands still, but for removing breakpoints and watchpoints, which
/// Server::poll() does too when the debugger has vanished, and the server's end. It must not throw: the debugger's
/// wishes are checked for form, but an address may be any.
class Target {
public:
    static constexpr unsigned pc_register = 32;

    virtual ~Target() = default;

    /// x0 to x31, and the pc (`pc_register`).
    [[nodiscard]] virtual std::uint32_t read_register(unsigned number) const = 0;
    /// Never x0, and never an odd pc.
    virtual void write_register(unsigned number, std::uint32_t value) = 0;

    /// None: there is no such register.
    [[nodiscard]] virtual std::optional<std::uint32_t> read_csr(unsigned number) const = 0;
    /// False: it is read-only or absent.
    virtual bool write_csr(unsigned number, std::uint32_t value) = 0;

    /// Fills `data` as far as there is memory without a gap, and returns how far; never has a side effect. The range
    /// does not go beyond the end of the address space.
    [[nodiscard]] virtual std::size_t read_memory(std::uint32_t address, std::span<std::uint8_t> data) = 0;
    /// All or nothing; false: not all of it can be written.
    virtual bool write_memory(std::uint32_t address, std::span<const std::uint8_t> data) = 0;

    /// Breakpoints are kept apart from memory, which is never patched. Each is inserted once and removed once. False:
    /// it cannot be done.
    virtual bool insert_breakpoint(std::uint32_t address) = 0;
    virtual bool remove_breakpoint(std::uint32_t address) = 0;
    virtual bool insert_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) = 0;
    virtual bool remove_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) = 0;

    /// The answer to the debugger's `monitor COMMAND`, lines of text.
    [[nodiscard]] virtual std::string monitor(const std::string& command) = 0;

    /// Everything that a debugger may touch: it refuses the user any other address. Empty: it may try any address.
    [[nodiscard]] virtual std::vector<MemoryRegion> memory_map() const { return {}; }
};

} // namespace edgeloom::gdb
