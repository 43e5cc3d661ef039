// The numerics and the schedule once more, as slowly and plainly as the specification states them.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

/// Independent of the models on purpose: it shares no header with them. Everything is recomputed from first
/// principles, edge by edge, with the weights of every block cycle's start copied aside.
namespace reference {

using Int = std::int64_t;

enum class Rounding { half_up, truncate, stochastic };

struct Format {
    int width;
    int integer;
    Rounding rounding = Rounding::half_up;
};

enum class Activation { sigmoid, clipped_relu };

/// The shift registers of stochastic rounding, each found by what it is for.
class Randomness {
public:
    enum Operation { feedforward, backpropagation, update, step, output_delta };

    explicit Randomness(std::uint32_t seed) : seed_(seed) {}
    /// The next word of a lane, of junction `i` counted from 1.
    std::uint32_t next(std::size_t i, Operation operation, Int lane);

private:
    std::uint32_t seed_;
    std::map<std::tuple<std::size_t, Operation, Int>, std::uint32_t> states_;
};

struct Junction {
    Int left_neurons;
    Int right_neurons;
    Int lanes;              ///< z: edge e is in lane e mod z
    std::vector<Int> left;  ///< left neuron of every edge, in edge order
    std::vector<Int> right; ///< right neuron of every edge, in edge order
    std::vector<Int> weights;
    std::vector<Int> biases;
    Int sample = 0; ///< right neurons whose deltas take part in backpropagation; 0: all
};

struct Input {
    std::vector<std::uint8_t> pixels; ///< fewer than the first layer has neurons: the others are 0
    Int label;
    Int eta_shift;
};

struct Counts {
    Int correct = 0;
    Int tail_correct = 0;
};

class Network {
public:
    Network(Format format, Activation activation, bool quadratic, Int classes, std::vector<Junction> junctions);

    [[nodiscard]] const std::vector<Junction>& junctions() const { return junctions_; }

    /// From now on, of junction `i` counted from 1.
    void set_sample(std::size_t i, Int sample) { junctions_[i - 1].sample = sample; }

    /// Trains on the inputs in order, until the pipeline has drained. The last `tail` inputs are counted on their own.
    /// `seed`: of stochastic rounding.
    Counts train(const std::vector<Input>& inputs, Int tail, std::uint32_t seed = 0);
    /// Classifies without changing anything. Returns the predictions.
    [[nodiscard]] std::vector<Int> classify(const std::vector<Input>& inputs, std::uint32_t seed = 0) const;
    /// The same, but of every input the largest output of a class less the second largest, if there is one.
    [[nodiscard]] std::vector<Int> margins(const std::vector<Input>& inputs, std::uint32_t seed = 0) const;

private:
    // All that is known of one input while it passes through.
    struct Passage {
        std::vector<std::vector<Int>> a;       // of layers 0..J
        std::vector<std::vector<Int>> a_prime; // of layers 1..J
        std::vector<std::vector<Int>> delta;   // of layers 1..J
    };

    [[nodiscard]] Int sat(Int x) const;
    [[nodiscard]] std::uint32_t drawn(Randomness& randomness, std::size_t i, Randomness::Operation operation,
                                      Int lane) const;
    [[nodiscard]] Int shifted(Int x, Int k, std::uint32_t random) const;
    [[nodiscard]] Int mul(Int x, Int y, std::uint32_t random) const;
    [[nodiscard]] Int add(Int x, Int y) const;
    [[nodiscard]] Int sigma(Int s) const;
    [[nodiscard]] Int sigma_prime(Int s) const;

    [[nodiscard]] Passage begin(const Input& input) const;
    void feedforward(const Junction& junction, std::size_t i, Passage& passage, Randomness& randomness) const;
    void output_delta(const Input& input, Passage& passage, Randomness& randomness) const;
    void backpropagate(const Junction& junction, std::size_t i, Passage& passage, Randomness& randomness) const;
    void update(const Junction& old, Junction& junction, std::size_t i, const Passage& passage, Int eta_shift,
                Randomness& randomness) const;
    [[nodiscard]] std::vector<std::vector<Int>> outputs(const std::vector<Input>& inputs, std::uint32_t seed) const;
    [[nodiscard]] Int prediction(const std::vector<Int>& outputs) const;

    Format format_;
    Activation activation_;
    bool quadratic_;
    Int classes_;
    std::vector<Junction> junctions_;
};

} // namespace reference
