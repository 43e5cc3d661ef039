#include "hart/threaded_code.hpp"

#include "hart/arithmetic.hpp"

#include <boost/integer.hpp>

#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

namespace edgeloom::hart::threaded {

namespace {

// GCC turns a call in tail position into a jump when it optimises, so that a handler jumps straight to the next.
// Elsewhere each handler returns, and a loop calls the next.
#if defined(__GNUC__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
constexpr bool jumps = true;
#else
constexpr bool jumps = false;
#endif

#define EDGELOOM_INLINE [[gnu::always_inline]] inline

EDGELOOM_INLINE void go(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory,
                        std::uint32_t base, std::uint32_t last) {
    if constexpr (jumps) {
        code->handler(code, machine, budget, memory, base, last);
    } else {
        machine.stopped = code;
        machine.budget = budget;
        machine.last = last;
    }
}

EDGELOOM_INLINE void stop(const Code* code, Machine& machine, std::int32_t budget, Exit exit) {
    machine.stopped = code;
    machine.budget = budget;
    machine.exit = exit;
    machine.running = false;
}

// Charges a block as a whole and begins it.
EDGELOOM_INLINE void enter(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory,
                           std::uint32_t base) {
    const std::uint32_t clocks = code->left;
    // Nothing translated (0) becomes the largest number.
    if (clocks - 1 >= static_cast<std::uint32_t>(budget)) [[unlikely]] {
        stop(code, machine, budget, Exit::entry);
        return;
    }
    go(code, machine, budget - static_cast<std::int32_t>(clocks), memory, base, machine.x[code->rs1]);
}

void leave_to_reference(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t*, std::uint32_t,
                        std::uint32_t) {
    stop(code, machine, budget + code->left, Exit::reference);
}

template <unsigned bytes>
EDGELOOM_INLINE const Code* after(const Code* code) {
    return code + bytes / 2;
}

EDGELOOM_INLINE const Code* target(const Code* code) {
    return reinterpret_cast<const Code*>(reinterpret_cast<const char*>(code) + code->immediate);
}

EDGELOOM_INLINE std::uint32_t address_of(const Code* code, const Machine& machine) {
    return machine.code_base + static_cast<std::uint32_t>(code - machine.first) * 2;
}

template <Kind kind, Clocks clocks>
EDGELOOM_INLINE void count_extra(Machine& machine) {
    if constexpr (clocks == Clocks::by_kind) {
        machine.extra_clocks += machine.extra[index(kind)];
    }
}

template <Kind kind>
EDGELOOM_INLINE std::uint32_t compute(std::uint32_t a, std::uint32_t b) {
    switch (kind) {
    case Kind::lui:
    case Kind::auipc:
        return b;
    case Kind::addi:
    case Kind::add:
        return a + b;
    case Kind::sub:
        return a - b;
    case Kind::slti:
    case Kind::slt:
        return as_signed(a) < as_signed(b) ? 1 : 0;
    case Kind::sltiu:
    case Kind::sltu:
        return a < b ? 1 : 0;
    case Kind::xori:
    case Kind::xor_:
        return a ^ b;
    case Kind::ori:
    case Kind::or_:
        return a | b;
    case Kind::andi:
    case Kind::and_:
        return a & b;
    case Kind::slli:
    case Kind::sll:
        return a << (b & 31U);
    case Kind::srli:
    case Kind::srl:
        return a >> (b & 31U);
    case Kind::srai:
    case Kind::sra:
        return as_unsigned(as_signed(a) >> (b & 31U));
    case Kind::mul:
        return a * b;
    case Kind::mulh:
        return upper_half(std::int64_t{as_signed(a)} * as_signed(b));
    case Kind::mulhsu:
        return upper_half(std::int64_t{as_signed(a)} * b);
    case Kind::mulhu:
        return static_cast<std::uint32_t>((std::uint64_t{a} * b) >> 32);
    case Kind::div:
        return divide(a, b);
    case Kind::divu:
        return divide_unsigned(a, b);
    case Kind::rem:
        return remainder(a, b);
    case Kind::remu:
        return remainder_unsigned(a, b);
    default: // fences
        return 0;
    }
}

template <Kind kind>
EDGELOOM_INLINE bool taken(std::uint32_t a, std::uint32_t b) {
    switch (kind) {
    case Kind::beq:
        return a == b;
    case Kind::bne:
        return a != b;
    case Kind::blt:
        return as_signed(a) < as_signed(b);
    case Kind::bge:
        return as_signed(a) >= as_signed(b);
    case Kind::bltu:
        return a < b;
    default:
        return a >= b;
    }
}

constexpr bool has_immediate(Kind kind) {
    return kind == Kind::lui || kind == Kind::auipc || (kind >= Kind::addi && kind <= Kind::srai);
}
constexpr bool is_arithmetic(Kind kind) {
    return has_immediate(kind) || (kind >= Kind::add && kind <= Kind::and_) || kind == Kind::fence ||
           kind == Kind::fence_i || (kind >= Kind::mul && kind <= Kind::remu);
}

template <Forward forward>
EDGELOOM_INLINE std::uint32_t first(const Code* code, const Machine& machine, std::uint32_t last) {
    return forward == Forward::first ? last : machine.x[forward == Forward::second ? code->rs2 : code->rs1];
}
template <Forward forward>
EDGELOOM_INLINE std::uint32_t second(const Code* code, const Machine& machine, std::uint32_t last) {
    return forward == Forward::second ? last : machine.x[code->rs2];
}

// Branches to the next block, or falls through to it.
template <Kind kind, unsigned bytes, Clocks clocks, Forward forward>
EDGELOOM_INLINE void branch(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory,
                            std::uint32_t base, std::uint32_t last) {
    count_extra<kind, clocks>(machine);
    if (!taken<kind>(first<forward>(code, machine, last), second<forward>(code, machine, last))) {
        enter(after<bytes>(code), machine, budget, memory, base);
        return;
    }
    if constexpr (clocks == Clocks::by_kind) {
        budget -= static_cast<std::int32_t>(machine.taken);
        machine.extra_clocks += machine.taken;
        if (budget <= 0) {
            stop(target(code), machine, budget, Exit::entry);
            return;
        }
    }
    enter(target(code), machine, budget, memory, base);
}

template <unsigned bytes, Clocks clocks>
void jump(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory, std::uint32_t base,
          std::uint32_t) {
    machine.x[code->rd] = address_of(code, machine) + bytes;
    count_extra<Kind::jal, clocks>(machine);
    enter(target(code), machine, budget, memory, base);
}

template <unsigned bytes, Clocks clocks, Forward forward>
void jump_to_register(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory, std::uint32_t base,
                      std::uint32_t last) {
    const std::uint32_t offset =
        ((first<forward>(code, machine, last) + as_unsigned(code->immediate)) & ~1U) - machine.code_base;
    if (offset >= machine.code_size) [[unlikely]] {
        leave_to_reference(code, machine, budget, memory, base, last);
        return;
    }
    machine.x[code->rd] = address_of(code, machine) + bytes;
    count_extra<Kind::jalr, clocks>(machine);
    enter(machine.first + offset / 2, machine, budget, memory, base);
}

constexpr bool extends_sign(Kind kind) {
    return kind == Kind::lb || kind == Kind::lh || kind == Kind::lw;
}

constexpr int bits_of(Kind kind) {
    return static_cast<int>(8 * access_bytes(kind));
}

// What a load or store accesses.
template <Kind kind>
using Accessed = std::conditional_t<extends_sign(kind), typename boost::int_t<bits_of(kind)>::exact,
                                    typename boost::uint_t<bits_of(kind)>::exact>;

// Aligned, and within the window: rotated, a misaligned offset becomes larger than any window.
template <class T>
EDGELOOM_INLINE bool within(std::uint32_t offset, const Machine& machine) {
    constexpr int shift = std::countr_zero(sizeof(T));
    return std::rotr(offset, shift) < machine.window[shift];
}

template <class T>
EDGELOOM_INLINE T get(const std::uint8_t* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <class T>
EDGELOOM_INLINE void put(std::uint8_t* to, std::uint32_t value) {
    const auto part = static_cast<T>(value);
    std::memcpy(to, &part, sizeof part);
}

template <Forward forward>
EDGELOOM_INLINE std::uint32_t address(const Code* code, const Machine& machine, std::uint32_t last) {
    return first<forward>(code, machine, last) + as_unsigned(code->immediate);
}

// Carries out an instruction that goes on to the one behind it; `result` is what that may find in `last`. False where
// an access leads out of the window, or somebody wants to hear of it: nothing has happened then.
template <Kind kind, Forward forward>
EDGELOOM_INLINE bool step(const Code* code, Machine& machine, std::uint8_t* memory, std::uint32_t base,
                          std::uint32_t last, std::uint32_t& result) {
    if constexpr (is_arithmetic(kind)) {
        const std::uint32_t a = first<forward>(code, machine, last);
        const std::uint32_t b =
            has_immediate(kind) ? as_unsigned(code->immediate) : second<forward>(code, machine, last);
        result = compute<kind>(a, b);
        machine.x[code->rd] = result;
        return true;
    } else {
        using T = Accessed<kind>;
        const std::uint32_t offset = address<forward>(code, machine, last) - base;
        if (!within<T>(offset, machine)) [[unlikely]] {
            return false;
        }
        if constexpr (is_load(kind)) {
            result = static_cast<std::uint32_t>(std::int32_t{get<T>(memory + offset)});
            machine.x[code->rd] = result;
        } else {
            if (machine.marks[offset >> DirectMemory::line_bits] != 0) [[unlikely]] {
                return false;
            }
            put<T>(memory + offset, second<forward>(code, machine, last));
        }
        return true;
    }
}

// Where step() did nothing: another directly mapped region, or else the reference interpreter.
template <Kind kind, unsigned bytes, Clocks clocks, Forward forward>
[[gnu::noinline]] void elsewhere(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory,
                                 std::uint32_t base, std::uint32_t last) {
    using T = Accessed<kind>;
    const std::uint32_t at = address<forward>(code, machine, last);
    DirectMemory* const region = machine.memories->find(at, sizeof(T));
    if (region == nullptr || at % sizeof(T) != 0 ||
        (is_store(kind) && region->marks()[(at - region->base()) >> DirectMemory::line_bits] != 0)) {
        leave_to_reference(code, machine, budget, memory, base, last);
        return;
    }
    if constexpr (is_load(kind)) {
        last = static_cast<std::uint32_t>(std::int32_t{get<T>(region->at(at))});
        machine.x[code->rd] = last;
    } else {
        put<T>(region->at(at), second<forward>(code, machine, last));
    }
    count_extra<kind, clocks>(machine);
    go(after<bytes>(code), machine, budget, memory, base, last);
}

template <Kind kind, unsigned bytes, Clocks clocks, Forward forward>
void single(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory, std::uint32_t base,
            std::uint32_t last) {
    if constexpr (is_branch(kind)) {
        branch<kind, bytes, clocks, forward>(code, machine, budget, memory, base, last);
    } else {
        std::uint32_t result = last;
        if (!step<kind, forward>(code, machine, memory, base, last, result)) [[unlikely]] {
            if constexpr (!is_arithmetic(kind)) {
                elsewhere<kind, bytes, clocks, forward>(code, machine, budget, memory, base, last);
            }
            return;
        }
        count_extra<kind, clocks>(machine);
        go(after<bytes>(code), machine, budget, memory, base, result);
    }
}

// An instruction, and the one behind it at once: one jump from handler to handler less.
template <Kind kind, unsigned bytes, Forward forward, Kind kind2, unsigned bytes2, Forward forward2>
void pair(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory, std::uint32_t base,
          std::uint32_t last) {
    std::uint32_t result = last;
    if (!step<kind, forward>(code, machine, memory, base, last, result)) [[unlikely]] {
        if constexpr (!is_arithmetic(kind)) {
            elsewhere<kind, bytes, Clocks::one_each, forward>(code, machine, budget, memory, base, last);
        }
        return;
    }
    single<kind2, bytes2, Clocks::one_each, forward2>(after<bytes>(code), machine, budget, memory, base, result);
}

template <Kind kind, unsigned bytes, Clocks clocks, Forward forward>
constexpr Handler choose() {
    if constexpr (is_arithmetic(kind) || is_branch(kind) || is_load(kind) || is_store(kind)) {
        return &single<kind, bytes, clocks, forward>;
    } else if constexpr (kind == Kind::jal) {
        return &jump<bytes, clocks>;
    } else if constexpr (kind == Kind::jalr) {
        return &jump_to_register<bytes, clocks, forward>;
    } else {
        return nullptr;
    }
}

using Table = std::array<Handler, kinds>;

template <unsigned bytes, Clocks clocks, Forward forward, std::size_t... kind>
constexpr Table table(std::index_sequence<kind...>) {
    return {choose<static_cast<Kind>(kind), bytes, clocks, forward>()...};
}

// By what is forwarded.
template <unsigned bytes, Clocks clocks>
constexpr std::array<Table, 3> tables{table<bytes, clocks, Forward::none>(std::make_index_sequence<kinds>()),
                                      table<bytes, clocks, Forward::first>(std::make_index_sequence<kinds>()),
                                      table<bytes, clocks, Forward::second>(std::make_index_sequence<kinds>())};

// ---- pairs ----

constexpr std::size_t forwards = 3;
constexpr std::size_t lengths = 2;
constexpr std::size_t pair_variants = lengths * lengths * forwards * forwards;

constexpr std::size_t variant(unsigned bytes, Forward forward, unsigned bytes2, Forward forward2) {
    return ((bytes / 4 * lengths + bytes2 / 4) * forwards + static_cast<std::size_t>(forward)) * forwards +
           static_cast<std::size_t>(forward2);
}

struct Pair {
    Kind first;
    Kind second;
    std::array<Handler, pair_variants> handlers;
};

template <Kind kind, Kind kind2, std::size_t v>
constexpr Handler pair_variant() {
    constexpr unsigned bytes = v / (lengths * forwards * forwards) == 0 ? 2 : 4;
    constexpr unsigned bytes2 = v / (forwards * forwards) % lengths == 0 ? 2 : 4;
    return &pair<kind, bytes, static_cast<Forward>(v / forwards % forwards), kind2, bytes2,
                 static_cast<Forward>(v % forwards)>;
}

template <Kind kind, Kind kind2>
constexpr Pair make_pair() {
    return [&]<std::size_t... v>(std::index_sequence<v...>) {
        return Pair{kind, kind2, {pair_variant<kind, kind2, v>()...}};
    }
    (std::make_index_sequence<pair_variants>());
}

// What compilers put behind each other most often, as counted in matrix products, checksums, sorting, scanning and
// training.
using enum Kind;
constexpr Pair pairs[]{
    make_pair<addi, addi>(), make_pair<addi, add>(),  make_pair<addi, andi>(), make_pair<addi, mul>(),
    make_pair<addi, bne>(),  make_pair<addi, beq>(),  make_pair<addi, bltu>(), make_pair<addi, bgeu>(),
    make_pair<addi, xor_>(), make_pair<add, lw>(),    make_pair<add, lh>(),    make_pair<add, addi>(),
    make_pair<add, bne>(),   make_pair<add, bge>(),   make_pair<slli, add>(),  make_pair<slli, addi>(),
    make_pair<srli, addi>(), make_pair<andi, addi>(), make_pair<andi, slli>(), make_pair<andi, bltu>(),
    make_pair<xor_, bne>(),  make_pair<mul, add>(),   make_pair<lw, lw>(),     make_pair<lw, addi>(),
    make_pair<lw, add>(),    make_pair<lw, xor_>(),   make_pair<lbu, addi>(),  make_pair<lhu, lh>(),
    make_pair<sw, lw>(),     make_pair<sw, addi>(),
};

} // namespace

Handler handler_of(const Instruction& instruction, Clocks clocks) {
    const bool one_each = clocks == Clocks::one_each;
    const auto& of_two = one_each ? tables<2, Clocks::one_each> : tables<2, Clocks::by_kind>;
    const auto& of_four = one_each ? tables<4, Clocks::one_each> : tables<4, Clocks::by_kind>;
    return (instruction.bytes == 2 ? of_two
                                   : of_four)[static_cast<std::size_t>(instruction.forward)][index(instruction.kind)];
}

Handler handler_of_pair(const Instruction& first, const Instruction& second) {
    for (const Pair& pair : pairs) {
        if (pair.first == first.kind && pair.second == second.kind) {
            return pair.handlers[variant(first.bytes, first.forward, second.bytes, second.forward)];
        }
    }
    return nullptr;
}

Handler reference_handler() {
    return &leave_to_reference;
}

void run(const Code* code, Machine& machine, std::int32_t budget, DirectMemory& window) {
    machine.marks = window.marks();
    machine.window = {window.size(), window.size() / 2, window.size() / 4};
    machine.running = true;
    std::uint8_t* const memory = window.at(window.base());
    enter(code, machine, budget, memory, window.base());
    if constexpr (!jumps) {
        while (machine.running) {
            machine.stopped->handler(machine.stopped, machine, machine.budget, memory, window.base(), machine.last);
        }
    }
}

} // namespace edgeloom::hart::threaded
