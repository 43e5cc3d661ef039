#include "dma/channel.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <iterator>

namespace edgeloom::dma {

using abi::dma::Descriptor;
using abi::dma::Error;
using sc_core::sc_time;
namespace flag = abi::dma::descriptor_flags;

namespace {

const sc_time& never() {
    static const sc_time time = sc_core::sc_max_time();
    return time;
}

// It is known to fail, if only because blocking transport tells beforehand.
bool known_to_fail(const BusPort::Transfer& transfer) {
    return transfer.answered() && !transfer.ok();
}

} // namespace

Channel::Channel(sc_core::sc_module_name name, const Config& config, Turns& turns, Observer observer)
    : sc_module(name),
      config_(config),
      turns_(turns),
      observer_(std::move(observer)),
      initiator_(config.initiator_id),
      bus_("bus", config.protocol, initiator_),
      chain_(config.burst_bytes),
      buffer_(config.outstanding, config.outstanding_writes, config.burst_bytes),
      start_("start"),
      reset_event_("reset"),
      progress_(bus_.answer() | reset_event_) {
    SC_THREAD(run);
}

void Channel::set_busy(bool busy) {
    if (busy != busy_) {
        busy ? turns_.join() : turns_.leave();
        busy_ = busy;
    }
}

void Channel::start(std::uint32_t descriptor_address) {
    set_busy(true);
    abort_ = false;
    asked_ = true;
    milestones_.assign(1, {sc_core::sc_time_stamp(), descriptor_address, bytes()});
    start_.notify(sc_core::SC_ZERO_TIME);
}

void Channel::reset() {
    ++resets_;
    set_busy(false);
    abort_ = asked_ = false;
    milestones_.assign(1, {});
    now_ = sc_core::SC_ZERO_TIME;
    reset_event_.notify(sc_core::SC_ZERO_TIME);
}

// ---- the channel's own time ----

// Its answer is there.
bool Channel::here(const BusPort::Transfer& transfer) const {
    return transfer.answered() && transfer.ready() <= now_;
}

// When its answer will be there; never, where that is not known, or it is there.
sc_time Channel::due(const BusPort::Transfer& transfer) const {
    return transfer.answered() && transfer.ready() > now_ ? transfer.ready() : never();
}

// The last one that is not ahead.
const Channel::Milestone& Channel::seen() const {
    const auto ahead = std::ranges::find_if(
        milestones_, [now = sc_core::sc_time_stamp()](const Milestone& milestone) { return milestone.when > now; });
    return *std::prev(ahead);
}

void Channel::reach(std::uint32_t current, std::uint64_t bytes) {
    while (milestones_.size() > 1 && milestones_[1].when <= sc_core::sc_time_stamp()) {
        milestones_.pop_front();
    }
    milestones_.push_back({now_, current, bytes});
}

// Of the answers that are still to come, the channel goes on with that to the oldest write, that to the oldest read,
// and the descriptor. It may run ahead if all that is on its way has an answer whose time is known, and nobody but the
// port can tell when it happens.
Channel::Outlook Channel::outlook() const {
    const BusPort::Transfer* const write = buffer_.writing() > 0 ? &buffer_[0].write : nullptr;
    const BusPort::Transfer* const read =
        buffer_.size() > buffer_.writing() ? &buffer_[buffer_.writing()].read : nullptr;
    const BusPort::Transfer* const fetch = chain_.is_fetching() ? &fetch_ : nullptr;
    Outlook outlook{.next = never(),
                    .may_run_ahead = config_.protocol == Protocol::blocking && feeds_port(chain_.flags()) &&
                                     buffer_.feeds_port() && bus_.is_idle() && !abort_ && !turns_.contended()};
    for (const BusPort::Transfer* const transfer : {write, read, fetch}) {
        if (transfer != nullptr && due(*transfer) != never()) {
            outlook.next = std::min(outlook.next, due(*transfer));
            outlook.may_run_ahead &= transfer->ok();
        }
    }
    outlook.may_run_ahead &= outlook.next != never();
    return outlook;
}

// Of all answers that are still to come, those whose time is known.
sc_time Channel::next_of_all() const {
    sc_time next = chain_.is_fetching() ? due(fetch_) : never();
    for (std::size_t number = 0; number < buffer_.size(); ++number) {
        next = std::min(next, due(number < buffer_.writing() ? buffer_[number].write : buffer_[number].read));
    }
    return next;
}

// Waits until simulated time is the channel's own.
void Channel::catch_up() {
    while (now_ > sc_core::sc_time_stamp()) {
        wait(now_ - sc_core::sc_time_stamp(), reset_event_); // which may be that of a reset before this transfer
        go_on();
    }
}

// ---- a transfer ----

void Channel::run() {
    while (true) {
        while (!asked_) {
            wait(start_);
        }
        asked_ = false;
        bus_.drain(); // of a transfer that was abandoned
        of_transfer_ = resets_;
        now_ = sc_core::sc_time_stamp();
        times_.begin(Activity::works, now_);
        try {
            const auto fault = walk();
            catch_up();
            set_busy(false);
            if (fault) {
                observer_.failed(fault->code, fault->address);
            } else {
                observer_.done();
            }
        } catch (const Abandoned&) { // busy() is that of another transfer, if one was started since
        }
        times_.begin(Activity::idle, std::max(now_, sc_core::sc_time_stamp()));
    }
}

// After whatever takes time.
void Channel::go_on() {
    if (of_transfer_ != resets_) {
        throw Abandoned{};
    }
    now_ = std::max(now_, sc_core::sc_time_stamp());
}

// Reads go before writes: their requests are short, and what they bring takes long to come.
std::optional<Fault> Channel::walk() {
    chain_.begin(milestones_.back().current);
    buffer_.clear();
    static_cast<void>(fetch_next());
    while (true) {
        retire();
        end_fetch();
        if (const auto found = fault()) {
            catch_up();
            end_writes();
            return found;
        }
        if (abort_ && idle()) {
            return Fault{Error::aborted, milestones_.back().current};
        }
        if (buffer_.size() == 0 && chain_.at_end()) {
            return std::nullopt;
        }
        if (abort_) {
            wait_for_any_answer();
        } else if (!fetch_next() && !read_next() && !write_next()) {
            wait_for_answer();
        }
    }
}

// Takes note of what has been written.
void Channel::retire() {
    while (buffer_.writing() > 0 && here(buffer_[0].write) && buffer_[0].write.ok()) {
        const Step step = buffer_[0].step;
        buffer_.remove();
        const Milestone& before = milestones_.back();
        reach(step.last && step.next != 0 ? step.next : before.current, before.bytes + step.burst.bytes);
        if (step.last && (step.flags & flag::interrupt) != 0) {
            catch_up();
            observer_.descriptor_done();
        }
    }
}

void Channel::end_fetch() {
    if (chain_.is_fetching() && here(fetch_)) {
        chain_.fetched(fetched_, fetch_.ok());
    }
}

// That of the oldest burst, once all before it are written; that of a descriptor comes after those of all bursts.
std::optional<Fault> Channel::fault() const {
    if (buffer_.size() == 0) {
        return chain_.at_end() ? chain_.fault() : std::nullopt;
    }
    const Buffer::Slot& oldest = buffer_[0];
    if (buffer_.writing() > 0) {
        return here(oldest.write) && !oldest.write.ok()
                   ? std::optional(Fault{Error::destination, oldest.step.burst.destination})
                   : std::nullopt;
    }
    return here(oldest.read) && !oldest.read.ok() ? std::optional(Fault{Error::source, oldest.step.burst.source})
                                                  : std::nullopt;
}

bool Channel::write_next() {
    if (!buffer_.may_write() || (buffer_.writing() > 0 && known_to_fail(buffer_[buffer_.writing() - 1].write))) {
        return false;
    }
    if (const auto& read = buffer_[buffer_.writing()].read; !here(read) || !read.ok()) {
        return false;
    }
    take_turn();
    Buffer::Slot& slot = buffer_.write();
    const Burst& burst = slot.step.burst;
    send(slot.write, tlm::TLM_WRITE_COMMAND, burst.destination, std::span(slot.data).first(burst.bytes),
         (slot.step.flags & flag::fixed_destination) != 0);
    return true;
}

// Not before what the chain writes there has been written.
bool Channel::fetch_next() {
    const auto address = chain_.wanted();
    if (!address || chain_.may_write(*address, sizeof fetched_) || buffer_.will_write(*address, sizeof fetched_)) {
        return false;
    }
    take_turn();
    chain_.fetching();
    send(fetch_, tlm::TLM_READ_COMMAND, *address, {reinterpret_cast<std::uint8_t*>(&fetched_), sizeof fetched_}, false);
    return true;
}

// A read that fails ends the reading; it becomes the channel's error once the bursts before it are written.
bool Channel::read_next() {
    const auto& upcoming = chain_.upcoming();
    if (!upcoming || !buffer_.may_read() || buffer_.will_write(upcoming->source, upcoming->bytes)) {
        return false;
    }
    if (buffer_.size() > buffer_.writing() && known_to_fail(buffer_[buffer_.size() - 1].read)) {
        return false;
    }
    take_turn();
    Buffer::Slot& slot = buffer_.add(chain_.take());
    const Burst& burst = slot.step.burst;
    send(slot.read, tlm::TLM_READ_COMMAND, burst.source, std::span(slot.data).first(burst.bytes),
         (slot.step.flags & flag::fixed_source) != 0);
    return true;
}

void Channel::take_turn() {
    if (turns_.contended()) {
        turns_.take(config_.number);
        go_on();
    }
}

// What stays at its address may be a port that holds whoever uses it.
void Channel::send(BusPort::Transfer& transfer, tlm::tlm_command command, std::uint32_t address,
                   std::span<std::uint8_t> data, bool address_stays) {
    const auto is_held = [&] {
        return address_stays && (config_.protocol != Protocol::blocking ||
                                 !bus_.is_taken_at_once(command, address, data, now_ - sc_core::sc_time_stamp()));
    };
    if (is_held()) {
        catch_up();
    }
    if (is_held()) {
        bus_.send_aside(transfer, command, address, data);
    } else {
        bus_.send(transfer, command, address, data, now_ - sc_core::sc_time_stamp());
    }
    go_on();
}

// Nothing is on its way.
bool Channel::idle() const {
    if (chain_.is_fetching()) {
        return false;
    }
    for (std::size_t number = buffer_.writing(); number < buffer_.size(); ++number) {
        if (!here(buffer_[number].read)) {
            return false;
        }
    }
    return buffer_.writing() == 0;
}

// That with which the channel goes on.
void Channel::wait_for_answer() {
    const auto [next, may_run_ahead] = outlook();
    if (!may_run_ahead) {
        return wait_until(next);
    }
    begin_waiting();
    now_ = next;
    times_.begin(Activity::works, now_);
}

void Channel::wait_for_any_answer() {
    wait_until(next_of_all());
}

// Or until an answer comes whose time is not known beforehand. The reset event may be that of a reset before this
// transfer.
void Channel::wait_until(const sc_time& next) {
    begin_waiting();
    if (now_ > sc_core::sc_time_stamp()) {
        catch_up(); // and look again
    } else if (next == never()) {
        wait(progress_);
    } else {
        wait(next - now_, progress_);
    }
    go_on();
    times_.begin(Activity::works, now_);
}

void Channel::begin_waiting() {
    times_.begin(buffer_.writing() > 0 ? Activity::waits_for_write : Activity::waits_for_read, now_);
}

// Of those behind one that failed: they have left, and change what they reach.
void Channel::end_writes() {
    for (std::size_t number = 0; number < buffer_.writing(); ++number) {
        while (!here(buffer_[number].write)) {
            wait_for_any_answer();
        }
    }
}

std::string Channel::waiting_for() const {
    if (!busy_) {
        return "idle";
    }
    const auto text = [this](const char* doing, std::uint32_t bytes, const char* where, std::uint32_t address) {
        return (boost::format("%s %u bytes %s 0x%08x, descriptor 0x%08x, %u bytes written in all") % doing % bytes %
                where % address % current() % this->bytes())
            .str();
    };
    if (buffer_.size() == 0) {
        return text("reading", sizeof(Descriptor), "from", current());
    }
    const Burst& burst = buffer_[0].step.burst;
    return buffer_.writing() > 0 ? text("writing", burst.bytes, "to", burst.destination)
                                 : text("reading", burst.bytes, "from", burst.source);
}

} // namespace edgeloom::dma
