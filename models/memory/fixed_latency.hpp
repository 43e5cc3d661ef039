// A memory that answers after the same time whatever it is asked, and however much.
#pragma once

#include "memory/timing.hpp"

namespace edgeloom::memory {

class FixedLatency : public Timing {
public:
    /// @param latency ps
    explicit FixedLatency(std::uint64_t latency) : latency_(latency) {}

    [[nodiscard]] std::uint64_t serve(const Request& request) override { return request.arrival + latency_; }
    [[nodiscard]] Statistics statistics(std::uint64_t /*now*/) const override { return {}; }

private:
    std::uint64_t latency_;
};

} // namespace edgeloom::memory
