#include "soft/pipeline.hpp"

#include "sparsity/pattern_spec.hpp"
#include "training/job.hpp"
#include "training/memory.hpp"

#include <algorithm>

namespace edgeloom::firmware::soft {

namespace {

constexpr const char* no_memory = "no memory left for the neurons, bytes";

} // namespace

Pipeline::Pipeline(const abi::Job& job, const NetworkSetup& network, const Accelerator& accelerator, Heap& heap)
    : job_(job),
      depth_(job.junctions),
      format_(format(job)),
      mul_(format_),
      activation_(format_, static_cast<numerics::Activation>(job.activation)),
      table_(allocate<numerics::ActivationEntry>(heap, activation_.size(), no_memory)),
      output_noise_(format_.rounding, depth_ - 1, numerics::rounding_noise::Operation::output_delta, 1,
                    job.junction[depth_ - 1].right,
                    [&heap](std::size_t words) { return allocate<std::uint32_t>(heap, words, no_memory); }),
      flights_(allocate<Flight>(heap, std::size_t{2} * job.junctions, no_memory)) {
    for (std::size_t k = 0; k < table_.size(); ++k) {
        table_[k] = activation_.entry(k);
    }
    for (std::uint32_t j = 0; j < depth_; ++j) {
        junctions_[j].load(accelerator, j, network.shape(j),
                           {sparsity::register_type(job.junction[j].pattern), job.junction[j].dither != 0}, format_,
                           heap);
    }
    for (Flight& flight : flights_) {
        flight.layers[0].activations = allocate<std::int16_t>(heap, job.junction[0].left, no_memory);
        for (std::uint32_t layer = 1; layer <= depth_; ++layer) {
            const std::uint32_t neurons = job.junction[layer - 1].right;
            flight.layers[layer] = {.activations = allocate<std::int16_t>(heap, neurons, no_memory),
                                    .derivatives = allocate<std::int16_t>(heap, neurons, no_memory),
                                    .deltas = allocate<std::int16_t>(heap, neurons, no_memory)};
        }
    }
}

void Pipeline::seed(std::uint32_t seed) {
    output_noise_.seed(seed);
    for (std::uint32_t j = 0; j < depth_; ++j) {
        junctions_[j].seed(seed);
    }
}

void Pipeline::store(const Accelerator& accelerator) const {
    for (std::uint32_t j = 0; j < depth_; ++j) {
        junctions_[j].store(accelerator, j);
    }
}

Pipeline::Flight& Pipeline::entered(std::uint32_t block_cycles_ago) {
    const auto slots = static_cast<std::uint32_t>(flights_.size());
    return flights_[(newest_ + slots - block_cycles_ago) % slots];
}

// Neurons beyond the job's features stay 0, as they were allocated.
void Pipeline::enter(Flight& flight, const abi::accelerator::PacketHeader& packet) const {
    flight.label = packet.label;
    const std::size_t bytes = abi::accelerator::packet_bytes(job_.features, job_.input_bits) - sizeof packet;
    const std::span values(reinterpret_cast<const std::uint8_t*>(&packet + 1), bytes);
    for (std::uint32_t feature = 0; feature < job_.features; ++feature) {
        const std::uint8_t pixel = abi::accelerator::pixel_of(values, feature, job_.input_bits);
        flight.layers[0].activations[feature] = static_cast<std::int16_t>(format_.from_pixel(pixel));
    }
}

std::optional<bool> Pipeline::train(const abi::accelerator::PacketHeader* packet, std::uint32_t eta_shift) {
    newest_ = (newest_ + 1) % static_cast<std::uint32_t>(flights_.size());
    Flight& newest = flights_[newest_];
    newest.occupied = packet != nullptr;
    newest.eta_shift = eta_shift;
    if (packet != nullptr) {
        enter(newest, *packet);
    }
    // Feedforward goes before update in every junction, so that it sees the weights of the block cycle's start.
    for (std::uint32_t junction = 1; junction <= depth_; ++junction) {
        if (Flight& flight = entered(junction - 1); flight.occupied) {
            feedforward(junction, flight);
        }
        if (Flight& flight = entered(2 * depth_ - junction); flight.occupied) {
            backpropagate_and_update(junction, flight);
        }
    }
    Flight& last = entered(depth_ - 1);
    if (!last.occupied) {
        return std::nullopt;
    }
    output_delta(last);
    return as_labelled(last);
}

bool Pipeline::classify(const abi::accelerator::PacketHeader& packet) {
    Flight& flight = flights_.front();
    enter(flight, packet);
    for (std::uint32_t junction = 1; junction <= depth_; ++junction) {
        feedforward(junction, flight);
    }
    return as_labelled(flight);
}

void Pipeline::feedforward(std::uint32_t junction, Flight& flight) {
    Layer& right = flight.layers[junction];
    junctions_[junction - 1].feedforward(mul_, flight.layers[junction - 1].activations, right.activations);
    for (std::size_t neuron = 0; neuron < right.activations.size(); ++neuron) {
        const numerics::ActivationEntry entry = activation_.look_up(table_, right.activations[neuron]);
        right.activations[neuron] = entry.sigma;
        right.derivatives[neuron] = entry.derivative;
    }
}

void Pipeline::backpropagate_and_update(std::uint32_t junction, Flight& flight) {
    Layer& left = flight.layers[junction - 1];
    const Layer& right = flight.layers[junction];
    Junction& edges = junctions_[junction - 1];
    if (junction > 1) {
        edges.backpropagate(mul_, right.deltas, left.derivatives, left.deltas);
    }
    edges.update(mul_, right.deltas, left.activations, flight.eta_shift);
}

void Pipeline::output_delta(Flight& flight) {
    output_noise_.draw();
    const Layer& output = flight.layers[depth_];
    for (std::uint32_t neuron = 0; neuron < output.deltas.size(); ++neuron) {
        const std::int32_t target = neuron == flight.label ? format_.one() : 0;
        const std::int32_t delta = mul_.saturate(output.activations[neuron] - target);
        output.deltas[neuron] = static_cast<std::int16_t>(
            job_.quadratic != 0 ? mul_(delta, output.derivatives[neuron], output_noise_[neuron]) : delta);
    }
}

bool Pipeline::as_labelled(const Flight& flight) const {
    const ConstValues outputs = flight.layers[depth_].activations.first(job_.classes);
    return static_cast<std::uint32_t>(std::ranges::max_element(outputs) - outputs.begin()) == flight.label;
}

} // namespace edgeloom::firmware::soft
