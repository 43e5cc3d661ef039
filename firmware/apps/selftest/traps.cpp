#include "apps/selftest/check.hpp"
#include "hal/csr.hpp"
#include "hal/mmio.hpp"
#include "runtime/trap.hpp"

namespace edgeloom::firmware::selftest {

namespace {

// Neither board has anything here.
constexpr std::uint32_t unmapped = 0x0050'0000;

volatile std::uint32_t caught_cause = Caught::none;
volatile std::uint32_t caught_value = 0;
volatile std::uint32_t caught_pc = 0;

bool note_and_skip(TrapFrame& frame) {
    caught_cause = frame.mcause;
    caught_value = frame.mtval;
    caught_pc = frame.mepc;
    if (frame.mcause == trap::instruction_access) { // a jump into nowhere: back to the caller
        frame.mepc = frame.ra;
        return true;
    }
    const std::uint16_t half = *reinterpret_cast<const std::uint16_t*>(frame.mepc);
    frame.mepc += (half & 3U) == 3U ? 4 : 2;
    return true;
}

} // namespace

TrapCatcher::TrapCatcher() {
    on_exception(note_and_skip);
}
TrapCatcher::~TrapCatcher() {
    on_exception(nullptr);
}

Caught TrapCatcher::take() {
    const Caught caught{caught_cause, caught_value, caught_pc};
    caught_cause = Caught::none;
    return caught;
}

int check_traps() {
    TrapCatcher catcher;
    int failed = 0;
    const auto expect_trap = [&](const char* what, std::uint32_t cause, std::uint32_t value) {
        const Caught caught = catcher.take();
        failed += expect(what, caught.cause, cause);
        failed += expect(what, caught.value, value);
    };
    std::uint32_t pc = 0;

    asm volatile("la %0, 1f\n1: .word 0xFFFFFFFF" : "=r"(pc)::"memory");
    failed += expect("pc of an illegal instruction", catcher.take().pc, pc);
    asm volatile(".word 0xFFFFFFFF" ::: "memory");
    expect_trap("illegal instruction", trap::illegal_instruction, 0xFFFF'FFFF);
    asm volatile(".half 0" ::: "memory");
    expect_trap("illegal compressed instruction", trap::illegal_instruction, 0);
    asm volatile("csrw mhartid, zero" ::: "memory");
    failed += expect("write to a read-only CSR", catcher.take().cause, trap::illegal_instruction);
    asm volatile("csrr zero, 0x8FF" ::: "memory");
    failed += expect("read of an absent CSR", catcher.take().cause, trap::illegal_instruction);
    asm volatile("ecall" ::: "memory");
    expect_trap("environment call", trap::machine_call, 0);
    asm volatile(".option push\n.option norvc\nebreak\n.option pop" ::: "memory");
    failed += expect("breakpoint", catcher.take().cause, trap::breakpoint);
    static_cast<void>(mmio::read32(unmapped));
    expect_trap("load access fault", trap::load_access, unmapped);
    mmio::write32(unmapped + 4, 1);
    expect_trap("store access fault", trap::store_access, unmapped + 4);
    reinterpret_cast<void (*)()>(unmapped)();
    expect_trap("instruction access fault", trap::instruction_access, unmapped);

    // Misaligned accesses work in memory.
    alignas(4) static volatile std::uint8_t bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    std::uint32_t word = 0;
    asm volatile("lw %0, 1(%1)" : "=r"(word) : "r"(bytes) : "memory");
    failed += expect("misaligned load", word, 0x0504'0302);
    failed += expect("trap of a misaligned load", catcher.take().cause, Caught::none);

    csr::write_mscratch(0x1234'5678);
    failed += expect("mscratch", csr::read_mscratch(), 0x1234'5678);
    return failed;
}

} // namespace edgeloom::firmware::selftest
