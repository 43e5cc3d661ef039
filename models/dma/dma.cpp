#include "dma/dma.hpp"

namespace edgeloom {

namespace reg = abi::dma::reg;
namespace field = abi::dma::field;

Dma::Dma(sc_core::sc_module_name name, const Config& config)
    : sc_module(name),
      socket("socket"),
      interrupt("interrupt"),
      priorities_(config.priorities),
      bank_(abi::dma::map),
      turns_("turns", config.channels),
      change_("change") {
    socket.register_b_transport(&bank_, &RegisterBank::b_transport);
    socket.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    for (std::uint32_t number = 0; number < config.channels; ++number) {
        dma::Channel::Observer observer{
            .descriptor_done = [this, number] { raise(number, field::descriptor); },
            .done = [this, number] { raise(number, field::done); },
            .failed = [this, number](abi::dma::Error error, std::uint32_t address) { fail(number, error, address); }};
        channels_.emplace_back(("channel" + std::to_string(number)).c_str(),
                               dma::Channel::Config{.number = number,
                                                    .burst_bytes = config.burst_bytes,
                                                    .outstanding = config.outstanding,
                                                    .outstanding_writes = config.outstanding_writes,
                                                    .initiator_id = config.first_initiator_id + number,
                                                    .protocol = config.protocol},
                               turns_, std::move(observer));
    }
    bank_.set_reset(reg::channels, config.channels);
    bank_.set_reset(reg::burst, config.burst_bytes);
    declare_registers();
    reset_priorities();
    SC_METHOD(drive);
    sensitive << change_;
}

void Dma::declare_registers() {
    for (const abi::Register& declaration : abi::dma::registers) {
        if (declaration.count > 1) {
            bank_.limit(declaration, channels());
        }
    }
    bank_.on_read(reg::irq_summary, [this](std::uint32_t) { return summary(); });
    bank_.on_write(reg::control,
                   [this](std::uint32_t number, std::uint32_t command) { return control(number, command); });
    bank_.on_read(reg::status,
                  [this](std::uint32_t number) { return field::busy.place(channels_[number].busy() ? 1 : 0); });
    bank_.on_write(reg::descriptor, [this](std::uint32_t number, std::uint32_t address) {
        if (channels_[number].busy()) {
            return false;
        }
        bank_(reg::descriptor, number) = address;
        return true;
    });
    bank_.on_read(reg::current, [this](std::uint32_t number) { return channels_[number].current(); });
    bank_.on_write(reg::irq_status, [this](std::uint32_t number, std::uint32_t cleared) {
        if (field::error.extract(cleared) != 0) {
            bank_(reg::error_code, number) = 0;
            bank_(reg::error_address, number) = 0;
        }
        change_.notify(sc_core::SC_ZERO_TIME);
        return true;
    });
    bank_.on_write(reg::irq_enable, [this](std::uint32_t number, std::uint32_t value) {
        bank_(reg::irq_enable, number) = value & (field::done.mask() | field::error.mask() | field::descriptor.mask());
        change_.notify(sc_core::SC_ZERO_TIME);
        return true;
    });
    bank_.on_write(reg::priority, [this](std::uint32_t number, std::uint32_t value) {
        if (value > abi::dma::max_priority) {
            return false;
        }
        set_priority(number, value);
        return true;
    });
    bank_.on_read(reg::bytes_low,
                  [this](std::uint32_t number) { return static_cast<std::uint32_t>(channels_[number].bytes()); });
    bank_.after_read(reg::bytes_low, [this](std::uint32_t number, std::uint32_t) {
        bank_(reg::bytes_high, number) = static_cast<std::uint32_t>(channels_[number].bytes() >> 32);
    });
}

void Dma::reset_priorities() {
    for (std::uint32_t number = 0; number < channels(); ++number) {
        set_priority(number, number < priorities_.size() ? priorities_[number] : 0);
    }
}

void Dma::set_priority(std::uint32_t number, std::uint32_t priority) {
    bank_(reg::priority, number) = priority;
    turns_.set_priority(number, priority);
}

void Dma::reset() {
    bank_.reset();
    reset_priorities();
    for (dma::Channel& channel : channels_) {
        channel.reset();
    }
    change_.notify(sc_core::SC_ZERO_TIME);
}

bool Dma::control(std::uint32_t number, std::uint32_t command) {
    dma::Channel& channel = channels_[number];
    if (command == field::abort.mask()) {
        channel.abort();
        return true;
    }
    if (command != field::start.mask() || channel.busy()) {
        return false;
    }
    channel.start(bank_(reg::descriptor, number));
    return true;
}

void Dma::raise(std::uint32_t number, const abi::Field& bit) {
    bank_(reg::irq_status, number) |= bit.mask();
    change_.notify(sc_core::SC_ZERO_TIME);
}

void Dma::fail(std::uint32_t number, abi::dma::Error error, std::uint32_t address) {
    bank_(reg::error_code, number) = static_cast<std::uint32_t>(error);
    bank_(reg::error_address, number) = address;
    raise(number, field::error);
}

std::uint32_t Dma::summary() const {
    std::uint32_t bits = 0;
    for (std::uint32_t number = 0; number < channels(); ++number) {
        bits |= (bank_(reg::irq_status, number) & bank_(reg::irq_enable, number)) != 0 ? 1U << number : 0;
    }
    return bits;
}

std::uint64_t Dma::progress() const {
    std::uint64_t bytes = 0;
    for (const dma::Channel& channel : channels_) {
        bytes += channel.bytes();
    }
    return bytes;
}

void Dma::drive() {
    interrupt.write(summary() != 0);
}

} // namespace edgeloom
