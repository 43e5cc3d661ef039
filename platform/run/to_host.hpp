// How the official instruction set tests and benchmarks end and print: through the words `tohost` and `fromhost`.
#pragma once

#include "hart/elf_image.hpp"
#include "hart/watchpoint.hpp"
#include "platform/semihosting/guest_memory.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace edgeloom::platform {

/// Serves commands that a firmware writes into the 64-bit word `tohost`:
///
///   odd                      the end: 1 passed, anything else failed with code value >> 1
///   device 1, command 1      (bits 63:56 and 55:48) prints the character in bits 7:0
///   pointer, device 0        to a system call of 64-bit words, number first: write (64) and exit (93)
///
/// Anything else is ignored. A 32-bit hart writes the word in halves, in whatever order. What is odd ends the run as
/// soon as the lower half is there, for some tests never write the upper one; all else waits for both.
class ToHost {
public:
    /// `on_text` takes what is printed, `on_exit` the code of the end, of which there is one.
    ToHost(const ElfImage& image, semihosting::GuestMemory memory, std::function<void(std::string_view)> on_text,
           std::function<void(std::uint64_t)> on_exit);

    /// The watchpoints that serve it; none for a firmware without `tohost`. They refer to this object.
    [[nodiscard]] std::vector<hart::Watchpoint> watchpoints();

private:
    void written(bool upper);
    void serve(std::uint64_t command);
    void print(std::uint64_t command);
    void call_system(std::uint32_t block);
    std::int64_t write_text(std::uint32_t address, std::uint32_t length);
    void end(std::uint64_t code);
    void take();
    void answer(std::uint64_t word);
    void write_long(std::uint32_t address, std::uint64_t value);

    semihosting::GuestMemory memory_;
    std::function<void(std::string_view)> on_text_;
    std::function<void(std::uint64_t)> on_exit_;
    std::optional<std::uint32_t> to_host_;   // address
    std::optional<std::uint32_t> from_host_; // likewise
    bool lower_written_ = false;
    bool upper_written_ = false;
    bool ended_ = false;
};

} // namespace edgeloom::platform
