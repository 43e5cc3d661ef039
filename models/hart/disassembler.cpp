#include "hart/disassembler.hpp"

#include "hart/csr_name.hpp"

#include <array>
#include <cstdio>

namespace edgeloom::hart {

namespace {

constexpr std::uint8_t ra = 1;

// By Kind, in its order.
constexpr std::array mnemonics{
    "undecoded", "illegal",  "lui",     "auipc",    "jal",      "jalr",      "beq",      "bne",       "blt",
    "bge",       "bltu",     "bgeu",    "lb",       "lh",       "lw",        "lbu",      "lhu",       "sb",
    "sh",        "sw",       "addi",    "slti",     "sltiu",    "xori",      "ori",      "andi",      "slli",
    "srli",      "srai",     "add",     "sub",      "sll",      "slt",       "sltu",     "xor",       "srl",
    "sra",       "or",       "and",     "fence",    "ecall",    "ebreak",    "fence.i",  "csrrw",     "csrrs",
    "csrrc",     "csrrwi",   "csrrsi",  "csrrci",   "mret",     "wfi",       "mul",      "mulh",      "mulhsu",
    "mulhu",     "div",      "divu",    "rem",      "remu",     "lr.w",      "sc.w",     "amoswap.w", "amoadd.w",
    "amoxor.w",  "amoand.w", "amoor.w", "amomin.w", "amomax.w", "amominu.w", "amomaxu.w"};
static_assert(mnemonics.size() == static_cast<std::size_t>(Kind::amomaxu) + 1);

std::string hex(std::uint32_t value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%x", value);
    return text.data();
}

std::string decimal(std::int32_t value) {
    return std::to_string(value);
}

// One instruction with what its operands look like.
class Text {
public:
    Text(const Operation& operation, std::uint32_t pc) : operation_(operation), pc_(pc) {}

    [[nodiscard]] std::string whole() const;

private:
    [[nodiscard]] static std::string join(const std::string& mnemonic, std::initializer_list<std::string> operands);
    [[nodiscard]] std::string name() const { return mnemonics[static_cast<std::size_t>(operation_.kind)]; }
    [[nodiscard]] std::string rd() const { return register_name(operation_.rd); }
    [[nodiscard]] std::string rs1() const { return register_name(operation_.rs1); }
    [[nodiscard]] std::string rs2() const { return register_name(operation_.rs2); }
    [[nodiscard]] std::string number() const { return decimal(operation_.immediate); }
    [[nodiscard]] std::string target() const { return hex(pc_ + static_cast<std::uint32_t>(operation_.immediate)); }
    [[nodiscard]] std::string memory() const { return number() + "(" + rs1() + ")"; }
    [[nodiscard]] bool discards() const { return operation_.rd == no_register; }

    [[nodiscard]] std::string raw() const;
    [[nodiscard]] std::string upper() const;
    [[nodiscard]] std::string jump() const;
    [[nodiscard]] std::string indirect_jump() const;
    [[nodiscard]] std::string branch() const;
    [[nodiscard]] std::string with_immediate() const;
    [[nodiscard]] std::string add_immediate() const;
    [[nodiscard]] std::string with_registers() const;
    [[nodiscard]] std::string fence() const;
    [[nodiscard]] std::string csr() const;
    [[nodiscard]] std::string counter() const;
    [[nodiscard]] std::string atomic() const;

    const Operation& operation_;
    std::uint32_t pc_;
};

std::string Text::join(const std::string& mnemonic, std::initializer_list<std::string> operands) {
    std::string text = mnemonic;
    const char* separator = " ";
    for (const std::string& operand : operands) {
        text += separator + operand;
        separator = ",";
    }
    return text;
}

// What is not an instruction, as data.
std::string Text::raw() const {
    if (operation_.bytes == 2) {
        std::array<char, 24> text{};
        std::snprintf(text.data(), text.size(), ".short 0x%04x", operation_.bits & 0xFFFFU);
        return operation_.bits == 0 ? "unimp" : text.data();
    }
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), ".word 0x%08x", operation_.bits);
    return text.data();
}

