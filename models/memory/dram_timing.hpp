// A DRAM with its controller.
#pragma once

#include "memory/dram_channel.hpp"
#include "memory/dram_controller.hpp"
#include "memory/dram_device.hpp"
#include "memory/dram_mapping.hpp"
#include "memory/timing.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::memory {

/// A request goes to the channels burst by burst, those in part of which it lies included. A read's answer is ready
/// when the last of its bursts is in the controller, a write's when the last has found a place in the write buffer.
class DramTiming : public Timing {
public:
    DramTiming(const DramDevice& device, const DramController& controller);

    [[nodiscard]] std::uint64_t serve(const Request& request) override;
    [[nodiscard]] Statistics statistics(std::uint64_t now) const override;

    /// `listener` hears of every command, those of a burst after those of the bursts before it.
    void on_command(const DramChannel::Listener& listener);

private:
    void close(std::uint64_t first, std::uint64_t last);

    DramDevice device_;
    std::uint64_t period_;
    PagePolicy page_policy_;
    DramMap map_;
    std::vector<DramChannel> channels_;
};

} // namespace edgeloom::memory
