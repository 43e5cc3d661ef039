#include "hart/csr.hpp"

#include <utility>

namespace edgeloom::hart {

namespace {

constexpr std::uint32_t misa_value = 1U << 30 | 1U << 0 | 1U << 2 | 1U << 8 | 1U << 12; // RV32 A C I M
constexpr std::uint32_t inhibit_cycles = 1U << 0;
constexpr std::uint32_t inhibit_instructions = 1U << 2;
constexpr std::uint32_t interrupt_bit = 1U << 31;

constexpr bool between(std::uint32_t number, std::uint32_t first, std::uint32_t last) {
    return number >= first && number <= last;
}

// Registers that are there and always read zero.
constexpr bool reads_zero(std::uint32_t number) {
    return between(number, 0x323, 0x33F)    // mhpmevent3..31
           || between(number, 0xB03, 0xB1F) // mhpmcounter3..31
           || between(number, 0xB83, 0xB9F) // mhpmcounter3h..31h
           || between(number, 0x7A0, 0x7A3) // tselect, tdata1..3: tdata1 is of type 0, no trigger
           || number == 0x7A5               // tcontrol
           || number == 0x310;              // mstatush: little-endian
}

constexpr bool read_only_number(std::uint32_t number) {
    return number >> 10 == 3;
}

constexpr std::uint32_t lower(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
}
constexpr std::uint32_t upper(std::uint64_t value) {
    return static_cast<std::uint32_t>(value >> 32);
}
constexpr std::uint64_t with_lower(std::uint64_t value, std::uint32_t word) {
    return (value >> 32 << 32) | word;
}
constexpr std::uint64_t with_upper(std::uint64_t value, std::uint32_t word) {
    return std::uint64_t{word} << 32 | lower(value);
}

} // namespace

void CsrFile::reset() {
    CsrFile fresh(hart_id_);
    fresh.cycles = cycles;
    fresh.instructions = instructions;
    fresh.mip = mip;
    fresh.time = std::move(time);
    *this = std::move(fresh);
}

std::uint64_t CsrFile::value(const Counter& counter, std::uint64_t now, std::uint32_t inhibit_bit) const {
    return (mcountinhibit_ & inhibit_bit) != 0 ? counter.stopped_at : now + counter.offset;
}

// Unprivileged specification, 9.1: a write to a part of a counter is done instead of counting the instruction that
// writes.
std::uint64_t CsrFile::before_writer(const Counter& counter, std::uint64_t now, std::uint32_t inhibit_bit) const {
    return value(counter, now - 1, inhibit_bit);
}

void CsrFile::set(Counter& counter, std::uint64_t now, std::uint32_t inhibit_bit, std::uint64_t value) {
    if ((mcountinhibit_ & inhibit_bit) != 0) {
        counter.stopped_at = value;
    } else {
        counter.offset = value - now;
    }
}

void CsrFile::inhibit(std::uint32_t bits) {
    const std::uint64_t cycle = value(mcycle_, cycles, inhibit_cycles);
    const std::uint64_t retired = value(minstret_, instructions, inhibit_instructions);
    mcountinhibit_ = bits & (inhibit_cycles | inhibit_instructions);
    set(mcycle_, cycles, inhibit_cycles, cycle);
    set(minstret_, instructions, inhibit_instructions, retired);
}

std::optional<std::uint32_t> CsrFile::read(std::uint32_t number) const {
    switch (number) {
    case 0x300:
        return status | mstatus::mpp;
    case 0x301:
        return misa_value;
    case 0x304:
        return mie;
    case 0x305:
        return mtvec;
    case 0x320:
        return mcountinhibit_;
    case 0x340:
        return mscratch;
    case 0x341:
        return mepc;
    case 0x342:
        return mcause;
    case 0x343:
        return mtval;
    case 0x344:
        return mip;
    case 0x7A4: // tinfo: type 0 is the only one
        return 1;
    case 0xB00:
    case 0xC00:
        return lower(value(mcycle_, cycles, inhibit_cycles));
    case 0xB80:
    case 0xC80:
        return upper(value(mcycle_, cycles, inhibit_cycles));
    case 0xB02:
    case 0xC02:
        return lower(value(minstret_, instructions, inhibit_instructions));
    case 0xB82:
    case 0xC82:
        return upper(value(minstret_, instructions, inhibit_instructions));
    case 0xC01:
        return lower(time ? time() : 0);
    case 0xC81:
        return upper(time ? time() : 0);
    case 0xF11: // mvendorid
    case 0xF12: // marchid
    case 0xF13: // mimpid
    case 0xF15: // mconfigptr
        return 0;
    case 0xF14:
        return hart_id_;
    default:
        return reads_zero(number) || between(number, 0xC03, 0xC1F) || between(number, 0xC83, 0xC9F)
                   ? std::optional<std::uint32_t>(0)
                   : pmp_.read(number);
    }
}

bool CsrFile::writable(std::uint32_t number) const {
    return !read_only_number(number) && read(number).has_value();
}

void CsrFile::write(std::uint32_t number, std::uint32_t written) {
    switch (number) {
    case 0x300:
        status = written & (mstatus::mie | mstatus::mpie);
        break;
    case 0x304:
        mie = written & interrupt::mask;
        break;
    case 0x305:
        mtvec = written & ~2U; // direct or vectored
        break;
    case 0x320:
        inhibit(written);
        break;
    case 0x340:
        mscratch = written;
        break;
    case 0x341:
        mepc = written & ~1U;
        break;
    case 0x342:
        mcause = written;
        break;
    case 0x343:
        mtval = written;
        break;
    case 0xB00:
        set(mcycle_, cycles, inhibit_cycles, with_lower(before_writer(mcycle_, cycles, inhibit_cycles), written));
        break;
    case 0xB80:
        set(mcycle_, cycles, inhibit_cycles, with_upper(before_writer(mcycle_, cycles, inhibit_cycles), written));
        break;
    case 0xB02:
        set(minstret_, instructions, inhibit_instructions,
            with_lower(before_writer(minstret_, instructions, inhibit_instructions), written));
        break;
    case 0xB82:
        set(minstret_, instructions, inhibit_instructions,
            with_upper(before_writer(minstret_, instructions, inhibit_instructions), written));
        break;
    default: // PMP; misa and mip, which others decide, and what reads zero, stay
        pmp_.write(number, written);
        break;
    }
}

std::uint32_t CsrFile::enter_trap(std::uint32_t cause, std::uint32_t trap_value, std::uint32_t pc) {
    mepc = pc & ~1U;
    mcause = cause;
    mtval = trap_value;
    status = (status & mstatus::mie) != 0 ? mstatus::mpie : 0;
    const std::uint32_t base = mtvec & ~3U;
    const bool vectored = (mtvec & 1U) != 0 && (cause & interrupt_bit) != 0;
    return vectored ? base + 4 * (cause & ~interrupt_bit) : base;
}

std::uint32_t CsrFile::leave_trap() {
    status = mstatus::mpie | ((status & mstatus::mpie) != 0 ? mstatus::mie : 0);
    return mepc;
}

} // namespace edgeloom::hart
