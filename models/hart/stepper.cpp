#include "hart/stepper.hpp"

#include "hart/arithmetic.hpp"
#include "hart/decoder.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom::hart {

namespace {

constexpr std::uint32_t interrupt_bit = 1U << 31;

std::uint32_t atomic_result(Kind kind, std::uint32_t memory, std::uint32_t operand) {
    switch (kind) {
    case Kind::amoswap:
        return operand;
    case Kind::amoadd:
        return memory + operand;
    case Kind::amoxor:
        return memory ^ operand;
    case Kind::amoand:
        return memory & operand;
    case Kind::amoor:
        return memory | operand;
    case Kind::amomin:
        return as_unsigned(std::min(as_signed(memory), as_signed(operand)));
    case Kind::amomax:
        return as_unsigned(std::max(as_signed(memory), as_signed(operand)));
    case Kind::amominu:
        return std::min(memory, operand);
    default:
        return std::max(memory, operand);
    }
}

} // namespace

void Stepper::run_until(std::uint64_t clock) {
    while (core_.goes_on() && core_.csr.cycles < clock) {
        if (core_.csr.interrupt_due()) [[unlikely]] {
            take_interrupt();
        } else if (!core_.at_breakpoint()) {
            execute_next();
        }
    }
}

void Stepper::step() {
    if (core_.csr.interrupt_due()) [[unlikely]] {
        take_interrupt();
    } else {
        execute_next();
    }
}

// Privileged specification, 3.1.9: external before software before timer.
void Stepper::take_interrupt() {
    const std::uint32_t due = core_.csr.mip & core_.csr.mie;
    for (const std::uint32_t number : {interrupt::external, interrupt::software, interrupt::timer}) {
        if (((due >> number) & 1U) != 0) {
            enter_trap(interrupt_bit | number, 0, core_.costs.interrupt);
            return;
        }
    }
}

void Stepper::raise(Cause cause, std::uint32_t value) {
    const std::uint32_t trapped = core_.pc;
    enter_trap(static_cast<std::uint32_t>(cause), value, core_.costs.exception);
    core_.stuck = cause == Cause::instruction_access && core_.pc == trapped;
}

void Stepper::enter_trap(std::uint32_t cause, std::uint32_t value, std::uint32_t clocks) {
    const Trapped trap{.pc = core_.pc,
                       .handler = core_.csr.enter_trap(cause, value, core_.pc),
                       .cause = cause,
                       .value = value,
                       .clock = core_.csr.cycles,
                       .clocks = clocks};
    core_.csr.cycles += clocks;
    core_.pc = trap.handler;
    if (core_.observer != nullptr) {
        core_.observer->trapped(trap);
    }
}

void Stepper::execute_next() {
    const std::uint64_t begin = core_.csr.cycles;
    if (!fetch() || (!core_.watchpoints.empty() && at_watchpoint())) {
        return;
    }
    core_.passed_breakpoint.reset();
    if (core_.observer != nullptr) [[unlikely]] {
        execute_observed(begin);
    } else {
        execute(operation_);
    }
}

// A watchpoint wants the hart halted before the instruction that was fetched, unless it was halted there just now.
bool Stepper::at_watchpoint() {
    if (!accesses_memory(operation_.kind) || core_.pc == core_.passed_breakpoint) {
        return false;
    }
    const std::uint32_t address = core_.address_of(operation_);
    const std::uint32_t bytes = access_bytes(operation_.kind);
    const bool reads = !is_store(operation_.kind) && operation_.kind != Kind::sc;
    const bool writes = !is_load(operation_.kind) && operation_.kind != Kind::lr;
    for (const Watchpoint& watchpoint : core_.watchpoints) {
        if (watchpoint.moment == Watchpoint::Moment::before && ((writes && watchpoint.matches(true, address, bytes)) ||
                                                                (reads && watchpoint.matches(false, address, bytes)))) {
            core_.halted = true;
            watchpoint.reached();
            return true;
        }
    }
    return false;
}

