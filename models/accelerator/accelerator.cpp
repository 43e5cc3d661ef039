#include "accelerator/accelerator.hpp"

#include "accelerator/cycle/port_conflict.hpp"
#include "accelerator/make_engine.hpp"
#include "tlm/synchronise.hpp"

#include <algorithm>
#include <cstring>

namespace edgeloom {

using abi::accelerator::Error;
using accelerator::Fault;
using sc_core::sc_time;
namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;
namespace window = abi::accelerator::window;

namespace {

constexpr std::uint32_t max_eta_shift = 31;

std::uint32_t lower(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
}
std::uint32_t upper(std::uint64_t value) {
    return static_cast<std::uint32_t>(value >> 32);
}

} // namespace

Accelerator::Accelerator(sc_core::sc_module_name name, const accelerator::Hardware& hardware)
    : sc_module(name),
      registers("registers"),
      stream("stream"),
      interrupt("interrupt"),
      hardware_(hardware),
      bank_(abi::accelerator::map),
      input_("input"),
      results_("results", hardware.result_words),
      start_("start"),
      abort_event_("abort"),
      reset_event_("reset"),
      irq_change_("irq_change") {
    registers.register_b_transport(&bank_, &RegisterBank::b_transport);
    registers.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    stream.register_b_transport(this, &Accelerator::stream_transport);
    stream.register_transport_dbg(this, &Accelerator::stream_debug);
    declare_registers();
    SC_THREAD(run);
    SC_METHOD(drive_interrupt);
    sensitive << irq_change_;
}

// ---- registers ----

void Accelerator::declare_registers() {
    bank_.set_reset(reg::cap_units, hardware_.units);
    bank_.set_reset(reg::cap_multipliers, hardware_.multipliers);
    bank_.set_reset(reg::cap_weight_words, hardware_.weight_words);
    bank_.set_reset(reg::cap_activation_words, hardware_.activation_words);
    bank_.set_reset(reg::cap_pattern_words, hardware_.pattern_words);
    bank_.set_reset(reg::cap_table_pairs, hardware_.table_pairs);
    bank_.set_reset(reg::cap_overhead, hardware_.overhead());
    bank_.set_reset(reg::cap_clock, static_cast<std::uint32_t>(1.0 / hardware_.clock.to_seconds() + 0.5));

    bank_.on_write(reg::control, [this](std::uint32_t, std::uint32_t command) { return control(command); });
    bank_.on_read(reg::status, [this](std::uint32_t) { return status(); });
    bank_.on_write(reg::irq_status, [this](std::uint32_t, std::uint32_t cleared) {
        if (field::irq_error.extract(cleared) != 0) {
            bank_(reg::error_code) = 0;
            bank_(reg::error_detail) = 0;
        }
        irq_change_.notify(sc_core::SC_ZERO_TIME);
        return true;
    });
    bank_.on_write(reg::irq_enable, [this](std::uint32_t, std::uint32_t value) {
        bank_(reg::irq_enable) = value & (field::irq_done.mask() | field::irq_error.mask());
        irq_change_.notify(sc_core::SC_ZERO_TIME);
        return true;
    });
    bank_.on_write(reg::eta_shift, [this](std::uint32_t, std::uint32_t shift) {
        if (shift > max_eta_shift) {
            record({Error::eta_shift, shift});
        } else {
            bank_(reg::eta_shift) = shift;
        }
        return true;
    });
    for (const abi::Register& phase : {reg::mode, reg::phase_inputs, reg::tail_inputs}) {
        guard_while_busy(phase);
    }
    for (const abi::Register& structure : {reg::format, reg::junctions, reg::classes, reg::features, reg::left,
                                           reg::right, reg::edges, reg::parallelism, reg::pattern, reg::unit}) {
        guard_network(structure);
    }

    bank_.on_read(reg::block_clocks, [this](std::uint32_t) { return block_clocks(); });
    bank_.on_read(reg::entered, [this](std::uint32_t) { return entered_; });
    bank_.on_read(reg::retired, [this](std::uint32_t) { return retired_; });
    bank_.on_read(reg::correct, [this](std::uint32_t) { return correct_; });
    bank_.on_read(reg::tail_correct, [this](std::uint32_t) { return tail_correct_; });
    declare_counter(reg::block_cycles_low, reg::block_cycles_high, clocks_.block_cycles);
    declare_counter(reg::stall_input_low, reg::stall_input_high, clocks_.stall_input);
    declare_counter(reg::stall_output_low, reg::stall_output_high, clocks_.stall_output);
    bank_.on_write(reg::counter_select, [this](std::uint32_t, std::uint32_t selection) {
        select_counter(selection);
        return true;
    });
    bank_.on_read(reg::counter_low, [this](std::uint32_t) { return lower(selected_counter()); });
    bank_.after_read(reg::counter_low,
                     [this](std::uint32_t, std::uint32_t) { bank_(reg::counter_high) = upper(selected_counter()); });
}

void Accelerator::declare_counter(const abi::Register& low, const abi::Register& high, const std::uint64_t& counter) {
    bank_.on_read(low, [&counter](std::uint32_t) { return lower(counter); });
    bank_.after_read(low, [this, high, &counter](std::uint32_t, std::uint32_t) { bank_(high) = upper(counter); });
}

void Accelerator::guard_while_busy(const abi::Register& declaration) {
    bank_.on_write(declaration, [this, declaration](std::uint32_t index, std::uint32_t value) {
        if (busy_) {
            record({Error::busy, declaration.at(index)});
        } else {
            bank_(declaration, index) = value;
        }
        return true;
    });
}

// As above, and what CONFIGURE checked no longer holds.
void Accelerator::guard_network(const abi::Register& declaration) {
    bank_.on_write(declaration, [this, declaration](std::uint32_t index, std::uint32_t value) {
        if (busy_) {
            record({Error::busy, declaration.at(index)});
        } else {
            bank_(declaration, index) = value;
            network_.reset();
        }
        return true;
    });
}

void Accelerator::select_counter(std::uint32_t selection) {
    const bool there = network_ && field::counter_junction.extract(selection) < network_->depth() &&
                       field::counter.extract(selection) < abi::accelerator::counters.size() &&
                       selection < (std::uint32_t{1} << 16);
    if (there) {
        bank_(reg::counter_select) = selection;
    } else {
        record({Error::counter, selection});
    }
}

// A selection from before CONFIGURE may lie outside of the network.
std::uint64_t Accelerator::selected_counter() const {
    const std::uint32_t selection = bank_(reg::counter_select);
    const std::vector<accelerator::Counters> all = counters();
    const std::uint32_t junction = field::counter_junction.extract(selection);
    return junction < all.size()
               ? all[junction][static_cast<abi::accelerator::Counter>(field::counter.extract(selection))]
               : 0;
}

std::vector<accelerator::Counters> Accelerator::counters() const {
    std::vector<accelerator::Counters> all = counted_;
    if (engine_) {
        const std::vector<accelerator::Counters> more = engine_->counters();
        for (std::size_t j = 0; j < all.size(); ++j) {
            all[j] += more[j];
        }
    }
    return all;
}

bool Accelerator::control(std::uint32_t command) {
    if (command == field::abort.mask()) {
        abort();
    } else if (busy_) {
        record({Error::busy, reg::control.offset});
    } else if (command == field::configure.mask()) {
        configure();
    } else if (command == field::start.mask()) {
        start();
    } else if (command == field::reset.mask()) {
        reset();
    } else {
        return false;
    }
    return true;
}

std::uint32_t Accelerator::status() const {
    return field::busy.place(busy_ ? 1 : 0) | field::configured.place(network_ ? 1 : 0) |
           field::draining.place(busy_ && entered_ == phase_.inputs ? 1 : 0) |
           field::error.place(bank_(reg::error_code) != 0 ? 1 : 0);
}

std::uint32_t Accelerator::block_clocks() const {
    return network_ ? accelerator::block_length(*network_, hardware_, {}).ideal : 0;
}

void Accelerator::record(Fault fault) {
    if (bank_(reg::error_code) == 0) {
        bank_(reg::error_code) = static_cast<std::uint32_t>(fault.code);
        bank_(reg::error_detail) = fault.detail;
    }
    bank_(reg::irq_status) |= field::irq_error.mask();
    irq_change_.notify(sc_core::SC_ZERO_TIME);
}

void Accelerator::drive_interrupt() {
    interrupt.write((bank_(reg::irq_status) & bank_(reg::irq_enable)) != 0);
}

// ---- commands ----

void Accelerator::configure() {
    auto outcome = accelerator::configure(bank_, hardware_);
    if (const Fault* const fault = std::get_if<Fault>(&outcome)) {
        network_.reset();
        record(*fault);
        return;
    }
    network_ = std::move(std::get<accelerator::Network>(outcome));
    engine_.reset();
    stalls_.clear();
    counted_.assign(network_->depth(), {});
    memory_ = accelerator::ParameterMemory(*network_);
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        const auto base = memory_.base(j);
        bank_(reg::weight_base, j) = base.weight;
        bank_(reg::bias_base, j) = base.bias;
        bank_(reg::pattern_base, j) = base.pattern;
    }
    input_.configure(bank_(reg::features), network_->inputs(), network_->format);
    input_.open();
    results_.open();
}

