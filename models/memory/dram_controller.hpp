// How a DRAM is driven.
#pragma once

#include "memory/dram_mapping.hpp"

#include <cstdint>

namespace edgeloom::memory {

/// What becomes of a row behind a request.
enum class PagePolicy : std::uint8_t {
    open,   ///< stays open until another one of its bank is needed, or a refresh
    closed, ///< is closed behind the request's last burst in it
};

struct DramController {
    PagePolicy page_policy = PagePolicy::open;
    Mapping mapping = Mapping::row_bank_column;
    std::uint64_t write_buffer = 32; ///< bursts of every channel
};

} // namespace edgeloom::memory
