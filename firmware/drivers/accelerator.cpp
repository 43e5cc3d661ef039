#include "drivers/accelerator.hpp"

namespace edgeloom::firmware {

namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;

std::uint32_t Accelerator::read(const abi::Register& declaration, std::uint32_t index) const {
    return mmio::read32(registers_ + declaration.at(index));
}

void Accelerator::write(const abi::Register& declaration, std::uint32_t value, std::uint32_t index) const {
    mmio::write32(registers_ + declaration.at(index), value);
}

bool Accelerator::present() const {
    return read(reg::id) == abi::accelerator::id_value &&
           read(reg::version) >> 16 == abi::accelerator::version_value >> 16;
}

mapping::Limits Accelerator::limits() const {
    return {.units = read(reg::cap_units),
            .multipliers = read(reg::cap_multipliers),
            .table_pairs = read(reg::cap_table_pairs),
            .pattern_words = read(reg::cap_pattern_words)};
}

abi::accelerator::Error Accelerator::configure(numerics::Format format, std::uint32_t features, std::uint32_t classes,
                                               std::span<const Junction> junctions, numerics::Activation activation,
                                               std::uint32_t input_bits) const {
    write(reg::format, field::width.place(static_cast<std::uint32_t>(format.width)) |
                           field::integer.place(static_cast<std::uint32_t>(format.integer)) |
                           field::rounding.place(static_cast<std::uint32_t>(format.rounding)) |
                           field::activation.place(static_cast<std::uint32_t>(activation)));
    write(reg::junctions, static_cast<std::uint32_t>(junctions.size()));
    write(reg::features, features);
    write(reg::input_bits, input_bits);
    write(reg::classes, classes);
    for (std::uint32_t j = 0; j < junctions.size(); ++j) {
        const Junction& junction = junctions[j];
        write(reg::left, junction.shape.left, j);
        write(reg::right, junction.shape.right, j);
        write(reg::edges, junction.shape.edges, j);
        write(reg::parallelism, junction.shape.parallelism, j);
        write(reg::pattern,
              field::pattern_type.place(junction.pattern_type) | field::dither.place(junction.dither ? 1 : 0), j);
        write(reg::unit, junction.unit, j);
    }
    write(reg::control, field::configure.mask());
    return error();
}

abi::accelerator::Error Accelerator::start(const Phase& phase) const {
    write(reg::mode, phase.mode);
    write(reg::phase_inputs, phase.inputs);
    write(reg::tail_inputs, phase.tail_inputs);
    write(reg::eta_shift, phase.eta_shift);
    write(reg::rounding_seed, phase.rounding_seed);
    write(reg::control, field::start.mask());
    return error();
}

void Accelerator::sample_backpropagation(std::uint32_t junction, std::uint32_t rights) const {
    write(reg::backpropagation_sample, rights, junction);
}

void Accelerator::abort() const {
    write(reg::control, field::abort.mask());
}

bool Accelerator::busy() const {
    return field::busy.extract(read(reg::status)) != 0;
}

Accelerator::Counts Accelerator::counts() const {
    return {read(reg::correct), read(reg::tail_correct)};
}

std::uint32_t Accelerator::block_clocks() const {
    return read(reg::block_clocks);
}

std::uint64_t Accelerator::counter(std::uint32_t junction, abi::accelerator::Counter counter) const {
    write(reg::counter_select,
          field::counter.place(static_cast<std::uint32_t>(counter)) | field::counter_junction.place(junction));
    const std::uint32_t low = read(reg::counter_low); // latches the upper word
    return std::uint64_t{read(reg::counter_high)} << 32 | low;
}

abi::accelerator::Error Accelerator::error() const {
    return static_cast<abi::accelerator::Error>(read(reg::error_code));
}

std::uint32_t Accelerator::error_detail() const {
    return read(reg::error_detail);
}

void Accelerator::enable_interrupts(std::uint32_t bits) const {
    write(reg::irq_enable, bits);
}

std::uint32_t Accelerator::take_interrupts() const {
    const std::uint32_t pending = read(reg::irq_status);
    write(reg::irq_status, pending);
    return pending;
}

} // namespace edgeloom::firmware
