#include "interconnect/interconnect.hpp"

#include <algorithm>

namespace edgeloom {

using sc_core::sc_time;

namespace {

// The address on the bus of a target's byte `offset`, or of the last one that the region shows.
std::uint64_t last_address(const abi::Region& region, std::uint64_t offset) {
    return region.base + std::min<std::uint64_t>(offset, region.size - 1);
}

} // namespace

Interconnect::Interconnect(sc_core::sc_module_name name, const Config& config,
                           std::unique_ptr<interconnect::Timing> timing)
    : sc_module(name),
      config_(config),
      timing_(std::move(timing)) {
    for (const std::string& initiator : config_.initiators) {
        const auto tag = static_cast<int>(in_.size());
        In& port = in_.emplace_back((initiator + "_port").c_str());
        port.register_b_transport(this, &Interconnect::b_transport, tag);
        port.register_get_direct_mem_ptr(this, &Interconnect::get_direct_mem_ptr, tag);
        port.register_transport_dbg(this, &Interconnect::transport_dbg, tag);
        initiator_statistics_.push_back({.name = initiator});
    }
    for (const abi::Region& target : config_.targets) {
        const auto tag = static_cast<int>(out_.size());
        Out& port = out_.emplace_back((std::string(target.name) + "_port").c_str());
        port.register_invalidate_direct_mem_ptr(this, &Interconnect::invalidate, tag);
        target_statistics_.push_back({.name = std::string(target.name)});
    }
}

std::optional<std::size_t> Interconnect::target_of(std::uint64_t address, std::uint64_t length) const {
    const auto region = std::ranges::find_if(config_.targets, [&](const abi::Region& candidate) {
        return address - candidate.base < candidate.size && length <= candidate.size - (address - candidate.base);
    });
    if (region == config_.targets.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(region - config_.targets.begin());
}

void Interconnect::b_transport(int tag, tlm::tlm_generic_payload& transaction, sc_time& delay) {
    const auto initiator = static_cast<std::size_t>(tag);
    const auto target = target_of(transaction.get_address(), transaction.get_data_length());
    if (!target) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        note_error(initiator, target, transaction);
        return;
    }
    const auto passage =
        timing_->pass(initiator, *target, transaction.get_data_length(), sc_core::sc_time_stamp() + delay);
    count(initiator, *target, transaction.get_data_length(), passage);
    forward(*target, transaction, delay, passage);
    if (transaction.is_response_error()) {
        note_error(initiator, target, transaction);
    }
}

void Interconnect::forward(std::size_t target, tlm::tlm_generic_payload& transaction, sc_time& delay,
                           const interconnect::Passage& passage) {
    const std::uint64_t address = transaction.get_address();
    transaction.set_address(address - config_.targets[target].base);
    delay = passage.at_target - sc_core::sc_time_stamp();
    out_[target]->b_transport(transaction, delay);
    delay += passage.transfer;
    transaction.set_address(address);
}

void Interconnect::count(std::size_t initiator, std::size_t target, std::uint64_t bytes,
                         const interconnect::Passage& passage) {
    for (Statistics* const port : {&initiator_statistics_[initiator], &target_statistics_[target]}) {
        ++port->transactions;
        port->bytes += bytes;
        port->busy += passage.transfer;
        port->contention += passage.contention;
    }
}

void Interconnect::note_error(std::size_t initiator, std::optional<std::size_t> target,
                              const tlm::tlm_generic_payload& transaction) {
    ++initiator_statistics_[initiator].errors;
    if (target) {
        ++target_statistics_[*target].errors;
    }
    last_bad_access_ = {config_.initiators[initiator], transaction.get_address(), transaction.is_write()};
}

bool Interconnect::get_direct_mem_ptr(int, tlm::tlm_generic_payload& transaction, tlm::tlm_dmi& dmi) {
    const std::uint64_t address = transaction.get_address();
    const auto target = target_of(address, 1);
    if (!target) {
        return false;
    }
    const abi::Region& region = config_.targets[*target];
    transaction.set_address(address - region.base);
    const bool granted = out_[*target]->get_direct_mem_ptr(transaction, dmi);
    transaction.set_address(address);
    dmi.set_start_address(region.base + dmi.get_start_address());
    dmi.set_end_address(last_address(region, dmi.get_end_address()));
    return granted;
}

unsigned Interconnect::transport_dbg(int, tlm::tlm_generic_payload& transaction) {
    const std::uint64_t address = transaction.get_address();
    const auto target = target_of(address, 1);
    if (!target) {
        return 0;
    }
    const abi::Region& region = config_.targets[*target];
    const unsigned length = transaction.get_data_length();
    transaction.set_address(address - region.base);
    transaction.set_data_length(
        static_cast<unsigned>(std::min<std::uint64_t>(length, region.base + std::uint64_t{region.size} - address)));
    const unsigned done = out_[*target]->transport_dbg(transaction);
    transaction.set_address(address);
    transaction.set_data_length(length);
    return done;
}

void Interconnect::invalidate(int target, sc_dt::uint64 start, sc_dt::uint64 end) {
    const abi::Region& region = config_.targets[static_cast<std::size_t>(target)];
    for (In& port : in_) {
        port->invalidate_direct_mem_ptr(region.base + start, last_address(region, end));
    }
}

} // namespace edgeloom
