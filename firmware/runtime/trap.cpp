#include "runtime/trap.hpp"

#include "abi/mailbox.hpp"
#include "abi/memory_map.hpp"
#include "drivers/finisher.hpp"
#include "runtime/interrupt_table.hpp"

#include <cstdio>

namespace edgeloom::firmware {

namespace {

ExceptionHandler exception_handler = nullptr;

const char* cause_name(std::uint32_t cause) {
    switch (cause) {
    case 0:
        return "instruction address misaligned";
    case 1:
        return "instruction access fault";
    case 2:
        return "illegal instruction";
    case 3:
        return "breakpoint";
    case 4:
        return "load address misaligned";
    case 5:
        return "load access fault";
    case 6:
        return "store address misaligned";
    case 7:
        return "store access fault";
    case 11:
        return "environment call";
    default:
        return "unknown cause";
    }
}

[[noreturn]] void give_up(const TrapFrame& frame) {
    std::printf("unexpected trap: %s (mcause 0x%08lx) at pc 0x%08lx, mtval 0x%08lx\n", cause_name(frame.mcause),
                static_cast<unsigned long>(frame.mcause), static_cast<unsigned long>(frame.mepc),
                static_cast<unsigned long>(frame.mtval));
    Finisher(abi::memory_map::finisher.base).end(static_cast<int>(abi::mailbox::Failure::trap));
}

} // namespace

void on_exception(ExceptionHandler handler) {
    exception_handler = handler;
}

} // namespace edgeloom::firmware

extern "C" void handle_trap(edgeloom::firmware::TrapFrame* frame) {
    using namespace edgeloom::firmware;
    if ((frame->mcause & trap::interrupt_bit) != 0) {
        dispatch_interrupt(frame->mcause & ~trap::interrupt_bit);
    } else if (exception_handler == nullptr || !exception_handler(*frame)) {
        give_up(*frame);
    }
}
