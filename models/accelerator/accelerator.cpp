#include "accelerator/accelerator.hpp"

#include "accelerator/configure.hpp"
#include "accelerator/cycle/port_conflict.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace edgeloom {

using abi::accelerator::Error;
using accelerator::Fault;
using sc_core::sc_time;
namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;

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
      datapath_(hardware),
      stream_region_(
          input_, results_, datapath_, [this] { return busy_; }, [this](Fault fault) { record(fault); }),
      start_("start"),
      abort_event_("abort"),
      reset_event_("reset"),
      irq_change_("irq_change") {
    registers.register_b_transport(&bank_, &RegisterBank::b_transport);
    registers.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    stream.register_b_transport(&stream_region_, &accelerator::StreamRegion::b_transport);
    stream.register_transport_dbg(&stream_region_, &accelerator::StreamRegion::transport_dbg);
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
    for (const abi::Register& phase :
         {reg::mode, reg::phase_inputs, reg::tail_inputs, reg::rounding_seed, reg::backpropagation_sample}) {
        guard_while_busy(phase);
    }
    for (const abi::Register& structure :
         {reg::format, reg::junctions, reg::classes, reg::features, reg::input_bits, reg::left, reg::right, reg::edges,
          reg::parallelism, reg::pattern, reg::unit}) {
        guard_network(structure);
    }

    bank_.on_read(reg::block_clocks, [this](std::uint32_t) { return datapath_.block_clocks(); });
    bank_.on_read(reg::entered, [this](std::uint32_t) { return phase_.entered(); });
    bank_.on_read(reg::retired, [this](std::uint32_t) { return phase_.retired(); });
    bank_.on_read(reg::correct, [this](std::uint32_t) { return phase_.correct(); });
    bank_.on_read(reg::tail_correct, [this](std::uint32_t) { return phase_.tail_correct(); });
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
            datapath_.invalidate();
        }
        return true;
    });
}

void Accelerator::select_counter(std::uint32_t selection) {
    const auto& network = datapath_.network();
    const bool there = network && field::counter_junction.extract(selection) < network->depth() &&
                       field::counter.extract(selection) < abi::accelerator::counters.size() &&
                       (selection & ~(field::counter.mask() | field::counter_junction.mask())) == 0;
    if (there) {
        bank_(reg::counter_select) = selection;
    } else {
        record({Error::counter, selection});
    }
}

// A selection from before CONFIGURE may lie outside of the network.
std::uint64_t Accelerator::selected_counter() const {
    const std::uint32_t selection = bank_(reg::counter_select);
    const std::vector<accelerator::Counters> all = datapath_.counters();
    const std::uint32_t junction = field::counter_junction.extract(selection);
    return junction < all.size()
               ? all[junction][static_cast<abi::accelerator::Counter>(field::counter.extract(selection))]
               : 0;
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
    return field::busy.place(busy_ ? 1 : 0) | field::configured.place(datapath_.network() ? 1 : 0) |
           field::draining.place(busy_ && phase_.all_entered() ? 1 : 0) |
           field::error.place(bank_(reg::error_code) != 0 ? 1 : 0);
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
        datapath_.invalidate();
        record(*fault);
        return;
    }
    datapath_.configure(std::move(std::get<accelerator::Network>(outcome)));
    const accelerator::Network& network = *datapath_.network();
    for (std::uint32_t j = 0; j < network.depth(); ++j) {
        const auto base = datapath_.memory().base(j);
        bank_(reg::weight_base, j) = base.weight;
        bank_(reg::bias_base, j) = base.bias;
        bank_(reg::pattern_base, j) = base.pattern;
    }
    input_.configure(bank_(reg::features), bank_(reg::input_bits), network.inputs(), network.format);
    input_.open();
    results_.open();
}

void Accelerator::start() {
    const accelerator::PhaseOrder order = ordered();
    if (const auto fault = begin_phase(order)) {
        record(*fault);
        return;
    }
    phase_ = accelerator::Phase(order);
    in_flight_ = decltype(in_flight_)(datapath_.network()->depth());
    input_.open();
    results_.open();
    busy_ = true;
    abort_ = false;
    asked_ = true;
    start_.notify(sc_core::SC_ZERO_TIME);
}

accelerator::PhaseOrder Accelerator::ordered() const {
    const std::uint32_t inputs = bank_(reg::phase_inputs);
    const std::uint32_t mode = bank_(reg::mode);
    accelerator::Work work{.train = field::train.extract(mode) != 0,
                           .classes = bank_(reg::classes),
                           .cost = field::quadratic.extract(mode) != 0 ? accelerator::Cost::quadratic
                                                                       : accelerator::Cost::cross_entropy,
                           .rounding_seed = bank_(reg::rounding_seed),
                           .margins = field::margins.extract(mode) != 0};
    for (std::uint32_t j = 0; j < work.backpropagation_samples.size(); ++j) {
        work.backpropagation_samples[j] = bank_(reg::backpropagation_sample, j);
    }
    return {.inputs = inputs,
            .tail = std::min(inputs, bank_(reg::tail_inputs)),
            .results = field::results.extract(mode) != 0,
            .work = work};
}

