// Where the time went: by function, and by who called whom.
#pragma once

#include "platform/insight/call_tree.hpp"
#include "platform/insight/code_map.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::insight {

/// Sums over a call tree. Of recursive calls, only the outermost one counts for what something cost with all that it
/// called, so that nothing costs more than the whole run.
class Profile {
public:
    struct FunctionCost {
        FunctionId function = 0;
        std::uint64_t calls = 0;
        Cost self;
        Cost inclusive;
    };
    struct Arc {
        FunctionId caller = 0;
        std::uint32_t call_site = 0; ///< address of the instruction that called; 0 in arcs_between_functions()
        FunctionId callee = 0;
        std::uint64_t calls = 0;
        Cost inclusive;
    };

    Profile(const CallTree& tree, const CodeMap& code);

    /// Of the whole run.
    [[nodiscard]] const Cost& total() const { return total_; }
    /// Those that cost anything, by number.
    [[nodiscard]] const std::vector<FunctionCost>& functions() const { return functions_; }
    /// By caller, call site and callee.
    [[nodiscard]] const std::vector<Arc>& arcs() const { return arcs_; }
    /// By caller and callee.
    [[nodiscard]] const std::vector<Arc>& arcs_between_functions() const { return function_arcs_; }

private:
    Cost total_;
    std::vector<FunctionCost> functions_;
    std::vector<Arc> arcs_;
    std::vector<Arc> function_arcs_;
};

} // namespace edgeloom::insight