std::string Text::upper() const {
    return join(name(), {rd(), "0x" + hex(static_cast<std::uint32_t>(operation_.immediate) >> 12U)});
}

std::string Text::jump() const {
    if (discards()) {
        return join("j", {target()});
    }
    return operation_.rd == ra ? join("jal", {target()}) : join("jal", {rd(), target()});
}

std::string Text::indirect_jump() const {
    const std::string where = operation_.immediate == 0 ? rs1() : memory();
    if (discards()) {
        return operation_.rs1 == ra && operation_.immediate == 0 ? "ret" : join("jr", {where});
    }
    return operation_.rd == ra ? join("jalr", {where}) : join("jalr", {rd(), where});
}

std::string Text::branch() const {
    const Kind kind = operation_.kind;
    if (operation_.rs2 == 0) {
        if (kind == Kind::beq || kind == Kind::bne || kind == Kind::bge || kind == Kind::blt) {
            return kind == Kind::bge && operation_.rs1 == 0 ? join("blez", {rs1(), target()})
                                                            : join(name() + "z", {rs1(), target()});
        }
    } else if (operation_.rs1 == 0 && (kind == Kind::bge || kind == Kind::blt)) {
        return join(kind == Kind::bge ? "blez" : "bgtz", {rs2(), target()});
    }
    return join(name(), {rs1(), rs2(), target()});
}

std::string Text::add_immediate() const {
    if (operation_.rs1 == 0) {
        return discards() && operation_.immediate == 0 ? "nop" : join("li", {rd(), number()});
    }
    const bool move = operation_.immediate == 0 && operation_.bytes == 4; // c.addi of 0 is a hint
    return move ? join("mv", {rd(), rs1()}) : join("addi", {rd(), rs1(), number()});
}

std::string Text::with_immediate() const {
    constexpr std::int32_t byte_mask = 0xFF;
    switch (operation_.kind) {
    case Kind::addi:
        return add_immediate();
    case Kind::xori:
        return operation_.immediate == -1 ? join("not", {rd(), rs1()}) : join("xori", {rd(), rs1(), number()});
    case Kind::andi:
        return operation_.immediate == byte_mask ? join("zext.b", {rd(), rs1()})
                                                 : join("andi", {rd(), rs1(), number()});
    case Kind::sltiu:
        return operation_.immediate == 1 ? join("seqz", {rd(), rs1()}) : join("sltiu", {rd(), rs1(), number()});
    case Kind::slli:
    case Kind::srli:
    case Kind::srai:
        return join(name(), {rd(), rs1(), "0x" + hex(static_cast<std::uint32_t>(operation_.immediate))});
    default:
        return join(name(), {rd(), rs1(), number()});
    }
}

std::string Text::with_registers() const {
    const bool first_zero = operation_.rs1 == 0;
    switch (operation_.kind) {
    case Kind::add: // c.mv is an addition to x0
        return operation_.bytes == 2 && first_zero ? join("mv", {rd(), rs2()}) : join("add", {rd(), rs1(), rs2()});
    case Kind::sub:
        return first_zero ? join("neg", {rd(), rs2()}) : join("sub", {rd(), rs1(), rs2()});
    case Kind::sltu:
        return first_zero ? join("snez", {rd(), rs2()}) : join("sltu", {rd(), rs1(), rs2()});
    case Kind::slt:
        if (operation_.rs2 == 0) {
            return join("sltz", {rd(), rs1()});
        }
        return first_zero ? join("sgtz", {rd(), rs2()}) : join("slt", {rd(), rs1(), rs2()});
    default:
        return join(name(), {rd(), rs1(), rs2()});
    }
}

// Which accesses a fence orders.
std::string fence_set(std::uint32_t bits) {
    std::string set;
    for (unsigned i = 0; i < 4; ++i) {
        if ((bits & (8U >> i)) != 0) {
            set += "iorw"[i];
        }
    }
    return set.empty() ? "unknown" : set;
}