void Accelerator::start() {
    auto fault = latch_phase();
    if (!fault && memory_.take_pattern_change()) {
        fault = build_engine();
    }
    if (fault) {
        record(*fault);
        return;
    }
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        engine_->load(j, memory_.parameters(j));
    }
    engine_->begin(phase_.work);
    occupancy_.begin(network_->depth());
    input_.open();
    results_.open();
    entered_ = retired_ = correct_ = tail_correct_ = 0;
    busy_ = true;
    abort_ = false;
    asked_ = true;
    start_.notify(sc_core::SC_ZERO_TIME);
}

std::optional<Fault> Accelerator::latch_phase() {
    if (!network_) {
        return Fault{Error::not_configured, 0};
    }
    const std::uint32_t inputs = bank_(reg::phase_inputs);
    if (inputs == 0) {
        return Fault{Error::phase_inputs, 0};
    }
    const std::uint32_t mode = bank_(reg::mode);
    phase_ = {.inputs = inputs,
              .tail = std::min(inputs, bank_(reg::tail_inputs)),
              .results = field::results.extract(mode) != 0,
              .work = {.train = field::train.extract(mode) != 0,
                       .classes = bank_(reg::classes),
                       .cost = field::quadratic.extract(mode) != 0 ? accelerator::Cost::quadratic
                                                                   : accelerator::Cost::cross_entropy}};
    return std::nullopt;
}

