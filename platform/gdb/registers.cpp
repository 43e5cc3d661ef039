#include "platform/gdb/registers.hpp"

#include "platform/gdb/hex.hpp"
#include "platform/gdb/reply.hpp"

#include <algorithm>

namespace edgeloom::gdb {

namespace {

constexpr unsigned plain_registers = Target::pc_register + 1;
constexpr std::size_t digits = 8;

bool holds(unsigned number, std::uint32_t value) {
    return number != Target::pc_register || value % 2 == 0;
}

} // namespace

std::string Registers::read_all() const {
    std::string values;
    for (unsigned number = 0; number < plain_registers; ++number) {
        values += register_to_hex(target_.read_register(number));
    }
    return values;
}

// Nothing is written unless everything can be.
std::string Registers::write_all(Cursor arguments) {
    const std::string_view text = arguments.rest();
    if (text.size() != digits * plain_registers) {
        return reply::malformed;
    }
    std::vector<std::uint32_t> values;
    for (unsigned number = 0; number < plain_registers; ++number) {
        const auto value = register_from_hex(text.substr(number * digits, digits));
        if (!value || !holds(number, *value)) {
            return reply::malformed;
        }
        values.push_back(*value);
    }
    for (unsigned number = 1; number < plain_registers; ++number) { // x0 is part of the packet, but is always 0
        target_.write_register(number, values[number]);
    }
    return reply::ok;
}

std::string Registers::read(Cursor arguments) const {
    const auto number = arguments.number();
    if (!number || !arguments.at_end()) {
        return reply::malformed;
    }
    if (*number < plain_registers) {
        return register_to_hex(target_.read_register(*number));
    }
    if (!described(*number - first_csr_register)) {
        return reply::malformed;
    }
    const auto value = target_.read_csr(*number - first_csr_register);
    return value ? register_to_hex(*value) : std::string(digits, 'x'); // the debugger shows "<unavailable>"
}

std::string Registers::write(Cursor arguments) {
    const auto number = arguments.number();
    const auto value = number && arguments.skip("=") ? register_from_hex(arguments.rest()) : std::nullopt;
    if (!value) {
        return reply::malformed;
    }
    return reply::done(write(*number, *value));
}

bool Registers::write(unsigned number, std::uint32_t value) {
    if (number >= plain_registers) {
        return described(number - first_csr_register) && target_.write_csr(number - first_csr_register, value);
    }
    if (number == 0 || !holds(number, value)) {
        return false;
    }
    target_.write_register(number, value);
    return true;
}

bool Registers::described(unsigned csr) const {
    return std::ranges::find(csrs_, csr, &NamedCsr::number) != csrs_.end();
}

} // namespace edgeloom::gdb
