// The accelerator's pipeline as a timeline that Perfetto (ui.perfetto.dev) shows.
#pragma once

#include "accelerator/observer.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// A track for every operation of every junction, with a slice for every block cycle that has an input, named after it:
/// Perfetto gives slices of the same name the same colour. Two more tracks show block cycles, with their stalls, and
/// what the accelerator waits for. Format: JSON trace events, times in microseconds.
class Perfetto : public accelerator::Observer {
public:
    using Sink = std::function<void(std::string_view)>;

    explicit Perfetto(Sink sink);

    void block_cycle(const accelerator::BlockActivity& activity) override;
    void waited(accelerator::WaitCause cause, const sc_core::sc_time& begin, const sc_core::sc_time& end) override;
    /// Writes what closes the file.
    void finish();

private:
    void name_track(std::uint32_t track, const std::string& name);
    void name_junctions(std::uint32_t junctions);
    void slice(std::uint32_t track, const std::string& name, const sc_core::sc_time& begin,
               const sc_core::sc_time& duration, nlohmann::ordered_json arguments);
    void write(const nlohmann::ordered_json& event);

    Sink sink_;
    bool first_ = true;
    std::uint32_t named_junctions_ = 0;
};

} // namespace edgeloom::platform
