// The registers as the debugger numbers them.
#pragma once

#include "platform/gdb/cursor.hpp"
#include "platform/gdb/target.hpp"
#include "platform/gdb/target_description.hpp"

#include <string>
#include <vector>

namespace edgeloom::gdb {

/// Answers the packets g, G, p and P. Those of all registers at once are about x0 to x31 and the pc only: the debugger
/// asks for the others one by one when it needs them.
class Registers {
public:
    Registers(Target& target, const std::vector<NamedCsr>& csrs) : target_(target), csrs_(csrs) {}

    [[nodiscard]] std::string read_all() const;
    [[nodiscard]] std::string write_all(Cursor arguments);
    [[nodiscard]] std::string read(Cursor arguments) const;
    [[nodiscard]] std::string write(Cursor arguments);

private:
    [[nodiscard]] bool write(unsigned number, std::uint32_t value);
    [[nodiscard]] bool described(unsigned csr) const;

    Target& target_;
    const std::vector<NamedCsr>& csrs_;
};

} // namespace edgeloom::gdb
