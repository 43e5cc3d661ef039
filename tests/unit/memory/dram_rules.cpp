#include "unit/memory/dram_rules.hpp"

#include <algorithm>
#include <map>

namespace edgeloom::test {

using Kind = DramCommand::Kind;
using memory::DramClocks;
using memory::DramDevice;

namespace {

std::string in_words(const DramCommand& command) {
    const char* const names[] = {"activate", "read", "write", "precharge", "refresh"};
    return std::string(names[static_cast<std::size_t>(command.kind)]) + " of bank " + std::to_string(command.bank) +
           " in clock " + std::to_string(command.clock);
}

std::vector<DramCommand> activates(const std::vector<DramCommand>& commands) {
    std::vector<DramCommand> found;
    std::ranges::copy_if(commands, std::back_inserter(found),
                         [](const DramCommand& command) { return command.kind == Kind::activate; });
    return found;
}

} // namespace

std::optional<std::uint64_t> distance(const DramDevice& device, const DramCommand& before, const DramCommand& next) {
    const DramClocks t(device);
    const bool bank = before.bank == next.bank;
    const bool group = before.bank % device.bank_groups == next.bank % device.bank_groups;
    const std::uint64_t written = t.write_latency + t.burst;
    const auto of_group = [&](std::uint64_t same, std::uint64_t other) {
        return group ? std::max(same, other) : other;
    };
    const auto of_bank = [&](std::uint64_t same) { return bank ? std::optional(same) : std::nullopt; };
    switch (before.kind) {
    case Kind::activate:
        switch (next.kind) {
        case Kind::activate:
            return std::max(bank ? t.rc : 0, of_group(t.rrd_l, t.rrd));
        case Kind::precharge:
            return of_bank(t.ras);
        case Kind::refresh:
            return t.rc;
        default:
            return of_bank(t.rcd);
        }
    case Kind::read:
        switch (next.kind) {
        case Kind::read:
            return of_group(t.ccd_l, t.ccd);
        case Kind::write:
            return t.rtw;
        case Kind::precharge:
            return of_bank(t.rtp);
        default:
            return std::nullopt;
        }
    case Kind::write:
        switch (next.kind) {
        case Kind::read:
            return written + of_group(t.wtr_l, t.wtr);
        case Kind::write:
            return of_group(t.ccd_l, t.ccd);
        case Kind::precharge:
            return of_bank(written + t.wr);
        default:
            return std::nullopt;
        }
    case Kind::precharge:
        if (next.kind == Kind::refresh) {
            return t.rp;
        }
        return next.kind == Kind::activate ? of_bank(t.rp) : std::nullopt;
    case Kind::refresh:
        return next.kind == Kind::activate || next.kind == Kind::refresh ? std::optional(t.rfc) : std::nullopt;
    }
    return std::nullopt;
}

std::string violation(const DramDevice& device, std::vector<DramCommand> commands) {
    std::ranges::stable_sort(commands, {}, &DramCommand::clock);
    std::map<std::uint64_t, std::uint64_t> open; // bank: row
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const DramCommand& command = commands[i];
        for (std::size_t j = 0; j < i; ++j) {
            const auto apart = distance(device, commands[j], command);
            if (apart && command.clock < commands[j].clock + *apart) {
                return in_words(command) + " less than " + std::to_string(*apart) + " clocks behind " +
                       in_words(commands[j]);
            }
        }
        const auto row = open.find(command.bank);
        const bool column = command.kind == Kind::read || command.kind == Kind::write;
        if (command.kind == Kind::activate && row != open.end()) {
            return in_words(command) + ", which is open";
        }
        if (column && (row == open.end() || row->second != command.row)) {
            return in_words(command) + ", whose row is not open";
        }
        if (command.kind == Kind::refresh && !open.empty()) {
            return in_words(command) + ", while one is open";
        }
        if (command.kind == Kind::activate) {
            open[command.bank] = command.row;
        } else if (command.kind == Kind::precharge) {
            open.erase(command.bank);
        }
    }
    const auto opened = activates(commands);
    for (std::size_t i = 4; i < opened.size(); ++i) {
        if (opened[i].clock < opened[i - 4].clock + DramClocks(device).faw) {
            return in_words(opened[i]) + ", the fifth within tFAW";
        }
    }
    return {};
}

std::uint64_t SlowChannel::read(std::uint64_t arrival, std::uint64_t bank, std::uint64_t row) {
    const std::uint64_t column = burst(arrival, {.kind = Kind::read, .bank = bank, .row = row});
    return column + clocks_.read_latency + clocks_.burst;
}

std::uint64_t SlowChannel::write(std::uint64_t arrival, std::uint64_t bank, std::uint64_t row) {
    if (written_.size() >= write_buffer_) {
        arrival = std::max(arrival, written_[written_.size() - write_buffer_]);
    }
    const std::uint64_t column = burst(arrival, {.kind = Kind::write, .bank = bank, .row = row});
    written_.push_back(column + clocks_.write_latency + clocks_.burst);
    return arrival;
}

void SlowChannel::close(std::uint64_t bank) {
    if (open_row(bank)) {
        commands_.push_back(earliest({.kind = Kind::precharge, .bank = bank}, 0));
    }
}

std::optional<std::uint64_t> SlowChannel::open_row(std::uint64_t bank) const {
    std::optional<std::uint64_t> row;
    for (const DramCommand& command : commands_) {
        if (command.bank == bank && command.kind == Kind::activate) {
            row = command.row;
        } else if (command.bank == bank && command.kind == Kind::precharge) {
            row.reset();
        }
    }
    return row;
}

// With the first clock that all rules allow.
DramCommand SlowChannel::earliest(DramCommand command, std::uint64_t from) const {
    command.clock = from;
    for (const DramCommand& before : commands_) {
        if (const auto apart = distance(device_, before, command)) {
            command.clock = std::max(command.clock, before.clock + *apart);
        }
    }
    const auto opened = activates(commands_);
    if (command.kind == Kind::activate && opened.size() >= 4) {
        command.clock = std::max(command.clock, opened[opened.size() - 4].clock + clocks_.faw);
    }
    return command;
}

std::uint64_t SlowChannel::burst(std::uint64_t arrival, DramCommand column) {
    while (true) {
        const std::vector<DramCommand> before = commands_;
        prepare(arrival, column);
        column = earliest(column, arrival);
        const std::uint64_t due = (refreshes_ + 1) * clocks_.refi;
        if (column.clock < due) {
            commands_.push_back(column);
            return column.clock;
        }
        commands_ = before;
        refresh(due);
    }
}

// Opens the row.
void SlowChannel::prepare(std::uint64_t arrival, const DramCommand& column) {
    const auto row = open_row(column.bank);
    if (row == column.row) {
        return;
    }
    if (row) {
        commands_.push_back(earliest({.kind = Kind::precharge, .bank = column.bank}, arrival));
    }
    commands_.push_back(earliest({.kind = Kind::activate, .bank = column.bank, .row = column.row}, arrival));
}

void SlowChannel::refresh(std::uint64_t due) {
    for (std::uint64_t bank = 0; bank < device_.banks; ++bank) {
        if (open_row(bank)) {
            commands_.push_back(earliest({.kind = Kind::precharge, .bank = bank}, due));
        }
    }
    commands_.push_back(earliest({.kind = Kind::refresh}, due));
    ++refreshes_;
}

} // namespace edgeloom::test
