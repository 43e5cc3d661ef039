// The program's own DRAMs, by name.
#pragma once

#include "platform/configuration/load.hpp"
#include "platform/configuration/memory_device.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform::test {

inline const std::vector<std::string> dram_names{"ddr3-1600", "hbm2", "lpddr4-3200"};

/// As a run with these settings has it: "channels=1".
inline memory::DramDevice device(const std::string& name, const std::vector<std::string>& settings = {}) {
    std::vector<Override> overrides{parse_override("platform.dram.device=" + name)};
    for (const std::string& setting : settings) {
        overrides.push_back(parse_override("platform.dram." + setting));
    }
    return device_of(default_configuration(overrides).platform.dram);
}

} // namespace edgeloom::platform::test
