#include "platform/insight/code_map.hpp"

#include "platform/insight/elf_handle.hpp"

#include <boost/core/demangle.hpp>
#include <boost/format.hpp>

#include <algorithm>
#include <tuple>

namespace edgeloom::insight {

namespace {

constexpr std::uint32_t interrupt_bit = 0x8000'0000;
constexpr int label_rank = 3; // of a symbol without type

struct Symbol {
    Function function;
    int rank; ///< the lower, the better a name
};

bool is_executable(Elf* elf, std::size_t section_index) {
    Elf_Scn* const section = elf_getscn(elf, section_index);
    GElf_Shdr header;
    return section != nullptr && gelf_getshdr(section, &header) != nullptr && (header.sh_flags & SHF_EXECINSTR) != 0;
}

// A function has a symbol of its type; in assembly, a global label may have to do.
int rank(const GElf_Sym& symbol) {
    const auto type = GELF_ST_TYPE(symbol.st_info);
    const auto binding = GELF_ST_BIND(symbol.st_info);
    const int by_binding = binding == STB_GLOBAL ? 0 : binding == STB_WEAK ? 1 : 2;
    constexpr int none = -1;
    return type == STT_FUNC ? by_binding : type == STT_NOTYPE && binding == STB_GLOBAL ? label_rank : none;
}

void read_symbols(Elf* elf, Elf_Scn* section, const GElf_Shdr& header, std::vector<Symbol>& symbols) {
    Elf_Data* const data = elf_getdata(section, nullptr);
    for (std::size_t i = 0; data != nullptr && i < header.sh_size / header.sh_entsize; ++i) {
        GElf_Sym symbol;
        if (gelf_getsym(data, static_cast<int>(i), &symbol) == nullptr) {
            return;
        }
        const char* const name = elf_strptr(elf, header.sh_link, symbol.st_name);
        if (name != nullptr && *name != '\0' && rank(symbol) >= 0 && is_executable(elf, symbol.st_shndx)) {
            symbols.push_back({{name, boost::core::demangle(name), static_cast<std::uint32_t>(symbol.st_value),
                                static_cast<std::uint32_t>(symbol.st_size)},
                               rank(symbol)});
        }
    }
}

// One function an address: of several names the best, then the first in the alphabet.
std::vector<Function> choose(std::vector<Symbol> symbols) {
    std::ranges::sort(symbols, {}, [](const Symbol& symbol) {
        return std::tuple(symbol.function.address, symbol.rank, symbol.function.symbol);
    });
    std::vector<Function> functions;
    for (Symbol& symbol : symbols) {
        const std::uint32_t address = symbol.function.address;
        const bool again = !functions.empty() && address == functions.back().address;
        const bool inside = !functions.empty() && address - functions.back().address < functions.back().bytes;
        const bool place = inside && symbol.rank == label_rank; // a label inside a function
        if (!again && !place) {
            functions.push_back(std::move(symbol.function));
        }
    }
    return functions;
}

} // namespace

CodeMap::CodeMap(std::span<const std::uint8_t> elf_file) {
    const ElfHandle elf = open_elf(elf_file);
    std::vector<Symbol> symbols;
    std::vector<Range> ranges;
    for (Elf_Scn* section = elf_nextscn(elf.get(), nullptr); section != nullptr;
         section = elf_nextscn(elf.get(), section)) {
        GElf_Shdr header;
        if (gelf_getshdr(section, &header) == nullptr) {
            continue;
        }
        if (header.sh_type == SHT_SYMTAB && header.sh_entsize != 0) {
            read_symbols(elf.get(), section, header, symbols);
        } else if ((header.sh_flags & SHF_EXECINSTR) != 0 && header.sh_size != 0) {
            const auto begin = static_cast<std::uint32_t>(header.sh_addr);
            ranges.push_back({begin, begin + static_cast<std::uint32_t>(header.sh_size), 0});
        }
    }
    functions_ = choose(std::move(symbols));
    number_ranges(std::move(ranges));
    assign_functions();
}

CodeMap::CodeMap(std::vector<Function> functions) : functions_(std::move(functions)) {
    std::ranges::sort(functions_, {}, &Function::address);
    std::vector<Range> ranges;
    ranges.reserve(functions_.size());
    for (const Function& function : functions_) {
        ranges.push_back({function.address, function.address + function.bytes, 0});
    }
    number_ranges(std::move(ranges));
    assign_functions();
}

// Sorts the ranges, joins those that touch or overlap, and numbers their halfwords.
void CodeMap::number_ranges(std::vector<Range> ranges) {
    std::ranges::sort(ranges, {}, &Range::begin);
    for (const Range& range : ranges) {
        if (!ranges_.empty() && range.begin <= ranges_.back().end) {
            ranges_.back().end = std::max(ranges_.back().end, range.end);
        } else {
            ranges_.push_back(range);
        }
    }
    std::uint32_t halfwords = 0;
    for (Range& range : ranges_) {
        range.first_halfword = halfwords;
        halfwords += (range.end - range.begin + 1) / 2;
    }
    function_of_.assign(halfwords, outside());
}

// Where the assembler gave no size, a function reaches up to the next one.
void CodeMap::assign_functions() {
    for (FunctionId id = 0; id < functions_.size(); ++id) {
        Function& function = functions_[id];
        const std::uint32_t first = halfword(function.address);
        if (first == no_halfword) {
            continue;
        }
        const auto range = std::ranges::find_if(
            ranges_, [&](const Range& each) { return function.address - each.begin < each.end - each.begin; });
        std::uint32_t end = function.bytes != 0 ? function.address + function.bytes : range->end;
        if (id + 1 < functions_.size() && function.bytes == 0) {
            end = std::min(end, functions_[id + 1].address);
        }
        function.bytes = std::min(end, range->end) - function.address;
        std::fill_n(function_of_.begin() + first, (function.bytes + 1) / 2, id);
    }
}

std::uint32_t CodeMap::halfword(std::uint32_t address) const {
    for (const Range& range : ranges_) {
        if (address - range.begin < range.end - range.begin) {
            return range.first_halfword + (address - range.begin) / 2;
        }
    }
    return no_halfword;
}

std::string CodeMap::locate(std::uint32_t address) const {
    const FunctionId function = function_at(address);
    return is_code(function)
               ? (boost::format("%s+0x%x") % functions_[function].name % (address - functions_[function].address)).str()
               : (boost::format("0x%08x") % address).str();
}

FunctionId CodeMap::trap(std::uint32_t cause) const {
    const std::uint32_t number = std::min(cause & ~interrupt_bit, causes - 1);
    return outside() + 2 + ((cause & interrupt_bit) != 0 ? 0 : causes) + number;
}

std::string CodeMap::name(FunctionId function) const {
    if (is_code(function)) {
        return functions_[function].name;
    }
    const FunctionId special = function - outside();
    if (special < 2) {
        return special == 0 ? "<outside the program>" : "<asleep in wfi>";
    }
    return special - 2 < causes ? "<interrupt " + std::to_string(special - 2) + ">"
                                : "<exception " + std::to_string(special - 2 - causes) + ">";
}

} // namespace edgeloom::insight
