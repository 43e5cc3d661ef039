#include "platform/soc/soc.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/mapped_network.hpp"
#include "platform/soc/parts.hpp"
#include "platform/soc/picoseconds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace edgeloom::platform {

namespace {

namespace map = abi::memory_map;

hart::Costs costs(const HartConfiguration::Cycles& cycles) {
    const auto narrow = [](std::uint64_t clocks) { return static_cast<std::uint32_t>(clocks); };
    return {.arithmetic = narrow(cycles.arithmetic),
            .load = narrow(cycles.load),
            .store = narrow(cycles.store),
            .multiply = narrow(cycles.multiply),
            .divide = narrow(cycles.divide),
            .branch = narrow(cycles.branch),
            .taken = narrow(cycles.taken),
            .jump = narrow(cycles.jump),
            .csr = narrow(cycles.csr),
            .atomic = narrow(cycles.atomic),
            .exception = narrow(cycles.exception),
            .interrupt = narrow(cycles.interrupt)};
}

Hart::Config hart_config(const HartConfiguration& hart, const Reset& reset) {
    return {.clock = period(hart.clock_hz),
            .quantum = picoseconds(hart.quantum_ps),
            .reset_pc = reset.pc,
            .argument = reset.argument,
            .misaligned = hart.trap_misaligned ? hart::Misaligned::trap : hart::Misaligned::allow,
            .costs = costs(hart.cycles),
            .initiator_id = Soc::hart_port,
            .execution = hart.engine};
}

Dma::Config dma_config(const PlatformConfiguration& platform) {
    const DmaConfiguration& dma = platform.dma;
    return {.channels = static_cast<std::uint32_t>(dma.channels),
            .burst_bytes = static_cast<std::uint32_t>(dma.burst_bytes),
            .outstanding = static_cast<std::uint32_t>(dma.outstanding),
            .outstanding_writes = static_cast<std::uint32_t>(dma.outstanding_writes),
            .priorities = dma.priorities,
            .first_initiator_id = Soc::first_dma_port,
            .protocol = protocol_of(platform.interconnect)};
}

accelerator::Hardware hardware(const Configuration& configuration) {
    const AcceleratorConfiguration& given = configuration.platform.accelerator;
    const mapping::Limits limit = limits(configuration);
    const auto narrow = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
    return {.clock = period(given.clock_hz),
            .units = limit.units,
            .multipliers = limit.multipliers,
            .weight_words = narrow(given.weight_words),
            .activation_words = narrow(given.activation_words),
            .pattern_words = narrow(given.pattern_words),
            .table_pairs = limit.table_pairs,
            .unpipelined_overhead = narrow(given.pipeline_overhead),
            .stages = given.stages,
            .result_words = narrow(given.result_words),
            .delta_hazard =
                given.stall_on_delta_hazard ? accelerator::DeltaHazard::stall : accelerator::DeltaHazard::forward,
            .fidelity = given.fidelity};
}

Interconnect::Config interconnect_config(const PlatformConfiguration& platform) {
    const InterconnectConfiguration& bus = platform.interconnect;
    Interconnect::Config config{.initiators = {{"hart", port_config(bus, bus.hart)}},
                                .targets = {{resized(map::dram, platform.dram), port_config(bus, bus.dram)},
                                            {resized(map::sram, platform.sram), port_config(bus, bus.sram)}},
                                .kind = bus.timing,
                                .clock = period(bus.clock_hz),
                                .arbitration = bus.arbitration};
    for (std::uint64_t channel = 0; channel < platform.dma.channels; ++channel) {
        config.initiators.push_back({"dma" + std::to_string(channel), port_config(bus, bus.dma)});
    }
    for (const abi::Region& region :
         {map::finisher, map::clint, map::plic, map::uart, map::mailbox, map::accelerator}) {
        config.targets.push_back({region, port_config(bus)});
    }
    config.targets.push_back({map::stream, port_config(bus, bus.stream)});
    config.targets.push_back({map::dma, port_config(bus)});
    return config;
}

} // namespace

Soc::Soc(sc_core::sc_module_name name, const Configuration& configuration, const Reset& reset)
    : sc_module(name),
      hart("hart", hart_config(configuration.platform.hart, reset)),
      dma("dma", dma_config(configuration.platform)),
      interconnect("interconnect", interconnect_config(configuration.platform)),
      dram("dram", memory_config(configuration.platform.dram), memory_timing(configuration.platform.dram)),
      sram("sram", memory_config(configuration.platform.sram), memory_timing(configuration.platform.sram)),
      finisher("finisher"),
      clint("clint"),
      plic("plic"),
      uart("uart"),
      mailbox("mailbox"),
      accelerator("accelerator", hardware(configuration)),
      bindings_(configuration.platform.interconnect.check_protocol) {
    bind_initiators(configuration.platform.interconnect);
    bind_targets();
    bind_interrupts();
    hart.set_time_source([this](const sc_core::sc_time& time) { return clint.ticks(time); });
}

