// A channel of a DRAM and the part of the controller that drives it.
#pragma once

#include "memory/dram_clocks.hpp"
#include "memory/dram_command.hpp"
#include "memory/dram_device.hpp"
#include "memory/dram_mapping.hpp"
#include "memory/statistics.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace edgeloom::memory {

/// Bursts are served in the order in which they come: their activates are in that order, and so are their reads and
/// writes. But a bank gets ready while others move data: every command is given as early as the rules allow from when
/// its burst came. For that it is enough to know, of every bank, of every group and of the channel, when the next
/// command of each kind may be; nothing is done clock by clock.
///
/// A refresh of all banks is due every tREFI. It goes in front of the first burst whose data command would come when it
/// is due or later; rows are closed for it when it is due.
class DramChannel {
public:
    using Listener = std::function<void(const DramCommand&)>;

    /// @param write_buffer bursts
    DramChannel(const DramDevice& device, std::uint64_t number, std::uint64_t write_buffer);

    /// Returns the clock from which on the burst's data are in the controller.
    std::uint64_t read(std::uint64_t arrival, const DramPlace& place);
    /// Returns the clock from which on the burst's data are in the write buffer. They leave it when they are in the
    /// DRAM.
    std::uint64_t write(std::uint64_t arrival, const DramPlace& place);
    /// Closes a bank as soon as it may be.
    void close(std::uint64_t bank);

    /// By bank; `now` in clocks.
    [[nodiscard]] std::vector<BankStatistics> statistics(std::uint64_t now) const;
    void on_command(Listener listener) { listener_ = std::move(listener); }

private:
    enum class Access : std::uint8_t { read, write };

    // First clocks in which commands may be given.
    struct Bank {
        std::optional<std::uint64_t> row; // that is open
        std::uint64_t activate_from = 0;
        std::uint64_t precharge_from = 0;
        BankStatistics statistics;
    };
    struct Group {
        std::uint64_t activate_from = 0;
        std::uint64_t read_from = 0;
        std::uint64_t write_from = 0;
    };
    // The commands of a burst.
    struct Plan {
        std::optional<std::uint64_t> precharge;
        std::optional<std::uint64_t> activate;
        std::uint64_t column = 0;
    };

    std::uint64_t column(std::uint64_t arrival, const DramPlace& place, Access access);
    [[nodiscard]] Plan plan(std::uint64_t arrival, const DramPlace& place, Access access) const;
    void count(Bank& bank, const Plan& plan, Access access) const;
    void precharge(std::uint64_t bank, std::uint64_t clock);
    void activate(const DramPlace& place, std::uint64_t clock);
    void note_read(const DramPlace& place, std::uint64_t clock);
    void note_write(const DramPlace& place, std::uint64_t clock);
    void refresh();
    void tell(DramCommand::Kind kind, std::uint64_t clock, std::uint64_t bank, std::uint64_t row) const;
    [[nodiscard]] Group& group_of(std::uint64_t bank) { return groups_[bank % groups_.size()]; }

    static constexpr std::size_t activates_in_window = 4; // of tFAW

    DramClocks clocks_;
    std::uint64_t number_;
    std::vector<Bank> banks_;
    std::vector<Group> groups_;
    Group channel_;                                           // whatever the group
    std::array<std::uint64_t, activates_in_window> window_{}; // first clocks for the next activates
    std::size_t oldest_in_window_ = 0;
    std::uint64_t refresh_due_;
    std::uint64_t refreshed_ = 0; // the last refresh is over
    std::uint64_t refreshes_ = 0;
    std::vector<std::uint64_t> buffer_; // when each place of the write buffer is free again
    std::size_t oldest_in_buffer_ = 0;
    Listener listener_;
};

} // namespace edgeloom::memory
