// Which source line every instruction comes from.
#pragma once

#include "platform/insight/code_map.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::insight {

/// A line of a source file. Files are numbered as in LineTable::files().
struct SourceLine {
    static constexpr std::uint32_t unknown_file = ~0U;

    std::uint32_t file = unknown_file;
    std::uint32_t line = 0;

    [[nodiscard]] bool known() const { return file != unknown_file; }
    auto operator<=>(const SourceLine&) const = default;
};

/// The DWARF line table of an ELF file, as far as it describes code that is there.
class LineTable {
public:
    /// Where a statement begins.
    struct Statement {
        std::uint32_t address = 0;
        SourceLine source;
    };

    /// A file without debug information gives an empty table. Throws ElfError where it is not an ELF file.
    LineTable(std::span<const std::uint8_t> elf_file, const CodeMap& code);

    [[nodiscard]] bool empty() const { return statements_.empty(); }
    /// Paths without dots in them, absolute unless the compiler was told to leave its folder out; by the alphabet.
    [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
    /// The line of an instruction; not known() where there is none.
    [[nodiscard]] SourceLine line_at(std::uint32_t address) const;
    /// Every place where a statement begins, by file, line and address.
    [[nodiscard]] const std::vector<Statement>& statements() const { return statements_; }

private:
    struct Row;
    void add_rows(const std::vector<Row>& rows);
    void sort_files();

    const CodeMap& code_;
    std::vector<std::string> files_;
    std::vector<SourceLine> line_of_; ///< by halfword
    std::vector<Statement> statements_;
};

} // namespace edgeloom::insight
