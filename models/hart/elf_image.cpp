#include "hart/elf_image.hpp"

#include "hart/elf_handle.hpp"

#include <boost/format.hpp>

#include <algorithm>

namespace edgeloom {

namespace {

constexpr std::uint64_t address_space = std::uint64_t{1} << 32;

std::string machine_name(unsigned machine) {
    switch (machine) {
    case EM_386:
        return "x86";
    case EM_X86_64:
        return "x86-64";
    case EM_ARM:
        return "Arm";
    case EM_AARCH64:
        return "AArch64";
    case EM_MIPS:
        return "MIPS";
    case EM_PPC:
        return "PowerPC";
    default:
        return "machine number " + std::to_string(machine);
    }
}

[[noreturn]] void fail(const std::string& name, const std::string& what) {
    throw ElfError(name + ": " + what);
}

void check_header(const GElf_Ehdr& header, const std::string& name) {
    if (header.e_machine != EM_RISCV) {
        fail(name, "an executable for " + machine_name(header.e_machine) + "; the hart runs 32-bit RISC-V");
    }
    if (header.e_ident[EI_CLASS] != ELFCLASS32 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
        fail(name, "a 64-bit or big-endian RISC-V file; the hart runs 32-bit little-endian RISC-V");
    }
    if (header.e_type != ET_EXEC) {
        fail(name, "not an executable (an object or a shared library); link it first");
    }
}

ElfImage::Segment read_segment(const GElf_Phdr& header, std::span<const std::uint8_t> file, const std::string& name) {
    if (header.p_filesz > header.p_memsz) {
        fail(name, "more bytes in the file than in memory");
    }
    if (header.p_memsz > address_space - header.p_paddr) {
        fail(name, "reaches beyond the 32-bit address space");
    }
    ElfImage::Segment segment{
        static_cast<std::uint32_t>(header.p_paddr), {}, static_cast<std::uint32_t>(header.p_memsz)};
    if (header.p_filesz != 0) { // otherwise its offset says nothing
        if (header.p_offset > file.size() || header.p_filesz > file.size() - header.p_offset) {
            fail(name, "truncated: reaches beyond the end of the file");
        }
        const auto bytes = file.subspan(header.p_offset, header.p_filesz);
        segment.bytes.assign(bytes.begin(), bytes.end());
    }
    return segment;
}

void read_segments(Elf* elf, std::span<const std::uint8_t> file, const std::string& name, ElfImage& image) {
    std::size_t count = 0;
    elf_getphdrnum(elf, &count);
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Phdr segment;
        if (gelf_getphdr(elf, static_cast<int>(i), &segment) == nullptr) {
            fail(name, "truncated: program header " + std::to_string(i) + " is missing");
        }
        if (segment.p_type != PT_LOAD || segment.p_memsz == 0) {
            continue;
        }
        image.segments.push_back(read_segment(segment, file, name + ": segment " + std::to_string(i)));
    }
    if (image.segments.empty()) {
        fail(name, "nothing to load: no loadable segment");
    }
}

bool is_executable(Elf* elf, std::size_t section_index) {
    Elf_Scn* const section = elf_getscn(elf, section_index);
    GElf_Shdr header;
    return section != nullptr && gelf_getshdr(section, &header) != nullptr && (header.sh_flags & SHF_EXECINSTR) != 0;
}

std::optional<ElfImage::Symbol::Type> type_of(const GElf_Sym& symbol) {
    switch (GELF_ST_TYPE(symbol.st_info)) {
    case STT_FUNC:
        return ElfImage::Symbol::Type::function;
    case STT_OBJECT:
        return ElfImage::Symbol::Type::object;
    case STT_NOTYPE:
        return ElfImage::Symbol::Type::untyped;
    default:
        return std::nullopt; // sections, source files
    }
}

ElfImage::Symbol::Binding binding_of(const GElf_Sym& symbol) {
    using Binding = ElfImage::Symbol::Binding;
    const auto binding = GELF_ST_BIND(symbol.st_info);
    return binding == STB_GLOBAL ? Binding::global : binding == STB_WEAK ? Binding::weak : Binding::local;
}

void read_symbols(Elf* elf, Elf_Scn* section, const GElf_Shdr& header, ElfImage& image) {
    Elf_Data* const data = elf_getdata(section, nullptr);
    for (std::size_t i = 0; data != nullptr && i < header.sh_size / header.sh_entsize; ++i) {
        GElf_Sym symbol;
        if (gelf_getsym(data, static_cast<int>(i), &symbol) == nullptr) {
            return;
        }
        const char* const name = elf_strptr(elf, header.sh_link, symbol.st_name);
        const auto type = type_of(symbol);
        if (name != nullptr && *name != '\0' && symbol.st_shndx != SHN_UNDEF && type) {
            image.symbols.push_back({.name = name,
                                     .address = static_cast<std::uint32_t>(symbol.st_value),
                                     .bytes = static_cast<std::uint32_t>(symbol.st_size),
                                     .type = *type,
                                     .binding = binding_of(symbol),
                                     .in_code = is_executable(elf, symbol.st_shndx)});
        }
    }
}

// Code without its bytes in the file is no code to know of, and may claim any length.
bool is_complete_code(const GElf_Shdr& header, std::span<const std::uint8_t> file) {
    return (header.sh_flags & SHF_EXECINSTR) != 0 && header.sh_type != SHT_NOBITS && header.sh_size != 0 &&
           header.sh_offset <= file.size() && header.sh_size <= file.size() - header.sh_offset &&
           header.sh_size < address_space - header.sh_addr;
}

void read_sections(Elf* elf, std::span<const std::uint8_t> file, ElfImage& image) {
    for (Elf_Scn* section = elf_nextscn(elf, nullptr); section != nullptr; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (gelf_getshdr(section, &header) == nullptr) {
            continue;
        }
        if (header.sh_type == SHT_SYMTAB && header.sh_entsize != 0) {
            read_symbols(elf, section, header, image);
        } else if (is_complete_code(header, file)) {
            image.code.push_back(
                {static_cast<std::uint32_t>(header.sh_addr), static_cast<std::uint32_t>(header.sh_size)});
        }
    }
    std::ranges::stable_sort(image.symbols, {}, &ElfImage::Symbol::address);
}

} // namespace

ElfImage ElfImage::read(std::span<const std::uint8_t> file, const std::string& name) {
    const ElfHandle elf = open_elf(file, name);
    GElf_Ehdr header;
    if (gelf_getehdr(elf.get(), &header) == nullptr) {
        fail(name, "truncated: the ELF header is not complete");
    }
    check_header(header, name);
    ElfImage image;
    image.entry = static_cast<std::uint32_t>(header.e_entry);
    read_segments(elf.get(), file, name, image);
    read_sections(elf.get(), file, image);
    return image;
}

std::string ElfImage::locate(std::uint32_t address) const {
    const Symbol* found = nullptr;
    for (const Symbol& symbol : symbols) {
        if (address - symbol.address < std::max(symbol.bytes, 1U)) {
            found = &symbol;
        }
    }
    return found == nullptr ? std::string()
                            : (boost::format("%s+0x%x") % found->name % (address - found->address)).str();
}

std::optional<std::uint32_t> ElfImage::find(std::string_view symbol) const {
    const auto found = std::ranges::find(symbols, symbol, &Symbol::name);
    return found == symbols.end() ? std::nullopt : std::optional(found->address);
}

} // namespace edgeloom
