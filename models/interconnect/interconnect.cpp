#include "interconnect/interconnect.hpp"

#include "interconnect/loosely_timed.hpp"
#include "interconnect/untimed.hpp"
#include "tlm/synchronise.hpp"

#include <algorithm>

namespace edgeloom {

using sc_core::sc_time;

namespace {

// The address on the bus of a target's byte `offset`, or of the last one that the region shows.
std::uint64_t last_address(const abi::Region& region, std::uint64_t offset) {
    return region.base + std::min<std::uint64_t>(offset, region.size - 1);
}

interconnect::Crossbar make_crossbar(const Interconnect::Config& config) {
    interconnect::Crossbar crossbar{.grid = interconnect::ClockGrid(config.clock), .initiators = {}, .targets = {}};
    for (const Interconnect::Initiator& initiator : config.initiators) {
        crossbar.initiators.push_back(initiator.port);
    }
    for (const Interconnect::Target& target : config.targets) {
        crossbar.targets.push_back(target.port);
    }
    return crossbar;
}

} // namespace

Interconnect::Interconnect(sc_core::sc_module_name name, const Config& config)
    : sc_module(name),
      config_(config),
      crossbar_(make_crossbar(config)),
      probe_(crossbar_, config.kind != Kind::untimed) {
    add_ports();
    build_transport();
}

void Interconnect::add_ports() {
    const bool blocking = config_.kind != Kind::approximately_timed;
    for (const Initiator& initiator : config_.initiators) {
        const auto tag = static_cast<int>(in_.size());
        In& port = in_.emplace_back((initiator.name + "_port").c_str());
        port.register_b_transport(this, &Interconnect::b_transport, tag);
        if (!blocking) { // otherwise the socket converts
            port.register_nb_transport_fw(this, &Interconnect::nb_transport_fw, tag);
        }
        port.register_get_direct_mem_ptr(this, &Interconnect::get_direct_mem_ptr, tag);
        port.register_transport_dbg(this, &Interconnect::transport_dbg, tag);
    }
    for (const Target& target : config_.targets) {
        const auto tag = static_cast<int>(out_.size());
        Out& port = out_.emplace_back((std::string(target.region.name) + "_port").c_str());
        port.register_nb_transport_bw(this, &Interconnect::nb_transport_bw, tag);
        port.register_invalidate_direct_mem_ptr(this, &Interconnect::invalidate, tag);
    }
}

void Interconnect::build_transport() {
    if (config_.kind == Kind::untimed) {
        timing_ = std::make_unique<interconnect::Untimed>(crossbar_.grid);
        return;
    }
    if (config_.kind == Kind::loosely_timed) {
        timing_ = std::make_unique<interconnect::LooselyTimed>(
            crossbar_, interconnect::make_arbiters(config_.arbitration, crossbar_),
            interconnect::make_arbiters(config_.arbitration, crossbar_));
        return;
    }
    std::vector<bool> blocking;
    blocking.reserve(config_.targets.size());
    for (const Target& target : config_.targets) {
        blocking.push_back(target.blocking);
    }
    Ends& ends = *this;
    approximately_timed_ = std::make_unique<interconnect::ApproximatelyTimed>(
        "approximately_timed", crossbar_, interconnect::make_arbiters(config_.arbitration, crossbar_),
        std::move(blocking), ends);
}

std::optional<std::size_t> Interconnect::target_of(std::uint64_t address, std::uint64_t length) const {
    const auto target = std::ranges::find_if(config_.targets, [&](const Target& candidate) {
        const std::uint64_t offset = address - candidate.region.base;
        return offset < candidate.region.size && length <= candidate.region.size - offset;
    });
    if (target == config_.targets.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(target - config_.targets.begin());
}

// None where there is no target: the transaction has its answer then.
std::optional<std::size_t> Interconnect::decode(std::size_t initiator, Payload& transaction) {
    const auto target = target_of(transaction.get_address(), transaction.get_data_length());
    if (!target) {
        transaction.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
        probe_.record_stray(initiator);
        note_error(initiator, transaction);
    }
    return target;
}

// Where in the target the transaction is for.
std::uint64_t Interconnect::offset(std::size_t target, const Payload& transaction) const {
    return transaction.get_address() - config_.targets[target].region.base;
}

void Interconnect::b_transport(int initiator, Payload& transaction, sc_time& delay) {
    const auto from = static_cast<std::size_t>(initiator);
    const auto target = decode(from, transaction);
    if (!target) {
        return;
    }
    if (approximately_timed_) {
        synchronise(transaction, delay);
        approximately_timed_->b_transport(from, *target, offset(*target, transaction), transaction);
    } else {
        pass(from, *target, transaction, delay);
    }
}

void Interconnect::pass(std::size_t initiator, std::size_t target, Payload& transaction, sc_time& delay) {
    interconnect::Journey journey{
        .burst = crossbar_.burst(initiator, target, transaction.get_data_length(), transaction.is_write())};
    const sc_time now = sc_core::sc_time_stamp();
    delay = timing_->request(journey, now + delay) - now;
    const std::uint64_t address = transaction.get_address();
    transaction.set_address(offset(target, transaction));
    out_[target]->b_transport(transaction, delay);
    const sc_time then = sc_core::sc_time_stamp();
    delay = timing_->answer(journey, then + delay) - then;
    transaction.set_address(address);
    finished(journey, transaction);
}

tlm::tlm_sync_enum Interconnect::nb_transport_fw(int initiator, Payload& transaction, tlm::tlm_phase& phase,
                                                 sc_time& delay) {
    const auto from = static_cast<std::size_t>(initiator);
    if (phase == tlm::END_RESP) {
        approximately_timed_->end(from, delay);
        return tlm::TLM_COMPLETED;
    }
    const auto target = decode(from, transaction);
    if (!target) {
        return tlm::TLM_COMPLETED;
    }
    approximately_timed_->begin(from, *target, offset(*target, transaction), transaction, delay);
    return tlm::TLM_ACCEPTED;
}

tlm::tlm_sync_enum Interconnect::nb_transport_bw(int target, Payload& transaction, tlm::tlm_phase& phase,
                                                 sc_time& delay) {
    approximately_timed_->backward(static_cast<std::size_t>(target), transaction, phase, delay);
    return tlm::TLM_ACCEPTED;
}

void Interconnect::call(std::size_t target, Payload& transaction, sc_time& delay) {
    out_[target]->b_transport(transaction, delay);
}

tlm::tlm_sync_enum Interconnect::to_target(std::size_t target, Payload& transaction, tlm::tlm_phase& phase,
                                           sc_time& delay) {
    return out_[target]->nb_transport_fw(transaction, phase, delay);
}

tlm::tlm_sync_enum Interconnect::to_initiator(std::size_t initiator, Payload& transaction, tlm::tlm_phase& phase,
                                              sc_time& delay) {
    return in_[initiator]->nb_transport_bw(transaction, phase, delay);
}

void Interconnect::finished(const interconnect::Journey& journey, const Payload& transaction) {
    const bool failed = transaction.is_response_error();
    probe_.record(journey, failed);
    if (failed) {
        note_error(journey.burst.initiator, transaction);
    }
    if (listener_) {
        listener_(journey, transaction);
    }
}

void Interconnect::note_error(std::size_t initiator, const Payload& transaction) {
    last_bad_access_ = {config_.initiators[initiator].name, transaction.get_address(), transaction.is_write()};
}

bool Interconnect::get_direct_mem_ptr(int, Payload& transaction, tlm::tlm_dmi& dmi) {
    const std::uint64_t address = transaction.get_address();
    const auto target = target_of(address, 1);
    if (!target) {
        return false;
    }
    const abi::Region& region = config_.targets[*target].region;
    transaction.set_address(address - region.base);
    const bool granted = out_[*target]->get_direct_mem_ptr(transaction, dmi);
    transaction.set_address(address);
    dmi.set_start_address(region.base + dmi.get_start_address());
    dmi.set_end_address(last_address(region, dmi.get_end_address()));
    return granted;
}

// The target is asked for the time at which the transaction would be there.
void Interconnect::ask(std::size_t initiator, std::size_t target, Payload& transaction, Readiness& question) {
    const sc_time now = sc_core::sc_time_stamp();
    const interconnect::Burst burst =
        crossbar_.burst(initiator, target, transaction.get_data_length(), transaction.is_write());
    question.delay = timing_->earliest_request(burst, now + question.delay) - now;
    const std::uint64_t address = transaction.get_address();
    transaction.set_address(offset(target, transaction));
    out_[target]->transport_dbg(transaction);
    transaction.set_address(address);
}

unsigned Interconnect::transport_dbg(int initiator, Payload& transaction) {
    if (auto* const question = transaction.get_extension<Readiness>()) {
        const auto target = target_of(transaction.get_address(), transaction.get_data_length());
        if (target && timing_) {
            ask(static_cast<std::size_t>(initiator), *target, transaction, *question);
        }
        return 0;
    }
    const std::uint64_t address = transaction.get_address();
    const auto target = target_of(address, 1);
    if (!target) {
        return 0;
    }
    const abi::Region& region = config_.targets[*target].region;
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
    const abi::Region& region = config_.targets[static_cast<std::size_t>(target)].region;
    for (In& port : in_) {
        port->invalidate_direct_mem_ptr(region.base + start, last_address(region, end));
    }
}

} // namespace edgeloom