void Soc::bind_initiators(const InterconnectConfiguration& bus) {
    bindings_.bind(hart.bus, interconnect.initiator_port(hart_port), bus.hart);
    for (std::uint32_t channel = 0; channel < dma.channels(); ++channel) {
        bindings_.bind(dma.channel(channel).socket(), interconnect.initiator_port(first_dma_port + channel), bus.dma);
    }
}

void Soc::bind_targets() {
    bindings_.bind(interconnect.target_port(dram_port), dram.socket);
    bindings_.bind(interconnect.target_port(sram_port), sram.socket);
    bindings_.bind(interconnect.target_port(finisher_port), finisher.socket);
    bindings_.bind(interconnect.target_port(clint_port), clint.socket);
    bindings_.bind(interconnect.target_port(plic_port), plic.socket);
    bindings_.bind(interconnect.target_port(uart_port), uart.socket);
    bindings_.bind(interconnect.target_port(mailbox_port), mailbox.socket);
    bindings_.bind(interconnect.target_port(accelerator_registers_port), accelerator.registers);
    bindings_.bind(interconnect.target_port(stream_port), accelerator.stream);
    bindings_.bind(interconnect.target_port(dma_registers_port), dma.socket);
    // What others write may be code that the hart has decoded.
    dram.on_write([this](std::uint64_t offset, std::uint64_t bytes) {
        hart.memory_changed(map::dram.base + static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes));
    });
    sram.on_write([this](std::uint64_t offset, std::uint64_t bytes) {
        hart.memory_changed(map::sram.base + static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes));
    });
}

void Soc::bind_interrupts() {
    clint.software_interrupt(software_interrupt_);
    clint.timer_interrupt(timer_interrupt_);
    plic.external_interrupt(external_interrupt_);
    hart.software_interrupt(software_interrupt_);
    hart.timer_interrupt(timer_interrupt_);
    hart.external_interrupt(external_interrupt_);

    uart.interrupt(uart_interrupt_);
    accelerator.interrupt(accelerator_interrupt_);
    dma.interrupt(dma_interrupt_);
    plic.sources[abi::interrupt::uart](uart_interrupt_);
    plic.sources[abi::interrupt::accelerator](accelerator_interrupt_);
    plic.sources[abi::interrupt::dma](dma_interrupt_);
}

void Soc::reset() {
    dma.reset();
    accelerator.reset();
    uart.reset();
    mailbox.reset();
    finisher.reset();
    clint.reset();
    plic.reset();
}

std::size_t Soc::debug_access(tlm::tlm_command command, std::uint32_t address, std::uint8_t* bytes,
                              std::size_t length) {
    tlm::tlm_generic_payload transaction;
    transaction.set_command(command);
    transaction.set_address(address);
    transaction.set_data_ptr(bytes);
    transaction.set_data_length(static_cast<unsigned>(length));
    transaction.set_streaming_width(static_cast<unsigned>(length));
    return hart.bus->transport_dbg(transaction);
}

// Registers answer whole words only: part of one is cut from them.
std::size_t Soc::peek(std::uint32_t address, std::span<std::uint8_t> bytes) {
    constexpr std::uint32_t word = sizeof(std::uint32_t);
    if (const std::size_t done = debug_access(tlm::TLM_READ_COMMAND, address, bytes.data(), bytes.size()); done != 0) {
        return done;
    }
    std::array<std::uint8_t, word> whole{};
    const std::uint32_t offset = address % word;
    if (debug_access(tlm::TLM_READ_COMMAND, address - offset, whole.data(), word) != word) {
        return 0;
    }
    const std::size_t length = std::min<std::size_t>(bytes.size(), word - offset);
    std::copy_n(whole.begin() + offset, length, bytes.begin());
    return length;
}

bool Soc::poke(std::uint32_t address, std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    std::vector<std::uint8_t> there(bytes.size());
    return peek(address, there) == there.size() &&
           debug_access(tlm::TLM_WRITE_COMMAND, address, copy.data(), copy.size()) == copy.size();
}

} // namespace edgeloom::platform
