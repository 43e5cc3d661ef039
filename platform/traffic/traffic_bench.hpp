// Interconnect and memories with generators of traffic at the interconnect's ports.
#pragma once

#include "abi/memory_map.hpp"
#include "interconnect/interconnect.hpp"
#include "memory/memory.hpp"
#include "platform/soc/bindings.hpp"
#include "platform/traffic/traffic_configuration.hpp"
#include "traffic/generator.hpp"
#include "traffic/source.hpp"

#include <systemc>

#include <cstdint>
#include <deque>
#include <memory>

namespace edgeloom::platform {

///     generator --+                 +-- dram
///     generator --+- interconnect --+-- sram
///         ...   --+                 +-- sink
class TrafficBench : public sc_core::sc_module {
public:
    static constexpr abi::Region sink_region{"sink", abi::memory_map::stream.base, abi::memory_map::stream.size,
                                             "takes and gives anything in no time"};

    /// Throws UserError where recorded traffic cannot be read.
    TrafficBench(sc_core::sc_module_name name, const TrafficConfiguration& configuration);

    Interconnect interconnect;
    Memory dram;
    Memory sram;
    Memory sink;

    /// How many bursts have been answered, and when the last one was.
    [[nodiscard]] std::uint64_t answered() const { return answered_; }
    [[nodiscard]] const sc_core::sc_time& end() const { return end_; }
    /// How many there will be.
    [[nodiscard]] std::uint64_t bursts() const { return bursts_; }

private:
    [[nodiscard]] std::unique_ptr<traffic::Source> source(const TrafficConfiguration& configuration,
                                                          std::uint32_t number);
    void add_generator(const TrafficConfiguration& configuration, std::uint32_t number);

    std::uint64_t bursts_ = 0;
    std::uint64_t answered_ = 0;
    sc_core::sc_time end_;
    std::deque<traffic::Generator> generators_;
    Bindings bindings_;
};

} // namespace edgeloom::platform
