// What a traffic generator sends.
#pragma once

#include <systemc>

#include <cstdint>
#include <optional>

namespace edgeloom::traffic {

struct Request {
    std::uint64_t address = 0;
    std::uint32_t bytes = 0;
    bool write = false;
    sc_core::sc_time gap; ///< from the request before, at least
};

class Source {
public:
    virtual ~Source() = default;
    /// None: that was all.
    [[nodiscard]] virtual std::optional<Request> next() = 0;
};

} // namespace edgeloom::traffic
