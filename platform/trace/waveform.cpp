#include "platform/trace/waveform.hpp"

#include "accelerator/cycle/memory.hpp"
#include "platform/soc/picoseconds.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <optional>

namespace edgeloom::platform {

namespace {

using accelerator::cycle::IssueState;
using accelerator::cycle::Memory;

constexpr std::int64_t idle = 3;     // behind the values of IssueState
constexpr std::int64_t unknown = -1; // shown as x
constexpr std::int64_t unwritten = -2;
constexpr std::array state_names{"row", "clash", "hazard", "idle"};

// Names of VCD variables are short strings of printable characters.
std::string short_name(std::size_t number) {
    constexpr std::size_t characters = '~' - '!' + 1;
    std::string name;
    do {
        name += static_cast<char>('!' + number % characters);
        number /= characters;
    } while (number != 0);
    return name;
}

// "junction 1, weights" becomes "junction_1_weights".
std::string identifier(const std::string& text) {
    std::string name;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            name += c;
        } else if (!name.ends_with('_')) {
            name += '_';
        }
    }
    return name;
}

std::int64_t number_or_unknown(const std::optional<std::uint64_t>& number) {
    return number ? static_cast<std::int64_t>(*number) : unknown;
}

std::string binary(std::int64_t value) {
    constexpr int bits = 64;
    std::string digits = std::bitset<bits>(static_cast<std::uint64_t>(value)).to_string();
    return "b" + digits.substr(std::min(digits.find('1'), digits.size() - 1));
}

} // namespace

Waveform::Variable Waveform::declare(const std::string& scope, const std::string& name, Kind kind,
                                     std::int64_t at_rest) {
    variables_.push_back({scope, name, kind, at_rest});
    values_.push_back(at_rest);
    written_.push_back(unwritten);
    return variables_.size() - 1;
}

// What appears once the header is written has no place in the file any more.
void Waveform::sees(const Memory& memory) {
    const std::string name = identifier(memory.name());
    const auto known = std::ranges::find(memory_names_, name);
    if (known != memory_names_.end()) {
        index_of_[&memory] = static_cast<std::size_t>(known - memory_names_.begin());
    } else if (!begun_) {
        index_of_[&memory] = memory_names_.size();
        memory_names_.push_back(name);
    }
}

void Waveform::issued(std::uint32_t junction, std::uint64_t clock, IssueState state, std::uint32_t row,
                      std::uint32_t address) {
    issues_.push_back({clock, junction, state, row, address});
}

void Waveform::accessed(const Memory& memory, std::uint64_t clock, std::uint32_t words, bool write) {
    if (const auto index = index_of_.find(&memory); index != index_of_.end()) {
        accesses_.push_back({clock, index->second, write, words});
    }
}

void Waveform::skip() {
    issues_.clear();
    accesses_.clear();
}

void Waveform::finish() {
    if (!begun_) {
        begin(0);
    }
}

void Waveform::begin(std::size_t junctions) {
    begun_ = true;
    block_cycle_ = declare("", "block_cycle", Kind::number, unknown);
    clock_ = declare("", "clock", Kind::number, unknown);
    for (std::size_t j = 0; j < junctions; ++j) {
        const std::string scope = "junction_" + std::to_string(j + 1);
        junctions_.push_back({.state = declare(scope, "state", Kind::state, idle),
                              .row = declare(scope, "row", Kind::number, unknown),
                              .address = declare(scope, "left_address", Kind::number, unknown),
                              .fed = declare(scope, "feedforward_input", Kind::number, unknown),
                              .learnt = declare(scope, "update_input", Kind::number, unknown)});
    }
    for (const std::string& name : memory_names_) {
        memories_.push_back(
            {.reads = declare(name, "reads", Kind::number, 0), .writes = declare(name, "writes", Kind::number, 0)});
    }
    sink_(header());
}

std::string Waveform::header() const {
    std::string text = "$timescale 1 ps $end\n$scope module accelerator $end\n";
    std::string open; // scope
    for (Variable variable = 0; variable < variables_.size(); ++variable) {
        const Declaration& declared = variables_[variable];
        if (declared.scope != open) {
            text += open.empty() ? "" : "$upscope $end\n";
            text += "$scope module " + declared.scope + " $end\n";
            open = declared.scope;
        }
        text += std::string("$var ") + (declared.kind == Kind::state ? "string 1 " : "integer 64 ") +
                short_name(variable) + " " + declared.name + " $end\n";
    }
    return text + (open.empty() ? "" : "$upscope $end\n") + "$upscope $end\n$enddefinitions $end\n";
}

void Waveform::block_cycle(const accelerator::BlockActivity& activity) {
    if (!begun_) {
        begin(activity.junctions.size());
    }
    if (issues_.empty() || activity.junctions.size() != junctions_.size()) {
        skip();
        return;
    }
    std::ranges::stable_sort(accesses_, {}, &Access::clock);
    std::span<const Issue> issues = issues_;
    std::span<const Access> accesses = accesses_;
    const std::uint64_t first = issues.front().clock;
    for (std::uint32_t clock = 0; clock < activity.length.clocks(); ++clock) {
        show_clock(first + clock, issues, accesses);
        values_[block_cycle_] = static_cast<std::int64_t>(activity.number);
        values_[clock_] = clock;
        for (std::size_t j = 0; j < junctions_.size(); ++j) {
            values_[junctions_[j].fed] = number_or_unknown(activity.junctions[j].fed);
            values_[junctions_[j].learnt] = number_or_unknown(activity.junctions[j].learnt);
        }
        write_changes(activity.begin + activity.clock * clock);
    }
    skip();
    show_clock(0, issues = {}, accesses = {});
    write_changes(activity.begin + activity.clock * activity.length.clocks());
}

// Takes what is of this clock off the lists.
void Waveform::show_clock(std::uint64_t clock, std::span<const Issue>& issues, std::span<const Access>& accesses) {
    std::ranges::transform(variables_, values_.begin(), &Declaration::at_rest);
    for (; !issues.empty() && issues.front().clock == clock; issues = issues.subspan(1)) {
        const Issue& issue = issues.front();
        const OfJunction& junction = junctions_[issue.junction];
        values_[junction.state] = static_cast<std::int64_t>(issue.state);
        values_[junction.row] = issue.row;
        values_[junction.address] = issue.address;
    }
    for (; !accesses.empty() && accesses.front().clock <= clock; accesses = accesses.subspan(1)) {
        const OfMemory& memory = memories_[accesses.front().memory];
        values_[accesses.front().write ? memory.writes : memory.reads] += accesses.front().words;
    }
}

void Waveform::write_changes(const sc_core::sc_time& time) {
    std::string text;
    for (Variable variable = 0; variable < variables_.size(); ++variable) {
        const std::int64_t value = values_[variable];
        if (value == written_[variable]) {
            continue;
        }
        written_[variable] = value;
        const bool is_state = variables_[variable].kind == Kind::state;
        text += is_state           ? std::string("s") + state_names[static_cast<std::size_t>(value)]
                : value == unknown ? "bx"
                                   : binary(value);
        text += " " + short_name(variable) + "\n";
    }
    if (!text.empty()) {
        sink_("#" + std::to_string(in_picoseconds(time)) + "\n" + text);
    }
}

} // namespace edgeloom::platform
