#include "numerics/activation_table.hpp"

namespace edgeloom::numerics {

ActivationTable::ActivationTable(Format format, Activation activation) : rule_(format, activation) {
    padded_.reserve(rule_.size() + 2);
    padded_.push_back(rule_.below());
    for (std::size_t k = 0; k < rule_.size(); ++k) {
        padded_.push_back(rule_.entry(k));
    }
    padded_.push_back(rule_.above());
}

} // namespace edgeloom::numerics
