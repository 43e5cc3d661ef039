#include "hart/csr_name.hpp"
#include "hart/decoder.hpp"
#include "hart/disassembler.hpp"
#include "hart/elf_image.hpp"
#include "support/scratch_folder.hpp"
#include "unit/hart/encode.hpp"
#include "unit/hart/objdump.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <random>
#include <set>

namespace edgeloom::test {
namespace {

using hart::decode;
using hart::disassemble;
using hart::Kind;

constexpr std::uint32_t base = 0x8000'0000;

std::uint32_t bits_at(const ElfImage& image, std::uint32_t address) {
    std::uint32_t bits = 0;
    for (const ElfImage::Segment& segment : image.segments) {
        const std::uint32_t offset = address - segment.address;
        if (offset < segment.bytes.size()) {
            std::memcpy(&bits, segment.bytes.data() + offset, std::min<std::size_t>(4, segment.bytes.size() - offset));
        }
    }
    return bits;
}

TEST(Disassembler, WritesEveryInstructionOfTheFirmwareAsObjdumpDoes) {
    for (const std::string name : {"train.elf", "selftest.elf"}) {
        const std::string path = std::string(EDGELOOM_FIRMWARE_FOLDER) + "/" + name;
        const std::string file = read_file(path);
        const ElfImage image = ElfImage::read({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}, path);
        const Disassembly expected = objdump(path);
        EXPECT_GT(expected.size(), 1000U);
        for (const auto& [address, text] : expected) {
            ASSERT_EQ(disassemble(decode(bits_at(image, address)), address), text) << name << std::hex << address;
        }
    }
}

// objdump has no names for these.
bool objdump_knows(std::uint32_t csr) {
    const bool high_protection_address = csr >= 0x3C0 && csr < 0x3F0;
    return csr != 0x310 && csr != 0xF15 && !high_protection_address;
}

// A random instruction that the hart has; for Zicsr, with a register that it has.
std::uint32_t random_instruction(std::mt19937& random, bool compressed) {
    while (true) {
        std::uint32_t bits = static_cast<std::uint32_t>(random());
        bits = compressed ? bits & 0xFFFFU : bits | 3U;
        const hart::Operation operation = decode(bits);
        if (hart::instruction_bytes(bits) != (compressed ? 2U : 4U)) {
            continue;
        }
        if (operation.kind >= Kind::csrrw && operation.kind <= Kind::csrrci) {
            const auto& names = hart::csr_names();
            const std::uint32_t csr = names[random() % names.size()].number;
            if (objdump_knows(csr)) {
                return (bits & 0xF'FFFFU) | csr << 20U;
            }
        } else if (operation.kind == Kind::fence && (bits >> 28U != 0 || (bits & 0xF'8F80U) != 0)) {
            return rv::FENCE; // with fields that must be zero objdump takes it for data
        } else if (operation.kind != Kind::illegal) {
            return bits;
        }
    }
}

void compare_random(bool compressed, std::set<Kind>& kinds) {
    std::mt19937 random(1); // NOLINT: the same every time
    constexpr std::uint32_t stride = 8;
    constexpr std::uint32_t count = 20'000;
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint32_t> instructions;
    for (std::uint32_t i = 0; i < count; ++i) {
        instructions.push_back(random_instruction(random, compressed));
        std::array<std::uint32_t, 2> words{instructions.back(), rv::nop};
        words[0] |= compressed ? 0x0001'0000U : 0; // c.nop
        bytes.resize(bytes.size() + stride);
        std::memcpy(&bytes[std::size_t{i} * stride], words.data(), stride);
    }
    const Disassembly expected = objdump(bytes, base);
    std::uint32_t data = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t address = base + i * stride;
        const auto text = expected.find(address);
        const bool hint = text != expected.end() && (text->second.starts_with("c.") || text->second.starts_with('.'));
        if (text == expected.end() || hint) {
            ++data; // hints, for which we write the instruction that they expand to, and reserved fields
            continue;
        }
        const hart::Operation operation = decode(instructions[i]);
        kinds.insert(operation.kind);
        ASSERT_EQ(disassemble(operation, address), text->second) << std::hex << instructions[i];
    }
    EXPECT_LT(data, count / 10);
}

TEST(Disassembler, WritesRandomInstructionsAsObjdumpDoes) {
    std::set<Kind> kinds;
    compare_random(false, kinds);
    compare_random(true, kinds);
    EXPECT_GE(kinds.size(), static_cast<std::size_t>(Kind::amomaxu) - 8); // mret and the like are too rare
}

struct Example {
    std::uint32_t bits;
    const char* text;
};

// From the listing of the assembler's output, objdump 2.40. Some of these random instructions never are.
TEST(Disassembler, KnowsPseudoInstructions) {
    constexpr std::array examples{
        Example{0x0000'0013, "nop"},
        Example{0x8000'0513, "li a0,-2048"},
        Example{0x0005'8513, "mv a0,a1"},
        Example{0xFFF5'C513, "not a0,a1"},
        Example{0x0005'0063, "beqz a0,80000000"},
        Example{0x00A0'4063, "bgtz a0,80000000"},
        Example{0x0000'5063, "blez zero,80000000"},
        Example{0x0000'02EF, "jal t0,80000000"},
        Example{0x0045'0067, "jr 4(a0)"},
        Example{0xFFC5'02E7, "jalr t0,-4(a0)"},
        Example{0x0000'8067, "ret"},
        Example{0xFFFF'F517, "auipc a0,0xfffff"},
        Example{0x0F50'000F, "fence iorw,ow"},
        Example{0x8330'000F, "fence.tso"},
        Example{0x0000'100F, "fence.i"},
        Example{0x3020'0073, "mret"},
        Example{0x1050'0073, "wfi"},
        Example{0x0000'0073, "ecall"},
        Example{0x3001'D073, "csrw mstatus,3"},
        Example{0x3005'A573, "csrrs a0,mstatus,a1"},
        Example{0x7C00'2573, "csrr a0,0x7c0"},
        Example{0xC820'2573, "rdinstreth a0"},
        Example{0x1605'A52F, "lr.w.aqrl a0,(a1)"},
        Example{0xE4C5'A52F, "amomaxu.w.aq a0,a2,(a1)"},
        Example{0x7139, "addi sp,sp,-64"},
        Example{0x852E, "mv a0,a1"},
        Example{0x9002, "ebreak"},
        Example{0x0000, "unimp"},
        Example{0x9C41, ".short 0x9c41"},
        Example{0xFFFF'FFFF, ".word 0xffffffff"},
    };
    for (const Example& example : examples) {
        EXPECT_EQ(disassemble(decode(example.bits), base), example.text);
    }
}

TEST(Disassembler, GivesJumpTargetsAsAbsoluteAddresses) {
    EXPECT_EQ(disassemble(decode(rv::j(rv::JAL, 0, -8)), base + 0x10), "j 80000008");
    EXPECT_EQ(disassemble(decode(rv::b(rv::BNE, rv::a0, 0, 0x20)), base), "bnez a0,80000020");
    EXPECT_EQ(disassemble(decode(rv::j(rv::JAL, rv::ra, -8)), 4), "jal fffffffc"); // addresses wrap
}

} // namespace
} // namespace edgeloom::test
