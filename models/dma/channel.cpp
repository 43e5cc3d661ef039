#include "dma/channel.hpp"

#include <boost/format.hpp>

namespace edgeloom::dma {

using abi::dma::Descriptor;
using abi::dma::Error;
using sc_core::sc_time;

Channel::Channel(sc_core::sc_module_name name, const Config& config, Turns& turns, Observer observer)
    : sc_module(name),
      config_(config),
      turns_(turns),
      observer_(std::move(observer)),
      initiator_(config.initiator_id),
      bus_("bus", config.protocol, initiator_),
      ring_(config.outstanding),
      start_("start"),
      reset_event_("reset") {
    for (InFlight& slot : ring_) {
        slot.data.resize(config.burst_bytes);
    }
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
        bus_.drain(); // of a transfer that was abandoned
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
    send(transfer_, tlm::TLM_READ_COMMAND, current_, {reinterpret_cast<std::uint8_t*>(&descriptor), sizeof descriptor});
    wait_for(transfer_);
    if (!transfer_.ok()) {
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
        if (in_flight_ > 0 && failed_already(ring_[(oldest_ + in_flight_ - 1) % ring_.size()])) {
            return;
        }
        const auto burst = bursts.next();
        if (!burst) {
            return;
        }
        InFlight& slot = ring_[(oldest_ + in_flight_) % ring_.size()];
        slot.burst = *burst;
        take_turn();
        send(slot.read, tlm::TLM_READ_COMMAND, burst->source, std::span(slot.data).first(burst->bytes));
        ++in_flight_;
    }
}

std::optional<Channel::Fault> Channel::write_oldest() {
    InFlight& slot = ring_[oldest_];
    oldest_ = (oldest_ + 1) % ring_.size();
    --in_flight_;
    wait_for(slot.read);
    if (!slot.read.ok()) {
        return Fault{Error::source, slot.burst.source};
    }
    take_turn();
    send(transfer_, tlm::TLM_WRITE_COMMAND, slot.burst.destination, std::span(slot.data).first(slot.burst.bytes));
    wait_for(transfer_);
    if (!transfer_.ok()) {
        return Fault{Error::destination, slot.burst.destination};
    }
    bytes_ += slot.burst.bytes;
    return std::nullopt;
}

bool Channel::failed_already(const InFlight& slot) const {
    return slot.read.answered() && !slot.read.ok();
}

void Channel::send(BusPort::Transfer& transfer, tlm::tlm_command command, std::uint32_t address,
                   std::span<std::uint8_t> data) {
    doing_write_ = command == tlm::TLM_WRITE_COMMAND;
    doing_address_ = address;
    doing_bytes_ = static_cast<std::uint32_t>(data.size());
    bus_.send(transfer, command, address, data);
    go_on();
}

void Channel::take_turn() {
    if (!observer_.alone()) {
        turns_.take(config_.number);
        go_on();
    }
}

// The reset event may be that of a reset before this transfer.
void Channel::wait_for(const BusPort::Transfer& transfer) {
    while (!transfer.answered()) {
        wait(transfer.event() | reset_event_);
        go_on();
    }
    while (sc_core::sc_time_stamp() < transfer.ready()) {
        wait(transfer.ready() - sc_core::sc_time_stamp(), reset_event_);
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
