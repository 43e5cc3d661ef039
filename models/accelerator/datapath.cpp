#include "accelerator/datapath.hpp"

#include "accelerator/block_timing.hpp"
#include "accelerator/make_engine.hpp"

#include <utility>

namespace edgeloom::accelerator {

void Datapath::reset() {
    network_.reset();
    engine_.reset();
    memory_ = {};
    stalls_.clear();
    counted_.clear();
}

void Datapath::configure(Network network) {
    engine_.reset();
    stalls_.clear();
    counted_.assign(network.depth(), {});
    memory_ = ParameterMemory(network);
    network_ = std::move(network);
}

std::uint32_t Datapath::block_clocks() const {
    return network_ ? block_length(*network_, hardware_, {}).ideal : 0;
}

std::vector<Counters> Datapath::counters() const {
    std::vector<Counters> all = counted_;
    if (engine_) {
        const std::vector<Counters> more = engine_->counters();
        for (std::size_t j = 0; j < all.size(); ++j) {
            all[j] += more[j];
        }
    }
    return all;
}

std::optional<Fault> Datapath::begin(const Work& work) {
    if (memory_.take_pattern_change()) {
        if (const auto fault = build_engine()) {
            memory_.mark_pattern_change();
            return fault;
        }
    }
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        engine_->load(j, memory_.parameters(j));
    }
    engine_->begin(work);
    return std::nullopt;
}

std::optional<Fault> Datapath::build_engine() {
    const auto outcome = edges();
    if (const Fault* const fault = std::get_if<Fault>(&outcome)) {
        return *fault;
    }
    const auto& ends = std::get<std::vector<EdgeEnds>>(outcome);
    stalls_ = stalls_of(*network_, hardware_, ends);
    counted_ = counters();
    engine_ = make_engine(*network_, hardware_, ends, stalls_);
    engine_->watch(watcher_);
    return std::nullopt;
}

std::variant<std::vector<EdgeEnds>, Fault> Datapath::edges() const {
    std::vector<EdgeEnds> ends;
    ends.reserve(network_->depth());
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        auto outcome = memory_.edges(j);
        if (const Fault* const fault = std::get_if<Fault>(&outcome)) {
            return *fault;
        }
        ends.push_back(std::move(std::get<EdgeEnds>(outcome)));
    }
    return ends;
}

void Datapath::store() {
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        memory_.parameters(j) = engine_->parameters(j);
    }
}

void Datapath::watch(cycle::Watcher* watcher) {
    watcher_ = watcher;
    if (engine_) {
        engine_->watch(watcher_);
    }
}

} // namespace edgeloom::accelerator
