#include "hart/stepper.hpp"

#include "hart/decoder.hpp"

#include <algorithm>
#include <limits>

namespace edgeloom::hart {

namespace {

constexpr std::uint32_t interrupt_bit = 1U << 31;

constexpr std::int32_t as_signed(std::uint32_t value) {
    return static_cast<std::int32_t>(value);
}
constexpr std::uint32_t as_unsigned(std::int32_t value) {
    return static_cast<std::uint32_t>(value);
}

constexpr std::uint32_t divide(std::uint32_t a, std::uint32_t b) {
    if (b == 0) {
        return ~0U;
    }
    if (as_signed(a) == std::numeric_limits<std::int32_t>::min() && as_signed(b) == -1) {
        return a;
    }
    return as_unsigned(as_signed(a) / as_signed(b));
}

constexpr std::uint32_t remainder(std::uint32_t a, std::uint32_t b) {
    if (b == 0) {
        return a;
    }
    if (as_signed(a) == std::numeric_limits<std::int32_t>::min() && as_signed(b) == -1) {
        return 0;
    }
    return as_unsigned(as_signed(a) % as_signed(b));
}

constexpr std::uint32_t upper_half(std::int64_t product) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) >> 32);
}

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

Stepper::Stepper(CsrFile& csr, Bus& bus, Misaligned misaligned) : csr_(csr), bus_(bus), misaligned_(misaligned) {}

void Stepper::reset(std::uint32_t pc, std::uint32_t a0, std::uint32_t a1) {
    x_.fill(0);
    x_[10] = a0;
    x_[11] = a1;
    pc_ = pc;
    asleep = false;
    stuck = false;
    reserved_ = false;
}

void Stepper::drop_memories() {
    memories_.clear();
    last_ = &nothing_;
}

void Stepper::changed_by_others(std::uint32_t address, std::uint32_t length) {
    if (length == 0) {
        return;
    }
    if (reservation_ - address < length || address - reservation_ < sizeof(std::uint32_t)) {
        reserved_ = false;
    }
    for (DirectMemory& memory : memories_) {
        if (memory.contains(address, length)) {
            memory.changed(address, length);
        }
    }
}

void Stepper::run() {
    while (csr_.cycles < limit && !asleep && !stuck) {
        step();
    }
}

void Stepper::step() {
    if (csr_.interrupt_due()) [[unlikely]] {
        take_interrupt();
    }
    if (const Operation* const operation = fetch()) {
        execute(*operation);
    }
}

// Privileged specification, 3.1.9: external before software before timer.
void Stepper::take_interrupt() {
    const std::uint32_t due = csr_.mip & csr_.mie;
    for (const std::uint32_t number : {interrupt::external, interrupt::software, interrupt::timer}) {
        if (((due >> number) & 1U) != 0) {
            pc_ = csr_.enter_trap(interrupt_bit | number, 0, pc_);
            return;
        }
    }
}

void Stepper::raise(Cause cause, std::uint32_t value) {
    ++csr_.cycles;
    const std::uint32_t trapped = pc_;
    pc_ = csr_.enter_trap(static_cast<std::uint32_t>(cause), value, trapped);
    stuck = cause == Cause::instruction_access && pc_ == trapped;
}

void Stepper::retire(std::uint32_t next_pc) {
    ++csr_.cycles;
    ++csr_.instructions;
    pc_ = next_pc;
}

// ---- memory ----

DirectMemory* Stepper::direct(std::uint32_t address, std::uint32_t bytes) {
    if (last_->contains(address, bytes)) [[likely]] {
        return last_;
    }
    for (DirectMemory& memory : memories_) {
        if (memory.contains(address, bytes)) {
            last_ = &memory;
            return last_;
        }
    }
    return nullptr;
}

const Operation* Stepper::fetch() {
    if (DirectMemory* const memory = direct(pc_, 2)) [[likely]] {
        Operation& operation = memory->operation(pc_);
        if (operation.kind == Kind::undecoded) [[unlikely]] {
            if (instruction_bytes(*memory->at(pc_)) == 4 && !memory->contains(pc_, 4)) {
                return fetch_over_bus(scratch_) ? &scratch_ : nullptr;
            }
            operation = decode_at(*memory);
        }
        return &operation;
    }
    return fetch_over_bus(scratch_) ? &scratch_ : nullptr;
}

Operation Stepper::decode_at(DirectMemory& memory) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, memory.at(pc_), instruction_bytes(*memory.at(pc_)));
    return decode(bits);
}

bool Stepper::fetch_over_bus(Operation& operation) {
    std::array<std::uint16_t, 2> halves{};
    for (std::uint32_t i = 0; i < 2; ++i) {
        if (i == 1 && instruction_bytes(halves[0]) == 2) {
            break;
        }
        if (!bus_.transport(false, pc_ + 2 * i, &halves[i], 2)) {
            raise(Cause::instruction_access, pc_ + 2 * i);
            return false;
        }
    }
    operation = decode(halves[0] | std::uint32_t{halves[1]} << 16);
    return true;
}

template <class T>
bool Stepper::load(std::uint32_t address, T& value) {
    const bool aligned = address % sizeof(T) == 0;
    if (DirectMemory* const memory = direct(address, sizeof(T));
        memory != nullptr && (aligned || misaligned_ == Misaligned::allow)) [[likely]] {
        std::memcpy(&value, memory->at(address), sizeof(T));
        return true;
    }
    if (!aligned) {
        raise(Cause::load_misaligned, address);
        return false;
    }
    if (!bus_.transport(false, address, &value, sizeof(T))) {
        raise(Cause::load_access, address);
        return false;
    }
    return true;
}

