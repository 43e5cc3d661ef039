#include "fake_target.hpp"

#include "hart/csr_name.hpp"

#include <algorithm>

namespace edgeloom::gdb::test {

FakeTarget::FakeTarget() : memory(memory_end - memory_start), end_of_memory(0U - last_page) {
    for (unsigned number = 1; number < pc_register; ++number) {
        registers.at(number) = 0x0102'0300 + number;
    }
    registers[pc_register] = memory_start;
    for (std::size_t i = 0; i < memory.size(); ++i) {
        memory[i] = static_cast<std::uint8_t>(i * 7);
    }
}

void FakeTarget::write_register(unsigned number, std::uint32_t value) {
    ++changes;
    registers.at(number) = value;
}

std::optional<std::uint32_t> FakeTarget::read_csr(unsigned number) const {
    const auto found = csrs.find(number);
    return found == csrs.end() ? std::nullopt : std::optional(found->second);
}

bool FakeTarget::write_csr(unsigned number, std::uint32_t value) {
    if (number != writable_csr) {
        return false;
    }
    ++changes;
    csrs[number] = value;
    return true;
}

std::size_t FakeTarget::read_memory(std::uint32_t address, std::span<std::uint8_t> data) {
    const auto there = memory_from(address);
    const std::size_t length = std::min(there.size(), data.size());
    std::ranges::copy(there.first(length), data.begin());
    return length;
}

bool FakeTarget::write_memory(std::uint32_t address, std::span<const std::uint8_t> data) {
    const auto there = memory_from(address);
    if (data.size() > there.size()) {
        return false;
    }
    ++changes;
    std::ranges::copy(data, there.begin());
    return true;
}

bool FakeTarget::insert_breakpoint(std::uint32_t address) {
    ++changes;
    breakpoints.insert(address);
    return true;
}

bool FakeTarget::remove_breakpoint(std::uint32_t address) {
    ++changes;
    return breakpoints.erase(address) == 1;
}

bool FakeTarget::insert_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) {
    constexpr std::uint32_t longest = 64;
    if (length > longest) {
        return false;
    }
    ++changes;
    watchpoints.emplace(kind, address, length);
    return true;
}

bool FakeTarget::remove_watchpoint(WatchKind kind, std::uint32_t address, std::uint32_t length) {
    ++changes;
    return watchpoints.erase({kind, address, length}) == 1;
}

std::string FakeTarget::monitor(const std::string& command) {
    monitored = command;
    return monitor_answer;
}

std::span<std::uint8_t> FakeTarget::memory_from(std::uint32_t address) {
    if (address >= last_page) {
        return std::span(end_of_memory).subspan(address - last_page);
    }
    if (address >= memory_start && address < memory_end) {
        return std::span(memory).subspan(address - memory_start);
    }
    return {};
}

std::vector<NamedCsr> real_csrs() {
    std::vector<NamedCsr> csrs;
    for (const hart::CsrName& csr : hart::csr_names()) {
        csrs.push_back({csr.number, csr.name});
    }
    return csrs;
}

} // namespace edgeloom::gdb::test
