// A timeline that Perfetto (ui.perfetto.dev) shows.
#pragma once

#include <systemc>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// Writes JSON trace events (the "Trace Event Format" that Perfetto imports), times in microseconds, as they come: they
/// need not be in order.
class Timeline {
public:
    using Sink = std::function<void(std::string_view)>;
    using Arguments = nlohmann::ordered_json;

    /// A row of the picture, in a group of them.
    struct Track {
        std::uint32_t group;
        std::uint32_t row;
    };
    /// The part of a flow's arrow that lies in a slice.
    enum class Step : std::uint8_t { first, middle, last };

    explicit Timeline(Sink sink);

    /// Groups and rows are shown by rising number.
    void name_group(std::uint32_t group, const std::string& name);
    void name_track(const Track& track, const std::string& name);
    void slice(const Track& track, const std::string& name, const sc_core::sc_time& begin,
               const sc_core::sc_time& duration, Arguments arguments);
    /// An arrow from slice to slice: each step names a moment at which a slice of the track has begun.
    void flow(const Track& track, std::uint64_t number, Step step, const sc_core::sc_time& time);
    /// Something that may overlap others of its name: each gets a row of its own while it lasts.
    void span(std::uint32_t group, const std::string& name, std::uint64_t number, const sc_core::sc_time& begin,
              const sc_core::sc_time& end);
    /// A curve that has this value from `time` on.
    void counter(std::uint32_t group, const std::string& name, const sc_core::sc_time& time, double value);
    /// Writes what closes the file.
    void finish();

private:
    void write(const nlohmann::ordered_json& event);

    Sink sink_;
    bool first_ = true;
};

} // namespace edgeloom::platform
