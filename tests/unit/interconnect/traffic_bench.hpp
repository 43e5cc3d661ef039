// Generators on an interconnect, targets of fixed latency behind it, protocol checkers between all of them.
#pragma once

#include "interconnect/interconnect.hpp"
#include "support/recorder.hpp"
#include "support/script.hpp"
#include "tlm/protocol_checker.hpp"
#include "traffic/generator.hpp"
#include "traffic/replay.hpp"
#include "unit/interconnect/clock_by_clock.hpp"
#include "unit/interconnect/phased_target.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace edgeloom::test {

class TrafficBench {
public:
    static constexpr std::uint32_t region_bytes = 0x1'0000;
    static inline const sc_core::sc_time clock = nanoseconds(10);

    using Outcomes = std::vector<std::vector<traffic::Outcome>>; // by initiator

    TrafficBench(const std::vector<PlainInitiator>& initiators, const std::vector<PlainTarget>& targets,
                 Interconnect::Kind kind, interconnect::Arbitration arbitration)
        : bus_("bus", config(initiators, targets, kind, arbitration)),
          outcomes_(initiators.size()) {
        for (std::size_t t = 0; t < targets.size(); ++t) {
            ProtocolChecker& checker = check("target" + std::to_string(t) + "_checker");
            bus_.target_port(t).bind(checker.from);
            if (targets[t].phased) {
                const sc_core::sc_time latency = clock * static_cast<double>(targets[t].read_latency);
                checker.to.bind(phased_.emplace_back(("target" + std::to_string(t)).c_str(), latency).socket);
                continue;
            }
            Recorder& recorder = recorders_.emplace_back(("target" + std::to_string(t)).c_str());
            recorder.read_latency = clock * static_cast<double>(targets[t].read_latency);
            recorder.write_latency = clock * static_cast<double>(targets[t].write_latency);
            recorder.longest_kept = 0;
            checker.to.bind(recorder.socket);
        }
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            ProtocolChecker& checker = check("initiator" + std::to_string(i) + "_checker");
            checker.to.bind(bus_.initiator_port(i));
            add_generator(i, initiators[i], kind).bind(checker.from);
        }
    }

    [[nodiscard]] const Interconnect& bus() const { return bus_; }
    [[nodiscard]] const Outcomes& outcomes() const { return outcomes_; }
    [[nodiscard]] std::size_t in_progress() const {
        std::size_t sum = 0;
        for (const ProtocolChecker& checker : checkers_) {
            sum += checker.in_progress();
        }
        return sum;
    }

private:
    static Interconnect::Config config(const std::vector<PlainInitiator>& initiators,
                                       const std::vector<PlainTarget>& targets, Interconnect::Kind kind,
                                       interconnect::Arbitration arbitration) {
        Interconnect::Config config{
            .initiators = {}, .targets = {}, .kind = kind, .clock = clock, .arbitration = arbitration};
        for (const PlainInitiator& initiator : initiators) {
            config.initiators.push_back({"initiator" + std::to_string(config.initiators.size()), initiator.port});
        }
        for (const PlainTarget& target : targets) {
            const auto number = static_cast<std::uint32_t>(config.targets.size());
            config.targets.push_back(
                {{"target", number * region_bytes, region_bytes, ""}, target.port, !target.phased});
        }
        return config;
    }

    ProtocolChecker& check(const std::string& name) { return checkers_.emplace_back(name.c_str()); }

    tlm::tlm_initiator_socket<>& add_generator(std::size_t index, const PlainInitiator& initiator,
                                               Interconnect::Kind kind) {
        std::vector<traffic::Request> requests;
        for (const PlainRequest& request : initiator.requests) {
            requests.push_back({.address = request.target * region_bytes,
                                .bytes = static_cast<std::uint32_t>(request.bytes),
                                .write = request.write,
                                .gap = clock * static_cast<double>(request.gap)});
        }
        auto source = std::make_unique<traffic::Replay>(std::move(requests));
        const auto observer = [this, index](const traffic::Outcome& outcome) { outcomes_[index].push_back(outcome); };
        const traffic::Generator::Config config{
            .outstanding = static_cast<std::uint32_t>(initiator.outstanding),
            .protocol = kind == Interconnect::Kind::approximately_timed ? Protocol::four_phase : Protocol::blocking};
        return generators_
            .emplace_back(("generator" + std::to_string(index)).c_str(), config, std::move(source), observer)
            .socket();
    }

    Interconnect bus_;
    std::deque<Recorder> recorders_;
    std::deque<PhasedTarget> phased_;
    std::deque<ProtocolChecker> checkers_;
    std::deque<traffic::Generator> generators_;
    Outcomes outcomes_;
};

} // namespace edgeloom::test