std::optional<Fault> Accelerator::build_engine() {
    std::vector<accelerator::EdgeEnds> ends;
    ends.reserve(network_->depth());
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        auto outcome = memory_.edges(j);
        if (const Fault* const fault = std::get_if<Fault>(&outcome)) {
            memory_.mark_pattern_change();
            return *fault;
        }
        ends.push_back(std::move(std::get<accelerator::EdgeEnds>(outcome)));
    }
    stalls_ = accelerator::stalls_of(*network_, hardware_, ends);
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        bank_(reg::stall_clash, j) = stalls_[j].clash;
        bank_(reg::stall_hazard, j) = stalls_[j].hazard;
    }
    counted_ = counters();
    engine_ = accelerator::make_engine(*network_, hardware_, ends, stalls_);
    engine_->watch(watcher_);
    return std::nullopt;
}

void Accelerator::abort() {
    if (!busy_) {
        return;
    }
    abort_ = true;
    abort_event_.notify(sc_core::SC_ZERO_TIME);
    input_.close();
    results_.close();
}

void Accelerator::reset() {
    ++resets_;
    busy_ = abort_ = asked_ = false;
    wait_ = Wait::start;
    bank_.reset();
    network_.reset();
    engine_.reset();
    stalls_.clear();
    counted_.clear();
    memory_ = {};
    input_.close();
    results_.close();
    entered_ = retired_ = correct_ = tail_correct_ = 0;
    inputs_ = 0;
    clocks_ = {};
    reset_event_.notify(sc_core::SC_ZERO_TIME);
    irq_change_.notify(sc_core::SC_ZERO_TIME);
}

// ---- the phase ----

void Accelerator::run() {
    while (true) {
        wait_ = Wait::start;
        while (!asked_) {
            wait(start_);
        }
        asked_ = false;
        of_phase_ = resets_;
        try {
            const sc_time past_edge = sc_core::sc_time_stamp() % hardware_.clock;
            if (past_edge > sc_core::SC_ZERO_TIME) {
                pause(hardware_.clock - past_edge);
            }
            run_phase();
            end_phase();
        } catch (const Abandoned&) { // nothing of the phase is left
        } catch (const accelerator::cycle::PortConflict& conflict) {
            defect_ = conflict.what();
            sc_core::sc_stop();
            return;
        }
    }
}

void Accelerator::pause(const sc_time& time) {
    const sc_time end = sc_core::sc_time_stamp() + time;
    while (sc_core::sc_time_stamp() < end) {
        wait(end - sc_core::sc_time_stamp(), reset_event_); // which may be that of a reset before this phase
        go_on();
    }
}

