// Firmware images: what is read from a good file, and what is said about a bad one.
#include "hart/elf_image.hpp"
#include "unit/hart/elf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ElfImage read(const ElfWriter& writer) {
    return ElfImage::read(writer.write(), "test.elf");
}

std::string complaint(const std::vector<std::uint8_t>& file) {
    try {
        static_cast<void>(ElfImage::read(file, "test.elf"));
    } catch (const ElfError& error) {
        return error.what();
    }
    return "nothing";
}

TEST(ElfImage, ReadsSegmentsAndEntry) {
    ElfWriter writer;
    writer.header.e_phnum = 3;
    writer.segments.push_back({.p_type = PT_NOTE, .p_offset = ElfWriter::contents_offset, .p_filesz = 4, .p_memsz = 4});
    writer.segments.push_back({.p_type = PT_LOAD,
                               .p_offset = ElfWriter::contents_offset + 6,
                               .p_vaddr = 0x2000'0000,
                               .p_paddr = 0x8000'1000,
                               .p_filesz = 2,
                               .p_memsz = 2});
    const ElfImage image = read(writer);
    EXPECT_EQ(image.entry, ElfWriter::address + 4);
    ASSERT_EQ(image.segments.size(), 2U);
    EXPECT_EQ(image.segments[0].address, ElfWriter::address);
    EXPECT_THAT(image.segments[0].bytes, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
    EXPECT_EQ(image.segments[0].memory_bytes, 0x20U);
    EXPECT_EQ(image.segments[1].address, 0x8000'1000) << "the physical address counts";
    EXPECT_THAT(image.segments[1].bytes, ElementsAre(7, 8));
}

// A segment of zeros has no place in the file: its offset says nothing.
TEST(ElfImage, ASegmentOfZerosMayLieBehindTheFile) {
    ElfWriter writer;
    writer.segments[0].p_filesz = 0;
    writer.segments[0].p_offset = 0x10'0000;
    const ElfImage image = read(writer);
    ASSERT_EQ(image.segments.size(), 1U);
    EXPECT_TRUE(image.segments[0].bytes.empty());
    EXPECT_EQ(image.segments[0].memory_bytes, 0x20U);
}

TEST(ElfImage, LocatesSymbols) {
    ElfWriter writer;
    writer.symbols = {{"second", 0x8000'0010, 0x10, STT_FUNC},  {"first", 0x8000'0000, 0x10, STT_FUNC},
                      {"label", 0x8000'0030, 0, STT_NOTYPE},    {"table", 0x8000'0040, 8, STT_OBJECT},
                      {"source.cpp", 0x8000'0050, 4, STT_FILE}, {"undefined", 0x8000'0060, 4, STT_FUNC, SHN_UNDEF}};
    const ElfImage image = read(writer);
    struct Case {
        std::uint32_t address;
        const char* name;
    };
    for (const Case& c : {Case{0x8000'0000, "first+0x0"}, Case{0x8000'000F, "first+0xf"},
                          Case{0x8000'0010, "second+0x0"}, Case{0x8000'001C, "second+0xc"}, Case{0x8000'0020, ""},
                          Case{0x8000'0030, "label+0x0"}, Case{0x8000'0031, ""}, Case{0x8000'0047, "table+0x7"},
                          Case{0x8000'0050, ""}, Case{0x8000'0060, ""}, Case{0x7FFF'FFFF, ""}, Case{0, ""}}) {
        EXPECT_EQ(image.locate(c.address), c.name) << std::hex << c.address;
    }
}

TEST(ElfImage, AFileWithoutSymbolsLocatesNothing) {
    EXPECT_EQ(read(ElfWriter()).locate(ElfWriter::address), "");
}

// Of a section that claims more than there is, nothing is believed: who keeps books on code takes memory for all of it.
TEST(ElfImage, KnowsWhatIsCode) {
    const auto section = [](std::uint32_t address, std::uint32_t bytes, std::uint32_t type = SHT_PROGBITS,
                            std::uint32_t flags = SHF_ALLOC | SHF_EXECINSTR) {
        return Elf32_Shdr{.sh_type = type,
                          .sh_flags = flags,
                          .sh_addr = address,
                          .sh_offset = ElfWriter::contents_offset,
                          .sh_size = bytes};
    };
    ElfWriter writer;
    writer.sections = {section(0x8000'0000, 8),
                       section(0x8000'0100, 8, SHT_PROGBITS, SHF_ALLOC),
                       section(0x8000'0200, 8, SHT_NOBITS),
                       section(0x8000'0300, 0x4000'0000),
                       section(0xFFFF'FFFC, 8),
                       section(0x8000'0400, 4)};
    writer.symbols = {{"function", 0x8000'0000, 8, STT_FUNC, 3}, {"constant", 0x8000'0100, 8, STT_OBJECT, 4}};
    const ElfImage image = read(writer);
    ASSERT_EQ(image.code.size(), 2U);
    EXPECT_EQ(image.code[0].address, 0x8000'0000U);
    EXPECT_EQ(image.code[0].bytes, 8U);
    EXPECT_EQ(image.code[1].address, 0x8000'0400U);
    ASSERT_EQ(image.symbols.size(), 2U);
    EXPECT_TRUE(image.symbols[0].in_code);
    EXPECT_EQ(image.symbols[0].type, ElfImage::Symbol::Type::function);
    EXPECT_EQ(image.symbols[0].binding, ElfImage::Symbol::Binding::global);
    EXPECT_FALSE(image.symbols[1].in_code);
    EXPECT_EQ(image.symbols[1].type, ElfImage::Symbol::Type::object);
}

TEST(ElfImage, RefusesWhatTheHartCannotRun) {
    struct Case {
        const char* what;
        std::function<void(ElfWriter&)> change;
        const char* complaint;
    };
    const Case cases[]{
        {"wrong machine", [](ElfWriter& w) { w.header.e_machine = EM_ARM; }, "an executable for Arm"},
        {"unknown machine", [](ElfWriter& w) { w.header.e_machine = 999; }, "machine number 999"},
        {"big-endian magic", [](ElfWriter& w) { w.header.e_ident[0] = 'E'; }, "not an ELF file"},
        {"object file", [](ElfWriter& w) { w.header.e_type = ET_REL; }, "not an executable"},
        {"shared library", [](ElfWriter& w) { w.header.e_type = ET_DYN; }, "not an executable"},
        {"no program headers", [](ElfWriter& w) { w.header.e_phnum = 0; }, "nothing to load"},
        {"no loadable segment", [](ElfWriter& w) { w.segments[0].p_type = PT_NOTE; }, "nothing to load"},
        {"empty segment", [](ElfWriter& w) { w.segments[0].p_memsz = w.segments[0].p_filesz = 0; }, "nothing to load"},
        {"program headers beyond the end", [](ElfWriter& w) { w.header.e_phoff = 0x10'0000; }, "truncated"},
        {"more program headers than there is room", [](ElfWriter& w) { w.header.e_phnum = 60000; }, "truncated"},
        {"segment beyond the end", [](ElfWriter& w) { w.segments[0].p_offset = 0x10'0000; }, "segment 0: truncated"},
        {"segment longer than the file", [](ElfWriter& w) { w.segments[0].p_filesz = w.segments[0].p_memsz = 0x1000; },
         "segment 0: truncated"},
        {"offset that wraps", [](ElfWriter& w) { w.segments[0].p_offset = 0xFFFF'FFFC; }, "segment 0: truncated"},
        {"more bytes in the file than in memory", [](ElfWriter& w) { w.segments[0].p_memsz = 4; },
         "segment 0: more bytes"},
        {"huge in memory", [](ElfWriter& w) { w.segments[0].p_memsz = 0xFFFF'FFFF; },
         "segment 0: reaches beyond the 32-bit address space"},
    };
    for (const Case& c : cases) {
        ElfWriter writer;
        c.change(writer);
        EXPECT_THAT(complaint(writer.write()), HasSubstr(c.complaint)) << c.what;
        EXPECT_THAT(complaint(writer.write()), HasSubstr("test.elf: ")) << c.what;
    }
}

TEST(ElfImage, RefusesOtherClasses) {
    Elf64_Ehdr header{};
    std::copy_n(ELFMAG, SELFMAG, header.e_ident);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_EXEC;
    header.e_machine = EM_RISCV;
    header.e_version = EV_CURRENT;
    header.e_ehsize = sizeof header;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&header);
    EXPECT_THAT(complaint({bytes, bytes + sizeof header}), HasSubstr("a 64-bit or big-endian RISC-V file"));

    auto big_endian = ElfWriter().write();
    big_endian[EI_DATA] = ELFDATA2MSB;
    std::swap(big_endian[offsetof(Elf32_Ehdr, e_machine)], big_endian[offsetof(Elf32_Ehdr, e_machine) + 1]);
    EXPECT_THAT(complaint(big_endian), HasSubstr("a 64-bit or big-endian RISC-V file"));
}

TEST(ElfImage, RefusesWhatIsNoElfFile) {
    for (const std::vector<std::uint8_t>& file :
         {std::vector<std::uint8_t>{}, std::vector<std::uint8_t>{0x7F}, std::vector<std::uint8_t>(4096, 0),
          std::vector<std::uint8_t>{'#', '!', '/', 'b', 'i', 'n', '/', 's', 'h', '\n'},
          std::vector<std::uint8_t>{'!', '<', 'a', 'r', 'c', 'h', '>', '\n'}}) {
        EXPECT_EQ(complaint(file), "test.elf: not an ELF file");
    }
}

// The part of the file that says what to load is in front: cut there, the file is refused; behind it, only names may
// be missing.
TEST(ElfImage, EveryTruncationIsNoticedOrHarmless) {
    ElfWriter writer;
    writer.symbols = {{"first", 0x8000'0000, 0x10, STT_FUNC}};
    const std::vector<std::uint8_t> whole = writer.write();
    const std::size_t needed = ElfWriter::contents_offset + writer.contents.size();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string said = complaint({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
        EXPECT_EQ(said == "nothing", length >= needed) << length << ": " << said;
    }
}

// Whatever the bytes, the answer is an image or an ElfError.
TEST(ElfImage, SurvivesDamage) {
    ElfWriter writer;
    writer.symbols = {{"first", 0x8000'0000, 0x10, STT_FUNC}, {"second", 0x8000'0010, 0x10, STT_FUNC}};
    const std::vector<std::uint8_t> whole = writer.write();
    std::mt19937 random(1);
    unsigned refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto damaged = whole;
        for (unsigned change = random() % 4 + 1; change > 0; --change) {
            damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
        }
        refused += complaint(damaged) != "nothing" ? 1U : 0U;
    }
    EXPECT_GT(refused, 0U);
    EXPECT_LT(refused, 20'000U);
}

} // namespace
} // namespace edgeloom::test
