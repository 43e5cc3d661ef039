#include "training/failure.hpp"

#include "abi/memory_map.hpp"
#include "drivers/finisher.hpp"
#include "drivers/mailbox.hpp"

#include <cstdio>

namespace edgeloom::firmware {

namespace {

[[noreturn]] void end(abi::mailbox::Failure failure, std::uint32_t detail) {
    const auto code = static_cast<std::uint32_t>(failure);
    Mailbox(abi::memory_map::mailbox.base).send(abi::mailbox::Event::failed, {code, detail});
    Finisher(abi::memory_map::finisher.base).end(static_cast<int>(code));
}

} // namespace

const char* name(abi::accelerator::Error error) {
    using enum abi::accelerator::Error;
    switch (error) {
    case none:
        return "no error";
    case busy:
        return "refused while a phase runs, register offset";
    case junction_count:
        return "number of junctions is not legal:";
    case format:
        return "fixed-point format is not legal:";
    case layer_size:
        return "layer size is not legal, junction index";
    case degrees:
        return "fan-out and fan-in are not whole numbers, junction index";
    case parallelism:
        return "degree of parallelism is not legal, junction index";
    case parallelism_chain:
        return "degree of parallelism cannot take what the junction before finishes, junction index";
    case unit:
        return "no such junction unit, junction index";
    case multipliers:
        return "more multipliers needed than there are:";
    case weight_words:
        return "more weight words needed than there are:";
    case activation_words:
        return "more activation words needed than there are:";
    case pattern_words:
        return "more pattern words needed than there are:";
    case table_pairs:
        return "more table pairs needed than there are:";
    case pattern_type:
        return "pattern type is not legal, junction index";
    case pattern_value:
        return "pattern word is out of range, word index";
    case classes:
        return "number of classes is not legal:";
    case features:
        return "number of input features is not legal:";
    case phase_inputs:
        return "a phase without inputs, detail";
    case eta_shift:
        return "learning rate shift is not legal:";
    case label:
        return "label beyond the output layer, input index";
    case value_range:
        return "weight or bias does not fit the format, stream offset";
    case not_configured:
        return "used before it was configured, stream offset";
    case stray_access:
        return "access where nothing is, stream offset";
    case counter:
        return "no such counter:";
    case input_bits:
        return "number of bits of an input value is not legal:";
    }
    return "unknown error, detail";
}

const char* name(abi::dma::Error error) {
    using enum abi::dma::Error;
    switch (error) {
    case none:
        return "no error";
    case descriptor_address:
        return "bad descriptor pointer";
    case descriptor_fetch:
        return "bus error on descriptor fetch";
    case descriptor_value:
        return "bad descriptor";
    case source:
        return "bus error on read";
    case destination:
        return "bus error on write";
    case aborted:
        return "aborted";
    }
    return "unknown error";
}

void fail(abi::mailbox::Failure failure, std::uint32_t detail, const char* what) {
    std::printf("error: %s (%lu)\n", what, static_cast<unsigned long>(detail));
    end(failure, detail);
}

void fail(abi::accelerator::Error error, std::uint32_t detail) {
    std::printf("error: accelerator: %s %lu (code %lu)\n", name(error), static_cast<unsigned long>(detail),
                static_cast<unsigned long>(error));
    end(abi::mailbox::Failure::accelerator, static_cast<std::uint32_t>(error));
}

void fail(abi::dma::Error error, std::uint32_t channel, std::uint32_t address) {
    std::printf("error: DMA channel %lu: %s at 0x%08lx (code %lu)\n", static_cast<unsigned long>(channel), name(error),
                static_cast<unsigned long>(address), static_cast<unsigned long>(error));
    end(abi::mailbox::Failure::dma, static_cast<std::uint32_t>(error));
}

} // namespace edgeloom::firmware
