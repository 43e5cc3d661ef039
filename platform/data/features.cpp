#include "platform/data/features.hpp"

#include "platform/data/mnist.hpp"
#include "platform/data/morse.hpp"

namespace edgeloom::platform {

std::uint32_t features_of(const Configuration& configuration) {
    switch (configuration.training.dataset.kind) {
    case DataSource::Kind::mnist:
        return mnist_features;
    case DataSource::Kind::morse:
        return morse_features;
    default:
        return configuration.network.layers.front();
    }
}

} // namespace edgeloom::platform