// After whatever takes time.
void Accelerator::go_on() const {
    if (of_phase_ != resets_) {
        throw Abandoned{};
    }
}

void Accelerator::run_phase() {
    while (!abort_ && entered_ < phase_.inputs) {
        if (!wait_for_packet() || !take_input()) {
            return;
        }
        block_cycle(&sample_);
    }
    const std::uint32_t drain = accelerator::latency(network_->depth(), phase_.work);
    for (std::uint32_t cycle = 0; !abort_ && cycle < drain; ++cycle) {
        block_cycle(nullptr);
    }
}

bool Accelerator::wait_for_packet() {
    if (!input_.full()) {
        wait_ = Wait::packet;
        clocks_.stall_input +=
            wait_stalled(accelerator::WaitCause::input, input_.arrived(), [this] { return input_.full(); });
    }
    return !abort_;
}

bool Accelerator::take_input() {
    input_.take(sample_);
    if (sample_.label >= network_->outputs()) {
        record({Error::label, entered_});
        abort();
        return false;
    }
    sample_.eta_shift = bank_(reg::eta_shift);
    ++entered_;
    ++inputs_;
    return true;
}

void Accelerator::block_cycle(const accelerator::Sample* sample) {
    wait_ = Wait::block_cycle;
    const accelerator::BlockCycle done = engine_->run(sample);
    show_block_cycle(sample != nullptr, done.length);
    pause(hardware_.clock * done.length.clocks());
    ++clocks_.block_cycles;
    clocks_.busy += done.length.ideal;
    clocks_.stall_clash += done.length.clash;
    clocks_.stall_hazard += done.length.hazard;
    if (done.classified) {
        retire(*done.classified);
    }
}

void Accelerator::show_block_cycle(bool entered, const accelerator::BlockLength& length) {
    if (observer_ == nullptr) {
        return;
    }
    occupancy_.enter(entered ? std::optional(inputs_ - 1) : std::nullopt);
    const auto activities = occupancy_.activities(phase_.work.train);
    observer_->block_cycle({.number = clocks_.block_cycles,
                            .begin = sc_core::sc_time_stamp(),
                            .clock = hardware_.clock,
                            .length = length,
                            .junctions = activities});
}

void Accelerator::observe(accelerator::Observer* observer, accelerator::cycle::Watcher* watcher) {
    observer_ = observer;
    watcher_ = watcher;
    if (engine_) {
        engine_->watch(watcher_);
    }
}

void Accelerator::retire(const accelerator::Classification& classified) {
    if (classified.prediction == classified.label) {
        ++correct_;
        if (retired_ >= phase_.inputs - phase_.tail) {
            ++tail_correct_;
        }
    }
    ++retired_;
    if (!phase_.results) {
        return;
    }
    if (results_.full()) {
        wait_ = Wait::result_room;
        clocks_.stall_output +=
            wait_stalled(accelerator::WaitCause::output, results_.freed(), [this] { return !results_.full(); });
    }
    if (!abort_) {
        results_.push(field::result_prediction.place(classified.prediction) |
                      field::result_label.place(classified.label));
    }
}

void Accelerator::end_phase() {
    store_parameters();
    busy_ = false;
    if (!abort_) {
        bank_(reg::irq_status) |= field::irq_done.mask();
        irq_change_.notify(sc_core::SC_ZERO_TIME);
    }
}

// Waits for `ready` or an abort, then for the next clock edge. Returns the clocks that passed.
template <class Ready>
std::uint64_t Accelerator::wait_stalled(accelerator::WaitCause cause, const sc_core::sc_event& event, Ready ready) {
    const sc_time begin = sc_core::sc_time_stamp();
    while (!ready() && !abort_) {
        wait(event | abort_event_ | reset_event_);
        go_on();
    }
    const sc_time waited = sc_core::sc_time_stamp() - begin;
    const std::uint64_t clocks = (waited.value() + hardware_.clock.value() - 1) / hardware_.clock.value();
    if (const sc_time edge = hardware_.clock * static_cast<double>(clocks); edge > waited) {
        pause(edge - waited);
    }
    if (observer_ != nullptr) {
        observer_->waited(cause, begin, sc_core::sc_time_stamp());
    }
    return clocks;
}