void Stepper::execute_observed(std::uint64_t begin) {
    const std::uint64_t retired = core_.csr.instructions;
    Retired done{.pc = core_.pc,
                 .clock = begin,
                 .operation = operation_,
                 .address = accesses_memory(operation_.kind) ? core_.address_of(operation_) : 0};
    execute(operation_);
    if (core_.csr.instructions != retired) {
        done.next_pc = core_.pc;
        done.clocks = static_cast<std::uint32_t>(core_.csr.cycles - done.clock);
        done.result = done.operation.rd == no_register ? 0 : core_.x[done.operation.rd];
        core_.observer->retired(done);
    }
}

void Stepper::retire(const Operation& operation, std::uint32_t next_pc) {
    core_.csr.cycles += core_.clocks[index(operation.kind)];
    ++core_.csr.instructions;
    core_.pc = next_pc;
}

// ---- memory ----

// Fetches and decodes the instruction at pc; false where that raises an exception.
bool Stepper::fetch() {
    const DirectMemory* const memory = core_.memories.find(core_.pc, 2);
    auto bits = memory == nullptr ? std::nullopt : memory->instruction_at(core_.pc);
    if (!bits) [[unlikely]] {
        bits = fetch_over_bus();
        if (!bits) {
            return false;
        }
    }
    Operation& decoded = decoded_[(core_.pc >> 1) % cache_size];
    if (decoded.kind == Kind::undecoded || decoded.bits != *bits) [[unlikely]] {
        decoded = decode(*bits);
    }
    operation_ = decoded;
    return true;
}

std::optional<std::uint32_t> Stepper::fetch_over_bus() {
    std::array<std::uint16_t, 2> halves{};
    for (std::uint32_t i = 0; i < 2; ++i) {
        if (i == 1 && instruction_bytes(halves[0]) == 2) {
            break;
        }
        if (!core_.bus.transport(false, core_.pc + 2 * i, &halves[i], 2)) {
            raise(Cause::instruction_access, core_.pc + 2 * i);
            return std::nullopt;
        }
    }
    return halves[0] | std::uint32_t{halves[1]} << 16;
}

void Stepper::accessed(bool write, std::uint32_t address, std::uint32_t bytes) {
    for (const Watchpoint& watchpoint : core_.watchpoints) {
        if (watchpoint.moment == Watchpoint::Moment::after && watchpoint.matches(write, address, bytes)) {
            watchpoint.reached();
        }
    }
}

template <class T>
bool Stepper::load(std::uint32_t address, T& value) {
    const bool aligned = address % sizeof(T) == 0;
    if (const DirectMemory* const memory = core_.memories.find(address, sizeof(T));
        memory != nullptr && (aligned || core_.misaligned == Misaligned::allow)) [[likely]] {
        std::memcpy(&value, memory->at(address), sizeof(T));
    } else if (!aligned) {
        raise(Cause::load_misaligned, address);
        return false;
    } else if (!core_.bus.transport(false, address, &value, sizeof(T))) {
        raise(Cause::load_access, address);
        return false;
    }
    accessed(false, address, sizeof(T));
    return true;
}

template <class T>
bool Stepper::store(std::uint32_t address, T value) {
    const bool aligned = address % sizeof(T) == 0;
    if (DirectMemory* const memory = core_.memories.find(address, sizeof(T));
        memory != nullptr && (aligned || core_.misaligned == Misaligned::allow)) [[likely]] {
        std::memcpy(memory->at(address), &value, sizeof(T));
        core_.memories.written(*memory, address, sizeof(T));
    } else if (!aligned) {
        raise(Cause::store_misaligned, address);
        return false;
    } else if (!core_.bus.transport(true, address, &value, sizeof(T))) {
        raise(Cause::store_access, address);
        return false;
    }
    accessed(true, address, sizeof(T));
    return true;
}

template <class T>
void Stepper::load_register(const Operation& o) {
    T value{};
    if (load(core_.address_of(o), value)) {
        write(o, static_cast<std::uint32_t>(std::int32_t{value}));
        retire(o, core_.pc + o.bytes);
    }
}

template <class T>
void Stepper::store_register(const Operation& o) {
    if (store(core_.address_of(o), static_cast<T>(core_.x[o.rs2]))) {
        retire(o, core_.pc + o.bytes);
    }
}

// ---- instructions ----

