// A stimulus that drives the accelerator through its sockets.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/accelerator.hpp"
#include "support/port.hpp"

#include <systemc>
#include <tlm>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace edgeloom::test {

/// Runs a script in simulated time against one accelerator; a second script may run beside it.
class Bench : public sc_core::sc_module {
public:
    using Script = std::function<void()>;

    Accelerator accelerator;
    sc_core::sc_signal<bool> interrupt;

    SC_HAS_PROCESS(Bench);
    explicit Bench(const accelerator::Hardware& hardware = {}, sc_core::sc_module_name name = "bench")
        : sc_module(name),
          accelerator("accelerator", hardware),
          interrupt("interrupt"),
          registers_("registers"),
          stream_("stream") {
        registers_.socket.bind(accelerator.registers);
        stream_.socket.bind(accelerator.stream);
        accelerator.interrupt.bind(interrupt);
        SC_THREAD(run_main);
        SC_THREAD(run_beside);
    }

    /// What is to be done when simulated time begins.
    void prepare(Script main, Script beside = {}) {
        main_ = std::move(main);
        beside_ = std::move(beside);
    }
    /// Runs until both scripts are done.
    void play(Script main, Script beside = {}) {
        prepare(std::move(main), std::move(beside));
        sc_core::sc_start();
    }

    tlm::tlm_response_status write(const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) {
        return registers_.write(reg, value, index);
    }
    std::uint32_t read(const abi::Register& reg, std::uint32_t index = 0) {
        const std::uint32_t value = registers_.read(reg, index);
        status = registers_.status;
        return value;
    }
    /// Writes to or reads from the stream region.
    tlm::tlm_response_status write_stream(std::uint32_t offset, std::span<std::uint8_t> bytes) {
        return stream_.transport(tlm::TLM_WRITE_COMMAND, offset, bytes);
    }
    tlm::tlm_response_status read_stream(std::uint32_t offset, std::span<std::uint8_t> bytes) {
        return stream_.transport(tlm::TLM_READ_COMMAND, offset, bytes);
    }
    tlm::tlm_response_status write_word(std::uint32_t offset, std::uint32_t word) {
        return stream_.write(offset, word);
    }
    std::uint32_t read_word(std::uint32_t offset) {
        const auto word = stream_.read(offset);
        status = stream_.status;
        return word;
    }
    /// The initiator at the stream region.
    Port& stream_port() { return stream_; }
    abi::accelerator::Error error() {
        return static_cast<abi::accelerator::Error>(read(abi::accelerator::reg::error_code));
    }
    void clear_errors() { write(abi::accelerator::reg::irq_status, abi::accelerator::field::irq_error.mask()); }
    /// Waits until no phase runs.
    void wait_idle() {
        while (abi::accelerator::field::busy.extract(read(abi::accelerator::reg::status)) != 0) {
            sc_core::wait(accelerator_clock);
        }
    }

    tlm::tlm_response_status status = tlm::TLM_OK_RESPONSE; ///< of the last read
    sc_core::sc_time accelerator_clock{10, sc_core::SC_NS};

private:
    void run_main() { main_(); }
    void run_beside() {
        if (beside_) {
            beside_();
        }
    }

    Port registers_;
    Port stream_;
    Script main_;
    Script beside_;
};

} // namespace edgeloom::test
