// Several observers of one hart.
#pragma once

#include "hart/observer.hpp"

#include <vector>

namespace edgeloom::insight {

/// Tells everything to all observers, in the order in which they were added. They must outlive it.
class ObserverList : public hart::Observer {
public:
    void add(hart::Observer& observer) { observers_.push_back(&observer); }
    /// The one to give to the hart: null if there is none, the only one itself.
    [[nodiscard]] hart::Observer* observer() {
        return observers_.empty() ? nullptr : observers_.size() == 1 ? observers_.front() : this;
    }

    void retired(const hart::Retired& instruction) override {
        for (hart::Observer* const each : observers_) {
            each->retired(instruction);
        }
    }
    void trapped(const hart::Trapped& trap) override {
        for (hart::Observer* const each : observers_) {
            each->trapped(trap);
        }
    }
    void slept(std::uint32_t pc, std::uint64_t clocks) override {
        for (hart::Observer* const each : observers_) {
            each->slept(pc, clocks);
        }
    }

private:
    std::vector<hart::Observer*> observers_;
};

} // namespace edgeloom::insight
