#include "unit/hart/elf_writer.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom::test {

namespace {

template <class T>
void append(std::vector<std::uint8_t>& file, const T& value) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&value);
    file.insert(file.end(), bytes, bytes + sizeof value);
}

std::uint32_t size(const std::vector<std::uint8_t>& bytes) {
    return static_cast<std::uint32_t>(bytes.size());
}

// Symbol table, its strings (which serve as section names too) and three section headers, then the further ones.
void append_symbols(std::vector<std::uint8_t>& file, const std::vector<ElfWriter::Symbol>& symbols,
                    const std::vector<Elf32_Shdr>& sections, Elf32_Ehdr& header) {
    std::string strings(1, '\0');
    const std::uint32_t table = size(file);
    append(file, Elf32_Sym{});
    for (const ElfWriter::Symbol& symbol : symbols) {
        append(file, Elf32_Sym{.st_name = static_cast<std::uint32_t>(strings.size()),
                               .st_value = symbol.address,
                               .st_size = symbol.bytes,
                               .st_info = static_cast<unsigned char>(ELF32_ST_INFO(STB_GLOBAL, symbol.type)),
                               .st_shndx = symbol.section});
        strings += symbol.name + '\0';
    }
    const std::uint32_t text = size(file);
    file.insert(file.end(), strings.begin(), strings.end());
    file.resize((file.size() + 3) / 4 * 4);
    header.e_shoff = size(file);
    header.e_shnum = static_cast<std::uint16_t>(3 + sections.size());
    header.e_shstrndx = 2;
    append(file, Elf32_Shdr{});
    append(file, Elf32_Shdr{.sh_type = SHT_SYMTAB,
                            .sh_offset = table,
                            .sh_size = text - table,
                            .sh_link = 2,
                            .sh_info = 1,
                            .sh_addralign = 4,
                            .sh_entsize = sizeof(Elf32_Sym)});
    append(file, Elf32_Shdr{.sh_type = SHT_STRTAB,
                            .sh_offset = text,
                            .sh_size = static_cast<std::uint32_t>(strings.size()),
                            .sh_addralign = 1});
    for (const Elf32_Shdr& section : sections) {
        append(file, section);
    }
}

} // namespace

ElfWriter::ElfWriter() : contents{1, 2, 3, 4, 5, 6, 7, 8} {
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS32;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_EXEC;
    header.e_machine = EM_RISCV;
    header.e_version = EV_CURRENT;
    header.e_entry = address + 4;
    header.e_phoff = sizeof(Elf32_Ehdr);
    header.e_ehsize = sizeof(Elf32_Ehdr);
    header.e_phentsize = sizeof(Elf32_Phdr);
    header.e_phnum = 1;
    header.e_shentsize = sizeof(Elf32_Shdr);
    segments.push_back({.p_type = PT_LOAD,
                        .p_offset = contents_offset,
                        .p_vaddr = address,
                        .p_paddr = address,
                        .p_filesz = size(contents),
                        .p_memsz = 0x20,
                        .p_flags = PF_R | PF_W | PF_X,
                        .p_align = 4});
}

std::vector<std::uint8_t> ElfWriter::write() const {
    std::vector<std::uint8_t> file(sizeof header);
    for (const Elf32_Phdr& segment : segments) {
        append(file, segment);
    }
    file.resize(contents_offset);
    file.insert(file.end(), contents.begin(), contents.end());
    Elf32_Ehdr complete = header;
    if (!symbols.empty()) {
        append_symbols(file, symbols, sections, complete);
    }
    std::memcpy(file.data(), &complete, sizeof complete);
    return file;
}

} // namespace edgeloom::test