void Stepper::branch(const Operation& o, bool taken) {
    if (taken) {
        core_.csr.cycles += core_.costs.taken;
    }
    retire(o, core_.pc + (taken ? as_unsigned(o.immediate) : o.bytes));
}

// One switch over all kinds is what an instruction set is.
// NOLINTNEXTLINE(readability-function-size)
void Stepper::execute(const Operation& o) {
    const std::uint32_t a = core_.x[o.rs1];
    const std::uint32_t b = core_.x[o.rs2];
    const std::uint32_t immediate = as_unsigned(o.immediate);
    const std::uint32_t next = core_.pc + o.bytes;
    switch (o.kind) {
    case Kind::undecoded:
    case Kind::illegal:
        raise(Cause::illegal_instruction, o.bits);
        return;
    case Kind::lui:
        write(o, immediate);
        break;
    case Kind::auipc:
        write(o, core_.pc + immediate);
        break;
    case Kind::jal:
        core_.stuck = immediate == 0 && ((core_.csr.status & mstatus::mie) == 0 || core_.csr.mie == 0);
        write(o, next);
        retire(o, core_.pc + immediate);
        return;
    case Kind::jalr:
        write(o, next);
        retire(o, (a + immediate) & ~1U);
        return;
    case Kind::beq:
        branch(o, a == b);
        return;
    case Kind::bne:
        branch(o, a != b);
        return;
    case Kind::blt:
        branch(o, as_signed(a) < as_signed(b));
        return;
    case Kind::bge:
        branch(o, as_signed(a) >= as_signed(b));
        return;
    case Kind::bltu:
        branch(o, a < b);
        return;
    case Kind::bgeu:
        branch(o, a >= b);
        return;
    case Kind::lb:
        load_register<std::int8_t>(o);
        return;
    case Kind::lh:
        load_register<std::int16_t>(o);
        return;
    case Kind::lw:
        load_register<std::int32_t>(o);
        return;
    case Kind::lbu:
        load_register<std::uint8_t>(o);
        return;
    case Kind::lhu:
        load_register<std::uint16_t>(o);
        return;
    case Kind::sb:
        store_register<std::uint8_t>(o);
        return;
    case Kind::sh:
        store_register<std::uint16_t>(o);
        return;
    case Kind::sw:
        store_register<std::uint32_t>(o);
        return;
    case Kind::addi:
        write(o, a + immediate);
        break;
    case Kind::slti:
        write(o, as_signed(a) < o.immediate ? 1 : 0);
        break;
    case Kind::sltiu:
        write(o, a < immediate ? 1 : 0);
        break;
    case Kind::xori:
        write(o, a ^ immediate);
        break;
    case Kind::ori:
        write(o, a | immediate);
        break;
    case Kind::andi:
        write(o, a & immediate);
        break;
    case Kind::slli:
        write(o, a << immediate);
        break;
    case Kind::srli:
        write(o, a >> immediate);
        break;
    case Kind::srai:
        write(o, as_unsigned(as_signed(a) >> immediate));
        break;
    case Kind::add:
        write(o, a + b);
        break;
    case Kind::sub:
        write(o, a - b);
        break;
    case Kind::sll:
        write(o, a << (b & 31U));
        break;
    case Kind::slt:
        write(o, as_signed(a) < as_signed(b) ? 1 : 0);
        break;
    case Kind::sltu:
        write(o, a < b ? 1 : 0);
        break;
    case Kind::xor_:
        write(o, a ^ b);
        break;
    case Kind::srl:
        write(o, a >> (b & 31U));
        break;
    case Kind::sra:
        write(o, as_unsigned(as_signed(a) >> (b & 31U)));
        break;
    case Kind::or_:
        write(o, a | b);
        break;
    case Kind::and_:
        write(o, a & b);
        break;
    case Kind::fence:
    case Kind::fence_i: // decoded operations are dropped by the stores themselves
        break;
    case Kind::ecall:
        raise(Cause::machine_call, 0);
        return;
    case Kind::ebreak:
        if (!core_.on_ebreak || !core_.on_ebreak()) {
            raise(Cause::breakpoint, core_.pc);
            return;
        }
        break;
    case Kind::mret:
        retire(o, core_.csr.leave_trap());
        return;
    case Kind::wfi:
        core_.asleep = !core_.csr.wake_up();
        break;
    case Kind::mul:
        write(o, a * b);
        break;
    case Kind::mulh:
        write(o, upper_half(std::int64_t{as_signed(a)} * as_signed(b)));
        break;
    case Kind::mulhsu:
        write(o, upper_half(std::int64_t{as_signed(a)} * b));
        break;
    case Kind::mulhu:
        write(o, static_cast<std::uint32_t>((std::uint64_t{a} * b) >> 32));
        break;
    case Kind::div:
        write(o, divide(a, b));
        break;
    case Kind::divu:
        write(o, divide_unsigned(a, b));
        break;
    case Kind::rem:
        write(o, remainder(a, b));
        break;
    case Kind::remu:
        write(o, remainder_unsigned(a, b));
        break;
    case Kind::csrrw:
    case Kind::csrrs:
    case Kind::csrrc:
    case Kind::csrrwi:
    case Kind::csrrsi:
    case Kind::csrrci:
        execute_csr(o);
        return;
    default:
        execute_atomic(o);
        return;
    }
    retire(o, next);
}

