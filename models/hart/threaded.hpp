// The fast engine: threaded code for what is frequent, the reference interpreter for the rest.
#pragma once

#include "hart/core.hpp"
#include "hart/engine.hpp"
#include "hart/stepper.hpp"
#include "hart/threaded_code.hpp"
#include "hart/translation.hpp"

#include <cstdint>
#include <deque>

namespace edgeloom::hart {

/// Does what `Stepper` does, to the clock. Instructions are translated when they are first executed. A block of them is
/// charged as a whole when it is entered, and what is left of it is paid back when it is left early, so that counts are
/// exact wherever somebody can look at them. Accesses to the bus, CSRs, atomics, traps, and whatever else is rare are
/// left to the stepper. The idea is that of Bell, "Threaded code", CACM 16(6), 1973.
class Threaded : public Engine {
public:
    explicit Threaded(Core& core);

    void run() override;
    void forget() override { translations_.clear(); }

private:
    [[nodiscard]] threaded::Translation* translation_at(std::uint32_t pc);
    void run_threaded(threaded::Translation& translation);
    [[nodiscard]] bool ends_beyond_quantum() const;
    void execute(threaded::Translation& translation, std::uint64_t clocks);

    Core& core_;
    Stepper reference_;
    threaded::Machine machine_{};
    std::deque<threaded::Translation> translations_;
};

} // namespace edgeloom::hart
