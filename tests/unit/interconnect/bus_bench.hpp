// An interconnect between test initiators and recording targets.
#pragma once

#include "interconnect/interconnect.hpp"
#include "support/port.hpp"
#include "support/recorder.hpp"
#include "support/script.hpp"

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace edgeloom::test {

struct BusBench {
    Interconnect bus;
    std::deque<Port> ports;         // by initiator
    std::deque<Recorder> recorders; // by target

    BusBench(std::vector<std::string> initiators, std::span<const abi::Region> targets,
             std::unique_ptr<interconnect::Timing> timing)
        : bus("bus", {.initiators = initiators, .targets = {targets.begin(), targets.end()}}, std::move(timing)) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            ports.emplace_back(initiators[i].c_str()).socket.bind(bus.initiator_port(i));
        }
        for (std::size_t i = 0; i < targets.size(); ++i) {
            bus.target_port(i).bind(recorders.emplace_back(std::string(targets[i].name).c_str()).socket);
        }
    }
};

} // namespace edgeloom::test
