// The accelerator as software sees it: registers, stream ports, parameter windows, error codes.
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::accelerator {

inline constexpr std::uint32_t id_value = 0x454C'4143; ///< "ELAC"
inline constexpr std::uint32_t version_value = 0x0001'0002;
inline constexpr std::uint32_t max_junctions = 16;
inline constexpr std::uint32_t max_neurons = 16384; ///< of one layer

/// Why the accelerator refused something. ERROR_DETAIL holds what the comment names.
enum class Error : std::uint32_t {
    none = 0,
    busy = 1,              ///< a write that is refused while a phase runs; detail: register offset
    junction_count = 2,    ///< JUNCTIONS is 0 or above 16; detail: the value
    format = 3,            ///< no legal FORMAT; detail: the value
    layer_size = 4,        ///< LEFT or RIGHT is 0 or above 16384, or LEFT is not the RIGHT before; detail: junction
    degrees = 5,           ///< p*d_out = n*d_in has no solution in whole numbers; detail: junction
    parallelism = 6,       ///< z does not divide p and W, or neither of z and d_in divides the other; detail: junction
    parallelism_chain = 7, ///< z is below ceil(z/d_in) of the junction before; detail: junction
    unit = 8,              ///< UNIT names no junction unit; detail: junction
    multipliers = 9,       ///< more multipliers needed than there are; detail: the number needed
    weight_words = 10,     ///< more weights than memory words; detail: the number needed
    activation_words = 11, ///< more activation words than memory words; detail: the number needed
    pattern_words = 12,    ///< more pattern words than memory words; detail: the number needed
    table_pairs = 13,      ///< more table pairs needed than there are; detail: the number needed
    pattern_type = 14,     ///< no legal PATTERN; detail: junction
    pattern_value = 15,    ///< a pattern word out of range; detail: word index in the window
    classes = 16,          ///< CLASSES is 0 or above the last layer; detail: the value
    features = 17,         ///< FEATURES is 0 or above the first layer; detail: the value
    phase_inputs = 18,     ///< PHASE_INPUTS is 0; detail: 0
    eta_shift = 19,        ///< ETA_SHIFT above 31; detail: the value
    label = 20,            ///< a packet's label is not below the last layer; detail: input index within the phase
    value_range = 21,      ///< a weight or bias does not fit FORMAT; detail: byte offset in the stream region
    not_configured = 22,   ///< a parameter window was used before CONFIGURE; detail: byte offset in the stream region
    stray_access = 23,     ///< access where the stream region holds nothing, or of a wrong size; detail: byte offset
    counter = 24,          ///< COUNTER_SELECT names no junction of the network, or no counter; detail: the value
    input_bits = 25,       ///< CAP_INPUT_BITS does not name INPUT_BITS; detail: the value
};

// ---- fields ----

namespace field {
inline constexpr Field configure{"CONFIGURE", 0, 1,
                                 "check the network that the registers describe and lay out its memories"};
inline constexpr Field start{"START", 1, 1, "begin a phase of PHASE_INPUTS inputs"};
inline constexpr Field abort{"ABORT", 2, 1, "end the phase at once, drop what is in flight"};
inline constexpr Field reset{"RESET", 3, 1, "all registers to their reset values, configuration dropped"};

inline constexpr Field busy{"BUSY", 0, 1, "a phase runs"};
inline constexpr Field configured{"CONFIGURED", 1, 1,
                                  "CONFIGURE succeeded and nothing that it checked was written since"};
inline constexpr Field draining{"DRAINING", 2, 1, "all inputs of the phase have entered"};
inline constexpr Field error{"ERROR", 3, 1, "ERROR_CODE is not zero"};

inline constexpr Field irq_done{"DONE", 0, 1, "a phase has ended and drained"};
inline constexpr Field irq_error{"ERROR", 1, 1, "an error was recorded"};

inline constexpr Field train{"TRAIN", 0, 1, "1: feedforward, backpropagation and update; 0: feedforward alone"};
inline constexpr Field results{"RESULTS", 1, 1, "deliver a result word per input at the result port"};
inline constexpr Field quadratic{"QUADRATIC", 2, 1, "1: quadratic cost; 0: cross-entropy"};
inline constexpr Field margins{"MARGINS", 3, 1, "result words hold the margin in place of the label"};

inline constexpr Field width{"WIDTH", 0, 8, "bits of a value, 4 to 16"};
inline constexpr Field integer{"INT", 8, 8, "integer bits without the sign, 1 to WIDTH-1; the rest is the fraction"};

inline constexpr Field rounding{"ROUNDING", 16, 2, "0: half up, 1: truncate, 2: stochastic"};
inline constexpr Field activation{"ACTIVATION", 20, 1, "0: sigmoid, 1: clipped ReLU"};

inline constexpr Field pattern_type{"TYPE", 0, 4, "0: one left/right word per edge, 1, 2, 3: clash-free of that type"};
inline constexpr Field dither{"DITHER", 4, 1, "the memories are permuted per sweep"};

inline constexpr Field result_prediction{"PREDICTION", 0, 16, "the class with the largest activation"};
inline constexpr Field result_label{"LABEL", 16, 16, "the packet's label"};
inline constexpr Field result_margin{
    "MARGIN", 16, 16, "with MODE.MARGINS: the largest activation of a class less the second largest, raw"};

inline constexpr Field edge_left{"LEFT", 0, 16, "left neuron of the edge"};
inline constexpr Field edge_right{"RIGHT", 16, 16, "right neuron of the edge"};

inline constexpr Field counter{"COUNTER", 0, 8, "number of the counter"};
inline constexpr Field counter_junction{"JUNCTION", 8, 8, "junction, from 0"};

inline constexpr std::array control{configure, start, abort, reset};
inline constexpr std::array status{busy, configured, draining, error};
inline constexpr std::array irq{irq_done, irq_error};
inline constexpr std::array mode{train, results, quadratic, margins};
inline constexpr std::array format{width, integer, rounding, activation};
inline constexpr std::array pattern{pattern_type, dither};
inline constexpr std::array counter_select{counter, counter_junction};
} // namespace field

/// PATTERN.TYPE of a pattern that lists every edge.
inline constexpr std::uint32_t pattern_explicit = 0;

// ---- registers ----

namespace reg {
using enum Access;

inline constexpr Register id{.name = "ID",
                             .offset = 0x000,
                             .access = read_only,
                             .reset = id_value,
                             .description = "identifies the accelerator: \"ELAC\""};
inline constexpr Register version{.name = "VERSION",
                                  .offset = 0x004,
                                  .access = read_only,
                                  .reset = version_value,
                                  .description = "major version in the upper half, minor in the lower"};
inline constexpr Register cap_units{.name = "CAP_UNITS",
                                    .offset = 0x008,
                                    .access = read_only,
                                    .reset = 0,
                                    .description = "junction units",
                                    .reset_varies = true};
inline constexpr Register cap_multipliers{.name = "CAP_MULTIPLIERS",
                                          .offset = 0x00C,
                                          .access = read_only,
                                          .reset = 0,
                                          .description = "multipliers of all units together",
                                          .reset_varies = true};
inline constexpr Register cap_weight_words{.name = "CAP_WEIGHT_WORDS",
                                           .offset = 0x010,
                                           .access = read_only,
                                           .reset = 0,
                                           .description = "words of weight memory",
                                           .reset_varies = true};
inline constexpr Register cap_activation_words{.name = "CAP_ACTIVATION_WORDS",
                                               .offset = 0x014,
                                               .access = read_only,
                                               .reset = 0,
                                               .description =
                                                   "words of memory for activations, derivatives and deltas, all banks",
                                               .reset_varies = true};
inline constexpr Register cap_pattern_words{.name = "CAP_PATTERN_WORDS",
                                            .offset = 0x018,
                                            .access = read_only,
                                            .reset = 0,
                                            .description = "words of pattern memory",
                                            .reset_varies = true};
inline constexpr Register cap_table_pairs{.name = "CAP_TABLE_PAIRS",
                                          .offset = 0x01C,
                                          .access = read_only,
                                          .reset = 0,
                                          .description = "pairs of activation function tables",
                                          .reset_varies = true};
inline constexpr Register cap_overhead{.name = "CAP_OVERHEAD",
                                       .offset = 0x020,
                                       .access = read_only,
                                       .reset = 2,
                                       .description = "clocks that a block cycle takes beyond W/z",
                                       .reset_varies = true};
inline constexpr Register cap_clock{.name = "CAP_CLOCK",
                                    .offset = 0x024,
                                    .access = read_only,
                                    .reset = 0,
                                    .description = "clock frequency in hertz",
                                    .reset_varies = true};

inline constexpr Register cap_input_bits{.name = "CAP_INPUT_BITS",
                                         .offset = 0x028,
                                         .access = read_only,
                                         .reset = 1U << 1 | 1U << 2 | 1U << 4 | 1U << 8,
                                         .description = "bit b: a packet may hold values of b bits"};

inline constexpr Register control{.name = "CONTROL",
                                  .offset = 0x040,
                                  .access = write_only,
                                  .reset = 0,
                                  .description = "commands; one at a time",
                                  .fields = field::control};
inline constexpr Register status{.name = "STATUS",
                                 .offset = 0x044,
                                 .access = read_only,
                                 .reset = 0,
                                 .description = "what the accelerator is doing",
                                 .fields = field::status};
inline constexpr Register error_code{.name = "ERROR_CODE",
                                     .offset = 0x048,
                                     .access = read_only,
                                     .reset = 0,
                                     .description = "the first error since IRQ_STATUS.ERROR was last cleared"};
inline constexpr Register error_detail{.name = "ERROR_DETAIL",
                                       .offset = 0x04C,
                                       .access = read_only,
                                       .reset = 0,
                                       .description = "what the error code's entry says"};
inline constexpr Register irq_status{.name = "IRQ_STATUS",
                                     .offset = 0x050,
                                     .access = write_one_to_clear,
                                     .reset = 0,
                                     .description = "pending interrupts; clearing ERROR clears ERROR_CODE too",
                                     .fields = field::irq};
inline constexpr Register irq_enable{.name = "IRQ_ENABLE",
                                     .offset = 0x054,
                                     .access = read_write,
                                     .reset = 0,
                                     .description = "which of IRQ_STATUS raise the interrupt line",
                                     .fields = field::irq};
inline constexpr Register mode{.name = "MODE",
                               .offset = 0x058,
                               .access = read_write,
                               .reset = 0,
                               .description = "what a phase does with its inputs",
                               .fields = field::mode};
inline constexpr Register format{.name = "FORMAT",
                                 .offset = 0x05C,
                                 .access = read_write,
                                 .reset = 12 | 3 << 8,
                                 .description = "fixed-point format of all values, and the neurons' function",
                                 .fields = field::format};
inline constexpr Register eta_shift{.name = "ETA_SHIFT",
                                    .offset = 0x060,
                                    .access = read_write,
                                    .reset = 0,
                                    .description = "learning rate 2^-ETA_SHIFT of the inputs that enter from now on"};
inline constexpr Register junctions{
    .name = "JUNCTIONS", .offset = 0x064, .access = read_write, .reset = 0, .description = "junctions of the network"};
inline constexpr Register classes{.name = "CLASSES",
                                  .offset = 0x068,
                                  .access = read_write,
                                  .reset = 0,
                                  .description = "output neurons that predict; the others are trained towards 0"};
inline constexpr Register features{.name = "FEATURES",
                                   .offset = 0x06C,
                                   .access = read_write,
                                   .reset = 0,
                                   .description =
                                       "values of an input packet, which feed input neurons; the other neurons get 0"};
inline constexpr Register phase_inputs{
    .name = "PHASE_INPUTS", .offset = 0x070, .access = read_write, .reset = 0, .description = "inputs of a phase"};
inline constexpr Register tail_inputs{.name = "TAIL_INPUTS",
                                      .offset = 0x074,
                                      .access = read_write,
                                      .reset = 1000,
                                      .description = "how many of the phase's last inputs TAIL_CORRECT looks at"};

inline constexpr Register input_bits{.name = "INPUT_BITS",
                                     .offset = 0x078,
                                     .access = read_write,
                                     .reset = 8,
                                     .description = "bits of an input packet's values"};

inline constexpr Register block_clocks{.name = "BLOCK_CLOCKS",
                                       .offset = 0x080,
                                       .access = read_only,
                                       .reset = 0,
                                       .description = "clocks of a block cycle without stalls, after CONFIGURE"};
inline constexpr Register entered{.name = "ENTERED",
                                  .offset = 0x084,
                                  .access = read_only,
                                  .reset = 0,
                                  .description = "inputs that entered in this phase"};
inline constexpr Register retired{.name = "RETIRED",
                                  .offset = 0x088,
                                  .access = read_only,
                                  .reset = 0,
                                  .description = "inputs classified in this phase"};
inline constexpr Register correct{.name = "CORRECT",
                                  .offset = 0x08C,
                                  .access = read_only,
                                  .reset = 0,
                                  .description = "of those, classified as labelled"};
inline constexpr Register tail_correct{.name = "TAIL_CORRECT",
                                       .offset = 0x090,
                                       .access = read_only,
                                       .reset = 0,
                                       .description = "of the phase's last TAIL_INPUTS inputs, classified as labelled"};
inline constexpr Register block_cycles_low{.name = "BLOCK_CYCLES_LOW",
                                           .offset = 0x0A0,
                                           .access = read_only,
                                           .reset = 0,
                                           .description =
                                               "block cycles since reset, lower word; reading it latches the upper"};
inline constexpr Register block_cycles_high{
    .name = "BLOCK_CYCLES_HIGH", .offset = 0x0A4, .access = read_only, .reset = 0, .description = "upper word"};
inline constexpr Register stall_input_low{
    .name = "STALL_INPUT_LOW",
    .offset = 0x0A8,
    .access = read_only,
    .reset = 0,
    .description = "clocks spent waiting for an input packet since reset; reading it latches the upper"};
inline constexpr Register stall_input_high{
    .name = "STALL_INPUT_HIGH", .offset = 0x0AC, .access = read_only, .reset = 0, .description = "upper word"};
inline constexpr Register stall_output_low{
    .name = "STALL_OUTPUT_LOW",
    .offset = 0x0B0,
    .access = read_only,
    .reset = 0,
    .description = "clocks spent waiting for room at the result port; reading it latches the upper"};
inline constexpr Register stall_output_high{
    .name = "STALL_OUTPUT_HIGH", .offset = 0x0B4, .access = read_only, .reset = 0, .description = "upper word"};

inline constexpr Register rounding_seed{.name = "ROUNDING_SEED",
                                        .offset = 0x0B8,
                                        .access = read_write,
                                        .reset = 0,
                                        .description = "of stochastic rounding; read as a phase starts"};
inline constexpr Register counter_select{.name = "COUNTER_SELECT",
                                         .offset = 0x0C0,
                                         .access = read_write,
                                         .reset = 0,
                                         .description = "counter of a junction that COUNTER_LOW and COUNTER_HIGH show",
                                         .fields = field::counter_select};
inline constexpr Register counter_low{
    .name = "COUNTER_LOW",
    .offset = 0x0C4,
    .access = read_only,
    .reset = 0,
    .description = "the selected counter since CONFIGURE, lower word; reading it latches the upper"};
inline constexpr Register counter_high{
    .name = "COUNTER_HIGH", .offset = 0x0C8, .access = read_only, .reset = 0, .description = "upper word"};

inline constexpr std::uint32_t junction_base = 0x1000;
inline constexpr std::uint32_t junction_stride = 0x40;
/// A register that every junction has; `at(i)` for junction i counted from 0.
constexpr Register per_junction(std::string_view name, std::uint32_t offset, Access access,
                                std::string_view description, std::span<const Field> fields = {}) {
    return {.name = name,
            .offset = junction_base + offset,
            .access = access,
            .reset = 0,
            .description = description,
            .fields = fields,
            .count = max_junctions,
            .stride = junction_stride};
}
inline constexpr Register left = per_junction("LEFT", 0x00, read_write, "left neurons p");
inline constexpr Register right = per_junction("RIGHT", 0x04, read_write, "right neurons n");
inline constexpr Register edges = per_junction("EDGES", 0x08, read_write, "edges W");
inline constexpr Register parallelism = per_junction("Z", 0x0C, read_write, "edges processed per clock");
inline constexpr Register pattern =
    per_junction("PATTERN", 0x10, read_write, "kind of connection pattern", field::pattern);
inline constexpr Register unit = per_junction("UNIT", 0x14, read_write, "junction unit that works on this junction");
inline constexpr Register backpropagation_sample =
    per_junction("BP_SAMPLE", 0x18, read_write,
                 "right neurons whose deltas, the largest ones, take part in backpropagation; 0: all");
inline constexpr Register weight_base =
    per_junction("WEIGHT_BASE", 0x20, read_only, "first word in the weight window, after CONFIGURE");
inline constexpr Register bias_base =
    per_junction("BIAS_BASE", 0x24, read_only, "first word in the bias window, after CONFIGURE");
inline constexpr Register pattern_base =
    per_junction("PATTERN_BASE", 0x28, read_only, "first word in the pattern window, after CONFIGURE");
inline constexpr Register stall_clash = per_junction(
    "STALL_CLASH", 0x30, read_only, "clocks per block cycle added by memory clashes, once a phase has started");
inline constexpr Register stall_hazard =
    per_junction("STALL_HAZARD", 0x34, read_only,
                 "clocks per block cycle added by delta hazards, once a training phase has started");
} // namespace reg

inline constexpr std::array registers{reg::id,
                                      reg::version,
                                      reg::cap_units,
                                      reg::cap_multipliers,
                                      reg::cap_weight_words,
                                      reg::cap_activation_words,
                                      reg::cap_pattern_words,
                                      reg::cap_table_pairs,
                                      reg::cap_overhead,
                                      reg::cap_clock,
                                      reg::cap_input_bits,
                                      reg::control,
                                      reg::status,
                                      reg::error_code,
                                      reg::error_detail,
                                      reg::irq_status,
                                      reg::irq_enable,
                                      reg::mode,
                                      reg::format,
                                      reg::eta_shift,
                                      reg::junctions,
                                      reg::classes,
                                      reg::features,
                                      reg::phase_inputs,
                                      reg::tail_inputs,
                                      reg::input_bits,
                                      reg::block_clocks,
                                      reg::entered,
                                      reg::retired,
                                      reg::correct,
                                      reg::tail_correct,
                                      reg::block_cycles_low,
                                      reg::block_cycles_high,
                                      reg::stall_input_low,
                                      reg::stall_input_high,
                                      reg::stall_output_low,
                                      reg::stall_output_high,
                                      reg::rounding_seed,
                                      reg::counter_select,
                                      reg::counter_low,
                                      reg::counter_high,
                                      reg::left,
                                      reg::right,
                                      reg::edges,
                                      reg::parallelism,
                                      reg::pattern,
                                      reg::unit,
                                      reg::backpropagation_sample,
                                      reg::weight_base,
                                      reg::bias_base,
                                      reg::pattern_base,
                                      reg::stall_clash,
                                      reg::stall_hazard};

inline constexpr RegisterMap map{"accelerator", "trains a sparse network, one input per block cycle", registers};

// ---- the stream region ----

/// Byte offsets within memory_map::stream. Windows hold 32-bit words; junction i's words start at its BASE register.
/// Weights and biases are raw fixed-point integers, sign-extended, in edge and neuron order.
namespace window {
inline constexpr std::uint32_t input =
    0x00'0000; ///< 1 MiB, write: any address of it takes the next bytes of the packet
inline constexpr std::uint32_t result = 0x10'0000;  ///< 1 MiB, read: any address of it gives the next result words
inline constexpr std::uint32_t bias = 0x20'0000;    ///< 1 MiB
inline constexpr std::uint32_t pattern = 0x40'0000; ///< 4 MiB
inline constexpr std::uint32_t weight = 0x80'0000;  ///< 8 MiB
inline constexpr std::uint32_t end = 0x100'0000;
} // namespace window

/// An input packet: this header, then FEATURES values of INPUT_BITS bits, the first one in the lowest bits of the first
/// byte, padded with zeros to whole 8 bytes.
struct PacketHeader {
    std::uint32_t label;
    std::uint32_t reserved;
};

/// INPUT_BITS of values that are whole pixels.
inline constexpr std::uint32_t pixel_bits = 8;

/// CAP_INPUT_BITS names this number of bits.
constexpr bool takes_input_bits(std::uint32_t bits) {
    return bits <= pixel_bits && (reg::cap_input_bits.reset >> bits & 1U) != 0;
}

/// Bytes of a packet with `features` values of `bits` bits.
constexpr std::uint32_t packet_bytes(std::uint32_t features, std::uint32_t bits) {
    constexpr std::uint32_t bits_per_unit = 64; // of padding
    const std::uint32_t units = (features * bits + bits_per_unit - 1) / bits_per_unit;
    return static_cast<std::uint32_t>(sizeof(PacketHeader)) + units * (bits_per_unit / 8U);
}

/// What a packet carries of a pixel: its `bits` upper bits.
constexpr std::uint32_t packed(std::uint8_t pixel, std::uint32_t bits) {
    return std::uint32_t{pixel} >> (pixel_bits - bits);
}

/// The pixel that a value of `bits` bits stands for: its bits again and again, so that 0 is 0 and all ones are 255.
constexpr std::uint8_t unpacked(std::uint32_t value, std::uint32_t bits) {
    constexpr std::uint32_t white = 255;
    return static_cast<std::uint8_t>(value * white / ((1U << bits) - 1));
}

/// Pixel `index` of a packet's values.
constexpr std::uint8_t pixel_of(std::span<const std::uint8_t> values, std::uint32_t index, std::uint32_t bits) {
    const std::uint32_t first = index * bits;
    return unpacked(std::uint32_t{values[first / 8]} >> first % 8 & ((1U << bits) - 1), bits);
}

} // namespace edgeloom::abi::accelerator