std::string Text::fence() const {
    const std::uint32_t mode = operation_.bits >> 28U;
    const std::uint32_t before = operation_.bits >> 24U & 0xFU;
    const std::uint32_t after = operation_.bits >> 20U & 0xFU;
    constexpr std::uint32_t all = 0xF;
    constexpr std::uint32_t read_write = 3;
    constexpr std::uint32_t total_store_order = 8;
    if (mode == total_store_order && before == read_write && after == read_write) {
        return "fence.tso";
    }
    return before == all && after == all ? "fence" : join("fence", {fence_set(before), fence_set(after)});
}

// The pseudo-instruction that reads a counter; empty for other registers.
std::string Text::counter() const {
    switch (operation_.immediate) {
    case 0xC00:
        return "rdcycle";
    case 0xC01:
        return "rdtime";
    case 0xC02:
        return "rdinstret";
    case 0xC80:
        return "rdcycleh";
    case 0xC81:
        return "rdtimeh";
    case 0xC82:
        return "rdinstreth";
    default:
        return {};
    }
}

std::string Text::csr() const {
    const Kind kind = operation_.kind;
    const bool from_register = kind == Kind::csrrw || kind == Kind::csrrs || kind == Kind::csrrc;
    const std::string source = from_register ? rs1() : std::to_string(operation_.rs1);
    std::string which = csr_name(static_cast<std::uint32_t>(operation_.immediate));
    which = which.starts_with("csr") ? which.substr(3) : which;
    if (kind == Kind::csrrs && operation_.rs1 == 0) {
        return counter().empty() ? join("csrr", {rd(), which}) : join(counter(), {rd()});
    }
    const std::string action = name().substr(4, 1); // w, s or c
    return discards() ? join("csr" + action, {which, source}) : join("csrr" + action, {rd(), which, source});
}

std::string Text::atomic() const {
    const std::string acquire = (operation_.bits >> 26U & 1U) != 0 ? "aq" : "";
    const std::string release = (operation_.bits >> 25U & 1U) != 0 ? "rl" : "";
    const std::string order = acquire + release;
    const std::string mnemonic = name() + (order.empty() ? "" : "." + order);
    const std::string address = "(" + rs1() + ")";
    return operation_.kind == Kind::lr ? join(mnemonic, {rd(), address}) : join(mnemonic, {rd(), rs2(), address});
}

std::string Text::whole() const {
    const Kind kind = operation_.kind;
    if (kind <= Kind::illegal) {
        return raw();
    }
    if (kind <= Kind::auipc) {
        return upper();
    }
    if (kind <= Kind::jalr) {
        return kind == Kind::jal ? jump() : indirect_jump();
    }
    if (kind <= Kind::bgeu) {
        return branch();
    }
    if (kind <= Kind::sw) {
        return join(name(), {kind <= Kind::lhu ? rd() : rs2(), memory()});
    }
    if (kind <= Kind::srai) {
        return with_immediate();
    }
    if (kind <= Kind::and_ || (kind >= Kind::mul && kind <= Kind::remu)) {
        return with_registers();
    }
    if (kind >= Kind::csrrw && kind <= Kind::csrrci) {
        return csr();
    }
    if (kind >= Kind::lr) {
        return atomic();
    }
    return kind == Kind::fence ? fence() : name();
}

} // namespace

const char* register_name(std::uint8_t number) {
    static constexpr std::array names{"zero", "ra", "sp", "gp", "tp",  "t0",  "t1", "t2", "s0", "s1", "a0",
                                      "a1",   "a2", "a3", "a4", "a5",  "a6",  "a7", "s2", "s3", "s4", "s5",
                                      "s6",   "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6"};
    return number < names.size() ? names[number] : names[0];
}

std::string disassemble(const Operation& operation, std::uint32_t pc) {
    return Text(operation, pc).whole();
}

} // namespace edgeloom::hart
