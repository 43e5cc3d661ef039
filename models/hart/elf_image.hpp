// A firmware image as an ELF file describes it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom {

/// Something is wrong with an ELF file; the message says what, in one line.
class ElfError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A loadable RISC-V executable.
struct ElfImage {
    struct Segment {
        std::uint32_t address; ///< physical
        std::vector<std::uint8_t> bytes;
        std::uint32_t memory_bytes; ///< what lies behind `bytes` is zero
    };
    struct Symbol {
        enum class Type : std::uint8_t { function, object, untyped };
        enum class Binding : std::uint8_t { global, weak, local };

        std::string name;
        std::uint32_t address;
        std::uint32_t bytes;
        Type type = Type::untyped;
        Binding binding = Binding::global;
        bool in_code = false; ///< in an executable section
    };
    /// An executable section.
    struct Code {
        std::uint32_t address;
        std::uint32_t bytes;
    };

    std::uint32_t entry = 0;
    std::vector<Segment> segments;
    std::vector<Symbol> symbols; ///< functions, objects and labels, by rising address
    std::vector<Code> code;      ///< those that lie in the file as a whole

    /// Reads an ELF file from memory. `name` is for messages. Throws ElfError unless it is a complete 32-bit
    /// little-endian RISC-V executable with something to load.
    static ElfImage read(std::span<const std::uint8_t> file, const std::string& name);

    /// The symbol that covers `address`, as "name+0x12"; empty if there is none.
    [[nodiscard]] std::string locate(std::uint32_t address) const;
    /// The address of the symbol of that name.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view symbol) const;
};

} // namespace edgeloom
