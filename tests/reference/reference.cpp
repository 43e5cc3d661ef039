#include "reference/reference.hpp"

#include <algorithm>
#include <cmath>

namespace reference {

namespace {

Int power_of_two(Int exponent) {
    return Int{1} << exponent;
}

Int floor_divide(Int x, Int y) {
    const Int quotient = x / y;
    return x % y < 0 ? quotient - 1 : quotient;
}

Int fraction_bits(const Format& format) {
    return format.width - 1 - format.integer;
}

// Index of the table entry that stands for `s`, or -1 below and -2 above the domain, and the entry's x.
struct Entry {
    enum { inside, below, above } where;
    long double x;
};

Entry entry_of(Int s, const Format& format) {
    const Int frac = fraction_bits(format);
    const Int m = std::min<Int>(8, power_of_two(format.integer)) * power_of_two(frac);
    if (s < -m) {
        return {Entry::below, 0};
    }
    if (s >= m) {
        return {Entry::above, 0};
    }
    const Int entries = std::min<Int>(4096, power_of_two(format.width));
    const Int step = std::max<Int>(1, 2 * m / entries);
    const Int k = floor_divide(s + m, step);
    return {Entry::inside, static_cast<long double>(-m + k * step) / static_cast<long double>(power_of_two(frac))};
}

Int rounded(long double value, Int frac) {
    return static_cast<Int>(std::floor(value * static_cast<long double>(power_of_two(frac)) + 0.5L));
}

long double logistic(long double x) {
    return 1.0L / (1.0L + std::exp(-x));
}

} // namespace

std::uint32_t Randomness::next(std::size_t i, Operation operation, Int lane) {
    const auto [place, is_new] = states_.try_emplace({i, operation, lane}, 0U);
    std::uint32_t& x = place->second;
    if (is_new) { // MurmurHash3's finaliser of seed + number * 2^32/phi, but 1 for 0
        const auto number = (static_cast<std::uint32_t>(i - 1) * 8 + static_cast<std::uint32_t>(operation)) * 65536 +
                            static_cast<std::uint32_t>(lane);
        x = seed_ + number * 2654435769U;
        x ^= x >> 16;
        x *= 2246822507U;
        x ^= x >> 13;
        x *= 3266489909U;
        x ^= x >> 16;
        x = x == 0 ? 1 : x;
    }
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return x;
}

Network::Network(Format format, Activation activation, bool quadratic, Int classes, std::vector<Junction> junctions)
    : format_(format),
      activation_(activation),
      quadratic_(quadratic),
      classes_(classes),
      junctions_(std::move(junctions)) {}

Int Network::sat(Int x) const {
    const Int limit = power_of_two(format_.width - 1);
    return x > limit - 1 ? limit - 1 : x < -limit ? -limit : x;
}

std::uint32_t Network::drawn(Randomness& randomness, std::size_t i, Randomness::Operation operation, Int lane) const {
    return format_.rounding == Rounding::stochastic ? randomness.next(i, operation, lane) : 0;
}

Int Network::shifted(Int x, Int k, std::uint32_t random) const {
    if (k == 0) {
        return x;
    }
    Int added = 0;
    if (format_.rounding == Rounding::half_up) {
        added = power_of_two(k - 1);
    } else if (format_.rounding == Rounding::stochastic) {
        added = static_cast<Int>(random) % power_of_two(k);
    }
    return floor_divide(x + added, power_of_two(k));
}

Int Network::mul(Int x, Int y, std::uint32_t random) const {
    return sat(shifted(x * y, fraction_bits(format_), random));
}

Int Network::add(Int x, Int y) const {
    return sat(x + y);
}

Int Network::sigma(Int s) const {
    const Int frac = fraction_bits(format_);
    const Int highest = power_of_two(frac) - 1;
    if (activation_ == Activation::clipped_relu) {
        return std::clamp<Int>(s, 0, highest);
    }
    const Entry entry = entry_of(s, format_);
    if (entry.where != Entry::inside) {
        return entry.where == Entry::below ? 1 : highest;
    }
    return std::min(highest, std::max<Int>(1, rounded(logistic(entry.x), frac)));
}

Int Network::sigma_prime(Int s) const {
    const Int frac = fraction_bits(format_);
    if (activation_ == Activation::clipped_relu) {
        return s > 0 && s < power_of_two(frac) ? power_of_two(frac) : 0;
    }
    const Entry entry = entry_of(s, format_);
    if (entry.where != Entry::inside) {
        return 1;
    }
    const Int highest = frac >= 2 ? std::max<Int>(1, power_of_two(frac - 2) - 1) : 1;
    const long double value = logistic(entry.x) * (1.0L - logistic(entry.x));
    return std::min(highest, std::max<Int>(1, rounded(value, frac)));
}

Network::Passage Network::begin(const Input& input) const {
    Passage passage;
    passage.a.resize(junctions_.size() + 1);
    passage.a_prime.resize(junctions_.size() + 1);
    passage.delta.resize(junctions_.size() + 1);
    passage.a[0].assign(static_cast<std::size_t>(junctions_[0].left_neurons), 0);
    const Int frac = fraction_bits(format_);
    for (std::size_t l = 0; l < input.pixels.size(); ++l) {
        const Int v = input.pixels[l];
        passage.a[0][l] = frac >= 8 ? v * power_of_two(frac - 8) : floor_divide(v, power_of_two(8 - frac));
    }
    return passage;
}

void Network::feedforward(const Junction& junction, std::size_t i, Passage& passage, Randomness& randomness) const {
    std::vector<Int> s = junction.biases;
    for (std::size_t e = 0; e < junction.weights.size(); ++e) {
        s[static_cast<std::size_t>(junction.right[e])] +=
            mul(junction.weights[e], passage.a[i - 1][static_cast<std::size_t>(junction.left[e])],
                drawn(randomness, i, Randomness::feedforward, static_cast<Int>(e) % junction.lanes));
    }
    passage.a[i].clear();
    passage.a_prime[i].clear();
    for (const Int sum : s) {
        passage.a[i].push_back(sigma(sat(sum)));
        passage.a_prime[i].push_back(sigma_prime(sat(sum)));
    }
}

void Network::output_delta(const Input& input, Passage& passage, Randomness& randomness) const {
    const std::size_t last = junctions_.size();
    passage.delta[last].clear();
    for (std::size_t j = 0; j < passage.a[last].size(); ++j) {
        const Int y = static_cast<Int>(j) == input.label ? power_of_two(fraction_bits(format_)) : 0;
        const Int difference = sat(passage.a[last][j] - y);
        const std::uint32_t random = drawn(randomness, last, Randomness::output_delta, 0);
        passage.delta[last].push_back(quadratic_ ? mul(difference, passage.a_prime[last][j], random) : difference);
    }
}

namespace {

// Fewer than `sample` (0: any number) have a larger absolute value, or the same and a lower number.
bool takes_part(const std::vector<Int>& delta, std::size_t j, Int sample) {
    if (sample == 0) {
        return true;
    }
    Int before = 0;
    for (std::size_t k = 0; k < delta.size(); ++k) {
        const Int of_k = delta[k] < 0 ? -delta[k] : delta[k];
        const Int of_j = delta[j] < 0 ? -delta[j] : delta[j];
        before += of_k > of_j || (of_k == of_j && k < j) ? 1 : 0;
    }
    return before < sample;
}

} // namespace

void Network::backpropagate(const Junction& junction, std::size_t i, Passage& passage, Randomness& randomness) const {
    passage.delta[i - 1].assign(static_cast<std::size_t>(junction.left_neurons), 0);
    for (std::size_t e = 0; e < junction.weights.size(); ++e) {
        const auto l = static_cast<std::size_t>(junction.left[e]);
        const auto j = static_cast<std::size_t>(junction.right[e]);
        const std::uint32_t random =
            drawn(randomness, i, Randomness::backpropagation, static_cast<Int>(e) % junction.lanes);
        if (!takes_part(passage.delta[i], j, junction.sample)) {
            continue;
        }
        const Int slope = mul(passage.delta[i][j], passage.a_prime[i - 1][l], random % 65536);
        passage.delta[i - 1][l] = add(passage.delta[i - 1][l], mul(slope, junction.weights[e], random / 65536));
    }
}

void Network::update(const Junction& old, Junction& junction, std::size_t i, const Passage& passage, Int eta_shift,
                     Randomness& randomness) const {
    std::vector<Int> db;
    for (std::size_t j = 0; j < old.biases.size(); ++j) {
        const std::uint32_t random = drawn(randomness, i, Randomness::step, 0);
        db.push_back(sat(shifted(-passage.delta[i][j], eta_shift, random)));
        junction.biases[j] = add(old.biases[j], db[j]);
    }
    for (std::size_t e = 0; e < old.weights.size(); ++e) {
        const std::uint32_t random = drawn(randomness, i, Randomness::update, static_cast<Int>(e) % old.lanes);
        junction.weights[e] = add(old.weights[e], mul(db[static_cast<std::size_t>(old.right[e])],
                                                      passage.a[i - 1][static_cast<std::size_t>(old.left[e])], random));
    }
}

Int Network::prediction(const std::vector<Int>& outputs) const {
    Int best = 0;
    for (Int j = 1; j < classes_; ++j) {
        if (outputs[static_cast<std::size_t>(j)] > outputs[static_cast<std::size_t>(best)]) {
            best = j;
        }
    }
    return best;
}

Counts Network::train(const std::vector<Input>& inputs, Int tail, std::uint32_t seed) {
    Randomness randomness(seed);
    const auto n = static_cast<Int>(inputs.size());
    const auto depth = static_cast<Int>(junctions_.size());
    std::vector<Passage> passages;
    Counts counts;
    for (const Input& input : inputs) {
        passages.push_back(begin(input));
    }
    const auto in_flight = [&](Int entry) { return entry >= 0 && entry < n; };
    // Block cycle t: feedforward of junction i on the input that entered in t-i+1, backpropagation and update on the
    // one that entered in t-2J+i.
    for (Int t = 0; t < n + 2 * depth; ++t) {
        const std::vector<Junction> start = junctions_;
        for (Int i = 1; i <= depth; ++i) {
            const auto index = static_cast<std::size_t>(i);
            if (const Int s = t - i + 1; in_flight(s)) {
                Passage& passage = passages[static_cast<std::size_t>(s)];
                feedforward(start[index - 1], index, passage, randomness);
                if (i == depth) {
                    output_delta(inputs[static_cast<std::size_t>(s)], passage, randomness);
                    const bool hit = prediction(passage.a.back()) == inputs[static_cast<std::size_t>(s)].label;
                    counts.correct += hit ? 1 : 0;
                    counts.tail_correct += hit && s >= n - tail ? 1 : 0;
                }
            }
            if (const Int s = t - 2 * depth + i; in_flight(s)) {
                Passage& passage = passages[static_cast<std::size_t>(s)];
                if (i > 1) {
                    backpropagate(start[index - 1], index, passage, randomness);
                }
                update(start[index - 1], junctions_[index - 1], index, passage,
                       inputs[static_cast<std::size_t>(s)].eta_shift, randomness);
            }
        }
    }
    return counts;
}

std::vector<std::vector<Int>> Network::outputs(const std::vector<Input>& inputs, std::uint32_t seed) const {
    Randomness randomness(seed);
    std::vector<std::vector<Int>> list;
    for (const Input& input : inputs) {
        Passage passage = begin(input);
        for (std::size_t i = 1; i <= junctions_.size(); ++i) {
            feedforward(junctions_[i - 1], i, passage, randomness);
        }
        list.push_back(passage.a.back());
    }
    return list;
}

std::vector<Int> Network::classify(const std::vector<Input>& inputs, std::uint32_t seed) const {
    std::vector<Int> predictions;
    for (const std::vector<Int>& output : outputs(inputs, seed)) {
        predictions.push_back(prediction(output));
    }
    return predictions;
}

std::vector<Int> Network::margins(const std::vector<Input>& inputs, std::uint32_t seed) const {
    std::vector<Int> margins;
    for (std::vector<Int> output : outputs(inputs, seed)) {
        output.resize(static_cast<std::size_t>(classes_));
        std::sort(output.rbegin(), output.rend());
        margins.push_back(output[0] - (classes_ > 1 ? output[1] : 0));
    }
    return margins;
}

} // namespace reference
