// A stepper with 64 KiB of memory and a bus on which a test puts devices.
#pragma once

#include "hart/csr.hpp"
#include "hart/stepper.hpp"
#include "unit/hart/encode.hpp"

#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <ostream>
#include <span>
#include <vector>

namespace edgeloom::test {

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

    explicit Machine(hart::Misaligned misaligned = hart::Misaligned::allow)
        : stepper(csr, *this, misaligned),
          memory_(size) {
        stepper.add_memory({base, size, memory_.data()});
        csr.write(rv::mtvec, handler);
        restart();
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// Puts instructions into memory without telling the stepper.
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
    void restart(std::uint32_t a0 = 0, std::uint32_t a1 = 0, std::uint32_t pc = base) { stepper.reset(pc, a0, a1); }
    /// Runs `clocks` instructions: each takes a clock.
    void step(unsigned clocks = 1) {
        stepper.limit = csr.cycles + clocks;
        stepper.run();
    }
    /// Runs one instruction at the base of memory with the operands in a0 and a1.
    void execute(std::uint32_t instruction, std::uint32_t a0 = 0, std::uint32_t a1 = 0) {
        write_word(base, instruction);
        stepper.changed_by_others(base, sizeof instruction);
        restart(a0, a1);
        step();
    }
    [[nodiscard]] std::uint32_t x(unsigned number) const { return stepper.x(number); }
    [[nodiscard]] std::uint32_t pc() const { return stepper.pc(); }

    hart::CsrFile csr{0};
    hart::Stepper stepper;
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