// Unprivileged specification, chapter 9: csrrw with rd = x0 does not read, the others with rs1 = x0 do not write.
void Stepper::execute_csr(const Operation& o) {
    const auto number = as_unsigned(o.immediate) & 0xFFFU;
    const bool from_register = o.kind == Kind::csrrw || o.kind == Kind::csrrs || o.kind == Kind::csrrc;
    const bool swap = o.kind == Kind::csrrw || o.kind == Kind::csrrwi;
    const std::uint32_t operand = from_register ? core_.x[o.rs1] : o.rs1;
    const auto old = core_.csr.read(number);
    const bool writes = swap || o.rs1 != 0;
    if (!old || (writes && !core_.csr.writable(number))) {
        raise(Cause::illegal_instruction, o.bits);
        return;
    }
    write(o, *old);
    // A written counter does not count the instruction that writes it.
    retire(o, core_.pc + o.bytes);
    if (writes) {
        const bool clear = o.kind == Kind::csrrc || o.kind == Kind::csrrci;
        core_.csr.write(number, swap ? operand : clear ? *old & ~operand : *old | operand);
    }
}

void Stepper::execute_atomic(const Operation& o) {
    const std::uint32_t address = core_.x[o.rs1];
    const std::uint32_t operand = core_.x[o.rs2];
    const bool loads = o.kind == Kind::lr;
    if (address % sizeof(std::uint32_t) != 0) {
        raise(loads ? Cause::load_misaligned : Cause::store_misaligned, address);
        return;
    }
    DirectMemory* memory = core_.memories.find(address, sizeof(std::uint32_t));
    if (memory == nullptr) { // perhaps the first access to this memory
        core_.bus.map_directly(address);
        memory = core_.memories.find(address, sizeof(std::uint32_t));
    }
    if (memory == nullptr) { // devices do not take part in atomic accesses
        raise(loads ? Cause::load_access : Cause::store_access, address);
        return;
    }
    std::uint32_t value = 0;
    std::memcpy(&value, memory->at(address), sizeof value);
    const std::uint32_t next = core_.pc + o.bytes;
    const std::uint8_t rd = o.rd;
    if (loads) {
        core_.reservation = address;
        accessed(false, address, sizeof value);
        core_.x[rd] = value;
    } else if (o.kind == Kind::sc) {
        const bool success = core_.reservation == address;
        core_.reservation.reset();
        if (success) {
            std::memcpy(memory->at(address), &operand, sizeof operand);
            core_.memories.written(*memory, address, sizeof operand);
            accessed(true, address, sizeof operand);
        }
        core_.x[rd] = success ? 0 : 1;
    } else {
        const std::uint32_t result = atomic_result(o.kind, value, operand);
        std::memcpy(memory->at(address), &result, sizeof result);
        core_.memories.written(*memory, address, sizeof result);
        accessed(false, address, sizeof value);
        accessed(true, address, sizeof result);
        core_.x[rd] = value;
    }
    retire(o, next);
}

} // namespace edgeloom::hart
