// Writes small ELF files, good ones and, by changing a field, bad ones.
#pragma once

#include <elf.h>

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::test {

/// A 32-bit little-endian RISC-V executable. Every field of its headers can be changed before it is written.
struct ElfWriter {
    ElfWriter();

    struct Symbol {
        std::string name;
        std::uint32_t address;
        std::uint32_t bytes;
        unsigned char type; ///< STT_FUNC, ...
        std::uint16_t section = SHN_ABS;
    };

    /// Headers, `contents`, then symbol table, strings and section headers if there are symbols. Sections are numbered
    /// from 3 on.
    [[nodiscard]] std::vector<std::uint8_t> write() const;

    Elf32_Ehdr header{};
    std::vector<Elf32_Phdr> segments;
    std::vector<std::uint8_t> contents; ///< lies at `contents_offset`
    std::vector<Symbol> symbols;
    std::vector<Elf32_Shdr> sections; ///< further ones

    static constexpr std::uint32_t contents_offset = 0x100;
    static constexpr std::uint32_t address = 0x8000'0000;
};

} // namespace edgeloom::test
