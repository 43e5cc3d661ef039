#include "traffic/generator.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::traffic {

using sc_core::sc_time;

Generator::Generator(sc_core::sc_module_name name, const Config& config, std::unique_ptr<Source> source,
                     Observer observer)
    : sc_module(name),
      initiator_(config.initiator_id),
      bus_("bus", config.protocol, initiator_),
      source_(std::move(source)),
      observer_(std::move(observer)),
      ring_(config.outstanding) {
    SC_THREAD(run);
}

void Generator::run() {
    std::size_t sent = 0;
    std::size_t answered = 0;
    const auto slot = [this](std::size_t number) -> InFlight& { return ring_[number % ring_.size()]; };
    sc_time last;
    while (const auto request = source_->next()) {
        sc_time issued = last + request->gap;
        if (sent - answered == ring_.size()) {
            issued = std::max(issued, take_answer(slot(answered++)));
        }
        wait_until(issued);
        send(slot(sent++), *request, issued);
        last = issued; // though the bus may have taken it later
    }
    while (answered < sent) {
        take_answer(slot(answered++));
    }
}

void Generator::send(InFlight& slot, const Request& request, const sc_time& issued) {
    slot.outcome = {.request = request, .issued = issued, .done = {}};
    slot.data.assign(request.bytes, 0);
    bus_.send(slot.transfer, request.write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND, request.address,
              slot.data);
}

sc_time Generator::take_answer(InFlight& slot) {
    while (!slot.transfer.answered()) {
        wait(slot.transfer.event());
    }
    slot.outcome.done = slot.transfer.ready();
    slot.outcome.ok = slot.transfer.ok();
    observer_(slot.outcome);
    return slot.outcome.done;
}

void Generator::wait_until(const sc_time& time) {
    if (time > sc_core::sc_time_stamp()) {
        wait(time - sc_core::sc_time_stamp());
    }
}

} // namespace edgeloom::traffic
