// Instructions by hand, for an observer of the hart.
#pragma once

#include "hart/decoder.hpp"
#include "hart/observer.hpp"
#include "unit/hart/encode.hpp"

#include <cstdint>

namespace edgeloom::test {

/// Tells an observer of instructions one after the other. Every instruction takes a clock unless said otherwise.
class Script {
public:
    explicit Script(hart::Observer& observer) : observer_(observer) {}

    /// `count` instructions in a row that do nothing, from `pc` on.
    void run(std::uint32_t pc, unsigned count = 1, std::uint32_t clocks = 1) {
        for (unsigned i = 0; i < count; ++i) {
            one(pc + 4 * i, rv::nop, pc + 4 * i + 4, clocks);
        }
    }
    void call(std::uint32_t pc, std::uint32_t target, std::uint32_t link = rv::ra) {
        one(pc, rv::j(rv::JAL, link, static_cast<std::int32_t>(target - pc)), target);
    }
    void call_pointer(std::uint32_t pc, std::uint32_t target) { one(pc, rv::i(rv::JALR, rv::ra, rv::a0, 0), target); }
    void ret(std::uint32_t pc, std::uint32_t target, std::uint32_t link = rv::ra) {
        one(pc, rv::i(rv::JALR, 0, link, 0), target);
    }
    void jump(std::uint32_t pc, std::uint32_t target) {
        one(pc, rv::j(rv::JAL, 0, static_cast<std::int32_t>(target - pc)), target);
    }
    void mret(std::uint32_t pc, std::uint32_t target) { one(pc, rv::MRET, target); }
    /// addi sp,sp,BYTES
    void move_sp(std::uint32_t pc, std::int32_t bytes) {
        sp_ += static_cast<std::uint32_t>(bytes);
        one(pc, rv::i(rv::ADDI, rv::sp, rv::sp, bytes), pc + 4, 1, sp_);
    }
    /// lw sp,0(a0)
    void load_sp(std::uint32_t pc, std::uint32_t value) {
        sp_ = value;
        one(pc, rv::i(rv::LW, rv::sp, rv::a0, 0), pc + 4, 1, value, 0x8000'4000);
    }
    void trap(std::uint32_t pc, std::uint32_t handler, std::uint32_t cause, std::uint32_t clocks = 0) {
        observer_.trapped(
            {.pc = pc, .handler = handler, .cause = cause, .value = 0, .clock = clock_, .clocks = clocks});
        clock_ += clocks;
    }
    /// wfi at `pc`, and sleep.
    void sleep(std::uint32_t pc, std::uint64_t clocks) {
        one(pc, rv::WFI, pc + 4);
        observer_.slept(pc + 4, clocks);
        clock_ += clocks;
    }
    void one(std::uint32_t pc, std::uint32_t bits, std::uint32_t next_pc, std::uint32_t clocks = 1,
             std::uint32_t result = 0, std::uint32_t address = 0) {
        observer_.retired({.pc = pc,
                           .next_pc = next_pc,
                           .clock = clock_,
                           .clocks = clocks,
                           .operation = hart::decode(bits),
                           .result = result,
                           .address = address});
        clock_ += clocks;
    }

    [[nodiscard]] std::uint64_t clock() const { return clock_; }

private:
    hart::Observer& observer_;
    std::uint64_t clock_ = 0;
    std::uint32_t sp_ = 0;
};

} // namespace edgeloom::test
