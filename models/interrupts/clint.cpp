#include "interrupts/clint.hpp"

#include "abi/clint.hpp"
#include "abi/memory_map.hpp"

namespace edgeloom {

using sc_core::sc_time;
namespace reg = abi::clint::reg;

namespace {

const sc_time& tick() {
    static const sc_time period(1.0 / abi::mtime_hz, sc_core::SC_SEC);
    return period;
}

std::uint64_t replace_lower(std::uint64_t value, std::uint32_t word) {
    return (value >> 32 << 32) | word;
}
std::uint64_t replace_upper(std::uint64_t value, std::uint32_t word) {
    return (std::uint64_t{word} << 32) | static_cast<std::uint32_t>(value);
}

} // namespace

Clint::Clint(sc_core::sc_module_name name)
    : sc_module(name),
      socket("socket"),
      software_interrupt("software_interrupt"),
      timer_interrupt("timer_interrupt"),
      bank_(abi::clint::map),
      change_("change") {
    socket.register_b_transport(&bank_, &RegisterBank::b_transport);
    socket.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    bank_.allow_ahead();
    bank_.on_write(reg::msip, [this](std::uint32_t, std::uint32_t value) {
        bank_(reg::msip) = value & 1U;
        change_.notify(bank_.in());
        return true;
    });
    const auto on_compare = [this](const abi::Register& declaration, auto replace) {
        bank_.on_write(declaration, [this, &declaration, replace](std::uint32_t, std::uint32_t value) {
            bank_(declaration) = value;
            compare_ = replace(compare_, value);
            change_.notify(bank_.in());
            return true;
        });
    };
    on_compare(reg::mtimecmp_low, replace_lower);
    on_compare(reg::mtimecmp_high, replace_upper);
    bank_.on_read(reg::mtime_low, [this](std::uint32_t) { return static_cast<std::uint32_t>(ticks(bank_.now())); });
    bank_.on_read(reg::mtime_high,
                  [this](std::uint32_t) { return static_cast<std::uint32_t>(ticks(bank_.now()) >> 32); });
    bank_.on_write(reg::mtime_low, [this](std::uint32_t, std::uint32_t value) {
        set_time(replace_lower(ticks(bank_.now()), value));
        return true;
    });
    bank_.on_write(reg::mtime_high, [this](std::uint32_t, std::uint32_t value) {
        set_time(replace_upper(ticks(bank_.now()), value));
        return true;
    });
    SC_METHOD(drive);
    sensitive << change_;
}

std::uint64_t Clint::ticks(const sc_time& time) const {
    return offset_ + time.value() / tick().value();
}

bool Clint::software_pending() const {
    return bank_(reg::msip) != 0;
}

void Clint::reset() {
    bank_.reset();
    compare_ = ~std::uint64_t{0};
    offset_ = -(sc_core::sc_time_stamp().value() / tick().value());
    change_.notify(sc_core::SC_ZERO_TIME);
}

void Clint::set_time(std::uint64_t value) {
    offset_ = value - bank_.now().value() / tick().value();
    change_.notify(bank_.in());
}

// Drives both lines and comes back when mtime reaches mtimecmp.
void Clint::drive() {
    software_interrupt.write(software_pending());
    const sc_time now = sc_core::sc_time_stamp();
    const std::uint64_t time = ticks(now);
    timer_interrupt.write(time >= compare_);
    // Beyond the end of representable time the tick never comes.
    const std::uint64_t until = compare_ - time;
    if (time < compare_ && until < (sc_core::sc_max_time().value() - now.value()) / tick().value()) {
        change_.notify(sc_time::from_value(until * tick().value() - now.value() % tick().value()));
    }
}

} // namespace edgeloom
