// A register map with one register of each kind, and a bank that serves it.
#pragma once

#include "support/port.hpp"
#include "support/script.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm_utils/simple_target_socket.h>

#include <array>

namespace edgeloom::test {

namespace reg {
using enum abi::Access;
inline constexpr abi::Register setting{.name = "SETTING", .offset = 0x00, .access = read_write, .reset = 5};
inline constexpr abi::Register state{.name = "STATE", .offset = 0x04, .access = read_only, .reset = 7};
inline constexpr abi::Register command{.name = "COMMAND", .offset = 0x08, .access = write_only, .reset = 9};
inline constexpr abi::Register flags{.name = "FLAGS", .offset = 0x0C, .access = write_one_to_clear, .reset = 0xFF};
// Two arrays whose elements alternate.
inline constexpr abi::Register left{
    .name = "LEFT", .offset = 0x20, .access = read_write, .reset = 1, .count = 3, .stride = 8};
inline constexpr abi::Register right{
    .name = "RIGHT", .offset = 0x24, .access = read_write, .reset = 2, .count = 3, .stride = 8};
inline constexpr abi::Register stranger{.name = "STRANGER", .offset = 0x80, .access = read_write, .reset = 0};
} // namespace reg

// Not in the order of their offsets.
inline constexpr std::array registers{reg::right, reg::flags, reg::setting, reg::state, reg::command, reg::left};

struct RegisterBench : sc_core::sc_module {
    explicit RegisterBench(sc_core::sc_module_name name = "bench") : sc_module(name) {
        socket.register_b_transport(&bank, &RegisterBank::b_transport);
        socket.register_transport_dbg(&bank, &RegisterBank::transport_dbg);
        port.socket.bind(socket);
    }

    RegisterBank bank{abi::RegisterMap{"bench", "", registers}};
    tlm_utils::simple_target_socket<RegisterBank> socket{"socket"};
    Port port{"port"};
};

} // namespace edgeloom::test
