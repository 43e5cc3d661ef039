// Keys that a configuration of a run shares with other files of the user's.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/visitor.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// A choice between two or more values of any type, by index.
template <class T, std::size_t n>
void choose(Visitor& visitor, const Key& key, T& value, const Choice<T> (&choices)[n]) {
    std::array<std::string_view, n> names;
    std::size_t index = 0;
    for (std::size_t i = 0; i < n; ++i) {
        names[i] = choices[i].name;
        index = choices[i].value == value ? i : index;
    }
    visitor.choice(key, index, names);
    value = choices[index].value;
}

/// What holds for all ports of the interconnect.
void visit_bus(InterconnectConfiguration& interconnect, Visitor& visitor);
/// The ports of the memories.
void visit_memory_ports(InterconnectConfiguration& interconnect, Visitor& visitor);
/// @param path of its keys
/// @param name in descriptions
void visit_initiator_port(const std::string& path, const std::string& name, PortConfiguration& port, Visitor& visitor);
void visit_protocol_check(InterconnectConfiguration& interconnect, Visitor& visitor);
void visit_sram(SramConfiguration& sram, Visitor& visitor);
void visit_dram(DramConfiguration& dram, Visitor& visitor);

} // namespace edgeloom::platform
