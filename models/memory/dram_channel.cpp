#include "memory/dram_channel.hpp"

#include <algorithm>

namespace edgeloom::memory {

namespace {

void raise(std::uint64_t& watermark, std::uint64_t clock) {
    watermark = std::max(watermark, clock);
}

} // namespace

DramChannel::DramChannel(const DramDevice& device, std::uint64_t number, std::uint64_t write_buffer)
    : clocks_(device),
      number_(number),
      banks_(device.banks),
      groups_(device.bank_groups),
      refresh_due_(clocks_.refi),
      buffer_(write_buffer) {
    for (Bank& bank : banks_) {
        bank.statistics.channel = static_cast<std::uint32_t>(number);
    }
}

std::uint64_t DramChannel::read(std::uint64_t arrival, const DramPlace& place) {
    return column(arrival, place, Access::read) + clocks_.read_latency + clocks_.burst;
}

std::uint64_t DramChannel::write(std::uint64_t arrival, const DramPlace& place) {
    std::uint64_t& free_from = buffer_[oldest_in_buffer_];
    oldest_in_buffer_ = (oldest_in_buffer_ + 1) % buffer_.size();
    const std::uint64_t taken = std::max(arrival, free_from);
    free_from = column(taken, place, Access::write) + clocks_.write_latency + clocks_.burst;
    return taken;
}

// Gives all commands of a burst; returns the clock of its read or write.
std::uint64_t DramChannel::column(std::uint64_t arrival, const DramPlace& place, Access access) {
    Plan commands = plan(arrival, place, access);
    while (refresh_due_ <= commands.column) {
        refresh();
        commands = plan(arrival, place, access);
    }
    count(banks_[place.bank], commands, access);
    if (commands.precharge) {
        precharge(place.bank, *commands.precharge);
    }
    if (commands.activate) {
        activate(place, *commands.activate);
    }
    access == Access::read ? note_read(place, commands.column) : note_write(place, commands.column);
    return commands.column;
}

DramChannel::Plan DramChannel::plan(std::uint64_t arrival, const DramPlace& place, Access access) const {
    const Bank& bank = banks_[place.bank];
    const Group& group = groups_[place.bank % groups_.size()];
    // A row that is open has moved a burst already: this one comes behind that.
    Plan plan{.precharge = {}, .activate = {}, .column = arrival};
    if (bank.row != place.row) {
        std::uint64_t activate = std::max({arrival, refreshed_, bank.activate_from, group.activate_from,
                                           channel_.activate_from, window_[oldest_in_window_]});
        if (bank.row) {
            plan.precharge = std::max(arrival, bank.precharge_from);
            activate = std::max(activate, *plan.precharge + clocks_.rp);
        }
        plan.activate = activate;
        plan.column = activate + clocks_.rcd;
    }
    plan.column = access == Access::read ? std::max({plan.column, group.read_from, channel_.read_from})
                                         : std::max({plan.column, group.write_from, channel_.write_from});
    return plan;
}

void DramChannel::count(Bank& bank, const Plan& plan, Access access) const {
    BankStatistics& statistics = bank.statistics;
    ++(access == Access::read ? statistics.reads : statistics.writes);
    ++(plan.precharge ? statistics.row_conflicts : plan.activate ? statistics.row_misses : statistics.row_hits);
}

void DramChannel::precharge(std::uint64_t bank, std::uint64_t clock) {
    banks_[bank].row.reset();
    raise(banks_[bank].activate_from, clock + clocks_.rp);
    tell(DramCommand::Kind::precharge, clock, bank, 0);
}

void DramChannel::activate(const DramPlace& place, std::uint64_t clock) {
    Bank& bank = banks_[place.bank];
    bank.row = place.row;
    bank.activate_from = clock + clocks_.rc;
    bank.precharge_from = clock + clocks_.ras;
    group_of(place.bank).activate_from = clock + clocks_.rrd_l;
    channel_.activate_from = clock + clocks_.rrd;
    window_[oldest_in_window_] = clock + clocks_.faw;
    oldest_in_window_ = (oldest_in_window_ + 1) % window_.size();
    ++bank.statistics.activations;
    tell(DramCommand::Kind::activate, clock, place.bank, place.row);
}

void DramChannel::note_read(const DramPlace& place, std::uint64_t clock) {
    Group& group = group_of(place.bank);
    raise(channel_.read_from, clock + clocks_.ccd);
    raise(group.read_from, clock + clocks_.ccd_l);
    raise(channel_.write_from, clock + clocks_.rtw);
    raise(banks_[place.bank].precharge_from, clock + clocks_.rtp);
    tell(DramCommand::Kind::read, clock, place.bank, place.row);
}

void DramChannel::note_write(const DramPlace& place, std::uint64_t clock) {
    Group& group = group_of(place.bank);
    const std::uint64_t written = clock + clocks_.write_latency + clocks_.burst;
    raise(channel_.write_from, clock + clocks_.ccd);
    raise(group.write_from, clock + clocks_.ccd_l);
    raise(channel_.read_from, written + clocks_.wtr);
    raise(group.read_from, written + clocks_.wtr_l);
    raise(banks_[place.bank].precharge_from, written + clocks_.wr);
    tell(DramCommand::Kind::write, clock, place.bank, place.row);
}

void DramChannel::close(std::uint64_t bank) {
    if (banks_[bank].row) {
        precharge(bank, banks_[bank].precharge_from);
    }
}

void DramChannel::refresh() {
    std::uint64_t begin = std::max(refresh_due_, refreshed_);
    for (std::size_t bank = 0; bank < banks_.size(); ++bank) {
        if (banks_[bank].row) {
            precharge(bank, std::max(refresh_due_, banks_[bank].precharge_from));
        }
        raise(begin, banks_[bank].activate_from);
    }
    refreshed_ = begin + clocks_.rfc;
    refresh_due_ += clocks_.refi;
    ++refreshes_;
    tell(DramCommand::Kind::refresh, begin, 0, 0);
}

void DramChannel::tell(DramCommand::Kind kind, std::uint64_t clock, std::uint64_t bank, std::uint64_t row) const {
    if (listener_) {
        listener_({.clock = clock, .kind = kind, .channel = number_, .bank = bank, .row = row});
    }
}

std::vector<BankStatistics> DramChannel::statistics(std::uint64_t now) const {
    // Those that nobody had to wait for.
    const std::uint64_t more = now < refresh_due_ ? 0 : (now - refresh_due_) / clocks_.refi + 1;
    std::vector<BankStatistics> banks;
    banks.reserve(banks_.size());
    for (const Bank& bank : banks_) {
        banks.push_back(bank.statistics);
        banks.back().refreshes = refreshes_ + more;
    }
    return banks;
}

} // namespace edgeloom::memory
