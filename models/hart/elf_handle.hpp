// An ELF file in memory, opened with libelf.
#pragma once

#include "hart/elf_image.hpp"

#include <gelf.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace edgeloom {

using ElfHandle = std::unique_ptr<Elf, decltype(&elf_end)>;

/// Throws ElfError, with `name` in front, where it is not an ELF file. The bytes must outlive the handle.
inline ElfHandle open_elf(std::span<const std::uint8_t> file, const std::string& name) {
    elf_version(EV_CURRENT);
    // libelf does not write to an image that is opened for reading.
    ElfHandle elf(elf_memory(reinterpret_cast<char*>(const_cast<std::uint8_t*>(file.data())), file.size()), &elf_end);
    if (elf == nullptr || elf_kind(elf.get()) != ELF_K_ELF) {
        throw ElfError(name + ": not an ELF file");
    }
    return elf;
}

} // namespace edgeloom
