#include "platform/data/morse.hpp"

#include "numerics/random.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace edgeloom::platform {

namespace {

using numerics::Random;

constexpr std::size_t frame = morse_features;
constexpr std::uint32_t most_leading = 3; // pixels: at least 7 are left behind the longest symbol

// International Morse code (ITU-R M.1677-1): letters, figures and signs, then signs and accented letters in common use.
constexpr std::array<std::string_view, 64> codes{
    ".-",      "-...",   "-.-.",   "-..",    ".",      "..-.",   "--.",    "....",   // A to H
    "..",      ".---",   "-.-",    ".-..",   "--",     "-.",     "---",    ".--.",   // I to P
    "--.-",    ".-.",    "...",    "-",      "..-",    "...-",   ".--",    "-..-",   // Q to X
    "-.--",    "--..",                                                               // Y and Z
    "-----",   ".----",  "..---",  "...--",  "....-",  ".....",  "-....",  "--...",  // 0 to 7
    "---..",   "----.",                                                              // 8 and 9
    ".-.-.-",  "--..--", "..--..", ".----.", "-.-.--", "-..-.",  "-.--.",  "-.--.-", // . , ? ' ! / ( )
    ".-...",   "---...", "-.-.-.", "-...-",  ".-.-.",  "-....-", "..--.-", ".-..-.", // & : ; = + - _ "
    "...-..-", ".--.-.", ".--.-",  ".-.-",   "----",   "..-..",  "---.",   "..--",   // $ @ à ä ch é ö ü
    "--.--",   "-.-..",  ".-..-",  "--..-",                                          // ñ ç è ź
};

constexpr std::int32_t one = std::int32_t{1} << numerics::normal_table::fraction_bits; // of Random::normal()
constexpr std::int32_t highest_level = 16;
constexpr std::int32_t symbol_level = 12;
constexpr std::int32_t symbol_deviation_percent = 134;
constexpr std::int32_t noise_deviation_percent = 100;

std::uint32_t between(Random& random, std::uint32_t low, std::uint32_t high) {
    return low + random.below(high - low + 1);
}

// A normal value in units of one level's 2^-27, times a deviation.
std::int64_t normal(Random& random, std::int32_t deviation_percent) {
    return std::int64_t{random.normal()} * deviation_percent / 100;
}

// Dots, dashes and gaps one behind the other, without the space around them: levels in units of 2^-27.
std::vector<std::int64_t> key(std::string_view code, Random& random) {
    std::vector<std::int64_t> levels;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i != 0) {
            levels.resize(levels.size() + between(random, 1, 3));
        }
        const std::uint32_t length = code[i] == '.' ? between(random, 1, 3) : between(random, 4, 9);
        for (std::uint32_t pixel = 0; pixel < length; ++pixel) {
            levels.push_back(std::int64_t{symbol_level} * one + normal(random, symbol_deviation_percent));
        }
    }
    return levels;
}

std::uint8_t pixel_of(std::int64_t level) {
    const auto rounded = static_cast<std::int32_t>((level + one / 2) >> numerics::normal_table::fraction_bits);
    return static_cast<std::uint8_t>(std::min(255, std::clamp(rounded, 0, highest_level) * 256 / highest_level));
}

void append_input(std::string_view code, Random& random, std::vector<std::uint8_t>& pixels) {
    const std::vector<std::int64_t> keyed = key(code, random);
    std::array<std::int64_t, frame> levels{};
    const std::uint32_t leading = between(random, 0, most_leading);
    std::ranges::copy(keyed, levels.begin() + leading);
    for (const std::int64_t level : levels) {
        pixels.push_back(pixel_of(level + normal(random, noise_deviation_percent)));
    }
}

DataSet generate(std::size_t inputs, Random random) {
    DataSet data{.features = morse_features, .pixels = {}, .labels = {}};
    data.pixels.reserve(inputs * frame);
    data.labels.reserve(inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
        const std::uint32_t symbol = random.below(codes.size());
        append_input(codes[symbol], random, data.pixels);
        data.labels.push_back(symbol);
    }
    return data;
}

} // namespace

TrainingData generate_morse(std::uint64_t seed, std::size_t train_inputs, std::size_t test_inputs) {
    namespace stream = numerics::stream;
    return {.name = "morse",
            .train = generate(train_inputs, Random(seed, stream::data_set)),
            .test = generate(test_inputs, Random(seed, stream::data_set + 1)),
            .classes = codes.size()};
}

} // namespace edgeloom::platform
