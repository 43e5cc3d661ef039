#include "platform/insight/code_map.hpp"

#include <boost/core/demangle.hpp>
#include <boost/format.hpp>

#include <algorithm>
#include <optional>
#include <tuple>

namespace edgeloom::insight {

namespace {

constexpr std::uint32_t interrupt_bit = 0x8000'0000;
constexpr int label_rank = 3; // of a symbol without type

struct Symbol {
    Function function;
    int rank; ///< the lower, the better a name
};

// A function has a symbol of its type; in assembly, a global label may have to do.
std::optional<int> rank_of(const ElfImage::Symbol& symbol) {
    using Type = ElfImage::Symbol::Type;
    using Binding = ElfImage::Symbol::Binding;
    if (symbol.type == Type::function) {
        return symbol.binding == Binding::global ? 0 : symbol.binding == Binding::weak ? 1 : 2;
    }
    return symbol.type == Type::untyped && symbol.binding == Binding::global ? std::optional(label_rank) : std::nullopt;
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

CodeMap::CodeMap(const ElfImage& image) {
    std::vector<Symbol> symbols;
    for (const ElfImage::Symbol& symbol : image.symbols) {
        if (const auto rank = rank_of(symbol); rank && symbol.in_code) {
            symbols.push_back(
                {{symbol.name, boost::core::demangle(symbol.name.c_str()), symbol.address, symbol.bytes}, *rank});
        }
    }
    functions_ = choose(std::move(symbols));
    std::vector<Range> ranges;
    ranges.reserve(image.code.size());
    for (const ElfImage::Code& section : image.code) {
        ranges.push_back({section.address, section.address + section.bytes, 0});
    }
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
