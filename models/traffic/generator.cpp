#include "traffic/generator.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::traffic {

using sc_core::sc_time;

Generator::Generator(sc_core::sc_module_name name, const GeneratorConfig& config, std::unique_ptr<Source> source,
                     Observer observer)
    : sc_module(name),
      bus("bus"),
      config_(config),
      initiator_(config.initiator_id),
      outgoing_(std::move(source)),
      observer_(std::move(observer)),
      again_("again") {
    bus.register_nb_transport_bw(this, &Generator::backward);
    SC_METHOD(go_on);
    sensitive << again_;
}

Generator::~Generator() {
    for (Slot& slot : slots_) {
        slot.transaction.clear_extension(&initiator_); // the payload would free it
    }
}

void Generator::go_on() {
    issue_what_is_due();
    while (untaken_ == nullptr && !issued_.empty()) {
        const Outcome next = issued_.front();
        issued_.pop_front();
        send(next);
    }
}

void Generator::issue_what_is_due() {
    const sc_time now = sc_core::sc_time_stamp();
    while (!outgoing_.over() && on_their_way_ < config_.outstanding) {
        if (outgoing_.due() > now) {
            again_.notify(outgoing_.due() - now);
            return;
        }
        issued_.push_back({.request = outgoing_.request(), .issued = now, .done = {}});
        outgoing_.issued(now);
        ++on_their_way_;
    }
}

void Generator::send(const Outcome& issued) {
    const Request& request = issued.request;
    Slot& slot = this->slot();
    slot.outcome = issued;
    slot.data.assign(request.bytes, 0);
    tlm::tlm_generic_payload& transaction = slot.transaction;
    transaction.acquire();
    transaction.set_command(request.write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
    transaction.set_address(request.address);
    transaction.set_data_ptr(slot.data.data());
    transaction.set_data_length(request.bytes);
    transaction.set_streaming_width(request.bytes);
    transaction.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    untaken_ = &transaction;
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_time delay;
    const tlm::tlm_sync_enum status = bus->nb_transport_fw(transaction, phase, delay);
    if (status == tlm::TLM_COMPLETED) {
        finish(transaction, sc_core::sc_time_stamp() + delay);
    } else if (status == tlm::TLM_UPDATED) {
        static_cast<void>(backward(transaction, phase, delay));
    }
}

Generator::Slot& Generator::slot() {
    if (free_slots_.empty()) {
        Slot& made = slots_.emplace_back();
        made.transaction.set_mm(this);
        made.transaction.set_extension(&initiator_);
        return made;
    }
    Slot& used = *free_slots_.back();
    free_slots_.pop_back();
    return used;
}

tlm::tlm_sync_enum Generator::backward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_time& delay) {
    if (phase == tlm::END_REQ) {
        untaken_ = nullptr;
        again_.notify(delay);
        return tlm::TLM_ACCEPTED;
    }
    finish(transaction, sc_core::sc_time_stamp() + delay);
    return tlm::TLM_COMPLETED;
}

void Generator::finish(tlm::tlm_generic_payload& transaction, const sc_time& time) {
    const auto slot = std::ranges::find_if(slots_, [&](const Slot& each) { return &each.transaction == &transaction; });
    slot->outcome.done = time;
    slot->outcome.ok = transaction.is_response_ok();
    untaken_ = untaken_ == &transaction ? nullptr : untaken_; // END_REQ is implied
    --on_their_way_;
    observer_(slot->outcome);
    transaction.release();
    again_.notify(time - sc_core::sc_time_stamp());
}

void Generator::free(tlm::tlm_generic_payload* transaction) {
    const auto slot = std::ranges::find_if(slots_, [&](const Slot& each) { return &each.transaction == transaction; });
    free_slots_.push_back(&*slot);
}

} // namespace edgeloom::traffic
