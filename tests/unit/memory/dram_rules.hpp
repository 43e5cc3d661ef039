// A slow DRAM, command by command: every rule between every two commands.
#pragma once

#include "memory/dram_clocks.hpp"
#include "memory/dram_command.hpp"
#include "memory/dram_device.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::test {

using memory::DramCommand;

/// The clocks that `next` has to stay behind `before`, by what either is and where; none where there is no rule.
[[nodiscard]] std::optional<std::uint64_t> distance(const memory::DramDevice& device, const DramCommand& before,
                                                    const DramCommand& next);

/// What in a channel's commands is against the rules, in words; empty: nothing. Takes them in any order.
[[nodiscard]] std::string violation(const memory::DramDevice& device, std::vector<DramCommand> commands);

/// What a channel does, found by trying every rule on every command there was.
class SlowChannel {
public:
    SlowChannel(const memory::DramDevice& device, std::uint64_t write_buffer)
        : device_(device),
          clocks_(device),
          write_buffer_(write_buffer) {}

    /// As memory::DramChannel.
    std::uint64_t read(std::uint64_t arrival, std::uint64_t bank, std::uint64_t row);
    std::uint64_t write(std::uint64_t arrival, std::uint64_t bank, std::uint64_t row);
    void close(std::uint64_t bank);

    [[nodiscard]] const std::vector<DramCommand>& commands() const { return commands_; }

private:
    [[nodiscard]] std::optional<std::uint64_t> open_row(std::uint64_t bank) const;
    [[nodiscard]] DramCommand earliest(DramCommand command, std::uint64_t from) const;
    std::uint64_t burst(std::uint64_t arrival, DramCommand column);
    void prepare(std::uint64_t arrival, const DramCommand& column);
    void refresh(std::uint64_t due);

    memory::DramDevice device_;
    memory::DramClocks clocks_;
    std::uint64_t write_buffer_;
    std::vector<DramCommand> commands_;
    std::vector<std::uint64_t> written_; // when each burst has left the buffer
    std::uint64_t refreshes_ = 0;
};

} // namespace edgeloom::test
