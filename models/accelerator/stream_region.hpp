// What the accelerator's stream region answers: stream ports and parameter windows.
#pragma once

#include "accelerator/configure.hpp"
#include "accelerator/datapath.hpp"
#include "accelerator/input_port.hpp"
#include "accelerator/result_port.hpp"

#include <systemc>
#include <tlm>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace edgeloom::accelerator {

/// Whole words only; a stream port takes or gives any number of them, and lets its initiator wait (in simulated time).
/// The windows are closed while a phase runs. What is refused is recorded as a fault, and mostly answered with a bus
/// error.
class StreamRegion {
public:
    /// @param busy   a phase runs
    /// @param record takes what was wrong
    StreamRegion(InputPort& input, ResultPort& results, Datapath& datapath, std::function<bool()> busy,
                 std::function<void(Fault)> record)
        : input_(input),
          results_(results),
          datapath_(datapath),
          busy_(std::move(busy)),
          record_(std::move(record)) {}

    /// Answers transactions that wait for simulated time with a bus error.
    void reset() { ++resets_; }

    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    /// Answers Readiness for the input port. Otherwise reads of the windows alone, during a phase as well: they show
    /// what has been learnt up to the block cycle in work, included.
    [[nodiscard]] unsigned transport_dbg(tlm::tlm_generic_payload& transaction);

private:
    [[nodiscard]] tlm::tlm_response_status access(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] tlm::tlm_response_status refuse(std::uint64_t offset, tlm::tlm_response_status status);
    [[nodiscard]] std::size_t taken_at_once(const tlm::tlm_generic_payload& transaction,
                                            const sc_core::sc_time& delay) const;
    [[nodiscard]] bool access_port(tlm::tlm_generic_payload& transaction);
    [[nodiscard]] std::optional<Fault> access_windows(tlm::tlm_generic_payload& transaction);

    InputPort& input_;
    ResultPort& results_;
    Datapath& datapath_;
    std::function<bool()> busy_;
    std::function<void(Fault)> record_;
    std::uint64_t resets_ = 0;
    std::uint32_t coming_ = 0; // writes to the input port that wait for their time
};

} // namespace edgeloom::accelerator