template <class T>
bool Stepper::store(std::uint32_t address, T value) {
    const bool aligned = address % sizeof(T) == 0;
    if (DirectMemory* const memory = direct(address, sizeof(T));
        memory != nullptr && (aligned || misaligned_ == Misaligned::allow)) [[likely]] {
        std::memcpy(memory->at(address), &value, sizeof(T));
        memory->changed(address, sizeof(T));
        return true;
    }
    if (!aligned) {
        raise(Cause::store_misaligned, address);
        return false;
    }
    if (!bus_.transport(true, address, &value, sizeof(T))) {
        raise(Cause::store_access, address);
        return false;
    }
    return true;
}

template <class T>
void Stepper::load_register(const Operation& o) {
    // The operation may be dropped by what the access brings about: its fields are needed afterwards.
    const std::uint8_t rd = o.rd;
    const std::uint32_t next = pc_ + o.bytes;
    T value{};
    if (load(x_[o.rs1] + as_unsigned(o.immediate), value)) {
        x_[rd] = static_cast<std::uint32_t>(std::int32_t{value});
        retire(next);
    }
}

template <class T>
void Stepper::store_register(const Operation& o) {
    const std::uint32_t next = pc_ + o.bytes;
    if (store(x_[o.rs1] + as_unsigned(o.immediate), static_cast<T>(x_[o.rs2]))) {
        retire(next);
    }
}

// ---- instructions ----

void Stepper::branch(const Operation& o, bool taken) {
    retire(pc_ + (taken ? as_unsigned(o.immediate) : o.bytes));
}

// One switch over all kinds is what an instruction set is.
// NOLINTNEXTLINE(readability-function-size)
void Stepper::execute(const Operation& o) {
    const std::uint32_t a = x_[o.rs1];
    const std::uint32_t b = x_[o.rs2];
    const std::uint32_t immediate = as_unsigned(o.immediate);
    const std::uint32_t next = pc_ + o.bytes;
    switch (o.kind) {
    case Kind::undecoded:
    case Kind::illegal:
        raise(Cause::illegal_instruction, o.bits);
        return;
    case Kind::lui:
        write(o, immediate);
        break;
    case Kind::auipc:
        write(o, pc_ + immediate);
        break;
    case Kind::jal:
        stuck = immediate == 0 && ((csr_.status & mstatus::mie) == 0 || csr_.mie == 0);
        write(o, next);
        retire(pc_ + immediate);
        return;
    case Kind::jalr:
        write(o, next);
        retire((a + immediate) & ~1U);
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
        raise(Cause::breakpoint, pc_);
        return;
    case Kind::mret:
        retire(csr_.leave_trap());
        return;
    case Kind::wfi:
        asleep = !csr_.wake_up();
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
        write(o, b == 0 ? ~0U : a / b);
        break;
    case Kind::rem:
        write(o, remainder(a, b));
        break;
    case Kind::remu:
        write(o, b == 0 ? a : a % b);
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
    retire(next);
}

// Unprivileged specification, chapter 9: csrrw with rd = x0 does not read, the others with rs1 = x0 do not write.
void Stepper::execute_csr(const Operation& o) {
    const auto number = as_unsigned(o.immediate) & 0xFFFU;
    const bool from_register = o.kind == Kind::csrrw || o.kind == Kind::csrrs || o.kind == Kind::csrrc;
    const bool swap = o.kind == Kind::csrrw || o.kind == Kind::csrrwi;
    const std::uint32_t operand = from_register ? x_[o.rs1] : o.rs1;
    const auto old = csr_.read(number);
    const bool writes = swap || o.rs1 != 0;
    if (!old || (writes && !csr_.writable(number))) {
        raise(Cause::illegal_instruction, o.bits);
        return;
    }
    write(o, *old);
    // A written counter does not count the instruction that writes it.
    retire(pc_ + o.bytes);
    if (writes) {
        const bool clear = o.kind == Kind::csrrc || o.kind == Kind::csrrci;
        csr_.write(number, swap ? operand : clear ? *old & ~operand : *old | operand);
    }
}

void Stepper::execute_atomic(const Operation& o) {
    const std::uint32_t address = x_[o.rs1];
    const std::uint32_t operand = x_[o.rs2];
    const bool loads = o.kind == Kind::lr;
    if (address % sizeof(std::uint32_t) != 0) {
        raise(loads ? Cause::load_misaligned : Cause::store_misaligned, address);
        return;
    }
    DirectMemory* memory = direct(address, sizeof(std::uint32_t));
    if (memory == nullptr) { // perhaps the first access to this memory
        bus_.map_directly(address);
        memory = direct(address, sizeof(std::uint32_t));
    }
    if (memory == nullptr) { // devices do not take part in atomic accesses
        raise(loads ? Cause::load_access : Cause::store_access, address);
        return;
    }
    std::uint32_t value = 0;
    std::memcpy(&value, memory->at(address), sizeof value);
    const std::uint32_t next = pc_ + o.bytes;
    const std::uint8_t rd = o.rd;
    if (loads) {
        reserved_ = true;
        reservation_ = address;
        x_[rd] = value;
    } else if (o.kind == Kind::sc) {
        const bool success = reserved_ && reservation_ == address;
        reserved_ = false;
        if (success) {
            std::memcpy(memory->at(address), &operand, sizeof operand);
            memory->changed(address, sizeof operand);
        }
        x_[rd] = success ? 0 : 1;
    } else {
        const std::uint32_t result = atomic_result(o.kind, value, operand);
        std::memcpy(memory->at(address), &result, sizeof result);
        memory->changed(address, sizeof result);
        x_[rd] = value;
    }
    retire(next);
}

} // namespace edgeloom::hart
