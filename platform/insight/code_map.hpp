// Where a firmware has code, and which function every address belongs to.
#pragma once

#include "hart/elf_image.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::insight {

/// Number of a function, or of something else that takes time and has a name.
using FunctionId = std::uint32_t;

struct Function {
    std::string symbol; ///< as the linker knows it
    std::string name;   ///< as the programmer knows it: "edgeloom::firmware::Uart::put(char)"
    std::uint32_t address = 0;
    std::uint32_t bytes = 0;
};

/// The executable sections of a firmware image and the functions in them. A lookup is an index into a flat array.
class CodeMap {
public:
    /// A range of addresses with code, in halfwords. The halfwords of all ranges are numbered in a row.
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t first_halfword = 0;
    };
    static constexpr std::uint32_t no_halfword = ~0U;

    explicit CodeMap(const ElfImage& image);
    /// From known functions, with no code outside of them.
    explicit CodeMap(std::vector<Function> functions);

    [[nodiscard]] const std::vector<Function>& functions() const { return functions_; }
    [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }
    [[nodiscard]] std::uint32_t halfwords() const { return static_cast<std::uint32_t>(function_of_.size()); }

    /// Number of the halfword at an address, `no_halfword` outside the code.
    [[nodiscard]] std::uint32_t halfword(std::uint32_t address) const;
    [[nodiscard]] FunctionId function_of_halfword(std::uint32_t halfword) const {
        return halfword == no_halfword ? outside() : function_of_[halfword];
    }
    /// The function that an address belongs to, `outside()` if to none.
    [[nodiscard]] FunctionId function_at(std::uint32_t address) const {
        return function_of_halfword(halfword(address));
    }
    /// "name+0x12", or "0x80000012" outside all functions.
    [[nodiscard]] std::string locate(std::uint32_t address) const;

    /// Code that no function is known for.
    [[nodiscard]] FunctionId outside() const { return static_cast<FunctionId>(functions_.size()); }
    /// Sleep in wfi.
    [[nodiscard]] FunctionId asleep() const { return outside() + 1; }
    /// Entering a trap with this mcause.
    [[nodiscard]] FunctionId trap(std::uint32_t cause) const;
    /// All numbers are below this one.
    [[nodiscard]] FunctionId count() const { return outside() + 2 + 2 * causes; }
    /// "main", "<asleep in wfi>", "<interrupt 11>", "<exception 5>", "<outside the program>"
    [[nodiscard]] std::string name(FunctionId function) const;
    [[nodiscard]] bool is_code(FunctionId function) const { return function < outside(); }

private:
    static constexpr std::uint32_t causes = 32; ///< with numbers of their own

    void number_ranges(std::vector<Range> ranges);
    void assign_functions();

    std::vector<Function> functions_; ///< by rising address
    std::vector<Range> ranges_;       ///< by rising address, disjoint
    std::vector<FunctionId> function_of_;
};

} // namespace edgeloom::insight
