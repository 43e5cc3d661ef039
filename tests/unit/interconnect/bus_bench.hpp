// An interconnect between test initiators and recording targets.
#pragma once

#include "interconnect/interconnect.hpp"
#include "support/port.hpp"
#include "support/recorder.hpp"
#include "support/script.hpp"
#include "tlm/protocol_checker.hpp"

#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace edgeloom::test {

struct BusBench {
    Interconnect bus;
    std::deque<Port> ports;         // by initiator
    std::deque<Recorder> recorders; // by target
    std::deque<ProtocolChecker> checkers;

    BusBench(const std::vector<std::string>& initiators, std::span<const abi::Region> targets, Interconnect::Kind kind)
        : bus("bus", config(initiators, targets, kind)) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            ProtocolChecker& checker = check(initiators[i]);
            ports.emplace_back(initiators[i].c_str()).socket.bind(checker.from);
            checker.to.bind(bus.initiator_port(i));
        }
        for (std::size_t i = 0; i < targets.size(); ++i) {
            ProtocolChecker& checker = check(std::string(targets[i].name));
            bus.target_port(i).bind(checker.from);
            checker.to.bind(recorders.emplace_back(std::string(targets[i].name).c_str()).socket);
        }
    }

private:
    ProtocolChecker& check(const std::string& name) { return checkers.emplace_back((name + "_checker").c_str()); }

    static Interconnect::Config config(const std::vector<std::string>& initiators, std::span<const abi::Region> targets,
                                       Interconnect::Kind kind) {
        Interconnect::Config config{.initiators = {}, .targets = {}, .kind = kind, .clock = nanoseconds(10)};
        for (const std::string& name : initiators) {
            config.initiators.push_back({name});
        }
        for (const abi::Region& region : targets) {
            config.targets.push_back({region});
        }
        return config;
    }
};

} // namespace edgeloom::test