std::string Accelerator::waiting_for() const {
    switch (wait_) {
    case Wait::start:
        return network_ ? "idle, configured" : "idle, not configured";
    case Wait::packet:
        return "waiting for input " + std::to_string(entered_) + " of " + std::to_string(phase_.inputs) + " (" +
               std::to_string(input_.loaded_bytes()) + " of " + std::to_string(input_.packet_bytes()) +
               " bytes of its packet have arrived)";
    case Wait::result_room:
        return "waiting for room at the result port (" + std::to_string(results_.size()) + " words unread)";
    case Wait::block_cycle:
        break;
    }
    return "in a block cycle, " + std::to_string(entered_) + " of " + std::to_string(phase_.inputs) + " inputs entered";
}

// ---- stream ports and parameter windows ----

void Accelerator::stream_transport(tlm::tlm_generic_payload& transaction, sc_time& delay) {
    const std::uint64_t offset = transaction.get_address();
    const unsigned length = transaction.get_data_length();
    if (length % sizeof(std::uint32_t) != 0 || transaction.get_streaming_width() < length) {
        record({Error::stray_access, static_cast<std::uint32_t>(offset)});
        transaction.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
        return;
    }
    if (transaction.get_byte_enable_ptr() != nullptr) {
        record({Error::stray_access, static_cast<std::uint32_t>(offset)});
        transaction.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
        return;
    }
    const std::uint64_t resets = resets_;
    synchronise(transaction, delay);
    if (resets != resets_) {
        transaction.set_response_status(tlm::TLM_GENERIC_ERROR_RESPONSE);
        return;
    }
    if (offset < window::bias) {
        transaction.set_response_status(access_port(transaction) ? tlm::TLM_OK_RESPONSE
                                                                 : tlm::TLM_GENERIC_ERROR_RESPONSE);
        return;
    }
    if (const auto fault = access_windows(transaction)) {
        record(*fault);
        // A value that does not fit is the error register's business; an access to nothing is the bus' too.
        transaction.set_response_status(fault->code == Error::value_range ? tlm::TLM_OK_RESPONSE
                                                                          : tlm::TLM_ADDRESS_ERROR_RESPONSE);
        return;
    }
    transaction.set_response_status(tlm::TLM_OK_RESPONSE);
}

bool Accelerator::access_port(tlm::tlm_generic_payload& transaction) {
    const bool to_input = transaction.get_address() < window::result;
    if (to_input != transaction.is_write()) {
        return false;
    }
    if (!network_) {
        record({Error::not_configured, static_cast<std::uint32_t>(transaction.get_address())});
        return false;
    }
    const std::span bytes(transaction.get_data_ptr(), transaction.get_data_length());
    return to_input ? input_.write(bytes) : results_.read(bytes);
}

std::optional<Fault> Accelerator::access_windows(tlm::tlm_generic_payload& transaction) {
    const auto begin = static_cast<std::uint32_t>(transaction.get_address());
    if (!network_) {
        return Fault{Error::not_configured, begin};
    }
    if (busy_) {
        return Fault{Error::busy, begin};
    }
    std::optional<Fault> first;
    for (std::uint32_t done = 0; done < transaction.get_data_length(); done += sizeof(std::uint32_t)) {
        unsigned char* const data = transaction.get_data_ptr() + done;
        if (transaction.is_write()) {
            std::uint32_t word = 0;
            std::memcpy(&word, data, sizeof word);
            const auto fault = memory_.write(begin + done, word);
            first = first ? first : fault;
        } else if (const auto word = memory_.read(begin + done)) {
            std::memcpy(data, &*word, sizeof *word);
        } else {
            return Fault{Error::stray_access, begin + done};
        }
    }
    return first;
}

unsigned Accelerator::stream_debug(tlm::tlm_generic_payload& transaction) {
    if (!network_ || !transaction.is_read()) {
        return 0;
    }
    if (busy_) {
        store_parameters();
    }
    const auto begin = static_cast<std::uint32_t>(transaction.get_address());
    unsigned done = 0;
    for (; done + sizeof(std::uint32_t) <= transaction.get_data_length(); done += sizeof(std::uint32_t)) {
        const auto word = memory_.read(begin + done);
        if (!word) {
            break;
        }
        std::memcpy(transaction.get_data_ptr() + done, &*word, sizeof *word);
    }
    return done;
}

// The windows show what the junctions have learnt.
void Accelerator::store_parameters() {
    for (std::uint32_t j = 0; j < network_->depth(); ++j) {
        memory_.parameters(j) = engine_->parameters(j);
    }
}

} // namespace edgeloom
