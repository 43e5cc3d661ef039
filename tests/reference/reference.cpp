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

Network::Network(Format format, bool quadratic, Int classes, std::vector<Junction> junctions)
    : format_(format),
      quadratic_(quadratic),
      classes_(classes),
      junctions_(std::move(junctions)) {}

Int Network::sat(Int x) const {
    const Int limit = power_of_two(format_.width - 1);
    return x > limit - 1 ? limit - 1 : x < -limit ? -limit : x;
}

Int Network::rhu(Int x, Int k) {
    return k == 0 ? x : floor_divide(x + power_of_two(k - 1), power_of_two(k));
}

Int Network::mul(Int x, Int y) const {
    return sat(rhu(x * y, fraction_bits(format_)));
}

Int Network::add(Int x, Int y) const {
    return sat(x + y);
}

Int Network::sigma(Int s) const {
    const Int frac = fraction_bits(format_);
    const Int highest = power_of_two(frac) - 1;
    const Entry entry = entry_of(s, format_);
    if (entry.where != Entry::inside) {
        return entry.where == Entry::below ? 1 : highest;
    }
    return std::min(highest, std::max<Int>(1, rounded(logistic(entry.x), frac)));
}

Int Network::sigma_prime(Int s) const {
    const Int frac = fraction_bits(format_);
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

void Network::feedforward(const Junction& junction, std::size_t i, Passage& passage) const {
    std::vector<Int> s = junction.biases;
    for (std::size_t e = 0; e < junction.weights.size(); ++e) {
        s[static_cast<std::size_t>(junction.right[e])] +=
            mul(junction.weights[e], passage.a[i - 1][static_cast<std::size_t>(junction.left[e])]);
    }
    passage.a[i].clear();
    passage.a_prime[i].clear();
    for (const Int sum : s) {
        passage.a[i].push_back(sigma(sat(sum)));
        passage.a_prime[i].push_back(sigma_prime(sat(sum)));
    }
}

void Network::output_delta(const Input& input, Passage& passage) const {
    const std::size_t last = junctions_.size();
    passage.delta[last].clear();
    for (std::size_t j = 0; j < passage.a[last].size(); ++j) {
        const Int y = static_cast<Int>(j) == input.label ? power_of_two(fraction_bits(format_)) : 0;
        const Int difference = sat(passage.a[last][j] - y);
        passage.delta[last].push_back(quadratic_ ? mul(difference, passage.a_prime[last][j]) : difference);
    }
}

void Network::backpropagate(const Junction& junction, std::size_t i, Passage& passage) const {
    passage.delta[i - 1].assign(static_cast<std::size_t>(junction.left_neurons), 0);
    for (std::size_t e = 0; e < junction.weights.size(); ++e) {
        const auto l = static_cast<std::size_t>(junction.left[e]);
        const auto j = static_cast<std::size_t>(junction.right[e]);
        passage.delta[i - 1][l] =
            add(passage.delta[i - 1][l], mul(mul(passage.delta[i][j], passage.a_prime[i - 1][l]), junction.weights[e]));
    }
}

void Network::update(const Junction& old, Junction& junction, std::size_t i, const Passage& passage,
                     Int eta_shift) const {
    std::vector<Int> db;
    for (std::size_t j = 0; j < old.biases.size(); ++j) {
        db.push_back(sat(rhu(-passage.delta[i][j], eta_shift)));
        junction.biases[j] = add(old.biases[j], db[j]);
    }
    for (std::size_t e = 0; e < old.weights.size(); ++e) {
        junction.weights[e] = add(old.weights[e], mul(db[static_cast<std::size_t>(old.right[e])],
                                                      passage.a[i - 1][static_cast<std::size_t>(old.left[e])]));
    }
}

Int Network::prediction(const Passage& passage) const {
    Int best = 0;
    for (Int j = 1; j < classes_; ++j) {
        if (passage.a.back()[static_cast<std::size_t>(j)] > passage.a.back()[static_cast<std::size_t>(best)]) {
            best = j;
        }
    }
    return best;
}

Counts Network::train(const std::vector<Input>& inputs, Int tail) {
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
                feedforward(start[index - 1], index, passage);
                if (i == depth) {
                    output_delta(inputs[static_cast<std::size_t>(s)], passage);
                    const bool hit = prediction(passage) == inputs[static_cast<std::size_t>(s)].label;
                    counts.correct += hit ? 1 : 0;
                    counts.tail_correct += hit && s >= n - tail ? 1 : 0;
                }
            }
            if (const Int s = t - 2 * depth + i; in_flight(s)) {
                Passage& passage = passages[static_cast<std::size_t>(s)];
                if (i > 1) {
                    backpropagate(start[index - 1], index, passage);
                }
                update(start[index - 1], junctions_[index - 1], index, passage,
                       inputs[static_cast<std::size_t>(s)].eta_shift);
            }
        }
    }
    return counts;
}

std::vector<Int> Network::classify(const std::vector<Input>& inputs) const {
    std::vector<Int> predictions;
    for (const Input& input : inputs) {
        Passage passage = begin(input);
        for (std::size_t i = 1; i <= junctions_.size(); ++i) {
            feedforward(junctions_[i - 1], i, passage);
        }
        predictions.push_back(prediction(passage));
    }
    return predictions;
}

} // namespace reference
