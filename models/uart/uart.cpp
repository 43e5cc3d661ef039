#include "uart/uart.hpp"

#include "abi/uart.hpp"
#include "tlm/synchronise.hpp"

namespace edgeloom {

namespace reg = abi::uart::reg;
namespace field = abi::uart::field;

namespace {

constexpr std::uint8_t fifo_enabled = 0x01;
constexpr std::uint8_t clear_receiver = 0x02;
constexpr std::uint8_t loopback = 0x10;
constexpr std::size_t fifo_depth = 16;
constexpr std::array<std::size_t, 4> trigger_levels{1, 4, 8, 14}; // by bits 7 and 6 of FCR

// Values of IIR, highest priority first.
constexpr std::uint8_t line_status_interrupt = 0x06;
constexpr std::uint8_t received_interrupt = 0x04;
constexpr std::uint8_t timeout_interrupt = 0x0C;
constexpr std::uint8_t transmitter_interrupt = 0x02;
constexpr std::uint8_t no_interrupt = 0x01;
constexpr std::uint8_t fifos_in_use = 0xC0;

std::uint8_t byte_mask(const abi::Field& bits) {
    return static_cast<std::uint8_t>(bits.mask());
}

} // namespace

Uart::Uart(sc_core::sc_module_name name)
    : sc_module(name),
      socket("socket"),
      interrupt("interrupt"),
      change_("change") {
    socket.register_b_transport(this, &Uart::b_transport);
    socket.register_transport_dbg(this, &Uart::transport_dbg);
    SC_METHOD(drive);
    sensitive << change_;
}

void Uart::reset() {
    ++resets_;
    state_ = {};
    change_.notify(sc_core::SC_ZERO_TIME);
}

void Uart::receive(char byte) {
    if (!in_loopback()) {
        accept(static_cast<std::uint8_t>(byte));
    }
}

// A byte too many is lost in the FIFO's shift register; without FIFO it overwrites the one that waits.
void Uart::accept(std::uint8_t byte) {
    state_.overrun = state_.overrun || state_.received.size() == (has_fifo() ? fifo_depth : 1);
    if (!has_fifo()) {
        state_.received.clear();
    }
    if (state_.received.size() < fifo_depth) {
        state_.received.push_back(byte);
    }
    change_.notify(sc_core::SC_ZERO_TIME);
}

bool Uart::has_fifo() const {
    return (state_.fifo_control & fifo_enabled) != 0;
}

bool Uart::in_loopback() const {
    return (state_.modem_control & loopback) != 0;
}

bool Uart::divisor_latch() const {
    return (state_.line_control & byte_mask(field::divisor_latch)) != 0;
}

std::uint8_t Uart::line_status() const {
    return static_cast<std::uint8_t>(byte_mask(field::holding_empty) | byte_mask(field::transmitter_empty) |
                                     (state_.received.empty() ? 0 : byte_mask(field::data_ready)) |
                                     (state_.overrun ? byte_mask(field::overrun) : 0));
}

std::uint8_t Uart::identification() const {
    if (state_.overrun && (state_.interrupt_enable & byte_mask(field::line)) != 0) {
        return line_status_interrupt;
    }
    if (!state_.received.empty() && (state_.interrupt_enable & byte_mask(field::received)) != 0) {
        // Fewer bytes than the trigger level wait for the character timeout: on a line that takes no time, at once.
        return state_.received.size() >= trigger_levels[state_.fifo_control >> 6] ? received_interrupt
                                                                                  : timeout_interrupt;
    }
    if (state_.holding_empty_pending && (state_.interrupt_enable & byte_mask(field::transmitter)) != 0) {
        return transmitter_interrupt;
    }
    return no_interrupt;
}

void Uart::drive() {
    interrupt.write(identification() != no_interrupt);
}

std::uint8_t Uart::peek(std::uint32_t offset) const {
    switch (offset) {
    case reg::rbr_thr.offset:
        return divisor_latch() ? state_.divisor[0] : state_.received.empty() ? 0 : state_.received.front();
    case reg::ier.offset:
        return divisor_latch() ? state_.divisor[1] : state_.interrupt_enable;
    case reg::iir_fcr.offset:
        return static_cast<std::uint8_t>(identification() | (has_fifo() ? fifos_in_use : 0));
    case reg::lcr.offset:
        return state_.line_control;
    case reg::mcr.offset:
        return state_.modem_control;
    case reg::lsr.offset:
        return line_status();
    case reg::msr.offset: // carrier, data set ready and clear to send; in loopback what MCR says
        if (in_loopback()) {
            return static_cast<std::uint8_t>((state_.modem_control & 0x0C) << 4 | (state_.modem_control & 0x02) << 3 |
                                             (state_.modem_control & 0x01) << 5);
        }
        return static_cast<std::uint8_t>(reg::msr.reset);
    default:
        return state_.scratch;
    }
}

void Uart::after_read(std::uint32_t offset) {
    if (offset == reg::rbr_thr.offset && !divisor_latch() && !state_.received.empty()) {
        state_.received.pop_front();
    } else if (offset == reg::iir_fcr.offset && identification() == transmitter_interrupt) {
        state_.holding_empty_pending = false;
    } else if (offset == reg::lsr.offset) {
        state_.overrun = false;
    }
    change_.notify(sc_core::SC_ZERO_TIME);
}

void Uart::write(std::uint32_t offset, std::uint8_t value) {
    switch (offset) {
    case reg::rbr_thr.offset:
        divisor_latch() ? static_cast<void>(state_.divisor[0] = value) : send(value);
        break;
    case reg::ier.offset:
        if (divisor_latch()) {
            state_.divisor[1] = value;
            break;
        }
        // Enabling the transmitter interrupt while the transmitter is empty raises it.
        if ((value & ~state_.interrupt_enable & byte_mask(field::transmitter)) != 0) {
            state_.holding_empty_pending = true;
        }
        state_.interrupt_enable = value & 0x0F;
        break;
    case reg::iir_fcr.offset:
        control_fifo(value);
        break;
    case reg::lcr.offset:
        state_.line_control = value;
        break;
    case reg::mcr.offset:
        state_.modem_control = value & 0x1F;
        break;
    case reg::scr.offset:
        state_.scratch = value;
        break;
    default: // LSR and MSR: writes are ignored
        break;
    }
    change_.notify(sc_core::SC_ZERO_TIME);
}

// The other bits count only together with the enable; to switch the FIFO clears it.
void Uart::control_fifo(std::uint8_t value) {
    const bool enable = (value & fifo_enabled) != 0;
    if (enable != has_fifo() || (enable && (value & clear_receiver) != 0)) {
        state_.received.clear();
    }
    state_.fifo_control = enable ? value & 0xC9 : 0;
}

void Uart::send(std::uint8_t value) {
    state_.holding_empty_pending = true;
    if (in_loopback()) {
        accept(value);
        return;
    }
    ++state_.sent;
    if (sink_) {
        sink_(static_cast<char>(value));
    }
}

void Uart::b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
    if (transaction.get_address() > reg::scr.offset) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_byte_enable_ptr() != nullptr) {
        transaction.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_data_length() != 1) {
        transaction.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
        return;
    }
    const auto offset = static_cast<std::uint32_t>(transaction.get_address());
    std::uint8_t& byte = *transaction.get_data_ptr();
    const bool plain_status = offset == reg::lsr.offset && state_.received.empty() && !state_.overrun;
    if (transaction.is_write() || !plain_status) {
        const std::uint64_t resets = resets_;
        synchronise(transaction, delay);
        if (resets != resets_) {
            transaction.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
            return;
        }
    }
    if (transaction.is_write()) {
        write(offset, byte);
    } else {
        byte = peek(offset);
        if (!plain_status) { // firmware polls LSR before every byte: nothing changes by it
            after_read(offset);
        }
    }
    transaction.set_response_status(tlm::TLM_OK_RESPONSE);
}

unsigned Uart::transport_dbg(tlm::tlm_generic_payload& transaction) {
    if (!transaction.is_read()) {
        return 0;
    }
    unsigned done = 0;
    for (; done < transaction.get_data_length() && transaction.get_address() + done <= reg::scr.offset; ++done) {
        transaction.get_data_ptr()[done] = peek(static_cast<std::uint32_t>(transaction.get_address()) + done);
    }
    return done;
}

} // namespace edgeloom
