// Every instruction as a line of text.
#pragma once

#include "hart/observer.hpp"
#include "platform/insight/code_map.hpp"
#include "platform/insight/time_window.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgeloom::insight {

/// Writes what begins in a window of simulated time: a line an instruction with time, clock, pc, bits, disassembly, the
/// register that it wrote and the address that it accessed; a line whenever the function changes; a line for every trap
/// and sleep.
class InstructionTrace : public hart::Observer {
public:
    using Sink = std::function<void(std::string_view)>;

    /// `clock_ps`: period of the hart's clock.
    InstructionTrace(const CodeMap& code, TimeWindow window, std::uint64_t clock_ps);

    /// `sink` gets the text in pieces of at most `buffer_bytes` and one line.
    void write_to(Sink sink) { sink_ = std::move(sink); }

    void retired(const hart::Retired& instruction) override {
        clock_ = instruction.clock + instruction.clocks;
        if (instruction.clock - begin_ < length_) {
            write(instruction);
        }
    }
    void trapped(const hart::Trapped& trap) override;
    void slept(std::uint32_t pc, std::uint64_t clocks) override;

    /// Hands over what is still in the buffer.
    void flush();
    /// Instructions written.
    [[nodiscard]] std::uint64_t instructions() const { return instructions_; }

    static constexpr std::size_t buffer_bytes = 1U << 16U;

private:
    struct Text {
        std::uint32_t bits = 0;
        std::string disassembly;
    };

    void write(const hart::Retired& instruction);
    [[nodiscard]] const std::string& disassembly(const hart::Retired& instruction);
    void write_time(std::uint64_t clock);
    void write_place(std::uint32_t pc);
    void end_line();

    const CodeMap& code_;
    std::uint64_t clock_ps_;
    std::uint64_t begin_;  ///< first clock
    std::uint64_t length_; ///< clocks
    Sink sink_ = [](std::string_view) {};
    std::string buffer_;
    std::vector<Text> texts_; ///< by halfword, the last one for what lies outside
    FunctionId function_ = ~0U;
    std::uint64_t clock_ = 0; ///< at which the next thing begins
    std::uint64_t instructions_ = 0;
};

} // namespace edgeloom::insight
