// The result stream port: a FIFO of one word per classified input.
#pragma once

#include "accelerator/waiting_line.hpp"

#include <systemc>

#include <cstdint>
#include <deque>
#include <span>

namespace edgeloom::accelerator {

/// Readers wait (in simulated time) for words, one behind the other; the accelerator waits for room.
class ResultPort {
public:
    ResultPort(const char* name, std::uint32_t depth);

    [[nodiscard]] bool full() const { return words_.size() >= depth_; }
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    void push(std::uint32_t word);
    /// Fills `bytes` (whole words), waiting for each. Returns false once the port is closed while it waits.
    bool read(std::span<std::uint8_t> bytes);
    /// Releases readers that wait and drops the words.
    void close();
    void open();
    /// Notified when there is room again.
    [[nodiscard]] const sc_core::sc_event& freed() const { return freed_; }

private:
    std::size_t depth_;
    std::deque<std::uint32_t> words_;
    bool closed_ = false;
    sc_core::sc_event pushed_;
    std::uint64_t closings_ = 0;
    sc_core::sc_event freed_;
    WaitingLine line_;
};

} // namespace edgeloom::accelerator
