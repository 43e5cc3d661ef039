#include "traffic/blocking_generator.hpp"

#include <utility>

namespace edgeloom::traffic {

using sc_core::sc_time;

BlockingGenerator::BlockingGenerator(sc_core::sc_module_name name, const GeneratorConfig& config,
                                     std::unique_ptr<Source> source, Observer observer)
    : sc_module(name),
      bus("bus"),
      config_(config),
      initiator_(config.initiator_id),
      outgoing_(std::move(source)),
      observer_(std::move(observer)) {
    transaction_.set_extension(&initiator_);
    SC_THREAD(run);
}

void BlockingGenerator::run() {
    while (!outgoing_.over()) {
        sc_time start = outgoing_.due();
        if (answers_.size() == config_.outstanding) { // answers come in the order of the requests
            start = std::max(start, answers_.front());
            answers_.pop_front();
        }
        if (start > sc_core::sc_time_stamp()) {
            wait(start - sc_core::sc_time_stamp());
        }
        const Outcome outcome = transport(outgoing_.request());
        answers_.push_back(outcome.done);
        outgoing_.issued(outcome.issued);
        observer_(outcome);
    }
}

Outcome BlockingGenerator::transport(const Request& request) {
    data_.assign(request.bytes, 0);
    transaction_.set_command(request.write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
    transaction_.set_address(request.address);
    transaction_.set_data_ptr(data_.data());
    transaction_.set_data_length(request.bytes);
    transaction_.set_streaming_width(request.bytes);
    transaction_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    Outcome outcome{.request = request, .issued = sc_core::sc_time_stamp(), .done = {}};
    sc_time delay;
    bus->b_transport(transaction_, delay);
    outcome.done = sc_core::sc_time_stamp() + delay;
    outcome.ok = transaction_.is_response_ok();
    return outcome;
}

} // namespace edgeloom::traffic
