// What holds up the accelerator, in a sentence.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/soc/soc.hpp"

#include <string>

namespace edgeloom::platform {

struct Bottleneck {
    std::string engine; ///< which limits the run
    std::string cause;  ///< what limits it: a word for a program
    std::string sentence;
};

/// Looks at the shares of the accelerator's time while it was at work, and, where it starved, at the way that its
/// inputs take: a channel that is busy nearly all that time limits the bandwidth, otherwise the latency of bursts does.
[[nodiscard]] Bottleneck find_bottleneck(const Configuration& configuration, const Soc& soc,
                                         const sc_core::sc_time& end);

} // namespace edgeloom::platform
