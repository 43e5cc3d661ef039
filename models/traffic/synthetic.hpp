// Traffic made up from a few figures.
#pragma once

#include "numerics/random.hpp"
#include "traffic/source.hpp"

#include <systemc>

#include <cstdint>

namespace edgeloom::traffic {

/// In what order addresses are visited.
enum class Pattern : std::uint8_t {
    sequential, ///< each burst behind the last one, round the region
    strided,    ///< `stride` from one to the next, round the region
    random,     ///< any aligned place in the region
};

class Synthetic : public Source {
public:
    struct Config {
        std::uint64_t base = 0; ///< of the region
        std::uint64_t size = 0; ///< likewise, bytes; a multiple of `bytes`
        std::uint32_t bytes = 64;
        Pattern pattern = Pattern::sequential;
        std::uint64_t stride = 64;
        std::uint32_t read_percent = 100;
        sc_core::sc_time clock = sc_core::sc_time(10, sc_core::SC_NS);
        std::uint32_t interval = 0; ///< clocks between requests on average; any number up to twice that
        std::uint32_t train = 0;    ///< requests, behind which there is a pause; 0: none
        std::uint32_t pause = 0;    ///< clocks
        std::uint64_t requests = 1000;
        std::uint64_t seed = 1;
        std::uint32_t stream = 0; ///< of random numbers: generators with the same seed need different ones
    };

    explicit Synthetic(const Config& config);

    [[nodiscard]] std::optional<Request> next() override;

private:
    [[nodiscard]] std::uint64_t next_offset();
    [[nodiscard]] sc_core::sc_time next_gap();

    Config config_;
    numerics::Random random_;
    std::uint64_t made_ = 0;
    std::uint64_t offset_ = 0;
};

} // namespace edgeloom::traffic
