// Names of the control and status registers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::hart {

struct CsrName {
    std::uint32_t number;
    std::string name;
};

/// All registers that a hart of ours has, by rising number (privileged specification, 20211203, chapter 2).
[[nodiscard]] const std::vector<CsrName>& csr_names();

/// The name, or "csr0x7c0" for a number without one.
[[nodiscard]] std::string csr_name(std::uint32_t number);

} // namespace edgeloom::hart
