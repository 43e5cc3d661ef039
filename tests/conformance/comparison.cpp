#include "conformance/comparison.hpp"

#include "hart/decoder.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <cstring>

namespace edgeloom::test {

namespace {

namespace at = layout::at;
using layout::base;

constexpr std::uint32_t breakpoint = 3;
constexpr std::uint32_t load_misaligned = 4;
constexpr std::uint32_t load_access = 5;

bool reads_and_writes(std::uint32_t instruction) {
    const hart::Kind kind = hart::decode(instruction).kind;
    return kind >= hart::Kind::amoswap && kind <= hart::Kind::amomaxu;
}

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + offset, std::min(sizeof word, bytes.size() - offset));
    return word;
}

// One program's records of two runs.
class Records {
public:
    Records(const Image& image, std::size_t program, const Outcome& expected, const Outcome& found)
        : image_(image),
          program_(program),
          expected_(image.records_in(expected.memory).subspan(program * at::end, at::end)),
          found_(image.records_in(found.memory).subspan(program * at::end, at::end)) {}

    [[nodiscard]] std::string difference() const {
        for (const std::string& text :
             {trap_difference(), register_difference(), csr_difference(), rest_difference()}) {
            if (!text.empty()) {
                return text;
            }
        }
        return "";
    }

private:
    [[nodiscard]] bool same(std::int32_t offset) const { return expected(offset) == found(offset); }
    [[nodiscard]] std::uint32_t expected(std::int32_t offset) const {
        return word_at(expected_, static_cast<std::size_t>(offset));
    }
    [[nodiscard]] std::uint32_t found(std::int32_t offset) const {
        return word_at(found_, static_cast<std::size_t>(offset));
    }
    [[nodiscard]] std::string values(const std::string& what, std::int32_t offset) const {
        return (boost::format("%s is 0x%08x, expected 0x%08x\n") % what % found(offset) % expected(offset)).str();
    }

    [[nodiscard]] bool same_trap(std::int32_t offset) const;
    [[nodiscard]] std::string trap_difference() const;
    [[nodiscard]] std::string register_difference() const;
    [[nodiscard]] std::string csr_difference() const;
    [[nodiscard]] std::string rest_difference() const;
    [[nodiscard]] std::string trap_text(std::int32_t offset) const;
    [[nodiscard]] std::string code_before(std::uint32_t address) const;
    [[nodiscard]] std::string writers_of(std::uint32_t reg) const;
    template <class Visit>
    void each_instruction(Visit visit) const;

    const Image& image_;
    std::size_t program_;
    std::span<const std::uint8_t> expected_;
    std::span<const std::uint8_t> found_;
};

std::string Records::trap_text(std::int32_t offset) const {
    const auto one = [offset](const Records& records, auto get) {
        return (boost::format("mcause %d, mepc 0x%08x, mtval 0x%08x") % (records.*get)(offset) %
                (records.*get)(offset + 4) % (records.*get)(offset + 8))
            .str();
    };
    return one(*this, &Records::found) + ", expected " + one(*this, &Records::expected) + '\n';
}

bool Records::same_trap(std::int32_t offset) const {
    const std::uint32_t cause = found(offset);
    const std::uint32_t pc = found(offset + 4);
    const bool of_load = expected(offset) == load_misaligned || expected(offset) == load_access;
    const bool of_store = of_load && cause == expected(offset) + 2;
    const bool same_cause = same(offset) || (of_store && reads_and_writes(word_at(image_.bytes, pc - base)));
    const bool same_value = same(offset + 8) || cause == breakpoint;
    return same_cause && same(offset + 4) && same_value;
}

std::string Records::trap_difference() const {
    for (std::int32_t i = 0; i < layout::logged_traps; ++i) {
        const std::int32_t offset = at::trap_log + i * layout::trap_bytes;
        if (!same_trap(offset)) {
            return (boost::format("trap %d: ") % i).str() + trap_text(offset) + code_before(found(offset + 4)) +
                   code_before(expected(offset + 4));
        }
    }
    return same(at::traps) ? "" : values("number of traps", at::traps);
}

std::string Records::register_difference() const {
    for (std::uint32_t reg = 1; reg <= layout::dumped_registers; ++reg) {
        const auto offset = static_cast<std::int32_t>(at::registers + 4 * (reg - 1));
        if (!same(offset)) {
            return values("x" + std::to_string(reg), offset) + writers_of(reg);
        }
    }
    return "";
}

std::string Records::csr_difference() const {
    std::int32_t offset = at::csrs;
    for (const char* const text : layout::csr_texts) {
        if (!same(offset)) {
            return values(text, offset);
        }
        offset += 4;
    }
    return "";
}

std::string Records::rest_difference() const {
    for (std::int32_t offset = at::saved; offset < at::trap_log; offset += 4) {
        if (!same(offset)) {
            return values("the word at offset " + std::to_string(offset) + " of the record", offset);
        }
    }
    return "";
}

template <class Visit>
void Records::each_instruction(Visit visit) const {
    for (std::uint32_t address = image_.programs[program_]; address < image_.programs[program_ + 1];) {
        const std::uint32_t bits = word_at(image_.bytes, address - base);
        visit(address, hart::decode(bits));
        address += hart::instruction_bytes(bits);
    }
}

std::string line(std::uint32_t address, const hart::Operation& operation) {
    return (boost::format(operation.bytes == 2 ? "  %08x: %04x\n" : "  %08x: %08x\n") % address % operation.bits).str();
}

std::string Records::code_before(std::uint32_t address) const {
    constexpr std::uint32_t window = 24;
    std::string text;
    each_instruction([&](std::uint32_t here, const hart::Operation& operation) {
        if (here + window >= address && here <= address) {
            text += line(here, operation);
        }
    });
    return text;
}

// The last few, whether they were executed or not.
std::string Records::writers_of(std::uint32_t reg) const {
    constexpr std::size_t most = 5;
    std::vector<std::string> lines;
    each_instruction([&](std::uint32_t here, const hart::Operation& operation) {
        if (operation.rd == reg) {
            lines.push_back(line(here, operation));
        }
    });
    std::string text = "it is last written by\n";
    for (std::size_t i = lines.size() > most ? lines.size() - most : 0; i < lines.size(); ++i) {
        text += lines[i];
    }
    return text;
}

} // namespace

std::string difference(const Image& image, const Outcome& expected, const Outcome& found) {
    for (std::size_t program = 0; program < image.count(); ++program) {
        const std::string text = Records(image, program, expected, found).difference();
        if (!text.empty()) {
            return image.name + (boost::format(", program %d at 0x%08x: ") % program % image.programs[program]).str() +
                   text;
        }
    }
    return "";
}

} // namespace edgeloom::test
