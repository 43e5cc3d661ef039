// The numerics and the schedule once more, as slowly and plainly as the specification states them.
#pragma once

#include <cstdint>
#include <vector>

/// Independent of the models on purpose: it shares no header with them. Everything is recomputed from first
/// principles, edge by edge, with the weights of every block cycle's start copied aside.
namespace reference {

using Int = std::int64_t;

struct Format {
    int width;
    int integer;
};

struct Junction {
    Int left_neurons;
    Int right_neurons;
    std::vector<Int> left;  ///< left neuron of every edge, in edge order
    std::vector<Int> right; ///< right neuron of every edge, in edge order
    std::vector<Int> weights;
    std::vector<Int> biases;
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
    Network(Format format, bool quadratic, Int classes, std::vector<Junction> junctions);

    [[nodiscard]] const std::vector<Junction>& junctions() const { return junctions_; }

    /// Trains on the inputs in order, until the pipeline has drained. The last `tail` inputs are counted on their own.
    Counts train(const std::vector<Input>& inputs, Int tail);
    /// Classifies without changing anything. Returns the predictions.
    [[nodiscard]] std::vector<Int> classify(const std::vector<Input>& inputs) const;

private:
    // All that is known of one input while it passes through.
    struct Passage {
        std::vector<std::vector<Int>> a;       // of layers 0..J
        std::vector<std::vector<Int>> a_prime; // of layers 1..J
        std::vector<std::vector<Int>> delta;   // of layers 1..J
    };

    [[nodiscard]] Int sat(Int x) const;
    [[nodiscard]] static Int rhu(Int x, Int k);
    [[nodiscard]] Int mul(Int x, Int y) const;
    [[nodiscard]] Int add(Int x, Int y) const;
    [[nodiscard]] Int sigma(Int s) const;
    [[nodiscard]] Int sigma_prime(Int s) const;

    [[nodiscard]] Passage begin(const Input& input) const;
    void feedforward(const Junction& junction, std::size_t i, Passage& passage) const;
    void output_delta(const Input& input, Passage& passage) const;
    void backpropagate(const Junction& junction, std::size_t i, Passage& passage) const;
    void update(const Junction& old, Junction& junction, std::size_t i, const Passage& passage, Int eta_shift) const;
    [[nodiscard]] Int prediction(const Passage& passage) const;

    Format format_;
    bool quadratic_;
    Int classes_;
    std::vector<Junction> junctions_;
};

} // namespace reference
