#include "dma/channel.hpp"

#include <boost/format.hpp>

namespace edgeloom::dma {

using abi::dma::Descriptor;
using abi::dma::Error;
using sc_core::sc_time;

Channel::Channel(sc_core::sc_module_name name, const Config& config, Turns& turns, Observer observer)
    : sc_module(name),
      bus("bus"),
      config_(config),
      turns_(turns),
      observer_(std::move(observer)),
      initiator_(config.initiator_id),
      ring_(config.outstanding),
      start_("start"),
      reset_event_("reset") {
    for (InFlight& slot : ring_) {
        slot.data.resize(config.burst_bytes);
    }
    transaction_.set_extension(&initiator_);
    SC_THREAD(run);
}

void Channel::start(std::uint32_t descriptor_address) {
    busy_ = true;
    abort_ = false;
    asked_ = true;
    current_ = descriptor_address;
    start_.notify(sc_core::SC_ZERO_TIME);
}

void Channel::reset() {
    ++resets_;
    busy_ = abort_ = asked_ = false;
    current_ = 0;
    bytes_ = 0;
    reset_event_.notify(sc_core::SC_ZERO_TIME);
}

void Channel::run() {
    while (true) {
        while (!asked_) {
            wait(start_);
        }
        asked_ = false;
        of_transfer_ = resets_;
        try {
            const auto fault = walk();
            busy_ = false;
            if (fault) {
                observer_.failed(fault->code, fault->address);
            } else {
                observer_.done();
            }
        } catch (const Abandoned&) { // busy() is that of another transfer, if one was started since
        }
    }
}

// After whatever takes time.
void Channel::go_on() const {
    if (of_transfer_ != resets_) {
        throw Abandoned{};
    }
}

std::optional<Channel::Fault> Channel::walk() {
    while (true) {
        Descriptor descriptor{};
        if (const auto fault = fetch(descriptor)) {
            return fault;
        }
        if (const auto fault = copy(descriptor)) {
            return fault;
        }
        if ((descriptor.flags & abi::dma::descriptor_flags::interrupt) != 0) {
            observer_.descriptor_done();
        }
        if (descriptor.next == 0) {
            return std::nullopt;
        }
        current_ = descriptor.next;
    }
}

std::optional<Channel::Fault> Channel::fetch(Descriptor& descriptor) {
    if (current_ == 0 || current_ % alignof(Descriptor) != 0) {
        return Fault{Error::descriptor_address, current_};
    }
    take_turn();
    sc_time delay;
    const bool read = transport(tlm::TLM_READ_COMMAND, current_, reinterpret_cast<std::uint8_t*>(&descriptor),
                                sizeof descriptor, delay);
    wait_out(delay);
    if (!read) {
        return Fault{Error::descriptor_fetch, current_};
    }
    if (descriptor.bytes == 0 || descriptor.rows == 0 || (descriptor.flags & ~abi::dma::descriptor_flags::all) != 0) {
        return Fault{Error::descriptor_value, current_};
    }
    return std::nullopt;
}

std::optional<Channel::Fault> Channel::copy(const Descriptor& descriptor) {
    BurstSequence bursts(descriptor, config_.burst_bytes);
    in_flight_ = 0;
    while (true) {
        read_ahead(bursts);
        if (abort_) {
            return Fault{Error::aborted, current_};
        }
        if (in_flight_ == 0) {
            return std::nullopt;
        }
        if (const auto fault = write_oldest()) {
            return fault;
        }
    }
}

// A read that fails ends the reading; it becomes the channel's error once the bursts before it are written.
void Channel::read_ahead(BurstSequence& bursts) {
    while (in_flight_ < ring_.size() && !abort_) {
        if (in_flight_ > 0 && ring_[(oldest_ + in_flight_ - 1) % ring_.size()].failed) {
            return;
        }
        const auto burst = bursts.next();
        if (!burst) {
            return;
        }
        InFlight& slot = ring_[(oldest_ + in_flight_) % ring_.size()];
        slot.burst = *burst;
        take_turn();
        sc_time delay;
        slot.failed = !transport(tlm::TLM_READ_COMMAND, burst->source, slot.data.data(), burst->bytes, delay);
        slot.ready = sc_core::sc_time_stamp() + delay;
        ++in_flight_;
    }
}

std::optional<Channel::Fault> Channel::write_oldest() {
    InFlight& slot = ring_[oldest_];
    oldest_ = (oldest_ + 1) % ring_.size();
    --in_flight_;
    if (slot.ready > sc_core::sc_time_stamp()) {
        wait_out(slot.ready - sc_core::sc_time_stamp());
    }
    if (slot.failed) {
        return Fault{Error::source, slot.burst.source};
    }
    take_turn();
    sc_time delay;
    const bool written =
        transport(tlm::TLM_WRITE_COMMAND, slot.burst.destination, slot.data.data(), slot.burst.bytes, delay);
    wait_out(delay);
    if (!written) {
        return Fault{Error::destination, slot.burst.destination};
    }
    bytes_ += slot.burst.bytes;
    return std::nullopt;
}

bool Channel::transport(tlm::tlm_command command, std::uint32_t address, std::uint8_t* data, std::uint32_t bytes,
                        sc_time& delay) {
    doing_write_ = command == tlm::TLM_WRITE_COMMAND;
    doing_address_ = address;
    doing_bytes_ = bytes;
    transaction_.set_command(command);
    transaction_.set_address(address);
    transaction_.set_data_ptr(data);
    transaction_.set_data_length(bytes);
    transaction_.set_streaming_width(bytes);
    transaction_.set_byte_enable_ptr(nullptr);
    transaction_.set_dmi_allowed(false);
    transaction_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    bus->b_transport(transaction_, delay);
    go_on();
    return transaction_.is_response_ok();
}

void Channel::take_turn() {
    if (!observer_.alone()) {
        turns_.take(config_.number);
        go_on();
    }
}

void Channel::wait_out(const sc_time& delay) {
    const sc_time end = sc_core::sc_time_stamp() + delay;
    while (sc_core::sc_time_stamp() < end) {
        wait(end - sc_core::sc_time_stamp(), reset_event_); // which may be that of a reset before this transfer
        go_on();
    }
}

std::string Channel::waiting_for() const {
    if (!busy_) {
        return "idle";
    }
    return (boost::format("%s %u bytes %s 0x%08x, descriptor 0x%08x, %u bytes written in all") %
            (doing_write_ ? "writing" : "reading") % doing_bytes_ % (doing_write_ ? "to" : "from") % doing_address_ %
            current_ % bytes_)
        .str();
}

} // namespace edgeloom::dma
