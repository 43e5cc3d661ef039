// The devices that memories are made of: their keys, and where they are read from.
#pragma once

#include "memory/dram_device.hpp"
#include "memory/sram_device.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/configuration/parser.hpp"
#include "platform/configuration/visitor.hpp"

#include <filesystem>
#include <string>

namespace edgeloom::platform {

/// Visits every key of a device; `prefix` stands in front of their names.
void visit_device(memory::DramDevice& device, const std::string& prefix, Visitor& visitor);
void visit_device(memory::SramDevice& device, const std::string& prefix, Visitor& visitor);

/// Reads a device's keys. Throws UserError where one is missing, or two do not go together.
void read_device(memory::DramDevice& device, const std::string& prefix, Parser& parser);
void read_device(memory::SramDevice& device, const std::string& prefix, Parser& parser);

/// "simple, ddr3-1600, hbm2, ..."
[[nodiscard]] std::string dram_device_names();
[[nodiscard]] std::string sram_device_names();

/// Fills in the devices that the configuration names: of the program's own, or of files, which lie relative to
/// `folder`. Throws UserError where there is none of that name, or something in it is wrong.
void load_devices(PlatformConfiguration& platform, const Parser& parser, const std::filesystem::path& folder);

/// The device with what the configuration has of its own in place of the device's.
[[nodiscard]] memory::DramDevice device_of(const DramConfiguration& dram);
[[nodiscard]] memory::SramDevice device_of(const SramConfiguration& sram);

} // namespace edgeloom::platform