std::optional<Fault> Accelerator::begin_phase(const accelerator::PhaseOrder& order) {
    if (!datapath_.network()) {
        return Fault{Error::not_configured, 0};
    }
    if (order.inputs == 0) {
        return Fault{Error::phase_inputs, 0};
    }
    if (const auto fault = datapath_.begin(order.work)) {
        return fault;
    }
    const auto& stalls = datapath_.stalls();
    for (std::uint32_t j = 0; j < stalls.size(); ++j) {
        bank_(reg::stall_clash, j) = stalls[j].clash;
        bank_(reg::stall_hazard, j) = stalls[j].hazard;
    }
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
    stream_region_.reset();
    busy_ = abort_ = asked_ = false;
    wait_ = Wait::start;
    bank_.reset();
    datapath_.reset();
    input_.close();
    results_.close();
    phase_ = {};
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
    while (!abort_ && !phase_.all_entered()) {
        if (!wait_for_packet() || !take_input()) {
            return;
        }
        block_cycle(&sample_);
    }
    const std::uint32_t drain = accelerator::latency(datapath_.network()->depth(), phase_.order().work);
    for (std::uint32_t cycle = 0; !abort_ && cycle < drain; ++cycle) {
        block_cycle(nullptr);
    }
}

bool Accelerator::wait_for_packet() {
    if (!input_.full()) {
        wait_ = Wait::packet;
        input_.await(hardware_.clock);
        clocks_.stall_input +=
            wait_stalled(accelerator::WaitCause::input, input_.arrived(), [this] { return input_.full(); });
    }
    return !abort_;
}

bool Accelerator::take_input() {
    input_.take(sample_);
    if (sample_.label >= datapath_.network()->outputs()) {
        record({Error::label, phase_.entered()});
        abort();
        return false;
    }
    sample_.eta_shift = bank_(reg::eta_shift);
    phase_.enter();
    ++inputs_;
    return true;
}

void Accelerator::block_cycle(const accelerator::Sample* sample) {
    wait_ = Wait::block_cycle;
    const accelerator::BlockCycle done = datapath_.run(sample);
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
    in_flight_.enter() = entered ? std::optional(inputs_ - 1) : std::nullopt;
    std::vector<accelerator::JunctionActivity> activities;
    activities.reserve(datapath_.network()->depth());
    for (std::uint32_t junction = 1; junction <= datapath_.network()->depth(); ++junction) {
        activities.push_back({.fed = in_flight_.fed(junction),
                              .learnt = phase_.order().work.train ? in_flight_.learnt(junction) : std::nullopt});
    }
    observer_->block_cycle({.number = clocks_.block_cycles,
                            .begin = sc_core::sc_time_stamp(),
                            .clock = hardware_.clock,
                            .length = length,
                            .junctions = activities});
}

void Accelerator::observe(accelerator::Observer* observer, accelerator::cycle::Watcher* watcher) {
    observer_ = observer;
    datapath_.watch(watcher);
}

void Accelerator::retire(const accelerator::Classification& classified) {
    phase_.retire(classified);
    if (!phase_.order().results) {
        return;
    }
    if (results_.full()) {
        wait_ = Wait::result_room;
        clocks_.stall_output +=
            wait_stalled(accelerator::WaitCause::output, results_.freed(), [this] { return !results_.full(); });
    }
    if (!abort_) {
        results_.push(field::result_prediction.place(classified.prediction) |
                      (phase_.order().work.margins ? field::result_margin.place(classified.margin)
                                                   : field::result_label.place(classified.label)));
    }
}

void Accelerator::end_phase() {
    datapath_.store();
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
        return datapath_.network() ? "idle, configured" : "idle, not configured";
    case Wait::packet:
        return "waiting for input " + std::to_string(phase_.entered()) + " of " +
               std::to_string(phase_.order().inputs) + " (" + std::to_string(input_.loaded_bytes()) + " of " +
               std::to_string(input_.packet_bytes()) + " bytes of its packet have arrived)";
    case Wait::result_room:
        return "waiting for room at the result port (" + std::to_string(results_.size()) + " words unread)";
    case Wait::block_cycle:
        break;
    }
    return "in a block cycle, " + std::to_string(phase_.entered()) + " of " + std::to_string(phase_.order().inputs) +
           " inputs entered";
}

} // namespace edgeloom
