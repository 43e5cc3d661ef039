// Semihosting: calls by which a guest uses files, console and clock of the host.
#pragma once

#include "hart/core.hpp"
#include "platform/semihosting/guest_memory.hpp"
#include "platform/semihosting/streams.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace edgeloom::semihosting {

/// Carries out the calls of the RISC-V semihosting specification, whose operations are those of Arm's. Time is
/// simulated time. A call that makes no sense fails with an errno, numbered as on Linux.
class Semihosting {
public:
    struct Config {
        std::filesystem::path folder;         ///< all that the guest reaches
        std::string command_line;             ///< of SYS_GET_CMDLINE
        std::uint64_t clock_hz = 100'000'000; ///< of the hart
    };

    /// `on_text` takes what goes to the console; `on_exit` the exit code of a guest that ends: 0 passed. Throws
    /// platform::UserError where the folder is none.
    Semihosting(hart::Core& core, GuestMemory memory, const Config& config,
                std::function<void(std::string_view)> on_text, std::function<void(int)> on_exit);

    /// For hart::Core::on_ebreak: the ebreak at pc is a semihosting call, and was carried out.
    [[nodiscard]] bool serve();

private:
    [[nodiscard]] bool at_call() const;
    [[nodiscard]] std::uint32_t carry_out(std::uint32_t operation, std::uint32_t parameter);

    std::uint32_t open(std::uint32_t block);
    std::uint32_t close(std::uint32_t block);
    std::uint32_t write_character(std::uint32_t address);
    std::uint32_t write_string(std::uint32_t address);
    std::uint32_t write(std::uint32_t block);
    std::uint32_t read(std::uint32_t block);
    std::uint32_t is_error(std::uint32_t block);
    std::uint32_t is_terminal(std::uint32_t block);
    std::uint32_t seek(std::uint32_t block);
    std::uint32_t length(std::uint32_t block);
    std::uint32_t command_line(std::uint32_t block);
    std::uint32_t heap(std::uint32_t pointer);
    std::uint32_t elapsed(std::uint32_t address);
    std::uint32_t exit(std::uint32_t reason, std::uint32_t code);
    std::uint32_t exit_extended(std::uint32_t block);

    [[nodiscard]] std::uint64_t ticks(std::uint64_t per_second) const;
    [[nodiscard]] bool words(std::uint32_t block, std::span<std::uint32_t> words);
    [[nodiscard]] Stream* stream(std::uint32_t handle);
    std::uint32_t fail(int error);

    hart::Core& core_;
    GuestMemory memory_;
    Config config_;
    std::function<void(std::string_view)> on_text_;
    std::function<void(int)> on_exit_;
    Streams streams_;
    int error_ = 0; ///< of the last call that failed
};

} // namespace edgeloom::semihosting
