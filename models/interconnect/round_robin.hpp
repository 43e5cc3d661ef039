// Everybody in turn.
#pragma once

#include "interconnect/arbiter.hpp"

namespace edgeloom::interconnect {

/// The next one that waits after the last one that went.
class RoundRobin : public Arbiter {
public:
    explicit RoundRobin(std::size_t initiators) : last_(initiators - 1) {}

    [[nodiscard]] std::size_t choose(std::span<const bool> waiting) override {
        do {
            last_ = last_ + 1 == waiting.size() ? 0 : last_ + 1;
        } while (!waiting[last_]);
        return last_;
    }
    void follow(const Arbiter& other) override { last_ = static_cast<const RoundRobin&>(other).last_; }

private:
    std::size_t last_;
};

} // namespace edgeloom::interconnect
