// A stimulus that drives the accelerator through its sockets.
#pragma once

#include "abi/accelerator.hpp"
#include "accelerator/accelerator.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

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
        registers_.bind(accelerator.registers);
        stream_.bind(accelerator.stream);
        accelerator.interrupt.bind(interrupt);
        SC_THREAD(run_main);
        SC_THREAD(run_beside);
    }

    /// Runs until both scripts are done.
    void play(Script main, Script beside = {}) {
        main_ = std::move(main);
        beside_ = std::move(beside);
        sc_core::sc_start();
    }

    tlm::tlm_response_status write(const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) {
        return transport(registers_, tlm::TLM_WRITE_COMMAND, reg.at(index),
                         {reinterpret_cast<std::uint8_t*>(&value), 4});
    }
    std::uint32_t read(const abi::Register& reg, std::uint32_t index = 0) {
        std::uint32_t value = 0xDEAD'BEEF;
        status =
            transport(registers_, tlm::TLM_READ_COMMAND, reg.at(index), {reinterpret_cast<std::uint8_t*>(&value), 4});
        return value;
    }
    /// Writes to or reads from the stream region.
    tlm::tlm_response_status write_stream(std::uint32_t offset, std::span<std::uint8_t> bytes) {
        return transport(stream_, tlm::TLM_WRITE_COMMAND, offset, bytes);
    }
    tlm::tlm_response_status read_stream(std::uint32_t offset, std::span<std::uint8_t> bytes) {
        return transport(stream_, tlm::TLM_READ_COMMAND, offset, bytes);
    }
    tlm::tlm_response_status write_word(std::uint32_t offset, std::uint32_t word) {
        return write_stream(offset, {reinterpret_cast<std::uint8_t*>(&word), 4});
    }
    std::uint32_t read_word(std::uint32_t offset) {
        std::uint32_t word = 0;
        status = read_stream(offset, {reinterpret_cast<std::uint8_t*>(&word), 4});
        return word;
    }
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
    using Socket = tlm_utils::simple_initiator_socket<Bench>;

    static tlm::tlm_response_status transport(Socket& socket, tlm::tlm_command command, std::uint64_t address,
                                              std::span<std::uint8_t> bytes) {
        tlm::tlm_generic_payload transaction;
        transaction.set_command(command);
        transaction.set_address(address);
        transaction.set_data_ptr(bytes.data());
        transaction.set_data_length(static_cast<unsigned>(bytes.size()));
        transaction.set_streaming_width(static_cast<unsigned>(bytes.size()));
        sc_core::sc_time delay;
        socket->b_transport(transaction, delay);
        if (delay > sc_core::SC_ZERO_TIME) {
            sc_core::wait(delay);
        }
        return transaction.get_response_status();
    }
    void run_main() { main_(); }
    void run_beside() {
        if (beside_) {
            beside_();
        }
    }

    Socket registers_;
    Socket stream_;
    Script main_;
    Script beside_;
};

} // namespace edgeloom::test
