// A hart's core and an engine with 64 KiB of memory and a bus on which a test puts devices.
#pragma once

#include "hart/core.hpp"
#include "hart/stepper.hpp"
#include "hart/threaded.hpp"
#include "unit/hart/encode.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::test {

/// The engine that EDGELOOM_TESTED_ENGINE names: every test runs once on each.
[[nodiscard]] inline std::unique_ptr<hart::Engine> tested_engine(hart::Core& core) {
    const char* const name = std::getenv("EDGELOOM_TESTED_ENGINE");
    if (name != nullptr && std::string(name) == "threaded") {
        return std::make_unique<hart::Threaded>(core);
    }
    return std::make_unique<hart::Stepper>(core);
}

class Machine : private hart::Bus {
public:
    static constexpr std::uint32_t base = 0x8000'0000;
    static constexpr std::uint32_t size = 0x1'0000;
    static constexpr std::uint32_t data = base + 0x4000; ///< free for data
    static constexpr std::uint32_t handler = base + 0x8000;

    struct Access {
        bool write;
        std::uint32_t address;
        unsigned bytes;
        std::uint32_t value; ///< written or answered
        bool operator==(const Access&) const = default;
    };
    /// Answers an access that is not to memory: may set `value` of a read; false is a bus error.
    using Device = std::function<bool(Access& access)>;

    explicit Machine(hart::Misaligned misaligned = hart::Misaligned::allow, const hart::Costs& costs = {})
        : core(*this, 0, misaligned, costs),
          engine(tested_engine(core)),
          memory_(size) {
        core.add_memory(base, size, memory_.data());
        core.csr.write(rv::mtvec, handler);
        restart();
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// Puts instructions into memory without telling the engine.
    void place(std::uint32_t address, std::initializer_list<std::uint32_t> words) {
        for (const std::uint32_t word : words) {
            write_word(address, word);
            address += 4;
        }
    }
    void write_word(std::uint32_t address, std::uint32_t value) { std::memcpy(at(address), &value, sizeof value); }
    [[nodiscard]] std::uint32_t word(std::uint32_t address) {
        std::uint32_t value = 0;
        std::memcpy(&value, at(address), sizeof value);
        return value;
    }
    [[nodiscard]] std::uint8_t* at(std::uint32_t address) { return memory_.data() + (address - base); }

    /// As after a reset: at `pc`, with operands in a0 and a1.
    void restart(std::uint32_t a0 = 0, std::uint32_t a1 = 0, std::uint32_t pc = base) { core.reset(pc, a0, a1); }
    /// Runs `clocks` instructions: each takes a clock.
    void step(unsigned clocks = 1) {
        core.limit = core.csr.cycles + clocks;
        core.pause = core.limit;
        engine->run();
    }
    /// Runs one instruction at the base of memory with the operands in a0 and a1. What follows it ends the block there,
    /// so that the threaded engine does not leave it to the stepper.
    void execute(std::uint32_t instruction, std::uint32_t a0 = 0, std::uint32_t a1 = 0) {
        write_word(base, instruction);
        core.changed_by_others(base, sizeof instruction);
        restart(a0, a1);
        core.pause = core.csr.cycles + 1;
        core.limit = core.csr.cycles + block;
        engine->run();
    }
    static constexpr std::uint64_t block = 256; ///< clocks, of a block at most
    [[nodiscard]] std::uint32_t x(unsigned number) const { return core.x[number]; }
    [[nodiscard]] std::uint32_t pc() const { return core.pc; }

    hart::Core core;
    std::unique_ptr<hart::Engine> engine;
    Device device;                ///< none: every access is a bus error
    std::vector<Access> accesses; ///< that went over the bus

private:
    bool transport(bool write, std::uint32_t address, void* bytes, unsigned count) override {
        Access access{write, address, count, 0};
        if (write) {
            std::memcpy(&access.value, bytes, count);
        }
        const bool good = device && device(access);
        if (!write) {
            std::memcpy(bytes, &access.value, count);
        }
        accesses.push_back(access);
        return good;
    }
    void map_directly(std::uint32_t) override {} // all there is is mapped

    std::vector<std::uint8_t> memory_;
};

inline std::ostream& operator<<(std::ostream& out, const Machine::Access& access) {
    return out << (access.write ? "write " : "read ") << access.bytes << " at " << std::hex << access.address << ": "
               << access.value << std::dec;
}

} // namespace edgeloom::test
