#include "platform/insight/line_table.hpp"

#include "hart/elf_handle.hpp"

#include <dwarf.h>
#include <elfutils/libdw.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

namespace edgeloom::insight {

struct LineTable::Row {
    std::uint32_t address;
    SourceLine source;
    bool statement;
    bool end; ///< of a sequence: what follows has nothing to do with it
};

namespace {

using DwarfHandle = std::unique_ptr<Dwarf, decltype(&dwarf_end)>;

std::string folder_of(Dwarf_Die* unit) {
    Dwarf_Attribute attribute;
    const char* const folder = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    return folder == nullptr ? "/" : folder;
}

// The absolute path of a row's file.
std::string path_of(Dwarf_Line* line, const std::string& folder) {
    const char* const name = dwarf_linesrc(line, nullptr, nullptr);
    return name == nullptr ? std::string() : (std::filesystem::path(folder) / name).lexically_normal().string();
}

// Numbers files in the order in which they turn up.
class FileNumbers {
public:
    explicit FileNumbers(std::vector<std::string>& files) : files_(files) {}

    std::uint32_t operator[](const std::string& path) {
        const auto [entry, is_new] = numbers_.try_emplace(path, static_cast<std::uint32_t>(files_.size()));
        if (is_new) {
            files_.push_back(path);
        }
        return entry->second;
    }

private:
    std::vector<std::string>& files_;
    std::map<std::string, std::uint32_t> numbers_;
};

} // namespace

LineTable::LineTable(std::span<const std::uint8_t> elf_file, const CodeMap& code)
    : code_(code),
      line_of_(code.halfwords()) {
    const ElfHandle elf = open_elf(elf_file, "line table");
    const DwarfHandle dwarf(dwarf_begin_elf(elf.get(), DWARF_C_READ, nullptr), &dwarf_end);
    FileNumbers numbers(files_);
    Dwarf_CU* unit = nullptr;
    Dwarf_Die die;
    while (dwarf != nullptr && dwarf_get_units(dwarf.get(), unit, &unit, nullptr, nullptr, &die, nullptr) == 0) {
        Dwarf_Lines* lines = nullptr;
        std::size_t count = 0;
        if (dwarf_getsrclines(&die, &lines, &count) != 0) {
            continue;
        }
        const std::string folder = folder_of(&die);
        std::vector<Row> rows;
        for (std::size_t i = 0; i < count; ++i) {
            Dwarf_Line* const line = dwarf_onesrcline(lines, i);
            Dwarf_Addr address = 0;
            int number = 0;
            bool statement = false;
            bool end = false;
            dwarf_lineaddr(line, &address);
            dwarf_lineno(line, &number);
            dwarf_linebeginstatement(line, &statement);
            dwarf_lineendsequence(line, &end);
            rows.push_back({static_cast<std::uint32_t>(address),
                            {numbers[path_of(line, folder)], static_cast<std::uint32_t>(number)},
                            statement,
                            end});
        }
        add_rows(rows);
    }
    sort_files();
}

// libdw sorts the rows of a unit by address. Of several rows for one address, the last one has the instruction.
void LineTable::add_rows(const std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const std::uint32_t first = code_.halfword(row.address);
        if (row.end || row.source.line == 0 || first == CodeMap::no_halfword) {
            continue; // such as of functions that the linker dropped
        }
        if (row.statement) {
            statements_.push_back({row.address, row.source});
        }
        const std::uint32_t end = i + 1 < rows.size() ? rows[i + 1].address : row.address;
        const std::uint32_t last = end > row.address ? code_.halfword(end - 1) : CodeMap::no_halfword;
        if (last != CodeMap::no_halfword && last >= first) {
            std::fill(line_of_.begin() + first, line_of_.begin() + last + 1, row.source);
        }
    }
}

// Drops files without code and numbers the others by the alphabet.
void LineTable::sort_files() {
    std::vector<std::uint32_t> order;
    std::vector<bool> used(files_.size());
    for (const Statement& statement : statements_) {
        used[statement.source.file] = true;
    }
    for (const SourceLine& line : line_of_) {
        if (line.known()) {
            used[line.file] = true;
        }
    }
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
        if (used[file]) {
            order.push_back(file);
        }
    }
    std::ranges::sort(order, {}, [this](std::uint32_t file) { return files_[file]; });
    std::vector<std::uint32_t> new_number(files_.size(), SourceLine::unknown_file);
    std::vector<std::string> names;
    for (const std::uint32_t file : order) {
        new_number[file] = static_cast<std::uint32_t>(names.size());
        names.push_back(files_[file]);
    }
    files_ = std::move(names);
    for (Statement& statement : statements_) {
        statement.source.file = new_number[statement.source.file];
    }
    for (SourceLine& line : line_of_) {
        line.file = line.known() ? new_number[line.file] : line.file;
    }
    std::ranges::sort(statements_, {}, [](const Statement& each) { return std::tuple(each.source, each.address); });
}

SourceLine LineTable::line_at(std::uint32_t address) const {
    const std::uint32_t halfword = code_.halfword(address);
    return halfword == CodeMap::no_halfword ? SourceLine{} : line_of_[halfword];
}

} // namespace edgeloom::insight
